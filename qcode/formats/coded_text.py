r"""Plain text that was coded by marks in it, which are not part of the text that is read.

    (QCODE)I trusted them.(/QCODE){#trust, #city}     as the R package qcoder writes it
    [code: trust; city]I trusted them.[/code]         the same in brackets
    I trusted them. [code: trust]                     without an end: the whole paragraph

A mark that has no partner stays in the text and is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.text import Paragraphs, Span

from .coded_base import MARKS, CodedFile, names_in
from .encoding import Decoded, decode
from .exchange import ExchangeDocument, ExchangeProject
from .foreign_values import ForeignLoss, name
from .language import guess_language
from .limits import check_length, read_bytes, read_head
from .sniff import Content, sniff

_HEAD = 1 << 20  # bytes that are looked at for marks
_MARK = re.compile(
    r"(?P<open>\(QCODE\))"
    r"|(?P<close>\(/QCODE\))\{(?P<tags>[^{}\n]{0,2000})\}"
    r"|\[code:(?P<codes>[^\[\]\n]{1,500})\]"
    r"|(?P<end>\[/code\])",
    re.IGNORECASE,
)
_KNOWN = re.compile(r"\(/QCODE\)\{#|\[code:[^\[\]\n]{1,500}\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """A text without its marks, and what they say of it."""

    text: str
    coded: tuple[tuple[Span, str], ...]
    alone: int


class CodedTextReader:
    """Reads plain text with codes marked in it."""

    name = MARKS
    suffixes: Sequence[str] = (".txt", ".md")

    def knows(self, path: Path) -> bool:
        """Whether a file is text with such marks in it."""
        try:
            if sniff(path) is not Content.TEXT:
                return False
            return _KNOWN.search(decode(read_head(path, _HEAD)).text) is not None
        except (OSError, ValueError, UserError):
            return False

    def read(self, path: Path, job: Job = SILENT) -> ExchangeProject:
        """Read a text; the marks go, and what they said of it is coded."""
        data = read_bytes(path)
        decoded: Decoded = decode(data)
        check_length(path, len(decoded.text))
        job.check()
        found = unmarked(decoded.text)
        file = CodedFile(path)
        file.begin(data)
        for span, called in found.coded:
            file.code(span, called)
        if found.alone:
            file.losses.add(ForeignLoss.ALONE, "", found.alone)
        document = ExchangeDocument(
            file.document,
            name(path.stem),
            found.text,
            language=guess_language(found.text),
            source=file.original(data),
            source_format="txt",
            encoding=decoded.encoding,
        )
        return file.project(self.name, document)


def unmarked(text: str) -> _Found:
    """Return a canonical text without its marks, and the passages that they code."""
    marks = list(_MARK.finditer(text))
    partner = _partners(marks)
    pieces: list[str] = []
    length = last = alone = 0
    places: dict[int, int] = {}  # where marks were, in the text without them
    for number, mark in enumerate(marks):
        is_alone = number not in partner and not names_in(mark["codes"] or "")
        pieces.append(text[last : mark.end() if is_alone else mark.start()])
        length += len(pieces[-1])
        last = mark.end()
        places[number] = length
        alone += is_alone
    pieces.append(text[last:])
    bare = "".join(pieces)
    return _Found(bare, tuple(_coded(marks, partner, places, bare)), alone)


def _partners(marks: Sequence[re.Match[str]]) -> dict[int, int]:
    """Return the partner of each mark that has one, both ways; the innermost is closed first."""
    partner: dict[int, int] = {}
    waiting: dict[bool, list[int]] = {True: [], False: []}
    for number, mark in enumerate(marks):
        in_brackets = bool(mark["codes"] or mark["end"])
        if mark["open"] or mark["codes"]:
            waiting[in_brackets].append(number)
        elif waiting[in_brackets]:
            first = waiting[in_brackets].pop()
            partner[first], partner[number] = number, first
    return partner


def _coded(
    marks: Sequence[re.Match[str]], partner: dict[int, int], places: dict[int, int], text: str
) -> list[tuple[Span, str]]:
    found: list[tuple[Span, str]] = []
    paragraphs = Paragraphs(text)
    for number, mark in enumerate(marks):
        if not (mark["open"] or mark["codes"]):
            continue
        other = partner.get(number)
        if other is not None:
            span = Span(places[number], places[other])
            words = mark["codes"] or marks[other]["tags"].replace(",", ";")
        elif mark["codes"]:
            span = paragraphs.span(paragraphs.number_at(places[number]))
            words = mark["codes"]
        else:
            continue
        span = _trimmed(text, span)
        found += [(span, called) for called in names_in(words) if span.start < span.end]
    return found


def _trimmed(text: str, span: Span) -> Span:
    """Return a passage without white space at its ends."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


PROJECT_READER = CodedTextReader()
