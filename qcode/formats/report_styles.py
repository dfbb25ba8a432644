"""The named styles of the Word report: all of its looks, and nothing of its words.

Each style of ours stands on one that Word knows ("QCode Quote" on "Quote", "QCode Source" on
"Caption"), and fonts are set in two places only (the defaults and "Quote"), so that a template
which restyles Word's own styles restyles the report. Sizes are half-points, distances twips.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .ooxml import NAMESPACES

HEADINGS = 9  # as many levels as Word has

_INK, _QUIET, _RULE = "1F2A36", "5A6672", "C3CCD4"
_BOLD, _ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
_COLOR = re.compile(r"#([0-9a-fA-F]{6})")
_CHARACTER = "DefaultParagraphFont"


@dataclass(frozen=True, slots=True)
class _Style:
    """One style; `paragraph`, `run` and `table` are its properties as XML, in schema order.

    A style that is not `shown` stays out of Word's gallery until it is used.
    """

    id: str
    name: str
    based_on: str = "Normal"
    next: str = ""
    paragraph: str = ""
    run: str = ""
    table: str = ""
    kind: str = "paragraph"
    default: bool = False
    shown: bool = True

    def xml(self) -> str:
        """Return the style as an element of the styles part."""
        custom = ' w:customStyle="1"' if self.name.startswith("QCode") else ""
        default = ' w:default="1"' if self.default else ""
        parts = [f'<w:style w:type="{self.kind}"{default}{custom} w:styleId="{self.id}">']
        parts.append(f'<w:name w:val="{self.name}"/>')
        if not self.default:
            parts.append(f'<w:basedOn w:val="{self.based_on}"/>')
        if self.next:
            parts.append(f'<w:next w:val="{self.next}"/>')
        if self.shown:
            parts.append('<w:uiPriority w:val="10"/><w:qFormat/>')
        else:
            parts.append('<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>')
        if self.paragraph:
            parts.append(f"<w:pPr>{self.paragraph}</w:pPr>")
        if self.run:
            parts.append(f"<w:rPr>{self.run}</w:rPr>")
        parts.append(f"{self.table}</w:style>")
        return "".join(parts)


def color_style(color: str) -> str:
    """Return the id of the character style for a code's colour "#rrggbb", "" for anything else."""
    match = _COLOR.fullmatch(color)
    return f"QCodeColour{match[1].upper()}" if match else ""


def heading_style(depth: int) -> str:
    """Return the id of the heading style for a depth from 1; below the ninth all are the ninth."""
    return f"Heading{min(depth, HEADINGS)}"


def contents_style(depth: int) -> str:
    """Return the id of the style for an entry of the table of contents."""
    return f"TOC{min(depth, HEADINGS)}"


def code_style(depth: int) -> str:
    """Return the id of the style that indents a code in the codebook table."""
    return f"QCodeTableCode{min(depth, HEADINGS)}"


def styles_part(*, tag: str, colors: Iterable[str]) -> Iterator[str]:
    """Yield the styles part for a document in the language `tag` ("sv-SE").

    There is one hidden character style for each colour.
    """
    yield f"<w:styles {NAMESPACES}>"
    yield (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f"{_fonts('Calibri', 'Arial')}{_size(21)}"
        f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        f"{_spacing(after=120, line=276)}"
        "</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" '
        'w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
    )
    for style in (*_defaults(tag), *_front(), *_headings(), *_contents(), *_quotations()):
        yield style.xml()
    for style in (*_codes(), *_transcripts(), *_notes(), *_tables()):
        yield style.xml()
    for digits in sorted({color[1:].upper() for color in colors if color_style(color)}):
        yield _Style(
            color_style(f"#{digits}"),
            f"QCode Colour {digits}",
            _CHARACTER,
            run=_tint(digits),
            kind="character",
            shown=False,
        ).xml()
    yield "</w:styles>"


