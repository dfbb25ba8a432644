"""What the list of passages shows, in words: "Tillit with subcodes · 6 of 8 documents · …"."""

from __future__ import annotations

from qcode.model.codebook import Codebook
from qcode.services.activation import ALL, Activation
from qcode.services.language import tr, trn
from qcode.services.projects import Project
from qcode.services.retrieval import Selection

_NAMED = 3  # codes that are named; more are counted


def filter_words(
    project: Project,
    codebook: Codebook,
    selection: Selection,
    found: int,
    *,
    active: Activation = ALL,
) -> str:
    """Say which codes, documents and coders are listed, and how many passages that gives.

    What is left out because it is not `active` is said to be so.
    """
    return " · ".join(
        (
            _codes(codebook, selection, active),
            _documents(project, selection, active),
            _coders(project, selection),
            trn("{n} passage", "{n} passages", found),
        )
    )


def _codes(codebook: Codebook, selection: Selection, active: Activation) -> str:
    if selection.codes is None:
        return tr("all codes")
    walked = (code.id for _depth, code in codebook.walk())
    chosen = [codebook.shown(code) for code in walked if code in selection.codes]
    words = ", ".join(chosen)
    if not chosen or len(chosen) > _NAMED:
        words = trn("{n} code", "{n} codes", len(chosen))
    if selection.codes == active.codes and not selection.subcodes:
        return tr("only what is active: {codes}", codes=words)
    return tr("{codes} with subcodes", codes=words) if selection.subcodes else words


def _documents(project: Project, selection: Selection, active: Activation) -> str:
    every = project.documents()
    if selection.documents is None:
        return trn("the only document", "all {n} documents", len(every))
    chosen = [row.name for row in every if row.id in selection.documents]
    if selection.documents == active.documents:
        return tr("{n} active of {all} documents", n=len(chosen), all=len(every))
    if len(chosen) == 1:
        return chosen[0]
    return tr("{n} of {all} documents", n=len(chosen), all=len(every))


def _coders(project: Project, selection: Selection) -> str:
    if selection.coders is None:
        return tr("coder: all")
    names = [coder.name for coder in project.coders() if coder.id in selection.coders]
    return tr("coder: {names}", names=", ".join(names))
