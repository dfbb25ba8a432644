"""Laws of what is where in the margin; how it is arranged is in `test_margin`."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QRectF

from qcode.ui.coding.painted import PaintedSegment
from qcode.ui.coding.scene import Leader, Name, Scene, Stripe

WIDTH = 300.0
numbers = st.integers(0, 250).map(float)
segments = st.builds(PaintedSegment, st.integers(1, 9), st.just(0), st.just(5), st.integers(1, 3))


@st.composite
def stripe(draw: st.DrawFn) -> Stripe:
    top = draw(numbers)
    return Stripe(draw(numbers), top, top + 1 + draw(numbers), (draw(segments),))


@st.composite
def name(draw: st.DrawFn) -> Name:
    x, top, width, height = (1 + draw(numbers) for _each in range(4))
    leader = Leader(draw(numbers), draw(numbers), top + height / 2, x)
    folded = tuple(draw(st.lists(segments, max_size=2)))
    return Name(
        x,
        top,
        width,
        height,
        draw(segments),
        folded=folded,
        fold_x=x + width if folded else 0.0,
        fold_width=20.0 if folded else 0.0,
        fold_text=f"+{len(folded)}" if folded else "",
        leader=draw(st.sampled_from((None, leader))),
    )


some = st.lists(stripe(), max_size=2)
scenes = st.builds(Scene, some, some, st.lists(name(), max_size=4), some)


def holds(outer: QRectF, inner: QRectF) -> bool:
    return outer.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(inner)


@given(name())
def test_the_bounds_of_a_name_hold_all_that_is_painted_of_it(each: Name) -> None:
    assert holds(each.whole_area, each.area)
    if each.folded:
        assert holds(each.whole_area, each.fold_area)
    if each.leader is not None:
        left, top, right, bottom = each.bounds
        assert left <= min(each.leader.x, each.leader.to)
        assert right >= max(each.leader.x, each.leader.to)
        assert top <= each.leader.top < bottom
        assert top <= each.leader.y < bottom
    else:
        assert each.whole_area == each.area.united(each.fold_area)


@given(scenes)
def test_a_margin_that_is_mirrored_twice_is_as_it_was(scene: Scene) -> None:
    there = scene.mirrored(WIDTH)
    assert there.mirrored(WIDTH) == scene
    for before, after in zip(scene.names, there.names, strict=True):
        assert after.whole_area.right() == WIDTH - before.whole_area.left()
        assert after.whole_area.size() == before.whole_area.size()


@given(scenes, st.tuples(numbers, numbers, numbers, numbers))
def test_what_is_left_out_of_a_part_does_not_touch_it(
    scene: Scene, place: tuple[float, float, float, float]
) -> None:
    rect = QRect(*map(int, place[:2]), *(1 + int(each) for each in place[2:]))
    part = scene.within(rect)
    kept = [each for each in scene.names if each.whole_area.intersects(QRectF(rect))]
    assert part.names == kept
    for each in scene.stripes:
        if each.area.intersects(QRectF(rect)):
            assert each in part.stripes


@given(scenes)
def test_a_scene_does_not_differ_from_itself_and_differs_from_none_by_all_of_it(
    scene: Scene,
) -> None:
    assert scene.difference(scene.mirrored(WIDTH).mirrored(WIDTH)) is None
    found = scene.difference(Scene())
    everything = [
        *(each.area for each in (*scene.stripes, *scene.overflow, *scene.beyond)),
        *(each.whole_area for each in scene.names),
    ]
    assert (found is None) == (not everything)
    assert all(found is not None and holds(found, each) for each in everything)
