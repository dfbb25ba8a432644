"""Finds out how the positions of each source of a project are counted.

Every way of counting that makes a difference in a text is tried on its passages. What the other
sources of the project say counts too, up to a limit: a source with two passages is read as the
others are, and one with twenty that say otherwise is not. The program that wrote the file decides
only where the passages do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from qcode.formats.exchange import FoundOffsets

from .dialect import STANDARD, Dialect, Measure
from .evidence import Mark, Verdict, judge

_SAMPLE = 24_000  # passages that are looked at in a whole project
_FEWEST, _MOST = 12, 200  # of one source
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


@dataclass(frozen=True, slots=True)
class Source:
    """A text with its selections."""

    guid: str
    measure: Measure
    marks: Sequence[Mark]


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
    """Return by GUID how each source is counted. `origin` is the program's name."""
    each = max(_FEWEST, min(_MOST, _SAMPLE // max(1, len(sources))))
    trials = [_Trial(source, each) for source in sources]
    every = _combined({way for trial in trials for way in trial.verdicts})
    total = dict.fromkeys(every, 0.0)
    for trial in trials:
        if trial.marks:
            for way in every:
                total[way] += trial.weight(way)
    known = _program(origin)
    return {trial.guid: trial.best(total, known) for trial in trials}


def _combined(ways: Iterable[Dialect]) -> list[Dialect]:
    """Return all combinations of what was tried on any source, the standard's first."""
    fields = zip(*ways, strict=True) if ways else ()
    values = [sorted({first, *field}) for first, field in zip(STANDARD, fields, strict=False)]
    return [Dialect(*way) for way in product(*values)] or [STANDARD]


class _Trial:
    """A source on which ways of counting are tried."""

    def __init__(self, source: Source, limit: int) -> None:
        self.guid, self._measure = source.guid, source.measure
        self.marks = _sample(source.marks, limit)
        self.verdicts: dict[Dialect, Verdict] = {}
        self._guess = False
        self._try_all()
        best = max((verdict.fits for verdict in self.verdicts.values()), default=0)
        if best < _POOR * len(self.marks):
            self._guess = True
            self._try_all()

    def _try_all(self) -> None:
        both = (False, True)
        for utf16, crlf, bom, inclusive, first, lf in product(
            both, (1, 2), both, both, both, (1, 2)
        ):
            way = self._plain(Dialect(utf16, crlf, bom, inclusive, first, lf))
            if way not in self.verdicts:
                rule = self._measure.rule(way)
                spans = [rule.span(mark.start, mark.end) for mark in self.marks]
                self.verdicts[way] = judge(self._measure.text, spans, self.marks)

    def _plain(self, way: Dialect) -> Dialect:
        return self._measure.plain(way, guess=self._guess)

    def weight(self, way: Dialect) -> float:
        """Return what the passages of this source say of a way of counting."""
        return self.verdicts[self._plain(way)].weight

    def best(self, total: Mapping[Dialect, float], known: Dialect | None) -> Found:
        """Return the likeliest way; `total` is what all sources say of each."""
        others = {way: weight - self.weight(way) for way, weight in total.items()}
        most = max(others.values())
        weighed: dict[Dialect, float] = {}
        for way, weight in others.items():
            plain = self._plain(way)
            said = self.weight(way) + max(weight - most, -_SHARED) + self._prior(plain, known)
            weighed[plain] = max(said, weighed.get(plain, said))
        chosen = max(weighed, key=weighed.__getitem__)
        verdict = self.verdicts[chosen]
        rest = [v.fits for v in self.verdicts.values() if v.spans != verdict.spans]
        checked = len(self.marks)
        score = verdict.fits / checked if checked else 0.0
        margin = max(0.0, score - max(rest) / checked) if checked and rest else 1.0
        return Found(chosen, FoundOffsets(self.guid, chosen.name, score, margin, checked))

    def _prior(self, way: Dialect, known: Dialect | None) -> float:
        said = way.utf16 * _UTF16 + way.inclusive * _INCLUSIVE + way.first * _FIRST
        said += (way.crlf == 2) * _CRLF2
        if way.bom:
            said += _BOM if self._measure.boms else _UNLIKELY
        if way.lf == 2:
            said += _UNLIKELY
        if known is not None:
            plain = self._plain(known)
            said += _KNOWN * ((way.utf16 == plain.utf16) + (way.crlf == plain.crlf))
        return said


def _sample(marks: Sequence[Mark], limit: int) -> Sequence[Mark]:
    """Return at most `limit` marks, from all over the text."""
    if len(marks) <= limit:
        return marks
    return [marks[number * len(marks) // limit] for number in range(limit)]


def standard(guid: str) -> Found:
    """Return the way of the standard for a source of which nothing has to be found out."""
    return Found(STANDARD, FoundOffsets(guid, STANDARD.name, 1.0, 1.0, 0))


def _program(origin: str) -> Dialect | None:
    """Return how a program is known to count."""
    name = origin.casefold()
    return next((way for known, way in _PROGRAMS.items() if all(w in name for w in known)), None)
