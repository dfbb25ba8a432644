"""Which characters a format can carry, and what becomes of the others; escaping for XML."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from .base import Loss
from .bundle import ExportBundle
from .losses import Lost

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_UTF8 = re.compile("[\ud800-\udfff]")
_AROUND = 20  # code points shown on each side of an example


def escaped(text: str) -> str:
    """Return text as XML character data; a carriage return is kept from line-end folding."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def attribute(text: str) -> str:
    """Return text as it stands between the double quotes of an XML attribute."""
    text = escaped(text).replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;")


def fit_for_xml(text: str) -> str:
    """Return text with U+FFFD in place of what XML 1.0 cannot carry."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def for_xml(bundle: ExportBundle) -> tuple[ExportBundle, tuple[Loss, ...]]:
    """Return the bundle with U+FFFD in place of what XML 1.0 cannot carry, and how many.

    Those are the control characters except tab and line ends, lone surrogates, U+FFFE and
    U+FFFF. What needs no change is not copied.
    """
    return _sifted(bundle, _NOT_XML)


def for_utf8(bundle: ExportBundle) -> tuple[ExportBundle, tuple[Loss, ...]]:
    """Return the bundle with U+FFFD in place of lone surrogates, and how many there were."""
    return _sifted(bundle, _NOT_UTF8)


def _sifted(bundle: ExportBundle, unfit: re.Pattern[str]) -> tuple[ExportBundle, tuple[Loss, ...]]:
    sieve = _Sieve(unfit)
    fit: ExportBundle = sieve.sift(bundle)
    losses = (Loss(Lost.REPLACED, sieve.count, sieve.example),) if sieve.count else ()
    return fit, losses


class _Sieve:
    """Walks through values and counts what it replaces."""

    def __init__(self, unfit: re.Pattern[str]) -> None:
        self._unfit = unfit
        self.count = 0
        self.example = ""

    def sift(self, value: Any) -> Any:
        """Return `value` itself, or its like without the unfit characters."""
        if isinstance(value, str):
            return self._text(value) if self._unfit.search(value) else value
        if isinstance(value, tuple):
            sifted = tuple(map(self.sift, value))
            same = all(new is old for new, old in zip(sifted, value, strict=True))
            return value if same else sifted
        if is_dataclass(value) and not isinstance(value, type):
            old = {field.name: getattr(value, field.name) for field in fields(value)}
            new = {name: self.sift(item) for name, item in old.items()}
            changed = {name: item for name, item in new.items() if item is not old[name]}
            return replace(value, **changed) if changed else value
        return value

    def _text(self, text: str) -> str:
        result, found = self._unfit.subn("\N{REPLACEMENT CHARACTER}", text)
        if not self.count and (first := self._unfit.search(text)):
            around = slice(max(0, first.start() - _AROUND), first.end() + _AROUND)
            self.example = f"U+{ord(first[0]):04X}: {' '.join(result[around].split())}"
        self.count += found
        return result
