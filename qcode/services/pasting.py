"""Blocks of cells from and for a spreadsheet: read, matched with a table, and said before done."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qcode.model.document import Attribute, AttributeId, AttributeTarget, AttributeType
from qcode.model.errors import UserError
from qcode.model.names import clean_name

from .attribute_table import AttributeTable, NewColumn, Owner
from .cases import checked_value

Block = Sequence[Sequence[str]]
_GUESSES = (AttributeType.NUMBER, AttributeType.DATE, AttributeType.BOOLEAN)
_SUFFIXES = (".docx", ".doc", ".odt", ".rtf", ".pdf", ".txt", ".md", ".html", ".vtt", ".srt")


class Fate(StrEnum):
    """What becomes of a pasted cell."""

    SAME = "same"  # it says what is there already
    CHANGED = "changed"
    NEW = "new"  # of a row or column that is not there yet
    UNFIT = "unfit"  # not of the type of its column
    LEFT = "left"  # belongs nowhere


@dataclass(frozen=True, slots=True)
class PastedCell:
    """The words of a cell and what becomes of them."""

    text: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class PastedColumn:
    """A column and where it goes; without an attribute it could be a new one of type `guess`."""

    name: str
    attribute: Attribute | None
    guess: AttributeType = AttributeType.TEXT


@dataclass(frozen=True, slots=True)
class PastedRow:
    """A row and where it goes; without an owner it belongs to nobody in the table yet.

    `twice` says that an earlier row has the same name; then this one is left out.
    """

    name: str
    owner: Owner | None
    cells: tuple[PastedCell, ...]
    twice: bool = False


@dataclass(frozen=True, slots=True)
class Pasted:
    """A block and what pasting it would do. `outside` cells had no place beside the others."""

    target: AttributeTarget
    by_name: bool
    columns: tuple[PastedColumn, ...]
    rows: tuple[PastedRow, ...]
    outside: int = 0

    def count(self, fate: Fate) -> int:
        """Return how many cells have a fate."""
        return sum(cell.fate is fate for row in self.rows for cell in row.cells)

    @property
    def cells(self) -> dict[tuple[int, AttributeId], str]:
        """The cells that change what is there."""
        return {
            (row.owner.id, column.attribute.id): cell.text
            for row in self.rows
            for column, cell in zip(self.columns, row.cells, strict=True)
            if row.owner is not None and column.attribute is not None
            if cell.fate is Fate.CHANGED
        }

    @property
    def strangers(self) -> list[PastedRow]:
        """The rows whose name nothing in the table has."""
        return [row for row in self.rows if row.owner is None and not row.twice and row.name]

    @property
    def unknown(self) -> list[PastedColumn]:
        """The columns that no attribute has the name of."""
        return [column for column in self.columns if column.attribute is None and column.name]

    def new_columns(self, *, with_strangers: bool) -> list[NewColumn]:
        """Return the unknown columns as attributes with their values."""
        made = []
        strangers = {id(row): clean_name(row.name) for row in self.strangers if with_strangers}
        for number, column in enumerate(self.columns):
            if column.attribute is not None or not column.name:
                continue
            values: dict[int | str, str] = {}
            for row in self.rows:
                text = row.cells[number].text
                if text and row.owner is not None:
                    values[row.owner.id] = text
                elif text and id(row) in strangers:
                    values[strangers[id(row)]] = text
            made.append(NewColumn(column.name, column.guess, values))
        return made

    def new_cases(self) -> dict[str, dict[AttributeId, str]]:
        """Return the strangers as cases with their values in the columns that are known."""
        return {
            row.name: {
                column.attribute.id: cell.text
                for column, cell in zip(self.columns, row.cells, strict=True)
                if column.attribute is not None and cell.fate is Fate.NEW and cell.text
            }
            for row in self.strangers
        }


def read_block(text: str) -> list[list[str]]:
    """Return the cells of a copied block, all rows equally long; white space counts as one blank.

    Spreadsheets part cells by tabs and put cells with tabs, quotes or line breaks in quotes.
    """
    lines = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\0", "")), "excel-tab")
    rows = [[" ".join(cell.split()) for cell in line] for line in lines]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def write_block(rows: Block) -> str:
    """Return cells as spreadsheets take them from the clipboard."""
    out = io.StringIO()
    csv.writer(out, "excel-tab", lineterminator="\n").writerows(rows)
    return out.getvalue()


def plan_at(
    table: AttributeTable,
    block: Block,
    owners: Sequence[Owner],
    attributes: Sequence[Attribute],
) -> Pasted:
    """Plan a block whose first cell goes to the first of the owners and of the attributes."""
    width = len(block[0]) if block else 0
    columns = tuple(PastedColumn(each.name, each) for each in attributes[:width])
    rows = tuple(
        PastedRow(owner.name, owner, _cells(table, owner, columns, line[: len(columns)]))
        for owner, line in zip(owners, block, strict=False)
    )
    outside = sum(map(len, block)) - len(rows) * len(columns)
    return Pasted(table.target, by_name=False, columns=columns, rows=rows, outside=outside)


def is_named(table: AttributeTable, block: Block) -> bool:
    """Whether a block brings names: of attributes in its first row, of rows in its first column."""
    if len(block) < 2 or len(block[0]) < 2:
        return False
    owners = {_folded(owner.name) for owner in table.owners}
    columns = {_folded(each.name) for each in table.attributes}
    known = sum(not _names_of(line[0]).isdisjoint(owners) for line in block[1:])
    headed = any(_folded(cell) in columns for cell in block[0][1:])
    if not owners:
        return table.target is AttributeTarget.CASE
    return (headed and known > 0) or 2 * known >= len(block) - 1


def plan_named(table: AttributeTable, block: Block) -> Pasted:
    """Plan a block with names, see `is_named`: upper and lower case and suffixes do not matter."""
    known = {_folded(each.name): each for each in reversed(table.attributes)}
    owners = {_folded(owner.name): owner for owner in reversed(table.owners)}
    columns = []
    taken: set[str] = set()
    for number, name in enumerate(block[0][1:], 1):
        found = known.get(_folded(name))
        twice = _folded(name) in taken
        taken.add(_folded(name))
        guess = guess_type(line[number] for line in block[1:])
        columns.append(PastedColumn("", None) if twice else PastedColumn(name, found, guess))
    rows = []
    seen: set[str] = set()
    for line in block[1:]:
        names = _names_of(line[0])
        owner = next((owners[name] for name in sorted(names, key=len) if name in owners), None)
        key = _folded(owner.name if owner else line[0])
        cells = _cells(table, None if key in seen else owner, columns, line[1:], by_name=True)
        rows.append(PastedRow(line[0], None if key in seen else owner, cells, twice=key in seen))
        seen.add(key)
    return Pasted(table.target, by_name=True, columns=tuple(columns), rows=tuple(rows))


def guess_type(values: Iterable[str]) -> AttributeType:
    """Return the narrowest type that all values fit, and text where there is no value."""
    filled = [value for value in values if value]
    for kind in _GUESSES:
        trial = Attribute(AttributeId(0), "", "", AttributeTarget.DOCUMENT, kind)
        if filled and all(_fits(trial, value) for value in filled):
            return kind
    return AttributeType.TEXT


def _cells(
    table: AttributeTable,
    owner: Owner | None,
    columns: Sequence[PastedColumn],
    line: Sequence[str],
    *,
    by_name: bool = False,
) -> tuple[PastedCell, ...]:
    """Judge the cells of a row. Matched by name, an empty cell takes nothing away."""
    values: Mapping[AttributeId, str] = {} if owner is None else table.values.get(owner.id, {})
    cells = []
    for column, text in zip(columns, line, strict=True):
        attribute = column.attribute
        if attribute is None:
            fate = Fate.NEW if column.name and text else Fate.LEFT
            cells.append(PastedCell(text, fate))
        elif not _fits(attribute, text):
            cells.append(PastedCell(text, Fate.UNFIT))
        elif owner is None:
            cells.append(PastedCell(text, Fate.NEW if text else Fate.LEFT))
        else:
            same = checked_value(attribute, text) == values.get(attribute.id, "")
            same = same or (by_name and not text)
            cells.append(PastedCell(text, Fate.SAME if same else Fate.CHANGED))
    return tuple(cells)


def _fits(attribute: Attribute, value: str) -> bool:
    try:
        checked_value(attribute, value)
    except UserError:
        return False
    return True


def _names_of(text: str) -> frozenset[str]:
    """Return the names that a cell can mean: as it is, and without the suffix of a file."""
    folded = _folded(text)
    return frozenset({folded, *(folded.removesuffix(s) for s in _SUFFIXES if folded.endswith(s))})


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()).casefold())
