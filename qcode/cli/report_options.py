"""The settings of a report as the command line gives them: a preset, and what is said beside it."""

from __future__ import annotations

import argparse
from dataclasses import fields

from qcode.model.report import DEFAULTS, ReportOptions
from qcode.model.report_json import with_values
from qcode.services import report_presets
from qcode.services.projects import Project


def chosen_report(project: Project, options: argparse.Namespace) -> ReportOptions:
    """Return the settings that are asked for; what is not said is as in the preset.

    Raises `UserError`: "preset_unknown", "report_option_unfit".
    """
    preset = DEFAULTS
    if options.preset:
        preset = report_presets.find_preset(project, options.preset).options
    given = vars(options)
    said = {
        field.name: given[field.name]
        for field in fields(ReportOptions)
        if given.get(field.name) is not None
    }
    if options.context is not None:
        said = {"context_before": options.context, "context_after": options.context} | said
    if options.parts is not None:
        said["parts"] = [part.strip() for part in options.parts.split(",") if part.strip()]
    if options.group is not None:
        group, _colon, attribute = options.group.partition(":")
        said |= {"group": group, "group_attribute": attribute}
    return with_values(preset, said)
