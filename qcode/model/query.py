"""The query language of the search pane: its tree and the printer (`query_parser` reads it).

    trygghet            every form of the word, by the language of each text
    =trygghet           exactly this form
    "social trygghet"   these words, in this order, as written; a star may end a word
    trygg*              every word that begins so
    a b, a AND b        both in the same turn or paragraph;  OR, NOT and ( ) as usual
    speaker:Anna        a field; values with spaces in quotes: code:"Tillit/Tillit till staden"

Only the upper-case English words are operators, and only the names in `FieldName` are fields. A
backslash makes the next character an ordinary one. Punctuation that stands alone is passed over.
What a word matches is decided by `qcode.index`; this module knows the form of a query only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from .text import Span

NOWHERE = Span(0, 0)
QUOTES = '"“”„«»'
SPECIAL = "\\()*:= " + QUOTES
OPERATORS = frozenset({"AND", "OR", "NOT"})


class FieldName(StrEnum):
    """What a search can be narrowed to, besides the words of a text."""

    SPEAKER = "speaker"
    DOCUMENT = "document"
    KIND = "kind"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class _Node:
    """`span` is where the node stands in the query, in code points; two nodes may differ in it."""

    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Word(_Node):
    """A word in every form, or in exactly this one. `text` has a letter or a digit in it."""

    text: str
    exact: bool = False

    def __post_init__(self) -> None:
        _require_word(self.text)


@dataclass(frozen=True, slots=True)
class Phrase(_Node):
    """Words that follow one another, as written."""

    text: str

    def __post_init__(self) -> None:
        _require_word(self.text)


@dataclass(frozen=True, slots=True)
class Prefix(_Node):
    """Every word that begins with `text`."""

    text: str

    def __post_init__(self) -> None:
        _require_word(self.text)


@dataclass(frozen=True, slots=True)
class Field(_Node):
    """What is said by a speaker, in a document, under a code and so on."""

    name: FieldName
    value: str

    def __post_init__(self) -> None:
        if not self.value.strip():
            raise ValueError("a field has a value")


@dataclass(frozen=True, slots=True)
class And(_Node):
    """All the parts in one unit."""

    parts: tuple[Query, ...]

    def __post_init__(self) -> None:
        _require_two(self.parts)


@dataclass(frozen=True, slots=True)
class Or(_Node):
    """At least one of the parts."""

    parts: tuple[Query, ...]

    def __post_init__(self) -> None:
        _require_two(self.parts)


@dataclass(frozen=True, slots=True)
class Not(_Node):
    """Every unit without the part."""

    part: Query


TextLeaf = Word | Phrase | Prefix
Leaf = TextLeaf | Field
Query = Leaf | And | Or | Not


def _require_word(text: str) -> None:
    if not has_word(text):
        raise ValueError(f"no letter or digit in {text!r}")


def _require_two(parts: tuple[Query, ...]) -> None:
    if len(parts) < 2:
        raise ValueError("AND and OR join two or more parts")


def has_word(text: str) -> bool:
    """Return whether there is a letter or a digit to search for."""
    return any(character.isalnum() for character in text)


def leaves(query: Query) -> Iterator[Leaf]:
    """Yield the leaves from left to right, those under NOT too."""
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from leaves(part)
    elif isinstance(query, Not):
        yield from leaves(query.part)
    else:
        yield query


def wanted(query: Query) -> Iterator[TextLeaf]:
    """Yield the text leaves that a hit may show: those not under a NOT, or under an even number."""
    yield from _wanted(query, positive=True)


def _wanted(query: Query, *, positive: bool) -> Iterator[TextLeaf]:
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from _wanted(part, positive=positive)
    elif isinstance(query, Not):
        yield from _wanted(query.part, positive=not positive)
    elif positive and not isinstance(query, Field):
        yield query


def print_query(query: Query) -> str:
    """Return the query as text; `parse` of it gives an equal tree."""
    match query:
        case Word():
            return ("=" if query.exact else "") + _escape(query.text, keep_operators=query.exact)
        case Prefix():
            return _escape(query.text, keep_operators=True) + "*"
        case Phrase():
            return _quote(query.text)
        case Field():
            return f"{query.name}:{_quote(query.value)}"
        case And():
            return " ".join(_grouped(part, And, Or) for part in query.parts)
        case Or():
            return " OR ".join(_grouped(part, Or) for part in query.parts)
        case Not():
            return "NOT " + _grouped(query.part, And, Or)


def _grouped(query: Query, *grouped: type[And | Or]) -> str:
    text = print_query(query)
    return f"({text})" if isinstance(query, grouped) else text


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _escape(text: str, *, keep_operators: bool) -> str:
    escaped = "".join("\\" + c if c in SPECIAL or c.isspace() else c for c in text)
    return "\\" + escaped if escaped in OPERATORS and not keep_operators else escaped
