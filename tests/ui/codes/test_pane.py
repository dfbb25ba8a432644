from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QMenu,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qcode.model.memo import MemoLink
from qcode.model.palette import PALETTE
from qcode.model.text import Span
from qcode.services import code_surgery, codes, coding
from qcode.services.retrieval import Selection
from qcode.ui.codes.colors import NAMES, ColorPopup
from qcode.ui.codes.favourites import Favourites
from qcode.ui.codes.model import COLOR, COUNT, DIGIT, FITS, HOLLOW
from qcode.ui.codes.pane import CodesPane
from qcode.ui.session import Session

Desk = Any  # that of conftest
ABOVE = "Tillit"
BELOW = "Tillit/Tillit till staden"


# -- what is shown


def test_counts_tell_own_passages_and_those_with_subcodes(desk: Desk) -> None:
    own = codes.code_uses(desk.project)
    whole = desk.project.codebook().subtree(desk.id(ABOVE))
    total = sum(own[code].segments for code in whole)
    assert desk.index(ABOVE).data(COUNT) == f"{own[desk.id(ABOVE)].segments} / {total}"
    assert desk.index(BELOW).data(COUNT) == str(own[desk.id(BELOW)].segments)
    spoken = desk.index(ABOVE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(ABOVE)
    assert str(total) in spoken


def test_counts_follow_what_is_coded(desk: Desk) -> None:
    before = int(desk.index(BELOW).data(COUNT))
    document = desk.project.documents()[0].id
    coding.apply_code(desk.project, document, Span(1, 9), desk.id(BELOW))
    desk.until(lambda: desk.index(BELOW).data(COUNT) == str(before + 1))


class Painted(QObject):
    """How high the parts of a widget are that are painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.heights: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.heights.append(event.rect().height())
        return False


def test_coding_paints_the_row_of_the_code_and_not_all(desk: Desk) -> None:
    desk.settle()
    QApplication.processEvents()
    index = desk.tree.indexAt(QPoint(60, 5))
    painted = Painted(desk.tree.viewport())
    code = desk.model.code_at(index)
    coding.apply_code(desk.project, desk.project.documents()[0].id, Span(1, 9), code)
    desk.until(lambda: bool(painted.heights))
    QApplication.processEvents()
    assert max(painted.heights) <= desk.tree.visualRect(index).height()


def test_the_filter_takes_words_in_any_order_and_keeps_parents(desk: Desk) -> None:
    desk.pane.filter.setFocus()
    desk.type("staden till")
    assert set(desk.model.codes()) == {desk.id(ABOVE), desk.id(BELOW)}
    assert desk.index(ABOVE).data(FITS) is False
    assert desk.index(BELOW).data(FITS) is True
    desk.press(Qt.Key.Key_Down)
    assert desk.tree.hasFocus()
    assert desk.tree.chosen() == [desk.id(BELOW)]


def test_a_code_that_gets_another_name_is_still_listed_while_the_filter_stands(desk: Desk) -> None:
    desk.pane.filter.setText("staden")
    code = desk.id(BELOW)
    codes.rename_code(desk.project, code, "Lita på kommunen")
    desk.until(lambda: desk.model.index_of(code).data() == "Lita på kommunen")
    assert desk.model.index_of(code).data(FITS) is True
    desk.pane.filter.setText("stade")
    assert code not in set(desk.model.codes())


def test_escape_clears_the_filter_and_then_leads_to_the_text(desk: Desk, qtbot: QtBot) -> None:
    desk.pane.filter.setFocus()
    desk.type("xyz")
    assert not list(desk.model.codes())
    desk.press(Qt.Key.Key_Escape)
    assert desk.pane.filter.text() == ""
    with qtbot.waitSignal(desk.session.text_wanted):
        desk.press(Qt.Key.Key_Escape)
    desk.tree.setFocus()
    with qtbot.waitSignal(desk.session.text_wanted):
        desk.press(Qt.Key.Key_Escape)


def test_what_is_open_and_chosen_stays_so_when_the_tree_changes(desk: Desk) -> None:
    count = len(desk.project.codebook())
    desk.tree.setExpanded(desk.index(ABOVE), False)
    desk.choose("Plats")
    codes.add_code(desk.project, "Annat", parent=desk.id("Ansvar"))
    desk.see(count + 1)
    assert not desk.tree.isExpanded(desk.index(ABOVE))
    assert desk.tree.isExpanded(desk.index("Ansvar"))
    assert desk.tree.chosen() == [desk.id("Plats")]
    desk.pane.filter.setText("staden")
    assert desk.tree.isExpanded(desk.index(ABOVE))
    desk.pane.filter.clear()
    assert not desk.tree.isExpanded(desk.index(ABOVE))


def test_one_code_more_or_another_name_leaves_all_other_rows_as_they_are(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.choose("Plats")
    count, current = len(desk.project.codebook()), QPersistentModelIndex(desk.index("Plats"))
    with qtbot.assertNotEmitted(desk.model.modelReset):
        codes.add_code(desk.project, "Annat", parent=desk.id("Ansvar"))
        desk.see(count + 1)
        assert desk.tree.isExpanded(desk.index("Ansvar"))
        with qtbot.waitSignal(desk.model.dataChanged) as heard:
            codes.rename_code(desk.project, desk.id("Ansvar/Annat"), "Nytt")
        assert heard.args[:2] == [desk.index("Ansvar/Nytt")] * 2
    assert desk.tree.currentIndex() == current
    assert desk.tree.chosen() == [desk.id("Plats")]


def test_nobody_is_led_to_the_code_beside_one_that_went(desk: Desk) -> None:
    codes.add_path(desk.project, "Tom")
    desk.until(lambda: desk.index("Tom").isValid())
    desk.choose("Tom")
    looked_at: list[object] = []
    desk.session.subject_changed.connect(looked_at.append)
    code_surgery.delete_codes(desk.project, [desk.id("Tom")])
    desk.see(len(desk.project.codebook()))
    assert desk.tree.current() is None
    assert looked_at == []


def test_an_empty_codebook_says_how_to_begin(session: Session, qtbot: QtBot) -> None:
    pane = CodesPane(session)
    qtbot.addWidget(pane)
    pane.show()
    qtbot.waitUntil(lambda: pane.lesson() != "")
    assert "press C" in pane.lesson()
    codes.add_code(session.project, "Annat")
    qtbot.waitUntil(lambda: pane.lesson() == "")


# -- keys


def test_enter_and_double_click_retrieve_with_subcodes(desk: Desk, qtbot: QtBot) -> None:
    desk.choose(ABOVE)
    expected = Selection(codes=frozenset({desk.id(ABOVE)}), subcodes=True)
    with qtbot.waitSignal(desk.session.retrieval_wanted) as heard:
        desk.press(Qt.Key.Key_Return)
    assert heard.args == [expected]
    middle = desk.tree.visualRect(desk.index(ABOVE)).center()
    qtbot.mouseClick(desk.tree.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    with qtbot.waitSignal(desk.session.retrieval_wanted) as heard:
        qtbot.mouseDClick(desk.tree.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert heard.args == [expected]


def test_f2_renames_in_place(desk: Desk) -> None:
    code = desk.id(BELOW)
    desk.choose(BELOW)
    desk.press(Qt.Key.Key_F2)
    desk.type("Staden")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.project.codebook()[code].name == "Staden")
    desk.until(lambda: desk.model.index_of(code).data() == "Staden")


def test_a_new_code_is_named_in_its_place_and_is_one_operation(desk: Desk) -> None:
    before = desk.project.last_operation()
    desk.pane.new_code()
    desk.type("Nytt")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.children(None)[-1] == "Nytt")
    assert desk.project.last_operation() == before + 1
    desk.until(lambda: desk.tree.chosen() == [desk.id("Nytt")])


def test_a_new_code_without_a_name_is_none(desk: Desk) -> None:
    count = len(desk.project.codebook())
    desk.pane.new_code()
    desk.type("N")
    desk.press(Qt.Key.Key_Escape)
    desk.see(count)
    assert len(desk.project.codebook()) == count


def test_a_name_that_is_taken_is_explained_and_leaves_nothing(desk: Desk, qtbot: QtBot) -> None:
    count = len(desk.project.codebook())
    desk.pane.new_code()
    desk.type("Ansvar")
    with qtbot.waitSignal(desk.session.runner.user_error) as heard:
        desk.press(Qt.Key.Key_Return)
    assert heard.args is not None
    assert heard.args[0].code == "code_exists"
    desk.see(count)


def test_insert_makes_a_subcode(desk: Desk) -> None:
    desk.choose("Plats")
    desk.press(Qt.Key.Key_Insert)
    desk.type("Torget")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.children("Plats")[-1] == "Torget")


def test_what_happens_while_a_name_is_typed_waits(desk: Desk) -> None:
    desk.pane.new_code()
    desk.type("Ny")
    codes.add_code(desk.project, "Annat")
    desk.settle()
    desk.type("tt")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.children(None)[-2:] == ["Annat", "Nytt"])
    desk.see(len(desk.project.codebook()))


def test_delete_says_what_goes_along_and_deletes(desk: Desk) -> None:
    lost = code_surgery.removal_of(desk.project, [desk.id(ABOVE)])
    desk.choose(ABOVE)
    desk.press(Qt.Key.Key_Delete)
    details = desk.question().informativeText()
    assert f"{lost.codes - 1} subcodes" in details
    assert f"{lost.segments} codings" in details
    desk.agree()
    desk.until(lambda: ABOVE not in desk.children(None))


def test_a_code_with_which_nothing_goes_along_is_deleted_without_a_question(desk: Desk) -> None:
    codes.add_path(desk.project, "Tom")
    desk.until(lambda: desk.index("Tom").isValid())
    desk.choose("Tom")
    desk.press(Qt.Key.Key_Delete)
    desk.until(lambda: "Tom" not in desk.children(None))
    desk.project.undo()
    desk.until(lambda: "Tom" in desk.children(None))


def test_rows_are_ordered_by_keys(desk: Desk) -> None:
    first, second = desk.children(None)[:2]
    desk.choose(first)
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.until(lambda: desk.children(None)[:2] == [second, first])
    desk.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    desk.until(lambda: desk.children(None)[:2] == [first, second])


def test_ctrl_enter_codes_the_selected_passage_with_all_that_is_chosen(desk: Desk) -> None:
    desk.open_first()
    desk.choose("Plats", BELOW)
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: sorted(desk.codings()) == ["Plats", BELOW])


# -- the menu


def test_merging_says_what_will_happen_and_keeps_the_passages(desk: Desk) -> None:
    own = codes.code_uses(desk.project)
    passages = own[desk.id("Plats")].segments
    desk.choose("Plats")
    desk.pane.commands["merge"].trigger()
    desk.pick("staden till")
    assert f"{passages} passages" in desk.question().informativeText()
    desk.agree()
    desk.until(lambda: "Plats" not in desk.children(None))
    assert "Ljus och mörker" in desk.children(BELOW)


def test_moving_under_another_code_by_keyboard(desk: Desk) -> None:
    desk.choose("Plats")
    desk.pane.commands["move"].trigger()
    desk.pick("ansvar som tas")
    desk.until(lambda: desk.children("Ansvar/Ansvar som tas") == ["Plats"])
    desk.see(len(desk.project.codebook()))
    desk.until(lambda: desk.tree.isExpanded(desk.index("Ansvar/Ansvar som tas")))


def test_moving_to_the_top(desk: Desk) -> None:
    desk.choose(BELOW)
    desk.pane.commands["top"].trigger()
    desk.until(lambda: desk.children(None)[-1] == "Tillit till staden")


def test_a_memo_is_asked_for_on_the_code(desk: Desk, qtbot: QtBot) -> None:
    desk.choose(BELOW)
    with qtbot.waitSignal(desk.session.memo_wanted) as heard:
        desk.pane.commands["memo"].trigger()
    assert heard.args == [None, (MemoLink(code=desk.id(BELOW)),)]


def test_a_colour_is_chosen_from_the_palette_with_arrow_keys(desk: Desk, qtbot: QtBot) -> None:
    desk.choose(BELOW)
    desk.pane.commands["color"].trigger()
    popup = desk.pane.findChild(ColorPopup)
    assert isinstance(popup, ColorPopup)
    inherits = popup.focusWidget()
    assert isinstance(inherits, QToolButton)
    assert inherits.text().strip() == "The parent's colour"
    qtbot.keyClick(inherits, Qt.Key.Key_Down)
    first = popup.focusWidget()
    assert isinstance(first, QWidget)
    assert first.accessibleName() == NAMES[0]
    qtbot.keyClick(first, Qt.Key.Key_Right)
    second = popup.focusWidget()
    assert isinstance(second, QWidget)
    assert second.accessibleName() == NAMES[1]
    qtbot.keyClick(second, Qt.Key.Key_Return)
    code = desk.id(BELOW)
    desk.until(lambda: desk.project.codebook()[code].color == "#870a28")


def test_many_codes_follow_their_parents_colour_again_in_one_operation(
    desk: Desk, qtbot: QtBot
) -> None:
    below, other = desk.id(BELOW), desk.id("Tillit/Rykten och svek")
    codes.color_codes(desk.project, [below, other], "#123456")
    desk.until(lambda: desk.model.snapshot.codebook[below].color == "#123456")
    before = desk.project.last_operation()
    desk.choose("Tillit/Rykten och svek", BELOW)
    desk.pane.commands["color"].trigger()
    popup = desk.pane.findChild(ColorPopup)
    assert isinstance(popup, ColorPopup)
    assert isinstance(popup.focusWidget(), QToolButton)
    qtbot.mouseClick(popup.findChildren(QToolButton)[0], Qt.MouseButton.LeftButton)
    desk.until(lambda: desk.project.codebook()[below].inherits)
    assert desk.project.codebook()[other].inherits
    assert desk.project.last_operation() == before + 1
    above = desk.id(ABOVE)
    codes.edit_code(desk.project, above, color="#654321")
    desk.until(lambda: desk.index(BELOW).data(COLOR) == "#654321")


def test_a_top_code_is_offered_no_colour_to_inherit(desk: Desk) -> None:
    desk.choose(ABOVE)
    desk.pane.commands["color"].trigger()
    popup = desk.pane.findChild(ColorPopup)
    assert isinstance(popup, ColorPopup)
    texts = [button.text() for button in popup.findChildren(QToolButton)]
    assert [text for text in texts if text] == ["Other colour…"]


def test_any_other_colour_can_be_given(desk: Desk, qtbot: QtBot) -> None:
    desk.choose(BELOW)
    desk.pane.commands["color"].trigger()
    popup = desk.pane.findChild(ColorPopup)
    assert isinstance(popup, ColorPopup)
    other = popup.findChildren(QToolButton)[-1]
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    dialog = desk.pane.findChild(QColorDialog)
    assert isinstance(dialog, QColorDialog)
    dialog.setCurrentColor(QColor("#123456"))
    dialog.accept()
    code = desk.id(BELOW)
    desk.until(lambda: desk.project.codebook()[code].color == "#123456")


def test_every_colour_of_the_palette_has_a_name() -> None:
    assert len(NAMES) == len(set(NAMES)) == len(PALETTE)


def test_a_right_click_opens_the_menu(desk: Desk) -> None:
    point = desk.tree.visualRect(desk.index(BELOW)).center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, point, desk.tree.viewport().mapToGlobal(point)
    )
    QApplication.sendEvent(desk.tree.viewport(), event)
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, QMenu)
    opened.close()


def test_without_a_passage_nothing_can_be_coded(desk: Desk, menu: QMenu) -> None:
    assert not desk.pane.commands["apply"].isEnabled()
    desk.open_first()
    assert desk.pane.commands["apply"].isEnabled()


def test_a_project_for_reading_only_can_be_read_only(reading_desk: Desk) -> None:
    reading_desk.open_first()
    reading_desk.choose(BELOW)
    commands = reading_desk.pane.commands
    assert {name for name in commands.names() if commands[name].isEnabled()} == {"retrieve", "card"}
    assert not reading_desk.model.flags(reading_desk.index(BELOW)) & Qt.ItemFlag.ItemIsEditable


def test_a_code_of_the_tree_is_put_on_a_number_key(desk: Desk) -> None:
    favourites = Favourites.of(desk.session)
    desk.choose(BELOW)
    desk.press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert favourites.codes() == {3: desk.id(BELOW)}
    assert desk.index(BELOW).data(DIGIT) == 3
    spoken = desk.index(BELOW).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith(", key 3")
    menu = desk.pane.commands.menu()
    (keys,) = [each.menu() for each in menu.actions() if each.text() == "Number key"]
    texts = [action.text() for action in keys.actions()]
    assert texts[2] == f"3   {BELOW.replace('/', ' › ')}"
    assert [action.isChecked() for action in keys.actions()].index(True) == 2
    keys.actions()[2].trigger()
    assert favourites.codes() == {}
    menu.close()


def test_a_code_that_only_groups_others_is_hollow_and_said_to_be(desk: Desk) -> None:
    assert not desk.index(ABOVE).data(HOLLOW)
    above = desk.id(ABOVE)
    desk.session.do(lambda: codes.edit_code(desk.project, above, codable=False))
    desk.until(lambda: bool(desk.index(ABOVE).data(HOLLOW)))
    spoken = desk.index(ABOVE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith(", only groups others")
    assert "only groups others" in desk.index(ABOVE).data(Qt.ItemDataRole.ToolTipRole)


def test_codes_that_come_with_subcodes_lie_open(desk: Desk) -> None:
    codes.add_path(desk.project, "Vardag/Arbete")
    desk.until(lambda: desk.tree.isExpanded(desk.index("Vardag")))


def test_what_was_folded_is_so_when_the_project_is_opened_again(
    desk: Desk, qtbot: QtBot, settled: Callable[[Session], None]
) -> None:
    desk.tree.collapse(desk.index(ABOVE))
    desk.pane.leave()
    again = type(desk)(desk.session, qtbot, settled)
    assert not again.tree.isExpanded(again.index(ABOVE))
    assert again.tree.isExpanded(again.index("Ansvar"))
    again.tree.expand(again.index(ABOVE))
    again.pane.leave()
    third = type(desk)(desk.session, qtbot, settled)
    assert third.tree.isExpanded(third.index(ABOVE))


def test_what_is_above_the_tree_stands_flush(desk: Desk) -> None:
    pane, filter_line = desk.pane, desk.pane.filter
    order, counts = pane.bar.findChildren(QToolButton)
    words = order.fontMetrics().horizontalAdvance(order.text())
    left = order.mapTo(pane, QPoint(0, 0)).x() + (order.width() - words) // 2
    assert left == filter_line.x()
    words = counts.fontMetrics().horizontalAdvance(counts.text())
    air = (counts.width() - words) // 2
    right = counts.mapTo(pane, QPoint(counts.width(), 0)).x() - air
    assert right == filter_line.geometry().right() + 1
