"""A memo read and written beside what it is on: only its text; kind and title are in the pane."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from qcode.model.memo import Memo, MemoLink
from qcode.services.language import tr
from qcode.ui.found.delegate import SIDE
from qcode.ui.found.memo_goals import MemoGoals
from qcode.ui.found.memo_pen import Draft, Pen, Words, draft_of
from qcode.ui.found.memo_text import MemoText
from qcode.ui.found.parts import flat, quiet
from qcode.ui.leading import lead_focus
from qcode.ui.pane_filter import PaneFilter, follow
from qcode.ui.session import Session
from qcode.ui.wrapping_row import WrappingRow

_LEAST = 3  # lines


class GrowingMemo(MemoText):
    """A memo's text that is as high as it needs to be: the page scrolls, the field does not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(4)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = self.document().documentLayout()
        layout.documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for the lines there are."""
        line = self.fontMetrics().lineSpacing()
        wanted = round(self.document().size().height())
        return QSize(super().sizeHint().width(), max(wanted, _LEAST * line) + 2)

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())


class MemoField(QWidget):
    """The newest memo on a thing, or the place to begin one."""

    problem = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._link: MemoLink | None = None
        self._given = Words()
        self.text = GrowingMemo()
        self.text.setAccessibleName(tr("Text of the memo"))
        if not session.project.read_only:
            self.text.setPlaceholderText(tr("What did you notice, and why does it matter?"))
        self._goals = MemoGoals(session, self.text)
        self._open = flat(tr("Open memo"), self._open_memo)
        self.pen = Pen(session, self._words, self._fill, self)
        self.pen.problem.connect(self.problem)
        self.pen.written.connect(lambda _memo: self._open.show())
        self.text.textChanged.connect(self.pen.touch)
        self._title = quiet()
        self.head = WrappingRow(self._title, beside=SIDE)  # for the page: it reaches beside it
        self.head.addWidget(self._title)
        self.head.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)
        lead_focus(self, self.text)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.pen.save)
        follow(shortcut, "Memo", "Save", session.keys)
        PaneFilter(self.text, "Memo", session.keys)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def show_memos(self, link: MemoLink, memos: Sequence[Memo]) -> None:
        """Show the newest of the memos on a thing; with none, what is written begins one."""
        newest = memos[-1] if memos else None
        draft = self.pen.draft
        if link == self._link and draft is not None:
            if newest is not None and draft.id == newest.id:
                self.pen.refresh(newest)
            elif not self.pen.touched and (newest is not None or draft.id is not None):
                self._take(link, newest)
            elif draft.id is not None and all(memo.id != draft.id for memo in memos):
                self.pen.draft = Draft(None, (link,), Words())  # it is gone, its words are kept
            # Else a new one is being written, and its first saving may be under way.
        else:
            self._take(link, newest)
        self._title.setText(self._heading(memos))
        self._open.setVisible(newest is not None)

    def _take(self, link: MemoLink, newest: Memo | None) -> None:
        self._link = link
        self.pen.take(Draft(None, (link,), Words()) if newest is None else draft_of(newest))
        self.text.setReadOnly(self._session.project.read_only)

    def _heading(self, memos: Sequence[Memo]) -> str:
        if len(memos) > 1:
            return tr("{title} · the newest of {n} memos", title=tr("Memo"), n=len(memos))
        return tr("Memo")

    def save(self) -> None:
        """Write what was typed."""
        self.pen.save()

    def _words(self) -> Words:
        return Words(self._given.title, self.text.markdown(), self._given.kind)

    def _fill(self, words: Words) -> None:
        self._given = words
        self.text.set_markdown(words.text)

    def _open_memo(self) -> None:
        self.pen.save()
        draft = self.pen.draft
        if draft is not None and draft.id is not None:
            self._session.open_memo(draft.id)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """Write what was typed when the keyboard goes; to read the text at each step is much."""
        if new is None or self.isAncestorOf(new) or new.window() is not self.window():
            return
        if self.pen.rest.isActive() or (old is not None and self.isAncestorOf(old)):
            self.pen.save()
