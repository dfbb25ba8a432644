"""Walks the window as a screen reader and as the Tab key do, and measures words by their room."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QWidget,
)

_ROOM = 2  # pixels that a font may measure otherwise than it is drawn


def parts(root: QWidget) -> Iterator[QWidget]:
    """Yield what can be seen of a window, itself first."""
    yield root
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root) and widget.window() is root:
            yield widget


def interface(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None, widget
    return found


def is_inner(widget: QWidget) -> bool:
    """Whether a widget belongs to another one that has the name."""
    name = widget.objectName()
    return name.startswith("qt_") or (name == "" and type(widget) is QWidget)


def nameless(root: QWidget) -> list[str]:
    """Return the controls that the keyboard reaches and nobody names."""
    found = []
    for widget in parts(root):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
            continue
        if is_inner(widget) or not widget.isEnabled() or widget is root:
            continue
        said = interface(widget)
        name = said.text(QAccessible.Text.Name).strip()
        roles = {QAccessible.Role.NoRole, QAccessible.Role.Client}
        if isinstance(widget, QAbstractScrollArea):
            roles.remove(QAccessible.Role.Client)  # Qt has no other role for what scrolls
        if not name or said.role() in roles:
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}: {name!r}")
    return found


def passed_by(root: QWidget) -> list[str]:
    """Return what wants the keyboard and is not come to by Tab, pressed until it comes round."""
    wanted = {
        each
        for each in parts(root)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and each.isEnabled()
        and each is not root
    }
    for _press in range(len(wanted) + 9):
        at = QApplication.focusWidget()
        if at is None or not wanted:
            break
        wanted.discard(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    return sorted(f"{type(each).__name__} {each.accessibleName()}" for each in wanted)


def cut(root: QWidget) -> list[str]:
    """Return the words for which there is too little room, with how much is missing."""
    found = []
    for widget in parts(root):
        missing = 0
        if isinstance(widget, QLabel) and widget.text():
            missing = _missing_of_label(widget)
        elif isinstance(widget, QPushButton) and widget.text():
            missing = _missing_of_button(widget)
        elif isinstance(widget, QToolButton) and widget.text() and not widget.toolTip():
            missing = widget.sizeHint().width() - widget.width()
        elif isinstance(widget, QLineEdit) and widget.placeholderText() and not widget.text():
            needed = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
            missing = needed - widget.width()
        if missing > _ROOM:
            words = getattr(widget, "text", lambda: "")() or widget.accessibleName()
            found.append(f"{type(widget).__name__} {words!r}: {missing} pixels too few")
    return found


def _missing_of_label(label: QLabel) -> int:
    if (
        type(label).sizeHint is not QLabel.sizeHint
        or type(label).paintEvent is not QLabel.paintEvent
    ):
        return 0  # it shortens its words itself, and tells them whole
    room = label.contentsRect()
    if label.wordWrap():
        return max(label.heightForWidth(label.width()) - label.height(), 0)
    if label.textFormat() == Qt.TextFormat.RichText:
        return 0
    return label.fontMetrics().horizontalAdvance(label.text().replace("&", "")) - room.width()


def _missing_of_button(button: QAbstractButton) -> int:
    option = QStyleOptionButton()
    option.initFrom(button)
    room = button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button)
    return button.fontMetrics().horizontalAdvance(button.text().replace("&", "")) - room.width()


def words(root: QWidget) -> set[str]:
    """Return all that a window says, shown or told."""
    said: set[str] = set()
    for widget in parts(root):
        for attribute in ("text", "placeholderText", "title", "windowTitle"):
            value = getattr(widget, attribute, None)
            if callable(value) and isinstance(text := value(), str):
                said.add(text)
        said |= {widget.accessibleName(), widget.toolTip(), widget.statusTip()}
    return {text for text in said if text.strip()}
