"""Finding what a manuscript quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.analysis.quotation_marks import find_quotations
from qcode.model.manuscript import Manuscript, QuotationKind
from qcode.model.text import Span


def quoted(text: str) -> list[str]:
    return [text[q.span.start : q.span.end] for q in find_quotations(Manuscript(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hon säger ”det är tungt” och går.", ["det är tungt"]),
        ("She said “it is hard” and left.", ["it is hard"]),
        ('She said "it is hard" and left.', ["it is hard"]),
        ("Hon säger »det är tungt» och går.", ["det är tungt"]),
        ("Sie sagt »es ist schwer« und geht.", ["es ist schwer"]),
        ("Elle dit « c’est dur » et part.", ["c’est dur"]),
        ("Sie sagt „es ist schwer“ und geht.", ["es ist schwer"]),
        ("Mówi „jest ciężko” i idzie.", ["jest ciężko"]),
        ("Il dit ‹c’est dur› et part.", ["c’est dur"]),
        ("She said ‘it’s hard’ and left.", ["it’s hard"]),
        ("Hon säger ’det är tungt’ och går.", ["det är tungt"]),
        ("She said 'it's hard' and left.", ["it's hard"]),
        ("The ‘students’ own work’ counts.", ["students’ own work"]),
        ("It's the students' work, isn't it? Rock 'n' roll.", ["n"]),
        ("”En ’liten’ sak” och ”en till”.", ["En ’liten’ sak", "en till"]),
        ("“He said ‘no’ to me”, she said.", ["He said ‘no’ to me"]),
        ("“A “nested” one” here", ["A “nested” one"]),
        ('A 5" pipe and a 6" one', []),
        ("Öppet ” men aldrig stängt", []),
        ("(”i parentes”)", ["i parentes"]),
        ("”Första.”–”Andra.”", ["Första.", "Andra."]),
    ],
)
def test_marks_of_all_kinds(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_a_quotation_of_several_paragraphs_opens_each_of_them() -> None:
    text = "Hon säger: ”Först kom de.\n”Sedan gick de.” Så var det."
    assert quoted(text) == ["Först kom de.\n”Sedan gick de."]


def test_an_unclosed_quotation_does_not_swallow_the_next_paragraph() -> None:
    assert quoted("Hon säger ”ja och går.\nHan säger ”nej” och stannar.") == ["nej"]


def block(text: str, *blocks: str) -> list[str]:
    spans = tuple(Span(text.index(b), text.index(b) + len(b)) for b in blocks)
    found = find_quotations(Manuscript(text, spans))
    return [text[q.span.start : q.span.end] for q in found]


def test_paragraphs_of_a_block_are_one_quotation_without_their_source() -> None:
    text = "Så här:\nVi väntade länge.\nIngen kom. (IP07, ¶ 3)\nOch ”sedan” var det slut."
    assert block(text, "Vi väntade länge.", "Ingen kom. (IP07, ¶ 3)") == [
        "Vi väntade länge.\nIngen kom.",
        "sedan",
    ]


def test_a_source_line_ends_a_block() -> None:
    text = "Vi väntade länge.\n— IP07, rektor\nIngen kom hit då."
    first, line, second = text.split("\n")
    assert block(text, first, line, second) == [first, second]


def test_marks_around_a_block_are_left_out() -> None:
    text = "”Vi väntade länge.”"
    assert block(text, text) == ["Vi väntade länge."]


def test_an_omission_at_the_end_of_a_block_is_no_source() -> None:
    text = "Vi väntade länge […]"
    assert block(text, text) == [text]


def test_marked_stretches_count_once() -> None:
    text = "Som hon säger: ”vi väntade” då."
    start = text.index("”")
    found = find_quotations(Manuscript(text, (), (Span(start, text.index("” då") + 1),)))
    assert [(text[q.span.start : q.span.end], q.kind) for q in found] == [
        ("vi väntade", QuotationKind.STYLE)
    ]


def talk(text: str) -> list[list[str]]:
    found = find_quotations(Manuscript(text))
    assert all(q.kind is QuotationKind.DASH for q in found)
    return [[text[piece.start : piece.end] for piece in q.pieces] for q in found]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("– Jag vet inte, sa hon.", [["Jag vet inte"]]),
        ("– Jag vet inte! utbrast Bo Ek.", [["Jag vet inte!"]]),
        ("— Jag vet, sa hon, att det är så.", [["Jag vet", "att det är så."]]),
        ("– I do not know, Anna said. It was late.", [["I do not know", "It was late."]]),
        ("- Jag vet inte – sa hon.", [["Jag vet inte"]]),
        ("– Ja.\n– Nej (IP07, ¶ 3).", [["Ja."], ["Nej"]]),
        ("Det var – som hon sa – sent.", []),
        ("–utan blank", []),
    ],
)
def test_talk_behind_a_dash_is_without_who_speaks(text: str, pieces: list[list[str]]) -> None:
    assert talk(text) == pieces


def test_talk_in_indented_lines_is_no_block() -> None:
    text = "Så här:\n– Vi väntade länge, sa hon.\n– Ingen kom, sa han."
    _intro, first, second = text.split("\n")
    assert block(text, first, second) == ["Vi väntade länge", "Ingen kom"]


@given(st.text(alphabet="ab –.,\n”“\"'’‘»«„[]()…", max_size=120))
def test_quotations_are_in_order_and_apart_whatever_the_text(text: str) -> None:
    found = find_quotations(Manuscript(text))
    at = 0
    for each in found:
        assert at <= each.outer.start < each.span.start < each.span.end <= each.outer.end
        at = each.outer.end
    assert at <= len(text)
