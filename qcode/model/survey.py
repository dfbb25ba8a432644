"""What a survey is in a project: what its columns hold, and the answers of those who took part.

Nothing here reads files; how answers become texts is in `survey_texts`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .document import AttributeType
from .json_text import parse_json


class Role(StrEnum):
    """What a column is taken for."""

    ID = "id"
    ATTRIBUTE = "attribute"
    QUESTION = "question"
    LEFT = "left"


class By(StrEnum):
    """What becomes a document: all that one respondent answers, or all answers to a question."""

    RESPONDENT = "respondent"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class SurveyColumn:
    """A column by its heading. `type` counts for attributes only."""

    name: str
    role: Role = Role.LEFT
    type: AttributeType = AttributeType.TEXT


@dataclass(frozen=True, slots=True)
class SurveyChoices:
    """What the user decides about a survey; kept with the project under the survey's name.

    Without a column for the id, respondents are numbered by their rows.
    """

    columns: tuple[SurveyColumn, ...]
    by: By = By.RESPONDENT
    sheet: str = ""

    def named(self, role: Role) -> list[SurveyColumn]:
        """Return the columns of a role, in their order."""
        return [column for column in self.columns if column.role is role]

    @property
    def id(self) -> str:
        """The heading of the column with the id, "" where rows are numbered."""
        return next((column.name for column in self.named(Role.ID)), "")


@dataclass(frozen=True, slots=True)
class Respondent:
    """A row: who, and what the columns that are taken say. `number` is the row's, from 1.

    Values and answers are by heading, without outer white space; what is empty is not there.
    """

    key: str
    number: int
    values: Mapping[str, str]
    answers: Mapping[str, str]


def to_json(choices: SurveyChoices) -> str:
    """Return choices as the project keeps them."""
    columns = [[each.name, each.role.value, each.type.value] for each in choices.columns]
    value = {"by": choices.by.value, "sheet": choices.sheet, "columns": columns}
    return json.dumps(value, ensure_ascii=False)


def from_json(text: str) -> SurveyChoices | None:
    """Return the choices that `to_json` wrote; None for anything else."""
    try:
        value = parse_json(text)
        columns = tuple(
            SurveyColumn(str(name), Role(role), AttributeType(kind))
            for name, role, kind in value["columns"]
        )
        return SurveyChoices(columns, By(value["by"]), str(value["sheet"]))
    except (ValueError, KeyError, TypeError):
        return None


def fitted(choices: SurveyChoices, names: Sequence[str]) -> SurveyChoices | None:
    """Return choices for a file with other columns; None if id or a question is missing there.

    Columns that are new are left out until somebody says what they hold.
    """
    known = {column.name: column for column in choices.columns}
    needed = {each.name for each in (*choices.named(Role.ID), *choices.named(Role.QUESTION))}
    if not needed <= set(names):
        return None
    columns = tuple(known.get(name, SurveyColumn(name)) for name in names)
    return SurveyChoices(columns, choices.by, choices.sheet)
