"""What a check of a project found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a project: a code that names it, and where."""

    code: str
    detail: str
