"""The orders in which the code tree can stand, and what its counts count. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from qcode.model.codebook import CodeId
from qcode.model.collation import sort_key
from qcode.services.language import mark
from qcode.services.settings import load_settings, save_settings

from .snapshot import UNUSED, Snapshot

Children = dict[CodeId | None, list[CodeId]]  # rows by the code above them


class Order(StrEnum):
    """How siblings are ordered. Only by hand they can be moved among themselves."""

    HAND = "hand"
    NAME = "name"
    FREQUENCY = "frequency"
    LAST_USE = "last_use"


class Counted(StrEnum):
    """What is counted at the right of a row."""

    PASSAGES = "passages"
    DOCUMENTS = "documents"


class Reach(StrEnum):
    """Whether subcodes are counted in."""

    BOTH = "both"
    OWN = "own"
    WHOLE = "whole"


ORDERS: Mapping[Order, str] = {
    Order.HAND: mark("By hand"),
    Order.NAME: mark("By name"),
    Order.FREQUENCY: mark("By frequency"),
    Order.LAST_USE: mark("By last use"),
}
COUNTED: Mapping[Counted, str] = {
    Counted.PASSAGES: mark("Count passages"),
    Counted.DOCUMENTS: mark("Count documents"),
}
REACHES: Mapping[Reach, str] = {
    Reach.BOTH: mark("Of the code itself / with subcodes"),
    Reach.OWN: mark("Of the code itself"),
    Reach.WHOLE: mark("With subcodes"),
}
CAPTIONS: Mapping[tuple[Counted, Reach], str] = {
    (Counted.PASSAGES, Reach.BOTH): mark("Passages: own / all"),
    (Counted.PASSAGES, Reach.OWN): mark("Passages: own"),
    (Counted.PASSAGES, Reach.WHOLE): mark("Passages: all"),
    (Counted.DOCUMENTS, Reach.BOTH): mark("Documents: own / all"),
    (Counted.DOCUMENTS, Reach.OWN): mark("Documents: own"),
    (Counted.DOCUMENTS, Reach.WHOLE): mark("Documents: all"),
}
_KEPT = "codes"  # in the settings' window


@dataclass(frozen=True, slots=True)
class View:
    """How the tree is looked at; `boxes` are for choosing codes for analysis."""

    order: Order = Order.HAND
    counted: Counted = Counted.PASSAGES
    reach: Reach = Reach.BOTH
    boxes: bool = False


def load_view() -> View:
    """Return how the tree was looked at last."""
    kept = load_settings().window.get(_KEPT, "")
    words = dict(part.split("=", 1) for part in kept.split() if "=" in part)
    try:
        return View(
            Order(words.get("order", Order.HAND)),
            Counted(words.get("counted", Counted.PASSAGES)),
            Reach(words.get("reach", Reach.BOTH)),
            words.get("boxes") == "1",
        )
    except ValueError:  # from a version that knew other words
        return View()


def save_view(view: View) -> None:
    """Remember how the tree is looked at."""
    kept = f"order={view.order} counted={view.counted} reach={view.reach} boxes={int(view.boxes)}"
    settings = load_settings()
    save_settings(replace(settings, window={**settings.window, _KEPT: kept}))


def arranged(snapshot: Snapshot, order: Order) -> Children:
    """Return all codes by parent in an order; among equals the hand's order decides.

    By frequency and by last use the subcodes count for the code above them.
    """
    codebook = snapshot.codebook
    parents = {code.parent for code in codebook.codes.values()}
    rows: Children = {p: [child.id for child in codebook.children(p)] for p in parents}
    if order is Order.NAME:
        for codes in rows.values():
            codes.sort(key=lambda code: sort_key(codebook[code].name))
    elif order is Order.FREQUENCY:
        for codes in rows.values():
            codes.sort(key=lambda code: -snapshot.whole.get(code, UNUSED).segments)
    elif order is Order.LAST_USE:
        for codes in rows.values():
            codes.sort(key=lambda code: -snapshot.used.get(code, 0))
    return rows


def filtered(
    snapshot: Snapshot, rows: Children, text: str, also: frozenset[CodeId] = frozenset()
) -> tuple[frozenset[CodeId], Children]:
    """Return the codes that a filter means, and of the rows those to show: with what is above.

    What `also` holds is shown whatever its name.
    """
    codebook = snapshot.codebook
    fitting = frozenset(entry.code for entry in snapshot.finder.matching(text))
    fitting |= {code for code in also if code in codebook}
    kept: set[CodeId] = set()
    for code in fitting:
        at: CodeId | None = code
        while at is not None and at not in kept:
            kept.add(at)
            at = codebook[at].parent
    parents = {codebook[code].parent for code in kept}
    return fitting, {p: [code for code in rows[p] if code in kept] for p in parents}
