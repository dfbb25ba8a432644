"""A manuscript, such as a chapter or an article, as the quotation check reads it.

Positions are code points of the manuscript's own text, half-open. Nothing of it is kept in a
project.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .text import Span


@dataclass(frozen=True, slots=True)
class Manuscript:
    r"""What a reader of manuscripts found: the body, then its notes, paragraphs ended by `\n`.

    `blocks` are paragraphs that are quotations as a whole, by their style or their indentation;
    `marked` are stretches in a paragraph that a style or a content control says are quotations.
    `notes` is where the first footnote or endnote begins, the length of the text if there is none.
    """

    text: str
    blocks: tuple[Span, ...] = ()
    marked: tuple[Span, ...] = ()
    notes: int = -1


class QuotationKind(StrEnum):
    """How a manuscript shows that words are quoted."""

    MARKS = "marks"  # quotation marks
    BLOCK = "block"  # a paragraph of its own
    STYLE = "style"  # a character style or a content control
    DASH = "dash"  # a line of talk behind a dash


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a manuscript quotes: where they stand there, without the marks around them.

    `outer` has the marks too; `pieces` are the paragraphs of a block, what is spoken in a line
    behind a dash, one for other kinds.
    """

    span: Span
    outer: Span
    kind: QuotationKind
    pieces: tuple[Span, ...]
