"""The history: what was done, by whom and when, newest first, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from qcode.model.changes import Changes, Op, Operation
from qcode.model.courtesy import giving_way
from qcode.services.history import HistoryLine, describe, history, steps_back, summary, undo_to
from qcode.services.language import catalogue, current_language, tr, trn
from qcode.services.words import date_words, local_time
from qcode.ui import messages
from qcode.ui.leading import lead_focus
from qcode.ui.session import Session

from .listing import PassageList
from .parts import bar, column, flat, hairline, one_line, quiet
from .rows import Heading, Passage, Row, as_shown

PAGE = 100  # lines at first; twice as many each time the end is reached


@dataclass(frozen=True, slots=True)
class _Answer:
    """The newest lines of the journal with their rows, and what undo and redo would do."""

    lines: list[HistoryLine]
    rows: Sequence[Row]
    undoable: Operation | None
    redoable: Operation | None


def _as_before(lines: Iterable[HistoryLine], before: Iterable[HistoryLine]) -> list[HistoryLine]:
    """Return lines with those there were in place of their equals.

    For the thread that makes them: the window's would need long to let go of all there were.
    """
    known = {line.operation.id: line for line in before}
    return [
        old if (old := known.get(line.operation.id)) == line else line for line in giving_way(lines)
    ]


class HistoryPane(QWidget):
    """The journal in words."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._limit = PAGE
        self._asked = 0
        self._due = True  # whether something was done while nobody looked
        self._lines: list[HistoryLine] = []
        self._undo = flat(tr("Undo"), session.undo)
        self._redo = flat(tr("Redo"), session.redo)
        self._next = quiet()
        self._list = PassageList(lines=3, fixed=False)
        self._list.setAccessibleName(tr("History"))
        self._list.more_wanted.connect(self._load_more)
        self._list.menu_wanted.connect(self._offer)
        self._list.left.connect(session.text_wanted)
        layout = column(self)
        layout.addLayout(bar(self._undo, self._redo, self._next, stretch=self._next))
        layout.addWidget(hairline())
        layout.addWidget(self._list, 1)
        lead_focus(self, self._list)
        session.changed.connect(self._follow)

    def lines(self) -> list[HistoryLine]:
        """Return what is listed, newest first."""
        return list(self._lines)

    # -- reading

    def _follow(self, _changes: Changes) -> None:
        self._due = True
        self._load_if_due()

    def _load_if_due(self) -> None:
        if self._due and self.isVisible():
            self._load()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was done meanwhile."""
        super().showEvent(event)
        self._load_if_due()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep no more than the newest lines while nobody looks, to begin with them again."""
        super().hideEvent(event)
        if not event.spontaneous() and self._limit > PAGE:
            self._limit, self._due = PAGE, True
            self._list.forget_place()  # from where it was, the end is near and more would come
            self._lines = self._lines[:PAGE]
            self._list.show_rows(rows_of(self._lines))

    def _load_more(self) -> None:
        if len(self._lines) == self._limit and self._asked == self._limit:
            self._limit *= 2
            self._load()

    def _load(self) -> None:
        project, limit = self._session.project, self._limit
        self._asked, self._due = limit, False
        shown, before = tuple(self._list.rows.rows), self._lines

        def work(_task: object) -> _Answer:
            lines = _as_before(history(project, limit=limit), before)
            rows = as_shown(rows_of(lines), shown)
            if project.read_only:
                return _Answer(lines, rows, None, None)
            return _Answer(lines, rows, project.undoable(), project.redoable())

        self._session.read("history", work, self._show)

    def _show(self, answer: _Answer) -> None:
        self._lines = answer.lines
        self._name_steps(answer.undoable, answer.redoable)
        self._list.show_rows(answer.rows)

    def _name_steps(self, before: Operation | None, after: Operation | None) -> None:
        self._undo.setEnabled(before is not None)
        self._redo.setEnabled(after is not None)
        undoes = describe(before) if before is not None else ""
        redoes = "" if after is None else summary(Op(str(after.params["of"])), after.params)
        for button, name, what in (
            (self._undo, tr("Undo"), undoes),
            (self._redo, tr("Redo"), redoes),
        ):
            button.setToolTip(what)
            button.setAccessibleName(f"{name}: {what}" if what else name)
        self._next.setText(
            tr("Next undo: {what}", what=undoes) if undoes else tr("Nothing to undo")
        )

    # -- going back

    def _offer(self, passage: Passage, at: QPoint) -> None:
        found = [line for line in self._lines if line.operation.id == passage.key]
        if not found:
            return
        menu = QMenu(self)
        action = menu.addAction(tr("Undo to here…"))
        kind = found[0].operation.kind
        action.setEnabled(
            not self._session.project.read_only
            and not found[0].operation.undone
            and kind not in (Op.UNDO, Op.REDO)
        )
        action.triggered.connect(partial(self.undo_to, found[0]))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def undo_to(self, line: HistoryLine, _checked: bool = False) -> None:
        """Ask whether to undo all that was done after a line, and do so."""
        project, number = self._session.project, line.operation.id
        self._session.read(
            "undo-to",
            lambda _task: steps_back(project, number),
            lambda steps: self._ask(line, steps),
        )

    def _ask(self, line: HistoryLine, steps: int) -> None:
        if not steps:
            self._session.said.emit(tr("Nothing was done after that which undo could take back."))
            return
        project, number = self._session.project, line.operation.id
        messages.ask(
            self,
            tr("Undo everything that was done after “{what}”?", what=line.summary),
            yes=trn("Undo {n} step", "Undo {n} steps", steps),
            details=tr("Each step can be done again with Redo."),
            then=lambda: self._session.do(lambda: undo_to(project, number)),
        )


def rows_of(lines: Iterable[HistoryLine]) -> list[Row]:
    """Return lines of the journal as rows, under the days on which they were done."""
    words = catalogue(current_language())
    rows: list[Row] = []
    day = ""
    for line in giving_way(lines):
        moment = local_time(line.operation.time)
        shown = date_words(moment, words)
        if shown != day:
            day = shown
            rows.append(Heading(day))
        rows.append(
            Passage(
                key=line.operation.id,
                text=one_line(line.summary),
                place=f"{moment:%H:%M} · {line.operation.coder}",
                dim=line.operation.undone,
                spoken=tr("Undone") if line.operation.undone else "",
            )
        )
    return rows
