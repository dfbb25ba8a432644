"""Which codes have slides, and which quotations stand on them."""

from __future__ import annotations

from dataclasses import replace

from qcode.formats.bundle import ExportBundle, ExportCode, ExportExcerpt, ExportLine
from qcode.formats.slide_choice import best, themes
from qcode.model.report import ReportOptions

GOOD = "Det är någon framför oss ibland, med en ficklampa."
LONG = "Och så gick vi vidare därifrån. " * 30


def said(text: str, document: str = "IP1", weight: int | None = None) -> ExportExcerpt:
    return ExportExcerpt(text, document, document=document, weight=weight, start=len(text))


def test_starred_ones_come_first_then_short_whole_ones() -> None:
    starred, good = said(LONG, weight=90), said(GOOD)
    scrap, heaviest = said("och sen så var det ju så att det"), said("Ja.", "IP2", 100)
    options = ReportOptions(slide_quotes=3)
    assert best([scrap, good, starred, heaviest], options) == (heaviest, starred, good)


def test_they_are_from_different_documents_as_long_as_there_are_any() -> None:
    first, second = said(GOOD), said(GOOD + " Ja.")
    other = said(LONG, "IP2")
    assert best([first, second, other], ReportOptions(slide_quotes=2)) == (first, other)
    assert best([first, second], ReportOptions(slide_quotes=2)) == (first, second)


def test_a_passage_with_several_codes_is_shown_once() -> None:
    assert len(best([said(GOOD), said(GOOD)], ReportOptions())) == 1


def test_codes_below_the_level_give_their_excerpts_to_the_one_above(
    bundle: ExportBundle,
) -> None:
    def code(level: int, name: str, *excerpts: ExportExcerpt) -> ExportCode:
        return ExportCode(level, name, name, "", excerpts=excerpts)

    a, b, c = said(GOOD, "1"), said(GOOD, "2"), said(GOOD, "3")
    tree = (code(1, "A", a), code(2, "B", b), code(3, "C", c), code(1, "D"))

    def told(level: int) -> list[tuple[str, int]]:
        options = ReportOptions(slide_level=level)
        found = themes(replace(bundle, codes=tree, options=options))
        return [(theme.code.name, len(theme.excerpts)) for theme in found]

    assert told(1) == [("A", 3)]
    assert told(2) == [("A", 1), ("B", 2)]
    assert told(0) == [("A", 1), ("B", 1), ("C", 1)]


def test_what_only_the_interviewer_says_comes_last() -> None:
    question = replace(said(GOOD), lines=(ExportLine(GOOD, asked=True),))
    answer = said(LONG, "IP2")
    assert best((question, answer), ReportOptions(slide_quotes=1)) == (answer,)
