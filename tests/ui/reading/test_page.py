"""The page in its pane: appearance, reading mode, going to a place, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QFont, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QSlider, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import documents, importing
from qcode.services.appearance import DEFAULT, Behind, load_appearance
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.scrolled import Scrolled
from qcode.ui.session import Session
from qcode.ui.window.workspace import Layout, Workspace

TEXT = "Karin: Hur är det?\nIP1: Det är bra, tack. 😀 Jag går ut.\n" * 60
Open = Callable[[int], None]


def paths(folder: Path, count: int) -> list[Path]:
    made = []
    for number in range(1, count + 1):
        made.append(folder / f"{number:02}.txt")
        made[-1].write_text(TEXT + str(number), encoding="utf-8")
    return made


@pytest.fixture
def pane(session: Session, qtbot: QtBot, tmp_path: Path) -> Iterator[ReadingPane]:
    """The pane with the first of twelve documents open."""
    importing.import_paths(session.project, paths(tmp_path, 12))
    yield opened(session, qtbot)


def opened(session: Session, qtbot: QtBot) -> ReadingPane:
    made = ReadingPane(session)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    with qtbot.waitExposed(made):
        made.show()
    session.show_document(DocumentId(1))
    qtbot.waitUntil(lambda: session.document == 1)
    return made


@pytest.fixture
def read(session: Session, pane: ReadingPane, qtbot: QtBot) -> Open:
    def show(number: int) -> None:
        session.show_document(DocumentId(number))
        qtbot.waitUntil(lambda: session.document == number)

    return show


# -- appearance


def test_what_is_chosen_in_the_dialog_is_seen_at_once_and_the_next_time(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    pane.page.edit()
    dialog = pane.page._dialog
    assert dialog is not None and dialog.isVisible()
    lines = pane.view._typography.line
    qtbot.keyClick(dialog.line_height, Qt.Key.Key_End)
    assert pane.view._typography.line > lines
    qtbot.keyClick(dialog.measure, Qt.Key.Key_Home)
    qtbot.mouseClick(dialog.colored, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    dialog.behind.setCurrentIndex(1)
    dialog.size_box.setValue(17)
    assert pane.view.font().pointSizeF() == 17
    wanted = replace(
        DEFAULT,
        line_height=2.0,
        measure=45,
        colored_speakers=dialog.colored.isChecked(),
        behind=Behind.UNDERLINE.value,
        size=17.0,
    )
    assert pane.page.appearance == wanted
    pane.leave()
    assert load_appearance() == wanted
    again = opened(session, qtbot)
    assert again.view.font().pointSizeF() == 17
    assert again.view._typography.line == pane.view._typography.line


def test_back_to_the_usual_takes_everything_back(pane: ReadingPane, qtbot: QtBot) -> None:
    page = pane.page
    font = pane.view.font().pointSizeF()
    page.set_appearance(replace(DEFAULT, size=30.0, measure=0, numbers=False))
    page.edit()
    assert page._dialog is not None
    assert page._dialog.full.isChecked() and not page._dialog.measure.isEnabled()
    page._dialog._reset()
    assert page.appearance == DEFAULT
    assert pane.view.font().pointSizeF() == font
    assert page._dialog.numbers.isChecked()


def test_the_dialog_follows_what_the_keys_do(pane: ReadingPane) -> None:
    pane.page.edit()
    dialog = pane.page._dialog
    assert dialog is not None
    before = dialog.size_box.value()
    pane.page.zoom(1)
    pane.page.toggle_numbers()
    pane.page.toggle_times()
    pane.page.next_behind()
    assert dialog.size_box.value() == before + 1
    assert not dialog.numbers.isChecked() and not dialog.times.isChecked()
    assert dialog.behind.currentData() == Behind.UNDERLINE.value


def test_every_control_of_the_dialog_has_a_name_and_can_be_reached(pane: ReadingPane) -> None:
    pane.page.edit()
    dialog = pane.page._dialog
    assert dialog is not None
    kinds = (QAbstractButton, QComboBox, QSlider, QSpinBox)
    controls = [each for each in dialog.findChildren(QWidget) if isinstance(each, kinds)]
    shown = [each for each in controls if each.isVisible()]
    assert len(shown) > 12
    for control in shown:
        interface = QAccessible.queryAccessibleInterface(control)
        assert interface.text(QAccessible.Text.Name), control
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control


def test_who_asks_is_guessed_and_can_be_said(pane: ReadingPane, session: Session) -> None:
    pane.page.set_appearance(replace(DEFAULT, quiet_interviewer=True))
    assert pane.view._interviewers == {"Karin"}
    pane.page.edit()
    dialog = pane.page._dialog
    assert dialog is not None and "Karin" in dialog.asking.text()
    karin, speaker = dialog._asking_menu.actions()[:2]
    assert karin.isChecked() and not speaker.isChecked()
    karin.trigger()
    assert pane.view._interviewers == frozenset()
    dialog._asking_menu.actions()[1].trigger()
    assert pane.view._interviewers == {"IP1"}
    dialog._asking_menu.actions()[-1].trigger()
    assert pane.view._interviewers == {"Karin"}


def test_a_document_that_is_opened_later_has_its_own_interviewer(
    pane: ReadingPane, session: Session, read: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "other.txt").write_text("I: Ja?\nBo: Nej.\n" * 5, encoding="utf-8")
    importing.import_paths(session.project, [tmp_path / "other.txt"])
    pane.page.set_appearance(replace(DEFAULT, quiet_interviewer=True))
    read(13)
    assert pane.view._interviewers == {"I"}


def test_letters_follow_the_window_unless_a_size_was_chosen(pane: ReadingPane) -> None:
    larger = QFont(pane.font())
    larger.setPointSizeF(2 * larger.pointSizeF())
    before = pane.view.font().pointSizeF()
    pane.setFont(larger)
    assert pane.view.font().pointSizeF() == pytest.approx(2 * before, abs=0.5)
    pane.page.set_appearance(replace(DEFAULT, size=12.0))
    pane.setFont(QFont(pane.font().family(), 9))
    assert pane.view.font().pointSizeF() == 12


def test_a_family_that_is_not_there_gives_way(pane: ReadingPane) -> None:
    family = pane.view.font().family()
    pane.page.set_appearance(replace(DEFAULT, font="No such letters"))
    assert pane.view.font().family() == family


def test_a_name_too_long_for_its_line_is_shortened_and_told_in_full(
    pane: ReadingPane, qtbot: QtBot
) -> None:
    name = "A very long name of an interview that goes on and on " * 4
    pane._title.setText(name)
    label = pane._title._title
    assert label.text().endswith("…") and label.toolTip() == label.accessibleName() == name
    pane._title.setText("Short")
    assert label.text() == "Short" and not label.toolTip()


# -- going to a place


def ask(pane: ReadingPane, qtbot: QtBot, wanted: str) -> None:
    pane.page.ask_place()
    pane.page.goto_box.line.clear()
    qtbot.keyClicks(pane.page.goto_box.line, wanted)


def test_a_number_and_enter_lead_to_the_paragraph(pane: ReadingPane, qtbot: QtBot) -> None:
    ask(pane, qtbot, "23")
    box = pane.page.goto_box
    assert box.told.text().startswith("Paragraph 23 of 121: Karin: Hur är det?")
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert pane.view._paragraphs.number_at(pane.view.cursor_position()) == 23
    assert box.isVisible()
    qtbot.keyClick(box.line, Qt.Key.Key_Escape)
    assert not box.isVisible()
    qtbot.waitUntil(pane.view.hasFocus)


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_who_leaves_the_box_by_a_key_has_it_no_longer_over_the_text(
    pane: ReadingPane, qtbot: QtBot, key: Qt.Key
) -> None:
    ask(pane, qtbot, "23")
    box = pane.page.goto_box
    qtbot.waitUntil(box.line.hasFocus)
    qtbot.keyClick(box.line, key)
    assert not box.line.hasFocus()
    assert not box.isVisible()


def test_enter_again_leads_to_the_speakers_next_turn_and_shift_back(
    pane: ReadingPane, qtbot: QtBot
) -> None:
    def where() -> int:
        return pane.view._paragraphs.number_at(pane.view.cursor_position())

    ask(pane, qtbot, "ip")
    line = pane.page.goto_box.line
    visited = []
    for shift in (False, False, True):
        modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(line, Qt.Key.Key_Return, modifier)
        visited.append(where())
    assert visited == [2, 4, 2]


def test_what_is_not_there_is_said_and_leads_nowhere(pane: ReadingPane, qtbot: QtBot) -> None:
    place = pane.view.cursor_position()
    for wanted, words in (
        ("900", "No paragraph 900; the last is 121"),
        ("1:00", "This document has no times"),
        ("Lisa", "No speaker “Lisa”; there are Karin, IP1"),
    ):
        ask(pane, qtbot, wanted)
        assert pane.page.goto_box.told.text() == words
        qtbot.keyClick(pane.page.goto_box.line, Qt.Key.Key_Return)
        assert pane.view.cursor_position() == place


def test_a_reference_leads_to_its_passage_in_any_document(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    first, second = session.project.documents()[:2]
    box = pane.page.goto_box
    ask(pane, qtbot, "x")
    box.line.setText(f"qcode:{first.name}#40:45")
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert pane.view.cursor_position() == 40
    wanted: list[object] = []
    session.document_wanted.connect(lambda *asked: wanted.append(asked))
    box.line.setText(f"qcode:{second.name}#2:6")
    assert second.name in box.told.text()
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wanted == [(second.id, Span(2, 6), None)])


def test_the_box_closes_with_its_document(pane: ReadingPane, read: Open, qtbot: QtBot) -> None:
    ask(pane, qtbot, "2")
    read(2)
    assert not pane.page.goto_box.isVisible()


# -- back and forward


def press(widget: QWidget, button: Qt.MouseButton) -> None:
    place = QPointF(20, 20)
    event = QMouseEvent(
        QEvent.Type.MouseButtonPress,
        place,
        widget.mapToGlobal(place),
        button,
        button,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


def test_the_mouses_own_buttons_go_back_and_forward(
    pane: ReadingPane, session: Session, read: Open, qtbot: QtBot
) -> None:
    read(2)
    for part in (pane.view.viewport(), pane.view._gutter, pane.view._margin, pane):
        press(part, Qt.MouseButton.BackButton)
        qtbot.waitUntil(lambda: session.document == 1)
        press(part, Qt.MouseButton.ForwardButton)
        qtbot.waitUntil(lambda: session.document == 2)


def test_the_place_in_each_of_many_documents_is_there_the_next_time(
    pane: ReadingPane, session: Session, read: Open, qtbot: QtBot
) -> None:
    places = {}
    for number in range(1, 13):
        read(number)
        pane.view.restore_place(150 * number)
        places[number] = pane.view.place()
    pane.leave()
    again = opened(session, qtbot)
    for number in (7, 12, 3):
        session.show_document(DocumentId(number))
        qtbot.waitUntil(lambda number=number: session.document == number)
        assert again.view.place() == places[number]
    again.step(-1)
    qtbot.waitUntil(lambda: session.document == 12)
    assert again.view.place() == places[12]


def test_back_passes_over_a_document_that_was_removed(
    pane: ReadingPane, session: Session, read: Open, qtbot: QtBot, settled: Callable[..., None]
) -> None:
    read(2)
    read(3)
    session.do(lambda: documents.delete_documents(session.project, [DocumentId(2)]))
    settled(session)
    pane.step(-1)
    qtbot.waitUntil(lambda: session.document == 1)


# -- reading mode


@pytest.fixture
def workspace(session: Session, qtbot: QtBot, tmp_path: Path) -> Workspace:
    importing.import_paths(session.project, paths(tmp_path, 2))
    made = Workspace(session)
    qtbot.addWidget(made)
    made.resize(1300, 700)
    with qtbot.waitExposed(made):
        made.show()
    session.show_document(DocumentId(1))
    qtbot.waitUntil(lambda: session.document == 1)
    return made


def parts(workspace: Workspace) -> list[bool]:
    return [each.isVisible() for each in (workspace._side, workspace.found)]


def test_reading_mode_leaves_the_text_alone_in_the_middle_and_escape_brings_all_back(
    workspace: Workspace, qtbot: QtBot
) -> None:
    page, view = workspace.reading.page, workspace.reading.view
    sizes = workspace._main.sizes()
    workspace.toggle_reading_mode()
    assert parts(workspace) == [False, False]
    assert page._header.leave.isVisible()
    qtbot.waitUntil(lambda: view.width() > 1200)
    left, right = view.viewport().x(), view.width() - view.viewport().geometry().right()
    assert 0.3 < left / right < 1.5
    workspace.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert parts(workspace) == [True, True]
    assert not page.reading_mode and not page._header.leave.isVisible()
    qtbot.waitUntil(lambda: workspace._main.sizes() == sizes)


def test_one_comes_back_from_reading_mode_to_the_layout_one_had(workspace: Workspace) -> None:
    for layout in (Layout.COMPARE, Layout.CODE):
        workspace.divide(layout)
        workspace.set_reading_mode(True)
        assert workspace.layout_now is Layout.READ
        workspace.set_reading_mode(False)
        assert workspace.layout_now is layout


def test_there_is_no_reading_mode_without_a_text(session: Session, qtbot: QtBot) -> None:
    made = Workspace(session)
    qtbot.addWidget(made)
    made.toggle_reading_mode()
    assert made.layout_now is Layout.CODE


def test_the_place_stays_on_the_way_in_and_out_of_reading_mode(
    workspace: Workspace, qtbot: QtBot
) -> None:
    view = workspace.reading.view
    view.restore_place(2000)
    before = view.place()
    workspace.set_reading_mode(True)
    QApplication.processEvents()
    workspace.set_reading_mode(False)
    QApplication.processEvents()
    assert abs(view.place() - before) < 100


def test_two_texts_side_by_side_look_alike(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.divide(Layout.COMPARE)
    qtbot.waitUntil(lambda: workspace.readers.comparing)
    first, second = (pane for pane in workspace.readers.panes)
    first.page.set_appearance(replace(DEFAULT, size=19.0))
    assert second.view.font().pointSizeF() == first.view.font().pointSizeF() == 19
    second.page.zoom(1)
    assert first.page.appearance.size == 20


def test_the_choices_of_appearance_are_scrolled_where_the_screen_is_low(
    workspace: Workspace, qtbot: QtBot
) -> None:
    page = workspace.reading.page
    page.edit()
    dialog = page._dialog
    assert dialog is not None
    area = dialog.findChild(Scrolled)
    assert area is not None
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
    area.setMaximumHeight(200)  # as a low screen does
    qtbot.waitUntil(lambda: dialog.height() < 300)
    assert area.verticalScrollBar().maximum() > 0
    dialog.only_active.setFocus()
    assert not dialog.only_active.visibleRegion().isEmpty()
    dialog.close()
