"""Panes behind one another: tabs with icon and words, as many words as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QTabBar, QTabWidget, QWidget

from qcode.ui.dressed import dress
from qcode.ui.icons import Icon, icon
from qcode.ui.sized import icon_size
from qcode.ui.theme import tab_style

_SPARE = 12  # pixels


class PaneTabs(QTabWidget):
    """Where there is no room for the words of every tab, only the one in front has its own.

    The others are said by their icons then, by their tool tips, and as before to those who listen.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._wide: int | None = None  # pixels of all the words, until something of them changes
        self.setTabBar(_Bar())
        dress(self.tabBar(), tab_style)
        self.setDocumentMode(True)
        self.setIconSize(icon_size(self))
        self.currentChanged.connect(lambda _at: self._fit())
        # Once shown, tabs whose bar has a style sheet are not told by Qt, and nothing in them is.
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.paletteChanged.connect(self._follow)

    def add(self, pane: QWidget, words: str, sign: Icon) -> None:
        """Put a pane behind the others."""
        self._words.append(words)
        self._wide = None
        at = self.addTab(pane, icon(sign), words)
        self.tabBar().setAccessibleTabName(at, words)
        self._fit()

    def _follow(self) -> None:
        self.setPalette(QPalette())

    def changeEvent(self, event: QEvent) -> None:
        """Measure the words when the letters change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setIconSize(icon_size(self))
            self._wide = None
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many words as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._wide is None:  # to name tabs lays them all out: not at each step of a drag
            self._name(all_words=True)
            self._wide = self.tabBar().sizeHint().width()
        self._name(all_words=self._wide <= self.width())

    def _name(self, *, all_words: bool) -> None:
        for at, words in enumerate(self._words):
            named = words if all_words or at == self.currentIndex() else ""
            if named != self.tabText(at):
                self.setTabText(at, named)
                self.setTabToolTip(at, "" if named else words)


class _Bar(QTabBar):
    """Does without the room that Qt keeps beside the words for what no tab has here."""

    def tabSizeHint(self, index: int) -> QSize:
        """Return how wide a tab with its icon and its words is."""
        size = super().tabSizeHint(index)
        return QSize(size.width() - _SPARE, size.height())
