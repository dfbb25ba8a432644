"""A picture in the window: its regions drawn, coded, named, moved and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QDropEvent, QImage, QPainter
from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import codes, coding, importing, memos, pictures
from qcode.services.pictures import Rectangle
from qcode.ui.mime import set_codes
from qcode.ui.pictures.pane import PicturePane
from qcode.ui.pictures.view import PictureView
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session

PICTURE = DocumentId(1)
NAME = "Torget.png"
Settle = Callable[[Session], None]


def save_picture(path: Path, width: int = 400, height: int = 300) -> Path:
    """Write a picture of two colours."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#88aacc"))
    with QPainter(image) as painter:
        painter.fillRect(QRectF(0, height / 2, width, height / 2), QColor("#557744"))
    assert image.save(str(path))
    return path


@pytest.fixture
def reading(session: Session, qtbot: QtBot, tmp_path: Path) -> Iterator[ReadingPane]:
    """The reading pane with a picture open, beside which there is a text."""
    (tmp_path / "a.txt").write_text("Hej du.\nHej.", encoding="utf-8")
    importing.import_paths(session.project, [save_picture(tmp_path / NAME), tmp_path / "a.txt"])
    made = ReadingPane(session)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    session.show_document(PICTURE)
    qtbot.waitUntil(lambda: made.picture.pane is not None)
    qtbot.waitUntil(lambda: view_of(made).size_shown() == (400, 300))
    yield made


def pane_of(reading: ReadingPane) -> PicturePane:
    assert reading.picture.pane is not None
    return reading.picture.pane


def view_of(reading: ReadingPane) -> PictureView:
    return pane_of(reading).view


def at(view: PictureView, x: float, y: float) -> QPoint:
    """A point of the picture, in the viewport."""
    return view.to_view(QPointF(x, y)).toPoint()


