"""A sheet of cells as text, whatever file it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

MAX_ROWS = 50_000
MAX_COLUMNS = 1_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells, empty rows left out; a row is as long as its last cell that says something.

    `indents` has the cells that are set in, by row and column, and how far. `formulas` counts
    cells whose formula has no result in the file; `formula` is the first of them.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    indents: Mapping[tuple[int, int], int] = field(default_factory=lambda: MappingProxyType({}))
    formulas: int = 0
    formula: str = ""

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> str:
        """Return a cell, "" beyond the end of its row."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""
