"""The icons: one set, drawn as lines, tinted by the theme and sharp at any scale.

They are Lucide's (`resources/icons`, with its licence), but for `blocks` and `star`, which are
ours; only those that are used are there. An icon follows the theme by itself: it takes its colour
as it is painted.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QImage,
    QPaintEngine,
    QPainter,
    QPixmap,
    QTransform,
)

from qcode.services.resources import resource

from .theme import colors, is_dark

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

SIZE = 16  # pixels, where nothing else is asked for
_UNITS = 24  # to the side of a drawing, whose lines run along whole ones
_THICK, _THIN = 2.0, 1.25  # how wide lines are, in units
_DOTS = QPaintEngine.Type.Raster  # what paints dots, unlike a printer
_WHOLE = 0.01  # dots


class Icon(StrEnum):
    """Every icon, by the name of its file."""

    ABOUT = "info"
    BACK = "arrow-left"
    BACKUP = "archive"
    BUILD = "blocks"
    CLOSE = "x"
    CASES = "users"
    CODES = "tags"
    COMPARE = "columns-2"
    COPY = "copy"
    DOCUMENTS = "files"
    EXPORT = "file-output"
    FIND = "search"
    FOCUS_GROUP = "messages-square"
    FORWARD = "arrow-right"
    FULL_SCREEN = "maximize"
    HELP = "circle-question-mark"
    HISTORY = "history"
    IMPORT = "file-input"
    IN_VIVO = "quote"
    INTERVIEW = "message-square-text"
    KEYS = "keyboard"
    LITERATURE = "library"
    MEMO = "notebook-pen"
    NEW = "file-plus"
    NOTE = "pencil-line"
    MORE = "ellipsis"
    OBSERVATION = "eye"
    OPEN = "folder-open"
    OTHER = "file-text"
    PALETTE = "command"
    PASSAGES = "text-search"
    PAUSE = "pause"
    PERSON = "user-round"
    PLAY = "play"
    PLUS = "plus"
    READ = "book-open"
    RECENT = "clock"
    RECODE = "replace"
    REDO = "redo-2"
    RECORDING = "audio-lines"
    REPEAT = "repeat"
    SKIP_BACK = "rewind"
    SKIP_ON = "fast-forward"
    SAMPLE = "book-open-text"
    SETTINGS = "settings"
    SORT = "arrow-up-down"
    STAR = "star"
    SURVEY = "list-checks"
    TABLE = "table"
    TAG = "tag"
    TOUR = "compass"
    UNCODE = "eraser"
    UNDO = "undo-2"
    VERIFY = "shield-check"
    WORDS = "whole-word"


def icon(name: Icon) -> QIcon:
    """Return an icon for a button, a menu or a tab: quiet until it is pointed at."""
    return QIcon(_Engine(name))


def paint_icon(
    painter: QPainter, rect: QRectF, name: Icon, color: QColor | str, *, thin: bool = False
) -> None:
    """Paint an icon into a square, in one colour; a large one with thin lines.

    It begins at a whole dot of the screen, and its thin lines end at one, so that they are sharp.
    """
    shade = color if isinstance(color, str) else color.name()
    to_dots = painter.deviceTransform()
    corner, scale = to_dots.map(rect.topLeft()), to_dots.m11()
    off = QPointF(round(corner.x()) - corner.x(), round(corner.y()) - corner.y()) / scale
    line = _even(_THIN, rect.width() * scale / _UNITS) if thin else _THICK
    side, place = rect.width() * scale, rect.translated(off)
    dots = round(side)
    if abs(side - dots) < _WHOLE and painter.paintEngine().type() == _DOTS and _upright(to_dots):
        painter.drawImage(place, _picture(name, shade, line, dots))
    else:
        _drawing(name, shade, line).render(painter, place)


def _upright(to_dots: QTransform) -> bool:
    """Whether what is painted is at most moved and made larger or smaller."""
    return not to_dots.isRotating() and to_dots.m11() == to_dots.m22() > 0


def _even(line: float, scale: float) -> float:
    """Return about the width of a line, in units, that is an even number of dots, `scale` each."""
    return max(1, round(line * scale / 2)) * 2 / scale


def pixmap(name: Icon, color: QColor | str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a picture of `size` pixels on a screen with `ratio` dots to each."""
    dots = round(size * ratio)
    made = QPixmap(QSize(dots, dots))
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, QRectF(0, 0, dots, dots), name, color, thin=size > 1.5 * SIZE)
    made.setDevicePixelRatio(ratio)
    return made


@lru_cache(maxsize=512)
def _drawing(name: Icon, color: str, line: float) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer  # not before the first icon is painted

    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    source = source.replace('stroke-width="2"', f'stroke-width="{line}"')
    return QSvgRenderer(source.replace("currentColor", color).encode())


@lru_cache(maxsize=512)
def _picture(name: Icon, color: str, line: float, dots: int) -> QImage:
    """Return a drawing of so many dots: lists paint it in row after row."""
    made = QImage(dots, dots, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _drawing(name, color, line).render(painter, QRectF(0, 0, dots, dots))
    return made


class _Engine(QIconEngine):
    """Paints an icon in the colour that the theme has at that moment."""

    def __init__(self, name: Icon) -> None:
        super().__init__()
        self._name = name

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint the icon in the middle of a rectangle."""
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, square, self._name, _tone(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon as a picture of so many dots."""
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        with QPainter(made) as painter:
            self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        return made


def _tone(mode: QIcon.Mode, state: QIcon.State) -> str:
    chosen = colors(is_dark(QGuiApplication.palette()))
    if mode == QIcon.Mode.Disabled:
        return chosen.field
    quiet = mode == QIcon.Mode.Normal and state == QIcon.State.Off
    return chosen.muted if quiet else chosen.text
