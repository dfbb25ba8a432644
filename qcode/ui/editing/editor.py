"""The editor of a document's text: its words, and quietly behind them what is coded.

The codings move as one types; they are worked out for what is on the screen only.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QMimeData, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from qcode.model.edits import Fate, Side
from qcode.model.ranges import sweep
from qcode.model.text import Span, canonical
from qcode.services.appearance import DEFAULT, Appearance
from qcode.services.language import tr
from qcode.ui.coding.codings import Codings
from qcode.ui.coding.column_edit import ColumnEdit
from qcode.ui.coding.preparing import Preparer
from qcode.ui.coding.typography import Typography
from qcode.ui.field import brought_back
from qcode.ui.theme import code_color, is_dark, mixed_tint

from .edited_layout import EditedLayout
from .long_steps import LongSteps
from .mirror import Edit, Mirror

_SOON_MS = 40
_AROUND = 2_000  # code points beyond the screen that are dressed too
_POINTED = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
    QEvent.Type.ContextMenu,
    QEvent.Type.DragEnter,
    QEvent.Type.Drop,
    QEvent.Type.Wheel,
)


class TextEditor(ColumnEdit):
    """Edits one canonical text. Positions are code points of it as it is now."""

    edited = Signal()
    busy = False  # with a step of which a part is done: nobody else may change the text

    def __init__(
        self,
        text: str,
        codings: Codings,
        font: QFont,
        page: Appearance = DEFAULT,
        parent: QWidget | None = None,
    ) -> None:
        """`page` says how wide the column is and how far its lines are apart."""
        super().__init__(parent)
        self._codings, self._page = codings, page
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._dress)
        self._typography = Typography.of(font, page)
        self._preparer = Preparer(self.verticalScrollBar())
        self._set_up(font)
        self._lines = self._put(text)
        self.mirror = Mirror(self.document(), text)
        self.mirror.changed.connect(self.edited)
        self.mirror.changed.connect(self._soon.start)
        self._first = QTextCursor(self.document()), 0  # what is on top of the screen, and how high
        self._caret = self.textCursor()
        self._dressed = frozenset[tuple[int, int, tuple[str, ...]]]()
        self._kept: deque[Callable[[], object]] = deque()
        self.steps = LongSteps(self.mirror, self.document())
        self.steps.began.connect(self._keep_still)
        self.steps.ended.connect(self._move_again)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)
        self._soon.start()

    def _set_up(self, font: QFont) -> None:
        self.setFont(font)
        self.style_scroll_bar()
        self.set_up_column()
        self.setAutoFillBackground(True)  # the paper goes on beside the column
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(False)  # a tab is a character of a transcript
        self.setLineWrapColumnOrWidth(self._typography.column or self.width())
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setPlaceholderText(tr("The document is empty now."))
        self.setAccessibleName(tr("Text that is being edited"))

    def _put(self, text: str) -> EditedLayout:
        """Show a text; none of it can be undone. It is whole before it is laid out."""
        document = QTextDocument(self)
        document.setDefaultFont(self.font())
        document.setUndoRedoEnabled(False)
        QTextCursor(document).insertText(text)
        document.setUndoRedoEnabled(True)
        document.setPageSize(QSizeF(self.lineWrapColumnOrWidth(), -1))  # or it is laid out twice
        layout = EditedLayout(document, self._typography)
        document.setDocumentLayout(layout)
        self.show_column(document, layout)
        self._preparer.begin(None, layout)
        return layout

    # -- whether it takes anything

    def hold(self, on: bool) -> None:
        """Take nothing that is typed, pasted or dropped, or take it again.

        Meanwhile keys do nothing at all: one that codes elsewhere was meant for the text.
        """
        if on:
            QGuiApplication.inputMethod().commit()  # a word that is being put together counts
        self.setReadOnly(on)
        if on:
            self.viewport().setCursor(Qt.CursorShape.BusyCursor)
        else:
            self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    def event(self, event: QEvent) -> bool:
        """Keep keys from those who would take them for commands while nothing is taken here."""
        if self.busy and self._is_kept(event):
            return True
        kept = event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if self.isReadOnly() and kept and isinstance(event, QKeyEvent):
            event.accept()
            return True
        return brought_back(event, self.redo, typed=True) or super().event(event)

    # -- many places at once

    def replace_all(self, edits: Iterable[list[Edit]]) -> None:
        """Put edits in as one step that can be taken back; very many a part a turn.

        They are asked for a list a turn. One list of few is put in now.
        """
        if not self.isReadOnly():
            QGuiApplication.inputMethod().commit()
            self.when_free(lambda: self.steps.replace(edits))

    def undo(self) -> None:
        """Take the last step back."""
        if not self.busy and not self.steps.step(back=True):
            super().undo()

    def redo(self) -> None:
        """Do again the step that was taken back last."""
        if not self.busy and not self.steps.step(back=False):
            super().redo()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take long steps back and do them again in our own way."""
        keys = QKeySequence.StandardKey
        for key, back in ((keys.Undo, True), (keys.Redo, False)):
            if event.matches(key) and self.steps.step(back=back):
                return
        super().keyPressEvent(event)

    def when_free(self, act: Callable[[], object]) -> None:
        """Do something when no step is under way, after what was typed before; now if none is."""
        self._kept.append(act)
        self._do_kept()

    def _do_kept(self) -> None:
        while self._kept and not self.busy:
            self._kept.popleft()()

    def _is_kept(self, event: QEvent) -> bool:
        """Keep what is typed until the text has all of its words, then give it to it."""
        typed = isinstance(event, QInputMethodEvent)
        if typed or (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress):
            copy = event.clone()
            self._kept.append(lambda: QApplication.sendEvent(self, copy))
            event.accept()
            return True
        return False

    def viewportEvent(self, event: QEvent) -> bool:
        """Take nothing from the pointer while what it points at is on its way elsewhere."""
        return (self.busy and event.type() in _POINTED) or super().viewportEvent(event)

    def _keep_still(self) -> None:
        """Show the text as it was until it is whole again."""
        self.busy = True
        self._caret = self.textCursor()
        self.setUpdatesEnabled(False)
        self.viewport().setCursor(Qt.CursorShape.BusyCursor)

    def _move_again(self) -> None:
        self.busy = False
        self.setTextCursor(self._caret)
        self._scroll_back(*self._first)
        self.setUpdatesEnabled(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._soon.start()
        self._do_kept()

    # -- places

    def position(self) -> int:
        """Return where the caret stands."""
        return self.mirror.from_unit(self.textCursor().position())

    def paragraph(self) -> int:
        """Return the number of the paragraph with the caret, from 1."""
        return self.textCursor().blockNumber() + 1

    def original_position(self) -> int:
        """Return where the caret would stand in the text as it was."""
        return self.mirror.change.invert().map_position(self.position(), Side.BEFORE)

    def go(self, position: int) -> None:
        """Put the caret somewhere, in the middle of the screen."""
        self.select(Span(position, position))
        self.show_middle()

    def select(self, span: Span) -> None:
        """Select a passage and show it."""
        cursor = self.textCursor()
        cursor.setPosition(self.mirror.to_unit(span.start))
        cursor.setPosition(self.mirror.to_unit(span.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def show_middle(self) -> None:
        """Scroll so that the caret stands in the middle of the screen."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().center().y() - self.viewport().height() // 2)

    def selected(self) -> Span:
        """Return the selected passage; an empty one is where the caret stands."""
        cursor = self.textCursor()
        return Span(
            self.mirror.from_unit(cursor.selectionStart()),
            self.mirror.from_unit(cursor.selectionEnd()),
        )

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words alone, as a text of a project has them."""
        if not self.isReadOnly():  # Qt asks nevertheless
            text = canonical(source.text()).text
            self.when_free(lambda: self.textCursor().insertText(text))

    # -- looks

    def set_page(self, page: Appearance, font: QFont) -> None:
        """Set the text in this way from now on, in the same place."""
        self._page = page
        with self._in_place():
            self.setFont(font)
            self._typeset()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.style_scroll_bar()
            self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column as wide as it is when one reads."""
        super().resizeEvent(event)
        self._share()
        self._soon.start()

    def _typeset(self) -> None:
        self._typography = Typography.of(self.font(), self._page)
        self._lines.set_typography(self._typography)
        self._share()
        self._soon.start()

    def _share(self) -> None:
        room = self.contentsRect().width() - self.verticalScrollBar().sizeHint().width()
        column = room - 48
        if self._typography.column:
            column = min(self._typography.column, column)
        side = (room - column) // 2
        self.setViewportMargins(side, 8, room - column - side, 8)
        if column != self.lineWrapColumnOrWidth():
            with self._in_place():
                self.setLineWrapColumnOrWidth(column)
        self._prepare()

    @contextmanager
    def _in_place(self) -> Iterator[None]:
        """Keep the first line on the screen where it is while lines are broken anew."""
        bar = self.verticalScrollBar()
        if not bar.value():
            yield
            return
        first = self.cursorForPosition(self.viewport().rect().topLeft())
        stood = self.cursorRect(first).top()
        yield
        self._scroll_back(first, stood)

    def _scroll_back(self, first: QTextCursor, stood: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(first).top() - stood)

    def _on_scroll(self) -> None:
        if self.busy:  # Qt shows where a part was undone, which is not seen
            return
        self._prepare()
        self._soon.start()

    def _prepare(self) -> None:
        """Have ready what is to be seen now."""
        top = self.verticalScrollBar().value()
        self._preparer.show(top, top + self.viewport().height())

    def visible(self) -> Span:
        """Return what is on the screen."""
        page = self.viewport().rect()
        first = self.cursorForPosition(page.topLeft()).position()
        last = self.cursorForPosition(page.bottomRight()).position()
        return Span(self.mirror.from_unit(first), self.mirror.from_unit(max(first, last)))

    def _dress(self) -> None:
        """Put the codings behind what is on the screen."""
        if self.busy:
            return
        first = self.cursorForPosition(self.viewport().rect().topLeft())
        self._first = first, self.cursorRect(first).top()
        dark, seen = is_dark(self.palette()), self.visible()
        runs = [(run.start, run.end, run.values) for run in sweep(self._coded_around(seen))]
        with self._lines.as_far_as_seen():
            self.setExtraSelections(
                [self._behind(Span(start, end), values, dark) for start, end, values in runs]
            )
        before, self._dressed = self._dressed, frozenset(runs)
        others = before ^ self._dressed
        if any(start < seen.end and seen.start < end for start, end, _values in others):
            self.viewport().update()

    def _coded_around(self, seen: Span) -> list[tuple[int, int, str]]:
        """Return the codings about the screen as they lie now, with their colours."""
        change = self.mirror.change
        back = change.invert()
        start = back.map_position(max(0, seen.start - _AROUND), Side.BEFORE)
        end = back.map_position(min(self.mirror.length, seen.end + _AROUND), Side.AFTER)
        found = []
        for segment, _lane in self._codings.within(start, end):
            span, fate = change.map_span(segment.span)
            if fate is not Fate.GONE:
                found.append((span.start, span.end, self._codings.code(segment.code).color))
        return found

    def _behind(self, span: Span, values: tuple[str, ...], dark: bool) -> QTextEdit.ExtraSelection:
        look = QTextCharFormat()
        look.setBackground(mixed_tint(tuple(sorted(values)), dark))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(code_color(values[0], dark).stripe)
        behind = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.mirror.to_unit(span.start))
        cursor.setPosition(self.mirror.to_unit(span.end), QTextCursor.MoveMode.KeepAnchor)
        behind.cursor, behind.format = cursor, look
        return behind
