"""The passages of codes: excerpts with their sources, to read, check and recode."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from qcode.model.changes import Changes
from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.memo import Memo, MemoLink
from qcode.model.segment import Excerpt, SegmentId
from qcode.model.text import Span
from qcode.services.activation import Activation
from qcode.services.coding import apply_to_many, recode, remove_segments
from qcode.services.contexts import Context, contexts_of
from qcode.services.language import mark, tr
from qcode.services.memos import memos_on_segment
from qcode.services.quoting import Quotation, quotations
from qcode.services.retrieval import EVERYTHING, Selection
from qcode.ui.codes.quick import QuickCodeBox
from qcode.ui.exporting.dialog import ExportDialog
from qcode.ui.growing import open_in_parts
from qcode.ui.icons import Icon
from qcode.ui.leading import lead_focus
from qcode.ui.lesson import Lesson
from qcode.ui.mime import copy_quotations
from qcode.ui.pane_filter import PaneFilter
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.subject import Sort, Subject, Watch
from qcode.ui.ticks import Tick

from .excerpts import Arrangement, Grouping, Order, passage_of
from .listing import PassageList, Place
from .parts import bar, column, flat, hairline, quiet, words_beside
from .picker import Group, Picker
from .retrieving import Answer, Question
from .rows import Passage

_GROUPINGS: Mapping[Grouping, str] = {
    Grouping.CODE: mark("By code"),
    Grouping.DOCUMENT: mark("By document"),
}
_ORDERS: Mapping[Order, str] = {
    Order.TEXT: mark("As in the text"),
    Order.NEWEST: mark("Newest first"),
    Order.LONGEST: mark("Longest first"),
    Order.WEIGHT: mark("Heaviest first"),
}


class Kept(NamedTuple):
    """What is listed, how, and where in it one is."""

    asked: Selection | None
    follows: bool
    arranged: Arrangement
    opened: frozenset[SegmentId]
    place: Place


class RetrievedPane(QWidget):
    """Lists the segments of a selection; without one it says how to get there.

    A selection that names no documents is of those that are active now, and one that is what is
    active follows that.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: Selection | None = None
        self._due = False  # whether something has changed since it was read
        self._touched: frozenset[DocumentId] | None = frozenset()  # where; None: anywhere
        self._asking: frozenset[DocumentId] | None = (
            frozenset()
        )  # the same of what is being read again
        self._follows = False  # whether what is active was asked for, whatever that is
        self._arranged = Arrangement()
        self._answer: Answer | None = None
        self._excerpts: Mapping[SegmentId, Excerpt] = {}
        self._open: set[SegmentId] = set()  # passages with what stands around them
        self._box = QuickCodeBox(session, self)
        self._build()
        session.retrieval_wanted.connect(self.retrieve)
        session.activation_changed.connect(self._follow_activation)
        session.changed.connect(self._follow)

    def _build(self) -> None:
        self._filter = quiet()
        self._filter.setAccessibleName(tr("What is listed"))
        self._clear = flat(tr("Clear"), self.clear, tip=tr("List nothing; no coding is removed"))
        self._subcodes = Tick(tr("With subcodes"))
        self._subcodes.clicked.connect(self._take_subcodes)
        self._coders = Picker(tr("Coder"), self._coder_groups)
        self._sort = Picker(tr("Sort"), self._sort_groups)
        self._list = PassageList(
            lines=14, fixed=False, many=True, elide=Qt.TextElideMode.ElideMiddle
        )
        self._list.setAccessibleName(tr("Passages"))
        PaneFilter(self._list, "Lists of passages", self._session.keys)
        self._list.chosen.connect(self._go)
        self._list.deleted.connect(lambda _passage: self.remove_chosen())
        self._list.copied.connect(self.copy_chosen)
        self._list.recoded.connect(lambda _passage: self._ask_by_key(self._ask_code))
        self._list.added.connect(lambda _passage: self._ask_by_key(self._ask_another))
        self._list.unfolded.connect(lambda passage: self.unfold([_segment(passage)]))
        self._list.menu_wanted.connect(self._offer)
        self._list.left.connect(self._session.text_wanted)
        Watch(self._list, self._looked_at, self._session.look_at)
        body = QWidget()
        self._body = QStackedLayout(body)
        self._body.addWidget(
            Lesson(
                Icon.PASSAGES,
                tr(
                    "Choose codes in the code tree and retrieve them: their passages are listed"
                    " here, with their sources, ready to read, check and export."
                ),
                leave=self._session.text_wanted.emit,
            )
        )
        self._body.addWidget(
            Lesson(
                Icon.PASSAGES,
                tr("No passage is coded so yet."),
                leave=self._session.text_wanted.emit,
            )
        )
        self._body.addWidget(self._list)
        self._head = QWidget()
        head = column(self._head)
        head.addLayout(words_beside(self._filter, self._clear))
        head.addLayout(
            bar(self._subcodes, self._coders, self._sort, stretch=self._subcodes, above=2, below=4)
        )
        head.addWidget(hairline())
        layout = column(self)
        layout.addWidget(self._head)
        layout.addWidget(body, 1)
        self._head.hide()
        self._turn_to(0)

    def _turn_to(self, page: int) -> None:
        """Show a page and let it have the keyboard: a hint is read out when one comes to it."""
        self._body.setCurrentIndex(page)
        shown = self._body.currentWidget()
        if shown is not None:
            lead_focus(self, shown)

    def _looked_at(self) -> Subject | None:
        passage = self._list.current()
        return None if passage is None else Subject(Sort.SEGMENT, _segment(passage))

    # -- what is listed

    def retrieve(self, selection: Selection) -> None:
        """List the segments of a selection."""
        active = self._session.activation
        self._follows = selection == active.selection and not active.is_all
        self._ask(selection)

    def _ask(self, selection: Selection) -> None:
        self._asked = selection
        self._open.clear()
        self._list.forget_place()
        self._load()

    def selection(self) -> Selection:
        """Return what is listed, everything while nothing is: what an export would take."""
        asked = EVERYTHING if self._asked is None else self._asked
        if self._asked is not None and asked.documents is None:
            return replace(asked, documents=self._session.activation.documents)
        return asked

    def clear(self) -> None:
        """List nothing."""
        self._asked = self._answer = None
        self._follows = False
        self._excerpts = {}
        self._open.clear()
        self._list.show_rows(())
        self._head.hide()
        self._turn_to(0)

    def kept(self) -> Kept:
        """Return what is listed, to be gone on with in a window made anew."""
        return Kept(
            self._asked, self._follows, self._arranged, frozenset(self._open), self._list.place()
        )

    def resume(self, kept: Kept) -> None:
        """List the same in the same way, and be in the same place of it."""
        self._asked, self._follows, self._arranged = kept.asked, kept.follows, kept.arranged
        self._open = set(kept.opened)
        if self._asked is not None:
            self._list.come_back(kept.place)
            self._load()

    def filter_text(self) -> str:
        """Return the words that say what is listed."""
        return self._filter.text()

    def _follow_activation(self, activation: Activation) -> None:
        if self._asked is None:
            return
        if self._follows:
            self._ask(replace(activation.selection, coders=self._asked.coders))
        elif self._asked.documents is None:
            self._load()

    def _take_subcodes(self, on: bool) -> None:
        if self._asked is not None:
            self._follows = False
            self._ask(replace(self._asked, subcodes=on))

    def _coder_groups(self) -> Sequence[Group]:
        coders = () if self._answer is None else self._answer.coders
        choices = [(tr("Everybody"), None), *((each.name, each.id) for each in coders)]
        asked = EVERYTHING if self._asked is None else self._asked
        now = next(iter(asked.coders)) if asked.coders is not None and asked.coders else None
        return (Group(tr("Coder"), choices, now, self._take_coder),)

    def _take_coder(self, coder: object) -> None:
        if self._asked is not None:
            coders = None if coder is None else frozenset({coder})
            self._ask(replace(self._asked, coders=coders))  # type: ignore[arg-type]

    def _sort_groups(self) -> Sequence[Group]:
        groupings = [(tr(text), each) for each, text in _GROUPINGS.items()]  # marked in _GROUPINGS
        orders = [(tr(text), each) for each, text in _ORDERS.items()]  # marked in _ORDERS
        return (
            Group(tr("Group"), groupings, self._arranged.grouping, self.arrange),
            Group(tr("Sort"), orders, self._arranged.order, self.arrange),
        )

    def arrange(self, by: object) -> None:
        """Group by a `Grouping`, or sort by an `Order`."""
        if isinstance(by, Grouping):
            self._arranged = replace(self._arranged, grouping=by)
        elif isinstance(by, Order):
            self._arranged = replace(self._arranged, order=by)
        self._regroup()

    def _follow(self, changes: Changes) -> None:
        if self._asked is not None and (
            changes.affects_segments
            or changes.affects_codes
            or changes.affects_memos
            or changes.affects_documents
            or changes.texts
        ):
            self._due = True
            self._note(changes)
            self._load_if_due()

    def _note(self, changes: Changes) -> None:
        """Note where passages are other now."""
        coded = not (
            changes.affects_codes
            or changes.affects_memos
            or changes.affects_documents
            or changes.texts
        )
        if not coded:
            self._touched = None
        elif self._touched is not None:
            self._touched |= {DocumentId(number) for number in changes.documents}

    def _load_if_due(self) -> None:
        if self._due and self.isVisible():
            self._load()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what has changed while nobody looked."""
        super().showEvent(event)
        self._load_if_due()

    def _load(self) -> None:
        self._due = False
        self._asking, self._touched = self._stale(), frozenset()
        project = self._session.project
        question = Question(
            selection=self.selection(),
            arranged=self._arranged,
            active=self._session.activation,
            opened=frozenset(self._open),
            shown=tuple(self._list.rows.rows),
            before=self._answer,
            touched=self._asking,
        )
        self._session.read("passages", lambda task: question.answered(project, task), self._take)

    def _stale(self) -> frozenset[DocumentId] | None:
        """Return the documents in which what is listed may be out of date; None: in any."""
        if self._asking is None or self._touched is None:
            return None
        return self._asking | self._touched

    def _take(self, answer: Answer) -> None:
        self._asking = frozenset()
        self._show(answer)

    def _show(self, answer: Answer) -> None:
        if self._asked is None:  # cleared in the meantime
            return
        self._answer, self._excerpts = answer, answer.excerpts
        self._filter.setText(answer.filter[:1].upper() + answer.filter[1:])
        self._subcodes.setChecked(self._asked.subcodes)
        self._subcodes.setEnabled(self._asked.codes is not None)
        self._head.show()
        self._turn_to(2 if answer.excerpts else 1)
        self._list.show_rows(answer.rows)
        if answer.arranged != self._arranged:  # changed while it was read
            self._regroup()

    def _regroup(self) -> None:
        answer, arranged = self._answer, self._arranged
        if answer is None:
            return

        def show(grouped: Answer) -> None:
            if self._answer is answer:
                self._show(grouped)

        self._session.read("passages by group", lambda _task: answer.regrouped(arranged), show)

    # -- what stands around passages

    def unfold(self, segments: Sequence[SegmentId]) -> None:
        """Show what stands around passages, or only the passages again if all of them are open."""
        wanted = [segment for segment in segments if segment in self._excerpts]
        if all(segment in self._open for segment in wanted):
            self._open.difference_update(wanted)
            self._show_contexts(wanted, {})
            return
        self._open.update(wanted)
        project = self._session.project
        self._session.read(
            "contexts",
            lambda _task: contexts_of(project, wanted),
            partial(self._show_contexts, wanted),
        )

    def _show_contexts(
        self, segments: Sequence[SegmentId], contexts: Mapping[SegmentId, Context]
    ) -> None:
        answer = self._answer
        if answer is None:
            return
        kept = {key: each for key, each in answer.contexts.items() if key not in segments}
        self._answer = replace(answer, contexts={**kept, **contexts})
        for segment in segments:
            excerpt = self._excerpts.get(segment)
            if excerpt is not None:
                grouping, context = answer.arranged.grouping, contexts.get(segment)
                row = passage_of(excerpt, answer.codebook, grouping, context)
                self._list.rows.replace(row)
        current = self._list.currentIndex()
        if current.isValid():
            self._list.scrollTo(current)

    # -- doing something with passages

    def _chosen(self) -> list[Excerpt]:
        found = (self._excerpts.get(_segment(passage)) for passage in self._list.selected())
        return [excerpt for excerpt in found if excerpt is not None]

    def _go(self, passage: Passage) -> None:
        excerpt = self._excerpts.get(_segment(passage))
        if excerpt is not None:
            found = excerpt.segment
            self._session.show_document(found.document, found.span, found.id)

    def _offer(self, passage: Passage, at: QPoint) -> None:
        chosen = self._chosen()
        excerpt = self._excerpts.get(_segment(passage))
        if excerpt is None:
            return
        one, can_write = len(chosen) == 1, not self._session.project.read_only
        menu = QMenu(self)
        for text, slot, enabled in (
            (tr("Show in the text"), partial(self._go, passage), True),
            (tr("Show what stands around"), self._unfold_chosen, True),
            (tr("Copy with source"), self.copy_chosen, True),
            ("", None, True),
            (tr("Change the code…"), partial(self._ask_code, at), can_write),
            (tr("Add another code…"), partial(self._ask_another, at), can_write),
            (tr("Memo"), partial(self._memo, excerpt), one and (can_write or bool(excerpt.memo))),
            (tr("Remove coding"), self.remove_chosen, can_write),
            ("", None, True),
            (tr("Export these…"), self.export, True),
        ):
            if slot is None:
                menu.addSeparator()
                continue
            action = menu.addAction(text)
            action.setEnabled(enabled)
            action.triggered.connect(lambda _checked=False, slot=slot: slot())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _unfold_chosen(self) -> None:
        self.unfold([excerpt.segment.id for excerpt in self._chosen()])

    def copy_chosen(self) -> None:
        """Copy the chosen passages as quotations, each with its source."""
        project, chosen = self._session.project, self._chosen()

        def work(task: Task) -> list[Quotation]:
            passages = [(each.segment.document, each.segment.span) for each in chosen]
            return quotations(project, passages, job=task)

        if chosen:
            self._session.read("copy", work, copy_quotations)

    def remove_chosen(self) -> None:
        """Remove the coding of the chosen passages."""
        project = self._session.project
        segments = [excerpt.segment.id for excerpt in self._chosen()]
        if segments and not project.read_only:
            self._session.do(lambda: remove_segments(project, segments))

    def _ask_by_key(self, ask: Callable[[QPoint], None]) -> None:
        if not self._session.project.read_only:
            row = self._list.visualRect(self._list.currentIndex())
            ask(self._list.viewport().mapToGlobal(row.bottomLeft()))

    def _ask_code(self, at: QPoint) -> None:
        chosen = self._chosen()
        without = {excerpt.segment.code for excerpt in chosen}
        segments = [excerpt.segment.id for excerpt in chosen]
        self._box.choose(
            at,
            tr("Change the code to"),
            partial(self._recode, segments),
            without=without if len(without) == 1 else (),
        )

    def _recode(self, segments: Sequence[SegmentId], code: CodeId) -> None:
        project = self._session.project
        self._session.do(lambda: recode(project, segments, code))

    def _ask_another(self, at: QPoint) -> None:
        passages: dict[DocumentId, list[Span]] = {}
        for excerpt in self._chosen():
            passages.setdefault(excerpt.segment.document, []).append(excerpt.segment.span)
        self._box.choose(at, tr("Code these passages also with"), partial(self._add, passages))

    def _add(self, passages: Mapping[DocumentId, Sequence[Span]], code: CodeId) -> None:
        session, project = self._session, self._session.project

        def told(done: tuple[int, Changes]) -> None:
            if not done[0]:
                session.told.emit(tr("All of them are coded so already."))

        session.do(lambda: apply_to_many(project, passages, project.codebook().path(code)), told)

    def _memo(self, excerpt: Excerpt) -> None:
        """Open the memo on a passage, or begin one."""
        project, session, segment = self._session.project, self._session, excerpt.segment.id

        def work(_task: Task) -> list[Memo]:
            return memos_on_segment(project, segment)

        def done(found: list[Memo]) -> None:
            if found:
                session.open_memo(found[-1].id)
            else:
                session.write_memo(MemoLink(segment=segment))

        session.read("memo of a passage", work, done)

    def export(self) -> None:
        """Export what is listed."""
        open_in_parts(self, lambda: ExportDialog(self._session, self.selection(), self))


def _segment(passage: Passage) -> SegmentId:
    return SegmentId(passage.key) if isinstance(passage.key, int) else SegmentId(-1)
