"""Saved queries: kept with the project, undone like everything, with counts that stay current."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.errors import UserError
from qcode.model.search_options import SearchOptions
from qcode.model.text import Span
from qcode.services import coding, queries, text_editing
from qcode.services.projects import Project
from qcode.services.queries import QueryCounts
from qcode.services.searching import Searcher

Find = Callable[[DocumentId, str], Span]


@pytest.fixture
def searcher(project: Project) -> Iterator[Searcher]:
    made = Searcher(project)
    yield made
    made.close()


def hits(counts: QueryCounts) -> dict[str, int]:
    return {each.query.name: each.hits for each in counts.counted()}


def test_a_query_is_saved_changed_renamed_and_deleted(project: Project) -> None:
    number = queries.save_query(project, " Trygg ", "trygg*", SearchOptions(case=True))
    (saved,) = queries.list_queries(project)
    assert (saved.id, saved.name, saved.text, saved.options) == (number, "Trygg", "trygg*", "case")
    assert project.coders()[0].id == saved.coder
    assert queries.save_query(project, "Trygg", "trygghet") == number
    assert queries.find_query(project, "Trygg").text == "trygghet"
    queries.rename_query(project, number, "Lugn")
    queries.save_query(project, "Annan", "a")
    with pytest.raises(UserError, match="saved_query_exists"):
        queries.rename_query(project, number, "Annan")
    queries.delete_query(project, number)
    assert [each.name for each in queries.list_queries(project)] == ["Annan"]
    project.undo()
    assert queries.find_query(project, "Lugn").id == number
    with pytest.raises(UserError, match="saved_query_unknown"):
        queries.find_query(project, "Trygg")


def test_what_cannot_be_understood_is_not_saved(project: Project) -> None:
    with pytest.raises(UserError, match="query_operand_missing"):
        queries.save_query(project, "Halv", "a AND")
    assert queries.list_queries(project) == []


def test_counts_follow_texts_codes_and_codings(
    project: Project, searcher: Searcher, first: DocumentId, span: Find
) -> None:
    counts = QueryCounts(searcher)
    coding.apply_path(project, first, span(first, "Att någon kommer"), "Närvaro")
    queries.save_query(project, "Kod", "code:Närvaro")
    queries.save_query(project, "Ord", "kiosken")
    assert hits(counts) == {"Kod": 1, "Ord": 1}
    coding.apply_path(project, first, span(first, "kiosken brann"), "Närvaro")
    assert hits(counts) == {"Kod": 2, "Ord": 1}
    text = project.text(first).text
    at = text.index("kiosken")
    text_editing.edit_text(project, first, TextChange.replace(text, at, at + 7, "ladan"))
    assert hits(counts) == {"Kod": 2, "Ord": 0}
    project.undo()
    project.undo()
    assert hits(counts) == {"Kod": 1, "Ord": 1}
    counts.close()


def test_only_what_a_change_concerns_is_counted_anew(
    project: Project,
    searcher: Searcher,
    first: DocumentId,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    answer = searcher.units

    def units(text: str, **settings: object) -> object:
        asked.append(text)
        return answer(text, **settings)  # type: ignore[arg-type]

    monkeypatch.setattr(searcher, "units", units)
    counts = QueryCounts(searcher)
    coding.apply_path(project, first, Span(0, 5), "A")
    for name, text in (("1", "trygghet"), ("2", "code:A"), ("3", "trygghet NEAR coder:Kim")):
        queries.save_query(project, name, text)
    hits(counts)
    assert len(asked) == 3
    hits(counts)
    assert len(asked) == 3
    coding.apply_path(project, first, Span(8, 12), "A")
    hits(counts)
    assert asked[3:] == ["code:A", "trygghet NEAR coder:Kim"]
    queries.save_query(project, "1", "kiosken")
    hits(counts)
    assert asked[5:] == ["kiosken"]
    counts.close()


def test_a_query_whose_code_is_gone_says_so(
    project: Project, searcher: Searcher, first: DocumentId
) -> None:
    counts = QueryCounts(searcher)
    coding.apply_path(project, first, Span(0, 5), "A")
    queries.save_query(project, "Kod", "code:A")
    assert hits(counts) == {"Kod": 1}
    project.undo()
    project.undo()
    project.redo()
    queries.save_query(project, "Kod", "code:B")
    (counted,) = counts.counted()
    assert counted.problem is not None
    assert counted.problem.code == "code_unknown"
    counts.close()
