"""Each kind of operation, one by one: undone and redone, the tables are as they were."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qcode.formats.codebook_base import CodebookFile
from qcode.formats.exchange import (
    ExchangeCode,
    ExchangeCoder,
    ExchangeDocument,
    ExchangeLink,
    ExchangeMedia,
    ExchangeMemo,
    ExchangePart,
    ExchangeProject,
    ExchangeSegment,
)
from qcode.model.changes import Op
from qcode.model.code_entries import CodeEntry
from qcode.model.document import AttributeTarget, CaseLink, DocumentId, DocumentKind
from qcode.model.edits import TextChange
from qcode.model.memo import MemoKind, MemoLink
from qcode.model.report import ReportOptions
from qcode.model.search_options import SearchOptions
from qcode.model.text import Span
from qcode.services import (
    cases,
    code_surgery,
    codebook_importing,
    coders,
    codes,
    coding,
    documents,
    exchange_in,
    importing,
    memos,
    pictures,
    projects,
    queries,
    recordings,
    report_comments,
    report_presets,
    retrieval,
    shaping,
    survey_files,
    survey_importing,
    text_editing,
)
from qcode.services.history import describe, history
from qcode.services.pictures import Rectangle
from qcode.services.projects import Project
from qcode.store import journal

from ..formats.picture_files import png

ANNA, BO, PICTURE = DocumentId(1), DocumentId(2), DocumentId(3)


@pytest.fixture(scope="module")
def furnished(studied: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project that has something of everything; for copies."""
    folder = shutil.copytree(studied, tmp_path_factory.mktemp("furnished"), dirs_exist_ok=True)
    with projects.open_project(folder / "study.qcode", coder="Kim") as project:
        fill(project)
    return folder


@pytest.fixture
def filled(tmp_path: Path, furnished: Path) -> Iterator[Project]:
    """The project with something of everything."""
    shutil.copytree(furnished, tmp_path, dirs_exist_ok=True)
    with projects.open_project(tmp_path / "study.qcode", coder="Kim") as opened:
        yield opened


def fill(project: Project) -> None:
    """Add something of everything."""
    for start, path in ((3, "Tillit/Staden"), (10, "Tillit"), (40, "Plats")):
        coding.apply_path(project, ANNA, Span(start, start + 20), path, memo="tänk")
    coding.apply_path(project, ANNA, Span(3, 23), "Plats")
    touching, _changes = coding.apply_path(project, ANNA, Span(20, 30), "Tillit/Staden", memo="mer")
    coding.edit_segment(project, touching, weight=20, condensed="kort")
    coding.edit_segment(project, first_segment(project), weight=70)
    memos.add_memo(project, "Läge", "torg", links=[MemoLink(document=ANNA, span=Span(4, 9))])
    cases.add_case(project, "Anna", links=[CaseLink(ANNA, "IP1")])
    cases.add_attribute(project, "Roll", AttributeTarget.DOCUMENT)
    documents.save_set(project, "Alla", [ANNA, BO])
    queries.save_query(project, "Tillit", "code>:Tillit")
    report_presets.save_preset(project, "Min rapport", ReportOptions())
    path = project.path.with_name("Torget.png")
    path.write_bytes(png(90, 60))
    importing.import_paths(project, [path])
    pictures.code_region(project, PICTURE, Rectangle(5, 5, 30, 30), "Plats")
    recordings.add_recording(project, ANNA, sound(project, "Anna.wav"))


def sound(project: Project, name: str) -> recordings.Examined:
    """A file that begins as sound does, beside the project."""
    path = project.path.with_name(name)
    path.write_bytes(b"OggS" + name.encode())
    return recordings.examine(path)


def first_recording(project: Project) -> recordings.MediaId:
    """The id of the recording."""
    return recordings.recordings_of(project, ANNA)[0].id


def region(project: Project) -> Span:
    """The paragraph of the region in the picture."""
    found = project.text(PICTURE).layout.regions[1]
    return Span(found.start, found.end)


def code(project: Project, path: str) -> codes.CodeId:
    """The id of a code."""
    return codes.find_code(project, path).id


def first_segment(project: Project) -> retrieval.SegmentId:
    """The id of the first segment."""
    return coding.segments_of(project, ANNA)[0].id


def edit(project: Project) -> None:
    """Delete a stretch that takes one segment along whole, and cuts another."""
    text = project.text(ANNA).text
    change = TextChange.replacing(text, [(0, 0, "Början. "), (38, 62, "")])
    text_editing.edit_text(project, ANNA, change, drop_vanishing=True)


def import_one(project: Project) -> None:
    """Import a third interview."""
    path = project.path.with_name("Cia.txt")
    path.write_text("I: Hej.\nIP3: Hej.\n", encoding="utf-8")
    importing.import_paths(project, [path])


def join_two(project: Project) -> None:
    """Join two segments of different weights."""
    touching = shaping.neighbours(project, first_segment(project))
    shaping.join_segments(project, [segment.id for segment in touching])


