"""Where the words of a quotation stand in a source, by alignment word by word.

A quotation is a few runs of words, in order, with something left out or put in between them. The
longest run is looked for first: as it is, else where most of its words stand close together; the
others are looked for on both sides of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

from .quotation_words import word_places

Weigh = Callable[[str], float]

_REACH = 3_000  # words between two runs: some twenty pages
_NEAR = 60  # words that a short run may be away when it cannot be found beyond doubt
_OCCURRENCES = 40  # of the same words that are looked at
_WINDOWS = 3  # places where a run that was changed is looked for
_COMMON = 400  # places of one word in a source, beyond which it says nothing of where to look
_CHANGED = (
    0.25  # share of a run that may be other forms of its words, which are not counted at first
)
_SEEN = 0.4  # share of a run, by weight, that a stretch must have to be looked at closely
_LONG = 300  # words, from which on an alignment in full takes too long
_SURE = 3  # words in a row
_LIKE = 0.6  # how like two words are, of 1, to be one that was changed


class Run(NamedTuple):
    """Words of the source, by number, half-open, that a run of the quotation stands for.

    `share` is how much of the run is found there, of 1, each word by its weight.
    """

    start: int
    end: int
    share: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A quotation in a source: a run for each of its own, None for one that is not there.

    `score` is how much of the quotation is there, of 1; `words` is how many words are found.
    """

    runs: tuple[Run | None, ...]
    score: float
    words: float

    @property
    def first(self) -> int:
        """The number of the first word."""
        return min(run.start for run in self.runs if run is not None)

    @property
    def last(self) -> int:
        """The number after the last word."""
        return max(run.end for run in self.runs if run is not None)


class SourceWords:
    """The words of one source with their places, made ready to be searched."""

    def __init__(self, text: str) -> None:
        self.words, places = word_places(text)
        self.starts = [start for start, _end in places]
        self.ends = [end for _start, end in places]
        self._joined = f" {' '.join(self.words)} "
        self._begins = [*accumulate((len(word) + 1 for word in self.words), initial=0)][:-1]
        self._places: dict[str, list[int]] = {}

    def places_of(self, word: str) -> list[int]:
        """Return where a word stands, by number."""
        places = self._places.get(word)
        if places is None:
            places = self._places[word] = list(self.exactly((word,)))
        return places

    def number_at(self, position: int) -> int:
        """Return the number of the first word that begins at or behind a position of the text."""
        return bisect_left(self.starts, position)

    def exactly(self, run: Sequence[str], start: int = 0, end: int | None = None) -> Iterator[int]:
        """Yield where a run of words stands as it is, between two numbers of words."""
        wanted = f" {' '.join(run)} "
        last = len(self.words) if end is None else min(end, len(self.words))
        if start >= last:
            return
        stop = len(self._joined) if last >= len(self.words) else self._begins[last] + 1
        at = self._joined.find(wanted, self._begins[start], stop)
        while at >= 0:
            yield bisect_left(self._begins, at)
            at = self._joined.find(wanted, at + 1, stop)


def place(
    runs: Sequence[Sequence[str]],
    source: SourceWords,
    weigh: Weigh,
    *,
    near: int | None = None,
    least: float = 0.0,
) -> Placed | None:
    """Return the best place of a quotation in a source, None where nothing of it is there.

    What cannot come near a score of `least` is passed over. Of places that are as good, the one
    closest to word number `near` is taken, or the first.
    """
    weights = [sum(map(weigh, run)) or 1.0 for run in runs]
    anchor = max(range(len(runs)), key=lambda at: (weights[at], len(runs[at])))
    total = sum(weights)
    needed = 1 - (1 - least) * total / weights[anchor] - _CHANGED
    best: Placed | None = None
    best_key = (0.0, 0, 0)
    for option in _options(runs[anchor], source, weigh, near, needed):
        found = _around(runs, source, weigh, anchor, option)
        placed = _placed(runs, found, weights)
        away = 0 if near is None else abs(placed.first - near)
        key = (round(placed.score, 6), -(placed.last - placed.first), -away)
        if best is None or key > best_key:
            best, best_key = placed, key
    return best


