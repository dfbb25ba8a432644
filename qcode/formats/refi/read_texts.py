"""The text of a source: from its file, from the XML, or else out of its styled original."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from qcode.formats.encoding import detect
from qcode.formats.exchange import Held
from qcode.formats.limits import MAX_FILE_BYTES, MAX_TEXT_BYTES, check_length
from qcode.formats.registry import read_document
from qcode.model.courtesy import give_way
from qcode.model.errors import UserError

from .container import MAX_TEXT_TOTAL, Container
from .dialect import Measure, measured, measured_file
from .losses import LossCount, RefiLoss
from .tree import Element, content, tag

_PLAIN, _RICH = "plainTextPath", "richTextPath"


@dataclass(frozen=True, slots=True)
class SourceText:
    """What is known of the text of a source. `plain` is its file, `original` the styled one.

    `made` says that the text was taken out of the original: positions are not of this text.
    """

    measure: Measure
    encoding: str = ""
    plain: Held | None = None
    original: Held | None = None
    made: bool = False


NO_TEXT = SourceText(Measure(""))


class Texts:
    """Reads the texts of one project, and no more than fits into memory."""

    def __init__(self, container: Container, losses: LossCount) -> None:
        self._container, self._losses = container, losses
        self._total = 0

    def read(self, element: Element, original: str | None = None) -> SourceText | None:
        """Return the text of an element that bears one; None where it has none.

        `original` is the path of the file that the text was made from, if another element says.
        """
        name = element.get("name") or ""
        rich = self.held(original or element.get(_RICH), name)
        plain = self.held(element.get(_PLAIN), name)
        data = self.bytes(plain) if plain else None
        if data is not None:
            give_way()
            encoding = detect(data)
            measure = self._checked(measured_file(data, encoding))
            return SourceText(measure, encoding, plain, rich)
        inline = element.find(tag("PlainTextContent"))
        if inline is not None and (words := content(inline)):
            return SourceText(self._checked(measured(words)), "", None, rich)
        if rich is not None and (words := self._out_of(rich)):
            return SourceText(self._checked(measured(words)), "", None, rich, made=True)
        if inline is not None:
            return SourceText(Measure(""), "", None, rich)
        return None

    def held(self, path: str | None, name: str = "") -> Held | None:
        """Return a file that the project names, if it brings it; else say that it is missing.

        `name` is that of the source, which says more than the file's.
        """
        if not path or not path.strip():
            return None
        found = self._container.find(path.strip())
        if found is None:
            self._losses.add(RefiLoss.MISSING_FILE, name or path.strip()[:200])
        elif found.size > MAX_FILE_BYTES:
            self._losses.add(RefiLoss.LARGE_FILE, found.name)
            return None
        return found

    def bytes(self, held: Held) -> bytes | None:
        """Return the bytes of a text; None, and say so, for one that cannot be read."""
        if held.size > MAX_TEXT_BYTES:
            self._losses.add(RefiLoss.LARGE_FILE, held.name)
            return None
        self._count(held.size)
        try:
            return held.read()
        except UserError as error:
            if error.code == "file_empty":
                return b""
            self._losses.add(RefiLoss.MISSING_FILE, held.name)
            return None

    def _out_of(self, held: Held) -> str:
        """Return the text of a styled original, "" for one that has none."""
        suffix = PurePosixPath(held.name).suffix.lower()
        self._count(held.size)
        with tempfile.TemporaryDirectory(prefix="qcode-") as folder:
            path = Path(folder) / f"original{suffix if suffix.isascii() else ''}"
            try:
                path.write_bytes(held.read())
                return read_document(path).text
            except UserError:
                return ""

    def _checked(self, measure: Measure) -> Measure:
        check_length(self._container.path, len(measure.text))
        return measure

    def _count(self, size: int) -> None:
        self._total += size
        if self._total > MAX_TEXT_TOTAL:
            raise UserError("file_expands", name=self._container.path.name)
