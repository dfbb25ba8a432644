"""Coded passages from a table: read, found in the texts, shown first, and taken in as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from qcode.formats import coded_rows
from qcode.formats.coded_rows import CodedSheet
from qcode.formats.data_files import write_rows
from qcode.formats.exchange import ExchangeProject
from qcode.model.changes import Changes
from qcode.model.codebook import join_path
from qcode.model.coded_table import BETWEEN, LEVELS, Role, TableChoices, with_column
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.store import file

from . import exchange_in, whole_files
from .coded_exchange import TableExchange
from .coded_words import why_words
from .exchange_plan import Noun
from .language import tr
from .passage_finding import Findings, FindOptions, FoundRow, Place, State, find_passages
from .projects import Project

SUFFIXES = coded_rows.SUFFIXES


@dataclass(frozen=True, slots=True)
class CodedTable:
    """A file with its sheets, the one that says most first."""

    path: Path
    sheets: tuple[CodedSheet, ...]

    def sheet(self, name: str = "") -> CodedSheet:
        """Return a sheet by name, "" the first; `UserError("sheet_unknown")`."""
        for sheet in self.sheets:
            if name in ("", sheet.name):
                return sheet
        known = ", ".join(sheet.name for sheet in self.sheets)
        raise UserError("sheet_unknown", sheet=name, name=self.path.name, sheets=known)


@dataclass(frozen=True, slots=True)
class RowChoices:
    """What somebody says of rows, by their numbers: which are `left` out, and where others are.

    `picked` are the places of rows that could be in several; without one a row does not come in.
    """

    left: frozenset[int] = frozenset()
    picked: Mapping[int, frozenset[Place]] = field(default_factory=dict)

    def places(self, row: FoundRow) -> list[Place]:
        """Return where a row comes in: where it is, or where somebody says, in that order."""
        if row.row.number in self.left:
            return []
        if row.place is not None:
            return [row.place]
        picked = self.picked.get(row.row.number, frozenset())
        return [each for each in row.places if each in picked]


@dataclass(frozen=True, slots=True)
class CodingsPlan:
    """What bringing a table in would do.

    `found` are its rows, `rows` what was chosen of them. `codings` are
    new, `known` here already; `codes` are the paths of codes that would be made. It is of the
    time of an `operation`.
    """

    sheet: CodedSheet
    choices: TableChoices
    options: FindOptions
    found: Findings
    exchange: ExchangeProject
    codings: int
    known: int
    memos: int
    codes: tuple[str, ...]
    coders: int
    operation: int
    rows: RowChoices = field(default_factory=RowChoices)

    @property
    def brings(self) -> bool:
        """Whether anything would come in."""
        return bool(self.codings or self.memos)

    def lost(self) -> list[FoundRow]:
        """Return the rows that have no place, or no single one and none was picked."""
        return [row for row in self.found.rows if row.place is None and not self._picked(row)]

    def picked(self) -> list[FoundRow]:
        """Return the rows that could be in several places, of which some were picked."""
        return [row for row in self.found.of(State.AMBIGUOUS) if self._picked(row)]

    def _picked(self, row: FoundRow) -> bool:
        return not self.rows.picked.get(row.row.number, frozenset()).isdisjoint(row.places)


@dataclass(frozen=True, slots=True)
class CodingsResult:
    """What was done. `changes` is None when all of it was here already."""

    plan: CodingsPlan
    changes: Changes | None


def read_table(path: Path) -> CodedTable:
    """Read a file. Raises `UserError`: "file_missing", and those of `read_coded`."""
    if not file.exists(path):
        raise UserError("file_missing", name=path.name)
    return CodedTable(path, coded_rows.read_coded(path))


def is_coded_table(path: Path) -> bool:
    """Whether a file is a table of coded passages that a known program wrote. Raises nothing."""
    return file.exists(path) and coded_rows.is_coded_table(path)


def chosen(
    sheet: CodedSheet,
    columns: Sequence[str] = (),
    *,
    between: str | None = None,
    levels: str | None = None,
) -> TableChoices:
    """Return what is proposed for a sheet, with what somebody says otherwise.

    `columns` are such as "quote=Utdrag"; what one says, its column alone says. Raises `UserError`:
    "role_unknown", "column_unknown", "sign_unknown".
    """
    choices = sheet.guess.choices
    named: set[Role] = set()
    for each in columns:
        word, _equals, heading = each.partition("=")
        role, at = _role(word), _column(sheet, heading)
        if role not in named:  # what was guessed gives way
            roles = [Role.LEFT if one is role else one for one in choices.roles]
            choices = replace(choices, roles=tuple(roles))
            named.add(role)
        choices = with_column(choices, at, role)
    for sign, known in ((between, BETWEEN), (levels, LEVELS)):
        if sign is not None and sign not in known:
            raise UserError("sign_unknown", sign=sign, signs=" ".join(filter(None, known)))
    return replace(
        choices,
        between=choices.between if between is None else between,
        levels=choices.levels if levels is None else levels,
    )


def _role(word: str) -> Role:
    try:
        return Role(word.strip().lower())
    except ValueError:
        raise UserError("role_unknown", role=word, roles=", ".join(Role)) from None


def _column(sheet: CodedSheet, heading: str) -> int:
    for same in (str, str.casefold):
        for at, name in enumerate(sheet.names):
            if same(name) == same(heading.strip()):
                return at
    known = ", ".join(sheet.names)
    raise UserError("column_unknown", column=heading.strip(), columns=known)


def plan_codings(
    project: Project,
    sheet: CodedSheet,
    choices: TableChoices,
    options: FindOptions | None = None,
    *,
    rows: RowChoices | None = None,
    job: Job = SILENT,
) -> CodingsPlan:
    """Find the passages of a sheet, and say what bringing them in would do; nothing is written.

    Raises `UserError("columns_needed")` where no column says what is coded, or with what.
    """
    if not choices.usable:
        raise UserError("columns_needed")
    options = options or FindOptions()
    operation = project.last_operation()
    found = find_passages(project, coded_rows.rows_of(sheet, choices), options, job=job)
    asked = _Asked(sheet, choices, options, rows or RowChoices())
    return _planned(project, asked, found, operation)


def choose_rows(project: Project, plan: CodingsPlan, rows: RowChoices) -> CodingsPlan:
    """Return a plan with other choices of its rows; what was found stays found."""
    asked = _Asked(plan.sheet, plan.choices, plan.options, rows)
    return _planned(project, asked, plan.found, plan.operation)


@dataclass(frozen=True, slots=True)
class _Asked:
    sheet: CodedSheet
    choices: TableChoices
    options: FindOptions
    rows: RowChoices


def _planned(project: Project, asked: _Asked, found: Findings, operation: int) -> CodingsPlan:
    work = TableExchange(project, asked.sheet.name, asked.choices.levels)
    for row in found.rows:
        for place in asked.rows.places(row):
            work.add(row, place)
    exchange = work.project()
    counts = exchange_in.plan(project, exchange)
    return CodingsPlan(
        sheet=asked.sheet,
        choices=asked.choices,
        options=asked.options,
        found=found,
        exchange=exchange,
        codings=counts.of(Noun.SEGMENTS).new,
        known=counts.of(Noun.SEGMENTS).known,
        memos=counts.of(Noun.MEMOS).new,
        codes=tuple(join_path(names) for names in work.codes.new),
        coders=counts.of(Noun.CODERS).new,
        operation=operation,
        rows=asked.rows,
    )


def picked_places(
    plan: CodingsPlan, numbers: Mapping[int, Sequence[int]]
) -> Mapping[int, frozenset[Place]]:
    """Return places by rows, for the numbers of rows and of their places from 1; none: all.

    Raises `UserError("pick_unknown")` for what no row of several places has.
    """
    several = {row.row.number: row.places for row in plan.found.of(State.AMBIGUOUS)}
    picked = {}
    for row, wanted in numbers.items():
        places = several.get(row, ())
        for each in wanted or (1,):
            if not 0 < each <= len(places):
                raise UserError("pick_unknown", row=row, place=each)
        picked[row] = frozenset(places[each - 1] for each in wanted) or frozenset(places)
    return picked


def import_codings(
    project: Project,
    plan: CodingsPlan,
    name: str,
    *,
    job: Job = SILENT,
    origin: object = None,
) -> CodingsResult:
    """Bring in what was planned, as one operation. `name` is the file's, for the history.

    Where the project has changed since, it is planned again: texts and codes may be others.
    """
    if plan.operation != project.last_operation():
        anew = plan_codings(project, plan.sheet, plan.choices, plan.options, job=job)
        plan = choose_rows(project, anew, _carried(plan, anew))
    if not plan.brings:
        return CodingsResult(plan, None)
    result = exchange_in.take_in(project, plan.exchange, name=name, job=job, origin=origin)
    return CodingsResult(plan, result.changes)


def _carried(before: CodingsPlan, after: CodingsPlan) -> RowChoices:
    """Return the choices for rows that were found anew: places stay those of the same number."""
    picked = {}
    for old, new in zip(before.found.rows, after.found.rows, strict=True):
        chosen = before.rows.picked.get(old.row.number, frozenset())
        if chosen and len(old.places) == len(new.places):
            pairs = zip(old.places, new.places, strict=True)
            picked[new.row.number] = frozenset(there for here, there in pairs if here in chosen)
    return RowChoices(before.rows.left, picked)


def save_lost(plan: CodingsPlan, out: Path, *, overwrite: bool = False) -> int:
    """Write the rows without a place as CSV, with the reason last; return how many.

    Raises `UserError` as `whole_files` does.
    """
    whole_files.check_place(out, overwrite=overwrite)
    names, lost = plan.sheet.names, plan.lost()
    rows = [[*names, tr("Why it is not coded")]]
    for each in lost:
        cells = plan.sheet.rows[each.row.number - 1]
        rows.append([*cells, *[""] * (len(names) - len(cells)), why_words(each)])
    whole_files.write_whole(out, lambda partial: write_rows(partial, iter(rows)))
    return len(lost)


def count(plan: CodingsPlan, state: State) -> int:
    """Return how many rows have a state."""
    return len(plan.found.of(state))
