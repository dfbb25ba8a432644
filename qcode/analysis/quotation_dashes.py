"""Talk behind a dash, as Swedish and many others write it: "– Jag vet inte, sa hon."

Lists look alike. So these are only what may be quotations: whoever checks them takes those that
somebody is said to have spoken, or that a source says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qcode.model.manuscript import Quotation, QuotationKind
from qcode.model.text import Span

_LINE = re.compile(r"(?m)(?:^|(?<=\u2028))[ \t]*[–—―-]{1,2}[ \t\u00a0]+(?=\S)([^\n\u2028]+)")
_VERB = (
    r"(?:sa|sade|säger|svara[rd]e?|fråga[rd]e?|undra[rd]e?|mena[rd]e?|berätta[rd]e?|förklara[rd]e?"
    r"|konstatera[rd]e?|fortsätter|fortsatte|tillägger|tillade|tycker|tyckte|påpeka[rd]e?"
    r"|utbrister|utbrast|skratta[rd]e?|minns|mindes|sucka[rd]e?|viska[rd]e?|ropa[rd]e?"
    r"|sier|spør|spurte|svarte|forteller|fortalte|siger|sagde|spørger|fortæller"
    r"|says?|said|asks?|asked|replie[sd]|explain(?:s|ed)|add(?:s|ed)|continue[sd]|recall(?:s|ed)"
    r"|note[sd]|laugh(?:s|ed)|answer(?:s|ed)|wonder(?:s|ed))"
)
_WHO = r"(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e|[A-ZÅÄÖÆØÉ][\w-]*(?: [A-ZÅÄÖÆØÉ0-9][\w-]*){0,2})"
# What says who speaks: behind a comma or the end of a sentence, in small letters unless a name.
_TAG = re.compile(
    rf"(?:(?<=[,?!…])|(?<=[,?!…][”\"])|(?=\s[–—]\s))\s+(?:[–—]\s+)?"
    rf"(?:{_VERB}\s+[^.,:;?!–—]{{1,60}}|{_WHO}\s+{_VERB}\b[^.,:;?!–—]{{0,40}})(?:[.,:;]|$)"
)
_TAIL = re.compile(r"\s*[(\[][^()\[\]\n]{1,80}[)\]]\s*[.]?\s*$")
_OMITS = re.compile(r"[\s()\[\]./…–—-]*")


def find_talk(text: str, *, end: int) -> Iterator[Quotation]:
    """Yield the lines behind a dash, of the body up to `end`; who speaks is in no piece."""
    for line in _LINE.finditer(text, 0, end):
        pieces = [piece for piece in _pieces(text, *line.span(1)) if piece.end > piece.start]
        if pieces:
            span = Span(pieces[0].start, pieces[-1].end)
            yield Quotation(span, Span(*line.span()), QuotationKind.DASH, tuple(pieces))


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    tail = _TAIL.search(text, start, end)
    if tail is not None and tail.start() > start and not _OMITS.fullmatch(tail[0]):
        end = tail.start()
    at = start
    for tag in _TAG.finditer(text, start, end):
        yield _trimmed(text, at, tag.start())
        at = tag.end()
    yield _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " \t\u00a0–—":
        start += 1
    while end > start and text[end - 1] in " \t\u00a0,–—":
        end -= 1
    return Span(start, end)


def beside(quotation: Quotation) -> list[Span]:
    """Return what stands in a line of talk and is not spoken: who speaks, and the reference."""
    pieces: Sequence[Span] = quotation.pieces
    gaps = [Span(first.end, second.start) for first, second in pairwise(pieces)]
    last = Span(pieces[-1].end, quotation.outer.end)
    return [gap for gap in (*gaps, last) if gap.end > gap.start]


def is_told(text: str, quotation: Quotation) -> bool:
    """Whether a line of talk says itself who speaks: "sa hon", or a reference behind it."""
    return any(text[gap.start : gap.end].strip(" \t\u00a0.,;:?!") for gap in beside(quotation))
