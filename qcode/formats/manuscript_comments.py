"""A copy of a Word manuscript with a comment at each of some places, and nothing else changed.

The main part keeps all its bytes and gets marks in between; a run is cut in two where a comment
begins or ends inside it. Parts that have nothing to do with comments are copied as they are.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from qcode.model.job import SILENT, Job
from qcode.model.text import Span

from .characters import attribute, escaped
from .manuscript_docx import Piece, WordManuscript, read_word
from .manuscript_places import TextPlace, byte_of, text_places
from .package import Package
from .relations import listing_of, parts_by_kind

_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "rIdQCodeComments"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ID = re.compile(rb'\bid\s*=\s*["\'](\d{1,9})["\']')


@dataclass(frozen=True, slots=True)
class ManuscriptComment:
    """A comment on a stretch of a manuscript's text, in paragraphs; `date` is ISO 8601."""

    span: Span
    paragraphs: tuple[str, ...]
    author: str
    initials: str
    date: str


def write_comments(
    source: Path, out: Path, comments: Sequence[ManuscriptComment], job: Job = SILENT
) -> int:
    """Write a copy of `source` to `out`, which must not exist; return how many comments are in.

    Raises `UserError` for a file that is no sound Word document.
    """
    read = read_word(source, job)
    with Package(source, "docx") as package:
        main = package.read(read.part)
        namespace = etree.QName(package.xml(read.part)).namespace or ""
        main = _utf8(main)
        known = parts_by_kind(package, read.part).get("comments", "")
        part = known or posixpath.join(posixpath.dirname(read.part), "comments.xml")
        existing = _whole(package, part) if known in package.names else None
        first = max((int(number) for number in _ID.findall(existing or b"")), default=-1) + 1
        ends = _ends(read, comments)
        changed = {read.part: _marked(main, namespace, ends, first)}
        changed[part] = _comments(existing, namespace, comments, first)
        if existing is None:
            changed |= _announced(package, read.part, part)
    copy_package(source, out, changed, job)
    return len(comments)


def _utf8(data: bytes) -> bytes:
    """Return a part in UTF-8: all but never it is so already."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16")
        return re.sub(r'encoding=(["\'])[^"\']*\1', 'encoding="UTF-8"', text, count=1).encode()
    return data


# --- where


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a comment: before or behind a character of a `w:t`."""

    ordinal: int
    offset: int


def _ends(
    read: WordManuscript, comments: Sequence[ManuscriptComment]
) -> list[tuple[_End, _End] | None]:
    """Return where each comment begins and ends; on a note, where the note is referred to."""
    pieces = read.pieces
    starts = [piece.start for piece in pieces]
    notes = [start for start, _position in read.notes]
    found: list[tuple[_End, _End] | None] = []
    for comment in comments:
        start, end = comment.span
        note = bisect_right(notes, start) - 1
        if note >= 0:
            position = read.notes[note][1]
            start, end = max(0, position - 1), max(1, position)
        found.append(_in_pieces(pieces, starts, start, end))
    return found


def _in_pieces(
    pieces: Sequence[Piece], starts: Sequence[int], start: int, end: int
) -> tuple[_End, _End] | None:
    if not pieces:
        return None
    first = pieces[max(0, bisect_right(starts, start) - 1)]
    if start >= first.end:  # a tab or a break between two stretches
        following = bisect_right(starts, start)
        first = pieces[min(following, len(pieces) - 1)]
        start = first.start
    last = pieces[max(0, bisect_right(starts, end - 1) - 1)]
    end = min(end, last.end)
    if last.end <= first.start:
        last, end = first, first.end
    return (
        _End(first.ordinal, start - first.start),
        _End(last.ordinal, max(end - last.start, 0)),
    )


# --- the main part


def _marked(
    data: bytes, namespace: str, ends: Sequence[tuple[_End, _End] | None], first: int
) -> bytes:
    """Return the main part with the ranges of the comments and the references to them."""
    places = text_places(data, namespace)
    cuts: dict[tuple[int, int], list[bytes]] = {}
    for number, pair in enumerate(ends, first):
        if pair is None:
            continue
        start, end = pair
        prefix = places[start.ordinal].prefix
        mark = _tag(prefix, "commentRangeStart", number)
        cuts.setdefault((start.ordinal, start.offset), []).append(mark)
        closing = _tag(prefix, "commentRangeEnd", number) + (
            b"<%br>" % prefix + _tag(prefix, "commentReference", number) + b"</%br>" % prefix
        )
        cuts.setdefault((end.ordinal, end.offset), []).insert(0, closing)
    added: dict[int, bytes] = {}
    kept: set[int] = set()
    for (ordinal, offset), marks in sorted(cuts.items()):
        for at, text in _inserted(data, places[ordinal], offset, b"".join(marks), kept):
            added[at] = added.get(at, b"") + text
    return _with(data, added)


