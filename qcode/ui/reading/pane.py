"""The reading pane: one document, opened where it was left, with its codings kept current."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from qcode.model.codebook import CodeId
from qcode.model.document import Document, DocumentId
from qcode.model.errors import UserError
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services.language import tr
from qcode.services.retrieval import PlaceFinder
from qcode.ui.accessible import announce
from qcode.ui.codes.favourites import Favourites
from qcode.ui.coding.view import CodingView
from qcode.ui.editing.history import TextHistory
from qcode.ui.in_turns import paint_next_turn
from qcode.ui.leading import lead_focus
from qcode.ui.recording.recording import Recording
from qcode.ui.rest import Rest
from qcode.ui.runner import Task
from qcode.ui.session import Hits, Session

from .beside import Beside
from .coder import Coder
from .edit_mode import EditMode
from .empty import NoText
from .filtering import Filtering
from .filtering import Kept as KeptFilter
from .floating import FloatingBar
from .header import Header
from .illustrated import Illustrated
from .margin_settings import MarginSettings
from .menu import PassageMenu
from .news import News
from .opened import Opened, load
from .original import Original
from .page import Page
from .passage import PassagePane
from .selecting import Selecting
from .shaper import Shaper
from .similar import SimilarPassages
from .strip import FavouriteStrip
from .trail import Places, Spot, Trail


class Kept(NamedTuple):
    """Where one is in which text, what is chosen there, and what of its codings is shown."""

    document: DocumentId | None
    place: int
    span: Span
    segment: SegmentId | None
    filtering: KeptFilter
    trail: Trail


class ReadingPane(PassagePane):
    """Shows the document that is asked for, and codes in it."""

    import_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._document: Document | None = None
        self._coming: DocumentId | None = None  # was asked for and is not shown yet
        self._loading: Task | None = None  # what reads it
        self._place: PlaceFinder | None = None
        self._at_coding = False  # what was told last of `has_coding`
        self._trail, self._places = Trail(), Places(session.project)
        self._rest = Rest(self, place=True)  # of moving about in the text
        self._rest.timeout.connect(self._save_place)
        self._grow_by(self._make())

    def _make(self) -> Iterator[None]:
        session = self._session
        self.view = CodingView()
        self.view.setAccessibleName(tr("Text"))
        yield
        self._title = Header()
        self._empty = NoText(session, self.import_wanted.emit)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.filtering = Filtering(session, self)
        layout.addWidget(self._title)
        self._edit = EditMode(session, self._stack)
        self.picture = Illustrated(session, self.view, self._stack, self._menu_at)
        self.original = Original(session, self.view, self.picture)
        yield
        self.recording = Recording(session, self.view, self.original, self)
        yield
        for part in (self.recording.strip, self.filtering.line, self._edit.line):
            layout.addWidget(part)
        layout.addWidget(self.recording.frame, 1)
        self._title.hide()
        self.favourites = Favourites.of(session)
        self._news = News(session, self.view, self.filtering)
        self._coder = Coder(session, self)
        self.margin = MarginSettings(self.view)
        self._shaper = Shaper(session, self.view)
        self._menu = PassageMenu(session, self._coder, self._shaper, self.code_similar, self)
        self.strip = FavouriteStrip(session, self._coder.apply_favourite, self)
        layout.addWidget(self.strip)
        yield
        self._selecting = Selecting(self.view)
        self._similar = SimilarPassages(
            session, self.go_to, self._ask_again, partial(announce, self.view)
        )
        self.beside = Beside(session, self.view, self._coder, self._segments, self.filtering)
        acts = {"code": self.code_passage, "in_vivo": self.code_in_vivo, "memo": self.write_memo}
        self.floating = FloatingBar(session, self.view, self._coder.apply, acts)
        lead_focus(self, self.view)
        yield
        self.page = Page(session, self.view, self._title, self)
        self._connect()

    def _connect(self) -> None:
        view, session = self.view, self._session
        view.selection_changed.connect(self._tell_passage)
        view.cursorPositionChanged.connect(self._tell_place)
        view.cursorPositionChanged.connect(self._rest.touch)
        view.verticalScrollBar().valueChanged.connect(self._rest.touch)
        view.focused.connect(self._look)
        self.filtering.shown.connect(view.set_segments)
        self.filtering.told.connect(partial(announce, view))
        view.segment_activated.connect(self._point_out)
        view.code_dropped.connect(self._coder.apply)
        view.codes_over.connect(self.strip.offer)
        view.code_dropped.connect(lambda _code, _span: self.strip.end_offer())
        view.context_requested.connect(self._show_menu)
        self.picture.code_wanted.connect(self._coder.ask_code)
        session.document_wanted.connect(self.open)
        self._news.shown.connect(self._tell_news)
        self.filtering.shown.connect(self._say_place)  # after the view, which is told first
        self._news.outdated.connect(self.reload)
        session.hits_changed.connect(self._show_hits)
        session.text_wanted.connect(self._take_focus)
        self._edit.began.connect(self._begin_edit)
        self._edit.moved.connect(self._say_place)
        self._edit.zoom_wanted.connect(self.page.zoom)
        self._edit.line.going_on.connect(self.edit_text)
        self._edit.ended.connect(self._end_edit)
        self.page.step_wanted.connect(self.step)

    # -- opening

    def open_last(self) -> None:
        """Open the document that was read last and is still there, or else the first one."""
        project, places = self._session.project, self._places

        def show(document: Document | None) -> None:
            if document is not None and not self.begun():
                self.open(document.id)
                self._take_focus()

        def find(_task: Task) -> Document | None:
            documents = project.documents()
            return places.last_read(documents) or next(iter(documents), None)

        self._session.read("last", find, show)

    def begun(self) -> bool:
        """Whether a document is open here or was asked for."""
        return self._document is not None or self._coming is not None

    def open(
        self, document: DocumentId, span: Span | None = None, segment: SegmentId | None = None
    ) -> None:
        """Open a document where it was left, or at a passage, with one of its codings chosen."""
        if self._edit.page is not None:
            self._edit.leave(lambda: self.open(document, span, segment))
            return

        def choose() -> None:
            if segment is not None:
                self.beside.select(segment)

        shown = self._document is not None and self._document.id == document
        if shown and self._coming in (None, document):  # else another would come upon it
            if span is not None:
                self.view.reveal(span)
                choose()
            return
        self._load(document, span, None, choose)
        self._trail.visit(document)

    def go_to(self, document: DocumentId, span: Span, then: Callable[[], None]) -> None:
        """Open a document if need be, select a passage of it, and go on with `then`."""

        def reached() -> None:
            self.view.reveal(span, select=True)
            self._take_focus()
            then()

        if self._document is not None and self._document.id == document:
            reached()
        else:
            self._load(document, span, None, reached)
            self._trail.visit(document)

    def _ask_again(self, first: CodeId | None) -> None:
        """Ask for a code for the selection, with one marked."""
        self._coder.ask_code(self._below_caret(), first)

    def _load(
        self,
        document: DocumentId,
        span: Span | None,
        spot: Spot | None,
        then: Callable[[], None] | None = None,
    ) -> None:
        self._keep_place()
        self._coming = document
        self._similar.stay()
        self._news.expect()
        project = self._session.project

        def show(opened: Opened) -> None:
            self._coming = None
            stay = self._places.of(opened.text.document) if spot is None else spot
            first = min(stay.place if span is None else span.start, len(opened.text.text))
            self._show(opened, first)
            self._news.catch_up(opened.after)
            if span is not None:
                self.view.reveal(span)
            else:
                self._stay(first, min(stay.caret, len(opened.text.text)))
            if then is not None:
                then()

        def missing(error: UserError) -> None:
            self._coming = None
            shown = self._document is not None and self._document.id == document
            if shown and error.code == "document_unknown":
                self._close_document()  # it was deleted, here or by an undo
            else:
                self._session.runner.user_error.emit(error)
            self._news.forget()

        task = self._session.read("document", lambda _task: load(project, document), show, missing)

        def end() -> None:
            if self._loading is task and self._coming == document:  # a fault of ours
                self._coming = None
                self._news.forget()

        self._loading = task
        task.ended.connect(end)

    def _stay(self, place: int, caret: int) -> None:
        """Go on where one was: the caret too, or the next arrow key would lead elsewhere."""
        self.view.select(Span(caret, caret))
        self.view.restore_place(place)
        if caret == 0:  # where it is in each new text, which is not told
            self._tell_place()

    def _show(self, opened: Opened, place: int) -> None:
        text, before = opened.text, self._document
        self._document = text.document
        self._place = opened.place
        self._selecting.show(text)
        self.picture.show_document(text)
        self._news.begin(opened)
        self.page.expect(text)
        paint_next_turn(self.view)
        segments = opened.shown(self.filtering.load(opened.segments))
        edited = before is not None and before.id == text.document.id
        self.view.set_document(text.text, text.layout, segments, opened.codes, place, edited=edited)
        self.view.setAccessibleName(self._document.name)
        self._title.setText(self._document.name)
        self._edit.offer(opened)
        self.recording.show_document(text)
        self.original.show_document(self._document)
        if self._edit.page is None:
            self._title.show()
            self._stack.setCurrentWidget(self.view)
        self._session.set_passage(self._document.id, None)
        self._show_hits(self._session.hits)
        announce(self.view, self._document.name)

    def _close_document(self) -> None:
        held = self.view.hasFocus()
        self.filtering.close()
        self._news.end()
        self._document = self._place = None
        self.page.forget()
        self.recording.show_document(None)
        self.original.show_document(None)
        self.picture.show_document(None)
        self._title.hide()
        self._edit.offer(None)
        self._stack.setCurrentWidget(self._empty)
        if held:  # or it would go to some field, which takes the keys for itself
            self._empty.setFocus(Qt.FocusReason.OtherFocusReason)
        self._session.set_passage(None, None)
        self._tell_place()

    def _keep_place(self) -> None:
        if self._document is not None:
            self._places.remember(self._document, self._spot())
            self._trail.leave(self._document.id, self._spot())

    def _save_place(self) -> None:
        """Store where one is at once, as the program may end without a word."""
        self._rest.stop()
        self._keep_place()
        self._places.save()

    def _spot(self) -> Spot:
        place, view = self.view.place(), self.view
        seen = view.viewport().rect().intersects(view.cursorRect())
        return Spot(place, view.cursor_position() if seen else place)

    def kept(self) -> Kept:
        """Return where one is in which text, to be gone on with in a window made anew."""
        self._keep_place()
        view, document = self.view, self._document
        at = view.cursor_position()
        return Kept(
            None if document is None else document.id,
            view.place(),
            view.selection() or Span(at, at),
            view.selected_segment(),
            self.filtering.kept(),
            self._trail,
        )

    def resume(self, kept: Kept) -> None:
        """Open the same text in the same place; the keyboard stays where it is."""
        self._trail = kept.trail
        self.filtering.resume(kept.filtering)

        def choose() -> None:
            self.view.select(kept.span)
            if kept.segment is not None:
                self.view.set_selected_segment(kept.segment)
            self.view.restore_place(kept.place)

        if kept.document is not None:
            self._load(kept.document, None, Spot(kept.place, kept.place), choose)

    def can_leave(self) -> bool:
        """Whether the project can be closed; else an edit asks for its answer first."""
        if self._edit.finish():
            return True
        self._edit.leave(lambda: None)
        return False

    def leave(self) -> None:
        """Keep what is being edited and remember where one was, before the project closes."""
        self._edit.finish()
        self._coder.box.dismiss(give_back=False)
        self.beside.box.dismiss(give_back=False)
        self._save_place()
        self.original.leave()
        self.recording.leave()
        self.page.leave()

    def step(self, by: int) -> None:
        """Open the document that was read before, or the one that one came back from."""
        self._keep_place()
        there = {document.id for document in self._session.project.documents()}
        stop = self._trail.step(by, there)
        if stop is not None:
            self._load(stop.document, None, stop.spot)
        else:
            none = tr("No text was read before this one."), tr("No text was read after this one.")
            self._session.told.emit(none[by > 0])

    # -- news

    def reload(self, number: DocumentId, then: Callable[[], None] | None = None) -> None:
        """Show the text of the open document anew, as it is another now, and go on with `then`."""

        def stay(caret: int = self.view.cursor_position()) -> None:
            self.view.put_caret(caret)
            if then is not None:
                then()

        if self._coming in (None, number):  # else one leaves it anyway
            self._load(number, None, self._spot(), stay)

    def _show_hits(self, hits: Hits) -> None:
        if self._document is not None:
            self.view.set_hits(hits.get(self._document.id, ()))

    # -- editing the text

    def has_document(self) -> bool:
        """Whether a document is open for reading, and not for editing."""
        return self._document is not None and self._edit.page is None

    def edit_text(self) -> None:
        """Edit the text of the document, from where the caret stands."""
        if self._document is not None and self._edit.page is None:
            place = self.view.cursor_position()
            self._edit.begin(self._document.id, place, self.page.appearance)

    def _begin_edit(self) -> None:
        self._title.hide()
        self.page.goto_box.hide()
        self.filtering.line.set_aside(True)  # the editor shows all codings
        self._coder.box.dismiss(give_back=False)
        if self._document is not None:
            self._session.set_passage(self._document.id, None)
        self._session.passage_changed.emit()

    def _end_edit(self, document: DocumentId, place: int) -> None:
        self._title.show()
        self.filtering.line.set_aside(False)
        self._stack.setCurrentWidget(self.view)
        self._take_focus()
        self._load(document, Span(place, place), None)
        self._session.passage_changed.emit()

    def show_text_history(self) -> None:
        """Show what was changed in the text of the document, and when."""
        if self._document is not None:
            TextHistory(self._session, self._document, self).open()

    # -- menus and the keyboard

    def _menu_at(self, span: Span | None, segments: list[SegmentId], at: QPoint) -> QMenu:
        menu = self._menu.build(span, segments, at, self._segments())
        return self._news.notes.add_at(at, span, menu)

    def _show_menu(self, at: QPoint, span: Span | None, segments: list[SegmentId]) -> None:
        if self._document is not None:
            self._menu_at(span, segments, at).popup(at)

    def _take_focus(self) -> None:
        page: QWidget = self._edit.page or (self._empty if self._document is None else self.view)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
