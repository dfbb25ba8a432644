"""Answers as a text with headings or turns, and what becomes of such a text when answers change.

Positions are code points of canonical texts, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .differences import differences
from .edits import Edges, Fate, Side, TextChange
from .layout import Format, Layout, Style, Turn
from .layout_edits import map_layout
from .text import Span

Answers = Mapping[str, str]  # by heading of the question, or by id of the respondent, in order
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text, what belongs to it, and where in it each answer stands (`heads`: what is above)."""

    text: str
    layout: Layout
    heads: Mapping[str, Span]
    bodies: Mapping[str, Span]


def render(answers: Answers, *, title: str = "") -> Rendered:
    """Return the text of answers in their order.

    Without a title the keys are questions and stand as headings above their answers; with one it
    is the question, and the keys are the speakers of turns.
    """
    parts: list[str] = [title] if title else []
    at = len(title)
    formats = [Format(0, at, Style.HEADING, "1")] if title else []
    turns: list[Turn] = []
    heads: dict[str, Span] = {}
    bodies: dict[str, Span] = {}
    for key, answer in answers.items():
        at += bool(parts)
        start = at + len(head_of(key, turns=bool(title)))
        end = start + len(answer)
        heads[key], bodies[key] = Span(at, start), Span(start, end)
        parts.append(head_of(key, turns=bool(title)) + answer)
        if title:
            turns.append(_turn(key, answer, at, start))
        else:
            formats.append(Format(at, start - 1, Style.HEADING, "1"))
        at = end
    return Rendered("\n".join(parts), Layout(tuple(turns), tuple(formats)), heads, bodies)


def head_of(key: str, *, turns: bool) -> str:
    """Return what stands before an answer: its question, or who says it."""
    return f"{key}: " if turns else f"{key}\n"


def _turn(key: str, answer: str, at: int, start: int) -> Turn:
    body = tuple(Span(start + m.start(), start + m.end()) for m in _LINE.finditer(answer))
    return Turn(at, start + len(answer), body or (Span(start, start),), key)


