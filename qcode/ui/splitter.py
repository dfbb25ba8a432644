"""Parts beside or above one another, whose shares can be changed: by the mouse and by keys.

A divider says to those who listen between what it lies. In a window the commands that make a pane
wider or taller move it; in a dialog, which has no commands, Tab comes to it and arrows move it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from qcode.services.language import tr

from .accessible import announce
from .divider_voice import Measure, SpokenHandle, give_voice
from .focus_chain import next_in_chain
from .rest import single_shot
from .sized import by_letters

_STEP = 24  # pixels that a key moves a divider by, for ordinary letters
_SEEN = 3  # pixels of a divider that has the keyboard
_KEYS = {
    Qt.Orientation.Horizontal: {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1},
    Qt.Orientation.Vertical: {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1},
}


class Splitter(QSplitter):
    """Parts with names, none of which can be dragged away. With `reachable` Tab finds dividers."""

    shared = Signal()  # the room, in another way: by whatever, when that is over

    def __init__(
        self,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        *,
        width: int = 1,
        reachable: bool = False,
    ) -> None:
        super().__init__(orientation)
        self.reachable = reachable
        self.thin = width
        self._names: dict[QWidget, str] = {}
        # What calls `setSizes` when there is more room, or less, if it is not Qt that shares it.
        self.share_out: Callable[[], None] | None = None
        self._moved = single_shot(self, 0, self._measure)  # once all have their places
        self.setHandleWidth(width)
        self.setChildrenCollapsible(False)

    def add(self, part: QWidget, name: str, *, at: int | None = None) -> None:
        """Put in a part that is called `name`, after the others if `at` does not say where."""
        self._names[part] = name
        self.insertWidget(self.count() if at is None else at, part)
        for number in range(1, self.count()):
            divider = self.handle(number)
            assert isinstance(divider, Divider)
            divider.name_anew()

    def createHandle(self) -> QSplitterHandle:
        """Make one of our dividers."""
        return Divider(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room, once: by Qt first and then as is wanted, all would be laid out twice."""
        if self.share_out is None:
            super().resizeEvent(event)
        else:
            self.share_out()
        self.measure_soon()

    def measure_soon(self) -> None:
        """Have those who listen know where dividers are, when what moves them is over."""
        self._moved.start()

    def _measure(self) -> None:
        for number in range(1, self.count()):
            divider = self.handle(number)
            assert isinstance(divider, Divider)
            divider.take_measure()
        self.shared.emit()

    def show_dividers(self) -> None:
        """Show those that there are between what is shown, which Qt does only later.

        Until then it would count them with the room, and share it once more.
        """
        first = True
        for at, part in enumerate(self._parts()):
            hidden = first or part.isHidden()
            if self.handle(at).isHidden() != hidden:
                self.handle(at).setHidden(hidden)
            first = first and part.isHidden()

    def name(self, part: QWidget) -> str:
        """Return what a part is called."""
        return self._names.get(part) or part.accessibleName()

    def part_of(self, inside: QWidget) -> QWidget | None:
        """Return the part that a widget is, or is in."""
        for part in self._shown():
            if part is inside or part.isAncestorOf(inside):
                return part
        return None

    def grow(self, part: QWidget, steps: int) -> bool:
        """Move a divider of `part`, the one after it if it can; return whether one did."""
        shown = list(self._shown())
        at = shown.index(part)
        after = [(shown[at + 1], 1)] if at + 1 < len(shown) else []
        before = [(part, -1)] if at else []
        return any(self.push(self.indexOf(each), way * steps) for each, way in after + before)

    def push(self, number: int, steps: int) -> bool:
        """Move the divider before a part some steps right or down; return whether it could."""
        return self._shift(number, steps * by_letters(self, _STEP))

    def _shift(self, number: int, pixels: int) -> bool:
        handle, before = self.handle(number), self.sizes()
        across = self.orientation() is Qt.Orientation.Horizontal
        place = handle.x() if across else handle.y()
        if across and self.isRightToLeft():
            pixels, place = -pixels, self.width() - place - handle.width()
        self.moveSplitter(place + pixels, number)
        return self.sizes() != before

    def give(self, handle: QSplitterHandle, percent: int) -> None:
        """Move a divider so that the part before it has so much of the room, if it can."""
        found = self.between(handle)
        if found is not None:
            sizes, (before, after) = self.sizes(), found
            wanted = round(sum(sizes) * percent / 100)
            self._shift(self.indexOf(after), wanted - sizes[self.indexOf(before)])

    def share(self, part: QWidget) -> int:
        """Return the percent of the room that a part has."""
        sizes = self.sizes()
        return round(100 * sizes[self.indexOf(part)] / (sum(sizes) or 1))

    def tell(self, part: QWidget) -> None:
        """Have it said how much room a part has now."""
        announce(self, self.room(part))

    def room(self, part: QWidget) -> str:
        """Return in words how much room a part has now."""
        if self.orientation() is Qt.Orientation.Vertical:
            return tr("{part}: {n} % of the height", part=self.name(part), n=self.share(part))
        return tr("{part}: {n} % of the width", part=self.name(part), n=self.share(part))

    def between(self, handle: QSplitterHandle) -> tuple[QWidget, QWidget] | None:
        """Return the parts that a divider lies between."""
        numbers = [at for at in range(self.count()) if self.handle(at) is handle]
        if not numbers or not numbers[0]:
            return None
        before = list(self._parts())[: numbers[0]]
        seen = [part for part in before if not part.isHidden()] or before
        return seen[-1], list(self._parts())[numbers[0]]

    def _parts(self) -> Iterator[QWidget]:
        for at in range(self.count()):
            part = self.widget(at)
            assert part is not None
            yield part

    def _shown(self) -> Iterator[QWidget]:
        return (part for part in self._parts() if not part.isHidden())


