"""Finding the passages of a table in the texts of a project: by place, by words, nearly, or not.

Nothing is written here, and nothing is guessed: what could stand in several places is decided by
what the table itself says, or left.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from qcode.analysis.passage_text import Likely, PassageText, told_by_letters
from qcode.model.coded_table import CodedRow
from qcode.model.document import DocumentId
from qcode.model.job import SILENT, Job
from qcode.model.text import Paragraphs, Span

from .passage_counting import Counted, counted
from .passage_documents import DocumentNames, WordPlaces
from .passage_order import decide
from .projects import Project

LEAST = 0.9  # how like its words a passage must be, of 1
_HELD = 12_000_000  # characters of texts that are kept ready
_AT_ONCE = 50  # rows between two looks at whether to go on


class State(StrEnum):
    """What was found of a row."""

    EXACT = "exact"
    NEAR = "near"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"


class Why(StrEnum):
    """Why there is no passage for a row."""

    NO_DOCUMENT = "no_document"  # nobody is called so
    NO_PLACE = "no_place"  # its words are not in the document, nor like any there
    NO_CODE = "no_code"
    NO_WORDS = "no_words"  # neither words nor a place
    OUTSIDE = "outside"  # a place beyond the end of the text, without words
    SEVERAL = "several"  # places that its words may have


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage may be. `exact`: its words are there as they are, white space apart."""

    document: DocumentId
    span: Span
    similarity: float = 1.0
    exact: bool = True


