"""Formats and parts of reports have names; how the last report was made is remembered."""

from __future__ import annotations

from qcode.formats.writers import WRITERS
from qcode.model.report import DEFAULTS, Part, ReportOptions
from qcode.services import report_memory
from qcode.services.projects import Project
from qcode.services.report_formats import part_name, writable
from qcode.services.report_memory import LastReport

ALL = ReportOptions(parts=tuple(Part), language="en")


def test_all_formats_that_can_be_written_have_names_and_word_comes_first() -> None:
    known = writable()
    assert known[0].suffix == ".docx"
    assert [each.suffix for each in known] == [writer.suffixes[0] for writer in WRITERS]
    assert all(each.name and not each.name.startswith(".") for each in known)


def test_how_the_last_report_was_made_is_remembered_by_project(project: Project) -> None:
    assert report_memory.last_report(project) == LastReport(DEFAULTS, ".docx")
    made = LastReport(ALL, ".html")
    report_memory.remember_report(project, made)
    assert report_memory.last_report(project) == made


def test_every_part_has_a_name() -> None:
    assert all(part_name(part) for part in Part)
