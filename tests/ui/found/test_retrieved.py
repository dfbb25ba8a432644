from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.memo import MemoId
from qcode.model.text import Span
from qcode.services import codes, coding, retrieval
from qcode.services.exporting import describe_selection
from qcode.services.language import catalogue
from qcode.services.retrieval import EVERYTHING, Selection
from qcode.ui.exporting.dialog import ExportDialog
from qcode.ui.found.retrieved import RetrievedPane
from qcode.ui.found.rows import Heading, Passage
from qcode.ui.session import Session

Went = list[tuple[DocumentId, Span | None]]
Settled = Callable[[Session], None]


class Desk:
    """The pane of passages, with a code and its subcodes retrieved."""

    def __init__(self, session: Session, pane: RetrievedPane, qtbot: QtBot) -> None:
        self.session, self.pane, self.qtbot = session, pane, qtbot
        self.project, self.list = session.project, pane._list
        self.code = codes.find_code(session.project, "Tillit").id
        self.selection = Selection(codes=frozenset({self.code}), subcodes=True)
        session.retrieve(self.selection)
        qtbot.waitUntil(lambda: self.rows() == self.wanted(), timeout=20_000)

    def rows(self) -> list[object]:
        return [row.key for row in self.passages()]

    def passages(self) -> list[Passage]:
        return [row for row in self.list.rows.rows if isinstance(row, Passage)]

    def headings(self) -> list[str]:
        return [row.text for row in self.list.rows.rows if isinstance(row, Heading)]

    def wanted(self) -> list[object]:
        """The segments of the selection in the order of the code tree."""
        found = retrieval.find_segments(self.project, self.pane.selection())
        order = [code.id for _depth, code in self.project.codebook().walk()]
        return [s.id for s in sorted(found, key=lambda s: order.index(s.code))]

    def until_current(self) -> None:
        self.qtbot.waitUntil(lambda: self.rows() == self.wanted(), timeout=20_000)


@pytest.fixture
def desk(
    qtbot: QtBot, sample_session: Session, shown: Callable[[RetrievedPane], RetrievedPane]
) -> Desk:
    return Desk(sample_session, shown(RetrievedPane(sample_session)), qtbot)


def test_the_filter_is_said_in_words_and_clears_at_once(desk: Desk) -> None:
    words = describe_selection(desk.project, desk.selection, catalogue("en"))
    assert desk.pane.filter_text() == words
    assert "Tillit with subcodes" in words
    assert desk.pane.selection() == desk.selection
    desk.qtbot.mouseClick(desk.pane._clear, Qt.MouseButton.LeftButton)
    assert desk.rows() == []
    assert desk.pane.selection() == EVERYTHING
    assert not desk.pane._head.isVisible()


def test_the_count_is_that_of_the_segments(desk: Desk) -> None:
    found = retrieval.find_segments(desk.project, desk.selection)
    documents = len({segment.document for segment in found})
    assert desk.pane._count.text() == f"{len(found)} excerpts in {documents} documents"


def test_passages_are_grouped_by_code_or_by_document(desk: Desk) -> None:
    assert desk.headings()[0] == "Tillit"
    assert all(name.startswith("Tillit") for name in desk.headings())
    by_code = set(desk.rows())
    desk.qtbot.keyClick(desk.pane._grouping, Qt.Key.Key_Down)
    names = [document.name for document in desk.project.documents()]
    desk.qtbot.waitUntil(lambda: set(desk.headings()) <= set(names), timeout=20_000)
    assert [name for name in names if name in desk.headings()] == desk.headings()
    assert set(desk.rows()) == by_code


def test_a_click_shows_the_passage_in_the_text(desk: Desk, went: Went) -> None:
    row = desk.list.rows.row_of(desk.rows()[1])
    middle = desk.list.visualRect(desk.list.rows.index(row)).center()
    desk.qtbot.mouseClick(desk.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    segment = coding.get_segment(desk.project, desk.rows()[1])  # type: ignore[arg-type]
    assert went == [(segment.document, segment.span)]


def test_delete_removes_the_coding_and_undo_brings_it_back(desk: Desk, settled: Settled) -> None:
    before = desk.rows()
    desk.list.choose_row(1)
    desk.qtbot.keyClick(desk.list, Qt.Key.Key_Delete)
    settled(desk.session)
    desk.qtbot.waitUntil(lambda: desk.rows() == before[1:], timeout=20_000)
    desk.session.undo()
    desk.qtbot.waitUntil(lambda: desk.rows() == before, timeout=20_000)


def test_several_passages_get_another_code_in_one_operation(desk: Desk, settled: Settled) -> None:
    before = desk.rows()
    other = codes.add_path(desk.project, "Annat")
    desk.pane._recode([before[0], before[1]], other)  # type: ignore[list-item]
    settled(desk.session)
    desk.until_current()
    assert desk.rows() == before[2:]
    desk.session.undo()
    desk.qtbot.waitUntil(lambda: desk.rows() == before, timeout=20_000)


def test_a_coding_made_elsewhere_is_listed(desk: Desk) -> None:
    document = desk.project.documents()[0].id
    count = len(desk.rows())
    desk.session.do(lambda: coding.apply_code(desk.project, document, Span(3, 60), desk.code))
    desk.qtbot.waitUntil(lambda: len(desk.rows()) == count + 1, timeout=20_000)
    desk.until_current()


def test_the_chosen_passage_stays_chosen_when_the_list_changes(desk: Desk) -> None:
    document = desk.project.documents()[0].id
    row = desk.list.rows.row_of(desk.rows()[4])
    desk.list.choose_row(row)
    chosen, count = desk.rows()[4], len(desk.rows())
    desk.session.do(lambda: coding.apply_code(desk.project, document, Span(3, 60), desk.code))
    desk.qtbot.waitUntil(lambda: len(desk.rows()) == count + 1, timeout=20_000)
    now = desk.list.current()
    assert now is not None
    assert now.key == chosen


def test_what_is_copied_has_its_words_and_its_source(desk: Desk) -> None:
    desk.list.choose_row(1)
    desk.pane.copy_chosen()
    (excerpt,) = retrieval.excerpts_of(desk.project, [desk.rows()[0]])  # type: ignore[list-item]
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(excerpt.text + "\n(")
    assert excerpt.document_name in copied
    assert f"¶ {excerpt.paragraph}" in copied


def test_the_memo_of_a_passage_is_opened(desk: Desk) -> None:
    opened: list[MemoId | None] = []
    desk.session.memo_wanted.connect(lambda memo, _links: opened.append(memo))
    with_memo = next(row for row in desk.passages() if row.memo)
    desk.pane._memo(desk.pane._excerpts[with_memo.key])  # type: ignore[index]
    desk.qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert opened[0] is not None


def test_a_code_without_passages_says_so(desk: Desk) -> None:
    empty = codes.add_path(desk.project, "Tom")
    desk.session.retrieve(Selection(codes=frozenset({CodeId(empty)})))
    desk.qtbot.waitUntil(lambda: desk.pane._body.currentIndex() == 1, timeout=20_000)
    assert "Tom" in desk.pane.filter_text()


def test_export_takes_what_is_listed(desk: Desk) -> None:
    desk.pane.export()
    dialog = desk.pane.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    assert dialog.selection() == desk.selection
    dialog.reject()
