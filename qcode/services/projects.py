"""An open project: the handle that every use case takes, and the ways to get one."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, Self, TypeVar

from qcode.model.changes import Changes, Op, Operation, OperationId
from qcode.model.codebook import Codebook
from qcode.model.courtesy import one_at_a_time
from qcode.model.document import Document, DocumentId, DocumentText
from qcode.model.errors import UserError
from qcode.model.finding import Finding
from qcode.model.job import SILENT, Job
from qcode.model.names import clean_name
from qcode.model.palette import next_color
from qcode.model.segment import Coder, CoderId
from qcode.store import coders, codes, documents, file, journal, project_row
from qcode.store.file import Store
from qcode.store.lock import is_elsewhere, lock_path
from qcode.store.place import PlaceKind, conflict_copies, judge
from qcode.store.project_row import ProjectInfo
from qcode.store.reader import Reader
from qcode.store.unit import Unit

from . import safety

Listener = Callable[[Changes], None]
P = ParamSpec("P")
T = TypeVar("T")

# Texts kept in memory after reading, in characters: a dozen long interviews.
_TEXT_BUDGET = 8_000_000


class Project:
    """An open project and the coder who works in it. Safe to use from several threads.

    Listeners are called after each commit, on the thread that committed.
    """

    def __init__(self, store: Store, *, coder: str) -> None:
        self._store = store
        self._listeners: list[Listener] = []
        self._texts: OrderedDict[DocumentId, DocumentText] = OrderedDict()
        self._codebook: tuple[int, Codebook] | None = None  # with the operation it is from
        self._coders: dict[str, CoderId] = {}  # those known to be in the file
        self._guard = threading.RLock()
        self._one = threading.local()  # the view of `one_state`
        self._reading_codes = threading.Lock()
        self._documents: tuple[int, list[Document]] | None = None  # the same
        self._reading_documents = threading.Lock()
        self.coder = clean_name(coder)
        with self.reading() as view:
            self.info: ProjectInfo = project_row.read_info(view)
        self._backups = None if store.read_only else safety.keeper_of(store)
        if self._backups is not None:
            self._backups.consider(store.last_operation(), after=safety.SETTLED)

    @property
    def path(self) -> Path:
        """The project file."""
        return self._store.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed, because somebody else has the project open."""
        return self._store.read_only

    # -- reading

    def reading(self) -> AbstractContextManager[Reader]:
        """Give a view of one state of the project, for functions of `qcode.store`."""
        held: Reader | None = getattr(self._one, "view", None)
        return self._store.reading() if held is None else nullcontext(held)

    @contextmanager
    def one_state(self, *, brief: bool = True) -> Iterator[None]:
        """Have all that this thread reads meanwhile be of one state of the project.

        Else an edit that is committed between a text and its codings moves them apart. What one
        writes meanwhile is not seen. Where readers hold writers up, as on a network drive, what is
        not `brief` has a state for each reading of its own.
        """
        if not brief and self._store.place.journal_mode != "WAL":
            yield
            return
        with self.reading() as view:
            outer = getattr(self._one, "view", None)
            self._one.view = view
            try:
                yield
            finally:
                self._one.view = outer

    def codebook(self, view: Reader | None = None) -> Codebook:
        """Return the code tree as it is now, or as a view sees it."""
        if view is None:
            with self.reading() as now:
                return self.codebook(now)
        version = codes.codebook_version(view)
        with one_at_a_time(self._reading_codes):  # after a change several panes ask at once
            known = self._codebook
            if known is None or known[0] != version:
                known = self._codebook = (version, codes.read_codebook(view))
        return known[1]

    def documents(self, view: Reader | None = None) -> list[Document]:
        """Return all documents in their order, as they are now or as a view sees them."""
        if view is None:
            with self.reading() as now:
                return self.documents(now)
        version = documents.documents_version(view)
        with one_at_a_time(self._reading_documents):  # when a project opens, all panes ask
            known = self._documents
            if known is None or known[0] != version:
                known = self._documents = (version, documents.list_documents(view))
        return list(known[1])

    def text(self, document: DocumentId) -> DocumentText:
        """Return a document with text and layout; recently read ones come from memory."""
        with self.reading() as view:
            row = documents.get_document(view, document)
            with self._guard:
                known = self._texts.get(document)
            if known is None or _version(known.document) != _version(row):
                known = documents.read_document(view, document)
        opened = DocumentText(row, known.text, known.layout)
        with self._guard:
            self._texts[document] = opened  # of a text that is edited, the newest version alone
            self._texts.move_to_end(document)
            while len(self._texts) > 1 and self._held() > _TEXT_BUDGET:
                self._texts.popitem(last=False)
        return opened

    def _held(self) -> int:
        return sum(len(opened.text) for opened in self._texts.values())

    def coders(self) -> list[Coder]:
        """Return all who have coded here."""
        with self.reading() as view:
            return coders.list_coders(view)

    def last_operation(self) -> OperationId:
        """Return the number of the newest operation."""
        return self._store.last_operation()

    # -- writing

    @contextmanager
    def operation(
        self, kind: Op, *, origin: object = None, codes: bool = False, **params: object
    ) -> Iterator[Unit]:
        """Do one thing: open a unit, commit it at the end, tell the listeners.

        `params` fill the sentence that the history shows; `codes` says that rows will name the
        coder, see `coder_id`. Any error rolls all of it back.
        """
        self._before_change()
        noted = self._note_coder if codes and self.coder not in self._coders else None
        with self._store.writing(kind, coder=self.coder, origin=origin, before=noted) as unit:
            unit.params.update(params)
            yield unit
        self._committed(unit.changes)
        if noted is not None:
            with self.reading() as view:
                self._coders = {coder.name: coder.id for coder in coders.list_coders(view)}

    def _before_change(self) -> None:
        if self._backups is not None:
            self._backups.before_change()

    def coder_id(self, unit: Unit) -> CoderId:
        """Return the present coder's row, in an operation that `codes`."""
        known = self._coders.get(self.coder) or coders.find_coder(unit.connection, self.coder)
        return self._add_coder(unit) if known is None else known

    def _note_coder(self, unit: Unit) -> None:
        # Undoing a renaming may need the name again: then the coder goes and comes with the work.
        renamed = journal.has_kind(unit.connection, Op.EDIT_CODER)
        if not renamed and coders.find_coder(unit.connection, self.coder) is None:
            unit.params["name"] = self.coder
            self._add_coder(unit)

    def _add_coder(self, unit: Unit) -> CoderId:
        every = coders.list_coders(unit.connection)
        return coders.add_coder(unit, self.coder, next_color(coder.color for coder in every))

    def undo(self, *, origin: object = None) -> Changes:
        """Take back the newest operation that stands; `UserError("nothing_to_undo")`."""
        self._before_change()
        changes = self._store.undo(coder=self.coder, origin=origin)
        self._committed(changes)
        return changes

    def redo(self, *, origin: object = None) -> Changes:
        """Do again what was last undone; `UserError("nothing_to_redo")`."""
        self._before_change()
        changes = self._store.redo(coder=self.coder, origin=origin)
        self._committed(changes)
        return changes

    def undoable(self) -> Operation | None:
        """Return the operation that undo would take back."""
        return self._standing(lambda stacks: stacks.undo)

    def redoable(self) -> Operation | None:
        """Return the undo that redo would take back; its params name the operation."""
        return self._standing(lambda stacks: stacks.redo)

    def _standing(self, which: Callable[[journal.Stacks], OperationId | None]) -> Operation | None:
        with self.reading() as view:
            number = which(journal.stacks(view))
            return None if number is None else journal.get_operation(view, number)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after each commit; return a function that ends it."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return unsubscribe

    def catch_up(self, known: OperationId) -> OperationId:
        """Tell the listeners what another program did after an operation; return the newest one.

        A project that is open for reading hears of nothing by itself.
        """
        with self.reading() as view:
            changes = journal.news_after(view, known)
        if changes is None:
            return known
        self._committed(changes)
        return changes.operation

    def _committed(self, changes: Changes) -> None:
        if not changes:
            return
        with self._guard:
            if changes.touched("coder"):
                self._coders = {}
            if changes.touched("project"):
                with self.reading() as view:
                    self.info = project_row.read_info(view)
        for listener in tuple(self._listeners):
            listener(changes)
        if self._backups is not None:
            self._backups.consider(changes.operation)

    def verify(self, job: Job = SILENT) -> list[Finding]:
        """Check the whole project and return what is wrong with it."""
        return [*safety.verify_store(self._store, job), *self.failed_backups()]

    def failed_backups(self) -> list[Finding]:
        """Return what is wrong with the copies made meanwhile: whoever makes them knows."""
        if self._backups is None or self._backups.failure is None:
            return []
        return [Finding("backup", str(self._backups.failure.params["path"]))]

    # -- the end

    def rest(self) -> None:
        """Let go of memory that nobody needs while nobody works."""
        self._store.let_pages_go()

    def close(self) -> None:
        """Close the file and give the lock back. The project is one file again."""
        self._listeners.clear()
        if self._backups is not None:
            self._backups.close()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def of_one_state(
    read: Callable[Concatenate[Project, P], T], *, brief: bool = True
) -> Callable[Concatenate[Project, P], T]:
    """Have a function that reads a project, and writes nothing, see one state of it throughout.

    `brief` is as for `Project.one_state`. Not for generators: whoever takes from one would read
    old things in between.
    """

    @wraps(read)
    def seeing(project: Project, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with project.one_state(brief=brief):
            return read(project, *args, **kwargs)

    return seeing


def _version(row: Document) -> tuple[str, str]:
    return row.text_hash, row.layout_hash


def create_project(
    path: Path,
    *,
    coder: str,
    name: str = "",
    language: str = "sv",
    description: str = "",
    guid: str = "",
) -> Project:
    """Make a new project file and open it; it is named after the file unless `name` is given.

    One that was a project before, outside, keeps its `guid`.

    Raises `UserError`: "project_exists", "folder_missing", "folder_not_writable".
    """
    path = file.with_suffix(path)
    values = {
        "name": clean_name(name or path.stem),
        "language": language,
        "description": description,
    }
    if guid:
        values["guid"] = guid
    coder = clean_name(coder)
    return _opened(file.create_store(path, values, coder=coder), coder, sound=True)


def discard_project(project: Project) -> None:
    """Close a project that could not be finished, and remove its file where the system lets it."""
    path = project.path
    project.close()
    with suppress(OSError):
        path.unlink()


def open_project(
    path: Path,
    *,
    coder: str,
    read_only: bool = False,
    force: bool = False,
    damaged: bool = False,
) -> Project:
    """Open a project: migrate an older one after backing it up, and back it up when due.

    One whose rows are not as operations write them is refused, unless it may be `damaged`. The path
    may leave out `.qcode`, as with `create_project`. Raises `UserError`:
    "project_missing", "project_not_file", "not_a_project", "project_newer", "project_locked" (open
    it `read_only` instead, or `force` the lock another machine left), "project_damaged".
    """
    path = file.named(path)
    if not read_only:
        safety.migrate_when_older(path, coder=coder, force=force)
    opened = file.open_store(path, read_only=read_only, force=force)
    return _opened(opened, coder, sound=damaged)


def _opened(store: Store, coder: str, *, sound: bool) -> Project:
    """Return the project of a store, whose rows are looked at unless they are taken for sound."""
    try:
        if not sound:
            store.check_rows()
        return Project(store, coder=coder)
    except BaseException:
        store.close()
        raise


def is_held(path: Path) -> bool:
    """Whether somebody seems to have a project open for writing: there is a lock beside it."""
    return lock_path(path).exists()


def may_be_left(error: UserError) -> bool:
    """Whether a "project_locked" may be of a lock that a crash on another machine left behind.

    A lock of this machine falls with its process, so one that is held here is alive.
    """
    return is_elsewhere(str(error.params["host"]))


def describe_project(
    project: Project,
    *,
    name: str | None = None,
    language: str | None = None,
    description: str | None = None,
    origin: object = None,
) -> Changes:
    """Change the name, language or description of a project; what is not given stays."""
    given = {
        "name": None if name is None else clean_name(name),
        "language": language,
        "description": description,
    }
    values = {key: value for key, value in given.items() if value is not None}
    with project.operation(Op.EDIT_PROJECT, origin=origin) as unit:
        project_row.set_info(unit, **values)
    return unit.changes


def warnings(path: Path) -> list[UserError]:
    """Return what the user should know about where a project lies: each a sentence, no error."""
    found: list[UserError] = []
    place = judge(path)
    if place.kind is not PlaceKind.LOCAL:
        found.append(UserError(f"place_{place.kind.value}", detail=place.detail))
    copies = conflict_copies(path)
    if copies:
        found.append(UserError("conflict_copy", names=", ".join(copy.name for copy in copies)))
    return found
