"""A row of controls that goes on in a further line where there is no room beside the others.

With large letters, or in a narrow pane, nothing is cut and nothing asks for more room than its
widest control.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QWidget

_LEAST = 8  # letters of a field that takes the room left over, before it has its own line
_LEAST_WORDS = 20  # letters of words that do


class WrappingRow(QLayout):
    """Lays out widgets from left to right; `stretch` takes what room its line has left over.

    Words that do not stand in one line with all others have a line to themselves.
    """

    def __init__(self, stretch: QWidget | None = None) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._stretch = stretch
        self._high = 0  # pixels, in the width there was last
        self._heights: dict[int, int] = {}  # by width: a pane that appears asks for hundreds

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
        super().invalidate()

    def sizeHint(self) -> QSize:
        """Return the size of a single line."""
        shown = self._shown()
        sizes = [each.sizeHint() for each in shown]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(0, len(shown) - 1)
        return self._with_margins(wide, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Ask for the room of the widest control."""
        shown = self._shown()
        wide = max((self._least(each) for each in shown), default=0)
        high = max((each.minimumSize().height() for each in shown), default=0)
        return self._with_margins(wide, high).expandedTo(QSize(0, self._high))

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        high = self._place(rect, move=True)
        if high != self._high:  # whoever divides heights asks only for the least one
            self._high = high
            self.update()

    # -- lines

    def _shown(self) -> list[QLayoutItem]:
        return [each for each in self._items if not each.isEmpty()]

    def _least(self, item: QLayoutItem) -> int:
        """Return the room without which a control would be cut."""
        stretch = self._stretch
        if stretch is None or item.widget() is not stretch:
            return item.sizeHint().width()
        least = _LEAST_WORDS if item.hasHeightForWidth() else _LEAST
        letters = stretch.fontMetrics().averageCharWidth() * least
        return max(item.minimumSize().width(), min(item.sizeHint().width(), letters))

    def _words_alone(self, width: int) -> QLayoutItem | None:
        """Return the words, if they and all others do not stand in a single line."""
        words = self._stretch
        if not isinstance(words, QLabel) or not words.wordWrap():
            return None
        shown = self._shown()
        found = next((item for item in shown if item.widget() is words), None)
        others = [item.sizeHint().width() for item in shown if item is not found]
        needed = words.fontMetrics().horizontalAdvance(words.text()) + sum(others)
        return found if needed + self.spacing() * len(others) > width else None

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        taken, alone = 0, self._words_alone(width)
        for item in self._shown():
            least = self._least(item)
            apart = alone is not None and (item is alone or lines[-1:] == [[alone]])
            if lines and not apart and taken + self.spacing() + least <= width:
                lines[-1].append(item)
                taken += self.spacing() + least
            else:
                lines.append([item])
                taken = least
        return lines

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Lay out lines in a rectangle, or only find out their height, which is returned."""
        margins = self.contentsMargins()
        room = rect.marginsRemoved(margins)
        y = room.top()
        lines = self._lines(room.width())
        for line in lines:
            widths = self._widths(line, room.width())
            heights = [_height(item, width) for item, width in zip(line, widths, strict=True)]
            high, x = max(heights), room.left()
            for item, width, height in zip(line, widths, heights, strict=True):
                if move:
                    place = QRect(x, y + (high - height) // 2, width, height)
                    item.setGeometry(self._turned(place, room))
                x += width + self.spacing()
            y += high + self.spacing() // 2
        if not lines:  # nothing is shown: no room, and none around it
            return 0
        return y - self.spacing() // 2 - rect.top() + margins.bottom()

    def _widths(self, line: list[QLayoutItem], room: int) -> list[int]:
        widths = [min(item.sizeHint().width(), room) for item in line]
        for number, item in enumerate(line):
            if item.widget() is self._stretch:
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


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
