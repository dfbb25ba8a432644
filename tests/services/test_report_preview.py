"""A report to look at before it is written: its counts, and the beginning of a long one."""

from __future__ import annotations

from dataclasses import replace

from qcode.formats.printed import Printed
from qcode.model.document import DocumentId
from qcode.model.report import ReportOptions
from qcode.model.text import Span
from qcode.services import coding
from qcode.services.language import set_language
from qcode.services.projects import Project
from qcode.services.report_bundle import make_bundle
from qcode.services.report_preview import MOST_EXCERPTS, preview, shortened, taken
from qcode.services.retrieval import EVERYTHING, Selection


def test_an_empty_project_says_that_nothing_is_coded(project: Project) -> None:
    found = taken(project, EVERYTHING)
    assert (found.excerpts, found.coded) == (0, False)


def test_counts_are_in_words(project: Project, first: DocumentId, second: DocumentId) -> None:
    set_language("en")
    coding.apply_path(project, first, Span(0, 10), "Tillit")
    assert taken(project, EVERYTHING).count == "1 excerpt in 1 of 2 documents"
    none = taken(project, Selection(documents=frozenset({second})))
    assert (none.excerpts, none.coded) == (0, True)


def test_of_many_codes_a_few_are_named_and_in_the_report_all(
    project: Project, first: DocumentId
) -> None:
    set_language("en")
    names = [f"Kod {n}" for n in range(1, 10)]
    for name in names:
        coding.apply_path(project, first, Span(0, 10), name)
    selection = Selection(codes=frozenset(project.codebook().codes))
    found = taken(project, selection).filter
    assert found == (
        "Codes Kod 1, Kod 2, Kod 3, Kod 4, Kod 5 and 4 more; all documents; all coders"
    )
    said = make_bundle(project, selection, ReportOptions(language="en")).filter
    assert all(name in said for name in names)


def test_the_preview_has_the_words_of_the_report(project: Project, first: DocumentId) -> None:
    coding.apply_path(project, first, Span(0, 10), "Tillit")
    made = preview(project, EVERYTHING, ReportOptions(title="Bilaga", language="sv"))
    texts = [b.text for s in made.sections for b in s.blocks if isinstance(b, Printed)]
    assert "Bilaga" in texts
    assert "Tillit" in texts
    assert (made.language, made.whole) == ("sv", True)


def test_a_long_report_keeps_all_headings_and_the_first_excerpts(
    project: Project, first: DocumentId
) -> None:
    coding.apply_path(project, first, Span(0, 10), "Tillit")
    bundle = make_bundle(project)
    assert shortened(bundle) is bundle
    (code,) = bundle.codes
    many = replace(code, excerpts=code.excerpts * (MOST_EXCERPTS - 1))
    long = replace(bundle, codes=(many, many, many))
    short = shortened(long)
    assert [len(each.excerpts) for each in short.codes] == [MOST_EXCERPTS - 1, 1, 0]
    assert [each.name for each in short.codes] == ["Tillit"] * 3
