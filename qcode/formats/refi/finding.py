"""Finds out how the positions of each source of a project are counted.

Every way of counting that makes a difference in a text is tried on its passages. What the other
sources of the project say counts too, up to a limit: a source with two passages is read as the
others are, and one with twenty that say otherwise is not. The program that wrote the file decides
only where the passages do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from qcode.formats.exchange import FoundOffsets
from qcode.model.courtesy import giving_way

from .dialect import STANDARD, Dialect, Measure
from .evidence import Mark, Verdict, judge

_THOROUGH = 24  # sources that are looked at thoroughly
_SAMPLE = 600  # passages of theirs, in all
_FEWEST, _MOST = 8, 200  # of one source
_COMPARED = 2  # ways that are compared for any other source
_SHARED = 12.0  # what the other sources may say at most
_POOR = 0.7  # share of passages below which also unlikely ways are tried
_UNLIKELY = -4.0
_UNSURE = 0.1  # margin below which somebody should look

# What each way counts for before a passage is seen.
_UTF16, _CRLF2, _BOM, _INCLUSIVE, _FIRST = -0.8, -0.3, -2.0, -3.5, -1.0
_KNOWN = 1.5  # the unit, or the line end, of the program that is known to count so
_PROGRAMS: Mapping[tuple[str, ...], Dialect] = {
    ("nvivo", "mac"): STANDARD,
    ("nvivo",): Dialect(utf16=True, crlf=2),
    ("atlas.ti",): STANDARD,
    ("maxqda",): STANDARD,
    ("qualcoder",): STANDARD,
    ("qcode",): STANDARD,
}


_BOTH = (False, True)
_EVERY = [Dialect(*way) for way in product(_BOTH, (1, 2), _BOTH, _BOTH, _BOTH, (1, 2))]

_REGULAR = [way for way in _EVERY if not (way.bom or way.inclusive or way.first) and way.lf == 1]


@dataclass(frozen=True, slots=True)
class Source:
    """A text with its selections; `marks` gives at most so many of them, from all over it."""

    guid: str
    measure: Measure
    count: int
    marks: Callable[[int], Sequence[Mark]]


@dataclass(frozen=True, slots=True)
class Found:
    """How a source is counted, and how well its passages fit."""

    dialect: Dialect
    offsets: FoundOffsets

    @property
    def unsure(self) -> bool:
        """Whether another way of counting would do about as well."""
        found = self.offsets
        return bool(found.checked) and (found.margin < _UNSURE or found.score < _POOR / 2)


def find(sources: Sequence[Source], origin: str) -> dict[str, Found]:
    """Return by GUID how each source is counted. `origin` is the program's name.

    In a large project some sources are looked at thoroughly. Where all passages of another fit
    the way that those agree on, it is compared with the next best ways only.
    """
    known = _program(origin)
    thorough = _spread(sources)
    trials = {source.guid: _Trial(source, _limit(len(thorough))) for source in thorough}
    total = _total(trials.values())
    likeliest = sorted(
        total, key=lambda way: total[way] + _prior(way, known, mark=True), reverse=True
    )
    found = {guid: trial.best(total, known) for guid, trial in trials.items()}
    for source in giving_way(sources):
        if source.guid not in found:
            trial = _Trial(source, _FEWEST, likeliest)
            if trial.agrees:
                found[source.guid] = trial.first()
            else:
                found[source.guid] = _Trial(source, _MOST).best(total, known)
    return found


def _spread(sources: Sequence[Source]) -> Sequence[Source]:
    """Return the sources that are looked at thoroughly: all of few, some of many."""
    selected = [source for source in sources if source.count]
    if len(selected) <= _THOROUGH:
        return selected
    return [selected[number * len(selected) // _THOROUGH] for number in range(_THOROUGH)]


def _limit(sources: int) -> int:
    return max(_FEWEST, min(_MOST, _SAMPLE // max(1, sources)))


def _total(trials: Iterable[_Trial]) -> dict[Dialect, float]:
    """Return what all passages say of each combination of ways that was tried on any."""
    tried = [trial for trial in trials if trial.marks]
    ways = {way for trial in tried for way in trial.verdicts}
    for trial in tried:
        trial.counted = True
    fields = list(zip(*ways, strict=True))
    values = [sorted({first, *field}) for first, field in zip(STANDARD, fields, strict=False)]
    every = [Dialect(*way) for way in product(*values)] if values else _REGULAR
    return {way: sum(trial.weight(way) for trial in tried) for way in every}


class _Trial:
    """A source on which ways of counting are tried: all of them, or only the best of `ways`."""

    def __init__(self, source: Source, limit: int, ways: Sequence[Dialect] = ()) -> None:
        self.guid, self._measure = source.guid, source.measure
        self.marks = source.marks(limit)
        self.verdicts: dict[Dialect, Verdict] = {}
        self.counted = False  # whether what it says is in the total
        self._guess = False
        if ways:
            for way in ways:
                self._try(self._plain(way))
                if len(self.verdicts) == _COMPARED:
                    break
        else:
            self._try_all()
            best = max(verdict.fits for verdict in self.verdicts.values())
            if best < _POOR * len(self.marks):
                self._guess = True
                self._try_all()

    @property
    def agrees(self) -> bool:
        """Whether every passage fits the first way that was tried."""
        return next(iter(self.verdicts.values())).fits == len(self.marks)

    def _try_all(self) -> None:
        for way in dict.fromkeys(map(self._plain, _EVERY)):
            self._try(way)

    def _try(self, way: Dialect) -> None:
        if way not in self.verdicts:
            rule = self._measure.rule(way)
            spans = [rule.span(mark.start, mark.end) for mark in giving_way(self.marks)]
            self.verdicts[way] = judge(self._measure.text, spans, self.marks)

    def _plain(self, way: Dialect) -> Dialect:
        return self._measure.plain(way, guess=self._guess)

    def weight(self, way: Dialect) -> float:
        """Return what the passages of this source say of a way of counting."""
        return self.verdicts[self._plain(way)].weight

    def best(self, total: Mapping[Dialect, float], known: Dialect | None) -> Found:
        """Return the likeliest way; `total` is what all sources say of each."""
        weighed: dict[Dialect, float] = {}
        others = {way: weight - self.shared(way) for way, weight in total.items()}
        most = max(others.values())
        like = None if known is None else self._plain(known)
        mark = bool(self._measure.boms)
        for way in {**others, **self.verdicts}:
            plain = self._plain(way)
            said = self.verdicts[plain].weight + _prior(plain, like, mark=mark)
            said += max(others.get(way, most - _SHARED) - most, -_SHARED)
            weighed[plain] = max(said, weighed.get(plain, said))
        return self._found(max(weighed, key=weighed.__getitem__))

    def first(self) -> Found:
        """Return the way that was tried first."""
        return self._found(next(iter(self.verdicts)))

    def _found(self, chosen: Dialect) -> Found:
        verdict = self.verdicts[chosen]
        rest = [v.fits for v in self.verdicts.values() if v.spans != verdict.spans]
        checked = len(self.marks)
        score = verdict.fits / checked if checked else 0.0
        margin = max(0.0, score - max(rest) / checked) if checked and rest else 1.0
        return Found(chosen, FoundOffsets(self.guid, chosen.name, score, margin, checked))

    def shared(self, way: Dialect) -> float:
        """Return what this source has added to what all say of a way."""
        return self.weight(way) if self.counted else 0.0


def _prior(way: Dialect, known: Dialect | None, *, mark: bool) -> float:
    """Return what speaks for a way before a passage is seen; `mark`: the file has one."""
    said = way.utf16 * _UTF16 + way.inclusive * _INCLUSIVE + way.first * _FIRST
    said += (way.crlf == 2) * _CRLF2 + (way.lf == 2) * _UNLIKELY
    if way.bom:
        said += _BOM if mark else _UNLIKELY
    if known is not None:
        said += _KNOWN * ((way.utf16 == known.utf16) + (way.crlf == known.crlf))
    return said


def standard(guid: str) -> Found:
    """Return the way of the standard for a source of which nothing has to be found out."""
    return Found(STANDARD, FoundOffsets(guid, STANDARD.name, 1.0, 1.0, 0))


def _program(origin: str) -> Dialect | None:
    """Return how a program is known to count."""
    name = origin.casefold()
    return next((way for known, way in _PROGRAMS.items() if all(w in name for w in known)), None)
