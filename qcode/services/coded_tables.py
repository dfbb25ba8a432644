"""Coded passages from a table: read, found in the texts, shown first, and taken in as one step."""

from __future__ import annotations

from collections.abc import Sequence
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
from .passage_finding import Findings, FindOptions, FoundRow, State, find_passages
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
class CodingsPlan:
    """What bringing a table in would do.

    `found` are its rows, `left` the numbers of those that are left out by choice. `codings` are
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
    left: frozenset[int] = field(default_factory=frozenset)

    @property
    def brings(self) -> bool:
        """Whether anything would come in."""
        return bool(self.codings or self.memos)

    def lost(self) -> list[FoundRow]:
        """Return the rows that have no place, or no single one."""
        return [row for row in self.found.rows if row.place is None]


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
    left: frozenset[int] = frozenset(),
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
    return _planned(project, _Asked(sheet, choices, options, left), found, operation)


def leave_out(project: Project, plan: CodingsPlan, left: frozenset[int]) -> CodingsPlan:
    """Return a plan without some of its rows, by number; what was found stays found."""
    asked = _Asked(plan.sheet, plan.choices, plan.options, left)
    return _planned(project, asked, plan.found, plan.operation)


@dataclass(frozen=True, slots=True)
class _Asked:
    sheet: CodedSheet
    choices: TableChoices
    options: FindOptions
    left: frozenset[int]


def _planned(project: Project, asked: _Asked, found: Findings, operation: int) -> CodingsPlan:
    work = TableExchange(project, asked.sheet.name, asked.choices.levels)
    for row in found.rows:
        if row.row.number not in asked.left:
            work.add(row)
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
        left=asked.left,
    )


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
        plan = plan_codings(
            project, plan.sheet, plan.choices, plan.options, left=plan.left, job=job
        )
    if not plan.brings:
        return CodingsResult(plan, None)
    result = exchange_in.take_in(project, plan.exchange, name=name, job=job, origin=origin)
    return CodingsResult(plan, result.changes)


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
