"""Laws of tables of coded passages: what goes out comes back, and words are never put elsewhere."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import given, settings

from qcode.model.text import Span
from qcode.services import coding, importing, projects
from qcode.services.coded_tables import (
    CodingsPlan,
    chosen,
    import_codings,
    plan_codings,
    read_table,
)
from qcode.services.exporting import export
from qcode.services.passage_finding import State
from qcode.services.projects import Project

WORDS = (
    "jag",
    "litar",
    "på",
    "dem",
    "aldrig",
    "om",
    "natten",
    "kiosken",
    "brann",
    "Åke",
    "😀",
    "nej",
)
TEXTS = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=5, max_size=60).flatmap(
        lambda words: st.lists(
            st.sampled_from([" ", "  ", "\n", ". ", ", ", " \N{EN DASH} "]),
            min_size=len(words),
            max_size=len(words),
        ).map(lambda ends: "".join(a + b for a, b in zip(words, ends, strict=True)).strip())
    ),
    min_size=1,
    max_size=3,
)
CODES = st.sampled_from(["Tillit", "Tillit/Till staden", "Oro", "a\\/b", "x; y"])
CODINGS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 400), st.integers(1, 200), CODES), max_size=8
)
Coding = tuple[str, str, str, int, int, int | None]


@contextmanager
def project_of(folder: Path, name: str, texts: Sequence[str]) -> Iterator[Project]:
    """Give a project with some texts and nothing coded."""
    with projects.create_project(folder / f"{name}.qcode", coder="Kim") as project:
        for number, text in enumerate(texts):
            path = folder / f"Text {number}.txt"
            path.write_text(text, encoding="utf-8")
        paths = [folder / f"Text {number}.txt" for number in range(len(texts))]
        importing.import_paths(project, paths, language="sv")
        yield project


def code(project: Project, wanted: Sequence[tuple[int, int, int, str]]) -> None:
    """Code passages, as far as they lie in the texts and hold something."""
    rows = project.documents()
    for number, start, length, path in wanted:
        row = rows[number % len(rows)]
        start %= row.length
        span = Span(start, min(row.length, start + length))
        if project.text(row.id).text[span.start : span.end].strip():
            coding.apply_path(project, row.id, span, path)


def codings(project: Project) -> set[Coding]:
    """All codings there are."""
    codebook, people = project.codebook(), {each.id: each.name for each in project.coders()}
    return {
        (row.name, codebook.path(one.code), people[one.coder], one.start, one.end, one.weight)
        for row in project.documents()
        for one in coding.segments_of(project, row.id)
    }


def planned(project: Project, path: Path) -> CodingsPlan:
    """Plan to bring a table in as it is understood."""
    sheet = read_table(path).sheet()
    return plan_codings(project, sheet, chosen(sheet))


@settings(max_examples=20, deadline=None)
@given(TEXTS, CODINGS, st.sampled_from(["csv", "xlsx"]))
def test_what_goes_out_comes_back_as_it_was(
    texts: list[str], wanted: list[tuple[int, int, int, str]], suffix: str
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with project_of(folder, "one", texts) as project:
            code(project, wanted)
            before = codings(project)
            if not before:
                return
            export(project, folder / f"out.{suffix}")
        with project_of(folder, "other", texts) as project:
            plan = planned(project, folder / f"out.{suffix}")
            import_codings(project, plan, "out")
            assert codings(project) == before
            again = planned(project, folder / f"out.{suffix}")
            assert (again.codings, again.memos) == (0, 0)


@settings(max_examples=20, deadline=None)
@given(TEXTS, CODINGS)
def test_words_alone_are_put_where_they_are_or_nowhere(
    texts: list[str], wanted: list[tuple[int, int, int, str]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with project_of(folder, "one", texts) as project:
            code(project, wanted)
            rows = [
                (row.name, project.text(row.id).text[one.start : one.end], one.span)
                for row in project.documents()
                for one in coding.segments_of(project, row.id)
            ]
        if not rows:
            return
        with (folder / "table.csv").open("w", encoding="utf-8", newline="") as file:
            written = csv.writer(file)
            written.writerow(["Document", "Quote", "Code"])
            written.writerows([document, words, "Tillit"] for document, words, _span in rows)
        with project_of(folder, "other", texts) as project:
            plan = planned(project, folder / "table.csv")
            names = {row.id: row.name for row in project.documents()}
            for found, (document, words, span) in zip(plan.found.rows, rows, strict=True):
                assert found.state in (State.EXACT, State.AMBIGUOUS)
                trimmed = words.strip()
                start = span.start + words.index(trimmed)
                there = {each.span for each in found.places}
                if Span(start, start + len(trimmed)) not in there:  # it cut words, others do not
                    assert any(each.start != start for each in there)
                for each in found.places:
                    assert names[each.document] == document
                    said = project.text(each.document).text[each.span.start : each.span.end]
                    assert said.split() == trimmed.split()


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_noise_on_the_words_is_found_within_its_likeness(data: st.DataObject) -> None:
    words = data.draw(
        st.lists(
            st.text("abcdefghijklmnopqrstuvwxyzåäö", min_size=3, max_size=9),
            min_size=60,
            max_size=80,
            unique=True,
        )
    )
    first = data.draw(st.integers(0, 30))
    passage = " ".join(words[first : first + 20])
    noisy = list(passage)
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(noisy) - 1))
        noisy[at] = data.draw(st.sampled_from(["q", "", ",", "\N{EN DASH}"]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = folder / "table.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            rows = [("Document", "Quote", "Code"), ("Text 0", "".join(noisy), "Tillit")]
            csv.writer(file).writerows(rows)
        with project_of(folder, "one", [" ".join(words)]) as project:
            (found,) = planned(project, table).found.rows
            (row,) = project.documents()
            assert found.place is not None and found.place.similarity >= 0.9
            span, text = found.place.span, project.text(row.id).text
            start = text.index(passage)
            assert abs(span.start - start) <= 12 and abs(span.end - start - len(passage)) <= 12
