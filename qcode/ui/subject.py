"""What the user is looking at: the thing that an inspector tells about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What can be looked at."""

    SEGMENT = "segment"
    CODE = "code"
    DOCUMENT = "document"
    MEMO = "memo"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing, by its row."""

    sort: Sort
    id: int
