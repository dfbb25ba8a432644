"""Documents of Taguette: cleaned HTML, its highlights counted in the UTF-8 bytes of its text.

That text is what a browser has in the nodes of the page: the line ends between the tags count,
the tags do not, and nothing stands for the end of a paragraph.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

from qcode.model.courtesy import give_way
from qcode.model.job import SILENT, Job
from qcode.model.layout import EMPTY, Layout
from qcode.model.text import REPLACEMENT, Span, canonical

from .base import Loss
from .html import read_markup
from .limits import check_length
from .white_space import Respaced

# Each of these takes what it began with to its end, or to that of the page: no place is looked at
# twice, whatever the page is like.
_TAGS = re.compile(
    r"<!--(?s:.*?)(?:-->|\Z)"
    r"|<[a-zA-Z/!?](?:[^>\"']++|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))*+(?:>|\Z)"
)
# A browser leaves out the line end that a block of kept lines begins with.
_KEPT_LINES = re.compile(r"(<(?:pre|textarea|listing)(?:\s[^<>]*)?>)\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TaguetteText:
    """A document as it is read here, and where highlights are in it.

    `is_plain`: the page could not be laid out as it is counted, so the counted text is the text.
    """

    text: str
    layout: Layout
    losses: tuple[Loss, ...]
    is_plain: bool
    places: Respaced

    def span(self, start: int, end: int) -> Span | None:
        """Return the passage of a highlight, None if nothing is in it."""
        return self.places.span(start, end)


def read_contents(contents: str, path: Path, job: Job = SILENT) -> TaguetteText:
    """Read the page of a document; `path` names its project in errors."""
    give_way()
    counted = counted_text(contents)
    check_length(path, len(counted))
    give_way()
    document = read_markup(contents, path, job).finish("html")
    give_way()
    places = Respaced(counted, document.text)
    if places.fits:
        return TaguetteText(document.text, document.layout, document.losses, False, places)
    text, _replaced = canonical(counted)
    return TaguetteText(text, EMPTY, (), True, Respaced(counted, text))


def counted_text(markup: str) -> str:
    """Return the text of a page as a browser has it in its nodes."""
    lines = markup.replace("\r\n", "\n").replace("\r", "\n").replace("\0", REPLACEMENT)
    return html.unescape(_TAGS.sub("", _KEPT_LINES.sub(r"\1", lines)))
