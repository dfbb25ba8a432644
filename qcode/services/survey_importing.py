"""Bringing a survey in: cases with attributes, and documents with answers, as one operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qcode.formats.language import guess_language
from qcode.model.changes import Changes, Op
from qcode.model.document import AttributeId, AttributeTarget, DocumentId, DocumentKind
from qcode.model.job import SILENT, Job
from qcode.model.names import LONGEST, clean_name, free_name
from qcode.model.survey import By, SurveyChoices
from qcode.model.survey_texts import render
from qcode.store import bulk, documents
from qcode.store import cases as case_rows
from qcode.store.unit import Unit

from .projects import Project
from .survey_files import SurveySheet
from .survey_plan import Revised, SurveyPlan, plan_in
from .survey_records import FORMAT, Source, remember
from .text_editing import put_text

_AT_ONCE = 250  # documents
_SAMPLE = 20_000  # code points that the language is judged by


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """What was done. `documents` are the new ones; `changes` is None when nothing changed."""

    plan: SurveyPlan
    documents: tuple[DocumentId, ...]
    changes: Changes | None


def import_survey(
    project: Project,
    sheet: SurveySheet,
    choices: SurveyChoices,
    name: str,
    *,
    job: Job = SILENT,
    origin: object = None,
) -> SurveyResult:
    """Bring a sheet in under a name, which is that of an earlier import or a new one.

    Raises `UserError` as `survey_plan.plan_survey`.
    """
    with project.operation(Op.IMPORT_SURVEY, origin=origin, file=name) as unit:
        plan = plan_in(unit.connection, sheet, choices, name, job)
        if not plan and plan.known is not None and plan.known.choices == choices:
            return SurveyResult(plan, (), None)
        work = _Importer(unit, plan, job)
        work.bring_in()
    return SurveyResult(plan, tuple(work.documents), unit.changes or None)


class _Importer:
    def __init__(self, unit: Unit, plan: SurveyPlan, job: Job) -> None:
        self._unit, self._plan, self._job = unit, plan, job
        self._done = 0
        self._total = len(plan.sources) + len(plan.revised) + 1
        self._cases: dict[str, int] = {}
        self._by_key = {key: document.id for key, document in plan.standing.items()}
        self.documents: list[DocumentId] = []

    def bring_in(self) -> None:
        """Do all of it."""
        self._add_cases()
        self._add_documents()
        self._link()
        for revised in self._plan.revised:
            self._revise(revised)
        self._fill()
        people = {person.key: dict(person.values) for person in self._plan.people}
        known = self._plan.known
        gone = {key: dict(known.values[key]) for key in self._plan.gone} if known else {}
        remember(self._unit, known, self._plan.name, self._plan.choices, {**people, **gone})
        self._step(1, "")

    def _step(self, done: int, detail: str) -> None:
        self._done += done
        self._job.check()
        self._job.progress(self._done, self._total, detail)

    def _add_cases(self) -> None:
        self._cases = {key: case.id for key, case in self._plan.cases.items() if case is not None}
        new = [key for key in self._plan.cases if key not in self._cases]
        taken = {case.name for case in case_rows.list_cases(self._unit.connection)}
        names = []
        for key in new:
            names.append(free_name(key, taken))
            taken.add(names[-1])
        numbers = bulk.add_rows(self._unit, "case", [{"name": name} for name in names])
        self._cases.update(zip(new, numbers, strict=True))

    def _add_documents(self) -> None:
        sources = self._plan.sources
        taken = {each.name for each in documents.list_documents(self._unit.connection)}
        sample = "\n".join(a for source in sources[:500] for a in source.answers.values())
        language = guess_language(sample[:_SAMPLE])
        for first in range(0, len(sources), _AT_ONCE):
            some = sources[first : first + _AT_ONCE]
            texts = [self._text(source, taken, language) for source in some]
            numbers = bulk.add_texts(self._unit, texts)
            self.documents += map(DocumentId, numbers)
            self._by_key.update(
                zip((each.key for each in some), self.documents[first:], strict=True)
            )
            self._step(len(some), some[-1].key)

    def _text(self, source: Source, taken: set[str], language: str) -> bulk.NewText:
        made = render(source.answers, title=source.title)
        name = free_name(clean_name(source.key[:LONGEST]), taken)
        taken.add(name)
        values = {
            "name": name,
            "kind": DocumentKind.SURVEY.value,
            "language": language,
            "source_name": self._plan.name,
            "source_format": FORMAT,
        }
        return bulk.NewText(made.text, made.layout, source.as_bytes(), values)

    def _link(self) -> None:
        """Link each case to its document, or to those where it speaks."""
        there = {
            (case.id, link.document, link.speaker or "")
            for case in self._plan.cases.values()
            if case is not None
            for link in case.links
        }
        rows = [
            {"case_id": case, "document_id": document, "speaker": speaker}
            for case, document, speaker in self._links()
            if (case, document, speaker) not in there
        ]
        bulk.add_rows(self._unit, "case_link", rows)

    def _links(self) -> Iterator[tuple[int, int, str]]:
        if self._plan.choices.by is By.RESPONDENT:
            for source in self._plan.sources:
                yield self._cases[source.key], self._by_key[source.key], ""
            return
        revised = {each.source.key: each.source for each in self._plan.revised}
        for source in (*self._plan.sources, *revised.values()):
            for key in source.answers:
                if key in self._cases:
                    yield self._cases[key], self._by_key[source.key], key

    def _revise(self, revised: Revised) -> None:
        document, revision, unit = revised.document, revised.revision, self._unit
        text = revised.text
        for change, layout in revision.steps if revision is not None else ():
            text = change.apply(text)
            put_text(unit, document.id, change, text, layout)
        source = unit.keep(revised.source.as_bytes())
        documents.set_document(unit, document.id, source_hash=source)
        self._step(1, document.name)

    def _fill(self) -> None:
        """Add the attributes that are new, and set values."""
        unit = self._unit
        numbers: dict[str, AttributeId] = {}
        before = {each.id: each for each in case_rows.list_attributes(unit.connection)}
        for name, attribute in self._plan.attributes.items():
            if not attribute.id:
                values: Mapping[str, object] = {
                    "name": attribute.name,
                    "target": AttributeTarget.CASE.value,
                    "type": attribute.type.value,
                    "choices": list(attribute.choices),
                }
                numbers[name] = case_rows.add_attribute(unit, values)
                continue
            numbers[name] = attribute.id
            if attribute.choices != before[attribute.id].choices:
                case_rows.set_attribute(unit, attribute.id, choices=list(attribute.choices))
        cells = {
            (self._cases[key], numbers[name]): value
            for (key, name), value in self._plan.cells.items()
        }
        case_rows.put_values(unit, AttributeTarget.CASE, cells)
