"""Long work that only reads a project, done in a process of its own.

Python runs one thread at a time: what makes a long report in a thread lets a window stutter for
as long. The other process opens the project once more, for reading, and sends back what came of
it. To start one takes a second, so the last one is kept for a while; it has no project open then.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from pickle import Unpickler
from typing import Any, Protocol, TypeVar

from qcode.model.courtesy import give_way
from qcode.model.errors import Cancelled, UserError
from qcode.model.finding import Finding
from qcode.model.job import Job
from qcode.store import segments

from .language import current_language, set_language
from .projects import Project, open_project

T_co = TypeVar("T_co", covariant=True)

KEPT = 60.0  # seconds that a process waits for more work
_LOOK = 0.05  # seconds between two looks at whether the work should stop
_PATIENCE = 10.0  # seconds for tidying up after that
_MANY_SEGMENTS = 1000
_MANY_CHARACTERS = 5_000_000
_PROGRESS, _ANSWER, _USER_ERROR, _CANCELLED, _FAULT = range(5)


class Work(Protocol[T_co]):
    """What is done with a project. It is pickled, and so is its answer: no closures."""

    def __call__(self, project: Project, *, job: Job) -> T_co:
        """Do it, telling the job how far it is."""


def run_beside(project: Project, work: Work[T_co], job: Job) -> T_co:
    """Do something with a project beside a window: in another process if the project is large."""
    return run_apart(project, work, job) if _is_large(project) else work(project, job=job)


def _is_large(project: Project) -> bool:
    with project.reading() as view:
        coded = segments.count_segments(view)
        rows = project.documents(view)
    return coded >= _MANY_SEGMENTS or sum(row.length for row in rows) >= _MANY_CHARACTERS


def run_apart(project: Project, work: Work[T_co], job: Job) -> T_co:
    """Do something with a project as it is committed now, in another process; return the answer.

    Raises what `work` raises. Where no process can be had, or one ends before its time, the work
    is done here.
    """
    try:
        worker = _kept.take()
        answer = worker.ask(project, work, job)
    except (EOFError, OSError, _Failed):  # a fault of ours shows itself here, with its trace
        return work(project, job=job)
    if isinstance(answer, UserError | Cancelled):
        raise answer
    return answer  # type: ignore[no-any-return]


def verify_beside(project: Project, job: Job) -> list[Finding]:
    """Check a whole project beside a window and return what is wrong with it."""
    found = run_beside(project, _verified, job)
    return [*found, *(each for each in project.failed_backups() if each not in found)]


def _verified(project: Project, *, job: Job) -> list[Finding]:
    return project.verify(job)


def let_go() -> None:
    """End the process that waits, if one does."""
    _kept.end()


class _Failed(Exception):  # noqa: N818 - never leaves this module
    """The work ended with a fault in the other process."""


class _InPieces:
    """Pickled bytes. Of many small things as much is read at a time as goes in some milliseconds:
    whoever waits for Python meanwhile goes first.
    """

    def __init__(self, data: bytes) -> None:
        self._data = BytesIO(data)
        self.readline = self._data.readline

    def read(self, size: int) -> bytes:
        """Return the next piece, of 64 kB at most but where one thing is larger."""
        give_way()
        return self._data.read(size)


class _Worker:
    """One process, for one piece of work at a time."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, project: Project, work: Work[Any], job: Job) -> Any:
        """Return the answer, a `UserError`, or `Cancelled`; then this one waits for more."""
        try:
            self._connection.send((project.path, project.coder, current_language(), work))
            kind, answer = self._hear(job)
        except BaseException:
            self.end()
            raise
        _kept.put(self)
        if kind == _FAULT:
            raise _Failed(answer)
        return answer

    def _hear(self, job: Job) -> tuple[int, Any]:
        """Pass progress on until there is an answer."""
        while True:
            while not self._connection.poll(_LOOK):
                try:
                    job.check()
                except Cancelled:
                    return self._stopped()
            kind, news = Unpickler(_InPieces(self._connection.recv_bytes())).load()
            if kind != _PROGRESS:
                return kind, _read(kind, news)
            job.progress(*news)

    def _stopped(self) -> tuple[int, Any]:
        """Let the process leave off and tidy up."""
        self._connection.send(None)
        while self._connection.poll(_PATIENCE):
            kind, _news = self._connection.recv()
            if kind != _PROGRESS:
                return _CANCELLED, Cancelled()
        raise TimeoutError

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._connection.close()
        self._process.kill()
        self._process.join()
        self._process.close()

    @property
    def lives(self) -> bool:
        """Whether the process is still there."""
        return self._process.is_alive()


def _read(kind: int, news: Any) -> Any:
    if kind == _USER_ERROR:
        code, params = news
        return UserError(code, **params)
    return Cancelled() if kind == _CANCELLED else news


class _Kept:
    """The process that waits, if one does."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._worker: _Worker | None = None
        self._timer: threading.Timer | None = None

    def take(self) -> _Worker:
        """Return the one that waits, or a new one."""
        worker = self._out()
        if worker is not None and worker.lives:
            return worker
        if worker is not None:
            worker.end()
        return _Worker()

    def put(self, worker: _Worker) -> None:
        """Let a process wait; one is enough."""
        with self._guard:
            before, self._worker = self._worker, worker
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(KEPT, self.end)
            self._timer.daemon = True
            self._timer.start()
        if before is not None:
            before.end()

    def end(self) -> None:
        """End the one that waits."""
        worker = self._out()
        if worker is not None:
            worker.end()

    def _out(self) -> _Worker | None:
        with self._guard:
            worker, self._worker = self._worker, None
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        return worker


_kept = _Kept()


# -- in the other process


class _Told:
    """The job there: what is told goes over, and a word from over here means to stop."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._shown = -1

    def progress(self, done: int, total: int, detail: str = "") -> None:
        """Tell each percent once."""
        percent = 100 * done // total if total else 0
        if percent != self._shown:
            self._shown = percent
            self._connection.send((_PROGRESS, (done, total, detail)))

    def check(self) -> None:
        """Raise `Cancelled` if word has come, or if nobody is there any more."""
        if self._connection.poll():
            raise Cancelled


def _serve(connection: Connection) -> None:
    """Work until nobody asks any more."""
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            asked = connection.recv()
            if asked is not None:  # else the work was done before the word to stop came
                connection.send(_done(connection, *asked))


def _done(
    connection: Connection, path: Path, coder: str, language: str, work: Callable[..., Any]
) -> tuple[int, Any]:
    set_language(language)
    try:
        project = open_project(path, coder=coder, read_only=True)
    except UserError as error:  # one that is open in a way that lets nobody else read it
        return _FAULT, repr(error)
    try:
        with project:
            return _ANSWER, work(project, job=_Told(connection))
    except UserError as error:
        return _USER_ERROR, (error.code, error.params)
    except Cancelled:
        return _CANCELLED, None
    except Exception as error:  # noqa: BLE001 - done again where it can be told
        return _FAULT, repr(error)