def import_codes(project: Project) -> None:
    """Bring in a codebook with a code that is new and one that says more."""
    entries = (CodeEntry(("Plats",), definition="Var det är"), CodeEntry(("Plats", "Torget")))
    codebook_importing.import_codebook(project, CodebookFile("md", entries), name="koder.md")


def take_comment(project: Project) -> None:
    """Take in what a colleague wrote on a passage: it names a code and adds a note."""
    offer = report_comments.Offer(
        guid="3b0f1f3a-54cb-5a76-a0cb-6c1d2f6a0b9e",
        author="Åsa",
        date="2026-03-01T10:00:00Z",
        text="Plats\nVar?",
        note="Var?",
        document=BO,
        document_name="Bo",
        span=Span(3, 9),
        words="",
        segment=None,
        code=code(project, "Plats"),
    )
    report_comments.take_comments(project, project.path.with_name("report.docx"), [offer])


def import_project(project: Project) -> None:
    """Take in what a colleague did elsewhere: a text, a coding, a memo on it, a recording."""
    coder = ExchangeCoder("c0de0000-0000-4000-8000-000000000001", "Åsa")
    code = ExchangeCode("c0de0000-0000-4000-8000-000000000002", "Nytt", codable=False)
    recording = ExchangeMedia("c0de0000-0000-4000-8000-000000000003", "ljud.m4a", path="ljud.m4a")
    document = ExchangeDocument(
        "c0de0000-0000-4000-8000-000000000004", "Cia", "Hej du.", media=(recording,)
    )
    segment = ExchangeSegment(
        "c0de0000-0000-4000-8000-000000000005", document.guid, code.guid, coder.guid, 0, 3
    )
    memo = ExchangeMemo(
        "c0de0000-0000-4000-8000-000000000006",
        "M",
        "m",
        links=(ExchangeLink(segment=segment.guid),),
    )
    part = ExchangePart("c0de0000-0000-4000-8000-000000000007", "qdpx", "Graph", "G", b"<Graph/>")
    exchange = ExchangeProject(
        "Deras",
        coders=(coder,),
        codes=(code,),
        documents=(document,),
        segments=(segment,),
        memos=(memo,),
        parts=(part,),
    )
    exchange_in.take_in(project, exchange, name="theirs.qdpx")


def import_survey(project: Project) -> None:
    """Bring a survey in."""
    path = project.path.with_name("svar.csv")
    path.write_text("id;Vad är trygghet?\nR1;Att någon kommer hit\nR2;Ljus\n", encoding="utf-8")
    sheet = survey_files.read_survey(path).sheet()
    survey_importing.import_survey(project, sheet, survey_files.guess(sheet), "svar")


