"""Canonical text and its layout become a `QTextDocument`, one UTF-16 unit for each of the text.

A paragraph is a block, but a very long one is several: see `slices`.

Only the source's own formatting goes in, never a coding. Whoever needs the text back takes it
from where it came from: what Qt returns is not the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from qcode.model.layout import Layout, Style
from qcode.model.text import Offsets
from qcode.services.appearance import DEFAULT, Appearance
from qcode.ui.theme import colors, quiet_text, speaker_color

from .looks import (
    BlockLook,
    Cut,
    Decoration,
    Ink,
    Telling,
    character_runs,
    continued,
    heading_level,
    paragraph_looks,
    usual_look,
)
from .paragraph_lines import DECORATION
from .slices import cuts, with_ends
from .typography import Typography

_PIECE = 4096  # characters handed over at once
INDENT = 1.6  # of lists and quotations, times the size of the font

# Characters that Qt takes for structure of its own or loses, each shown as one of equal length.
_SHOWN = str.maketrans(
    {
        "\ufdd0": "\N{REPLACEMENT CHARACTER}",
        "\ufdd1": "\N{REPLACEMENT CHARACTER}",
        "\ufffc": "\N{REPLACEMENT CHARACTER}",
        "\ufffe": "\N{REPLACEMENT CHARACTER}",
        "\uffff": "\N{REPLACEMENT CHARACTER}",
        "\ufeff": "\N{WORD JOINER}",
    }
)
_SPECIAL = tuple(map(chr, _SHOWN))


class DocumentMaker:
    """Makes one document: the text at once, its formatting as far as it is needed.

    Formatting takes several times as long as the text itself, and nobody sees it yet; so whoever
    shows the document has it dressed up to where one looks, and the rest when there is time.
    """

    def __init__(
        self,
        text: str,
        layout: Layout,
        *,
        offsets: Offsets,
        typography: Typography,
        dark: bool,
        page: Appearance = DEFAULT,
        interviewers: frozenset[str] = frozenset(),
    ) -> None:
        """Make `document`, whose `characterCount() - 1` is the length of the text in UTF-16.

        `interviewers` are the speakers whose talk stands back if the page says so. The caller
        gives the document a parent (or leaks it). Raises AssertionError if Qt counts otherwise.
        """
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.document.setDefaultFont(typography.font)
        self.document.setDefaultTextOption(_text_option(typography))
        _set_padding(self.document, typography)
        self._usual = usual_look(text, layout)
        quiet = interviewers if page.quiet_interviewer else frozenset()
        self._look = typography, page, layout.speakers(), quiet
        self._formats = _Formats(dark, *self._look)
        self._offsets = offsets
        self._cursor = QTextCursor(self.document)
        self._cursor.setBlockFormat(self._formats.block(self._usual))
        self.cuts = cuts(text)  # code points at which a block ends, but no paragraph
        special = any(letter in text for letter in _SPECIAL)  # a pattern takes ten times as long
        shown = text.translate(_SHOWN) if special else text
        self._insert(with_ends(shown, self.cuts) if self.cuts else shown)
        count = self.document.characterCount() - 1
        assert count == offsets.utf16_length, "positions would be wrong"
        self._text = text
        self._cut = Cut(layout)
        self._telling = Telling(quiet, page.times)

    def _insert(self, text: str) -> None:
        """Put the text in piece by piece: one emoji makes all of a string three times as slow."""
        self._cursor.beginEditBlock()
        for at in range(0, len(text), _PIECE):
            self._cursor.insertText(text[at : at + _PIECE])
        self._cursor.endEditBlock()

    def change_theme(self, dark: bool) -> None:
        """Use the inks of another theme from now on; what is dressed is to be dressed again."""
        self._formats = _Formats(dark, *self._look)

    def dress(self, start: int, end: int) -> bool:
        """Format the whole paragraphs between two code points, and say if any needed it."""
        if end >= len(self._text):
            end = len(self._text) + 1  # an empty last paragraph begins where the text ends
        part = self._cut.between(start, end)
        looks = paragraph_looks(self._text, part, (start, end))
        self._go_on(looks, start, end)
        unusual = [(at, look) for at, look in looks.items() if look is not self._usual]
        runs = [
            (max(begin, start), min(stop, end), values)
            for begin, stop, values in character_runs(self._text, part, self._telling)
            if begin < end and start < stop
        ]
        if not unusual and not runs:
            return False
        to_unit, cursor = self._offsets.to_utf16, self._cursor
        cursor.beginEditBlock()
        for at, look in unusual:
            cursor.setPosition(to_unit(at))
            cursor.setBlockFormat(self._formats.block(look))
        for begin, stop, values in runs:
            cursor.setPosition(to_unit(begin))
            cursor.setPosition(to_unit(stop), QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(self._formats.characters(values))
        cursor.endEditBlock()
        return True

    def _go_on(self, looks: dict[int, BlockLook], start: int, end: int) -> None:
        """Put in the looks of blocks in a stretch that go on with a paragraph."""
        for cut in self.cuts[bisect_left(self.cuts, start - 1) : bisect_left(self.cuts, end - 1)]:
            before = max(each for each in looks if each <= cut + 1)
            looks[cut + 1] = continued(looks[before])


def _set_padding(document: QTextDocument, typography: Typography) -> None:
    """Leave air around the text, and room below to bring the last line to the middle."""
    root = document.rootFrame()
    frame = root.frameFormat()
    frame.setTopMargin(typography.space(1.2))
    frame.setBottomMargin(typography.space(10))
    frame.setLeftMargin(typography.padding)
    frame.setRightMargin(typography.padding)
    root.setFrameFormat(frame)


def _text_option(typography: Typography) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTabStopDistance(typography.space(2.5))
    return option


class _Formats:
    """Qt's formats for looks and inks, each made once."""

    def __init__(
        self,
        dark: bool,
        typography: Typography,
        page: Appearance,
        speakers: Sequence[str],
        quiet: frozenset[str],
    ) -> None:
        self._typography = typography
        self._dark = dark
        self._page = page
        self._speakers = {name: number for number, name in enumerate(speakers)}
        self._quiet = quiet
        self._colors = colors(dark)
        self._blocks: dict[BlockLook, QTextBlockFormat] = {}
        self._chars: dict[tuple[tuple[str, str], ...], QTextCharFormat] = {}

    def block(self, look: BlockLook) -> QTextBlockFormat:
        made = self._blocks.get(look)
        if made is None:
            made = self._blocks[look] = self._make_block(look)
        return made

    def _make_block(self, look: BlockLook) -> QTextBlockFormat:
        made = QTextBlockFormat()
        size = self._typography
        line = size.line * look.line
        if look.heading:
            line = max(line, 1.3 * size.heading_size(look.heading))
            made.setHeadingLevel(look.heading)
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        made.setLineHeight(max(1, round(line)), fixed)
        made.setTopMargin(size.space(look.gap))
        if look.decoration & Decoration.ROW_ENDS:
            made.setBottomMargin(size.space(0.8))
        if look.depth:
            made.setLeftMargin(size.space(INDENT * look.depth))
        if look.decoration & Decoration.CELL:
            made.setLeftMargin(size.space(0.7))
            made.setRightMargin(size.space(0.7))
        if look.decoration:
            made.setProperty(DECORATION, int(look.decoration))
        return made

    def characters(self, values: tuple[tuple[str, str], ...]) -> QTextCharFormat:
        made = self._chars.get(values)
        if made is None:
            made = self._chars[values] = QTextCharFormat()
            for style, value in values:
                self._apply(made, style, value)
        return made

    def _apply(self, made: QTextCharFormat, style: str, value: str) -> None:
        match style:
            case Style.BOLD:
                made.setFontWeight(QFont.Weight.Bold)
            case Style.ITALIC:
                made.setFontItalic(True)
            case Style.UNDERLINE:
                made.setFontUnderline(True)
            case Style.LINK:
                made.setForeground(QColor(self._colors.accent))
                made.setFontUnderline(True)
                made.setToolTip(_plain(value))
            case Style.HEADING:
                made.setFontWeight(QFont.Weight.Bold)
                size = self._typography.heading_size(heading_level(value))
                made.setProperty(QTextFormat.Property.FontPixelSize, size)
            case Ink.LABEL:
                self._apply_label(made, value)
            case Ink.MARK:
                made.setForeground(QColor(self._colors.muted))
            case Ink.ASKED:
                made.setForeground(quiet_text(self._dark, self._page.strength))
            case Ink.TIME:  # a character that is not shown must still be there to be counted
                made.setForeground(QColor(Qt.GlobalColor.transparent))
                made.setProperty(QTextFormat.Property.FontPixelSize, 1)
            case Ink.NOTE:
                made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
                made.setUnderlineColor(QColor(self._colors.muted))
                made.setToolTip(_plain(value))
            case Ink.INSERTED:
                made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
                made.setUnderlineColor(QColor(self._colors.accent))

    def _apply_label(self, made: QTextCharFormat, speaker: str) -> None:
        if self._page.bold_speakers:
            made.setFontWeight(QFont.Weight.DemiBold)
        if speaker in self._quiet:
            made.setForeground(quiet_text(self._dark, self._page.strength))
        elif self._page.colored_speakers and speaker in self._speakers:
            made.setForeground(speaker_color(self._speakers[speaker], self._dark))


def _plain(text: str) -> str:
    """Return text of a source as a tool tip that takes nothing in it for markup."""
    return f"<p style='white-space:pre-wrap'>{escape(text)}</p>"
