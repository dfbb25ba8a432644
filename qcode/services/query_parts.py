"""The parts of each operator of a query, as a builder asks for them.

`build` makes a query of an operator and what is filled in; `take_apart` is its inverse for
queries of one operator, and None for others, which a builder keeps as one part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from qcode.model.errors import UserError
from qcode.model.query import (
    And,
    Compare,
    Field,
    FieldName,
    Fuzzy,
    Link,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Relation,
    Sign,
    TextLeaf,
    Wild,
    Word,
    print_query,
)
from qcode.model.query_parser import parse

from .language import mark


class Sort(Enum):
    """What is filled in, which decides how it is asked for and what is proposed."""

    WORD = "word"
    WORDS = "words"
    FORMS = "forms"  # several words, may be none
    PATTERN = "pattern"
    NUMBER = "number"
    LETTERS = "letters"  # one or two
    SPEAKER = "speaker"
    DOCUMENT = "document"
    KIND = "kind"
    SET = "set"
    CODE = "code"
    CODER = "coder"
    CASE = "case"
    DATE = "date"
    ATTRIBUTE = "attribute"
    SIGN = "sign"
    VALUE = "value"  # of the attribute that is filled in
    QUERY = "query"  # a whole query, in text


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to fill in. What is `first` stands there from the beginning."""

    sort: Sort
    label: str  # in English, marked
    first: str = ""
    optional: bool = False


_WORD = Part(Sort.WORD, mark("A word"))
_WORDS = Part(Sort.WORDS, mark("Words"))
_LEFT = Part(Sort.QUERY, mark("Passages"))
_RIGHT = Part(Sort.QUERY, mark("Others"))
_FAR = Part(Sort.NUMBER, mark("Paragraphs, at most"), "1")

PARTS: Mapping[str, Sequence[Part]] = {
    "word": (_WORD,),
    "exact": (_WORD,),
    "forms": (
        _WORD,
        Part(Sort.FORMS, mark("Also"), optional=True),
        Part(Sort.FORMS, mark("Not"), optional=True),
    ),
    "prefix": (Part(Sort.WORD, mark("Beginning")),),
    "wild": (Part(Sort.PATTERN, mark("Form, with * and ?")),),
    "fuzzy": (_WORD, Part(Sort.LETTERS, mark("Letters, at most"), "1")),
    "phrase": (_WORDS,),
    "words_near": (_WORDS, Part(Sort.NUMBER, mark("Others between, at most"), "5")),
    "regex": (Part(Sort.PATTERN, mark("Expression")),),
    "and": (Part(Sort.QUERY, mark("The one")), Part(Sort.QUERY, mark("The other"))),
    "or": (Part(Sort.QUERY, mark("The one")), Part(Sort.QUERY, mark("The other"))),
    "not": (Part(Sort.QUERY, mark("Without")),),
    "speaker": (Part(Sort.SPEAKER, mark("Speaker")),),
    "document": (Part(Sort.DOCUMENT, mark("In the name")),),
    "kind": (Part(Sort.KIND, mark("Kind")),),
    "set": (Part(Sort.SET, mark("Group")),),
    "code": (Part(Sort.CODE, mark("Code")),),
    "subcodes": (Part(Sort.CODE, mark("Code")),),
    "coder": (Part(Sort.CODER, mark("Coder")),),
    "memo": (Part(Sort.WORD, mark("A word"), "*"),),
    "case": (Part(Sort.CASE, mark("Case")),),
    "date": (Part(Sort.DATE, mark("Date")),),
    "attribute": (
        Part(Sort.ATTRIBUTE, mark("Attribute")),
        Part(Sort.SIGN, mark("Comparison"), "="),
        Part(Sort.VALUE, mark("Value")),
        Part(Sort.VALUE, mark("To"), optional=True),
    ),
    "near": (_LEFT, _RIGHT, _FAR),
    "within": (_LEFT, _RIGHT),
    "overlaps": (_LEFT, _RIGHT),
    "followed_by": (_LEFT, _RIGHT, _FAR),
}


class Join(Enum):
    """How a new piece goes together with the query that is there."""

    AND = "and"
    OR = "or"
    NOT = "not"
    ALONE = "alone"  # in its place


def build(key: str, values: Sequence[str]) -> Query:
    """Return the query of an operator with its parts, in the order of `PARTS`.

    Raises `ValueError` where something is missing or cannot be, and `UserError` where a part that
    is a query cannot be read.
    """
    filled = [value.strip() for value in values]
    for part, value in zip(PARTS[key], filled, strict=True):
        if not value and not part.optional:
            raise ValueError(f"{part.label} is missing")
    return _MAKERS[key](filled)


