"""Signs beside the text where passages have memos: they are there, tell, follow and open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.memo import MemoLink
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import codes, coding, importing, memos
from qcode.services.appearance import load_appearance
from qcode.services.text_editing import edit_text
from qcode.ui.coding.notes import NoteStrip
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session

TEXT = "I: Hur är det? 😀\nIP1: Det är bra, tack. Jag går ut.\nI: Mm.\nIP1: Nu går jag.\n"
ONE, CODED = DocumentId(1), SegmentId(1)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def pane(
    session: Session, qtbot: QtBot, shown_pane: Callable[[DocumentId], ReadingPane], tmp_path: Path
) -> Iterator[ReadingPane]:
    """A document with a memo on "bra, tack", which is coded, and one on "Nu går jag", which is not.

    The first is numbered 1, the second 2.
    """
    (tmp_path / "1.txt").write_text(TEXT, encoding="utf-8")
    importing.import_paths(session.project, [tmp_path / "1.txt"])
    coding.apply_path(session.project, ONE, span("bra, tack"), "A/B")
    memos.add_memo(session.project, "", "Sagt med *eftertryck*", links=[MemoLink(segment=CODED)])
    on = MemoLink(document=ONE, span=span("Nu går jag"))
    memos.add_memo(session.project, "Avsked & slut", "Varför nu?", links=[on])
    made = shown_pane(ONE)
    qtbot.waitUntil(lambda: len(strip(made).signs()) == 2)
    yield made


def strip(pane: ReadingPane) -> NoteStrip:
    return pane.view._notes


def signs(pane: ReadingPane) -> list[list[int]]:
    """The memos of each sign, from the top."""
    return [[note.memo for note in sign.notes] for sign in strip(pane).signs()]


def middle(pane: ReadingPane, number: int) -> QPoint:
    return strip(pane).signs()[number].area.center().toPoint()


def test_a_sign_stands_beside_the_line_in_which_the_passage_begins(pane: ReadingPane) -> None:
    assert signs(pane) == [[1], [2]]
    for number, words in enumerate(("bra, tack", "Nu går jag")):
        (band,) = pane.view.rects_of(span(words))
        assert band.top() < middle(pane, number).y() < band.bottom()
    port = pane.view.viewport()
    assert (
        strip(pane).mapTo(pane, strip(pane).rect().topRight()).x()
        < port.mapTo(pane, port.pos()).x()
    )


def test_in_a_wide_page_the_sign_stays_beside_its_number(pane: ReadingPane, qtbot: QtBot) -> None:
    pane.resize(2400, 600)
    qtbot.waitUntil(lambda: pane.view.width() > 2000)
    gutter = strip(pane).parentWidget()
    number = gutter.width() - pane.view._typography.space(0.9)  # its right edge
    sign = middle(pane, 0).x() + strip(pane).x()
    assert 0 <= number - sign < pane.view._typography.space(4)
    assert strip(pane).x() > 200  # what is left over is left of it


def test_the_sign_lies_on_no_number_however_long_it_is(pane: ReadingPane) -> None:
    size, gutter = pane.view._typography, pane.view._gutter
    wide = QFontMetricsF(size.small_font()).horizontalAdvance("888")
    first = gutter.width() - size.space(0.9) - wide  # where three figures begin
    for sign in strip(pane).signs():
        assert strip(pane).x() + sign.area.right() < first


def test_it_is_painted_and_lights_up_its_passage(pane: ReadingPane) -> None:
    shown = strip(pane)
    before = shown.grab().toImage()
    place = QPointF(middle(pane, 1))
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        shown.mapToGlobal(place),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(shown, moved)
    assert shown.grab().toImage() != before
    assert pane.view._marks.flash == span("Nu går jag")
    QApplication.sendEvent(shown, QEvent(QEvent.Type.Leave))
    assert shown.grab().toImage() == before
    assert pane.view._marks.flash is None


def test_the_sign_of_a_coding_lights_the_coding_up(pane: ReadingPane) -> None:
    (sign, _other) = strip(pane).signs()
    strip(pane)._point(sign.notes[0])
    assert (pane.view._marks.hovered, pane.view._marks.flash) == (CODED, None)
    strip(pane)._point(None)
    assert pane.view._marks.hovered is None


def test_pointing_at_it_tells_the_memo_in_plain_words(pane: ReadingPane) -> None:
    shown = strip(pane)
    for number, told in ((0, "Sagt med eftertryck"), (1, "<b>Avsked &amp; slut</b><br>Varför nu?")):
        place = middle(pane, number)
        QApplication.sendEvent(
            shown, QHelpEvent(QEvent.Type.ToolTip, place, shown.mapToGlobal(place))
        )
        assert told in QToolTip.text()


def test_a_click_opens_the_memo_and_of_several_asks_which(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    asked: list[object] = []
    session.memo_wanted.connect(lambda memo, _links: asked.append(memo))
    qtbot.mouseClick(strip(pane), Qt.MouseButton.LeftButton, pos=middle(pane, 1))
    assert asked == [2]
    link = MemoLink(document=ONE, span=span("jag."))
    session.do(partial(memos.add_memo, session.project, "Vem?", "", links=[link]))
    qtbot.waitUntil(lambda: signs(pane) == [[1], [2, 3]])
    qtbot.mouseClick(strip(pane), Qt.MouseButton.LeftButton, pos=middle(pane, 1))
    (menu,) = [each for each in pane.findChildren(QMenu) if each.isVisible()]
    assert [each.text() for each in menu.actions()] == ["Memo: Avsked && slut", "Memo: Vem?"]
    menu.actions()[1].trigger()
    menu.close()
    assert asked == [2, 3]


def test_the_menu_on_a_passage_opens_its_memo_for_the_keyboard_too(
    pane: ReadingPane, session: Session
) -> None:
    asked: list[object] = []
    session.memo_wanted.connect(lambda memo, _links: asked.append(memo))
    menu = pane._menu_at(span("jag."), [], pane.mapToGlobal(QPoint(0, 0)))
    (action,) = [each for each in menu.actions() if each.text() == "Memo: Avsked && slut"]
    action.trigger()
    assert asked == [2]
    menu = pane._menu_at(span("bra, tack"), [CODED], pane.mapToGlobal(QPoint(0, 0)))
    assert not [each for each in menu.actions() if each.text().startswith("Memo: ")]


def test_signs_go_with_the_codings_the_filter_hides_and_with_memos_that_are_deleted(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    other = codes.add_path(session.project, "Annat")
    pane.filtering.only_codes([other])
    qtbot.waitUntil(lambda: signs(pane) == [[2]])
    pane.filtering.show_all()
    qtbot.waitUntil(lambda: signs(pane) == [[1], [2]])
    session.do(partial(memos.delete_memos, session.project, [2]))
    qtbot.waitUntil(lambda: signs(pane) == [[1]])
    session.undo()
    qtbot.waitUntil(lambda: signs(pane) == [[1], [2]])


def test_signs_follow_their_passages_when_the_text_is_edited(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    change = TextChange.replace(TEXT, 0, 0, "Först en rad.\n")
    session.do(partial(edit_text, session.project, ONE, change))
    qtbot.waitUntil(lambda: pane.view.text().startswith("Först"))
    qtbot.waitUntil(lambda: signs(pane) == [[1], [2]])
    at = pane.view.text().index("Nu går jag")
    (band,) = pane.view.rects_of(Span(at, at + 10))
    assert band.top() < middle(pane, 1).y() < band.bottom()


def test_signs_are_put_away_and_stay_away(pane: ReadingPane, session: Session) -> None:
    heard = QAccessible.queryAccessibleInterface(strip(pane))
    assert heard is not None and not heard.state().invisible
    text = pane.view.document()
    pane.page.toggle_memo_signs()
    assert not strip(pane).isVisible()
    assert heard.state().invisible
    assert pane.view.document() is text  # which takes long to be set again
    pane.page.leave()
    assert not load_appearance().memo_signs
    pane.page.toggle_memo_signs()
    assert strip(pane).isVisible()


def test_the_choices_beside_the_text_put_signs_away_too(pane: ReadingPane) -> None:
    pane.page.edit()
    dialog = pane.page._dialog
    assert dialog is not None
    dialog.memo_signs.click()
    assert not strip(pane).isVisible()
    pane.page.toggle_memo_signs()
    assert dialog.memo_signs.isChecked()
