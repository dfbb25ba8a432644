from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.index.units import Source, SourceKey, UnitKey, UnitSet

keys = st.builds(SourceKey, st.sampled_from(Source), st.integers(1, 4))
members = st.frozensets(st.builds(UnitKey, keys, st.integers(0, 40)))


@given(members, members)
def test_sets_of_units_behave_as_sets(one: frozenset[UnitKey], other: frozenset[UnitKey]) -> None:
    left, right = UnitSet.of(one), UnitSet.of(other)
    assert set(left & right) == one & other
    assert set(left | right) == one | other
    assert set(left - right) == one - other
    assert (left == right) == (one == other)
    assert len(left) == len(one)
    assert bool(left) == bool(one)
    assert all(unit in left for unit in one)
    assert all((unit in left) == (unit in one) for unit in other)
    if one == other:
        assert hash(left) == hash(right)


@given(members, st.frozensets(keys))
def test_sets_of_units_know_their_sources(
    units: frozenset[UnitKey], some: frozenset[SourceKey]
) -> None:
    found = UnitSet.of(units)
    assert set(found.sources()) == {unit.key for unit in units}
    for key in some:
        numbers = sorted(unit.number for unit in units if unit.key == key)
        assert found.numbers(key) == numbers
        assert found.count(key) == len(numbers)
    assert set(found.only(some)) == {unit for unit in units if unit.key in some}
    assert set(found.without(some)) == {unit for unit in units if unit.key not in some}


def test_whole_sources_have_all_their_units() -> None:
    key = SourceKey(Source.MEMO, 3)
    found = UnitSet.whole({key: 3, SourceKey(Source.MEMO, 4): 0})
    assert list(found) == [UnitKey(key, 0), UnitKey(key, 1), UnitKey(key, 2)]
    assert "x" not in found
    assert repr(found) == "UnitSet(3 units in 1 sources)"
