"""Where a form stands that is shown whole where there is room, and scrolled up and down elsewhere.

With letters twice the usual size a small screen is lower than some forms are.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from .dressed import dress_scroll_bar
from .sized import by_letters

_LEAST = 96  # pixels of height, for ordinary letters
_AROUND = 8  # pixels between what has the keyboard and the edges


class Scrolled(QScrollArea):
    """Asks for the height of its content, and does with less; what has the keyboard is in sight."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields have the keyboard
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        dress_scroll_bar(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._keep_in_sight)

    def sizeHint(self) -> QSize:
        """Return the size of the content, as high as words over several lines make it."""
        hint, content = self._content.sizeHint(), self._content
        least = content.minimumSizeHint()  # to which it is never less high, however wide
        if content.hasHeightForWidth() and self.width() > least.width():
            hint.setHeight(content.heightForWidth(self.width()))
        return hint.expandedTo(least)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the content, and the height of some lines."""
        least = self._content.minimumSizeHint()
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(least.width() + bar, min(least.height(), by_letters(self, _LEAST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when there is more in it, or less."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _keep_in_sight(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._content.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, _AROUND)