@dataclass(frozen=True, slots=True)
class FoundRow:
    """What came of a row: its place if it has one, or the `places` it could have."""

    row: CodedRow
    state: State
    place: Place | None = None
    places: tuple[Place, ...] = ()
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class FindOptions:
    """How passages are looked for.

    `document` is that of all rows; `named` are documents for names that the project does not know.
    """

    least: float = LEAST
    document: DocumentId | None = None
    named: Mapping[str, DocumentId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Findings:
    """What came of all rows, in their order, and the names of documents that are not known."""

    rows: tuple[FoundRow, ...]
    unknown: tuple[str, ...] = ()

    def of(self, state: State) -> list[FoundRow]:
        """Return the rows of a state."""
        return [each for each in self.rows if each.state is state]


def find_passages(
    project: Project,
    rows: Sequence[CodedRow],
    options: FindOptions | None = None,
    *,
    job: Job = SILENT,
) -> Findings:
    """Return where the passages of some rows are, each looked for in its document.

    A row that names no document is looked for in all of them.
    """
    return _Finder(project, options or FindOptions(), job).all(rows)


class _Finder:
    def __init__(self, project: Project, options: FindOptions, job: Job) -> None:
        self._project, self._options, self._job = project, options, job
        self._documents = project.documents()
        self._names = DocumentNames(self._documents)
        self._texts: OrderedDict[DocumentId, PassageText] = OrderedDict()
        self._everywhere: WordPlaces | None = None
        self._met: dict[tuple[object, ...], list[Place]] = {}
        self._counted: Mapping[DocumentId, Counted] = {}

    def all(self, rows: Sequence[CodedRow]) -> Findings:
        """Find all rows, document by document, so that each text is made ready once."""
        wanted = [self._wanted(row) for row in rows]
        sole = [
            (each[0], row)
            for row, each in zip(rows, wanted, strict=True)
            if each and len(each) == 1
        ]
        self._counted = counted(sole, lambda document: self._project.text(document).text)
        order = sorted(range(len(rows)), key=lambda at: (wanted[at] or (), at))
        places: dict[int, list[Place]] = {}
        for done, at in enumerate(order):
            if done % _AT_ONCE == 0:
                self._job.check()
                self._job.progress(done, len(rows), rows[at].document)
            places[at] = self._places(rows[at], wanted[at])
        chosen = decide(rows, [places[at] for at in range(len(rows))], self._paragraphs)
        found = [
            _found(row, documents, places[at], chosen.get(at))
            for at, (row, documents) in enumerate(zip(rows, wanted, strict=True))
        ]
        unknown = dict.fromkeys(
            row.document for row, documents in zip(rows, wanted, strict=True) if documents == ()
        )
        return Findings(tuple(found), tuple(unknown))

    def _wanted(self, row: CodedRow) -> tuple[DocumentId, ...] | None:
        """Return the documents of a row, none for an unknown name, None for all of them."""
        if self._options.document is not None:
            return (self._options.document,)
        if not row.document:
            return None
        if row.document in self._options.named:
            return (self._options.named[row.document],)
        return self._names.find(row.document)

    def _text(self, document: DocumentId) -> PassageText:
        known = self._texts.pop(document, None)
        if known is None:
            known = PassageText(self._project.text(document).text)
            held = sum(len(each.text) for each in self._texts.values())
            while self._texts and held > _HELD:
                _number, gone = self._texts.popitem(last=False)
                held -= len(gone.text)
        self._texts[document] = known
        return known

    def _paragraphs(self, document: DocumentId) -> Paragraphs:
        return Paragraphs(self._text(document).text)

    def _places(self, row: CodedRow, documents: tuple[DocumentId, ...] | None) -> list[Place]:
        """Return the places that a row may have; several rows with the same words are one case."""
        if documents is not None and len(documents) == 1 and (there := self._said(row, documents)):
            return there
        if not row.quote:
            return []
        key = (documents, row.quote, row.start)
        if key not in self._met:
            self._met[key] = self._looked_for(row, documents)
        return self._met[key]

    def _said(self, row: CodedRow, documents: Iterable[DocumentId]) -> list[Place]:
        """Return the place that a row says itself, if its words are there.

        Without words it is the one that the positions of the other rows speak for, too.
        """
        start, end = row.start, row.end
        if start is None or end is None:
            return []
        for document in documents:
            text = self._text(document).text
            way = self._counted.get(document)
            spans = [Span(start, end)] if 0 <= start < end <= len(text) else []
            if way is not None and (there := way.span(row)):
                spans = [*spans, there] if row.quote else [there]
            for span in spans:
                if not row.quote:
                    return [Place(document, span, exact=way is None or not way.unsure)]
                if text[slice(*span)].split() == row.quote.split():
                    return [Place(document, span)]
        return []

    def _looked_for(self, row: CodedRow, documents: tuple[DocumentId, ...] | None) -> list[Place]:
        quote, least = row.quote, self._options.least
        if documents is None:
            pool = self._everywhere
            if pool is None:
                pool = self._everywhere = WordPlaces(self._project, self._documents, self._job)
            having, likely = pool.having(quote), pool.likely(quote)
        else:
            having = likely = list(documents)
        found = [
            Place(number, span) for number in having for span in self._text(number).exactly(quote)
        ]
        if found:
            return found
        near = [(n, each) for n in likely for each in self._text(n).nearly(quote)]
        near = [each for each in near if each[1].similarity >= least]
        if not near:
            near = [(n, each) for n in likely for each in self._text(n).changed(quote, least)]
        if not near and not told_by_letters(quote, least):
            near = [(n, e) for n in likely for e in self._text(n).about(quote, row.start, least)]
        return _best(near)


def _best(near: Iterable[tuple[DocumentId, Likely]]) -> list[Place]:
    """Return the places that are as like as the best."""
    places = [Place(number, e.span, round(e.similarity, 4), exact=False) for number, e in near]
    most = max((each.similarity for each in places), default=0.0)
    return [each for each in places if each.similarity == most]


def _found(
    row: CodedRow,
    documents: tuple[DocumentId, ...] | None,
    places: Sequence[Place],
    chosen: Place | None,
) -> FoundRow:
    place = places[0] if len(places) == 1 else chosen
    if place is not None:
        if not row.codes and not row.memo:
            return FoundRow(row, State.NOT_FOUND, why=Why.NO_CODE)
        return FoundRow(row, State.EXACT if place.exact else State.NEAR, place, tuple(places))
    if places:
        return FoundRow(row, State.AMBIGUOUS, None, tuple(places), Why.SEVERAL)
    if documents == ():
        return FoundRow(row, State.NOT_FOUND, why=Why.NO_DOCUMENT)
    if row.quote:
        return FoundRow(row, State.NOT_FOUND, why=Why.NO_PLACE)
    outside = documents is not None and row.end is not None
    return FoundRow(row, State.NOT_FOUND, why=Why.OUTSIDE if outside else Why.NO_WORDS)
