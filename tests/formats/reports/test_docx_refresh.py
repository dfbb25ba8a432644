"""What a piece says whatever a program does to its XML, and which pieces kept their order."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from qcode.formats.docx_controls import content_hash
from qcode.formats.docx_controls import said as said_of_xml
from qcode.formats.docx_refresh_file import Piece, W, said
from qcode.formats.docx_refresh_mend import mend
from qcode.formats.docx_refresh_order import in_order
from qcode.formats.ooxml import paragraph, run

NAMESPACE = f'xmlns:w="{W[1:-1]}"'
TEXTS = st.text(st.sampled_from("ab å<&\"'\t\u2028\u00a0\u00ad😀"))


def element(xml: str) -> etree._Element:
    return etree.fromstring(f"<w:body {NAMESPACE}>{xml}</w:body>")


@given(st.lists(TEXTS, max_size=4))
def test_elements_say_what_the_written_xml_says(texts: list[str]) -> None:
    xml = "".join(paragraph("QCodeQuote", run(text)) for text in texts)
    assert said(element(xml)) == said_of_xml(xml) == "".join(f"{text}\n" for text in texts)


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ("<w:p><w:r><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r></w:p>", "ab\n"),
        ("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", "a\n"),
        ("<w:p><w:ins><w:r><w:t>a</w:t></w:r></w:ins></w:p>", "a\n"),
        ("<w:p><w:del><w:r><w:delText>a</w:delText></w:r></w:del></w:p>", "\n"),
        ("<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:softHyphen/></w:r></w:p>", "a\u2011\u00ad\n"),
        ('<w:p><w:r><w:br w:type="page"/><w:t>a</w:t><w:br/></w:r></w:p>', "a\u2028\n"),
        ("<w:r><w:t>in a line</w:t></w:r>", "in a line\n"),
        ("<w:p><w:r><w:instrText>TOC</w:instrText></w:r></w:p>", "\n"),
        ("", ""),
    ],
)
def test_what_is_shown_counts(xml: str, words: str) -> None:
    assert said(element(xml)) == words


@given(st.lists(st.integers(0, 9), max_size=8, unique=True))
def test_as_many_as_can_be_are_in_their_order(positions: list[int]) -> None:
    kept = in_order(positions)
    chosen = [positions[place] for place in sorted(kept)]
    assert chosen == sorted(chosen)
    longest = max(
        size
        for size in range(len(positions) + 1)
        for some in combinations(positions, size)
        if list(some) == sorted(some)
    )
    assert len(kept) == longest


@given(st.lists(TEXTS, max_size=2), st.lists(TEXTS, max_size=2))
def test_a_control_that_took_in_more_is_put_around_its_piece_again(
    before: list[str], behind: list[str]
) -> None:
    own = ["mitt eget", "och ett till"]
    blocks = "".join(paragraph("A", run(text)) for text in (*before, *own, *behind))
    body = element(f"<w:sdt><w:sdtPr/><w:sdtContent>{blocks}</w:sdtContent></w:sdt>")
    all_of_it = said(body)
    base = content_hash("mitt eget\noch ett till\n")
    piece = mend(Piece("qcode:excerpt:x", body[0]), base)
    assert content_hash(piece.said) == base
    assert said(body) == all_of_it
