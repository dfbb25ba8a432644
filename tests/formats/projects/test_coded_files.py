"""Documents that were coded in marks or comments keep their text and get their codings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.formats.coded_text import unmarked
from qcode.formats.exchange import ExchangeProject
from qcode.formats.foreign_values import ForeignLoss
from qcode.formats.project_readers import coded_reader_for
from qcode.formats.registry import read_document
from qcode.model.errors import UserError


def passages(project: ExchangeProject) -> list[tuple[str, str, str]]:
    """The words of each segment, its code and its coder."""
    (document,) = project.documents
    codes = {each.guid: each.name for each in project.codes}
    coders = {each.guid: each.name for each in project.coders} | {"": ""}
    return [
        (document.text[s.start : s.end], codes[s.code], coders[s.coder]) for s in project.segments
    ]


def coded(text: str) -> list[tuple[str, str]]:
    found = unmarked(text)
    return [(found.text[span.start : span.end], called) for span, called in found.coded]


def test_marks_of_qcoder_go_and_code_what_is_between_them() -> None:
    text = "Vi (QCODE)litade på (QCODE)dem(/QCODE){#staden}, då.(/QCODE){#tillit, #förr} Nu inte."
    assert unmarked(text).text == "Vi litade på dem, då. Nu inte."
    assert coded(text) == [
        ("litade på dem, då.", "tillit"),
        ("litade på dem, då.", "förr"),
        ("dem", "staden"),
    ]


def test_brackets_code_to_their_end_or_their_paragraph() -> None:
    text = "Ett.\n[Code: Oro; Skola] 🙂 Två [/code]tre.\nFyra. [code: Lugn]\n[kod: x] [code:]"
    assert unmarked(text).text == "Ett.\n 🙂 Två tre.\nFyra. \n[kod: x] [code:]"
    assert coded(text) == [("🙂 Två", "Oro"), ("🙂 Två", "Skola"), ("Fyra.", "Lugn")]


def test_marks_without_a_partner_stay_in_the_text() -> None:
    text = "a (QCODE)b [/code]c(/QCODE){#x} d(/QCODE){#y} (QCODE)e [code: #]"
    found = unmarked(text)
    assert found.text == "a b [/code]c d(/QCODE){#y} (QCODE)e [code: #]"
    assert coded(text) == [("b [/code]c", "x")]
    assert found.alone == 4


PIECES = st.sampled_from(
    ["(QCODE)", "(/QCODE){#a}", "[code: b]", "[/code]", "(/QCODE)", "x", " ", "\n", "å", "{", "["]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_only_marks_go_and_passages_are_in_the_text(text: str) -> None:
    found = unmarked(text)
    letters = iter(text)
    assert all(letter in letters for letter in found.text)  # in the same order
    assert all(0 <= span.start < span.end <= len(found.text) for span, _code in found.coded)


def test_a_coded_text_is_a_project(tmp_path: Path) -> None:
    path = tmp_path / "möte.txt"
    path.write_bytes("Vi [code: tillit]litade på dem[/code].\r\nJag ☂ (QCODE)inte".encode())
    project = coded_reader_for(path).read(path)
    assert passages(project) == [("litade på dem", "tillit", "")]
    (document,) = project.documents
    assert (document.name, document.text) == ("möte", "Vi litade på dem.\nJag ☂ (QCODE)inte")
    assert document.source is not None
    assert document.source.read() == path.read_bytes()
    assert [(loss.kind, loss.count) for loss in project.losses] == [(ForeignLoss.ALONE, 1)]
    assert coded_reader_for(path).read(path) == project


def test_the_same_code_in_two_files_is_one(tmp_path: Path) -> None:
    guids = set()
    for number in range(2):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"[code: tillit]{number}[/code]")
        guids.add(coded_reader_for(path).read(path).codes[0].guid)
    assert len(guids) == 1


W = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'


def on(number: int, words: str) -> str:
    """Words with a comment."""
    return (
        f'<w:commentRangeStart w:id="{number}"/>{W.format(words)}'
        f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def comment(number: int, author: str, *paragraphs: str) -> str:
    inside = "".join(f"<w:p>{W.format(each)}</w:p>" for each in paragraphs)
    date = "2026-03-02T10:00:00Z"
    return f'<w:comment w:id="{number}" w:author="{author}" w:date="{date}">{inside}</w:comment>'


@pytest.fixture
def word(docx: Callable[..., Path]) -> Path:
    body = (
        f"<w:p>{W.format('Anna: Jag ')}{on(0, 'litade på dem')}{W.format(' 🙂 och ')}"
        f"{on(1, 'alla')}.</w:p><w:p>{on(2, 'Sedan')}{W.format(' inte.')}</w:p>"
    )
    comments = (
        comment(0, "Bo", "tillit; staden", "förr: som barn")
        + comment(1, "Ada", "tillit")
        + comment(2, "Bo", " : ")
    )
    return docx(body, comments=comments)


def test_comments_are_codes_with_their_authors_and_notes(word: Path) -> None:
    project = coded_reader_for(word).read(word)
    assert passages(project) == [
        ("litade på dem", "tillit", "Bo"),
        ("litade på dem", "staden", "Bo"),
        ("litade på dem", "förr", "Bo"),
        ("alla", "tillit", "Ada"),
    ]
    (memo,) = project.memos
    assert (memo.title, memo.text) == ("som barn", "som barn")
    assert memo.links[0].segment == project.segments[2].guid
    assert {each.made for each in project.segments} == {"2026-03-02T10:00:00.000Z"}
    (document,) = project.documents
    assert document.text == read_document(word).text
    (left,) = document.layout.notes
    assert left.text == " : "
    assert [(loss.kind, loss.count) for loss in project.losses] == [(ForeignLoss.NO_CODE, 1)]


def test_what_has_no_marks_is_no_coded_file(tmp_path: Path, docx: Callable[..., Path]) -> None:
    plain = tmp_path / "a.txt"
    plain.write_text("Vi litade [på dem].")
    for path in (plain, docx(f"<w:p>{W.format('a')}</w:p>")):
        with pytest.raises(UserError, match="not_coded"):
            coded_reader_for(path)
