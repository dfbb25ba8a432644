"""A row of controls that goes on in a further line where there is no room beside the others.

With large letters, or in a narrow pane, nothing is cut and nothing asks for more room than its
widest control.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QToolButton, QWidget

_LEAST = 8  # letters of a field that takes the room left over, before it has its own line
_LEAST_WORDS = 20  # letters of words that do


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A control with the room it would like, and the least it can do with; in pixels."""

    item: QLayoutItem
    wide: int
    high: int
    least: QSize

    def height(self, width: int) -> int:
        """Return how high it is in a width."""
        return self.item.heightForWidth(width) if self.item.hasHeightForWidth() else self.high

    def air(self) -> int:
        """Return how far the words of a button stand from an edge that is not seen at rest."""
        button = self.item.widget()
        if not isinstance(button, QToolButton) or not button.autoRaise():
            return 0
        if not button.text() or not button.icon().isNull():
            return 0
        return max(0, self.wide - button.fontMetrics().horizontalAdvance(button.text())) // 2


class WrappingRow(QLayout):
    """Lays out widgets from left to right; `stretch` takes what room its line has left over.

    Words that do not stand in one line with all others have a line to themselves. Buttons that
    are only words stand flush with what is above and below: the air around them goes into the
    margins, or into `beside` pixels at each side that nothing else is in.
    """

    def __init__(self, stretch: QWidget | None = None, *, beside: int = 0) -> None:
        super().__init__()
        self._beside = beside
        self._items: list[QLayoutItem] = []
        self._stretch = stretch
        self._high = 0  # pixels, in the width there was last
        # Until something changes: a pane that appears asks hundreds of times, in other widths.
        self._heights: dict[int, int] = {}  # by width
        self._parts: list[_Part] | None = None

    def give_rest(self, stretch: QWidget | None) -> None:
        """Let one take what room its line has left over, or none."""
        self._stretch = stretch
        self.invalidate()

    # -- what it holds, as Qt asks for it

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one of them, None after the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Let go of one of them."""
        self._parts = None
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    # -- how much room it needs

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than there is."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrow row is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high it is in so many pixels."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was measured: something in it has changed."""
        self._heights.clear()
        self._parts = None
        super().invalidate()

    def sizeHint(self) -> QSize:
        """Return the size of a single line."""
        shown = self._shown()
        wide = sum(each.wide for each in shown) + self.spacing() * max(0, len(shown) - 1)
        return self._with_margins(wide, max((each.high for each in shown), default=0))

    def minimumSize(self) -> QSize:
        """Ask for the room of the widest control."""
        shown = self._shown()
        wide = max((each.least.width() for each in shown), default=0)
        high = max((each.least.height() for each in shown), default=0)
        return self._with_margins(wide, high).expandedTo(QSize(0, self._high))

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        high = self._place(rect, move=True)
        if high != self._high:  # whoever divides heights asks only for the least one
            self._high = high
            self.update()

    # -- lines

    def _shown(self) -> list[_Part]:
        if self._parts is None:
            self._parts = [self._part(each) for each in self._items if not each.isEmpty()]
        return self._parts

    def _part(self, item: QLayoutItem) -> _Part:
        """Measure a control, with the room without which it would be cut."""
        hint, least = item.sizeHint(), item.minimumSize()
        needed, stretch = hint.width(), self._stretch
        if stretch is not None and item.widget() is stretch:
            letters = _LEAST_WORDS if item.hasHeightForWidth() else _LEAST
            letters *= stretch.fontMetrics().averageCharWidth()
            needed = max(least.width(), min(hint.width(), letters))
        return _Part(item, hint.width(), hint.height(), QSize(needed, least.height()))

    def _words_alone(self, width: int) -> _Part | None:
        """Return the words, if they and all others do not stand in a single line."""
        words = self._stretch
        if not isinstance(words, QLabel) or not words.wordWrap():
            return None
        shown = self._shown()
        found = next((part for part in shown if part.item.widget() is words), None)
        others = [part.wide for part in shown if part is not found]
        needed = words.fontMetrics().horizontalAdvance(words.text()) + sum(others)
        return found if needed + self.spacing() * len(others) > width else None

    def _lines(self, width: int) -> list[list[_Part]]:
        lines: list[list[_Part]] = []
        taken, alone, apart_by = 0, self._words_alone(width), self.spacing()
        for part in self._shown():
            least = part.least.width()
            apart = alone is not None and (part is alone or lines[-1:] == [[alone]])
            if lines and not apart and taken + apart_by + least <= width:
                lines[-1].append(part)
                taken += apart_by + least
            else:
                lines.append([part])
                taken = least
        return lines

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Lay out lines in a rectangle, or only find out their height, which is returned."""
        margins = self.contentsMargins()
        room = rect.marginsRemoved(margins)
        y = room.top()
        lines = self._lines(room.width())
        for line in lines:
            before, behind = self._air(line, margins)
            widths = self._widths(line, room.width() + before + behind)
            heights = [part.height(width) for part, width in zip(line, widths, strict=True)]
            high, x = max(heights), room.left() - before
            for part, width, height in zip(line, widths, heights, strict=True):
                if move:
                    place = QRect(x, y + (high - height) // 2, width, height)
                    part.item.setGeometry(self._turned(place, room))
                x += width + self.spacing()
            y += high + self.spacing() // 2
        if not lines:  # nothing is shown: no room, and none around it
            return 0
        return y - self.spacing() // 2 - rect.top() + margins.bottom()

    def _air(self, line: list[_Part], margins: QMargins) -> tuple[int, int]:
        """Return how far a line reaches into the margins; at its end only where it is full."""
        full = any(part.item.widget() is self._stretch for part in line)
        before = min(line[0].air(), margins.left() + self._beside)
        behind = min(line[-1].air(), margins.right() + self._beside) if full else 0
        return before, behind

    def _widths(self, line: list[_Part], room: int) -> list[int]:
        widths = [min(part.wide, room) for part in line]
        for number, part in enumerate(line):
            if part.item.widget() is self._stretch:
                others = sum(widths) - widths[number] + self.spacing() * (len(line) - 1)
                widths[number] = max(0, room - others)
        return widths

    def _turned(self, place: QRect, room: QRect) -> QRect:
        """Return where something is in a window that is read from the right."""
        parent = self.parentWidget()
        if parent is not None and parent.isRightToLeft():
            place.moveRight(room.left() + room.right() - place.left())
        return place

    def _with_margins(self, width: int, height: int) -> QSize:
        if not self._shown():
            return QSize(0, 0)
        return QSize(width, height).grownBy(self.contentsMargins())
