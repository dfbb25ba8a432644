"""Stems that several threads ask for at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from qcode.index.snowball import rules

WORDS = ["communities", "running", "generously", "at", "nationalization", "skies", "is", "yes"] * 50


@pytest.fixture
def hasty() -> Iterator[None]:
    """Let the threads take turns as often as Python can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty")
def test_threads_do_not_disturb_each_other() -> None:
    stem = rules("english")
    alone = [stem(word) for word in WORDS]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: [stem(word) for word in WORDS], range(16)))
    assert all(answer == alone for answer in answers)
