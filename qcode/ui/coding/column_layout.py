"""Lays out a long document in one column: only the paragraphs near the screen have lines.

Of the others no more than the height is kept, piece by piece, and until a piece is measured its
height is an estimate. Qt's own layout keeps the glyphs of the whole text, fifty bytes a
character, and has to begin at the top. All is in pixels of the document and UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QAccessible,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPalette,
    QTextBlock,
    QTextDocument,
    QTextFrame,
    QTextLayout,
)

from .heights import Heights, moved
from .kept_lines import KeptLines, LentLines
from .paragraph_lines import LineBreaker, SetLines, Shape
from .pieces import Edit, Pieces
from .selections import Selections, caret_width
from .standing import Page, Standing

OVERHANG = 8  # pixels by which letters may reach out of their line
_FAR = 1e9
_FEW = 5  # pieces with an edit, which are measured at once: a hundredth of a second
_TYPICAL = "et nisartolkd mvgp,h"  # letters about as wide on average as those of a text


class ColumnLayout(QAbstractTextDocumentLayout):
    """The layout of one document. Lines belong to this layout, not to the document's blocks."""

    # What is on the screen stands lower by so much; said before the new size of the document.
    shifted = Signal(float)
    unsettled = Signal()  # there are heights to be measured

    def __init__(self, document: QTextDocument, baseline: float) -> None:
        """`baseline` is the share of a line's band above the letters' feet."""
        super().__init__(document)
        self._lift = 0.8 - baseline  # of the bands over the lines as Qt sets them
        self._state: object = None  # what everything depends on
        self._shapes: dict[int, Shape] = {}
        self.kept = KeptLines()
        self._tops: dict[int, float] = {}
        self.lent = LentLines(document)
        self._aside: dict[int, list[float]] = {}
        self._next = 0  # pieces before this one are measured
        self._seen = 0.0, 0.0  # what is on the screen
        self._left = self._top = self._bottom = self._width = 0.0
        self._page_width = 0.0
        self._pieces = Pieces(document)
        self._heights = Heights([0], 1, [0.0])
        self._breaker = LineBreaker(0.0, document.defaultTextOption())
        self.version = 0  # changes whenever a paragraph may stand elsewhere
        self._page = Page(0, 0.0, 0.0, ())

    # What there is -----------------------------------------------------------------------------

    def documentChanged(self, start: int, removed: int, added: int) -> None:
        """Lay out anew what has changed. Qt calls this for much that changes nothing."""
        state = self._read_state()
        if state != self._state:
            self._state = state
            self.begin_anew()
        elif removed or not self._pieces.are_as_long():
            if self._pieces.are_as_long() and self._pieces.still_begin(start, start + added):
                self._doubt(start, start + added)
            else:
                self._follow(start, removed, added)
            self.unsettled.emit()

    def _read_state(self) -> object:
        document = self.document()
        frame = document.rootFrame().frameFormat()
        self._page_width = document.pageSize().width()
        self._left, self._top = frame.leftMargin(), frame.topMargin()
        self._bottom = frame.bottomMargin()
        self._width = self._page_width - self._left - frame.rightMargin()
        option = document.defaultTextOption()
        return (
            self._width,
            self._top,
            document.defaultFont(),
            option.tabStopDistance(),
            option.wrapMode(),
        )

    def begin_anew(self) -> None:
        """Lay out everything, because what it depends on has changed."""
        document = self.document()
        self._breaker = LineBreaker(self._width, document.defaultTextOption())
        self._pieces.divide()
        self._aside.clear()
        self.kept.clear()
        renumbered = self._heights.count != document.blockCount()
        self.lent.take_back_all(renumbered=renumbered)
        self._next = 0
        firsts = self._pieces.firsts
        estimates = self._estimate(0, len(firsts))
        self._heights = Heights(firsts, document.blockCount(), estimates)
        self._moved()
        self.documentSizeChanged.emit(self.documentSize())
        self._repaint(0.0, _FAR)
        self.unsettled.emit()

    def _estimate(self, first: int, past: int) -> list[float]:
        """Return about how high some pieces are, from their paragraphs and characters."""
        document = self.document()
        shape = self.shape(document.begin())
        letter = QFontMetricsF(document.defaultFont()).horizontalAdvance(_TYPICAL) / len(_TYPICAL)
        gap = max(shape.above, shape.below)
        in_line = max(1.0, self._width / max(letter, 1.0) - 4)  # no line is quite full
        found = []
        for paragraphs, units in self._pieces.sizes(first, past):
            lines = max(paragraphs, units / in_line + paragraphs / 2)
            found.append(float(ceil(lines) * shape.pitch + paragraphs * gap))
        return found

    def _follow(self, start: int, removed: int, added: int) -> None:
        """Take in a change of the text, and keep what is known of all that lies outside it."""
        heights = self._heights
        still = heights.paragraph_at(self._seen[0] - self._top)
        stood, height = heights.top_of(still), heights.total
        edit = self._pieces.follow(start, removed, added)
        self.kept.follow(edit.changed, edit.was, edit.more)
        self.lent.follow(edit.changed, edit.was, edit.more)
        self._replace(edit)
        self._moved()
        if still >= edit.was:
            still += edit.more
        shift = heights.top_of(min(still, heights.count - 1)) - stood
        if shift:
            self.shifted.emit(shift)
        top, bottom = heights.top_of_piece(edit.first), heights.top_of_piece(edit.now)
        if heights.total != height:
            self.documentSizeChanged.emit(self.documentSize())
            bottom = _FAR
        self._repaint(self._top + top, self._top + bottom)

    def _replace(self, edit: Edit) -> None:
        """Find the heights where the text has changed, at least about."""
        heights, firsts = self._heights, self._pieces.firsts[edit.first : edit.now]
        among = range(firsts[0], heights.paragraphs(edit.past - 1).stop + edit.more)
        known = self._known(edit, among)
        estimates = [0.0] * len(firsts) if known else self._estimate(edit.first, edit.now)
        heights.replace(edit.first, edit.past, firsts, estimates, self._pieces.paragraphs)
        self._aside = moved(self._aside, edit.first, edit.past, edit.now - edit.past)
        self._next = min(self._next, edit.first)
        for piece in range(edit.first, edit.now) if known else ():
            inside = heights.paragraphs(piece)
            heights.measured(piece, known[inside.start - among.start : inside.stop - among.start])
        if edit.stop == among.stop and edit.now < heights.pieces:
            heights.doubt(edit.now)  # the gap above it depends on the paragraph before
            self._aside.pop(edit.now, None)

    def _known(self, edit: Edit, among: range) -> list[float]:
        """Return the heights of the paragraphs around a change, or none if many are not known."""
        heights, pieces = self._heights, range(edit.first, edit.past)
        if edit.now - edit.first > _FEW:
            return []
        if not all(map(heights.is_measured, pieces)):
            return self._measured(among, keep=True)
        before = [each for piece in pieces for each in heights.of_piece(piece)]
        # The gap above the paragraph behind may be another one too.
        changed = range(edit.changed, min(edit.stop + 1, among.stop))
        rest = before[edit.was + len(changed) - (edit.stop - edit.changed) - among.start :]
        head = before[: edit.changed - among.start]
        return [*head, *self._measured(changed, keep=True), *rest]

    def _doubt(self, start: int, end: int) -> None:
        document, heights = self.document(), self._heights
        first = document.findBlock(start).blockNumber()
        last = document.findBlock(min(end, document.characterCount() - 1)).blockNumber()
        self.kept.forget(first, last)
        self.lent.follow(first, last + 1)
        pieces = range(heights.piece_of(first), heights.piece_of(last) + 1)
        for piece in pieces:
            heights.doubt(piece)
            self._aside.pop(piece, None)
        self._next = min(self._next, pieces.start)
        self._moved()
        top = self._top + heights.top_of_piece(pieces.start)
        bottom = self._top + heights.top_of_piece(pieces.stop)
        self._repaint(top, bottom)

    def doubt_all(self) -> None:
        """Expect that everything changes, if hardly in height."""
        for piece in range(self._heights.pieces):
            self._heights.doubt(piece)
        self._aside.clear()
        self._next = 0

    # Measuring ---------------------------------------------------------------------------------

    def show(self, top: float, bottom: float) -> None:
        """Say what is on the screen, so that it stays there, and make its heights exact."""
        self._seen = top, bottom
        self.reach(top, bottom)

    def reach(self, top: float, bottom: float) -> None:
        """Make the heights of all that stands between two places exact."""
        while True:
            first, last = self.pieces_between(top, bottom)
            unknown = [
                piece for piece in range(first, last + 1) if not self._heights.is_measured(piece)
            ]
            if not unknown:
                return
            self._make_exact(unknown[-1])

    def pieces_between(self, top: float, bottom: float) -> tuple[int, int]:
        """Return the first and the last piece that stands between two places."""
        at = self._heights.piece_at
        return at(top - self._top), at(bottom - self._top)

    @property
    def pieces(self) -> int:
        """How many pieces there are."""
        return self._heights.pieces

    def piece_with(self, unit: int) -> int:
        """Return the piece in which a position of the text lies."""
        return self._pieces.piece_with(unit)

    def units_of(self, piece: int) -> tuple[int, int]:
        """Return where a piece begins and ends in the text."""
        return self._pieces.units_of(piece)

    def pieces_to_measure(self, most: int) -> list[int]:
        """Return the first pieces of which no exact height is known."""
        found: list[int] = []
        for piece in range(self._next, self._heights.pieces):
            if not self._heights.is_measured(piece) and piece not in self._aside:
                found.append(piece)
                if len(found) == most:
                    break
        self._next = found[0] if found else self._heights.pieces
        return found

    def measure_aside(self, piece: int) -> None:
        """Find the heights in a piece, but do not make use of them before `settle`."""
        self._aside[piece] = self._measure(piece)

    def settle(self) -> None:
        """Make use of all heights that were found, at one go."""
        if self._aside:
            found, self._aside = self._aside, {}
            self._take(found)

    def _make_exact(self, piece: int) -> None:
        found = self._aside.pop(piece, None)
        self._take({piece: found or self._measure(piece, keep=True)})

    def _measure(self, piece: int, *, keep: bool = False) -> list[float]:
        """Return the heights in a piece, each with the gap above the paragraph.

        With `keep` the lines are kept, to be seen next.
        """
        return self._measured(self._heights.paragraphs(piece), keep=keep)

    def _measured(self, among: range, *, keep: bool) -> list[float]:
        block = self.document().findBlockByNumber(among.start)
        before = self.shape(block.previous()).below if among.start else None
        found = []
        for _number in among:
            shape = self.shape(block)
            gap = 0.0 if before is None else max(before, shape.above)
            count = len(self._set(block).starts) if keep else self._breaker.count(block, shape)
            found.append(gap + count * shape.pitch)
            before = shape.below
            block = block.next()
        return found

    def _take(self, found: dict[int, list[float]]) -> None:
        heights = self._heights
        still = self._anchor()
        before = heights.top_of(still)
        grown = False
        for piece in found:
            grown |= heights.measured(piece, found[piece]) != 0
        self._moved()
        shift = heights.top_of(still) - before
        if shift:
            self.shifted.emit(shift)
        if grown:
            self.documentSizeChanged.emit(self.documentSize())
            self._repaint(0.0, _FAR)

    def _repaint(self, top: float, bottom: float) -> None:
        changed = QRectF(0, top, _FAR, bottom - top)
        self.update[QRectF].emit(changed)  # type: ignore[index]  # without [] it takes no argument

    def _anchor(self) -> int:
        """Return the first paragraph on the screen whose place is known, else the first one."""
        top, bottom = self._seen
        first, last = self.pieces_between(top, bottom)
        for piece in range(first, last + 1):
            if self._heights.is_known(piece):
                if piece == first:
                    break
                return self._heights.paragraphs(piece).start
        return self._heights.paragraph_at(top - self._top)

    # Lines -------------------------------------------------------------------------------------

    def lines(self, block: QTextBlock) -> QTextLayout:
        """Return the lines of a paragraph, relative to its top. They are only lent."""
        return self._set(block).layout

    def _set(self, block: QTextBlock) -> SetLines:
        return self.kept.get(block.blockNumber(), block, self.shape(block), self._breaker)

    def _moved(self) -> None:
        """Forget where paragraphs stand."""
        self.version += 1
        self._tops.clear()

    def top(self, block: QTextBlock) -> float:
        """Return where the first line of a paragraph begins, below the gap above it."""
        number = block.blockNumber()
        found = self._tops.get(number)
        if found is None:
            found = self._tops[number] = self._place(number) + self._gap(block)
        return found

    def _place(self, number: int) -> float:
        """Return where a paragraph begins, with the gap above it."""
        piece = self._heights.piece_of(number)
        if not self._heights.is_measured(piece):
            self._make_exact(piece)
        return self._top + self._heights.top_of(number)

    def left(self) -> float:
        """Return where the column begins; lines are relative to it."""
        return self._left

    def block_at(self, y: float) -> QTextBlock:
        """Return the paragraph at a height of the document, or the nearest one."""
        return self.document().findBlockByNumber(self._heights.paragraph_at(y - self._top))

    def _gap(self, block: QTextBlock) -> float:
        before = block.previous()
        if not before.isValid():
            return 0.0
        return max(self.shape(before).below, self.shape(block).above)

    def shape(self, block: QTextBlock) -> Shape:
        """Return how a paragraph stands in the column."""
        index = block.blockFormatIndex()
        found = self._shapes.get(index)
        if found is None:
            found = self._shapes[index] = Shape.of(block.blockFormat())
        return found

    # What Qt asks ------------------------------------------------------------------------------

    def pageCount(self) -> int:
        """Return 1: there is one column without an end."""
        return 1

    def documentSize(self) -> QSizeF:
        """Return the size of the page, as far as its height is known."""
        return QSizeF(self._page_width, self._top + self._heights.total + self._bottom)

    def frameBoundingRect(self, frame: QTextFrame) -> QRectF:
        """Return the whole page: there is one frame."""
        del frame
        return QRectF(QPointF(), self.documentSize())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Return where a paragraph is. Qt goes on to ask the block for lines: give it them."""
        if not block.isValid() or not self._state:
            return QRectF()
        self.give_lines(block)
        # In the midst of a change all numbers are those of before.
        top = self.top(block) if self._pieces.are_as_long() else self._top
        place, own = QPointF(self._left, top), block.layout()
        own.setPosition(place)
        return QRectF(place, QSizeF(self._width, own.lineCount() * self.shape(block).pitch))

    def give_lines(self, block: QTextBlock) -> None:
        """Give a block lines of its own, until it changes or many others have been given some."""
        own = block.layout()
        if not own.lineCount():
            self._breaker.set_lines(own, block, self.shape(block))
        if self._pieces.are_as_long():
            self.lent.note(block)
        else:
            self.lent.note_early(block)

    def hitTest(
        self, point: QPointF | QPoint | QPainterPath.Element, accuracy: Qt.HitTestAccuracy
    ) -> int:
        """Return the position at a point; exactly there, or the nearest to it."""
        assert isinstance(point, QPointF)  # Qt's own type; the others are the binding's
        exact = accuracy is Qt.HitTestAccuracy.ExactHit
        self.reach(point.y(), point.y())
        block = self.block_at(point.y())
        shape = self.shape(block)
        below = point.y() - self.top(block) - self._lift * shape.pitch
        if below < 0 and block.blockNumber() and below < -self._gap(block) / 2:
            block = block.previous()
            shape = self.shape(block)
            below = point.y() - self.top(block) - self._lift * shape.pitch
        lines = self.lines(block)
        number, last = int(below // shape.pitch), lines.lineCount() - 1
        if not 0 <= number <= last:
            if exact:
                return -1
            if number < 0 and not block.blockNumber():
                return 0
            if number > last and not block.next().isValid():
                return self.document().characterCount() - 1
        line = lines.lineAt(min(max(number, 0), last))
        x = point.x() - self._left
        if not exact:
            return block.position() + line.xToCursor(x)
        room = line.naturalTextRect()
        if not room.left() <= x <= room.right():
            return -1
        return block.position() + line.xToCursor(x, line.CursorPosition.CursorOnCharacter)

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        """Paint the lines that the clip shows, with the selections and the caret."""
        clip = context.clip
        if not clip.isValid():
            clip = QRectF(QPointF(), self.documentSize())
        painter.setPen(context.palette.color(QPalette.ColorRole.Text))
        selections = Selections(context)
        caret, heard = context.cursorPosition, QAccessible.isActive()
        for _number, block, _shape, top, lines in self.standing(
            clip.top() - OVERHANG, clip.bottom() + OVERHANG
        ):
            selected = selections.within(block.position(), block.length())
            place = QPointF(self._left, top)
            lines.layout.draw(painter, place, selected, clip)
            if (at := self.caret_in(block, caret)) is not None:
                lines.layout.drawCursor(painter, place, at, caret_width(self))
            if heard:  # a screen reader asks the block itself where a letter is
                self.blockBoundingRect(block)

    def caret_in(self, block: QTextBlock, caret: int) -> int | None:
        """Return where the caret stands in a paragraph, if it does."""
        at = caret - block.position()
        return at if 0 <= at < block.length() else None

    def standing(self, top: float, bottom: float) -> Sequence[Standing]:
        """Return the paragraphs between two places; what was asked for last is known."""
        if self._page.covers(self.version, top, bottom):
            return self._page.between(top, bottom)
        found: Sequence[Standing] = ()
        version = -1
        while version != self.version:  # else what was measured has moved what stands above
            version = self.version
            found = self._stand(top, bottom)
        self._page = Page(version, top, bottom, found)
        return found

    def _stand(self, top: float, bottom: float) -> Sequence[Standing]:
        self.reach(top, bottom)
        number = self._heights.paragraph_at(top - self._top)
        block = self.document().findBlockByNumber(number)
        above = self.shape(block.previous()).below if number else None
        found: list[Standing] = []
        while block.isValid():
            shape = self.shape(block)
            gap = 0.0 if above is None else max(above, shape.above)
            if (begins := self._place(number) + gap) >= bottom:
                break
            lines = self.kept.get(number, block, shape, self._breaker)
            found.append(Standing(number, block, shape, begins, lines))
            number, above, block = number + 1, shape.below, block.next()
        return found
