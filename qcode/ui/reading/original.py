"""Shows the original pages of the open document beside its text, when they are wanted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from qcode.model.document import Document
from qcode.services import page_looks
from qcode.services.language import tr
from qcode.services.original_pages import has_pages
from qcode.ui.coding.view import CodingView
from qcode.ui.pages.pane import PagesPane
from qcode.ui.session import Session
from qcode.ui.sized import by_letters
from qcode.ui.splitter import Splitter

_BESIDE = 300  # pixels of each of the two; with less they stand above one another
_LEAST = 160
_MOVED_MS = 400  # after which a share that was drawn with the mouse is kept


class Original(Splitter):
    """The text and its pages. They are made and read when they are first asked for."""

    def __init__(self, session: Session, view: CodingView, text: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._session, self._view = session, view
        self._document: Document | None = None
        self._choices = page_looks.load_choices()
        self._wanted = self._choices.shown
        self.pages: PagesPane | None = None
        self.add(text, tr("Text"))
        self.installEventFilter(self)
        self._moved = QTimer(self)
        self._moved.setSingleShot(True)
        self._moved.setInterval(_MOVED_MS)
        self._moved.timeout.connect(self._keep_share)

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
        shown = self.pages is not None and not self.pages.isHidden()
        self._want(not shown)
        if self.pages is not None and not shown:
            self.pages.take_focus()

    def _want(self, on: bool) -> None:
        """Show the pages or put them away, also the next time."""
        self._wanted = on
        self._choose(shown=on)
        self._update()
        if not on:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, **choices: Any) -> None:
        self._choices = replace(page_looks.load_choices(), **choices)
        page_looks.save_choices(self._choices)

    def _update(self) -> None:
        on = self._wanted and self.possible
        if on and self.pages is None:
            self._make()
        if self.pages is not None:
            self.pages.setVisible(on)
            self.pages.show_document(self._document if on else None)

    def _make(self) -> None:
        pages = self.pages = PagesPane(self._session, self._view)
        pages.setMinimumWidth(by_letters(self, _LEAST))
        pages.closed.connect(lambda: self._want(False))
        pages.side_wanted.connect(self._change_sides)
        pages.left.connect(lambda: self._view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.add(pages, tr("Original pages"), at=0 if self._choices.first else 1)
        self.splitterMoved.connect(lambda _place, _handle: self._moved.start())
        self._turn()
        self._share()

    def _change_sides(self) -> None:
        """Put the pages on the other side of the text, where they stay."""
        self._choose(first=not self._choices.first)
        if self.pages is not None:
            self.insertWidget(0 if self._choices.first else 1, self.pages)
            self._share()
            self.pages.take_focus()

    def _share(self) -> None:
        """Give the pages their share of the room."""
        text, pages = 10 * (100 - self._choices.share), 10 * self._choices.share
        self.setSizes([pages, text] if self._choices.first else [text, pages])

    def _keep_share(self) -> None:
        """Keep how the room was shared, for the next time."""
        sizes = self.sizes()
        whole = sum(sizes)
        if self.pages is not None and not self.pages.isHidden() and whole:
            self._choose(share=round(100 * sizes[self.indexOf(self.pages)] / whole))

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
        if self.pages is None:  # the text alone: to turn it would lay it out once more
            return
        wide = self.width() >= 2 * by_letters(self, _BESIDE)
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if way != self.orientation():
            self.setOrientation(way)
            self._share()
