"""The command that brings coded passages in from a table."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from qcode.analysis.passage_text import difference
from qcode.model.coded_table import Role
from qcode.services import coded_tables, documents
from qcode.services.coded_tables import CodedTable, CodingsPlan, RowChoices
from qcode.services.coded_words import (
    brought_words,
    counts_words,
    new_code_words,
    program_words,
    role_words,
    unknown_words,
    why_words,
)
from qcode.services.language import tr
from qcode.services.passage_finding import FindOptions, FoundRow, Place, State
from qcode.services.passage_places import place_words, shown_places
from qcode.services.projects import Project

from .opening import reading, writing
from .output import TerminalJob, dim, print_json, print_operation, print_table

_SHOWN = 5  # rows of each kind that are printed
_LONG = 70  # characters of a passage that are printed


def import_codings(options: argparse.Namespace) -> None:
    """Bring coded passages in, or only say what would come."""
    table = coded_tables.read_table(options.file)
    operation = 0
    with reading(options.project) if options.dry_run else writing(options) as project:
        plan = _plan(project, table, options)
        if not options.dry_run:
            job = TerminalJob(tr("Importing"))
            result = coded_tables.import_codings(project, plan, table.path.name, job=job)
            operation = result.changes.operation if result.changes else 0
        if options.save_missing is not None:
            coded_tables.save_lost(plan, options.save_missing)
        if options.json:
            print_json(_as_json(project, plan, operation))
            return
        _print_plan(project, plan)
    if options.save_missing is not None:
        print(tr("Written: {path}", path=options.save_missing))
    if not options.dry_run:
        print_operation(operation, False)


def _plan(project: Project, table: CodedTable, options: argparse.Namespace) -> CodingsPlan:
    sheet = table.sheet(options.sheet)
    choices = coded_tables.chosen(
        sheet, options.column, between=options.between, levels=options.levels
    )
    document = None
    if options.document is not None:
        document = documents.find_document(project, options.document).id
    plan = coded_tables.plan_codings(
        project,
        sheet,
        choices,
        FindOptions(options.min_similarity, document),
        job=TerminalJob(tr("Looking for the passages")),
    )
    if not options.pick:
        return plan
    picked = coded_tables.picked_places(plan, dict(options.pick))
    return coded_tables.choose_rows(project, plan, RowChoices(picked=picked))


def _as_json(project: Project, plan: CodingsPlan, operation: int) -> dict[str, object]:
    names = {row.id: row.name for row in project.documents()}
    chosen = plan.rows.places

    def place(each: Place) -> dict[str, object]:
        return {
            "document": names[each.document],
            "document_id": each.document,
            "start": each.span.start,
            "end": each.span.end,
        }

    def near(row: FoundRow) -> dict[str, object]:
        assert row.place is not None
        words = _words(project, row.place)
        return {
            "row": row.row.number,
            "quote": row.row.quote,
            "text": words,
            **place(row.place),
            "similarity": row.place.similarity,
            "difference": [
                {"kind": each.kind.value, "source": each.source, "manuscript": each.manuscript}
                for each in difference(words, row.row.quote)
            ],
        }

    return {
        "codings": plan.codings,
        "rows": len(plan.found.rows),
        "exact": len(plan.found.of(State.EXACT)),
        "near": [near(row) for row in plan.found.of(State.NEAR)],
        "ambiguous": [
            {
                "row": row.row.number,
                "quote": row.row.quote,
                "places": [*map(place, row.places)],
                "picked": [
                    number for number, each in enumerate(row.places, 1) if each in chosen(row)
                ],
            }
            for row in plan.found.of(State.AMBIGUOUS)
        ],
        "not_found": [
            {
                "row": row.row.number,
                "document": row.row.document,
                "quote": row.row.quote,
                "reason": None if row.why is None else row.why.value,
            }
            for row in plan.found.of(State.NOT_FOUND)
        ],
        "codes_made": list(plan.codes),
        "operation": operation,
        "known": plan.known,
        "memos": plan.memos,
        "program": plan.sheet.program.value,
        "columns": [
            {"name": name, "role": role.value}
            for name, role in zip(plan.sheet.names, plan.choices.roles, strict=True)
        ],
        "between": plan.choices.between,
        "levels": plan.choices.levels,
    }


def _words(project: Project, place: Place) -> str:
    return project.text(place.document).text[place.span.start : place.span.end]


def _print_plan(project: Project, plan: CodingsPlan) -> None:
    if words := program_words(plan.sheet.program):
        print(words)
    print_table(
        (tr("Column"), tr("Taken for")),
        [
            (name, role_words(role))
            for name, role in zip(plan.sheet.names, plan.choices.roles, strict=True)
            if role is not Role.LEFT
        ],
    )
    print(" ".join(counts_words(plan)))
    near = plan.found.of(State.NEAR)
    _print_some(
        tr("Row {row}: “{quote}” is “{passage}”", **_near_words(project, row)) for row in near
    )
    _print_some(_lost_words(each) for each in plan.found.of(State.NOT_FOUND))
    _print_places(project, plan)
    for more in filter(None, (new_code_words(plan), unknown_words(plan))):
        print(more)
    print(" ".join(brought_words(plan)))


def _print_places(project: Project, plan: CodingsPlan) -> None:
    """List the places of rows that could be in several, by the numbers that `--pick` takes."""
    rows = [row for row in plan.lost() if row.state is State.AMBIGUOUS]
    for row in rows[:_SHOWN]:
        print(_lost_words(row))
        _print_some(
            f"{number}. {place_words(each)}"
            for number, each in enumerate(shown_places(project, row), 1)
        )
    if rows:
        print(tr("Say where with --pick {row}=1, or =all.", row=rows[0].row.number))


def _lost_words(row: FoundRow) -> str:
    words = {"row": row.row.number, "quote": _cut(row.row.quote), "why": why_words(row)}
    return tr("Row {row}: “{quote}”. {why}", **words)


def _near_words(project: Project, row: FoundRow) -> dict[str, object]:
    assert row.place is not None
    passage = _words(project, row.place)
    return {"row": row.row.number, "quote": _cut(row.row.quote), "passage": _cut(passage)}


def _print_some(lines: Iterable[str]) -> None:
    every = list(lines)
    for line in every[:_SHOWN]:
        print(dim(f"  {line}"))
    if len(every) > _SHOWN:
        print(dim(f"  {tr('… and {n} more', n=len(every) - _SHOWN)}"))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONG else f"{line[: _LONG - 1]}…"
