"""Names of codes as the margin shows them: shortened to the room there is, set once, and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QStaticText, QTransform

from qcode.model.codebook import SIGN

from .name_pictures import NamePictures
from .typography import Typography

_KEPT = 2_000  # a margin that is dragged has many widths
_AT_A_TIME = 16  # names: half a millisecond

Fitted = tuple[QStaticText, float]  # a name as there is room for it, and its width


class SetNames(QObject):
    """Sets names in the small font of the page. What is expected is set while nothing else is."""

    ready = Signal()

    def __init__(self, typography: Typography, parent: QObject) -> None:
        super().__init__(parent)
        self._typography = typography
        self._whole: dict[tuple[str, bool], Fitted] = {}
        self._shortened: dict[tuple[str, bool, float], Fitted] = {}
        self._pictures: NamePictures | None = None
        self._names: Callable[[], Iterable[str]] | None = None  # not asked for yet
        self._expected: list[str] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._go_on)

    def set_typography(self, typography: Typography) -> None:
        """Use another font from now on."""
        if typography != self._typography:
            self._whole.clear()
            self._pictures = None
        if typography != self._typography or len(self._shortened) > _KEPT:
            self._shortened.clear()
        self._typography = typography

    def expect(self, names: Callable[[], Iterable[str]]) -> None:
        """Have these names ready soon, and none that were expected before; they are asked for then.

        `ready` tells when they are.
        """
        if len(self._whole) > _KEPT:
            self._whole.clear()
        self._names, self._expected = names, []
        self._soon.start()

    def _go_on(self) -> None:
        """Ask for the names that are expected, or set a few of them."""
        if self._names is not None:
            wanted, self._names = dict.fromkeys(self._names()), None
            self._expected = [each for each in wanted if (each, False) not in self._whole]
        now, self._expected = self._expected[:_AT_A_TIME], self._expected[_AT_A_TIME:]
        for name in now:
            text, _width = self._in_full(name, bold=False)
            text.prepare(QTransform(), self._typography.small_font())
        if self._expected:
            self._soon.start()
        else:
            self.ready.emit()

    def pictures(self, ground: QColor, ratio: float) -> NamePictures:
        """Return the pictures of names as they are painted in this font on such a ground."""
        if self._pictures is None or not self._pictures.fit(ground, ratio):
            self._pictures = NamePictures(ground, ratio)
        return self._pictures

    def fitted(self, name: str, *, bold: bool, room: float) -> Fitted:
        """Return a name as there is room for it."""
        whole = self._in_full(name, bold=bold)
        if whole[1] <= room:
            return whole
        found = self._shortened.get((name, bold, room))
        if found is None:
            metrics = self._typography.small_metrics(bold=bold)
            found = _set(shortened(name, metrics, room), metrics)
            self._shortened[name, bold, room] = found
        return found

    def _in_full(self, name: str, *, bold: bool) -> Fitted:
        found = self._whole.get((name, bold))
        if found is None:
            found = _set(name, self._typography.small_metrics(bold=bold))
            self._whole[name, bold] = found
        return found


def _set(words: str, metrics: QFontMetricsF) -> Fitted:
    text = QStaticText(words)
    text.setTextFormat(Qt.TextFormat.PlainText)  # as a name may look like markup
    return text, metrics.horizontalAdvance(words)


def shortened(name: str, metrics: QFontMetricsF, room: float) -> str:
    """Return a code's name, with that of the code above if it has one, as there is room for it.

    The code above gives way first, and goes where no more than a letter of it would be left. Names
    of a family differ at their ends: what is left out is in the middle.
    """
    above, sign, own = name.rpartition(SIGN)
    if sign and metrics.horizontalAdvance(name) > room:
        left = room - metrics.horizontalAdvance(sign + own)
        if left < metrics.horizontalAdvance(above[:2] + "…"):
            return metrics.elidedText(own, Qt.TextElideMode.ElideMiddle, room)
        return metrics.elidedText(above, Qt.TextElideMode.ElideRight, left) + sign + own
    return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)
