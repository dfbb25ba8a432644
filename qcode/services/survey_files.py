"""Files with surveys: which columns they have, what these seem to hold, and who answered what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from qcode.formats.sheet import Sheet
from qcode.formats.tables import READABLE, read_tables
from qcode.formats.xlsx import column_letters
from qcode.model.document import AttributeType
from qcode.model.errors import UserError
from qcode.model.names import LONGEST, clean_name, free_name
from qcode.model.survey import By, Respondent, Role, SurveyChoices, SurveyColumn
from qcode.model.text import canonical

from .language import tr
from .pasting import guess_type
from .survey_headings import headings

SUFFIXES = READABLE
_ID = re.compile(
    r"(respon(dent|se)|participant|deltagar|person|svars?|case|fall|record|submission)?"
    r"[ _-]*(id|nr|no|number|nummer|code|kod)\.?|respondent|participant|deltagare|löpnummer"
    r"|case|fall|namn|name|pseudonym|id[ _-].*",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"e-?mail|e-?post|phone|telefon|ip[ _-]?addr|ip-adress|latitud|longitud"
    r"|(first|last) ?name|(för|efter)namn|user ?name|användarnamn",
    re.IGNORECASE,
)
# What programs note for themselves: LimeSurvey, SurveyMonkey, Qualtrics.
_NOTED_BY_PROGRAM = re.compile(
    r"seed|frö|last ?page|sista sidan|refurl|(referrer|hänvisande) url|collector id"
    r"|external (data )?reference|distribution ?channel",
    re.IGNORECASE,
)
# A date with a time, as forms stamp an answer with.
_MOMENT = re.compile(
    r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}[ T]+\d{1,2}[.:]\d{2}([.:]\d{2})?([.,]\d+)?"
    r"( ?([ap]\.?m\.?|[fe]\.?m\.?))?( ?(GMT|UTC|CES?T|[CE]ES?T|Z)?([+-]\d{1,2}(:?\d{2})?)?)?",
    re.IGNORECASE,
)
_ZEROS = re.compile(r"[+-]?0\d")
_LONG_ID, _LONG_CHOICE = 60, 60  # characters
_MOSTLY = 0.9  # of the rows have an id of their own
_CHOICES, _OFTEN = 15, 3  # different answers of a choice at most, and how often each is given
_WORDS = 4  # in an answer to an open question, in the mean


class Noted(StrEnum):
    """What should be known about a file before it comes in."""

    DOUBLE_IDS = "double_ids"
    NO_ID = "no_id"
    UNFIT = "unfit"
    FORMULAS = "formulas"
    LEFT = "left"  # columns that are new in the file


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know about a file: how often, and the first example."""

    kind: Noted
    count: int
    example: str = ""