def _fonts(font: str, for_complex_scripts: str) -> str:
    latin = " ".join(f'w:{script}="{font}"' for script in ("ascii", "eastAsia", "hAnsi"))
    return f'<w:rFonts {latin} w:cs="{for_complex_scripts}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _tint(color: str) -> str:
    return f'<w:color w:val="{color}"/>'


def _spacing(*, before: int = 0, after: int = 0, line: int = 0) -> str:
    """Return the space around a paragraph; `line` is its line height in 240ths of a line."""
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _defaults(tag: str) -> Iterator[_Style]:
    """Yield what everything else stands on."""
    yield _Style("Normal", "Normal", default=True, run=f'<w:lang w:val="{tag}"/>')
    yield _Style(_CHARACTER, "Default Paragraph Font", kind="character", default=True, shown=False)
    yield _Style(
        "TableNormal",
        "Normal Table",
        kind="table",
        default=True,
        shown=False,
        table=(
            '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
            '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
            '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr>"
        ),
    )
    yield _Style("Strong", "Strong", _CHARACTER, run=_BOLD, kind="character")
    yield _Style("Caption", "caption", paragraph=_spacing(after=240), run=_tint(_QUIET) + _size(18))
    for end in ("Section", "Table"):
        yield _Style(
            f"QCode{end}End",
            f"QCode {end} End",
            paragraph='<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
            run=_size(2),
            shown=False,
        )


def _front() -> Iterator[_Style]:
    """Yield what stands first in the report, and the foot of each page."""
    yield _Style(
        "Title",
        "Title",
        next="Subtitle",
        paragraph=f"<w:keepNext/>{_spacing(before=480, after=80, line=240)}",
        run=_tint(_INK) + _size(56),
    )
    yield _Style(
        "QCodeCoverTitle",
        "QCode Cover Title",
        "Title",
        next="Subtitle",
        paragraph=f"<w:keepNext/>{_spacing(before=3600, after=160, line=240)}",
    )
    yield _Style(
        "Subtitle",
        "Subtitle",
        next="QCodeDetails",
        paragraph=f"<w:keepNext/>{_spacing(after=60)}",
        run=_tint(_QUIET) + _size(28),
    )
    yield _Style("QCodeDetails", "QCode Details", paragraph=_spacing(after=60), run=_tint(_QUIET))
    yield _Style("QCodeFilter", "QCode Filter", paragraph=_spacing(before=240, after=60))
    yield _Style("QCodeLogo", "QCode Logo", paragraph=_spacing(before=600, after=600))
    foot = _tint(_QUIET) + _size(18)
    right = f'{_spacing()}<w:jc w:val="right"/>'
    yield _Style("Footer", "footer", paragraph=right, run=foot, shown=False)
    yield _Style("Header", "header", paragraph=_spacing(), run=foot, shown=False)


def _headings() -> Iterator[_Style]:
    looks = {  # depth: space before, space after, run properties
        1: (480, 120, _BOLD + _tint(_INK) + _size(34)),
        2: (400, 100, _BOLD + _tint(_INK) + _size(27)),
        3: (320, 80, _BOLD + _tint(_INK) + _size(23)),
        4: (280, 60, _BOLD + _tint(_QUIET) + _size(21)),
    }
    deeper = (240, 60, _ITALIC + _tint(_QUIET) + _size(21))
    for depth in range(1, HEADINGS + 1):
        before, after, run = looks.get(depth, deeper)
        yield _Style(
            heading_style(depth),
            f"heading {depth}",
            next="Normal",
            paragraph=(
                f"<w:keepNext/><w:keepLines/>{_spacing(before=before, after=after, line=252)}"
                f'<w:outlineLvl w:val="{depth - 1}"/>'
            ),
            run=run,
            shown=depth <= 4,
        )


