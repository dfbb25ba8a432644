"""A marked transcript in Word: numbered paragraphs, and a comment for every coding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from qcode.model.text import Paragraphs

from .bundle_parts import ExportTranscript
from .docx_notes import Notes
from .ooxml import paragraph, run
from .typography import right_to_left


def transcript_xml(transcript: ExportTranscript, notes: Notes) -> Iterator[str]:
    """Yield the paragraphs of a transcript. Comments may begin in one and end in another."""
    text = transcript.text
    places = Paragraphs(text)
    marks: dict[int, list[tuple[int, int, str]]] = defaultdict(list)  # by paragraph
    for coding in transcript.codings:
        before, behind = notes.comment(coding.author, coding.date, coding.text)
        first, last = places.numbers((coding.start, coding.end))
        end = min(coding.end, places.span(last).end)
        # At one place, what ends goes before what begins, but not before its own beginning.
        marks[first].append((coding.start, 1, before))
        marks[last].append((end, 0 if end > coding.start else 2, behind))
    asked = frozenset(transcript.asked)
    for number, span in enumerate(places, 1):
        label = transcript.labels[number - 1] if number <= len(transcript.labels) else 0
        words = _runs(text, (span.start, span.start + label, span.end), sorted(marks[number]))
        head = run(f"{number}\t", "QCodeParagraphNumber")
        style = "QCodeTranscriptAsked" if number in asked else "QCodeTranscript"
        if right_to_left(text[span.start : span.end]):
            style += "RTL"
        yield paragraph(style, head + "".join(words))


def _runs(
    text: str, ends: tuple[int, int, int], marks: list[tuple[int, int, str]]
) -> Iterator[str]:
    """Yield a paragraph, from `ends[0]`, its label until `ends[1]`, cut where marks stand."""
    at, label, last = ends
    for position, _kind, mark in marks:
        yield from _labelled(text, at, label, min(position, last))
        at = max(at, min(position, last))
        yield mark
    yield from _labelled(text, at, label, last)


def _labelled(text: str, start: int, label: int, end: int) -> Iterator[str]:
    if start < min(label, end):
        yield run(text[start : min(label, end)], "QCodeSpeaker")
    yield run(text[max(start, label) : end]) if max(start, label) < end else ""
