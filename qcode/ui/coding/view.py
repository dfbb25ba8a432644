"""The widget in which a researcher reads and codes: text, gutter and margin, as one page.

It takes values and says what the user did; it knows nothing of services. The document holds the
text and the source's own formatting only; codings are painted behind what is visible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QRectF, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from qcode.model.boundaries import snap_to_graphemes
from qcode.model.codebook import CodeId
from qcode.model.layout import EMPTY, Layout
from qcode.model.passage_ends import End
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services.appearance import Appearance
from qcode.services.words import paragraphs_shown
from qcode.ui.rest import single_shot
from qcode.ui.theme import code_color

from .codings import Codings
from .columns import Wish
from .density import WIDTH, DensityBar
from .ends import EndMover
from .grips import Grips, nearest_line, paint_grips
from .margin import Margin
from .marked import MarkedView
from .notes import Note, NoteStrip
from .painted import PaintedCode, PaintedSegment
from .painter import Marks, PassagePainter


class CodingView(MarkedView):
    """Shows one document with its codings. Spans and positions are code points of its text."""

    focused = Signal()  # the keyboard has come to the text
    segment_activated = Signal(object)  # SegmentId
    segment_hovered = Signal(object)  # SegmentId | None
    context_requested = Signal(QPoint, object, object)  # global, Span | None, list[SegmentId]
    segment_opened = Signal(object)  # SegmentId: its memo is wanted
    notes_opened = Signal(object, QPoint)  # tuple[Note, ...]: memos that are wanted; global
    details_wanted = Signal(QPoint, object)  # global, list[SegmentId]: a plain tool tip is shown
    margin_changed = Signal(object)  # Wish, made by dragging
    marks_changed = Signal()  # other codings or hits are shown
    codes_met = Signal(object, object, QPoint, bool)  # codes, SegmentId, global, to be added only

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes_shown = 0
        self._painter: PassagePainter | None = None
        self._active: frozenset[CodeId] | None = None
        self.ends = EndMover(self)
        self._margin = Margin(self, self._geometry, self._guard, self.ends)
        self._grips = Grips(self, self.ends)
        self._notes = NoteStrip(self._gutter, self._geometry, self._guard)
        self._notes.opened.connect(self.notes_opened)
        self._notes.pointed.connect(self._light_note)
        self._density = DensityBar(self, self._guard)
        self._edge_width = WIDTH
        self._arrange_soon = single_shot(self, 0, self._arrange)
        self.setBackgroundRole(QPalette.ColorRole.Base)  # of what lies beside text and margin
        self.setAutoFillBackground(True)
        self.viewport().setMouseTracking(True)
        self._margin.hovered.connect(self._hover)
        self._margin.activated.connect(self._activate)
        self._margin.context_requested.connect(self._on_margin_context)
        self._margin.opened.connect(self.segment_opened)
        self._margin.details_wanted.connect(self.details_wanted)
        self._margin.codes_dropped.connect(self.codes_met)
        self._margin.width_wanted.connect(self.widen_margin)
        self._margin.width_settled.connect(lambda: self.margin_changed.emit(self._wish))
        self._density.wanted.connect(self._go_to)
        self._margin.aimed.connect(lambda segment: self._aim(self.span_of(segment)))
        self.verticalScrollBar().valueChanged.connect(self._margin.follow)
        self.verticalScrollBar().valueChanged.connect(self._show_seen)
        self._codings = Codings()
        self.set_document("", EMPTY, (), {})

    # What is shown -----------------------------------------------------------------------------

    def set_document(
        self,
        text: str,
        layout: Layout,
        segments: Iterable[PaintedSegment],
        codes: Mapping[CodeId, PaintedCode],
        place: int = 0,
        *,
        edited: bool = False,
    ) -> None:
        """Show a text from the line with `place` on, with segments (or `Codings`).

        Selection and hits go. An `edited` text is that before with changes: its codings keep
        their lanes.
        """
        self._marks = Marks()
        if self._margin.pointed_out():  # or they would stand out again when the text comes back
            self._point_out()
        before, self._codings = self._codings, Codings.of(text, segments, codes)
        if edited:
            self._codings.follow(before)
        self.set_text(text, layout, place)
        self._margin.wait(empty=not edited)

    def set_segments(self, segments: Iterable[PaintedSegment]) -> None:
        """Show these segments and no others, arranged anew; the text stays where it is."""
        self._codings.replace(segments)
        self._density.refresh()
        self._show_codings(None)

    def change_segments(
        self, there: Iterable[PaintedSegment], gone: Iterable[SegmentId] = ()
    ) -> None:
        """Show more segments and stop showing some, and paint no more than what that changes.

        One with a known id takes the place of the one before; what is not shown cannot go.
        """
        there, gone = list(there), list(gone)
        for each in (*(segment.id for segment in there), *gone):
            self.ends.forget(each)
        self._change(there, gone)

    def show_span(self, segment: SegmentId, span: Span) -> None:
        """Show a segment with other ends for now, as while they are dragged."""
        found = self._codings.get(segment)
        if found is not None and found.span != span:
            moved = replace(found, start=span.start, end=span.end)
            follows = self.is_selected(found.span)
            self._change([moved], [])
            if follows:
                self.select(span)

    def _change(self, there: list[PaintedSegment], gone: list[SegmentId]) -> None:
        ids = {*gone, *(each.id for each in there)}
        before = [self._codings[each] for each in ids if each in self._codings]
        changed = self._codings.change(there, gone)
        self._density.change(there, before)
        self._show_codings(changed)

    def update_codes(self, codes: Iterable[PaintedCode]) -> None:
        """Show new names and colours of codes, and learn of codes that are new."""
        self._codings.update_codes(codes)
        self._density.recolor()
        self._show_codings(None)

    def set_page(
        self, page: Appearance, font: QFont, interviewers: frozenset[str] = frozenset()
    ) -> None:
        """Set the text, and show the codings behind it, in this way from now on."""
        super().set_page(page, font, interviewers)
        self._notes.set_wanted(page.memo_signs)
        self._look_anew()

    def set_active_codes(self, active: frozenset[CodeId] | None) -> None:
        """Say which codes are seen in the text if the page shows only active ones; None: all."""
        if active != self._active:
            self._active = active
            self._look_anew()

    def _look_anew(self) -> None:
        if self._painter is not None:
            self._painter.set_look(self._page, self._active)
        self.viewport().update()

    def set_selected_segment(self, segment: SegmentId | None) -> None:
        """Make one segment stand out, here and in the margin, or none."""
        self._marks.selected = segment
        self._point_out()

    def selected_segment(self) -> SegmentId | None:
        """Return the segment that stands out, if it is shown."""
        return self._marks.selected if self._marks.selected in self._codings else None

    def choose_segment(self, segment: SegmentId) -> None:
        """Make a segment stand out, with its passage selected: what comes next is about it.

        What was selected before is not any more, or the next code would go there unnoticed.
        """
        span = self.span_of(segment)
        self.set_selected_segment(segment)
        if span is not None:
            self.select(span)

    def is_selected(self, span: Span) -> bool:
        """Whether just a passage is selected: whole characters, where it begins or ends in one."""
        return self.selection() == snap_to_graphemes(self._text, span)

    def set_hits(self, spans: Iterable[Span], current: Span | None = None) -> None:
        """Mark what a search has found, and the hit one stands at, if that is another one now."""
        self._marks.hits = sorted(spans)
        self.marks_changed.emit()
        self._density.set_hits(self._marks.hits)
        if current is not None:
            self._marks.current_hit = current
        self.viewport().update()

    def reveal(self, span: Span, *, select: bool = False) -> None:
        """Bring a passage to the upper third and the caret to it; light it up, or select it."""
        self.scroll_to(span)
        self.select(span if select else Span(span.start, span.start))
        self.scroll_to(span)  # once more, as the caret may be at the end of a long one
        self._marks.current_hit = span
        if not select:
            self.flash(span)
        self.viewport().update()

    def set_notes(self, notes: Sequence[Note]) -> None:
        """Show signs beside the passages that have these memos."""
        self._notes.show_notes(notes, self._offsets)

    def _light_note(self, note: Note | None) -> None:
        self._hover(None if note is None else note.segment)
        self._unflash.stop()
        self._marks.flash = note.span if note is not None and note.segment is None else None
        self.viewport().update()

    def segments_at(self, position: int) -> list[SegmentId]:
        """Return the segments over a character, the shortest first."""
        return [segment.id for segment in self._codings.at(position)]

    def segments_on(self, span: Span) -> list[SegmentId]:
        """Return the segments on exactly this passage, the newest first."""
        found = [each for each, _lane in self._codings.within(*span) if each.span == span]
        return sorted((each.id for each in found), reverse=True)

    def code_of(self, segment: SegmentId) -> CodeId | None:
        """Return the code of a segment, None if it is not shown."""
        found = self._codings.get(segment)
        return None if found is None else found.code

    def segments_touching(self, span: Span) -> list[SegmentId]:
        """Return the segments that share a character with a passage, in the order of the text."""
        return [each.id for each, _lane in self._codings.within(*span)]

    def codings(self) -> Codings:
        """Return the segments that are shown, to be painted elsewhere too; not to be changed."""
        return self._codings

    def hits(self) -> Sequence[Span]:
        """Return what a search has found, in the order of the text."""
        return self._marks.hits

    def describe(self, segments: Sequence[SegmentId]) -> str:
        """Return what a tool tip says of segments."""
        return self._margin.describe(list(segments))

    def text(self) -> str:
        """Return the canonical text that is shown."""
        return self._text

    def seen(self) -> Span:
        """Return the part of the text that is on the screen, and a little above it."""
        view = self._geometry.view()
        return Span(self._position(view.start), self._position(view.end))

    def position_near(self, point: QPoint, end: End) -> int | None:
        """Return the position at a point of the viewport; beside the text that of the line's end.

        That is the first character of the line for the start of a passage, else the last.
        """
        if 0 <= point.x() < self.viewport().width():
            return self._position(self.cursorForPosition(point).position())
        view = self._geometry.view()
        line = nearest_line(view, point.y())
        if line is None:
            return None
        unit = line[0] if end is End.START else max(line[0], line[1] - 1)
        return self._position(unit)

    def span_of(self, segment: SegmentId | None) -> Span | None:
        """Return the passage of a segment, None if it is not shown."""
        found = self._codings.get(segment)
        return None if found is None else found.span

    def _show_codings(self, changed: list[PaintedSegment] | None) -> None:
        """Paint anew what is under these segments (None: everything)."""
        self.marks_changed.emit()
        if self._painter is not None:
            self._painter.forget(changed)
        if changed is None or self._codings.lanes != self._lanes_shown:
            self._share_width()
            self._margin.refresh()
            self.viewport().update()
        else:
            self._margin.refresh_changed()
            self._update_under(each.span for each in changed)
            self._name_codes()

    def _lanes(self) -> int:
        self._lanes_shown = self._codings.lanes
        return self._lanes_shown

    def _build(self) -> None:
        super()._build()
        self._make_painter()
        self._margin.show_codings(self._codings, self._offsets)
        self._density.show_codings(self._codings, len(self._text), self.describe_span)
        self._density.set_hits(self._marks.hits)
        self._show_seen()
        self._arrange_soon.start()

    def _rebuilt(self) -> None:
        self._margin.wait()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the margin come after the text, and show what it showed meanwhile."""
        super().resizeEvent(event)
        self._margin.wait(empty=False)

    def _change_theme(self) -> None:
        super()._change_theme()
        self._make_painter()

    def _make_painter(self) -> None:
        self._painter = PassagePainter(
            self._geometry,
            self._offsets,
            self._codings,
            self._typography,
            self._marks,
            dark=self._dark,
            page=self._page,
            active=self._active,
        )

    def _arrange(self) -> None:
        """Find the lanes that opening has put off, in two steps, so that neither is felt."""
        if self._codings.gather():
            self._arrange_soon.start()
        elif self._codings.complete():
            self._share_width()
            self._margin.refresh()

    def _place_sides(self) -> None:
        super()._place_sides()
        page, columns = self.viewport().geometry(), self._columns
        right = page.right() + 1
        left = 0 if columns.left else right
        self._margin.setGeometry(left, page.top(), columns.margin, page.height())
        self._margin.set_look(self._typography, columns)
        self._notes.place(self._typography, self._gutter.signs_left(), page.height())
        self._density.setGeometry(right + columns.after, page.top(), WIDTH, page.height())

    def set_margin(self, wish: Wish) -> None:
        """Show the margin on the side, as wide and with or without names as is wished."""
        if wish != self._wish:
            self._wish = wish
            self._follow_width()
            self._moved()

    def margin_wish(self) -> Wish:
        """Return how the margin is wanted now."""
        return self._wish

    def margin_width(self) -> int:
        """Return how wide the margin is, in pixels."""
        return self._columns.margin

    def widen_margin(self, width: int) -> None:
        """Show the margin so wide, with its names, or as wide as there is room (0)."""
        self.set_margin(replace(self._wish, names=True, width=width or None))
        if width:  # no wider than there was room for
            self._wish = replace(self._wish, width=self._columns.margin)

    # The whole document ------------------------------------------------------------------------

    def _show_seen(self) -> None:
        if not self._leaves:
            self._density.set_seen(self.on_screen())

    def _go_to(self, position: int) -> None:
        self._scroll_to(self._unit(min(position, len(self._text))), 0.5)

    def describe_span(self, span: Span) -> str:
        """Return the paragraphs of a passage, in words."""
        at = self._paragraphs.number_at
        first = at(min(span.start, len(self._text)))
        last = at(min(max(span.end - 1, span.start), len(self._text)))
        return paragraphs_shown(first, last)

    def _moved(self) -> None:
        super()._moved()
        if self._painter is not None:
            self._painter.forget()
        self._margin.refresh()
        self._show_seen()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the codings, then the text over them."""
        painter = QPainter(self.viewport())
        try:
            with self._guard:
                self._marks.selection = self.selection()
                if self._painter is not None:
                    self._painter.paint(painter, QRectF(event.rect()))
                    self._paint_grips(painter)
        finally:
            painter.end()
        super().paintEvent(event)

    def _paint_grips(self, painter: QPainter) -> None:
        segment = self._codings.get(self._marks.selected)
        if segment is not None:
            color = code_color(self._codings.code(segment.code).color, self._dark)
            paint_grips(painter, self._grips.lines(), color, self.palette().base().color())

    # Pointing ----------------------------------------------------------------------------------

    def _point_out(self) -> None:
        before = self._margin.pointed_out()
        self._margin.point_out(selected=self._marks.selected, hovered=self._marks.hovered)
        self._name_codes()
        for segment in map(self._codings.get, before ^ self._margin.pointed_out()):
            if segment is not None:
                self._update_under((segment.span,))

    def _hover(self, segment: SegmentId | None) -> None:
        if segment != self._marks.hovered:
            self._marks.hovered = segment
            self._point_out()
            self.segment_hovered.emit(segment)

    def _activate(self, segment: SegmentId) -> None:
        self.choose_segment(segment)
        self.segment_activated.emit(segment)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the shortest passage under the pointer, unless it is selecting."""
        super().mouseMoveEvent(event)
        if not event.buttons():
            found = self._segments_under(event.position().toPoint())
            self._hover(found[0] if found else None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here."""
        super().focusInEvent(event)
        self.focused.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        super().leaveEvent(event)
        self._hover(None)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say in a tool tip which codings are under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._segments_under(event.pos())
            if found and not self.cursorForPosition(event.pos()).charFormat().toolTip():
                QToolTip.showText(event.globalPos(), self._margin.describe(found), self)
                self.details_wanted.emit(event.globalPos(), found)
                return True
        return super().viewportEvent(event)

    def _segments_under(self, point: QPoint) -> list[SegmentId]:
        position = self.position_at(point)
        return [] if position is None else self.segments_at(position)

    # Menus -------------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu on the selection and the codings here; the selection stays."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            caret = self.cursorRect().bottomLeft()
            place = self.viewport().mapToGlobal(caret)
            found = self.segments_at(self.cursor_position())
        else:
            place = event.globalPos()
            found = self._segments_under(event.pos())
        self.context_requested.emit(place, self.selection(), found)

    def _on_margin_context(self, place: QPoint, segments: Sequence[SegmentId]) -> None:
        span = None if segments else self.selection()  # a stripe is pointed at for itself
        self.context_requested.emit(place, span, list(segments))
