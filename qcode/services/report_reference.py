"""How a quotation refers to its source: a template such as '"{quote}" ({pseudonym}, {role})'."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from string import Formatter

from qcode.model.errors import UserError

QUOTE = "quote"
FIELDS = ("pseudonym", "document", "speaker", "place", "time", "coder", "code")

_MARKS = "\"”“„»«'’‘"
_EMPTY = (
    (re.compile(r"\(\s*(?:[,;:]\s*)+"), "("),  # "(, nurse" → "(nurse"
    (re.compile(r"(?:[,;:]\s*)+(?=[,;)])"), ""),
    (re.compile(r"\s*[(\[]\s*[)\]]"), ""),
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A template that was understood: its pieces before and behind the quotation.

    A piece is words and the name of the field behind them ("" at the end). `marked` tells whether
    the template puts the quotation in marks.
    """

    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]
    marked: bool

    def frame(self, value: Callable[[str], str], marks: tuple[str, str]) -> tuple[str, str]:
        """Return what stands before and behind the words of a short quotation."""
        opening, closing = marks if self.marked else ("", "")
        return _filled(self.before, value) + opening, closing + _filled(self.after, value)

    def alone(self, value: Callable[[str], str]) -> str:
        """Return the reference without the quotation, as it stands under a block."""
        around = f"{_filled(self.before, value)} {_filled(self.after, value)}"
        return " ".join(around.split())


def parse_reference(template: str, attributes: Sequence[str] = ()) -> Reference:
    """Return what a template says; `attributes` are names that fields may have besides `FIELDS`.

    Raises `UserError`: "reference_unreadable" for braces without a partner, "reference_no_quote",
    "reference_field_unknown" with the fields that there are.
    """
    try:
        parsed = list(Formatter().parse(template))
    except ValueError:
        raise UserError("reference_unreadable", template=template) from None
    pieces = [(words, name or "") for words, name, _spec, _conversion in parsed]
    known = {name.casefold(): name for name in (QUOTE, *FIELDS, *attributes)}
    for _words, name in pieces:
        if name and name.strip().casefold() not in known:
            raise UserError("reference_field_unknown", field=name, known=", ".join(known.values()))
    pieces = [(words, name.strip().casefold()) for words, name in pieces]
    places = [at for at, (_words, name) in enumerate(pieces) if name == QUOTE]
    if len(places) != 1:
        raise UserError("reference_no_quote", template=template)
    at = places[0]
    before, after = [*pieces[:at], (pieces[at][0], "")], pieces[at + 1 :]
    words, _none = before[-1]
    marked = words[-1:] in _MARKS and bool(words)
    if marked:
        before[-1] = (words[:-1], "")
        if after and after[0][0][:1] in _MARKS and after[0][0]:
            after[0] = (after[0][0][1:], after[0][1])
    return Reference(tuple(before), tuple(after), marked)


def _filled(pieces: Sequence[tuple[str, str]], value: Callable[[str], str]) -> str:
    """Fill in the fields; what stands around an empty one goes with it."""
    text = "".join(words + (value(name) if name else "") for words, name in pieces)
    for pattern, instead in _EMPTY:
        text = pattern.sub(instead, text)
    return text
