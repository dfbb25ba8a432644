"""The quick-code box: one line and a list, for finding or making a code without the mouse.

It lies inside the window, not in a popup of its own: dead keys and input methods work in it,
and the window stays the active one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import codes, coding
from qcode.services.language import tr
from qcode.ui.session import Session
from qcode.ui.theme import box_style, is_dark, scroll_bar_style

from .choices import Choice, ChoiceList, NewCode
from .finder import Entry
from .known import KnownCodes
from .placing import beside

WIDTH = 440
ROWS = 9
FEWEST = 3  # rows, when there are no codes yet

_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: ROWS - 1,
    Qt.Key.Key_PageUp: 1 - ROWS,
}


@dataclass(frozen=True, slots=True)
class _Errand:
    """What the box was opened for. `several`: Ctrl+Enter takes one and stays open."""

    title: str
    take: Callable[[Choice], None]
    without: frozenset[CodeId] = frozenset()
    creates: bool = True
    several: bool = False


class QuickCodeBox(QFrame):
    """Finds codes as one types; `open_at` codes a passage, `choose` hands a code to the caller.

    `applied` brings the path of a code that was applied. The box belongs to `parent`, and gives
    the keyboard back to whatever had it.
    """

    applied = Signal(str)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._owner = parent
        self._known = KnownCodes.of(session)
        self._errand = _Errand("", lambda _choice: None)
        self._before: QWidget | None = None
        self._under = ""  # "Parent/", while a code under it is being named
        self._taken: list[str] = []
        self._build()
        self.hide()
        parent.destroyed.connect(self.deleteLater)
        self._known.changed.connect(self._search_again)

    def _build(self) -> None:
        self.setObjectName("quickbox")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QLabel()
        self._title.setWordWrap(True)
        self._line = QLineEdit(frame=False)
        self._line.textChanged.connect(self._search)
        self._line.installEventFilter(self)
        self._list = ChoiceList()
        self._list.clicked.connect(lambda _index: self._take(stay=False))
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 8)
        column.setSpacing(0)
        for widget in (self._title, self._line, self._list, self._hint):
            column.addWidget(widget)

    # -- opening and closing

    def open_at(self, global_point: QPoint, span: Span, document: DocumentId) -> None:
        """Ask for a code for a passage (code points of `document`), and apply it."""
        take = partial(self._apply, document, span)
        self._open(global_point, _Errand("", take, several=True))

    def choose(
        self,
        global_point: QPoint,
        title: str,
        then: Callable[[CodeId], None],
        *,
        without: Collection[CodeId] = (),
        creates: bool = True,
    ) -> None:
        """Ask for any code but those of `without`, and call `then` with it.

        With `creates` the user may name a new one, which is made first.
        """
        take = partial(self._hand_over, then)
        self._open(global_point, _Errand(title, take, frozenset(without), creates))

    def _open(self, global_point: QPoint, errand: _Errand) -> None:
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self._errand = errand
        self._under = ""
        self._taken = []
        self._known.look()
        asked = tr("Find or name a code") if errand.creates else tr("Find a code")
        self._line.setPlaceholderText(asked)
        self._line.setAccessibleName(errand.title or asked)
        self._title.setText(errand.title)
        self._title.setVisible(bool(errand.title))
        self._line.clear()
        self._search("")
        self._show_hint()
        window = self._owner.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._dress(dark=is_dark(window.palette()))
        known = self._known
        self._list.set_rows(min(ROWS, len(known.finder) + FEWEST) if known.loaded else ROWS)
        self.setFixedWidth(min(WIDTH, window.width()))
        self.adjustSize()
        self.move(beside(window.mapFromGlobal(global_point), self.size(), window.rect()))
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _dress(self, *, dark: bool) -> None:
        style = box_style(dark) + scroll_bar_style(dark)
        if style != self.styleSheet():  # setting one costs more than all the rest
            self.setStyleSheet(style)

    def dismiss(self, *, give_back: bool = True) -> None:
        """Close the box; give the keyboard back to what had it before."""
        if not self.isVisible():
            return
        before, self._before = self._before, None
        self.hide()
        self.setParent(self._owner)
        if give_back and before is not None:
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    # -- finding

    def _search_again(self) -> None:
        """Follow what has changed, and stay where the user has gone with the arrow keys."""
        if self.isVisible():
            gone_to = self._list.marked() if self._list.currentIndex().row() > 0 else None
            self._search(self._line.text())
            if gone_to is not None:
                self._list.mark(gone_to)

    def _search(self, text: str) -> None:
        """List what the text may mean, with the code it could become, and mark the likeliest."""
        known, errand = self._known, self._errand
        found: list[Choice] = list(
            known.finder.find(text, recent=known.recent, without=errand.without)
        )
        new = known.finder.new_path(text) if known.loaded and errand.creates else None
        if new is not None:
            naming = bool(self._under) and text.startswith(self._under)
            found.insert(0 if naming else len(found), NewCode(new))
        self._list.offer(found)

    def marked(self) -> Choice | None:
        """Return the choice that Enter would take."""
        return self._list.marked()

    # -- taking

    def _take(self, *, stay: bool) -> None:
        choice = self.marked()
        if choice is None:
            return
        errand = self._errand
        if stay and errand.several:
            self._taken.append(choice.names[-1])
            self._show_hint()
            self._line.clear()
        else:
            self.dismiss()
        errand.take(choice)

    def _apply(self, document: DocumentId, span: Span, choice: Choice) -> None:
        project = self._session.project
        path = choice.path

        def work() -> object:
            if isinstance(choice, Entry):
                return coding.apply_code(project, document, span, choice.code)
            return coding.apply_path(project, document, span, path)

        self._session.do(work, lambda _answer: self.applied.emit(path))

    def _hand_over(self, then: Callable[[CodeId], None], choice: Choice) -> None:
        project = self._session.project
        if isinstance(choice, Entry):
            then(choice.code)
        else:
            self._session.do(partial(codes.add_path, project, choice.path), then)

    def _name_under(self) -> None:
        """Begin a code under the marked one: its path stands there, the name is to be typed."""
        choice = self.marked()
        if choice is not None and self._errand.creates:
            self._under = choice.path + "/"
            self._line.setText(self._under)
            self._search(self._under)

    def _show_hint(self) -> None:
        parts = []
        if self._taken:
            parts.append(tr("Coded with: {codes}", codes=", ".join(self._taken)))
        elif self._errand.several:
            parts.append(tr("{key}: keep open for more", key=_native("Ctrl+Enter")))
        if self._errand.creates and not self._taken:
            parts.append(tr("{key}: new code under it", key=_native("Tab")))
        self._hint.setText("   ·   ".join(parts))
        self._hint.setVisible(bool(parts))

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that belong to the list while the cursor stays in the line."""
        if watched is self._line:
            if isinstance(event, QKeyEvent):
                if event.type() == QEvent.Type.KeyPress:
                    return self._press(event)
                if event.type() == QEvent.Type.ShortcutOverride and _is_ours(event):
                    event.accept()
                    return True
            elif isinstance(event, QFocusEvent) and event.lostFocus():
                self._leave(event.reason())
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(stay=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_Tab:
            self._name_under()
        elif key == Qt.Key.Key_Backtab:
            pass  # leads nowhere: the box has one place for the keyboard
        elif key in _MOVES:
            self._list.step(_MOVES[Qt.Key(key)])
        else:
            return False
        return True

    def _leave(self, reason: Qt.FocusReason) -> None:
        if reason not in (
            Qt.FocusReason.PopupFocusReason,  # its own context menu
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.dismiss(give_back=False)


def _is_ours(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