def take_apart(query: Query) -> tuple[str, list[str]] | None:
    """Return the operator and the parts that `build` makes a query of; None if there are none."""
    found = _taken(query)
    if found is None or found[0] not in PARTS:
        return None
    try:
        same = build(*found) == query
    except (ValueError, UserError):
        return None
    return found if same else None


def join(base: Query | None, how: Join, piece: Query) -> Query:
    """Return a query with a piece added to it."""
    if base is None or how is Join.ALONE:
        return Not(piece) if how is Join.NOT else piece
    if how is Join.OR:
        return Or((*(base.parts if isinstance(base, Or) else (base,)), piece))
    added: Query = Not(piece) if how is Join.NOT else piece
    return And((*(base.parts if isinstance(base, And) else (base,)), added))


def _relation(link: Link) -> Callable[[Sequence[str]], Query]:
    def make(values: Sequence[str]) -> Query:
        far = int(values[2]) if link.has_distance else 1
        return Relation(link, parse(values[0]), parse(values[1]), far)

    return make


def _field(name: FieldName) -> Callable[[Sequence[str]], Query]:
    return lambda values: Field(name, values[0])


def _wild(values: Sequence[str]) -> Query:
    """Return what a form with stars stands for: it may be no more than a beginning."""
    (pattern,) = values
    plain = pattern.rstrip("*")
    if "*" not in plain and "?" not in plain:
        return Prefix(plain) if plain != pattern else Word(pattern)
    return Wild(pattern)


def _compared(values: Sequence[str]) -> Query:
    name, sign, value, to = values
    return Compare(name, Sign(sign), value, to if sign == Sign.EQUAL else "")


_LINKS = {
    "near": Link.NEAR,
    "within": Link.WITHIN,
    "overlaps": Link.OVERLAPS,
    "followed_by": Link.FOLLOWED_BY,
}
_FIELDS = {
    "speaker": FieldName.SPEAKER,
    "document": FieldName.DOCUMENT,
    "kind": FieldName.KIND,
    "set": FieldName.SET,
    "code": FieldName.CODE,
    "subcodes": FieldName.SUBCODES,
    "coder": FieldName.CODER,
    "memo": FieldName.MEMO,
    "case": FieldName.CASE,
    "date": FieldName.DATE,
}
_MAKERS: Mapping[str, Callable[[Sequence[str]], Query]] = {
    "word": lambda values: Word(values[0]),
    "exact": lambda values: Word(values[0], exact=True),
    "forms": lambda values: Word(
        values[0], plus=tuple(values[1].split()), minus=tuple(values[2].split())
    ),
    "prefix": lambda values: Prefix(values[0].rstrip("*")),
    "wild": _wild,
    "fuzzy": lambda values: Fuzzy(values[0], int(values[1])),
    "phrase": lambda values: Phrase(values[0]),
    "words_near": lambda values: Near(values[0], int(values[1])),
    "regex": lambda values: Regex(values[0]),
    "and": lambda values: join(parse(values[0]), Join.AND, parse(values[1])),
    "or": lambda values: join(parse(values[0]), Join.OR, parse(values[1])),
    "not": lambda values: Not(parse(values[0])),
    "attribute": _compared,
    **{key: _field(name) for key, name in _FIELDS.items()},
    **{key: _relation(link) for key, link in _LINKS.items()},
}


def _taken(query: Query) -> tuple[str, list[str]] | None:
    match query:
        case And(parts=(left, right)) | Or(parts=(left, right)):
            key = "and" if isinstance(query, And) else "or"
            return key, [print_query(left), print_query(right)]
        case And() | Or():
            return None
        case Not():
            return "not", [print_query(query.part)]
        case Relation():
            key = next(key for key, link in _LINKS.items() if link is query.link)
            far = [str(query.distance)] if query.link.has_distance else []
            return key, [print_query(query.left), print_query(query.right), *far]
        case Field():
            return next(key for key, name in _FIELDS.items() if name is query.name), [query.value]
        case Compare():
            return "attribute", [query.name, query.sign, query.value, query.to]
        case Regex():
            return "regex", [query.pattern]
        case _:
            return _taken_words(query)


def _taken_words(leaf: TextLeaf) -> tuple[str, list[str]]:
    match leaf:
        case Word() if leaf.plus or leaf.minus:
            return "forms", [leaf.text, " ".join(leaf.plus), " ".join(leaf.minus)]
        case Word():
            return "exact" if leaf.exact else "word", [leaf.text]
        case Prefix():
            return "prefix", [leaf.text]
        case Wild():
            return "wild", [leaf.pattern]
        case Fuzzy():
            return "fuzzy", [leaf.text, str(leaf.distance)]
        case Phrase():
            return "phrase", [leaf.text]
        case Near():
            return "words_near", [leaf.text, str(leaf.distance)]
