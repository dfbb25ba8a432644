"""The line at the foot of the window that says what was done or went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from qcode.services.language import tr
from qcode.ui.accessible import announce
from qcode.ui.dressed import dress
from qcode.ui.icons import Icon, icon
from qcode.ui.sized import icon_size
from qcode.ui.theme import toast_style

SHOWN_MS = 7000
_FAULT_MS = 20_000  # there is a path to be read
_A_LETTER_MS = 40
_MARGIN = 18
_WIDEST = 640
_GAP = 6
_MOVES = frozenset({QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide})


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What is said, and what can be done about it."""

    text: str
    undo: bool = False
    redo: bool = False
    problem: bool = False
    fault: bool = False
    offer: str = ""
    then: Callable[[], object] | None = None

    @property
    def lasts(self) -> int:
        """How long it is shown, in milliseconds."""
        if not self.problem:
            return SHOWN_MS
        return (_FAULT_MS if self.fault else SHOWN_MS) + _A_LETTER_MS * len(self.text)


class Toast(QWidget):
    """Says what was done, and offers to undo it; a newer sentence takes the older one's place.

    It goes by itself, but not while the mouse or the keyboard is on it. It never takes the
    keyboard: Tab leads to it, and `reach`, which also brings the last sentence back. Only a fault
    of ours gives way to nothing but the next one: what is said meanwhile waits until it has gone.
    What `spared` returns it leaves free: buttons at the foot that one goes on with.
    """

    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, window: QWidget, spared: Callable[[], Iterable[QWidget]] = tuple) -> None:
        super().__init__(window)
        self._window, self._spared = window, spared
        self._before: QWidget | None = None  # who had the keyboard before `reach`
        self._lasts = SHOWN_MS
        self._undoable = False  # or can be done again
        self._redoes = False
        self._faulty = False  # whether what is shown is a fault of ours
        self._problem = False  # whether it tells that something went wrong
        self._waiting: _Sentence | None = None
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton(tr("Undo"), self)
        self._button.setFlat(True)
        self._button.clicked.connect(self._undo)
        self._offer = QPushButton(self)
        self._offer.setFlat(True)
        self._offer.clicked.connect(self._accept)
        self._then: Callable[[], object] | None = None
        self._close = QToolButton(self)
        self._close.setIcon(icon(Icon.CLOSE))
        self._close.setIconSize(icon_size(self._close))
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(tr("Close the message"))
        self._close.setToolTip(tr("Close the message"))
        self._close.clicked.connect(self.dismiss)
        for button in (self._offer, self._button, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the caret in the text
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)  # Enter elsewhere in a dialog must not undo
            button.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.addWidget(self._label)
        row.addStretch(1)  # short words stand at the left, as long ones do
        row.addWidget(self._offer)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go)
        window.installEventFilter(self)
        self._dress = dress(self, lambda dark: toast_style(dark, problem=self._problem))
        self.hide()

    def say(self, text: str, *, undo: bool = False, problem: bool = False) -> None:
        """Show a sentence for some seconds and have it read out."""
        self._take(_Sentence(text, undo=undo, problem=problem))

    def offer(self, text: str, what: str, then: Callable[[], object]) -> None:
        """Say what was done, which can be undone, and offer one more thing to do about it."""
        self._take(_Sentence(text, undo=True, offer=what, then=then))

    def instead(self, text: str, what: str, then: Callable[[], object]) -> None:
        """Say what was done, and offer something other than to undo it."""
        self._take(_Sentence(text, offer=what, then=then))

    def took_back(
        self, text: str, what: str = "", then: Callable[[], object] | None = None
    ) -> None:
        """Say what was undone, and offer to do it again, and perhaps one thing more."""
        self._take(_Sentence(text, redo=True, offer=what, then=then))

    def fault(self, text: str) -> None:
        """Say that something failed which should not; no other sentence takes its place."""
        self._take(_Sentence(text, problem=True, fault=True))

    def _take(self, said: _Sentence) -> None:
        """Show a sentence, or keep it until a fault has gone."""
        if self._faulty and not self.isHidden() and not said.fault:
            self._waiting = said
        else:
            self._show(said)

    def _show(self, said: _Sentence) -> None:
        text = said.text
        self._label.setText(text)
        self._then = said.then
        self._offer.setText(said.offer)
        self._offer.setVisible(bool(said.offer))
        self._offer.setAccessibleDescription(text)
        self._undoable = said.undo or said.redo
        self._redoes = said.redo
        self._button.setText(tr("Redo") if said.redo else tr("Undo"))
        self._faulty = said.fault
        self._button.setVisible(self._undoable)
        self._close.setAccessibleDescription(text)
        self._button.setAccessibleDescription(text)
        self._problem = said.problem
        self._dress()
        self._lasts = said.lasts
        self._appear()
        ways = [said.offer, tr("Redo") if said.redo else ""]
        announce(self, ". ".join([text, *filter(None, ways)]))

    def reach(self) -> None:
        """Bring the keyboard to the sentence, which comes back if it has gone already."""
        if not self._label.text():
            return
        if not self.isVisible():
            self._appear()
        if not self._is_held():
            self._before = QApplication.focusWidget()
        if self._then is not None:
            first: QPushButton | QToolButton = self._offer
        else:
            first = self._button if self._undoable else self._close
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        announce(self, self._label.text())

    def no_undo(self) -> None:
        """Offer no undo any more, of a project that is closed."""
        self._undoable = False
        self._then = None
        self._button.hide()
        self._offer.hide()
        if self._waiting is not None:
            self._waiting = replace(self._waiting, undo=False, redo=False, offer="", then=None)

    def dismiss(self) -> None:
        """Go, and give the keyboard back."""
        held = self._is_held()
        before, self._before = self._before, None
        self._go()
        if held and before is not None:
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        """Go, and make room for what waits."""
        self.hide()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._show(waiting)

    def text(self) -> str:
        """Return the sentence that is shown, "" when none is."""
        return self._label.text() if self.isVisible() else ""

    @property
    def waiting(self) -> bool:
        """Whether it will go by itself, as things are."""
        return self._timer.isActive()

    def _accept(self) -> None:
        self.dismiss()
        then, self._then = self._then, None
        self._offer.hide()
        if then is not None:
            then()

    def _undo(self) -> None:
        self.dismiss()
        self._then = None
        self._offer.hide()
        self._undoable = False
        (self.redo_requested if self._redoes else self.undo_requested).emit()

    def _is_held(self) -> bool:
        return any(each.hasFocus() for each in (self._offer, self._button, self._close))

    def _appear(self) -> None:
        self._place()
        self.show()
        self.raise_()
        self._go_on()

    def _go_on(self) -> None:
        """Count the seconds, unless the mouse or the keyboard is here."""
        if self.underMouse() or self._is_held():
            self._timer.stop()
        else:
            self._timer.start(self._lasts)

    def _place(self) -> None:
        window = self._window
        width = min(window.width() - 2 * _MARGIN, _WIDEST)
        every = (self._offer, self._button, self._close)
        buttons = [button for button in every if button.isVisibleTo(self)]
        room = width - 22 - sum(button.sizeHint().width() + 8 for button in buttons)
        # A label that wraps would like to be narrow and tall: give it the line it needs first.
        text = self._label.fontMetrics().boundingRect(
            0, 0, room, 10_000, Qt.TextFlag.TextWordWrap.value, self._label.text()
        )
        self._label.setFixedWidth(max(min(text.width() + 4, room), 1))
        self.adjustSize()
        size = self.sizeHint()
        self.resize(min(width, max(size.width(), 260)), size.height())
        left = (window.width() - self.width()) // 2
        foot = window.height() - _MARGIN - 22
        for each in self._spared():
            each.installEventFilter(self)  # it may come, or move, while the sentence stands
            if each.isVisible():
                foot = min(foot, each.mapTo(window, QPoint()).y() - _GAP)
        self.move(left, foot - self.height())

    # -- Qt

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the mouse is here."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go some seconds after the mouse went."""
        if self.isVisible() and not self._is_held():
            self._timer.start(self._lasts)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go at Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the window, above what it spares, and while the keyboard is here."""
        if watched in (self._offer, self._button, self._close):
            if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut) and self.isVisible():
                self._go_on()
        elif event.type() in _MOVES and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
