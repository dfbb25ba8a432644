"""Regions of a picture: rectangles, and what an edit of the text does to them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.model.edits import TextChange
from qcode.model.layout import Layout, Region
from qcode.model.layout_edits import map_layout
from qcode.model.regions import (
    Rectangle,
    Size,
    region_over,
    smallest_at,
    whole_picture,
    with_rectangle,
    with_region,
    without_region,
)
from qcode.model.text import Paragraphs, Span, paragraphs
from qcode.store.layouts import decode_layout, encode_layout

SIZE = Size(400, 300)
TEXT = "Torget.png\nHuset\nTrädet"
HOUSE, TREE = Rectangle(10, 20, 110, 120), Rectangle(50, 60, 90, 100)
LAYOUT = Layout(regions=(whole_picture(10, SIZE), Region(11, 16, *HOUSE), Region(17, 23, *TREE)))

names = st.text("abåö 1", min_size=1, max_size=6).filter(str.strip)
rectangles = st.builds(
    lambda x, y, w, h: Rectangle(x, y, x + w, y + h),
    *(st.integers(0, 300) for _ in range(2)),
    *(st.integers(2, 300) for _ in range(2)),
)


@st.composite
def pictured(draw: st.DrawFn) -> tuple[str, Layout]:
    """A text in which each paragraph, but for some, is a region of its own rectangle."""
    lines = draw(st.lists(names, min_size=1, max_size=6))
    text = "\n".join(lines)
    regions = []
    for number, (start, end) in enumerate(paragraphs(text)):
        if draw(st.integers(0, 3)):
            regions.append(Region(start, end, number, 0, number + 5, 5))
    return text, Layout(regions=tuple(regions))


def called(text: str, layout: Layout) -> dict[tuple[int, int, int, int], str]:
    return {Rectangle.of(each): text[each.start : each.end] for each in layout.regions}


@given(pictured(), st.data())
def test_after_any_edit_each_region_is_one_whole_paragraph_of_its_own(
    given_picture: tuple[str, Layout], data: st.DataObject
) -> None:
    text, layout = given_picture
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 9)))
    change = TextChange.replace(text, start, end, data.draw(st.text("ab\n", max_size=4)))
    new = change.apply(text)
    carried = map_layout(layout, change, new).regions
    ends = -1
    for each in carried:
        assert Paragraphs(new).around((each.start, each.end)) == (each.start, each.end)
        assert "\n" not in new[each.start : each.end]
        assert ends < each.start < each.end
        ends = each.end
    before = [Rectangle.of(each) for each in layout.regions]
    assert [Rectangle.of(each) for each in carried] == [
        each for each in before if each in {Rectangle.of(one) for one in carried}
    ]


@given(pictured(), st.data())
def test_what_an_edit_does_not_touch_keeps_its_words(
    given_picture: tuple[str, Layout], data: st.DataObject
) -> None:
    text, layout = given_picture
    spans = paragraphs(text)
    start, end = data.draw(st.sampled_from(spans))
    change = TextChange.replace(text, start, end, data.draw(names))
    before, after = (
        called(text, layout),
        called(change.apply(text), map_layout(layout, change, change.apply(text))),
    )
    touched = {Rectangle.of(each) for each in layout.regions if each.start == start}
    assert before.keys() == after.keys()
    assert {k: v for k, v in before.items() if k not in touched} == {
        k: v for k, v in after.items() if k not in touched
    }


@given(pictured(), rectangles, names)
def test_a_region_that_is_added_and_taken_away_leaves_all_as_it_was(
    given_picture: tuple[str, Layout], rectangle: Rectangle, name: str
) -> None:
    text, layout = given_picture
    change, added, span = with_region(text, layout, rectangle, name)
    new = change.apply(text)
    assert new[span.start : span.end] == name
    assert added.regions[:-1] == layout.regions
    assert Rectangle.of(added.regions[-1]) == rectangle
    back, left = without_region(new, added, span)
    assert (back.apply(new), left) == (text, layout)


@given(pictured())
def test_layouts_with_regions_are_stored_and_read(given_picture: tuple[str, Layout]) -> None:
    _text, layout = given_picture
    assert decode_layout(encode_layout(layout)) == layout
    assert b"regions" not in encode_layout(Layout())


def test_a_region_goes_with_its_paragraph() -> None:
    change = TextChange.replace(TEXT, 10, 16, "")
    new = change.apply(TEXT)
    assert called(new, map_layout(LAYOUT, change, new)) == {
        (0, 0, *SIZE): "Torget.png",
        TREE: "Trädet",
    }
    assert without_region(TEXT, LAYOUT, Span(0, 10))[0].apply(TEXT) == "Huset\nTrädet"


def test_of_two_paragraphs_that_are_joined_the_first_region_stays() -> None:
    change = TextChange.replace(TEXT, 16, 17, " och ")
    new = change.apply(TEXT)
    found = called(new, map_layout(LAYOUT, change, new))
    assert found == {(0, 0, *SIZE): "Torget.png", HOUSE: "Huset och Trädet"}


def test_a_paragraph_cut_in_two_leaves_the_region_to_the_first() -> None:
    change = TextChange.replace(TEXT, 13, 13, "\n")
    new = change.apply(TEXT)
    assert called(new, map_layout(LAYOUT, change, new))[HOUSE] == "Hu"


def test_another_rectangle_is_for_one_region_only() -> None:
    moved = with_rectangle(LAYOUT, Span(17, 23), Rectangle(0, 0, 5, 5))
    assert [Rectangle.of(each) for each in moved.regions] == [
        (0, 0, *SIZE),
        HOUSE,
        Rectangle(0, 0, 5, 5),
    ]


@given(rectangles, st.integers(-500, 500), st.integers(-500, 500))
def test_what_is_moved_keeps_its_size_and_stays_inside(
    rectangle: Rectangle, by_x: int, by_y: int
) -> None:
    start = rectangle.inside(SIZE)
    if start is None:
        assert rectangle.left > SIZE.width - 2 or rectangle.top > SIZE.height - 2
        return
    moved = start.moved(by_x, by_y, SIZE)
    assert moved.size == start.size
    assert moved.inside(SIZE) == moved
    pulled = start.stretched(by_x, by_y, SIZE)
    assert (pulled.left, pulled.top) == (start.left, start.top)
    assert pulled.inside(SIZE) == pulled


def test_the_smallest_region_under_a_point_is_meant() -> None:
    places = [Rectangle.of(each) for each in LAYOUT.regions]
    assert smallest_at(places, 60, 70) == TREE
    assert smallest_at(places, 20, 30) == HOUSE
    assert smallest_at(places, 400, 30) is None


def test_a_position_at_either_end_of_a_paragraph_is_in_its_region() -> None:
    for position in (11, 13, 16):
        found = region_over(LAYOUT.regions, position)
        assert found is not None and Rectangle.of(found) == HOUSE
