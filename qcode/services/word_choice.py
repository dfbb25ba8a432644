"""Which forms and compounds of a word in a query are wanted: read from the query, written to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from qcode.index.word_forms import Kind as Kind  # why a word belongs to another
from qcode.model.errors import UserError
from qcode.model.query import ONE_WORD, Word, leaves, print_query
from qcode.model.query_parser import parse
from qcode.model.search_options import PLAIN, SearchOptions

from .language import mark
from .searching import Relative

# What one such word is called.
KINDS: Mapping[Kind, str] = {
    Kind.FORM: mark("form"),
    Kind.PART: mark("compound"),
    Kind.DERIVED: mark("derived"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """A word that another may stand for. `kind` is None where a person added it to the query.

    `found` says whether it is found when nothing is said of it, `on` whether it is now.
    """

    word: str
    kind: Kind | None
    count: int
    found: bool
    on: bool


def plain_words(text: str) -> tuple[Word, ...]:
    """Return the words of a query that stand for their forms, from left to right.

    Nothing while the query cannot be read.
    """
    try:
        query = parse(text)
    except UserError:
        return ()
    return tuple(
        leaf
        for leaf in leaves(query)
        if isinstance(leaf, Word) and not leaf.exact and ONE_WORD.fullmatch(leaf.text)
    )


def word_at(words: tuple[Word, ...], position: int) -> int:
    """Return which of some words is at a place of the query, else the last before it, else 0."""
    before = [number for number, word in enumerate(words) if word.span.start <= position]
    return before[-1] if before else 0


def forms_of(
    word: Word, family: Iterable[Relative], options: SearchOptions = PLAIN
) -> tuple[Form, ...]:
    """Return what a word may stand for, each word once, and whether it does."""
    plus, minus = _lower(word.plus), _lower(word.minus)
    forms: dict[str, Form] = {}
    for relative in family:
        if not ONE_WORD.fullmatch(relative.word):
            continue  # cannot be named in a query
        first = forms.get(relative.word)  # it may be another kind of word in another language
        found = (first is not None and first.found) or _is_found(relative, word, options)
        forms[relative.word] = Form(
            relative.word,
            relative.kind if first is None else first.kind,
            relative.count + (0 if first is None else first.count),
            found,
            relative.word not in minus and (found or relative.word in plus),
        )
    for form in word.plus:
        forms.setdefault(form.lower(), Form(form, None, 0, found=False, on=True))
    return tuple(forms.values())


def chosen(word: Word, forms: Iterable[Form], ticks: Mapping[str, bool]) -> Word:
    """Return a word that stands for the forms with a tick; `ticks` has those that change."""
    known = {form.word.lower() for form in forms}
    plus, minus = [], [form for form in word.minus if form.lower() not in known]
    for form in forms:
        on = ticks.get(form.word, form.on)
        if on and not form.found:
            plus.append(form.word)
        elif form.found and not on:
            minus.append(form.word)
    return replace(word, plus=tuple(plus), minus=tuple(minus))


def put(text: str, word: Word) -> str:
    """Return a query with a word written anew where it stands, the rest as it was typed."""
    return text[: word.span.start] + print_query(word) + text[word.span.end :]


def _is_found(relative: Relative, word: Word, options: SearchOptions) -> bool:
    if options.exact:
        return relative.word == word.text.lower()
    return relative.found and not (relative.kind is Kind.PART and options.parts is False)


def _lower(forms: Iterable[str]) -> set[str]:
    return {form.lower() for form in forms}
