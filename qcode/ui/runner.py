"""The only module that knows threads: services run on two lanes, answers come to the window.

One lane writes, one thing after another, in the order asked for; a few threads read. An answer
arrives on the main thread. A newer question of the same slot makes the older one's answer late,
and late answers are dropped and their work is told to stop. Nothing here calls `processEvents`.
"""

from __future__ import annotations

import itertools
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from qcode.model.courtesy import courteous, give_way
from qcode.model.errors import Cancelled, UserError

from .effort import Patience
from .garbage import Collector
from .turns import Turns

T = TypeVar("T")
READERS = 3
# Seconds that a lane may keep Python for itself while the main thread waits for its turn. Painting
# a pane takes hundreds of turns, and at Python's own 5 ms each it would be seen.
GIVE_WAY = 0.0001


class Task(QObject):
    """One piece of work under way: a `Job` for the service, and a handle for the window.

    `progressed(done, total, detail)` comes to the main thread, at most when a percent is gained,
    and no faster than that thread takes it: the newest stands for those it had no time for.
    """

    progressed = Signal(int, int, str)
    ended = Signal()  # and whoever asked has been told, if the answer was still wanted
    _told = Signal()

    def __init__(self, number: int, slot: str, parent: QObject) -> None:
        # With a parent it ends on the main thread, whichever thread lets go of it last: a Qt
        # object that ends on another one can wait for the main thread, and that for it.
        super().__init__(parent)
        self.number = number
        self.slot = slot
        self._stop = threading.Event()
        self._shown = -1
        self._news: list[tuple[int, int, str]] = []  # at most one, that is on its way
        self._lock = threading.Lock()
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def progress(self, done: int, total: int, detail: str = "") -> None:
        """Tell how far the work is. Called by the service, on its thread."""
        percent = 100 * done // total if total else 0
        if percent != self._shown:
            self._shown = percent
            with self._lock:
                waits, self._news = bool(self._news), [(done, total, detail)]
            if not waits:
                self._told.emit()

    @Slot()
    def _pass_on(self) -> None:
        with self._lock:
            news, self._news = self._news, []
        for each in news:
            self.progressed.emit(*each)

    def check(self) -> None:
        """Raise `Cancelled` if the work should stop. Called by the service, on its thread."""
        give_way()
        if self._stop.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to stop; its answer will not come."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self._stop.is_set()


@dataclass(frozen=True, slots=True)
class _Wish:
    """What was asked for, and whom to tell. Kept on the main thread until it is answered."""

    task: Task
    work: Callable[[Task], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[UserError], None] | None

    def carry_out(self) -> Any:
        """Do the work, on whichever thread it is called."""
        self.task.check()
        return self.work(self.task)


