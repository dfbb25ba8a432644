"""The slides' own frame: a theme, a master and two layouts, for those who bring no template."""

from __future__ import annotations

from .ooxml import DECLARATION, PACKAGE, RELATIONSHIPS, relations

P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
NAMESPACES = f'xmlns:a="{A}" xmlns:r="{RELATIONSHIPS}" xmlns:p="{P}"'
TYPE = "application/vnd.openxmlformats-officedocument.presentationml"
THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
GROUP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'

_SIZE = (12_192_000, 6_858_000)  # EMU, 16:9
_COLORS = {
    "dk1": "1F2A36",
    "lt1": "FFFFFF",
    "dk2": "2C4A63",
    "lt2": "F3F5F7",
    "accent1": "2F6D8C",
    "accent2": "B4552D",
    "accent3": "5B7F3A",
    "accent4": "8A6BA8",
    "accent5": "C08A2B",
    "accent6": "5A6672",
    "hlink": "2F6D8C",
    "folHlink": "8A6BA8",
}
_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
    'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
    'folHlink="folHlink"/>'
)


def own_parts() -> dict[str, bytes]:
    """Return the parts of a presentation without slides."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": relations([_related(1, "officeDocument", "ppt/presentation.xml")]),
        "ppt/presentation.xml": _presentation(),
        "ppt/_rels/presentation.xml.rels": relations(
            [
                _related(1, "slideMaster", "slideMasters/slideMaster1.xml"),
                _related(2, "notesMaster", "notesMasters/notesMaster1.xml"),
                _related(3, "theme", "theme/theme1.xml"),
            ]
        ),
        "ppt/theme/theme1.xml": _theme(),
        "ppt/theme/theme2.xml": _theme(),
        "ppt/slideMasters/slideMaster1.xml": _master(),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(
            [
                _related(1, "slideLayout", "../slideLayouts/slideLayout1.xml"),
                _related(2, "slideLayout", "../slideLayouts/slideLayout2.xml"),
                _related(3, "theme", "../theme/theme1.xml"),
            ]
        ),
        "ppt/slideLayouts/slideLayout1.xml": _layout("title", "Title", _cover()),
        "ppt/slideLayouts/slideLayout2.xml": _layout("obj", "Theme", _content()),
        **notes_master_parts("ppt/theme/theme2.xml"),
    }
    for number in (1, 2):
        parts[f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"] = relations(
            [_related(1, "slideMaster", "../slideMasters/slideMaster1.xml")]
        )
    return {name: (DECLARATION + xml).encode() for name, xml in parts.items()}


def notes_master_parts(theme: str) -> dict[str, str]:
    """Return a master for notes, for presentations that have none."""
    return {
        "ppt/notesMasters/notesMaster1.xml": _notes_master(),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": relations(
            [_related(1, "theme", f"/{theme}")]
        ),
    }


def theme_part() -> str:
    """Return our theme, for the notes of a presentation that has no master for them."""
    return _theme()


def _related(number: int, kind: str, target: str) -> tuple[str, str, str]:
    return f"rId{number}", f"{RELATIONSHIPS}/{kind}", target


def _types() -> str:
    parts = {
        "/ppt/presentation.xml": f"{TYPE}.presentation.main+xml",
        "/ppt/slideMasters/slideMaster1.xml": f"{TYPE}.slideMaster+xml",
        "/ppt/slideLayouts/slideLayout1.xml": f"{TYPE}.slideLayout+xml",
        "/ppt/slideLayouts/slideLayout2.xml": f"{TYPE}.slideLayout+xml",
        "/ppt/notesMasters/notesMaster1.xml": f"{TYPE}.notesMaster+xml",
        "/ppt/theme/theme1.xml": THEME_TYPE,
        "/ppt/theme/theme2.xml": THEME_TYPE,
    }
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    overrides = "".join(f'<Override PartName="{n}" ContentType="{t}"/>' for n, t in parts.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _presentation() -> str:
    wide, high = _SIZE
    return (
        f'<p:presentation {NAMESPACES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" '
        'r:id="rId1"/></p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId2"/>'
        f'</p:notesMasterIdLst><p:sldSz cx="{wide}" cy="{high}"/>'
        '<p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
    )


def _theme() -> str:
    colors = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLORS.items()
    )
    font = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{A}" name="QCode"><a:themeElements><a:clrScheme name="QCode">{colors}'
        f'</a:clrScheme><a:fontScheme name="QCode"><a:majorFont>{font}</a:majorFont><a:minorFont>'
        f'{font}</a:minorFont></a:fontScheme><a:fmtScheme name="QCode"><a:fillStyleLst>{fill * 3}'
        f"</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}"
        f"</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def _level(size: int, *, bold: bool = False) -> str:
    weight = ' b="1"' if bold else ""
    return (
        '<a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/>'
        f'<a:defRPr sz="{size}"{weight}><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
        "</a:defRPr></a:lvl1pPr>"
    )


def _master() -> str:
    shapes = _shape(2, "Title", 'type="title"', (762_000, 457_200, 10_668_000, 914_400), "b")
    shapes += _shape(3, "Text", 'type="body" idx="1"', (762_000, 1_463_040, 10_668_000, 4_754_880))
    shapes += _number(4)
    return (
        f'<p:sldMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/>'
        f"</a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>{GROUP}{shapes}</p:spTree>"
        f'</p:cSld>{_MAP}<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/>'
        '<p:sldLayoutId id="2147483650" r:id="rId2"/></p:sldLayoutIdLst><p:txStyles>'
        f"<p:titleStyle>{_level(3200)}</p:titleStyle><p:bodyStyle>{_level(2000)}</p:bodyStyle>"
        f"<p:otherStyle>{_level(1400)}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _layout(kind: str, name: str, shapes: str) -> str:
    return (
        f'<p:sldLayout {NAMESPACES} type="{kind}" preserve="1"><p:cSld name="{name}"><p:spTree>'
        f"{GROUP}{shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
        "</p:sldLayout>"
    )


def _cover() -> str:
    line = (
        '<p:sp><p:nvSpPr><p:cNvPr id="5" name="Line"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        '</p:nvSpPr><p:spPr><a:xfrm><a:off x="853440" y="3657600"/><a:ext cx="1219200" '
        'cy="45720"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
        '<a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )
    return (
        _shape(2, "Title", 'type="ctrTitle"', (762_000, 1_371_600, 10_668_000, 2_103_120), "b")
        + _shape(
            3, "Subtitle", 'type="subTitle" idx="1"', (762_000, 3_886_200, 10_668_000, 2_286_000)
        )
        + line
    )


def _content() -> str:
    title = _shape(2, "Title", 'type="title"', None, "b")
    return title + _shape(3, "Text", 'idx="1"', None) + _number(4)


def _shape(
    number: int, name: str, kind: str, place: tuple[int, int, int, int] | None, anchor: str = "t"
) -> str:
    where = ""
    if place:
        x, y, wide, high = place
        where = f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        where += '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f"</p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{where}</p:spPr>"
        f'<p:txBody><a:bodyPr anchor="{anchor}"><a:normAutofit/></a:bodyPr><a:lstStyle/>'
        '<a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>'
    )


def _number(number: int) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Number"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="12"/></p:nvPr></p:nvSpPr>'
        '<p:spPr><a:xfrm><a:off x="10058400" y="6309360"/><a:ext cx="1371600" cy="320040"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        '<a:bodyPr anchor="ctr"/><a:lstStyle><a:lvl1pPr algn="r"><a:defRPr sz="1200"/></a:lvl1pPr>'
        '</a:lstStyle><a:p><a:fld id="{5C1D6B0E-31A2-4F50-9A3F-6A0D4C2E7B10}" type="slidenum">'
        '<a:rPr lang="en-GB"/><a:t>1</a:t></a:fld></a:p></p:txBody></p:sp>'
    )


def _notes_master() -> str:
    picture = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" '
        'noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr>'
        '</p:nvSpPr><p:spPr><a:xfrm><a:off x="685800" y="685800"/><a:ext cx="5486400" '
        'cy="3086100"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp>'
    )
    text = _shape(
        3, "Notes", 'type="body" sz="quarter" idx="3"', (685_800, 4_000_500, 5_486_400, 4_457_700)
    )
    return (
        f"<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr "
        f'val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>{GROUP}{picture}{text}'
        f"</p:spTree></p:cSld>{_MAP}<p:notesStyle>{_level(1200)}</p:notesStyle></p:notesMaster>"
    )
