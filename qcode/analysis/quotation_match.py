"""A quotation against one source: whether it is there, where, and what its author did to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from qcode.model.text import Span

from .quotation_alignment import Placed, Run, SourceWords, Weigh, place
from .quotation_wording import (
    Change,
    ChangeKind,
    changes_between,
    similarity,
)
from .quotation_words import Piece, PieceKind, pieces_of, words

ENOUGH = 0.6  # share of a quotation, by weight, that is in its source
_SHORT = 4  # words, up to which nearly all must be there
_SHORT_ENOUGH = 0.7
_LIKE = 0.65  # how like the wording must be, where nothing is marked
_DENSE = 0.3  # found words by the words they are spread over


class Verdict(StrEnum):
    """What the check says of a quotation."""

    EXACT = "exact"
    EDITED = "edited"
    SHORTENED = "shortened"
    MISATTRIBUTED = "misattributed"
    NOT_FOUND = "not-found"
    NOT_ALLOWED = "not-allowed"


@dataclass(frozen=True, slots=True)
class Asked:
    """A quotation as it is looked for: its runs of words, with what stands between them."""

    texts: tuple[str, ...]
    runs: tuple[tuple[str, ...], ...]
    between: tuple[tuple[Piece, ...], ...]  # one more than there are runs: before, between, after

    @property
    def count(self) -> int:
        """How many words there are."""
        return sum(map(len, self.runs))


def ways_to_ask(quotation: str) -> list[Asked]:
    """Return how a quotation may be meant, the likelier first.

    Dots may be a pause or an omission, and brackets may be of the author or of the transcript.
    """
    pieces = pieces_of(quotation)
    kinds = {piece.kind for piece in pieces}
    hard = {PieceKind.OMISSION, PieceKind.INSERTION}
    ways = [_asked(pieces, hard)]
    if PieceKind.INSERTION in kinds:
        ways.insert(0, _asked(pieces, {PieceKind.OMISSION}))
    if PieceKind.PAUSE in kinds:
        ways.append(_asked(pieces, {*hard, PieceKind.PAUSE}))
    return [way for way in ways if way.runs]


def _asked(pieces: Sequence[Piece], cut: set[PieceKind]) -> Asked:
    texts: list[str] = []
    between: list[list[Piece]] = [[]]
    open_run = False
    for piece in pieces:
        if piece.kind in cut:
            between[-1].append(piece)
            open_run = False
        elif open_run:
            texts[-1] += piece.text
        elif words(piece.text):
            texts.append(piece.text)
            between.append([])
            open_run = True
    runs = tuple(tuple(words(text)) for text in texts)
    return Asked(tuple(texts), runs, tuple(tuple(marks) for marks in between))


@dataclass(frozen=True, slots=True)
class Match:
    """A quotation found in a source. `span` is in code points of the source's text.

    `score` says how sure it is that it comes from there, `similarity` how like the wording is
    apart from what is marked; both of 1.
    """

    span: Span
    score: float
    similarity: float
    verdict: Verdict
    changes: tuple[Change, ...]
    placed: Placed = field(repr=False)


def best_place(
    ways: Sequence[Asked],
    source: SourceWords,
    weigh: Weigh,
    near: int | None = None,
    least: float = 0.0,
) -> tuple[Asked, Placed] | None:
    """Return where in a source a quotation is likeliest to come from, in the way that fits best.

    What cannot come near a score of `least` is passed over.
    """
    best: tuple[Asked, Placed] | None = None
    best_key = (0.0, 0.0)
    for way in ways:
        placed = place(way.runs, source, weigh, near=near, least=least)
        if placed is None:
            continue
        passed_over = spread(placed) - placed.words
        key = (round(placed.score, 4), -round(passed_over, 4))
        if best is None or key > best_key:
            best, best_key = (way, placed), key
        if best_key == (1.0, 0.0):
            break
    return best


def other_places(asked: Asked, source: SourceWords) -> Iterator[Placed]:
    """Yield every place of a quotation of one run where it stands as it is."""
    for run in asked.runs[:1] if len(asked.runs) == 1 else ():
        for at in source.exactly(run):
            yield Placed((Run(at, at + len(run), 1.0),), 1.0, len(run))


def spread(placed: Placed) -> int:
    """Return how many words of the source the runs of a quotation take up."""
    return sum(run.end - run.start for run in placed.runs if run is not None)


def is_found(asked: Asked, match: Match) -> bool:
    """Whether so much of a quotation is in a place that it must come from there."""
    placed = match.placed
    if asked.count <= 2:
        return placed.score > 0.9999
    if placed.score < (_SHORT_ENOUGH if asked.count <= _SHORT else ENOUGH):
        return False
    dense = placed.words / max(spread(placed), 1) >= _DENSE
    return dense and match.similarity >= _LIKE


def match_at(asked: Asked, placed: Placed, text: str, source: SourceWords) -> Match:
    """Say what was done to a quotation that was placed; `text` is the source's."""
    changes = tuple(_all_changes(asked, placed, text, source))
    span = Span(source.starts[placed.first], source.ends[placed.last - 1])
    return Match(
        span=span,
        score=placed.score,
        similarity=similarity(changes),
        verdict=_wording(changes),
        changes=changes,
        placed=placed,
    )


def _wording(changes: Sequence[Change]) -> Verdict:
    kinds = {change.kind for change in changes} - {ChangeKind.SAME}
    if not kinds:
        return Verdict.EXACT
    return Verdict.SHORTENED if kinds == {ChangeKind.OMISSION} else Verdict.EDITED


def _all_changes(asked: Asked, placed: Placed, text: str, source: SourceWords) -> Iterator[Change]:
    last: Run | None = None
    for number, run in enumerate(placed.runs):
        marks = asked.between[number]
        if run is None:
            yield from _marks(marks, "")
            yield Change(ChangeKind.ADDED, "", asked.texts[number].strip())
            continue
        gap = ""
        if last is not None and run.start > last.end:
            gap = _slice(text, source, Run(last.end, run.start, 0))
        if gap and not marks:  # behind a run that is not there
            yield Change(ChangeKind.LEFT_OUT, gap, "")
        yield from _marks(marks, gap)
        yield from changes_between(_slice(text, source, run), asked.texts[number])
        last = run
    yield from _marks(asked.between[-1], "", outer=True)


def _marks(marks: Sequence[Piece], gap: str, *, outer: bool = False) -> Iterator[Change]:
    """Yield what marks between two runs stand for: what is left out goes to the first of them."""
    said = [piece for piece in marks if piece.kind is not PieceKind.PAUSE]
    if not said:
        if gap and marks and not outer:
            yield Change(ChangeKind.OMISSION, gap, marks[0].text)
        return
    insertions = [piece for piece in said if piece.kind is PieceKind.INSERTION]
    written = " ".join(piece.text for piece in said)
    yield Change(ChangeKind.INSERTION if insertions else ChangeKind.OMISSION, gap, written)


def _slice(text: str, source: SourceWords, run: Run) -> str:
    return text[source.starts[run.start] : source.ends[run.end - 1]]
