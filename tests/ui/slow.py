"""A slow machine, on purpose: `pytest tests/ui --slow SEED`.

Work on the lanes begins late and its answers come later still, and so does the news of what was
written. So what is asked for first is not answered first, and what is stored is not shown yet. A
test that waited for the wrong thing fails here; a pane that relies on an order that is none, too.
"""

from __future__ import annotations

import random
import threading
import time
from typing import Any

import pytest

from qcode.model.changes import Changes
from qcode.ui.runner import _Wish
from qcode.ui.session import Session

LATE = 0.1  # seconds, at most, of each delay


def be_slow(patch: pytest.MonkeyPatch, dice: random.Random) -> None:
    """Make lanes and news slow for one test."""
    carry_out, hear = _Wish.carry_out, Session._hear

    def dawdle() -> None:
        time.sleep(dice.uniform(0, LATE))

    def carry_out_late(wish: _Wish) -> Any:
        dawdle()
        try:
            return carry_out(wish)
        finally:
            dawdle()

    def hear_late(session: Session, changes: Changes) -> None:
        if threading.current_thread() is not threading.main_thread():
            dawdle()
        hear(session, changes)

    patch.setattr(_Wish, "carry_out", carry_out_late)
    patch.setattr(Session, "_hear", hear_late)
