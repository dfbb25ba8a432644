"""Regular expressions as a query has them: Python's, read with care."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache


class PatternError(ValueError):
    """A pattern cannot be read. `at` is where, in code points of the pattern, if that is known."""

    def __init__(self, at: int | None) -> None:
        super().__init__("not a regular expression")
        self.at = at


@lru_cache(maxsize=64)
def compiled(pattern: str, *, case: bool = False) -> re.Pattern[str]:
    """Return a pattern ready to be run; `^` and `$` are the ends of a line.

    Raises `PatternError`.
    """
    flags = re.MULTILINE if case else re.MULTILINE | re.IGNORECASE
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what may mean something else in a later Python
            return re.compile(pattern, flags)
    except re.error as error:
        raise PatternError(error.pos) from None
    except (RecursionError, OverflowError):
        raise PatternError(None) from None


def slashed(pattern: str) -> str:
    """Return a pattern as it can stand between slashes: no bare slash, no space at its head."""
    text = re.sub(r"(\\.)|/", lambda found: found[1] or "\\/", pattern, flags=re.DOTALL)
    return "\\" + text if text[:1].isspace() else text
