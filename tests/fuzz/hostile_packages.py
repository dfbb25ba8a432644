"""Hostile XML, wherever it is, and hostile packages."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cache

from hostile_base import (
    AWAY,
    MAY,
    MEGABYTE,
    MUST,
    OFFICE,
    Hostile,
    case,
    sheet_of,
    workbook,
    zipped,
)
from small_files import DOCX, ODT, packed

_QDA = "urn:QDA-XML:project:1.0"
_GUID = "00000000-0000-4000-8000-00000000000"

_LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>{}]>".format(
    "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
)
_QUADRATIC = f"<!DOCTYPE x [<!ENTITY j '{'a' * 100_000}'>]>"
_FILE = "<!DOCTYPE x [<!ENTITY j SYSTEM 'file:///etc/passwd'>]>"
_WEB = f"<!DOCTYPE x [<!ENTITY j SYSTEM '{AWAY}'>]>"
_DTD = f"<!DOCTYPE x SYSTEM '{AWAY}'>"
_PARAMETER = f"<!DOCTYPE x [<!ENTITY % p SYSTEM '{AWAY}'> %p;]>"
_PROLOGUES = {
    "entities that grow": (_LAUGHS, "&j;"),
    "an entity used many times": (_QUADRATIC, "&j;" * 20_000),
    "an entity of a file": (_FILE, "&j;"),
    "an entity of the web": (_WEB, "&j;"),
    "a document type of the web": (_DTD, ""),
    "a parameter entity of the web": (_PARAMETER, ""),
    "an inclusion": (
        "",
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"'
        ' parse="text"/>',
    ),
    "a style sheet": (f"<?xml-stylesheet type='text/xsl' href='{AWAY}'?>", ""),
}


# --- XML, wherever it is


def _project(inner: str) -> str:
    return f'<Project xmlns="{_QDA}" name="P"><Sources>{inner}</Sources></Project>'


def _xml() -> Iterator[Hostile]:
    for name, (prologue, inside) in _PROLOGUES.items():
        word = DOCX["word/document.xml"].replace("<w:t>Rub<", f"<w:t>Rub{inside}<")
        content = ODT["content.xml"].replace("ruta", f"ruta{inside}")
        sheet = sheet_of(f'<row r="1"><c t="inlineStr"><is><t>a{inside}</t></is></c></row>' * 2)
        qde = _project(
            f'<TextSource guid="{_GUID}1" name="T"><PlainTextContent>a{inside}</PlainTextContent>'
            "</TextSource>"
        )
        codes = (
            f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="{_GUID}2" name="A"'
            f' isCodable="true"><Description>d{inside}</Description></Code></Codes></CodeBook>'
        )
        ttml = (
            '<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="1s" end="2s">Anna: hej'
            f"{inside}</p></div></body></tt>"
        )
        yield case(
            name, "document", ".docx", MAY, zipped({**DOCX, "word/document.xml": prologue + word})
        )
        yield case(
            name, "document", ".odt", MAY, zipped({**ODT, "content.xml": prologue + content})
        )
        yield case(
            name,
            "survey",
            ".xlsx",
            MAY,
            zipped({**workbook(), "xl/worksheets/sheet1.xml": prologue + sheet}),
        )
        yield case(name, "exchange", ".qdpx", MAY, zipped({"project.qde": prologue + qde}))
        yield case(name, "exchange", ".qde", MAY, prologue + qde)
        yield case(name, "codebook", ".qdc", MAY, prologue + codes)
        yield case(name, "document", ".ttml", MAY, prologue + ttml)
        yield case(name, "document", ".xhtml", MAY, f"{prologue}<html><p>hej{inside}</p></html>")
    many = " ".join(f'a{n}="1"' for n in range(200_000))
    yield case(
        "many attributes",
        "exchange",
        ".qde",
        MAY,
        f'<Project xmlns="{_QDA}" {many}/>',
    )
    deep = "<Code>" * 100_000
    yield case(
        "no end of depth",
        "codebook",
        ".qdc",
        MUST,
        f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>{deep}',
    )


# --- packages


def _source(path: str) -> str:
    return _project(f'<TextSource guid="{_GUID}1" name="T" plainTextPath="{path}"/>')


# Packages of these kinds, by suffix: their parts, and the one that says most. What is made of one
# takes long, and serves every door.
_KINDS: dict[str, tuple[Mapping[str, str], str]] = {
    ".docx": (DOCX, "word/document.xml"),
    ".odt": (ODT, "content.xml"),
    ".xlsx": (workbook(), "xl/worksheets/sheet1.xml"),
    ".qdpx": ({"project.qde": _source("internal://1.txt")}, "sources/1.txt"),
}


@cache
def _overlapping(suffix: str, times: int) -> bytes:
    """Return a package that lists a large member many times, and has it once."""
    parts, main = _KINDS[suffix]
    member = f"{main}.more"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
        package.writestr(member, bytes(20 * MEGABYTE))
        held = package.getinfo(member)
        folder, _slash, last = member.rpartition("/")
        for number in range(times):
            copy = zipfile.ZipInfo(f"{folder}/{number}{last}")
            for field in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(copy, field, getattr(held, field))
            package.filelist.append(copy)
    return made.getvalue()


def _nested(depth: int) -> bytes:
    data = zlib.compress(b"x")
    for number in range(depth):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            for copy in range(10):
                package.writestr(f"{number}-{copy}.zip", data)
        data = made.getvalue()
    return data


def _linked(parts: Mapping[str, str], member: str, target: str) -> bytes:
    """Return a package in which a member is a symbolic link."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
        link = zipfile.ZipInfo(member)
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        package.writestr(link, target)
    return made.getvalue()