@dataclass(frozen=True, slots=True)
class SurveySheet:
    """A sheet: its headings, no two alike, and the rows below, which may be shorter.

    `heads` is how many rows the headings take up in the file.
    """

    name: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    formulas: int = 0
    formula: str = ""
    heads: int = 1

    def values(self, column: int) -> Iterator[str]:
        """Yield what a column says, in the order of the rows, empty cells too."""
        for row in self.rows:
            yield row[column] if column < len(row) else ""


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A file with its sheets, and the one with most cells."""

    path: Path
    sheets: tuple[SurveySheet, ...]
    likeliest: int = 0

    def sheet(self, name: str = "") -> SurveySheet:
        """Return a sheet by name, "" the likeliest; `UserError("sheet_unknown")`."""
        if not name:
            return self.sheets[self.likeliest]
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        known = ", ".join(sheet.name for sheet in self.sheets)
        raise UserError("sheet_unknown", sheet=name, name=self.path.name, sheets=known)


def read_survey(path: Path) -> SurveyFile:
    """Read a file whose first rows have the headings, see `survey_headings`.

    Raises `UserError`: "survey_without_rows", and those of the readers.
    """
    read = [_sheet(each) for each in read_tables(path) if len(each.rows) > 1]
    sheets = tuple(sheet for sheet in read if sheet.rows)
    if not sheets:
        raise UserError("survey_without_rows", name=path.name)
    likeliest = max(
        range(len(sheets)), key=lambda at: (len(sheets[at].rows) * len(sheets[at].names), -at)
    )
    return SurveyFile(path, sheets, likeliest)


def _sheet(sheet: Sheet) -> SurveySheet:
    names: list[str] = []
    heads, said = headings(sheet)
    for column, heading in enumerate(said):
        name = heading or tr("Column {letter}", letter=column_letters(column))
        names.append(free_name(clean_name(name[:LONGEST]), names))
    rows = sheet.rows[heads:]
    return SurveySheet(sheet.name, tuple(names), rows, sheet.formulas, sheet.formula, heads)


# -- guessing


def guess(sheet: SurveySheet, *, by: By = By.RESPONDENT) -> SurveyChoices:
    """Return what the columns of a sheet seem to hold."""
    cells = [[value.strip() for value in sheet.values(at)] for at in range(len(sheet.names))]
    columns = [_column(name, values) for name, values in zip(sheet.names, cells, strict=True)]
    at = _id_column(sheet.names, cells)
    if at is not None:
        columns[at] = SurveyColumn(sheet.names[at], Role.ID)
    return SurveyChoices(tuple(columns), by, sheet.name)


def _id_column(names: Sequence[str], cells: Sequence[Sequence[str]]) -> int | None:
    """Return the column that is called so and hardly repeats itself, or a first that never does."""
    for at, values in enumerate(cells):
        if _ID.fullmatch(names[at]) and _tells_apart(values, _MOSTLY):
            return at
    if cells and _tells_apart(cells[0], 1) and not any(" " in value for value in cells[0]):
        return 0
    return None


def _tells_apart(values: Sequence[str], share: float) -> bool:
    """Whether at least a share of the rows have a short value that no other has."""
    different = {value for value in values if value}
    return len(different) >= share * len(values) and max(map(len, values)) <= _LONG_ID


def _column(name: str, values: Sequence[str]) -> SurveyColumn:
    filled = [value for value in values if value]
    if not filled or _PRIVATE.search(name) or _NOTED_BY_PROGRAM.fullmatch(name):
        return SurveyColumn(name)
    kind = column_type(filled)
    if kind is AttributeType.TEXT and _is_open(name, filled):
        return SurveyColumn(name, Role.QUESTION)
    return SurveyColumn(name, Role.ATTRIBUTE, kind)


def _is_open(name: str, filled: Sequence[str]) -> bool:
    if all(map(_MOMENT.fullmatch, filled)):
        return False
    words = sum(len(value.split()) for value in filled) / len(filled)
    return words >= _WORDS or (name.endswith("?") and words > 1)


def column_type(values: Iterable[str]) -> AttributeType:
    """Return the narrowest type for values; numbers that begin with 0, as codes do, are text."""
    filled = [value for value in values if value]
    kind = guess_type(filled)
    if kind is AttributeType.NUMBER and any(map(_ZEROS.match, filled)):
        if all("." in v or "," in v for v in filled if _ZEROS.match(v)):
            return kind
        return AttributeType.TEXT
    if kind is AttributeType.TEXT and filled:
        different = set(filled)
        few = len(different) <= _CHOICES and len(different) * _OFTEN <= len(filled)
        if few and max(map(len, different)) <= _LONG_CHOICE:
            return AttributeType.CHOICE
    return kind


# -- what is said


def column_names(sheet: SurveySheet, text: str) -> list[str]:
    """Return the headings that a list with commas names; `UserError("column_unknown")`.

    A heading with a comma in it is found too, by its whole name.
    """
    found: list[str] = []
    parts = text.split(",")
    while parts:
        for size in range(len(parts), 0, -1):
            name = ",".join(parts[:size]).strip()
            if name in sheet.names:
                found.append(name)
                parts = parts[size:]
                break
        else:
            known = ", ".join(sheet.names)
            raise UserError("column_unknown", column=parts[0].strip(), columns=known)
    return found


def with_role(choices: SurveyChoices, name: str, role: Role) -> SurveyChoices:
    """Return choices with another role for a column; there is one id at most."""
    columns = []
    for column in choices.columns:
        if column.name == name:
            column = replace(column, role=role)
        elif role is Role.ID and column.role is Role.ID:
            column = replace(column, role=Role.LEFT)
        columns.append(column)
    return replace(choices, columns=tuple(columns))


def respondents(
    sheet: SurveySheet, choices: SurveyChoices
) -> tuple[list[Respondent], list[Notice]]:
    """Return who answered what, ids made unique, and what is to be known about it."""
    columns = list(enumerate(choices.columns))
    key_at = next((at for at, column in columns if column.role is Role.ID), None)
    values = [(at, c.name) for at, c in columns if c.role is Role.ATTRIBUTE]
    questions = [(at, c.name) for at, c in columns if c.role is Role.QUESTION]
    people: list[Respondent] = []
    taken: set[str] = set()
    doubles: list[str] = []
    nobody: list[int] = []
    for number, row in enumerate(sheet.rows, 1):
        key = str(number) if key_at is None else _key(row, key_at)
        if not key:
            nobody.append(number)
            continue
        if key in taken:
            doubles.append(key)
        key = free_name(key, taken)
        taken.add(key)
        people.append(
            Respondent(
                key,
                number,
                {n: said for at, n in values if (said := " ".join(_cell(row, at).split()))},
                {n: said for at, n in questions if (said := _cell(row, at).strip())},
            )
        )
    notices = []
    if doubles:
        notices.append(Notice(Noted.DOUBLE_IDS, len(doubles), doubles[0]))
    if nobody:
        notices.append(Notice(Noted.NO_ID, len(nobody), str(nobody[0] + sheet.heads)))
    if sheet.formulas:
        notices.append(Notice(Noted.FORMULAS, sheet.formulas, sheet.formula))
    return people, notices


def _cell(row: Sequence[str], at: int) -> str:
    return canonical(row[at]).text if at < len(row) else ""


def _key(row: Sequence[str], at: int) -> str:
    try:
        return clean_name(_cell(row, at).strip()[:LONGEST])
    except UserError:  # empty, or nothing that can be seen
        return ""
