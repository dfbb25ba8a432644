"""What the search index is given: documents by turn, memos and definitions by paragraph."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from qcode.index.units import Source, SourceKey, SourceUnits, Unit
from qcode.model.codebook import Code
from qcode.model.courtesy import giving_way
from qcode.model.document import Document, DocumentText
from qcode.model.layout import Layout, Turn
from qcode.model.memo import Memo
from qcode.model.text import Span, paragraphs

# Goes up when units are cut in another way: then everything is indexed anew.
VERSION = 1
# A turn longer than this is searched paragraph by paragraph.
LONGEST = 200_000


def document_key(document: Document) -> SourceKey:
    """Return what the index calls a document."""
    return SourceKey(Source.DOCUMENT, document.id)


def document_hash(document: Document) -> str:
    """Return a hash that changes with the text and the turns of a document."""
    return f"{VERSION}:{document.text_hash[:32]}:{document.layout_hash[:32]}"


def memo_text(memo: Memo) -> str:
    """Return the text that positions in a memo refer to: its title and what it says."""
    return _joined((memo.title, memo.text))


def code_text(code: Code) -> str:
    """Return the text that positions in a code refer to: its name and its descriptions."""
    return _joined((code.name, code.definition, code.use_when, code.avoid_when, code.example))


def document_units(opened: DocumentText) -> SourceUnits:
    """Cut a document into units: its turns, and the paragraphs that belong to none."""
    spans = unit_spans(opened.text, opened.layout)
    masked = _without_labels(opened.text, opened.layout.turns)
    return SourceUnits(
        document_key(opened.document),
        document_hash(opened.document),
        opened.document.language,
        tuple(Unit(start, masked[start:end]) for start, end in giving_way(spans)),
    )


def unit_spans(text: str, layout: Layout) -> list[Span]:
    """Return the spans of a document's units, in order: nothing of the text is left out."""
    spans: list[Span] = []
    at = 0
    for turn in giving_way(layout.turns):
        between = text[at : turn.start]
        if between and not between.isspace():
            spans += _paragraphs_in(text, at, turn.start)
        if turn.end - turn.start > LONGEST:
            spans += _paragraphs_in(text, turn.start, turn.end)
        else:
            spans.append(Span(turn.start, turn.end))
        at = turn.end
    spans += _paragraphs_in(text, at, len(text))
    return spans


def _paragraphs_in(text: str, start: int, end: int) -> Iterator[Span]:
    for line in giving_way(text[start:end].split("\n")):
        if line and not line.isspace():
            yield Span(start, start + len(line))
        start += len(line) + 1


def _without_labels(text: str, turns: Sequence[Turn]) -> str:
    """Return the text with the turns as `said_of` gives them."""
    pieces: list[str] = []
    at = 0
    for turn in giving_way(turns):
        pieces.append(text[at : turn.start])
        pieces.append(said_of(text, turn, Span(turn.start, turn.end)))
        at = turn.end
    pieces.append(text[at:])
    return "".join(pieces)


def said_of(text: str, turn: Turn, span: Span) -> str:
    """Return the part of a turn in a span, with name, time and line numbers replaced by spaces.

    Whoever looks for Anna wants what is said of her, and not each time she speaks: for that
    there is `speaker:Anna`.
    """
    pieces: list[str] = []
    at = span.start
    for piece in turn.body:
        start, end = max(piece.start, span.start), min(piece.end, span.end)
        if start < end:
            pieces += (" " * (start - at), text[start:end])
            at = end
    return "".join((*pieces, " " * (span.end - at)))


def memo_units(memo: Memo, language: str) -> SourceUnits:
    """Cut a memo into its title and its paragraphs."""
    return _line_units(SourceKey(Source.MEMO, memo.id), memo_text(memo), language)


def code_units(code: Code, language: str) -> SourceUnits:
    """Cut a code into its name and its descriptions."""
    return _line_units(SourceKey(Source.CODE, code.id), code_text(code), language)


def line_hash(text: str) -> str:
    """Return a hash that changes with the text of a memo or a code."""
    return hashlib.sha256(f"{VERSION}\n{text}".encode()).hexdigest()[:32]


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def _line_units(key: SourceKey, text: str, language: str) -> SourceUnits:
    units = (Unit(s.start, text[s.start : s.end]) for s in paragraphs(text) if s.end > s.start)
    return SourceUnits(key, line_hash(text), language, tuple(units))
