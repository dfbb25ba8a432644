"""Plain text: the characters as they are, whatever the encoding."""

from __future__ import annotations

from pathlib import Path

from qcode.model.job import SILENT, Job

from .base import DEFAULTS, ImportedDocument, ReadOptions
from .encoding import decode
from .limits import read_bytes


class TextReader:
    """Reads plain text. The canonical form is the only thing that is done to it."""

    name = "txt"
    suffixes = (".txt", ".text")

    def read(
        self, path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
    ) -> ImportedDocument:
        """Read the file in the encoding that was chosen, or else found."""
        decoded = decode(read_bytes(path), options.encoding)
        return ImportedDocument(
            name=path.stem,
            text=decoded.text,
            format=self.name,
            encoding=decoded.encoding,
            losses=decoded.losses,
        )


READER = TextReader()
