"""A small report that has one of everything, and helpers that read reports as a stranger would."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document as Opened
from lxml import etree

from qcode.formats.bundle import ExportBundle, ExportCode, ExportDocument, ExportExcerpt, ExportNote
from qcode.formats.bundle_labels import ExportLabels
from qcode.formats.bundle_parts import (
    ExportBar,
    ExportChart,
    ExportCoding,
    ExportColumn,
    ExportMemo,
    ExportSection,
    ExportTable,
    ExportTranscript,
)
from qcode.model.report import Part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "report"

LABELS = ExportLabels(
    contents="Innehåll",
    contents_hint="Klicka här och tryck F9 för sidnummer.",
    excerpts="Citat",
    codebook="Kodbok",
    documents="Dokument",
    filter="Urval",
    code="Kod",
    definition="Definition",
    use_when="Används när",
    avoid_when="Används inte när",
    example="Exempel",
    count="Citat",
    document="Dokument",
    kind="Typ",
    language="Språk",
    paragraphs="Stycken",
    characters="Tecken",
    page="Sida {page} av {pages}",
    level="Nivå {n}",
)
MEMO = ExportNote(
    "Åsa Öst-Berg", "2025-11-03T14:05:00+01:00", "Jämför med <IP2>.\n\nEgen kod & definition?"
)
SECOND_MEMO = ExportNote("Bo Ek", "", "Håller med.")
TRICKY = (
    "Nej  men\u00a0alltså …\tsa han.\n\nMjukt\u00adbindestreck, e\u0301, 😀 & <tecken>\u2028ny rad "
)
TRUST = ExportCode(
    level=1,
    name="Tillit & förtroende",
    path="Tillit & förtroende",
    summary="2 citat i 2 dokument",
    definition="Att lita på någon.\nEller att sluta.",
    use_when="någon säger sig lita på någon",
    avoid_when="någon bara är igenkänd",
    example="”man litar på folk”",
    color="#4477aa",
    segments=2,
    documents=2,
    excerpts=(
        ExportExcerpt(
            text=TRICKY,
            source="IP1, ¶ 3–5, 00:14:05 · ÅÖ",
            notes=(MEMO, SECOND_MEMO),
            guid="0B1E6C0E-6B0E-4E1C-9F57-0F6A4C7C1B11",
            document="IP1",
            start=120,
            end=120 + len(TRICKY),
            speaker="Karin",
            paragraph=3,
            time_ms=845_000,
            coder="Åsa Öst-Berg",
            also=("Staden/Torget",),
        ),
        ExportExcerpt(text="אני סומך עליהם.", source="IP2, ¶ 1 · ÅÖ", document="IP2", end=15),
    ),
)
TOWN = ExportCode(
    level=3,
    name="Staden",
    path="Tillit & förtroende/Platser/Staden",
    summary="1 citat i 1 dokument",
    color="#CCBB44",
    segments=1,
    documents=1,
    excerpts=(ExportExcerpt(text="Torget är vårt.", source="IP1, ¶ 9 · ÅÖ", document="IP1"),),
)
PARENT = ExportCode(level=1, name="Yrke", path="Yrke", summary="", color="none")
DOCUMENTS = (
    ExportDocument("IP1", "Intervju", "Svenska", 120, 12345, 2),
    ExportDocument("IP2", "Intervju", "Hebreiska", 8, 900, 1),
)


@pytest.fixture(scope="session")
def bundle() -> ExportBundle:
    """A Swedish report with one of everything."""
    codes = (TRUST, TOWN, PARENT)
    return ExportBundle(
        title="Trygghet på torget",
        filter="Koder: Tillit & förtroende med underkoder",
        author="Åsa Öst-Berg",
        date="2025-11-24T10:30:00+01:00",
        language="sv",
        quotes=("”", "”"),
        labels=LABELS,
        codes=codes,
        codebook=tuple(replace(code, excerpts=()) for code in codes),
        documents=DOCUMENTS,
        project="Lillköping",
        date_words="24 november 2025",
        summary="3 citat ur 2 dokument",
    )


@pytest.fixture
def full(bundle: ExportBundle) -> ExportBundle:
    """A report with every part there is."""
    guids = ("A" * 8, "B" * 8)
    first, second = (
        replace(e, guid=g) for e, g in zip(bundle.codes[0].excerpts, guids, strict=True)
    )
    town = replace(
        bundle.codes[1],
        guid="town",
        excerpts=(replace(first, see="se Tillit, nr 1", see_guid=guids[0], guid="C"),),
    )
    memo = ExportMemo("Om tillit", "Den växer.", "Bo Ek", "2025-11-05T10:00:00+01:00", guid="M")
    trust = replace(bundle.codes[0], guid="trust", memos=(memo,), excerpts=(first, second))
    column = (ExportColumn("Kod", 3), ExportColumn("IP1", number=True))
    table = ExportTable(
        "code-document:1",
        "Utdrag per dokument",
        column,
        (("Tillit", 2), ("Staden", None)),
        "Not",
        (0, 1),
    )
    coding = ExportCoding(6, 20, "Bo Ek", "", "Tillit", "s1")
    text = "Anna: Först ett.\n\nBo: Sedan två, 😀 och tre.\nSlut"
    transcript = ExportTranscript("IP1", "Intervju", text, (6, 0, 4, 0), (1,), (coding,))
    return replace(
        bundle,
        codes=(trust, town, bundle.codes[2]),
        tables=(replace(table, key="analysis", title="Innehållsanalys"), table),
        charts=(
            ExportChart(
                "codes", "Per kod", "Stapeldiagram.", "Citat", (ExportBar("Tillit", 2, "#4477aa"),)
            ),
        ),
        transcripts=(transcript,),
        memos=(memo,),
        sections=(
            ExportSection("method", "Så gjordes det", 1, ("En text.",), (replace(table, key="m"),)),
        ),
        options=replace(bundle.options, parts=tuple(Part)),
        project_guid="P",
    )


BundleOf = Callable[..., ExportBundle]


@pytest.fixture(scope="session")
def bundle_of(bundle: ExportBundle) -> BundleOf:
    """Make a report of nothing but the excerpts of one code."""

    def make(*texts: str, quotes: tuple[str, str] = ("", "")) -> ExportBundle:
        excerpts = tuple(ExportExcerpt(text, f"Källa {n}") for n, text in enumerate(texts))
        code = replace(PARENT, excerpts=excerpts, segments=len(texts))
        return replace(bundle, codes=(code,), codebook=(), documents=(), quotes=quotes)

    return make


@pytest.fixture(scope="session")
def opened() -> Callable[[Path], Opened]:
    """Open a Word file with python-docx, its content lifted out of the controls.

    That library passes over what is inside of one; here it is to read all of the report.
    """

    def read(path: Path) -> Opened:
        document = docx.Document(str(path))
        body = document.element.body
        while (control := next(body.iter(W + "sdt"), None)) is not None:
            for element in list(control.find(W + "sdtContent")):
                control.addprevious(element)
            control.getparent().remove(control)
        return document

    return read


@pytest.fixture(scope="session")
def part() -> Callable[[Path, str], etree._Element]:
    """Read one part of a Word file."""

    def read(path: Path, name: str) -> etree._Element:
        with zipfile.ZipFile(path) as package:
            return etree.fromstring(package.read(name))

    return read


def _line(paragraph: etree._Element) -> str:
    """Return the text of a paragraph, apart from our quotation marks and Word's annotations."""
    signs = {W + "tab": "\t", W + "br": "\u2028"}
    words = []
    for run in paragraph.iter(W + "r"):
        style = run.find(f"{W}rPr/{W}rStyle")
        if style is not None and style.get(W + "val") == "QCodeQuoteMark":
            continue
        words += [
            node.text or "" if node.tag == W + "t" else signs[node.tag]
            for node in run
            if node.tag == W + "t" or node.tag in signs
        ]
    return "".join(words)


@pytest.fixture(scope="session")
def excerpts_in(part: Callable[[Path, str], etree._Element]) -> Callable[[Path], list[str]]:
    """Read the excerpts of a Word file: what stands in the quotation style up to a source line."""

    def read(path: Path) -> list[str]:
        found: list[str] = []
        lines: list[str] = []
        for paragraph in part(path, "word/document.xml").iter(W + "p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle").get(W + "val")
            if style in ("QCodeQuote", "QCodeQuoteRTL"):
                lines.append(_line(paragraph))
            elif style == "QCodeSource":
                found.append("\n".join(lines))
                lines = []
        return found

    return read


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with its kept file. QCODE_GOLDEN=rewrite keeps the new one instead."""

    def compare(name: str, text: str) -> None:
        kept = GOLDEN / name
        if os.environ.get("QCODE_GOLDEN") == "rewrite":
            kept.write_text(text, encoding="utf-8", newline="\n")
        assert text == kept.read_text(encoding="utf-8"), (
            f"{name} is not as it was; look at the difference, and if it is meant, run the test "
            "once with QCODE_GOLDEN=rewrite"
        )

    return compare