def _options(
    run: Sequence[str], source: SourceWords, weigh: Weigh, near: int | None, needed: float
) -> Iterator[Run]:
    exact = [Run(at, at + len(run), 1.0) for at in source.exactly(run)]
    if exact:
        if near is not None:
            exact.sort(key=lambda each: (abs(each.start - near), each.start))
        yield from exact[:_OCCURRENCES]
        return
    for start, end in _windows(run, source, weigh, (0, len(source.words)), needed):
        found = _aligned(run, source, weigh, start, end)
        if found is not None:
            yield found


def _around(
    runs: Sequence[Sequence[str]], source: SourceWords, weigh: Weigh, anchor: int, option: Run
) -> list[Run | None]:
    """Return a place for each run, from the one that is placed already in both directions."""
    found: list[Run | None] = [None] * len(runs)
    found[anchor] = option
    at = option.end
    for number in range(anchor + 1, len(runs)):
        run = _beside(runs[number], source, weigh, at, min(len(source.words), at + _REACH))
        found[number] = run
        at = run.end if run is not None else at
    at = option.start
    for number in range(anchor - 1, -1, -1):
        run = _beside(runs[number], source, weigh, max(0, at - _REACH), at, back=True)
        found[number] = run
        at = run.start if run is not None else at
    return found


def _beside(
    run: Sequence[str],
    source: SourceWords,
    weigh: Weigh,
    start: int,
    end: int,
    *,
    back: bool = False,
) -> Run | None:
    """Return the place of a run in a stretch that is closest to its end, or to its beginning."""
    if len(run) <= 2:
        start, end = (max(start, end - _NEAR), end) if back else (start, min(end, start + _NEAR))
    exact = list(source.exactly(run, start, end))
    if exact:
        at = exact[-1] if back else exact[0]
        return Run(at, at + len(run), 1.0)
    best: Run | None = None
    for low, high in _windows(run, source, weigh, (start, end), 0.0):
        found = _aligned(run, source, weigh, low, high)
        if found is not None and (best is None or found.share > best.share):
            best = found
    return best if best is not None and best.share >= 0.4 else None


def _placed(
    runs: Sequence[Sequence[str]], found: Sequence[Run | None], weights: Sequence[float]
) -> Placed:
    score = sum(
        weight * run.share for weight, run in zip(weights, found, strict=True) if run is not None
    )
    count = sum(len(words) * run.share for words, run in zip(runs, found, strict=True) if run)
    return Placed(tuple(found), score / sum(weights), count)


# --- one run that was changed


