"""Where passages are on the screen, whatever was asked before."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from qcode.model.layout import Format, Layout, Style
from qcode.ui.coding.column_layout import ColumnLayout
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


@pytest.mark.parametrize(
    "text", [LATIN * 12, "“Ja – kanske…” sade hon, f" * 30, "tyst-" * 99, "kaffe  " * 60 + "\t" * 9]
)
@pytest.mark.parametrize("italic", [False, True])
def test_where_lines_end_is_what_qt_says(
    open_view: Callable[..., CodingView], text: str, italic: bool
) -> None:
    text = text.replace("😀", "")
    formats = (Format(0, len(text), Style.ITALIC),) if italic else ()
    view = open_view(text, Layout(formats=formats))
    layout = view.document().documentLayout()
    assert isinstance(layout, ColumnLayout)
    (paragraph,) = layout.standing(0, 100)
    lines = paragraph.lines
    numbers = range(len(lines.starts))
    assert len(numbers) > 2
    known = [lines.edges(number) for number in numbers]
    lines.ends = None
    asked = [lines.edges(number) for number in numbers]
    assert [each[:2] for each in known] == [each[:2] for each in asked]
    assert lines.starts == [lines.layout.lineAt(number).textStart() for number in numbers]


def test_what_is_painted_again_asks_for_no_lines_again(
    open_view: Callable[..., CodingView], lines_asked: Callable[[], list[int]]
) -> None:
    view = open_view("\n".join(LATIN for _each in range(300)))
    layout = view.document().documentLayout()
    assert isinstance(layout, ColumnLayout)
    view.verticalScrollBar().setValue(2000)
    before = view.grab().toImage()
    asked = lines_asked()
    assert view.grab().toImage() == before
    assert asked == []
    view.verticalScrollBar().setValue(2040)
    view.grab()
    assert 0 < len(asked) == len(set(asked))
