"""From cues to a document: formats in which each piece of speech comes with its time.

The canonical text is what is said, one paragraph a cue; lines within a cue are kept apart by soft
breaks. Times and voices live in the turns. A label that is written in the speech ("Anna: Hej")
stays in the text, and the body of the turn leaves it out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from qcode.model.layout import Style, Turn
from qcode.model.text import Span

from .base import ImportedDocument, Loss
from .build import Builder
from .turn_clock import period
from .turn_front import key_of
from .turn_labels import Kind
from .turn_lines import Line, Shape, read_lines
from .turn_words import SENTENCE_WORDS
from .turns import NONE

_RARE = 0.2  # labels in fewer of the cues than this are no labels
_USUAL = 0.5  # in so many cues they are, whatever they look like: nobody speaks with colons
# What people are called who meet by computer: "+46701234567", "iPhone (2)", "anna 😀".
_CALLED = re.compile(r"[ \t]*(?P<name>[^\s:：][^:：\n]{0,57}?)[ \t]*(?:：|:(?=\s|$))[ \t]*")
_SENTENCE = re.compile(r"[.?!…,;](?:\s|$)|(?:\S+\s+){6}")


@dataclass(frozen=True, slots=True)
class Styled:
    """A stretch of a cue's text, by its own positions, that is set in italics or the like."""

    start: int
    end: int
    style: Style


@dataclass(frozen=True, slots=True)
class Cue:
    """One piece of speech, its lines parted by line feeds; `speaker` is what the format says."""

    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    speaker: str | None = None
    styles: tuple[Styled, ...] = ()