def _contents() -> Iterator[_Style]:
    yield _Style(
        "TOCHeading",
        "TOC Heading",
        next="Normal",
        paragraph=f"<w:keepNext/>{_spacing(before=480, after=120)}",
        run=_BOLD + _tint(_INK) + _size(27),
        shown=False,
    )
    yield _Style("QCodeHint", "QCode Hint", "Caption", paragraph=_spacing(after=120), shown=False)
    for depth in range(1, HEADINGS + 1):
        before = 100 if depth == 1 else 0
        yield _Style(
            contents_style(depth),
            f"toc {depth}",
            next="Normal",
            paragraph=(
                '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9060"/></w:tabs>'
                f"{_spacing(before=before, after=20)}"
                f'<w:ind w:left="{284 * (depth - 1)}" w:right="567"/>'
            ),
            shown=False,
        )


def _aside(spacing: str) -> str:
    """Return the properties of what stands beside the argument: a rule along its left side."""
    return (
        f'<w:pBdr><w:left w:val="dotted" w:sz="8" w:space="8" w:color="{_RULE}"/></w:pBdr>'
        f'{spacing}<w:ind w:left="227"/>'
    )


def _codes() -> Iterator[_Style]:
    """Yield what stands between the heading of a code and its excerpts."""
    yield _Style("QCodeDefinition", "QCode Definition", paragraph=_spacing(after=100, line=276))
    yield _Style("QCodeRule", "QCode Rule", "QCodeDefinition")
    yield _Style(
        "QCodeGroup",
        "QCode Group",
        next="QCodeQuote",
        paragraph=f"<w:keepNext/>{_spacing(before=280, after=120)}",
        run=_BOLD + _tint(_QUIET),
    )
    yield _Style("QCodeMemo", "QCode Memo", paragraph=_aside(_spacing(after=100)))
    yield _Style("QCodeBody", "QCode Body")
    yield _Style("QCodeLabel", "QCode Label", "Strong", kind="character")
    yield _Style(
        "QCodeSummary",
        "QCode Summary",
        "Caption",
        next="QCodeQuote",
        paragraph=f"<w:keepNext/>{_spacing(before=60, after=200)}",
    )


def _quotations() -> Iterator[_Style]:
    """Yield the excerpt and its source line, which are kept on one page.

    An excerpt is verbatim: it is never marked as misspelt.
    """
    indent = '<w:ind w:left="425" w:right="425"/>'
    yield _Style(
        "Quote",
        "Quote",
        paragraph=(
            f'<w:pBdr><w:left w:val="single" w:sz="12" w:space="12" w:color="{_RULE}"/></w:pBdr>'
            f"{_spacing(after=80, line=288)}{indent}"
        ),
        run=_fonts("Cambria", "Times New Roman") + _size(22),
    )
    yield _Style(
        "QCodeQuote",
        "QCode Quote",
        "Quote",
        next="QCodeSource",
        paragraph="<w:keepNext/>",
        run="<w:noProof/>",
    )
    yield _Style(
        "QCodeQuoteRTL",
        "QCode Quote RTL",
        "QCodeQuote",
        next="QCodeSource",
        paragraph="<w:bidi/>",
        run="<w:rtl/>",
        shown=False,
    )
    quiet = _tint(_QUIET)
    yield _Style("QCodeBlock", "QCode Block", "QCodeQuote", next="QCodeSource")
    yield _Style("QCodeAsked", "QCode Asked", "QCodeQuote", next="QCodeSource", run=quiet)
    # May break: what stands around an excerpt can be longer than a page.
    around = "<w:noProof/>" + quiet + _size(20)
    yield _Style("QCodeContext", "QCode Context", "Quote", run=around)
    for style in ("Block", "Asked", "Context"):
        yield _mirrored(f"QCode{style}", f"QCode {style}")
    yield _Style("QCodeSource", "QCode Source", "Caption", next="QCodeQuote", paragraph=indent)
    yield _Style("QCodeSee", "QCode See", "QCodeSource")
    yield _Style("QCodeEdited", "QCode Edited", paragraph=f"<w:keepNext/>{indent}")
    yield _Style("QCodeNote", "QCode Note", paragraph=_spacing(after=120) + indent, run=_size(20))
    yield _Style("QCodeQuoteMark", "QCode Quote Mark", _CHARACTER, kind="character")
    for style in ("Speaker", "Added", "Number"):
        yield _Style(f"QCode{style}", f"QCode {style}", "Strong", kind="character")
    yield _Style("QCodeOmission", "QCode Omission", _CHARACTER, run=quiet, kind="character")


