"""Pieces of a report that the project has no more: marked, removed or kept, as asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from lxml import etree

from qcode.model.refresh import Uncoded

from .docx_controls import content_hash
from .docx_refresh_file import Piece, W, WordFile, hash_of
from .docx_refresh_graft import keep_section
from .docx_refresh_order import Headings

_EXCERPTS = ("excerpt", "see")
_NEVER = ("chart",)


class Uncoder:
    """Finds them and deals with them. `wanted` are the tags that the new report has."""

    def __init__(
        self,
        old: WordFile,
        there: Mapping[str, list[Piece]],
        wanted: Set[str],
        mode: Uncoded,
        label: str,
    ) -> None:
        self._old, self._mode, self._label = old, mode, label
        self._wanted = wanted
        self._headings = Headings(old)
        self._gone = [
            piece
            for mark, pieces in there.items()
            if mark not in wanted and mark in old.record.hashes
            for piece in pieces
            if piece.kind not in _NEVER
        ]
        self._chapters = self._chapters_now()

    def run(self) -> Iterator[tuple[Piece, bool, str]]:
        """Yield each piece, whether it still says what the report wrote, and what it said."""
        if self._mode is Uncoded.KEEP:
            return
        record = self._old.record
        headings = [piece for piece in self._gone if piece.kind == "heading"]
        for piece in (p for p in self._gone if p.kind != "heading"):
            words = piece.said
            if content_hash(words) != record.hashes[piece.mark]:
                if piece.kind in _EXCERPTS:
                    yield piece, False, words
            elif self._is_elsewhere(piece) or self._is_removed(piece):
                self._remove(piece)
                yield piece, True, words
            elif piece.kind in _EXCERPTS and piece.mark not in record.uncoded:
                self._set_mark(piece)
                yield piece, True, words
        for piece in reversed(headings if self._mode is Uncoded.REMOVE else []):
            words = piece.said
            is_ours = content_hash(words) == record.hashes[piece.mark]
            if is_ours and self._is_empty(piece):
                self._remove(piece)
                yield piece, True, words

    def chapter(self, piece: Piece) -> str:
        """Return the heading that a piece stood under."""
        return self._chapters.get(piece.control, "")

    def _chapters_now(self) -> dict[etree._Element, str]:
        found, heading = dict[etree._Element, str](), ""
        for piece in self._old.pieces(self._wanted):
            if piece.kind == "heading":
                heading = piece.said.strip()
            found[piece.control] = heading
        return found

    def _is_removed(self, piece: Piece) -> bool:
        return self._mode is Uncoded.REMOVE or piece.kind == "count"

    def _is_elsewhere(self, piece: Piece) -> bool:
        """Tell whether it stands there in its other form: in full, or as a reference."""
        if piece.kind not in _EXCERPTS:
            return False
        other = _EXCERPTS[piece.kind == "excerpt"]
        return piece.mark.replace(f":{piece.kind}:", f":{other}:", 1) in self._wanted

    def _is_empty(self, heading: Piece) -> bool:
        """Tell whether nothing stands between a heading and the next."""
        level = self._headings.level(heading.control)
        following = heading.control.getnext()
        return following is None or self._headings.ends_chapter(following, level)

    def _remove(self, piece: Piece) -> None:
        parent = piece.control.getparent()
        if parent is None:
            return
        kept: list[etree._Element] = []
        for last in list(piece.content)[-1:]:
            keep_section(last, kept)
        at = parent.index(piece.control)
        parent[at : at + 1] = kept
        if parent.tag == f"{W}tc" and parent.find(f"{W}p") is None:
            etree.SubElement(parent, f"{W}p")  # a cell must end with a paragraph
        self._old.record.hashes.pop(piece.mark, None)
        self._old.record.uncoded.discard(piece.mark)

    def _set_mark(self, piece: Piece) -> None:
        """Say over an excerpt that it is not coded any more."""
        content = piece.content
        cell = content.find(f"{W}tc")
        place = content if cell is None else cell
        run = etree.Element(f"{W}r")
        words = etree.SubElement(run, f"{W}t")
        words.text = self._label
        first = place.find(f"{W}p")
        if first is None:  # inside a paragraph
            words.text += " "
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            place.insert(0, run)
        else:
            line = etree.Element(f"{W}p")
            properties = etree.SubElement(line, f"{W}pPr")
            self._style(properties, "pStyle", "qcode hint")
            etree.SubElement(properties, f"{W}keepNext")
            line.append(run)
            place.insert(place.index(first), line)
        self._old.record.hashes[piece.mark] = hash_of(piece)
        self._old.record.uncoded.add(piece.mark)

    def _style(self, properties: etree._Element, kind: str, name: str) -> None:
        styles = self._old.part("styles")
        for style in () if styles is None else styles.iterchildren(f"{W}style"):
            named = style.find(f"{W}name")
            if named is not None and (named.get(f"{W}val") or "").lower() == name:
                use = etree.SubElement(properties, f"{W}{kind}")
                use.set(f"{W}val", style.get(f"{W}styleId") or "")
