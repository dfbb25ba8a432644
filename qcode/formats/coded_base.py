"""Files that were coded without a program for it: what marks in a text or comments become.

The same name is the same code, in every file; a file has no project around it. Several names
stand in one mark, divided by semicolons or lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from qcode.model.names import LONGEST
from qcode.model.text import Span

from .exchange import (
    ExchangeCode,
    ExchangeCoder,
    ExchangeDocument,
    ExchangeLink,
    ExchangeMemo,
    ExchangeProject,
    ExchangeSegment,
    Held,
)
from .foreign_values import Losses, guid, moment, name, title
from .limits import MAX_FILE_BYTES, read_bytes
from .turns import detect_turns

# What such projects say that they come from: no program, but a way of coding.
COMMENTS = "Word comments"
MARKS = "coded text"
HIGHLIGHTS = "PDF highlights"
BY_HAND = frozenset({COMMENTS, MARKS, HIGHLIGHTS})
TABLE = "table of coded passages"

_KIND = "coded file"
_DIVIDED = re.compile(r"[;\n\u2028]+")


@dataclass(slots=True)
class CodedFile:
    """A file being read. Codes stand in the order in which they are met."""

    path: Path
    losses: Losses = field(default_factory=Losses)
    _codes: dict[str, ExchangeCode] = field(default_factory=dict)
    _coders: dict[str, ExchangeCoder] = field(default_factory=dict)
    _segments: dict[str, ExchangeSegment] = field(default_factory=dict)
    _memos: dict[str, ExchangeMemo] = field(default_factory=dict)
    _document: str = ""

    def begin(self, data: bytes) -> None:
        """Take the bytes of the file, by which it is known again."""
        self._document = guid(_KIND, "document", sha256(data).hexdigest())

    def code(
        self,
        span: Span,
        called: str,
        *,
        coder: str = "",
        note: str = "",
        date: str = "",
        color: str = "",
    ) -> str:
        """Code a passage and return the GUID of that; the same again is not doubled.

        A note becomes a memo on it.

        A code has the `color` ("#rrggbb") with which it is met first.
        """
        code, who, made = self._code(called, color), self._coder(coder), moment(date)
        mark = guid(_KIND, self._document, code, who, *span)
        if mark not in self._segments:
            self._segments[mark] = ExchangeSegment(
                mark, self._document, code, who, *span, made=made
            )
        self._remark((mark,), note, who, made)
        return mark

    def remark(self, codings: Sequence[str], note: str, *, coder: str = "", date: str = "") -> None:
        """Make a memo on codings, by their GUIDs, of what somebody says of them."""
        self._remark(codings, note, self._coder(coder), moment(date))

    def _remark(self, codings: Sequence[str], note: str, who: str, made: str) -> None:
        if note.strip():
            key = guid(_KIND, *codings, note)
            links = tuple(ExchangeLink(segment=each) for each in codings)
            self._memos[key] = ExchangeMemo(
                *(key, title(note), note.strip(), who, "note", made, made), links=links
            )

    def has_code(self, called: str) -> bool:
        """Whether a code of this name was met."""
        return guid(_KIND, "code", name(called)) in self._codes

    def _code(self, called: str, color: str) -> str:
        called = name(called)
        mark = guid(_KIND, "code", called)
        self._codes.setdefault(mark, ExchangeCode(mark, called, color=color))
        return mark

    def _coder(self, called: str) -> str:
        if not called.strip():
            return ""
        mark = guid(_KIND, "coder", name(called))
        self._coders.setdefault(mark, ExchangeCoder(mark, name(called)))
        return mark

    def project(self, origin: str, document: ExchangeDocument) -> ExchangeProject:
        """Return what was read, with the turns of those who speak in it."""
        turns = detect_turns(document.text).turns
        document = replace(document, layout=replace(document.layout, turns=turns))
        return ExchangeProject(
            name=document.name,
            guid=guid(_KIND, self._document, "project"),
            origin=origin,
            coders=tuple(self._coders.values()),
            codes=tuple(self._codes.values()),
            documents=(document,),
            segments=tuple(self._segments.values()),
            memos=tuple(self._memos.values()),
            losses=self.losses.all(),
        )

    @property
    def document(self) -> str:
        """The GUID of the document."""
        return self._document

    def original(self, data: bytes) -> Held:
        """Return the file itself, fetched again when it is wanted."""
        path = self.path
        return Held(path.name, len(data), lambda: read_bytes(path, MAX_FILE_BYTES))


def names_in(words: str) -> list[str]:
    """Return the names of codes in a mark, without the "#" that some write before them."""
    found = (each.strip().removeprefix("#").strip() for each in _DIVIDED.split(words))
    return [each[:LONGEST] for each in found if each]
