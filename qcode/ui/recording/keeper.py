"""Adds recordings to documents, finds them again, takes them off: what asks, reads and writes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.services import recordings
from qcode.services.language import tr
from qcode.services.playing import remember_left, where_left
from qcode.services.recordings import SUFFIXES, Examined, Media, MediaId
from qcode.ui import messages
from qcode.ui.runner import Task
from qcode.ui.session import Session


class Keeper(QObject):
    """Reads the files that are chosen, on a thread, and writes what is to be known of them.

    `reading` says which file is read and how many percent of it are; `read` that this is over.
    """

    reading = Signal(str, int)
    read = Signal()
    added = Signal(object)  # MediaId
    placed = Signal(object)  # Media: found, and noted for this user only, who may not write

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._task: Task | None = None
        self._waiting: deque[tuple[Path, Callable[[Examined], None]]] = deque()

    # -- adding

    def ask_to_add(self, document: DocumentId) -> None:
        """Ask for recordings, and lay them beside a document."""
        names, _kind = QFileDialog.getOpenFileNames(
            self._window, tr("Add a recording"), self._folder(), _kinds()
        )
        self.add(document, [Path(name) for name in names])

    def add(self, document: DocumentId, paths: Sequence[Path]) -> None:
        """Lay recordings beside a document, one after another, each in one operation."""
        project = self._session.project

        def write(found: Examined) -> None:
            self._session.do(
                lambda: recordings.add_recording(project, document, found)[0], self.added.emit
            )

        for path in paths:
            self._read(path, write)

    # -- finding again

    def ask_for_file(self, known: Media) -> None:
        """Ask where a recording is, and note that."""
        name, _kind = QFileDialog.getOpenFileName(
            self._window, tr("Where is {name}?", name=known.name), self._folder(), _kinds()
        )
        if name:
            self.note(known, Path(name))

    def note(self, known: Media, path: Path) -> None:
        """Note where a recording is; ask first if that is another one."""
        self._read(path, partial(self._note, known))

    def ask_for_folder(self) -> Path | None:
        """Ask for a folder in which to look."""
        name = QFileDialog.getExistingDirectory(
            self._window, tr("Where to look for the recording"), self._folder()
        )
        return Path(name) if name else None

    def take(self, known: Media, path: Path) -> None:
        """Note that a recording is another file now."""
        self._read(path, lambda found: self._write(known.id, found, other=True))

    def _note(self, known: Media, found: Examined) -> None:
        same = not known.sha256 or known.sha256 == found.sha256
        if self._session.project.read_only:
            if not same:
                raise UserError("recording_other", name=found.path.name)
            remember_left(known.guid, replace(where_left(known.guid), found=found.path))
            self.placed.emit(known)
            return
        if same:
            self._write(known.id, found, other=False)
            return
        messages.ask(
            self._window,
            tr("{name} is not the file that was added.", name=found.path.name),
            yes=tr("Use it instead"),
            details=tr("It was changed, or it is another recording. Undo takes this back."),
            then=lambda: self._write(known.id, found, other=True),
            careful=True,
        )

    def _write(self, number: MediaId, found: Examined, *, other: bool) -> None:
        project = self._session.project
        self._session.do(lambda: recordings.find_again(project, number, found, other=other))

    def remove(self, known: Media) -> None:
        """Take a recording off its document; the file stays, and undo brings it back."""
        project = self._session.project
        self._session.do(lambda: recordings.remove_recording(project, known.id))

    # -- reading

    def cancel(self) -> None:
        """Stop reading; of what is not read nothing is written then."""
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()
            self._go_on()

    def _read(self, path: Path, then: Callable[[Examined], None]) -> None:
        """Read a file, after those that are to be read before it."""
        self._waiting.append((path, then))
        if self._task is None:
            self._go_on()

    def _go_on(self) -> None:
        self._task = None
        if not self._waiting:
            self.read.emit()
            return
        path, then = self._waiting.popleft()

        def done(found: Examined) -> None:
            try:
                then(found)
            except UserError as error:
                self._session.runner.user_error.emit(error)
            self._go_on()

        def failed(error: UserError) -> None:
            self._session.runner.user_error.emit(error)
            self._go_on()

        self.reading.emit(path.name, 0)
        self._task = self._session.read(
            f"recording file {id(self)}", lambda task: recordings.examine(path, task), done, failed
        )
        self._task.progressed.connect(
            lambda done, total, name: self.reading.emit(name, 100 * done // max(total, 1))
        )

    def _folder(self) -> str:
        return str(self._session.project.path.resolve().parent)


def _kinds() -> str:
    """Return the file dialog's kinds: recordings, and all files."""
    known = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
    return f"{tr('Sound and film')} ({known});;{tr('All files')} (*)"
