"""Ways to spoil a file: any bytes, texts of lines and tokens, XML, JSON, and what is in packages.

Everything is drawn from the dice that are given, so that the same dice give the same file.
"""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

from lxml import etree

ODD_TEXTS = (
    *("", " ", "\n", "\t", "\0", "\ufeff", "\u2028", "\u2029", "\x85", "\x0b", "\x1f", "\ufffe"),
    *("😀", "👩‍🔬", "e\u0301", "\u202eabc", "A" * 5000, "ß", "ﬁ", "İ", "٣", "½", "𝟗", "-", "=1+1"),
    *(
        "../../x",
        "/etc/passwd",
        "C:\\x",
        "\\\\host\\share\\x",
        "http://[::1]:9/",
        "file:///etc/passwd",
    ),
    *("%s%n", "${x}", "{0}", "{", "}}", "<", ">", "&", "&#0;", "&x;", "]]>", "'", '"', ";", "\\"),
)
ODD_NUMBERS = (
    *(
        "0",
        "-1",
        "1",
        "2",
        "255",
        "256",
        "65535",
        "65536",
        "2147483647",
        "2147483648",
        "-2147483649",
    ),
    *("4294967296", "9223372036854775807", "9223372036854775808", "99999999999999999999", "1e9"),
    *("1e309", "-1e309", "nan", "inf", "0.0000001", "00012", "+5", "1,5", "٣", "0x10", "9" * 5000),
)
_INTS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


def spoil_bytes(data: bytes, dice: Random) -> bytes:
    """Cut, flip, drop, repeat or overwrite."""
    made = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 2, 4, 16))):
        at, other = dice.randrange(len(made) + 1), dice.randrange(len(made) + 1)
        size = dice.choice((1, 2, 4, 8, 30, 200, 2000))
        match dice.randrange(8):
            case 0:
                made = made[:at] if dice.random() < 0.5 else made[at:]
            case 1:
                for place in range(at, min(at + size, len(made))):
                    made[place] ^= 1 << dice.randrange(8)
            case 2:
                del made[at : at + size]
            case 3:
                made[at:at] = made[other : other + size]
            case 4:
                made[at : at + size] = made[other : other + size]
            case 5:
                form = dice.choice((">I", "<I", ">H", "<H", "B"))
                number = dice.choice(_INTS) & (256 ** struct.calcsize(form) - 1)
                made[at : at + struct.calcsize(form)] = struct.pack(form, number)
            case 6:
                made[at:at] = dice.choice(ODD_TEXTS).encode()
            case _:
                made[at : at + size] = dice.randbytes(min(size, 64))
    return bytes(made)


_TOKENS: dict[str, re.Pattern[str]] = {
    "rtf": re.compile(r"\\[a-z]+-?\d* ?|\\'..|\\.|[{}]|[^\\{}]+", re.DOTALL),
    "html": re.compile(r"<[^<>]*>|&[^;\s]{1,20};|[^<&]+|."),
    "lines": re.compile(r"[^\n]*\n|[^\n]+$"),
    "words": re.compile(r"\w+|\s+|[^\w\s]"),
}


