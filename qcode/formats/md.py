"""Markdown: the text stays as it was typed, marks and all; what the marks mean is laid over it.

markdown-it says which lines are headings, items and quotations, but not where in a line emphasis
stands; that is found by following its tokens through the source, and left out where they part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from qcode.model.job import SILENT, Job
from qcode.model.layout import Format, Layout, Style

from .base import DEFAULTS, ImportedDocument, Loss, ReadOptions
from .encoding import decode
from .limits import read_bytes
from .losses import Lost

_MAX_FORMATTED = 1_000_000  # code points: beyond that the parser takes too long
# The end of a link: `]` with the address or the reference behind it, if there is one.
_LINK_END = re.compile(r"\](?:\((?:[^()\\\n\"]|\\.|\"[^\"]*\"|\([^()\n]*\))*\)|\[[^\]\n]*\])?")
_MARKS = {
    ("link_open", ""): "[",
    ("link_open", "autolink"): "<",
    ("link_close", "autolink"): ">",
}
# Escapes and entities stay tokens of their own, so that their source can be found.
_PARSER = MarkdownIt("commonmark").disable("text_join")
_SPANS = {"em": Style.ITALIC, "strong": Style.BOLD, "link": Style.LINK}


class MarkdownReader:
    """Reads CommonMark."""

    name = "md"
    suffixes = (".md", ".markdown")

    def read(
        self, path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
    ) -> ImportedDocument:
        """Read the file as plain text, with formats."""
        decoded = decode(read_bytes(path), options.encoding)
        job.check()
        losses = decoded.losses
        is_short = len(decoded.text) <= _MAX_FORMATTED
        if not is_short:
            losses = (*losses, Loss(Lost.FORMATS, 1))
        return ImportedDocument(
            name=path.stem,
            text=decoded.text,
            layout=Layout(formats=markdown_formats(decoded.text) if is_short else ()),
            format=self.name,
            encoding=decoded.encoding,
            losses=losses,
        )


def markdown_formats(text: str) -> tuple[Format, ...]:
    """Return the formats that CommonMark gives a text, in code points of the text as it is."""
    source = _Source(text)
    found: list[Format] = []
    lists, quotes, heading = 0, 0, ""
    for token in _PARSER.parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists -= 1
        elif token.type == "blockquote_open":
            quotes += 1
        elif token.type == "blockquote_close":
            quotes -= 1
        elif token.type == "heading_open":
            heading = token.tag[1:]
        elif token.type == "inline" and token.map:
            for start, end in source.lines(*token.map, is_heading=bool(heading)):
                if heading:
                    found.append(Format(start, end, Style.HEADING, heading))
                elif lists:
                    found.append(Format(start, end, Style.LIST_ITEM, str(lists - 1)))
                if quotes:
                    found.append(Format(start, end, Style.QUOTE))
            found += source.spans(token)
            heading = ""
    return tuple(sorted(found, key=lambda f: (f.start, -f.end)))


class _Source:
    """The lines of a text, as the parser counts them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)
        self._starts.append(len(text) + 1)

    def lines(self, first: int, after: int, *, is_heading: bool) -> Iterator[tuple[int, int]]:
        """Yield the spans of lines; of a heading without the line of `===` below it."""
        for number in range(first, min(after, len(self._starts) - 1)):
            start, end = self._starts[number], self._starts[number + 1] - 1
            if is_heading and number > first and not self._text[start:end].strip(" \t>=-"):
                continue
            if end > start:
                yield start, end

    def spans(self, inline: Token) -> Iterator[Format]:
        """Yield emphasis and links in a block of text, without the characters that mark them."""
        first, after = inline.map or (0, 0)
        at = self._starts[first]
        end = min(self._starts[min(after, len(self._starts) - 1)], len(self._text))
        opened: list[int] = []
        address = ""
        for child in inline.children or ():
            place = _find(self._text, child, at, end)
            if place is None:  # source and tokens have parted
                return
            mark, at = place
            style = _SPANS.get(child.type.rpartition("_")[0])
            if style is None:
                continue
            if child.nesting > 0:
                opened.append(at)
                if style is Style.LINK:
                    address = str(child.attrGet("href") or "")
            elif opened:
                start = opened.pop()
                if start < mark:
                    yield Format(start, mark, style, address if style is Style.LINK else "")


def _find(text: str, token: Token, at: int, end: int) -> tuple[int, int] | None:
    """Return where the source of an inline token begins and ends, looking from `at`."""
    if token.type in ("softbreak", "hardbreak"):
        pattern = "\n"
    elif token.type == "code_inline":
        found = re.compile(f"(?<!`){token.markup}(?!`)").search(text, at, end)
        if found is None:
            return None
        start, at, pattern = found.start(), found.end(), token.markup
        closing = re.compile(f"(?<!`){pattern}(?!`)").search(text, at, end)
        return None if closing is None else (start, closing.end())
    elif (token.type == "link_close" and not token.markup) or token.type == "image":
        found = _LINK_END.search(text, at, end)
        return None if found is None else found.span()
    else:
        pattern = _MARKS.get((token.type, token.markup)) or token.content or token.markup
    start = text.find(pattern, at, end)
    return None if start < 0 else (start, start + len(pattern))


READER = MarkdownReader()
