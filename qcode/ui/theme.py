"""Every colour of the window, for light and dark; no other module names one.

`Theme` follows the desktop (or the user's choice) and gives the application its palette.
Widgets ask `colors` and `code_color` when they paint, with `is_dark` of their own palette.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from qcode.model.colors import contrast, from_lch, lab, lch
from qcode.model.palette import PALETTE

from .in_turns import InTurns
from .resized import paint_after

_READABLE = 4.5  # contrast of text, WCAG 2.2 AA
_FALLBACK = "#808080"  # for a code whose colour cannot be read
_PALETTES = 256  # whose darkness is known: rows ask for theirs as they are painted
_KNOWN_PALETTES: dict[int, bool] = {}
_STRONGEST_LIGHT, _STRONGEST_DARK = 1.7, 1.35  # times the usual tint, at full strength

# Six that stay apart from one another and from the text with any kind of colour vision, found as
# those of `model.palette` were; each keeps 4.5:1 on the page and on the tint of any code.
_SPEAKERS_LIGHT = ("#2a5cda", "#b23b19", "#530a71", "#7c5792", "#7a354d", "#342aaf")
_SPEAKERS_DARK = ("#b0bcff", "#33b93d", "#fa66ba", "#f19e98", "#76f579", "#b58bf9")


class Scheme(StrEnum):
    """What the user may choose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"

    @classmethod
    def of(cls, stored: str) -> Scheme:
        """Return what is meant by a setting, of which "" is the desktop's."""
        return cls(stored) if stored in tuple(cls) else cls.SYSTEM


@dataclass(frozen=True, slots=True)
class Colors:
    """The named colours of one theme, "#rrggbb". Text colours keep 4.5:1 on `base`."""

    base: str  # paper: behind texts and lists
    raised: str  # alternate rows, tool tips
    window: str  # behind panes and tool bars
    button: str
    text: str
    muted: str  # time marks, paragraph numbers, hints
    rule: str  # hairlines
    field: str  # the edge of what one types in
    accent: str  # focus, links, the place a drop will go
    on_accent: str
    selection: str
    resting: str  # the same in a list that does not have the keyboard
    hit: str  # behind a search hit
    hit_edge: str
    flash: str  # behind the passage one has just been brought to
    said: str  # behind what a recording says at the moment
    danger: str


LIGHT = Colors(
    base="#fdfcf9",
    raised="#f6f4ef",
    window="#f1efe9",
    button="#f8f6f2",
    text="#22262a",
    muted="#696d72",
    rule="#dcd8cf",
    field="#bab5aa",
    accent="#1c6a8a",
    on_accent="#ffffff",
    selection="#b4d3ef",
    resting="#dfdbd1",
    hit="#ffe58a",
    hit_edge="#b88700",
    flash="#fff1b8",
    said="#eaf0ef",
    danger="#b3261e",
)

DARK = Colors(
    base="#1d2022",
    raised="#24282b",
    window="#181a1c",
    button="#2a2e31",
    text="#dcdbd5",
    muted="#96999c",
    rule="#383d41",
    field="#4c5257",
    accent="#6cb4d4",
    on_accent="#0e1518",
    selection="#2d5878",
    resting="#363c41",
    hit="#5c4a08",
    hit_edge="#d1a52c",
    flash="#4b4322",
    said="#262e30",
    danger="#f2877f",
)

# Of a page that is shown as it will be printed: the same in the dark, for paper is.
PAPER, INK, RULE, CHART_INK = "#ffffff", "#000000", "#d5dbe1", "#404b57"
REMARK, REMARK_EDGE = "#fbe9d2", "#c98a3c"  # behind words with a comment


def colors(dark: bool) -> Colors:
    """Return the colours of the dark or the light theme."""
    return DARK if dark else LIGHT


def is_dark(palette: QPalette) -> bool:
    """Whether a widget with this palette paints light text on a dark ground."""
    key = palette.cacheKey()
    dark = _KNOWN_PALETTES.get(key)
    if dark is None:
        if len(_KNOWN_PALETTES) >= _PALETTES:
            _KNOWN_PALETTES.clear()
        dark = _KNOWN_PALETTES[key] = palette.base().color().lightness() < 128
    return dark


@dataclass(frozen=True, slots=True)
class CodeColor:
    """How a code is painted on `base`: all opaque, so that overlaps cannot turn to mud.

    `tint` lies behind text, `strong` behind the passage that is pointed at or chosen; `stripe`
    is for lines (3:1 on the ground), `text` for names (4.5:1 on the ground and on `tint`).
    """

    tint: QColor
    strong: QColor
    stripe: QColor
    text: QColor


