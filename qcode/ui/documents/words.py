"""What the pane says of documents: in tooltips, to a screen reader, and at its foot."""

from __future__ import annotations

from collections.abc import Sequence

from qcode.services.activation import Activation
from qcode.services.documents import DocumentRow
from qcode.services.language import catalogue, current_language, tr, trn
from qcode.services.words import kind_name, language_name

from .groups import Group


def share(row: DocumentRow) -> float:
    """Return how much of a document's text is coded, 0 to 1."""
    return min(row.counts.coded / row.document.length, 1.0) if row.document.length else 0.0


def percent(part: float) -> int:
    """Return a share as a whole number of percent: 0 and 100 only where it is nothing or all."""
    if 0 < part < 1:
        return min(max(round(100 * part), 1), 99)
    return round(100 * part)


def total_share(rows: Sequence[DocumentRow]) -> float:
    """Return how much of the text of some documents is coded, 0 to 1."""
    length = sum(row.document.length for row in rows)
    return min(sum(row.counts.coded for row in rows) / length, 1.0) if length else 0.0


def work(row: DocumentRow) -> str:
    """Return what was done in a document: share, passages, memos."""
    counts = row.counts
    parts = [tr("Nothing coded yet")]
    if counts.segments:
        parts = [
            tr("{n} % of the text coded", n=percent(share(row))),
            trn("{n} passage", "{n} passages", counts.segments),
        ]
    if counts.memos:
        parts.append(trn("{n} memo", "{n} memos", counts.memos))
    return " · ".join(parts)


def described(row: DocumentRow, *, active: bool = True) -> str:
    """Return what the tooltip says of a document: what it is, who speaks, what was done."""
    words = catalogue(current_language())
    document = row.document
    kind, language = kind_name(document.kind, words), language_name(document.language, words)
    lines = [document.name, f"{kind} · {language}" if document.language else kind]
    if document.speakers:
        lines.append(tr("Speakers: {names}", names=", ".join(document.speakers)))
    lines.append(work(row))
    if not active:
        lines.append(tr("Not active: left out of the analysis"))
    return "\n".join(lines)


def spoken(row: DocumentRow, *, is_open: bool, active: bool) -> str:
    """Return what a screen reader says of a document."""
    kind = kind_name(row.document.kind, catalogue(current_language()))
    parts = [row.document.name, kind, work(row)]
    if is_open:
        parts.append(tr("open"))
    if not active:
        parts.append(tr("not active"))
    return ", ".join(parts)


def heading(group: Group, *, is_open: bool) -> str:
    """Return what a screen reader says of a heading."""
    count = trn("{n} document", "{n} documents", len(group.rows))
    state = tr("expanded") if is_open else tr("collapsed")
    return f"{group.title}, {count}, {state}"


def foot(rows: Sequence[DocumentRow], shown: int) -> str:
    """Return how many documents there are and how much of them is coded."""
    count = trn("{n} document", "{n} documents", len(rows))
    if shown != len(rows):
        count = tr("{shown} of {count}", shown=shown, count=count)
    coded = tr("{n} % coded", n=percent(total_share(rows)))
    return f"{count} · {coded}"


def active_words(activation: Activation, rows: Sequence[DocumentRow]) -> str:
    """Return which documents are chosen for analysis."""
    if activation.documents is None:
        return tr("All active")
    active = sum(activation.has_document(row.document.id) for row in rows)
    return tr("{n} of {all} active", n=active, all=len(rows))
