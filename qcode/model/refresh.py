"""What refreshing a report does to its pieces."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Uncoded(StrEnum):
    """What becomes of excerpts that are not coded any more."""

    MARK = "mark"
    REMOVE = "remove"
    KEEP = "keep"


class What(StrEnum):
    """What becomes of a piece."""

    NEW = "new"
    CHANGED = "changed"
    UNCODED = "uncoded"
    EDITED = "edited"  # by the author: left alone
    LEFT_OUT = "left-out"  # new, under a heading that the author deleted


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the preview: what happens to which piece; `kind` is the word in its tag.

    `chapter` is the heading it belongs under, `name` its document or title. `before` and `after`
    are what it says, paragraphs on lines of their own.
    """

    what: What
    kind: str
    mark: str
    chapter: str = ""
    name: str = ""
    before: str = ""
    after: str = ""
