"""NVivo's coding summaries, by code or by file, read as the table they stand for.

They are printed reports: below the path of a code or a file stand those of the other kind, below
these the references, each with its number, the initials of whoever coded and the day, and then its
words. Exported as text, each row is a line, in Word and Excel a row of cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .sheet import Sheet

_HEADINGS = ("Document name", "Code", "Reference text", "Coverage", "Coded by initials", "Coded on")
_TITLE = re.compile(
    r"(?:reports\\+)?coding summary by (?:code|node|file|source|document)(?: report)?",
    re.IGNORECASE,
)
_PAGE = re.compile(r"page \d{1,6} of \d{1,6}", re.IGNORECASE)
_COLUMNS = ("aggregate", "modified on")  # the first and the last of the headings on each page
_MOST_COLUMNS = 14  # lines that the headings take up
_FILE = re.compile(r"(?:files|internals|externals|memos|sources)\\+(?P<path>.+)", re.IGNORECASE)
_CODE = re.compile(r"(?:codes|nodes|theme nodes|cases)\\+(?P<path>.+)", re.IGNORECASE)
_LABELS = frozenset(
    {"code", "node", "case", "file", "source", "document", "pdf", "memo", "dataset", "external"}
)
_DAY = (
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
    r"(?:,?\s{1,3}\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AP]M)?)?"
)
_REFERENCE = re.compile(
    rf"\d{{1,6}}\s{{1,9}}(?:(?P<who>[^\W\d_]{{1,6}})\s{{1,9}})?(?P<when>{_DAY})"
    r"(?:\s{1,9}(?P<words>\S.*))?",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE_DAY = re.compile(_DAY, re.IGNORECASE)
_LONGEST = 1_000  # characters of a line that is none of a passage
TITLED = 40  # lines in which the title stands
_PARTS = 3  # lines that a reference takes up where each cell is one


def of_summary(lines: Sequence[str]) -> Sheet | None:
    """Return the references in the lines of a coding summary; None for another text."""
    if not is_summary(lines):
        return None
    rows = list(_Reader().read(lines))
    return Sheet("", (_HEADINGS, *rows)) if rows else None


def is_summary(lines: Sequence[str]) -> bool:
    """Whether lines begin as a coding summary does."""
    return any(_is(_TITLE, cell) for line in lines[:TITLED] for cell in line.split("\t"))


def _is(pattern: re.Pattern[str], line: str) -> bool:
    return len(line) <= _LONGEST and pattern.fullmatch(line.strip()) is not None


@dataclass(slots=True)
class _Reader:
    """What a line belongs to: `words` are those of the reference that is being read."""

    document: str = ""
    code: str = ""
    who: str = ""
    when: str = ""
    inside: bool = False
    words: list[str] = field(default_factory=list)

    def read(self, lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """Yield the rows of the table."""
        waiting = list(_without_pages([line.strip() for line in lines]))
        at = 0
        while at < len(waiting):
            line = waiting[at]
            used = 1
            if found := self._path(line):
                yield from self._passage(labelled=True)
                name, value = found
                setattr(self, name, value)
            elif (head := _reference(waiting, at)) is not None:
                yield from self._passage()
                match, used = head
                self.who, self.when = match["who"] or "", match["when"]
                self.inside = True
                self.words = [match["words"]] if match["words"] else []
            elif self.inside:
                self.words.append(line)
            at += used
        yield from self._passage()

    def _path(self, line: str) -> tuple[str, str] | None:
        """Return which of both a path names, and what; also behind its label in one line."""
        if "\\" not in line or len(line) > _LONGEST:
            return None
        label, _tab, rest = line.partition("\t")
        path = rest.strip() if label.strip().casefold() in _LABELS else line
        if found := _FILE.fullmatch(path):
            return "document", re.split(r"\\+", found["path"].strip("\\"))[-1].strip()
        if found := _CODE.fullmatch(path):
            return "code", re.sub(r"\\+", r"\\", found["path"].strip("\\")).strip()
        return None

    def _passage(self, *, labelled: bool = False) -> Iterator[tuple[str, ...]]:
        """Yield the reference that ends here; `labelled`: before a path, whose label goes."""
        while self.words and not self.words[-1]:
            self.words.pop()
        if labelled and self.words and self.words[-1].casefold() in _LABELS:
            self.words.pop()
        said = "\n".join(self.words).strip()
        if self.inside and said:
            yield self.document, self.code, said, "", self.who, self.when
        self.inside = False
        self.words = []


def _reference(lines: Sequence[str], at: int) -> tuple[re.Match[str], int] | None:
    """Return the head of a reference, and how many lines it takes up."""
    if not lines[at][:1].isdecimal():
        return None
    if len(lines[at]) <= _LONGEST and (found := _REFERENCE.fullmatch(lines[at])):
        return found, 1
    if not lines[at].isdecimal():
        return None
    end, cells = at, list[str]()
    while end < len(lines) and len(cells) < _PARTS:
        if lines[end]:
            cells.append(lines[end])
            found = _REFERENCE.fullmatch(" ".join(cells)) if len(cells[-1]) < _LONGEST else None
            if found is not None and not found["words"]:
                return found, end + 1 - at
        end += 1
    return None


def _without_pages(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines without what stands on each page: title, number, day and headings."""
    at, beside = 0, False
    while at < len(lines):
        line = lines[at]
        length = _headings(lines, at)
        if length:
            at += length
            beside = True
            continue
        if any(_is(_TITLE, cell) or _is(_PAGE, cell) for cell in line.split("\t")):
            beside = True
        elif not (beside and (not line or _is(_WHOLE_DAY, line))):
            beside = False
            yield line
        at += 1


def _headings(lines: Sequence[str], at: int) -> int:
    """Return how many lines the headings of the columns take up from here; 0 for none."""
    first, last = _COLUMNS
    if lines[at][: len(first)].casefold() != first:
        return 0
    for length, line in enumerate(lines[at : at + _MOST_COLUMNS], 1):
        if line.casefold().endswith(last):
            return length
    return 0
