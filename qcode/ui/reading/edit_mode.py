"""Changes between reading a document and editing its text, in the place where one is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QStackedWidget

from qcode.model.document import Document, DocumentId
from qcode.services.appearance import Appearance
from qcode.services.drafts import drop_draft
from qcode.ui.editing.page import EditPage
from qcode.ui.in_turns import paint_next_turn
from qcode.ui.rest import single_shot
from qcode.ui.session import Session

from .draft_line import DraftLine
from .fonts import reading_font
from .opened import Opened, load


class EditMode(QObject):
    """Puts the page for editing over the text, and takes it away again."""

    began = Signal()
    moved = Signal()  # the caret, in the text that is edited
    zoom_wanted = Signal(int)
    ended = Signal(object, int)  # DocumentId, where the caret stood

    def __init__(self, session: Session, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._session, self._stack = session, stack
        self._then: Callable[[], object] | None = None
        self.page: EditPage | None = None
        self._coming: tuple[EditPage, Opened, int] | None = None  # made, and not shown yet
        self._next = single_shot(self, 0, self._show)  # goes with the window, as a page does not
        self.line = DraftLine()
        self.line.thrown_away.connect(self._throw_away)
        self._offered: Document | None = None
        session.appearance_changed.connect(self._set)

    def offer(self, opened: Opened | None) -> None:
        """Offer what was not finished in the document that is read, None if there is none."""
        self._offered = None if opened is None else opened.text.document
        found = None if opened is None or self.page is not None else opened.draft
        self.line.offer(None if self._session.project.read_only else found)

    def _throw_away(self) -> None:
        project, document = self._session.project, self._offered
        self.line.hide()
        if document is not None:
            self._session.do(lambda: drop_draft(project, document))
        self._session.text_wanted.emit()

    def begin(self, document: DocumentId, place: int, appearance: Appearance) -> None:
        """Edit a document's text, from a place on, set as it is for reading.

        What was not finished the last time goes on.
        """
        project = self._session.project

        def show(opened: Opened) -> None:
            if self.page is None and self._coming is None:
                self._make(opened, min(place, len(opened.text.text)), appearance)

        self._session.read("edit", lambda _task: load(project, document), show)

    def _set(self, appearance: Appearance) -> None:
        """Set the text that is edited in another way, chosen meanwhile."""
        if self.page is not None:
            self.page.editor.set_page(appearance, self._font(appearance))

    def _font(self, appearance: Appearance) -> QFont:
        return reading_font(self._stack.font(), appearance)

    def _make(self, opened: Opened, place: int, appearance: Appearance) -> None:
        """Make the page; it is shown in the next turn, as both take too long at once."""
        text, document, font = opened.text.text, opened.text.document, self._font(appearance)
        page = EditPage(self._session, document, text, opened.codings, font, appearance)
        page.finished.connect(self._end)
        page.editor.edited.connect(self._stay)
        page.editor.cursorPositionChanged.connect(self.moved)
        page.editor.zoom_wanted.connect(self.zoom_wanted)
        self._coming = page, opened, place
        self._next.start()

    def _show(self) -> None:
        assert self._coming is not None
        (page, opened, place), self._coming = self._coming, None
        self.page, self._then = page, None
        paint_next_turn(page)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        page.editor.go(place)
        self.line.hide()
        if opened.draft is not None:
            page.go_on_with(opened.draft)
        self.began.emit()

    def leave(self, then: Callable[[], object]) -> None:
        """Keep what was edited and do something else, unless the user goes on editing."""
        page = self.page
        assert page is not None

        def leave() -> None:
            self._then = then
            page.done()

        page.editor.when_free(leave)

    def finish(self) -> bool:
        """Keep what was edited because the window closes; False where one must ask first."""
        return self.page is None or self.page.finish_quietly()

    def _stay(self) -> None:
        self._then = None

    def _end(self, place: int) -> None:
        page, then = self.page, self._then
        if page is None:
            return
        self.page = self._then = None
        self._stack.removeWidget(page)
        page.deleteLater()
        self.ended.emit(page.document.id, place)
        if then is not None:
            then()
