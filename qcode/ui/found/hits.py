"""What a search found, as rows: grouped by document, then memos, then codes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qcode.model.codebook import Codebook, CodeId
from qcode.model.errors import UserError
from qcode.model.text import Span
from qcode.services.hits import Hit, Source
from qcode.services.language import tr, trn
from qcode.services.messages import sentence
from qcode.services.searching import Found
from qcode.services.words import paragraphs_shown

from .rows import Chip, Heading, Passage, Row

# Characters before the first match: so that it stands in the first two lines of a narrow list.
LEAD = 48


@dataclass(frozen=True, slots=True)
class HitKey:
    """What a hit is known by while the list changes around it."""

    source: Source
    source_id: int
    start: int


def key_of(hit: Hit) -> HitKey:
    """Return the key of a hit."""
    return HitKey(hit.source, hit.source_id, hit.start)


def rows_of(found: Found, codebook: Codebook) -> list[Row]:
    """Return the rows for the hits that are loaded; the counts are those of all hits."""
    rows: list[Row] = []
    group: object = None
    for hit in found.hits:
        wanted = (hit.source, hit.source_id) if hit.source is Source.DOCUMENT else hit.source
        if wanted != group:
            group = wanted
            rows.append(_heading(hit, found))
        rows.append(_passage(hit, codebook))
    return rows


def count_words(found: Found) -> str:
    """Say how much was found: exact, however many hits are loaded."""
    inside = sum(n for (source, _id), n in found.counts.items() if source is Source.DOCUMENT)
    outside = found.total - inside
    hits = trn("{n} hit", "{n} hits", inside)
    places = trn("{n} document", "{n} documents", found.documents)
    if not outside:
        return tr("{hits} in {documents}", hits=hits, documents=places)
    beside = trn("{n} in memos and codes", "{n} in memos and codes", outside)
    if not inside:
        return beside
    return tr("{hits} in {documents}, {others}", hits=hits, documents=places, others=beside)


def problem_words(error: UserError, query: str) -> str:
    """Say what cannot be read in a query, and where."""
    text = sentence(error)
    position, end = error.params.get("position"), error.params.get("end")
    if isinstance(position, int) and isinstance(end, int):
        piece = query[position:end]
        if piece.strip() and piece != query and piece not in text:
            return tr("{problem} Look at: {piece}", problem=text, piece=piece)
    return text


def _heading(hit: Hit, found: Found) -> Heading:
    if hit.source is Source.DOCUMENT:
        return Heading(hit.title, str(found.counts[hit.source, hit.source_id]))
    count = sum(n for (source, _id), n in found.counts.items() if source is hit.source)
    return Heading(tr("Memos") if hit.source is Source.MEMO else tr("Codes"), str(count))


def _passage(hit: Hit, codebook: Codebook) -> Passage:
    text, marks = shown_around(hit)
    parts = [hit.title]
    if hit.source is Source.DOCUMENT:
        parts = [hit.speaker or "", paragraphs_shown(hit.paragraph, hit.paragraph)]
    elif hit.source is Source.CODE and hit.source_id in codebook:
        parts = [" › ".join(codebook.names(CodeId(hit.source_id)))]
    codes = [codebook[code] for code in hit.codes if code in codebook]
    return Passage(
        key=key_of(hit),
        text=text,
        place=" · ".join(part for part in parts if part),
        marks=marks,
        chips=tuple(Chip(code.name, code.color) for code in codes),
        spoken=hit.title if hit.source is Source.DOCUMENT else "",
    )


def shown_around(hit: Hit) -> tuple[str, tuple[Span, ...]]:
    """Return the words around the first match, and where the matches stand there.

    White space is made plain without moving a character; "…" shows what is cut off. The label of
    who speaks is left out: it is said above.
    """
    piece = hit.snippet
    text = re.sub(r"\s", " ", piece.text)
    first = piece.matches[0].start if piece.matches else len(text)
    label = f"{hit.speaker}: "
    skipped = len(label) if text.startswith(label) and len(label) <= first else 0
    cut = _word_start(text, first - LEAD, first) if skipped + LEAD < first < len(text) else skipped
    before = "…" if piece.before or cut > skipped else ""
    by = len(before) - cut
    marks = tuple(Span(m.start + by, m.end + by) for m in piece.matches if m.start >= cut)
    return before + text[cut:] + ("…" if piece.after else ""), marks


def _word_start(text: str, at: int, limit: int) -> int:
    """Return where the next word begins at or after `at`, but not beyond `limit`."""
    blank = text.find(" ", at, limit)
    return at if blank < 0 else blank + 1


def spans_of(hits: Sequence[Hit]) -> tuple[Span, ...]:
    """Return the exact places of all matches, in order."""
    return tuple(match for hit in hits for match in hit.matches)
