"""The grammar of Markdown that a report needs: escaped text, labels, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_MARKUP = re.compile(r"[\\`*_\[\]<>|~$^]|&(?=[#A-Za-z])|#$")
_AT_START = re.compile(r"([#+=:-])|(\d{1,9})([.)])")
_ENDS = re.compile(r"^\s+|\s+$")


def escaped(line: str) -> str:
    """Return one line of text as Markdown that shows exactly that text."""
    line = _MARKUP.sub(lambda found: f"\\{found[0]}", line)
    if start := _AT_START.match(line):
        mark, number, stop = start.groups()
        line = (f"\\{mark}" if mark else f"{number}\\{stop}") + line[start.end() :]
    return _ENDS.sub(lambda found: "".join(map(_reference, found[0])), line)


def _reference(space: str) -> str:
    """Return white space so that it survives; CommonMark takes no reference to a control."""
    return f"&#{ord(space)};" if space == "\t" or ord(space) >= 0x20 else space


def md_paragraphs(text: str) -> Iterator[str]:
    """Return a block for each paragraph of a text that is not empty."""
    return (escaped(line) for line in text.split("\n") if line)


def md_labelled(label: str, text: str) -> str:
    """Return blocks that begin with a label in bold and a colon."""
    return f"**{escaped(label)}:** " + "\n\n".join(md_paragraphs(text))


def md_table(headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: int) -> str:
    """Return a table whose last `numbers` columns stand to the right."""
    words = len(headings) - numbers
    lines = [headings, [":--"] * words + ["--:"] * numbers, *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines) + "\n"


def md_cell(text: str) -> str:
    """Return a text as it stands in a table."""
    return "<br>".join(md_paragraphs(text))
