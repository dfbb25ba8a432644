"""What an empty pane says: a quiet icon, a sentence or two on what to do next, perhaps a button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from .dressed import dress
from .icons import Icon, paint_icon
from .theme import colors, is_dark, lesson_style

_ICON = 48  # pixels: twice the squares that icons are drawn in, so that their lines are sharp
_SIDE, _GAP = 12, 8
_WIDE = 48  # letters in a line at most, so that it is read at a glance


class Lesson(QWidget):
    """Takes the place of what is not there yet; a screen reader comes to its words by Tab.

    `act` names a button and what it does: what the words say first; `leave` is what Escape does.
    The icon goes where there is too little room for it.
    """

    def __init__(
        self,
        sign: Icon,
        text: str = "",
        *,
        act: tuple[str, Callable[[], object]] | None = None,
        leave: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._leave = leave
        self._sign = _Sign(sign, self)
        # A layout asks hundreds of times as a pane appears.
        self._heights: dict[int, int] = {}
        self._hint: QSize | None = None
        self._least: QSize | None = None
        self._words = _Words(text, self._forget, self)
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        dress(self._words, lesson_style)
        self._button = None if act is None else _button(*act, self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setFocusProxy(self._words)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)

    def text(self) -> str:
        """Return what is said."""
        return self._words.text()

    def say(self, text: str, *, act: bool = False) -> None:
        """Say something else; with the button if what it does helps now."""
        self._words.setText(text)
        if self._button is not None:
            self._button.setVisible(act)
        self._forget()
        self._place()
        self.updateGeometry()

    # -- at Qt's edge

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape."""
        if event.key() == Qt.Key.Key_Escape and self._leave is not None:
            self._leave()
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Be as high as the words need."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height without the icon, which must not push anything away."""
        height = self._heights.get(width)
        if height is None:
            self._words.ensurePolished()
            height = self._words.heightForWidth(width - 2 * self._side(width)) + 2 * _GAP
            if self._button is not None and not self._button.isHidden():
                height += self._button.sizeHint().height() + _GAP
            self._heights[width] = height
        return height

    def minimumSizeHint(self) -> QSize:
        """Ask for room for the longest word."""
        if self._least is None:
            parts = [self._words.minimumSizeHint().width()]
            if self._button is not None:
                parts.append(self._button.sizeHint().width())
            self._least = QSize(max(parts) + 2 * _SIDE, 0)
        return self._least

    def sizeHint(self) -> QSize:
        """Ask for room for all."""
        if self._hint is None:
            width = self._wide() + 2 * _SIDE
            self._hint = QSize(width, self.heightForWidth(width) + _ICON + _GAP)
        return self._hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put all in its place."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Put the parts below one another, a little above the middle."""
        side, height = self._side(self.width()), self.heightForWidth(self.width())
        room = self.height() - height - _ICON - _GAP
        self._sign.setVisible(room >= 0)
        top = _GAP + max(0, room if room >= 0 else self.height() - height) * 2 // 5
        if room >= 0:
            self._sign.move((self.width() - _ICON) // 2, top)
            top += _ICON + _GAP
        wide = self.width() - 2 * side
        self._words.setGeometry(side, top, wide, self._words.heightForWidth(wide))
        if self._button is not None:
            self._button.resize(self._button.sizeHint())
            middle = (self.width() - self._button.width()) // 2
            self._button.move(middle, self._words.geometry().bottom() + 1 + _GAP)

    def _side(self, width: int) -> int:
        return max(_SIDE, (width - self._wide()) // 2)

    def _wide(self) -> int:
        return _WIDE * self.fontMetrics().averageCharWidth()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew with other letters."""
        super().changeEvent(event)
        self._forget()

    def _forget(self) -> None:
        self._heights.clear()
        self._hint = self._least = None


class _Words(QLabel):
    """Words that say when their letters or their style change."""

    def __init__(self, text: str, changed: Callable[[], None], parent: QWidget) -> None:
        super().__init__(text, parent)
        self._changed = changed

    def changeEvent(self, event: QEvent) -> None:
        """Tell of it."""
        super().changeEvent(event)
        self._changed()


class _Sign(QWidget):
    """An icon with thin lines; who does not see it misses nothing."""

    def __init__(self, name: Icon, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(_ICON, _ICON)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon in the tone of hints, or paler."""
        chosen = colors(is_dark(self.palette()))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_icon(painter, QRectF(self.rect()), self._name, chosen.field, thin=True)


def _button(words: str, act: Callable[[], object], parent: QWidget) -> QPushButton:
    button = QPushButton(words, parent)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked=False: act())
    return button
