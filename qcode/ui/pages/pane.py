"""The original pages beside a text: what is selected in one is selected in the other.

The text keeps the selection and the codings; here they are shown on the pages, and what is
selected on the pages is selected there.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QToolTip, QVBoxLayout, QWidget

from qcode.model.document import Document
from qcode.model.errors import UserError
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import page_looks
from qcode.services.language import tr
from qcode.services.messages import sentence
from qcode.services.original_pages import OriginalPages, open_pages
from qcode.ui.accessible import announce
from qcode.ui.coding.view import CodingView
from qcode.ui.found.parts import bar, flat, quiet
from qcode.ui.runner import Task
from qcode.ui.session import Session

from .sheets import Fit
from .view import PageView

_SPOKEN = 60  # letters of a selection that a voice says
_REST_MS = 60  # after which the pages follow the text that was scrolled


class PagesPane(QWidget):
    """Shows the pages of one document, above them their number and the zoom."""

    closed = Signal()  # by its own button
    side_wanted = Signal()  # the other one
    left = Signal()  # the keyboard goes back to the text

    def __init__(self, session: Session, text: CodingView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._text = session, text
        self._document: Document | None = None
        self._shown: tuple[str, str | None] | None = None  # hashes of the text and of its pages
        self._pages: OriginalPages | None = None
        self._closing: list[OriginalPages] = []
        self._awaited: Span | None = None  # to be brought into sight when its place is known
        self._leads = False  # the pages are being moved by the text, or the other way
        self._choices = page_looks.load_choices()
        self.view = PageView(session)
        self._number = QLabel()
        self._note = quiet()
        self._note.hide()
        self._follow = flat(tr("Follow"), lambda: None, tip=tr("Scroll text and pages together"))
        self._follow.setCheckable(True)
        self._follow.setChecked(self._choices.follows)
        self._follow.toggled.connect(lambda on: self._choose(follows=on))
        self._buttons = (
            flat("−", partial(self.view.zoom_by, -1), tip=tr("Smaller pages (−)")),
            flat("+", partial(self.view.zoom_by, 1), tip=tr("Larger pages (+)")),
            flat(tr("Width"), partial(self.view.set_fit, Fit.WIDTH), tip=tr("As wide as the pane")),
            flat(tr("Page"), partial(self.view.set_fit, Fit.PAGE), tip=tr("The whole page")),
        )
        for button, fit in zip(self._buttons[2:], (Fit.WIDTH, Fit.PAGE), strict=True):
            button.setCheckable(True)
            button.setChecked(fit is self.view.fit)
        side = flat("⇄", self.side_wanted.emit, tip=tr("Pages on the other side of the text"))
        side.setAccessibleName(tr("Pages on the other side of the text"))
        close = flat("×", self.closed.emit, tip=tr("Close the original pages"))
        close.setAccessibleName(tr("Close the original pages"))
        self._buttons[0].setAccessibleName(tr("Smaller pages"))
        self._buttons[1].setAccessibleName(tr("Larger pages"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        row = bar(self._number, *self._buttons, self._follow, side, close, stretch=self._number)
        layout.addLayout(row)
        self._note.setContentsMargins(16, 0, 16, 6)
        layout.addWidget(self._note)
        layout.addWidget(self.view, 1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._connect()

    def _connect(self) -> None:
        text, view = self._text, self.view
        text.selection_changed.connect(self._follow_selection)
        text.marks_changed.connect(self._soon.start)
        text.verticalScrollBar().valueChanged.connect(lambda _value: self._rest.start())
        self._rest.timeout.connect(self._follow_text)
        self._soon.timeout.connect(self._mark)
        view.selected.connect(self._select)
        view.pointed.connect(self._point)
        view.moved.connect(self._lead)
        view.zoomed.connect(self._tell_zoom)
        view.left.connect(self.left)
        view.verticalScrollBar().valueChanged.connect(lambda _value: self._tell_page())
        view.pictures.arrived.connect(self._arrived)
        view.context_requested.connect(self._ask_menu)
        view.details_wanted.connect(self._tell)

    # -- opening

    def show_document(self, document: Document | None) -> None:
        """Show the pages of a document that has some; None shows none."""
        self._keep()
        self._document = document
        wanted = None if document is None else (document.text_hash, document.source_hash)
        if wanted == self._shown:
            self._mark()
            return
        self._shown = wanted
        self._take(None)
        if document is None:
            return
        project = self._session.project

        def failed(error: UserError) -> None:
            self._say(sentence(error))

        self._number.setText(tr("Reading the pages…"))
        self._session.read(
            "pages", lambda task: open_pages(project, document.id, task), self._opened, failed
        )

    def _opened(self, pages: OriginalPages) -> None:
        """Show the pages at once, and read where their letters stand meanwhile."""
        self._take(pages)
        self._go_where_left()
        self._tell_page()
        text = self._text.text()
        self._session.read("page texts", lambda task: pages.read(text, task), self._was_read)

    def _was_read(self, pages: OriginalPages) -> None:
        if pages is self._pages:
            self.view.pictures.refresh()
            self._mark()
            self._follow_text()
            self._follow_selection()

    def _take(self, pages: OriginalPages | None) -> None:
        before, self._pages = self._pages, pages
        self.view.show_pages(pages)
        self._number.setText("")
        self._say("")
        if before is not None:
            self._let_go(before)

    def _let_go(self, pages: OriginalPages) -> None:
        """Close a file while nobody waits: it may be at a picture still."""
        self._closing.append(pages)

        def close(_task: Task) -> None:
            pages.close()

        def closed(_none: None) -> None:
            self._closing.remove(pages)

        self._session.read(f"close {id(pages)}", close, closed)

    def _choose(self, **choices: Any) -> None:
        """Keep what was chosen for all documents; others may have kept something meanwhile."""
        self._choices = replace(page_looks.load_choices(), **choices)
        page_looks.save_choices(self._choices)

    def _go_where_left(self) -> None:
        """Show the pages of the document as large as they were, from where they were left."""
        if self._document is not None:
            left = page_looks.where_left(self._session.project.info.guid, self._document.guid)
            self.view.set_look(Fit(left.fit), left.zoom)
            self.view.go(left.page, left.top)

    def _keep(self) -> None:
        """Remember where the pages are and how large; so are those of documents to come."""
        if self._document is None or self._pages is None:
            return
        fit, zoom = self.view.fit.value, float(self.view.zoom)
        left = page_looks.Left(*self.view.place(), fit, zoom)
        page_looks.remember_left(self._session.project.info.guid, self._document.guid, left)
        if (fit, zoom) != (self._choices.fit, self._choices.zoom):
            self._choose(fit=fit, zoom=zoom)

    def leave(self) -> None:
        """Let go of the pages, before the project closes and nothing is read any more."""
        self.show_document(None)
        for pages in self._closing:
            pages.close()

    @property
    def _known(self) -> OriginalPages | None:
        """The pages, when it is known what stands on them."""
        return self._pages if self._pages is not None and self._pages.is_read else None

    # -- codings and hits

    def _mark(self) -> None:
        """Draw the codings and hits that the text shows."""
        self.view.marks.show(self._known, self._text.codings(), self._text.hits())
        self.view.viewport().update()

    def _tell(self, at: QPoint, segments: list[SegmentId]) -> None:
        QToolTip.showText(at, self._text.describe(segments), self.view)

    # -- selecting

    def _select(self, span: Span) -> None:
        """Select in the text what was selected on the pages."""
        pages = self._known
        if pages is None:
            return
        place = pages.in_text(span)
        if place is None:
            self._say(tr("This was deleted from the text, and cannot be selected in it."))
            return
        self._say("" if place.whole else self._edited())
        self._text.select(place.span)
        words = self._text.text()[place.span.start : place.span.end].strip()
        announce(self.view, tr("Selected “{words}”", words=words[:_SPOKEN]))

    def _point(self, position: int) -> None:
        pages = self._known
        place = None if pages is None else pages.in_text(Span(position, position + 1))
        if place is not None:
            self._text.select(Span(place.span.start, place.span.start))
        self._say("")

    def _follow_selection(self) -> None:
        """Show on the pages what is selected in the text."""
        pages, span = self._known, self._text.selection()
        if pages is None:
            return
        place = None if span is None else pages.on_pages(span)
        self.view.select(None if place is None else place.span)
        if span is not None and place is None:
            self._say(tr("This is not on the pages: the text was edited after the import."))
        elif place is not None:
            self._say("" if place.whole else self._edited())
            if self._follow.isChecked():
                self._bring(place.span)
        else:
            self._say("")

    @staticmethod
    def _edited() -> str:
        return tr("The text was edited here after the import, and differs from the page.")

    def _say(self, words: str) -> None:
        self._note.setText(words)
        self._note.setVisible(bool(words))
        if words:
            announce(self.view, words)

    # -- following

    def _bring(self, span: Span) -> None:
        """Bring a passage into sight, and again when it is known where it stands on its page."""
        if self._known is not None:
            page = self._known.page_of(span.start)
            self.view.bring(page, span)
            self._awaited = span if self.view.pictures.letters(page) is None else None

    def _arrived(self, page: int) -> None:
        awaited, pages = self._awaited, self._known
        if awaited is not None and pages is not None and page == pages.page_of(awaited.start):
            self._awaited = None
            self.view.bring(page, awaited)

    def _follow_text(self) -> None:
        """Bring into sight on the pages what the text was scrolled to."""
        pages = self._known
        if pages is None or not self._follow.isChecked() or not self.isVisible():
            return
        first = self._text.place()
        place = pages.on_pages(Span(first, first + 1))
        if self._leads:
            self._leads = False
        elif place is not None:
            self._bring(place.span)

    def _lead(self) -> None:
        """Scroll the text to what is in sight on the pages."""
        first = self.view.first_position()
        pages = self._known
        if pages is None or not self._follow.isChecked() or first is None:
            return
        place = pages.in_text(Span(first, first + 1))
        if place is not None and place.span.start not in self._in_sight():
            self._awaited = None
            self._leads = True
            self._text.restore_place(place.span.start)

    def _in_sight(self) -> range:
        return range(*self._text.on_screen())

    # -- words

    def _tell_page(self) -> None:
        if self._pages is not None and self._pages.sizes:
            labels = self._pages.labels
            page = min(self.view.page, len(labels) - 1)
            words = tr("Page {page} of {n}", page=labels[page], n=len(labels))
            if words != self._number.text():
                self._number.setText(words)
                self.view.setAccessibleDescription(words)
                if self.view.hasFocus():
                    announce(self.view, words)

    def _tell_zoom(self) -> None:
        for button, fit in zip(self._buttons[2:], (Fit.WIDTH, Fit.PAGE), strict=True):
            button.setChecked(fit is self.view.fit)
        self._tell_page()

    def _ask_menu(self, at: QPoint, segments: list[SegmentId]) -> None:
        self._text.context_requested.emit(at, self._text.selection(), segments)

    def take_focus(self) -> None:
        """Bring the keyboard to the pages."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
