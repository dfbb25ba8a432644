"""Quotations: the project's own characters, with marks and source; plain and as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import memos
from qcode.services.hits import Hit
from qcode.services.projects import Project
from qcode.services.quoting import (
    Quotation,
    as_html,
    hit_quotation,
    passage_of,
    plain_text,
    quotation,
    sentences_around,
)
from qcode.services.searching import Searcher


@pytest.fixture
def searcher(project: Project) -> Iterator[Searcher]:
    made = Searcher(project)
    yield made
    made.close()


def hit_of(searcher: Searcher, query: str) -> Hit:
    return searcher.search(query).hits[0]


class Reader(HTMLParser):
    """Reads HTML back as a program does that pastes it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        self.text += "\n" if tag == "br" else ""


def test_a_hit_is_quoted_as_it_stands_without_the_label(
    project: Project, searcher: Searcher
) -> None:
    hit = hit_of(searcher, "tilliten")
    made = hit_quotation(project, hit, passage_of(hit))
    text = project.text(DocumentId(hit.source_id)).text
    assert made.text in text
    assert made.plain == (
        "”Nja, tilliten har fått sig en törn 😀 sedan kiosken brann.” (Anna, IP1, ¶ 4)"
    )


def test_the_sentence_around_a_match_is_quoted_and_nothing_else(
    project: Project, searcher: Searcher
) -> None:
    hit = hit_of(searcher, "trygghet NOT =dig")
    span = sentences_around(hit, hit.matches[0])
    assert hit_quotation(project, hit, span).text == "Trygghet är att veta det."


def test_a_memo_is_quoted_by_its_title(project: Project, searcher: Searcher) -> None:
    memos.add_memo(project, "Om zebror", "De <b>springer</b> & syns.")
    hit = hit_of(searcher, "springer")
    made = hit_quotation(project, hit, passage_of(hit))
    assert made.plain == "”De <b>springer</b> & syns.” (Om zebror)"
    reader = Reader()
    reader.feed(made.html)
    assert reader.text == made.plain


def test_html_says_the_same_as_the_plain_text_line_for_line() -> None:
    some = Quotation("En rad\noch  en <till> & slut", ("“", "”"), "Anna & Bo, ¶ 1–2")
    reader = Reader()
    reader.feed(some.html)
    assert reader.text == some.plain
    assert plain_text([some, some]) == f"{some.plain}\n\n{some.plain}"
    assert as_html([some, some]).count(some.html) == 2


def test_a_passage_is_quoted_with_its_paragraphs(project: Project, first: DocumentId) -> None:
    text = project.text(first).text
    made = quotation(project, first, Span(0, text.index("veta")))
    assert made.source.endswith("¶ 1–2")
