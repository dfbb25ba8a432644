"""Four steps beside the parts of the window that they are about, for those who come new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from qcode.model.changes import Changes
from qcode.services.language import mark, tr
from qcode.ui.accessible import announce
from qcode.ui.found.parts import quiet
from qcode.ui.keys import Keymap
from qcode.ui.theme import is_dark, tour_style

if TYPE_CHECKING:
    from .workspace import Workspace

Place = Callable[[], tuple[QWidget, QRect]]  # a widget, and what of it is meant

_GAP = 10  # pixels, between a part and what is said of it
_LETTERS = 44  # that a line has room for


@dataclass(frozen=True, slots=True)
class Step:
    """What is said of a part of the window. `{key}` is the key of `command`."""

    place: Place
    title: str
    text: str
    command: str


# Of each step: its title, what it says, and the command whose key that names.
WORDS: Sequence[tuple[str, str, str]] = (
    (
        mark("Bring in what people said"),
        mark(
            "Drop interviews on this list, or choose them with {key}. The files stay as they are."
        ),
        "import",
    ),
    (
        mark("Read and code"),
        mark(
            "Select some words and press {key} to say what they are about. The stripes beside the"
            " text show what is coded."
        ),
        "code",
    ),
    (
        mark("Find it again"),
        mark(
            "Search all texts, memos and codes ({key}). A click leads to the passage, and all that"
            " is found can be coded at once."
        ),
        "find",
    ),
    (
        mark("Hand it over"),
        mark(
            "{key} writes the coded passages to Word, each with its source, so that others can"
            " check it."
        ),
        "export",
    ),
)


class Tour(QFrame):
    """Says one step at a time; nothing else is blocked meanwhile. `ended` when it is over."""

    ended = Signal()

    def __init__(self, window: QWidget, places: Sequence[Place], keys: Keymap) -> None:
        super().__init__(window)
        self._window, self._keys = window, keys
        self._steps = [Step(place, *words) for place, words in zip(places, WORDS, strict=True)]
        self._at = 0
        self._about: QWidget = window  # what the step shown is about
        self._before = QApplication.focusWidget()
        self.setObjectName("tour")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._edge = QFrame(window)
        self._edge.setObjectName("touredge")
        self._edge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title, self._text, self._count = QLabel(), QLabel(), quiet(wrap=False)
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._text.setWordWrap(True)
        self.back_button = _button(tr("Back"), lambda: self._go(self._at - 1))
        self.next_button = _button(tr("Next"), lambda: self._go(self._at + 1))
        self.skip_button = _button(tr("Skip"), self.end)
        self._lay_out()
        style = tour_style(is_dark(window.palette()))
        self.setStyleSheet(style)
        self._edge.setStyleSheet(style)
        self._moves = _Moves(self)
        self._moves.moved.connect(self._stay_beside)
        self._heard: QWidget | None = None  # what has the keyboard
        window.installEventFilter(self)
        self._application().focusChanged.connect(self._hear)
        self._hear(None, QApplication.focusWidget())

    @staticmethod
    def _application() -> QApplication:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        return application

    def _hear(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Hear the keys wherever they go, and not all that goes on in the program besides."""
        if self._heard is not None and isValid(self._heard):
            self._heard.removeEventFilter(self)
        self._heard = None if now is self._window else now
        if self._heard is not None:
            self._heard.installEventFilter(self)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._count, 1)
        for button in (self.skip_button, self.back_button, self.next_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(4)
        column.addLayout(foot)

    @property
    def at(self) -> int:
        """Which step is shown, from 0."""
        return self._at

    def begin(self) -> None:
        """Show the first step, with the keyboard on the way to the next."""
        self._go(0)
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Go, and give the keyboard back."""
        held, before = self.isAncestorOf(QApplication.focusWidget() or self), self._before
        self._application().focusChanged.disconnect(self._hear)
        self._hear(None, None)
        self._window.removeEventFilter(self)
        self._moves.watch([])
        self._edge.deleteLater()
        self.hide()
        if held and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ended.emit()
        self.close()

    def follow(self, changes: Changes) -> None:
        """Go on when what a step is about was done."""
        done = (changes.affects_documents, changes.affects_segments)
        if self._at < len(done) and done[self._at]:
            self._go(self._at + 1)

    def _go(self, step: int) -> None:
        if not 0 <= step < len(self._steps):
            self.end()
            return
        self._at = step
        last = step == len(self._steps) - 1
        said = self._steps[step]
        key = self._keys.text(said.command) or tr("the menu")
        self._title.setText(tr(said.title))  # marked in WORDS
        self._text.setText(tr(said.text, key=key))  # marked in WORDS
        count = tr("Step {n} of {all}", n=step + 1, all=len(self._steps))
        self._count.setText(count)
        self.back_button.setEnabled(step > 0)
        self.next_button.setText(tr("Done") if last else tr("Next"))
        words = f"{count}. {self._title.text()}. {self._text.text()}"
        self.setAccessibleName(words)
        self.next_button.setAccessibleDescription(words)
        self.place()
        self.show()
        self.raise_()
        announce(self, words)

    def place(self) -> None:
        """Lie beside the part that the step is about."""
        widget, part = self._steps[self._at].place()
        there = QRect(widget.mapTo(self._window, part.topLeft()), part.size())
        self._edge.setGeometry(there)
        self._edge.show()
        self._edge.raise_()
        column = self.layout()
        assert column is not None
        column.activate()
        wide = self.fontMetrics().averageCharWidth() * _LETTERS + 32
        self.setFixedWidth(max(wide, column.minimumSize().width()))
        self.setFixedHeight(max(self.heightForWidth(self.width()), self.minimumSizeHint().height()))
        self.move(_beside(there, self.rect(), self._window.rect()))
        self.raise_()
        self._about = widget
        self._moves.watch(_up_to(self._window, widget))

    def _stay_beside(self) -> None:
        """Follow the part, as when a divider is dragged; frame nothing where it was put away."""
        if isValid(self._about) and self._about.isVisible():
            self.place()
        else:
            self._edge.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End at Escape, wherever it is pressed.

        The keyboard may have gone to the text meanwhile, which the tour lies over.
        """
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            inside = isinstance(watched, QWidget) and watched.window() is self._window
            if inside and self.isVisible():
                if event.type() == QEvent.Type.KeyPress:
                    self.end()
                event.accept()
                return True
        return super().eventFilter(watched, event)


class _Moves(QObject):
    """Tells once a turn that something it watches lies elsewhere, or was shown or put away."""

    moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watched: Sequence[QWidget] = ()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.moved)

    def watch(self, parts: Sequence[QWidget]) -> None:
        """Watch these parts, and no others any more."""
        for part in filter(isValid, self._watched):
            part.removeEventFilter(self)
        self._watched = parts
        for part in parts:
            part.installEventFilter(self)
        self._soon.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note what happens to the parts."""
        kind = QEvent.Type
        if event.type() in (kind.Resize, kind.Move, kind.Show, kind.Hide):
            self._soon.start()
        return super().eventFilter(watched, event)


def _up_to(window: QWidget, part: QWidget) -> list[QWidget]:
    """Return a part and all that it lies in, the window too."""
    found = [part]
    while found[-1] is not window and (around := found[-1].parentWidget()) is not None:
        found.append(around)
    return found


def tour_of(window: QMainWindow, workspace: Workspace, keys: Keymap) -> Tour:
    """Return the tour of a window: where each step points."""
    bar = window.menuBar()
    files = bar.actions()[0]
    places: Sequence[Place] = (
        lambda: (workspace.uncover(workspace.documents), workspace.documents.rect()),
        lambda: (workspace.readers, workspace.readers.rect()),
        lambda: (workspace.uncover(workspace.found), workspace.found.rect()),
        lambda: (bar, bar.actionGeometry(files)),
    )
    tour = Tour(window, places, keys)
    workspace.session.changed.connect(tour.follow)
    return tour


def _beside(part: QRect, box: QRect, area: QRect) -> QPoint:
    """Return where a box goes beside a part: right of it, left of it, below it, or over it."""
    room = area.adjusted(_GAP, _GAP, -_GAP, -_GAP)
    top = min(max(part.top() + _GAP * 2, room.top()), room.bottom() - box.height())
    if part.height() < box.height() // 2:
        return QPoint(max(part.left(), room.left()), part.bottom() + _GAP)
    if part.right() + _GAP + box.width() <= room.right():
        return QPoint(part.right() + _GAP, top)
    if part.left() - _GAP - box.width() >= room.left():
        return QPoint(part.left() - _GAP - box.width(), top)
    return QPoint(max(part.center().x() - box.width() // 2, room.left()), top)


def _button(text: str, slot: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(True)  # Enter presses it
    button.clicked.connect(lambda _checked=False: slot())
    return button
