"""LibreOffice opens the Word report as a stranger and gives back every excerpt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from qcode.formats.bundle import ExportBundle
from qcode.formats.docx_report import DocxReport

pytestmark = pytest.mark.slow

PLAIN = (
    "En mening på svenska – åäö ÅÄÖ é … ja.",
    "First paragraph.\nSecond paragraph.\n\nA fourth, after an empty one.",
    "”Citat” i citat, ‘enkla’ och 'raka', 1/2 (c) -- ...",
    "- Nej.\n1. Jo.\n* Kanske & <kanske>\nhttp://example.org/?a=b&c=d",
    "Ett långt citat som går över flera sidor. " * 400 + "Slut.",
)
TRICKY = (
    "två  mellanslag,\ttabb och   tre ",
    "\n\nbörjar och slutar tomt\n",
    "\tindrag\n   mellanslag först",
    "mjukt\u00adbindestreck, fast\u00a0och\u202fsmalt blanksteg, noll\u200bbredd, \u2060, \ufeff",
    "e\u0301 och 👩\u200d👩\u200d👧 och 🇸🇪 och \U0001d54f",
    "אני סומך עליהם, נכון? (2019) نعم abc",
    "中文 ไทย\u3000\u2003",
)
EDGE = 70  # points from the foot and the head of the page; there are the number and the title
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

Convert = Callable[[str], Path]
BundleOf = Callable[..., ExportBundle]


@pytest.fixture(scope="module")
def convert(
    office_saves: Callable[..., Path],
    bundle: ExportBundle,
    bundle_of: BundleOf,
    tmp_path_factory: pytest.TempPathFactory,
) -> Convert:
    """Turn one report that holds all the texts, with one of everything else, into a format."""
    folder = tmp_path_factory.mktemp("libreoffice")
    report = folder / "report.docx"
    chapter = bundle_of(*PLAIN, *TRICKY).codes[0]
    everything = replace(bundle, codes=(chapter, *bundle.codes), quotes=("", ""))
    DocxReport().write(everything, report)

    return lambda target: office_saves(report, target, folder)


def between_sources(text: str) -> list[str]:
    """Return what stands before each of the source lines "Källa 0", "Källa 1" …"""
    pieces = re.split(r"^Källa \d+$", text, flags=re.MULTILINE)
    return pieces[:-1]


def test_plain_text_from_libreoffice_has_every_excerpt_exactly(convert: Convert) -> None:
    text = convert("txt:Text (encoded):UTF8").read_bytes().decode("utf-8-sig")
    text = text.replace("\r\n", "\n")
    chapter = next(part for part in text.split("\nYrke\n") if "Källa 0" in part)
    found = [piece.removeprefix("\n") for piece in between_sources("\n" + chapter)]
    assert found == [excerpt + "\n" for excerpt in (*PLAIN, *TRICKY)]


def seen(text: str) -> str:
    """Return the ink of a text: neither white space nor what has no shape."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c)[0] != "C")


def test_pdf_from_libreoffice_shows_every_excerpt(convert: Convert) -> None:
    pages = []
    with pypdfium2.PdfDocument(convert("pdf")) as pdf:
        for page in pdf:
            words = page.get_textpage()
            pages.append(words.get_text_bounded(bottom=EDGE, top=page.get_height() - EDGE))
            words.close()
            page.close()
    shown = seen("".join(pages))
    for excerpt in PLAIN:
        assert seen(excerpt) in shown
    assert seen("Trygghet på torget") in shown
    assert len(pages) > 5


def test_memos_become_comments_of_their_coders(convert: Convert, bundle: ExportBundle) -> None:
    document = etree.parse(str(convert("fodt")), etree.XMLParser(huge_tree=True))
    comments = document.iter(OFFICE + "annotation")
    found = sorted(["".join(part.itertext()) for part in comment] for comment in comments)
    first, second = bundle.codes[0].excerpts[0].notes
    assert found == [
        [second.author, "0000-00-00T00:00:00", "BE", second.text],  # LibreOffice's "no date"
        [first.author, "2025-11-03T14:05:00", "ÅÖB", *first.text.split("\n")],
    ]
