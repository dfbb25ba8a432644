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
    mine, theirs = trimmed(tokens(source)), trimmed(tokens(manuscript))
    keys, other_keys = _keys(mine, theirs)
    if keys == other_keys:
        return [Change(ChangeKind.SAME, _text(source, mine), _text(manuscript, theirs))]
    return list(_changes(source, mine, keys, manuscript, theirs, other_keys))


def _keys(mine: Sequence[Token], theirs: Sequence[Token]) -> tuple[list[str], list[str]]:
    keys, other_keys = [token.key for token in mine], [token.key for token in theirs]
    if keys and other_keys and _uncapped(keys[0]) == _uncapped(other_keys[0]):
        keys[0] = other_keys[0]
    return keys, other_keys


def _uncapped(word: str) -> str:
    return word[:1].lower() + word[1:]


def _changes(
    source: str,
    mine: Sequence[Token],
    keys: Sequence[str],
    manuscript: str,
    theirs: Sequence[Token],
    other_keys: Sequence[str],
) -> Iterator[Change]:
    pending: tuple[int, int, int, int] | None = None
    for code in Indel.opcodes(keys, other_keys):
        a, b, c, d = code.src_start, code.src_end, code.dest_start, code.dest_end
        if code.tag != "equal":
            pending = (a, b, c, d) if pending is None else (pending[0], b, pending[2], d)
            continue
        if pending is not None:
            yield _change(source, mine, manuscript, theirs, pending)
            pending = None
        yield Change(ChangeKind.SAME, _text(source, mine[a:b]), _text(manuscript, theirs[c:d]))
    if pending is not None:
        yield _change(source, mine, manuscript, theirs, pending)


def _change(
    source: str,
    mine: Sequence[Token],
    manuscript: str,
    theirs: Sequence[Token],
    at: tuple[int, int, int, int],
) -> Change:
    a, b, c, d = at
    kind = ChangeKind.CHANGED
    if a == b:
        kind = ChangeKind.ADDED
    elif c == d:
        kind = ChangeKind.LEFT_OUT
    return Change(kind, _text(source, mine[a:b]), _text(manuscript, theirs[c:d]))


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
