"""Ticks on hits: by match, by hit and by group, the same in both looks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.services.hit_order import Spot
from qcode.services.hits import Source, SourceKey, UnitKey, UnitSet
from qcode.ui.search.ticked import Ticked

MANY = 3
KEYS = [SourceKey(Source.DOCUMENT, 1), SourceKey(Source.MEMO, 7)]
UNITS = [UnitKey(key, number) for key in KEYS for number in range(2)]
STEPS = st.lists(
    st.tuples(st.sampled_from(UNITS), st.one_of(st.none(), st.integers(0, MANY - 1)), st.booleans())
)


@given(STEPS)
def test_ticks_are_what_a_set_of_matches_says(
    steps: list[tuple[UnitKey, int | None, bool]],
) -> None:
    ticked, mirror = Ticked(), set[tuple[UnitKey, int]]()
    for unit, match, on in steps:
        ticked.tick(Spot(unit, match), MANY, on=on)
        meant = {(unit, n) for n in (range(MANY) if match is None else [match])}
        mirror = mirror | meant if on else mirror - meant
    for unit in UNITS:
        there = {n for u, n in mirror if u == unit}
        whole = True if len(there) == MANY else None if there else False
        assert ticked.state(Spot(unit)) is whole
        assert [ticked.state(Spot(unit, n)) for n in range(MANY)] == [
            n in there for n in range(MANY)
        ]
        chosen = ticked.chosen().get(unit, frozenset())
        assert (set(range(MANY)) if chosen is None else chosen) == there
    assert len(ticked) == len({unit for unit, _n in mirror})
    for key in KEYS:
        group = SourceKey(key.source, key.id if key.source is Source.DOCUMENT else 0)
        some = {unit for unit, _n in mirror if unit.key == key}
        wanted = False if not some else True if len(some) == 2 else None
        assert ticked.group_state(group, 2) is wanted


def test_only_the_ticks_of_units_that_are_kept_stay() -> None:
    ticked = Ticked()
    ticked.tick_units(UNITS, on=True)
    ticked.keep(UnitSet.of(UNITS[1:3]))
    assert set(ticked.chosen()) == set(UNITS[1:3])
    ticked.clear()
    assert not len(ticked)
    assert ticked.group_state(KEYS[0], 2) is False
