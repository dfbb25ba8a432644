"""Codebooks in tables: rows into codes, by what each column is said to hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from qcode.model.code_entries import TEXTS, CodeEntry
from qcode.model.codebook import split_path
from qcode.model.errors import UserError

from .codebook_base import CodebookFile, CodeLoss, EntryTree
from .codebook_columns import Matching, Role
from .refi.values import read_color, read_guid
from .sheet import Sheet

_TAB = 4
_BULLET = re.compile(r"^[●○◦•■□▪◆◇]\s+")  # which ATLAS.ti has in the colour of the code
_ROOT = re.compile(r"(?:codes|nodes|koder|noder)\\+", re.IGNORECASE)  # NVivo's folder of codes


def read_table(sheet: Sheet, matching: Matching, path: Path, *, kind: str) -> CodebookFile:
    """Return the codes of a table; `path` names it in errors.

    Raises `UserError("columns_without_names")` if no column has names of codes.
    """
    if not matching.usable:
        raise UserError("columns_without_names", name=path.name)
    return _Table(sheet, matching, path).read(kind)


class _Table:
    def __init__(self, sheet: Sheet, matching: Matching, path: Path) -> None:
        self._sheet, self._matching = sheet, matching
        self._tree = EntryTree(path)
        self._columns: dict[Role, list[int]] = {}
        for column, role in enumerate(matching.roles):
            self._columns.setdefault(role, []).append(column)
        first = 0 if matching.heading is None else matching.heading + 1
        self._rows = range(first, len(sheet.rows))

    def read(self, kind: str) -> CodebookFile:
        columns = self._columns
        if Role.LEVEL in columns:
            self._read_levels()
        elif Role.PATH in columns:
            self._read_paths(Role.PATH)
        elif Role.ID in columns and Role.PARENT_ID in columns:
            self._read_parents(Role.ID, Role.PARENT_ID)
        elif Role.PARENT in columns:
            self._read_parents(Role.NAME, Role.PARENT)
        elif self._matching.separator:
            self._read_paths(Role.NAME)
        else:
            self._read_indented()
        self._note_rest()
        return self._tree.file(kind)

    # -- what stands in a row

    def _cell(self, row: int, role: Role) -> str:
        return self._sheet.cell(row, self._columns[role][0]) if role in self._columns else ""

    def _entry(self, row: int, names: tuple[str, ...]) -> CodeEntry:
        texts = {}
        for name in TEXTS:
            cells = (self._sheet.cell(row, c) for c in self._columns.get(Role(name), ()))
            texts[name] = "\n\n".join(cell for cell in cells if cell)
        raw = self._cell(row, Role.GUID) or self._cell(row, Role.ID)
        color = read_color(self._cell(row, Role.COLOR))
        names = tuple(_BULLET.sub("", name) or name for name in names)
        return CodeEntry(names, read_guid(raw), color, **texts)

    # -- where codes stand in the tree

    def _read_levels(self) -> None:
        """A cell begins a code on its level; what is empty to the left of it is as above."""
        above: list[str] = []
        for row in self._rows:
            cells = [self._sheet.cell(row, c).strip() for c in self._columns[Role.LEVEL]]
            if not any(cells):
                continue
            last = max(at for at, cell in enumerate(cells) if cell)
            same = cells[: last + 1]
            for at, cell in enumerate(same):
                if cell:
                    break
                same[at] = above[at] if at < len(above) else ""
            above = same
            self._tree.place(self._entry(row, tuple(filter(None, same))))

    def _read_paths(self, role: Role) -> None:
        cells = {row: self._cell(row, role).strip() for row in self._rows}
        if self._matching.separator == "\\":
            cells = _without_root(cells)
        known = set(cells.values())
        for row, cell in cells.items():
            if cell:
                names = self._parted(cell, known if role is Role.NAME else None)
                self._tree.place(self._entry(row, names))

    def _parted(self, cell: str, known: set[str] | None) -> tuple[str, ...]:
        """Return the names in a path; with `known`, only a path that stands there is taken off."""
        sign = self._matching.separator
        if sign == "/":
            try:
                return split_path(cell)
            except UserError:
                return (cell,)
        if not sign or not cell.strip(sign):
            return (cell,)
        if known is None:
            return tuple(name for part in cell.split(sign) if (name := part.strip())) or (cell,)
        above = cell
        while (above := above.rpartition(sign)[0].rstrip()) and above not in known:
            pass
        if not above:
            return (cell,)
        rest = cell[len(above) :].strip().removeprefix(sign).strip()
        return (*self._parted(above, known), rest or cell)

    def _read_parents(self, key: Role, parent: Role) -> None:
        """Each row says what it is called and what the one above it is called."""
        rows = [row for row in self._rows if self._name(row)]
        by_key: dict[str, int] = {}
        for row in rows:
            by_key.setdefault(self._cell(row, key).strip(), row)
        above = {row: by_key.get(self._cell(row, parent).strip()) for row in rows}
        for row in rows:
            names: list[str] = []
            seen, at = {row}, above[row]
            while at is not None and at not in seen:
                names.insert(0, self._name(at))
                seen.add(at)
                at = above[at]
            said = self._cell(row, parent).strip()
            if parent is Role.PARENT and above[row] is None and said:
                names = list(self._path_said(said))
            self._tree.place(self._entry(row, (*names, self._name(row))))

    def _path_said(self, said: str) -> Sequence[str]:
        """Return the names in what is said of the code above, which is no row's name."""
        for sign in ("\\", ">", "/", "::"):
            if sign in said.strip(sign):
                return [name for part in said.split(sign) if (name := part.strip())]
        return [said]

    def _name(self, row: int) -> str:
        return self._cell(row, Role.NAME).strip()

    def _read_indented(self) -> None:
        """What is set in farther than the row above it is below it; a depth says so itself."""
        column = self._columns[Role.NAME][0]
        above: list[tuple[int, int]] = []  # how far in, and the code
        for row in self._rows[self._roots(column) :]:
            cell = self._sheet.cell(row, column)
            if not cell.strip():
                continue
            inset = self._inset(row, column, cell)
            while above and above[-1][0] >= inset:
                above.pop()
            parent = above[-1][1] if above else None
            above.append((inset, self._tree.add(parent, self._entry(row, (cell.strip(),)))))

    def _roots(self, column: int) -> int:
        """Return how many rows are only the root of all codes, named as the column: MAXQDA's."""
        heading, rows = self._matching.heading, list(self._rows)
        if heading is None or len(rows) < 2:
            return 0
        root, *others = ((row, self._sheet.cell(row, column)) for row in rows)
        same = root[1].strip().casefold() == self._sheet.cell(heading, column).strip().casefold()
        inset = self._inset(root[0], column, root[1])
        deeper = all(self._inset(r, column, c) > inset for r, c in others if c.strip())
        return int(same and deeper)

    def _inset(self, row: int, column: int, cell: str) -> int:
        depth = self._cell(row, Role.DEPTH).strip()
        if depth.isascii() and depth.isdigit() and len(depth) < 5:
            return int(depth)
        spaces = cell[: len(cell) - len(cell.lstrip())].expandtabs(_TAB)
        return len(spaces) + _TAB * self._sheet.indents.get((row, column), 0)

    def _note_rest(self) -> None:
        """Say which columns with words in them were left out, and which cells have no result."""
        heading = self._matching.heading
        for column in self._columns.get(Role.NONE, ()):
            if any(self._sheet.cell(row, column) for row in self._rows):
                said = "" if heading is None else self._sheet.cell(heading, column)
                self._tree.lose(CodeLoss.COLUMNS, said)
        if self._sheet.formulas:
            self._tree.lose(CodeLoss.FORMULAS, self._sheet.formula, self._sheet.formulas)


def _without_root(cells: dict[int, str]) -> dict[int, str]:
    """Return paths without doubled signs, and without the folder that NVivo puts all codes in."""
    rooted = all(_ROOT.match(cell) for cell in cells.values() if cell)
    return {
        row: re.sub(r"\\+", r"\\", _ROOT.sub("", cell, count=1) if rooted else cell)
        for row, cell in cells.items()
    }
