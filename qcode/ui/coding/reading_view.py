"""A document's text set for reading: column, gutter, places and selection; nothing of codings.

Everything outside this package is in code points. Here `unit` is a position as Qt counts, and
`_unit` and `_position` convert between the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QPoint,
    QPointF,
    QSignalBlocker,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from qcode.model.boundaries import snap_to_graphemes
from qcode.model.layout import EMPTY, Layout
from qcode.model.text import Offsets, Paragraphs, Span
from qcode.services.appearance import DEFAULT, Appearance
from qcode.services.language import tr
from qcode.ui.mime import set_span
from qcode.ui.rest import single_shot
from qcode.ui.theme import is_dark

from .column_edit import ColumnEdit
from .column_layout import ColumnLayout
from .columns import Columns, Wish, share
from .geometry import Geometry
from .guard import Guard
from .gutter import Gutter, marks
from .layout_document import DocumentMaker
from .preparing import Preparer
from .typography import Typography

_READING_SIZE = 1.12  # times the size of the window's font
_WRAP_AT_ONCE = 100_000  # characters; the wrapping of a longer text waits for the last width
_SETTLED_MS = 120
_UPPER_THIRD = 0.28  # of the height: where a passage stands that one is brought to


@dataclass(frozen=True, slots=True)
class _Build:
    """All that a document depends on besides its text; see `ReadingView._wanted_build`."""

    font: str
    dark: bool
    page: Appearance
    quiet: tuple[frozenset[str], int] | None


class ReadingView(ColumnEdit):
    """Shows one text. Spans and positions are code points of it."""

    selection_changed = Signal()
    beside_pressed = Signal(int)  # a paragraph's number or time; the position it begins at

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._layout = EMPTY
        self._offsets = Offsets("")
        self._paragraphs = Paragraphs("")
        self._geometry = Geometry(self)
        self._guard = Guard()
        self._gutter = Gutter(self, self._geometry, self._guard)
        self._document: QTextDocument | None = None
        self._built_for: _Build | None = None
        self._page = DEFAULT
        self._interviewers: frozenset[str] = frozenset()
        self._set_up()
        self._dark = is_dark(self.palette())
        self._typography = Typography.of(self.font())
        self._wish = Wish()
        self._foot = 0  # pixels below the text
        self._edge_width = 0  # of what lies between the margin and the scroll bar
        self._columns = share(0, self._typography, gutter=0, lanes=0)
        self._settle = single_shot(self, _SETTLED_MS, self._wrap)
        self._preparer = Preparer(self.verticalScrollBar())
        self._preparer.dressed.connect(self._on_dressed)
        self._leaves = False  # for another place
        self._replacing = False  # a document by one that is not there yet
        self._bar_width = 0
        self.selectionChanged.connect(self._on_selection)
        self._gutter.pressed.connect(lambda unit: self.beside_pressed.emit(self._position(unit)))
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._on_scroll)
        bar.rangeChanged.connect(lambda _low, high: bar.setEnabled(high > 0))

    def _set_up(self) -> None:
        font = QFont(QApplication.font())
        if font.pointSizeF() > 0:  # a font may be set in pixels
            font.setPointSizeF(round(font.pointSizeF() * _READING_SIZE * 2) / 2)
        self.setFont(font)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.set_up_column()
        self.setAccessibleName(tr("Text of the document"))
        self._hide_highlight()

    # The document ------------------------------------------------------------------------------

    def set_text(self, text: str, layout: Layout, place: int = 0) -> None:
        """Show a canonical text from the line with `place` on."""
        self._text, self._layout = text, layout
        self._offsets, self._paragraphs = Offsets(text), Paragraphs(text)
        self._build_at(place)

    def _build_at(self, place: int) -> None:
        """Make the document and show a place: its beginning, if not seen, is not prepared."""
        if place <= 0:
            self._build()
            return
        with self._leaving():
            self._build()
        self.restore_place(place)

    def _build(self) -> None:
        """Make the document for text, font and theme as they are now."""
        old = self._document
        self._dark = is_dark(self.palette())
        wanted = self._wanted_build()
        if self._built_for != wanted:  # as mostly they are the same, of another text
            self._typography = Typography.of(self.font(), self._page)
        self._built_for = wanted
        self._geometry.set_typography(self._typography)
        self._gutter.set_typography(self._typography, self._page)
        self.style_scroll_bar()
        maker = DocumentMaker(
            self._text,
            self._layout,
            offsets=self._offsets,
            typography=self._typography,
            dark=self._dark,
            page=self._page,
            interviewers=self._interviewers,
        )
        found = marks(self._text, self._layout, times=self._page.times)
        self._gutter.show_document(found, self._offsets, maker.cuts)
        document = maker.document
        document.setParent(self)  # or it outlives the view
        self._document = document
        self._geometry.forget()
        self._replacing = True  # the old one need not be wrapped once more
        self._share_width()
        self._replacing = False
        self._put(maker)
        if old is not None:
            old.setParent(None)  # or Python may end a child that Qt is about to come to
            old.deleteLater()

    def style_scroll_bar(self) -> None:
        """Follow the theme, and find out how wide the scroll bar is."""
        super().style_scroll_bar()
        over = self.style().styleHint(QStyle.StyleHint.SH_ScrollBar_Transient, None, self)
        self._bar_width = 0 if over else self.verticalScrollBar().sizeHint().width()

    def _put(self, maker: DocumentMaker) -> None:
        """Show a document from its beginning, laid out once and at its final width."""
        bar, document = self.verticalScrollBar(), maker.document
        quiet = [bar, self._preparer]
        if not self.textCursor().hasSelection():
            quiet.append(self)  # there is nothing to tell but of a caret that does not stay there
        with ExitStack() as still:
            for each in quiet:
                still.enter_context(QSignalBlocker(each))
            bar.setValue(0)
            if self.lineWrapColumnOrWidth() != self._columns.text:
                self.setLineWrapColumnOrWidth(self._columns.text)
            document.setPageSize(QSizeF(self._columns.text, -1))
            layout = ColumnLayout(document, self._typography.above)
            document.setDocumentLayout(layout)
            self._preparer.begin(maker, layout, self._offsets)
            if not self._leaves:
                self._prepare()
            self.show_column(document, layout)
        self._geometry.forget()

    def _prepare(self) -> None:
        """Have ready what is to be seen now."""
        top = self.verticalScrollBar().value()
        self._preparer.show(top - Geometry.ABOVE, top + self.viewport().height())

    def _on_dressed(self) -> None:
        self._geometry.forget()
        self._moved()

    def _stay(self, growth: float) -> None:
        if not self._leaves:
            super()._stay(growth)
            self._moved()

    def set_page(
        self, page: Appearance, font: QFont, interviewers: frozenset[str] = frozenset()
    ) -> None:
        """Set the text in this way from now on, in the same place.

        `interviewers` are the speakers who stand back, if the page says so. The size of the
        letters is that of `font`.
        """
        self._page, self._interviewers = page, interviewers
        if font.key() != self.font().key():
            self.setFont(font)
        self._rebuild(self.place())

    def expect_interviewers(self, names: frozenset[str]) -> None:
        """Say who stands back in the text that is shown next."""
        self._interviewers = names

    def _wanted_build(self) -> _Build:
        """Return all that the document depends on besides the text."""
        page = self._page
        quiet = (self._interviewers, page.strength) if page.quiet_interviewer else None
        painted = replace(page, behind=DEFAULT.behind, strength=DEFAULT.strength, only_active=False)
        painted = replace(painted, memo_signs=True)  # they lie on the gutter
        return _Build(self.font().key(), is_dark(self.palette()), painted, quiet)

    def _rebuild(self, place: int) -> None:
        """Make the document again for another font, theme or page, in the same place."""
        wanted = self._wanted_build()
        if self._built_for == wanted:
            return
        if self._built_for == replace(wanted, dark=self._dark):
            self._change_theme()
            return
        cursor = self.textCursor()
        anchor, unit = cursor.anchor(), cursor.position()
        with QSignalBlocker(self):  # or whoever follows the caret thinks that it has left
            self._build_at(place)
        self._set_cursor(anchor, unit)
        self.restore_place(place)
        self._rebuilt()

    def _rebuilt(self) -> None:
        """Follow a text that is set in another way."""

    def _change_theme(self) -> None:
        """Keep the document, and change its inks where one looks; the rest follows."""
        self._built_for = self._wanted_build()
        self._dark = self._built_for.dark
        self.style_scroll_bar()
        self._preparer.change_theme(self._dark)
        self._prepare()
        self._moved()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the font."""
        place = 0 if self._built_for is None else self.place()
        super().changeEvent(event)  # which gives the document the font, so that lines move
        if event.type() == QEvent.Type.PaletteChange:
            self._hide_highlight()
        if self._built_for is not None and event.type() in (
            QEvent.Type.PaletteChange,
            QEvent.Type.FontChange,
        ):
            self._rebuild(place)

    def _hide_highlight(self) -> None:
        """Leave the selection to our own painter, so that it lies behind the text."""
        text = self.palette().color(QPalette.ColorRole.Text)
        clear = QColor(Qt.GlobalColor.transparent)
        if (
            self.palette().color(QPalette.ColorRole.Highlight) != clear
            or self.palette().color(QPalette.ColorRole.HighlightedText) != text
        ):
            ours = QPalette()  # of these two roles only; the others go on following the theme
            ours.setColor(QPalette.ColorRole.Highlight, clear)
            ours.setColor(QPalette.ColorRole.HighlightedText, text)
            self.setPalette(ours)

    def set_beside_pressable(self, on: bool) -> None:
        """Show that paragraphs' numbers and times can be clicked on, or that they cannot."""
        self._gutter.set_pressable(on)

    # Widths ------------------------------------------------------------------------------------

    def _lanes(self) -> int:
        """Return how many lanes the margin has."""
        return 0

    def _share_width(self) -> None:
        """Give gutter, text and margin their shares of the width."""
        width = self.contentsRect().width() - self._bar_width - self._edge_width
        wanted = self._gutter.wanted_width(len(self._paragraphs))
        lanes = self._lanes()
        columns = share(width, self._typography, gutter=wanted, lanes=lanes, wish=self._wish)
        foot = self._foot_height(columns)
        if (columns, foot) != (self._columns, self._foot):
            self._columns, self._foot = columns, foot
            self.setViewportMargins(columns.before, 0, columns.after + self._edge_width, foot)
        self._place_sides()

    def _foot_height(self, _columns: Columns) -> int:
        """Return how much room there is to be below the text."""
        return 0

    def _place_sides(self) -> None:
        """Put what lies beside the text in its place."""
        page = self.viewport().geometry()
        left = self._columns.margin if self._columns.left else 0
        self._gutter.setGeometry(left, page.top(), page.left() - left, page.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width; wrap a long text only once the width has settled."""
        super().resizeEvent(event)
        self._follow_width()

    def _follow_width(self) -> None:
        if self._replacing:
            return
        self._share_width()
        self._prepare()
        if self._columns.text == self.lineWrapColumnOrWidth():
            self._settle.stop()
        elif len(self._text) < _WRAP_AT_ONCE or not self.isVisible():
            self._wrap()
        else:
            self._settle.start()

    def _wrap(self) -> None:
        """Wrap the text to its column, and keep its first visible character where it is."""
        if self._columns.text == self.lineWrapColumnOrWidth():
            return
        place = self.place()
        with self._leaving():
            self.setLineWrapColumnOrWidth(self._columns.text)
        self._geometry.forget()
        self.restore_place(place)
        self._moved()

    def _on_scroll(self) -> None:
        if not self._leaves:  # else what is passed is not seen
            self._prepare()
        self._gutter.update()

    def _moved(self) -> None:
        """Paint everything again, because the text stands elsewhere."""
        self._gutter.update()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, once the heights of what is seen are known."""
        self._geometry.view()
        super().paintEvent(event)

    # Places ------------------------------------------------------------------------------------

    def place(self) -> int:
        """Return the first visible position, to come back to with `restore_place`."""
        view = self._geometry.view()
        for unit, top in zip(view.starts, view.tops, strict=True):
            if top >= -self._typography.line / 2:
                return self._position(unit)
        return self._position(view.starts[-1]) if view.starts else 0

    def restore_place(self, place: int) -> None:
        """Scroll so that the line with `place` is the first; what is too far is the end."""
        unit = self._unit(min(max(place, 0), len(self._text)))
        if place <= 0:
            self.verticalScrollBar().setValue(0)
        else:
            self._scroll_to(unit, 0.0)

    def scroll_to(self, span: Span) -> None:
        """Scroll so that a passage begins in the upper third."""
        self._scroll_to(self._unit(span.start), _UPPER_THIRD)

    def _scroll_to(self, unit: int, share_above: float) -> None:
        height = self.viewport().height()
        above = height * share_above
        with self._leaving():
            self._preparer.reach(unit)
            top = self._geometry.block_top(unit) - above
            self._preparer.show(top - Geometry.ABOVE, top + height)
        self.verticalScrollBar().setValue(round(self._geometry.block_top(unit) - above))

    @contextmanager
    def _leaving(self) -> Iterator[None]:
        """Do not keep on the screen what is there."""
        self._leaves = True
        try:
            yield
        finally:
            self._leaves = False

    # Selection ---------------------------------------------------------------------------------

    def selection(self) -> Span | None:
        """Return the selected passage, made whole visible characters, or None."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        start = self._position(cursor.selectionStart())
        end = self._offsets.from_utf16(self._inside(cursor.selectionEnd()), up=True)
        return snap_to_graphemes(self._text, (start, end))

    def cursor_position(self) -> int:
        """Return where the caret stands."""
        return self._position(self.textCursor().position())

    def select(self, span: Span) -> None:
        """Select a passage, with the caret at its end; an empty one moves the caret there."""
        self._set_cursor(self._unit(span.start), self._unit(span.end))

    def _set_cursor(self, anchor: int, unit: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(unit, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _on_selection(self) -> None:
        self.viewport().update()
        self.selection_changed.emit()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the selection for a drag or the clipboard: its place, and its exact text."""
        mime = QMimeData()
        span = self.selection()
        if span is not None:
            mime.setText(self._text[span.start : span.end])
            set_span(mime, span)
        return mime

    # At Qt's edge ------------------------------------------------------------------------------

    def position_at(self, point: QPoint) -> int | None:
        """Return the position of the character at a point of the viewport, or None."""
        place = QPointF(point) + QPointF(
            self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        )
        layout = self.document().documentLayout()
        unit = layout.hitTest(place, Qt.HitTestAccuracy.ExactHit)
        return self._position(unit) if unit >= 0 else None

    def _unit(self, position: int) -> int:
        return self._offsets.to_utf16(position)

    def _position(self, unit: int) -> int:
        return self._offsets.from_utf16(self._inside(unit))

    def _inside(self, unit: int) -> int:
        return min(unit, self._offsets.utf16_length)
