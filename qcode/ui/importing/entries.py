"""The files of an import as rows of a table: what each would give, and whether it comes in."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qcode.model.document import DocumentKind
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.services import proposals
from qcode.services.file_words import encoding_name
from qcode.services.import_memory import Aspect, Proposal, propose
from qcode.services.importing import Candidate, Reading
from qcode.services.language import catalogue, current_language, tr, trn
from qcode.services.messages import sentence
from qcode.services.words import kind_name, language_name

Index = QModelIndex | QPersistentModelIndex
NOTE = Qt.ItemDataRole.UserRole  # the second line of a name
_ROOT = QModelIndex()
# Put together once: Qt asks for the flags of each row many times.
_CHOOSABLE = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_WRITABLE = _CHOOSABLE | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable


@dataclass(frozen=True, slots=True)
class Entry:
    """A file with its proposal or with the reason why there is none.

    `read` is the candidate as it was recognised, `recalled` what of it was chosen as the last
    time. `encoding` and `dialect` are the user's choices, None the reader's own; `united` are the
    groups of labels that the user took for one person.
    """

    path: Path
    candidate: Candidate | None = None
    error: UserError | None = None
    encoding: str | None = None
    dialect: str | None = None
    united: tuple[tuple[str, ...], ...] = ()
    read: Candidate | None = None
    recalled: Mapping[Aspect, str] = field(default_factory=dict)

    def result(self) -> Candidate | None:
        """Return the candidate as it would come in."""
        if self.candidate is None or not self.united:
            return self.candidate
        return proposals.unite_speakers(self.candidate, self.united)

    def proposal(self) -> Proposal | None:
        """Return what was chosen for the file, to be remembered."""
        if self.candidate is None or self.read is None:
            return None
        return Proposal(self.read, self.candidate, self.encoding, self.dialect, self.recalled)

    def forgotten(self) -> Entry:
        """Return the row as it was recognised; name and tick stay."""
        if self.candidate is None or self.read is None or not self.recalled:
            return self
        candidate = replace(self.read, name=self.candidate.name, include=self.candidate.include)
        return Entry(self.path, candidate, read=self.read)


class Column(IntEnum):
    """The columns of the table."""

    NAME = 0
    KIND = 1
    LANGUAGE = 2
    TURNS = 3
    ENCODING = 4


def entries_of(reading: Reading, job: Job = SILENT) -> list[Entry]:
    """Return what was read as rows: proposals first, then what could not be read."""
    found = [
        Entry(
            each.read.path,
            each.candidate,
            encoding=each.encoding,
            dialect=each.turn_dialect,
            read=each.read,
            recalled=each.recalled,
        )
        for each in propose(reading.candidates, job)
    ]
    return [*found, *(Entry(each.path, error=each.reason) for each in reading.failed)]


class EntriesModel(QAbstractTableModel):
    """The rows. Names are edited and ticks set here; all else through `put`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def show(self, entries: Iterable[Entry]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def give_away(self) -> list[Entry]:
        """Show nothing any more, and return what was shown."""
        self.beginResetModel()
        given, self._entries = self._entries, []
        self.endResetModel()
        return given

    def entry(self, row: int) -> Entry:
        """Return one row."""
        return self._entries[row]

    def put(self, entries: Mapping[int, Entry]) -> None:
        """Replace rows, and tell of all at once."""
        for row, entry in entries.items():
            self._entries[row] = entry
        if entries:
            last = len(Column) - 1
            self.dataChanged.emit(self.index(min(entries), 0), self.index(max(entries), last))

    def tick(self, rows: Iterable[int], *, on: bool) -> None:
        """Tick rows that can come in, or not."""
        chosen = ((row, self._entries[row]) for row in rows)
        self.put(
            {
                row: replace(entry, candidate=replace(entry.candidate, include=on))
                for row, entry in chosen
                if entry.candidate is not None
            }
        )

    def row_of(self, path: Path) -> int:
        """Return the row of a file, -1 if there is none."""
        return next((row for row, each in enumerate(self._entries) if each.path == path), -1)

    def results(self) -> Iterator[Candidate]:
        """Yield all candidates as they would come in, ticked or not."""
        for entry in self._entries:
            result = entry.result()
            if result is not None:
                yield result

    def decided(self) -> list[Proposal]:
        """Return what was chosen for the ticked files, to be remembered."""
        found = (each.proposal() for each in self._entries)
        return [each for each in found if each is not None and each.candidate.include]

    def forget(self, formats: Container[str]) -> None:
        """Show the files of some formats as they were recognised."""
        rows = enumerate(self._entries)
        self.put(
            {
                row: entry.forgotten()
                for row, entry in rows
                if entry.read is not None and entry.read.imported.format in formats
            }
        )

    def count(self) -> int:
        """Return how many are ticked."""
        return sum(1 for each in self._entries if each.candidate and each.candidate.include)

    def failed(self) -> int:
        """Return how many could not be read."""
        return sum(1 for each in self._entries if each.error is not None)

    def some_encoding(self) -> bool:
        """Whether any file has an encoding that can be told."""
        found = (each.candidate.imported for each in self._entries if each.candidate)
        return any(encoding_name(imported.encoding) for imported in found)

    # -- Qt

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many files there are."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the heading of a column."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (tr("Document"), tr("Kind"), tr("Language"), tr("Turns"), tr("Encoding"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let names be edited and proposals ticked."""
        named = index.column() == Column.NAME
        can_come = named and self._entries[index.row()].candidate is not None
        return _WRITABLE if can_come else _CHOOSABLE

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        entry, column = self._entries[index.row()], Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return _shown(entry, column)
        if column is not Column.NAME:
            return None
        if role == Qt.ItemDataRole.CheckStateRole and entry.candidate is not None:
            ticked = entry.candidate.include
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role in (NOTE, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return note(entry)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take over a tick or a name."""
        entry = self._entries[index.row()]
        if entry.candidate is None:
            return False
        if role == Qt.ItemDataRole.CheckStateRole:
            ticked = Qt.CheckState(value) == Qt.CheckState.Checked
            candidate = replace(entry.candidate, include=ticked)
        elif role == Qt.ItemDataRole.EditRole and str(value).strip():
            candidate = replace(entry.candidate, name=" ".join(str(value).split()))
        else:
            return False
        self.put({index.row(): replace(entry, candidate=candidate)})
        return True


def note(entry: Entry) -> str:
    """Return the second line of a row: the file, or what is the matter with it."""
    if entry.error is not None:
        return sentence(entry.error)
    twin = entry.candidate.twin if entry.candidate is not None else ""
    if not twin:
        return entry.path.name
    if entry.candidate is not None and entry.candidate.include:
        return tr("Same content as “{document}”", document=twin)
    return tr("Same content as “{document}”, so it is left out", document=twin)


def described(entry: Entry, kind: DocumentKind | None, language: str | None) -> Entry:
    """Return a row with another kind or language; None leaves it."""
    if entry.candidate is None:
        return entry
    candidate = entry.candidate
    if kind is not None:
        candidate = replace(candidate, kind=kind)
    if language is not None:
        candidate = replace(candidate, language=language)
    return replace(entry, candidate=candidate)


def _shown(entry: Entry, column: Column) -> str:
    result = entry.result()
    if result is None:
        return entry.path.name if column is Column.NAME else ""
    words = catalogue(current_language())
    match column:
        case Column.NAME:
            return result.name
        case Column.KIND:
            return kind_name(result.kind, words)
        case Column.LANGUAGE:
            return language_name(result.language, words)
        case Column.TURNS:
            return _turns(result)
        case Column.ENCODING:
            return encoding_name(result.imported.encoding)


def _turns(candidate: Candidate) -> str:
    layout = candidate.imported.layout
    if not layout.turns:
        return tr("No turns")
    turns = trn("{n} turn", "{n} turns", len(layout.turns))
    speakers = len(layout.speakers())
    return f"{turns}, {trn('{n} speaker', '{n} speakers', speakers)}" if speakers else turns
