"""Counting the words of a project: whose, which, and what stands near."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.services import appearance, importing, projects, stop_words
from qcode.services.projects import Project
from qcode.services.searching import Searcher
from qcode.services.settings import load_settings
from qcode.services.word_counts import Counting, WordCounter

ALL = Counting(common=True, joined=False, interviewers=True)


@pytest.fixture
def counter(project: Project) -> WordCounter:
    return WordCounter(project)


@pytest.fixture
def searcher(project: Project) -> Iterator[Searcher]:
    made = Searcher(project)
    yield made
    made.close()


def counts(counter: WordCounter, how: Counting) -> dict[str, int]:
    return {row.word: row.count for row in counter.frequencies(how).rows}


def test_labels_of_speakers_are_no_words_that_were_said(counter: WordCounter) -> None:
    said = counts(counter, ALL)
    assert said["trygghet"] == 2
    assert said["är"] == 3
    assert not {"i", "ip1", "ip2"} & said.keys()


def test_what_interviewers_say_can_be_left_out(project: Project, counter: WordCounter) -> None:
    without = Counting(common=True, joined=False)
    assert "kommunen" in counts(counter, ALL)
    assert "kommunen" not in counts(counter, without)
    appearance.choose_interviewers(project.info.guid, ["IP1"])
    assert "kommunen" in counts(counter, without)
    assert "kiosken" not in counts(counter, without)


def test_notes_in_brackets_are_counted_on_request(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ja (paus) torget [skratt]", encoding="utf-8")
    with projects.create_project(tmp_path / "p.qcode", coder="Kim") as project:
        importing.import_paths(project, [tmp_path / "a.txt"], language="sv")
        counter = WordCounter(project)
        assert counts(counter, Counting()).keys() == {"torget"}
        assert counts(counter, Counting(notes=True)).keys() == {"torget", "paus", "skratt"}


def test_common_words_are_left_out_unless_wanted(counter: WordCounter) -> None:
    assert not {"är", "att", "på"} & counts(counter, Counting(interviewers=True)).keys()


def test_forms_are_joined(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Huset och husen. Ett hus till.", encoding="utf-8")
    with projects.create_project(tmp_path / "p.qcode", coder="Kim") as project:
        importing.import_paths(project, [tmp_path / "a.txt"], language="sv")
        (row,) = WordCounter(project).frequencies(Counting()).rows
    assert row.count == 3
    assert dict(row.forms) == {"hus": 1, "huset": 1, "husen": 1}


def test_only_some_documents_are_counted(counter: WordCounter, second: DocumentId) -> None:
    assert "tilliten" not in counts(counter, Counting(frozenset({second}), joined=False))
    assert counter.frequencies(Counting(frozenset())).rows == ()


def test_the_count_follows_the_texts(
    project: Project, counter: WordCounter, tmp_path: Path
) -> None:
    before = counts(counter, ALL)
    (tmp_path / "Ny.txt").write_text("Trygghet igen.", encoding="utf-8")
    importing.import_paths(project, [tmp_path / "Ny.txt"], language="sv")
    assert counts(counter, ALL)["trygghet"] == before["trygghet"] + 1


def test_words_near_a_word(counter: WordCounter, searcher: Searcher) -> None:
    found = counter.near(searcher, "trygghet", ALL, reach=2, least=1)
    assert (found.nodes, found.documents) == (2, 1)
    near = {row.word: (row.left, row.right) for row in found.rows}
    assert near["är"] == (1, 1)
    assert near["kommer"] == (1, 0)
    assert "kiosken" not in near


def test_words_near_a_phrase_do_not_reach_into_another_turn(
    counter: WordCounter, searcher: Searcher
) -> None:
    found = counter.near(searcher, '"vad är trygghet"', ALL, reach=9, least=1)
    assert {row.word for row in found.rows} == {"för", "dig"}


def test_words_near_what_no_word_alone_can_say(counter: WordCounter, searcher: Searcher) -> None:
    found = counter.near(searcher, "/ko[mn]mer/", ALL, reach=1, least=1)
    assert (found.nodes, {row.word for row in found.rows}) == (1, {"någon", "trygghet"})
    found = counter.near(searcher, "kommer NEAR/1 tilliten", ALL, reach=1, least=1)
    assert found.nodes == 0


def test_a_query_that_cannot_be_read_says_so(counter: WordCounter, searcher: Searcher) -> None:
    with pytest.raises(UserError) as caught:
        counter.near(searcher, "(", ALL)
    assert caught.value.code.startswith("query_")


def test_a_stop_list_can_be_changed_and_taken_back(counter: WordCounter) -> None:
    stop_words.change_stop_words("sv", stop_words.read_words("Trygghet, torget\nlampor"))
    said = counts(counter, Counting(joined=False, interviewers=True))
    assert "trygghet" not in said
    assert said["är"] == 3
    stop_words.change_stop_words("sv", None)
    assert "är" not in counts(counter, Counting(joined=False))
    assert load_settings().stop_words == {}


@pytest.mark.parametrize("language", stop_words.LANGUAGES)
def test_the_lists_that_ship_hold_words_as_they_are_counted(language: str) -> None:
    words = stop_words.shipped(language)
    assert len(words) > 100
    assert words == stop_words.read_words(" ".join(words))


def test_other_languages_and_regions(counter: WordCounter) -> None:
    assert stop_words.stop_words("sv-SE") == stop_words.shipped("sv")
    assert stop_words.stop_words("nb") == stop_words.shipped("no")
    assert stop_words.stop_words("fr") == frozenset()
