"""Sees to it that cyclic garbage is collected on the main thread and on no other, and unnoticed.

Python collects on whichever thread happens to allocate. Garbage may hold widgets, and a Qt object
that ends on a thread of the lanes takes the program with it. So automatic collection is off for
as long as there is a window, and a timer collects instead. It looks often at what is young, which
then is little. To look through all takes up to some hundred milliseconds, in which nothing can be
typed: that waits until whoever works here has been away, or reading, for half a minute. Then those
who asked for it in `at_rest` let go of what can be read again, and the system gets back what lies
free between what is in use: of many documents opened and closed, a tenth of all.
"""

from __future__ import annotations

import ctypes
import gc
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from .effort import Patience

_EVERY_MS = 100
_OFTEN_MS = 20  # while lanes make so much that to look through it is felt
_MANY, _FEW = 20_000, 2_000  # objects since the last time at which that begins and ends
_AT_ONCE = 10_000  # objects that are looked through in a millisecond or two
_QUIET_TURNS = 600  # a minute: then the old objects are looked through too, when there is a rest
_RESTING_TURNS = 300
_RESTING_SHARE = 0.05  # of a processor, at most, that a program uses with which nobody works
_LARGE = 256 * 1024  # bytes: as large as the picture of a list
_M_MMAP_THRESHOLD = -3  # malloc.h


_at_rest: list[Callable[[], object]] = []


def at_rest(let_go: Callable[[], object]) -> Callable[[], None]:
    """Have something called when nobody works for a while; return what ends that."""
    _at_rest.append(let_go)

    def end() -> None:
        if let_go in _at_rest:
            _at_rest.remove(let_go)

    return end


def collect_meanwhile() -> None:
    """Collect what is young if there is much of it, while a lane waits that may have made it."""
    if gc.get_count()[0] > _AT_ONCE and not gc.isenabled():
        gc.collect(1)


def collect_all() -> None:
    """Collect all garbage, and give the system the memory that is free now."""
    for let_go in tuple(_at_rest):
        let_go()
    gc.collect(2)
    if _give_back is not None:
        _give_back(0)


def _of_glibc(name: str) -> Callable[..., object] | None:
    """Return a function that glibc has for memory; other libraries need nothing of the kind."""
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None), name, None)


_give_back = _of_glibc("malloc_trim")
_set_option = _of_glibc("mallopt")


def keep_large_apart() -> None:
    """Have pieces as large as pictures taken from the system, and given back when they are freed.

    Else glibc puts them into the heap once it has seen one freed, and at each resize of a window
    they leave holes there that fit nothing else: a tenth of all in an hour.
    """
    if _set_option is not None:
        _set_option(_M_MMAP_THRESHOLD, _LARGE)


class Collector(QObject):
    """Collects garbage on the thread it lives on. One for a program, see `ensure`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._turns = 0
        self._resting = 0
        self._used = time.process_time()
        self._patience = Patience()
        timer = QTimer(self)
        timer.setInterval(_EVERY_MS)
        timer.timeout.connect(self.collect)
        timer.start()
        self._often = QTimer(self)
        self._often.setInterval(_OFTEN_MS)
        self._often.timeout.connect(self._collect_young)

    @classmethod
    def ensure(cls) -> None:
        """Begin collecting on the main thread, if nobody does yet."""
        application = QCoreApplication.instance()
        if application is not None and application.findChild(cls) is None:
            keep_large_apart()
            cls(application)

    def collect(self) -> None:
        """Collect what is young if there is much of it, and all when it is time and quiet."""
        self._turns += 1
        used, before = time.process_time(), self._used
        self._used = used
        resting = used - before < _RESTING_SHARE * _EVERY_MS / 1000
        self._resting = self._resting + 1 if resting else 0
        young, _middle, old = (
            count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if old and self._turns >= _QUIET_TURNS and self._resting >= _RESTING_TURNS:
            self._turns = 0
            collect_all()
        elif young and not self._patience.waits():
            self._collect_young()

    def _collect_young(self) -> None:
        """Collect what is young; more often for a while if there is very much of it."""
        count = gc.get_count()[0]
        if count > _MANY and not self._often.isActive():
            self._often.start()
        elif count < _FEW:
            self._often.stop()
        gc.collect(1)
