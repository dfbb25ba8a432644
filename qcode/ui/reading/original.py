"""Shows the original pages of the open document beside its text, when they are wanted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from qcode.model.document import Document
from qcode.services.original_pages import has_pages
from qcode.ui.coding.view import CodingView
from qcode.ui.pages.pane import PagesPane
from qcode.ui.session import Session
from qcode.ui.sized import by_letters

_BESIDE = 300  # pixels of each of the two; with less they stand above one another
_LEAST = 160


class Original(QSplitter):
    """The text and its pages. They are made and read when they are first asked for."""

    def __init__(self, session: Session, view: CodingView, text: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._session, self._view = session, view
        self._document: Document | None = None
        self._wanted = False
        self.pages: PagesPane | None = None
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(text)
        self.installEventFilter(self)

    @property
    def possible(self) -> bool:
        """Whether the open document has pages to be looked at."""
        return self._document is not None and has_pages(self._document)

    def show_document(self, document: Document | None) -> None:
        """Follow the document that is open, None if there is none."""
        self._document = document
        self._update()

    def toggle(self) -> None:
        """Show the pages and bring the keyboard to them, or put them away."""
        if self.pages is None:
            self.pages = PagesPane(self._session, self._view)
            self.pages.setMinimumWidth(by_letters(self, _LEAST))
            self.pages.closed.connect(self._close)
            self.addWidget(self.pages)
            self.pages.hide()
        self._wanted = self.pages.isHidden()
        self._update()
        if self._wanted:
            self._turn()
            self.setSizes([1000, 1000])  # equal shares
            self.pages.take_focus()
        else:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self._wanted = False
        self._update()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _update(self) -> None:
        if self.pages is not None:
            on = self._wanted and self.possible
            self.pages.setVisible(on)
            self.pages.show_document(self._document if on else None)

    def leave(self) -> None:
        """Let go of the pages, before the project closes."""
        if self.pages is not None:
            self.pages.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put the two where there is room for them."""
        if event.type() == QEvent.Type.Resize:
            self._turn()
        return super().eventFilter(watched, event)

    def _turn(self) -> None:
        wide = self.width() >= 2 * by_letters(self, _BESIDE)
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if way != self.orientation():
            self.setOrientation(way)
            self.setSizes([1000, 1000])
