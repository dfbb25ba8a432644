"""Right of the text: a stripe and a name for every segment in sight.

The margin tells the whole truth about what is coded where; the tint behind the text only helps.
`scene` decides what goes where, `Margin` paints it and knows what the pointer is on.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QTextEdit, QToolTip, QWidget

from qcode.model.segment import SegmentId
from qcode.model.text import Offsets
from qcode.services.language import tr, trn
from qcode.ui.theme import CodeColor, Colors, code_color, colors, is_dark

from .codings import Codings
from .columns import lane_pitch
from .geometry import Geometry
from .guard import Guard
from .scene import Name, Scene, Stripe, make_scene
from .typography import Typography

_RIM = 4  # pixels around a stripe or a name that may be painted
_TOLD = 12  # segments that a tool tip lists


class Margin(QWidget):
    """Shows the codings beside the text, and says what is pointed at and chosen there."""

    hovered = Signal(object)  # SegmentId | None
    activated = Signal(object)  # SegmentId
    context_requested = Signal(QPoint, object)  # global place, list[SegmentId]

    def __init__(self, page: QTextEdit, geometry: Geometry, guard: Guard) -> None:
        super().__init__(page)
        self._page = page
        self._geometry = geometry
        self._guard = guard
        self._codings = Codings()
        self._offsets = Offsets("")
        self._typography = Typography.of(self.font())
        self._names = 0
        self._selected: SegmentId | None = None
        self._hovered: SegmentId | None = None
        self._scene = Scene()
        self._scene_key: object = None
        self._revision = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Codings beside the text"))

    def show_codings(self, codings: Codings, offsets: Offsets) -> None:
        """Show the segments of another document."""
        self._codings, self._offsets = codings, offsets
        self.refresh()

    def set_typography(self, typography: Typography, names: int) -> None:
        """Use the sizes of another font, and so much room for names (0: stripes only)."""
        self._typography, self._names = typography, names
        self.refresh()

    def refresh(self) -> None:
        """Arrange everything anew, because segments, codes or places changed."""
        self._revision += 1
        self.update()

    def refresh_changed(self) -> None:
        """Arrange everything anew in the same lanes, and paint what looks different by that."""
        before = self.scene()
        self._revision += 1
        self._update_areas(before.difference(self.scene()))

    def point_out(
        self, *, selected: SegmentId | None = None, hovered: SegmentId | None = None
    ) -> None:
        """Light up these segments and no others."""
        before = self.pointed_out()
        chosen_anew = selected != self._selected  # a hovered one that is chosen changes too
        self._selected, self._hovered = selected, hovered
        changed = before | self.pointed_out() if chosen_anew else before ^ self.pointed_out()
        self._update_areas(self.scene().areas_of(changed))

    def pointed_out(self) -> set[SegmentId]:
        """Return the segments that stand out now."""
        return {each for each in (self._selected, self._hovered) if each is not None}

    def _update_areas(self, areas: Iterable[QRectF]) -> None:
        for area in areas:
            self.update(area.toAlignedRect().adjusted(-_RIM, -_RIM, _RIM, _RIM))

    def scene(self) -> Scene:
        """Return what is where in the margin now."""
        view = self._geometry.view()
        key = (id(view), self._revision, self.width(), self.height())
        if key != self._scene_key:
            self._scene = make_scene(
                view,
                self._codings,
                self._offsets,
                self._typography,
                height=self.height(),
                names=self._names,
            )
            self._scene_key = key
        return self._scene

    def segments_at(self, point: QPointF) -> list[SegmentId]:
        """Return the segments whose stripe or name is at a point; several behind a "+n"."""
        scene = self.scene()
        for name in scene.names:
            if name.folded and name.fold_area.contains(point):
                return [segment.id for segment in name.folded]
            if name.area.contains(point):
                return [name.segment.id]
        pitch = lane_pitch(self._typography)
        for stripe in (*scene.stripes, *scene.overflow):
            area = QRectF(stripe.x, stripe.top, 1, stripe.bottom - stripe.top)
            if area.adjusted(-pitch / 3, 0, pitch / 2, 0).contains(point):
                return [segment.id for segment in stripe.segments]
        return []

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint stripes and names of what is on the screen."""
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), self.palette().base())
            with self._guard:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                scene = self.scene().within(event.rect().adjusted(-_RIM, -_RIM, _RIM, _RIM))
                for stripe in scene.stripes:
                    self._paint_stripe(painter, stripe)
                self._paint_overflow(painter, scene)
                self._paint_names(painter, scene)
        finally:
            painter.end()

    def _paint_stripe(self, painter: QPainter, stripe: Stripe) -> None:
        (segment,) = stripe.segments
        lit = segment.id in (self._selected, self._hovered)
        width = max(2.5, self._typography.size * 0.18) + (2 if lit else 0)
        area = QRectF(stripe.x - width / 2, stripe.top, width, stripe.bottom - stripe.top)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color(segment.id).stripe)
        painter.drawRoundedRect(area, width / 2, width / 2)

    def _paint_overflow(self, painter: QPainter, scene: Scene) -> None:
        if not scene.overflow:
            return
        pen = QPen(QColor(self._chosen().muted), 2, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        for stripe in scene.overflow:
            painter.drawLine(QPointF(stripe.x, stripe.top), QPointF(stripe.x, stripe.bottom))

    def _paint_names(self, painter: QPainter, scene: Scene) -> None:
        small = self._typography.small_font()
        bold = self._typography.small_font(bold=True)
        metrics, bold_metrics = QFontMetricsF(small), QFontMetricsF(bold)
        dot = round(self._typography.size * 0.45)
        for name in scene.names:
            selected = name.segment.id == self._selected
            color = self._color(name.segment.id)
            area = name.area
            used = bold_metrics if selected else metrics
            x = area.x() + 5 + dot + 5
            shown = used.elidedText(
                self._codings.code(name.segment.code).name,
                Qt.TextElideMode.ElideRight,
                area.right() - 5 - x,
            )
            if selected or name.segment.id == self._hovered:
                pill = QRectF(area)
                pill.setRight(x + used.horizontalAdvance(shown) + 5)
                painter.setPen(QPen(color.stripe, 1) if selected else Qt.PenStyle.NoPen)
                painter.setBrush(color.tint)
                painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color.stripe)
            middle = area.center().y()
            painter.drawRoundedRect(QRectF(area.x() + 5, middle - dot / 2, dot, dot), 2, 2)
            painter.setFont(bold if selected else small)
            painter.setPen(color.text)
            baseline = middle + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(x, baseline), shown)
            if name.folded:
                self._paint_fold(painter, name, baseline)

    def _paint_fold(self, painter: QPainter, name: Name, baseline: float) -> None:
        painter.setFont(self._typography.small_font(bold=True))
        painter.setPen(QColor(self._chosen().muted))
        painter.drawText(QPointF(name.fold_area.x() + 4, baseline), name.fold_text)

    def _color(self, segment: SegmentId) -> CodeColor:
        code = self._codings.code(self._codings[segment].code)
        return code_color(code.color, is_dark(self.palette()))

    def _chosen(self) -> Colors:
        return colors(is_dark(self.palette()))

    def event(self, event: QEvent) -> bool:
        """Say in a tool tip what is under the pointer: path and coder of each segment."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            told = self.describe(self.segments_at(QPointF(event.pos())))
            if told:
                QToolTip.showText(event.globalPos(), told, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def describe(self, segments: list[SegmentId]) -> str:
        """Return segments in words, as a tool tip shows them."""
        lines: list[str] = []
        for each in segments[:_TOLD]:
            segment = self._codings[each]
            code = self._codings.code(segment.code)
            lines.append(f"<b>{escape(code.path)}</b>")
            if segment.coder:
                lines.append(escape(segment.coder))
        if len(segments) > _TOLD:
            lines.append(trn("and {n} more", "and {n} more", len(segments) - _TOLD))
        return "<p style='white-space:pre'>" + "<br>".join(lines) + "</p>" if lines else ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up what is under the pointer, here and in the text."""
        found = self.segments_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
        self.hovered.emit(found[0] if found else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.hovered.emit(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a segment; behind a "+n", ask which."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        found = self.segments_at(event.position())
        if len(found) == 1:
            self.activated.emit(found[0])
        elif found:
            self.menu_of(found).popup(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the click from the text behind."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the text."""
        self._page.wheelEvent(event)

    def menu_of(self, segments: list[SegmentId]) -> QMenu:
        """Return a menu to choose one of several segments from; it deletes itself."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in segments:
            path = self._codings.code(self._codings[each].code).path
            action = menu.addAction(path.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, chosen=each: self._choose(chosen))
        return menu

    def _choose(self, segment: SegmentId) -> None:
        if segment in self._codings:
            self.activated.emit(segment)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Pass on what the menu is about."""
        found = self.segments_at(QPointF(event.pos()))
        self.context_requested.emit(event.globalPos(), found)
