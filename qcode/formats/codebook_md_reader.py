"""Reading a codebook out of Markdown: headings or lists or a table, whichever has the codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from qcode.model.code_entries import CodeEntry
from qcode.model.errors import UserError

from .codebook_base import CodebookFile, EntryTree
from .codebook_columns import guess, score, text_said
from .codebook_table import read_table
from .encoding import decode
from .limits import MAX_TEXT_BYTES, damaged, read_bytes
from .refi.values import read_color, read_guid
from .sheet import Sheet

KIND = "Markdown"
_PARSER = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")
_ABOUT = re.compile(r'<!-- code level="(\d{1,3})" guid="([^"]*)" color="([^"]*)" -->\s*')
_MAX_BYTES = MAX_TEXT_BYTES // 16
_MAX_PARAGRAPH = 50_000  # code points: the parser's time grows with their square
# What stands before a text: **Use when:** or *Use when*:
_LABEL = re.compile(r"(.{1,40}?)\s*:\s*")


def read(path: Path) -> CodebookFile:
    """Read a codebook as people write one in Markdown, or as it was written here."""
    return read_text(decode(read_bytes(path, _MAX_BYTES)).text, path)


def read_text(text: str, path: Path) -> CodebookFile:
    """Read a codebook; `path` names it in errors."""
    if max(map(len, text.split("\n\n"))) > _MAX_PARAGRAPH:
        raise UserError("paragraph_too_long", name=path.name, limit=_MAX_PARAGRAPH)
    try:
        tokens = _PARSER.parse(text)
    except (RecursionError, ValueError, IndexError) as error:
        raise damaged(path, KIND) from error
    if (table := _table(tokens)) is not None:
        return read_table(table, guess(table), path, kind="md")
    codes = list(_headed(tokens))
    if not codes:
        codes = list(_listed(tokens))
    tree = EntryTree(path)
    above: list[tuple[int, int]] = []
    for code in codes:
        while above and above[-1][0] >= code.level:
            above.pop()
        parent = above[-1][1] if above else None
        above.append((code.level, tree.add(parent, code.entry())))
    return tree.file("md")


@dataclass(slots=True)
class _Code:
    """A code that is being read: its texts grow by paragraphs."""

    level: int
    name: str
    guid: str = ""
    color: str = ""
    ours: bool = False
    at: str = "definition"
    texts: dict[str, list[str]] = field(default_factory=dict)

    def take(self, label: str, text: str) -> None:
        """Take in a paragraph; without a label of its own it goes on with the last text."""
        self.at = text_said(label) or self.at
        self.texts.setdefault(self.at, []).append(text)

    def entry(self) -> CodeEntry:
        """Return what was read."""
        texts = {name: "\n\n".join(parts) for name, parts in self.texts.items()}
        return CodeEntry((self.name,), self.guid, self.color, **texts)


def _headed(tokens: Sequence[Token]) -> Iterator[_Code]:
    """Yield the codes of headings. A first heading above all others is the title of the file."""
    levels = [int(token.tag[1:]) for token in tokens if token.type == "heading_open"]
    title = len(levels) > 1 and levels[0] == 1 and levels.count(1) == 1
    ours = any(token.type == "html_block" and _ABOUT.match(token.content) for token in tokens)
    if len(levels) == 1 and levels[0] == 1 and not ours:
        return  # a title and a list
    code: _Code | None = None
    quoted = 0
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            if code is not None:
                yield code
            name = _plain(tokens[number + 1])
            code = _Code(int(token.tag[1:]), name)
            if title:
                code, title = None, False
        elif token.type == "html_block" and code is not None:
            _describe(code, token.content)
        elif token.type in ("blockquote_open", "blockquote_close"):
            quoted += 1 if token.type == "blockquote_open" else -1
        elif token.type == "paragraph_open" and code is not None:
            _take(code, tokens[number + 1], quoted=quoted > 0)
    if code is not None:
        yield code


def _describe(code: _Code, comment: str) -> None:
    about = _ABOUT.fullmatch(comment)
    if about is not None:
        code.level, code.guid, code.color = int(about[1]), read_guid(about[2]), read_color(about[3])
        code.ours = True


def _take(code: _Code, inline: Token, *, quoted: bool) -> None:
    """Take in a paragraph; of those written here, quotations and counts are not the code's own."""
    children = [child for child in inline.children or [] if child.content or child.type != "text"]
    kinds = [child.type for child in children]
    if code.ours and (quoted or (kinds and kinds[0] == "em_open" and kinds[-1] == "em_close")):
        return
    label = ""
    if kinds[:1] in (["strong_open"], ["em_open"]):
        end = kinds.index("strong_close" if kinds[0] == "strong_open" else "em_close")
        words = _words(children[:end]).strip()
        rest = _words(children[end:])
        if words.endswith(":") or rest.lstrip().startswith(":"):
            label = words.rstrip(":").strip()
        if text_said(label):
            code.take(label, rest.removeprefix(":").removeprefix(" "))
            return
    text = _words(children)
    found = None if code.ours else _LABEL.match(text)
    if found is not None and text_said(found[1]):
        code.take(found[1], text[found.end() :])
        return
    if quoted:
        code.texts.setdefault("example", []).append(text)
        return
    code.take("", text)


def _listed(tokens: Sequence[Token]) -> Iterator[_Code]:
    """Yield the codes of lists: an item a code, its first words up to a colon or dash the name."""
    depth = 0
    code: _Code | None = None
    for number, token in enumerate(tokens):
        if token.type == "list_item_open":
            if code is not None:
                yield code
            depth += 1
            code = _Code(depth, "")
        elif token.type == "list_item_close":
            depth -= 1
        elif token.type == "paragraph_open" and depth and code is not None:
            text = _plain(tokens[number + 1])
            if code.name:
                code.take("", text)
                continue
            parted = re.split(r":\s+|\s+[-–—]\s+|\n", text, maxsplit=1)
            code.name = parted[0].rstrip(": ")
            if len(parted) > 1:
                code.take("", parted[1])
    if code is not None:
        yield code


def _table(tokens: Sequence[Token]) -> Sheet | None:
    """Return the first table that looks like a codebook."""
    rows: list[tuple[str, ...]] = []
    for number, token in enumerate(tokens):
        if token.type == "table_open":
            rows = []
        elif token.type == "tr_open":
            rows.append(())
        elif token.type in ("th_open", "td_open"):
            rows[-1] = (*rows[-1], _plain(tokens[number + 1]))
        elif token.type == "table_close":
            sheet = Sheet("", tuple(rows))
            if score(sheet) and len(rows) > 1:
                return sheet
    return None


def _plain(inline: Token) -> str:
    return _words(inline.children or [])


def _words(children: Sequence[Token]) -> str:
    """Return the words of a line without its marks."""
    parts = []
    for child in children:
        line_break = child.type == "html_inline" and child.content.lower().startswith("<br")
        if line_break or child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
    return "".join(parts)
