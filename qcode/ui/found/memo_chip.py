"""A link to a passage within a memo's text: one small tag that is gone to with a click.

In the document it is a single character that keeps the Markdown it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from qcode.model.memo_links import Target, TextLink, links_in
from qcode.services.memo_links import Goal
from qcode.ui.theme import colors, is_dark

if TYPE_CHECKING:
    from .memo_text import MemoText

CHIP = QTextFormat.ObjectTypes.UserObject.value + 1
_SOURCE = QTextFormat.Property.UserProperty.value + 1
OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
_SIDE = 6
_NARROWEST = 60


def chip_format(link: TextLink) -> QTextCharFormat:
    """Return the format of the character that stands for a link."""
    made = QTextCharFormat()
    made.setObjectType(CHIP)
    made.setProperty(_SOURCE, link.source)
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    return made


def source_of(look: QTextFormat) -> str | None:
    """Return the Markdown that a character stands for, None for a character that is itself."""
    return str(look.property(_SOURCE)) if look.objectType() == CHIP else None


def link_of(look: QTextFormat) -> TextLink | None:
    """Return the link that a character stands for."""
    source = source_of(look)
    return None if source is None else next(links_in(source), None)


class ChipPainter(QPyTextObject):
    """Paints links with the names their passages have now; those that lead nowhere struck out."""

    def __init__(self, editor: MemoText) -> None:
        super().__init__(editor)
        self._editor = editor
        self.goals: Mapping[Target, Goal] = {}
        self.asked: frozenset[Target] = frozenset()  # those of which it is known where they lead

    def words(self, link: TextLink) -> str:
        """Return what is shown for a link."""
        goal = self.goals.get(link.target) if link.target is not None else None
        return goal.name if goal is not None else link.label

    def dangles(self, link: TextLink) -> bool:
        """Whether a link is known to lead nowhere."""
        if link.target is None:
            return True
        return link.target in self.asked and link.target not in self.goals

    # -- Qt

    def intrinsicSize(self, _document: QTextDocument, _position: int, look: QTextFormat) -> QSizeF:
        """Return the room of a link: no wider than the editor."""
        link = link_of(look)
        metrics = QFontMetricsF(self._editor.font())
        room = max(self._editor.viewport().width() - 40, _NARROWEST)
        words = "" if link is None else self.words(link)
        width = metrics.horizontalAdvance(f"→ {words}") + 2 * _SIDE
        return QSizeF(min(width, room), metrics.height() + 2)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        _document: QTextDocument,
        _position: int,
        look: QTextFormat,
    ) -> None:
        """Paint a link."""
        link = link_of(look)
        if link is None:
            return
        rect = QRectF(rect)
        chosen = colors(is_dark(self._editor.palette()))
        lost = self.dangles(link)
        font = QFont(self._editor.font())
        font.setStrikeOut(lost)
        metrics = QFontMetricsF(font)
        shown = self.words(link) if lost else f"→ {self.words(link)}"
        words = metrics.elidedText(shown, Qt.TextElideMode.ElideMiddle, rect.width() - 2 * _SIDE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(chosen.rule), 1))
        painter.setBrush(QColor(chosen.raised))
        painter.drawRoundedRect(rect.adjusted(1.5, 0.5, -1.5, -0.5), 4, 4)
        painter.setFont(font)
        painter.setPen(QColor(chosen.muted if lost else chosen.accent))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()
