"""What a format leaves out of a report is said before it is written, and it is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.formats.writers import WRITERS
from qcode.model.document import DocumentId
from qcode.model.report import DEFAULTS, Part, ReportOptions
from qcode.model.text import Span
from qcode.services import coding, report_memory
from qcode.services.exporting import export
from qcode.services.projects import Project
from qcode.services.report_bundle import make_bundle
from qcode.services.report_formats import CARRIED, left_out, part_name, writable
from qcode.services.report_memory import LastReport

ALL = ReportOptions(parts=tuple(Part), language="en")


def test_word_comes_first_and_leaves_nothing_out() -> None:
    known = writable()
    assert known[0].suffix == ".docx"
    assert [each.suffix for each in known] == [writer.suffixes[0] for writer in WRITERS]
    assert all(each.name and not each.name.startswith(".") for each in known)
    assert left_out(".docx", ALL) == []


def test_only_what_is_asked_for_is_left_out() -> None:
    assert left_out(".csv", ReportOptions(parts=(Part.EXCERPTS, Part.METHOD))) == [
        part_name(Part.METHOD)
    ]


@pytest.mark.parametrize("suffix", [".html", ".md"])
def test_what_is_said_to_be_left_out_is_not_in_the_file(
    project: Project, first: DocumentId, tmp_path: Path, suffix: str
) -> None:
    coding.apply_path(project, first, Span(0, 10), "Tillit")
    bundle = make_bundle(project, options=ALL)
    path = tmp_path / f"report{suffix}"
    export(project, path, options=ALL)
    text = path.read_text(encoding="utf-8")
    headings = {
        Part.DOCUMENTS: bundle.labels.documents,
        Part.CODEBOOK: bundle.labels.codebook,
        Part.CONTENTS: bundle.labels.contents,
        Part.ANALYSIS: bundle.labels.analysis,
        Part.METHOD: bundle.sections[0].heading,
    }
    for part, heading in headings.items():
        carried = part in CARRIED.get(suffix, frozenset(Part))
        assert (heading in text) == carried, part


def test_how_the_last_report_was_made_is_remembered_by_project(project: Project) -> None:
    assert report_memory.last_report(project) == LastReport(DEFAULTS, ".docx")
    made = LastReport(ALL, ".html")
    report_memory.remember_report(project, made)
    assert report_memory.last_report(project) == made
