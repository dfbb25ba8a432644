"""The query language of the search pane: its tree and the printer (`query_parser` reads it).

    trygghet            every form of the word, by the language of each text
    =trygghet           exactly this form
    trygghet[+otrygghet -tryggheten]    with and without forms that somebody has chosen
    trygg*, *het, tr?gg*    words with any letters in the place of * and one in the place of ?
    trygghet~, ~2       words that differ in one letter, or in two
    "social trygghet"   these words, in this order, as written; a star may end a word
    "trygghet polis"~5  these words in any order, with at most 5 others between first and last
    /trygg(a|het)/      a regular expression over the text
    a b, a AND b        both in the same turn or paragraph;  OR, NOT and ( ) as usual
    speaker:Anna        a field; values with spaces in quotes: code:"Tillit/Tillit till staden"
    Age=30..40          an attribute of a document or case; also != < <= > >=
    code:A NEAR/2 b     passages that stand in a relation to others, see `Relation`

Only the upper-case English words are operators, and only the names in `FieldName` are fields. A
backslash makes the next character an ordinary one. Punctuation that stands alone is passed over.
What a word matches is decided by `qcode.index`; this module knows the form of a query only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from .emoji import has_emoji
from .patterns import PatternError, compiled, slashed
from .query_dates import read_days
from .text import Span

NOWHERE = Span(0, 0)
QUOTES = '"“”„«»'
SPECIAL = "\\()*?:=<>~[ " + QUOTES
ONE_WORD = re.compile(r"[^\W_]+")
FARTHEST = 999_999  # words or paragraphs
_OPERATOR = re.compile(r"AND|OR|NOT|FOLLOWED|(?:NEAR|WITHIN|OVERLAPS)(?:/.*)?", re.DOTALL)
_PLAIN_FIELD = re.compile(rf"[^\s(){QUOTES}\\]+")
_PLAIN_NAME = re.compile(r"[^\W_][\w-]*")
_PLAIN_VALUE = re.compile(r"\w[\w,-]*(?:\.[\w,-]+)*")


class FieldName(StrEnum):
    """What a search can be narrowed to, besides the words of a text."""

    SPEAKER = "speaker"
    DOCUMENT = "document"
    KIND = "kind"
    SET = "set"
    CODE = "code"
    SUBCODES = "code>"  # a code and all below it
    CODER = "coder"
    MEMO = "memo"
    CASE = "case"
    DATE = "date"


class Sign(StrEnum):
    """How the value of an attribute is compared."""

    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


class Link(StrEnum):
    """How passages are related to others. Distances are counted in paragraphs with text."""

    NEAR = "NEAR"  # at most so far from one, before it or after it; 0 is the same paragraph
    WITHIN = "WITHIN"  # inside one, or equal to it
    OVERLAPS = "OVERLAPS"  # a character in common with one
    FOLLOWED_BY = "FOLLOWED BY"  # one begins after it, at most so far away

    @property
    def has_distance(self) -> bool:
        """Whether it can be said how far apart the passages may be."""
        return self in (Link.NEAR, Link.FOLLOWED_BY)


@dataclass(frozen=True, slots=True)
class _Node:
    """`span` is where the node stands in the query, in code points; two nodes may differ in it."""

    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Word(_Node):
    """A word in every form, or in exactly this one. `text` has a letter, a digit or
    an emoji in it.

    Forms in `plus` are found besides and those in `minus` are not, each exactly as it is given;
    only a text that is one word can have them.
    """

    text: str
    exact: bool = False
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _require_word(self.text)
        if self.plus or self.minus:
            for form in (self.text, *self.plus, *self.minus):
                _require_one_word(form)


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
class Wild(_Node):
    """Every word of a form: `*` stands for any letters, also none, `?` for exactly one.

    Other than a `Prefix`, so a star is not only at the end.
    """

    pattern: str

    def __post_init__(self) -> None:
        _require_word(self.pattern)
        if "?" not in self.pattern and "*" not in self.pattern[:-1]:
            raise ValueError(f"no ? and no inner * in {self.pattern!r}")


@dataclass(frozen=True, slots=True)
class Fuzzy(_Node):
    """Every word that becomes `text` when at most `distance` letters are changed.

    To change is to add, to leave out, to replace, or to swap two neighbours.
    """

    text: str
    distance: int = 1

    def __post_init__(self) -> None:
        _require_one_word(self.text)
        if self.distance not in (1, 2):
            raise ValueError("words differ in one letter or two")


@dataclass(frozen=True, slots=True)
class Near(_Node):
    """The words of a phrase in any order, in one unit: from the first of them to the last there
    are at most `distance` other words.
    """

    text: str
    distance: int

    def __post_init__(self) -> None:
        _require_word(self.text)
        _require_distance(self.distance)


@dataclass(frozen=True, slots=True)
class Regex(_Node):
    """A regular expression over the text of a unit. `pattern` is as it stands between slashes."""

    pattern: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", slashed(self.pattern))
        if not self.pattern:
            raise ValueError("an empty pattern")
        try:
            compiled(self.pattern)
        except PatternError:
            raise ValueError(f"not a regular expression: {self.pattern!r}") from None


@dataclass(frozen=True, slots=True)
class Field(_Node):
    """What is said by a speaker, in a document, under a code and so on."""

    name: FieldName
    value: str

    def __post_init__(self) -> None:
        if not self.value.strip():
            raise ValueError("a field has a value")
        if self.name is FieldName.DATE:
            read_days(self.value)


@dataclass(frozen=True, slots=True)
class Compare(_Node):
    """What is said in documents, or by cases, whose attribute has such a value.

    With `to`, the sign is `=` and the value is any from `value` up to `to`.
    """

    name: str
    sign: Sign
    value: str
    to: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.value.strip():
            raise ValueError("an attribute has a name and a value")
        if self.to and (self.sign is not Sign.EQUAL or not self.to.strip()):
            raise ValueError("only = has a range, and a range has two ends")


@dataclass(frozen=True, slots=True)
class Relation(_Node):
    """The passages of the left side that stand in a relation to one of the right side.

    The passages of a word are its places, those of a code its segments, those of a speaker the
    turns; a group with AND or NOT stands for the units that it is true of.
    """

    link: Link
    left: Query
    right: Query
    distance: int = 1

    def __post_init__(self) -> None:
        _require_distance(self.distance)
        if self.distance != 1 and not self.link.has_distance:
            raise ValueError(f"{self.link} has no distance")


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


TextLeaf = Word | Phrase | Prefix | Wild | Fuzzy | Near
Leaf = TextLeaf | Field | Compare | Regex
Query = Leaf | Relation | And | Or | Not


def _require_word(text: str) -> None:
    if not has_word(text):
        raise ValueError(f"nothing to search for in {text!r}")


def _require_one_word(text: str) -> None:
    if not ONE_WORD.fullmatch(text):
        raise ValueError(f"not one word: {text!r}")


def _require_distance(distance: int) -> None:
    if not 0 <= distance <= FARTHEST:
        raise ValueError(f"no such distance: {distance}")


def _require_two(parts: tuple[Query, ...]) -> None:
    if len(parts) < 2:
        raise ValueError("AND and OR join two or more parts")


def has_word(text: str) -> bool:
    """Return whether there is a letter, a digit or an emoji to search for."""
    return any(character.isalnum() for character in text) or has_emoji(text)


def leaves(query: Query) -> Iterator[Leaf]:
    """Yield the leaves from left to right, those under NOT and in relations too."""
    match query:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from leaves(part)
        case Not(part=part):
            yield from leaves(part)
        case Relation(left=left, right=right):
            yield from leaves(left)
            yield from leaves(right)
        case _:
            yield query


def atoms(query: Query) -> Iterator[Leaf | Relation]:
    """Yield what AND, OR and NOT join: the leaves from left to right, and whole relations."""
    return (atom for atom, _positive in _atoms(query, positive=True))


def wanted(query: Query) -> Iterator[Leaf | Relation]:
    """Yield the atoms that a hit may show: those not under a NOT, or under an even number."""
    return (atom for atom, positive in _atoms(query, positive=True) if positive)


def _atoms(query: Query, *, positive: bool) -> Iterator[tuple[Leaf | Relation, bool]]:
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from _atoms(part, positive=positive)
    elif isinstance(query, Not):
        yield from _atoms(query.part, positive=not positive)
    else:
        yield query, positive


def print_query(query: Query) -> str:
    """Return the query as text; `parse` of it gives an equal tree."""
    match query:
        case Relation():
            sides = (_grouped(side, Relation, And, Or) for side in (query.left, query.right))
            return f" {_link(query)} ".join(sides)
        case And():
            return " ".join(_grouped(part, And, Or) for part in query.parts)
        case Or():
            return " OR ".join(_grouped(part, Or) for part in query.parts)
        case Not():
            return "NOT " + _grouped(query.part, Relation, And, Or)
        case Field():
            plain = _PLAIN_FIELD.fullmatch(query.value)
            return f"{query.name}:{query.value if plain else _quote(query.value)}"
        case Compare():
            return _compare(query)
        case Regex():
            return f"/{query.pattern}/"
        case _:
            return _print_words(query)


def _print_words(leaf: TextLeaf) -> str:
    match leaf:
        case Word():
            return ("=" if leaf.exact else "") + _escape(leaf.text) + _forms(leaf)
        case Prefix():
            return _escape(leaf.text) + "*"
        case Wild():
            return _escape(leaf.pattern, keep="*?")
        case Fuzzy():
            return _escape(leaf.text) + ("~" if leaf.distance == 1 else f"~{leaf.distance}")
        case Phrase():
            return _quote(leaf.text)
        case Near():
            return f"{_quote(leaf.text)}~{leaf.distance}"


def _grouped(query: Query, *grouped: type[Relation | And | Or]) -> str:
    text = print_query(query)
    return f"({text})" if isinstance(query, grouped) else text


def _forms(word: Word) -> str:
    forms = [f"+{form}" for form in word.plus] + [f"-{form}" for form in word.minus]
    return f"[{' '.join(forms)}]" if forms else ""


def _link(relation: Relation) -> str:
    return relation.link if relation.distance == 1 else f"{relation.link}/{relation.distance}"


def _compare(query: Compare) -> str:
    name = query.name if _PLAIN_NAME.fullmatch(query.name) else _quote(query.name)
    value, to = (
        text if _PLAIN_VALUE.fullmatch(text) else _quote(text) for text in (query.value, query.to)
    )
    return f"{name}{query.sign}{value}" + (f"..{to}" if query.to else "")


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _escape(text: str, *, keep: str = "") -> str:
    escaped = "".join(
        "\\" + c if (c in SPECIAL or c.isspace()) and c not in keep else c for c in text
    )
    return "\\" + escaped if _OPERATOR.fullmatch(escaped) or escaped[0] in "/-|" else escaped
