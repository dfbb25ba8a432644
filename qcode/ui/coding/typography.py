"""How text is set: sizes and distances, all from the font, so that they grow with it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF

MEASURE = 70  # characters a line; 60 to 75 read best (Bringhurst, Elements of Typographic Style)
LINE_HEIGHT = 1.45  # times the size of the font
PADDING = 0.4  # times the size of the font
CENTRE = 0.31  # middle of the letters above the baseline, times the size of the font

_SAMPLE = "The quick brown fox jumps over the lazy dog, och flygande bäckasiner söka hwila. "


@dataclass(frozen=True, slots=True)
class Typography:
    """The measures of one font, in device-independent pixels."""

    font: QFont
    size: float  # of the font
    line: int  # from baseline to baseline
    padding: int  # left and right of the text inside its column
    column: int  # width of `MEASURE` average characters and the padding
    small: QFont  # of names and numbers beside the text
    small_bold: QFont

    @classmethod
    def of(cls, font: QFont) -> Typography:
        """Return the measures of a font."""
        size = float(QFontInfo(font).pixelSize())
        width = QFontMetricsF(font).horizontalAdvance(_SAMPLE) / len(_SAMPLE)
        padding = round(PADDING * size)
        return cls(
            font=QFont(font),
            size=size,
            line=round(LINE_HEIGHT * size),
            padding=padding,
            column=round(MEASURE * width) + 2 * padding,
            small=_small(font, size, QFont.Weight.Normal),
            small_bold=_small(font, size, QFont.Weight.DemiBold),
        )

    def space(self, share: float) -> int:
        """Return a distance of so many font sizes, in whole pixels."""
        return round(share * self.size)

    def small_font(self, *, bold: bool = False) -> QFont:
        """Return the font of names and numbers beside the text."""
        return self.small_bold if bold else self.small

    def heading_size(self, level: int) -> int:
        """Return the pixel size of a heading, 1 to 6."""
        return round(self.size * {1: 1.5, 2: 1.25, 3: 1.1}.get(level, 1.0))


def _small(font: QFont, size: float, weight: QFont.Weight) -> QFont:
    small = QFont(font)
    small.setPixelSize(max(9, round(size * 0.8)))
    small.setWeight(weight)
    return small
