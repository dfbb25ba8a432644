"""The places that the words of a row may have, each with what stands around it, to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from qcode.model.text import Paragraphs

from .language import grouped, tr
from .passage_finding import FoundRow, Place
from .projects import Project

MOST = 500  # places of one row that anybody would look through
_AROUND = 90  # characters on each side


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A place in words: its document, the number of its paragraph, and one line of text.

    `before` and `after` are what stands around `words`, white space folded, cut at words, with
    an ellipsis where the paragraph goes on.
    """

    place: Place
    document: str
    paragraph: int
    before: str
    words: str
    after: str


def shown_places(project: Project, row: FoundRow) -> tuple[ShownPlace, ...]:
    """Return the places of a row in their order, at most `MOST` of them."""
    names = {each.id: each.name for each in project.documents()}
    texts: dict[int, tuple[str, Paragraphs]] = {}
    found = []
    for place in row.places[:MOST]:
        if place.document not in texts:
            text = project.text(place.document).text
            texts[place.document] = text, Paragraphs(text)
        found.append(_shown(place, names[place.document], *texts[place.document]))
    return tuple(found)


def place_words(shown: ShownPlace) -> str:
    """Return a place in one line, for where nothing can be set in bold."""
    line = f"{shown.before}[{shown.words}]{shown.after}"
    words = {"document": shown.document, "number": grouped(shown.paragraph), "line": line.strip()}
    return tr("{document}, paragraph {number}: {line}", **words)


def _shown(place: Place, name: str, text: str, paragraphs: Paragraphs) -> ShownPlace:
    start, end = place.span
    first, last = paragraphs.numbers(place.span)
    begin, finish = paragraphs.span(first).start, paragraphs.span(last).end
    before = text[max(begin, start - _AROUND) : start]
    after = text[end : min(finish, end + _AROUND)]
    if start - _AROUND > begin:
        before = "…" + (before.partition(" ")[2] or before)
    if end + _AROUND < finish:
        after = (after.rpartition(" ")[0] or after) + "…"
    folded = (_folded(before), _folded(text[start:end]), _folded(after))
    return ShownPlace(place, name, first, *folded)


def _folded(text: str) -> str:
    """Return a text in one line that begins and ends with white space where it did."""
    line = " ".join(text.split())
    if not line:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{line}{' ' * text[-1].isspace()}"
