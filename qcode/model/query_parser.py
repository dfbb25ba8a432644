"""Reads a query that was typed: `parse`. The language is described in `qcode.model.query`."""

from __future__ import annotations

from typing import NoReturn

from .query import And, Not, Or, Query, Relation
from .query_lexer import Joint, Lexer, Mark, Token, fail
from .text import Span

MAX_DEPTH = 100


def parse(text: str) -> Query:
    """Return the tree of a query.

    Raises `UserError` with a code that begins with "query_" and with `position` and `end`, code
    points of `text`, of the piece that cannot be read.
    """
    tokens = tuple(Lexer(text).tokens())
    if not tokens:
        fail("query_empty", 0, len(text))
    return _Parser(tokens, len(text)).query()


class _Parser:
    """OR binds loosest, then AND (or nothing between two parts), then relations, then NOT."""

    def __init__(self, tokens: tuple[Token, ...], length: int) -> None:
        self._tokens = tokens
        self._next = 0
        self._length = length
        self._depth = 0

    def query(self) -> Query:
        query = self._either()
        if (token := self._peek()) is not None:
            fail("query_parenthesis_close", token.start, token.end)
        return query

    def _peek(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self, mark: Mark) -> Token | None:
        token = self._peek()
        if token is None or token.value is not mark:
            return None
        self._next += 1
        return token

    def _either(self) -> Query:
        parts = [self._all(None)]
        while (operator := self._take(Mark.OR)) is not None:
            parts.append(self._all(operator))
        return parts[0] if len(parts) == 1 else Or(tuple(parts), span=_around(parts))

    def _all(self, before: Token | None) -> Query:
        parts = [self._related(before)]
        while (token := self._peek()) is not None and token.value not in (Mark.OR, Mark.CLOSE):
            parts.append(self._related(self._take(Mark.AND)))
        return parts[0] if len(parts) == 1 else And(tuple(parts), span=_around(parts))

    def _related(self, before: Token | None) -> Query:
        left = self._one(before)
        if (operator := self._joint()) is None:
            return left
        right = self._one(operator)
        if (second := self._joint()) is not None:
            fail("query_relations", second.start, second.end, operator=str(second.value))
        joint = operator.value
        assert isinstance(joint, Joint)
        span = Span(left.span.start, right.span.end)
        return Relation(joint.link, left, right, joint.distance, span=span)

    def _joint(self) -> Token | None:
        token = self._peek()
        if token is None or not isinstance(token.value, Joint):
            return None
        self._next += 1
        return token

    def _one(self, before: Token | None) -> Query:
        token = self._peek()
        if (
            token is None
            or isinstance(token.value, Joint)
            or token.value in (Mark.AND, Mark.OR, Mark.CLOSE)
        ):
            self._missing(before, token)
        self._next += 1
        if not isinstance(token.value, Mark):
            return token.value
        self._depth += 1
        if self._depth > MAX_DEPTH:
            fail("query_too_deep", token.start, token.end)
        query = self._negated(token) if token.value is Mark.NOT else self._group(token)
        self._depth -= 1
        return query

    def _negated(self, operator: Token) -> Not:
        part = self._one(operator)
        return Not(part, span=Span(operator.start, part.span.end))

    def _group(self, opening: Token) -> Query:
        token = self._peek()
        if token is not None and token.value is Mark.CLOSE:
            fail("query_parenthesis_empty", opening.start, token.end)
        query = self._either()
        if self._take(Mark.CLOSE) is None:
            fail("query_parenthesis_open", opening.start, opening.end)
        return query

    def _missing(self, before: Token | None, found: Token | None) -> NoReturn:
        """Say which operator has nothing to join, or which bracket is alone."""
        at = before or found
        if at is None:  # only after "(" at the end of the query
            fail("query_parenthesis_open", self._length - 1, self._length)
        if at.value is Mark.CLOSE:
            fail("query_parenthesis_close", at.start, at.end)
        fail("query_operand_missing", at.start, at.end, operator=str(at.value))


def _around(parts: list[Query]) -> Span:
    return Span(parts[0].span.start, parts[-1].span.end)
