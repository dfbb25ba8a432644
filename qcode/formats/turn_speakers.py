"""Which labels of a text are speakers: judged by how often, where, and beside what they stand.

A label that returns is a speaker if the text is a conversation. One that stands once is a speaker
where every paragraph has a label, or if it names a role.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qcode.model.courtesy import giving_way

from .turn_clock import LATE
from .turn_front import is_said, key_of, sounds_spoken
from .turn_labels import Kind
from .turn_lines import Line, Shape

_TOP = 60  # lines among which the facts about a recording are looked for
_SAMPLE = 200  # lines whose words are looked at
_THROUGHOUT = 0.8  # share of labelled units in a text that is labelled throughout
_NEARLY_ALL = 0.9


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the labelled lines say together.

    `share` is the part of the units that has a label: of the lines, of the paragraphs between blank
    lines, or of the lines with a time if most have one. `timed`: most labels come with a time that
    may be one of the recording. `alone`: most stand on a line without speech, as headings do.
    """

    counts: Counter[str]
    kinds: dict[str, Kind]
    share: float
    spoken: bool
    timed: bool
    alone: bool


def speakers(text: str, lines: Sequence[Line], shapes: Iterable[Shape]) -> frozenset[str]:
    """Return the keys of the labels, standing in one of `shapes`, that are speakers.

    `lines` is the text without its front matter.
    """
    wanted = frozenset(shapes)
    labelled = [
        line for line in giving_way(lines) if line.kind >= Kind.PHRASE and line.shape in wanted
    ]
    if not labelled:
        return frozenset()
    evidence = _evidence(text, lines, labelled)
    returning = _returning(evidence, Shape.COLON in wanted)
    if returning:
        return returning | _single(text, labelled, evidence, returning)
    if Shape.COLON in wanted and _all_single(evidence):
        named = {k for k, kind in evidence.kinds.items() if kind >= Kind.NAME}
        return frozenset(named | _asked(evidence))
    return frozenset()


def beside(
    text: str, lines: Sequence[Line], shape: Shape, other: Shape, known: frozenset[str]
) -> frozenset[str]:
    """Return the labels in `shape` that are speakers beside the `known` ones in `other`.

    Only labels in capitals: `THE COURT:` among `Q.` and `A.`.
    """
    left = [
        line
        for line in lines
        if not (line.shape is other and key_of(line.label or "") in known)
        and (line.shape is not shape or (line.label or "").isupper())
    ]
    return speakers(text, left, {shape})


def _evidence(text: str, lines: Sequence[Line], labelled: Sequence[Line]) -> _Evidence:
    counts = Counter(key_of(line.label or "") for line in labelled)
    kinds: dict[str, Kind] = {}
    for line in giving_way(labelled):
        key = key_of(line.label or "")
        kinds[key] = max(kinds.get(key, Kind.NO), line.kind)
    since = _units(lines, labelled)
    shares = [len(labelled) / len(since)]
    if blocks := sum(line.after_blank for line in since[1:]):
        opening = sum(line.after_blank for line in labelled[1:])
        shares.append((opening + 1) / (blocks + 1))
    stamped = sum(_is_stamped(line) for line in since)
    if stamped * 2 >= len(since):
        shares = [sum(map(_is_stamped, labelled)) / stamped]
    timed = sum(line.time is not None or line.is_message for line in labelled) * 2 > len(labelled)
    times = [line.time for line in labelled if line.time]
    of_day = bool(times) and times[0].start_ms > LATE and all(time.is_plain for time in times)
    empty = sum(line.is_empty for line in labelled) * 2 > len(labelled)
    spoken = _sounds_spoken(text, labelled)
    return _Evidence(counts, kinds, max(shares), spoken, timed and not of_day, empty)


def _is_stamped(line: Line) -> bool:
    return line.time_first or line.is_message


def _units(lines: Sequence[Line], labelled: Sequence[Line]) -> list[Line]:
    """Return the lines that could have had a label, from the first that has one.

    Not those are counted that go on beneath a label: set in deeper, or after one on its own line.
    """
    indent = max(map(_column, labelled))
    own_lines = {line.start for line in labelled if line.is_empty}
    units = []
    follows = False  # the first line of speech after a label that has its own line
    for line in giving_way(lines):
        if line.start < labelled[0].start or line.is_only_time or line.is_only_number:
            continue
        deeper = line.label is None and _column(line) > indent
        if line.start in own_lines or not (follows or deeper):
            units.append(line)
        follows = line.start in own_lines
    return units


def _column(line: Line) -> int:
    """Return how far the line is set in, its number included."""
    return line.plain - line.start


