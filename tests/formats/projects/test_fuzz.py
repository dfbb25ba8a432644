"""Whatever a database holds: a project comes of it, or one sentence of what is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qcode.formats.exchange import ExchangeProject, ProjectReader
from qcode.formats.qualcoder import PROJECT_READER as QUALCODER
from qcode.formats.taguette import PROJECT_READER as TAGUETTE
from qcode.model.errors import UserError

from .conftest import QUALCODER as TABLES
from .conftest import QualCoder, Taguette

_MANY = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def check(project: ExchangeProject) -> None:
    """Hold what every reader promises: one GUID a thing, and references to what is there."""
    documents = {each.guid: len(each.text) for each in project.documents}
    assert len(documents) == len(project.documents)
    codes: set[str] = set()
    for code in project.codes:
        assert code.name and code.guid not in codes
        assert not code.parent or code.parent in codes  # parents first
        codes.add(code.guid)
    coders = {"", *(each.guid for each in project.coders)}
    segments = {each.guid for each in project.segments}
    assert len(segments) == len(project.segments)
    for segment in project.segments:
        assert 0 <= segment.start < segment.end <= documents[segment.document]
        assert segment.code in codes and segment.coder in coders
    memos = {each.guid for each in project.memos}
    assert len(memos) == len(project.memos)
    cases = {each.guid for each in project.cases}
    for memo in project.memos:
        assert memo.title and memo.coder in coders
        for link in memo.links:
            assert not link.document or link.document in documents
            assert not link.code or link.code in codes
            assert not link.segment or link.segment in segments
            assert not link.case or link.case in cases
            assert link.span is None or 0 <= link.span.start < link.span.end
    owners = {*documents, *cases}
    attributes = {each.guid for each in project.attributes}
    assert all(v.owner in owners and v.attribute in attributes for v in project.values)
    assert all(set(each.documents) <= set(documents) for each in project.sets)
    assert all({link[0] for link in each.links} <= set(documents) for each in project.cases)
    parts = {each.guid for each in project.parts}
    assert len(parts) == len(project.parts)


def attempt(reader: ProjectReader, path: Path) -> None:
    reader.knows(path)
    try:
        project = reader.read(path)
    except UserError:
        return
    check(project)
    for document in project.documents:
        if document.source is not None:
            assert isinstance(document.source.read(), bytes)


@pytest.fixture
def study(taguette: Callable[[], Taguette]) -> Path:
    base = taguette()
    number = base.project("Tillit", "anna", "bo")
    page = base.document(number, "a", "<p>ett två</p>" * 40, "ett två" * 40)
    for tag in ("Tal", "Tal.Ett", "Oro"):
        base.highlight(page, "två", base.tag(number, tag), by="bo")
    return base.path


CHANGES = st.lists(
    st.tuples(st.integers(0, 1 << 20), st.binary(min_size=1, max_size=40)), max_size=9
)


@_MANY
@given(changes=CHANGES, cut=st.none() | st.integers(0, 1 << 17))
def test_a_broken_database_of_taguette(
    study: Path, changes: list[tuple[int, bytes]], cut: int | None
) -> None:
    other = study.with_name("broken.sqlite3")
    other.write_bytes(broken(study, changes)[:cut])
    attempt(TAGUETTE, other)


def broken(path: Path, changes: list[tuple[int, bytes]]) -> bytes:
    data = bytearray(path.read_bytes())
    for place, written in changes:
        at = place % len(data)
        data[at : at + len(written)] = written
    return bytes(data)


@pytest.fixture
def project(qualcoder: Callable[[], QualCoder]) -> QualCoder:
    study = qualcoder()
    source = study.source("a", "ett två 🙂 tre\n" * 60, mediapath="/docs/a")
    code = study.code("Tal", catid=study.add("code_cat", name="Allt"))
    case = study.add("cases", name="Anna")
    for start in (0, 4, 10):
        study.mark(source, code, start, "två", memo="här")
        study.add("case_text", caseid=case, fid=source, pos0=start, pos1=start + 9)
    study.add("code_image", id=study.source("b", mediapath="/images/b"), cid=code, x1=1, y1=1)
    study.add("attribute", name="Ort", attr_type="case", id=case, value="Umeå")
    return study


@_MANY
@given(changes=CHANGES, cut=st.none() | st.integers(0, 1 << 17))
def test_a_broken_database_of_qualcoder(
    project: QualCoder, changes: list[tuple[int, bytes]], cut: int | None
) -> None:
    other = project.folder.parent / "broken.qda"
    other.mkdir(exist_ok=True)
    (other / "data.qda").write_bytes(broken(project.path, changes)[:cut])
    attempt(QUALCODER, other)


WORDS = (
    *("<p>", "é🙂\0", "a.b", "a", ".", "2026-01-01 10:00:00", '{"type": "tag_merge"}'),
    *("case", "file", "numeric", "/images/a", "/docs/..", "audio:a", "#ff0000", "text 🙂 text"),
)
VALUES = (
    st.none()
    | st.integers(-3, 9)
    | st.floats()
    | st.binary(max_size=9)
    | st.text(max_size=9)
    | st.sampled_from(
        ["<p>", "é🙂\0", "a.b", "a", ".", "2026-01-01 10:00:00", '{"type": "tag_merge"}']
    )
)


@_MANY
@given(data=st.data())
def test_any_rows_in_the_tables_of_taguette(
    taguette: Callable[[str], Taguette], tmp_path: Path, data: st.DataObject
) -> None:
    path = tmp_path / "any.sqlite3"
    path.unlink(missing_ok=True)
    base = taguette(path.name)
    columns = {
        "projects": ("name", "description", "created"),
        "documents": (
            *("name", "description", "filename", "created", "project_id"),
            *("text_direction", "contents"),
        ),
        "tags": ("project_id", "path", "description"),
        "highlights": ("document_id", "start_offset", "end_offset", "snippet"),
        "highlight_tags": ("highlight_id", "tag_id"),
        "commands": ("date", "user_login", "project_id", "payload"),
        "project_members": ("project_id", "user_login", "privileges"),
    }
    loosen(base, columns)
    for table, names in columns.items():
        for _row in range(data.draw(st.integers(0, 3), label=table)):
            base.add(table, **{name: data.draw(VALUES) for name in names})
    attempt(TAGUETTE, path)


@_MANY
@given(data=st.data())
def test_any_rows_in_the_tables_of_qualcoder(
    qualcoder: Callable[..., QualCoder], tmp_path: Path, data: st.DataObject
) -> None:
    shutil.rmtree(tmp_path / "any.qda", ignore_errors=True)
    study = qualcoder("any.qda", is_first=data.draw(st.booleans(), label="first"))
    for table, columns in TABLES.items():
        if table.startswith("-") and study.is_first:
            continue
        names = [name for name in columns.split() if not (study.is_first and name[0] == "-")]
        for _row in range(data.draw(st.integers(0, 3), label=table)):
            values = {name.strip("-"): data.draw(VALUES) for name in names if name[-1] != "!"}
            study.add(table.strip("-"), **values)
    attempt(QUALCODER, study.folder)


def loosen(base: Taguette, columns: dict[str, tuple[str, ...]]) -> None:
    """Make the tables again without what they demand of their rows."""
    with base.open() as there:
        for table, names in columns.items():
            there.execute(f"DROP TABLE {table}")
            there.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, {', '.join(names)})")
