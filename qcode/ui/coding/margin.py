"""Right of the text: a stripe and a name for every segment in sight.

The margin tells the whole truth about what is coded where; the tint behind the text only helps.
`scene` decides what goes where, `Margin` paints it and knows what the pointer is on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QTextEdit, QToolTip, QWidget

from qcode.model.passage_ends import End
from qcode.model.segment import SegmentId
from qcode.model.text import Offsets
from qcode.services.language import tr
from qcode.ui.codes.chip import ICON, chip_icon
from qcode.ui.mime import codes_in
from qcode.ui.rest import single_shot
from qcode.ui.sized import by_letters
from qcode.ui.theme import is_dark

from .codings import Codings
from .columns import Columns, lane_pitch
from .ends import EndMover, Press
from .geometry import Geometry, View
from .guard import Guard
from .margin_painter import MarginPainter
from .margin_picture import Drawn, MarginPicture
from .names_ahead import NamesAhead
from .scene import Name, Scene, make_scene
from .set_names import SetNames
from .typography import Typography

_RIM = 5  # pixels around a stripe or a name that may be painted
_TOLD = 12  # segments of which a tool tip names the coders; of more, all codes
_EDGE = 4  # pixels beside the text by which the margin is made wider
_STAYS_MS = 150  # in one place, before there is a picture of it
_END = 6  # pixels at the end of a stripe by which it can be dragged, at most a quarter of it


class Margin(QWidget):
    """Shows the codings beside the text, and says what is pointed at and chosen there."""

    hovered = Signal(object)  # SegmentId | None
    activated = Signal(object)  # SegmentId
    opened = Signal(object)  # SegmentId: its memo is wanted
    context_requested = Signal(QPoint, object)  # global place, list[SegmentId]
    details_wanted = Signal(QPoint, object)  # global place, list[SegmentId]
    aimed = Signal(object)  # SegmentId | None: what a code that is dragged would meet
    width_wanted = Signal(int)  # pixels, while the edge is dragged; 0: as there is room
    width_settled = Signal()
    codes_dropped = Signal(object, object, QPoint, bool)  # codes, SegmentId, global, to be added

    def __init__(self, page: QTextEdit, geometry: Geometry, guard: Guard, ends: EndMover) -> None:
        super().__init__(page)
        self._ends = ends
        self._press: Press | None = None
        self._edge: float | None = None  # pixels from the edge to where it is held
        self._page = page
        self._geometry = geometry
        self._guard = guard
        self._codings = Codings()
        self._offsets = Offsets("")
        self._typography = Typography.of(self.font())
        self._columns = Columns(0, 0, 0, 0)
        self._selected: SegmentId | None = None
        self._hovered: SegmentId | None = None
        self._scene = self._arranged = self._shown = Scene()
        self._named: list[SegmentId] | None = None  # whose names are seen though folded
        self._passing = False  # by another place: most of it is not asked for again
        self._scene_view: View | None = None
        self._scene_key: object = None
        self._revision = 0
        self._picture = MarginPicture()  # of all that is seen
        self._drawn: Drawn | None = None  # what the picture shows,
        self._dirty = QRegion()  # but for these parts of it
        self._names = SetNames(self._typography, self)
        self._ahead = NamesAhead(self._seen_names, self)
        self._names.ready.connect(lambda: self._ahead.begin(self._codings.codes_used()))
        self._painter: MarginPainter | None = None  # of the codes as they are
        self._waits = self._empty = False  # until the text is painted
        self._keep_soon = single_shot(self, _STAYS_MS, self._keep)
        self._come_soon = single_shot(self, 0, self._come)
        self._arrange_soon = single_shot(self, 0, self._arrange_changed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing is painted under it
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Codings beside the text"))

    def show_codings(self, codings: Codings, offsets: Offsets) -> None:
        """Show the segments of another document."""
        self._codings, self._offsets = codings, offsets
        self._names.expect(codings.names_used)
        self.refresh()

    def set_look(self, typography: Typography, columns: Columns) -> None:
        """Use the sizes of another font, and the room and the side that there is for the margin."""
        self._names.set_typography(typography)
        self._typography, self._columns = typography, columns
        self.refresh()

    def refresh(self) -> None:
        """Arrange everything anew, because segments, codes or places changed."""
        self._arrange_soon.stop()
        self._revision += 1
        self._painter = None
        self.update()

    def follow(self) -> None:
        """Show what is beside another place, which may be one of many that one passes."""
        # Where dots of the screen are parts of ours, a picture would not lie on them as this does.
        self._passing = self.devicePixelRatioF().is_integer()
        self.update()

    def wait(self, *, empty: bool = True) -> None:
        """Come a turn after the text is painted: all is to be drawn anew, which takes a while."""
        self._waits, self._empty = True, empty or self._drawn is None
        self.update()

    def _come(self) -> None:
        self._waits = self._empty = self._passing = False
        self.update()

    def refresh_changed(self) -> None:
        """Arrange everything anew in the same lanes, when the text is painted."""
        self._arrange_soon.start()

    def _arrange_changed(self) -> None:
        """Arrange everything anew, and paint what looks different by that."""
        self._arrange_soon.stop()
        before, drawn = self._scene_now(), self._wanted()
        self._revision += 1
        if self._drawn != drawn:  # the text was laid out since: what is seen is not `before`
            self.update()
        else:
            changed = before.difference(self._scene_now())
            self._drawn = self._wanted()
            self._update_areas([] if changed is None else [changed])

    def point_out(
        self, *, selected: SegmentId | None = None, hovered: SegmentId | None = None
    ) -> None:
        """Light up these segments and no others."""
        before, scene = self.pointed_out(), self.scene()
        chosen_anew = selected != self._selected  # a hovered one that is chosen changes too
        self._selected, self._hovered = selected, hovered
        changed = before | self.pointed_out() if chosen_anew else before ^ self.pointed_out()
        self._update_areas(scene.areas_of(changed))
        if self.scene() is not scene:  # a name that was folded has come into sight
            self._update_areas(self.scene().areas_of(changed))

    def pointed_out(self) -> set[SegmentId]:
        """Return the segments that stand out now."""
        return {each for each in (self._selected, self._hovered) if each is not None}

    def _update_areas(self, areas: Iterable[QRectF]) -> None:
        for area in areas:
            rim = area.toAlignedRect().adjusted(-_RIM, -_RIM, _RIM, _RIM)
            self._dirty += rim
            self.update(rim)

    def scene(self) -> Scene:
        """Return what is where in the margin."""
        if self._arrange_soon.isActive():
            self._arrange_changed()
        return self._scene_now()

    def _scene_now(self) -> Scene:
        """Return what is seen where: what has just changed may not be among it."""
        view = self._geometry.view()
        key = (id(view), self._revision, self.width(), self.height())
        if key != self._scene_key:
            self._arranged = make_scene(
                view,
                self._codings,
                self._offsets,
                self._typography,
                height=self.height(),
                names=self._columns.names,
            )
            self._scene_key, self._scene_view = key, view  # kept, or its id might come again
            self._named = None
        lit = [each for each in (self._hovered, self._selected) if each is not None]
        if self._named != lit:
            named = self._arranged.naming(lit)
            if self._named is None or named is not self._shown:
                self._shown = named
                self._scene = named.mirrored(self.width()) if self._columns.left else named
            self._named = lit
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
            if stripe.area.adjusted(-pitch / 2, 0, pitch / 2, 0).contains(point):
                return [segment.id for segment in stripe.segments]
        return []

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint stripes and names of what is on the screen."""
        painter, place, base = QPainter(self), QRectF(event.rect()), self.palette().base()
        shown = False
        try:
            with self._guard:
                passing = self._passing and not self._waits and event.rect() == self.rect()
                self._passing = False
                if self._waits:
                    painter.fillRect(place, base)
                    self._come_soon.start()
                elif passing:
                    self._pass_by(painter)
                elif self._draw() and event.rect() != self.rect():
                    self.update()  # what is seen beside this part is older than the picture
                if not (self._empty or passing):
                    self._picture.show(painter, place)
                shown = True
            if not shown:
                painter.fillRect(place, base)
        finally:
            painter.end()

    def _pass_by(self, painter: QPainter) -> None:
        """Paint all where it is seen; the picture comes when one stays."""
        self._drawn = None
        painter.fillRect(self.rect(), self.palette().base())
        self._looks().paint(painter, self._scene_now())
        self._keep_soon.start()

    def _keep(self) -> None:
        """Draw the picture of what one stays at."""
        if not self._waits:
            with self._guard:
                self._draw()

    def _wanted(self) -> Drawn:
        """Return what the picture is to show, besides what is pointed out."""
        palette, ratio = self.palette().cacheKey(), self.devicePixelRatioF()
        return Drawn(self._scene_key, self._scene_view, palette, ratio)

    def _draw(self) -> bool:
        """Bring the picture up to date, where it is not; return whether all of it was not."""
        scene, wanted = self._scene_now(), self._wanted()
        if anew := wanted != self._drawn:
            self._dirty = QRegion(self.rect())
            self._picture.make_room(self.size(), wanted.ratio)
        if self._dirty.isEmpty():
            return False
        dirty, self._dirty = self._dirty, QRegion()
        self._drawn = None  # if anything goes wrong
        with QPainter(self._picture.pixmap) as painter:
            painter.setClipRegion(dirty)
            place = dirty.boundingRect()
            painter.fillRect(place, self.palette().base())
            if place != self.rect():
                scene = scene.within(place.adjusted(-_RIM, -_RIM, _RIM, _RIM))
            self._looks().paint(painter, scene)
        self._drawn = wanted
        return anew

    def _looks(self) -> MarginPainter:
        """Return what paints codes as they are now."""
        pictures = self._names.pictures(self.palette().base().color(), self.devicePixelRatioF())
        if self._painter is None or self._painter.pictures is not pictures:
            known = self._codings, self._typography, self._names, pictures
            dark = is_dark(self.palette())
            self._painter = MarginPainter(*known, dark=dark, mirrored=self._columns.left)
        self._painter.point_out(selected=self._selected, hovered=self._hovered)
        return self._painter

    def _seen_names(self) -> tuple[MarginPainter, Sequence[Name]] | None:
        """Return what paints names now, and those that are seen."""
        return None if self._drawn is None else (self._looks(), self._scene_now().names)

    def event(self, event: QEvent) -> bool:
        """Say in a tool tip what is under the pointer: path and coder of each segment."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.segments_at(QPointF(event.pos()))
            if found:
                QToolTip.showText(event.globalPos(), self.describe(found), self)
                self.details_wanted.emit(event.globalPos(), found)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def describe(self, segments: list[SegmentId]) -> str:
        """Return segments in words, as a tool tip shows them."""
        lines: list[str] = []
        for each in segments:
            segment = self._codings[each]
            code = self._codings.code(segment.code)
            lines.append(f"<b>{escape(code.path)}</b>")
            if segment.coder and len(segments) <= _TOLD:
                lines.append(escape(segment.coder))
        return "<p style='white-space:pre'>" + "<br>".join(lines) + "</p>" if lines else ""

    def end_at(self, point: QPointF) -> tuple[SegmentId, End] | None:
        """Return the end of a stripe that can be taken at a point.

        Of several beyond the lanes it is that of the chosen segment, or else of the shortest.
        """
        if not self._ends.enabled:
            return None
        scene, reach = self.scene(), lane_pitch(self._typography) / 2
        found: list[tuple[bool, int, SegmentId, End]] = []
        for stripe in (*scene.stripes, *scene.beyond):
            if abs(stripe.x - point.x()) > reach:
                continue
            (segment,) = stripe.segments
            near = min(_END, (stripe.bottom - stripe.top) / 4)
            for end, y in ((End.START, stripe.top), (End.END, stripe.bottom)):
                if abs(y - point.y()) <= near:
                    length = segment.end - segment.start
                    found.append((segment.id != self._selected, length, segment.id, end))
        return min(found)[2:] if found else None

    def _among(self, point: QPointF, segment: SegmentId) -> list[SegmentId]:
        """Return those that a click at a point asks to choose from; [] where it is clear."""
        found = self.segments_at(point)
        return found if len(found) > 1 and segment != self._selected else []

    def edge_at(self, point: QPointF) -> float | None:
        """Return how far a point is from the edge beside the text, if the edge can be taken."""
        away = self.width() - point.x() if self._columns.left else point.x()
        return away if 0 <= away <= _EDGE else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up what is under the pointer, here and in the text; drag the end that is held."""
        if self._edge is not None:
            x = event.position().x()
            beside = x if self._columns.left else self.width() - x
            self.width_wanted.emit(round(beside + self._edge))
        elif self._ends.holds:
            self._ends.drag(event.globalPosition().toPoint())
        elif self._press is not None:
            moved = event.position() - self._press.point
            if moved.manhattanLength() >= QApplication.startDragDistance() / 2:
                press, self._press = self._press, None
                if press.among:
                    self.activated.emit(press.segment)
                self._ends.grab(press.segment, press.end)
                self._ends.drag(event.globalPosition().toPoint())
        elif not event.buttons():
            self._point_at(event.position())

    def _point_at(self, point: QPointF) -> None:
        found = self.segments_at(point)
        if self.edge_at(point) is not None:
            self.setCursor(Qt.CursorShape.SplitHCursor)
        elif self.end_at(point) is not None:
            self.setCursor(Qt.CursorShape.SizeVerCursor)
        elif found:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setCursor(Qt.CursorShape.ArrowCursor)
        # Of several none: their names would take turns behind a "+n", one at each move.
        self.hovered.emit(found[0] if len(found) == 1 else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.hovered.emit(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a segment; behind a "+n", ask which."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._edge = self.edge_at(event.position())
        held = self.end_at(event.position()) if self._edge is None else None
        if self._edge is not None:
            return
        if held is not None:
            among = self._among(event.position(), held[0])
            self._press = Press(event.position(), *held, among=among)
            if held[0] != self._selected and not among:
                self.activated.emit(held[0])
                self._press.done = True
            return
        found = self.segments_at(event.position())
        if len(found) == 1:
            self.activated.emit(found[0])
        elif found:
            self.menu_of(found).popup(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of an end; keep the click from the text behind."""
        if self._edge is not None:
            self._edge = None
            self.width_settled.emit()
        press, self._press = self._press, None
        if press is not None and press.among:
            self.menu_of(list(press.among)).popup(event.globalPosition().toPoint())
        elif press is not None and not press.done:
            self.activated.emit(press.segment)
        self._ends.release()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the memo of a segment; at the edge, for the width that there is room for."""
        if self.edge_at(event.position()) is not None:
            self.width_wanted.emit(0)
            self.width_settled.emit()
            return
        found = self.segments_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and len(found) == 1:
            self.opened.emit(found[0])

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the text."""
        self._page.wheelEvent(event)

    def menu_of(
        self, segments: list[SegmentId], then: Callable[[SegmentId], object] | None = None
    ) -> QMenu:
        """Return a menu to choose one of several segments from, or do something else with it.

        It deletes itself.
        """
        take: Callable[[SegmentId], object] = then or self.activated.emit
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dark, ratio = is_dark(self.palette()), self.devicePixelRatioF()
        side = by_letters(menu, ICON)
        several = len({self._codings[each].coder for each in segments}) > 1
        for each in segments:
            segment = self._codings[each]
            code = self._codings.code(segment.code)
            words = f"{code.path} · {segment.coder}" if several and segment.coder else code.path
            action = menu.addAction(words.replace("&", "&&"))
            action.setIcon(chip_icon(code.color, dark=dark, ratio=ratio, side=side))
            action.triggered.connect(
                lambda _checked=False, chosen=each: chosen in self._codings and take(chosen)
            )
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Pass on what the menu is about."""
        found = self.segments_at(QPointF(event.pos()))
        self.context_requested.emit(event.globalPos(), found)

    # Codes that are dropped --------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take codes, and nothing else."""
        event.setAccepted(bool(self._ends.enabled and codes_in(event.mimeData())))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show which segment a code would meet; behind a "+n" it will be asked."""
        found = self.segments_at(event.position())
        meets = self._ends.enabled and bool(found and codes_in(event.mimeData()))
        self.aimed.emit(found[0] if meets and len(found) == 1 else None)
        event.setAccepted(meets)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing will be dropped here."""
        self.aimed.emit(None)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which codes were dropped on which segment; with Ctrl they are only to be added."""
        codes, found = codes_in(event.mimeData()), self.segments_at(event.position())
        self.aimed.emit(None)
        if not codes or not found or not self._ends.enabled:
            event.ignore()
            return
        event.acceptProposedAction()
        add = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        place = self.mapToGlobal(event.position().toPoint())

        def meet(segment: SegmentId) -> None:
            self.codes_dropped.emit(codes, segment, place, add)

        if len(found) == 1:
            meet(found[0])
        else:
            self.menu_of(found, meet).popup(place)
