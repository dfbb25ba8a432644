"""What a builder offers: each operator works."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qcode.model.query import And, FieldName, Link, Word
from qcode.services.operators import operators, understood
from qcode.services.sample import build_sample
from qcode.services.searching import Searcher

A, B = Word("a"), Word("b")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    with build_sample(tmp_path_factory.mktemp("sample") / "s.qcode") as project:
        searcher = Searcher(project)
        searcher.update()
        yield searcher
        searcher.close()


@pytest.mark.parametrize("key", [each.key for each in operators()])
def test_each_example_finds_something_in_the_sample(sample: Searcher, key: str) -> None:
    (operator,) = (each for each in operators() if each.key == key)
    found = sample.search(operator.example, limit=1)
    assert found.total > 0
    assert operator.sentence.endswith(".")


def test_every_field_and_relation_is_offered() -> None:
    signs = " ".join(each.sign for each in operators())
    for name in FieldName:
        assert f"{name}:" in signs
    for link in Link:
        assert link in signs


def test_what_is_half_typed_is_no_query_yet() -> None:
    assert understood("a AND") is None
    assert understood("a AND b") == And((A, B))
