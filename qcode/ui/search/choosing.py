"""Ticking hits, and what the menu on a hit does with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from qcode.services.hit_list import HitList, group_of
from qcode.services.hit_order import Spot
from qcode.services.hits import Chosen, SourceKey, UnitSet
from qcode.services.language import tr, trn
from qcode.ui.accessible import announce
from qcode.ui.found.rows import Passage
from qcode.ui.session import Session

from .copying import copy_hits
from .head import Head
from .listing import HitView
from .look import Look
from .menu import offer
from .rows import GroupRow, HitRow
from .ticked import Ticked


class Choosing(QObject):
    """Keeps the ticks of the list of hits. `look_wanted` brings a change of a `Look`."""

    look_wanted = Signal(object)

    def __init__(self, session: Session, head: Head, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._head = head
        self._found: HitList | None = None
        self.ticked = Ticked()
        self.view = HitView(self.ticked)
        self.view.setAccessibleName(tr("Hits"))
        self.view.ticked.connect(self._tick)
        self.view.all_ticked.connect(self._tick_all)
        self.view.copied.connect(self.copy)
        self.view.menu_wanted.connect(self._offer)
        head.unticked.connect(self._untick)
        head.copy_wanted.connect(self.copy)

    def follow(self, found: HitList | None) -> None:
        """Keep the ticks of hits that this answer has too, in texts that are still the same."""
        before, self._found = self._found, found
        if found is None or before is None or found.wish.query != before.wish.query:
            self.ticked.clear()
        elif len(self.ticked):
            self.ticked.keep(found.units.only(found.same_texts(before)))
        self._show()

    # -- ticks

    def _tick(self, rows: list[HitRow | GroupRow], on: bool) -> None:
        for row in rows:
            if isinstance(row, HitRow) and isinstance(row.key, Spot):
                self.ticked.tick(row.key, row.many, on=on)
            elif isinstance(row, GroupRow) and self._found is not None and row.group is not None:
                self.ticked.tick_units(_members(self._found.units, row.group), on=on)
        self._show(say=True)

    def _tick_all(self) -> None:
        if self._found is not None:
            units = [spot.unit for spot in self._found.spots(0)]
            self.ticked.tick_units(units, on=len(self.ticked) < len(set(units)))
            self._show(say=True)

    def _untick(self) -> None:
        self.ticked.clear()
        self._show(say=True)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, *, say: bool = False) -> None:
        found = self._found
        total = 0 if found is None else len(found.units)
        narrowed = len(found.meant()) if found is not None and found.is_narrowed else 0
        self._head.show_ticked(len(self.ticked), total, narrowed=narrowed)
        self.view.show_ticks()
        if say:
            announce(self.view, self._head.ticked_words() or tr("No hits ticked"))

    # -- what the menu does

    def copy(self) -> None:
        """Copy what is ticked, else the hit one is at, as quotations with their sources."""
        found, passage = self._found, self.view.current()
        if found is None:
            return
        chosen: Chosen = self.ticked.chosen()
        if not chosen and passage is not None and isinstance(passage.key, Spot):
            spot = passage.key
            chosen = {spot.unit: None if spot.match is None else frozenset({spot.match})}
        if chosen:
            copy_hits(self._session, found, chosen)
        else:
            self._session.told.emit(tr("Choose a hit first"))

    def _offer(self, passage: Passage, at: QPoint) -> None:
        if not isinstance(passage, HitRow) or not isinstance(passage.key, Spot):
            return
        spot, ticked = passage.key, len(self.ticked)
        group, on = group_of(spot.unit.key), self.ticked.state(spot) is not True
        grouped = self._found is not None and self._found.wish.order.value == "place"
        copy = trn("Copy {n} quotation", "Copy {n} quotations", ticked) if ticked else tr("Copy")
        offer(
            self.view,
            at,
            (
                (tr("Show in the text"), partial(self.view.chosen.emit, passage), True),
                (copy, self.copy, True),
                None,
                (tr("Tick") if on else tr("Untick"), partial(self._tick, [passage], on), True),
                (tr("Tick the whole group"), partial(self._tick_group, group), True),
                None,
                (tr("Only this group"), self._changes(_only, group), True),
                (tr("Fold this group"), self._changes(_fold, group), grouped),
                (tr("Fold all"), self._changes(_fold, *self._groups()), grouped),
                (tr("Unfold all"), self._changes(_unfold), grouped),
            ),
        )

    def _tick_group(self, group: SourceKey) -> None:
        if self._found is not None:
            self.ticked.tick_units(_members(self._found.units, group), on=True)
            self._show(say=True)

    def _groups(self) -> tuple[SourceKey, ...]:
        return () if self._found is None else tuple(self._found.counts)

    def _changes(self, change: Callable[..., Look], *groups: SourceKey) -> Callable[[], object]:
        return partial(self.look_wanted.emit, lambda look: change(look, *groups))


def _only(look: Look, group: SourceKey) -> Look:
    return replace(look, only=group)


def _fold(look: Look, *groups: SourceKey) -> Look:
    return replace(look, folded=look.folded | frozenset(groups))


def _unfold(look: Look) -> Look:
    return replace(look, folded=frozenset())


def _members(units: UnitSet, group: SourceKey) -> UnitSet:
    return units.only([key for key in units.sources() if group_of(key) == group])
