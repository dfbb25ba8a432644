"""What an empty pane says: read by all, with its icon where there is room, and sharp."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from qcode.ui.icons import Icon, paint_icon
from qcode.ui.lesson import Lesson

WORDS = "No codes yet. Select a passage in the text and press C to say what it is about."


def lesson(qtbot: QtBot, done: list[str]) -> Lesson:
    made = Lesson(Icon.CODES, WORDS, act=("New code", lambda: done.append("new")))
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.show()
    return made


def test_the_words_are_named_and_tab_comes_to_them_and_to_the_button(qtbot: QtBot) -> None:
    made = lesson(qtbot, [])
    words = made.focusProxy()
    said = QAccessible.queryAccessibleInterface(words)
    assert said is not None
    assert said.text(QAccessible.Text.Name) == made.text() == WORDS
    assert words.focusPolicy() == Qt.FocusPolicy.TabFocus
    assert words.nextInFocusChain() is made.findChild(QPushButton)


def test_the_button_does_what_it_says_and_goes_when_it_would_not_help(qtbot: QtBot) -> None:
    done: list[str] = []
    made = lesson(qtbot, done)
    button = made.findChild(QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["new"]
    made.say("No code fits the filter.")
    assert button.isHidden()
    made.say(WORDS, act=True)
    assert button.isVisible()


@pytest.mark.parametrize("width", [160, 300, 900])
def test_words_and_button_have_room_before_the_icon_has(qtbot: QtBot, width: int) -> None:
    made = lesson(qtbot, [])
    made.setFixedSize(width, made.heightForWidth(width))
    words, button = made.focusProxy(), made.findChild(QPushButton)
    assert not made._sign.isVisible()
    assert words.height() >= words.heightForWidth(words.width())
    assert made.rect().contains(button.geometry())
    made.setFixedSize(width, made.heightForWidth(width) + 120)
    qtbot.waitUntil(made._sign.isVisible)


def test_the_height_follows_letters_and_words(qtbot: QtBot) -> None:
    made = lesson(qtbot, [])
    before, wide = made.heightForWidth(200), made.sizeHint().width()
    made.say(2 * WORDS, act=True)
    longer = made.heightForWidth(200)
    assert longer > 1.2 * before
    words = made.focusProxy()
    font = words.font()
    font.setPointSizeF(2 * font.pointSizeF())
    made.setFont(font)
    assert made.sizeHint().width() > 1.5 * wide
    words.setFont(font)
    assert made.heightForWidth(200) > 1.2 * longer


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_straight_lines_of_a_large_icon_end_at_whole_dots(scale: float) -> None:
    dots = round(60 * scale)
    image = QImage(dots, dots, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    image.setDevicePixelRatio(scale)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, QRectF(5.3, 5.3, 48, 48), Icon.TABLE, "black", thin=True)
    row = round((5.3 + 12) * scale)  # across the table, between its lines
    strengths = [image.pixelColor(x, row).alpha() for x in range(dots)]
    assert strengths.count(255) >= 6
    assert set(strengths) == {0, 255}


def test_escape_leaves_where_there_is_somewhere_to_go_and_closes_a_dialog_else(
    qtbot: QtBot,
) -> None:
    left: list[str] = []
    pane = Lesson(Icon.CODES, WORDS, leave=lambda: left.append("left"))
    qtbot.addWidget(pane)
    pane.show()
    qtbot.keyClick(pane.focusProxy(), Qt.Key.Key_Escape)
    assert left == ["left"]
    dialog = QDialog()
    qtbot.addWidget(dialog)
    column = QVBoxLayout(dialog)
    column.addWidget(Lesson(Icon.CODES, WORDS))
    dialog.open()
    qtbot.keyClick(dialog.findChild(Lesson).focusProxy(), Qt.Key.Key_Escape)
    assert not dialog.isVisible()
