"""The pane of the quotation check: a manuscript in, verdicts out, and the way to each passage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qcode.analysis.quotation_match import Verdict
from qcode.model.document import DocumentId
from qcode.model.layout import Turn
from qcode.model.text import Span
from qcode.ui.checking.content import CheckContent
from qcode.ui.checking.pane import CheckPane
from qcode.ui.session import Session

INVENTED = "Ingen har någonsin frågat oss vad vi tycker om den nya parken"


class Desk:
    """The pane on the sample project, with a manuscript that quotes its first two interviews."""

    def __init__(self, pane: CheckPane, session: Session, folder: Path, qtbot: QtBot) -> None:
        self.pane, self.session, self.qtbot = pane, session, qtbot
        self.path = folder / "chapter.docx"
        self.shown: list[tuple[DocumentId, Span]] = []
        session.document_wanted.connect(lambda document, span: self.shown.append((document, span)))
        self.first, self.second = session.project.documents()[:2]

    @property
    def content(self) -> CheckContent:
        return self.pane.content

    def said(self) -> str:
        return self.content._said.text()

    def texts(self) -> list[str]:
        return [row.text for row in self.content._list.rows.rows]

    def words(self, document: DocumentId, count: int) -> str:
        """Return what somebody said first at some length, shortened to so many words."""
        opened = self.session.project.text(document)

        def body(turn: Turn) -> str:
            return opened.text[turn.body[0].start : turn.body[0].end]

        long = next(turn for turn in opened.layout.turns[2:] if len(body(turn).split()) > count + 8)
        return " ".join(body(long).split()[4 : 4 + count])

    def write(self, *quotations: str) -> None:
        made = docx.Document()
        for quotation in quotations:
            made.add_paragraph(quotation)
        made.save(str(self.path))

    def write_usual(self) -> None:
        exact, other = self.words(self.first.id, 12), self.words(self.second.id, 12)
        self.write(
            f"”{exact}” ({self.first.name}).",
            f"”{other}” ({self.first.name}).",
            f"”{INVENTED}” ({self.first.name}).",
        )

    def check(self) -> None:
        before = self.content._answer
        self.pane.check(self.path)
        self.qtbot.waitUntil(lambda: self.content._answer is not before)


@pytest.fixture
def desk(
    sample_session: Session,
    tmp_path: Path,
    qtbot: QtBot,
    shown: Callable[[CheckPane], CheckPane],
) -> Desk:
    made = Desk(shown(CheckPane(sample_session)), sample_session, tmp_path, qtbot)
    made.write_usual()
    return made


def test_nothing_is_built_before_the_pane_is_seen(sample_session: Session, qtbot: QtBot) -> None:
    pane = CheckPane(sample_session)
    qtbot.addWidget(pane)
    assert pane.children() == []


def test_an_empty_pane_teaches(desk: Desk) -> None:
    assert "word for word" in desk.content._lesson.text()
    assert desk.content._body.currentWidget() is desk.content._lesson


def test_the_quotations_are_listed_with_their_verdicts(desk: Desk) -> None:
    desk.check()
    assert len(desk.texts()) == 3
    assert desk.said() == "Exact 1 · Wrong source 1 · Not found 1"
    chips = [row.chips[0].text for row in desk.content._list.rows.rows]  # type: ignore[union-attr]
    assert chips == ["✓ Exact", "⇄ Wrong source", "? Not found"]


def test_a_verdict_narrows_the_list(desk: Desk) -> None:
    desk.check()
    desk.content.show_only(Verdict.NOT_FOUND)
    assert desk.texts() == [INVENTED]
    desk.content.show_only(None)
    assert len(desk.texts()) == 3


def test_enter_goes_to_where_the_words_are(desk: Desk) -> None:
    desk.check()
    desk.content._list.choose_row(1)
    QTest.keyClick(desk.content._list, Qt.Key.Key_Return)
    ((document, span),) = desk.shown
    assert document == desk.second.id
    text = desk.session.project.text(document).text[span.start : span.end]
    assert text.split()[:3] == desk.words(document, 12).strip("(,.").split()[:3]


def test_the_difference_is_told_word_by_word(desk: Desk) -> None:
    said = desk.words(desk.first.id, 14).split()
    desk.write(f"”{' '.join([*said[:6], 'verkligen', *said[7:]])}”")
    desk.check()
    told = desk.content._details.toHtml()
    assert "line-through" in told
    assert "verkligen" in desk.content._details.toPlainText()


def test_a_manuscript_that_was_saved_again_is_checked_again(desk: Desk) -> None:
    desk.check()
    before = desk.content._answer
    desk.write(f"”{INVENTED}”")
    desk.content._check_if_changed()
    desk.qtbot.waitUntil(lambda: desk.content._answer is not before)
    assert desk.texts() == [INVENTED]


def test_a_manuscript_can_be_dropped(desk: Desk) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(desk.path))])
    event = QDropEvent(
        QPointF(QPoint(20, 20)),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    desk.pane.dropEvent(event)
    desk.qtbot.waitUntil(lambda: desk.content._answer is not None)
    assert len(desk.texts()) == 3


def test_what_cannot_be_read_is_said(desk: Desk) -> None:
    desk.pane.check(desk.path.with_name("missing.docx"))
    desk.qtbot.waitUntil(lambda: "missing.docx" in desk.said())
    assert desk.content._body.currentWidget() is desk.content._lesson


def test_a_copy_is_written_with_comments(desk: Desk) -> None:
    desk.check()
    out = desk.path.with_name("checked.docx")
    desk.content.write_copy(out)
    desk.qtbot.waitUntil(lambda: "checked.docx" in desk.said())
    assert len(list(docx.Document(str(out)).comments)) == 2


def test_real_names_are_looked_for(desk: Desk) -> None:
    desk.write(f"Petronella: ”{desk.words(desk.first.id, 12)}” ({desk.first.name}).")
    desk.check()
    before = desk.content._answer
    desk.content.take_names({"Petronella Ek": "Gittan"})
    desk.qtbot.waitUntil(lambda: desk.content._answer is not before)
    assert desk.said() == "Not allowed 1"
    assert "Petronella" in desk.content._details.toPlainText()


def test_coded_passages_that_are_quoted_are_listed(desk: Desk) -> None:
    project = desk.session.project
    with project.reading() as view:
        from qcode.store import segments

        segment = segments.find_segments(view, documents=[desk.first.id])[0]
    text = project.text(desk.first.id).text[segment.start : segment.end]
    desk.write(f"”{' '.join(text.split())}”")
    desk.check()
    desk.content.show_used()
    desk.qtbot.waitUntil(lambda: bool(desk.content._used) and bool(desk.texts()))
    assert segment.id in [each.segment.id for each in desk.content._used]
    desk.content._list.choose_row(0)
    QTest.keyClick(desk.content._list, Qt.Key.Key_Return)
    assert desk.shown[-1][0] == desk.first.id


def test_a_check_can_be_stopped(desk: Desk) -> None:
    desk.pane.check(desk.path)
    desk.content.stop()
    assert desk.said() == "Stopped."
    assert not desk.content._stop.isVisible()


def test_every_control_has_a_name(desk: Desk) -> None:
    desk.check()
    content = desk.content
    named = (content._again, content._stop, content._more, content._filter)
    assert all(part.accessibleName() for part in (*named, content._list, content._details))