def spoil_text(data: bytes, dice: Random, kind: str = "") -> bytes:
    """Drop, repeat, move and change the tokens of a text; sometimes in another encoding."""
    text = data.decode("utf-8", "replace")
    pattern = _TOKENS.get(kind) or _TOKENS[dice.choice(("lines", "words"))]
    tokens = pattern.findall(text) or [""]
    for _ in range(dice.choice((1, 2, 4, 10, 30))):
        at, other = dice.randrange(len(tokens)), dice.randrange(len(tokens))
        match dice.randrange(8):
            case 0 if len(tokens) > 1:
                del tokens[at]
            case 1:
                tokens.insert(at, tokens[other])
            case 2:
                tokens[at:at] = tokens[other : other + 15] * dice.choice((1, 1, 1, 20))
            case 3:
                tokens[at] = re.sub(r"-?\d+", lambda _: dice.choice(ODD_NUMBERS), tokens[at])
            case 4:
                tokens.insert(at, dice.choice(ODD_TEXTS))
            case 5:
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case 6:
                tokens[at] *= min(dice.choice((2, 100, 3000)), 1 + 300_000 // (1 + len(tokens[at])))
            case _:
                tokens[at] = "".join(dice.sample(tokens[at], len(tokens[at])))
    made = "".join(tokens)[:2_000_000]
    encoding = dice.choice(
        ("utf-8",) * 8 + ("utf-16", "utf-16-be", "cp1252", "utf-8-sig", "utf-32")
    )
    return made.encode(encoding, "replace")


def spoil_xml(data: bytes, dice: Random) -> bytes:
    """Move, rename, drop, repeat and contradict elements; the XML mostly stays well formed."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=False))
    except etree.LxmlError:
        return spoil_bytes(data, dice)
    for _ in range(dice.choice((1, 2, 3, 6, 12))):
        every = [each for each in root.iter() if isinstance(each.tag, str)]
        _change_element(dice.choice(every), dice.choice(every), dice, len(every))
    made: bytes = etree.tostring(root)
    match dice.randrange(12):
        case 0:
            bomb = "".join(f"<!ENTITY e{n + 1} '{f'&e{n};' * 10}'>" for n in range(9))
            made = f"<!DOCTYPE x [<!ENTITY e0 'lol'>{bomb}]>".encode() + made
        case 1:
            made = b"<!DOCTYPE x SYSTEM 'http://[::1]:9/x.dtd'>" + made
        case 2:
            made = spoil_text(made, dice, "html")
    return made


def _change_element(element: Any, other: Any, dice: Random, size: int) -> None:
    parent = element.getparent()
    match dice.randrange(9):
        case 0 if parent is not None:
            parent.remove(element)
        case 1 if other is not element and element not in other.iterancestors():
            other.append(element)
        case 2:
            element.tag = other.tag
        case 3 | 4 if element.attrib:
            name = dice.choice(sorted(map(str, element.attrib)))
            value = element.get(name)
            made = dice.choice((*ODD_TEXTS, *ODD_NUMBERS, value * 2, value[:-1], value.upper()))
            element.set(name, _fit(made))
        case 5 if other.attrib:
            name = dice.choice(sorted(map(str, other.attrib)))
            element.set(name, other.get(name))
        case 6:
            element.text = _fit(dice.choice((*ODD_TEXTS, *ODD_NUMBERS)))
        case 7 if parent is not None:
            room = 30_000 // (1 + sum(1 for _ in element.iter())) if size < 30_000 else 0
            for _ in range(min(dice.choice((1, 2, 30, 3000)), room)):
                parent.insert(parent.index(element), deepcopy(element))
        case _:
            element.tail = _fit(dice.choice(ODD_TEXTS))


def _fit(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "?", text)


_ODD_VALUES = (
    None,
    True,
    False,
    0,
    -1,
    1 << 70,
    1e300,
    "",
    "x",
    "9" * 400,
    [],
    {},
    [[]],
    {"": None},
)


def spoil_json(data: bytes, dice: Random) -> bytes:
    """Change values for those of other kinds; drop, repeat and nest."""
    try:
        root = [json.loads(data)]
    except ValueError:
        return spoil_text(data, dice)
    for _ in range(dice.choice((1, 1, 2, 4, 8))):
        places: list[tuple[Any, Any]] = []
        todo: list[Any] = [root]
        while todo and len(places) < 5000:
            node = todo.pop()
            keys = list(node) if isinstance(node, dict) else range(len(node))
            for key in keys:
                places.append((node, key))
                if isinstance(node[key], dict | list):
                    todo.append(node[key])
        node, key = dice.choice(places)
        match dice.randrange(5):
            case 0:
                node[key] = deepcopy(dice.choice(_ODD_VALUES))
            case 1:
                node[key] = dice.choice((*ODD_TEXTS, *ODD_NUMBERS))
            case 2 if node is not root:
                del node[key]
            case 3 if isinstance(node, list):
                node.insert(key, json.loads(json.dumps(node[key])))
            case _:
                for _ in range(dice.choice((1, 2, 900))):
                    node[key] = [node[key]] if dice.random() < 0.5 else {"x": node[key]}
                    node, key = node[key], 0 if isinstance(node[key], list) else "x"
    if not root:
        return b""
    made = json.dumps(root[0], ensure_ascii=dice.random() < 0.3)
    return spoil_text(made.encode(), dice) if dice.random() < 0.1 else made.encode()


def spoil_zip(data: bytes, dice: Random) -> bytes:
    """Change members by their kind; drop, double and rename them; lie about them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            members = [(info.filename, old.read(info)) for info in old.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, zlib.error):
        return spoil_bytes(data, dice)
    for _ in range(dice.choice((1, 1, 2, 3))):
        if not members:
            break
        at = dice.randrange(len(members))
        name, content = members[at]
        match dice.randrange(12):
            case 0:
                del members[at]
            case 1:
                members.append((name, members[dice.randrange(len(members))][1]))
            case 2:
                hostile = ("../../x", "/x", "\\x", "a/" * 300 + "x", name.upper(), "./" + name)
                members[at] = (dice.choice((*hostile, name + "/")), content)
            case 3:
                members[at] = (name, bytes(dice.choice((1, 100, 1 << 10, 1 << 20, 70 << 20))))
            case _:
                members[at] = (name, spoil(content, dice, name))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members:
            new.writestr(name.replace("\0", "_") or "_", content)
    packed = made.getvalue()
    return spoil_bytes(packed, dice) if dice.random() < 0.1 else packed


_PDF_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_PDF_TOKENS = re.compile(
    rb"\d+ \d+ R|\d+ \d+ obj|/[A-Za-z0-9]+|-?\d+\.?\d*|<<|>>|\[|\]|[^\[\]<>/\d]+|."
)


def spoil_pdf(data: bytes, dice: Random) -> bytes:
    """Change objects, references and numbers, also within packed streams."""
    if dice.random() < 0.5:
        streams = list(_PDF_STREAM.finditer(data))
        if streams:
            found = dice.choice(streams)
            try:
                inner = spoil_text(zlib.decompress(found[1]), dice, "words")
                return data[: found.start(1)] + zlib.compress(inner) + data[found.end(1) :]
            except zlib.error:
                inner = spoil_bytes(found[1], dice)
                return data[: found.start(1)] + inner + data[found.end(1) :]
    tokens = _PDF_TOKENS.findall(data[:400_000])
    references = [each for each in tokens if each.endswith(b" R")] or [b"1 0 R"]
    names = [each for each in tokens if each.startswith(b"/")] or [b"/X"]
    for _ in range(dice.choice((1, 2, 4, 10))):
        at, other = dice.randrange(len(tokens)), dice.randrange(len(tokens))
        token = tokens[at]
        if token.endswith(b" R"):
            tokens[at] = dice.choice(references)
        elif token.startswith(b"/"):
            tokens[at] = dice.choice(names)
        elif token[:1].isdigit() or token[:1] == b"-":
            tokens[at] = dice.choice((*ODD_NUMBERS[:16], "7")).encode()
        elif dice.random() < 0.5:
            tokens[at] = tokens[other]
        else:
            del tokens[at]
    return b"".join(tokens) + data[400_000:]


def spoil_picture(data: bytes, dice: Random) -> bytes:
    """Change the head more than the rest."""
    head, rest = data[:120], data[120:]
    return spoil_bytes(head, dice) + rest if dice.random() < 0.7 else spoil_bytes(data, dice)


def spoil(data: bytes, dice: Random, name: str = "") -> bytes:
    """Spoil a file in a way that suits what it is, or in any way."""
    if not data or dice.random() < 0.12:
        return spoil_bytes(data, dice)
    return _way(data, name)(data, dice)


def _way(data: bytes, name: str) -> Callable[[bytes, Random], bytes]:
    from mutate_sqlite import spoil_database

    for start, way in (
        (b"PK\x03\x04", spoil_zip),
        (b"SQLite format 3\0", spoil_database),
        (b"%PDF-", spoil_pdf),
        (b"{\\rtf", lambda data, dice: spoil_text(data, dice, "rtf")),
        (b"\x89PNG", spoil_picture),
        (b"\xff\xd8\xff", spoil_picture),
        (b"GIF8", spoil_picture),
        (b"RIFF", spoil_picture),
        (b"II*\0", spoil_picture),
        (b"BM", spoil_picture),
    ):
        if data.startswith(start):
            return way
    begin = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if begin[:1] in (b"{", b"[") and name.endswith((".json", ".otr", ".prtranscript")):
        return spoil_json
    if begin.lower().startswith((b"<!doctype html", b"<html")):
        return lambda data, dice: spoil_text(data, dice, "html")
    if begin.startswith(b"<"):
        return spoil_xml
    return spoil_text
