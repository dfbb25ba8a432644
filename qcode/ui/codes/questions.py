"""What is said before codes are merged or deleted: what will happen, in numbers. No Qt here."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qcode.model.codebook import CodeId
from qcode.services.code_surgery import Merger, Removal
from qcode.services.language import tr, trn

from .snapshot import Snapshot

_NAMED = 4  # codes that a question calls by name


def names_of(snapshot: Snapshot, codes: Sequence[CodeId]) -> str:
    """Return codes by name, in quotation marks; many only by their number."""
    if len(codes) > _NAMED:
        return trn("{n} code", "{n} codes", len(codes))
    return ", ".join(tr("“{code}”", code=snapshot.codebook[code].name) for code in codes)


def merging(
    snapshot: Snapshot, merged: Collection[CodeId], into: CodeId, merger: Merger
) -> tuple[str, str]:
    """Return the question before a merge, and what will happen to what."""
    codebook = snapshot.codebook
    gone = [code.id for _depth, code in codebook.walk() if code.id in merged]
    target = codebook[into].name
    details = []
    if merger.passages:
        details.append(
            trn(
                "{n} passage will be coded with “{into}” instead.",
                "{n} passages will be coded with “{into}” instead.",
                merger.passages,
                into=target,
            )
        )
    if merger.doubled:
        details.append(
            trn(
                "{n} passage is coded so already and will not be doubled.",
                "{n} passages are coded so already and will not be doubled.",
                merger.doubled,
            )
        )
    if merger.subcodes:
        details.append(
            trn(
                "{n} subcode moves under “{into}”.",
                "{n} subcodes move under “{into}”.",
                merger.subcodes,
                into=target,
            )
        )
    if merger.memos:
        details.append(trn("{n} memo comes along.", "{n} memos come along.", merger.memos))
    details.append(
        trn(
            "A new memo keeps its name, definition and rules.",
            "New memos keep their names, definitions and rules.",
            len(gone),
        )
    )
    details.append(tr("This can be undone."))
    question = tr("Merge {codes} into “{into}”?", codes=names_of(snapshot, gone), into=target)
    return question, " ".join(details)


def deleting(snapshot: Snapshot, deleted: Sequence[CodeId], lost: Removal) -> tuple[str, str]:
    """Return the question before codes are deleted, and what they take along."""
    subcodes = lost.codes - len(set(deleted))
    along = []
    if subcodes:
        along.append(trn("{n} subcode", "{n} subcodes", subcodes))
    if lost.segments:
        along.append(trn("{n} coding", "{n} codings", lost.segments))
    if lost.memos:
        along.append(trn("{n} memo", "{n} memos", lost.memos))
    question = tr("Delete {codes}?", codes=names_of(snapshot, deleted))
    details = [tr("This also deletes {things}.", things=", ".join(along))] if along else []
    details.append(tr("The texts stay as they are. This can be undone."))
    return question, " ".join(details)
