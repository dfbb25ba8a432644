"""What markup may cost, looked at before a parser sees it: tags, and the attributes of one tag.

Each attribute of a tag is compared with all before it, by parsers or by those who ask for it, so
that a tag with a hundred thousand of them takes minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from qcode.model.courtesy import give_way
from qcode.model.errors import UserError

from .limits import MAX_MARKUP

_MAX_ATTRIBUTES = 5_000  # of one tag
_SHORT = 2 * _MAX_ATTRIBUTES  # characters that more attributes cannot be written in
# An attribute as HTML has it, whose names and values may hold almost anything, and those of XML.
_ATTRIBUTE = r"[\s/]++(?:[^\s/>=]++|=)[^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+"
_TAG = rf"<[^\s<>/!?][^\s/>]*+(?:{_ATTRIBUTE})*+"
_TAG_TEXT, _TAG_BYTES = re.compile(_TAG), re.compile(_TAG.encode())
_ATTRIBUTE_TEXT, _ATTRIBUTE_BYTES = re.compile(_ATTRIBUTE), re.compile(_ATTRIBUTE.encode())
_FAR = re.compile(rb"<[^<]{%d}" % _SHORT)
_PIECE = 1_000_000  # bytes that are looked through in some milliseconds
_ASCII = bytes(range(32, 127))
_HEAD = 200  # bytes in which XML says its encoding
_SAID = re.compile(rb"^\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.:-]+)")


def check_markup(markup: str, path: Path) -> None:
    """Refuse a page with too many tags or attributes: `UserError("file_too_complex")`."""
    long = (each[0] for each in _TAG_TEXT.finditer(markup) if len(each[0]) > _SHORT)
    crowded = any(len(_ATTRIBUTE_TEXT.findall(tag)) > _MAX_ATTRIBUTES for tag in long)
    if crowded or markup.count("<") + markup.count("=") > MAX_MARKUP:
        raise UserError("file_too_complex", name=path.name)


def check_xml(data: bytes, path: Path, *, mend: bool = False) -> None:
    """Refuse XML with too many tags or attributes: `UserError("file_too_complex")`.

    Letters of two or four bytes are looked at as if they had one: those of markup have no more.
    `mend`: what is no XML will be read, too, with "<" in an attribute.
    """
    if b"\0" in data[:_HEAD]:
        data = data.replace(b"\0", b"")
    tags = _TAG_BYTES.finditer(data) if mend else _far_apart(data)
    long = (each[0] for each in tags if len(each[0]) > _SHORT)
    crowded = any(len(_ATTRIBUTE_BYTES.findall(tag)) > _MAX_ATTRIBUTES for tag in long)
    marks = sum(data.count(b"<", *piece) + data.count(b"=", *piece) for piece in _pieces(data))
    if crowded or marks > MAX_MARKUP:
        raise UserError("file_too_complex", name=path.name)


def _far_apart(data: bytes) -> Iterator[re.Match[bytes]]:
    """Yield the tags that are followed by no other for long, which is told far sooner."""
    for start, end in _pieces(data):
        for place in _FAR.finditer(data, start, end + _SHORT):  # one may begin at the very end
            if tag := _TAG_BYTES.match(data, place.start()):
                yield tag


def _pieces(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where to look at what may be tens of megabytes, letting others go first in between."""
    for start in range(0, len(data), _PIECE):
        give_way()
        yield start, start + _PIECE


def is_plain(data: bytes) -> bool:
    """Whether the markup of XML is seen in its bytes, which no program would write otherwise.

    There are encodings, UTF-7 and those of mainframes, in which a parser finds tags that a look at
    the bytes does not.
    """
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head[:1] != b"<":
        return False
    said = _SAID.match(head)
    if said is None:
        return True
    name = said[1].decode()
    try:
        return (
            name.lower().startswith(("utf-16", "utf-32")) or _ASCII.decode(name) == _ASCII.decode()
        )
    except (LookupError, UnicodeError):
        return False
