"""How words are compared: a small menu of what can be switched on beside the query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QToolButton

from qcode.model.search_options import PLAIN, SearchOptions
from qcode.services.language import mark, tr
from qcode.ui.menu_heads import add_heading

# Name of an option: what the menu says, and what the button says while it is on.
_SWITCHES: Mapping[str, tuple[str, str]] = {
    "exact": (mark("Exactly as written, in no other form"), mark("as written")),
    "case": (mark("Capitals matter"), mark("capitals")),
    "fillers": (mark("Hesitations and remarks do not break a phrase"), mark("fillers skipped")),
    "parts": (mark("Also as a part of longer words"), mark("parts")),
}


class OptionsButton(QToolButton):
    """Says which options hold, and opens a menu with all; `take` is told of others."""

    def __init__(self, take: Callable[[SearchOptions], object]) -> None:
        super().__init__()
        self._take = take
        self._options = PLAIN
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(tr("How words are compared"))
        self.clicked.connect(lambda _checked=False: self._open())
        self.show_options(PLAIN)

    def show_options(self, options: SearchOptions) -> None:
        """Say which options hold."""
        self._options = options
        on = [short for name, (_long, short) in _SWITCHES.items() if getattr(options, name)]
        words = ", ".join(tr(short) for short in on)  # marked in _SWITCHES
        words = words or tr("Any form")
        self.setText(f"{words[:1].upper()}{words[1:]} ▾")
        self.setAccessibleName(f"{tr('How words are compared')}: {words}")

    def choices(self) -> QMenu:
        """Return the menu as it is now."""
        menu = QMenu(self)
        add_heading(menu, tr("How words are compared"))
        for name, (long, _short) in _SWITCHES.items():
            action = menu.addAction(tr(long))  # marked in _SWITCHES
            action.setCheckable(True)
            action.setChecked(bool(getattr(self._options, name)))
            action.triggered.connect(lambda on, name=name: self._switch(name, on))
        return menu

    def _switch(self, name: str, on: bool) -> None:
        off = getattr(PLAIN, name)
        self._take(replace(self._options, **{name: True if on else off}))

    def _open(self) -> None:
        menu = self.choices()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Down too, as boxes with choices do."""
        if event.key() == Qt.Key.Key_Down:
            self._open()
        else:
            super().keyPressEvent(event)
