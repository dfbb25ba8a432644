"""What a query asks for, as one sentence in the user's language: `sentence_of`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qcode.model.document import DocumentKind
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
)

from .language import catalogue, current_language, mark, tr, trn
from .words import kind_name

_NUMBERS = (
    mark("one"),
    mark("two"),
    mark("three"),
    mark("four"),
    mark("five"),
    mark("six"),
    mark("seven"),
    mark("eight"),
    mark("nine"),
    mark("ten"),
)
_KINDS = frozenset(kind.value for kind in DocumentKind)
_NAME = re.compile(r"[\w-]+")
_SIGNED = re.compile(r"(<=|>=|<|>|=)?\s*(.*)", re.DOTALL)

# What a field stands for where it is a thing, and where it says more of another thing.
_THINGS: Mapping[FieldName, str] = {
    FieldName.SPEAKER: mark("what {value} says"),
    FieldName.DOCUMENT: mark("documents named {value}"),
    FieldName.KIND: mark("documents of the kind {value}"),
    FieldName.SET: mark("documents of the group {value}"),
    FieldName.CODE: mark("passages coded {value}"),
    FieldName.SUBCODES: mark("passages coded {value} or with a code below it"),
    FieldName.CODER: mark("passages coded by {value}"),
    FieldName.MEMO: mark("passages with a memo that says {value}"),
    FieldName.CASE: mark("what the case {value} says"),
}
_PLACES: Mapping[FieldName, str] = {
    FieldName.SPEAKER: mark("where {value} speaks"),
    FieldName.DOCUMENT: mark("in documents named {value}"),
    FieldName.KIND: mark("in documents of the kind {value}"),
    FieldName.SET: mark("in documents of the group {value}"),
    FieldName.CODE: mark("where {value} is coded"),
    FieldName.SUBCODES: mark("where {value} or a code below it is coded"),
    FieldName.CODER: mark("where {value} has coded"),
    FieldName.MEMO: mark("where a memo says {value}"),
    FieldName.CASE: mark("where the case {value} speaks"),
}
_DATES: Mapping[str, str] = {
    "": mark("documents of {value}"),
    "=": mark("documents of {value}"),
    "<": mark("documents before {value}"),
    "<=": mark("documents until {value}"),
    ">": mark("documents after {value}"),
    ">=": mark("documents since {value}"),
}
_SIGNS: Mapping[Sign, str] = {
    Sign.EQUAL: mark("documents and cases where {name} is {value}"),
    Sign.UNEQUAL: mark("documents and cases where {name} is not {value}"),
    Sign.LESS: mark("documents and cases where {name} is less than {value}"),
    Sign.AT_MOST: mark("documents and cases where {name} is at most {value}"),
    Sign.MORE: mark("documents and cases where {name} is more than {value}"),
    Sign.AT_LEAST: mark("documents and cases where {name} is at least {value}"),
}


def sentence_of(query: Query) -> str:
    """Say what a query finds: "Passages coded Tillit within two paragraphs of …", no full stop."""
    words = _thing(query)
    if isinstance(query, Word) and not (query.exact or query.plus or query.minus):
        words = tr("{word} in any form", word=words)
    return words[:1].upper() + words[1:]


def _thing(query: Query) -> str:
    """Return what is found as the name of a thing."""
    match query:
        case And(parts=parts):
            return _all(parts)
        case Or(parts=parts):
            return _listed([_inner(part, And, Or, Relation) for part in parts], tr("or"))
        case Not(part=part):
            if isinstance(part, Field | Compare):
                return tr("everything but {words}", words=_thing(part))
            return tr("everything without {words}", words=_inner(part, And, Or, Not, Relation))
        case Relation():
            return _related(query)
        case Field():
            return _field(query)
        case Compare():
            return _compare(query)
        case Regex(pattern=pattern):
            return tr("what the expression {pattern} matches", pattern=f"/{pattern}/")
        case _:
            return _text(query)


def _inner(query: Query, *grouped: type[Query]) -> str:
    words = _thing(query)
    return f"({words})" if isinstance(query, grouped) else words


def _listed(items: list[str], joint: str) -> str:
    """Return "a, b or c"."""
    *most, last = items
    return f"{', '.join(most)} {joint} {last}" if most else last


# -- words


def _text(leaf: TextLeaf) -> str:
    match leaf:
        case Word(text=text, exact=True):
            words = tr("exactly {word}", word=_quoted(text))
        case Word(text=text):
            words = _quoted(text)
        case Phrase(text=text):
            return tr("the words {words} in this order", words=_quoted(text))
        case Prefix(text=text):
            return tr("words that begin with {word}", word=_quoted(text))
        case Wild(pattern=pattern):
            return tr("words of the form {word}", word=_quoted(pattern))
        case Fuzzy(text=text, distance=1):
            return tr("words like {word} with at most one letter changed", word=_quoted(text))
        case Fuzzy(text=text):
            return tr("words like {word} with at most two letters changed", word=_quoted(text))
        case Near(text=text, distance=0):
            return tr("the words {words} side by side in any order", words=_quoted(text))
        case Near(text=text, distance=distance):
            return _between(_quoted(text), distance)
    return f"{words} ({_forms(leaf)})" if leaf.plus or leaf.minus else words


def _forms(word: Word) -> str:
    said = []
    if word.plus:
        said.append(tr("also {words}", words=", ".join(map(_quoted, word.plus))))
    if word.minus:
        said.append(tr("not {words}", words=", ".join(map(_quoted, word.minus))))
    return ", ".join(said)


def _quoted(text: str) -> str:
    return tr("“{text}”", text=" ".join(text.split()))


def _name(text: str) -> str:
    """Return a name as it is where it is one word, else between quotation marks."""
    return text if _NAME.fullmatch(text) else _quoted(text)


# -- how far apart


def _numeral(number: int) -> str:
    return tr(_NUMBERS[number - 1]) if 1 <= number <= len(_NUMBERS) else str(number)


def _between(text: str, distance: int) -> str:
    return trn(
        "the words {words} in any order with at most {number} other between",
        "the words {words} in any order with at most {number} others between",
        distance,
        words=text,
        number=_numeral(distance),
    )


def _related(query: Relation) -> str:
    left, right = (_inner(side, And, Or, Not, Relation) for side in (query.left, query.right))
    far = query.distance
    match query.link:
        case Link.WITHIN:
            return tr("{left} inside {right}", left=left, right=right)
        case Link.OVERLAPS:
            return tr("{left} overlapping {right}", left=left, right=right)
        case Link.NEAR if far == 0:
            return tr("{left} in the same paragraph as {right}", left=left, right=right)
        case Link.NEAR:
            return trn(
                "{left} within {number} paragraph of {right}",
                "{left} within {number} paragraphs of {right}",
                far,
                left=left,
                number=_numeral(far),
                right=right,
            )
        case Link.FOLLOWED_BY if far == 0:
            return tr("{left} followed in the same paragraph by {right}", left=left, right=right)
        case Link.FOLLOWED_BY:
            return trn(
                "{left} followed within {number} paragraph by {right}",
                "{left} followed within {number} paragraphs by {right}",
                far,
                left=left,
                number=_numeral(far),
                right=right,
            )


# -- fields


def _all(parts: tuple[Query, ...]) -> str:
    """Return all of some parts as one thing: what fields say of it stands behind it."""
    things = [each for each in parts if not isinstance(each, Field | Compare | Not)]
    places = [each for each in parts if isinstance(each, Field | Compare)]
    without = [each.part for each in parts if isinstance(each, Not)]
    if things:
        words = _listed([_inner(each, And, Or, Relation) for each in things], tr("and"))
        if len(things) > 1:
            words = tr("{words} in the same turn or paragraph", words=words)
    elif places:
        words = _thing(places.pop(0))
    else:
        words = tr("everything")
    for place in places:
        words += " " + _place(place)
    no_places = [_place(each) for each in without if isinstance(each, Field | Compare)]
    no_things = [
        _inner(each, And, Or, Not, Relation)
        for each in without
        if not isinstance(each, Field | Compare)
    ]
    if no_things:
        words = tr("{words} without {others}", words=words, others=_listed(no_things, tr("or")))
    if no_places:
        words = tr("{words} but not {places}", words=words, places=_listed(no_places, tr("or")))
    return words


def _field(query: Field) -> str:
    if query.name is FieldName.DATE:
        return _date(query.value)
    if query.name is FieldName.MEMO and query.value == "*":
        return tr("passages with a memo")
    return tr(_THINGS[query.name], value=_value(query))  # marked in _THINGS


def _place(query: Field | Compare) -> str:
    """Return a field as what is said of another thing."""
    if isinstance(query, Compare) or query.name is FieldName.DATE:
        return tr("in {documents}", documents=_thing(query))
    if query.name is FieldName.MEMO and query.value == "*":
        return tr("where there is a memo")
    return tr(_PLACES[query.name], value=_value(query))  # marked in _PLACES


def _value(query: Field) -> str:
    if query.name is FieldName.KIND and query.value in _KINDS:
        return _name(kind_name(DocumentKind(query.value), catalogue(current_language())))
    return _name(query.value)


def _date(value: str) -> str:
    found = _SIGNED.fullmatch(value.strip())
    assert found is not None  # it matches everything
    sign, rest = found[1] or "", found[2]
    first, dots, last = rest.partition("..")
    if dots and not sign:
        return tr("documents from {value} to {to}", value=first.strip(), to=last.strip())
    return tr(_DATES[sign], value=rest.strip())  # marked in _DATES


def _compare(query: Compare) -> str:
    name, value = _name(query.name), _name(query.value)
    if query.to:
        return tr(
            "documents and cases where {name} is from {value} to {to}",
            name=name,
            value=value,
            to=_name(query.to),
        )
    return tr(_SIGNS[query.sign], name=name, value=value)  # marked in _SIGNS
