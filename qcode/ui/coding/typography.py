"""How text is set: sizes and distances, all from the font, so that they grow with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF

from qcode.services.appearance import DEFAULT, Appearance

# Characters a line; 60 to 75 read best (Bringhurst, Elements of Typographic Style).
MEASURE = DEFAULT.measure
LINE_HEIGHT = DEFAULT.line_height  # times the size of the font
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
    column: int  # width of the measure in average characters and the padding; 0: all there is
    above: float  # share of a line's band above the baseline, letters in its middle
    small: QFont  # of names and numbers beside the text
    small_bold: QFont
    metrics: QFontMetricsF = field(compare=False, repr=False)  # of the small font
    bold_metrics: QFontMetricsF = field(compare=False, repr=False)

    @classmethod
    def of(cls, font: QFont, page: Appearance = DEFAULT) -> Typography:
        """Return the measures of a font on a page with so wide and so high lines."""
        size = float(QFontInfo(font).pixelSize())
        width = QFontMetricsF(font).horizontalAdvance(_SAMPLE) / len(_SAMPLE)
        padding = round(PADDING * size)
        small = _small(font, size, QFont.Weight.Normal)
        bold = _small(font, size, QFont.Weight.DemiBold)
        return cls(
            font=QFont(font),
            size=size,
            line=round(page.line_height * size),
            padding=padding,
            column=round(page.measure * width) + 2 * padding if page.measure else 0,
            above=CENTRE / page.line_height + 0.5,
            small=small,
            small_bold=bold,
            metrics=QFontMetricsF(small),
            bold_metrics=QFontMetricsF(bold),
        )

    def space(self, share: float) -> int:
        """Return a distance of so many font sizes, in whole pixels."""
        return round(share * self.size)

    def small_font(self, *, bold: bool = False) -> QFont:
        """Return the font of names and numbers beside the text."""
        return self.small_bold if bold else self.small

    def small_metrics(self, *, bold: bool = False) -> QFontMetricsF:
        """Return the measures of that font."""
        return self.bold_metrics if bold else self.metrics

    def heading_size(self, level: int) -> int:
        """Return the pixel size of a heading, 1 to 6."""
        return round(self.size * {1: 1.5, 2: 1.25, 3: 1.1}.get(level, 1.0))


def _small(font: QFont, size: float, weight: QFont.Weight) -> QFont:
    small = QFont(font)
    small.setPixelSize(max(9, round(size * 0.8)))
    small.setWeight(weight)
    return small
