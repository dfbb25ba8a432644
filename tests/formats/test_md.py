"""Markdown: not one character is changed, and what the marks mean lies over them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.formats import md
from qcode.formats.losses import Lost
from qcode.formats.md import markdown_formats
from qcode.model.layout import Style
from qcode.model.text import canonical

Reading = Callable[..., Any]  # a `Read` of conftest
Writing = Callable[..., Path]


def formats(text: str, style: Style) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.value) for f in markdown_formats(text) if f.style is style]


def test_the_text_is_the_file(read: Reading, write: Writing) -> None:
    text = "# Rubrik\n\n*laugh* well-  \n1. ett\n\n    kod\n…\n"
    assert read(write("a.md", text)).text == text


def test_headings_of_both_kinds() -> None:
    text = "# Ett *x*\n\nTvå\nrader\n-----\n\n### Tre ###\n"
    assert formats(text, Style.HEADING) == [
        *(("# Ett *x*", "1"), ("Två", "2"), ("rader", "2"), ("### Tre ###", "3"))
    ]


def test_emphasis_is_found_where_it_stands() -> None:
    text = r"\*inte\* *kursiv* **fet *båda*** `*kod*` &amp; _a_ *laugh*"
    assert formats(text, Style.ITALIC) == [
        *(("kursiv", ""), ("båda", ""), ("a", ""), ("laugh", ""))
    ]
    assert formats(text, Style.BOLD) == [("fet *båda*", "")]


def test_emphasis_is_found_on_the_lines_of_a_quotation() -> None:
    text = "> I: *ett*  \n> IP: rad\n> **två**\n"
    assert formats(text, Style.QUOTE) == [
        *(("> I: *ett*  ", ""), ("> IP: rad", ""), ("> **två**", ""))
    ]
    assert formats(text, Style.ITALIC) == [("ett", "")]
    assert formats(text, Style.BOLD) == [("två", "")]


def test_lists_have_depths() -> None:
    text = "- ett\n  mer\n  - två\n\n1. tre\n"
    assert formats(text, Style.LIST_ITEM) == [
        *(("- ett", "0"), ("  mer", "0"), ("  - två", "1"), ("1. tre", "0"))
    ]


def test_links_of_all_kinds_and_what_follows_them() -> None:
    text = '[a *b*](http://x/*y "t") <http://z> ![bild](b*.png) [r][q] *e*\n\n[q]: http://q\n'
    assert formats(text, Style.LINK) == [
        *(("a *b*", "http://x/*y"), ("http://z", "http://z"), ("r", "http://q"))
    ]
    assert formats(text, Style.ITALIC) == [("b", ""), ("e", "")]


def test_a_very_long_text_is_read_without_formats(
    read: Reading, write: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(md, "_MAX_FORMATTED", 10)
    document = read(write("a.md", "# En rubrik för lång"))
    assert not document.document.layout.formats
    assert document.losses == {Lost.FORMATS: 1}


@given(st.text(alphabet="ab *_`[]()<>!#>-=1.\n\\&;\"'å😀", max_size=80))
def test_formats_never_leave_the_text(text: str) -> None:
    text = canonical(text).text
    for found in markdown_formats(text):
        assert 0 <= found.start < found.end <= len(text)
