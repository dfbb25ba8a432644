"""Does what opening a long text has put off, piece by piece, and first where one looks.

Formatting and measuring take many times as long as a screenful; so they are done for what is on
the screen, and for the rest when there is nothing else to do.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QScrollBar

from qcode.model.text import Offsets

from .column_layout import ColumnLayout
from .layout_document import DocumentMaker

_PAINTED_MS = 30  # in which a window is, and its lists one after the other
_AT_A_TIME = 4  # pieces: a millisecond or two, again and again until all is done


class Preparer(QObject):
    """Prepares the pieces of one document after the other."""

    dressed = Signal()  # something on the screen looks different

    def __init__(self, bar: QScrollBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._maker: DocumentMaker | None = None
        self._layout: ColumnLayout | None = None
        self._offsets = Offsets("")
        self._undressed: set[int] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._go_on)
        bar.sliderReleased.connect(self._soon.start)

    def begin(
        self, maker: DocumentMaker | None, layout: ColumnLayout, offsets: Offsets | None = None
    ) -> None:
        """Prepare this document from now on; without a maker it needs no formatting."""
        self._maker, self._layout, self._offsets = maker, layout, offsets or Offsets("")
        self._undressed = set() if maker is None else set(range(layout.pieces))
        layout.unsettled.connect(self._soon.start)
        self._soon.start()

    def change_theme(self, dark: bool) -> None:
        """Dress everything in the inks of another theme, what is on the screen first."""
        if self._maker is None or self._layout is None:
            return
        self._maker.change_theme(dark)
        self._undressed = set(range(self._layout.pieces))
        self._layout.doubt_all()
        self._soon.start()

    def show(self, top: float, bottom: float) -> None:
        """Prepare what stands between two places: it is to be seen next."""
        layout = self._layout
        if layout is None:
            return
        changed = False
        while undressed := self._undressed.intersection(_seen(layout, top, bottom)):
            changed |= self._dress(undressed)
            layout.show(top, bottom)  # where all is lower than expected, there is room for more
        layout.show(top, bottom)
        if changed:
            self.dressed.emit()

    def reach(self, unit: int) -> None:
        """Prepare what stands around a position of the text."""
        if self._layout is not None:
            self._dress((self._layout.piece_with(unit),))

    def _dress(self, pieces: Iterable[int]) -> bool:
        """Format those pieces that are not; return whether anything changed."""
        if self._maker is None or self._layout is None:
            return False
        changed = False
        for run in neighbours(self._undressed.intersection(pieces)):
            self._undressed.difference_update(run)
            start, _end = self._layout.units_of(run.start)
            _start, end = self._layout.units_of(run.stop - 1)
            changed |= self._maker.dress(*map(self._offsets.from_utf16, (start, end)))
        return changed

    def _go_on(self) -> None:
        """Prepare a few more pieces; when all are, put them in their places at one go."""
        layout = self._layout
        if layout is None:
            return
        if not self._bar.window().updatesEnabled():  # it was laid out, and is to be painted first
            QTimer.singleShot(_PAINTED_MS, self, self._soon.start)
            return
        pieces = layout.pieces_to_measure(_AT_A_TIME)
        if pieces:
            self._dress(pieces)
            for piece in pieces:
                layout.measure_aside(piece)
            self._soon.start()
            return
        if not self._bar.isSliderDown():  # else what is dragged would go another way
            self._dress(tuple(self._undressed))
            layout.settle()


def _seen(layout: ColumnLayout, top: float, bottom: float) -> range:
    first, last = layout.pieces_between(top, bottom)
    return range(first, last + 1)


def neighbours(numbers: Iterable[int]) -> list[range]:
    """Return numbers as runs of those that follow each other."""
    runs: list[range] = []
    for number in sorted(numbers):
        if runs and runs[-1].stop == number:
            runs[-1] = range(runs[-1].start, number + 1)
        else:
            runs.append(range(number, number + 1))
    return runs
