"""Canonical text and the units its positions are counted in."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a canonical text: code points `start` to `end`, half-open."""

    start: int
    end: int
