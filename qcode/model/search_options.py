"""How the words of a whole query are compared, apart from what the query says itself."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import UserError


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """`exact`: every word as it is written, in no other form. `case`: capitals matter. `fillers`:
    hesitations, pauses and remarks in brackets do not break a phrase. `parts`: words that contain
    a word as a part are found too; None leaves it to the language of the text.
    """

    exact: bool = False
    case: bool = False
    fillers: bool = False
    parts: bool | None = None

    def __str__(self) -> str:
        """Return what `parse_options` reads: "exact case", "fillers no-parts", "" for nothing."""
        words = [name for name in ("exact", "case", "fillers") if getattr(self, name)]
        if self.parts is not None:
            words.append("parts" if self.parts else "no-parts")
        return " ".join(words)


PLAIN = SearchOptions()


def parse_options(text: str) -> SearchOptions:
    """Return the options that a text stands for. Raises `UserError("search_option_unknown")`."""
    options: dict[str, bool] = {}
    for word in text.split():
        name = word.removeprefix("no-")
        if name not in SearchOptions.__dataclass_fields__ or (name != word and name != "parts"):
            raise UserError("search_option_unknown", option=word)
        options[name] = name == word
    return SearchOptions(**options)
