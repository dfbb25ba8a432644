"""The preview beside what a word processor makes of the same file: the same words on each page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication

from qcode.formats.printed import Printed
from qcode.model.report_presets import BUILT_IN
from qcode.services import projects
from qcode.services.exporting import export
from qcode.services.report_preview import preview
from qcode.services.retrieval import EVERYTHING
from qcode.ui.exporting.flow import Sheet, sheets
from qcode.ui.exporting.typeset import typeset

pytestmark = pytest.mark.slow

ALIKE = 0.9  # of all words; 0.97 and more where this was written


@pytest.mark.parametrize("name", ["themes", "codebook"])
def test_pages_hold_the_words_that_a_word_processor_puts_there(
    qapp: QApplication,
    office_saves: Callable[..., Path],
    sample_file: Path,
    tmp_path: Path,
    name: str,
) -> None:
    options = BUILT_IN[name]
    with projects.open_project(sample_file, coder="Ines", read_only=True) as project:
        export(project, tmp_path / "report.docx", options=options)
        made = preview(project, EVERYTHING, options)
    ours = [_words(sheet) for sheet in sheets(made.sections, lambda: None)]
    theirs = _pages(office_saves(tmp_path / "report.docx", "pdf", tmp_path))
    assert abs(len(ours) - len(theirs)) <= 1
    same = sum((mine & other).total() for mine, other in zip(ours, theirs, strict=False))
    assert same / sum(page.total() for page in theirs) > ALIKE


def _words(sheet: Sheet) -> Counter[str]:
    found: Counter[str] = Counter()
    for placed in sheet.placed:
        found.update(_line_words(placed.paragraph, placed.width, placed.first, placed.last))
    return found


def _line_words(paragraph: Printed, width: float, first: int, last: int) -> list[str]:
    layout = typeset(paragraph, width).layout
    if layout is None:
        return []
    lines = [layout.lineAt(number) for number in range(first, last)]
    text = layout.text().encode("utf-16-le")  # as Qt counts
    parts = (text[2 * n.textStart() : 2 * (n.textStart() + n.textLength())] for n in lines)
    return [word for part in parts for word in re.findall(r"\w+", part.decode("utf-16-le"))]


def _pages(path: Path) -> list[Counter[str]]:
    pdf = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()
    return [Counter(re.findall(r"\w+", text)) for text in texts]
