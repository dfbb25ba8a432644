"""Paints rows of passages: a quiet line that says where, then the words, with matches marked."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPalette,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qcode.model.text import Offsets
from qcode.ui.memo_sign import paint_memo
from qcode.ui.sized import for_letters
from qcode.ui.theme import code_color, colors, is_dark

from .rows import ROW, Chip, Heading, Passage, Row, Shape

_Index = QModelIndex | QPersistentModelIndex
SIDE = 12  # pixels left and right of everything
_ABOVE = 7  # above and below a passage
_GAP = 2  # between its two lines
_CHIP_SIDE = 6
_CHIP_GAP = 4
_CHIP_WIDEST = 130
_LONGEST = 2000  # characters of a passage that are set; the rest is in the document
_ARROW = 12  # the width of the arrow that unfolds a passage, beside ordinary letters
_APART = 4  # between a passage and what stands around it
_CONTEXT_LINES = 12
_MEMO = 11  # the width of the mark of a memo, beside ordinary letters
_PATCH = 9  # that of the patch of a code's colour before a heading
_BOLDER = 24  # pixels that marks may add to a line, being bold
_PARAGRAPH = "¶"  # before the number of one, in what says where a passage stands
_FONTS = 16  # small ones that are kept: a window has a few
_SMALL: dict[str, QFont] = {}  # by the key of the font that each is the small one of


class PassageDelegate(QStyledItemDelegate):
    """Paints headings and passages of at most `lines` lines.

    With `fixed` a passage that does not fit into one line takes as much room as `lines` lines,
    whatever it says: then rows that come to be seen need no setting to be measured.
    """

    def __init__(
        self,
        view: QAbstractItemView,
        *,
        lines: int,
        fixed: bool,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(view)
        self._left = SIDE  # pixels left of everything but headings
        self._elide = elide
        self._view = view
        self._lines = lines
        self._fixed = fixed
        self._heights: dict[object, int] = {}
        self.measure_anew()

    # -- room

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the room a row needs in the width there is."""
        return QSize(self._width, self.height_of(index.data(ROW)))

    def height_of(self, row: Row) -> int:
        """Return how high a row is in the width there is."""
        if isinstance(row, Heading):
            return self._heading
        height = 2 * _ABOVE + self._text_height(row)
        height += self._contexts_height(row)
        return height + self._place if row.place or row.chips else height

    def estimates(self, rows: Iterable[Row]) -> list[int]:
        """Return the likely heights of rows by how long they are: nothing is set for it."""
        shapes = [row.shape for row in rows]
        heights = {shape: self._likely(shape) for shape in set(shapes)}
        return [heights[shape] for shape in shapes]

    def _likely(self, shape: Shape) -> int:
        if shape is None:
            return self._heading
        letters, breaks, placed, before, after = shape
        room = (self._width - SIDE - self._left) // max(self._metrics.averageCharWidth(), 1)
        lines = min(-(-letters // max(room, 1)) + breaks, self._lines)
        height = 2 * _ABOVE + self._line * max(1, lines) + (self._place if placed else 0)
        return height + self._context_height(before) + self._context_height(after)

    def measure_anew(self) -> None:
        """Forget what was measured: the width of the view or its font is another."""
        font = self._view.font()
        self._heights.clear()
        self._width = self._view.viewport().width()
        self._metrics = QFontMetrics(font)
        self._line = self._metrics.lineSpacing()
        self._heading = QFontMetrics(_bold(font)).height() + 16
        self._place = QFontMetrics(small(font)).height() + _GAP
        self._arrow, self._memo, self._patch = (
            for_letters(self._metrics, each) for each in (_ARROW, _MEMO, _PATCH)
        )

    def arrow_of(self, rect: QRect) -> QRect:
        """Return where in a row is the small arrow that shows what stands around its passage."""
        right = rect.right() - SIDE + self._arrow // 2
        wide = 2 * self._arrow
        return QRect(right - wide, rect.top(), wide, _ABOVE + self._place + 2)

    def _contexts_height(self, row: Passage) -> int:
        return self._context_height(row.before) + self._context_height(row.after)

    def _context_height(self, text: str) -> int:
        if not text:
            return 0
        height = self._heights.get(text)
        if height is None:
            height = self._line * self._set_context(text).lineCount() + _APART
            self._heights[text] = height
        return height

    def _set_context(self, text: str) -> QTextLayout:
        room = self._width - SIDE - self._left
        return _set(text[:_LONGEST], (), self._view.font(), room, _CONTEXT_LINES)

    def _text_height(self, row: Passage) -> int:
        text, room = row.text, self._width - SIDE - self._left
        if self._fixed and len(text) * self._metrics.averageCharWidth() > 2 * room:
            return self._line * self._lines
        # Marks are bold, so a row of its own height needs more room for some.
        known = text if self._fixed else (text, row.marks)
        height = self._heights.get(known)
        if height is None:
            if self._fixed:
                one = self._metrics.horizontalAdvance(text) + _BOLDER <= room
                height = self._line * (1 if one else self._lines)
            else:
                marks = self._marks(row)
                layout = _set(text[:_LONGEST], marks, self._view.font(), room, self._lines)
                height = self._line * layout.lineCount()
            self._heights[known] = height
        return height

    # -- painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        row: Row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if isinstance(row, Heading):
            self._paint_heading(painter, rect, row)
        else:
            self._paint_ground(painter, rect, state)
            self._paint_passage(painter, rect, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        chosen = colors(is_dark(self._view.palette()))
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(chosen.raised))
            edge = QColor(chosen.accent if self._view.hasFocus() else chosen.muted)
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), edge)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(chosen.raised))

    def _paint_heading(self, painter: QPainter, rect: QRect, row: Heading) -> None:
        palette, dark = self._view.palette(), is_dark(self._view.palette())
        inner = rect.adjusted(SIDE, 8, -SIDE, 0)
        if row.color:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(code_color(row.color, dark).stripe)
            side = self._patch
            patch = QRectF(inner.left(), inner.center().y() - side // 2, side, side)
            painter.drawRoundedRect(patch, side / 4.5, side / 4.5)
            inner.setLeft(inner.left() + side + 7)
        font = small(self._view.font())
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.detail
        )
        room = inner.width() - QFontMetrics(font).horizontalAdvance(row.detail) - 8
        font = _bold(self._view.font())
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        shown = QFontMetrics(font).elidedText(row.text, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_passage(self, painter: QPainter, rect: QRect, row: Passage) -> None:
        palette = self._view.palette()
        inner = rect.adjusted(self._left, _ABOVE, -SIDE, -_ABOVE)
        top = inner.top()
        if row.place or row.chips:
            line = QRect(
                inner.left(), top, inner.width(), QFontMetrics(small(self._view.font())).height()
            )
            self._paint_place(painter, line, row)
            top = line.bottom() + 1 + _GAP
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        if row.before:
            painter.setPen(muted)
            self._set_context(row.before).draw(painter, QPointF(inner.left(), top))
            top += self._context_height(row.before)
        painter.setPen(muted if row.dim else palette.color(QPalette.ColorRole.Text))
        font = QFont(self._view.font())
        font.setStrikeOut(row.dim)
        formats = self._marks(row)
        layout = _set(row.text[:_LONGEST], formats, font, inner.width(), self._lines)
        layout.draw(painter, QPointF(inner.left(), top))
        if row.after:
            painter.setPen(muted)
            top += self._line * layout.lineCount() + _APART
            self._set_context(row.after).draw(painter, QPointF(inner.left(), top))

    def _paint_place(self, painter: QPainter, line: QRect, row: Passage) -> None:
        font = small(self._view.font())
        metrics = QFontMetrics(font)
        painter.setFont(font)
        muted = self._view.palette().color(QPalette.ColorRole.PlaceholderText)
        right = line.right()
        if row.opens:
            right -= self._arrow
            middle = QPointF(right + self._arrow / 2 + 1, line.center().y() + 0.5)
            size = self._arrow / _ARROW
            _paint_arrow(painter, middle, muted, open_=row.is_open, size=size)
            right -= 2
        if row.memo:
            right -= self._memo
            high = self._memo - 1
            sign = QRectF(right + 1, line.center().y() + 1 - high / 2, high - 1, high)
            paint_memo(painter, sign, muted)
            right -= 4
        wanted = min(metrics.horizontalAdvance(row.place) + 2, max(line.width() // 2, 60))
        self._paint_chips(
            painter, QRect(line.left() + wanted + 8, line.top(), 0, line.height()), right, row.chips
        )
        room = wanted if row.chips else right - line.left()
        painter.setPen(muted)
        shown = shortened_place(row.place, metrics, room, self._elide)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_chips(
        self, painter: QPainter, at: QRect, right: int, chips: tuple[Chip, ...]
    ) -> None:
        """Paint as many chips as there is room for, from the right, and how many more."""
        metrics = painter.fontMetrics()
        shown, left = chips_within(chips, right - at.left(), metrics)
        for text, color, width in shown:
            rect = QRectF(right - left + 1, at.top(), width, at.height())
            left -= width + _CHIP_GAP
            self._paint_chip(painter, rect, text, color)

    def _paint_chip(self, painter: QPainter, rect: QRectF, text: str, color: str) -> None:
        palette = self._view.palette()
        if color:
            variants = code_color(color, is_dark(palette))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(variants.tint)
            painter.drawRoundedRect(rect, 4, 4)
            painter.setPen(variants.text)
        else:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _marks(self, row: Passage) -> tuple[QTextLayout.FormatRange, ...]:
        if not row.marks:
            return ()
        chosen = colors(is_dark(self._view.palette()))
        look = QTextCharFormat()
        look.setBackground(QColor(chosen.hit))
        look.setFontWeight(QFont.Weight.DemiBold)
        offsets = Offsets(row.text)
        formats: list[QTextLayout.FormatRange] = []
        for mark in row.marks:
            piece = QTextLayout.FormatRange()
            piece.start = offsets.to_utf16(mark.start)
            piece.length = offsets.to_utf16(mark.end) - piece.start
            piece.format = look
            formats.append(piece)
        return tuple(formats)


def shortened_place(place: str, metrics: QFontMetrics, room: int, elide: Qt.TextElideMode) -> str:
    """Return where a passage stands so that it fits: half of a paragraph's number is a wrong one.

    The number stays, with as much of the document as there is room for before it.
    """
    if metrics.horizontalAdvance(place) <= room:
        return place
    document, sign, rest = place.rpartition(_PARAGRAPH)
    number = sign + rest.split(" · ")[0]
    for after in (sign + rest, number):  # with the coder, without
        left = room - metrics.horizontalAdvance(f" {after}")
        if sign and left > room // 3:
            first = document.rstrip(", ")
            return f"{metrics.elidedText(first, Qt.TextElideMode.ElideRight, left)} {after}"
    return metrics.elidedText(number if sign else place, elide, room)


def chips_within(
    chips: tuple[Chip, ...], room: int, metrics: QFontMetrics
) -> tuple[list[tuple[str, str, int]], int]:
    """Return the chips that fit into `room` pixels as (text, colour, width), and their width.

    Those that do not fit are counted in a last "+n" without colour; none is dropped in silence.
    """
    shown: list[tuple[str, str, int]] = []
    used = 0
    for number, chip in enumerate(chips):
        left = len(chips) - number
        more = f"+{left}"
        reserve = metrics.horizontalAdvance(f"+{left - 1}") + 2 + _CHIP_GAP if left > 1 else 0
        widest = for_letters(metrics, _CHIP_WIDEST)
        text = metrics.elidedText(chip.text, Qt.TextElideMode.ElideRight, widest)
        width = metrics.horizontalAdvance(text) + 2 * _CHIP_SIDE
        if used + width + reserve > room:
            width = metrics.horizontalAdvance(more) + 2
            shown.append((more, "", width))
            used += width + _CHIP_GAP
            break
        shown.append((text, chip.color, width))
        used += width + _CHIP_GAP
    return shown, max(used - _CHIP_GAP, 0)


def _paint_arrow(
    painter: QPainter, middle: QPointF, color: QColor, *, open_: bool, size: float
) -> None:
    """Paint a small arrow, so many times as large: down where more can be shown, up where it is."""
    painter.save()
    painter.setPen(QPen(color, 1.4 * size))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    tip = -2.0 if open_ else 2.0
    sides = (QPointF(-3.5, -tip), QPointF(0, tip), QPointF(3.5, -tip))
    painter.drawPolyline([middle + side * size for side in sides])
    painter.restore()


def small(font: QFont) -> QFont:
    """Return the font of quiet lines.

    It is made once for each font: what Qt looks up to write with one stays with it, and lists
    write row after row.
    """
    key = font.key()
    made = _SMALL.get(key)
    if made is None:
        if len(_SMALL) >= _FONTS:
            _SMALL.clear()
        made = _SMALL[key] = QFont(font)
        made.setPointSizeF(font.pointSizeF() * 0.88)
    return QFont(made)


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def _set(
    text: str, formats: tuple[QTextLayout.FormatRange, ...], font: QFont, width: int, lines: int
) -> QTextLayout:
    """Return a text set in lines of `width` pixels; what goes beyond `lines` ends with "…"."""
    layout = _layout(text, formats, font, width, lines + 1)
    if layout.lineCount() <= lines:
        return layout
    last = layout.lineAt(lines - 1)
    units = text.encode("utf-16-le")[: 2 * (last.textStart() + max(last.textLength() - 1, 0))]
    shown = units.decode("utf-16-le", "ignore").rstrip()
    while True:
        layout = _layout(f"{shown}…", formats, font, width, lines + 1)
        if layout.lineCount() <= lines or not shown:
            return layout
        shown = shown[:-1].rstrip()  # a full line has no room for "…"


def _layout(
    text: str, formats: tuple[QTextLayout.FormatRange, ...], font: QFont, width: int, lines: int
) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if formats:
        layout.setFormats(formats)
    step = QFontMetrics(font).lineSpacing()
    layout.beginLayout()
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 40))
        line.setPosition(QPointF(0, number * step))
    layout.endLayout()
    return layout
