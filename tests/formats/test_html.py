"""Web pages: the words that a browser shows, in the blocks in which it shows them."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qcode.formats.losses import Lost
from qcode.model.errors import UserError
from qcode.model.layout import Style

Reading = Callable[..., Any]  # a `Read` of conftest
Writing = Callable[..., Path]


@pytest.fixture
def html(read: Reading, write: Writing) -> Callable[..., Any]:
    """Read a page."""
    return lambda page: read(write("page.html", page))


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>  a\n  b </p> <p>c</p>", "a b\nc"),
        ("lös <b> text</b> <i>här </i> <p>p", "lös text här\np"),
        ("<p>a<br>b<br/></p>", "a\u2028b"),
        ("<p>a <br> b</p>", "a\u2028b"),
        ("<p>a</p><p><br></p><p></p><p>b", "a\n\nb"),
        ("<p>&nbsp;</p>x&shy;y&hellip;&#229;&#x1F600;&#150;", "\u00a0\nx\u00ady…å😀–"),
        ("<div><div>a</div>b</div>c", "a\nb\nc"),
        ("<pre>\n x\n   y\n\n</pre>z", " x\n   y\n\nz"),
        ("<textarea>a\n b</textarea>", "a\n b"),
        ("<p>*laugh* well- 1 …", "*laugh* well- 1 …"),
        ("<p>ett <b>två </b>tre <a href=x> fyra</a>", "ett två tre fyra"),
        ("a<!-- bort -->b<?php x ?>", "ab"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢"),
    ],
)
def test_words_and_lines_are_what_a_browser_shows(html: Reading, page: str, text: str) -> None:
    assert html(f"<html><body>{page}</body></html>").text == text


def test_head_scripts_and_styles_are_no_text(html: Reading) -> None:
    page = (
        "<!DOCTYPE html><html><head><title>T</title><style>p{}</style></head><body>"
        "<script>alert('x')</script><template><p>mall</p></template><p>text</p></body>"
    )
    assert html(page).text == "text"


def test_structure_is_kept(html: Reading) -> None:
    page = (
        "<h2>Rub <b>x</b></h2><p><strong>fet</strong> <em>k</em> <u>u</u></p>"
        "<blockquote><p>citat</p></blockquote>"
        "<ul><li>ett<ul><li>två</li></ul></li><li><p>tre</p><p>fyra</p></li></ul>"
        "<ol><li>fem</li></ol><p><a href='http://x'>länk <i>två</i></a></p>"
        "<span style='font-weight: 700; font-style:italic'>css</span>"
    )
    document = html(page)
    assert document.formats(Style.HEADING) == [("Rub x", "2")]
    assert document.formats(Style.BOLD) == [("x", ""), ("fet", ""), ("css", "")]
    assert document.formats(Style.ITALIC) == [("k", ""), ("två", ""), ("css", "")]
    assert document.formats(Style.UNDERLINE) == [("u", "")]
    assert document.formats(Style.QUOTE) == [("citat", "")]
    assert document.formats(Style.LIST_ITEM) == [
        *(("ett", "0"), ("två", "1"), ("tre", "0"), ("fem", "0"))
    ]
    assert document.formats(Style.LINK) == [("länk två", "http://x")]
    assert document.losses == {Lost.LIST_NUMBERS: 1}


def test_tables_are_read_cell_by_cell(html: Reading) -> None:
    page = (
        "<table><tr><th rowspan=2>a</th><td></td><td colspan=2><p>b<p>c</td></tr>"
        "<tr><td>d<table><tr><td>inre</td></tr></table></td></tr></table>efter"
    )
    document = html(page)
    assert document.text == "a\n\nb\nc\nd\ninre\nefter"
    assert document.formats(Style.CELL) == [
        *(("a", "0,0,0"), ("", "0,0,1"), ("b\nc", "0,0,2")),
        *(("d\ninre", "0,1,1"), ("inre", "1,0,0")),
    ]


def test_cells_outside_tables_and_rows_do_no_harm(html: Reading) -> None:
    assert html("<td>a</td><table><td>b</td></table>").text == "a\nb"


def test_what_is_left_out_is_reported(html: Reading) -> None:
    page = (
        "a<img alt='Torget'><iframe src=http://x>b</iframe><noscript>Slå på</noscript>"
        "<p hidden>dold</p><p style='display: none'>också</p>"
    )
    document = html(page)
    assert document.text == "a\ndold\nockså"
    assert document.details == {
        Lost.IMAGE: "Torget",
        Lost.EMBEDDED: "iframe",
        Lost.NO_SCRIPT: "Slå på",
        Lost.HIDDEN: "",
    }


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"\xef\xbb\xbf<meta charset=latin1>\xc3\xa5", "utf-8"),
        (b"<meta charset='iso-8859-1'>\xe5\x85", "cp1252"),
        (b'<meta http-equiv=x content="text/html; charset=koi8-r">\xc1', "koi8-r"),
        (b"<?xml version='1.0' encoding='utf-8'?><html><p>\xc3\xa5</p></html>", "utf-8"),
        (b"<meta charset=utf-16>\xc3\xa5", "utf-8"),
        (b"<meta charset=utf-8>\xe5", "cp1252"),
        ("\ufeff<p>å".encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_the_page_may_say_its_encoding(html: Reading, data: bytes, encoding: str) -> None:
    document = html(data)
    assert document.document.encoding == encoding
    assert document.text in ("å", "å…", "а")


def test_deep_pages_are_read_and_bottomless_ones_refused(html: Reading) -> None:
    assert html("<div>" * 1500 + "djup" + "</div>" * 1500 + "efter").text == "djup\nefter"
    with pytest.raises(UserError, match="file_too_complex"):
        html("<div>" * 5000 + "x")


def test_nothing_is_fetched(html: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("a page must not open a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    page = (
        '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd"><base href=http://127.0.0.1:9/>'
        "<link rel=stylesheet href=a.css><script src=b.js></script><img src=c.png><p>text"
    )
    assert html(page).text == "text"


@pytest.mark.parametrize("style", ["p " * 500_000, "/* " * 300_000, "p {" * 300_000])
def test_rules_of_style_that_never_end_are_looked_at_once(html: Reading, style: str) -> None:
    # Were each place to begin at tried to the end, this would not end.
    assert html(f"<style>{style}</style><p>hej").text == "hej"
