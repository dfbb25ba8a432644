"""Where new pieces go in a report that somebody has worked in.

An excerpt goes behind the one that precedes it in the order of its code, wherever that stands now;
pieces that the author moved out of their order say nothing of where others belong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from .docx_refresh_file import Piece, W, WordFile
from .docx_refresh_graft import Graft
from .docx_refresh_order import Headings, homes, in_order


class Placer:
    """Puts pieces of a new report (`fresh`) into the old file; `there` are those it has."""

    def __init__(
        self,
        old: WordFile,
        fresh: WordFile,
        pieces: Sequence[Piece],
        there: Mapping[str, list[Piece]],
        graft: Graft,
    ) -> None:
        self._old, self._graft, self._pieces = old, graft, pieces
        self._homes = homes(fresh, pieces)
        self._names = {
            piece.mark: piece.said.strip() for piece in pieces if piece.kind == "heading"
        }
        self._controls = {piece.control for piece in pieces}
        self._old_headings, self._new_headings = Headings(old), Headings(fresh)
        self._chapters: dict[str, list[Piece]] = {}
        for piece in pieces:
            self._chapters.setdefault(self._homes.get(piece.mark, ""), []).append(piece)
        self._numbers = {
            piece.mark: at
            for members in self._chapters.values()
            for at, piece in enumerate(members)
        }
        self._main = [p for p in pieces if p.kind == "heading" or not self._homes.get(p.mark)]
        place = {control: at for at, control in enumerate(old.body.iter(f"{W}sdt"))}
        self._anchors: dict[str, etree._Element] = {}  # of pieces in their order, by tag
        self._moved: set[str] = set()  # headings that the author put elsewhere
        for members in (self._main, *self._chapters.values()):
            known = [piece for piece in members if piece.mark in there]
            kept = in_order([place[there[piece.mark][0].control] for piece in known])
            for at, piece in enumerate(known):
                if at in kept:
                    self._anchors[piece.mark] = there[piece.mark][0].control
                elif members is self._main:
                    self._moved.add(piece.mark)

    def chapter(self, piece: Piece) -> str:
        """Return the heading that a piece of the new report stands under."""
        return self._names.get(self._homes.get(piece.mark, ""), "")

    def put(self, fresh: Piece) -> Piece | None:
        """Put a piece in; None where the author has deleted all that it belongs with."""
        home = self._homes.get(fresh.mark, "")
        if home and fresh.kind != "heading":
            return self._into_chapter(fresh, self._chapters[home])
        return self._as_chapter(fresh)

    def _into_chapter(self, fresh: Piece, members: Sequence[Piece]) -> Piece | None:
        at = self._numbers[fresh.mark]
        before = self._nearest(reversed(members[:at]))
        behind = self._nearest(members[at + 1 :])
        if before is None and behind is None:
            return None
        is_first = before is None or members[at - 1].kind not in ("excerpt", "see")
        if before is not None and not (is_first and fresh.kind == "excerpt" and behind is not None):
            return self._insert(fresh, before, after=True)
        assert behind is not None
        return self._insert(fresh, behind, after=False)

    def _nearest(self, pieces: Iterator[Piece] | Sequence[Piece]) -> etree._Element | None:
        return next((self._anchors[p.mark] for p in pieces if p.mark in self._anchors), None)

    def _as_chapter(self, fresh: Piece) -> Piece | None:
        """Put a heading, or a part with its own heading, behind the chapter before it."""
        at = self._main.index(fresh)
        level = self._new_headings.level(fresh.control) if fresh.kind == "heading" else 1
        before = None
        for piece in reversed(self._main[:at]):
            if piece.mark in self._moved:
                continue
            members = self._chapters[piece.mark] if piece.kind == "heading" else [piece]
            before = self._nearest(reversed(members))
            if before is not None:
                break
        blocks = self._with_lead(fresh)
        if before is None:
            behind = self._nearest(self._main[at + 1 :])
            if behind is None:
                return None
            return self._insert(fresh, self._top(behind), after=False, blocks=blocks)
        block = self._top(before)
        while (following := block.getnext()) is not None:
            if self._old_headings.ends_chapter(following, level):
                break
            block = following
        return self._insert(fresh, block, after=True, blocks=blocks)

    def _with_lead(self, fresh: Piece) -> list[etree._Element]:
        """Return a piece with what stands before it and is in no control, such as its heading."""
        blocks = [fresh.control]
        if fresh.kind == "heading":
            return blocks
        for block in fresh.control.itersiblings(preceding=True):
            ends = block.find(f"{W}pPr/{W}sectPr") is not None
            if block in self._controls or ends or block.tag != f"{W}p":
                break
            blocks.insert(0, block)
        following = fresh.control.getnext()
        if following is not None and following.tag == f"{W}p" and len(following) < 2:
            blocks.append(following)  # the end of a table
        return blocks

    def _top(self, element: etree._Element) -> etree._Element:
        """Return the block of the body that an element is in."""
        while (parent := element.getparent()) is not None and parent is not self._old.body:
            element = parent
        return element

    def _insert(
        self,
        fresh: Piece,
        anchor: etree._Element,
        *,
        after: bool,
        blocks: Sequence[etree._Element] = (),
    ) -> Piece:
        given = list(blocks or [fresh.control])
        new = self._graft.blocks(given)
        control = new[given.index(fresh.control)]
        parent, at = _place(anchor, after=after)
        parent[at:at] = new
        self._anchors[fresh.mark] = control
        return Piece(fresh.mark, control)


def _place(anchor: etree._Element, *, after: bool) -> tuple[etree._Element, int]:
    """Return the element that holds blocks, and where in it is beside a control or a block."""
    for above in anchor.iterancestors(f"{W}p"):
        anchor = above  # the outermost: what is beside a line is beside its paragraph
    parent = anchor.getparent()
    assert parent is not None  # a block is in a body
    cell = anchor.find(f"{W}sdtContent/{W}tc")
    if parent.tag == f"{W}tr" and cell is not None:  # the control is around a cell
        return cell, len(cell) if after else int(cell.find(f"{W}tcPr") is not None)
    return parent, parent.index(anchor) + int(after)
