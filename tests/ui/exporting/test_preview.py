"""The live preview: pages that follow the options, zoom, keys, and an honest line."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from qcode.model.report import ReportOptions
from qcode.services.retrieval import EVERYTHING
from qcode.ui.exporting import preview as previews
from qcode.ui.exporting.pages import Pages
from qcode.ui.exporting.preview import Preview
from qcode.ui.session import Session

from .conftest import Open, control


@pytest.fixture
def shown(qtbot: QtBot, sample_session: Session) -> Preview:
    preview = Preview(sample_session)
    qtbot.addWidget(preview)
    preview.resize(700, 600)
    preview.show()
    preview.ask(EVERYTHING, ReportOptions(language="en"))
    qtbot.waitUntil(lambda: bool(preview.note.text()))
    return preview


def test_pages_are_painted_with_the_words_of_the_report(shown: Preview) -> None:
    pages = shown.pages
    assert "Excerpts by code" in pages.sheets[0].text
    assert "Contents" in pages.sheets[1].text
    picture = pages.viewport().grab().toImage()
    page = pages.page_rect(0)
    assert QColor(picture.pixel(page.topLeft() + QPoint(8, 8))) == QColor("white")
    inked = {picture.pixelColor(x, y).lightness() for x in range(80, 400) for y in range(300, 500)}
    assert min(inked) < 100
    assert "differently in Word" in shown.note.text()
    assert shown._page.text() == f"Page 1 of {len(pages.sheets)}"
    assert pages.accessibleDescription() == pages.sheets[0].text


def test_the_pages_follow_the_options(qtbot: QtBot, opened: Open) -> None:
    dialog = opened(EVERYTHING)
    pages = dialog.preview.pages
    qtbot.waitUntil(lambda: bool(pages.sheets) and not dialog.preview.busy)
    assert "Bilaga 2" not in pages.sheets[0].text
    control(dialog, "title").setText("Bilaga 2")
    qtbot.waitUntil(lambda: "Bilaga 2" in pages.sheets[0].text)


def test_a_newer_wish_ends_an_older_one(qtbot: QtBot, shown: Preview) -> None:
    shown.ask(EVERYTHING, ReportOptions(title="Gammal"))
    old = shown._task
    assert old is not None
    shown.ask(EVERYTHING, ReportOptions(title="Ny"))
    assert old.cancelled
    qtbot.waitUntil(lambda: "Ny" in shown.pages.sheets[0].text)


def test_a_long_report_says_that_more_is_to_come(
    qtbot: QtBot, shown: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previews, "MOST_PAGES", 3)
    shown.ask(EVERYTHING, ReportOptions())
    qtbot.waitUntil(lambda: len(shown.pages.sheets) == 3 and not shown.busy)
    assert shown.note.text().startswith("The first 3 pages are shown; more come")
    assert shown._page.text() == "Page 1 of more than 3"


def test_all_pages_come_as_one_gets_there(
    qtbot: QtBot, shown: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = len(shown.pages.sheets)
    monkeypatch.setattr(previews, "MOST_PAGES", 2)
    monkeypatch.setattr(previews, "_MORE", 2)
    shown.ask(EVERYTHING, ReportOptions(language="en"))
    qtbot.waitUntil(lambda: len(shown.pages.sheets) == 2 and not shown.busy)
    assert everything > 4

    def at_the_end() -> bool:
        qtbot.keyClick(shown.pages, Qt.Key.Key_End)
        return len(shown.pages.sheets) == everything and not shown.busy

    qtbot.waitUntil(at_the_end)
    assert shown._page.text() == f"Page {everything} of {everything}"
    assert "are shown" not in shown.note.text()


def test_more_pages_come_where_the_end_was_reached_while_they_grew(
    qtbot: QtBot, sample_session: Session, shown: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = len(shown.pages.sheets)
    monkeypatch.setattr(previews, "MOST_PAGES", 2)
    monkeypatch.setattr(previews, "_MORE", 2)
    shown.ask(EVERYTHING, ReportOptions(language="en"))
    qtbot.waitUntil(lambda: len(shown.pages.sheets) == 2 and not shown.busy)
    qtbot.keyClick(shown.pages, Qt.Key.Key_End)
    sample_session.runner.let_go()
    while len(shown._growing.sheets) < 4:  # with no event meanwhile: the answer waits
        time.sleep(0.001)
    shown._grow()
    qtbot.keyClick(shown.pages, Qt.Key.Key_End)
    assert shown.busy
    assert shown.pages.current == 4
    qtbot.waitUntil(lambda: len(shown.pages.sheets) == min(8, everything))


def test_a_template_that_is_missing_is_said_in_the_place_of_pages(
    qtbot: QtBot, shown: Preview, tmp_path: Path
) -> None:
    shown.ask(EVERYTHING, ReportOptions(template=str(tmp_path / "mall.docx")))
    qtbot.waitUntil(lambda: bool(shown.message))
    assert "mall.docx" in shown.message
    shown.ask(EVERYTHING, ReportOptions())
    qtbot.waitUntil(lambda: not shown.message)


def test_keys_go_through_the_pages_and_zoom(qtbot: QtBot, shown: Preview) -> None:
    pages, key = shown.pages, Qt.Key
    bar = pages.verticalScrollBar()
    qtbot.keyClick(pages, key.Key_PageDown)
    assert pages.current == 2
    qtbot.keyClick(pages, key.Key_Down)
    assert bar.value() > 0
    qtbot.keyClick(pages, key.Key_End)
    assert (bar.value(), pages.current) == (bar.maximum(), len(pages.sheets))
    qtbot.keyClick(pages, key.Key_Home)
    assert (bar.value(), pages.current) == (0, 1)
    fitting = pages.zoom
    qtbot.keyClick(pages, key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert pages.zoom > fitting
    qtbot.keyClick(pages, key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert pages.zoom == fitting


def test_zoom_keeps_what_one_looks_at_in_sight(shown: Preview) -> None:
    pages: Pages = shown.pages
    pages.show_page(4)
    assert pages.current == 4
    pages.set_zoom(1.5)
    assert abs(pages.current - 4) <= 1
    assert shown._zoom.text() == "150 %"


def test_a_comment_is_told_where_its_sign_stands(shown: Preview) -> None:
    pages = shown.pages
    at = next(n for n, sheet in enumerate(pages.sheets) if sheet.notes)
    sheet = pages.sheets[at]
    pages.show_page(at + 1)
    rect, note = pages.page_rect(at), sheet.notes[0]
    scale = rect.width() / sheet.width
    place = QPoint(
        round(rect.left() + (sheet.width - 100) * scale), round(rect.top() + (note.y + 20) * scale)
    )
    assert note in pages._notes_at(place)
    assert pages._notes_at(rect.topLeft()) == []