class Runner(QObject):
    """Runs services on the two lanes. Lives on the main thread.

    `user_error` tells of errors that the asker does not handle; `fault` of faults of ours, with
    the trace; `busy_changed` says whether the writing lane has work.
    """

    user_error = Signal(object)  # UserError
    fault = Signal(str)
    busy_changed = Signal(bool)
    _asked = Signal()
    _arrived = Signal(int, object, object, str)  # number of a wish, answer, error, trace

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        Collector.ensure()  # before there is another thread
        sys.setswitchinterval(GIVE_WAY)
        self._turns = Turns(self)
        self._writer = ThreadPoolExecutor(1, "writer")
        self._readers = ThreadPoolExecutor(READERS, "reader")
        self._numbers = itertools.count(1)
        self._latest: dict[str, Task] = {}
        self._wishes: dict[int, _Wish] = {}
        self._waiting: list[int] = []  # numbers of wishes that were not given to the readers yet
        self._writing = 0
        self._held = False
        self._closed = False
        self._asked.connect(self._begin, Qt.ConnectionType.QueuedConnection)
        self._answers: deque[tuple[int, Any, BaseException | None, str]] = deque()
        self._patience = Patience(comes_soon=True)
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._deliver_next)
        self._arrived.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    def write(
        self,
        work: Callable[[Task], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> Task:
        """Run on the writing lane, after all that was asked for before."""
        self._writing += 1
        if self._writing == 1:
            self.busy_changed.emit(True)
        task = Task(next(self._numbers), "", self)
        if self._keep(task, work, done, failed):
            self._writer.submit(self._carry_out, task.number)
        return task

    def read(
        self,
        slot: str,
        work: Callable[[Task], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> Task:
        """Run on a reading thread. Only the newest question of a `slot` is answered.

        The work begins when the main thread has done what it is at: Python runs one thread at a
        time, and questions of a pane that is being built would slow the building down.
        """
        before = self._latest.get(slot)
        if before is not None:
            before.cancel()
        task = Task(next(self._numbers), slot, self)
        self._latest[slot] = task
        if self._keep(task, work, done, failed):
            self._waiting.append(task.number)
            if len(self._waiting) == 1:
                self._asked.emit()
        return task

    def hold(self) -> None:
        """Keep all questions to oneself for now."""
        self._held = True

    def let_go(self) -> None:
        """Give the readers what was asked for meanwhile."""
        self._held = False
        self._begin()

    def _keep(
        self,
        task: Task,
        work: Callable[[Task], T],
        done: Callable[[T], None] | None,
        failed: Callable[[UserError], None] | None,
    ) -> bool:
        """Keep a wish until it is answered; return whether it is still to be carried out."""
        if self._closed:  # a late wish of a pane that is about to go
            task.cancel()
            return False
        self._wishes[task.number] = _Wish(task, work, done, failed)
        return True

    @Slot()
    def _begin(self) -> None:
        """Give the readers what was asked for since the last time."""
        if self._held:
            return
        waiting, self._waiting = self._waiting, []
        if not self._closed:
            for number in waiting:
                self._readers.submit(self._carry_out, number)

    def _carry_out(self, number: int) -> None:
        """Do one piece of work, on its lane, and send word to the main thread.

        The lane keeps nothing of the wish: what it closes over may be a widget, and whoever lets
        go of a widget last ends it, which only the main thread may do.
        """
        answer: Any = None
        failure: BaseException | None = None
        trace = ""
        try:
            with courteous(self._turns.wait):
                answer = self._wishes[number].carry_out()
        except BaseException as error:  # noqa: BLE001 - told on the main thread, ours or theirs
            trace = "".join(traceback.format_exception(error))
            failure = _without_frames(error)
        self._arrived.emit(number, answer, failure, trace)

    @Slot(int, object, object, str)
    def _arrive(self, number: int, answer: Any, error: BaseException | None, trace: str) -> None:
        self._answers.append((number, answer, error, trace))
        if self._closed:  # there may be no other turn
            self._deliver_all()
        else:
            self._next.start()

    def _deliver_next(self) -> None:
        """Give one answer: what it changes is painted, and keys are taken, before the next."""
        if self._patience.waits():
            self._next.start()
            return
        number, answer, error, trace = self._answers.popleft()
        if self._answers:
            self._next.start()
        self._deliver(number, answer, error, trace)

    def _deliver_all(self) -> None:
        self._next.stop()
        while self._answers:
            self._deliver(*self._answers.popleft())

    def _deliver(self, number: int, answer: Any, error: BaseException | None, trace: str) -> None:
        wish = self._wishes.pop(number)
        task = wish.task
        try:
            self._answer(wish, answer, error, trace)
        finally:
            task.ended.emit()
            task.deleteLater()

    def _answer(self, wish: _Wish, answer: Any, error: BaseException | None, trace: str) -> None:
        task = wish.task
        late = bool(task.slot) and self._latest.get(task.slot) is not task
        if not late:
            self._latest.pop(task.slot, None)
        if not task.slot:
            self._writing -= 1
            if self._writing == 0:
                self.busy_changed.emit(False)
        if error is None and (self._closed or _is_gone(wish.done)):
            return  # it is done; nobody is left to be told
        if error is None:
            # What was written stays written, so the writing lane's answers are never late.
            if wish.done is not None and not late and not (task.slot and task.cancelled):
                wish.done(answer)
        elif not isinstance(error, Cancelled) and not late:
            self._tell(wish, error, trace)

    def _tell(self, wish: _Wish, error: BaseException, trace: str) -> None:
        if not isinstance(error, UserError):
            self.fault.emit(trace)
        elif wish.failed is not None and not _is_gone(wish.failed):
            wish.failed(error)
        else:
            self.user_error.emit(error)

    @property
    def writing(self) -> bool:
        """Whether something is being written or waits for it."""
        return self._writing > 0

    @property
    def asked(self) -> frozenset[str]:
        """The slots whose newest question is not answered yet."""
        return frozenset(self._latest)

    def shut_down(self) -> None:
        """Let the writing lane finish, stop the readers, and wait for both.

        From then on answers are dropped, but errors of what was written last are still told.
        """
        self._closed = True
        self._turns.end()
        for wish in tuple(self._wishes.values()):
            if wish.task.slot:
                wish.task.cancel()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        self._deliver_all()


def _is_gone(callback: Callable[[Any], None] | None) -> bool:
    """Whether a callback is the method of a widget that was closed and deleted meanwhile."""
    owner = getattr(callback, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)


def _without_frames(error: BaseException) -> BaseException:
    """Return an error that holds on to nothing of the code it came from."""
    error.__traceback__ = error.__cause__ = error.__context__ = None
    return error
