"""Bringing a report that somebody works in up to date: a new report is merged into the old file.

A piece is replaced only where it still says what the report once wrote there. What its author
changed, moved, deleted or wrote around it stays; what the report wrote is remembered in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.refresh import Change, Uncoded, What

from .docx_controls import content_hash
from .docx_refresh_chart import Charts
from .docx_refresh_file import Piece, WordFile, by_mark, hash_of
from .docx_refresh_graft import Graft
from .docx_refresh_mend import mend
from .docx_refresh_place import Placer
from .docx_refresh_uncoded import Uncoder
from .docx_template import W
from .manuscript_comments import copy_package

_SAME = str.maketrans(
    {**dict.fromkeys("“”„«»″", '"'), **dict.fromkeys("‘’‚′", "'"), **dict.fromkeys("–—‑", "-")}
)


@dataclass(frozen=True, slots=True)
class Merged:
    """A report brought up to date: what changes, and the parts of the file that are other."""

    changes: tuple[Change, ...]
    parts: Mapping[str, bytes]

    @property
    def writes(self) -> bool:
        """Whether the file is to be written at all."""
        return bool(self.parts)


def merge(
    old: WordFile, fresh: Path, *, uncoded: Uncoded, label: str, date: str, job: Job = SILENT
) -> Merged:
    """Merge a new report into an old file, which is not written here.

    `label` is put over excerpts that are not coded any more, where these are marked.
    """
    if not old.record.part:
        raise UserError("report_unmarked", name=old.path.name)
    return _Merger(old, WordFile(fresh), job).run(uncoded, label, date)


def write(old: Path, out: Path, merged: Merged, job: Job = SILENT) -> None:
    """Write the file, which must not exist, with all other parts as they are."""
    copy_package(old, out, merged.parts, job)


class _Merger:
    """One merging."""

    def __init__(self, old: WordFile, fresh: WordFile, job: Job) -> None:
        self._old, self._job = old, job
        self._fresh = fresh.pieces()
        self._before = {name: _bytes(root) for name, root in old.xml.items()}
        found = old.pieces(piece.mark for piece in self._fresh)
        hashes = old.record.hashes
        self._there = by_mark(
            piece if piece.kind == "chart" else mend(piece, hashes.get(piece.mark, ""))
            for piece in found
        )
        self._graft, self._charts = Graft(old, fresh), Charts(old, fresh)
        self._placer = Placer(old, fresh, self._fresh, self._there, self._graft)
        self._changes: list[Change] = []

    def run(self, uncoded: Uncoded, label: str, date: str) -> Merged:
        """Do all of it; return what changed."""
        for number, piece in enumerate(self._fresh):
            self._job.check()
            self._job.progress(number, len(self._fresh))
            known = piece.mark in self._there or piece.mark in self._old.record.hashes
            if piece.kind == "chart" and known:
                self._redraw(piece)
            elif piece.mark in self._there:
                self._bring_up_to_date(piece)
            elif not known:
                self._put_in(piece)
        wanted = {piece.mark for piece in self._fresh}
        uncoder = Uncoder(self._old, self._there, wanted, uncoded, label)
        for piece, is_ours, words in uncoder.run():
            what = What.UNCODED if is_ours else What.EDITED
            self._say(what, piece.kind, piece.mark, piece.name, uncoder.chapter(piece), words, "")
        written = self._written(date)
        return Merged(tuple(self._changes), written)

    def _bring_up_to_date(self, fresh: Piece) -> None:
        record = self._old.record
        new, digest = fresh.said, hash_of(fresh)
        chapter = self._placer.chapter(fresh)
        for piece in self._there[fresh.mark]:
            now = piece.said
            base = record.hashes.get(fresh.mark, "")
            is_ours = content_hash(now) == base
            other = self._graft.regions.differ(piece.content, fresh.content)
            if now == new and self._has_notes(piece, fresh) and not other:
                record.hashes[fresh.mark] = digest
            elif now == new or is_ours:
                self._graft.replace(piece, fresh)
                record.hashes[fresh.mark] = hash_of(piece)
                record.uncoded.discard(fresh.mark)
                self._say(What.CHANGED, fresh.kind, fresh.mark, fresh.name, chapter, now, new)
            elif _loosely(now) != _loosely(new):
                self._say(What.EDITED, fresh.kind, fresh.mark, fresh.name, chapter, now, new)

    def _redraw(self, fresh: Piece) -> None:
        """Bring a chart up to date; one that its author replaced or changed stays."""
        hashes, new = self._old.record.hashes, self._charts.in_fresh(fresh)
        if new is None:
            return
        for piece in self._there.get(fresh.mark, []):
            now = self._charts.in_old(piece)
            is_ours = now is not None and content_hash(now) == hashes.get(fresh.mark)
            if now == new:
                hashes[fresh.mark] = content_hash(new)
                continue
            if is_ours:
                self._charts.redraw(piece, fresh)
                hashes[fresh.mark] = content_hash(new)
            what = What.CHANGED if is_ours else What.EDITED
            self._say(what, fresh.kind, fresh.mark, fresh.name, "", now or "", new)

    def _has_notes(self, piece: Piece, fresh: Piece) -> bool:
        """Tell whether a piece has the notes it should; one that was deleted does not come back."""
        there, wanted = self._graft.own_notes(piece), self._graft.fresh_notes(fresh)
        return not (wanted - self._old.record.notes) and there <= wanted

    def _put_in(self, fresh: Piece) -> None:
        placed = self._placer.put(fresh)
        what = What.LEFT_OUT if placed is None else What.NEW
        drawn = self._charts.in_fresh(fresh) if fresh.kind == "chart" else None
        if placed is not None:
            if drawn is not None:
                self._charts.bring(placed, fresh)
            self._there[fresh.mark] = [placed]
            said = placed.said if drawn is None else drawn
            self._old.record.hashes[fresh.mark] = content_hash(said)
        chapter = self._placer.chapter(fresh)
        self._say(what, fresh.kind, fresh.mark, fresh.name, chapter, "", drawn or fresh.said)

    def _say(
        self, what: What, kind: str, mark: str, name: str, chapter: str, before: str, after: str
    ) -> None:
        self._changes.append(
            Change(what, kind, mark, chapter, name, before.rstrip("\n"), after.rstrip("\n"))
        )

    def _written(self, date: str) -> dict[str, bytes]:
        """Return the parts that are other than before; none where nothing is to be done."""
        if all(change.what in (What.EDITED, What.LEFT_OUT) for change in self._changes):
            return {}
        self._graft.tidy()
        for mark, pieces in self._there.items():
            for piece in pieces:
                _restore_tag(piece, mark)
        self._old.keep_record(date)
        now = {name: _bytes(root) for name, root in self._old.xml.items()}
        other = {name: data for name, data in now.items() if self._before.get(name) != data}
        return {**other, **self._charts.parts, **self._graft.regions.parts}


def _restore_tag(piece: Piece, mark: str) -> None:
    """Give a control its tag again, which LibreOffice drops."""
    properties = piece.control.find(f"{W}sdtPr")
    if properties is not None and properties.find(f"{W}tag") is None:
        tag = etree.Element(f"{W}tag")
        tag.set(f"{W}val", mark)
        alias = properties.find(f"{W}alias")
        properties.insert(0 if alias is None else properties.index(alias) + 1, tag)


def _loosely(text: str) -> str:
    """Return a text without what programs change by themselves: signs for quotes, spaces."""
    return " ".join(text.translate(_SAME).split())


def _bytes(root: etree._Element) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