@lru_cache(maxsize=8192)
def code_color(color: str, dark: bool) -> CodeColor:
    """Return the variants of a code's colour ("#rrggbb") for a theme; grey if it is none."""
    lightness, chroma, hue = lch(_known(color))
    if dark:
        strong = from_lch(0.39, chroma * 0.62, hue)
        stripe = from_lch(_within(lightness, 0.56, 0.84), chroma, hue)
    else:
        strong = from_lch(0.875, chroma * 0.58, hue)
        stripe = from_lch(_within(lightness, 0.36, 0.64), chroma, hue)
    tint = mixed_tint((color,), dark)
    text = readable(stripe, (colors(dark).base, tint.name()), dark)
    return CodeColor(tint, QColor(strong), QColor(stripe), QColor(text))


@lru_cache(maxsize=256)  # more than are on a screen; where many codes lie, each is long
def mixed_tint(code_colors: tuple[str, ...], dark: bool, strength: int = 50) -> QColor:
    """Return what lies behind a passage under several codes at once.

    It has their mean hue, and is a little stronger with each code, up to four. `strength` is in
    percent of what can be chosen; text can be read on all of it.
    """
    parts = [_ab(color) for color in code_colors]
    across = sum(a for a, _b in parts) / len(parts)
    along = sum(b for _a, b in parts) / len(parts)
    return _tint_of(round(across, 3), round(along, 3), min(len(parts), 4) - 1, dark, strength)


@lru_cache(maxsize=8192)
def _ab(color: str) -> tuple[float, float]:
    """Return how far a code's colour is from grey, towards red and towards yellow."""
    _lightness, a, b = lab(_known(color))
    return a, b


@lru_cache(maxsize=2048)
def _tint_of(across: float, along: float, depth: int, dark: bool, strength: int) -> QColor:
    """Return the tint of a mean colour; those of overlaps by the dozen differ by no more."""
    chroma, hue = math.hypot(across, along), math.atan2(along, across)
    most = _STRONGEST_DARK if dark else _STRONGEST_LIGHT
    share = strength / 50 if strength <= 50 else 1 + (strength / 50 - 1) * (most - 1)
    if dark:
        return QColor(from_lch(0.245 + (0.07 + 0.018 * depth) * share, chroma * 0.42 * share, hue))
    return QColor(from_lch(0.985 - (0.05 + 0.022 * depth) * share, chroma * 0.34 * share, hue))


@lru_cache(maxsize=64)
def quiet_text(dark: bool, strength: int = 50) -> QColor:
    """Return the grey of talk that stands back; it can be read on the page and on every tint."""
    chosen = colors(dark)
    grounds = {
        mixed_tint((color,) * count, dark, strength).name() for color in PALETTE for count in (1, 4)
    }
    return QColor(readable(chosen.muted, (chosen.base, *grounds), dark))


def speaker_color(number: int, dark: bool) -> QColor:
    """Return the colour of the name of the speaker `number`, from 0; after six they return."""
    of_theme = _SPEAKERS_DARK if dark else _SPEAKERS_LIGHT
    return QColor(of_theme[number % len(of_theme)])


def palette(dark: bool) -> QPalette:
    """Return the palette of the whole application for a theme.

    It is the same in windows that are not active: else all of a window is painted anew whenever
    another one, such as a dialog, comes to the front.
    """
    chosen = colors(dark)
    role = QPalette.ColorRole
    made = QPalette()
    for roles, color in (
        ((role.Window,), chosen.window),
        ((role.Base,), chosen.base),
        ((role.AlternateBase, role.ToolTipBase), chosen.raised),
        ((role.Button, role.Light, role.Midlight), chosen.button),
        ((role.Mid, role.Dark), chosen.rule),
        ((role.Shadow,), chosen.rule),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), chosen.text),
        ((role.BrightText,), chosen.danger),
        ((role.PlaceholderText,), chosen.muted),
        ((role.Link, role.LinkVisited, role.Accent), chosen.accent),
        ((role.Highlight,), chosen.selection),
        ((role.HighlightedText,), chosen.text),
    ):
        for each in roles:
            made.setColor(each, QColor(color))
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(chosen.muted))
    return made


class Theme(QObject):
    """Keeps the application in the theme that the user chose, or that the desktop has."""

    changed = Signal(bool)  # dark

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._scheme = Scheme.SYSTEM
        self._applied: bool | None = None
        self._in_turns = InTurns(self)
        application.setStyle("Fusion")  # the one style that honours a palette everywhere
        application.styleHints().colorSchemeChanged.connect(self._follow)
        self._follow()

    @property
    def dark(self) -> bool:
        """Whether the window is dark now."""
        if self._scheme is Scheme.SYSTEM:
            return system_is_dark()
        return self._scheme is Scheme.DARK

    @property
    def scheme(self) -> Scheme:
        """What the user chose."""
        return self._scheme

    def choose(self, scheme: Scheme) -> None:
        """Be light or dark from now on, or follow the desktop; title bars come along."""
        self._scheme = scheme
        wanted = {
            Scheme.SYSTEM: Qt.ColorScheme.Unknown,
            Scheme.LIGHT: Qt.ColorScheme.Light,
            Scheme.DARK: Qt.ColorScheme.Dark,
        }[scheme]
        self._application.styleHints().setColorScheme(wanted)
        self._follow()

    def _follow(self) -> None:
        dark = self.dark
        if dark != self._applied:
            self._applied = dark
            self._in_turns.hold_lists_and_texts()
            for window in filter(QWidget.isVisible, QApplication.topLevelWidgets()):
                paint_after(window)
            self._application.setPalette(palette(dark))
            self.changed.emit(dark)


