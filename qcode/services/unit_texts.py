"""The sources that are read beside the index, cut into units: the last of them stay in memory.

While the index is behind, each key that is typed asks for the same few documents, and reading and
cutting them takes longer than looking through them.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator

from qcode.index.units import Source, SourceKey, SourceUnits

from .projects import Project
from .sources import Sources

_BUDGET = 4_000_000  # characters that are kept

_Version = tuple[str, str]  # hash and language


class UnitTexts:
    """Reads sources of one project. Safe to use from several threads."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._guard = threading.Lock()
        # Of a text that is edited, the version alone that was asked for last.
        self._kept: OrderedDict[SourceKey, tuple[_Version, SourceUnits, int]] = OrderedDict()
        self._held = 0

    def read(self, now: Sources, keys: Iterable[SourceKey]) -> Iterator[SourceUnits]:
        """Yield sources as they are in `now`, each when its turn comes."""
        for key in keys:
            if key.source is Source.DOCUMENT:
                yield self._document(now, key)
            else:
                yield from now.read(self._project, [key])

    def _document(self, now: Sources, key: SourceKey) -> SourceUnits:
        version = now.hashes[key], now.language_of(key)
        with self._guard:
            known = self._kept.get(key)
            if known is not None and known[0] == version:
                self._kept.move_to_end(key)
                return known[1]
        (read,) = now.read(self._project, [key])
        size = sum(len(unit.text) for unit in read.units)
        with self._guard:
            before = self._kept.pop(key, None)
            self._kept[key] = version, read, size
            self._held += size - (before[2] if before is not None else 0)
            while self._held > _BUDGET:
                _key, (_version, _gone, less) = self._kept.popitem(last=False)
                self._held -= less
        return read
