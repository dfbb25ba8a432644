"""Asking as one types: the newest question only, a first screen at once, and then the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from qcode.model.errors import UserError
from qcode.services.hit_list import HitList, Wish
from qcode.services.hit_order import Spot
from qcode.services.hits import Hit
from qcode.services.kwic import KwicLine
from qcode.ui.found.rows import Row, as_shown
from qcode.ui.runner import Task
from qcode.ui.session import Session

from .rows import Item, positions_of, rows_of, spot_of

SLOW_MS = 400  # before one is told that the answer takes its time
SOON_MS = 20  # what is typed within so long of a question waits for the next one
PAGE = 100  # rows, first screen included; four times as many each time the end is near
_READ = 400  # rows that are read at most before they are shown


@dataclass(frozen=True, slots=True)
class Answer:
    """A list of hits, what is read of it, and the rows for that, made where it was read.

    `positions` say which of all rows of the list each row is, from 1.
    """

    found: HitList
    items: Mapping[Spot, Item]
    read: int  # rows of the list
    rows: Sequence[Row]
    positions: Mapping[Spot, int]

    @property
    def is_whole(self) -> bool:
        """Whether all there is to list is read."""
        return self.read >= self.found.rows

    def hit(self, spot: Spot) -> Hit | None:
        """Return the hit that a row shows, None if it is not read."""
        item = self.items.get(spot)
        return item.hit if isinstance(item, KwicLine) else item

    def hits(self) -> list[Hit]:
        """Return the hits that are read, each once, in the order of the rows."""
        read = (item.hit if isinstance(item, KwicLine) else item for item in self.items.values())
        return list({hit.unit: hit for hit in read}.values())


class Asking(QObject):
    """Puts wishes to the project on the reading lanes.

    `answered` brings an `Answer` (and again, when more of it is read), `refused` a `UserError`,
    `sorting` how many percent of the texts are looked at where all have to be. `slowed` says that
    an answer takes so long that one may want to stop it.
    """

    answered = Signal(object)
    refused = Signal(object)
    sorting = Signal(int)
    slowed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._wish = Wish("")
        self._answer: Answer | None = None
        self._task: Task | None = None
        self._more: Task | None = None
        self._first = 1
        self._is_slow = False  # and it was said
        self._stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._tell_slow)
        self._resting = QTimer(self)  # since the last question
        self._resting.setSingleShot(True)
        self._resting.setInterval(SOON_MS)

    @property
    def busy(self) -> bool:
        """Whether an answer is to come."""
        return self._timer.isActive() or self._task is not None

    def ask(self, wish: Wish, *, first: int, soon: bool = False) -> None:
        """Ask for a list, and first for so many rows.

        With `soon` keys that come close together are one question: the first is asked at once.
        """
        self._wish, self._first, self._stopped = wish, first, False
        if soon and self._answer is not None and self._answer.found.wish == wish:
            self._stay(self._answer)
            return
        self._cancel_more()
        if soon and self._resting.isActive():
            self._timer.start(self._resting.remainingTime())
        else:
            self._ask()

    def stop(self) -> bool:
        """Stop what takes its time, until it is asked anew; return whether anything did."""
        if not self._is_slow:
            return False
        self._timer.stop()
        self._cancel_task()
        self._stopped = True
        return True

    def _tell_slow(self) -> None:
        self._is_slow = True
        self.slowed.emit()

    def _forget_slow(self) -> None:
        self._slow.stop()
        self._is_slow = False

    def _cancel_task(self) -> None:
        self._forget_slow()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _stay(self, answer: Answer) -> None:
        """Answer what is answered already: a blank was typed, or what was typed is taken back."""
        self._timer.stop()
        self._cancel_task()
        self.answered.emit(answer)
        self._read_on()

    def again(self) -> None:
        """Ask the same once more, for all the rows that are read: something has changed."""
        if self._stopped:
            return
        if self._answer is not None:
            self._first = max(self._answer.read, self._first)
        self._timer.start(SOON_MS)

    def drop(self) -> None:
        """Ask nothing any more."""
        self._timer.stop()
        self._cancel_more()
        self._cancel_task()
        self._answer = None

    def more(self, to: int = 0) -> None:
        """Read on, at least so many rows in all, unless that is under way."""
        answer = self._answer
        if answer is None or answer.is_whole or self.busy or self._more is not None:
            return
        stop = max(PAGE, to, answer.read + min(3 * answer.read, _READ))
        self._more = self._session.read("more hits", partial(_page, answer, stop), self._take)

    def _cancel_more(self) -> None:
        if self._more is not None:
            self._more.cancel()
            self._more = None

    def _ask(self) -> None:
        self._timer.stop()
        self._resting.start()
        self._cancel_more()
        searcher, wish, first = self._session.searcher, self._wish, self._first
        shown = () if self._answer is None else self._answer.rows

        def work(task: Task) -> Answer:
            found = HitList(searcher, wish, job=task)
            return _page(Answer(found, {}, 0, shown, {}), first, task)

        self._task = self._session.read("search", work, self._take_first, self._refuse)
        self._task.progressed.connect(self._tell)
        if not self._is_slow:
            self._slow.start()

    def _tell(self, done: int, total: int, _detail: str) -> None:
        if self._task is self.sender():
            self._slow.stop()
            self._is_slow = True
            self.sorting.emit(100 * done // max(total, 1))

    def _take_first(self, answer: Answer) -> None:
        self._task = None
        self._forget_slow()
        self._take(answer)
        self._read_on()

    def _read_on(self) -> None:
        """Read the first page to its end."""
        if self._answer is not None and self._answer.read < PAGE:
            self.more()

    def _take(self, answer: Answer) -> None:
        self._more = None
        self._answer = answer
        self.answered.emit(answer)

    def _refuse(self, error: UserError) -> None:
        self._task = None
        self._forget_slow()
        self.refused.emit(error)
        self._read_on()


def _page(answer: Answer, stop: int, task: Task) -> Answer:
    """Return an answer with rows up to `stop` read; as shown before where they are the same."""
    found = answer.found
    read = found.lines if found.wish.lines else found.hits
    items: dict[Spot, Item] = dict(answer.items)
    items.update((spot_of(item), item) for item in read(answer.read, stop, job=task))
    every = list(items.values())
    return Answer(
        found,
        items,
        min(max(stop, answer.read), found.rows),
        as_shown(rows_of(found, every), answer.rows),
        positions_of(found, every),
    )
