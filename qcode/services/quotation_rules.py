"""What may not be quoted: sources that were withdrawn, and the real names of people.

A document, or a case, is not to be quoted when it is in a set of documents with one of the names
below, or has a yes/no attribute of such a name that says yes. So far these are conventions that
any project can use; what comes to know of withdrawals later has only to answer `barred` too.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qcode.analysis.quotation_words import word_spans
from qcode.formats.limits import read_bytes
from qcode.model.document import AttributeTarget, CaseLink, DocumentId
from qcode.model.errors import UserError
from qcode.store import cases
from qcode.store.reader import Reader

from .projects import Project

NAMES = frozenset(
    {
        *("not to be quoted", "do not quote", "withdrawn", "consent withdrawn"),
        *("får inte citeras", "ska inte citeras", "återkallat", "återkallat samtycke"),
    }
)
_YES = frozenset({"yes", "true", "1", "ja", "x", "sant"})
_SHORTEST = 3  # letters of a part of a name that is looked for alone
_MOST = 1 << 22  # bytes of a key


@dataclass(frozen=True, slots=True)
class Barred:
    """A source that may not be quoted: all of a document, or one speaker of it; why, as written."""

    document: DocumentId
    speaker: str | None
    reason: str


def barred(project: Project) -> list[Barred]:
    """Return all that may not be quoted."""
    with project.reading() as view:
        return [*_by_sets(view), *_by_documents(view), *_by_cases(view)]


def _is_name(name: str) -> bool:
    return " ".join(name.casefold().split()) in NAMES


def _by_sets(view: Reader) -> Iterator[Barred]:
    for each in cases.list_sets(view):
        if _is_name(each.name):
            for document in each.documents:
                yield Barred(document, None, each.name)


def _said_yes(view: Reader, target: AttributeTarget) -> Iterator[tuple[int, str]]:
    names = {a.id: a.name for a in cases.list_attributes(view) if a.target is target}
    names = {number: name for number, name in names.items() if _is_name(name)}
    if not names:
        return
    for owner, values in cases.read_values(view, target).items():
        for number, value in values.items():
            if number in names and value.strip().casefold() in _YES:
                yield owner, names[number]


def _by_documents(view: Reader) -> Iterator[Barred]:
    for owner, name in _said_yes(view, AttributeTarget.DOCUMENT):
        yield Barred(DocumentId(owner), None, name)


def _by_cases(view: Reader) -> Iterator[Barred]:
    owners = dict(_said_yes(view, AttributeTarget.CASE))
    for case in cases.list_cases(view) if owners else ():
        if case.id in owners:
            for link in case.links:
                yield _of_link(link, f"{case.name}: {owners[case.id]}")


def _of_link(link: CaseLink, reason: str) -> Barred:
    return Barred(link.document, link.speaker, reason)


# --- real names


def read_names(path: Path) -> dict[str, str]:
    """Return the pseudonyms by real name from a table of two columns (";", "," or tab).

    Raises `UserError`: "names_unreadable", and those of `read_bytes`.
    """
    text = _decoded(read_bytes(path, _MOST))
    first = text.partition("\n")[0]
    delimiter = max(";\t,", key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, None), delimiter=delimiter) if row]
    except csv.Error as error:  # a cell longer than any name
        raise UserError("names_unreadable", path=str(path)) from error
    if not rows or any(len(row) < 2 for row in rows):
        raise UserError("names_unreadable", path=str(path))
    pairs = {row[0].strip(): row[1].strip() for row in rows}
    return {real: other for real, other in pairs.items() if real and real.lower() not in _HEADINGS}


_HEADINGS = frozenset({"name", "real name", "realname", "namn", "verkligt namn", "riktigt namn"})


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


class RealNames:
    """Finds real names in a text: whole, and their parts, written with a capital.

    A part that is somebody's pseudonym, too, is not looked for.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        used = {word for other in names.values() for word in re.findall(r"\w+", other.casefold())}
        self._names: dict[str, str] = {}
        for real in names:
            parts = [real, *re.findall(r"[^\W\d_]+", real)]
            for part in parts:
                key = part.casefold()
                if len(part) >= _SHORTEST and part[0].isupper() and key not in used:
                    self._names.setdefault(key, real)
        self._longest = max((len(name.split()) for name in self._names), default=0)

    def find(self, texts: Iterable[str]) -> list[str]:
        """Return the names in some texts, as they are written there, each once."""
        return list(dict.fromkeys(name for text in texts for name in self._in(text)))

    def _in(self, text: str) -> Iterator[str]:
        found = word_spans(text) if self._names else []
        at = 0
        while at < len(found):
            for length in range(min(self._longest, len(found) - at), 0, -1):
                written = text[found[at][1] : found[at + length - 1][2]]
                if written[:1].isupper() and " ".join(written.casefold().split()) in self._names:
                    yield written
                    at += length
                    break
            else:
                at += 1
