"""What bringing a survey in would do to a project, compared with what came from it before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from qcode.model.document import (
    Attribute,
    AttributeId,
    AttributeTarget,
    AttributeType,
    Case,
    Document,
)
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.names import clean_name
from qcode.model.survey import By, Respondent, Role, SurveyChoices
from qcode.model.survey_texts import Rendered, Revision, render, revise
from qcode.store import cases as case_rows
from qcode.store import documents, memos, segments
from qcode.store.reader import Reader

from .cases import checked_value
from .projects import Project
from .survey_files import Noted, Notice, SurveySheet, respondents
from .survey_records import FORMAT, KnownSurvey, Source, read_source, read_surveys

_COUNTED = re.compile(r" \(\d+\)$")  # what `free_name` puts behind a name that is taken
_SHOWN = 200  # answers of a sample
_STEP = 100  # documents between two reports of progress


@dataclass(frozen=True, slots=True)
class Revised:
    """A document whose text changes, or whose source alone does: `revision` is None then."""

    document: Document
    source: Source
    text: str = ""
    revision: Revision | None = None


@dataclass(frozen=True, slots=True)
class SurveyPlan:
    """What would be done. People are named by their ids; `kept` names document and answer.

    `gone` were in the file before and are not now: they stay. `kept` answers changed in the file
    and were edited or coded here, and stay too. `cells` are values of cases by id of the
    respondent and heading, as they are stored.
    """

    name: str
    choices: SurveyChoices
    known: KnownSurvey | None
    people: tuple[Respondent, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    sources: tuple[Source, ...]
    revised: tuple[Revised, ...]
    cases: Mapping[str, Case | None]
    attributes: Mapping[str, Attribute]
    cells: Mapping[tuple[str, str], str]
    kept: tuple[tuple[str, str], ...] = ()
    notices: tuple[Notice, ...] = ()
    standing: Mapping[str, Document] = field(default_factory=dict)

    @property
    def changed(self) -> int:
        """How many answers change in texts that are here."""
        return sum(
            len(one.revision.changed) + len(one.revision.added) + len(one.revision.gone)
            for one in self.revised
            if one.revision is not None
        )

    @property
    def new_cases(self) -> int:
        """How many cases are added."""
        return sum(case is None for case in self.cases.values())

    def __bool__(self) -> bool:
        return bool(self.new or self.sources or self.revised or self.cells or self.new_cases)


def plan_survey(
    project: Project,
    sheet: SurveySheet,
    choices: SurveyChoices,
    name: str,
    *,
    job: Job = SILENT,
) -> SurveyPlan:
    """Say what a sheet would bring under a name; nothing is changed.

    Raises `UserError`: "survey_without_columns" if nothing is taken, "survey_other_way" if the
    survey of this name came in with other documents.
    """
    with project.reading() as view:
        return plan_in(view, sheet, choices, name, job)


def plan_in(
    view: Reader, sheet: SurveySheet, choices: SurveyChoices, name: str, job: Job = SILENT
) -> SurveyPlan:
    """Do the same on a connection, as an operation needs it."""
    return _Planning(view, sheet, choices, name, job).plan()


def sample(people: Sequence[Respondent], choices: SurveyChoices) -> Rendered | None:
    """Return what the first document will look like, as far as it is shown; None without one."""
    if choices.by is By.RESPONDENT:
        person = next((person for person in people if person.answers), None)
        return None if person is None else render(person.answers)
    for column in choices.named(Role.QUESTION):
        said = ((p.key, p.answers[column.name]) for p in people if column.name in p.answers)
        answers = dict(islice(said, _SHOWN))
        if answers:
            return render(answers, title=column.name)
    return None


class _Planning:
    def __init__(
        self, view: Reader, sheet: SurveySheet, choices: SurveyChoices, name: str, job: Job
    ) -> None:
        self._view, self._choices, self._name, self._job = view, choices, clean_name(name), job
        if not choices.named(Role.QUESTION) and not choices.named(Role.ATTRIBUTE):
            raise UserError("survey_without_columns", name=name)
        known = (each for each in read_surveys(view) if each.name == self._name)
        self._known = next(known, None)
        if self._known is not None and self._known.choices.by is not choices.by:
            raise UserError("survey_other_way", name=self._name)
        people, notices = respondents(sheet, choices)
        self._people, self._notices = people, notices
        self._kept: list[tuple[str, str]] = []
        self._standing: dict[str, Document] = {}
        self._sources: dict[str, Source] = {}
        for document in documents.list_documents(view):
            if document.source_format == FORMAT and document.source_name == self._name:
                source = read_source(view, document)
                if source is not None:
                    self._standing[source.key] = document
                    self._sources[source.key] = source

    def plan(self) -> SurveyPlan:
        before = self._known.values if self._known is not None else {}
        here = {person.key for person in self._people}
        wanted = list(self._wanted())
        revised = tuple(self._revised(wanted))
        cases = self._cases()
        attributes = self._attributes()
        cells = self._cells(attributes, before)
        if self._known is not None:
            heard = {each.name for each in self._known.choices.columns}
            fresh = [each.name for each in self._choices.columns if each.name not in heard]
            if fresh:
                self._notices.append(Notice(Noted.LEFT, len(fresh), fresh[0]))
        return SurveyPlan(
            self._name,
            self._choices,
            self._known,
            tuple(self._people),
            tuple(person.key for person in self._people if person.key not in before),
            tuple(key for key in before if key not in here),
            tuple(source for source in wanted if source.key not in self._standing),
            revised,
            cases,
            attributes,
            cells,
            tuple(self._kept),
            tuple(self._notices),
            self._standing,
        )

    # -- texts

    def _wanted(self) -> Iterator[Source]:
        """Yield the answers of each document as the file has them now."""
        if self._choices.by is By.RESPONDENT:
            for person in self._people:
                if person.answers or person.key in self._standing:
                    yield Source(person.key, person.answers)
            return
        for column in self._choices.named(Role.QUESTION):
            said = {p.key: p.answers[column.name] for p in self._people if column.name in p.answers}
            old = self._sources.get(column.name)
            if old is not None:  # who is gone from the file stays, at the old place
                here = {person.key for person in self._people}
                staying = {k: answer for k, answer in old.answers.items() if k not in here}
                said = _woven(old.answers, staying, said)
            if said or old is not None:
                yield Source(column.name, said, column.name)

    def _revised(self, wanted: Sequence[Source]) -> Iterator[Revised]:
        differing = [
            source
            for source in wanted
            if source.key in self._sources and source != self._sources[source.key]
        ]
        for number, source in enumerate(differing):
            if number % _STEP == 0:
                self._job.check()
                self._job.progress(number, len(differing), source.key)
            yield self._revision(self._standing[source.key], self._sources[source.key], source)

    def _revision(self, document: Document, old: Source, new: Source) -> Revised:
        if dict(old.answers) == dict(new.answers):
            return Revised(document, new)
        opened = documents.read_version(self._view, document)
        found = segments.find_segments(self._view, documents=[document.id])
        taken = [each.span for each in found]
        taken += memos.span_links(self._view, document.id).values()
        revision = revise(
            opened.text,
            opened.layout,
            render(old.answers, title=old.title),
            new.answers,
            turns=bool(old.title),
            taken=taken,
        )
        self._kept += [(document.name, key) for key in revision.kept]
        answers = _remembered(old.answers, new.answers, revision)
        return Revised(document, Source(new.key, answers, old.title), opened.text, revision)

    # -- cases and attributes

    def _cases(self) -> dict[str, Case | None]:
        """Return the case of each respondent: by link, else by name; None for a new one."""
        every = case_rows.list_cases(self._view)
        by_name = self._by_name(every)
        found: dict[str, Case | None] = {}
        if self._choices.by is By.RESPONDENT:
            keys = {document.id: key for key, document in self._standing.items()}
            whole = {
                keys[link.document]: case
                for case in reversed(every)
                for link in case.links
                if link.speaker is None and link.document in keys
            }
            for person in self._people:
                found[person.key] = whole.get(person.key) or by_name.get(person.key)
            return found
        own = {document.id for document in self._standing.values()}
        speaking = {
            link.speaker: case
            for case in reversed(every)
            for link in case.links
            if link.speaker is not None and link.document in own
        }
        for person in self._people:
            found[person.key] = speaking.get(person.key) or by_name.get(person.key)
        return found

    def _by_name(self, every: Sequence[Case]) -> Mapping[str, Case]:
        """Return the cases that respondents may be, by their keys.

        The number of a row names nobody: only whom this survey brought in before can be meant.
        """
        if self._choices.named(Role.ID):
            return {case.name: case for case in every}
        if self._known is None:
            return {}
        own = {document.id for document in self._standing.values()}
        return {
            _COUNTED.sub("", case.name): case
            for case in reversed(every)
            if all(link.document in own for link in case.links)
        }

    def _attributes(self) -> dict[str, Attribute]:
        """Return the attribute of each column that has them; a new one has the id 0."""
        known = {
            each.name: each
            for each in case_rows.list_attributes(self._view)
            if each.target is AttributeTarget.CASE
        }
        found: dict[str, Attribute] = {}
        for column in self._choices.named(Role.ATTRIBUTE):
            said = [p.values[column.name] for p in self._people if column.name in p.values]
            one = known.get(column.name) or Attribute(
                AttributeId(0), "", column.name, AttributeTarget.CASE, column.type
            )
            if one.type is AttributeType.CHOICE and (one.choices or not one.id):
                choices = tuple(dict.fromkeys((*one.choices, *said)))
                one = Attribute(one.id, one.guid, one.name, one.target, one.type, choices)
            found[column.name] = one
        return found

    def _cells(
        self, attributes: Mapping[str, Attribute], before: Mapping[str, Mapping[str, str]]
    ) -> dict[tuple[str, str], str]:
        """Return the values that the file says otherwise than it did, and counts the unfit."""
        cells: dict[tuple[str, str], str] = {}
        unfit: list[str] = []
        for person in self._people:
            old = before.get(person.key, {})
            for name, value in person.values.items():
                if old.get(name) == value:
                    continue
                try:
                    cells[person.key, name] = checked_value(attributes[name], value)
                except UserError:
                    unfit.append(f"{person.key}, {name}: {value}")
        if unfit:
            self._notices.append(Notice(Noted.UNFIT, len(unfit), unfit[0]))
        return cells


def _woven(
    old: Mapping[str, str], staying: Mapping[str, str], said: Mapping[str, str]
) -> dict[str, str]:
    """Return answers in the file's order, those that stay behind whom they stood behind before."""
    behind: dict[str, list[str]] = {}
    last = ""
    for key in old:
        if key in staying:
            behind.setdefault(last, []).append(key)
        elif key in said:
            last = key
    order = [*behind.get("", ())]
    for key in said:
        order += [key, *behind.get(key, ())]
    return {key: staying[key] if key in staying else said[key] for key in order}


def _remembered(
    old: Mapping[str, str], new: Mapping[str, str], revision: Revision
) -> dict[str, str]:
    """Return the answers to compare with next time: what was kept here stands as it stood.

    Thus it is said again until file and project agree.
    """
    kept = {key: old[key] for key in revision.kept}
    said = _woven(old, {key: text for key, text in kept.items() if key not in new}, new)
    return {key: kept.get(key, answer) for key, answer in said.items()}
