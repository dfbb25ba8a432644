"""The letters a text is set in: the families that can be chosen, and the font for the page."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from qcode.services.appearance import Appearance

SERIF = "serif"
_LARGER = 1.15  # than the window's own letters
# Made for long reading, best first; the first that is there stands for "serif".
_SERIFS = (
    "Source Serif 4",
    "Literata",
    "Charter",
    "Georgia",
    "Cambria",
    "Noto Serif",
    "Liberation Serif",
    "DejaVu Serif",
)


@lru_cache(maxsize=1)
def families() -> tuple[str, ...]:
    """Return the families of the system that texts in Latin letters can be set in."""
    system = QFontDatabase.WritingSystem.Latin
    return tuple(
        name
        for name in QFontDatabase.families(system)
        if QFontDatabase.isSmoothlyScalable(name)
        and not QFontDatabase.isPrivateFamily(name)
        and not name.startswith((".", "@"))
    )


def normal_size(base: QFont) -> float:
    """Return the size in points of a text when none was chosen."""
    points = base.pointSizeF() if base.pointSizeF() > 0 else base.pixelSize() * 0.75
    return round(points * _LARGER * 2) / 2


def reading_font(base: QFont, page: Appearance) -> QFont:
    """Return the font of the page, in a window whose own font is `base`.

    A family that is not there any more gives way to the window's own.
    """
    font = QFont(base)
    if page.font == SERIF:
        font.setStyleHint(QFont.StyleHint.Serif)
        font.setFamily(next((name for name in _SERIFS if name in families()), "serif"))
    elif page.font and page.font in families():
        font.setFamily(page.font)
    font.setPointSizeF(page.size or normal_size(base))
    return font
