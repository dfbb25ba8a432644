"""The command that brings surveys in."""

from __future__ import annotations

import argparse

from qcode.model.survey import By, Role, SurveyChoices
from qcode.services import survey_choosing, survey_files
from qcode.services.attribute_words import type_words
from qcode.services.language import tr
from qcode.services.survey_choosing import Proposal
from qcode.services.survey_importing import import_survey
from qcode.services.survey_plan import SurveyPlan, plan_survey
from qcode.services.survey_words import plan_words, role_words, warning_words

from .opening import reading, writing
from .output import TerminalJob, dim, print_json, print_operation, print_table


def survey(options: argparse.Namespace) -> None:
    """Bring a survey in, or only say what would come."""
    file = survey_files.read_survey(options.file)
    operation = 0
    with reading(options.project) if options.dry_run else writing(options) as project:
        proposal = survey_choosing.propose(project, file, name=options.name, sheet=options.sheet)
        choices = _choices(options, proposal)
        if options.dry_run:
            plan = plan_survey(
                project, proposal.sheet, choices, proposal.name, job=TerminalJob(tr("Reading"))
            )
        else:
            result = import_survey(
                project, proposal.sheet, choices, proposal.name, job=TerminalJob(tr("Importing"))
            )
            plan, operation = result.plan, result.changes.operation if result.changes else 0
    if options.json:
        print_json(_as_json(plan, operation))
        return
    _print_plan(plan)
    if not options.dry_run:
        print_operation(operation, False)


def _choices(options: argparse.Namespace, proposal: Proposal) -> SurveyChoices:
    sheet = proposal.sheet

    def named(text: str | None) -> list[str] | None:
        return None if text is None else survey_files.column_names(sheet, text)

    if options.id_column:
        (id_column,) = survey_files.column_names(sheet, options.id_column)[:1]
    else:
        id_column = options.id_column
    return survey_choosing.chosen(
        proposal.choices,
        id_column=id_column,
        attributes=named(options.attributes),
        questions=named(options.questions),
        types=survey_choosing.read_types(sheet, options.type),
        by=None if options.by is None else By(options.by),
    )


def _as_json(plan: SurveyPlan, operation: int) -> dict[str, object]:
    return {
        "name": plan.name,
        "known": plan.known is not None,
        "by": plan.choices.by.value,
        "columns": [
            {"name": each.name, "role": each.role.value, "type": each.type.value}
            for each in plan.choices.columns
        ],
        "respondents": len(plan.people),
        "new": len(plan.new),
        "documents": len(plan.sources),
        "cases": plan.new_cases,
        "answers": plan.changed,
        "values": len(plan.cells),
        "gone": list(plan.gone),
        "kept": [{"document": document, "answer": answer} for document, answer in plan.kept],
        "notices": [
            {"kind": each.kind.value, "count": each.count, "example": each.example}
            for each in plan.notices
        ],
        "operation": operation,
    }


def _print_plan(plan: SurveyPlan) -> None:
    rows = [
        (each.name, role_words(each.role), type_words(each.type) if _typed(each.role) else "")
        for each in plan.choices.columns
    ]
    print_table((tr("Column"), tr("Taken for"), tr("Type")), rows)
    print(" ".join(plan_words(plan)))
    for sentence in warning_words(plan):
        print(dim(f"  {sentence}"))


def _typed(role: Role) -> bool:
    return role is Role.ATTRIBUTE
