"""Editing a text where one reads it: set in the same way, also when that changes meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import coding, importing
from qcode.ui.editing.editor import TextEditor
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session

from ..wheels import turn_wheel

Show = Callable[[DocumentId], ReadingPane]
TEXT = "I: Hur är det?\nIP1: Det är bra, tack. 😀 Jag går ut.\nI: Mm.\n" * 40


@pytest.fixture
def pane(session: Session, shown_pane: Show, tmp_path: Path) -> ReadingPane:
    """The pane with a document open, set as someone likes it."""
    (tmp_path / "1.txt").write_text(TEXT, encoding="utf-8")
    importing.import_paths(session.project, [tmp_path / "1.txt"])
    for start in range(0, 2000, 50):
        coding.apply_path(session.project, DocumentId(1), Span(start, start + 80), "Oro")
    made = shown_pane(DocumentId(1))
    made.page.set_appearance(replace(made.page.appearance, size=14.0, line_height=1.8, measure=50))
    return made


def edited(pane: ReadingPane, qtbot: QtBot) -> TextEditor:
    pane.edit_text()
    qtbot.waitUntil(lambda: pane._edit.page is not None)
    assert pane._edit.page is not None
    return pane._edit.page.editor


def test_the_text_is_set_as_it_was_for_reading(pane: ReadingPane, qtbot: QtBot) -> None:
    pane.view.select(Span(900, 900))
    editor = edited(pane, qtbot)
    assert editor.font() == pane.view.font()
    assert editor.lineWrapColumnOrWidth() == pane.view.lineWrapColumnOrWidth()
    assert editor.position() == 900
    qtbot.waitUntil(lambda: bool(editor.extraSelections()))


def test_the_wheel_with_ctrl_and_the_keys_for_it_change_the_letters(
    pane: ReadingPane, qtbot: QtBot
) -> None:
    editor = edited(pane, qtbot)
    control = Qt.KeyboardModifier.ControlModifier
    for turned, size in ((120, 15.0), (-60, 15.0), (-60, 14.0)):
        turn_wheel(editor.viewport(), turned, control)
        assert editor.font().pointSizeF() == size
    pane.page.zoom(1)
    assert editor.font().pointSizeF() == 15.0
    assert not editor.document().isUndoAvailable()
    editor.textCursor().insertText("x")
    pane.page.zoom(1)
    editor.undo()
    assert editor.mirror.text == TEXT