class Divider(SpokenHandle):
    """Lies between two parts, and is called so. A line; thicker while the keyboard is on it."""

    def __init__(self, splitter: Splitter) -> None:
        give_voice()
        super().__init__(splitter.orientation(), splitter)
        self._splitter = splitter
        self.setAutoFillBackground(splitter.thin == 1)
        self.setBackgroundRole(QPalette.ColorRole.Mid)
        self.measure = Measure(self, self._give)
        if splitter.reachable:
            self.measure.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setFocusProxy(self.measure)
            for each in (self, self.measure):
                each.setAccessibleDescription(tr("Arrow keys move it."))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the name of the parts that are there now."""
        super().showEvent(event)
        self.name_anew()
        found = self._splitter.between(self)
        if self._splitter.reachable and found is not None:
            self._stand_behind(_last_in(found[0]))

    def _stand_behind(self, last: QWidget) -> None:
        """Have Tab come here from something, and to nothing of this divider later again."""
        self.setFocusProxy(None)  # type: ignore[arg-type]  # for which Qt would take it
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # or Qt would not move it
        QWidget.setTabOrder(last, self)
        QWidget.setTabOrder(self, self.measure)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.measure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have what is heard where the divider is."""
        super().resizeEvent(event)
        self.measure.setGeometry(self.rect())

    def moveEvent(self, event: QMoveEvent) -> None:
        """Take another name where a part beside it came or went."""
        super().moveEvent(event)
        self.name_anew()
        self._splitter.measure_soon()

    def _give(self, percent: int) -> None:
        """Move as those ask who set the value."""
        self._splitter.give(self, percent)
        self.take_measure()  # it may not go so far

    def take_measure(self) -> None:
        """Have the value that belongs to where it is now."""
        found = self._splitter.between(self)
        if found is not None:
            self.measure.follow(self._splitter.share(found[0]))

    def name_anew(self) -> None:
        """Say between what it lies."""
        found = self._splitter.between(self)
        if found is not None:
            one, other = map(self._splitter.name, found)
            name = tr("Divider between {one} and {other}", one=one, other=other)
            if name != self.accessibleName():
                self.setAccessibleName(name)
                self.measure.setAccessibleName(name)

    def room(self) -> str:
        """Return how much of the room the part before it has."""
        found = self._splitter.between(self)
        return "" if found is None else self._splitter.room(found[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrow keys."""
        way = _KEYS[self.orientation()].get(Qt.Key(event.key()))
        found = self._splitter.between(self)
        if way is None or found is None:
            super().keyPressEvent(event)
            return
        self._splitter.push(self._splitter.indexOf(found[1]), way)
        self.take_measure()  # of which Qt tells

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Become seen."""
        super().focusInEvent(event)
        self._splitter.setHandleWidth(max(_SEEN, self._splitter.thin))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Be a thin line again."""
        super().focusOutEvent(event)
        self._splitter.setHandleWidth(self._splitter.thin)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what says that the keyboard is here; the line itself is the background."""
        if not self.hasFocus():
            if self._splitter.thin > 1:
                super().paintEvent(event)
            return
        line = self.rect()
        spare = (self.width() if self._across() else self.height()) - _SEEN
        if spare > 0:
            half = spare // 2
            line = (
                line.adjusted(half, 0, half - spare, 0)
                if self._across()
                else line.adjusted(0, half, 0, half - spare)
            )
        QPainter(self).fillRect(line, self.palette().color(QPalette.ColorRole.Highlight))

    def _across(self) -> bool:
        return self.orientation() is Qt.Orientation.Horizontal


def _last_in(part: QWidget) -> QWidget:
    """Return the last of a part and what is in it to which Tab comes.

    Others may stand far from it in Qt's order: what a view makes for itself, say.
    """
    last, each = part, next_in_chain(part)
    while each is not None and each is not part:
        if part.isAncestorOf(each) and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            last = each
        each = next_in_chain(each)
    return last