def _sounds_spoken(text: str, labelled: Sequence[Line]) -> bool:
    """Whether at least a third of the labels is followed by a question or by words of talk."""
    sample = labelled[:_SAMPLE]
    said = 0
    for line in giving_way(sample):
        end = line.body + 300
        words = text[line.body : end if line.is_empty else min(line.end, end)]
        said += sounds_spoken(words)
    return said * 3 >= len(sample)


def _returning(evidence: _Evidence, by_colon: bool) -> frozenset[str]:
    """Return the labels that stand at least twice, if together they make a conversation."""
    counts, kinds = evidence.counts, evidence.kinds
    again = {k for k in counts if counts[k] > 1 and kinds[k] >= Kind.NAME}
    least = 2 if evidence.share >= _NEARLY_ALL else 3
    if evidence.share >= 0.5:
        again |= {k for k in counts if counts[k] >= least and kinds[k] == Kind.PHRASE}
    if not again:
        return frozenset()
    lines = sum(counts[key] for key in again)
    voices = again | {key for key in kinds if kinds[key] is Kind.ROLE}
    roles = len(voices) > 1 and any(kinds[key] is Kind.ROLE for key in again)
    listed = not by_colon and _are_letters_in_order(list(counts))
    if not by_colon and (listed or evidence.share < 0.5 or not (roles or evidence.spoken)):
        return frozenset()
    monologue = lines > 2 and evidence.spoken and any(" " in key for key in again)
    if (
        roles
        or monologue
        or (evidence.share >= 0.6 and (len(again) > 1 or lines > 2 or evidence.spoken))
    ):
        return frozenset(again)
    if len(again) > 1 and evidence.spoken and (evidence.share >= 0.3 or lines >= 3 * len(again)):
        return frozenset(again)
    return frozenset()


def _single(
    text: str, labelled: Sequence[Line], evidence: _Evidence, returning: frozenset[str]
) -> frozenset[str]:
    """Return the labels that stand once and are speakers beside those that return."""
    known = [line for line in labelled if key_of(line.label or "") in returning]
    throughout = evidence.share >= _THROUGHOUT
    capitals = all((line.label or "").isupper() for line in known)
    own_lines = sum(line.is_empty for line in known) * 2 > len(known)
    # "Arbetet: vardag och fest" is a heading among I and IP3, but among names Bo may say little.
    coded = not own_lines and all(evidence.kinds[key] is Kind.ROLE for key in returning)
    found = set()
    for line in giving_way(labelled):
        label = line.label or ""
        if evidence.counts[key_of(label)] > 1 and line.kind > Kind.PHRASE:
            continue
        said = is_said(text[line.body : line.end])
        if not said and (line.start < known[0].start or (coded and line.kind is Kind.NAME)):
            continue
        alike = throughout or (capitals and label.isupper()) or (own_lines and line.is_empty)
        if (
            line.kind is Kind.ROLE
            or (line.kind is Kind.NAME and (alike or (evidence.timed and line.time)))
            or evidence.share > _NEARLY_ALL
        ):
            found.add(key_of(label))
    return frozenset(found)


def _all_single(evidence: _Evidence) -> bool:
    """Whether labels that stand once each are a short conversation and not a list of headings."""
    kinds = evidence.kinds.values()
    roles = sum(kind is Kind.ROLE for kind in kinds)
    named = sum(kind >= Kind.NAME for kind in kinds)
    if roles > 1 and evidence.share >= 0.5:
        return not _are_letters_in_order(list(evidence.kinds))
    if evidence.timed:
        return named > 1 and evidence.share >= 0.5
    return named > 1 and evidence.share >= _THROUGHOUT and evidence.spoken and not evidence.alone


def _asked(evidence: _Evidence) -> set[str]:
    """Return the numbered questions whose answers bear the same numbers: Q1, A1."""
    return {k for k in evidence.kinds if k[0] == "q" and f"a{k[1:].strip()}" in evidence.kinds}


def _are_letters_in_order(keys: list[str]) -> bool:
    """Whether labels number a list: a, b, c."""
    alphabet = [chr(ord("a") + place) for place in range(len(keys))]
    return len(keys) > 2 and keys == alphabet[: len(keys)]


def insisted(lines: Iterable[Line]) -> frozenset[str]:
    """Return the keys of all labels that can be speakers, for a user who says that they are."""
    labelled = [line for line in lines if line.label and line.shape is not Shape.ALONE]
    counts = Counter(key_of(line.label or "") for line in labelled)
    return frozenset(
        key
        for line in labelled
        if (key := key_of(line.label or "")) and (line.kind >= Kind.NAME or counts[key] > 1)
    )
