"""What is proposed for a file with a survey: as it came in before, else as it seems to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qcode.model.document import AttributeType
from qcode.model.errors import UserError
from qcode.model.names import LONGEST, clean_name, free_name
from qcode.model.survey import By, Role, SurveyChoices, fitted

from .projects import Project
from .survey_files import SurveyFile, SurveySheet, guess, with_role
from .survey_records import KnownSurvey, list_surveys


@dataclass(frozen=True, slots=True)
class Proposal:
    """Under which name a sheet comes in and what its columns hold; `known` came in before."""

    name: str
    sheet: SurveySheet
    choices: SurveyChoices
    known: KnownSurvey | None = None


def propose(
    project: Project,
    file: SurveyFile,
    *,
    name: str | None = None,
    sheet: str = "",
    again: bool = True,
) -> Proposal:
    """Return what is proposed for a file.

    A survey that came in before is continued if it has the name or, where no name is given, the
    name of the file, or alone has all the columns that it took; not without `again`.
    """
    known = list_surveys(project)
    wanted = clean_name((name or file.path.name)[:LONGEST])
    if again:
        same = [each for each in known if each.name == wanted]
        others = [each for each in known if name is None and _fit(file, each, sheet) is not None]
        for each in (*same, *(others if len(others) == 1 else ())):
            found = _fit(file, each, sheet)
            if found is not None:
                return Proposal(each.name, found[0], found[1], each)
            chosen = file.sheet(sheet)
            return Proposal(each.name, chosen, guess(chosen, by=each.choices.by), each)
    chosen = file.sheet(sheet)
    taken = {each.name for each in known}
    return Proposal(free_name(wanted, taken), chosen, guess(chosen))


def _fit(
    file: SurveyFile, known: KnownSurvey, sheet: str
) -> tuple[SurveySheet, SurveyChoices] | None:
    """Return the sheet that has the columns of a survey, its own by name first."""
    own = sheet or known.choices.sheet
    sheets = sorted(file.sheets, key=lambda each: each.name != own)
    for each in sheets if not sheet else [file.sheet(sheet)]:
        choices = fitted(known.choices, each.names)
        if choices is not None:
            return each, replace(choices, sheet=each.name)
    return None


def chosen(
    choices: SurveyChoices,
    *,
    id_column: str | None = None,
    attributes: Sequence[str] | None = None,
    questions: Sequence[str] | None = None,
    types: Mapping[str, AttributeType] | None = None,
    by: By | None = None,
) -> SurveyChoices:
    """Return choices with what is said otherwise; None leaves it. "" as the id numbers the rows.

    Where attributes are named, no other column is one; where questions are, likewise.
    """
    if id_column is not None:
        for column in choices.named(Role.ID):
            choices = with_role(choices, column.name, Role.LEFT)
        if id_column:
            choices = with_role(choices, id_column, Role.ID)
    for role, names in ((Role.ATTRIBUTE, attributes), (Role.QUESTION, questions)):
        if names is None:
            continue
        for column in choices.named(role):
            choices = with_role(choices, column.name, Role.LEFT)
        for name in names:
            choices = with_role(choices, name, role)
    if types:
        columns = tuple(
            replace(each, type=types.get(each.name, each.type)) for each in choices.columns
        )
        choices = replace(choices, columns=columns)
    return choices if by is None else replace(choices, by=by)


def read_types(sheet: SurveySheet, texts: Sequence[str]) -> dict[str, AttributeType]:
    """Return the types that "heading=number" and the like say.

    Raises `UserError`: "column_unknown", "type_unknown".
    """
    found = {}
    for text in texts:
        name, _sign, kind = text.rpartition("=")
        if name not in sheet.names:
            raise UserError("column_unknown", column=name, columns=", ".join(sheet.names))
        if kind not in set(AttributeType):
            raise UserError("type_unknown", type=kind, known=", ".join(AttributeType))
        found[name] = AttributeType(kind)
    return found
