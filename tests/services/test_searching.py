"""Searching: exact places, joined with codings and speakers, right whatever the index is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest

from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.errors import UserError
from qcode.model.memo import MemoLink
from qcode.model.steps import Step, Stepper
from qcode.model.text import Span
from qcode.services import (
    codes,
    coding,
    documents,
    hit_coding,
    memos,
    retrieval,
    text_editing,
)
from qcode.services.folders import cache_folder
from qcode.services.projects import Project
from qcode.services.searching import Searcher
from qcode.services.sources import Sources
from qcode.services.widening import Extent

Find = Callable[[DocumentId, str], Span]


@pytest.fixture
def searcher(project: Project) -> Iterator[Searcher]:
    made = Searcher(project)
    yield made
    made.close()


def words(project: Project, searcher: Searcher, query: str) -> list[str]:
    """The words that are marked in documents, in order."""
    found = []
    for hit in searcher.search(query, limit=None).hits:
        if hit.source == "document":
            text = project.text(DocumentId(hit.source_id)).text
            found += [text[start:end] for start, end in hit.matches]
            for start, end in hit.snippet.matches:
                assert hit.snippet.text[start:end] in found
    return found


@pytest.mark.parametrize("indexed", [False, True])
def test_matches_are_exact_with_and_without_an_index(
    project: Project, searcher: Searcher, indexed: bool
) -> None:
    if indexed:
        assert searcher.update() == 0
    assert words(project, searcher, "trygghet") == ["trygghet", "Trygghet"]
    assert words(project, searcher, "=kvällen") == ["kvällen"]
    assert words(project, searcher, '"fått sig en törn"') == ["fått sig en törn"]
    assert words(project, searcher, "otrygg*") == ["Otryggt"]
    assert words(project, searcher, "kvallen") == []


def test_speakers_documents_kinds_and_codes_narrow_a_search(
    project: Project, searcher: Searcher, first: DocumentId, span: Find
) -> None:
    coding.apply_path(project, first, span(first, "tilliten har fått"), "Tillit/Staden")
    for query, count in (
        ("speaker:IP1", 2),
        ("speaker:ip1 trygghet", 1),
        ("speaker:I NOT trygghet", 2),
        ("document:Bo", 2),
        ("kind:interview", 6),
        ("kind:intervju lamporna", 1),
        ("code:Staden", 1),
        ("code:Tillit/Staden AND kiosken", 1),
        ("code:Tillit", 0),
        ("(lamporna OR kiosken) NOT code:Staden", 1),
    ):
        assert searcher.search(query).total == count, query


def test_memos_and_definitions_are_searched_too(
    project: Project, searcher: Searcher, first: DocumentId
) -> None:
    code = codes.add_path(project, "Plats", texts={"definition": "Där något händer"})
    memos.add_memo(project, "Kiosken", "En brand\nsom ändrade allt", links=[MemoLink(code=code)])
    found = {(h.source.value, h.title) for h in searcher.search("brand OR händer").hits}
    assert found == {("memo", "Kiosken"), ("code", "Plats")}
    assert searcher.search("code:Plats brand").total == 1


def test_a_speakers_name_is_no_hit_each_time_she_speaks(
    project: Project, searcher: Searcher
) -> None:
    assert searcher.search("IP1").total == 0


@pytest.mark.parametrize("query", ["(", '"öppen', "a AND", "code:Finnsinte", "kind:dikt", ""])
def test_a_query_that_cannot_be_understood_is_the_users_case(
    searcher: Searcher, query: str
) -> None:
    with pytest.raises(UserError):
        searcher.search(query)


def test_the_index_follows_the_journal(
    project: Project, searcher: Searcher, first: DocumentId
) -> None:
    searcher.update()
    text = project.text(first).text
    change = TextChange.replace(text, text.index("kiosken"), text.index("kiosken") + 7, "ladan")
    text_editing.edit_text(project, first, change)
    assert searcher.behind() == 1
    assert searcher.search("kiosken").total == 0  # not stale, though not indexed yet
    assert searcher.search("ladan").total == 1
    searcher.update()
    assert searcher.behind() == 0
    project.undo()
    searcher.update()
    assert searcher.search("kiosken").total == 1
    documents.delete_documents(project, [first])
    assert searcher.search("trygghet").total == 0
    searcher.update()
    assert searcher.search("trygghet").total == 0


def test_coding_leaves_the_index_alone(
    project: Project, searcher: Searcher, first: DocumentId
) -> None:
    code = codes.add_path(project, "A")
    searcher.update()
    coding.apply_code(project, first, Span(0, 9), code)
    assert searcher.behind() == 0


@pytest.mark.parametrize("damage", ["missing", "noise", "empty"])
def test_a_damaged_index_is_rebuilt_and_never_answers_wrongly(
    project: Project, damage: str
) -> None:
    folder = cache_folder(project.info.guid) / "index"
    before = Searcher(project)
    before.update()
    before.close()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            if damage == "noise":
                path.write_bytes(b"\x80\x02noise" * 40)
            elif damage == "empty":
                path.write_bytes(b"")
    if damage == "missing":
        shutil.rmtree(folder)
    after = Searcher(project)
    assert after.search("trygghet").total == 1 + 1
    assert after.update() == 0
    assert after.search("trygghet").total == 2
    assert after.behind() == 0
    after.close()


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("match", "Trygghet"),
        ("sentence", "Trygghet är att veta det."),
        ("paragraph", "Att någon kommer. Trygghet är att veta det."),
        ("turn", "Att någon kommer. Trygghet är att veta det."),
    ],
)
def test_every_hit_is_coded_by_the_unit_that_is_asked_for(
    project: Project, searcher: Searcher, unit: str, text: str
) -> None:
    count, changes = hit_coding.autocode(
        searcher, "speaker:IP1 trygghet", "Auto/Trygg", Extent(unit)
    )
    assert count == 1
    assert [excerpt.text for excerpt in retrieval.excerpts(project)] == [text]
    again, nothing = hit_coding.autocode(
        searcher, "speaker:IP1 trygghet", "Auto/Trygg", Extent(unit)
    )
    assert (again, bool(nothing)) == (0, False)
    assert changes.affects_segments


@pytest.mark.parametrize("step", [Step.SENTENCE, Step.PARAGRAPH, Step.TURN])
def test_what_is_coded_around_a_hit_is_what_a_key_selects_there(
    project: Project, searcher: Searcher, step: Step
) -> None:
    exact = hit_coding.passages(searcher, "trygghet OR någon")
    wide = hit_coding.passages(searcher, "trygghet OR någon", Extent(step))
    assert wide
    for number, inside in wide.items():
        opened = project.text(number)
        stepper = Stepper(opened.text, opened.layout)
        keys = [stepper.at(step, each.span.start) for each in exact[number]]
        assert [each.span for each in inside] == list(dict.fromkeys(keys))


def test_the_size_is_the_same_before_and_after_everything_is_indexed(searcher: Searcher) -> None:
    before = searcher.size()
    assert before == 6
    searcher.update()
    assert searcher.size() == before


def test_what_is_committed_while_the_sources_are_read_is_found(
    project: Project, searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Sources.of

    def look_slowly(one: Project) -> Sources:
        seen = look(one)
        monkeypatch.setattr(Sources, "of", look)
        memos.add_memo(one, "Zebra", "")
        return seen

    monkeypatch.setattr(Sources, "of", look_slowly)
    searcher.search("zebra")
    assert searcher.search("zebra").total == 1


def test_the_first_hits_are_those_that_come_first(project: Project, searcher: Searcher) -> None:
    found = searcher.search("kind:interview", limit=4)
    assert found.total == 6
    places = [(hit.source_id, hit.start) for hit in found.hits]
    assert places == sorted(places)
    assert len(places) == 4
    assert found.documents == 2