def _mirrored(style: str, name: str) -> _Style:
    """Return the like of a style for text that begins from the right."""
    right = _Style(f"{style}RTL", f"{name} RTL", style, shown=False)
    return replace(right, paragraph="<w:bidi/>", run="<w:rtl/>")


def _transcripts() -> Iterator[_Style]:
    """Yield the numbered paragraphs of a whole document."""
    style, name = "QCodeTranscript", "QCode Transcript"
    quiet = _tint(_QUIET)
    tabs = '<w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs>'
    hanging = '<w:ind w:left="567" w:hanging="567"/>'
    layout = f"{tabs}{_spacing(after=100)}{hanging}"
    yield _Style(style, name, paragraph=layout, run="<w:noProof/>")
    yield _Style(f"{style}Asked", f"{name} Asked", style, run=quiet)
    yield _mirrored(style, name)
    yield _mirrored(f"{style}Asked", f"{name} Asked")
    number = quiet + _size(16)
    yield _Style(
        "QCodeParagraphNumber", "QCode Paragraph Number", _CHARACTER, run=number, kind="character"
    )


def _notes() -> Iterator[_Style]:
    yield _Style(
        "CommentText",
        "annotation text",
        paragraph=_spacing(after=60, line=240),
        run=_size(20),
        shown=False,
    )
    yield _Style(
        "CommentReference",
        "annotation reference",
        _CHARACTER,
        run=_size(16),
        kind="character",
        shown=False,
    )
    small = _spacing(after=40, line=240)
    yield _Style("FootnoteText", "footnote text", paragraph=small, run=_size(18), shown=False)
    yield _Style(
        "FootnoteReference",
        "footnote reference",
        _CHARACTER,
        run='<w:vertAlign w:val="superscript"/>',
        kind="character",
        shown=False,
    )


def _tables() -> Iterator[_Style]:
    def rule(side: str, size: int, color: str) -> str:
        return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'

    right = '<w:jc w:val="right"/>'
    yield _Style(
        "QCodeTable",
        "QCode Table",
        "TableNormal",
        kind="table",
        table=(
            f"<w:tblPr><w:tblBorders>{rule('top', 8, _INK)}{rule('bottom', 8, _INK)}"
            f"{rule('insideH', 4, _RULE)}</w:tblBorders><w:tblCellMar>"
            '<w:top w:w="60" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
            '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
            '</w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
            f'{rule("bottom", 8, _INK)}</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>'
            "</w:tblStylePr>"
        ),
    )
    text, heading = "QCodeTableText", "QCodeTableHeading"
    yield _Style(text, "QCode Table Text", paragraph=_spacing(line=252), run=_size(18))
    yield _Style("QCodeTableNote", "QCode Table Note", "Caption", paragraph=_spacing(before=80))
    yield _Style("QCodeTableNumber", "QCode Table Number", text, paragraph=right)
    yield _Style(heading, "QCode Table Heading", text, paragraph="<w:keepNext/>", run=_BOLD)
    yield _Style(f"{heading}Number", "QCode Table Heading Number", heading, paragraph=right)
    for depth in range(1, HEADINGS + 1):
        yield _Style(
            code_style(depth),
            f"QCode Table Code {depth}",
            text,
            # The name hangs behind its colour; each level stands a little further in.
            paragraph=f'<w:ind w:left="{227 + 170 * (depth - 1)}" w:hanging="227"/>',
            shown=False,
        )
