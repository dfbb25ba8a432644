"""A coding view with a short interview, in the light theme and in letters of a known size."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QMouseEvent, QPalette, QTextBlock
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.layout import EMPTY, Layout, Turn
from qcode.model.text import Offsets, Span
from qcode.ui.coding.kept_lines import KeptLines
from qcode.ui.coding.painted import PaintedCode, PaintedSegment
from qcode.ui.coding.paragraph_lines import LineBreaker, SetLines, Shape
from qcode.ui.coding.view import CodingView
from qcode.ui.theme import palette

SAID = (
    "Det började med att någon ställde fram kaffe 😀 och så satt vi där. "
    "Jag tror att det är tilliten som gör skillnad, inte kamerorna, och det sade vi också. "
)
CODES = {
    1: PaintedCode(1, "Tillit/Till grannar", "Till grannar", "#51a0db"),
    2: PaintedCode(2, "Spontanitet", "Spontanitet", "#f8b938"),
    3: PaintedCode(3, "Lag & <ordning>", "Lag & <ordning>", "#870a28"),
}


def interview(turns: int) -> tuple[str, Layout]:
    """Return a talk between two people, and who says what."""
    text, made = "", []
    for number in range(turns):
        name = "Intervjuare" if number % 2 == 0 else "Anna"
        start = len(text)
        text += f"{name}: {SAID if number % 2 else 'Hur var det?'}"
        body = start + len(name) + 2
        made.append(Turn(start, len(text), (Span(body, len(text)),), name))
        text += "\n"
    return text[:-1], Layout(turns=tuple(made))


@pytest.fixture
def lines_asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[int]]:
    """A function that gives the paragraphs whose lines are asked for from then on."""

    def begin() -> list[int]:
        asked: list[int] = []
        get = KeptLines.get

        def counted(
            self: KeptLines, number: int, block: QTextBlock, shape: Shape, breaker: LineBreaker
        ) -> SetLines:
            asked.append(number)
            return get(self, number, block, shape, breaker)

        monkeypatch.setattr(KeptLines, "get", counted)
        return asked

    return begin


@pytest.fixture
def open_view(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[..., CodingView]]:
    """Open views that are shown and closed again."""
    before = QPalette(qapp.palette())
    qapp.setPalette(palette(dark=False))

    def opened(
        text: str, layout: Layout = EMPTY, segments: list[PaintedSegment] | None = None
    ) -> CodingView:
        view = CodingView()
        qtbot.addWidget(view)
        font = QFont("DejaVu Sans")
        font.setPixelSize(15)
        view.setFont(font)
        view.resize(1000, 700)
        with qtbot.waitExposed(view):
            view.show()
        view.set_document(text, layout, segments or [], CODES)
        return view

    yield opened
    qapp.setPalette(before)


@pytest.fixture
def view(open_view: Callable[..., CodingView]) -> CodingView:
    """A view of forty turns with three segments, two of which overlap."""
    text, layout = interview(40)
    at = text.index("tilliten")
    return open_view(
        text,
        layout,
        [
            PaintedSegment(11, at, at + 24, 1, "Maria"),
            PaintedSegment(12, at + 9, at + 40, 2, "Johan"),
            PaintedSegment(13, text.index("kaffe"), text.index("kaffe") + 5, 3, "Maria"),
        ],
    )


class Eyes:
    """Looks at a view as a person would: at places on the screen and colours there."""

    def __init__(self, view: CodingView) -> None:
        self._view = view
        self._offsets = Offsets(view._text)

    def picture(self, widget: QWidget | None = None) -> QImage:
        return (widget or self._view).grab().toImage()

    def bands(self, span: Span) -> list[QRectF]:
        """Return the lines of a passage in the viewport."""
        to_unit = self._offsets.to_utf16
        return self._view._geometry.rects(to_unit(span.start), to_unit(span.end))

    def place(self, position: int) -> QPoint:
        """Return the middle of a character in the viewport."""
        return self.bands(Span(position, position + 1))[0].center().toPoint()

    def point_at(
        self,
        widget: QWidget,
        at: QPoint | QPointF,
        held: Qt.MouseButton = Qt.MouseButton.NoButton,
    ) -> None:
        """Move the mouse to a place of a widget, whatever else lies on this screen."""
        place, kind, button = QPointF(at), QEvent.Type.MouseMove, Qt.MouseButton.NoButton
        event = QMouseEvent(
            kind, place, widget.mapToGlobal(place), button, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(widget, event)

    def colors(self, span: Span) -> set[str]:
        """Return the colours in which a passage is seen, "#rrggbb"."""
        picture = self._view.viewport().grab().toImage()
        return {
            QColor(picture.pixel(x, y)).name()
            for band in self.bands(span)
            for x in range(int(band.left()) + 1, int(band.right()))
            for y in range(int(band.top()) + 1, int(band.bottom()))
        }

    def all_colors(self, widget: QWidget) -> set[str]:
        picture = widget.grab().toImage()
        return {
            QColor(picture.pixel(x, y)).name()
            for x in range(picture.width())
            for y in range(picture.height())
        }


@pytest.fixture
def eyes(view: CodingView) -> Eyes:
    return Eyes(view)


@pytest.fixture
def eyes_on() -> type[Eyes]:
    return Eyes


@pytest.fixture
def talk() -> Callable[[int], tuple[str, Layout]]:
    """A maker of interviews with so many turns."""
    return interview


@pytest.fixture
def codes() -> dict[int, PaintedCode]:
    return CODES
