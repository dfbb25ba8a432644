"""Where in the bytes of a Word part its letters are, so that marks can be put between them.

The part is never written anew: what is added goes between bytes that all stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

_CHARACTER = re.compile(rb"&[^;]{1,12};|\r\n|[\x00-\x7f]|[\xc0-\xf7][\x80-\xbf]{1,3}")


@dataclass(slots=True)
class TextPlace:
    """One `w:t`: the bytes of its start tag, its content, and the run that it is in.

    `is_first` and `is_last` are said of the things in its run, besides properties.
    `properties` is the run's `w:rPr` as it is written, `prefix` what names begin with ("w:").
    """

    tag: int
    start: int
    end: int
    run_start: int
    run_end: int
    is_first: bool
    is_last: bool
    properties: bytes
    prefix: bytes
    run_tag: bytes


class _Run:
    """A run that is being read: where it begins, its properties, and its texts."""

    def __init__(self, start: int, depth: int) -> None:
        self.start, self.depth = start, depth
        self.properties_start = -1
        self.properties = b""
        self.children = 0
        self.texts: list[TextPlace] = []
        self.last_child: TextPlace | None = None


class _Finder:
    """Notes where elements begin and end while a part is parsed."""

    def __init__(self, data: bytes, namespace: str) -> None:
        self.found: list[TextPlace] = []
        self._data = data
        self._text, self._run, self._look = (f"{namespace}\n{n}" for n in ("t", "r", "rPr"))
        self._runs: list[_Run] = []
        self._open: list[TextPlace] = []
        self._depth = 0
        self._parser = expat.ParserCreate(namespace_separator="\n")
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._finish

    def parse(self) -> None:
        """Read the whole part."""
        self._parser.Parse(self._data, True)

    def _inside(self) -> _Run | None:
        """Return the run that an element is a child of."""
        run = self._runs[-1] if self._runs else None
        return run if run is not None and run.depth == self._depth - 1 else None

    def _begin(self, name: str, _attributes: dict[str, str]) -> None:
        at, run = self._parser.CurrentByteIndex, self._inside()
        if run is not None and name == self._look:
            run.properties_start = at
        elif run is not None:
            run.children += 1
            run.last_child = None
        if name == self._run:
            self._runs.append(_Run(at, self._depth))
        elif name == self._text:
            self._begin_text(at, run)
        self._depth += 1

    def _begin_text(self, at: int, run: _Run | None) -> None:
        data = self._data
        close = self._close(at)
        tag = re.split(rb"[\s/>]", data[at + 1 : close], maxsplit=1)[0]
        place = TextPlace(at, close, close, -1, -1, False, False, b"", tag[:-1], b"")
        if run is not None:
            place.run_start, place.is_first = run.start, run.children == 1
            place.properties = run.properties
            place.run_tag = data[run.start : self._close(run.start)]
            run.texts.append(place)
            run.last_child = place
        self.found.append(place)
        self._open.append(place)

    def _finish(self, name: str) -> None:
        self._depth -= 1
        at, run = self._parser.CurrentByteIndex, self._inside()
        if name == self._text:
            place = self._open.pop()
            place.end = max(place.start, at)
        elif name == self._look and run is not None:
            run.properties = self._data[run.properties_start : self._close(at)]
        elif name == self._run:
            closed = self._runs.pop()
            for place in closed.texts:
                place.run_end = self._close(at)
                place.is_last = place is closed.last_child

    def _close(self, at: int) -> int:
        return self._data.index(b">", at) + 1


def text_places(data: bytes, namespace: str) -> list[TextPlace]:
    """Return every `w:t` of a part, in order; `data` is UTF-8 and was parsed before."""
    finder = _Finder(data, namespace)
    finder.parse()
    return finder.found


def byte_of(data: bytes, place: TextPlace, offset: int) -> int | None:
    """Return where in the bytes the character `offset` of a `w:t` begins; None if unclear."""
    at = place.start
    for _number in range(offset):
        match = _CHARACTER.match(data, at, place.end)
        if match is None:
            return None
        at = match.end()
    return at