def drag(view: PictureView, qtbot: QtBot, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Drag with the mouse, in pixels of the picture."""
    viewport, left = view.viewport(), Qt.MouseButton.LeftButton
    first, last = at(view, *start), at(view, *end)
    qtbot.mousePress(viewport, left, pos=first)
    for part in (0.3, 0.7, 1.0):
        qtbot.mouseMove(viewport, first + (last - first) * part)
    qtbot.mouseRelease(viewport, left, pos=last)


def click(view: PictureView, qtbot: QtBot, x: int, y: int) -> None:
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at(view, x, y))


def near(found: Rectangle | None, wanted: tuple[int, int, int, int]) -> bool:
    """Whether two rectangles are the same but for a pixel of the screen."""
    return found is not None and all(abs(a - b) <= 2 for a, b in zip(found, wanted, strict=True))


def words(session: Session) -> list[str]:
    return session.project.text(PICTURE).text.split("\n")


def coded(session: Session) -> list[tuple[str, str]]:
    text = session.project.text(PICTURE).text
    found = coding.segments_of(session.project, PICTURE)
    codebook = session.project.codebook()
    return [(codebook.path(each.code), text[each.start : each.end]) for each in found]


def rectangles(session: Session) -> list[Rectangle]:
    regions = session.project.text(PICTURE).layout.regions
    return [Rectangle.of(each) for each in regions[1:]]


def operations(session: Session) -> int:
    return session.project.last_operation()


def test_a_text_is_shown_without_a_picture(
    reading: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    assert pane_of(reading).isVisible()
    session.show_document(DocumentId(2))
    qtbot.waitUntil(lambda: session.document == 2)
    assert pane_of(reading).isHidden()
    session.show_document(PICTURE)
    qtbot.waitUntil(lambda: pane_of(reading).isVisible())
    qtbot.waitUntil(lambda: view_of(reading).size_shown() == (400, 300))


def test_a_drawn_rectangle_is_coded_by_one_operation_and_taken_back_by_one(
    reading: ReadingPane, session: Session, qtbot: QtBot, settled: Settle
) -> None:
    code = codes.add_path(session.project, "Hus")
    coding.apply_code(session.project, DocumentId(2), Span(0, 3), code)  # the coder is known then
    settled(session)
    before, view = operations(session), view_of(reading)
    drag(view, qtbot, (40, 60), (200, 180))
    assert near(view.drawn_rectangle(), (40, 60, 200, 180))
    assert reading.has_selection()
    assert words(session) == [NAME]
    reading._coder.apply(code)
    settled(session)
    assert operations(session) == before + 1
    assert words(session) == [NAME, "Region 1"]
    assert coded(session) == [("Hus", "Region 1")]
    assert near(rectangles(session)[0], (40, 60, 200, 180))
    qtbot.waitUntil(lambda: view.chosen_region() is not None)
    chosen = view.chosen_region()
    assert chosen is not None and (chosen.name, chosen.codes[0][0]) == ("Region 1", "Hus")
    assert view.drawn_rectangle() is None
    assert session.span == chosen.span
    session.undo()
    settled(session)
    assert (words(session), coded(session), rectangles(session)) == ([NAME], [], [])
    session.redo()
    settled(session)
    assert coded(session) == [("Hus", "Region 1")]


def test_two_codes_from_one_box_are_on_one_region(
    reading: ReadingPane, session: Session, qtbot: QtBot, settled: Settle
) -> None:
    drag(view_of(reading), qtbot, (40, 60), (200, 180))
    document, span = session.document, session.span
    assert document is not None and span is not None
    box = reading._coder.box
    reading.code_passage()
    for name in ("Hus", "Tak"):
        box._line.setText(name)
        qtbot.waitUntil(lambda: box.marked() is not None)
        qtbot.keyClick(box._line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settled(session)
    assert coded(session) == [("Hus", "Region 1"), ("Tak", "Region 1")]


def test_a_region_is_drawn_and_marked_by_keys_alone(
    reading: ReadingPane, session: Session, qtbot: QtBot, settled: Settle
) -> None:
    view = view_of(reading)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Insert)
    first = view.drawn_rectangle()
    assert first is not None
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    second = view.drawn_rectangle()
    assert second is not None
    assert (second.left > first.left, second.top, second.size.height > first.size.height) == (
        True,
        first.top,
        True,
    )
    qtbot.keyClick(view, Qt.Key.Key_Return)
    settled(session)
    assert rectangles(session) == [second]
    assert words(session) == [NAME, "Region 1"]


def test_escape_gives_up_what_was_drawn(
    reading: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    view = view_of(reading)
    drag(view, qtbot, (40, 60), (200, 180))
    assert session.drawn is not None
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.drawn_rectangle() is None
    assert session.drawn is None
    assert words(session) == [NAME]


@pytest.fixture
def region(reading: ReadingPane, session: Session, qtbot: QtBot, settled: Settle) -> Span:
    """A coded region in the middle, not chosen."""
    pictures.code_region(session.project, PICTURE, Rectangle(100, 100, 200, 200), "Hus")
    settled(session)
    found = session.project.text(PICTURE).layout.regions[1]
    span = Span(found.start, found.end)
    qtbot.waitUntil(lambda: view_of(reading).region(span) is not None)
    return span


def test_a_click_on_a_region_selects_its_words_and_the_reverse(
    reading: ReadingPane, session: Session, region: Span, qtbot: QtBot
) -> None:
    view = view_of(reading)
    click(view, qtbot, 150, 150)
    assert reading.view.selection() == region
    click(view, qtbot, 20, 20)
    assert reading.view.selection() == Span(0, len(NAME))
    reading.view.select(Span(region.start + 2, region.start + 2))
    chosen = view.chosen_region()
    assert chosen is not None and chosen.span == region


def test_a_region_is_moved_and_pulled_by_the_mouse(
    reading: ReadingPane, session: Session, region: Span, qtbot: QtBot, settled: Settle
) -> None:
    view = view_of(reading)
    click(view, qtbot, 150, 150)
    before = operations(session)
    drag(view, qtbot, (150, 150), (180, 170))
    settled(session)
    assert near(rectangles(session)[0], (130, 120, 230, 220))
    assert operations(session) == before + 1
    chosen = view.chosen_region()
    qtbot.waitUntil(lambda: view.chosen_region() is not None)
    drag(view, qtbot, (230, 220), (260, 240))
    settled(session)
    assert near(rectangles(session)[0], (130, 120, 260, 240))
    assert coded(session) == [("Hus", "Region 1")]
    session.undo()
    settled(session)
    assert near(rectangles(session)[0], (130, 120, 230, 220))
    assert chosen is not None


def test_many_arrow_keys_are_one_move(
    reading: ReadingPane, session: Session, region: Span, qtbot: QtBot, settled: Settle
) -> None:
    view = view_of(reading)
    view.setFocus()
    click(view, qtbot, 150, 150)
    before = operations(session)
    for _time in range(5):
        qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: operations(session) > before)
    settled(session)
    assert operations(session) == before + 1
    assert rectangles(session) == [Rectangle(95, 100, 195, 200)]


def test_a_region_gets_the_name_that_is_typed(
    reading: ReadingPane, session: Session, region: Span, qtbot: QtBot, settled: Settle
) -> None:
    view = view_of(reading)
    click(view, qtbot, 150, 150)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    (box,) = reading.findChildren(QInputDialog)
    assert box.textValue() == "Region 1"
    box.setTextValue("Huset vid torget")
    box.accept()
    settled(session)
    assert coded(session) == [("Hus", "Huset vid torget")]
    qtbot.waitUntil(lambda: view.chosen_region() is not None)


def test_a_region_with_codings_goes_only_when_the_user_agrees(
    reading: ReadingPane, session: Session, region: Span, qtbot: QtBot, settled: Settle
) -> None:
    view = view_of(reading)
    click(view, qtbot, 150, 150)
    qtbot.keyClick(view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bool(reading.findChildren(QMessageBox)))
    (box,) = reading.findChildren(QMessageBox)
    assert words(session) == [NAME, "Region 1"]
    assert "1" in box.informativeText()
    box.buttons()[0].click()
    settled(session)
    assert words(session) == [NAME]
    assert coded(session) == []


def test_a_memo_on_what_was_drawn_is_on_its_region(
    reading: ReadingPane, session: Session, qtbot: QtBot, settled: Settle
) -> None:
    wanted: list[object] = []
    session.memo_wanted.connect(lambda _memo, links: wanted.append(links))
    drag(view_of(reading), qtbot, (40, 60), (200, 180))
    reading.write_memo()
    settled(session)
    qtbot.waitUntil(lambda: bool(wanted))
    ((link,),) = wanted  # type: ignore[misc]
    assert (link.document, link.span) == (PICTURE, Span(len(NAME) + 1, len(NAME) + 9))
    assert words(session) == [NAME, "Region 1"]
    assert memos.list_memos(session.project) == []


def test_a_code_dropped_on_a_region_codes_it(
    reading: ReadingPane, session: Session, region: Span, qtbot: QtBot, settled: Settle
) -> None:
    code = codes.add_path(session.project, "Vit")
    settled(session)
    view, mime = view_of(reading), QMimeData()
    set_codes(mime, [code])
    event = QDropEvent(
        QPointF(at(view, 150, 150)),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    view.dropEvent(event)
    settled(session)
    assert coded(session) == [("Hus", "Region 1"), ("Vit", "Region 1")]


def test_each_region_is_told_with_its_name_codes_and_place(
    reading: ReadingPane, region: Span, qtbot: QtBot
) -> None:
    view = view_of(reading)
    found = [
        each
        for each in view.viewport().findChildren(QWidget)
        if each.objectName() == "region" and each.accessibleName() == "Region 1"
    ]
    (place,) = found
    assert "Hus" in place.accessibleDescription()
    assert "100" in place.accessibleDescription()
    shown = view.place(Rectangle(100, 100, 200, 200)).toAlignedRect()
    assert place.geometry() == shown


def test_pages_of_keys_go_from_region_to_region(
    reading: ReadingPane, region: Span, qtbot: QtBot
) -> None:
    view = view_of(reading)
    view.choose(None)
    found = []
    for _time in range(3):
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
        chosen = view.chosen_region()
        found.append(chosen.name if chosen else "")
    assert found == [NAME, "Region 1", NAME]


def test_the_zoom_keeps_the_point_under_the_pointer(reading: ReadingPane) -> None:
    view = view_of(reading)
    point = QPointF(at(view, 120, 90))
    before = view.to_picture(point)
    view.set_scale(4.0, point)
    after = view.to_picture(point)
    assert (after - before).manhattanLength() < 1.0
    view.fit()
    assert view.scale == 1.0


def test_a_project_for_reading_shows_regions_and_draws_none(
    session: Session, reading: ReadingPane, region: Span, qtbot: QtBot
) -> None:
    view = view_of(reading)
    view.writes = False
    drag(view, qtbot, (10, 10), (60, 60))
    assert view.drawn_rectangle() is None
    qtbot.keyClick(view, Qt.Key.Key_Insert)
    assert view.drawn_rectangle() is None
    click(view, qtbot, 150, 150)
    assert reading.view.selection() == region


def test_the_middle_button_pulls_the_picture(reading: ReadingPane, qtbot: QtBot) -> None:
    view, middle = view_of(reading), Qt.MouseButton.MiddleButton
    view.set_scale(8.0)
    spot = view.to_picture(QPointF(100, 100))
    qtbot.mousePress(view.viewport(), middle, pos=QPoint(100, 100))
    qtbot.mouseMove(view.viewport(), QPoint(60, 70))
    qtbot.mouseRelease(view.viewport(), middle, pos=QPoint(60, 70))
    assert (view.to_view(spot) - QPointF(60, 70)).manhattanLength() < 3
    qtbot.mouseMove(view.viewport(), QPoint(10, 10))
    assert (view.to_view(spot) - QPointF(60, 70)).manhattanLength() < 3
    assert view.drawn_rectangle() is None


def test_drawing_beyond_what_is_seen_scrolls(reading: ReadingPane, qtbot: QtBot) -> None:
    view, left = view_of(reading), Qt.MouseButton.LeftButton
    view.set_scale(4.0)
    view.horizontalScrollBar().setValue(0)
    view.verticalScrollBar().setValue(0)
    edge = view.viewport().width() + 200
    qtbot.mousePress(view.viewport(), left, pos=QPoint(50, 50))
    qtbot.mouseMove(view.viewport(), QPoint(edge, 60))
    assert view.horizontalScrollBar().value() == 200
    qtbot.mouseRelease(view.viewport(), left, pos=QPoint(edge, 60))
    drawn = view.drawn_rectangle()
    assert drawn is not None
    assert (drawn.left, drawn.top) == (12, 12)
    assert drawn.right >= view.viewport().width() / 4 + 50


def test_it_names_the_key_that_begins_a_region_if_there_is_one(
    reading: ReadingPane, session: Session
) -> None:
    pane, begin = pane_of(reading), "Picture: Begin a region"
    for key, told in (("Ctrl+J", "or begin with Ctrl+J."), ("", "Draw a region with the mouse.")):
        session.keys.give(begin, key)
        assert pane._note.text().endswith(told)