def _windows(
    run: Sequence[str],
    source: SourceWords,
    weigh: Weigh,
    within: tuple[int, int],
    needed: float,
) -> list[tuple[int, int]]:
    """Return the stretches of a source where most of a run's words stand close together.

    Each has a share of `needed` of the run's weight.
    """
    (start, end), length = within, len(run)
    width = length * 2 + 16
    if end - start <= width:
        return [(start, end)] if end > start else []
    seen: list[tuple[int, str]] = []
    different = set(run)
    for word in different:
        places = source.places_of(word)
        if len(places) <= _COMMON or length <= 4:
            low = bisect_left(places, start)
            seen += [(at, word) for at in places[low : bisect_left(places, end)]]
    seen.sort()
    sums = _sums(seen, weigh, max(length + length // 2, length + 4))
    windows: list[tuple[int, int]] = []
    known = [word for word in different if source.places_of(word)]
    least = max(_SEEN * sum(map(weigh, known)), needed * sum(map(weigh, different)))
    best = [each for each in sums if each[0] >= least]
    for _sum, at in sorted(best, key=lambda each: (-each[0], each[1])):
        if all(abs(at - low - length // 2) > width // 2 for low, _high in windows):
            windows.append((max(start, at - length // 2 - 8), min(end, at + width)))
            if len(windows) == _WINDOWS:
                break
    return windows


def _sums(seen: list[tuple[int, str]], weigh: Weigh, width: int) -> Iterator[tuple[float, int]]:
    """Yield for each place how much weight of different words follows within a width."""
    held: dict[str, int] = {}
    total, last = 0.0, 0
    for at, word in seen:
        while last < len(seen) and seen[last][0] < at + width:
            entering = seen[last][1]
            if not held.get(entering):
                total += weigh(entering)
            held[entering] = held.get(entering, 0) + 1
            last += 1
        yield total, at
        held[word] -= 1
        if not held[word]:
            total -= weigh(word)


def _aligned(
    run: Sequence[str], source: SourceWords, weigh: Weigh, start: int, end: int
) -> Run | None:
    """Return where in a stretch a run stands that was changed: all of the run, some of the stretch.

    Gotoh's alignment with affine gaps: words that the quotation passes over without saying so cost
    little each once it has begun to, words that it adds cost more.
    """
    window = source.words[start:end]
    bounds = _fitted(run, window) if len(run) <= _LONG else _spanned(run, window)
    if bounds is None:
        return None
    low, high = bounds
    return Run(start + low, start + high, share_of(run, window[low:high], weigh))


def _spanned(run: Sequence[str], window: Sequence[str]) -> tuple[int, int] | None:
    """Return about the same as `_fitted` for a long run: from its first to its last sure words."""
    same = [
        code
        for code in Levenshtein.opcodes(run, window)
        if code.tag == "equal" and code.src_end - code.src_start >= _SURE
    ]
    if not same:
        return None
    low = max(0, same[0].dest_start - same[0].src_start)
    return low, min(len(window), same[-1].dest_end + len(run) - same[-1].src_end)


_OPEN, _SKIP = -1.2, -0.12  # passing over words of the source
_ADD_OPEN, _ADD = -0.8, -0.5  # words that are not in the source
_OTHER = -1.0  # one word for another
_NOWHERE = -1e9


def _fitted(run: Sequence[str], window: Sequence[str]) -> tuple[int, int] | None:
    """Return the stretch of a window that fits a run best."""
    columns = len(window) + 1
    score = [0.0] * columns
    origin = list(range(columns))
    added, added_from = [_NOWHERE] * columns, [0] * columns
    different = set(window)
    for number, word in enumerate(run):
        edge = _ADD_OPEN + _ADD * (number + 1)
        fits = {other: _fit(word, other) for other in different}
        row, row_from = [edge], [0]
        skip, skip_from = _NOWHERE, 0
        for column in range(1, columns):
            # A word of the run that is not in the source.
            begin, more = score[column] + _ADD_OPEN + _ADD, added[column] + _ADD
            if begin >= more:
                added[column], added_from[column] = begin, origin[column]
            else:
                added[column] = more
            # A word of the source that is passed over.
            begin, more = row[-1] + _OPEN + _SKIP, skip + _SKIP
            if begin >= more:
                skip, skip_from = begin, row_from[-1]
            else:
                skip = more
            best = score[column - 1] + fits[window[column - 1]]
            best_from = origin[column - 1]
            if added[column] > best:
                best, best_from = added[column], added_from[column]
            if skip > best:
                best, best_from = skip, skip_from
            row.append(best)
            row_from.append(best_from)
        score, origin = row, row_from
    # The earliest of equal ends: nothing is passed over behind the last word that fits.
    end = max(range(columns), key=lambda column: (score[column], -column))
    return (origin[end], end) if origin[end] < end and score[end] > 0 else None


def _fit(word: str, other: str) -> float:
    if word == other:
        return 1.0
    like = likeness(word, other)
    return 2 * like - 1.2 if like else _OTHER


@lru_cache(maxsize=200_000)
def likeness(word: str, other: str) -> float:
    """Return how like two different words are, of 1; 0 where one is not the other, changed."""
    if word[0] != other[0] and word[-2:] != other[-2:]:
        return 0.0
    like = Levenshtein.normalized_similarity(word, other)
    if word.startswith(other) or other.startswith(word):
        like = max(like, Indel.normalized_similarity(word, other))
    return like if like >= _LIKE else 0.0


def share_of(run: Sequence[str], stretch: Sequence[str], weigh: Weigh) -> float:
    """Return how much of a run is in a stretch in its order, of 1, each word by its weight."""
    found = 0.0
    for code in Levenshtein.opcodes(run, stretch):
        mine = run[code.src_start : code.src_end]
        if code.tag == "equal":
            found += sum(map(weigh, mine))
        elif code.tag == "replace":
            for word, other in zip(mine, stretch[code.dest_start : code.dest_end], strict=False):
                found += weigh(word) * likeness(word, other)
    return found / (sum(map(weigh, run)) or 1.0)