def tab_style(dark: bool) -> str:
    """Return a style sheet for a bar of tabs: words over a line."""
    chosen = colors(dark)
    return f"""
        QTabBar {{ background: {chosen.window}; }}
        QTabBar::tab {{
            background: transparent; color: {chosen.muted}; border: none;
            border-bottom: 2px solid transparent; padding: 8px 4px 6px 4px; margin: 0 4px;
        }}
        QTabBar::tab:hover {{ color: {chosen.text}; }}
        QTabBar::tab:selected {{ color: {chosen.text}; border-bottom-color: {chosen.accent}; }}
    """


def lesson_style(dark: bool) -> str:
    """Return a style sheet for the words of an empty pane: darker when the keyboard is there."""
    chosen = colors(dark)
    return f"""
        QLabel {{
            color: {chosen.muted}; border: 1px solid transparent; border-radius: 5px;
            padding: 4px;
        }}
        QLabel:focus {{ color: {chosen.text}; border-color: {chosen.accent}; }}
    """


def quiet_button_style(dark: bool) -> str:
    """Return a style sheet for a button of words that has an edge only when it is meant."""
    chosen = colors(dark)
    return f"""
        QToolButton {{
            background: transparent; color: {chosen.muted}; border: 1px solid transparent;
            border-radius: 5px; padding: 4px 8px;
        }}
        QToolButton:hover {{ background: {chosen.raised}; color: {chosen.text}; }}
        QToolButton:focus {{ border-color: {chosen.accent}; color: {chosen.text}; }}
        QToolButton:pressed {{ background: {chosen.rule}; }}
    """


def scroll_bar_style(dark: bool) -> str:
    """Return a style sheet for a scroll bar, upright or lying: narrow, without arrows."""
    chosen = colors(dark)
    return f"""
        QScrollBar {{ background: {chosen.base}; margin: 0; border: none; }}
        QScrollBar:vertical {{ width: 12px; }}
        QScrollBar:horizontal {{ height: 12px; }}
        QScrollBar::handle {{ background: {chosen.rule}; border-radius: 4px; margin: 2px; }}
        QScrollBar::handle:vertical {{ min-height: 36px; }}
        QScrollBar::handle:horizontal {{ min-width: 36px; }}
        QScrollBar::handle:hover {{ background: {chosen.muted}; }}
        QScrollBar::handle:disabled {{ background: none; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
    """


def box_style(dark: bool) -> str:
    """Return a style sheet for a box that lies over the window, such as the quick-code box."""
    chosen = colors(dark)
    return f"""
        #quickbox {{
            background: {chosen.raised}; border: 1px solid {chosen.rule}; border-radius: 8px;
        }}
        #quickbox QLineEdit {{
            background: transparent; border: none; border-bottom: 1px solid {chosen.rule};
            padding: 9px 7px; margin: 0 1px;
        }}
        #quickbox QListView {{ background: {chosen.raised}; border: none; outline: none; }}
        #quickbox QLabel {{ color: {chosen.muted}; padding: 8px 8px 0 8px; }}
    """


def floating_style(dark: bool) -> str:
    """Return a style sheet for the bar at a selection: quiet, with an edge, over the text."""
    chosen = colors(dark)
    return f"""
        #floating {{
            background: {chosen.raised}; border: 1px solid {chosen.field}; border-radius: 8px;
            padding: 2px; spacing: 1px;
        }}
        #floating::separator {{ background: {chosen.rule}; width: 1px; margin: 4px 4px; }}
        #floating QToolButton {{
            background: transparent; color: {chosen.text}; border: none; border-radius: 6px;
            padding: 4px 6px;
        }}
        #floating QToolButton:hover {{ background: {chosen.window}; }}
        #floating QToolButton:pressed {{ background: {chosen.rule}; }}
    """


