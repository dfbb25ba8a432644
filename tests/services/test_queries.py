"""Saved queries: kept with the project, undone like everything, with counts that stay current."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from qcode.model.document import AttributeTarget, AttributeType, CaseLink, DocumentId, DocumentKind
from qcode.model.edits import TextChange
from qcode.model.errors import UserError
from qcode.model.memo import MemoLink
from qcode.model.search_options import SearchOptions
from qcode.model.text import Span
from qcode.services import (
    cases,
    codes,
    coding,
    documents,
    importing,
    memos,
    projects,
    queries,
    text_editing,
)
from qcode.services.hits import SourceKey
from qcode.services.projects import Project
from qcode.services.queries import Counted, QueryCounts
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
    with pytest.raises(UserError, match="saved_query_there"):
        queries.save_query(project, "Trygg", "trygghet")
    assert queries.find_query(project, "Trygg").text == "trygg*"
    assert queries.save_query(project, "Trygg", "trygghet", replace=True) == number
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


@pytest.fixture
def asked(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int | None]]:
    """What is counted: the query, and in how many sources, None for all."""
    log: list[tuple[str, int | None]] = []
    everywhere, somewhere = searcher.units, searcher.units_in

    def units(text: str, **settings: object) -> object:
        log.append((text, None))
        return everywhere(text, **settings)  # type: ignore[arg-type]

    def units_in(text: str, sources: frozenset[SourceKey], **settings: object) -> object:
        log.append((text, len(sources)))
        return somewhere(text, sources, **settings)  # type: ignore[arg-type]

    monkeypatch.setattr(searcher, "units", units)
    monkeypatch.setattr(searcher, "units_in", units_in)
    return log


def test_only_what_a_change_concerns_is_counted_anew(
    project: Project, searcher: Searcher, first: DocumentId, asked: list[tuple[str, int | None]]
) -> None:
    counts = QueryCounts(searcher)
    coding.apply_path(project, first, Span(0, 5), "A")
    numbers = {
        name: queries.save_query(project, name, text)
        for name, text in (
            ("1", "trygghet"),
            ("2", "code:A"),
            ("3", "trygghet NEAR coder:Kim"),
            ("4", "Minuter>3 OR trygghet"),
        )
    }
    cases.add_attribute(project, "Minuter", AttributeTarget.DOCUMENT, kind=AttributeType.NUMBER)

    def recounted() -> list[tuple[str, int | None]]:
        asked.clear()
        hits(counts)
        return list(asked)

    assert {text for text, where in recounted() if where is None} == {
        each.text for each in queries.list_queries(project)
    }
    assert recounted() == []
    coding.apply_path(project, first, Span(8, 12), "A")
    assert recounted() == [("code:A", 1), ("trygghet NEAR coder:Kim", 1)]
    memos.add_memo(project, "Tanke", "om trygghet")
    assert [where for _text, where in recounted()] == [1, 1, 1, 1]
    queries.rename_query(project, numbers["1"], "Annat")
    assert recounted() == []
    queries.save_query(project, "Annat", "kiosken", replace=True)
    assert recounted() == [("kiosken", None)]
    codes.add_path(project, "B", texts={"definition": "Om trygghet"})
    assert recounted() == [
        ("code:A", None),
        ("trygghet NEAR coder:Kim", 1),
        ("Minuter>3 OR trygghet", 1),
        ("kiosken", 1),
    ]
    (minutes,) = cases.list_attributes(project)
    cases.set_value(project, minutes.id, first, "20")
    assert recounted() == [("Minuter>3 OR trygghet", None)]
    counts.close()


SAVED = (
    "trygghet", "NOT trygghet", "=kiosken", "lugn*", "/kiosk|torg/", "speaker:IP1",
    "speaker:IP1 NOT trygghet", "document:Bo", "document:Annat", "kind:observation", "set:Urval",
    "code:A", "code>:A", "code:B OR kiosken", "coder:Kim", "memo:*", "memo:kiosken", "case:Anna",
    "Minuter>3", "date:2024", "kiosken WITHIN code>:A", "code:A NEAR/2 speaker:IP1",
    "NOT code:A", "(trygghet OR torget) NEAR code:B",
)  # fmt: skip


def do_something(project: Project, dice: random.Random, folder: Path) -> str:
    """Do one of the things that people do; return what."""
    rows = project.documents()
    row = dice.choice(rows)
    text = project.text(row.id).text
    start = dice.randrange(len(text) - 5)
    here = Span(start, start + dice.choice([1, 5]))
    book = project.codebook()
    known = {
        "segments": [s.id for r in rows for s in coding.segments_of(project, r.id)],
        "codes": list(book.codes),
        "memos": [memo.id for memo in memos.list_memos(project)],
        "attributes": [each.id for each in cases.list_attributes(project)],
    }
    words = dice.choice(["om trygghet", "kiosken", "lugnt", "ingenting"])
    name = f"{words} {dice.randrange(10**9)}"
    links = [
        MemoLink(document=row.id, span=here),
        *(MemoLink(code=code) for code in known["codes"][:1]),
        *(MemoLink(segment=segment) for segment in known["segments"][:1]),
    ]
    may = {
        "import": lambda: import_text(project, folder / f"{name}.txt", words),
        "edit": lambda: text_editing.edit_text(
            project, row.id, TextChange.replace(text, here.start, here.end, f" {words} ")
        ),
        "rename": lambda: documents.rename_document(project, row.id, f"Annat {name}"),
        "kind": lambda: documents.edit_document(
            project, row.id, kind=dice.choice(list(DocumentKind))
        ),
        "language": lambda: documents.edit_document(
            project, row.id, language=dice.choice(["sv", "en"])
        ),
        "speak": lambda: projects.describe_project(project, language=dice.choice(["sv", "en"])),
        "code": lambda: coding.apply_path(
            project, row.id, here, dice.choice(["A", "A/C", "B"]), memo=dice.choice(["", words])
        ),
        "define": lambda: codes.add_path(project, name, texts={"definition": words}),
        "memo": lambda: memos.add_memo(project, name, words, links=dice.sample(links, 1)),
        "case": lambda: cases.add_case(
            project, dice.choice(["Anna", name]), links=[CaseLink(row.id)]
        ),
        "set": lambda: documents.save_set(project, "Urval", [row.id]),
        "attribute": lambda: cases.add_attribute(
            project,
            dice.choice(["Minuter", "Datum", name]),
            AttributeTarget.DOCUMENT,
            kind=dice.choice([AttributeType.NUMBER, AttributeType.DATE]),
        ),
        "undo": project.undo,
        "redo": project.redo,
    }
    if known["segments"]:
        may["uncode"] = lambda: coding.remove_segments(project, dice.sample(known["segments"], 1))
    if known["codes"]:
        code = dice.choice(known["codes"])
        may["rename code"] = lambda: codes.rename_code(project, code, dice.choice(["A", "B", name]))
    if known["memos"]:
        memo = dice.choice(known["memos"])
        may["edit memo"] = lambda: memos.edit_memo(project, memo, text=words)
        may["delete memo"] = lambda: memos.delete_memos(project, [memo])
    if known["attributes"]:
        value = dice.choice(["", "2", "20", "2024-05-06"])
        number = dice.choice(known["attributes"])
        may["value"] = lambda: cases.set_value(project, number, row.id, value)
    if len(rows) > 1:
        may["delete"] = lambda: documents.delete_documents(project, [row.id])
    what = dice.choice(sorted(may))
    with suppress(UserError):  # what cannot be done now
        may[what]()
    return what


def import_text(project: Project, file: Path, words: str) -> None:
    file.write_text(f"IP1: Nu {words}.\nI: Jaha, {words}?\n", encoding="utf-8")
    importing.import_paths(project, [file])


@pytest.mark.parametrize("seed", range(3))
def test_counts_are_those_of_a_fresh_count_whatever_was_done(
    project: Project, searcher: Searcher, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    for text in SAVED:
        queries.save_query(project, text, text, SearchOptions(fillers=dice.random() < 0.2))
    counts = QueryCounts(searcher)
    done = []
    for _step in range(9):
        done += [do_something(project, dice, tmp_path) for _thing in range(dice.randint(1, 5))]
        if dice.random() < 0.3:
            searcher.update()
        fresh_searcher = Searcher(project)
        fresh = QueryCounts(fresh_searcher)
        now, right = list(counts.counted()), list(fresh.counted())
        for one, other in zip(now, right, strict=True):
            assert told(one) == told(other), (one.query.text, done)
        fresh.close()
        fresh_searcher.close()
    counts.close()


def told(counted: Counted) -> tuple[object, ...]:
    problem = counted.problem and counted.problem.code
    return counted.query, counted.hits, counted.documents, counted.missing, problem


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
    queries.save_query(project, "Kod", "code:B", replace=True)
    (counted,) = counts.counted()
    assert counted.problem is not None
    assert counted.problem.code == "code_unknown"
    counts.close()
