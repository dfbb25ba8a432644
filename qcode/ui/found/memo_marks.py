"""Markdown as one types it: what Enter continues, and what bold, a heading or a list change.

Pure functions on one line. Positions are code points of the line; nothing here knows Qt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

HEADING = re.compile(r"(#{1,6}) +(?=\S)")
QUOTE = re.compile(r" {0,3}> ?")
ITEM = re.compile(r"( *)([-*+]|\d{1,9}[.)]) (?:\[[ xX]\] )?")
STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*_])")
LINK = re.compile(r"(\[)((?:\\.|[^\[\]\\])+)(\]\((?:https?://|mailto:)[^\s()]+\))")
_BLOCK = re.compile(r"(?:#{1,6} +| {0,3}> ?| *(?:[-*+]|\d{1,9}[.)]) )?")


class Edit(NamedTuple):
    """Put `text` in place of `start` to `end`."""

    start: int
    end: int
    text: str


class Block(StrEnum):
    """What a line can be made."""

    HEADING = "heading"
    LIST = "list"
    NUMBERED = "numbered"
    QUOTE = "quote"


_MARKS = {Block.LIST: "- ", Block.NUMBERED: "1. ", Block.QUOTE: "> "}


def next_line(line: str) -> str | None:
    """Return what the line after this one begins with; None if Enter should end a list here."""
    item = ITEM.match(line)
    if item is not None:
        if not line[item.end() :].strip():
            return None
        indent, mark = item.group(1), item.group(2)
        if mark[:-1].isdecimal():
            mark = f"{int(mark[:-1]) + 1}{mark[-1]}"
        box = "[ ] " if item.group().endswith("] ") else ""
        return f"{indent}{mark} {box}"
    quote = QUOTE.match(line)
    if quote is not None:
        return quote.group() if line[quote.end() :].strip() else None
    return ""


def toggled(line: str, start: int, end: int, mark: str) -> list[Edit]:
    """Return the edits that set a stretch in marks, or take them off again; last one first.

    An empty stretch means the word it is in.
    """
    if start == end:
        word = _word_at(line, start)
        start, end = word.span() if word is not None else (start, end)
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    pattern = STRONG if len(mark) == 2 else EMPHASIS
    for found in pattern.finditer(_without_strong(line) if len(mark) == 1 else line):
        size = len(mark)
        if found.start() <= start and end <= found.end() and end > start:
            return [
                Edit(found.end() - size, found.end(), ""),
                Edit(found.start(), found.start() + size, ""),
            ]
    return [Edit(end, end, mark), Edit(start, start, mark)]


def made(lines: Sequence[str], block: Block) -> list[Edit]:
    """Return one edit for the beginning of each line; lines that are all so already are freed."""
    heads = [_BLOCK.match(line) for line in lines]
    already = [head is not None and _is(head.group(), block) for head in heads]
    edits: list[Edit] = []
    for number, head in enumerate(heads, 1):
        assert head is not None  # the pattern fits the empty beginning too
        mark = f"{number}. " if block is Block.NUMBERED else _MARKS.get(block, "## ")
        if all(already):
            mark = _lower(head.group()) if block is Block.HEADING else ""
        edits.append(Edit(0, head.end(), mark))
    return edits


def _is(head: str, block: Block) -> bool:
    match block:
        case Block.HEADING:
            return head.startswith("#")
        case Block.QUOTE:
            return head.strip() == ">"
        case Block.LIST:
            return head.strip() in ("-", "*", "+")
        case Block.NUMBERED:
            return head.strip()[:-1].isdecimal()


def _lower(head: str) -> str:
    """Return the mark of the next smaller heading: two sizes are enough, then it is plain text."""
    return "### " if head.strip() == "##" else ""


def _word_at(line: str, position: int) -> re.Match[str] | None:
    return next(
        (word for word in re.finditer(r"\w+", line) if word.start() <= position <= word.end()), None
    )


def _without_strong(line: str) -> str:
    """Return a line of the same length in which the marks of strong words are no marks."""
    shown = list(line)
    for start, end in strong_marks(line):
        shown[start:end] = "\N{OBJECT REPLACEMENT CHARACTER}" * (end - start)
    return "".join(shown)


def strong_marks(line: str) -> Iterator[tuple[int, int]]:
    """Yield where the marks of strong words are."""
    for found in STRONG.finditer(line):
        yield found.start(), found.start() + 2
        yield found.end() - 2, found.end()