def toast_style(dark: bool, *, problem: bool) -> str:
    """Return a style sheet for the line at the foot of the window; a problem has a red edge."""
    chosen = colors(dark)
    return f"""
        #toast {{
            background: {chosen.raised}; border-radius: 8px;
            border: 1px solid {chosen.danger if problem else chosen.rule};
        }}
        #toast QPushButton {{
            color: {chosen.accent}; border: 1px solid transparent; border-radius: 4px;
            padding: 2px 8px;
        }}
        #toast QPushButton:focus, #toast QToolButton:focus {{ border: 1px solid {chosen.accent}; }}
        #toast QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 2px; }}
        #toast QToolButton:hover, #toast QPushButton:hover {{ background: {chosen.window}; }}
    """


def tour_style(dark: bool) -> str:
    """Return a style sheet for what is said to a newcomer, and for the edge of what it is about."""
    chosen = colors(dark)
    return f"""
        #tour {{
            background: {chosen.raised}; border: 1px solid {chosen.accent}; border-radius: 8px;
        }}
        #touredge {{ border: 2px solid {chosen.accent}; border-radius: 4px; background: none; }}
    """


def table_style(dark: bool, indent: int = 38, padding: int = 0) -> str:
    """Return a style sheet for a list with columns: a quiet heading, an even ground when chosen.

    The first heading stands `indent` pixels in, where the words of its column begin.
    """
    chosen = colors(dark)
    side = padding + 3 if padding else 8  # the style puts words in cells further in
    return f"""
        QTreeView, QTableView {{ background: {chosen.base}; border: none; outline: none; }}
        QTreeView::item, QTableView::item {{ padding: {padding}px; }}
        QTreeView::item:selected, QTableView::item:selected {{
            background: {chosen.raised}; color: {chosen.text};
        }}
        QHeaderView {{ background: {chosen.base}; }}
        QHeaderView::section {{
            background: {chosen.base}; color: {chosen.muted}; border: none;
            border-bottom: 1px solid {chosen.rule}; padding: 6px {side}px;
        }}
        QHeaderView::section:first {{ padding-left: {indent}px; }}
    """


def edge_style(dark: bool) -> str:
    """Return a style sheet for a text or a list that has an edge, as fields have."""
    chosen = colors(dark)
    views = ("QPlainTextEdit", "QTextEdit", "QTreeView", "QTableView", "QListView")
    return f"""
        {", ".join(views)} {{
            background: {chosen.base}; border: 1px solid {chosen.field}; border-radius: 3px;
        }}
        {", ".join(f"{view}:focus" for view in views)} {{ border-color: {chosen.accent}; }}
        {", ".join(f"{view}::item:selected" for view in views[2:])} {{
            background: {chosen.selection}; color: {chosen.text};
        }}
        {", ".join(f"{view}::item:selected:!active" for view in views[2:])} {{
            background: {chosen.resting};
        }}
    """


def sheet_style(dark: bool) -> str:
    """Return a style sheet for a table whose cells are edited: hairlines, quiet headings."""
    chosen = colors(dark)
    return f"""
        QTableView {{
            background: {chosen.base}; border: none; outline: none; gridline-color: {chosen.rule};
            selection-background-color: {chosen.selection}; selection-color: {chosen.text};
        }}
        QTableView QLineEdit, QTableView QComboBox {{
            background: {chosen.base}; border: 2px solid {chosen.accent}; padding: 0 4px;
        }}
        QHeaderView {{ background: {chosen.window}; border: none; }}
        QHeaderView::section {{
            background: {chosen.window}; color: {chosen.muted}; border: none;
            border-right: 1px solid {chosen.rule}; border-bottom: 1px solid {chosen.rule};
            padding: 4px 7px;
        }}
        QHeaderView::section:horizontal {{ padding-left: 10px; padding-right: 10px; }}
        QHeaderView::section:vertical {{ color: {chosen.text}; padding-left: 12px; }}
        {scroll_bar_style(dark)}
        QTableCornerButton::section {{
            background: {chosen.window}; border: none;
            border-right: 1px solid {chosen.rule}; border-bottom: 1px solid {chosen.rule};
        }}
    """


def system_is_dark() -> bool:
    """Whether the desktop asks for dark windows; a desktop that does not say is light."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _known(color: str) -> str:
    return color if QColor.isValidColorName(color) and len(color) == 7 else _FALLBACK


def _within(lightness: float, low: float, high: float) -> float:
    """Return a lightness squeezed into a band: order and distances remain, extremes do not."""
    share = min(1.0, max(0.0, (lightness - 0.40) / 0.43))
    return low + (high - low) * share


def readable(color: str, grounds: Iterable[str], dark: bool) -> str:
    """Return the colour, lightened or darkened until it can be read on all the grounds."""
    lightness, chroma, hue = lch(color)
    grounds = tuple(grounds)
    while 0 < lightness < 1 and any(contrast(color, ground) < _READABLE for ground in grounds):
        lightness += 0.01 if dark else -0.01
        color = from_lch(lightness, chroma, hue)
    return color
