"""At the foot of the text: the names of codes for which the margin has no room.

With large letters or in a narrow window the stripes stand alone. Here is what the coding is called
that is pointed at or chosen, or else those at the caret. The line has its place as long as names
have none in the margin, so that nothing moves when it begins to say something.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from qcode.model.segment import SegmentId
from qcode.services.language import tr
from qcode.ui.theme import code_color, colors, is_dark

from .codings import Codings
from .columns import Columns
from .painted import PaintedCode
from .targets import TargetView
from .typography import Typography

_PATCH = 0.45  # of the size of the letters
_GAP = 0.9  # between two codes, the same


class NameLine(QWidget):
    """Says which codes are meant, as many as there is room for, and how many more there are."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._typography = Typography.of(self.font())
        self._indent = 0
        self._said: list[tuple[PaintedCode, str]] = []  # and who coded it, if that is told
        self.setAccessibleName(tr("Codes here"))
        self.hide()

    def lie(self, area: QRect, typography: Typography, text: int) -> None:
        """Lie there, if there is room, under a text that begins so many pixels from the left."""
        self._typography, self._indent = typography, text - area.left() + typography.padding
        self.setGeometry(area)
        self.setVisible(area.height() > 0)
        self.update()

    @staticmethod
    def height_for(typography: Typography) -> int:
        """Return how high the line is, in pixels."""
        return round(typography.metrics.height()) + typography.space(0.6)

    def tell(self, codings: Codings, caret: int, pointed: Iterable[SegmentId | None] = ()) -> None:
        """Name the first coding that is `pointed` at, by path and coder, else those at a caret."""
        meant = next(filter(None, map(codings.get, pointed)), None)
        found = codings.beside(caret) if meant is None else (meant,)
        codes = dict.fromkeys(codings.code(each.code) for each in found)
        said = [(code, "" if meant is None else meant.coder) for code in codes]
        if said != self._said:
            self._said = said
            self.setAccessibleDescription(self.words())
            self.update()

    def words(self) -> str:
        """Return what the line says, whether or not there is room for all of it."""
        return ", ".join(self._words(code, coder) for code, coder in self._said)

    def _words(self, code: PaintedCode, coder: str) -> str:
        if coder:
            return f"{code.path} · {coder}"
        return code.path if len(self._said) == 1 else code.name

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the click from the text."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a patch of colour and a name for each code."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), self.palette().base())
            dark = is_dark(self.palette())
            painter.fillRect(QRectF(0, 0, self.width(), 1), QColor(colors(dark).rule))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._typography.small)
            self._paint_codes(painter, dark)

    def _paint_codes(self, painter: QPainter, dark: bool) -> None:
        metrics, size = self._typography.metrics, self._typography.size
        patch, gap = size * _PATCH, size * _GAP
        x, end = float(self._indent), self.width() - size / 2
        middle = (self.height() + 1) / 2
        baseline = middle + (metrics.ascent() - metrics.descent()) / 2
        for number, (code, coder) in enumerate(self._said):
            more = tr("+{n}", n=len(self._said) - number)
            rest = len(self._said) - number - 1
            room = end - x - 2 * patch
            if rest:
                room -= gap + metrics.horizontalAdvance(more)
            words = self._words(code, coder)
            if number and metrics.horizontalAdvance(words) > room:
                painter.setPen(QColor(colors(dark).muted))
                painter.drawText(QPointF(x, baseline), more)
                return
            color = code_color(code.color, dark)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color.stripe)
            painter.drawRoundedRect(QRectF(x, middle - patch / 2, patch, patch), 2, 2)
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, room)
            painter.setPen(color.text)
            painter.drawText(QPointF(x + 2 * patch, baseline), shown)
            x += 2 * patch + metrics.horizontalAdvance(shown) + gap


class NamingView(TargetView):
    """A text with codings, which it names at its foot where the margin cannot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codings = Codings()
        self._names = NameLine(self)
        self.cursorPositionChanged.connect(self._name_codes)

    def names_codes(self) -> bool:
        """Whether the codes at the caret are named below the text."""
        return self._foot > 0

    def _foot_height(self, columns: Columns) -> int:
        """Name codes below the text where the margin has no room for names that are wanted."""
        wanted = self._wish.names and not columns.names and len(self._codings) > 0
        return NameLine.height_for(self._typography) if wanted else 0

    def _place_sides(self) -> None:
        super()._place_sides()
        page = self.viewport().geometry()
        foot = QRect(0, page.bottom() + 1, self.width() - self._bar_width, self._foot)
        self._names.lie(foot, self._typography, page.left())
        self._name_codes()

    def _name_codes(self) -> None:
        """Name the coding that is pointed at or chosen, else those at the caret."""
        if self._foot:
            pointed = self._marks.hovered, self._marks.selected
            self._names.tell(self._codings, self.cursor_position(), pointed)
