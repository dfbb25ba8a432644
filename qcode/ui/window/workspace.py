"""The four quiet parts of a project: documents, codes, the text, and what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QByteArray, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QVBoxLayout, QWidget

from qcode.model.acted import ActedOn
from qcode.model.document import DocumentId
from qcode.model.memo import MemoId, MemoLink
from qcode.model.segment import Segment, SegmentId
from qcode.model.text import Span
from qcode.services import coding
from qcode.services.language import mark, tr
from qcode.services.retrieval import Selection
from qcode.ui.accessible import announce
from qcode.ui.checking.pane import CheckPane
from qcode.ui.codes.pane import CodesPane
from qcode.ui.coming import Coming
from qcode.ui.documents.pane import DocumentsPane
from qcode.ui.found.history import HistoryPane
from qcode.ui.found.memo_goals import writing_text
from qcode.ui.found.memos import MemosPane
from qcode.ui.found.retrieved import RetrievedPane
from qcode.ui.growing import in_parts
from qcode.ui.icons import Icon
from qcode.ui.in_turns import InTurns
from qcode.ui.inspector.pane import Inspector
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.resized import paint_after
from qcode.ui.rest import Rest
from qcode.ui.search.pane import SearchPane
from qcode.ui.session import Session
from qcode.ui.sized import by_letters
from qcode.ui.splitter import Splitter
from qcode.ui.subject import Sort, Subject
from qcode.ui.words.pane import WordsPane

from .readers import Readers
from .sharing import shares
from .tabs import PaneTabs


class Layout(StrEnum):
    """How the window is divided."""

    READ = "read"
    CODE = "code"
    COMPARE = "compare"


LAYOUTS: Mapping[Layout, str] = {
    Layout.READ: mark("The text alone"),
    Layout.CODE: mark("All panes"),
    Layout.COMPARE: mark("Two texts side by side"),
}
_SIDE, _TEXT, _FOUND = 300, 656, 404  # pixels, until the user drags
_WHOLE, _INSPECTOR = 800, 280
LEAST = (220, 280)  # pixels, beside the text; no column shrinks further by itself
_READABLE = 460  # pixels of text with its margin; with less, what is beside it gives way
_LOW = 420  # pixels of height, below which the inspector and the panes over it take turns
# All of these are for ordinary letters; larger ones take more.
_BEYOND = 16_000  # pixels: more than any screen has


class Workspace(QWidget):
    """Lays out the panes of one session and brings the one that is asked for to the front."""

    import_wanted = Signal()
    rearranged = Signal()  # some time ago, by whatever: to be kept in case the program is ended

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, at_once: bool = True
    ) -> None:
        """With `at_once` all panes are there; else there are none before `grow` has made them."""
        super().__init__(parent)
        self.session = session
        self._coming: set[QWidget] = set()  # columns and parts that are not shown yet
        self._rest = self._build()
        while at_once and self.grow():
            pass

    def grow(self) -> bool:
        """Make one more pane; return whether there is more to be made."""
        return next(self._rest, False)

    def _build(self) -> Iterator[bool]:
        """Make the panes, which all together take too long for one go, and put them in place."""
        session = self.session
        self.documents = DocumentsPane(session)
        yield True
        for self.codes in in_parts(lambda: CodesPane(session)):
            yield True
        for self.readers in in_parts(lambda: Readers(session)):
            yield True
        for self.search in in_parts(lambda: SearchPane(session)):
            yield True
        self.passages = RetrievedPane(session)
        yield True
        for self.memos in in_parts(lambda: MemosPane(session)):
            yield True
        self.words = WordsPane(session)
        self.check = CheckPane(session)
        self.history = HistoryPane(session)
        yield True
        for self.inspector in in_parts(lambda: Inspector(session)):
            yield True
        yield from self._put_together()

    def _put_together(self) -> Iterator[bool]:
        session = self.session
        self.found = PaneTabs()
        self.found.setAccessibleName(tr("Panes"))
        for pane, title, sign in (
            (self.search, tr("Search"), Icon.FIND),
            (self.passages, tr("Passages"), Icon.PASSAGES),
            (self.memos, tr("Memos"), Icon.MEMO),
            (self.words, tr("Words"), Icon.WORDS),
            (self.check, tr("Quotations"), Icon.IN_VIVO),
            (self.history, tr("History"), Icon.HISTORY),
        ):
            self.found.add(pane, title, sign)
            yield True
        self._right = Splitter(Qt.Orientation.Vertical)
        self._right.add(self.found, tr("Search, passages, memos"))
        self._right.add(self.inspector, tr("Inspector"))
        self._inspects = True  # whether the inspector is wanted
        self._in_turn: QWidget = self.found  # of two, where only one is high enough
        self.inspector.closed.connect(self._end_inspecting)
        self._right.setStretchFactor(0, 1)
        self._right.setSizes([_WHOLE - _INSPECTOR, _INSPECTOR])
        yield True
        self._side = Splitter(Qt.Orientation.Vertical)
        self._side.add(self.documents, tr("Documents"))
        self._side.add(self.codes, tr("Codes"))
        yield True
        self._main = Splitter(Qt.Orientation.Horizontal)
        self._main.add(self._side, tr("Left side"))
        self._main.add(self.readers, tr("Text"))
        self._main.add(self._right, tr("Right side"))
        self._main.setStretchFactor(1, 1)
        self._main.setSizes([_SIDE, _TEXT, _FOUND])
        self._main.splitterMoved.connect(lambda _place, _handle: self._note_sizes())
        self._wanted: set[QWidget] = {self._side, self._right}  # beside the text
        self._asked: QWidget = self._side  # of these the one that stays where there is little room
        self._narrow = False
        self._shrunk = False  # whether columns are narrower than they are wanted
        self._side.setSizes([260, 440])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._main)
        self.layout_now = Layout.CODE  # the one that was asked for last
        self._laid_out = Layout.CODE  # the one that is shown, until that is ready
        self._before_reading = Layout.CODE
        self._sizes_of: dict[Layout, list[int]] = {}
        self._in_turns = InTurns(self)
        self._main.share_out = self._share_out
        self._settled = Rest(self, place=True)
        self._settled.timeout.connect(self.rearranged)
        for parts in (self._main, self._side, self._right):
            parts.shared.connect(self._settled.touch)
        self.readers.import_wanted.connect(self.import_wanted)
        session.reading_mode_wanted.connect(self.set_reading_mode)
        session.search_wanted.connect(self._show_search)
        session.lines_wanted.connect(self._show_search)
        session.like_wanted.connect(self._show_like)
        session.retrieval_wanted.connect(self._show_passages)
        session.memo_wanted.connect(self._show_memos)
        yield True

    def appear(self) -> Iterator[None]:
        """Show one column after another, and paint them in the same way once all are there.

        To lay out and paint all of them takes too long for one go, too. Begin before it is shown.
        """
        self._coming = {self._side, self._right, self.inspector}
        self._fit()
        cover = QWidget(self)  # which moves away to the right
        cover.setAutoFillBackground(True)
        cover.setGeometry(0, 0, _BEYOND, _BEYOND)
        cover.show()
        yield
        for part in (self._side, self._right, self.inspector):
            self._coming.discard(part)
            self._fit()
            yield
        for column in (self.readers, self._right):
            cover.move(column.mapTo(self, QPoint()).x(), 0)
            yield
        cover.hide()
        cover.deleteLater()
        yield

    @property
    def reading(self) -> ReadingPane:
        """The text that is read: of two the one that had the keyboard last."""
        return self.readers.active

    def divide(self, layout: Layout) -> None:
        """Show the panes of a layout, as wide as they were in it the last time."""
        self._keep_sizes()
        self.layout_now = layout
        self._divide(layout)

    def _divide(self, layout: Layout) -> None:
        if layout is not self.layout_now:
            return  # another one was asked for meanwhile
        if layout is Layout.COMPARE and self.readers.make_second():
            QTimer.singleShot(0, self, partial(self._divide, layout))
            return
        focused = QApplication.focusWidget()  # Qt passes on the keyboard of what is hidden
        self._in_turns.hold_lists_and_texts()  # all come to have another size
        paint_after(self)
        coming = Coming(self, (self._side, self._right))
        self._apply(layout)
        coming.appear(self._in_turns)
        if focused is None or not focused.isVisible():
            self.reading.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, tr(LAYOUTS[layout]))

    def toggle_reading_mode(self) -> None:
        """Show the text that is read alone, or all there was before; without a text nothing."""
        if self.layout_now is Layout.READ or self.readers.reads:
            self.set_reading_mode(self.layout_now is not Layout.READ)

    def set_reading_mode(self, on: bool) -> None:
        """Show the text alone, or go back to the layout there was before."""
        if on != (self.layout_now is Layout.READ):
            before, self._before_reading = self._before_reading, self.layout_now
            self.divide(Layout.READ if on else before)

    def _apply(self, layout: Layout) -> None:
        self.layout_now = self._laid_out = layout
        self._settled.touch()
        beside: Mapping[Layout, tuple[QWidget, ...]] = {
            Layout.READ: (),
            Layout.CODE: (self._side, self._right),
            Layout.COMPARE: (self._side,),
        }
        self._wanted = set(beside[layout])
        with self.readers.laid_out_once():
            self._fit()
            if layout is Layout.READ:
                self.readers.leave_alone()
            else:
                self.readers.compare(layout is Layout.COMPARE)
        for pane in self.readers.panes:
            pane.page.show_reading_mode(layout is Layout.READ)

    def _wished(self) -> list[int]:
        """Return how wide side, text and what was found are wanted in this layout."""
        usual = [by_letters(self, each) for each in (_SIDE, _TEXT, _FOUND)]
        kept = self._sizes_of.get(self._laid_out, usual)
        return [size or other for size, other in zip(kept, usual, strict=True)]

    def _keep_sizes(self) -> None:
        if not self._narrow and not self._shrunk and not self._coming:
            self._sizes_of[self._laid_out] = self._main.sizes()

    def _note_sizes(self) -> None:
        """Take over what was dragged."""
        self._shrunk = False
        now = zip(self._main.sizes(), self._wished(), strict=True)
        self._sizes_of[self._laid_out] = [size or other for size, other in now]

    # -- where there is little room, as in a small window or with large letters

    def _fit(self) -> None:
        """Show what is wanted beside the text; without room for both, what was asked for last."""
        columns = (self._side, self._right)
        least = [
            max(part.minimumSizeHint().width(), by_letters(self, low))
            for part, low in zip(columns, LEAST, strict=True)
        ]
        readable = by_letters(self, _READABLE) * (1 + (self._laid_out is Layout.COMPARE))
        self._narrow = self._wanted >= set(columns) and self.width() < sum(least) + readable
        shown = ({self._asked} if self._narrow else self._wanted) - self._coming
        side, text, found = self._wished()
        there = [part in shown for part in columns]
        wanted = [size if on else 0 for size, on in zip((side, found), there, strict=True)]
        widths = shares(self.width(), wanted, least, text=min(readable, text))
        self._shrunk = widths != tuple(wanted)
        for part, width in zip(columns, widths, strict=True):
            if part in shown and part.isHidden():  # or it is laid out first as it was hidden
                part.resize(width, self.height())
            part.setVisible(part in shown)
        self._main.show_dividers()
        room = self.width() - sum(there) * self._main.handleWidth()
        self._main.setSizes([widths[0], max(1, room - sum(widths)), widths[1]])
        self._fit_right()

    def _fit_right(self) -> None:
        """Show the inspector below the panes, or one of the two where there is no height."""
        low = self.height() < max(by_letters(self, _LOW), sum(self._right_heights()))
        inspector = self._inspects and (not low or self._in_turn is self.inspector)
        self.inspector.setVisible(inspector and self.inspector not in self._coming)
        self.found.setVisible(not low or not inspector)

    def _inspect(self) -> None:
        self._inspects, self._in_turn = True, self.inspector
        self._fit_right()

    def _end_inspecting(self) -> None:
        self._inspects, self._in_turn = False, self.found
        self._settled.touch()
        self._fit_right()

    def _ask_for(self, part: QWidget) -> None:
        self._wanted.add(part)
        self._asked = part
        self._fit()

    def uncover(self, pane: QWidget) -> QWidget:
        """Show the column that a pane stands in, and return the pane."""
        for part in (self._side, self._right):
            if part.isAncestorOf(pane):
                self._ask_for(part)
                self._main.refresh()  # whoever asks wants to know where it is
        return pane

    def _share_out(self) -> None:
        """Leave out what there is no room for, and show it again when there is."""
        paint_after(self, self.findChildren(QAbstractItemView))
        focused = QApplication.focusWidget()
        if focused is not None and not self._narrow:
            for part in (self._side, self._right):
                if part.isAncestorOf(focused):
                    self._asked = part
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Ask for room for the text and for one column beside it, on the right for one part."""
        hint = super().minimumSizeHint()
        if self.layout() is None:  # the panes are still being made
            return hint
        beside = max(part.minimumSizeHint().width() for part in (self._side, self._right))
        width = min(hint.width(), beside + self.readers.minimumSizeHint().width())
        high = [part.minimumSizeHint().height() for part in (self._side, self.readers)]
        return QSize(width, max(*high, *self._right_heights()))

    def _right_heights(self) -> tuple[int, int]:
        """Return the least heights of the panes on the right and of the inspector below them."""
        found, inspector = self.found.minimumSizeHint(), self.inspector.minimumSizeHint()
        return found.height(), inspector.height()

    # -- bringing something to the front

    def _show_search(self, _query: str) -> None:
        self.show_found(self.search)

    def _show_like(self, _document: DocumentId, _span: Span) -> None:
        self.show_found(self.search)

    def _show_passages(self, _selection: Selection) -> None:
        self.show_found(self.passages)

    def _show_memos(self, _memo: MemoId | None, _links: tuple[MemoLink, ...]) -> None:
        self.show_found(self.memos)

    def show_found(self, pane: QWidget) -> None:
        """Bring one of the panes on the right to the front."""
        self._in_turn = self.found
        self._show_right()
        self.found.setCurrentWidget(pane)

    def _show_right(self) -> None:
        if self._right.isHidden() or self._main.sizes()[2] == 0:
            self._ask_for(self._right)
        else:
            self._fit_right()

    def focus(self, pane: QWidget) -> None:
        """Bring a pane to the front and the keyboard to it."""
        if self.found.indexOf(pane) >= 0:
            self.show_found(pane)
        elif pane is self.inspector:
            self._show_right()
        elif pane in (self.documents, self.codes):
            self._ask_for(self._side)
        pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def strips(self) -> list[QWidget]:
        """Return what stands below the texts: the codes on number keys."""
        return [pane.strip for pane in self.readers.panes]

    def mark(self, thing: ActedOn) -> bool:
        """Mark a memo, code or document in the pane that lists it, if that is in sight."""
        panes: Mapping[str, MemosPane | CodesPane | DocumentsPane]
        panes = {Sort.MEMO: self.memos, Sort.CODE: self.codes, Sort.DOCUMENT: self.documents}
        pane = panes[thing.sort]
        marked = pane.isVisible() and pane.mark(thing.id)
        if marked:
            self.session.look_at(Subject(Sort(thing.sort), thing.id))
        return marked

    def go_to(self, thing: ActedOn) -> None:
        """Open a memo, or go to a code or a document in its list."""
        if thing.sort == Sort.MEMO:
            self.session.open_memo(MemoId(thing.id))
            return
        pane = self.codes if thing.sort == Sort.CODE else self.documents
        pane.list_all()
        self.focus(pane)
        self.mark(thing)

    def retrieve(self) -> None:
        """List the passages of the coding one looks at, which the inspector shows, else of codes.

        Those are the ones that are chosen in the tree.
        """
        subject, project = self.session.subject, self.session.project
        found: Sequence[Segment] = ()
        if subject is not None and self.session.at_coding:
            found = coding.find_segments_by_id(project, [SegmentId(subject.id)])
        if found:
            self.session.retrieve(Selection(codes=frozenset({found[0].code}), subcodes=True))
        else:
            self.codes.retrieve()

    def build_query(self) -> None:
        """Unfold the builder of queries."""
        self.show_found(self.search)
        self.search.build_query()

    def saved_queries(self) -> None:
        """Show the saved searches."""
        self.show_found(self.search)
        self.search.show_saved()

    def word_forms(self) -> None:
        """Open what the word of the query at the cursor stands for."""
        self.show_found(self.search)
        self.search.word_forms()

    def to_inspector(self) -> None:
        """Bring the keyboard to the inspector; from there, hide it and go back to the text."""
        inside = QApplication.focusWidget()
        if inside is not None and self.inspector.isAncestorOf(inside):
            self.inspector.close_pane()
            self.reading.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self._inspect()
        self.focus(self.inspector)

    def more_like_this(self) -> None:
        """Search for passages that are like the one that is selected."""
        self.show_found(self.search)
        self.search.like.go_from_selection()

    def link_passage(self) -> None:
        """Put a link to the passage into the memo that is written, or begin one with it."""
        if writing_text() is None:
            self.show_found(self.memos)
        self.memos.link_passage()

    def state(self) -> dict[str, str]:
        """Return sizes, and how documents are listed, as texts, to be remembered."""
        self._keep_sizes()
        sizes = {
            f"sizes_{layout}": " ".join(map(str, found)) for layout, found in self._sizes_of.items()
        }
        sizes |= {"layout": self.layout_now.value, "side": _packed(self._side.saveState())}
        sizes["right"] = _packed(self._right.saveState())
        sizes["inspector"] = "shown" if self._inspects else "hidden"
        return sizes | self.documents.state() | self.search.state()

    def restore(self, state: dict[str, str]) -> None:
        """Take over what is remembered."""
        self.documents.restore(state)
        self.search.restore(state)
        for name, splitter in (("side", self._side), ("right", self._right)):
            if name in state:
                splitter.restoreState(QByteArray.fromBase64(state[name].encode()))
        for layout in Layout:
            sizes = state.get(f"sizes_{layout}", "").split()
            if len(sizes) == self._main.count() and all(map(str.isdecimal, sizes)):
                self._sizes_of[layout] = [int(size) for size in sizes]
        self._inspects = state.get("inspector") != "hidden"
        kept = state.get("layout", "")
        self._apply(Layout(kept) if kept in tuple(Layout) else Layout.CODE)
        self.readers.begin()


def _packed(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode()
