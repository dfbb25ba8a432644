"""A code and its use in words: for the counts in a row, for tips, for those who listen. No Qt."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from qcode.model.codebook import Code, CodeId
from qcode.services.activation import Activation, active_codes
from qcode.services.codes import CodeUse
from qcode.services.language import tr, trn

from .order import Counted, Reach, View
from .snapshot import Snapshot

_LONGEST_TIP = 400


def count_of(snapshot: Snapshot, code: CodeId, view: View) -> str:
    """Return what stands at the right of a row; "" where nothing is counted."""
    own = _number(snapshot.use(code), view.counted)
    whole = _number(snapshot.whole_use(code), view.counted)
    if view.reach is Reach.OWN:
        return str(own or "")
    if view.reach is Reach.WHOLE or own == whole:
        return str(whole or "")
    return f"{own} / {whole}"


def _number(use: CodeUse, counted: Counted) -> int:
    return use.segments if counted is Counted.PASSAGES else use.documents


def use_in_words(snapshot: Snapshot, code: CodeId) -> str:
    """Return how often a code is used, and with its subcodes where that differs."""
    own, whole = snapshot.use(code), snapshot.whole_use(code)
    words = _use(own)
    if own == whole:
        return words
    return tr("{own}; with subcodes {whole}", own=words, whole=_use(whole))


def _use(use: CodeUse) -> str:
    passages = trn("{n} passage", "{n} passages", use.segments)
    if not use.segments:
        return passages
    documents = trn("{n} document", "{n} documents", use.documents)
    return tr("{passages} in {documents}", passages=passages, documents=documents)


def spoken(snapshot: Snapshot, code: Code, *, active: bool | None, boxes: bool) -> str:
    """Return a row for those who listen; `active` None means some of its subcodes are."""
    words = f"{code.name}, {use_in_words(snapshot, code.id)}"
    if not code.codable:
        words += ", " + tr("only groups others")
    if not boxes or active:
        return words
    state = tr("partly active") if active is None else tr("not active")
    return f"{words}, {state}"


def tip_of(snapshot: Snapshot, code: Code) -> str:
    """Return what is shown while the pointer rests on a row, as rich text."""
    path = snapshot.codebook.shown(code.id)
    lines = [f"<b>{escape(path)}</b>", escape(use_in_words(snapshot, code.id))]
    if not code.codable:
        lines.append(escape(tr("only groups others")))
    if text := code.definition:
        text = text if len(text) <= _LONGEST_TIP else text[:_LONGEST_TIP] + "…"
        lines.append(escape(text).replace("\n", "<br>"))
    return f"<qt>{'<br>'.join(lines)}</qt>"


def active_in_words(activation: Activation, snapshot: Snapshot) -> str:
    """Return how many codes are chosen for analysis; "" for all, and while there are none."""
    codebook = snapshot.codebook
    if activation.codes is None or not len(codebook):
        return ""
    active: Collection[CodeId] = active_codes(activation, codebook)
    if not active:
        return tr("No code is active")
    if len(active) == 1:
        return tr("Only “{code}” is active", code=codebook[next(iter(active))].name)
    return trn(
        "{active} of {n} code active",
        "{active} of {n} codes active",
        len(codebook),
        active=len(active),
    )
