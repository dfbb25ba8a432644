from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.memo_links import Target, write_link
from qcode.model.text import Span, canonical
from qcode.services.memo_links import Goal
from qcode.ui.found.memo_text import MemoText

Show = Callable[[MemoText], MemoText]
CONTROL = Qt.KeyboardModifier.ControlModifier
GUID = "1b4e28ba-2fa1-11d2-883f-0016d3cca427"
TARGET = Target(segment=GUID)
LINK = write_link("Anna, ¶ 3", TARGET)
GOAL = Goal("Anna Persson, ¶ 3", DocumentId(1), Span(3, 9))
ODD = "# a\u00a0b\n\n- 😀 *x* \u2028same\n> q\ufdd0\ufdd1\ufffc\n[x](qcode:bad) [y](http://z)\t\n"


@pytest.fixture
def text(shown: Show) -> MemoText:
    return shown(MemoText())


def at(text: MemoText, position: int, to: int | None = None) -> None:
    cursor = text.textCursor()
    cursor.setPosition(position)
    if to is not None:
        cursor.setPosition(to, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)


def test_what_is_not_edited_comes_back_byte_for_byte(text: MemoText) -> None:
    given_text = ODD + LINK + LINK
    text.set_markdown(given_text)
    assert text.markdown() == given_text


def test_what_is_edited_elsewhere_leaves_the_rest_as_it_was(text: MemoText, qtbot: QtBot) -> None:
    before = "# a\u00a0b\n- 😀 *x* \u2028same\n[x](qcode:bad)" + LINK
    text.set_markdown(before)
    at(text, 0)
    qtbot.keyClicks(text, "X")
    assert text.markdown() == "X" + before
    text.undo()
    assert text.markdown() == before


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.one_of(st.text(), st.just(LINK), st.sampled_from(["\n- ", "**", "> ", "\u2028"])))
)
def test_any_text_comes_back_as_it_was(text: MemoText, pieces: list[str]) -> None:
    given_text = canonical("".join(pieces)).text
    text.set_markdown(given_text)
    assert text.markdown() == given_text


def test_enter_continues_a_list_and_leaves_it_on_an_empty_item(
    text: MemoText, qtbot: QtBot
) -> None:
    text.set_markdown("- one")
    text.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.keyClicks(text, "two")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    assert text.markdown() == "- one\n- two\n- "
    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.keyClicks(text, "after")
    assert text.markdown() == "- one\n- two\nafter"


def test_shift_enter_begins_a_plain_line(text: MemoText, qtbot: QtBot) -> None:
    text.set_markdown("- one")
    text.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert text.markdown() == "- one\n"


def test_bold_and_italic_by_key_and_taken_back_as_one_step(text: MemoText, qtbot: QtBot) -> None:
    text.set_markdown("😀 trust now\nand then")
    at(text, 3, 16)
    qtbot.keyClick(text, Qt.Key.Key_B, CONTROL)
    assert text.markdown() == "😀 **trust now**\n**and** then"
    text.undo()
    assert text.markdown() == "😀 trust now\nand then"
    at(text, 5)
    qtbot.keyClick(text, Qt.Key.Key_I, CONTROL)
    assert text.markdown() == "😀 *trust* now\nand then"


def test_bold_without_a_word_lets_one_write_between_the_marks(text: MemoText, qtbot: QtBot) -> None:
    text.set_markdown("a ")
    at(text, 2)
    qtbot.keyClick(text, Qt.Key.Key_B, CONTROL)
    qtbot.keyClicks(text, "so")
    assert text.markdown() == "a **so**"


def test_marks_take_no_room_but_in_the_line_one_writes_in(text: MemoText) -> None:
    text.setFocus()
    text.set_markdown("**aaa**\n**aaa**")

    def width(block: int) -> float:
        layout = text.document().findBlockByNumber(block).layout()
        return float(layout.lineAt(0).naturalTextWidth())

    at(text, 0)
    assert width(0) > width(1) + 8
    at(text, 9)
    assert width(1) > width(0) + 8


def test_a_link_is_one_character_that_a_click_follows(text: MemoText, qtbot: QtBot) -> None:
    followed: list[Goal] = []
    text.followed.connect(followed.append)
    text.set_markdown(f"See {LINK} there")
    assert text.targets() == {TARGET}
    assert len(text.document().toPlainText()) == len("See x there")
    text.show_goals(frozenset({TARGET}), {TARGET: GOAL})
    QApplication.processEvents()
    where = text._rect_of(4).center().toPoint()
    qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert followed == [GOAL]
    assert text._tip(text._link_under(QPointF(where))) == (  # type: ignore[arg-type]
        "Go to Anna Persson, ¶ 3 (Ctrl+Enter)"
    )


def test_ctrl_enter_follows_the_link_at_the_caret(text: MemoText, qtbot: QtBot) -> None:
    followed: list[Goal] = []
    text.followed.connect(followed.append)
    text.set_markdown(f"See {LINK}")
    text.show_goals(frozenset({TARGET}), {TARGET: GOAL})
    for position, times in ((4, 1), (5, 2), (0, 2)):
        at(text, position)
        qtbot.keyClick(text, Qt.Key.Key_Return, CONTROL)
        assert len(followed) == times
    assert text.markdown() == f"See {LINK}"


def test_a_link_that_leads_nowhere_is_shown_so_and_followed_nowhere(
    text: MemoText, qtbot: QtBot
) -> None:
    followed: list[Goal] = []
    text.followed.connect(followed.append)
    text.set_markdown(f"{LINK} and [gone](qcode:nonsense)")
    text.show_goals(frozenset({TARGET}), {})
    text.grab()
    for position in (0, 6):
        link = text._link_at(position)
        assert link is not None
        assert text._tip(link) == "This passage is gone."
        at(text, position)
        qtbot.keyClick(text, Qt.Key.Key_Return, CONTROL)
    assert followed == []


def test_what_is_copied_is_markdown_and_what_is_pasted_has_its_links(
    text: MemoText, qtbot: QtBot
) -> None:
    text.set_markdown(f"See {LINK} there")
    text.selectAll()
    qtbot.keySequence(text, QKeySequence.StandardKey.Copy)
    assert QGuiApplication.clipboard().text() == f"See {LINK} there"
    text.set_markdown("")
    data = QMimeData()
    data.setText(f"A\n{LINK}")
    data.setHtml("<b>never</b>")
    text.insertFromMimeData(data)
    assert text.markdown() == f"A\n{LINK}"
    assert text.targets() == {TARGET}
    qtbot.keyClicks(text, "!")
    assert text.markdown() == f"A\n{LINK}!"


def test_a_link_goes_with_one_key_and_comes_back(text: MemoText, qtbot: QtBot) -> None:
    text.set_markdown(f"a{LINK}b")
    at(text, 2)
    qtbot.keyClick(text, Qt.Key.Key_Backspace)
    assert text.markdown() == "ab"
    assert text.targets() == frozenset()
    text.undo()
    assert text.markdown() == f"a{LINK}b"


def test_letters_typed_over_a_link_are_letters(text: MemoText, qtbot: QtBot) -> None:
    text.set_markdown(f"{LINK} x")
    at(text, 0, 1)
    qtbot.keyClicks(text, "ab")
    assert text.markdown() == "ab x"
    text.set_markdown(f"x{LINK}")
    text.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(text, "y")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.keyClicks(text, "z")
    assert text.markdown() == f"x{LINK}y\nz"
