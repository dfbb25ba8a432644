"""Statements in SQL as SQLAlchemy has put them into words, for all databases that are opened.

Each engine has a memory of its own for that, which is empty when a project opens; to fill it takes
longer than all that is then read.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.util import LRUCache

_MOST = 1_000  # statements; an engine keeps half as many


class _Shared(LRUCache[Any, Any]):
    """Knows a statement by the name of its dialect, of which each engine has one of its own."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_named(key), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(_named(key), value)


def _named(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *statement = key
    return (dialect.name, dialect.driver, *statement)


_STATEMENTS = _Shared(_MOST)


def share(engine: Engine) -> Engine:
    """Let an engine use the words that another has found, and give others its own."""
    engine.update_execution_options(compiled_cache=_STATEMENTS)
    return engine
