"""Cuts a query that was typed into operators, parentheses and finished leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from .errors import UserError
from .patterns import PatternError, compiled
from .query import (
    FARTHEST,
    ONE_WORD,
    QUOTES,
    SPECIAL,
    Compare,
    Field,
    FieldName,
    Fuzzy,
    Leaf,
    Link,
    Near,
    Phrase,
    Prefix,
    Regex,
    Sign,
    Wild,
    Word,
    has_word,
)
from .query_dates import read_days
from .text import Span

_END = rf"(?=[\s(){QUOTES}]|\Z)"  # of a word
_MARK = re.compile(rf"(AND|OR|NOT){_END}")
_LINK = re.compile(
    rf"(?:(NEAR|WITHIN|OVERLAPS)|FOLLOWED\s+BY)(?:/(?P<distance>[^\s(){QUOTES}]*))?{_END}"
)
_FIELD = re.compile(r"([^\W\d_]+>?):")
_REGEX = re.compile(r"/((?:\\.|[^/\\])*)/", re.DOTALL)
_SIGN = re.compile(r"!=|<=|>=|<|>|=")
_SIGN_AFTER_SPACE = re.compile(r"\s*(!=|<=|>=|<|>|=(?=\s))\s*|(!=|<=|>=|<|>|=)\s*")
_FORMS = re.compile(r"\[(\s*[+-][^\W_]+(?:\s+[+-][^\W_]+)*)\s*\]")
_FUZZY = re.compile(rf"~([0-9]*){_END}")
_NEAR = re.compile(r"~([0-9]*)")
_DIGITS = len(str(FARTHEST))


class Mark(StrEnum):
    """An operator between words, or a parenthesis."""

    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    OPEN = "("
    CLOSE = ")"


@dataclass(frozen=True, slots=True)
class Joint:
    """An operator between passages."""

    link: Link
    distance: int = 1

    def __str__(self) -> str:
        return self.link.value


@dataclass(frozen=True, slots=True)
class Token:
    """An operator, a parenthesis or a finished leaf."""

    value: Mark | Joint | Leaf
    start: int
    end: int


def fail(code: str, start: int, end: int, **params: object) -> NoReturn:
    """Raise the error with the place of what cannot be read."""
    raise UserError(code, position=start, end=end, **params)


@dataclass(slots=True)
class _Bare:
    """A word as it was typed. In `pattern` stars and question marks that were escaped are spaces;
    `wild` says that others are left.
    """

    text: str
    pattern: str
    wild: bool


class Lexer:
    """Reads one query from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def tokens(self) -> Iterator[Token]:
        """Yield what the query is made of. Raises the `UserError` of `parse`."""
        while self._at < len(self._text):
            character = self._text[self._at]
            start = self._at
            if character.isspace():
                self._at += 1
            elif character in "()":
                self._at += 1
                yield Token(Mark(character), start, self._at)
            elif (value := self._piece()) is not None:
                yield Token(value, start, self._at)

    def _piece(self) -> Mark | Joint | Leaf | None:
        """Read an operator or a leaf; None for lone punctuation."""
        start = self._at
        if self._text[start] in QUOTES:
            return self._quotation()
        if (found := self._take(_MARK)) is not None:
            return Mark(found[1])
        if (found := self._take(_LINK)) is not None:
            return self._joint(found)
        if (name := self._field_name()) is not None:
            return self._field(name, start)
        if self._text[start] == "/" and not self._is_end(start + 1, quotes=False):
            return self._regex()
        if self._text[start] == "=":
            return self._exact()
        self._refuse_signs_of_others(start)
        return self._word()

    def _refuse_signs_of_others(self, start: int) -> None:
        """Refuse what means NOT and OR elsewhere: read as a word it would find the opposite."""
        sign, after = self._text[start], start + 1
        if sign == "-" and not self._is_end(after, quotes=False):
            fail("query_minus", start, after)
        if sign == "|":
            fail("query_bar", start, after)

    # -- leaves

    def _quotation(self) -> Leaf:
        """Read a phrase, words near one another, or a name that a sign follows."""
        start = self._at
        text = self._quoted()
        if (sign := self._sign()) is not None:
            return self._compare(text, sign, start)
        if not has_word(text):
            fail("query_phrase_empty", start, self._at)
        if (found := self._take(_NEAR)) is None:
            return Phrase(text, span=Span(start, self._at))
        if not found[1]:
            fail("query_near_distance", *found.span())
        return Near(text, self._number(found, 1), span=Span(start, self._at))

    def _joint(self, found: re.Match[str]) -> Joint:
        link = Link(found[1] or Link.FOLLOWED_BY)
        distance: str | None = found["distance"]
        if distance is None:
            return Joint(link)
        if not link.has_distance:
            fail("query_distance_none", *found.span(), operator=link.value)
        if not (distance.isascii() and distance.isdecimal()):
            fail("query_distance", *found.span(), operator=link.value)
        return Joint(link, self._number(found, "distance"))

    def _number(self, found: re.Match[str], group: str | int) -> int:
        digits: str = found[group]
        if len(digits) > _DIGITS:
            fail("query_distance_far", *found.span(group), farthest=FARTHEST)
        return int(digits)

    def _regex(self) -> Regex:
        start = self._at
        found = self._take(_REGEX)
        if found is None:
            fail("query_regex_open", start, len(self._text))
        if not found[1]:
            fail("query_regex_empty", start, self._at)
        try:
            compiled(found[1])
        except PatternError as error:
            at = start if error.at is None else min(start + 1 + error.at, self._at - 1)
            fail("query_regex_unreadable", at, self._at, pattern=found[1])
        return Regex(found[1], span=Span(start, self._at))

    def _exact(self) -> Word:
        start = self._at
        self._at += 1
        word = self._bare(exact=True)
        if not has_word(word.text):
            fail("query_exact_empty", start, self._at)
        if word.wild:
            fail("query_exact_star", start, self._at, word=word.text)
        return self._with_forms(word.text, start, exact=True)

    def _word(self) -> Leaf | None:
        start = self._at
        word = self._bare()
        if has_word(word.text) and (sign := self._sign()) is not None:
            return self._compare(word.text, sign, start)
        span = Span(start, self._at)
        if not has_word(word.text):
            if word.wild and "*" in word.pattern:
                fail("query_star_alone", *span)
            return None
        if (found := self._take(_FUZZY)) is not None:
            return self._fuzzy(word.text, found, start)
        if not word.wild or self._forms_begin():
            return self._with_forms(word.text, start)
        if word.pattern.find("*") == len(word.pattern) - 1 and "?" not in word.pattern:
            return Prefix(word.text[:-1], span=span)
        return Wild(word.pattern, span=span)

    def _fuzzy(self, word: str, found: re.Match[str], start: int) -> Fuzzy:
        if not ONE_WORD.fullmatch(word):
            fail("query_fuzzy_word", start, self._at, word=word)
        if found[1] not in ("", "1", "2"):
            fail("query_fuzzy_distance", *found.span())
        return Fuzzy(word, int(found[1] or 1), span=Span(start, self._at))

    def _with_forms(self, word: str, start: int, *, exact: bool = False) -> Word:
        """Read the forms in square brackets that may come after a word."""
        if not self._forms_begin():
            return Word(word, exact, span=Span(start, self._at))
        found = self._take(_FORMS)
        if found is None:
            fail("query_forms", self._at, len(self._text))
        if not ONE_WORD.fullmatch(word):
            fail("query_forms_word", start, self._at, word=word)
        forms = found[1].split()
        plus, minus = (tuple(form[1:] for form in forms if form[0] == sign) for sign in ("+", "-"))
        return Word(word, exact, plus, minus, span=Span(start, self._at))

    def _field_name(self) -> FieldName | None:
        """Read `name:` if it stands here and something follows it."""
        found = _FIELD.match(self._text, self._at)
        if found is None:
            return None
        try:
            known = FieldName(found[1].lower())
        except ValueError:
            if self._is_end(found.end(), quotes=False):
                return None  # "Anna: hej" is a word with a colon after it
            names = ", ".join(FieldName)
            fail("query_field_unknown", *found.span(), field=found[1], fields=names)
        self._at = found.end()
        return known

    def _field(self, name: FieldName, start: int) -> Field:
        value = self._quoted() if self._next_in(QUOTES) else self._value()
        if not value.strip():
            fail("query_field_empty", start, self._at, field=name.value)
        if name is FieldName.DATE:
            try:
                read_days(value)
            except ValueError:
                fail("query_date_unreadable", start, self._at, value=value)
        return Field(name, value, span=Span(start, self._at))

    def _compare(self, name: str, sign: Sign, start: int) -> Compare:
        """Read the value after `name` and a sign, or the two ends of a range."""
        value, to = self._end_of_range(), ""
        if value.strip() and sign is Sign.EQUAL and self._text.startswith("..", self._at):
            self._at += 2
            to = self._end_of_range()
            if not to.strip():
                fail("query_range_open", start, self._at, attribute=name)
        if not value.strip() or not name.strip():
            fail("query_value_empty", start, self._at, attribute=name, sign=sign.value)
        return Compare(name, sign, value, to, span=Span(start, self._at))

    def _end_of_range(self) -> str:
        return self._quoted() if self._next_in(QUOTES) else self._value(stop="..")

    # -- pieces of leaves

    def _quoted(self) -> str:
        start = self._at
        closing = '"' if self._text[start] == '"' else '"“”«»'
        self._at += 1
        characters: list[str] = []
        while self._at < len(self._text):
            character = self._text[self._at]
            self._at += 1
            if character in closing:
                return "".join(characters)
            if character == "\\" and self._next_in("\\" + QUOTES):
                character = self._text[self._at]
                self._at += 1
            characters.append(character)
        fail("query_quote_open", start, len(self._text))

    def _bare(self, *, exact: bool = False) -> _Bare:
        """Read up to a space, quote or parenthesis, or what may come after a word."""
        start = self._at
        text: list[str] = []
        pattern: list[str] = []
        wild = False
        while not self._is_end(self._at):
            character = self._text[self._at]
            if self._at > start and self._goes_on_after(exact=exact):
                break
            self._at += 1
            escaped = character == "\\" and self._at < len(self._text)
            if escaped:
                character = self._text[self._at]
                self._at += 1
            star = character in "*?"
            wild = wild or (star and not escaped)
            text.append(character)
            pattern.append(" " if star and escaped else character)
        return _Bare("".join(text), "".join(pattern), wild)

    def _goes_on_after(self, *, exact: bool) -> bool:
        """Whether forms, a distance or, unless the word is exact, a sign begin here."""
        if self._forms_begin():
            return True
        if exact:
            return False
        return bool(_FUZZY.match(self._text, self._at) or _SIGN.match(self._text, self._at))

    def _forms_begin(self) -> bool:
        return self._text.startswith(("[+", "[-"), self._at)

    def _value(self, *, stop: str = "") -> str:
        """Read up to a space, quote or parenthesis.

        A star is ordinary, and so is a backslash before a character that needs none: a code path
        has its own.
        """
        characters: list[str] = []
        while not self._is_end(self._at):
            if stop and self._text.startswith(stop, self._at):
                break
            character = self._text[self._at]
            self._at += 1
            if character == "\\" and self._next_in(SPECIAL):
                character = self._text[self._at]
                self._at += 1
            characters.append(character)
        return "".join(characters)

    def _sign(self) -> Sign | None:
        """Read a sign of comparison. After a space, `=` needs one behind it too: `a =b` is two
        words, the second one exact.
        """
        found = self._take(_SIGN_AFTER_SPACE)
        return None if found is None else Sign(found[1] or found[2])

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._text, self._at)
        if found is not None:
            self._at = found.end()
        return found

    def _next_in(self, characters: str) -> bool:
        return self._at < len(self._text) and self._text[self._at] in characters

    def _is_end(self, at: int, *, quotes: bool = True) -> bool:
        """Whether a word ends before this place."""
        if at >= len(self._text):
            return True
        character = self._text[at]
        return character.isspace() or (quotes and (character in "()" or character in QUOTES))
