"""Codebooks of REFI-QDA (.qdc): read as other programs write them, written as the standard says.

A code that only groups others (`isCodable="false"`) is an ordinary code here, and sets of codes
are left out; both are said. What is written is valid by the schema of the standard.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from qcode import __version__
from qcode.formats.base import Loss
from qcode.formats.characters import attribute, escaped, fit_for_xml
from qcode.formats.codebook_base import (
    CodebookBundle,
    CodebookFile,
    CodeLoss,
    EntryTree,
    lost_between,
)
from qcode.formats.limits import read_bytes
from qcode.formats.package import mended_xml, parse_xml
from qcode.model.code_entries import TEXTS, CodeEntry
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job

from .description import joined, parted
from .values import read_color, read_guid, write_color, write_guid

KIND = "REFI-QDA"
NAMESPACE = "urn:QDA-XML:codebook:1.0"
_DOTTED = "Taguette"  # programs whose code trees are in the names
_KNOWN = frozenset({"codebook", "codes", "code", "description", "sets", "set", "membercode"})


def read(path: Path) -> CodebookFile:
    """Read a codebook. Raises `UserError` for what is none."""
    return read_xml(read_bytes(path), path)


def read_xml(data: bytes, path: Path) -> CodebookFile:
    """Read a codebook from its bytes; `path` names it in errors."""
    tree = EntryTree(path)
    try:
        root = parse_xml(data, path, KIND)
    except UserError as error:
        if error.code != "file_damaged":
            raise
        root = mended_xml(data, path, KIND)
        tree.lose(CodeLoss.MENDED)
    codes = _found(root, "codes")
    if codes is None:
        raise UserError("file_damaged", name=path.name, format=KIND)
    if str(root.get("origin", "")).startswith(_DOTTED):
        _read_dotted(codes, tree)
    else:
        _read_codes(codes, tree)
    _note_rest(root, tree)
    return tree.file("qdc")


def _read_codes(codes: etree._Element, tree: EntryTree) -> None:
    waiting: list[tuple[int | None, etree._Element]] = [(None, each) for each in reversed(codes)]
    while waiting:
        parent, element = waiting.pop()
        if _name(element) != "code":
            continue
        number = tree.add(parent, _entry(element, tree))
        waiting.extend((number, each) for each in reversed(element))


def _read_dotted(codes: etree._Element, tree: EntryTree) -> None:
    """Read a flat list whose names hold their parents': "Pay" and below it "Pay.Bonus"."""
    entries = {e.name: e for e in (_entry(each, tree) for each in codes if _name(each) == "code")}
    numbers: dict[str, int] = {}
    for name in sorted(entries, key=lambda name: name.count(".")):  # stable: parents first
        above = name
        while (above := above.rpartition(".")[0]) and above not in numbers:
            pass
        said = entries[name]
        if above:
            tree.lose(CodeLoss.DOTTED, name)
            said = replace(said, names=(name[len(above) + 1 :],))
        numbers[name] = tree.add(numbers.get(above), said)


def _entry(element: etree._Element, tree: EntryTree) -> CodeEntry:
    said = {name.lower(): str(value) for name, value in element.attrib.items()}
    name, raw = said.get("name", ""), said.get("guid", "")
    guid = read_guid(raw)
    if raw and not guid:
        tree.lose(CodeLoss.BAD_GUID, raw[:40])
    if said.get("iscodable", "true").strip().lower() in ("false", "0"):
        tree.lose(CodeLoss.NOT_CODABLE, name)
    text = "".join(
        "".join(map(str, each.itertext())) for each in element if _name(each) == "description"
    )
    return CodeEntry((name,), guid, read_color(said.get("color", "")), **parted(text))


def _note_rest(root: etree._Element, tree: EntryTree) -> None:
    """Say what is in the file and in no codebook here."""
    for element in root.iter(etree.Element):
        name = _name(element)
        if name == "set":
            tree.lose(CodeLoss.CODE_SETS, str(element.get("name", "")))
        elif name not in _KNOWN:
            tree.lose(CodeLoss.UNKNOWN, _local(element))


def _found(root: etree._Element, name: str) -> etree._Element | None:
    return next((each for each in root.iter(etree.Element) if _name(each) == name), None)


def _name(element: etree._Element) -> str:
    return _local(element).lower()


def _local(element: etree._Element) -> str:
    """Return the name of an element without its namespace, also one that no XML may have."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


class QdcWriter:
    """Writes a codebook as REFI-QDA."""

    name = KIND
    suffixes: Sequence[str] = (".qdc",)

    def write(self, bundle: CodebookBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write the codebook; what XML cannot carry is replaced and counted."""
        job.check()
        data = "".join(_lines(bundle)).encode()
        path.write_bytes(data)
        again = read_xml(data, path)
        return lost_between((code.entry for code in bundle.codes), again.entries)


def _lines(bundle: CodebookBundle) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<CodeBook xmlns="{NAMESPACE}" origin="QCode {__version__}">\n<Codes>\n'
    open_levels = 0
    for code in bundle.codes:
        entry = code.entry
        while open_levels >= entry.level:
            yield "</Code>\n"
            open_levels -= 1
        yield _opening(entry)
        text = joined({name: getattr(entry, name) for name in TEXTS}, bundle.language)
        if text:
            yield f"<Description>{escaped(fit_for_xml(text))}</Description>\n"
        open_levels = entry.level
    yield "</Code>\n" * open_levels
    yield "</Codes>\n</CodeBook>\n"


def _opening(entry: CodeEntry) -> str:
    color = f' color="{write_color(entry.color)}"' if entry.color else ""
    name = attribute(fit_for_xml(entry.name))
    return f'<Code guid="{write_guid(entry.guid)}" name="{name}" isCodable="true"{color}>\n'
