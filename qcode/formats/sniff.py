"""What a file is, by its first bytes: a suffix is only a name that somebody gave it."""

from __future__ import annotations

import mmap
import re
from enum import StrEnum
from pathlib import Path

from qcode.model.errors import UserError

from .encoding import wide_encoding
from .limits import open_file
from .package import Package
from .picture_size import is_bmp

_HEAD = 1 << 16  # bytes that are looked at
_MAX_MIMETYPE = 200  # bytes of the member `mimetype` of OpenDocument and EPUB files


class Content(StrEnum):
    """What a file can be. The first group is read; the others are only named."""

    DOCX = "docx"
    ODT = "odt"
    RTF = "rtf"
    PDF = "pdf"
    IMAGE = "image"
    HTML = "html"
    TEXT = "text"

    DOC = "doc"  # Word 97 to 2003
    LOCKED = "locked"  # a Word or Excel file with a password
    AUDIO = "audio"
    VIDEO = "video"
    ARCHIVE = "archive"
    SPREADSHEET = "spreadsheet"
    PRESENTATION = "presentation"
    EBOOK = "ebook"
    EMAIL = "email"
    DATABASE = "database"
    PROJECT = "project"  # of a program for qualitative analysis
    PROGRAM = "program"
    DATA = "data"  # no text, and nothing that is known


_STARTS: tuple[tuple[bytes, Content], ...] = (
    (b"{\\rtf", Content.RTF),
    (b"\x89PNG", Content.IMAGE),
    (b"\xff\xd8\xff", Content.IMAGE),
    (b"GIF8", Content.IMAGE),
    (b"II*\0", Content.IMAGE),
    (b"MM\0*", Content.IMAGE),
    (b"8BPS", Content.IMAGE),
    (b"ID3", Content.AUDIO),
    (b"fLaC", Content.AUDIO),
    (b"OggS", Content.AUDIO),
    (b"#!AMR", Content.AUDIO),
    (b"\x1aE\xdf\xa3", Content.VIDEO),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Content.VIDEO),  # Windows Media, sound or film
    (b"\x1f\x8b", Content.ARCHIVE),
    (b"BZh", Content.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Content.ARCHIVE),
    (b"Rar!", Content.ARCHIVE),
    (b"\xfd7zXZ\0", Content.ARCHIVE),
    (b"SQLite format 3\0", Content.DATABASE),
    (b"MZ\x90", Content.PROGRAM),
    (b"\x7fELF", Content.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Content.PROGRAM),
)
_REFI = b"urn:QDA-XML"  # the namespace of projects and codebooks that programs exchange
_RIFF = {b"WAVE": Content.AUDIO, b"AVI ": Content.VIDEO, b"WEBP": Content.IMAGE}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", Content.LOCKED),
    ("WordDocument", Content.DOC),
    ("PowerPoint Document", Content.PRESENTATION),
    ("Workbook", Content.SPREADSHEET),
    ("__substg1.0_", Content.EMAIL),
)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_MIMETYPES = (
    (_OPEN_DOCUMENT + "text", Content.ODT),
    (_OPEN_DOCUMENT + "spreadsheet", Content.SPREADSHEET),
    (_OPEN_DOCUMENT + "presentation", Content.PRESENTATION),
    (_OPEN_DOCUMENT + "graphics", Content.IMAGE),
    ("application/epub", Content.EBOOK),
)
_FOLDERS = (
    ("word/", Content.DOCX),
    ("xl/", Content.SPREADSHEET),
    ("ppt/", Content.PRESENTATION),
)
_BY_SUFFIX = {
    **dict.fromkeys((".docx", ".docm", ".dotx"), Content.DOCX),
    **dict.fromkeys((".odt", ".ott"), Content.ODT),
    **dict.fromkeys((".xlsx", ".xlsm", ".ods"), Content.SPREADSHEET),
    **dict.fromkeys((".pptx", ".odp"), Content.PRESENTATION),
    **dict.fromkeys((".qdpx", ".qdc"), Content.PROJECT),
    ".epub": Content.EBOOK,
}
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b"
)
# Control characters that no text has; tab, line ends, form feed, escape and ^Z are left out.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
# More controls than one in so many make a file data; among random bytes they are one in ten.
_CONTROL_SHARE = 20


def sniff(path: Path) -> Content:
    """Return what the file at `path` is; raises `UserError` if it cannot be read at all."""
    with open_file(path) as file:
        head = file.read(_HEAD)
        if head.startswith(_OLE):
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                return _ole(data)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(path)
    return sniff_bytes(head)


def sniff_bytes(head: bytes) -> Content:
    """Return what a file is that begins with `head` and is neither a package nor OLE."""
    for start, content in _STARTS:
        if head.startswith(start):
            return content
    if is_bmp(head):
        return Content.IMAGE
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], Content.DATA)
    if head[4:8] == b"ftyp":
        if head[8:12] in (b"heic", b"heix", b"mif1", b"avif"):
            return Content.IMAGE
        return Content.AUDIO if head[8:11] == b"M4A" else Content.VIDEO
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _REFI in head[:4096]:
        return Content.PROJECT
    # The mark of a PDF may stand anywhere in the first kilobyte.
    if b"%PDF-" in head[:1024]:
        return Content.PDF
    if _HTML.match(head[:4096].removeprefix(b"\xef\xbb\xbf").lower()):
        return Content.HTML
    return Content.TEXT if _is_text(head) else Content.DATA


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return True
    if wide := wide_encoding(head):
        if head.startswith((b"\xff\xfb", b"\xff\xf3")):
            return False
        head = head.decode(wide, "replace").encode()  # now its controls can be counted, too
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls * _CONTROL_SHARE <= len(head)


def _ole(data: mmap.mmap) -> Content:
    """Return what an OLE container holds, by the names of its streams."""
    for name, content in _OLE_STREAMS:
        if data.find(name.encode("utf-16-le")) >= 0:
            return content
    return Content.DATA


def _package(path: Path) -> Content:
    """Return what a zip file is. One that is damaged is taken for what its suffix says."""
    try:
        with Package(path, "zip") as package:
            if "mimetype" in package.names:
                mimetype = package.read("mimetype", _MAX_MIMETYPE).decode("latin-1").strip()
                for start, content in _MIMETYPES:
                    if mimetype.startswith(start):
                        return content
            if any(name.lower().endswith(".qde") for name in package.names):
                return Content.PROJECT
            for folder, content in _FOLDERS:
                if any(name.startswith(folder) for name in package.names):
                    return content
    except UserError as error:
        if error.code != "file_damaged":
            raise
        return _BY_SUFFIX.get(path.suffix.lower(), Content.ARCHIVE)
    return Content.ARCHIVE