ACTIONS: dict[Op, Callable[[Project], object]] = {
    Op.EDIT_PROJECT: lambda p: projects.describe_project(p, name="Ny", description="Om torg"),
    Op.IMPORT: import_one,
    Op.IMPORT_PROJECT: import_project,
    Op.IMPORT_SURVEY: import_survey,
    Op.RENAME_DOCUMENT: lambda p: documents.rename_document(p, ANNA, "Anna & Co"),
    Op.EDIT_DOCUMENT: lambda p: documents.edit_document(p, ANNA, kind=DocumentKind.OTHER),
    Op.EDIT_TEXT: edit,
    Op.EDIT_TURNS: lambda p: documents.set_turns(p, ANNA, ()),
    Op.ADD_REGION: lambda p: pictures.add_region(p, PICTURE, Rectangle(40, 10, 60, 50)),
    Op.MOVE_REGION: lambda p: pictures.move_region(
        p, PICTURE, region(p), Rectangle(40, 10, 60, 50)
    ),
    Op.NAME_REGION: lambda p: pictures.name_region(p, PICTURE, region(p), "Fontänen"),
    Op.REMOVE_REGION: lambda p: pictures.remove_region(p, PICTURE, region(p)),
    Op.ADD_RECORDING: lambda p: recordings.add_recording(p, BO, sound(p, "Bo.wav")),
    Op.FIND_RECORDING: lambda p: recordings.find_again(
        p, first_recording(p), sound(p, "Anna igen.wav"), other=True
    ),
    Op.REMOVE_RECORDING: lambda p: recordings.remove_recording(p, first_recording(p)),
    Op.DELETE_DOCUMENT: lambda p: documents.delete_documents(p, [ANNA]),
    Op.EDIT_SET: lambda p: documents.save_set(p, "Alla", [BO]),
    Op.EDIT_CASE: lambda p: cases.delete_case(p, cases.list_cases(p)[0].id),
    Op.EDIT_ATTRIBUTE: lambda p: cases.edit_attribute(
        p, cases.list_attributes(p)[0].id, name="Uppdrag"
    ),
    Op.SET_ATTRIBUTE: lambda p: cases.set_value(p, cases.list_attributes(p)[0].id, BO, "väktare"),
    Op.ADD_CODE: lambda p: codes.add_path(p, "Ansvar/Ingens"),
    Op.RENAME_CODE: lambda p: codes.rename_code(p, code(p, "Tillit"), "Förtroende"),
    Op.EDIT_CODE: lambda p: codes.edit_code(
        p, code(p, "Plats"), color="#abcdef", texts={"definition": "Var"}
    ),
    Op.MOVE_CODE: lambda p: codes.move_codes(p, [code(p, "Plats")], code(p, "Staden"), at=0),
    Op.MERGE_CODES: lambda p: code_surgery.merge_codes(p, [code(p, "Tillit")], code(p, "Plats")),
    Op.SPLIT_CODE: lambda p: code_surgery.split_code(
        p, code(p, "Staden"), {"Torget": [first_segment(p)]}
    ),
    Op.IMPORT_CODES: import_codes,
    Op.DELETE_CODE: lambda p: code_surgery.delete_codes(p, [code(p, "Tillit")]),
    Op.APPLY_CODE: lambda p: coding.apply_path(p, BO, Span(3, 9), "Ny/Kod", memo="nytt"),
    Op.AUTOCODE: lambda p: coding.apply_to_many(p, {ANNA: [Span(0, 2), Span(4, 6)]}, "Auto"),
    Op.REMOVE_SEGMENT: lambda p: coding.remove_segments(p, [first_segment(p)]),
    Op.RECODE: lambda p: coding.recode(
        p, [s.id for s in coding.segments_of(p, ANNA)], code(p, "Plats")
    ),
    Op.MOVE_SEGMENT: lambda p: coding.move_segment(p, first_segment(p), Span(0, 5)),
    Op.EDIT_SEGMENT: lambda p: coding.edit_segment(
        p, first_segment(p), weight=70, condensed="kort"
    ),
    Op.JOIN_SEGMENTS: join_two,
    Op.SPLIT_SEGMENT: lambda p: shaping.split_segment(p, first_segment(p), 12),
    Op.COPY_CODINGS: lambda p: shaping.copy_codings(
        p, BO, Span(3, 9), [code(p, "Plats"), code(p, "Tillit")]
    ),
    Op.TAKE_COMMENTS: take_comment,
    Op.ADD_MEMO: lambda p: memos.add_memo(p, "Ny", "text", kind=MemoKind.THEORY),
    Op.EDIT_MEMO: lambda p: memos.edit_memo(p, memos.list_memos(p)[0].id, text="ändrad"),
    Op.DELETE_MEMO: lambda p: memos.delete_memos(p, [m.id for m in memos.list_memos(p)]),
    Op.EDIT_QUERY: lambda p: queries.save_query(
        p, "Tillit", "tillit", SearchOptions(case=True), replace=True
    ),
    Op.DELETE_QUERY: lambda p: queries.delete_query(p, queries.list_queries(p)[0].id),
    Op.EDIT_PRESET: lambda p: report_presets.save_preset(
        p, "Min rapport", ReportOptions(numbered=True)
    ),
    Op.DELETE_PRESET: lambda p: report_presets.delete_preset(
        p, report_presets.find_preset(p, "Min rapport").id
    ),
    Op.ADD_CODER: lambda p: coders.add_coder(p, "Alex"),
    Op.EDIT_CODER: lambda p: coders.edit_coder(p, p.coders()[0].id, name="Kim A"),
}
NOT_DONE_BY_USERS = {Op.CREATE_PROJECT, Op.MIGRATE, Op.UNDO, Op.REDO}


def test_every_kind_of_operation_is_tried() -> None:
    assert set(ACTIONS) | NOT_DONE_BY_USERS == set(Op)


@pytest.mark.parametrize("kind", ACTIONS, ids=lambda kind: kind.value)
def test_undo_and_redo_restore_the_tables(filled: Project, kind: Op) -> None:
    def tables() -> object:
        with filled.reading() as view:
            return journal.snapshot(view)

    before = tables()
    ACTIONS[kind](filled)
    after = tables()
    assert after != before
    assert history(filled, limit=1)[0].operation.kind is kind
    for _round in range(2):
        changes = filled.undo()
        assert changes.kind is Op.UNDO
        assert tables() == before
        filled.redo()
        assert tables() == after
    assert filled.verify() == []


@pytest.mark.parametrize("kind", ACTIONS, ids=lambda kind: kind.value)
def test_history_tells_what_was_done_with_no_gap(filled: Project, kind: Op) -> None:
    ACTIONS[kind](filled)
    filled.undo()
    newest, done = history(filled, limit=2)
    assert newest.summary == f"Undo: {done.summary}"
    assert done.operation.undone
    assert "“”" not in done.summary
    assert "{" not in done.summary
    assert describe(done.operation) == done.summary


def test_undo_reaches_back_over_a_restart_to_the_beginning(filled: Project) -> None:
    path = filled.path
    filled.close()
    with projects.open_project(path, coder="Kim") as again:
        while again.undoable():
            again.undo()
        assert again.documents() == []
        assert len(again.codebook()) == 0
        while again.redoable():
            again.redo()
        assert len(again.documents()) == 3
        assert again.verify() == []


def test_something_new_ends_redo(filled: Project) -> None:
    filled.undo()
    codes.add_path(filled, "Annat")
    assert filled.redoable() is None
    assert len(history(filled)) == len({line.operation.id for line in history(filled)})
