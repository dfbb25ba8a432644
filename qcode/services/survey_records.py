"""What a project remembers of a survey: the choices that were made, and what the file said last.

It lies among the preserved parts: the answers as they were stand with each document, as the
source that it came from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qcode.model.document import Document
from qcode.model.json_text import parse_json
from qcode.model.survey import SurveyChoices, from_json, to_json
from qcode.store import bulk, preserved
from qcode.store.content import read_content
from qcode.store.reader import Reader
from qcode.store.unit import Unit

from .projects import Project

FORMAT = "survey"  # of preserved parts, and of documents that came from a survey
_KIND = "choices"
Values = Mapping[str, Mapping[str, str]]  # by respondent, then by heading


@dataclass(frozen=True, slots=True)
class KnownSurvey:
    """A survey that came in before, by its name in the project."""

    id: int
    name: str
    choices: SurveyChoices
    values: Values


def list_surveys(project: Project) -> list[KnownSurvey]:
    """Return the surveys of a project, the latest first."""
    with project.reading() as view:
        return sorted(read_surveys(view), key=lambda each: -each.id)


def read_surveys(view: Reader) -> Iterator[KnownSurvey]:
    """Yield what is remembered; what cannot be read, from a later version, is left out."""
    for part in preserved.list_preserved(view):
        if part.format != FORMAT or part.kind != _KIND:
            continue
        try:
            said = parse_json(read_content(view, part.data_hash))
            choices = from_json(str(said["choices"]))
            values = {str(key): _texts(answers) for key, answers in said["values"].items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
        if choices is not None:
            yield KnownSurvey(part.id, part.name, choices, values)


def _texts(answers: Mapping[object, object]) -> dict[str, str]:
    return {str(name): str(value) for name, value in answers.items()}


def remember(
    unit: Unit, known: KnownSurvey | None, name: str, choices: SurveyChoices, values: Values
) -> None:
    """Keep the choices and what the file says now, in the place of what was kept before."""
    said = {"choices": to_json(choices), "values": values}
    data_hash = unit.keep(json.dumps(said, ensure_ascii=False).encode("utf-8"))
    if known is not None:
        bulk.set_rows(unit, "preserved", {known.id: {"data_hash": data_hash}})
        return
    row = {"format": FORMAT, "kind": _KIND, "name": name, "data_hash": data_hash, "position": 0}
    bulk.add_rows(unit, "preserved", [row])


@dataclass(frozen=True, slots=True)
class Source:
    """The answers that a document was made from. `key` is the respondent's id or the question.

    `answers` are by question or by id; with a `title` they stand as turns.
    """

    key: str
    answers: Mapping[str, str]
    title: str = ""

    def as_bytes(self) -> bytes:
        """Return it as the file that a document came from."""
        said = {"key": self.key, "title": self.title, "answers": dict(self.answers)}
        return json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8")


def read_source(view: Reader, document: Document) -> Source | None:
    """Return what a document of a survey was made from; None where it is not there."""
    if document.source_hash is None:
        return None
    try:
        said = parse_json(read_content(view, document.source_hash))
        answers = {str(key): str(value) for key, value in said["answers"].items()}
        return Source(str(said["key"]), answers, str(said["title"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