class Conventions(NamedTuple):
    """What the turns of a format are called: by its voices, by labels in the words, by its cues."""

    voice: str
    label: str
    plain: str

    @classmethod
    def all_called(cls, name: str) -> Conventions:
        """Return those of a format that calls all of them by its own name."""
        return cls(name, name, name)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one speaker says within one cue. `goes_on`: the speaker is the one before."""

    cue: Cue
    start: int
    end: int
    body: int
    speaker: str | None
    goes_on: bool


def build(
    path: Path, cues: Iterable[Cue], *, kind: str, encoding: str, losses: Sequence[Loss]
) -> tuple[ImportedDocument, list[tuple[Cue, Span]]]:
    """Return the document without its turns, and the cues with the paragraphs that they became."""
    builder = Builder(path)
    placed = []
    for cue in cues:
        if not cue.text.strip():
            continue
        start = builder.begin_paragraph()
        for number, line in enumerate(cue.text.split("\n")):
            if number:
                builder.soft_break()
            builder.text(line)
        for styled in cue.styles:
            builder.mark(start + styled.start, start + styled.end, styled.style)
        placed.append((cue, Span(start, builder.position)))
    return builder.finish(kind, encoding, losses), placed


def spoken(
    document: ImportedDocument,
    placed: Sequence[tuple[Cue, Span]],
    dialect: str | None,
    names: Conventions,
) -> ImportedDocument:
    """Return the document with turns by voices, else by labels in the words, else by cues.

    `dialect` is the user's choice, which may be any of `names`, a convention of labels, or none.
    """
    if dialect == NONE:
        return document
    voices = any(cue.speaker for cue, _ in placed)
    insist = dialect in ("webvtt_colon", "label_colon")
    if insist or (not voices and dialect not in ("webvtt_voice", "webvtt")):
        turns = labelled_turns(document.text, placed, insist=insist)
        if turns or insist:
            return with_turns(document, turns, dialect if insist and dialect else names.label)
    found = names.voice if voices else names.plain
    if dialect == "webvtt":
        placed = [(replace(cue, speaker=None), span) for cue, span in placed]
    if dialect in ("webvtt", "webvtt_voice"):
        found = dialect
    return with_turns(document, cue_turns(placed, merge=voices), found)


def with_turns(document: ImportedDocument, turns: Iterable[Turn], dialect: str) -> ImportedDocument:
    """Return the document with its turns; a document without text has none."""
    layout = replace(document.layout, turns=tuple(turns))
    return replace(document, layout=layout, turn_dialect=dialect if layout.turns else "none")


def cue_turns(placed: Sequence[tuple[Cue, Span]], *, merge: bool) -> Iterator[Turn]:
    """Yield the turns of cues whose format names the speakers, or names none.

    `merge` makes one turn of neighbouring cues with the same speaker: captions are cut where the
    screen is full. Cues without a speaker stay apart.
    """
    parts = [
        _Part(cue, span.start, span.end, span.start + _label(cue), cue.speaker, False)
        for cue, span in placed
    ]
    yield from _joined(parts, merge=merge)


def _label(cue: Cue) -> int:
    """Return how long the label is with which a cue repeats its speaker, as noScribe writes it."""
    name, said = cue.speaker, cue.text
    if not name or not said.startswith((f"{name}:", f"[{name}]:")):
        return 0
    label = said.index(":", said.index(name) + len(name)) + 1
    return label + len(said[label:]) - len(said[label:].lstrip())


def labelled_turns(
    text: str, placed: Sequence[tuple[Cue, Span]], *, insist: bool = False
) -> list[Turn]:
    """Return the turns of cues whose words begin with labels; [] if they do not.

    A cue without a label goes on with the speaker before. `insist`: any label is believed.
    """
    lines = _called(text, read_lines(text), placed)
    known = _cue_speakers(lines, insist=insist)
    if not known:
        return []
    return list(_joined(list(_parts(lines, placed, known)), merge=True))


def _called(text: str, lines: Sequence[Line], placed: Sequence[tuple[Cue, Span]]) -> Sequence[Line]:
    """Return lines with the odd labels, too, where most cues begin with what may be one."""
    begins = {span.start for _cue, span in placed}
    heads = {
        line.start: match
        for line in lines
        if line.start in begins
        and (match := _CALLED.match(text, line.start, line.end))
        and not _SENTENCE.search(match["name"])
        and SENTENCE_WORDS.isdisjoint(match["name"].lower().split())
    }
    if len(heads) < _USUAL * len(placed):
        return lines
    return [
        line._replace(
            label=heads[line.start]["name"],
            kind=Kind.NAME,
            shape=Shape.COLON,
            body=heads[line.start].end(),
        )
        if line.start in heads and not _may_be_label(line)
        else line
        for line in lines
    ]


def _cue_speakers(lines: Sequence[Line], *, insist: bool) -> frozenset[str]:
    labelled = [line for line in lines if _may_be_label(line)]
    counts = Counter(key_of(line.label or "") for line in labelled)
    share = len(labelled) / max(1, len(lines))
    if share < _RARE and not insist:
        return frozenset()
    return frozenset(
        key
        for line in labelled
        if (key := key_of(line.label or ""))
        and (
            insist
            or line.kind is Kind.ROLE
            or counts[key] > 1
            or share >= 0.5
            or " " in (line.label or "")
        )
    )


def _may_be_label(line: Line) -> bool:
    if line.shape is Shape.ROUND:  # captions for the deaf put sounds there
        return line.kind is Kind.ROLE
    return line.kind >= Kind.NAME and line.shape in (Shape.COLON, Shape.BRACKETS)


def _parts(
    lines: Sequence[Line], placed: Sequence[tuple[Cue, Span]], known: frozenset[str]
) -> Iterator[_Part]:
    """Yield the pieces of speech, line by line; a new label within a cue begins a new piece."""
    place, speaker, begun = 0, None, False
    for line in lines:
        while placed[place][1].end <= line.start:
            place += 1
        cue = placed[place][0]
        if _may_be_label(line) and key_of(line.label or "") in known:
            speaker, begun = line.label, True
            yield _Part(cue, line.start, line.end, line.body, speaker, False)
        else:
            yield _Part(cue, line.start, line.end, line.start, speaker, begun)


def _joined(parts: Sequence[_Part], *, merge: bool) -> Iterator[Turn]:
    """Yield turns: each part one, or joined to the one before if both have the same speaker."""
    waiting: list[_Part] = []
    for part in parts:
        same = (
            merge and waiting and part.speaker is not None and part.speaker == waiting[-1].speaker
        )
        same_cue = waiting and part.cue is waiting[-1].cue and part.speaker is None
        if waiting and not (same or same_cue):
            yield _turn(waiting)
            waiting = []
        waiting.append(part)
    if waiting:
        yield _turn(waiting)


def _turn(parts: Sequence[_Part]) -> Turn:
    body: list[Span] = []
    for part in parts:
        if body and (part.goes_on or part.body == part.start):
            body[-1] = Span(body[-1].start, part.end)
        elif part.body < part.end:
            body.append(Span(part.body, part.end))
    first, last = parts[0], parts[-1]
    start_ms, end_ms = period(first.cue.start_ms, last.cue.end_ms)
    return Turn(first.start, last.end, tuple(body), first.speaker, start_ms, end_ms)