def _tag(prefix: bytes, name: str, number: int) -> bytes:
    return b'<%b%b %bid="%d"/>' % (prefix, name.encode(), prefix, number)


def _inserted(
    data: bytes, place: TextPlace, offset: int, marks: bytes, kept: set[int]
) -> Iterable[tuple[int, bytes]]:
    """Yield what goes in for marks at a character, and where: beside a run, or cutting it."""
    at = byte_of(data, place, offset)
    if place.run_start < 0:
        return
    if at is None or (at == place.start and place.is_first):
        yield place.run_start, marks
        return
    if at == place.end and place.is_last:
        yield place.run_end, marks
        return
    prefix, tag = place.prefix, data[place.tag : place.start]
    if b"space" not in tag and place.tag not in kept:
        kept.add(place.tag)
        yield place.tag + 1 + len(prefix) + 1, b' xml:space="preserve"'
    yield (
        at,
        b"</%bt></%br>" % (prefix, prefix)
        + marks
        + place.run_tag
        + place.properties
        + b'<%bt xml:space="preserve">' % prefix,
    )


def _with(data: bytes, added: Mapping[int, bytes]) -> bytes:
    parts: list[bytes] = []
    at = 0
    for place in sorted(added):
        parts += [data[at:place], added[place]]
        at = place
    return b"".join([*parts, data[at:]])


# --- the other parts


def _comments(
    existing: bytes | None, namespace: str, comments: Sequence[ManuscriptComment], first: int
) -> bytes:
    """Return the part of the comments, those that were there first."""
    new = "".join(
        _comment(namespace, comment, number) for number, comment in enumerate(comments, first)
    ).encode()
    if existing is None:
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return f'{head}<w:comments xmlns:w="{namespace}">'.encode() + new + b"</w:comments>"
    return _before_the_end(existing, new)


def _comment(namespace: str, comment: ManuscriptComment, number: int) -> str:
    lines = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{_fit(line)}</w:t></w:r></w:p>'
        for line in comment.paragraphs
    )
    return (
        f'<w:comment xmlns:w="{namespace}" w:id="{number}" w:author="{attribute(comment.author)}" '
        f'w:date="{comment.date}" w:initials="{attribute(comment.initials)}">{lines}</w:comment>'
    )


def _fit(text: str) -> str:
    return escaped(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text))


def _whole(package: Package, name: str) -> bytes:
    """Return a part that something is put into; `UserError` for one that is cut or no XML."""
    package.xml(name)
    return _utf8(package.read(name))


def _before_the_end(data: bytes, new: bytes) -> bytes:
    """Put elements in as the last ones of the root."""
    at = data.rfind(b"</")
    if at >= 0:
        return data[:at] + new + data[at:]
    close = data.rindex(b"/>")
    name = re.split(rb"[\s/>]", data[data.rindex(b"<", 0, close) + 1 :], maxsplit=1)[0]
    return data[:close] + b">" + new + b"</" + name + b">" + data[close + 2 :]


def _announced(package: Package, main: str, part: str) -> dict[str, bytes]:
    """Return the lists of parts and relations with the new part of the comments in them."""
    folder, listing = posixpath.dirname(main), listing_of(main)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package_ns = "http://schemas.openxmlformats.org/package/2006"
    relation = (
        f'<Relationship xmlns="{package_ns}/relationships" Id="{_RELATION}" '
        f'Type="{office}/comments" Target="{posixpath.relpath(part, folder or ".")}"/>'
    ).encode()
    if listing in package.names:
        relations = _before_the_end(_whole(package, listing), relation)
    else:
        relations = (
            f'<Relationships xmlns="{package_ns}/relationships">'.encode()
            + relation
            + b"</Relationships>"
        )
    kind = (
        f'<Override xmlns="{package_ns}/content-types" PartName="/{part}" '
        f'ContentType="{_COMMENTS}"/>'
    ).encode()
    types = _before_the_end(_whole(package, "[Content_Types].xml"), kind)
    return {listing: relations, "[Content_Types].xml": types}


def copy_package(source: Path, out: Path, changed: Mapping[str, bytes], job: Job = SILENT) -> None:
    """Copy a package; parts that are not in `changed` keep all their bytes.

    Raises `UserError` for one that is damaged or grows without end.
    """
    with Package(source, "docx") as old, zipfile.ZipFile(out, "x") as new:
        infos = old.infos()
        for number, about in enumerate(infos):
            job.check()
            job.progress(number, len(infos))
            content = changed.get(about.filename)
            with new.open(copy(about), "w") as part:
                for piece in old.pieces(about) if content is None else (content,):
                    part.write(piece)
        for name in sorted(changed.keys() - {about.filename for about in infos}):
            added = zipfile.ZipInfo(name)
            added.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(added, changed[name])
