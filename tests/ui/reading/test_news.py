"""What the project's news bring is shown in the document that is open, or that is being read."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.text import Span
from qcode.services import codes, coding, text_editing
from qcode.services.projects import Project
from qcode.ui.reading import opened
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session

TEXT = "I: Hur är det?\nIP1: Det är bra, tack. Jag går ut.\nI: Mm.\n"
Settle = Callable[[Session], None]


@pytest.fixture
def pane(first_of_two: Callable[[str], ReadingPane]) -> ReadingPane:
    return first_of_two(TEXT)


def painted(pane: ReadingPane) -> int:
    """How many segments are painted in the text."""
    return len({s for at in range(len(TEXT)) for s in pane.view.segments_at(at)})


def test_what_is_coded_is_shown_from_the_news_alone(
    pane: ReadingPane,
    session: Session,
    qtbot: QtBot,
    settled: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, _changes = coding.apply_path(session.project, DocumentId(1), Span(3, 9), "Nu")
    settled(session)
    qtbot.waitUntil(lambda: painted(pane) == 1)  # the coder was new, so this one was read
    read: list[object] = []
    monkeypatch.setattr("qcode.ui.reading.news.refresh", lambda *asked: read.append(asked))
    code = codes.find_code(session.project, "Nu").id
    coding.apply_code(session.project, DocumentId(1), Span(20, 30), code)
    qtbot.waitUntil(lambda: painted(pane) == 2)
    coding.move_segment(session.project, first, Span(3, 14))
    qtbot.waitUntil(lambda: pane.view.span_of(first) == Span(3, 14))
    coding.remove_segments(session.project, [first])
    qtbot.waitUntil(lambda: painted(pane) == 1)
    assert read == []


def test_news_that_do_not_tell_all_are_read(
    pane: ReadingPane, session: Session, qtbot: QtBot, settled: Settle
) -> None:
    first, _changes = coding.apply_path(session.project, DocumentId(1), Span(3, 9), "Nu")
    coding.move_segment(session.project, first, Span(3, 14))
    session.project.undo()  # the journal holds what changed of a row, and not all of it
    qtbot.waitUntil(lambda: pane.view.span_of(first) == Span(3, 9))
    session.project.redo()
    coding.remove_segments(session.project, [first])  # comes while the one before is being read
    settled(session)
    qtbot.waitUntil(lambda: painted(pane) == 0)


def test_what_an_undo_took_away_goes_though_the_rest_is_still_to_be_read(
    pane: ReadingPane,
    session: Session,
    qtbot: QtBot,
    settled: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone, _changes = coding.apply_path(session.project, DocumentId(1), Span(3, 9), "Ny/Kod")
    settled(session)
    qtbot.waitUntil(lambda: pane.view.span_of(gone) == Span(3, 9))
    read = threading.Event()
    monkeypatch.setattr("qcode.ui.reading.news.refresh", lambda *_asked, **_codes: read.wait())
    session.project.undo()  # takes the codes too, so that the tree is read anew
    try:
        qtbot.waitUntil(lambda: pane.view.span_of(gone) is None)
        assert not read.is_set()
    finally:
        pane._news.end()
        read.set()


def test_a_new_code_has_its_name_as_soon_as_its_passage_is_shown(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    segment, _changes = coding.apply_path(session.project, DocumentId(1), Span(3, 9), "Ny/Kod")
    qtbot.waitUntil(lambda: pane.view.span_of(segment) is not None)
    code = codes.find_code(session.project, "Ny/Kod").id
    assert pane.view._codings.code(code).path == "Ny › Kod"
    codes.rename_code(session.project, code, "Annan")
    qtbot.waitUntil(lambda: pane.view._codings.code(code).name == "Annan")


def test_a_document_asked_for_is_not_overtaken_by_news_of_the_one_that_is_left(
    session: Session, pane: ReadingPane, qtbot: QtBot, settled: Settle
) -> None:
    pane.open(DocumentId(2))
    pane._news.outdated.emit(DocumentId(1))
    qtbot.waitUntil(lambda: session.document == 2)
    settled(session)
    assert pane.view.accessibleName() == "2"


@pytest.mark.parametrize("number", [1, 2], ids=["the one that is open", "another"])
def test_what_is_done_while_a_document_is_read_is_seen_in_it(
    number: int,
    pane: ReadingPane,
    session: Session,
    qtbot: QtBot,
    settled: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document, read = DocumentId(number), opened.load
    gone, _changes = coding.apply_path(session.project, document, Span(20, 30), "Nu")
    settled(session)

    def then_coded(project: Project, wanted: DocumentId) -> opened.Opened:
        found = read(project, wanted)
        coding.apply_path(project, wanted, Span(3, 9), "Ny")
        coding.remove_segments(project, [gone])
        return found

    monkeypatch.setattr("qcode.ui.reading.pane.load", then_coded)
    if number == 1:
        pane.reload(document)
    else:
        pane.open(document)
    qtbot.waitUntil(lambda: pane._coming is None)
    monkeypatch.undo()
    settled(session)
    assert session.document == document
    qtbot.waitUntil(lambda: (painted(pane), pane.view.span_of(gone)) == (1, None))


def test_the_text_that_is_changed_while_it_is_read_is_read_again(
    pane: ReadingPane, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = opened.load

    def then_edited(project: Project, wanted: DocumentId) -> opened.Opened:
        monkeypatch.undo()
        found = read(project, wanted)
        text_editing.edit_text(project, wanted, TextChange.replace(found.text.text, 0, 2, "Jag:"))
        return found

    monkeypatch.setattr("qcode.ui.reading.pane.load", then_edited)
    pane.open(DocumentId(2))
    qtbot.waitUntil(lambda: pane.view.text().startswith("Jag: Hur"))


def test_the_text_that_is_shown_is_followed_on_when_another_could_not_be_read(
    pane: ReadingPane, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_project: Project, _wanted: DocumentId) -> opened.Opened:
        raise ZeroDivisionError

    monkeypatch.setattr("qcode.ui.reading.pane.load", broken)
    session.runner.fault.disconnect()  # this one is meant
    with qtbot.waitSignal(session.runner.fault):
        pane.open(DocumentId(2))
    monkeypatch.undo()
    text = pane.view.text()
    text_editing.edit_text(session.project, DocumentId(1), TextChange.replace(text, 0, 2, "Jag:"))
    qtbot.waitUntil(lambda: pane.view.text().startswith("Jag: Hur"))