@cache
def _large(suffix: str) -> bytes:
    """Return a package with a member of 70 MB."""
    parts, main = _KINDS[suffix]
    return packed({**parts, main: " " * (70 * MEGABYTE)})


def _lying(suffix: str) -> bytes:
    """Return a package that says of a member of 70 MB that it has five bytes."""
    return _large(suffix).replace(struct.pack("<L", 70 * MEGABYTE), struct.pack("<L", 5))


def _packages() -> Iterator[Hostile]:
    doors = (
        *((".docx", "document"), (".odt", "document"), (".xlsx", "survey"), (".qdpx", "exchange")),
        *((".docx", door) for door in ("check", "refresh", "coded", "template")),
    )
    for suffix, door in doors:
        parts, main = _KINDS[suffix]
        must = MAY if suffix == ".qdpx" else MUST  # a source that cannot be read is a loss
        yield case(
            f"a part that grows, to {door}",
            door,
            suffix,
            must,
            lambda suffix=suffix: _large(suffix),
        )
        yield case(
            f"a part that lies, to {door}",
            door,
            suffix,
            must,
            lambda suffix=suffix: _lying(suffix),
        )
        yield case(
            f"one part listed 200 times, to {door}",
            door,
            suffix,
            MAY,
            lambda suffix=suffix: _overlapping(suffix, 200),
        )
        yield case(
            f"packages in packages, to {door}",
            door,
            suffix,
            MAY,
            lambda parts=parts: _packed_bytes({**parts, "more.zip": _nested(6)}),
        )
        for name in ("../../x", "/etc/x", "C:\\x", "..\\..\\x"):
            yield case(
                f"a part named {name}, to {door}", door, suffix, MAY, zipped({**parts, name: "x"})
            )
        yield case(
            f"a part twice, to {door}",
            door,
            suffix,
            MAY,
            lambda parts=parts, main=main: _twice(parts, main),
        )
    for target in ("/etc/passwd", "../../secret.txt"):
        yield case(
            f"a source that is a link to {target}",
            "exchange",
            ".qdpx",
            MAY,
            lambda target=target: _linked(
                {"project.qde": _source("internal://1.txt")}, "sources/1.txt", target
            ),
        )
    for path in (
        "internal://../../secret.txt",
        "absolute:///etc/passwd",
        "relative://../secret.txt",
        "file:///etc/passwd",
        AWAY,
        "internal:///etc/passwd",
        "\\\\host\\share\\x",
    ):
        yield case(
            f"a source at {path}", "exchange", ".qdpx", MAY, zipped({"project.qde": _source(path)})
        )
        yield case(f"a source at {path}", "exchange", ".qde", MAY, _source(path))


