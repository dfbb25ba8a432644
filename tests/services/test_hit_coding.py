"""Coding what a search finds: proposed, ticked, in one operation, and the next time only new."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.text import Span
from qcode.services import (
    coders,
    codes,
    coding,
    hit_coding,
    importing,
    retrieval,
    text_editing,
)
from qcode.services.hit_coding import Proposals
from qcode.services.projects import Project
from qcode.services.searching import Searcher
from qcode.services.widening import Extent

PATH = "Trygghet/Sagd"
WORD = Extent("match")


@pytest.fixture
def searcher(project: Project) -> Iterator[Searcher]:
    made = Searcher(project)
    yield made
    made.close()


def texts(found: Proposals, *, new: bool = False) -> list[str]:
    return [each.text for each in found.items if each.new or not new]


def test_proposals_say_all_there_is_to_know(
    project: Project, searcher: Searcher, first: DocumentId
) -> None:
    at = project.text(first).text.index("Trygghet")
    coding.apply_path(project, first, Span(at, at + 3), "Annan")
    found = hit_coding.propose(searcher, "trygghet", PATH, Extent("sentence"))
    question, answer = found.items
    assert (question.name, question.speaker, question.paragraph) == ("Anna", "I", 1)
    assert question.text[question.matches[0].start : question.matches[0].end] == "trygghet"
    assert answer.text == "Trygghet är att veta det."
    assert [project.codebook().path(code) for code in answer.codes] == ["Annan"]
    assert (answer.coded, answer.new, found.last) == (False, True, None)


def test_only_what_is_ticked_is_coded_and_one_undo_takes_it_back(
    project: Project, searcher: Searcher
) -> None:
    found = hit_coding.propose(searcher, "trygghet", PATH, WORD)
    count, changes = hit_coding.code_proposals(project, found, found.items[1:])
    assert count == 1
    assert changes.affects_segments
    assert [excerpt.text for excerpt in retrieval.excerpts(project)] == ["Trygghet"]
    project.undo()
    assert not list(retrieval.excerpts(project))
    assert not project.codebook().codes


def test_a_second_time_nothing_is_new_ticked_or_not(
    project: Project, searcher: Searcher, tmp_path: Path
) -> None:
    found = hit_coding.propose(searcher, "trygghet", PATH, WORD)
    hit_coding.code_proposals(project, found, found.items[:1])
    again = hit_coding.propose(searcher, " trygghet ", PATH, WORD)
    assert texts(again) == texts(found)
    assert texts(again, new=True) == []
    assert again.last is not None
    assert [each.coded for each in again.items] == [True, False]
    (tmp_path / "Cia.txt").write_text("Trygghet, säger hon. Trygghet!", encoding="utf-8")
    importing.import_paths(project, [tmp_path / "Cia.txt"], language="sv")
    assert texts(hit_coding.propose(searcher, "trygghet", PATH, WORD), new=True) == [
        "Trygghet",
        "Trygghet",
    ]
    assert hit_coding.autocode(searcher, "trygghet", PATH, WORD, new_only=True)[0] == 2
    assert hit_coding.autocode(searcher, "trygghet", PATH, WORD, new_only=True)[0] == 0


def test_what_was_seen_stays_seen_when_only_some_hits_are_looked_at(
    project: Project, searcher: Searcher
) -> None:
    hit_coding.autocode(searcher, "trygghet", PATH, WORD)
    first = searcher.search("trygghet").hits[0]
    few = hit_coding.propose(searcher, "trygghet", PATH, WORD, chosen={first.unit: None})
    assert len(few.items) == 1
    coders.work_as(project, "Robin")  # or it would have been coded already
    assert hit_coding.code_proposals(project, few, few.items)[0] == 1
    assert texts(hit_coding.propose(searcher, "trygghet", PATH, WORD), new=True) == []


def test_another_query_code_or_extent_begins_anew(project: Project, searcher: Searcher) -> None:
    hit_coding.autocode(searcher, "trygghet", PATH, WORD)
    for query, path, extent in (
        ("=trygghet", PATH, WORD),
        ("trygghet", "Annan", WORD),
        ("trygghet", PATH, Extent("turn")),
    ):
        found = hit_coding.propose(searcher, query, path, extent)
        assert (texts(found, new=True), found.last) == (texts(found), None)


def test_what_was_undone_did_not_happen(project: Project, searcher: Searcher) -> None:
    hit_coding.autocode(searcher, "trygghet", PATH, WORD)
    project.undo()
    assert hit_coding.propose(searcher, "trygghet", PATH, WORD).last is None
    project.redo()
    found = hit_coding.propose(searcher, "trygghet", PATH, WORD)
    assert texts(found, new=True) == []


def test_a_code_that_is_renamed_or_moved_stays_the_same(
    project: Project, searcher: Searcher
) -> None:
    hit_coding.autocode(searcher, "trygghet", PATH, WORD)
    code = codes.find_code(project, PATH)
    codes.rename_code(project, code.id, "Uttalad")
    found = hit_coding.propose(searcher, "trygghet", "Trygghet/Uttalad", WORD)
    assert texts(found, new=True) == []


def test_an_edit_elsewhere_makes_nothing_new(
    project: Project, searcher: Searcher, first: DocumentId
) -> None:
    hit_coding.autocode(searcher, "trygghet", PATH, WORD)
    text = project.text(first).text
    at = text.index("Litar")
    text_editing.edit_text(project, first, TextChange.replace(text, at, at, "Nå, "))
    found = hit_coding.propose(searcher, "trygghet", PATH, WORD)
    assert texts(found, new=True) == []


def test_a_code_given_by_another_coder_does_not_count_as_given(
    project: Project, searcher: Searcher
) -> None:
    hit_coding.autocode(searcher, "trygghet", PATH, WORD)
    coders.edit_coder(project, coders.find_coder(project, "Kim").id, name="Robin")
    found = hit_coding.propose(searcher, "trygghet", PATH, WORD)
    assert [each.coded for each in found.items] == [False, False]
