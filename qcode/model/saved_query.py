"""Queries that are kept in the project under a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from .segment import CoderId

QueryId = NewType("QueryId", int)


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with its name. `options` are as `parse_options` reads them."""

    id: QueryId
    guid: str
    name: str
    text: str
    options: str
    coder: CoderId
    created: str  # UTC, ISO 8601
    changed: str
