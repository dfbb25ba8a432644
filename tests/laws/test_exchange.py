"""A project from outside comes in whole, once, and goes out as it is; undo takes all of it away."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from taken_material import projects as any_projects

from qcode.formats.exchange import ExchangeProject
from qcode.services import exchange_files, exchange_in, exchange_out
from qcode.services.exchange_plan import Choices, Noun
from qcode.services.projects import Project, create_project
from qcode.services.sample import build_sample
from qcode.store import journal

_QUICK = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
# Where the order means something: the other nouns stand in that of names or numbers.
_ORDERED = ("codes", "documents")
_OF_THE_FILE = ("name", "guid", "created", "language", "offsets", "losses", "origin")


@contextmanager
def empty(folder: Path) -> Iterator[Project]:
    """A project with nothing in it."""
    with create_project(folder / f"{uuid.uuid4()}.qcode", coder="Kim") as project:
        yield project


def tables(project: Project) -> object:
    with project.reading() as view:
        return journal.snapshot(view)


def contents(exchange: ExchangeProject) -> dict[str, Any]:
    """What a project has, to be compared with another."""
    found: dict[str, Any] = {}
    for field in fields(exchange):
        value = getattr(exchange, field.name)
        if field.name in _OF_THE_FILE:
            continue
        if isinstance(value, tuple) and field.name not in _ORDERED:
            value = sorted((_plain(each) for each in value), key=repr)
        found[field.name] = value
    return found


def _plain(each: Any) -> Any:
    """Links, too, stand in the order in which they came to be."""
    if hasattr(each, "links"):
        return replace(each, links=tuple(sorted(each.links, key=repr)))
    return (
        replace(each, documents=tuple(sorted(each.documents)))
        if isinstance(getattr(each, "documents", None), tuple)
        else each
    )


@_QUICK
@given(exchange=any_projects())
def test_what_goes_out_comes_in_as_it_is(tmp_path: Path, exchange: ExchangeProject) -> None:
    with empty(tmp_path) as first, empty(tmp_path) as second:
        exchange_in.take_in(first, exchange, name="a.qdpx")
        out = exchange_out.gather(first)
        result = exchange_in.take_in(second, out, name="b.qdpx")
        assert result.losses == ()
        assert result.plan.clashes == ()
        assert contents(exchange_out.gather(second)) == contents(out)
        assert second.verify() == []


@_QUICK
@given(exchange=any_projects(), other=any_projects(), update=st.booleans())
def test_what_is_taken_in_twice_comes_once(
    tmp_path: Path, exchange: ExchangeProject, other: ExchangeProject, update: bool
) -> None:
    with empty(tmp_path) as project:
        exchange_in.take_in(project, other, name="before.qdpx")
        before = tables(project)
        last = project.last_operation()
        plan = exchange_in.plan(project, exchange, Choices(update))
        result = exchange_in.take_in(project, exchange, Choices(update), name="a.qdpx")
        assert result.plan.counts == plan.counts
        assert result.plan.clashes == plan.clashes
        assert result.losses == plan.losses
        assert (result.changes is not None) == (plan.brings or (update and plan.changed > 0))
        after = tables(project)
        assert (after == before) == (result.changes is None)
        assert project.last_operation() - last == (result.changes is not None)
        again = exchange_in.take_in(project, exchange, Choices(update), name="a.qdpx")
        assert again.changes is None
        assert all(again.new(noun) == 0 for noun in Noun)
        assert tables(project) == after
        if result.changes is not None:
            project.undo()
            assert tables(project) == before
            project.redo()
            assert tables(project) == after
        assert project.verify() == []


def test_the_sample_project_comes_back_from_refi_as_it_went(tmp_path: Path) -> None:
    package = tmp_path / "ut.qdpx"
    with build_sample(tmp_path / "exempel.qcode", coder="Ines") as project:
        exchange_files.export_project(project, package)
        before = exchange_out.gather(project)
        exchange = exchange_files.read_project(package)
        assert exchange.losses == ()
        again, result = exchange_files.open_as_project(
            exchange, tmp_path / "igen.qcode", name=package.name, coder="Kim"
        )
        with again:
            after = exchange_out.gather(again)
            assert result.losses == ()
            assert contents(after) == contents(before)
            assert (after.guid, after.name) == (before.guid, before.name)
            for one, other in zip(before.documents, after.documents, strict=True):
                assert (one.source and one.source.read()) == (other.source and other.source.read())
            assert again.verify() == []
