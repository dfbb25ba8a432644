from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.model.query import And, Not, Or, Query, Word
from qcode.model.query_bounds import at_most

NAMES = "abcd"
letters = st.sampled_from(NAMES).map(Word)
queries: st.SearchStrategy[Query] = st.recursive(
    letters,
    lambda part: st.one_of(
        st.builds(lambda parts: And(tuple(parts)), st.lists(part, min_size=2, max_size=3)),
        st.builds(lambda parts: Or(tuple(parts)), st.lists(part, min_size=2, max_size=3)),
        st.builds(Not, part),
    ),
    max_leaves=8,
)


def is_true(query: Query, true: set[str]) -> bool:
    match query:
        case And(parts=parts):
            return all(is_true(part, true) for part in parts)
        case Or(parts=parts):
            return any(is_true(part, true) for part in parts)
        case Not(part=part):
            return not is_true(part, true)
    assert isinstance(query, Word)
    return query.text in true


@given(queries, st.sets(st.sampled_from(NAMES)), st.sets(st.sampled_from(NAMES)))
def test_a_bound_is_true_wherever_the_query_is(
    query: Query, known: set[str], true: set[str]
) -> None:
    bound = at_most(query, lambda atom: isinstance(atom, Word) and atom.text in known)
    if bound is not None and is_true(query, true):
        assert is_true(bound, true)


@given(queries, st.sets(st.sampled_from(NAMES)))
def test_what_is_known_altogether_bounds_itself(query: Query, true: set[str]) -> None:
    bound = at_most(query, lambda _atom: True)
    assert bound is not None
    assert is_true(bound, true) == is_true(query, true)


def test_what_can_be_anything_has_no_bound() -> None:
    a, b = Word("a"), Word("b")

    def knows(atom: object) -> bool:
        return atom == a

    assert at_most(And((a, b)), knows) == a
    assert at_most(And((a, Not(b))), knows) == a
    assert at_most(Or((a, b)), knows) is None
    assert at_most(Not(And((a, b))), knows) is None
    assert at_most(Not(Or((a, b))), knows) == Not(a)