@dataclass(frozen=True, slots=True)
class Revision:
    """How a text has to change when a file says otherwise than before.

    `steps` are changes one after another, each with the layout that it leads to: answers are
    taken away, put in, and worded otherwise. At once they would touch, and what stands on one
    answer would take in the next. `added` are the keys that are put in, `changed` those whose
    answers change, `gone` those that are taken away, and `kept` those that were edited here, or
    coded, and stay as they are.
    """

    steps: tuple[tuple[TextChange, Layout], ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def revise(
    here: str,
    layout: Layout,
    before: Rendered,
    after: Answers,
    *,
    turns: bool,
    taken: Sequence[Span] = (),
) -> Revision:
    """Say how a text changes that was made as `before` and may have been edited since.

    An answer that was edited here too, or that would go with one of the `taken` spans on it, is
    kept. A change that would leave nothing of a taken span replaces the whole answer, and the
    span then covers that.
    """
    return _Revising(here, before, after, turns, taken).revision(layout)


class _Revising:
    def __init__(
        self, here: str, before: Rendered, after: Answers, turns: bool, taken: Sequence[Span]
    ) -> None:
        self._here, self._after, self._turns, self._taken = here, after, turns, taken
        edited = TextChange.between(before.text, here)
        self._wholes: dict[str, Span] = {}
        self._bodies: dict[str, Span] = {}
        self.changed: list[str] = []
        self.gone: list[str] = []
        self.kept: list[str] = []
        for key, place in before.bodies.items():
            head, body = edited.map_span(before.heads[key]), edited.map_span(place, Edges.GROW)
            self._wholes[key] = Span(head.span.start, max(head.span.start, body.span.end))
            self._bodies[key] = body.span
            old = before.text[place.start : place.end]
            if after.get(key) == old:
                continue
            mine = {head.fate, body.fate} != {Fate.UNTOUCHED}
            coded = key not in after and any(_share(each, self._wholes[key]) for each in taken)
            if mine or coded:
                self.kept.append(key)
            else:
                (self.changed if key in after else self.gone).append(key)

    def revision(self, layout: Layout) -> Revision:
        """Return all that changes."""
        removal = TextChange.replacing(self._here, self._removals())
        text = removal.apply(self._here)
        layout = map_layout(layout, removal, text)
        steps = [(removal, layout)]
        self._move(removal)
        insertions = sorted(self._insertions(text), key=lambda each: each[0])
        insertion = TextChange.replacing(text, [each[:3] for each in insertions])
        added, grown = {}, 0
        for start, _end, inserted, key in insertions:
            added[key] = start + grown + inserted.startswith("\n")
            grown += len(inserted)
        text = insertion.apply(text)
        layout = self._with_added(map_layout(layout, insertion, text), added)
        steps.append((insertion, layout))
        self._move(insertion)
        wording = self._wording(text)
        layout = map_layout(layout, wording, wording.apply(text))
        steps.append((wording, self._with_turns(layout, wording) if self._turns else layout))
        return Revision(
            tuple(step for step in steps if not step[0].is_identity),
            tuple(added),
            tuple(self.changed),
            tuple(self.gone),
            tuple(self.kept),
        )

    def _move(self, change: TextChange) -> None:
        """Let all places be those of the changed text."""
        self._taken = [change.map_span(span).span for span in self._taken]
        for places in (self._wholes, self._bodies):
            for key, span in places.items():
                places[key] = change.map_span(span).span

    def _removals(self) -> Iterator[tuple[int, int, str]]:
        """Yield what goes, each answer with the line end behind it, or before it at the end."""
        merged: list[list[int]] = []
        for start, end in sorted(self._wholes[key] for key in self.gone):
            end += self._here.startswith("\n", end)
            if merged and merged[-1][1] >= start:
                merged[-1][1] = max(end, merged[-1][1])
            else:
                merged.append([start, end])
        for start, end in merged:
            last = end == len(self._here) and start > 0 and self._here[start - 1] == "\n"
            yield start - last, end, ""

    def _insertions(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        """Yield what comes, behind the answer that is before it in the file and stands here."""
        staying = [self._wholes[key].start for key in self._after if key in self._bodies]
        at: int | None = None
        bare = not text
        for key, answer in self._after.items():
            said = head_of(key, turns=self._turns) + answer
            if key in self._bodies:
                at = self._bodies[key].end
            elif at is not None:
                yield at, at, f"\n{said}", key
            elif staying:
                yield min(staying), min(staying), f"{said}\n", key
            else:
                yield len(text), len(text), said if bare else f"\n{said}", key
                bare = False

    def _with_added(self, layout: Layout, added: Mapping[str, int]) -> Layout:
        turns, formats = list(layout.turns), list(layout.formats)
        for key, at in added.items():
            start = at + len(head_of(key, turns=self._turns))
            if self._turns:
                turns.append(_turn(key, self._after[key], at, start))
            else:
                formats.append(Format(at, start - 1, Style.HEADING, "1"))
        turns.sort(key=lambda turn: turn.start)
        formats.sort(key=lambda each: each.start)
        return replace(layout, turns=tuple(turns), formats=tuple(formats))

    def _wording(self, text: str) -> TextChange:
        edits: list[tuple[int, int, str]] = []
        for key in self.changed:
            edits += _edits(text, self._bodies[key], self._after[key], self._taken)
        return TextChange.replacing(text, edits)

    def _with_turns(self, layout: Layout, wording: TextChange) -> Layout:
        """Let the turns of changed answers hold all of them, also a paragraph that came."""
        turns = list(layout.turns)
        for key in self.changed:
            start = wording.map_position(self._bodies[key].start, Side.BEFORE)
            at = start - len(head_of(key, turns=True))
            made = _turn(key, self._after[key], at, start)
            speaker = next((each.speaker for each in turns if each.start == at), key)
            turns = [each for each in turns if not at <= each.start < max(made.end, at + 1)]
            turns.append(replace(made, speaker=speaker))
        turns.sort(key=lambda turn: turn.start)
        return replace(layout, turns=tuple(turns))


def _edits(text: str, body: Span, new: str, taken: Sequence[Span]) -> list[tuple[int, int, str]]:
    """Return the finest edits of an answer that leave something of each span on it."""
    old = text[body.start : body.end]
    fine = [(body.start + a, body.start + b, new[c:d]) for a, b, c, d in differences(old, new)]
    trial = TextChange.replacing(text, fine)
    if any(trial.map_span(span).fate is Fate.GONE for span in taken if _share(span, body)):
        return [(body.start, body.end, new)]
    return fine


def _share(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
