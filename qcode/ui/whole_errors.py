"""Keeps an error in a method that Qt calls from ending the program where Python is older than 3.12.

There an error that Python itself raises, as in `[][1]`, is no more than a kind and a message until
something handles it. Where Qt calls a method of ours from within a call of ours (a view asks its
model while we set it), PySide takes the message for the error, and the process ends on the spot.
While another error is being handled Python makes a new one whole at once: so everything runs
within the handling of one that stands for nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class _GroundError(Exception):
    """Stands for nothing. It is being handled as long as the program runs."""


def with_whole_errors(work: Callable[[], T]) -> T:
    """Do something in which every error is whole from the start, and return what it returns."""
    if sys.version_info >= (3, 12):  # where every error is
        return work()
    try:
        raise _GroundError
    except _GroundError:
        return work()


def without_ground(error: BaseException) -> BaseException:
    """Return an error, with nothing in its story of what everything runs within."""
    each: BaseException | None = error
    while each is not None:
        if isinstance(each.__context__, _GroundError):
            each.__context__ = None
        each = each.__context__
    return error
