"""What the panes of a window share: the open project, its news, and requests to one another.

A pane never knows another pane. It asks here ("show this passage") and hears here what changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from qcode.model.acted import Acted, ActedOn
from qcode.model.changes import Changes
from qcode.model.codebook import Codebook, CodeId
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.memo import MemoId, MemoLink
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import activation as activations
from qcode.services import apart
from qcode.services.acted import acted_on, where_acted
from qcode.services.activation import Activation
from qcode.services.history import describe
from qcode.services.indexing import Indexer
from qcode.services.language import catalogue, tr
from qcode.services.pictures import Rectangle
from qcode.services.projects import Project
from qcode.services.retrieval import Selection
from qcode.services.searching import Searcher

from .following import Following
from .garbage import at_rest
from .keys import Keymap
from .runner import Runner, Task
from .subject import Sort, Subject

T = TypeVar("T")
Hits = Mapping[DocumentId, tuple[Span, ...]]  # code points; only documents that are shown
KEEP_AFTER_MS = 500  # one ticks many boxes in a row
INDEX_AFTER_MS = 1500  # of quiet: typing a memo must not index at each pause
INDEX_AT_FIRST_MS = 400  # when the panes have what they ask for as a project opens


@dataclass(frozen=True, slots=True)
class Drawn:
    """A rectangle of a picture that is no region yet; `span`, of the whole picture, is selected."""

    document: DocumentId
    span: Span
    rectangle: Rectangle


class Session(QObject):
    """One open project in one window.

    `changed` brings the `Changes` of every commit to the main thread. The `…_wanted` signals are
    requests; whichever pane shows such things answers them.
    """

    changed = Signal(object)  # Changes
    said = Signal(str)  # something was done: one sentence, may offer undo
    undone = Signal(str)  # like `said`, of what was taken back
    inverting = Signal(bool)  # undo was asked for, or redo: the other can be, from now on
    # Where undo or redo did, tuple[Acted, …], and ActedOn or None; its sentence comes next.
    acted = Signal(object, object)
    told = Signal(str)  # one sentence that is no operation
    advised = Signal(str, str, object)  # the same; what could be done instead, and what does it
    offered = Signal(str, str, object)  # like `said`; what could be done next, and what does it
    document_wanted = Signal(object, object, object)  # DocumentId; Span, SegmentId: or None
    retrieval_wanted = Signal(object)  # Selection
    search_wanted = Signal(str)  # a query, "" to put the cursor there
    lines_wanted = Signal(str)  # a query, its hits as lines with the key word in one column
    like_wanted = Signal(object, object)  # DocumentId, Span: passages that are like this one
    memo_wanted = Signal(object, object)  # MemoId or None, links of a new one: tuple[MemoLink, …]
    passage_changed = Signal()  # another document or selection in the reading pane
    index_started = Signal()
    index_changed = Signal(int)  # how many sources are not indexed yet
    hit_shown = Signal(str)  # which of all hits is current, in words; "" for none
    hits_changed = Signal(object)  # what is found in the open document: Hits
    activation_changed = Signal(object)  # other codes or documents are chosen: Activation
    appearance_changed = Signal(object)  # texts are shown in another way: Appearance
    reading_mode_wanted = Signal(bool)  # the text alone, or all panes again
    text_wanted = Signal()  # the keyboard back to the text
    freed = Signal()  # nobody else has the project open for writing any more
    subject_changed = Signal(object)  # Subject: what the user looks at now
    at_coding_changed = Signal()
    _committed = Signal(object)

    def __init__(
        self,
        project: Project,
        runner: Runner,
        parent: QObject | None = None,
        *,
        keys: Keymap | None = None,
    ) -> None:
        super().__init__(parent)
        self.keys = keys or Keymap(self)  # for those who tell of a key in words
        self.project = project
        self.runner = runner
        self.searcher = Searcher(project)
        self.document: DocumentId | None = None
        self.span: Span | None = None
        self.drawn: Drawn | None = None
        self.hits: Hits = {}
        self.activation = activations.remembered(project)
        self._newest_code = activations.newest_known(project)
        self._newest_document = activations.newest_document_known(project)
        self._keep_timer = QTimer(self)
        self._keep_timer.setSingleShot(True)
        self._keep_timer.setInterval(KEEP_AFTER_MS)
        self._keep_timer.timeout.connect(self._keep_activation)
        self.subject: Subject | None = None
        self.reading: Subject | None = None  # the coding or document that was looked at last
        self._indexer = Indexer(self.searcher)
        self._index_timer = QTimer(self)
        self._index_timer.setSingleShot(True)
        self._index_timer.setInterval(INDEX_AFTER_MS)
        self._index_timer.timeout.connect(self._index)
        self._committed.connect(self._publish, Qt.ConnectionType.QueuedConnection)
        self._newest: Changes | None = None  # what the writing lane has committed last
        self._unsubscribe = project.subscribe(self._hear)
        self._end_rest = at_rest(project.rest)
        self.following = Following(self) if project.read_only else None
        QTimer.singleShot(INDEX_AT_FIRST_MS, self, self._get_ready)

    @property
    def itself(self) -> Session:
        """The session, also where one has a `Seat` of it: what all panes share hangs on this."""
        return self

    # -- doing and asking

    def do(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        *,
        failed: Callable[[UserError], None] | None = None,
        say: bool = True,
    ) -> None:
        """Run a service that changes the project, in order; then say what it did, in words."""
        self._do(work, done, failed, self.said.emit if say else None)

    def _do(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None,
        failed: Callable[[UserError], None] | None,
        say: Callable[[str], None] | None,
    ) -> None:
        def run(_task: Task) -> tuple[T, str]:
            self._newest = None
            answer = work()
            return answer, "" if self._newest is None else describe(self._newest)

        def finish(outcome: tuple[T, str]) -> None:
            answer, news = outcome
            if done is not None:
                done(answer)
            if say is not None and news:
                say(news)

        self.runner.write(run, finish, failed)

    def read(
        self,
        slot: str,
        work: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
    ) -> Task:
        """Ask something of the project; only the newest question of a slot is answered."""
        return self.runner.read(slot, work, done, failed)

    def undo(self) -> None:
        """Take back the newest operation."""
        self.inverting.emit(True)
        self._invert(self.project.undo, self.undone.emit)

    def redo(self) -> None:
        """Do again what was undone."""
        self.inverting.emit(False)
        self._invert(self.project.redo, self.said.emit)

    def _invert(self, work: Callable[[], Changes], say: Callable[[str], None]) -> None:
        """Undo or redo; tell where that acted before it is said."""

        def act() -> tuple[tuple[Acted, ...], ActedOn | None]:
            changes = work()
            return where_acted(self.project, changes), acted_on(self.project, changes)

        self._do(act, lambda found: self.acted.emit(*found), None, say)

    # -- requests

    def show_document(
        self, document: DocumentId, span: Span | None = None, segment: SegmentId | None = None
    ) -> None:
        """Ask for a document to be shown, at a passage if one is given, with a coding chosen."""
        self.document_wanted.emit(document, span, segment)

    def retrieve(self, selection: Selection) -> None:
        """Ask for the segments of a selection to be listed."""
        self.retrieval_wanted.emit(selection)

    def write_memo(self, *links: MemoLink) -> None:
        """Ask for a new memo, linked to the things given."""
        self.memo_wanted.emit(None, links)

    def open_memo(self, memo: MemoId) -> None:
        """Ask for a memo to be opened."""
        self.memo_wanted.emit(memo, ())

    def set_passage(self, document: DocumentId | None, span: Span | None) -> None:
        """Say what is open and selected in the reading pane."""
        if (document, span) != (self.document, self.span):
            self.document, self.span = document, span
            self.passage_changed.emit()

    def drawn_at(self, document: DocumentId, span: Span) -> Rectangle | None:
        """Return the rectangle that is meant by a passage, where one has just been drawn."""
        drawn = self.drawn
        meant = drawn is not None and (drawn.document, drawn.span) == (document, span)
        return drawn.rectangle if drawn is not None and meant else None

    @property
    def at_coding(self) -> bool:
        """Whether what the user looks at is a coding."""
        return self.subject is not None and self.subject.sort is Sort.SEGMENT

    def look_at(self, subject: Subject) -> None:
        """Say what the user has come to, by mouse or keyboard."""
        if subject != self.subject:
            was, self.subject = self.at_coding, subject
            if subject.sort in (Sort.SEGMENT, Sort.DOCUMENT):
                self.reading = subject
            self.subject_changed.emit(subject)
            if self.at_coding is not was:
                self.at_coding_changed.emit()

    def set_hits(self, hits: Hits) -> None:
        """Offer the places that a search found to whoever shows the text."""
        if hits != self.hits:
            self.hits = hits
            self.hits_changed.emit(hits)

    def tell_hit(self, position: str) -> None:
        """Say which of all hits one is at, in words."""
        self.hit_shown.emit(position)

    def activate(self, activation: Activation) -> None:
        """Choose codes and documents for analysis, also for the next time the project is opened."""
        if activation != self.activation:
            self.activation = activation
            self._keep_timer.start()
            self.activation_changed.emit(activation)

    def heed(self, codebook: Codebook) -> None:
        """Choose the codes that are new for analysis too, unless those about them are left out."""
        before, newest = self._newest_code, max(codebook.codes, default=CodeId(0))
        self._newest_code = max(newest, before or newest)
        if before is not None and newest > before and self.activation.codes is not None:
            self._keep_timer.start()
            self.activate(activations.grown(self.activation, codebook, before))

    def heed_documents(self, every: Collection[DocumentId]) -> None:
        """Choose the documents that are new for analysis too, unless no document is chosen."""
        before, newest = self._newest_document, max(every, default=DocumentId(0))
        self._newest_document = max(newest, before or newest)
        if before is not None and newest > before and self.activation.documents is not None:
            self._keep_timer.start()
            self.activate(activations.joined(self.activation, every, before))

    def _keep_activation(self) -> None:
        newest = self._newest_code, self._newest_document
        activations.remember(self.project, self.activation, *newest)

    # -- news and the index

    def _hear(self, changes: Changes) -> None:
        """Take news, on the thread that committed."""
        self._newest = changes
        self._committed.emit(changes)

    def _publish(self, changes: Changes) -> None:
        self.changed.emit(changes)
        if changes.affects_documents or changes.affects_memos or changes.affects_codes:
            self._index_timer.start()

    def _get_ready(self) -> None:
        self._index()
        language = self.project.info.language  # of its reports; reading the words takes a while
        self.runner.read("catalogue", lambda _task: catalogue(language))

    def _index(self) -> None:
        self.index_started.emit()
        self.read("index", self._update_index, self.index_changed.emit)

    def _update_index(self, task: Task) -> int:
        return self._indexer.update(task)

    def rebuild_index(self) -> None:
        """Forget what is indexed, and index everything anew: searching goes on meanwhile."""

        def done(missing: int) -> None:
            self.index_changed.emit(missing)
            if not missing:
                self.told.emit(tr("The search index was made anew"))

        def failed(error: UserError) -> None:
            self.index_changed.emit(0)
            self.runner.user_error.emit(error)

        self.index_started.emit()
        self.read("index", self._indexer.rebuild, done, failed)

    # -- the end

    def close(self) -> None:
        """Stop asking, wait for what is being written, and close the project."""
        if self._keep_timer.isActive():
            self._keep_timer.stop()
            self._keep_activation()
        self._index_timer.stop()
        if self.following is not None:
            self.following.stop()
        self._unsubscribe()
        self._end_rest()
        self._indexer.stop()
        self.runner.shut_down()
        self.searcher.close()
        apart.let_go()
        self.project.close()
