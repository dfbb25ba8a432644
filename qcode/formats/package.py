"""Zip packages of XML (docx, odt), read without trusting them.

What a package says of its sizes is not believed: bytes are counted as they are unpacked. Members
are looked up by name and never written anywhere, so a name like `../../x` leads nowhere. XML is
parsed without network, without a document type and without entities, and only up to a size.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO

from lxml import etree

from qcode.model.errors import UserError

from .characters import fit_for_xml
from .limits import (
    MAX_DIRECTORY_BYTES,
    MAX_FILE_BYTES,
    MAX_PACKAGE_BYTES,
    MAX_PART_BYTES,
    MEGABYTE,
    damaged,
    open_file,
)
from .markup import check_xml, is_plain

# All that `zipfile` raises for bytes that are no sound package.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, OverflowError, struct.error, OSError, KeyError, IndexError),
)
_MAX_PASSED = 1 << 30  # bytes of parts that go from one package into another, unpacked
_REFERENCE = re.compile(rb"&#(x[0-9a-f]{1,9}|[0-9]{1,9});", re.IGNORECASE)
_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_COMMENT = 0xFFFF  # longest comment after the end record


class Package:
    """An open package. `kind` names the format in errors; `limit` is in bytes, as packed.

    `data` is the file itself where it was read already; `path` is then its name for errors.
    """

    def __init__(
        self, path: Path, kind: str, limit: int = MAX_FILE_BYTES, *, data: bytes | None = None
    ) -> None:
        self._path, self._kind = path, kind
        self._unpacked = self._passed = 0  # bytes
        self._file: BinaryIO = open_file(path, limit) if data is None else io.BytesIO(data)
        try:
            self._check_directory()
            self._zip = zipfile.ZipFile(self._file)
            self.names = frozenset(self._zip.namelist())
        except _DAMAGE as error:
            self._file.close()
            raise damaged(path, kind) from error
        except UserError:
            self._file.close()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()
        self._file.close()

    def read(self, name: str, limit: int = MAX_PART_BYTES) -> bytes:
        """Return a part; raises `UserError` if it is missing, damaged, locked or too large."""
        limit = min(limit, MAX_PACKAGE_BYTES - self._unpacked)
        try:
            with self._open(self._zip.getinfo(name)) as part:
                data = part.read(limit + 1)
        except _DAMAGE as error:
            raise damaged(self._path, self._kind) from error
        self._unpacked += len(data)
        if len(data) > limit:
            raise UserError("file_expands", name=self._path.name)
        return data

    def _open(self, about: zipfile.ZipInfo) -> IO[bytes]:
        if about.flag_bits & 1:
            raise UserError("password_protected", name=self._path.name)
        if about.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(self._path, self._kind)
        return self._zip.open(about)

    def pieces(self, about: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield what is in a part piece by piece, of any size; raises as `read` does.

        All parts that are gone through have a gigabyte together at most.
        """
        try:
            with self._open(about) as part:
                while piece := part.read(MEGABYTE):
                    self._passed += len(piece)
                    if self._passed > _MAX_PASSED:
                        raise UserError("file_expands", name=self._path.name)
                    yield piece
        except _DAMAGE as error:
            raise damaged(self._path, self._kind) from error

    def infos(self) -> list[zipfile.ZipInfo]:
        """Return what the package says of its parts, in their order; sizes are its claims."""
        return self._zip.infolist()

    def all(self) -> dict[str, bytes]:
        """Return all parts by their names, in their order; raises as `read` does."""
        return {about.filename: self.read(about.filename) for about in self.infos()}

    def xml(self, name: str) -> etree._Element:
        """Return the root of an XML part."""
        return self.parse(self.read(name))

    def parse(self, data: bytes) -> etree._Element:
        """Return the root of a part that was read."""
        return parse_xml(data, self._path, self._kind)

    def _check_directory(self) -> None:
        """Refuse a list of parts that is too long, before `zipfile` makes objects of it."""
        size = self._file.seek(0, 2)
        self._file.seek(max(0, size - _COMMENT - 22))
        tail = self._file.read()
        at = tail.rfind(_END)
        if at < 0 or len(tail) < at + 22:
            raise damaged(self._path, self._kind)
        claims = [struct.unpack_from("<L", tail, at + 12)[0]]
        if tail[at - 20 : at - 16] == b"PK\x06\x07" and tail[at - 76 : at - 72] == _END64:
            claims.append(struct.unpack_from("<Q", tail, at - 76 + 40)[0])
        if min(claims) > MAX_DIRECTORY_BYTES or claims[-1] > MAX_DIRECTORY_BYTES:
            raise UserError("file_expands", name=self._path.name)
        self._file.seek(0)


def parse_xml(data: bytes, path: Path, kind: str) -> etree._Element:
    """Return the root of an XML document that has no document type and no entities of its own."""
    return _parsed(data, path, kind, mend=False)


def mended_xml(data: bytes, path: Path, kind: str) -> etree._Element:
    """Return what can be made out of a damaged XML document; else as `parse_xml`.

    Characters that XML may not have, and the parser then lets through, are U+FFFD.
    """
    root = _parsed(_REFERENCE.sub(_sound, data), path, kind, mend=True)
    try:
        _replace_unfit(root)
    except UnicodeDecodeError as error:  # of half a character, in UTF-16
        raise damaged(path, kind) from error
    return root


def _sound(reference: re.Match[bytes]) -> bytes:
    """Return a reference to a character, or to U+FFFD for what is none that XML may have."""
    said = reference[1].decode()
    number = int(said[1:], 16) if said[0] in "xX" else int(said)
    is_fit = number < 0x110000 and fit_for_xml(chr(number)) == chr(number)
    return reference[0] if is_fit else b"&#xFFFD;"


def _replace_unfit(root: etree._Element) -> None:
    for element in root.iter(etree.Element):
        for said in ("text", "tail"):
            words = getattr(element, said)
            if words and (fit := fit_for_xml(words)) != words:
                setattr(element, said, fit)
        for name, value in element.items():
            if (fit := fit_for_xml(str(value))) != value:
                element.set(name, fit)


def _parsed(data: bytes, path: Path, kind: str, *, mend: bool) -> etree._Element:
    if not is_plain(data):
        raise damaged(path, kind)
    check_xml(data, path, mend=mend)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=mend,
    )
    try:
        root: etree._Element | None = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        if "XML_PARSE_HUGE" in str(error):  # too deep, or ten megabytes without a tag
            raise UserError("file_too_complex", name=path.name) from error
        if "entity amplification" in str(error):
            raise UserError("file_has_entities", name=path.name) from error
        raise damaged(path, kind) from error
    if root is None:  # nothing to mend
        raise damaged(path, kind)
    if root.getroottree().docinfo.internalDTD is not None:
        raise UserError("file_has_entities", name=path.name)
    return root
