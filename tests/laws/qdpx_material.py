"""Packages of REFI-QDA made for tests: of any parts, and in any way of counting positions."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from qcode.formats.refi.dialect import Dialect

NAMESPACE = "urn:QDA-XML:project:1.0"


def guid(number: int) -> str:
    """Return a GUID that is easily told from others, as it is written."""
    return f"{number:08X}-0000-4000-8000-00000000000A"


def low(number: int) -> str:
    """Return the same as it is read."""
    return guid(number).lower()


def project(inner: str, *, attributes: str = 'name="P" origin="Test"') -> str:
    """Return the XML of a project around its lists."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<Project xmlns="{NAMESPACE}" {attributes}>'
        f"{inner}</Project>"
    )


def pack(path: Path, xml: str | bytes, files: Mapping[str, str | bytes] | None = None) -> Path:
    """Write a package: the project and its other members, by their names in it."""
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("project.qde", xml)
        for name, data in (files or {}).items():
            package.writestr(name, data)
    return path


@dataclass(frozen=True)
class Passage:
    """A passage of a canonical text, in code points."""

    start: int
    end: int


_SPOKEN = """
    vi hade en chef som lyssnade på oss och det var skönt men lönen räckte inte till hyran därför
    gick jag ner i tid när barnen kom kollegorna stannade kvar fast schemat delades upp i två turer
    ibland undrar man vem som bestämmer över dagen åsa öppnade fönstret året runt ålder ärende
    förödande café-pengar facket möte äldreboende natten kaffe tröttheten glädjen resan hem igen
"""
_WORDS = _SPOKEN.split()
_ODD = (
    "👩‍🔬",
    "👨‍👩‍👧‍👦",
    "😡",
    "💸💸",
    "cafe\u0301",
    "20\u00a0000",
    "👍🏽",
    "naïve",
    "𝒳",
    "…",
    "(skratt)",
    "\t",
)


def swedish(rng: random.Random, *, paragraphs: int, odd: float = 0.12) -> str:
    """Return a text in which characters of all widths stand; line ends are LF."""
    lines = []
    for _ in range(paragraphs):
        sentences = []
        for _ in range(rng.randint(1, 4)):
            words = [rng.choice(_WORDS) for _ in range(rng.randint(3, 14))]
            words = [rng.choice(_ODD) if rng.random() < odd else word for word in words]
            sentence = " ".join(words)
            sentences.append(sentence[:1].upper() + sentence[1:] + rng.choice("....?!"))
        speaker = rng.choice(("", "", "I: ", "Åsa: "))
        lines.append(speaker + " ".join(sentences))
        if rng.random() < 0.2:
            lines.append("")
    return "\n".join(lines)


def passages(rng: random.Random, text: str, count: int) -> list[Passage]:
    """Return passages as people mark them: whole words, often sentences or paragraphs."""
    starts = [at for at in range(len(text)) if _begins(text, at)]
    found = []
    for _ in range(count):
        start = rng.choice(starts)
        kind = rng.random()
        stop = "\n" if kind < 0.2 else ".?!\n" if kind < 0.7 else None
        end = _end(rng, text, start, stop)
        found.append(Passage(start, end))
    return found


def _begins(text: str, at: int) -> bool:
    before = text[at - 1 : at] if at else " "
    return before.isspace() and not text[at].isspace()


def _end(rng: random.Random, text: str, start: int, stop: str | None) -> int:
    if stop is None:
        end = start
        for _ in range(rng.randint(1, 6)):
            while end < len(text) and not text[end].isspace():
                end += 1
            if end >= len(text) or text[end] == "\n":
                break
            end += 1
    else:
        end = start + 1
        while end < len(text) and text[end] not in stop:
            end += 1
        if end < len(text) and text[end] != "\n":
            end += 1
    while text[end - 1].isspace():
        end -= 1
    if stop is None and end - start > 3 and text[end - 1] in ".?!" and rng.random() < 0.5:
        end -= 1
    return end


def counted(text: str, way: Dialect, *, mark: bool, crlf: bool) -> tuple[bytes, list[int]]:
    """Return the file of a text, and for each position what a program of that way calls it."""
    ends = "\r\n" if crlf else "\n"
    raw = text.replace("\n", ends)
    data = (b"\xef\xbb\xbf" if mark else b"") + raw.encode()
    position = int(way.bom) - int(way.first and text.startswith("\n"))
    positions = []
    for character in text:
        positions.append(position)
        if character == "\n":
            position += way.crlf if crlf else way.lf
        else:
            position += 2 if way.utf16 and ord(character) > 0xFFFF else 1
    return data, [*positions, position]


def source(
    number: int, positions: Sequence[int], marked: Sequence[Passage], text: str, way: Dialect,
    *, names: str,
) -> str:  # fmt: skip
    """Return a text source; `names` are "quoted", "short", or "" for none."""
    file = f"{guid(number)}.txt"
    selections = []
    for place, each in enumerate(marked):
        own = number * 1000 + place * 2 + 1
        start, end = positions[each.start], positions[each.end] - way.inclusive
        words = " ".join(text[each.start : each.end].split())
        if names == "short" and len(words) > 30:
            words = words[:30].rstrip() + "…"
        name = f" name={quoteattr(words)}" if names else ""
        selections.append(
            f'<PlainTextSelection guid="{guid(own)}"{name} startPosition="{start}"'
            f' endPosition="{end}"><Coding guid="{guid(own + 1)}">'
            f'<CodeRef targetGUID="{guid(1)}"/></Coding></PlainTextSelection>'
        )
    return (
        f'<TextSource guid="{guid(number)}" name="T{number}" plainTextPath="internal://{file}">'
        f"{''.join(selections)}</TextSource>"
    )


CODEBOOK = f'<CodeBook><Codes><Code guid="{guid(1)}" name="A" isCodable="true"/></Codes></CodeBook>'


def plain(text: str) -> str:
    """Return text as XML character data."""
    return escape(text)
