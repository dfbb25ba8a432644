"""What the sorting table shows: the passages of a code, and the subcode that each is given to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qcode.model.codebook import CodeId
from qcode.model.errors import UserError
from qcode.model.segment import SegmentId
from qcode.services import retrieval
from qcode.services.language import mark, tr
from qcode.services.projects import Project, of_one_state
from qcode.services.retrieval import Selection
from qcode.ui.found.excerpts import place_of

from .sortable import By, Order, Sortable, arranged

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
HTML = Role.UserRole  # the passage between its context, as rich text
SHORT = Role.UserRole + 1  # the same with little before it, so that it begins at once
TARGET, PASSAGE, PLACE = range(3)  # columns
TITLES = (mark("Goes to"), mark("Passage"), mark("Where"))
BY: Mapping[int, By] = {TARGET: By.TARGET, PASSAGE: By.PASSAGE, PLACE: By.PLACE}
_AROUND = 70  # code points of context on either side
_BEFORE = 16  # code points of context before it where there is no room
_LONGEST = 400  # code points of a passage


@dataclass(frozen=True, slots=True)
class Sorting:
    """A code that is to be split: its name and colour, its subcodes in order, its passages."""

    code: CodeId
    name: str
    color: str
    subcodes: tuple[tuple[str, str], ...]  # name, colour
    passages: tuple[Sortable, ...]


@of_one_state
def read_sorting(project: Project, code: CodeId) -> Sorting:
    """Read what can be sorted of a code. Unknown id: `UserError("code_unknown")`."""
    codebook = project.codebook()
    if code not in codebook:
        raise UserError("code_unknown", code=code)
    found = []
    for excerpt in retrieval.excerpts(project, Selection(codes=frozenset({code}))):
        segment, text = excerpt.segment, project.text(excerpt.segment.document).text
        place = place_of(excerpt, document=True).replace("¶ ", "¶\N{NO-BREAK SPACE}")
        around = _before(text, segment.start), _after(text, segment.end)
        found.append(Sortable(segment.id, around[0], excerpt.text, around[1], place))
    known = codebook[code]
    below = tuple((child.name, child.color) for child in codebook.children(code))
    return Sorting(code, known.name, known.color, below, tuple(found))


class SortingModel(QAbstractTableModel):
    """The passages and where each goes: the name of a subcode, or None for staying."""

    def __init__(self, sorting: Sorting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = sorting.passages
        self._shown: Sequence[Sortable] = self._all
        self.order = Order()
        self._given: dict[SegmentId, str] = {}
        self._before: list[dict[SegmentId, str]] = []  # what was given before each step

    @property
    def given(self) -> Mapping[SegmentId, str]:
        """Which passages go to which subcode."""
        return self._given

    def parts(self) -> dict[str, list[SegmentId]]:
        """Return the passages by subcode, in the order of the texts."""
        found: dict[str, list[SegmentId]] = {}
        for passage in self._all:
            if (name := self._given.get(passage.segment)) is not None:
                found.setdefault(name, []).append(passage.segment)
        return found

    def give(self, rows: Iterable[int], target: str | None) -> None:
        """Give the passages in some rows to a subcode; None lets them stay."""
        self._before.append(dict(self._given))
        for row in rows:
            segment = self._shown[row].segment
            if target is None:
                self._given.pop(segment, None)
            else:
                self._given[segment] = target
            self.dataChanged.emit(self.index(row, TARGET), self.index(row, PLACE))

    @property
    def can_take_back(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before)

    def take_back(self) -> list[int]:
        """Take the last step back; return the rows of the passages that it gave."""
        before, after = self._before.pop(), self._given
        self._given = before
        known = before.keys() | after.keys()
        rows = self.rows_of({each for each in known if before.get(each) != after.get(each)})
        for row in rows:
            self.dataChanged.emit(self.index(row, TARGET), self.index(row, PLACE))
        return rows

    def show_only_unsorted(self, *, only: bool) -> None:
        """List only the passages that are not given to a subcode, as they are now, or all."""
        self.beginResetModel()
        shown = [p for p in self._all if not only or p.segment not in self._given]
        self._shown = arranged(shown, self.order, self._given)
        self.endResetModel()

    def arrange(self, order: Order) -> None:
        """List the same passages in another order; what is chosen stays so.

        What is given to a subcode later does not move: whoever sorts must find it where it was.
        """
        self.layoutAboutToBeChanged.emit()
        self.order = order
        before, there = self._shown, {passage.segment for passage in self._shown}
        in_texts = [passage for passage in self._all if passage.segment in there]
        self._shown = arranged(in_texts, order, self._given)
        rows = {passage.segment: row for row, passage in enumerate(self._shown)}
        known = self.persistentIndexList()
        moved = [self.index(rows[before[each.row()].segment], each.column()) for each in known]
        self.changePersistentIndexList(known, moved)
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, TARGET, PLACE)

    def next_unsorted(self, row: int) -> int | None:
        """Return the row of the next passage that stays, around the end; None if there is none."""
        count = len(self._shown)
        for step in range(1, count + 1):
            at = (row + step) % count
            if self._shown[at].segment not in self._given:
                return at
        return None

    def rows_of(self, segments: Collection[SegmentId]) -> list[int]:
        """Return the rows in which passages are listed."""
        return [row for row, each in enumerate(self._shown) if each.segment in segments]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """Return how many passages are listed."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """Return the number of columns."""
        return len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Return the title of a column, with an arrow, or in words, if it is sorted by."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        title, sorts = tr(TITLES[section]), BY[section] is self.order.by  # marked in TITLES
        if role == Role.DisplayRole:
            return f"{title} {'▾' if self.order.falling else '▴'}" if sorts else title
        if role == Role.AccessibleTextRole and sorts:
            falling = tr("{column}, sorted falling", column=title)
            return falling if self.order.falling else tr("{column}, sorted rising", column=title)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Passages can be chosen and dragged."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        passage, column = self._shown[index.row()], index.column()
        if role == HTML:
            return self._html(passage)
        if role == SHORT:
            before = passage.before
            if len(before) > _BEFORE:
                before = _before(before, len(before), _BEFORE)
            return self._html(replace(passage, before=before))
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return (self._given.get(passage.segment, ""), passage.text, passage.place)[column]
        if role == Role.ToolTipRole and column == PASSAGE:
            return f"<qt>{self._html(passage, whole=True)}</qt>"
        if role == Role.ToolTipRole and column == PLACE:
            return passage.place
        return None

    def _html(self, passage: Sortable, *, whole: bool = False) -> str:
        text = passage.text
        if not whole and len(text) > _LONGEST:
            text = text[:_LONGEST] + "…"
        before, after = _line(passage.before), _line(passage.after)
        quiet = '<span class="around">'
        return f"{quiet}{before}</span>{_line(text)}{quiet}{after}</span>"


def _before(text: str, end: int, most: int = _AROUND) -> str:
    """Return the last words before a passage, whole ones, after "…" if there were more."""
    start = max(0, end - most)
    cut = text[start:end]
    if start == 0:
        return cut.lstrip()
    _part, _, whole = cut.replace("\n", " \n").partition(" ")
    return "…" + (whole.replace(" \n", "\n") or cut).lstrip()


def _after(text: str, start: int) -> str:
    """Return the first words after a passage, whole ones, before "…" if there are more."""
    cut = text[start : start + _AROUND]
    if start + _AROUND >= len(text):
        return cut.rstrip()
    return (cut.rpartition(" ")[0] or cut).rstrip() + "…"


def _line(text: str) -> str:
    return escape(text).replace("\n", " ¶ ")
