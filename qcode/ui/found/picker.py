"""A button that is only its words and opens a menu of choices, of which one in each group holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from qcode.ui.menu_heads import add_heading


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under a heading; `now` is the value that holds, `pick` is told of another."""

    title: str
    choices: Sequence[tuple[str, object]]
    now: object
    pick: Callable[[object], object]


class Picker(QToolButton):
    """Opens its menu with a click, Space or Down; the menu is made when it opens."""

    def __init__(
        self, text: str, groups: Callable[[], Sequence[Group]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._groups = groups
        self.setText(f"{text} ▾" if text else "")
        self.setAccessibleName(text)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(lambda _checked=False: self._open())

    def _open(self) -> None:
        menu = self.choices()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def choices(self) -> QMenu:
        """Return the menu as it is now."""
        menu = QMenu(self)
        for group in self._groups():
            add_heading(menu, group.title)
            together = QActionGroup(menu)
            for words, value in group.choices:
                action = menu.addAction(words.replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(value == group.now)
                together.addAction(action)
                action.triggered.connect(
                    lambda _checked=False, group=group, value=value: group.pick(value)
                )
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Down too, as boxes with choices do."""
        if event.key() == Qt.Key.Key_Down:
            self._open()
        else:
            super().keyPressEvent(event)
