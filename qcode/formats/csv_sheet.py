"""Tables as text (.csv, .tsv): which sign parts the cells is found out from the text."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from qcode.model.errors import UserError

from .encoding import decode
from .limits import MAX_TEXT_BYTES, damaged, read_bytes
from .sheet import MAX_COLUMNS, MAX_ROWS, Sheet

KIND = "CSV"
_SIGNS = ",;\t|"
_SAMPLE = 50  # rows


def read_csv(path: Path) -> Sheet:
    """Return the table in a text file, in whatever encoding."""
    return read_text(decode(read_bytes(path)).text, path)


def read_text(text: str, path: Path) -> Sheet:
    """Return the table in a text; `path` names it in errors."""
    sign = ""
    if text[:4].lower() == "sep=":  # Excel's own way of saying it
        first, _end, text = text.partition("\n")
        sign = first[4:5]
    rows: list[tuple[str, ...]] = []
    csv.field_size_limit(MAX_TEXT_BYTES)
    try:
        for row in csv.reader(_lines(text), delimiter=sign or _sign(text)):
            while row and not row[-1].strip():
                row.pop()
            if len(row) > MAX_COLUMNS:
                raise UserError("sheet_too_wide", name=path.name, limit=MAX_COLUMNS)
            if any(map(str.strip, row)):
                rows.append(tuple(row))
            if len(rows) > MAX_ROWS:
                raise UserError("sheet_too_long", name=path.name, limit=MAX_ROWS)
    except (csv.Error, TypeError) as error:  # TypeError: a delimiter that cannot be one
        raise damaged(path, KIND) from error
    if not rows:
        raise UserError("sheet_empty", name=path.name)
    return Sheet("", tuple(rows))


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text with their ends; a file in memory would need four times as much."""
    at = 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        yield text[at:end]
        at = end


def _sign(text: str) -> str:
    """Return the sign that gives most rows the same number of cells, and more than one."""
    best, most = ",", 0
    for sign in _SIGNS:
        try:
            reader = csv.reader(_lines(text), delimiter=sign)
            sizes = Counter(len(row) for row in islice(reader, _SAMPLE) if row)
        except csv.Error:
            continue
        size, rows = max(sizes.items(), key=lambda each: each[1] * (each[0] > 1), default=(0, 0))
        if size > 1 and rows * size > most:
            best, most = sign, rows * size
    return best
