"""Lines of a printed paragraph: where they break and how high they are.

Measured in quarters of a point, in which letters of every size that Word knows have whole pixels;
whoever paints scales. So a page breaks alike at any zoom and on any screen. A layout belongs to
the thread that made it: Qt's glyphs are not shared between threads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout, QTextOption

from qcode.formats.printed import PAGE, PAGES, Letters, Piece, Printed, Shape

TWIPS = 5  # to a unit
POINT = 4  # units
_TAB = 720 / TWIPS  # between the stops that nobody set
_LEAST = 8.0  # a line has some width, however far it is indented

# What has the same widths as a font that a machine may lack.
_LIKE: Mapping[str, str] = {
    "Calibri": "Carlito",
    "Cambria": "Caladea",
    "Arial": "Liberation Sans",
    "Times New Roman": "Liberation Serif",
    "Courier New": "Liberation Mono",
}
# Parts of the names of fonts with serifs, so that what stands in for them has some too.
_SERIF = re.compile(
    r"(?<!sans )serif|times|roman|cambria|georgia|garamond|constantia|antiqua|palatino|caslon"
    r"|baskerville|bodoni|century|minion|didot|caladea|tinos",
    re.IGNORECASE,
)
_STAND_IN = ("Times New Roman", "Liberation Serif", "DejaVu Serif")
_ALIGNMENTS: Mapping[str, Qt.AlignmentFlag] = {
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "justified": Qt.AlignmentFlag.AlignJustify,
}
_TABS: Mapping[str, QTextOption.TabType] = {
    "right": QTextOption.TabType.RightTab,
    "center": QTextOption.TabType.CenterTab,
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """What fields say: the number of the page, and of all pages where that is known."""

    page: int = 1
    pages: int = 0

    def shown(self, piece: Piece) -> str:
        """Return the words of a piece."""
        if piece.field == PAGE:
            return str(self.page)
        if piece.field == PAGES:
            return str(self.pages) if self.pages else "…"
        return piece.text.upper() if piece.letters.capitals else piece.text


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a paragraph: how high each is, and where in it the letters begin."""

    layout: QTextLayout | None
    heights: tuple[float, ...]
    drops: tuple[float, ...]

    @property
    def height(self) -> float:
        """How high they are together."""
        return sum(self.heights)


def units(twips: float) -> float:
    """Return a length in units."""
    return twips / TWIPS


def typeset(paragraph: Printed, width: float, numbers: Numbers = Numbers()) -> Lines:
    """Return the lines of a paragraph in a column of some width, in units."""
    if paragraph.picture is not None:
        return Lines(None, (units(paragraph.picture.height),), (0.0,))
    layout = _layout(paragraph, numbers)
    left, right, first = indents(paragraph.shape)
    # A stop beyond the margin is used nevertheless, as headers of templates do.
    stops = [units(at) for at, _kind in paragraph.shape.tabs] if "\t" in paragraph.text else []
    reach = max(stops, default=0.0)
    heights: list[float] = []
    drops: list[float] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLeadingIncluded(True)
        begin = left + (first if not heights and not paragraph.shape.mirrored else 0)
        line.setLineWidth(max(width - begin - right, reach - begin, _LEAST))
        line.setPosition(QPointF(begin, 0))
        height, drop = _height(paragraph.shape, line.height())
        heights.append(height)
        drops.append(drop)
    layout.endLayout()
    return Lines(layout, tuple(heights), tuple(drops))


def indents(shape: Shape) -> tuple[float, float, float]:
    """Return the space left and right of a paragraph, and what its first line has more."""
    left, right = units(shape.left), units(shape.right)
    return (right, left, 0.0) if shape.mirrored else (left, right, units(shape.first))


def _height(shape: Shape, usual: float) -> tuple[float, float]:
    """Return how high a line is, and how far from its top the letters begin."""
    if shape.exact or shape.least:
        height = units(shape.line)
        height = max(height, usual) if shape.least else height
    else:
        height = usual * shape.line
    if shape.line > 1 and not shape.exact and not shape.least:
        return height, 0.0  # what a line has more than it needs lies below it
    return height, height - usual


def _layout(paragraph: Printed, numbers: Numbers) -> QTextLayout:
    shown = [(numbers.shown(piece), piece) for piece in paragraph.pieces]
    usual = paragraph.pieces[0].letters if paragraph.pieces else paragraph.letters
    layout = QTextLayout("".join(words for words, _piece in shown), font(usual))
    ranges, at = [], 0
    for words, piece in shown:
        part = QTextLayout.FormatRange()
        part.start = at
        length = len(words) + sum(sign > "\uffff" for sign in words)  # Qt counts UTF-16
        part.length = length
        part.format = _format(piece.letters)
        ranges.append(part)
        at += length
    layout.setFormats(ranges)
    layout.setTextOption(_option(paragraph.shape))
    layout.setCacheEnabled(True)
    return layout


def _option(shape: Shape) -> QTextOption:
    option = QTextOption(_ALIGNMENTS.get(shape.align, Qt.AlignmentFlag.AlignLeft))
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    direction = Qt.LayoutDirection
    option.setTextDirection(direction.RightToLeft if shape.mirrored else direction.LeftToRight)
    begin = shape.left + shape.first
    stops = [(at, kind) for at, kind in shape.tabs if at > begin]
    if shape.first < 0:  # what hangs has a stop where the others begin
        stops.append((shape.left, "left"))
    left = QTextOption.TabType.LeftTab
    option.setTabs(
        [
            QTextOption.Tab(units(at - begin), _TABS.get(kind, left))
            for at, kind in sorted(set(stops))
        ]
    )
    option.setTabStopDistance(_TAB)
    return option


@lru_cache(maxsize=512)
def _known_format(letters: Letters) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(font(letters))
    if letters.color:
        made.setForeground(QColor(letters.color))
    if letters.raised:
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    return made


def _format(letters: Letters) -> QTextCharFormat:
    return QTextCharFormat(_known_format(letters))


def font(letters: Letters) -> QFont:
    """Return the font of letters, in units."""
    made = QFont()
    serif = _SERIF.search(letters.font) is not None
    families = [letters.font, _LIKE.get(letters.font, ""), *(_STAND_IN if serif else ())]
    made.setFamilies([family for family in families if family])
    made.setStyleHint(QFont.StyleHint.Serif if serif else QFont.StyleHint.SansSerif)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setPixelSize(max(letters.size * POINT // 2, 1))
    made.setBold(letters.bold)
    made.setItalic(letters.italic)
    made.setUnderline(letters.underlined)
    return made
