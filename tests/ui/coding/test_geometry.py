"""Where passages are on the screen, whatever was asked before."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from qcode.ui.coding.view import CodingView

LATIN = "Det började med att någon ställde fram kaffe 😀 och så satt vi där, alla tre. "
HEBREW = "שלום עולם זה טקסט בעברית ועוד קצת "


@pytest.mark.parametrize("text", [LATIN * 12, HEBREW * 20, (LATIN + HEBREW) * 9])
def test_where_a_passage_is_does_not_depend_on_what_was_asked_before(
    open_view: Callable[..., CodingView], text: str
) -> None:
    geometry = open_view(f"{text}\n{text}")._geometry
    dice = random.Random(4)
    ends = sorted(dice.sample(range(geometry.view().end - 1), 40))
    spans = [(start, end) for start in ends for end in ends if start < end]
    found = {each: geometry.rects(*each) for each in spans}
    assert any(len(rects) > 3 for rects in found.values())
    for each in dice.sample(spans, 60):
        geometry.forget()
        assert geometry.rects(*each) == found[each]
