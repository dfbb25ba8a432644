"""Controls that a word processor has stretched or shrunk are put around their piece again.

Word takes what is written at the end of a control into it, LibreOffice the heading of the next
section; of a control around a table LibreOffice leaves one around its first cell.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from .docx_controls import content_hash
from .docx_refresh_file import Piece, W, said

_MOST = 60  # blocks of a control in which a piece is looked for


def mend(piece: Piece, base: str) -> Piece:
    """Return the piece whose hash is `base` in its own control; as it is if it is not found."""
    if content_hash(piece.said) == base:
        return piece
    return _shrunk(piece, base) or _stretched(piece, base) or piece


def _stretched(piece: Piece, base: str) -> Piece | None:
    """Put what does not belong to a piece before or behind its control."""
    blocks = list(piece.content)
    texts = [_text(block) for block in blocks]
    if len(blocks) > _MOST or not all(block.tag in (f"{W}p", f"{W}tbl") for block in blocks):
        return None
    for first in range(len(blocks)):
        for last in range(len(blocks), first, -1):
            if content_hash("".join(texts[first:last])) == base:
                for block in blocks[:first]:
                    piece.control.addprevious(block)
                for block in reversed(blocks[last:]):
                    piece.control.addnext(block)
                return piece
    return None


def _shrunk(piece: Piece, base: str) -> Piece | None:
    """Put a control that is left in the first cell of a table around all of it."""
    table = next(piece.control.iterancestors(f"{W}tbl"), None)
    parent = None if table is None else table.getparent()
    if table is None or parent is None:
        return None
    following = table.getnext()
    for blocks in ([table], [table] if following is None else [table, following]):
        if content_hash("".join(map(_text, blocks))) == base:
            break
    else:
        return None
    control = etree.Element(f"{W}sdt")
    properties = piece.control.find(f"{W}sdtPr")
    if properties is not None:
        control.append(deepcopy(properties))
    parent.insert(parent.index(table), control)
    for block in list(piece.content):
        piece.control.addprevious(block)
    cell = piece.control.getparent()
    if cell is not None:
        cell.remove(piece.control)
    etree.SubElement(control, f"{W}sdtContent").extend(blocks)
    return Piece(piece.mark, control)


def _text(block: etree._Element) -> str:
    text = said(block)
    if block.tag != f"{W}p":
        return text
    return text if text.endswith("\n") else f"{text}\n"
