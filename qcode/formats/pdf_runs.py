"""What stands side by side on a page of a PDF: runs of words, each with its place.

Places are points from the upper left corner of the page as it is read: where most of its words run
up or down the page, it is turned until they run to the right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from ctypes import byref
from functools import partial
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from .pdf_shown import Shown
from .pdf_text import DIVIDED, indices_of, quick, raw_text

_WORD = re.compile(f"[^\\s{DIVIDED}\ufeff]+{DIVIDED}?|{DIVIDED}")
_LINE = re.compile(f"[^\\s{DIVIDED}](?:[^\r\n{DIVIDED}]*[^\\s{DIVIDED}])?{DIVIDED}?")
_GAP = 0.9  # heights of a line: what stands farther apart may be in another column
_BACK = 1.0  # heights: what stands so far to the left of what was before is elsewhere
_LARGER = 1.6  # times the height: an initial beside the words that it belongs to
_MOST = 300_000  # characters on a page whose places are looked at; nobody prints more
_TELLING = 3  # letters that a word has whose direction is seen

_Box = tuple[float, float, float, float]
_NOWHERE = (0.0, 0.0, 0.0, 0.0)
_THIN, _FAR = 0.1, 1e6  # points: lower no letters are, and farther out no pages reach


class Run(NamedTuple):
    """Words on one line with no gap between: `start` and `end` are places in the page's raw text.

    `word` is how wide the first word is. `turned`: it does not run as most of the page does.
    """

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float
    word: float
    turned: bool
    height: float
    middle: float

    @classmethod
    def at(cls, place: tuple[int, int], box: _Box, word: float, *, turned: bool = False) -> Run:
        """Return the run that stands in a box."""
        left, top, right, bottom = box
        height, middle = max(bottom - top, _THIN), (top + bottom) / 2
        return cls(*place, left, top, right, bottom, word, turned, height, middle)


class PageRuns(NamedTuple):
    """A page: what PDFium reads on it, and its runs in the order of the file."""

    raw: str
    runs: list[Run]
    width: float
    height: float


class _Word(NamedTuple):
    start: int
    end: int
    first: _Box
    last: _Box
    begins_line: bool
    is_spaced: bool  # by one space that the file has, however wide: no column begins there


def page_runs(page: pypdfium2.PdfPage) -> PageRuns:
    """Return the runs of a page. To be called under `LOCK`."""
    shown = Shown.of(page)
    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        raw = raw_text(text_page)
        if len(raw) > _MOST:
            return PageRuns(raw, list(_lines(raw, width)), width, height)
        words = list(_words(text_page, raw, shown))
    finally:
        text_page.close()
    way = _way(words)
    runs = list(_runs(words, way))
    return PageRuns(raw, runs, *((width, height) if way % 2 == 0 else (height, width)))


def _lines(raw: str, width: float) -> Iterator[Run]:
    """Yield the lines of a page in the order of the file, one below the other wherever they are."""
    for number, found in enumerate(_LINE.finditer(raw)):
        top = 2.0 * number
        yield Run.at(found.span(), (0.0, top, 1.0, top + 1.0), width)


def _words(text_page: pypdfium2.PdfTextPage, raw: str, shown: Shown) -> Iterator[_Word]:
    """Yield the words with the boxes of their first and last letters."""
    box_of = _boxes(text_page, shown)
    number = indices_of(text_page, raw)
    is_made = quick(pdfium.FPDFText_IsGenerated)
    after, place = 0, _NOWHERE
    for found in _WORD.finditer(raw):
        start, end = found.span()
        first = box_of(number(start)) or place
        last = (box_of(number(end - 1)) if end - start > 1 else first) or first
        between = raw[after:start]
        begins = not after or "\n" in between or "\r" in between or raw[after - 1] == DIVIDED
        spaced = between == " " and _apart(place, first) and not is_made(text_page, number(after))
        yield _Word(start, end, first, last, begins, spaced)
        after, place = end, last


def _apart(one: _Box, two: _Box) -> bool:
    """Whether there is more than a usual space between two letters."""
    gap = max(two[0] - one[2], two[1] - one[3], one[0] - two[2], one[1] - two[3])
    return gap > _GAP * min(one[3] - one[1], one[2] - one[0])


def _boxes(text_page: pypdfium2.PdfTextPage, shown: Shown) -> Callable[[int], _Box | None]:
    box = pdfium.FS_RECTF()
    place, find = byref(box), partial(quick(pdfium.FPDFText_GetLooseCharBox), text_page.raw)

    def box_of(number: int) -> _Box | None:
        if number < 0 or not find(number, place):
            return None
        made = shown.box(box.left, box.bottom, box.right, box.top)
        # Letters may be said to stand anywhere, and to be of a size that is no number.
        return made if all(-_FAR < side < _FAR for side in made) else None

    return box_of


def _towards(word: _Word) -> int:
    """Return where a word runs: 0 to the right, 1 down, 2 to the left, 3 up."""
    across = word.last[0] + word.last[2] - word.first[0] - word.first[2]
    along = word.last[1] + word.last[3] - word.first[1] - word.first[3]
    if abs(across) >= abs(along):
        return 0 if across >= 0 else 2
    return 1 if along > 0 else 3


def _way(words: Sequence[_Word]) -> int:
    """Return where most words of a page run."""
    ways: Counter[int] = Counter()
    for word in words:
        if word.end - word.start >= _TELLING:
            ways[_towards(word)] += word.end - word.start
    return ways.most_common(1)[0][0] if ways else 0


def _turn(box: _Box, way: int) -> _Box:
    """Return a box as it is when what runs that way runs to the right."""
    left, top, right, bottom = box
    if way == 1:
        return top, -right, bottom, -left
    if way == 2:
        return -right, -bottom, -left, -top
    if way == 3:
        return -bottom, left, -top, right
    return box


def _runs(words: Sequence[_Word], way: int) -> Iterator[Run]:
    """Put words together that stand on one line with no gap."""
    start = end = -1
    box, width, run_turned = _NOWHERE, 0.0, False
    for word in words:
        long = word.end - word.start >= _TELLING
        turned = _towards(word) != way if long else run_turned and not word.begins_line
        place = _box(word, way, turned=turned)
        if (
            start >= 0
            and not word.begins_line
            and run_turned == turned
            and (turned or word.is_spaced or _follows(box, place, end - start))
        ):
            end = word.end
            left, top, right, bottom = place
            if left > box[0] and top >= box[1] and bottom <= box[3] and right > box[2]:
                box = (box[0], box[1], right, box[3])
            else:
                box = (
                    min(box[0], left),
                    min(box[1], top),
                    max(box[2], right),
                    max(box[3], bottom),
                )
            continue
        if start >= 0:
            yield Run.at((start, end), box, width, turned=run_turned)
        start, end, box, run_turned = word.start, word.end, place, turned
        width = box[2] - box[0]
    if start >= 0:
        yield Run.at((start, end), box, width, turned=run_turned)


def _box(word: _Word, way: int, *, turned: bool) -> _Box:
    """Return the box of a word; a large initial does not make the line higher."""
    first, last = _turn(word.first, way), _turn(word.last, way)
    if not turned and first[3] - first[1] > _LARGER * (last[3] - last[1]) > 0:
        first = (first[0], last[1], first[2], last[3])
    return (
        min(first[0], last[0]),
        min(first[1], last[1]),
        max(first[2], last[2]),
        max(first[3], last[3]),
    )


def _follows(run: _Box, word: _Box, letters: int) -> bool:
    """Whether a word stands right behind a run of so many letters."""
    height, run_height = word[3] - word[1], run[3] - run[1]
    low, high = (height, run_height) if height < run_height else (run_height, height)
    if word[0] - run[2] > _GAP * high or word[0] < run[0] - _BACK * height:
        return False
    if min(run[3], word[3]) <= max(run[1], word[1]):
        return False
    return high <= _LARGER * low or letters > 2
