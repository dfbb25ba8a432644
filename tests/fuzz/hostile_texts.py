"""Hostile workbooks, texts, pages of the web, PDFs and pictures."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache

from hostile_base import AWAY, MAY, MEGABYTE, MUST, Hostile, case, row, sheet_of, workbook, zipped

# --- workbooks


def _workbooks() -> Iterator[Hostile]:
    head = row(1, "ID", "Varför?") + row(2, "1", "Det är bra att det är så")
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    wide = '<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>'
    shared = "".join(
        f'<row r="{n}"><c t="inlineStr"><is><t>{n}</t></is></c><c t="s"><v>0</v></c></row>'
        for n in range(2, 40_000)
    )
    long_string = "<si><t>" + "ord och " * 500_000 + "</t></si>"
    made = {
        "a billion rows by its word": sheet_of(head).replace(
            "<sheetData>", '<dimension ref="A1:XFD1000000000"/><sheetData>'
        ),
        "a cell at its far end": sheet_of(head + far),
        "a row of the number a billion": sheet_of(head + row(1_000_000_000, "x", "y")),
        "a row of a number without an end": sheet_of(head + f'<row r="{"9" * 9000}"><c/></row>'),
        "a cell in a column that is none": sheet_of(head + '<row r="3"><c r="ZZZZZZZZZ3"/></row>'),
        "cells far out in each row": sheet_of(
            head + "".join(wide.format(n=n) for n in range(3, 30_000))
        ),
        "all cells merged": sheet_of(
            head, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
        "rows of no cells": sheet_of(head + "<row/>" * 900_000),
    }
    for name, sheet in made.items():
        for door in ("survey", "codebook"):
            yield case(f"{name}, to {door}", door, ".xlsx", MAY, zipped(workbook(sheet)))
    for door in ("survey", "codebook"):
        yield case(
            f"a long text in each cell, to {door}",
            door,
            ".xlsx",
            MAY,
            zipped(workbook(sheet_of(row(1, "ID", "Varför?") + shared), long_string)),
        )
    yield case(
        "a million columns",
        "survey",
        ".csv",
        MAY,
        ";".join("a" * 1_000_000) + "\n" + "1;" * 1_000_000,
    )
    yield case("a million rows", "survey", ".csv", MUST, "ID;a\n" + "1;2\n" * 1_000_000)
    yield case(
        "an open quotation mark",
        "survey",
        ".csv",
        MAY,
        'ID;a\n1;"' + "x\n" * 1_000_000,
    )


# --- plain texts, subtitles, Markdown


def _texts() -> Iterator[Hostile]:
    odd = {
        "quotations in quotations": "> " * 50_000 + "a",
        "lists in lists": "".join("  " * n + "- a\n" for n in range(1_500)),
        "open brackets": "[" * 40_000,
        "open links": "[a](" * 20_000,
        "open emphasis": "*a **b " * 20_000,
        "open code": "`" * 3 + "`a``b" * 20_000,
        "open comments": "<!--" * 100_000,
        "open tags": "<a " * 100_000,
        "rows of a table": "|a|b|\n|-|-|\n" + "|" * 300_000,
        "references": "".join(f"[{n}]: x\n" for n in range(10_000)) + "[a]" * 10_000,
        "entities": "&" * 300_000 + "&#99999999999;" * 1_000,
        "spaces": "a" + " " * 3_000_000 + "b",
        "colons": "a:" * 100_000,
        "times": "00:00:01 " * 200_000,
        "short lines": "\n".join("ab"[n % 2] + ":" for n in range(60_000)),
        "speakers without an end": "".join(f"Person {n}: ja\n" for n in range(15_000)),
    }
    for name, text in odd.items():
        for suffix in (".md", ".txt", ".vtt", ".srt", ".html"):
            yield case(f"nothing but {name}", "document", suffix, MAY, text)
        yield case(f"nothing but {name}", "check", ".md", MAY, text)
    yield case("lists in lists without an end", "document", ".json", MAY, "[" * 500_000)
    yield case("things in things", "document", ".json", MAY, '{"a":' * 200_000 + "1")
    yield case(
        "a number without an end",
        "document",
        ".json",
        MAY,
        '{"segments":[{"start":1e999,"end":' + "9" * 100_000 + ',"text":"hej"}]}',
    )
    yield case(
        "a time without an end",
        "document",
        ".srt",
        MAY,
        "1\n" + "9" * 30_000 + ":00:00,000 --> 99:00:00,000\nhej\n",
    )
    yield case(
        "a time without an end",
        "document",
        ".vtt",
        MAY,
        "WEBVTT\n\n" + "9" * 5_000 + ":00:00.000 --> 00:00:01.000\nhej\n",
    )
    for name, inner in {
        "groups in groups": "{" * 200_000 + "hej",
        "bytes without an end": "hej\\par{\\pict\\bin2000000000 x}",
        "numbers without an end": "hej\\u" + "9" * 100_000 + " \\fs" + "9" * 9_000 + "\\par",
        "cells in cells": "hej\\par" + "\\trowd\\intbl\\itap999999 a\\cell" * 5_000,
        "an object": "hej{\\object\\objautlink\\objupdate{\\*\\objdata 0105}}\\par",
    }.items():
        yield case(name, "document", ".rtf", MAY, "{\\rtf1 " + inner + "}")


# --- pages of the web


def _pages() -> Iterator[Hostile]:
    tags = (
        '<img src="{}">',
        "<link rel=stylesheet href='{}'>",
        "<script src='{}'></script>",
        "<iframe src='{}'></iframe>",
        "<base href='{}'>",
        "<object data='{}'></object>",
        "<meta http-equiv=refresh content='0;url={}'>",
        "<embed src='{}'>",
        "<style>@import url({}); p {{ background: url({}) }}</style>",
        "<svg><image href='{}'/><use xlink:href='{}'/></svg>",
        "<video src='{}' autoplay>",
        "<body background='{}'>",
        "<form action='{}'><input type=submit autofocus>",
        "<script>fetch('{}')</script>",
        "<img srcset='{}' onerror='alert(1)'>",
    )
    for tag in tags:
        for place in (AWAY, "file:///etc/passwd"):
            page = f"<!doctype html><html><head>{tag}</head><body><p>hej</p>{tag}</body></html>"
            yield case(
                tag.format(place, place),
                "document",
                ".html",
                MAY,
                page.replace("{}", place).replace("{{", "{").replace("}}", "}"),
            )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{AWAY}"/><text>hej</text></svg>'
    yield case("a picture drawn in words", "document", ".svg", MAY, svg)
    for name, page in {
        "tags in tags": "<div>" * 200_000 + "hej",
        "tables in tables": "<table><tr><td>" * 20_000 + "hej",
        "cells over all": "<table><tr><td rowspan=999999999 colspan=999999999>hej" * 2_000,
        "lists in lists": "<ol><li>" * 50_000 + "hej",
        "rules of style": "<style>" + "p>a,b c{color:red}" * 100_000 + "</style><p>hej",
    }.items():
        yield case(name, "document", ".html", MAY, f"<!doctype html><html><body>{page}")


# --- PDF


def _pdf(*bodies: bytes, end: bytes = b"") -> bytes:
    data, places = b"%PDF-1.5\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    tail = end or b"trailer << /Size %d /Root 1 0 R >>" % size
    return data + head + table + tail + b"\nstartxref\n%d\n%%%%EOF\n" % len(data)


def _stream(data: bytes, about: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), about, data)


@cache
def _zeros(before: bytes = b"", times: int = 1) -> bytes:
    """Return 50 MB of zeros, compressed so many times. It takes long, so who asks for it waits."""
    data = before + bytes(50 * MEGABYTE)
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def _pdfs() -> Iterator[Hostile]:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /Font << /F1 3 0 R >> >> %b >>"
    )
    shown = _stream(b"BT /F1 12 Tf 72 770 Td (hej) Tj ET")
    root = b"<< /Type /Catalog /Pages 2 0 R %b >>"
    pages = b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"
    action = b"/OpenAction << /S %b >> /AA << /WC << /S %b >> >>"
    objects = b"".join(b"%d 0 " % n for n in range(100, 200))
    made: dict[str, bytes | Callable[[], bytes]] = {
        "pages that lead to themselves": _pdf(
            root % b"", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>", font
        ),
        "pages that lead to their parent": _pdf(
            root % b"",
            b"<< /Type /Pages /Kids [4 0 R] /Count 1 /Parent 4 0 R >>",
            font,
            b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>",
        ),
        "a billion pages by its word": _pdf(
            root % b"",
            b"<< /Type /Pages /Kids [4 0 R] /Count 1000000000 >>",
            font,
            page % b"",
            shown,
        ),
        "a table that leads to itself": _pdf(
            root % b"",
            pages,
            font,
            page % b"",
            shown,
            end=b"trailer << /Size 6 /Root 1 0 R /Prev 9 >>",
        ),
        "filters on filters": lambda: _pdf(
            root % b"",
            pages,
            font,
            page % b"",
            _stream(_zeros(times=4), b"/Filter [" + b"/FlateDecode " * 4 + b"]"),
        ),
        "filters without an end": _pdf(
            root % b"",
            pages,
            font,
            page % b"",
            _stream(b"x", b"/Filter [" + b"/ASCIIHexDecode " * 100_000 + b"]"),
        ),
        "objects in a stream that grows": lambda: _pdf(
            root % b"",
            pages,
            font,
            page % b"",
            shown,
            _stream(
                _zeros(objects),
                b"/Type /ObjStm /N 100 /First %d /Filter /FlateDecode" % len(objects),
            ),
        ),
        "lists in lists": _pdf(root % (b"/X " + b"[" * 100_000), pages, font, page % b"", shown),
        "outlines that lead to themselves": _pdf(
            root % b"/Outlines 6 0 R",
            pages,
            font,
            page % b"",
            shown,
            b"<< /First 7 0 R /Last 7 0 R /Count 9 >>",
            b"<< /Title (a) /Parent 6 0 R /Next 7 0 R /First 7 0 R >>",
        ),
        "labels that lead to themselves": _pdf(
            root % b"/PageLabels 6 0 R",
            pages,
            font,
            page % b"",
            shown,
            b"<< /Kids [6 0 R 6 0 R] /Nums [0 << /S /r /St 999999999999 >>] >>",
        ),
        "a page of no end": _pdf(
            root % b"", pages, font, (page % b"").replace(b"595 842", b"1e30 1e30"), shown
        ),
        "a page of no size": _pdf(
            root % b"", pages, font, (page % b"").replace(b"595 842", b"0 0"), shown
        ),
        "a file attached": _pdf(
            root % b"/Names << /EmbeddedFiles << /Names [(a.exe) << /EF << /F 6 0 R >> >>] >> >>",
            pages,
            font,
            page % b"",
            shown,
            _stream(b"MZ"),
        ),
    }
    for what in (
        b"/JavaScript /JS (this.submitForm\\('http://127.0.0.1:{port}/'\\))",
        b"/Launch /F (/bin/sh)",
        b"/URI /URI (http://127.0.0.1:{port}/)",
        b"/GoToR /F (/etc/passwd)",
        b"/SubmitForm /F (http://127.0.0.1:{port}/)",
        b"/ImportData /F (/etc/passwd)",
    ):
        name = what[1:].partition(b" ")[0].decode()
        made[f"an action {name}"] = _pdf(
            root % (action % (what, what)), pages, font, page % (action % (what, what)), shown
        )
    for name, data in made.items():
        yield case(name, "document", ".pdf", MAY, data)
        yield case(f"{name}, coded", "coded", ".pdf", MAY, data)


# --- pictures


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _pictures() -> Iterator[Hostile]:
    begin = b"\x89PNG\r\n\x1a\n"

    def png(wide: int, high: int, rows: bytes = b"") -> bytes:
        head = _chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0))
        return begin + head + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")

    yield case("sixty thousand pixels each way", "document", ".png", MUST, png(60_000, 60_000))
    yield case(
        "four billion pixels each way",
        "document",
        ".png",
        MUST,
        png((1 << 32) - 1, (1 << 32) - 1),
    )
    yield case("no pixels", "document", ".png", MUST, png(0, 0))
    yield case("fewer bytes than pixels", "document", ".png", MAY, png(9_000, 9_000))
    yield case(
        "a profile that grows",
        "document",
        ".png",
        MAY,
        lambda: (
            begin
            + _chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0))
            + _chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(200 * MEGABYTE), 9))
            + _chunk(b"IDAT", zlib.compress(bytes(5) * 4))
            + _chunk(b"IEND", b"")
        ),
    )
    many = 6 * MEGABYTE
    yield case(
        "chunks of nothing",
        "document",
        ".png",
        MAY,
        lambda: (
            begin
            + _chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0))
            + _chunk(b"teXt", b"") * (many // 12)
        ),
    )
    yield case(
        "nothing but fillers", "document", ".jpg", MUST, lambda: b"\xff\xd8" + b"\xff" * many
    )
    yield case(
        "chunks of nothing",
        "document",
        ".webp",
        MUST,
        lambda: b"RIFF\0\0\0\0WEBP" + b"abcd\0\0\0\0" * (many // 8),
    )
    tiff = struct.pack("<2sHIHHHII", b"II", 42, 8, 65535, 0x0100, 4, 1, 60_000)
    yield case("more tags than bytes", "document", ".tif", MUST, tiff)
    yield case(
        "a page that leads to itself",
        "document",
        ".gif",
        MAY,
        b"GIF89a" + struct.pack("<HH", 65535, 1800) + bytes(20),
    )


def hostile_texts() -> Iterator[Hostile]:
    """Yield all but XML and packages, and the workbooks."""
    yield from _workbooks()
    yield from _texts()
    yield from _pages()
    yield from _pdfs()
    yield from _pictures()
