"""Single values of a project as strict programs take them: attributes, moments, quotations."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

from qcode.formats.characters import attribute, escaped, fit_for_xml
from qcode.model.boundaries import grapheme_start

QUOTED = 100  # code points of a passage that its name shows
_EDGE = 20  # as many may be left out so that no word is cut
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z", re.ASCII)
_BREAKS = re.compile(r"\s+")
_ELLIPSIS = "…"


def given(name: str, value: str) -> str:
    """Return an attribute with a space before it, or "" for one that says nothing."""
    return f' {name}="{attribute(fit_for_xml(value))}"' if value else ""


def required(name: str, value: str) -> str:
    """Return an attribute with a space before it, also one that is empty."""
    return f' {name}="{attribute(fit_for_xml(value))}"'


def text_of(name: str, text: str) -> str:
    """Return an element that holds only text, or "" for none."""
    return f"<{name}>{escaped(fit_for_xml(text))}</{name}>\n" if text else ""


@lru_cache(maxsize=4096)
def moment(text: str) -> str:
    """Return a moment of UTC as `xsd:dateTime` with its zone; "" for what is none.

    Fractions of a second, which not every program reads, are left out.
    """
    if not text:
        return ""
    if _MOMENT.fullmatch(text):
        text = f"{text[:19]}+00:00"  # the usual form, which needs no arithmetic
    try:
        found = datetime.fromisoformat(text)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return f"{found.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def moment_again(text: str) -> str:
    """Return how a moment is read that was written by `moment`: as QCode keeps moments."""
    written = moment(text)
    return f"{written[:-1]}.000Z" if written else ""


def quotation(text: str, start: int, end: int) -> str:
    """Return a passage as the name of its selection: on one line, and long ones shortened.

    What is cut off is replaced by an ellipsis, at the end of a word if there is one near.
    """
    words = text[start : min(end, start + 4 * QUOTED)]
    shown = _BREAKS.sub(" ", fit_for_xml(words)).strip()
    whole = len(words) == end - start
    if whole and len(shown) <= QUOTED:
        return shown
    if len(shown) > QUOTED:
        edge = shown.rfind(" ", QUOTED - _EDGE, QUOTED + 1)
        cut = edge if edge > 0 else grapheme_start(shown, QUOTED)
        shown = shown[:cut]
    return shown.rstrip() + _ELLIPSIS
