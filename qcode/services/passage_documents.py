"""Which document a table means by a name, and which may hold words that nobody says where from."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import log10

from qcode.analysis.quotation_words import words
from qcode.model.document import Document, DocumentId
from qcode.model.job import SILENT, Job

from .projects import Project

_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,5}$")
_NUMBERED = re.compile(r"^[DP]?\s?\d+\s*:\s*(?=\S)")  # "D 3: Anna", as ATLAS.ti numbers them
_FOLDERS = re.compile(r"[\\/]+|\s>\s")
_RARE = 12  # words that a document is judged by
_MOST = 6  # documents that are looked through for words that were changed
_SHARE = 0.5  # of what speaks for the likeliest


class DocumentNames:
    """Finds documents by what tables call them: with a suffix, a folder or a number, or without."""

    def __init__(self, rows: Iterable[Document]) -> None:
        self._known: defaultdict[str, list[DocumentId]] = defaultdict(list)
        for row in rows:
            for key in dict.fromkeys(_keys_of(row)):
                self._known[key].append(row.id)

    def find(self, name: str) -> tuple[DocumentId, ...]:
        """Return the documents that a name may mean, none for one that is not known."""
        for key in _ways(name):
            if key in self._known:
                return tuple(dict.fromkeys(self._known[key]))
        return ()


def _keys_of(row: Document) -> Iterator[str]:
    yield _folded(row.name)
    yield _folded(_SUFFIX.sub("", row.name))
    if row.source_name:
        yield _folded(row.source_name)
        yield _folded(_SUFFIX.sub("", row.source_name))


def _ways(name: str) -> Iterator[str]:
    """Yield how a name may be meant, as it is written first."""
    last = _FOLDERS.split(name.strip())[-1]
    for each in (name, last, _NUMBERED.sub("", name), _NUMBERED.sub("", last)):
        if each.strip():
            yield _folded(each)
            yield _folded(_SUFFIX.sub("", each.strip()))


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().replace("_", " ").split())


class WordPlaces:
    """In which documents each word stands, for passages whose document nobody names."""

    def __init__(self, project: Project, rows: Sequence[Document], job: Job = SILENT) -> None:
        self._every = tuple(row.id for row in rows)
        self._places: defaultdict[str, list[DocumentId]] = defaultdict(list)
        for number, row in enumerate(rows):
            job.check()
            job.progress(number, len(rows), row.name)
            for word in set(words(project.text(row.id).text)):
                self._places[word].append(row.id)

    def having(self, text: str) -> list[DocumentId]:
        """Return the documents that have all the words of a text; those at its ends may be cut."""
        said = words(text)
        inside = set(said[1:-1]) if len(said) > 2 else set[str]()
        if not inside:
            return list(self._every)
        rare = sorted((self._places.get(word, []) for word in inside), key=len)[:_RARE]
        found = set(rare[0]).intersection(*rare[1:])
        return [number for number in self._every if number in found]

    def likely(self, text: str) -> list[DocumentId]:
        """Return the few documents with most of the words of a text, rare ones above all."""
        scores: defaultdict[DocumentId, float] = defaultdict(float)
        for word in set(words(text)):
            places = self._places.get(word, ())
            for number in places:
                scores[number] += log10((len(self._every) + 1) / len(places)) + 0.01
        best = sorted(scores, key=lambda number: -scores[number])[:_MOST]
        return [number for number in best if scores[number] >= _SHARE * scores[best[0]]]
