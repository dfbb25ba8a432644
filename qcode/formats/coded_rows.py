"""Tables of coded passages read from files: which sheets there are, and what each row says."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from qcode.model.coded_table import CodedRow, Role, RowCode, TableChoices, names_of
from qcode.model.errors import UserError
from qcode.model.names import LONGEST
from qcode.model.text import canonical

from .coded_columns import Guess, Program, code_of, guess
from .coded_dates import made, month_first
from .coded_pages import read_pages
from .coded_summary import TITLED, is_summary, of_summary
from .csv_sheet import read_text
from .encoding import decode
from .limits import read_head
from .sheet import Sheet
from .tables import READABLE, WORKBOOKS, read_tables
from .xlsx import column_letters

# Files that may hold such a table: NVivo writes its passages as text, Taguette as a web page.
SUFFIXES: Sequence[str] = (*READABLE, ".docx", ".rtf", ".htm", ".html")
_HEAD = 1 << 18  # bytes of a text that are looked at to tell what it is
_TRUE = frozenset(["true", "1", "1.0", "yes", "y", "x", "ja", "j", "sant", "wahr", "✓"])
_RANGE = re.compile(r"\D*(\d{1,12})\s*[-–—:;,]+\s*(\d{1,12})\D*")
_FIRST = re.compile(r"\d{1,9}")
_NUMBER = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,6})?")


@dataclass(frozen=True, slots=True)
class CodedSheet:
    """A sheet: its headings, no two alike, the rows below them, and what they seem to say."""

    name: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guess: Guess

    @property
    def program(self) -> Program:
        """Whose table it is."""
        return self.guess.program

    def values(self, column: int) -> Iterator[str]:
        """Yield what a column says, in the order of the rows, empty cells too."""
        for row in self.rows:
            yield row[column] if column < len(row) else ""


def read_coded(path: Path) -> tuple[CodedSheet, ...]:
    """Return the sheets of a file, the one that says most first.

    Raises `UserError`: "coded_table_empty" for one without rows, and those of the readers.
    """
    pages = read_pages(path)
    if pages is None and path.suffix.lower() not in READABLE:
        raise UserError("coded_table_unknown", name=path.name)
    sheets = [pages] if pages is not None else [_summary(each) for each in read_tables(path)]
    found = [_sheet(each) for each in sheets if len(each.rows) > 1]
    if not found:
        raise UserError("coded_table_empty", name=path.name)
    return tuple(sorted(found, key=lambda each: -each.guess.known))


def _summary(sheet: Sheet) -> Sheet:
    """Return the table that a sheet stands for, which may be a printed report."""
    lines = ("\t".join(filter(None, row)) for row in sheet.rows)
    head = list(islice(lines, TITLED))
    return (of_summary([*head, *lines]) if is_summary(head) else None) or sheet


def is_coded_table(path: Path) -> bool:
    """Whether a file is a table of coded passages: a program's, or one that says all of them.

    Raises nothing.
    """
    if path.suffix.lower() not in READABLE or path.suffix.lower() == ".txt":
        return False
    try:
        found = [guess(each.rows, each.width) for each in _heads(path) if len(each.rows) > 1]
    except (OSError, ValueError, UserError):
        return False
    best = max(found, key=lambda each: each.known, default=None)
    if best is None:
        return False
    says_all = {Role.DOCUMENT, Role.QUOTE, Role.CODE} <= set(best.choices.roles)
    return says_all or best.program is not Program.UNKNOWN


def _heads(path: Path) -> list[Sheet]:
    """Return the sheets of a file, of a long text only its beginning."""
    if path.suffix.lower() in WORKBOOKS:
        return [_summary(each) for each in read_tables(path)]
    head = read_head(path, _HEAD)
    if len(head) == _HEAD:
        head = head[: head.rfind(b"\n") + 1]
        if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            head = head[: len(head) // 2 * 2]
    return [read_text(decode(head).text, path)]


def _sheet(sheet: Sheet) -> CodedSheet:
    found = guess(sheet.rows, sheet.width, sheet.name)
    names: list[str] = []
    for column in range(sheet.width):
        said = " ".join(canonical(sheet.cell(found.heading, column)).text.split())[:LONGEST]
        name, again = said or column_letters(column), 2
        while name in names:
            name, again = f"{said or column_letters(column)} ({again})", again + 1
        names.append(name)
    return CodedSheet(sheet.name, tuple(names), sheet.rows[found.heading + 1 :], found)


# -- rows


def rows_of(sheet: CodedSheet, choices: TableChoices) -> list[CodedRow]:
    """Return what each row says, as the columns are said to be."""
    return _Rows(sheet, choices).all()


class _Rows:
    def __init__(self, sheet: CodedSheet, choices: TableChoices) -> None:
        self._sheet, self._choices = sheet, choices
        self._at = {role: choices.column(role) for role in Role}
        self._levels = choices.columns(Role.LEVEL)
        if choices.inward:
            self._levels.reverse()
        self._memos = choices.columns(Role.MEMO)
        names = sheet.names
        self._applied = {
            at: code_of(names[at], Role.APPLIED) for at in choices.columns(Role.APPLIED)
        }
        self._weights = {
            code_of(names[at], Role.CODE_WEIGHT): at for at in choices.columns(Role.CODE_WEIGHT)
        }
        code, date = self._at[Role.CODE], self._at[Role.DATE]
        self._known = frozenset() if code is None else frozenset(map(_line, sheet.values(code)))
        self._month = None if date is None else month_first(sheet.values(date))

    def all(self) -> list[CodedRow]:
        """Return the rows."""
        return [self._row(number, cells) for number, cells in enumerate(self._sheet.rows, 1)]

    def _row(self, number: int, cells: Sequence[str]) -> CodedRow:
        start, end = self._span(cells)
        memos = (canonical(_cell(cells, at)).text.strip() for at in self._memos)
        return CodedRow(
            number=number,
            document=_line(self._cell(cells, Role.DOCUMENT)),
            quote=canonical(self._cell(cells, Role.QUOTE)).text.strip(),
            codes=tuple(self._codes(cells)),
            start=start,
            end=end,
            paragraph=_first(self._cell(cells, Role.PARAGRAPH)),
            memo="\n\n".join(dict.fromkeys(filter(None, memos))),
            coder=_line(self._cell(cells, Role.CODER)),
            made=made(self._cell(cells, Role.DATE), month=self._month),
            guid=self._cell(cells, Role.GUID).strip().strip("{}").lower(),
        )

    def _cell(self, cells: Sequence[str], role: Role) -> str:
        at = self._at[role]
        return "" if at is None else _cell(cells, at)

    def _span(self, cells: Sequence[str]) -> tuple[int | None, int | None]:
        found = _RANGE.fullmatch(self._cell(cells, Role.RANGE).strip())
        if found is not None:
            return int(found[1]), int(found[2])
        return _whole(self._cell(cells, Role.START)), _whole(self._cell(cells, Role.END))

    def _codes(self, cells: Sequence[str]) -> Iterator[RowCode]:
        weight = self._weight(self._cell(cells, Role.WEIGHT))
        above = [name for at in self._levels if (name := _line(_cell(cells, at)))]
        written = self._parts(self._cell(cells, Role.CODE))
        if not written and above and self._at[Role.CODE] is None:
            yield RowCode(tuple(above), weight)
        levels = self._choices.levels
        for each in dict.fromkeys(written):
            if names := names_of(each, levels, self._known):
                yield RowCode((*above, *names), weight)
        for at, code in self._applied.items():
            if _cell(cells, at).strip().casefold() in _TRUE:
                own = self._weights.get(code)
                given = weight if own is None else self._weight(_cell(cells, own))
                yield RowCode(names_of(code, levels or "\\"), given)

    def _parts(self, cell: str) -> list[str]:
        text, between = canonical(cell).text, self._choices.between
        if not between:
            return [text] if text.strip() else []
        return [each for each in re.split(rf"[\n\u2028{re.escape(between)}]", text) if each.strip()]

    def _weight(self, cell: str) -> int | None:
        """Return a weight from 0 to 100; MAXQDA writes 0 where nobody gave one."""
        number = _number(cell)
        if number is None or (not number and self._sheet.program is Program.MAXQDA):
            return None
        return min(max(round(number), 0), 100)


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""


def _line(cell: str) -> str:
    return " ".join(canonical(cell).text.split())


def _number(cell: str) -> float | None:
    written = cell.strip()
    return float(written.replace(",", ".")) if _NUMBER.fullmatch(written) else None


def _whole(cell: str) -> int | None:
    number = _number(cell)
    return int(number) if number is not None and number.is_integer() and number >= 0 else None


def _first(cell: str) -> int | None:
    found = _FIRST.search(cell)
    return int(found[0]) if found else None
