"""Where the caret is: what is told of it, and that it stays there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.text import Span
from qcode.services import coding, importing, text_editing
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session
from qcode.ui.subject import Sort, Subject

Show = Callable[[DocumentId], ReadingPane]
TEXT = "I: Hur är det?\nIP1: Det är bra, tack. 😀 Jag går ut.\nI: Mm.\n" * 40


@pytest.fixture
def pane(session: Session, shown_pane: Show, tmp_path: Path) -> ReadingPane:
    """The pane with a document open."""
    (tmp_path / "1.txt").write_text(TEXT, encoding="utf-8")
    importing.import_paths(session.project, [tmp_path / "1.txt"])
    return shown_pane(DocumentId(1))


def test_the_codes_at_the_caret_are_told_with_the_place(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    pane.view.select(Span(22, 22))
    said: list[str] = []
    pane.place_changed.connect(lambda _document, place: said.append(place))
    for path in ("Oro", "Tillit", "Ljus"):
        coding.apply_path(session.project, DocumentId(1), Span(20, 34), path)
    qtbot.waitUntil(lambda: len(pane.view.segments_at(22)) == 3)
    named = said[-1].split(" · ")[2]
    assert named.endswith(", +1")
    assert set(named.split(", ")[:2]) < {"Oro", "Tillit", "Ljus"}
    (chosen,) = [each for each in pane.view.segments_at(22) if each == 3]
    pane.view.set_selected_segment(chosen)
    pane.view.segment_activated.emit(chosen)
    assert said[-1].split(" · ")[2].startswith("Ljus")
    pane.resize(300, 600)  # where the text has a line of its own for names
    qtbot.waitUntil(pane.view.names_codes)
    pane.view.select(Span(23, 23))
    assert said[-1] == "¶ 2 · IP1"


def test_undoing_an_edit_leaves_the_caret_where_it_is_in_sight(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    text = session.project.text(DocumentId(1)).text
    text_editing.edit_text(session.project, DocumentId(1), TextChange.replace(text, 3, 6, "Vad"))
    qtbot.waitUntil(lambda: "Vad är det?" in pane.view.document().toPlainText())
    pane.view.select(Span(90, 90))
    session.undo()
    qtbot.waitUntil(lambda: "Hur är det?\nIP1" in pane.view.document().toPlainText())
    assert pane.view.cursor_position() == 90
    assert pane.view.verticalScrollBar().value() == 0


def test_one_looks_at_what_one_has_just_coded(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    pane.activateWindow()
    pane.view.setFocus()
    qtbot.waitUntil(pane.view.hasFocus)
    pane.view.select(Span(20, 34))
    assert session.subject == Subject(Sort.DOCUMENT, 1)
    segment, _changes = coding.apply_path(session.project, DocumentId(1), Span(20, 34), "Oro")
    qtbot.waitUntil(lambda: session.subject == Subject(Sort.SEGMENT, segment))
    session.undo()
    qtbot.waitUntil(lambda: session.subject == Subject(Sort.DOCUMENT, 1))


def test_while_the_text_is_edited_it_is_told_in_which_paragraph_one_types(
    pane: ReadingPane, qtbot: QtBot
) -> None:
    said: list[str] = []
    pane.place_changed.connect(lambda _document, place: said.append(place))
    pane.edit_text()
    qtbot.waitUntil(lambda: pane._edit.page is not None)
    assert pane._edit.page is not None
    pane._edit.page.editor.go(22)
    assert said[-1] == "¶ 2"
    qtbot.keyClick(pane._edit.page.editor, Qt.Key.Key_Return)
    assert said[-1] == "¶ 3"
    pane._edit.page.editor.undo()
    pane._edit.page.discard()
    qtbot.waitUntil(lambda: pane._edit.page is None)
    qtbot.waitUntil(lambda: pane.describe_place() == "¶ 2 · IP1")
