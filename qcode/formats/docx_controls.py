"""Content controls: what a report can find again in its own file, and a hash of what it wrote.

Each piece sits in a control without a frame; its tag is `qcode:KIND:KEY` and stays the same when
the report is made again. Its name ends with a sign that says the same, since LibreOffice drops
tags. The hashes, with the options of the report and what notes it has, are in a part of the file
that nobody sees (`customXml`). A piece whose hash is another was changed by its author.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from .characters import attribute, escaped

PART = "customXml/item1.xml"
PROPERTIES = "customXml/itemProps1.xml"  # without it LibreOffice drops the part
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
NAMESPACE = "urn:qcode:report:1"
PREFIX = "qcode"

_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ITEM = "{6A3E1D5C-0A0B-4C9C-9E4E-5B1F2C7D8E90}"
# Of a control of no kind LibreOffice makes one for a line of text, and drops what does not fit.
_BLOCK = '<w:docPartObj><w:docPartGallery w:val="Quick Parts"/></w:docPartObj>'
_LONGEST = 64  # characters that Word takes in a tag or a name
_BREAKS = re.compile(r"</w:p>|<w:tab/>|<w:br/>|<[^>]*>")
_SIGNS = {"</w:p>": "\n", "<w:tab/>": "\t", "<w:br/>": "\u2028"}
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&#13;", "\r"), ("&quot;", '"'), ("&amp;", "&"))


def tag(kind: str, key: str) -> str:
    """Return the tag of a piece: `tag("excerpt", guid)`."""
    full = f"{PREFIX}:{kind}:{key}"
    if len(full) <= _LONGEST:
        return full
    return f"{PREFIX}:{kind}:{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def content_hash(text: str) -> str:
    r"""Return the hash of what a control says: its paragraphs, each ended by "\n".

    Tabs are "\t", line breaks U+2028; how it looks, comments and fields do not count.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def said(xml: str) -> str:
    """Return what XML of ours says, as `content_hash` takes it."""
    text = _BREAKS.sub(lambda found: _SIGNS.get(found[0], ""), xml)
    for entity, sign in _ENTITIES:
        text = text.replace(entity, sign)
    return text


def sign(mark: str) -> str:
    """Return what the name of a control ends with, for its tag."""
    return f"·{hashlib.sha256(mark.encode()).hexdigest()[:12]}"


def note_hash(author: str, text: str) -> str:
    """Return the hash of a comment; a footnote has no author. Spaces do not count."""
    return content_hash("\n".join((author, *text.split())))


class Controls:
    """Puts pieces into controls and remembers their hashes."""

    def __init__(self) -> None:
        self.hashes: dict[str, str] = {}
        self._told: dict[str, str] = {}  # hashes of alternative texts, by tag

    def wrap(
        self,
        kind: str,
        key: str,
        content: str,
        *,
        name: str = "",
        says: str | None = None,
        alt: str = "",
    ) -> str:
        """Return block content inside a control; what has no key is left alone.

        `name` is what Word shows of it to those who look for controls; `says` is what is in it
        where that is no text, such as the data of a chart, and `alt` its alternative text.
        """
        if not key or not content:
            return content
        mark = tag(kind, key)
        if mark in self.hashes:  # a tag is in a file once
            return content
        self.hashes[mark] = content_hash(said(content) if says is None else says)
        if alt:
            self._told[mark] = content_hash(alt)
        last = sign(mark)
        alias = f"{name[: _LONGEST - len(last) - 1]} {last}".lstrip()
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{attribute(alias)}"/>'
            f'<w:tag w:val="{attribute(mark)}"/><w:id w:val="{_number(mark)}"/>'
            f'<w15:appearance w15:val="hidden"/>{_BLOCK}</w:sdtPr>'
            f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )

    def part(
        self, *, options: str, selection: str, project: str, date: str, notes: Iterable[str]
    ) -> Iterator[str]:
        """Yield the part with the hashes; options and selection are the report's, as JSON."""
        yield (
            f'<report xmlns="{NAMESPACE}" project="{attribute(project)}" '
            f'date="{attribute(date)}"><options>{escaped(options)}</options>'
            f"<selection>{escaped(selection)}</selection>"
        )
        for mark, digest in self.hashes.items():
            alt = f' alt="{self._told[mark]}"' if mark in self._told else ""
            yield f'<piece tag="{attribute(mark)}" hash="{digest}"{alt}/>'
        for digest in dict.fromkeys(notes):
            yield f'<note hash="{digest}"/>'
        yield "</report>"


def properties() -> str:
    """Return what Office wants to know of the part with the hashes."""
    return (
        f'<ds:datastoreItem ds:itemID="{_ITEM}" xmlns:ds="{_STORE}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )


def _number(mark: str) -> int:
    """Return a number that is the same for the same tag, above 0, as Word wants it."""
    return int.from_bytes(hashlib.sha256(mark.encode()).digest()[:4], "big") % 0x7FFFFFFE + 1
