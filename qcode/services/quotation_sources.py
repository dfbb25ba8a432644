"""The sources of a project as the quotation check reads them: their words, speakers and names."""

from __future__ import annotations

import re
from collections import OrderedDict, defaultdict
from collections.abc import Mapping
from functools import cached_property

from qcode.analysis.quotation_alignment import SourceWords
from qcode.analysis.quotation_sources import SourceNames
from qcode.model.document import Document, DocumentId
from qcode.model.text import Span
from qcode.store import cases, documents

from .projects import Project
from .retrieval import PlaceFinder
from .units import document_units, unit_spans

_BUDGET = 6_000_000  # characters of the sources that are kept
_PROPER = re.compile(r"\b[^\W\d_a-zåäöæø][^\W\d_]{2,}")  # words with a capital
# Labels of those who ask; a manuscript that says "researcher" names nobody by it.
_ROLES = frozenset(
    (
        *("interviewer", "intervjuare", "intervjuaren", "intervjuledare", "moderator"),
        *("moderatorn", "facilitator", "samtalsledare", "researcher", "forskare", "forskaren"),
        *("question", "fråga", "int", "intv", "speaker", "talare", "unknown", "okänd"),
    )
)


class SourceText:
    """One document: its words without the labels of who speaks, and who says what."""

    def __init__(self, project: Project, row: Document) -> None:
        with project.reading() as view:
            opened = documents.read_version(view, row)
        self.document = row
        self.place = PlaceFinder(opened)
        self.spans = unit_spans(opened.text, opened.layout)
        pieces: list[str] = []
        at = 0
        for unit in document_units(opened).units:
            pieces += (" " * (unit.start - at), unit.text)
            at = unit.start + len(unit.text)
        self.text = "".join(pieces)  # as long as the document up to its last word

    @cached_property
    def words(self) -> SourceWords:
        """The words, made ready for alignment."""
        return SourceWords(self.text)

    def word_of_unit(self, number: int) -> int:
        """Return the number of the first word of a turn or paragraph."""
        return self.words.number_at(self.spans[number].start) if self.spans else 0

    def word_of_paragraph(self, number: int) -> int:
        """Return the number of the first word of a paragraph, or of the last one there is."""
        numbers = self.place.paragraphs
        return self.words.number_at(numbers.span(min(max(number, 1), len(numbers))).start)

    def word_of_time(self, time_ms: int) -> int | None:
        """Return the number of the first word of what is said at a time of the recording."""
        position = self.place.position_of(time_ms)
        return None if position is None else self.words.number_at(position)

    def speakers(self, span: Span) -> tuple[str, ...]:
        """Return who speaks in a span, in order."""
        turns = self.place.turns_in(span)
        said = [
            turn.speaker
            for turn in turns
            if turn.speaker and any(b.start < span.end and span.start < b.end for b in turn.body)
        ]
        return tuple(dict.fromkeys(said))


class SourceTexts:
    """Reads documents when they are needed and keeps the last ones."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.rows: Mapping[DocumentId, Document] = {row.id: row for row in project.documents()}
        self._kept: OrderedDict[DocumentId, SourceText] = OrderedDict()

    def read(self, number: DocumentId) -> SourceText:
        """Return a document."""
        known = self._kept.get(number)
        if known is None:
            known = self._kept[number] = SourceText(self._project, self.rows[number])
            held = sum(len(each.text) for each in self._kept.values())
            while len(self._kept) > 1 and held > _BUDGET:
                _number, gone = self._kept.popitem(last=False)
                held -= len(gone.text)
        self._kept.move_to_end(number)
        return known


def document_claim(number: DocumentId, speaker: str | None = None) -> str:
    """Return the key that a document, or a speaker in it, has in a claim."""
    return f"{number}" if speaker is None else f"{number}/{speaker}"


def documents_in(claims: frozenset[str]) -> list[DocumentId]:
    """Return the documents that keys of a claim stand for."""
    return sorted({DocumentId(int(key.partition("/")[0])) for key in claims})


def source_names(project: Project) -> SourceNames:
    """Return the names that a manuscript may use for the sources: documents, speakers, cases."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    parts: defaultdict[str, set[str]] = defaultdict(set)
    rows = project.documents()
    with project.reading() as view:
        people = cases.list_cases(view)
    for row in rows:
        for name in _names_of(row.name):
            names[name].add(document_claim(row.id))
        for word in _PROPER.findall(row.name):
            parts[word].add(document_claim(row.id))
        for speaker in row.speakers:
            if speaker.casefold() not in _ROLES:
                names[speaker].add(document_claim(row.id, speaker))
    for case in people:
        for link in case.links:
            names[case.name].add(document_claim(link.document, link.speaker))
    return SourceNames(
        {name: frozenset(keys) for name, keys in names.items()},
        # A word in the names of several, such as "Interview", stands for none of them.
        {word: frozenset(keys) for word, keys in parts.items() if len(keys) == 1 < len(rows)},
    )


def _names_of(name: str) -> set[str]:
    """Return what a document may be called: all of its name, or the number that it begins with."""
    parts = name.replace("_", " ").split()
    found = {name}
    if parts and any(c.isdigit() for c in parts[0]) and any(c.isalpha() for c in parts[0]):
        found.add(parts[0])
    if len(parts) > 1 and parts[1].strip(".,:-").isdigit() and parts[0].isalpha():
        found.add(f"{parts[0]} {parts[1]}")
    return found


def speaker_labels(project: Project) -> frozenset[str]:
    """Return the names of all who speak in the documents, folded."""
    names = {speaker.casefold() for row in project.documents() for speaker in row.speakers}
    return frozenset(names) | _ROLES | {"i", "q", "r", "ip"}
