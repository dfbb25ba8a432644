"""Has the names of a document painted before one comes to them, while nothing else is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject

from qcode.model.codebook import CodeId
from qcode.ui.rest import single_shot

from .margin_painter import MarginPainter
from .scene import Name

_AT_A_TIME = 8  # names: a millisecond on a slow machine

Look = Callable[[], tuple[MarginPainter, Sequence[Name]] | None]


class NamesAhead(QObject):
    """Paints a few names a turn, each like one that is seen now.

    `look` says by what names are painted, and which are seen; None while that is not known.
    """

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._codes: list[CodeId] = []
        self._soon = single_shot(self, 0, self._go_on)

    def begin(self, codes: Iterable[CodeId]) -> None:
        """Paint the names of these codes soon, and no others that were to be painted."""
        self._codes = list(codes)
        self._soon.start()

    @property
    def busy(self) -> bool:
        """Whether there are names to paint."""
        return self._soon.isActive()

    def _go_on(self) -> None:
        found = self._look()
        if found is None or not found[1]:
            return  # what comes is painted when it comes
        painter, (like, *_others) = found
        now, self._codes = self._codes[:_AT_A_TIME], self._codes[_AT_A_TIME:]
        for code in now:
            painter.prepare(code, like)
        if self._codes and painter.pictures.has_room:
            self._soon.start()
