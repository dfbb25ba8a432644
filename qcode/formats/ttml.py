"""Timed Text (.ttml, .dfxp): captions in XML, as broadcasters and film editors exchange them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from qcode.model.job import SILENT, Job

from .base import DEFAULTS, ImportedDocument, ReadOptions
from .cues import Conventions, Cue, build, spoken
from .limits import damaged, read_bytes
from .package import parse_xml
from .turn_clock import milliseconds

_XML = "{http://www.w3.org/XML/1998/namespace}"
_CLOCK = re.compile(r"(\d{1,4}:\d{2}:\d{2})(?:([.,]\d{1,9})|:(\d{1,3})(?:\.\d{1,3})?)?")
_OFFSET = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)(h|ms|m|s|f|t)")
_UNITS = {"h": 3_600_000.0, "m": 60_000.0, "s": 1000.0, "ms": 1.0}
_LANGUAGE = re.compile(r"[a-z]{2}(?=$|-)")
_SPACE = re.compile(r"[ \t\r\n]+")
_SPACES = re.compile(r" {2,}")
_AROUND_BREAK = re.compile(r" ?\n ?")


class TtmlReader:
    """Reads paragraphs with their times and their agents."""

    name = "ttml"
    suffixes = (".ttml", ".dfxp")

    def read(
        self, path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
    ) -> ImportedDocument:
        """Read the paragraphs: their words are the text, times and agents the turns."""
        root = parse_xml(read_bytes(path), path, self.name)
        job.check()
        if _local(root) != "tt":
            raise damaged(path, self.name)
        document, placed = build(path, _Timed(root).cues(), kind=self.name, encoding="", losses=())
        found = _LANGUAGE.match(root.get(f"{_XML}lang", "").lower())
        document = replace(document, language=found[0] if found else "")
        return spoken(document, placed, options.turn_dialect, Conventions.all_called(self.name))


READER = TtmlReader()


class _Timed:
    """A file, with the names of its agents and the lengths of its frames and ticks."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        told = {etree.QName(name).localname: str(said) for name, said in root.attrib.items()}
        rate = _number(told.get("frameRate"), 30.0)
        times, _, per = told.get("frameRateMultiplier", "").replace(":", " ").partition(" ")
        self._frame = 1000.0 / (rate * _number(times, 1.0) / _number(per, 1.0))
        self._tick = 1000.0 / _number(told.get("tickRate"), 1.0)
        self._names = dict(_agents(root))

    def cues(self) -> Iterator[Cue]:
        """Yield the paragraphs. A time counts from where what surrounds it begins."""
        for paragraph in self._root.iter("{*}p"):
            begin = sum(self._own(above, "begin") or 0 for above in paragraph.iterancestors())
            start, end = self._own(paragraph, "begin"), self._own(paragraph, "end")
            long = self._own(paragraph, "dur")
            if end is None and start is not None and long is not None:
                end = start + long
            yield Cue(
                _words(paragraph),
                None if start is None else start + begin,
                None if end is None else end + begin,
                self._speaker(paragraph),
            )

    def _own(self, element: etree._Element, name: str) -> int | None:
        said = element.get(name, "").strip()
        if match := _CLOCK.fullmatch(said):
            whole = milliseconds(match[1] + (match[2] or ""))
            return None if whole is None else whole + round(int(match[3] or 0) * self._frame)
        if match := _OFFSET.fullmatch(said):
            unit = {**_UNITS, "f": self._frame, "t": self._tick}[match[2]]
            return round(float(match[1]) * unit)
        return None

    def _speaker(self, paragraph: etree._Element) -> str | None:
        """Return the agent of a paragraph, of what stands in it or of what it stands in."""
        for element in (paragraph, *paragraph.iter("{*}span"), *paragraph.iterancestors()):
            for name, value in element.attrib.items():
                if str(name).endswith("}agent") and value.strip():
                    first = str(value).split()[0]
                    return self._names.get(first, first)
        return None


def _agents(root: etree._Element) -> Iterator[tuple[str, str]]:
    for agent in root.iter("{*}agent"):
        named = (" ".join(_raw(name).split()) for name in agent.iter("{*}name"))
        if name := next(filter(None, named), ""):
            yield agent.get(f"{_XML}id", ""), name


def _words(paragraph: etree._Element) -> str:
    """Return what a paragraph says: white space as in any XML, breaks as line feeds."""
    return _AROUND_BREAK.sub("\n", _SPACES.sub(" ", _raw(paragraph))).strip()


def _raw(element: etree._Element) -> str:
    """Return the words of an element, which is never deep, and of those within it."""
    words = [_SPACE.sub(" ", element.text or "")]
    for child in element:
        name = _local(child)
        if name == "br":
            words.append("\n")
        elif name and name != "metadata":
            words.append(_raw(child))
        words.append(_SPACE.sub(" ", child.tail or ""))
    return "".join(words)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _number(said: str | None, default: float) -> float:
    try:
        value = float(said or default)
    except ValueError:
        return default
    return value if 0.001 <= value <= 1e9 else default
