"""The bar at a selection: it comes after the mouse only, and covers nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import coding, importing, memos
from qcode.services.settings import load_settings, save_settings
from qcode.ui.codes.favourites import Favourites
from qcode.ui.codes.known import KnownCodes
from qcode.ui.reading.floating import LAST_CODES, FloatingBar
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session

LINES = "Anna: Lamporna lyser. Hunden skäller.\nI: Hälsar grannarna?\n" * 30
DOCUMENT = DocumentId(1)
LEFT, NO = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
Select = Callable[[int, int], None]


@pytest.fixture
def pane(session: Session, qtbot: QtBot, tmp_path: Path) -> Iterator[ReadingPane]:
    """The pane with a document of sixty paragraphs and five codes used in it."""
    (tmp_path / "Anna.txt").write_text(LINES, encoding="utf-8")
    importing.import_paths(session.project, [tmp_path / "Anna.txt"], language="sv")
    for place, path in enumerate(("Ett", "Två", "Tre", "Ljus & mörker", "Djur/Hundar")):
        coding.apply_path(session.project, DOCUMENT, Span(100 + place, 110 + place), path)
    made = ReadingPane(session)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.activateWindow()
    session.show_document(DOCUMENT)
    qtbot.waitUntil(lambda: session.document == 1)
    qtbot.waitUntil(lambda: len(KnownCodes.of(session).recent) == 5)
    made.view.setFocus()
    yield made


@pytest.fixture
def bar(pane: ReadingPane) -> FloatingBar:
    """The bar of the pane."""
    return pane.floating


@pytest.fixture
def drag(pane: ReadingPane, qtbot: QtBot) -> Select:
    """Select with the mouse from one position to another."""
    viewport = pane.view.viewport()

    def point(position: int) -> QPoint:
        cursor = pane.view.textCursor()
        cursor.setPosition(position)
        return pane.view.cursorRect(cursor).center()

    def select(start: int, end: int) -> None:
        qtbot.mousePress(viewport, LEFT, NO, point(start))
        to = QPointF(point(end))
        moved = QMouseEvent(
            QEvent.Type.MouseMove, to, viewport.mapToGlobal(to), Qt.MouseButton.NoButton, LEFT, NO
        )
        QApplication.sendEvent(viewport, moved)
        assert not pane.floating.is_coming()  # not while one is selecting
        qtbot.mouseRelease(viewport, LEFT, NO, to.toPoint())

    return select


@pytest.fixture
def shown(pane: ReadingPane, drag: Select, qtbot: QtBot) -> FloatingBar:
    """The bar at “Lamporna lyser.”, selected with the mouse."""
    drag(6, 21)
    qtbot.waitUntil(pane.floating.isVisible)
    return pane.floating


def buttons(bar: FloatingBar) -> dict[str, QToolButton]:
    """The buttons by their tool tips."""
    found = [bar.widgetForAction(action) for action in bar.actions() if not action.isSeparator()]
    return {each.toolTip(): each for each in found if isinstance(each, QToolButton)}


def coded(session: Session, span: Span) -> list[str]:
    """The codes on exactly a passage."""
    found = coding.segments_of(session.project, DOCUMENT)
    codebook = session.project.codebook()  # after them, or it may lack the code of one
    return [codebook.path(each.code) for each in found if each.span == span]


def test_it_shows_the_last_codes_and_the_commands_with_their_keys(shown: FloatingBar) -> None:
    assert list(buttons(shown)) == [
        "Code with “Djur › Hundar” (R)",
        "Code with “Ljus & mörker”",
        "Code with “Tre”",
        "Code with “Två”",
        "Code passage (C)",
        "Code in vivo (V)",
        "Write memo (M)",
    ]
    assert [action.iconText() for action in shown.actions()][:2] == ["Hundar", "Ljus && mörker"]


def test_a_code_on_a_number_key_says_so(
    pane: ReadingPane, session: Session, drag: Select, qtbot: QtBot
) -> None:
    code = session.project.codebook().find(("Tre",))
    assert code is not None
    Favourites.of(session).assign(code, 7)
    drag(6, 21)
    qtbot.waitUntil(pane.floating.isVisible)
    assert "Code with “Tre” (7)" in buttons(pane.floating)


def test_a_click_codes_the_passage_and_the_bar_goes(
    shown: FloatingBar, pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    qtbot.mouseClick(buttons(shown)["Code with “Tre”"], LEFT)
    assert not shown.isVisible()
    qtbot.waitUntil(lambda: coded(session, Span(6, 21)) == ["Tre"])
    assert pane.view.selection() == Span(6, 21)


def test_in_vivo_and_the_quick_code_box_are_a_click_away(
    shown: FloatingBar, pane: ReadingPane, session: Session, drag: Select, qtbot: QtBot
) -> None:
    qtbot.mouseClick(buttons(shown)["Code in vivo (V)"], LEFT)
    qtbot.waitUntil(lambda: coded(session, Span(6, 21)) == ["Lamporna lyser."])
    drag(22, 37)
    qtbot.waitUntil(shown.isVisible)
    qtbot.mouseClick(buttons(shown)["Code passage (C)"], LEFT)
    assert pane._coder.box.isVisible()
    pane._coder.box.dismiss()


def test_a_memo_is_asked_for_on_the_passage(
    shown: FloatingBar, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.memo_wanted) as wanted:
        qtbot.mouseClick(buttons(shown)["Write memo (M)"], LEFT)
    (link,) = wanted.args[1]
    assert (link.document, link.span) == (DOCUMENT, Span(6, 21))
    assert memos.list_memos(session.project) == []


def test_it_never_comes_for_the_keyboard(pane: ReadingPane, bar: FloatingBar, qtbot: QtBot) -> None:
    for _step in range(5):
        qtbot.keyClick(pane.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert pane.view.selection() == Span(0, 5)
    assert not bar.is_coming()
    qtbot.mouseClick(pane.view.viewport(), LEFT, NO, pane.view.cursorRect().center())
    assert not bar.is_coming()  # a click selects nothing


def test_a_double_click_is_a_selection_too(
    pane: ReadingPane, bar: FloatingBar, qtbot: QtBot
) -> None:
    cursor = pane.view.textCursor()
    cursor.setPosition(9)
    at = pane.view.cursorRect(cursor).center()
    qtbot.mouseClick(pane.view.viewport(), LEFT, NO, at)
    qtbot.mouseDClick(pane.view.viewport(), LEFT, NO, at)
    qtbot.mouseRelease(pane.view.viewport(), LEFT, NO, at)
    assert pane.view.selection() == Span(6, 14)
    qtbot.waitUntil(bar.isVisible)


def test_it_leaves_the_keyboard_to_the_text(shown: FloatingBar, pane: ReadingPane) -> None:
    assert QApplication.focusWidget() is pane.view
    assert {each.focusPolicy() for each in (shown, *buttons(shown).values())} == {
        Qt.FocusPolicy.NoFocus
    }


def test_it_lies_below_the_selection_and_above_where_there_is_no_room(
    pane: ReadingPane, bar: FloatingBar, drag: Select, qtbot: QtBot
) -> None:
    viewport = pane.view.viewport()
    last = pane.view.on_screen().end - 3
    for start, end, below in ((6, 21, True), (24, 90, True), (last - 12, last, False)):
        drag(start, end)
        qtbot.waitUntil(bar.isVisible)
        span = pane.view.selection()
        assert span is not None
        lines = [rect.toAlignedRect() for rect in pane.view.rects_of(span)]
        assert lines
        assert not any(line.intersects(bar.geometry()) for line in lines)
        assert viewport.rect().contains(bar.geometry())
        assert (bar.y() > lines[-1].y()) == below


def test_it_stays_away_where_it_would_cover_the_selection(
    pane: ReadingPane, bar: FloatingBar, drag: Select, qtbot: QtBot
) -> None:
    drag(0, pane.view.on_screen().end - 3)
    assert bar.is_coming()
    qtbot.waitUntil(lambda: not bar.is_coming())
    assert not bar.isVisible()


def test_a_narrow_text_has_fewer_codes_on_it(
    pane: ReadingPane, bar: FloatingBar, drag: Select, qtbot: QtBot
) -> None:
    pane.resize(420, 600)
    drag(6, 15)
    qtbot.waitUntil(bar.isVisible)
    assert pane.view.viewport().rect().contains(bar.geometry())
    assert 3 <= len(buttons(bar)) < LAST_CODES + 3
    assert list(buttons(bar))[-1] == "Write memo (M)"


def test_scrolling_typing_and_pressing_send_it_away(
    shown: FloatingBar, pane: ReadingPane, drag: Select, qtbot: QtBot
) -> None:
    def scroll() -> None:
        pane.view.verticalScrollBar().setValue(40)
        pane.view.verticalScrollBar().setValue(0)

    leavings: list[Callable[[], object]] = [
        scroll,
        lambda: qtbot.keyClick(pane.view, Qt.Key.Key_Escape),
        lambda: qtbot.keyClick(pane.view, Qt.Key.Key_X),
        lambda: qtbot.mouseClick(pane.view.viewport(), LEFT, NO, QPoint(200, 300)),
        lambda: pane.view.select(Span(3, 9)),
        lambda: pane.resize(pane.width() - 40, pane.height()),
        pane.view.clearFocus,
    ]
    for leave in leavings:
        pane.view.setFocus()
        drag(40, 45)
        drag(6, 21)
        qtbot.waitUntil(shown.isVisible)
        leave()
        assert not shown.isVisible()
        assert not shown.is_coming()


def test_a_held_key_leaves_it_where_it_is(
    shown: FloatingBar, pane: ReadingPane, qtbot: QtBot
) -> None:
    qtbot.keyPress(pane.view, Qt.Key.Key_Control)
    assert shown.isVisible()
    qtbot.keyRelease(pane.view, Qt.Key.Key_Control)


def test_a_click_between_the_buttons_keeps_the_selection(
    shown: FloatingBar, pane: ReadingPane, qtbot: QtBot
) -> None:
    qtbot.mouseClick(shown, LEFT, NO, QPoint(1, 1))
    assert pane.view.selection() == Span(6, 21)
    assert shown.isVisible()


def test_its_own_menu_turns_it_off(
    shown: FloatingBar, session: Session, drag: Select, qtbot: QtBot
) -> None:
    menu = shown.build_menu()
    (action,) = menu.actions()
    assert action.text() == "Do not show this bar"
    with qtbot.waitSignal(session.told) as told:
        action.trigger()
    assert "settings" in told.args[0]
    assert not load_settings().floating_bar
    assert not shown.isVisible()
    drag(40, 45)
    qtbot.waitUntil(lambda: not shown.is_coming())
    assert not shown.isVisible()
    save_settings(replace(load_settings(), floating_bar=True))
    drag(6, 21)
    qtbot.waitUntil(shown.isVisible)
    menu.close()


def test_a_project_that_is_only_read_has_none(reading_session: Session, qtbot: QtBot) -> None:
    pane = ReadingPane(reading_session)
    qtbot.addWidget(pane)
    pane.resize(900, 600)
    pane.show()
    reading_session.show_document(DOCUMENT)
    qtbot.waitUntil(lambda: reading_session.document == 1)
    viewport = pane.view.viewport()
    at = pane.view.cursorRect().center() + QPoint(20, 0)
    qtbot.mouseDClick(viewport, LEFT, NO, at)
    qtbot.mouseRelease(viewport, LEFT, NO, at)
    assert pane.view.selection() is not None
    assert pane.floating.is_coming()
    qtbot.waitUntil(lambda: not pane.floating.is_coming())
    assert not pane.floating.isVisible()


def test_a_screen_reader_hears_what_it_is(shown: FloatingBar) -> None:
    heard = QAccessible.queryAccessibleInterface(shown)
    assert heard.role() == QAccessible.Role.ToolBar
    assert heard.text(QAccessible.Text.Name) == "Code the selection"
    assert all(each.accessibleName() for each in buttons(shown).values())
