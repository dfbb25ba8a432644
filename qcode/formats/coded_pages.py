"""Coded passages that programs write as texts instead of tables, read as the table they stand for.

NVivo lists what is coded with a code, or in a file, as numbered references below headings, and in
coding summaries (see `coded_summary`); Taguette lists its highlights on a web page with lines
between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from qcode.model.errors import UserError

from .base import ReadOptions
from .coded_summary import is_summary, of_summary
from .encoding import decode
from .limits import read_bytes, read_head
from .registry import read_document
from .sheet import Sheet
from .sniff import Content, sniff
from .turns import NONE

_HEAD = re.compile(
    r"<?(?P<path>[^<>\n]+?)>?\s+-\s+§\s+\d+\s+references?\s+coded\s+\[\s*[\d.,]+\s?%\s+coverage\s*\]",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"references?\s+\d+(?:\s?-\s?\d+)?\s+-\s+[\d.,]+\s?%\s+coverage", re.IGNORECASE
)
_NAMED = re.compile(r"name:\s*(?P<name>\S.*)", re.IGNORECASE)
_CODES = re.compile(r"(?:nodes|codes|cases|theme nodes)\\+", re.IGNORECASE)
_NVIVO = ("Document name", "Code", "Reference text", "Coverage")
_TAGUETTE = ("id", "document", "tag", "content")
_BEGINNING = 1 << 16  # bytes of a text that are looked at
_LINE = 1_000  # characters of a heading
_PAGE = 16 << 20  # bytes of a page of highlights
_TEXTS = frozenset({".txt", ".docx", ".rtf"})
_PAGES = frozenset({".htm", ".html"})


def read_pages(path: Path) -> Sheet | None:
    """Return the table that a text stands for, None for a file that is none of these.

    Raises `UserError` as the readers of such files do.
    """
    suffix = path.suffix.lower()
    if suffix in _PAGES and sniff(path) is Content.HTML:
        found = _of_taguette(path)
        if found is not None:
            return found
    if suffix not in _TEXTS | _PAGES:
        return None
    if suffix == ".txt":
        head = decode(read_head(path, _BEGINNING)).text.split("\n")
        if not _has_heads(head) and not is_summary(head):
            return None
    try:
        text = read_document(path, ReadOptions(turn_dialect=NONE)).text
    except UserError as error:
        if error.code == "document_without_text":
            return None
        raise
    return of_nvivo(text, path.stem) or of_summary(text.split("\n"))


def of_nvivo(text: str, stem: str) -> Sheet | None:
    """Return the references in a text of NVivo's; `stem` names the code, or the document, of all.

    None for another text.
    """
    lines = text.split("\n")
    if not _has_heads(lines):
        return None
    rows = [_NVIVO, *_references(lines, stem)]
    return Sheet("", tuple(rows))


def _head(line: str) -> re.Match[str] | None:
    """Return a heading of NVivo's. Long lines are none, however they are made."""
    return _HEAD.fullmatch(line) if "§" in line and len(line) <= _LINE else None


def _has_heads(lines: Iterable[str]) -> bool:
    return any(_head(line.strip()) for line in lines)


def _references(lines: list[str], stem: str) -> Iterator[tuple[str, ...]]:
    document, code, coverage, words = "", stem, "", list[str]()
    of_code = stem  # what a heading of a document stands under

    def passage() -> Iterator[tuple[str, ...]]:
        said = "\n".join(words).strip()
        words.clear()
        if said and coverage:
            yield document, code, said, coverage

    for line in map(str.strip, lines):
        head = _head(line)
        named = _NAMED.fullmatch(line)
        if head is not None:
            yield from passage()
            coverage = ""
            path = head["path"].strip()
            if _CODES.match(path):
                document, code = stem, _CODES.sub("", path, count=1)
            else:
                document, code = re.split(r"\\+", path)[-1], of_code
        elif _REFERENCE.fullmatch(line):
            yield from passage()
            coverage = line
        elif named is not None and not coverage:
            code = of_code = named["name"]
        else:
            words.append(line)
    yield from passage()


def _of_taguette(path: Path) -> Sheet | None:
    """Return the highlights on a web page: blocks between lines, each with its source last."""
    if path.stat().st_size > _PAGE or b"Taguette" not in (data := read_bytes(path, _PAGE)):
        return None
    parser = etree.HTMLParser(no_network=True, remove_comments=True, encoding="utf-8")
    try:
        root = etree.fromstring(decode(data).text.encode(), parser)
    except etree.LxmlError:
        return None
    body = None if root is None else root.find("body")
    if body is None:
        return None
    rows: list[tuple[str, ...]] = [_TAGUETTE]
    block: list[etree._Element] = []
    for each in [*body.iterchildren(etree.Element), None]:
        if each is not None and each.tag == "h1":
            continue
        if each is not None and each.tag != "hr":
            block.append(each)
            continue
        rows += _highlight(block, len(rows))
        block = []
    return Sheet("", tuple(rows)) if len(rows) > 1 else None


def _highlight(block: list[etree._Element], number: int) -> Iterator[tuple[str, ...]]:
    labels = block[-1].findall("strong") if block else []
    if len(labels) != 2:
        return
    words = "\n".join("".join(map(str, each.itertext())).strip() for each in block[:-1]).strip()
    tags = [tag.strip() for tag in (labels[1].tail or "").split(",")]
    document = (labels[0].tail or "").strip()
    for tag in [*filter(None, tags)] or [""]:
        yield str(number), document, tag, words
