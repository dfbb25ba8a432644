"""A selection as JSON: in a file it outlives the numbers of rows, so it names what it means."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeVar

from qcode.model.json_text import parse_json

from .projects import Project
from .retrieval import EVERYTHING, Selection

T = TypeVar("T")


def selection_json(project: Project, selection: Selection) -> str:
    """Return a selection by GUIDs; what is not limited is left out."""
    if selection == EVERYTHING:
        return "{}"
    book, kept = project.codebook(), dict[str, object]()
    if selection.codes is not None:
        kept["codes"] = sorted(book[code].guid for code in selection.codes if code in book)
    if selection.documents is not None:
        every = {row.id: row.guid for row in project.documents()}
        kept["documents"] = sorted(every[each] for each in selection.documents if each in every)
    if selection.coders is not None:
        people = {coder.id: coder.guid for coder in project.coders()}
        kept["coders"] = sorted(people[each] for each in selection.coders if each in people)
    if selection.subcodes:
        kept["subcodes"] = True
    return json.dumps(kept)


def selection_from(project: Project, text: str) -> Selection:
    """Return the selection that `selection_json` wrote; what is gone since is passed over."""
    try:
        kept = parse_json(text or "{}")
    except ValueError:
        return EVERYTHING
    if not isinstance(kept, dict):
        return EVERYTHING
    codes = {code.guid: code.id for code in project.codebook().codes.values()}
    places = {row.guid: row.id for row in project.documents()}
    people = {coder.guid: coder.id for coder in project.coders()}
    return Selection(
        _known(kept.get("codes"), codes),
        _known(kept.get("documents"), places),
        _known(kept.get("coders"), people),
        kept.get("subcodes") is True,
    )


def _known(guids: object, known: Mapping[str, T]) -> frozenset[T] | None:
    if not isinstance(guids, list):
        return None
    return frozenset(known[guid] for guid in guids if isinstance(guid, str) and guid in known)
