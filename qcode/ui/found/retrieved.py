"""The passages of codes: excerpts with their sources, to read, check and recode."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QMenu, QStackedLayout, QWidget

from qcode.model.changes import Changes
from qcode.model.codebook import Codebook, CodeId
from qcode.model.memo import Memo, MemoLink
from qcode.model.segment import Excerpt, SegmentId
from qcode.services.coding import recode, remove_segments
from qcode.services.exporting import describe_selection, source_line
from qcode.services.language import catalogue, current_language, tr, trn
from qcode.services.memos import memos_on_segment
from qcode.services.retrieval import EVERYTHING, Selection, excerpts
from qcode.ui.codes.quick import QuickCodeBox
from qcode.ui.exporting.dialog import ExportDialog
from qcode.ui.runner import Task
from qcode.ui.session import Session

from .excerpts import Grouping, rows_of
from .listing import PassageList
from .parts import bar, column, flat, hairline, lesson, quiet
from .rows import Passage, Row, as_shown


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was retrieved, and the rows for it, made where it was read."""

    excerpts: Mapping[SegmentId, Excerpt]
    codebook: Codebook
    documents: int
    filter: str
    grouping: Grouping
    rows: Sequence[Row]


class RetrievedPane(QWidget):
    """Lists the segments of a selection; without one it says how to get there."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._selection: Selection | None = None
        self._answer: _Answer | None = None
        self._excerpts: Mapping[SegmentId, Excerpt] = {}
        self._box = QuickCodeBox(session, self)
        self._build()
        session.retrieval_wanted.connect(self.retrieve)
        session.changed.connect(self._follow)

    def _build(self) -> None:
        self._filter = quiet()
        self._filter.setAccessibleName(tr("What is listed"))
        self._clear = flat(tr("Clear"), self.clear, tip=tr("List nothing; no coding is removed"))
        self._count = quiet()
        self._grouping = QComboBox()
        self._grouping.setAccessibleName(tr("Group"))
        self._grouping.addItem(tr("By code"), Grouping.CODE)
        self._grouping.addItem(tr("By document"), Grouping.DOCUMENT)
        self._grouping.currentIndexChanged.connect(self._regroup)
        self._list = PassageList(
            lines=14, fixed=False, many=True, elide=Qt.TextElideMode.ElideMiddle
        )
        self._list.setAccessibleName(tr("Passages"))
        self._list.chosen.connect(self._go)
        self._list.deleted.connect(lambda _passage: self.remove_chosen())
        self._list.menu_wanted.connect(self._offer)
        self._list.left.connect(self._session.text_wanted)
        body = QWidget()
        self._body = QStackedLayout(body)
        self._body.addWidget(
            lesson(
                tr(
                    "Choose codes in the code tree and retrieve them: their passages are listed"
                    " here, with their sources, ready to read, check and export."
                )
            )
        )
        self._body.addWidget(lesson(tr("No passage is coded so yet.")))
        self._body.addWidget(self._list)
        self._head = QWidget()
        head = column(self._head)
        head.addLayout(bar(self._filter, self._clear, stretch=self._filter, below=0))
        head.addLayout(bar(self._count, self._grouping, stretch=self._count, above=4))
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
            self.setFocusProxy(shown)

    # -- what is listed

    def retrieve(self, selection: Selection) -> None:
        """List the segments of a selection."""
        self._selection = selection
        self._list.forget_place()
        self._load()

    def selection(self) -> Selection:
        """Return what is listed, everything while nothing is: what an export would take."""
        return EVERYTHING if self._selection is None else self._selection

    def clear(self) -> None:
        """List nothing."""
        self._selection = self._answer = None
        self._excerpts = {}
        self._list.show_rows(())
        self._head.hide()
        self._turn_to(0)

    def filter_text(self) -> str:
        """Return the words that say what is listed."""
        return self._filter.text()

    def _follow(self, changes: Changes) -> None:
        if self._selection is not None and (
            changes.affects_segments
            or changes.affects_codes
            or changes.affects_memos
            or changes.affects_documents
        ):
            self._load()

    def _grouped(self) -> Grouping:
        return Grouping(self._grouping.currentData())

    def _load(self) -> None:
        project, selection = self._session.project, self.selection()
        grouping, shown = self._grouped(), tuple(self._list.rows.rows)

        def work(task: Task) -> _Answer:
            found: list[Excerpt] = []
            for excerpt in excerpts(project, selection):
                task.check()
                found.append(excerpt)
            codebook = project.codebook()
            return _Answer(
                {excerpt.segment.id: excerpt for excerpt in found},
                codebook,
                len({excerpt.segment.document for excerpt in found}),
                describe_selection(project, selection, catalogue(current_language())),
                grouping,
                as_shown(rows_of(found, codebook, grouping), shown),
            )

        self._session.read("passages", work, self._show)

    def _show(self, answer: _Answer) -> None:
        if self._selection is None:  # cleared in the meantime
            return
        self._answer, self._excerpts = answer, answer.excerpts
        self._filter.setText(answer.filter)
        count = len(answer.excerpts)
        self._count.setText(
            tr(
                "{excerpts} in {documents}",
                excerpts=trn("{n} excerpt", "{n} excerpts", count),
                documents=trn("{n} document", "{n} documents", answer.documents),
            )
        )
        self._head.show()
        self._turn_to(2 if count else 1)
        self._list.show_rows(answer.rows)
        if answer.grouping is not self._grouped():  # changed while it was read
            self._regroup()

    def _regroup(self) -> None:
        answer, grouping = self._answer, self._grouped()
        if answer is None:
            return

        def work(_task: Task) -> _Answer:
            found = list(answer.excerpts.values())
            return replace(
                answer, grouping=grouping, rows=rows_of(found, answer.codebook, grouping)
            )

        def show(grouped: _Answer) -> None:
            if self._answer is answer:
                self._show(grouped)

        self._session.read("passages by group", work, show)

    # -- doing something with passages

    def _chosen(self) -> list[Excerpt]:
        found = (self._excerpts.get(_segment(passage)) for passage in self._list.selected())
        return [excerpt for excerpt in found if excerpt is not None]

    def _go(self, passage: Passage) -> None:
        excerpt = self._excerpts.get(_segment(passage))
        if excerpt is not None:
            self._session.show_document(excerpt.segment.document, excerpt.segment.span)

    def _offer(self, passage: Passage, at: QPoint) -> None:
        chosen = self._chosen()
        excerpt = self._excerpts.get(_segment(passage))
        if excerpt is None:
            return
        one, can_write = len(chosen) == 1, not self._session.project.read_only
        menu = QMenu(self)
        for text, slot, enabled in (
            (tr("Show in the text"), partial(self._go, passage), True),
            (tr("Copy with source"), self.copy_chosen, True),
            ("", None, True),
            (tr("Change the code…"), partial(self._ask_code, at), can_write),
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

    def copy_chosen(self) -> None:
        """Copy the chosen excerpts, each with its source."""
        QGuiApplication.clipboard().setText(
            "\n\n".join(self._quoted(excerpt) for excerpt in self._chosen())
        )

    def _quoted(self, excerpt: Excerpt) -> str:
        source = source_line(excerpt, (), catalogue(current_language()))
        return f"{excerpt.text}\n({excerpt.code_path}: {source})"

    def remove_chosen(self) -> None:
        """Remove the coding of the chosen passages."""
        project = self._session.project
        segments = [excerpt.segment.id for excerpt in self._chosen()]
        if segments and not project.read_only:
            self._session.do(lambda: remove_segments(project, segments))

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
        ExportDialog(self._session, self.selection(), self).open()


def _segment(passage: Passage) -> SegmentId:
    return SegmentId(passage.key) if isinstance(passage.key, int) else SegmentId(-1)
