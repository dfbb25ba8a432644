"""What the machine of `test_journal` begins with: documents, codes, segments, memos, cases."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import hypothesis.strategies as st

from qcode.formats.base import ImportedDocument
from qcode.model.document import AttributeTarget, CaseLink, DocumentKind
from qcode.model.layout import Format, Layout, Style, Turn
from qcode.model.memo import MemoLink
from qcode.model.text import Span
from qcode.services import (
    cases,
    coded_tables,
    codes,
    coding,
    documents,
    importing,
    memos,
)
from qcode.services.projects import Project

TEXT = "I: Hur är det?\nIP1: Det är bra, tack. 😀 Jag går ut.\nI: Mm.\n"
TURNS = (
    Turn(0, 14, (Span(3, 14),), "I"),
    Turn(15, 51, (Span(20, 51),), "IP1", 1000, 2000),
    Turn(52, 58, (Span(55, 58),), "I"),
)
NAMES = st.sampled_from(["Tillit", "Plats", "Oro", "Å/ö", "Ansvar", "Roll"])
SMALL = st.integers(0, 9)


def candidate(number: int) -> importing.Candidate:
    """A document that no file stands behind."""
    layout = Layout(TURNS, (Format(3, 14, Style.BOLD),))
    imported = ImportedDocument(f"Intervju {number}", TEXT, layout, "txt", "utf-8", "sv")
    return importing.Candidate(
        Path(f"{number}.txt"),
        f"{number}".encode(),
        imported,
        imported.name,
        DocumentKind.INTERVIEW,
        "sv",
    )


def code_by_table(project: Project, start: int) -> None:
    """Bring in a table with a passage of the first document, found by its words."""
    rows = project.documents()[:1]
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, "table.csv")
        with table.open("w", encoding="utf-8", newline="") as file:
            written = csv.writer(file)
            written.writerow(["Document", "Quote", "Code", "Memo", "Coder"])
            for row in rows:
                words = project.text(row.id).text[start : start + 12]
                written.writerow([row.name, words, "Tabell > Ny", "Obs", "Cia"])
        if rows:
            sheet = coded_tables.read_table(table).sheet()
            plan = coded_tables.plan_codings(project, sheet, coded_tables.chosen(sheet))
            coded_tables.import_codings(project, plan, table.name)


def fill(project: Project) -> None:
    """Give a project two documents, codes in a tree, segments, memos, a case and attributes."""
    result = importing.add_candidates(project, [candidate(1), candidate(2)])
    first, second = (one.document.id for one in result.imported)
    for path in ("Tillit/Plats", "Tillit/Oro", "Ansvar"):
        codes.add_path(project, path)
    for document, start, end, path in (
        (first, 3, 14, "Tillit"),
        (first, 20, 34, "Tillit/Plats"),
        (first, 20, 34, "Ansvar"),
        (second, 20, 51, "Tillit/Oro"),
        (second, 20, 51, "Tillit/Plats"),
    ):
        coding.apply_path(project, document, Span(start, end), path, memo=path)
    memos.add_memo(project, "Läge", "text", links=[MemoLink(document=first, span=Span(3, 14))])
    cases.add_case(project, "Norr", links=[CaseLink(first, "IP1"), CaseLink(second)])
    cases.add_attribute(project, "Roll", AttributeTarget.DOCUMENT)
    documents.save_set(project, "Alla", [first, second])
