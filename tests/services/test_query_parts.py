from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from qcode.model.errors import UserError
from qcode.model.query import And, Not, Or, Prefix, Query, Wild, Word, print_query
from qcode.model.query_parser import parse
from qcode.services.operators import operators
from qcode.services.projects import Project
from qcode.services.query_choices import read_choices
from qcode.services.query_parts import PARTS, Join, Sort, build, join, take_apart
from qcode.services.sample import build_sample

from ..model.test_query import queries

A, B, C = Word("a"), Word("b"), Word("c")


def test_every_operator_has_parts() -> None:
    assert list(PARTS) == [operator.key for operator in operators()]


@pytest.mark.parametrize("operator", operators(), ids=lambda operator: operator.key)
def test_the_example_of_an_operator_is_taken_apart_and_built_again(operator: object) -> None:
    query = parse(operator.example)  # type: ignore[attr-defined]
    key, values = take_apart(query) or ("", [])
    assert key in (operator.key, "and")  # type: ignore[attr-defined]
    assert build(key, values) == query
    assert parse(print_query(build(key, values))) == query


@given(queries)
def test_what_is_taken_apart_is_built_again(query: Query) -> None:
    taken = take_apart(query)
    if taken is not None:
        assert build(*taken) == query


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("word", [" "]),
        ("fuzzy", ["two words", "1"]),
        ("date", ["soon"]),
        ("attribute", ["", "=", "3", ""]),
        ("regex", ["("]),
        ("near", ["a", "", "1"]),
        ("within", ["a", "b AND"]),
    ],
)
def test_what_is_missing_or_wrong_makes_no_query(key: str, values: list[str]) -> None:
    with pytest.raises((ValueError, UserError)):
        build(key, values)


def test_a_form_with_a_star_at_the_end_only_is_a_beginning() -> None:
    assert build("wild", ["trygg*"]) == Prefix("trygg")
    assert build("wild", ["trygg"]) == Word("trygg")
    assert build("wild", ["*trygg"]) == Wild("*trygg")


def test_a_piece_joins_what_is_there_in_one_row() -> None:
    assert join(None, Join.AND, A) == A
    assert join(None, Join.NOT, A) == Not(A)
    assert join(A, Join.ALONE, B) == B
    assert join(And((A, B)), Join.AND, C) == And((A, B, C))
    assert join(Or((A, B)), Join.OR, C) == Or((A, B, C))
    assert join(Or((A, B)), Join.NOT, C) == And((Or((A, B)), Not(C)))


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Project]:
    with build_sample(tmp_path / "s.qcode") as project:
        yield project


def test_choices_are_what_the_project_has(sample: Project) -> None:
    choices = read_choices(sample)
    assert "Tillit" in choices.of(Sort.CODE)
    assert "Jonas" in choices.of(Sort.SPEAKER)
    assert "Ideella röster" in choices.of(Sort.SET)
    assert "ungdom" in choices.of(Sort.VALUE, "Roll")
    assert choices.of(Sort.VALUE, "nothing of that name") == ()
