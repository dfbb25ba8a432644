"""Reads a query that was typed: `parse`. The language is described in `qcode.model.query`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from .errors import UserError
from .query import (
    OPERATORS,
    QUOTES,
    SPECIAL,
    And,
    Field,
    FieldName,
    Leaf,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Word,
    has_word,
)
from .text import Span

MAX_DEPTH = 100


class _Mark(StrEnum):
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    OPEN = "("
    CLOSE = ")"


@dataclass(frozen=True, slots=True)
class _Token:
    """An operator, a parenthesis or a finished leaf."""

    value: _Mark | Leaf
    start: int
    end: int


def parse(text: str) -> Query:
    """Return the tree of a query.

    Raises `UserError` with a code that begins with "query_" and with `position` and `end`, code
    points of `text`, of the piece that cannot be read.
    """
    tokens = tuple(_Lexer(text).tokens())
    if not tokens:
        _fail("query_empty", 0, len(text))
    return _Parser(tokens, len(text)).query()


def _fail(code: str, start: int, end: int, **params: object) -> NoReturn:
    raise UserError(code, position=start, end=end, **params)


class _Lexer:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def tokens(self) -> Iterator[_Token]:
        while self._at < len(self._text):
            character = self._text[self._at]
            start = self._at
            if character.isspace():
                self._at += 1
            elif character in "()":
                self._at += 1
                yield _Token(_Mark(character), start, self._at)
            elif (value := self._piece()) is not None:
                yield _Token(value, start, self._at)

    def _piece(self) -> _Mark | Leaf | None:
        """Read a phrase, an operator, a field or a word; None for lone punctuation."""
        start = self._at
        if self._text[start] in QUOTES:
            phrase = self._quoted()
            if not has_word(phrase):
                _fail("query_phrase_empty", start, self._at)
            return Phrase(phrase, span=Span(start, self._at))
        if (name := self._field_name()) is not None:
            return self._field(name, start)
        exact = self._text[start] == "="
        if exact:
            self._at += 1
        word, star = self._bare(value=False)
        raw, span = self._text[start : self._at], Span(start, self._at)
        if raw in OPERATORS:
            return _Mark(raw)
        if not has_word(word):
            if star or exact:
                _fail("query_star_alone" if star else "query_exact_empty", *span)
            return None
        if star and exact:
            _fail("query_exact_star", *span, word=word)
        return Prefix(word, span=span) if star else Word(word, exact, span=span)

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
        _fail("query_quote_open", start, len(self._text))

    def _bare(self, *, value: bool) -> tuple[str, bool]:
        """Read up to a space, quote or parenthesis; return the text and if a star ended it.

        In the `value` of a field a star is ordinary, and so is a backslash before a character
        that needs none: a code path has its own.
        """
        start = self._at
        characters: list[str] = []
        star = False
        while self._at < len(self._text):
            character = self._text[self._at]
            if character.isspace() or character in "()" or character in QUOTES:
                break
            if star:
                _fail("query_star_inside", start, self._at, word=self._text[start : self._at])
            self._at += 1
            if (
                character == "\\"
                and self._at < len(self._text)
                and (not value or self._text[self._at] in SPECIAL)
            ):
                character = self._text[self._at]
                self._at += 1
            elif character == "*" and not value:
                star = True
                continue
            characters.append(character)
        return "".join(characters), star

    def _next_in(self, characters: str) -> bool:
        return self._at < len(self._text) and self._text[self._at] in characters

    def _field_name(self) -> FieldName | None:
        """Read `name:` if it stands here and something follows it."""
        end = self._at
        while end < len(self._text) and self._text[end].isalpha():
            end += 1
        if end == self._at or self._text[end : end + 1] != ":":
            return None
        name = self._text[self._at : end]
        try:
            known = FieldName(name.lower())
        except ValueError:
            after = self._text[end + 1 : end + 2]
            if not after or after.isspace():
                return None  # "Anna: hej" is a word with a colon after it
            names = ", ".join(FieldName)
            _fail("query_field_unknown", self._at, end + 1, field=name, fields=names)
        self._at = end + 1
        return known

    def _field(self, name: FieldName, start: int) -> Field:
        quoted = self._next_in(QUOTES)
        value = self._quoted() if quoted else self._bare(value=True)[0]
        if not value.strip():
            _fail("query_field_empty", start, self._at, field=name.value)
        return Field(name, value, span=Span(start, self._at))


class _Parser:
    """OR binds loosest, then AND (or nothing between two parts), then NOT."""

    def __init__(self, tokens: tuple[_Token, ...], length: int) -> None:
        self._tokens = tokens
        self._next = 0
        self._length = length
        self._depth = 0

    def query(self) -> Query:
        query = self._either()
        if (token := self._peek()) is not None:
            _fail("query_parenthesis_close", token.start, token.end)
        return query

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self, mark: _Mark) -> _Token | None:
        token = self._peek()
        if token is None or token.value is not mark:
            return None
        self._next += 1
        return token

    def _either(self) -> Query:
        parts = [self._all(None)]
        while (operator := self._take(_Mark.OR)) is not None:
            parts.append(self._all(operator))
        return parts[0] if len(parts) == 1 else Or(tuple(parts), span=_around(parts))

    def _all(self, before: _Token | None) -> Query:
        parts = [self._one(before)]
        while (token := self._peek()) is not None and token.value not in (_Mark.OR, _Mark.CLOSE):
            parts.append(self._one(self._take(_Mark.AND)))
        return parts[0] if len(parts) == 1 else And(tuple(parts), span=_around(parts))

    def _one(self, before: _Token | None) -> Query:
        token = self._peek()
        if token is None or token.value in (_Mark.AND, _Mark.OR, _Mark.CLOSE):
            self._missing(before, token)
        self._next += 1
        if not isinstance(token.value, _Mark):
            return token.value
        self._depth += 1
        if self._depth > MAX_DEPTH:
            _fail("query_too_deep", token.start, token.end)
        query = self._negated(token) if token.value is _Mark.NOT else self._group(token)
        self._depth -= 1
        return query

    def _negated(self, operator: _Token) -> Not:
        part = self._one(operator)
        return Not(part, span=Span(operator.start, part.span.end))

    def _group(self, opening: _Token) -> Query:
        token = self._peek()
        if token is not None and token.value is _Mark.CLOSE:
            _fail("query_parenthesis_empty", opening.start, token.end)
        query = self._either()
        if self._take(_Mark.CLOSE) is None:
            _fail("query_parenthesis_open", opening.start, opening.end)
        return query

    def _missing(self, before: _Token | None, found: _Token | None) -> NoReturn:
        """Say which operator has nothing to join, or which bracket is alone."""
        at = before or found
        if at is None:  # only after "(" at the end of the query
            _fail("query_parenthesis_open", self._length - 1, self._length)
        if at.value is _Mark.CLOSE:
            _fail("query_parenthesis_close", at.start, at.end)
        _fail("query_operand_missing", at.start, at.end, operator=str(at.value))


def _around(parts: list[Query]) -> Span:
    return Span(parts[0].span.start, parts[-1].span.end)
