"""Tables for statistics: codes by documents or by cases, or a row for each coded passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from qcode.formats.data_table import DataTable, Measure, Value, Variable
from qcode.model.codebook import Codebook, CodeId, shown_path
from qcode.model.document import (
    Attribute,
    AttributeId,
    AttributeTarget,
    AttributeType,
    Case,
    Document,
    DocumentId,
)
from qcode.model.job import SILENT, Job
from qcode.model.ranges import SpanSet
from qcode.model.text import Span
from qcode.store import cases as case_rows
from qcode.store import documents
from qcode.store.reader import Reader

from .language import catalogue, current_language, tr
from .projects import Project, of_one_state
from .report_people import People
from .retrieval import EVERYTHING, Selection, excerpts, find_segments
from .words import kind_name

Spans = Mapping[CodeId, Sequence[Span]]
_Row = tuple[int, tuple[Value, ...], Mapping[CodeId, "Tally"]]  # owner, its name and so on, cells
_STEP = 50  # rows between two reports of progress


class Rows(StrEnum):
    """What a row is."""

    DOCUMENTS = "documents"
    CASES = "cases"
    SEGMENTS = "segments"


class Cells(StrEnum):
    """What stands where a code meets a document or case."""

    COUNT = "count"  # coded passages
    CHARS = "chars"  # characters under the code, each counted once
    PRESENT = "present"  # 1 where there is a passage, else 0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many passages, and the characters under them, each counted once."""

    passages: int = 0
    characters: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Return both together, of texts that have nothing in common."""
        return Tally(self.passages + other.passages, self.characters + other.characters)


NOTHING = Tally()
_MEASURES = {
    AttributeType.TEXT: Measure.TEXT,
    AttributeType.NUMBER: Measure.NUMBER,
    AttributeType.DATE: Measure.DATE,
    AttributeType.CHOICE: Measure.CHOICE,
    AttributeType.BOOLEAN: Measure.FLAG,
}


@partial(of_one_state, brief=False)
def make_table(
    project: Project,
    rows: Rows = Rows.DOCUMENTS,
    cells: Cells = Cells.COUNT,
    selection: Selection = EVERYTHING,
    *,
    job: Job = SILENT,
) -> DataTable:
    """Return a table of the passages of a selection.

    Documents and cases without passages have rows too. With the selection's `subcodes` a code
    also stands for what is coded below it.
    """
    if rows is Rows.SEGMENTS:
        return _of_segments(project, selection, job)
    return _of_documents(project, cells, selection, job, by_case=rows is Rows.CASES)


def _of_documents(
    project: Project, cells: Cells, selection: Selection, job: Job, *, by_case: bool
) -> DataTable:
    codebook = project.codebook()
    codes = _codes(codebook, selection)
    every = [d for d in project.documents() if _among(d.id, selection.documents)]
    coded = _coded(project, codebook, codes, selection)
    target = AttributeTarget.CASE if by_case else AttributeTarget.DOCUMENT
    with project.reading() as view:
        known = [each for each in case_rows.list_attributes(view) if each.target is target]
        values = case_rows.read_values(view, target)
    attributes = [_variable(each, values.values()) for each in known]
    named = [Variable(codebook.shown(code), _cell_measure(cells), "code") for code in codes]
    rows: list[tuple[Value, ...]] = []
    heads = _case_heads() if by_case else _document_heads()
    things = _by_case(project, every, coded) if by_case else _by_document(every, coded)
    for number, (owner, head, tallies) in enumerate(things):
        if number % _STEP == 0:
            job.check()
            job.progress(number, 0, str(head[0]))
        own = values.get(owner, {})
        said = [_value(each, own.get(each.id, "")) for each in known]
        counted = [_counted(cells, tallies.get(code, NOTHING)) for code in codes]
        rows.append((*head, *said, *counted))
    return DataTable((*heads, *attributes, *named), tuple(rows))


def _codes(codebook: Codebook, selection: Selection) -> list[CodeId]:
    """Return the codes that have a column, in the order of the codebook."""
    wanted = selection.codes
    if wanted is not None and selection.subcodes:
        wanted = frozenset(m for code in wanted for m in codebook.subtree(code))
    return [code.id for _depth, code in codebook.walk() if wanted is None or code.id in wanted]


def _among(document: DocumentId, wanted: frozenset[DocumentId] | None) -> bool:
    return wanted is None or document in wanted


def _coded(
    project: Project, codebook: Codebook, codes: Sequence[CodeId], selection: Selection
) -> dict[DocumentId, dict[CodeId, list[Span]]]:
    """Return the spans of each code in each document, with those below it if it is asked for."""
    above: dict[CodeId, list[CodeId]] = defaultdict(list)
    for code in codes:
        for member in codebook.subtree(code) if selection.subcodes else (code,):
            above[member].append(code)
    found: dict[DocumentId, dict[CodeId, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for segment in find_segments(project, selection):
        for code in above[segment.code]:
            found[segment.document][code].append(segment.span)
    return found


def _document_heads() -> tuple[Variable, ...]:
    return (
        Variable(tr("Document"), Measure.TEXT),
        Variable(tr("Kind"), Measure.TEXT),
        Variable(tr("Language"), Measure.TEXT),
        Variable(tr("Characters"), Measure.COUNT),
    )


def _by_document(every: Iterable[Document], coded: Mapping[DocumentId, Spans]) -> Iterator[_Row]:
    words = catalogue(current_language())
    for each in every:
        head = (each.name, kind_name(each.kind, words), each.language or None, each.length)
        yield each.id, head, {k: _tally(spans) for k, spans in coded.get(each.id, {}).items()}


def _case_heads() -> tuple[Variable, ...]:
    return (Variable(tr("Case"), Measure.TEXT), Variable(tr("Documents"), Measure.COUNT))


def _by_case(
    project: Project, every: Sequence[Document], coded: Mapping[DocumentId, Spans]
) -> Iterator[_Row]:
    """Yield cases with what is coded in their documents, or where their speakers speak."""
    chosen = {each.id: each for each in every}
    with project.reading() as view:
        cases = case_rows.list_cases(view)
        spoken = _spoken(view, cases, {key: chosen[key] for key in coded if key in chosen})
    for case in cases:
        tallies: dict[CodeId, Tally] = {}
        linked: dict[DocumentId, list[str | None]] = defaultdict(list)
        for link in case.links:
            if link.document in chosen:
                linked[link.document].append(link.speaker)
        for document, speakers in linked.items():
            said = None
            if None not in speakers:
                turns = (spoken.get((document, name), ()) for name in speakers if name)
                said = SpanSet(span for spans in turns for span in spans)
            for code, members in coded.get(document, {}).items():
                tallies[code] = _tally(members, said) + tallies.get(code, NOTHING)
        yield case.id, (case.name, len(linked)), tallies


def _spoken(
    view: Reader, cases: Iterable[Case], coded: Mapping[DocumentId, Document]
) -> dict[tuple[DocumentId, str], list[Span]]:
    """Return the turns of each speaker in the documents where a case is a speaker."""
    found: dict[tuple[DocumentId, str], list[Span]] = defaultdict(list)
    wanted = {link.document for case in cases for link in case.links if link.speaker is not None}
    for key in wanted & coded.keys():
        for turn in documents.read_version(view, coded[key]).layout.turns:
            if turn.speaker:
                found[key, turn.speaker].append(Span(turn.start, turn.end))
    return found


def _tally(spans: Iterable[Span], within: SpanSet | None = None) -> Tally:
    """Count spans, those that reach into what is said where that is given."""
    parts = [SpanSet([span]) if within is None else SpanSet([span]) & within for span in spans]
    covered = SpanSet(part for found in parts for part in found)
    return Tally(sum(1 for found in parts if len(found)), covered.total)


def _cell_measure(cells: Cells) -> Measure:
    return Measure.FLAG if cells is Cells.PRESENT else Measure.COUNT


def _counted(cells: Cells, tally: Tally) -> int:
    if cells is Cells.CHARS:
        return tally.characters
    return tally.passages if cells is Cells.COUNT else int(tally.passages > 0)


# -- attributes


def _variable(attribute: Attribute, values: Iterable[Mapping[AttributeId, str]]) -> Variable:
    choices: tuple[str, ...] = ()
    if attribute.type is AttributeType.CHOICE:
        used = {own[attribute.id] for own in values if attribute.id in own}
        choices = (*attribute.choices, *sorted(used - set(attribute.choices)))
    return Variable(attribute.name, _MEASURES[attribute.type], "", choices)


def _value(attribute: Attribute, value: str) -> Value:
    """Return a stored value as a number where it is one; None where there is none."""
    if not value:
        return None
    if attribute.type is AttributeType.BOOLEAN:
        return int(value == "true")
    if attribute.type is AttributeType.NUMBER:
        try:
            number = float(value)
        except ValueError:
            return None
        return int(number) if number.is_integer() and "e" not in value else number
    return value


# -- passages


def _of_segments(project: Project, selection: Selection, job: Job) -> DataTable:
    with project.reading() as view:
        people = People(view, catalogue(current_language()))
    columns = people.columns()
    heads = (
        Variable(tr("Passage"), Measure.COUNT),
        Variable(tr("Document"), Measure.TEXT),
        Variable(tr("Code"), Measure.TEXT),
        Variable(tr("Coder"), Measure.TEXT),
        Variable(tr("Start"), Measure.COUNT),
        Variable(tr("End"), Measure.COUNT),
        Variable(tr("Characters"), Measure.COUNT),
        Variable(tr("Paragraph"), Measure.COUNT),
        Variable(tr("Speaker"), Measure.TEXT),
        Variable(tr("Case"), Measure.TEXT),
        Variable(tr("Text"), Measure.TEXT),
        Variable(tr("Memo"), Measure.TEXT),
        Variable(tr("Weight"), Measure.NUMBER),
    )
    rows: list[tuple[Value, ...]] = []
    for number, one in enumerate(excerpts(project, selection)):
        if number % _STEP == 0:
            job.check()
            job.progress(number, 0, one.document_name)
        segment = one.segment
        who = people.who(segment.document, [one.speaker] if one.speaker else ())
        rows.append(
            (
                segment.id,
                one.document_name,
                shown_path(one.code_path),
                one.coder_name,
                segment.start,
                segment.end,
                segment.end - segment.start,
                one.paragraph,
                one.speaker,
                "; ".join(case.name for case in who) or None,
                one.text,
                one.memo or None,
                segment.weight,
                *(_value(each, people.value(each, segment.document, who)) for _n, each in columns),
            )
        )
    named = [
        replace(
            _variable(each, [{each.id: value} for value in people.values_in_use(each.id)]),
            label=name,
        )
        for name, each in columns
    ]
    return DataTable((*heads, *named), tuple(rows))
