"""A recording beside its text: followed, played from places, looked for, added and taken off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from qcode.model.edits import TextChange
from qcode.model.text import Span
from qcode.services import recordings, text_editing
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.recording.menu import fill_menu
from qcode.ui.session import Session

from .conftest import ANNA, BO, FakePlayer, Wav

Settle = Callable[[Session], None]


def said(pane: ReadingPane) -> str:
    """The words that are marked as being said."""
    span = pane.view._marks.said
    return "" if span is None else pane.view.text()[span.start : span.end]


def start_of(pane: ReadingPane, words: str) -> int:
    return pane.view.text().index(words)


# -- following


def test_the_turn_that_is_said_is_marked_and_brought_into_sight(
    ready: ReadingPane, fake: list[FakePlayer]
) -> None:
    for number in (0, 12, 25):
        ready.recording.play_at(2000 * number + 100)
        for later in (number, number + 1, number + 2):
            fake[0].run_to(2000 * later + 100)
            assert f"nummer {later} " in said(ready)
            assert start_of(ready, f"nummer {later} ") in range(*ready.view.on_screen())


def test_neither_caret_nor_selection_nor_place_is_taken_from_who_selects(
    ready: ReadingPane, fake: list[FakePlayer]
) -> None:
    ready.view.select(Span(10, 30))
    ready.recording.toggle()
    fake[0].run_to(50_000)
    assert "nummer 25 " in said(ready)
    assert ready.view.selection() == Span(10, 30)
    assert ready.view.place() == 0
    ready.view.select(Span(10, 10))
    fake[0].run_to(52_000)
    assert ready.view.cursor_position() == 10


def test_who_scrolls_away_is_left_alone_until_what_is_said_is_in_sight(
    ready: ReadingPane, fake: list[FakePlayer]
) -> None:
    ready.recording.toggle()
    fake[0].run_to(100)
    ready.view.scroll_to(Span(start_of(ready, "nummer 30 "), start_of(ready, "nummer 31 ")))
    place = ready.view.place()
    fake[0].run_to(4_100)
    assert "nummer 2 " in said(ready)
    assert ready.view.place() == place
    ready.view.restore_place(0)
    fake[0].run_to(6_100)
    fake[0].run_to(40_100)
    assert start_of(ready, "nummer 20 ") in range(*ready.view.on_screen())


def test_following_can_be_switched_off_and_on(ready: ReadingPane, fake: list[FakePlayer]) -> None:
    ready.recording.toggle()
    fake[0].run_to(2_100)
    ready.recording.toggle_follow()
    assert said(ready) == ""
    fake[0].run_to(4_100)
    assert said(ready) == ""
    ready.recording.toggle_follow()
    assert "nummer 2 " in said(ready)


def test_after_an_edit_the_text_is_still_followed(
    ready: ReadingPane, fake: list[FakePlayer], session: Session, qtbot: QtBot
) -> None:
    ready.recording.toggle()
    fake[0].run_to(10_100)
    text = ready.view.text()
    change = TextChange.replace(text, 0, 0, "Först. ")
    session.do(lambda: text_editing.edit_text(session.project, ANNA, change))
    qtbot.waitUntil(lambda: ready.view.text() != text)
    assert "nummer 5 " in said(ready)
    assert ready.recording.deck.plays


# -- playing from places


def test_it_plays_from_the_turn_of_the_caret(ready: ReadingPane) -> None:
    at = start_of(ready, "nummer 7 ")
    ready.view.select(Span(at, at))
    ready.recording.play_here()
    assert (ready.recording.deck.plays, ready.recording.deck.at) == (True, 14_000)


def test_a_click_beside_a_turn_plays_from_it(ready: ReadingPane, qtbot: QtBot) -> None:
    cursor = ready.view.textCursor()
    cursor.setPosition(start_of(ready, "nummer 2 "))
    y = ready.view.cursorRect(cursor).center().y()
    gutter = ready.view._gutter
    qtbot.mouseClick(gutter, Qt.MouseButton.LeftButton, pos=QPoint(10, y))
    assert (ready.recording.deck.plays, ready.recording.deck.at) == (True, 4_000)


def test_a_click_on_a_time_in_the_text_plays_from_it(
    fake: list[FakePlayer],
    pane: ReadingPane,
    session: Session,
    qtbot: QtBot,
    wav: Wav,
    tmp_path: Path,
) -> None:
    text = session.project.text(BO).text
    change = TextChange.replace(text, 10, 10, "[00:00:42] klockan 11:30 ")
    text_editing.edit_text(session.project, BO, change)
    found = recordings.examine(wav(tmp_path / "bo.wav", seconds=1, number=3))
    recordings.add_recording(session.project, BO, found)
    session.show_document(BO)
    qtbot.waitUntil(lambda: session.document == BO and pane.recording.loaded)

    def click(position: int) -> None:
        cursor = pane.view.textCursor()
        cursor.setPosition(position)
        point = pane.view.cursorRect(cursor).center() + QPoint(2, 0)
        qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=point)

    click(pane.view.text().index("11:30") + 1)
    assert not pane.recording.deck.plays
    click(pane.view.text().index("00:42") + 1)
    assert (pane.recording.deck.plays, pane.recording.deck.at) == (True, 42_000)


def test_a_document_without_times_only_plays(
    fake: list[FakePlayer],
    pane: ReadingPane,
    session: Session,
    qtbot: QtBot,
    wav: Wav,
    tmp_path: Path,
) -> None:
    session.show_document(BO)
    qtbot.waitUntil(lambda: session.document == BO)
    qtbot.waitUntil(pane.recording.strip.isHidden)
    pane.recording.keeper.add(BO, [wav(tmp_path / "bo.wav", seconds=1, number=3)])
    qtbot.waitUntil(lambda: pane.recording.loaded)
    told = list[str]()
    session.told.connect(told.append)
    pane.recording.play_here()
    assert told == ["It is not known when this was said."]
    pane.recording.toggle()
    fake[-1].run_to(9_000)
    assert pane.recording.deck.plays and said(pane) == ""


def test_the_time_is_put_in_while_one_edits(
    ready: ReadingPane, fake: list[FakePlayer], session: Session, qtbot: QtBot
) -> None:
    told = list[str]()
    session.told.connect(told.append)
    ready.recording.seek(45_000)
    ready.recording.insert_time()
    assert len(told) == 1
    ready.edit_text()
    qtbot.waitUntil(lambda: ready._edit.page is not None)
    page = ready._edit.page
    assert page is not None
    page.editor.go(0)
    ready.recording.toggle()
    fake[0].run_to(48_000)
    ready.recording.insert_time()
    assert page.editor.mirror.text.startswith("[00:00:48]Det")
    ready.recording.play_here()  # the mark that was just put in
    assert ready.recording.deck.at == 48_000
    page.editor.go(page.editor.mirror.text.index("nummer 9 "))
    ready.recording.play_here()
    assert ready.recording.deck.at == 18_000
    page.discard()
    box = ready.window().findChild(QMessageBox) or page.findChild(QMessageBox)
    assert box is not None
    box.buttons()[0].click()
    qtbot.waitUntil(lambda: ready._edit.page is None)


# -- where it is


def test_the_strip_tells_time_speed_and_what_its_button_does(
    ready: ReadingPane, fake: list[FakePlayer], qtbot: QtBot
) -> None:
    strip = ready.recording.strip
    assert strip.play.accessibleName() == "Play"
    qtbot.mouseClick(strip.play, Qt.MouseButton.LeftButton)
    assert strip.play.accessibleName() == "Pause"
    fake[0].run_to(15_000)
    assert strip._at.text() == "0:15"
    assert strip.bar.value() == 15
    ready.recording.step_speed(1)
    assert strip.speed.text() == "1.1× ▾"
    strip.bar.setFocus()
    qtbot.keyClick(strip.bar, Qt.Key.Key_Right)
    assert ready.recording.deck.at == 20_000
    assert strip.bar.accessibleDescription() == "0:20 of 1:00"


def test_keys_are_named_on_the_buttons(ready: ReadingPane, session: Session) -> None:
    strip = ready.recording.strip
    assert strip.play.toolTip() == "Play or pause (F4)"
    session.keys.give("play", "F12")
    assert strip.play.toolTip() == "Play or pause (F12)"


def test_a_click_on_the_bar_goes_there(ready: ReadingPane, qtbot: QtBot) -> None:
    bar = ready.recording.strip.bar
    middle = QPoint(bar.width() // 2, bar.height() // 2)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=middle)
    assert abs(ready.recording.deck.at - 30_000) <= 1_000


def test_another_document_has_its_own_recording_or_none(
    ready: ReadingPane, session: Session, fake: list[FakePlayer], qtbot: QtBot
) -> None:
    ready.recording.play_at(21_000)
    session.show_document(BO)
    qtbot.waitUntil(lambda: session.document == BO)
    assert not ready.recording.loaded and ready.recording.strip.isHidden()
    assert fake[0].calls[-1] == ("close",)
    session.show_document(ANNA)
    qtbot.waitUntil(lambda: ready.recording.loaded)
    assert ready.recording.deck.at == 21_000
    assert not ready.recording.deck.plays


def test_the_picture_of_a_film_has_its_part_and_can_be_put_away(
    ready: ReadingPane, fake: list[FakePlayer]
) -> None:
    picture = ready.recording.picture
    assert picture.isHidden()
    fake[0].pictured.emit(True)
    assert picture.isVisible() and picture.height() > 50
    fake[0].shown.emit(QImage(40, 20, QImage.Format.Format_RGB32))
    assert fake[0].watched
    ready.recording.set_choices(picture=False)
    assert picture.isHidden()
    assert not fake[0].watched
    ready.recording.set_choices(picture=True)
    assert picture.isVisible()


def test_the_menu_offers_all_there_is_to_choose(ready: ReadingPane, fake: list[FakePlayer]) -> None:
    menu = QMenu()
    fill_menu(ready.recording, menu)
    rewind = menu.actions()[0].menu()
    assert isinstance(rewind, QMenu)
    assert [each.text() for each in rewind.actions() if each.isChecked()] == ["2 seconds"]
    rewind.actions()[0].trigger()
    ready.recording.play_at(9_000)
    ready.recording.toggle()
    assert ready.recording.deck.at == 9_000
