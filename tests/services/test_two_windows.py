"""Two windows on one project: one writes, and the other hears nothing of it but from the file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qcode.index.search import SearchIndex
from qcode.index.units import SourceUnits
from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.text import Span
from qcode.services import codes, coding, documents, memos, projects, queries, text_editing
from qcode.services.projects import Project
from qcode.services.searching import Searcher

QUERIES = ("kiosken", "ladan", "zebra", "NOT trygghet", "code:Plats")


@pytest.fixture
def here(project: Project) -> Iterator[Searcher]:
    """The search of the window that writes."""
    made = Searcher(project)
    yield made
    made.close()


@pytest.fixture
def there(project: Project) -> Iterator[Searcher]:
    """The search of a window that can only read."""
    with projects.open_project(project.path, coder="Bo", read_only=True) as other:
        made = Searcher(other)
        yield made
        made.close()


def replace(project: Project, document: DocumentId, old: str, new: str) -> None:
    """Edit a text in one place."""
    text = project.text(document).text
    at = text.index(old)
    text_editing.edit_text(project, document, TextChange.replace(text, at, at + len(old), new))


def answers(project: Project, searcher: Searcher) -> dict[str, list[tuple[str, int, int]]]:
    """What is found, each hit shown to be in the text as it is now; no source is missing."""
    found = {}
    for query in QUERIES:
        answer = searcher.search(query, limit=None)
        assert answer.missing == 0
        found[query] = [(hit.source.value, hit.source_id, hit.start) for hit in answer.hits]
        for hit in answer.hits:
            if hit.source == "document":
                text = project.text(DocumentId(hit.source_id)).text
                for start, end in hit.matches:
                    assert text[start:end].lower() == query
    return found


STEPS = ("edit", "memo", "code", "coding", "undo", "delete")


def take(step: str, project: Project, first: DocumentId) -> None:
    """Do one thing that changes what is found."""
    if step == "edit":
        replace(project, first, "kiosken", "ladan")
    elif step == "memo":
        memos.add_memo(project, "Zebra", "")
    elif step == "code":
        codes.add_path(project, "Zebra")
    elif step == "coding":
        coding.apply_code(project, first, Span(0, 9), codes.add_path(project, "Plats"))
    elif step == "undo":
        project.undo()
    else:
        documents.delete_documents(project, [first])


@pytest.mark.parametrize("indexed", ["by none", "by the writer", "by the reader", "by both"])
def test_each_window_answers_of_now_whichever_of_them_asks_or_indexes(
    project: Project, here: Searcher, there: Searcher, first: DocumentId, indexed: str
) -> None:
    codes.add_path(project, "Plats")
    assert answers(project, here) == answers(project, there)
    for step in STEPS:
        take(step, project, first)
        fresh = Searcher(project)
        right = answers(project, fresh)
        fresh.close()
        assert answers(project, there) == right, step
        if indexed in ("by the writer", "by both"):
            assert here.update() == 0
        assert answers(project, there) == answers(project, here) == right, step
        if indexed in ("by the reader", "by both"):
            assert there.update() == 0
            assert here.behind() == there.behind() == 0
        assert answers(project, here) == answers(project, there) == right, step


def test_the_language_that_another_window_chose_is_that_of_memos(
    project: Project, there: Searcher
) -> None:
    memos.add_memo(project, "Two studies", "")
    assert there.search("study").total == 0
    projects.describe_project(project, language="en")
    assert there.search("study").total == 1


def test_what_is_committed_elsewhere_while_an_index_is_built_is_found_at_once_and_after(
    project: Project,
    here: Searcher,
    there: Searcher,
    first: DocumentId,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill, during = SearchIndex.fill, []

    def fill_slowly(index: SearchIndex, sources: Iterator[SourceUnits], **told: object) -> None:
        begun = list(sources)
        replace(project, first, "kiosken", "ladan")
        during.append(answers(project, there))
        fill(index, begun, **told)  # type: ignore[arg-type]

    codes.add_path(project, "Plats")
    before = answers(project, there)
    with monkeypatch.context() as patch:
        patch.setattr(SearchIndex, "fill", fill_slowly)
        there.update()
    assert before["kiosken"] == during[0]["ladan"]
    assert before["ladan"] == during[0]["kiosken"] == []
    assert answers(project, there) == answers(project, here) == during[0]
    assert (here.behind(), there.behind()) == (1, 1)
    assert there.update() == 0
    assert (here.behind(), there.behind()) == (0, 0)
    assert answers(project, there) == answers(project, here) == during[0]


def test_the_counts_of_saved_queries_follow_what_another_window_did(
    project: Project, there: Searcher, first: DocumentId
) -> None:
    queries.save_query(project, "Brand", "kiosken")
    counts = queries.QueryCounts(there)
    assert [each.hits for each in counts.counted()] == [1]
    replace(project, first, "kiosken", "ladan")
    assert [each.hits for each in counts.counted()] == [0]
    project.undo()
    assert [each.hits for each in counts.counted()] == [1]
    counts.close()


def test_coding_elsewhere_costs_no_look_at_the_sources(
    project: Project, there: Searcher, first: DocumentId
) -> None:
    code = codes.add_path(project, "Plats")
    before = there._now()
    coding.apply_code(project, first, Span(0, 9), code)
    after = there._now()
    assert after.operation > before.operation
    assert after.hashes is before.hashes
    assert there.search("code:Plats").total == 1
