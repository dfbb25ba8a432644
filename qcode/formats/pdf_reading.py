"""The text of a whole PDF as it is read: heads left out, columns in order, paragraphs whole.

Each letter of the text is one of a page's, or made between two of them: a line end between two
paragraphs, a space between two lines, a tab between two cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from qcode.model.job import SILENT, Job

from .build import Builder
from .language import guess_language
from .losses import Lost
from .pdf_columns import in_columns
from .pdf_flow import Flow, Line, lines_of
from .pdf_numbers import margin_numbers
from .pdf_rows import WORD
from .pdf_running import running
from .pdf_runs import PageRuns, Run
from .pdf_text import DIVIDED
from .pdf_words import GLUES, SIGNS, Joint, joint, words_of

_EXAMPLE = 60  # characters of a head that is left out
_OVER = 1.5  # points
_PARAGRAPH = "\n"


class Stretch(NamedTuple):
    """Letters that the text has as the page has them: from where in the text, in the raw text."""

    start: int
    raw: int
    length: int


class PagePlaces(NamedTuple):
    """The part of the text that stands on a page; a letter of no stretch was made."""

    start: int
    end: int
    stretches: tuple[Stretch, ...]


class _Piece(NamedTuple):
    page: int
    run: Run
    before: str  # what parts it from the piece before


def write_pages(
    pages: Sequence[PageRuns], labels: Sequence[str], builder: Builder, job: Job = SILENT
) -> list[PagePlaces]:
    """Write the text of all pages, and return where it stands on each of them."""
    numbers = margin_numbers(pages)
    heads = running(pages, numbers)
    found = []
    for page, *out in zip(pages, heads, numbers, strict=True):
        job.check()
        runs = [run for run in _once(page) if not any(run in each for each in out)]
        found.append((page.raw, in_columns(page.raw, runs, page.width)))
    lines = lines_of(found)
    language = guess_language(" ".join(line.text for line in lines[:200]))
    writer = _Writer(pages, labels, builder)
    writer.write(list(_pieces(lines)), lines, language)
    _report(pages, heads, builder)
    if any(numbers):
        seen = (
            run.top < page.height for page, out in zip(pages, numbers, strict=True) for run in out
        )
        builder.lose(Lost.MARGIN_NUMBERS, sum(seen))
    return writer.places()


def _once(page: PageRuns) -> Iterator[Run]:
    """Yield runs without those that are printed over the same again, to look bold."""
    seen: dict[str, list[Run]] = {}
    for run in page.runs:
        same = seen.setdefault(page.raw[run.start : run.end], [])
        if not any(
            abs(run.left - each.left) <= _OVER and abs(run.top - each.top) <= _OVER for each in same
        ):
            yield run
        same.append(run)


def _pieces(lines: Sequence[Line]) -> Iterator[_Piece]:
    flow, before = Flow(lines), None
    for line in lines:
        first = _PARAGRAPH if flow.begins(line, before) else WORD
        for at, (part, run) in enumerate(line.row.parts):
            yield _Piece(line.page, run, part if at else first)
        before = line


def _report(pages: Sequence[PageRuns], heads: Sequence[frozenset[Run]], builder: Builder) -> None:
    """Say what was left out."""
    for page, out in zip(pages, heads, strict=True):
        if out:
            words = " ".join(page.raw[run.start : run.end] for run in sorted(out))
            builder.lose(Lost.HEADER_FOOTER, 1, words[:_EXAMPLE])


class _Writer:
    """Writes pieces through a builder and keeps where each came from."""

    def __init__(self, pages: Sequence[PageRuns], labels: Sequence[str], builder: Builder) -> None:
        self._pages, self._labels, self._builder = pages, labels, builder
        self._opened = 0  # pages that have begun
        self._stretches: list[list[Stretch]] = [[] for _ in pages]
        self._ends: list[tuple[int, int]] = []  # of pages without text, where they are

    def write(self, pieces: Sequence[_Piece], lines: Sequence[Line], language: str) -> None:
        """Write all pieces."""
        words: Counter[str] | None = None
        builder, joined = self._builder, 0
        how = Joint.SPACE
        for piece, after in zip_longest(pieces, pieces[1:]):
            if piece.before == _PARAGRAPH:
                self._open(piece.page - 1)
                builder.begin_paragraph()
            elif how in (Joint.SPACE, Joint.APART):
                builder.text(piece.before)
            self._open(piece.page)
            text, how = self._raw(piece), Joint.SPACE
            if after is not None and text[-1] in GLUES and _is_next_line(piece, after):
                words = words_of(line.text for line in lines) if words is None else words
                how = joint(text, self._raw(after), words, language)
            self._text(piece, text, drop=how is Joint.DROP)
            if how in (Joint.DROP, Joint.KEEP) and text[-1] in SIGNS:
                builder.lose(Lost.WORDS_JOINED)
            joined += after is not None and _is_next_line(piece, after)
        self._open(len(self._pages) - 1)
        if joined:
            builder.lose(Lost.LINES_JOINED, joined)

    def _raw(self, piece: _Piece) -> str:
        return self._pages[piece.page].raw[piece.run.start : piece.run.end]

    def _text(self, piece: _Piece, text: str, *, drop: bool) -> None:
        if drop:
            text = text[:-1]
        start = self._builder.position
        self._builder.text(text.replace(DIVIDED, "-"))
        stretch = Stretch(start, piece.run.start, len(text))
        self._stretches[piece.page].append(stretch)

    def _open(self, number: int) -> None:
        """Begin pages up to one, here."""
        while self._opened <= number:
            label = self._labels[self._opened]
            self._builder.page(label)
            self._ends.append((self._builder.position, self._builder.position))
            if not self._pages[self._opened].runs:
                self._builder.lose(Lost.EMPTY_PAGES, 1, label)
            self._opened += 1

    def places(self) -> list[PagePlaces]:
        """Return where the text of each page is."""
        found = []
        for stretches, (start, end) in zip(self._stretches, self._ends, strict=True):
            if stretches:
                start, end = stretches[0].start, stretches[-1].start + stretches[-1].length
            found.append(PagePlaces(start, end, tuple(stretches)))
        return found


def _is_next_line(piece: _Piece, after: _Piece) -> bool:
    """Whether a piece is on a line of its own, in the same paragraph or cell."""
    if after.before != WORD:
        return False
    one, two = piece.run, after.run
    return (
        piece.page != after.page
        or two.middle > one.bottom
        or two.bottom < one.top
        or (two.left <= one.left)
    )
