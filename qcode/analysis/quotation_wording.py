"""How the wording of a quotation differs from what was said, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel, Levenshtein

from .quotation_words import Token, tokens, trimmed


class ChangeKind(StrEnum):
    """What happened to a stretch of words between the source and the manuscript."""

    SAME = "same"
    CHANGED = "changed"
    LEFT_OUT = "left_out"  # without a mark
    ADDED = "added"  # without a mark
    OMISSION = "omission"  # left out, and marked
    INSERTION = "insertion"  # put in, or put in the place of others, and marked


# A kind of change, where it is among the tokens of the source, and among those of the manuscript.
_Stretch = tuple[ChangeKind, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of words as the source has it and as the manuscript has it."""

    kind: ChangeKind
    source: str
    manuscript: str


def changes_between(source: str, manuscript: str) -> list[Change]:
    """Return how a run of a quotation differs from the stretch of the source it stands for.

    Typography, the punctuation at both ends and the case of the first letter are no difference.
    """
    mine, given = trimmed(tokens(source)), tokens(manuscript)
    theirs = _with_brackets(mine, given, trimmed(given))
    keys, other_keys = _keys(mine, theirs)
    if keys == other_keys:
        return [Change(ChangeKind.SAME, _text(source, mine), _text(manuscript, theirs))]
    return [
        Change(kind, _text(source, mine[a:b]), _text(manuscript, theirs[c:d]))
        for kind, a, b, c, d in _stretches(keys, other_keys)
    ]


def _with_brackets(
    mine: Sequence[Token], given: Sequence[Token], kept: Sequence[Token]
) -> Sequence[Token]:
    """Return trimmed tokens with the brackets at their ends that belong to others inside."""
    if not kept or all(token.key not in "[]" for token in given):
        return kept
    start, end = given.index(kept[0]), given.index(kept[-1]) + 1
    lone, theirs = _lone(kept), _lone(mine)
    if lone[0] and not theirs[0] and any(token.key == "[" for token in given[:start]):
        start = next(at for at in reversed(range(start)) if given[at].key == "[")
    if lone[1] and not theirs[1] and any(token.key == "]" for token in given[end:]):
        end = next(at for at in range(end, len(given)) if given[at].key == "]") + 1
    return given[start:end]


def _lone(found: Sequence[Token]) -> tuple[bool, bool]:
    """Tell whether a bracket is closed that was not opened, and opened that is not closed."""
    depth, lowest = 0, 0
    for token in found:
        depth += {"[": 1, "]": -1}.get(token.key, 0)
        lowest = min(lowest, depth)
    return lowest < 0, depth > lowest


def _keys(mine: Sequence[Token], theirs: Sequence[Token]) -> tuple[list[str], list[str]]:
    keys, other_keys = [token.key for token in mine], [token.key for token in theirs]
    if keys and other_keys and _uncapped(keys[0]) == _uncapped(other_keys[0]):
        keys[0] = other_keys[0]
    return keys, other_keys


def _uncapped(word: str) -> str:
    return word[:1].lower() + word[1:]


def _stretches(keys: Sequence[str], other_keys: Sequence[str]) -> list[_Stretch]:
    """Return what is the same and what is other, as places among the tokens of both."""
    found: list[_Stretch] = []
    for code in Indel.opcodes(keys, other_keys):
        at = code.src_start, code.src_end, code.dest_start, code.dest_end
        if code.tag == "equal":
            found.append((ChangeKind.SAME, *at))
        elif found and found[-1][0] is not ChangeKind.SAME:
            _kind, a, _b, c, _d = found.pop()
            found.append(_other(a, at[1], c, at[3]))
        else:
            found.append(_other(*at))
    for start, end in _brackets(other_keys):
        found = _set_apart(found, start, end)
    return found


def _other(a: int, b: int, c: int, d: int) -> _Stretch:
    kind = ChangeKind.CHANGED
    if a == b:
        kind = ChangeKind.ADDED
    elif c == d:
        kind = ChangeKind.LEFT_OUT
    return kind, a, b, c, d


def _brackets(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    opened: int | None = None
    for at, key in enumerate(keys):
        if key == "[":
            opened = at
        elif key == "]" and opened is not None:
            yield opened, at + 1
            opened = None


def _set_apart(found: list[_Stretch], start: int, end: int) -> list[_Stretch]:
    """Make one insertion of what stands in brackets, where the source has no such brackets."""
    first = next(at for at, (*_k, c, d) in enumerate(found) if c <= start < d)
    last = next(at for at, (*_k, c, d) in enumerate(found) if c < end <= d)
    if ChangeKind.SAME in (found[first][0], found[last][0]):
        return found
    _kind, a, b, c, _d = found[first]
    _last, e, f, _c, g = found[last]
    # What the source has there goes with the words beside the brackets, if there are any.
    before = b if c < start else a
    behind = max(before, e if end < g else f)
    pieces = [(ChangeKind.INSERTION, before, behind, start, end)]
    if c < start:
        pieces.insert(0, _other(a, before, c, start))
    if end < g:
        pieces.append(_other(behind, f, end, g))
    return [*found[:first], *pieces, *found[last + 1 :]]


def _text(text: str, found: Sequence[Token]) -> str:
    return " ".join(text[found[0].start : found[-1].end].split()) if found else ""


def is_punctuation(change: Change) -> bool:
    """Whether nothing but punctuation or capitals differs."""
    sides = (
        [token.key.casefold() for token in tokens(text) if token.is_word]
        for text in (change.source, change.manuscript)
    )
    first, second = sides
    return first == second


def similarity(changes: Sequence[Change]) -> float:
    """Return how like the wording is, of 1, where what is marked is no difference."""
    source, manuscript = [], []
    for change in changes:
        if change.kind in (ChangeKind.OMISSION, ChangeKind.INSERTION):
            continue
        source += [token.key for token in tokens(change.source)]
        manuscript += [token.key for token in tokens(change.manuscript)]
    if source and manuscript and _uncapped(source[0]) == _uncapped(manuscript[0]):
        source[0] = manuscript[0]
    return float(Levenshtein.normalized_similarity(source, manuscript))
