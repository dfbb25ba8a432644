"""A passage written as a line of text, which the go-to line of the window understands."""

from __future__ import annotations

import re

from qcode.model.text import Span

_REFERENCE = re.compile(r"\s*qcode:(.*)#(\d{1,9}):(\d{1,9})\s*")


def write_reference(document: str, span: Span) -> str:
    """Return a passage of a document as "qcode:IP07#120:170", in code points of its text."""
    return f"qcode:{document}#{span.start}:{span.end}"


def read_reference(text: str) -> tuple[str, Span] | None:
    """Return the document's name and the span that a reference names, None for other text."""
    match = _REFERENCE.fullmatch(text)
    return None if match is None else (match[1], Span(int(match[2]), int(match[3])))
