"""The text of a memo: Markdown that looks as it is meant while one writes.

What is stored is what was given, byte for byte, until something is written in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from qcode.model.memo_links import Target, TextLink, links_in
from qcode.model.text import Offsets
from qcode.services.language import tr
from qcode.services.memo_links import Goal
from qcode.ui.accessible import announce
from qcode.ui.field import brought_back, left_to_the_window, typed_in
from qcode.ui.hint import paint_rest_of_hint
from qcode.ui.keys import native
from qcode.ui.theme import colors, is_dark, scroll_bar_style

from .delegate import SIDE
from .memo_chip import CHIP, OBJECT, ChipPainter, chip_format, link_of, source_of
from .memo_look import MemoLook
from .memo_marks import ITEM, LINK, QUOTE, Block, Edit, made, next_line, toggled

_MOVE, _KEEP = QTextCursor.MoveMode.MoveAnchor, QTextCursor.MoveMode.KeepAnchor
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_LINE = 118  # percent of the letters' own height
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MemoText(QTextEdit):
    """Writes one memo's text. Tab leaves it, so that the keyboard reaches everything."""

    followed = Signal(object)  # Goal: a link was chosen
    links_changed = Signal()  # other links stand in the text now

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(SIDE)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self._given = self._as_shown = ""
        self._targets: frozenset[Target] = frozenset()
        self._pressed: TextLink | None = None
        self._mouse = False
        self._chips = ChipPainter(self)
        self.document().documentLayout().registerHandler(CHIP, self._chips)
        self._look = MemoLook(self.document(), self)
        self.cursorPositionChanged.connect(self._caret_moved)
        self.textChanged.connect(self._note_links)
        self._dress()
        self.set_markdown("")  # dressing is nothing to take back

    # -- the text

    def set_markdown(self, text: str) -> None:
        """Show another text; there is nothing to undo in it."""
        self.document().setUndoRedoEnabled(False)
        self.clear()
        cursor, look = QTextCursor(self.document()), QTextBlockFormat()
        look.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(look)
        self._insert(cursor, text)
        self.document().setUndoRedoEnabled(True)
        self._given, self._as_shown = text, self._whole()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._caret_moved()

    def markdown(self) -> str:
        """Return the text: the very one that was given, if nothing was written since."""
        whole = self._whole()
        return self._given if whole == self._as_shown else whole

    def first_line(self) -> str:
        """Return the first line that says something, as Markdown; "" if none does."""
        block = self.document().begin()
        while block.isValid() and not block.text().strip():
            block = block.next()
        if not block.isValid():
            return ""
        return self._between(block.position(), block.position() + block.length() - 1)

    def _whole(self) -> str:
        return self._between(0, self.document().characterCount() - 1)

    def _between(self, start: int, end: int) -> str:
        """Return a stretch, in Qt's positions, as Markdown."""
        lines: list[str] = []
        block = self.document().findBlock(start)
        while block.isValid() and block.position() <= end:
            lines.append("".join(_pieces(block, start, end)))
            block = block.next()
        return "\n".join(lines)

    def _insert(self, cursor: QTextCursor, text: str) -> None:
        """Put Markdown at a cursor, links to passages as single characters."""
        plain, at = QTextCharFormat(), 0
        cursor.beginEditBlock()
        for link in links_in(text):
            cursor.insertText(text[at : link.span.start], plain)
            cursor.insertText(OBJECT, chip_format(link))
            at = link.span.end
        cursor.insertText(text[at:], plain)
        cursor.endEditBlock()

    def insert_markdown(self, text: str) -> None:
        """Put Markdown at the caret, in place of what is selected."""
        cursor = self.textCursor()
        self._insert(cursor, text)
        cursor.setCharFormat(QTextCharFormat())
        self.setTextCursor(cursor)

    # -- links

    def targets(self) -> frozenset[Target]:
        """Return what the links in the text lead to."""
        return self._targets

    def show_goals(self, asked: frozenset[Target], goals: Mapping[Target, Goal]) -> None:
        """Show where links lead; those asked for and not found lead nowhere."""
        if (asked, goals) != (self._chips.asked, self._chips.goals):
            self._chips.asked, self._chips.goals = asked, goals
            self.document().markContentsDirty(0, self.document().characterCount())
            self.viewport().update()

    def _note_links(self) -> None:
        targets = frozenset(
            link.target for link in links_in(self._whole()) if link.target is not None
        )
        if targets != self._targets:
            self._targets = targets
            self.links_changed.emit()

    def _link_at(self, position: int) -> TextLink | None:
        """Return the link that the character at a position stands for."""
        cursor = QTextCursor(self.document())
        if not 0 <= position < self.document().characterCount() - 1:
            return None
        if self.document().characterAt(position) != OBJECT:
            return None
        cursor.setPosition(position + 1)
        return link_of(cursor.charFormat())

    def _link_under(self, point: QPointF) -> TextLink | None:
        at = self.cursorForPosition(point.toPoint()).position()
        for position in (at - 1, at):
            link = self._link_at(position)
            if link is not None and self._rect_of(position).contains(point):
                return link
        return None

    def _rect_of(self, position: int) -> QRectF:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        left = self.cursorRect(cursor)
        cursor.setPosition(position + 1)
        right = self.cursorRect(cursor)
        if right.top() == left.top():
            return QRectF(left.united(right))
        return QRectF(left).adjusted(0, 0, self.viewport().width(), 0)

    def follow(self) -> bool:
        """Go where the link at the caret leads; return whether there is one."""
        at = self.textCursor().position()
        link = self._link_at(at) or self._link_at(at - 1)
        if link is not None:
            self._go(link)
            return True
        block, place = self.textCursor().block(), self.textCursor().positionInBlock()
        offsets = Offsets(block.text())
        for found in LINK.finditer(block.text()):
            if offsets.to_utf16(found.start()) <= place <= offsets.to_utf16(found.end()):
                QDesktopServices.openUrl(QUrl(found.group(3)[2:-1]))
                return True
        return False

    def _go(self, link: TextLink) -> None:
        goal = self._chips.goals.get(link.target) if link.target is not None else None
        if goal is not None:
            self.followed.emit(goal)
        elif self._chips.dangles(link):
            announce(self, tr("This passage is gone."))

    # -- marks

    def toggle(self, mark: str) -> None:
        """Set the selection, or the word at the caret, in marks, or take them off."""
        self._in_lines(lambda line, start, end: toggled(line, start, end, mark))

    def make(self, block: Block) -> None:
        """Make the lines of the selection headings, items or quotations, or plain again."""
        blocks = self._blocks()
        edits = made([each.text() for each in blocks], block)
        whole = self.textCursor()
        whole.beginEditBlock()
        for each, edit in zip(blocks, edits, strict=True):
            self._apply(each, [edit])
        whole.endEditBlock()

    def _in_lines(self, edits_of: object) -> None:
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.beginEditBlock()
        for block in reversed(self._blocks()):  # edits move what is below them
            offsets = Offsets(block.text())
            first = min(max(start - block.position(), 0), block.length() - 1)
            last = min(max(end - block.position(), 0), block.length() - 1)
            if first < last or start == end:
                at, to = offsets.from_utf16(first), offsets.from_utf16(last)
                self._apply(block, edits_of(block.text(), at, to))  # type: ignore[operator]
        cursor.endEditBlock()

    def _blocks(self) -> list[QTextBlock]:
        cursor, document = self.textCursor(), self.document()
        block = document.findBlock(cursor.selectionStart())
        last = document.findBlock(cursor.selectionEnd()).blockNumber()
        found: list[QTextBlock] = []
        while block.isValid() and block.blockNumber() <= last:
            found.append(block)
            block = block.next()
        return found

    def _apply(self, block: QTextBlock, edits: Sequence[Edit]) -> None:
        """Change a line; the caret stays inside marks that are put around nothing."""
        offsets, place = Offsets(block.text()), block.position()
        inside = len(edits) == 2 and edits[0].start == edits[1].start and bool(edits[0].text)
        cursor = QTextCursor(self.document())
        for edit in edits:
            cursor.setPosition(place + offsets.to_utf16(edit.start), _MOVE)
            cursor.setPosition(place + offsets.to_utf16(edit.end), _KEEP)
            cursor.insertText(edit.text, QTextCharFormat())
        if inside:
            cursor.setPosition(place + offsets.to_utf16(edits[0].start) + len(edits[0].text))
            self.setTextCursor(cursor)

    def _new_line(self) -> None:
        """Begin the next line, of a list with its next mark; on an empty item end the list."""
        cursor = self.textCursor()
        line = cursor.block().text()
        head = ITEM.match(line) or QUOTE.match(line)
        before = Offsets(line).from_utf16(cursor.positionInBlock())
        beginning = next_line(line) if head is None or before >= head.end() else ""
        cursor.beginEditBlock()
        if beginning is None:
            cursor.select(QTextCursor.SelectionType.LineUnderCursor)
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, _MOVE)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, _KEEP)
            cursor.removeSelectedText()
        else:
            cursor.insertText("\n" + beginning, QTextCharFormat())
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    # -- looks

    def _caret_moved(self) -> None:
        """Show the marks of the line one is in; not while the mouse is down, or words jump."""
        if self._mouse:
            return
        writes = self.hasFocus() and not self.isReadOnly()
        self._look.show_marks(self.textCursor().blockNumber() if writes else -1)
        link = self._link_at(self.textCursor().position()) if self.hasFocus() else None
        if link is not None:
            words = self._chips.words(link)
            lost = self._chips.dangles(link)
            announce(
                self,
                tr("Link to a passage that is gone: {name}", name=words)
                if lost
                else tr("Link: {name}", name=words),
            )

    def _dress(self) -> None:
        self.verticalScrollBar().setStyleSheet(scroll_bar_style(is_dark(self.palette())))
        self._look.rehighlight()

    # -- Qt

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the size of letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give links the new room."""
        super().resizeEvent(event)
        if self._targets and event.oldSize().width() != event.size().width():
            self.document().markContentsDirty(0, self.document().characterCount())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, a bar beside quotations and dots before items."""
        super().paintEvent(event)
        paint_rest_of_hint(self)
        chosen = colors(is_dark(self.palette()))
        layout = self.document().documentLayout()
        top = self.verticalScrollBar().value()
        block = self.cursorForPosition(event.rect().topLeft()).block()
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            while block.isValid():
                rect = layout.blockBoundingRect(block).translated(0, -top)
                if rect.top() > event.rect().bottom():
                    break
                text = block.text()
                if QUOTE.match(text):
                    painter.setBrush(QColor(chosen.rule))
                    painter.drawRect(QRectF(4, rect.top(), 2, rect.height()))
                elif block.blockNumber() != self._look.open_line and (item := ITEM.match(text)):
                    painter.setBrush(QColor(chosen.accent))
                    if not item[2][0].isdecimal():
                        self._paint_dot(painter, block, len(item[1]))
                block = block.next()

    def _paint_dot(self, painter: QPainter, block: QTextBlock, at: int) -> None:
        rect = self._rect_of(block.position() + at)
        painter.drawEllipse(rect.center(), 2.2, 2.2)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean something in a text from the window's own commands."""
        typed = typed_in(self.document())
        if left_to_the_window(event, typed=typed):
            return False
        if brought_back(event, self.redo, typed=typed):
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not self.isReadOnly() and _mark_of(event) is not None:
                event.accept()
                return True
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            link = self._link_under(QPointF(self.viewport().mapFromParent(event.pos())))
            QToolTip.showText(event.globalPos(), "" if link is None else self._tip(link), self)
            return True
        return super().event(event)

    def _tip(self, link: TextLink) -> str:
        if self._chips.dangles(link):
            return tr("This passage is gone.")
        return tr("Go to {name} ({key})", name=self._chips.words(link), key=native("Ctrl+Enter"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write; Ctrl+Enter follows a link, Enter goes on with a list."""
        mark = _mark_of(event)
        if event.key() in _ENTER and event.modifiers() == _CONTROL:
            self.follow()
        elif self.isReadOnly():
            super().keyPressEvent(event)
        elif isinstance(mark, Block):
            self.make(mark)
        elif mark is not None:
            self.toggle(mark)
        elif event.key() in _ENTER and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier in (
            Qt.KeyboardModifier.NoModifier,
        ):
            self._new_line()
        elif event.key() in _ENTER and event.modifiers() == _SHIFT:
            self.textCursor().insertText("\n", QTextCharFormat())
        else:
            cursor = self.textCursor()
            if not cursor.hasSelection() and source_of(cursor.charFormat()) is not None:
                self.setCurrentCharFormat(QTextCharFormat())  # what is typed is no link
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note on which link the button goes down."""
        self._mouse = True
        self._pressed = self._link_under(event.position())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link that was clicked."""
        super().mouseReleaseEvent(event)
        self._mouse = False
        pressed, self._pressed = self._pressed, None
        if (
            pressed is not None
            and event.button() == Qt.MouseButton.LeftButton
            and self._link_under(event.position()) == pressed
        ):
            self._go(pressed)
        self._caret_moved()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the hand over links."""
        super().mouseMoveEvent(event)
        over = self._link_under(event.position()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the marks of the line one comes to."""
        super().focusInEvent(event)
        self._caret_moved()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let all be seen as it is meant."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._look.show_marks(-1)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy Markdown."""
        cursor, made_data = self.textCursor(), QMimeData()
        made_data.setText(self._between(cursor.selectionStart(), cursor.selectionEnd()))
        return made_data

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words; links to passages among them become links."""
        if source.hasText():
            self.insert_markdown(source.text())


def _pieces(block: QTextBlock, start: int, end: int) -> Iterator[str]:
    """Yield what stands in a line between two positions of the document, links as Markdown."""
    pieces = block.begin()
    while not pieces.atEnd():
        fragment = pieces.fragment()
        first = max(start - fragment.position(), 0)
        last = min(end - fragment.position(), fragment.length())
        if first < last:
            source = source_of(fragment.charFormat())
            text = fragment.text()
            if (first, last) != (0, fragment.length()):
                units = text.encode("utf-16-le", "surrogatepass")[2 * first : 2 * last]
                text = units.decode("utf-16-le", "replace")
            # Letters typed over a link can have its format, and are letters all the same.
            yield text if source is None else text.replace(OBJECT, source)
        pieces += 1


def _mark_of(event: QKeyEvent) -> str | Block | None:
    """Return what a key means in a memo: a mark, or what a line is to be."""
    if event.modifiers() == _CONTROL:
        return MARK_KEYS.get(Qt.Key(event.key()))
    if event.modifiers() == _CONTROL | _SHIFT:
        return BLOCK_KEYS.get(Qt.Key(event.key()))
    return None


# With Ctrl, and with Ctrl and Shift.
MARK_KEYS = {Qt.Key.Key_B: "**", Qt.Key.Key_I: "*"}
BLOCK_KEYS = {
    Qt.Key.Key_H: Block.HEADING,
    Qt.Key.Key_U: Block.LIST,
    Qt.Key.Key_O: Block.NUMBERED,
    Qt.Key.Key_Q: Block.QUOTE,
}
