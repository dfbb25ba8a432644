"""The settings of the last report of each project: kept for its user, beside the project."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qcode.model.errors import UserError
from qcode.model.report import DEFAULTS, ReportOptions
from qcode.model.report_json import from_json, to_json

from .projects import Project
from .settings import load_settings, save_settings

_PROJECTS = 12


@dataclass(frozen=True, slots=True)
class LastReport:
    """How the last report of a project was made: its options, and the suffix of its file."""

    options: ReportOptions = DEFAULTS
    suffix: str = ".docx"


def last_report(project: Project) -> LastReport:
    """Return how the last report was made; the usual one if there was none."""
    kept = load_settings().reports.get(project.info.guid)
    if not isinstance(kept, list) or [type(each) for each in kept] != [str, str]:
        return LastReport()
    options, suffix = kept
    try:
        return LastReport(from_json(options), suffix)
    except UserError:  # another version wrote what this one does not know
        return LastReport(suffix=suffix)


def remember_report(project: Project, report: LastReport) -> None:
    """Keep how a report was made for the next one."""
    settings, guid = load_settings(), project.info.guid
    kept = [to_json(report.options), report.suffix]
    if settings.reports.get(guid) == kept:
        return
    others = {key: value for key, value in settings.reports.items() if key != guid}
    others = dict(list(others.items())[1 - _PROJECTS :])
    save_settings(replace(settings, reports=others | {guid: kept}))
