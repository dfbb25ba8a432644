"""The reading pane, or two of them side by side: both live, one of them the active one.

Each has a document and a passage of its own; the session has those of the active one, which is
the one that had the keyboard last. Whatever is asked of "the text" goes there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from qcode.model.acted import Acted
from qcode.model.document import DocumentId
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services.appearance import Appearance
from qcode.services.language import tr
from qcode.services.settings import load_settings, save_settings
from qcode.ui.growing import Growing, in_parts
from qcode.ui.mime import documents_in
from qcode.ui.reading.acted import point_to
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.search.walk import Here
from qcode.ui.session import Session
from qcode.ui.sized import by_letters
from qcode.ui.splitter import Splitter

if TYPE_CHECKING:
    from qcode.ui.runner import Task

_REMEMBERED = 12  # projects
_LEAST = 240  # pixels of each text, with ordinary letters
_BESIDE = 300  # such pixels of each of two; with less they stand above one another
_EDGE = 2  # pixels over each text: which of two is the active one


class _Requests(QObject):
    document_wanted = Signal(object, object, object)  # as the session's
    text_wanted = Signal()


class Seat:
    """The session as one of two reading panes has it: all is shared but what is read.

    A pane takes it for a `Session`; what is not here is the session's.
    """

    def __init__(self, session: Session, name: str) -> None:
        self._session, self._name = session, name
        self._requests = _Requests(session)
        self.document_wanted = self._requests.document_wanted
        self.text_wanted = self._requests.text_wanted
        self.document: DocumentId | None = None
        self.span: Span | None = None
        self.active = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def read(self, slot: str, *rest: Any, **more: Any) -> Task:
        """Ask something of the project; the questions of two panes are not the same ones."""
        return self._session.read(f"{slot}{self._name}", *rest, **more)

    def set_passage(self, document: DocumentId | None, span: Span | None) -> None:
        """Keep what is open and selected in this pane, and tell of it if it is the active one."""
        self.document, self.span = document, span
        self.tell()

    def tell(self) -> None:
        """Tell what is open and selected here, if this is the active pane."""
        if self.active:
            self._session.set_passage(self.document, self.span)


class Readers(Growing):
    """One reading pane, and a second one beside it when two texts are compared."""

    place_changed = Signal(str, str)  # of the active one: the document, and where in it
    import_wanted = Signal()
    added = Signal(object)  # ReadingPane: the second one, when it is first needed

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._guid = session.project.info.guid
        self._seats: list[Seat] = []
        self._edges: list[QFrame] = []
        self._places: list[tuple[str, str]] = []
        self.panes: list[ReadingPane] = []
        self._second: Iterator[None] | None = None  # what makes it
        self._active = 0
        self._alone = False  # whether one of two is put away for a while, whichever it is
        self._texts = Splitter(Qt.Orientation.Horizontal)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._texts)
        self._grow_by(self._make())

    def _make(self) -> Iterator[None]:
        session = self._session
        yield from self._add("")
        self._seats[0].active = True
        session.document_wanted.connect(self._open)
        session.text_wanted.connect(self._take_keyboard)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    @property
    def active(self) -> ReadingPane:
        """The pane that had the keyboard last."""
        return self.panes[self._active]

    def here(self) -> Here | None:
        """Return where the caret is, and what is selected; None if no text is open."""
        document, view = self._seats[self._active].document, self.active.view
        if document is None or not self.active.has_document():
            return None
        at = view.cursor_position()
        return Here(document, view.selection() or Span(at, at))

    @property
    def comparing(self) -> bool:
        """Whether there are two texts side by side."""
        return len(self.panes) > 1 and not any(self._frame(each).isHidden() for each in (0, 1))

    def point_to(self, acted: Iterable[Acted]) -> bool:
        """Show where undo or redo acted; return whether that is in a text that is open here."""
        shown = False
        for each in acted:
            for number, seat in enumerate(self._seats):
                pane = self.panes[number]
                if seat.document == each.document and pane.has_document() and pane.isVisible():
                    point_to(pane, each)
                    shown = True
        return shown

    def make_second(self) -> bool:
        """Make a part of the second pane, which stays hidden; return whether it is to go on."""
        if self._second is None:
            self._second = self._add_second()
        return next(self._second, self) is None

    def compare(self, on: bool) -> None:
        """Show both panes, or the one that is read; what the other has open stays for later."""
        while on and self.make_second():
            pass
        if len(self.panes) == 1:
            return
        if not on:
            self.leave_alone()
            return
        half = QSize((self.width() - self._texts.handleWidth()) // 2, self.height())
        for number, edge in enumerate(self._edges):
            edge.show()
            frame = self._frame(number)
            if frame.isHidden():  # or it is laid out first as it was hidden
                frame.resize(half)
            frame.show()
        empty = [each for each, pane in enumerate(self.panes) if not pane.has_document()]
        if empty or not self._alone:
            self._activate(empty[-1] if empty else 1)  # a text is chosen for it next
        self._alone = False
        self._turn()
        self._share_equally()
        self._take_keyboard()

    def follow(self, chosen: Appearance) -> None:
        """Show texts as was chosen in another window, unless one chooses here right now."""
        pages = [pane.page for pane in self.panes]
        if chosen != pages[0].appearance and not any(page.choosing for page in pages):
            self._session.appearance_changed.emit(chosen)

    @property
    def reads(self) -> bool:
        """Whether a text is open in any of the panes that are shown."""
        shown = (pane for at, pane in enumerate(self.panes) if not self._frame(at).isHidden())
        return any(pane.has_document() for pane in shown)

    def leave_alone(self) -> None:
        """Show only the text that is read: of two the active one, unless nothing is open in it."""
        for number, pane in enumerate(self.panes):
            if pane.has_document() and not self.active.has_document():
                self._activate(number)
        for number, edge in enumerate(self._edges):
            self._frame(number).setVisible(number == self._active)
            edge.hide()
        self._alone = len(self.panes) > 1

    def _add_second(self) -> Iterator[None]:
        yield from self._add(" beside")
        self.panes[1].setAccessibleName(tr("Second text"))
        self.added.emit(self.panes[1])
        self._open_second()
        yield  # to be shown takes a turn of its own

    def _turn(self) -> None:
        """Put two texts side by side, or one above the other where there is little width."""
        way = Qt.Orientation.Horizontal
        if self.comparing and self.width() < 2 * by_letters(self, _BESIDE):
            way = Qt.Orientation.Vertical
        if way != self._texts.orientation():
            self._texts.setOrientation(way)
            self._share_equally()

    def _share_equally(self) -> None:
        across = self._texts.orientation() is Qt.Orientation.Horizontal
        room = (self.width() if across else self.height()) - self._texts.handleWidth()
        self._texts.setSizes([room - room // 2, room // 2])  # all of it, or Qt shares it once more

    @contextmanager
    def laid_out_once(self) -> Iterator[None]:
        """Put the texts in their places at the end, however much changes of what stands there."""
        texts, frames = self._texts, [self._frame(each) for each in range(len(self.panes))]
        shown = (frame.layout() for frame in frames if not frame.isHidden())
        columns = [column for column in shown if column is not None]
        texts.share_out = lambda: None
        for column in columns:
            column.setEnabled(False)
        try:
            yield
        finally:
            texts.share_out = None
            texts.show_dividers()
            for column in columns:
                column.setEnabled(True)
            texts.refresh()
            for column in columns:
                column.activate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put two texts where there is room for them."""
        super().resizeEvent(event)
        self._turn()

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of one text: two can stand above one another."""
        return QSize(by_letters(self, _LEAST), super().minimumSizeHint().height())

    def _open_second(self) -> None:
        """Open what was the second text the last time, if it is still there."""
        project, seat = self._session.project, self._seats[1]
        guid = load_settings().beside.get(self._guid, "")

        def find(_task: Task) -> DocumentId | None:
            return next((each.id for each in project.documents() if each.guid == guid), None)

        def show(found: DocumentId | None) -> None:
            if found is not None and not self.panes[1].begun():
                self.panes[1].open(found)

        if guid:
            seat.read("second", find, show)

    def _keep_second(self) -> None:
        first = self.panes.index(self._read_last())
        number = self._seats[1 - first].document if len(self._seats) > 1 else None
        known = {each.id: each.guid for each in self._session.project.documents()}
        if number in known:
            settings = load_settings()
            others = {key: at for key, at in settings.beside.items() if key != self._guid}
            lately = dict(list(others.items())[1 - _REMEMBERED :])
            save_settings(replace(settings, beside={**lately, self._guid: known[number]}))

    def begin(self) -> None:
        """Have the first text be the active one, also where two were left side by side."""
        self._activate(0)

    def focus_other(self) -> None:
        """Bring the keyboard to the other text, if there are two."""
        if self.comparing:
            self._go_to(1 - self._active)

    def _go_to(self, number: int) -> None:
        """Bring the keyboard to a text, or to what stands there instead of one."""
        self._activate(number)
        self._seats[number].text_wanted.emit()

    def can_leave(self) -> bool:
        """Whether no pane waits for an answer of the user's."""
        return all(pane.can_leave() for pane in self.panes)

    def leave(self) -> None:
        """Have all remember where one was, before the project closes."""
        self._keep_second()
        first = self._read_last()
        for pane in sorted(self.panes, key=lambda each: each is first):
            pane.leave()

    def _read_last(self) -> ReadingPane:
        """Return the pane whose text opens first the next time: of two that are shown the left."""
        return self.panes[0] if self.comparing else self.active

    # -- the panes

    def _add(self, name: str) -> Iterator[None]:
        seat, number = Seat(self._session, name), len(self.panes)
        for pane in in_parts(lambda: ReadingPane(cast(Session, seat))):  # noqa: B007 - the pane
            yield
        yield
        edge = QFrame()
        edge.setFixedHeight(_EDGE)
        edge.setAutoFillBackground(True)
        edge.hide()
        frame = QWidget()
        if self.panes:  # a second one is shown when it is all there
            frame.hide()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(edge)
        column.addWidget(pane, 1)
        frame.setMinimumWidth(by_letters(frame, _LEAST))
        self._texts.add(frame, tr("Second text") if self.panes else tr("Text"))
        for part in (pane, pane.view.viewport()):
            part.setAcceptDrops(True)
            part.installEventFilter(self)
        self._seats.append(seat)
        self._edges.append(edge)
        self.panes.append(pane)
        self._places.append(("", ""))
        pane.place_changed.connect(self._follower(number))
        pane.import_wanted.connect(self.import_wanted)

    def _follower(self, number: int) -> Callable[[str, str], None]:
        def follow(document: str, place: str) -> None:
            self._places[number] = (document, place)
            if number == self._active:
                self.place_changed.emit(document, place)

        return follow

    def _frame(self, number: int) -> QWidget:
        frame = self._texts.widget(number)
        assert frame is not None
        return frame

    def _activate(self, number: int) -> None:
        for each, edge in enumerate(self._edges):
            role = QPalette.ColorRole.Link if each == number else QPalette.ColorRole.Mid
            edge.setBackgroundRole(role)
        if number == self._active:
            return
        self._seats[self._active].active = False
        self._active = number
        self._seats[number].active = True
        self._seats[number].tell()
        self.place_changed.emit(*self._places[number])
        self._session.passage_changed.emit()

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        for number, pane in enumerate(self.panes):
            if now is not None and pane.isAncestorOf(now):
                self._activate(number)

    def _open(
        self, document: DocumentId, span: Span | None, segment: SegmentId | None = None
    ) -> None:
        self._seats[self._active].document_wanted.emit(document, span, segment)

    def _take_keyboard(self) -> None:
        self._seats[self._active].text_wanted.emit()

    # -- documents that are dropped on a text

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open a document in the pane on which it is dropped; a click goes to an empty one too."""
        if event.type() == QEvent.Type.MouseButtonPress and watched in self.panes:
            number = self.panes.index(watched)
            if number != self._active:
                self._go_to(number)
        if isinstance(event, QDropEvent) and documents_in(event.mimeData()):
            if not isinstance(event, QDragMoveEvent):
                self._drop(watched, documents_in(event.mimeData())[0])
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _drop(self, watched: QObject, document: DocumentId) -> None:
        for number, pane in enumerate(self.panes):
            if watched in (pane, pane.view.viewport()):
                self._activate(number)
                self._open(document, None)
                pane.setFocus(Qt.FocusReason.OtherFocusReason)