def _packed_bytes(parts: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return made.getvalue()


def _twice(parts: Mapping[str, str], main: str) -> bytes:
    data = packed({**parts, main + "_": "<other/>"})
    return data.replace(f"{main}_".encode(), f"{main}".encode() + b"\0")


# --- Word


def _word() -> Iterator[Hostile]:
    kinds = ("attachedTemplate", "image", "oleObject", "aFChunk", "subDocument", "frame", "header")
    for kind in kinds:
        for target in (AWAY, "file:///etc/passwd", "\\\\127.0.0.1\\x\\y.dotm"):
            listing = DOCX["word/_rels/document.xml.rels"].replace(
                "</Relationships>",
                f'<Relationship Id="y" Type="{OFFICE}/{kind}" Target="{target}"'
                ' TargetMode="External"/></Relationships>',
            )
            body = DOCX["word/document.xml"].replace(
                "<w:object/>",
                '<w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"'
                ' Type="Link" ProgID="Excel.Sheet" r:id="y"/></w:object><w:subDoc r:id="y"/>',
            )
            parts = {**DOCX, "word/document.xml": body, "word/_rels/document.xml.rels": listing}
            yield case(f"a {kind} at {target}", "document", ".docx", MAY, zipped(parts))
    for instruction in (
        'INCLUDETEXT "/etc/passwd"',
        f"INCLUDEPICTURE {AWAY}",
        'DDEAUTO c:\\\\cmd.exe "/k calc"',
    ):
        body = DOCX["word/document.xml"].replace(
            'HYPERLINK "x"', instruction.replace('"', "&quot;")
        )
        yield case(
            f"the field {instruction}",
            "document",
            ".docx",
            MAY,
            zipped({**DOCX, "word/document.xml": body}),
        )
        rtf = "{\\rtf1{\\field{\\*\\fldinst{" + instruction + "}}{\\fldrslt hej}}\\par}"
        yield case(f"the field {instruction}", "document", ".rtf", MAY, rtf)
    macros = {**DOCX, "word/vbaProject.bin": 'Sub AutoOpen()\nShell "calc"\nEnd Sub'}
    yield case("macros", "document", ".docm", MAY, zipped(macros))
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p/></w:tc>' * 1_000
    body = DOCX["word/document.xml"].replace("<w:tbl>", f"<w:tbl><w:tr>{wide}</w:tr>")
    yield case(
        "cells over a billion columns",
        "document",
        ".docx",
        MAY,
        zipped({**DOCX, "word/document.xml": body}),
    )
    for word, times in (("table:number-columns-repeated", 1), ("table:number-rows-repeated", 1)):
        content = ODT["content.xml"].replace(
            'table:number-columns-repeated="2"', f'{word}="1000000000"' * times
        )
        yield case(
            f"{word} a billion",
            "document",
            ".odt",
            MAY,
            zipped({**ODT, "content.xml": content}),
        )
    content = ODT["content.xml"].replace('text:c="2"', 'text:c="2000000000"')
    yield case(
        "two billion spaces", "document", ".odt", MAY, zipped({**ODT, "content.xml": content})
    )


def hostile_packages() -> Iterator[Hostile]:
    """Yield all XML, and all packages but workbooks."""
    yield from _xml()
    yield from _packages()
    yield from _word()
