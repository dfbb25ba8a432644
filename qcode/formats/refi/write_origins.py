"""How the selections of a project came, by the part that keeps their positions (see `parts`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qcode.formats.exchange import ExchangePart

from .parts import Kept


@dataclass(slots=True)
class Origins:
    """How the selections of a project came: what `parts` says that the reader keeps.

    `selections` are the GUIDs of selections by those of their segments, `spans` by where they
    are; `whole` are the segments that stand for codings of whole sources. `lost` has the document
    of each that has no place in its text. `paired` has the hashes of texts that came beside a
    styled original, by their documents: while a text is still that, others may show the original.
    """

    selections: dict[str, str] = field(default_factory=dict)
    spans: dict[tuple[str, int, int], str] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)
    paired: dict[str, str] = field(default_factory=dict)


def origins(parts: Sequence[ExchangePart]) -> Origins:
    """Return what is known of how selections came; a part that says nothing is passed over."""
    found = Origins()
    for part in parts:
        if part.kind == Kept.SELECTIONS:
            try:
                _learn(json.loads(part.data), found)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                continue  # kept by something else than the reader: each segment stands alone
    return found


def _learn(said: Any, found: Origins) -> None:
    for document, source in said["sources"].items():
        found.whole.update(map(str, source["codings"]))
        if hashed := source.get("paired"):
            found.paired[document] = str(hashed)
        for guid, _raw_start, _raw_end, start, end, segments, _others in source["selections"]:
            if start is None:
                found.lost.append(str(document))
                continue
            found.spans.setdefault((document, start, end), str(guid))
            for segment in segments:
                found.selections[str(segment)] = str(guid)
