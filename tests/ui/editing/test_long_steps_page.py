"""The page for editing while thousands of words are replaced: what it says, and how it ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.services import text_editing
from qcode.ui.editing import long_steps
from qcode.ui.editing.page import EditPage
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session

from .conftest import text

Settle = Callable[[Session], None]


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """An interview of the sample has too few places to take long."""
    monkeypatch.setattr(long_steps, "AT_ONCE", 10)
    monkeypatch.setattr(long_steps, "_PART", 5)


@pytest.fixture
def replaced(page: EditPage, sample_session: Session) -> str:
    """The text as it will be; the words are on their way."""
    page.open_replace()
    page.replacing.whole.setChecked(False)
    page.replacing.found.setText("e")
    page.replacing.exact.setChecked(True)
    page.replacing.instead.setText("[e]")
    page.replacing.replace_all()
    assert page.editor.busy
    return text(sample_session).replace("e", "[e]")


def free(page: EditPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.editor.busy)


def test_it_is_said_how_much_is_done_until_all_is(
    page: EditPage, replaced: str, qtbot: QtBot
) -> None:
    said = list[tuple[str, bool]]()
    page.editor.steps.went_on.connect(
        lambda _percent: said.append((page._effect.text(), page._cancel.isVisible()))
    )
    free(page, qtbot)
    assert "Changing" not in page._effect.text()
    assert not page._cancel.isVisible()
    assert page.editor.mirror.text == replaced
    assert said[-1] == ("Changing the text… 100 %. Esc cancels it.", True)
    assert len(set(said)) > 2


@pytest.mark.parametrize("by_key", [True, False])
def test_it_can_be_cancelled_by_key_and_mouse(
    page: EditPage,
    replaced: str,
    sample_session: Session,
    qtbot: QtBot,
    by_key: bool,
) -> None:
    if by_key:
        qtbot.keyClick(page.editor, Qt.Key.Key_Escape)
    else:
        qtbot.mouseClick(page._cancel, Qt.MouseButton.LeftButton)
    free(page, qtbot)
    assert page.editor.mirror.text == text(sample_session) != replaced
    assert page.change.is_identity


def test_done_is_done_when_all_is(
    page: EditPage,
    pane: ReadingPane,
    replaced: str,
    sample_session: Session,
    qtbot: QtBot,
    settled: Settle,
) -> None:
    page.editor.setFocus()
    qtbot.keyClick(page.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: pane._edit.page is None)
    settled(sample_session)
    assert text(sample_session) == replaced


def test_the_words_are_kept_when_the_window_closes_meanwhile(
    page: EditPage,
    pane: ReadingPane,
    replaced: str,
    sample_session: Session,
    settled: Settle,
) -> None:
    assert pane.can_leave()
    assert not page.editor.busy
    settled(sample_session)
    assert text(sample_session) == replaced


def test_another_document_is_opened_when_all_is_done(
    page: EditPage, replaced: str, sample_session: Session, qtbot: QtBot, settled: Settle
) -> None:
    sample_session.show_document(DocumentId(2))
    assert page.editor.busy
    qtbot.waitUntil(lambda: sample_session.document == 2)
    settled(sample_session)
    assert text(sample_session) == replaced


def test_a_draft_is_not_written_of_half_a_step(
    page: EditPage, replaced: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page._session, "do", lambda *_asked, **_how: pytest.fail("written"))
    page._keep()
    assert page._kept.isActive()
    free(page, qtbot)
    assert page.editor.mirror.text == replaced
    monkeypatch.undo()


def test_the_effect_of_all_of_it_is_told_in_the_end(
    page: EditPage, replaced: str, sample_session: Session, qtbot: QtBot
) -> None:
    del replaced
    free(page, qtbot)
    effect = text_editing.edit_of(sample_session.project, page.document.id, page.change)
    qtbot.waitUntil(lambda: f"{len(effect.changed)} codings read" in page._effect.text())
