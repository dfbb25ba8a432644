"""What is said about a survey: roles of columns, what would come in, and what to know of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from qcode.model.survey import By, Role

from .language import mark, tr, trn
from .survey_files import Noted, Notice
from .survey_plan import SurveyPlan

ROLES: Mapping[Role, str] = {
    Role.ID: mark("Who answers (id)"),
    Role.ATTRIBUTE: mark("Attribute"),
    Role.QUESTION: mark("Open question"),
    Role.LEFT: mark("Leave out"),
}
WAYS: Mapping[By, str] = {
    By.RESPONDENT: mark("A document for each respondent"),
    By.QUESTION: mark("A document for each question"),
}
_NOTICES: Mapping[Noted, Callable[[int, str], str]] = {
    Noted.DOUBLE_IDS: lambda n, one: trn(
        "{n} id is there already, first “{id}”: it gets a number.",
        "{n} ids are there already, first “{id}”: they get a number.",
        n,
        id=one,
    ),
    Noted.NO_ID: lambda n, one: trn(
        "{n} row has no id and is left out: row {row}.",
        "{n} rows have no id and are left out, first row {row}.",
        n,
        row=one,
    ),
    Noted.UNFIT: lambda n, one: trn(
        "{n} value does not fit its type and is left out ({example}).",
        "{n} values do not fit their types and are left out (first {example}).",
        n,
        example=one,
    ),
    Noted.FORMULAS: lambda n, one: trn(
        "{n} cell has a formula without a result and is empty here: {cell}.",
        "{n} cells have formulas without a result and are empty here, first {cell}.",
        n,
        cell=one,
    ),
    Noted.LEFT: lambda n, one: trn(
        "{n} column is new in the file: “{name}”.",
        "{n} columns are new in the file, first “{name}”.",
        n,
        name=one,
    ),
}


def role_words(role: Role) -> str:
    """Return what a column is taken for, in words."""
    return tr(ROLES[role])


def way_words(by: By) -> str:
    """Return what becomes a document, in words."""
    return tr(WAYS[by])


def notice_words(notice: Notice) -> str:
    """Return what is to be known about a file, in a sentence."""
    return _NOTICES[notice.kind](notice.count, notice.example)


def plan_words(plan: SurveyPlan) -> Iterator[str]:
    """Yield what would be done, sentence by sentence."""
    if not plan:
        yield tr("Everything in the file is here already.")
    if plan.sources:
        yield trn("{n} new document.", "{n} new documents.", len(plan.sources))
    if plan.new_cases:
        yield trn("{n} new case.", "{n} new cases.", plan.new_cases)
    if plan.changed:
        yield trn("{n} answer changes.", "{n} answers change.", plan.changed)
    if plan.cells:
        yield trn("{n} value of attributes.", "{n} values of attributes.", len(plan.cells))


def warning_words(plan: SurveyPlan) -> Iterator[str]:
    """Yield what the user should look at before agreeing, sentence by sentence."""
    if plan.gone:
        yield trn(
            "{n} respondent is not in the file any more and stays: “{id}”.",
            "{n} respondents are not in the file any more and stay, first “{id}”.",
            len(plan.gone),
            id=plan.gone[0],
        )
    if plan.kept:
        document, answer = plan.kept[0]
        yield trn(
            "{n} answer changed in the file but was edited or coded here and stays: “{answer}” in"
            " “{document}”.",
            "{n} answers changed in the file but were edited or coded here and stay, first"
            " “{answer}” in “{document}”.",
            len(plan.kept),
            answer=answer,
            document=document,
        )
    yield from map(notice_words, plan.notices)
