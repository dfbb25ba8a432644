"""Which hits are ticked: whole units, or some of the matches in one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from qcode.services.hit_list import group_of
from qcode.services.hit_order import Spot
from qcode.services.hits import Chosen, SourceKey, UnitKey, UnitSet


class Ticked:
    """Ticks on the rows of a list of hits, whichever rows are read."""

    def __init__(self) -> None:
        self._units: dict[UnitKey, frozenset[int] | None] = {}
        self._groups: Counter[SourceKey] = Counter()

    def __len__(self) -> int:
        """Return how many hits are ticked, wholly or in part."""
        return len(self._units)

    def chosen(self) -> Chosen:
        """Return what is ticked."""
        return dict(self._units)

    def state(self, spot: Spot) -> bool | None:
        """Say whether a row is ticked; None if some of the matches it stands for are."""
        if spot.unit not in self._units:
            return False
        matches = self._units[spot.unit]
        if matches is None:
            return True
        return None if spot.match is None else spot.match in matches

    def group_state(self, group: SourceKey, count: int) -> bool | None:
        """Say whether all hits of a group are ticked; None if some are."""
        ticked = self._groups[group]
        return False if not ticked else True if ticked >= count else None

    def tick(self, spot: Spot, many: int, *, on: bool) -> None:
        """Tick a row, or take its tick away; `many` is how many matches its unit has."""
        if spot.match is None:
            self.tick_units([spot.unit], on=on)
            return
        every = frozenset(range(many))
        now = self._units.get(spot.unit, frozenset())
        now = every if now is None else now
        now = now | {spot.match} if on else now - {spot.match}
        self._set(spot.unit, None if now == every else now, on=bool(now))

    def tick_units(self, units: Iterable[UnitKey], *, on: bool) -> None:
        """Tick whole units, or take their ticks away."""
        for unit in units:
            self._set(unit, None, on=on)

    def keep(self, units: UnitSet) -> None:
        """Take away the ticks of all other units."""
        self.tick_units([unit for unit in self._units if unit not in units], on=False)

    def clear(self) -> None:
        """Take all ticks away."""
        self._units.clear()
        self._groups.clear()

    def _set(self, unit: UnitKey, matches: frozenset[int] | None, *, on: bool) -> None:
        before = unit in self._units
        if on:
            self._units[unit] = matches
        else:
            self._units.pop(unit, None)
        self._groups[group_of(unit.key)] += on - before
