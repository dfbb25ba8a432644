"""How long work lets others go first: what the window has to do comes before what it waits for.

Python runs one thread at a time and asks nobody which. Whoever gives work a thread of its own
says what "after you" means there, see `courteous`; on any other thread nothing is waited for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
_PIECE = 200  # things that go in a part of a millisecond


class _OfThread(threading.local):
    wait: Callable[[], None] | None = None


_here = _OfThread()


@contextmanager
def courteous(wait: Callable[[], None]) -> Iterator[None]:
    """Have the work of this thread call `wait` whenever it can let others go first."""
    before, _here.wait = _here.wait, wait
    try:
        yield
    finally:
        _here.wait = before


@contextmanager
def one_at_a_time(lock: threading.Lock) -> Iterator[None]:
    """Have threads that let others go first do something in turn, by a lock of their own.

    It may then be done with others going first: those wait for no lock here, but do it themselves.
    """
    if _here.wait is None:
        yield
        return
    with lock:
        yield


def give_way() -> None:
    """Let others go first, if that was asked for. Cheap: made for loops."""
    if _here.wait is not None:
        _here.wait()


def giving_way(things: Iterable[T]) -> Iterator[T]:
    """Go through things, and let others go first before each."""
    for thing in things:
        if _here.wait is not None:
            _here.wait()
        yield thing


def let_go(things: list[T]) -> None:
    """Empty a long list in pieces. As a whole it goes in one go, for which all others wait."""
    while things:
        give_way()
        del things[-_PIECE:]
