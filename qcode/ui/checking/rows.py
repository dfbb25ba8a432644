"""What a check found as rows of a list, and one of them told at length."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from qcode.analysis.quotation_match import Verdict
from qcode.analysis.quotation_wording import Change, ChangeKind
from qcode.model.codebook import shown_path, split_path
from qcode.model.palette import PALETTE
from qcode.model.text import Span
from qcode.services.language import tr
from qcode.services.quotation_check import Checked
from qcode.services.quotation_records import Used
from qcode.services.quotation_words import explanation, finding_word, place_words, sign
from qcode.ui.found.parts import one_line
from qcode.ui.found.rows import Chip, Passage
from qcode.ui.theme import Colors

# Of the colours that stay apart for every kind of colour vision; the words say it too.
_COLORS: Mapping[Verdict, str] = {
    Verdict.EXACT: PALETTE[10],
    Verdict.SHORTENED: PALETTE[0],
    Verdict.EDITED: PALETTE[2],
    Verdict.MISATTRIBUTED: PALETTE[8],
    Verdict.NOT_FOUND: PALETTE[4],
    Verdict.NOT_ALLOWED: PALETTE[1],
}


_TERM = PALETTE[7]  # the quietest


def row_of(number: int, each: Checked) -> Passage:
    """Return a quotation as a row: its key is its number."""
    text = one_line(each.text)
    place = each.claim if each.found is None else place_words(each.found)
    color = _TERM if each.is_term else _COLORS[each.verdict]
    chip = Chip(f"{sign(each)} {finding_word(each)}", color)
    spoken = finding_word(each)
    return Passage(number, text, place, _marks(text, each.changes), (chip,), spoken=spoken)


def _marks(text: str, changes: Iterable[Change]) -> tuple[Span, ...]:
    """Return where in the words of a manuscript something differs."""
    found: list[Span] = []
    at = 0
    for change in changes:
        start = text.find(change.manuscript, at) if change.manuscript else -1
        if start < 0:
            continue
        at = start + len(change.manuscript)
        if change.kind is not ChangeKind.SAME:
            found.append(Span(start, at))
    return tuple(found)


def row_of_used(number: int, each: Used) -> Passage:
    """Return a coded passage that is quoted as a row: in which manuscripts, and with which code."""
    names = [path.replace("\\", "/").rsplit("/", 1)[-1] for path in each.manuscripts]
    code = Chip(split_path(each.code)[-1], each.color)
    return Passage(number, one_line(each.text), ", ".join(names), (), (code,))


def used_details(each: Used) -> str:
    """Return where a coded passage is, and the manuscripts that quote it, as HTML."""
    lines = [f"{each.document} · {shown_path(each.code)}", *each.manuscripts]
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def details(each: Checked, codes: Iterable[str], chosen: Colors) -> str:
    """Return all that is to be said of a quotation, as HTML in the colours of the theme."""
    parts = [" ".join(explanation(each))]
    told = "".join(f"<p>{escape(part)}</p>" for part in parts)
    if any(change.kind is not ChangeKind.SAME for change in each.changes):
        told += f"<p>{' '.join(change_html(change, chosen) for change in each.changes)}</p>"
    if each.found is not None:
        told += f"<p>{escape(tr('Source: {place}', place=place_words(each.found)))}</p>"
    named = ", ".join(codes)
    if named:
        told += f"<p>{escape(tr('Coded with: {codes}', codes=named))}</p>"
    return told


def change_html(change: Change, chosen: Colors) -> str:
    """Return a stretch of words as HTML: what the source has struck through, what came marked."""
    source, manuscript = escape(change.source), escape(change.manuscript)
    if change.kind is ChangeKind.SAME:
        return manuscript
    gone = f'<s style="color:{chosen.danger}">{source}</s>' if source else ""
    come = f'<u style="color:{chosen.accent}"><b>{manuscript}</b></u>' if manuscript else ""
    if change.kind is ChangeKind.OMISSION:
        gone = f'<span style="color:{chosen.muted}">{source}</span>' if source else ""
        come = f'<b style="color:{chosen.accent}">{manuscript}</b>'
        return f"{come} {gone}".strip()
    return f"{gone} {come}".strip()
