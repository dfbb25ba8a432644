"""One slide and its notes in the grammar of PresentationML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .bundle_parts import ExportPicture
from .characters import attribute, escaped
from .pptx_frame import EMU, INSETS, Holder, Layout
from .pptx_own import GROUP, NAMESPACES
from .slide_flow import INDENTS, Box, Look, Words, high
from .slide_measure import LINE, lines, width
from .typography import right_to_left

_TITLES = (32, 28, 24, 20, 18, 16, 14)  # sizes that a title is tried in
_QUIET = (Look.LEAD, Look.ASKED, Look.SOURCE)
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
PICTURE = "rId3"  # the relation of a slide to its picture
_GAP, _COARSEST = 10, 1.5  # points above a picture, and for one of its pixels
_STRIPE = 137_160  # EMU, the width of the colour of a code at the edge


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide in words, and below them perhaps a picture; `color` is that of its code, or ""."""

    layout: Layout
    title: str
    words: Sequence[Words]
    notes: Sequence[str] = ()
    color: str = ""
    picture: ExportPicture | None = None


def slide_xml(slide: Slide, tag: str, *, own: bool) -> str:
    """Return a slide; in our `own` frame the colour of its code stands at the edge."""
    layout = slide.layout
    size, title = fitted(slide.title, layout.title.box)
    heading = f'<a:p>{_run(title, f"""lang="{tag}" sz="{size * 100}" """)}</a:p>'
    box = layout.body.box
    body = "".join(_paragraph(words, box, tag) for words in slide.words)
    shapes = (
        _shape(2, "Title", layout.title, heading)
        + (_shape(3, "Text", layout.body, body, top=slide.picture is not None) if body else "")
        + (_number(layout.number) if layout.number else "")
        + (_stripe(slide.color) if own and slide.color else "")
        + (_picture(slide.picture, slide) if slide.picture else "")
    )
    return (
        f"<p:sld {NAMESPACES}><p:cSld><p:spTree>{GROUP}{shapes}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )


def fitted(title: str, box: Box) -> tuple[int, str]:
    """Return the size in which a title fits into its box, and the title, shortened if none is."""
    text = " ".join(title.split())
    for size in _TITLES:
        most = max(1, int(box.height / (size * LINE)))
        ends = list(lines(text, size, box.width))
        if len(ends) <= most:
            return size, text
    kept = text[: ends[most - 1]].rstrip()
    while kept and width(_ELLIPSIS, size) + width(kept[-40:], size) > box.width:
        kept = kept[:-1]
    return size, kept[:-1].rstrip() + _ELLIPSIS


def _shape(number: int, name: str, holder: Holder, paragraphs: str, *, top: bool = False) -> str:
    kind = f' type="{holder.type}"' if holder.type else ""
    idx = f' idx="{attribute(holder.idx)}"' if holder.idx else ""
    side, above = INSETS
    margins = f'lIns="{side}" tIns="{above}" rIns="{side}" bIns="{above}"'
    margins += ' anchor="t"' if top else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f"</p:cNvSpPr><p:nvPr><p:ph{kind}{idx}/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody>"
        f'<a:bodyPr wrap="square" {margins}><a:normAutofit/></a:bodyPr><a:lstStyle/>{paragraphs}'
        "</p:txBody></p:sp>"
    )


def _paragraph(words: Words, box: Box, tag: str) -> str:
    indent = round(INDENTS.get(words.look, 0) * box.scale * EMU)
    space = 0 if words.follows else round(words.space * box.scale * 100)
    turned = ' rtl="1"' if right_to_left(words.text) else ""
    look = (
        f'<a:pPr marL="{indent}" indent="0"{turned}><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{space}"/></a:spcBef><a:spcAft><a:spcPts val="0"/></a:spcAft>'
        "<a:buNone/></a:pPr>"
    )
    quiet = ""
    if words.look in _QUIET:
        quiet = (
            '<a:solidFill><a:schemeClr val="tx1"><a:alpha val="72000"/></a:schemeClr></a:solidFill>'
        )
    size = round(box.size(words.look) * 100)
    run = _run(words.text, f'lang="{tag}" sz="{size}" b="0" i="0"', quiet)
    return f"<a:p>{look}{run}</a:p>"


def _run(text: str, properties: str, fill: str = "") -> str:
    """Return runs; U+2028 becomes a line break."""
    look = f"<a:rPr {properties.strip()}>{fill}</a:rPr>"
    broken = f"<a:br>{look}</a:br>"
    return broken.join(
        f"<a:r>{look}<a:t>{escaped(part)}</a:t></a:r>" for part in text.split("\u2028")
    )


def _number(idx: str) -> str:
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="4" name="Number"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f'</p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="{attribute(idx)}"/></p:nvPr>'
        "</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>"
        '<a:fld id="{5C1D6B0E-31A2-4F50-9A3F-6A0D4C2E7B10}" type="slidenum"><a:rPr lang="en-GB"/>'
        "<a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>"
    )


def _stripe(color: str) -> str:
    """Return the colour of the code along the left edge; a screen reader passes over it."""
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="5" name="Colour"><a:extLst><a:ext '
        'uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
        "</a:ext></a:extLst></p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{_STRIPE}" cy="6858000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr '
        f'val="{color.removeprefix("#").upper()}"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        "</p:spPr></p:sp>"
    )


def room_for_picture(words: Sequence[Words], box: Box) -> float:
    """Return how high a picture below words can be, in points."""
    return box.height - (high(words, box) + _GAP if words else 0)


def _picture(picture: ExportPicture, slide: Slide) -> str:
    """Return a picture below the words, as large as there is room, but not coarse."""
    box, (left, top) = slide.layout.body.box, slide.layout.body.corner
    indent = INDENTS[Look.QUOTE] * box.scale if slide.words else 0
    high_enough = room_for_picture(slide.words, box)
    scale = min((box.width - indent) / picture.width, high_enough / picture.height, _COARSEST)
    side, above = INSETS
    place = (
        left + side + round(indent * EMU),
        top + above + round((box.height - high_enough) * EMU),
        max(round(picture.width * scale * EMU), 1),
        max(round(picture.height * scale * EMU), 1),
    )
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="6" name="Picture" descr="{attribute(picture.alt)}"/>'
        '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{PICTURE}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</p:blipFill><p:spPr><a:xfrm><a:off x="{place[0]}" y="{place[1]}"/>'
        f'<a:ext cx="{place[2]}" cy="{place[3]}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></p:spPr></p:pic>"
    )


def notes_xml(texts: Iterable[str], tag: str) -> str:
    """Return the notes of a slide, a paragraph for each text."""
    inner = "".join(f'<a:p>{_run(text, f"""lang="{tag}" """)}</a:p>' for text in texts)
    inner = inner or f'<a:p><a:endParaRPr lang="{tag}"/></a:p>'
    return (
        f'<p:notes {NAMESPACES}><p:cSld><p:spTree>{GROUP}<p:sp><p:nvSpPr><p:cNvPr id="2" '
        'name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp><p:sp><p:nvSpPr>'
        '<p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        '<p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody>'
        f"<a:bodyPr/><a:lstStyle/>{inner}</p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr>"
        "<a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )
