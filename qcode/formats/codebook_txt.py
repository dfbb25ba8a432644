"""Codebooks as indented text: a line a code, its definition behind a colon."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qcode.model.code_entries import CodeEntry
from qcode.model.job import SILENT, Job
from qcode.model.outline import read_outline

from .base import Loss
from .codebook_base import CodebookBundle, CodebookFile, CodeLoss, EntryTree, lost_between
from .encoding import decode
from .limits import read_bytes

_INDENT = "    "
_BELOW = ">>"


def read(path: Path) -> CodebookFile:
    """Read a list as people write it, see `model.outline`."""
    return read_text(decode(read_bytes(path)).text, path)


def read_text(text: str, path: Path) -> CodebookFile:
    """Read a list; `path` names it in errors."""
    tree = EntryTree(path)
    outline = read_outline(text)
    for code in outline.codes:
        names = tuple(part for name in code.names for part in _parts(name))
        tree.place(CodeEntry(names, definition=code.definition))
    for line in outline.refused:
        tree.lose(CodeLoss.CELLS, line[:40])
    return tree.file("txt")


def _parts(name: str) -> list[str]:
    """Return the names in a path as QualCoder writes it: "Category>>Code"."""
    return [part for each in name.split(_BELOW) if (part := each.strip())] or [name]


class CodebookText:
    """Writes a codebook as indented lines."""

    name = "Text"
    suffixes: Sequence[str] = (".txt",)

    def write(self, bundle: CodebookBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write a line for each code, and read them again for what got lost."""
        job.check()
        text = "".join(f"{_line(code.entry)}\n" for code in bundle.codes)
        path.write_text(text, encoding="utf-8", newline="\n")
        again = read_text(text, path)
        return lost_between((code.entry for code in bundle.codes), again.entries)


def _line(entry: CodeEntry) -> str:
    definition = " ".join(entry.definition.split())
    return _INDENT * (entry.level - 1) + ": ".join(filter(None, (entry.name, definition)))
