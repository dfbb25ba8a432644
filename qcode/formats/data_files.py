"""Tables for statistics as files: CSV, a workbook, a data dictionary, and scripts that read them.

The scripts stand beside the CSV file, which they name without a folder.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from .data_table import DataTable, Measure, Value, Variable, decimals
from .workbook import LONGEST, Sheet, SheetColumn, Workbook
from .workbook import Value as Cell

_LONGEST_TEXT = 32_767  # bytes of a text in SPSS
_LONGEST_LABEL = 255  # bytes of a label in SPSS
_NUMBERS = frozenset({Measure.NUMBER, Measure.COUNT, Measure.FLAG})
_SCALES = {
    Measure.TEXT: "NOMINAL",
    Measure.CHOICE: "NOMINAL",
    Measure.FLAG: "NOMINAL",
    Measure.NUMBER: "SCALE",
    Measure.COUNT: "SCALE",
    Measure.DATE: "SCALE",
}
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")  # takes two units of a cell
Words = Callable[[Variable], str]


def write_csv(path: Path, table: DataTable, names: Sequence[str], *, one_line: bool = False) -> int:
    """Write a table as CSV in UTF-8; return how many texts had to be put in one line or cut.

    `one_line` is for SPSS, which reads no line breaks in a value and no text above 32,767 bytes.
    """
    changed = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        for row in table.rows:
            cells = []
            for value in row:
                cell: Value = "" if value is None else value
                if one_line and isinstance(cell, str):
                    flat = _flat(cell)
                    changed += flat != cell
                    cell = flat
                cells.append(cell)
            writer.writerow(cells)
    return changed


def count_flat(table: DataTable) -> int:
    """Return how many texts SPSS takes only in one line or cut."""
    texts = (value for row in table.rows for value in row if isinstance(value, str))
    return sum(_flat(text) != text for text in texts)


def count_cut(table: DataTable) -> int:
    """Return how many texts are too long for a cell of a workbook."""
    texts = (value for row in table.rows for value in row if isinstance(value, str))
    return sum(len(text) + len(_ASTRAL.findall(text)) > LONGEST for text in texts)


def _flat(text: str) -> str:
    flat = " ".join(text.splitlines()) if not text.isprintable() else text
    data = flat.encode("utf-8")
    return flat if len(data) <= _LONGEST_TEXT else data[:_LONGEST_TEXT].decode("utf-8", "ignore")


# -- dictionary


def dictionary(
    table: DataTable, names: Sequence[str], headings: Sequence[str], words: Words
) -> Iterator[list[str]]:
    """Yield the rows of a data dictionary: name, label, what it is, and the values of a choice."""
    yield list(headings)
    for variable, name in zip(table.variables, names, strict=True):
        choices = "; ".join(variable.choices)
        yield [name, variable.label, words(variable), choices]


def write_rows(path: Path, rows: Iterator[list[str]]) -> None:
    """Write rows of texts as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def write_workbook(
    path: Path,
    table: DataTable,
    names: Sequence[str],
    sheets: tuple[str, str],
    rows: Iterator[list[str]],
) -> int:
    """Write the table and its dictionary as two sheets; return how many texts were cut."""
    columns = [
        SheetColumn(name, min(max(len(name), 8), 40), number=variable.measure in _NUMBERS)
        for name, variable in zip(names, table.variables, strict=True)
    ]
    days = [variable.measure is Measure.DATE for variable in table.variables]
    cells = (
        [_cell(value, is_day=day) for value, day in zip(row, days, strict=True)]
        for row in table.rows
    )
    told = list(rows)
    about = [SheetColumn(heading, 30) for heading in told[0]]
    losses = Workbook(path, path.stem).write(
        [Sheet(sheets[0], columns, cells), Sheet(sheets[1], about, told[1:])]
    )
    return sum(loss.count for loss in losses)


def _cell(value: Value, *, is_day: bool) -> Cell:
    if is_day and isinstance(value, str) and value:
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


# -- SPSS


def spss_syntax(table: DataTable, names: Sequence[str], file: str, yes_no: tuple[str, str]) -> str:
    """Return the syntax that reads the CSV file `file` with labels, for SPSS and PSPP."""
    columns = list(zip(*table.rows, strict=True)) or [() for _each in names]
    shapes = [
        f"  {name} {_shape(variable, values)}"
        for name, variable, values in zip(names, table.variables, columns, strict=True)
    ]
    labels = [
        f"  {name} {_quoted(variable.label)}"
        for name, variable in zip(names, table.variables, strict=True)
    ]
    lines = [
        "* Encoding: UTF-8.",
        "SET DECIMAL=DOT.",
        "GET DATA",
        "  /TYPE=TXT",
        f"  /FILE={_quoted(file)}",
        "  /ENCODING='UTF-8'",
        "  /ARRANGEMENT=DELIMITED",
        "  /DELCASE=LINE",
        "  /FIRSTCASE=2",
        '  /DELIMITERS=","',
        "  /QUALIFIER='\"'",
        "  /VARIABLES=",
        *shapes[:-1],
        f"{shapes[-1]}.",
        "VARIABLE LABELS",
        *labels[:-1],
        f"{labels[-1]}.",
    ]
    for name, variable in zip(names, table.variables, strict=True):
        if variable.measure is Measure.FLAG:
            lines.append(f"VALUE LABELS {name} 0 {_quoted(yes_no[1])} 1 {_quoted(yes_no[0])}.")
        lines.append(f"VARIABLE LEVEL {name} ({_SCALES[variable.measure]}).")
    return "\n".join([*lines, "EXECUTE.", ""])


def _shape(variable: Variable, values: Sequence[Value]) -> str:
    if variable.measure in (Measure.TEXT, Measure.CHOICE):
        longest = max((len(_flat(str(value or "")).encode("utf-8")) for value in values), default=1)
        return f"A{max(longest, 1)}"
    if variable.measure is Measure.DATE:
        return "SDATE10"
    return f"F16.{decimals(values)}" if variable.measure is Measure.NUMBER else "F8.0"


def _quoted(text: str) -> str:
    """Return a text as SPSS takes it, short enough for a label."""
    data = " ".join(text.split()).encode("utf-8")[:_LONGEST_LABEL]
    return "'" + data.decode("utf-8", "ignore").replace("'", "''") + "'"


# -- R


def r_script(table: DataTable, names: Sequence[str], file: str) -> str:
    """Return the script that reads the CSV file `file` with labels, for R without packages."""
    kinds = {Measure.TEXT: "character", Measure.CHOICE: "character", Measure.DATE: "character"}
    classes = [kinds.get(variable.measure, "numeric") for variable in table.variables]
    lines = [
        f'data <- read.csv({_escaped(file)}, encoding = "UTF-8", check.names = FALSE,',
        '  na.strings = "", stringsAsFactors = FALSE,',
        f"  colClasses = c({', '.join(map(_escaped, classes))}))",
    ]
    for name, variable in zip(names, table.variables, strict=True):
        if variable.measure is Measure.CHOICE:
            levels = ", ".join(map(_escaped, variable.choices))
            lines.append(f"data${name} <- factor(data${name}, levels = c({levels}))")
        elif variable.measure is Measure.DATE:
            lines.append(f"data${name} <- as.Date(data${name})")
        lines.append(f'attr(data${name}, "label") <- {_escaped(variable.label)}')
    return "\n".join([*lines, ""])


def _escaped(text: str) -> str:
    """Return a text as R takes it in any encoding."""
    return '"' + "".join(_escape(character) for character in text) + '"'


def _escape(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isascii() and character.isprintable():
        return character
    return f"\\U{{{ord(character):x}}}"
