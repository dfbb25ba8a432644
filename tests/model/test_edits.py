"""Changes of a text: the laws they keep, and what they do to the spans that stand on it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.edits import Edges, Fate, Replacement, Side, TextChange
from qcode.model.text import Span

TEXTS = st.text(st.sampled_from("abc \nå😀"), max_size=30)
SIDES = st.sampled_from(Side)
EDGES = st.sampled_from(Edges)


@st.composite
def changes(draw: st.DrawFn, text: str) -> TextChange:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = [
        (start, end, draw(st.text(st.sampled_from("abX"), max_size=4)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return TextChange.replacing(text, edits)


@st.composite
def changed_texts(draw: st.DrawFn) -> tuple[str, TextChange]:
    text = draw(TEXTS)
    return text, draw(changes(text))


@st.composite
def spans(draw: st.DrawFn, length: int) -> Span:
    start = draw(st.integers(0, length))
    return Span(start, draw(st.integers(start, length)))


def kept(change: TextChange) -> list[int | None]:
    """Where each character of the old text is in the new one, by its description."""
    places: list[int | None] = []
    shift = done = 0
    for start, end, inserted, removed in change.replacements:
        places += [at + shift for at in range(done, start)] + [None] * (end - start)
        shift += len(inserted) - len(removed)
        done = end
    return places + [at + shift for at in range(done, change.length)]


def test_a_change_replaces_what_it_says() -> None:
    text = "Anna bor i Umeå."
    change = TextChange.replacing(text, [(11, 15, "[ort]"), (0, 4, "[namn]"), (5, 5, "inte ")])
    assert change.apply(text) == "[namn] inte bor i [ort]."
    assert change.new_length == len("[namn] inte bor i [ort].")
    assert change.replacements == (
        Replacement(0, 4, "[namn]", "Anna"),
        Replacement(5, 5, "inte ", ""),
        Replacement(11, 15, "[ort]", "Umeå"),
    )


def test_replacements_that_touch_become_one_and_those_that_change_nothing_go() -> None:
    change = TextChange.replacing("abcdef", [(0, 1, "a"), (2, 3, "x"), (3, 3, "y"), (3, 4, "")])
    assert change.replacements == (Replacement(2, 4, "xy", "cd"),)
    assert TextChange.replacing("ab", [(0, 1, ""), (1, 1, "a")]).is_identity


@pytest.mark.parametrize(
    "replacements",
    [
        [Replacement(4, 5, "", "a")],
        [Replacement(-1, 0, "", "a")],
        [Replacement(2, 1, "", "")],
        [Replacement(0, 2, "", "a")],
        [Replacement(2, 3, "", "a"), Replacement(0, 1, "", "a")],
        [Replacement(0, 2, "", "ab"), Replacement(1, 3, "", "bc")],
    ],
)
def test_replacements_that_no_text_can_have_are_refused(replacements: list[Replacement]) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        TextChange(4, tuple(replacements))


def test_a_change_refuses_another_text() -> None:
    change = TextChange.replace("abc", 1, 2, "x")
    with pytest.raises(ValueError, match="a text of 4"):
        change.apply("abcd")
    with pytest.raises(ValueError, match="at 1 is not what"):
        change.apply("acc")
    with pytest.raises(ValueError, match="after 3"):
        change.compose(TextChange(4))
    with pytest.raises(ValueError, match="position 4 of 3"):
        change.map_position(4, Side.BEFORE)
    with pytest.raises(ValueError, match="position 4 of 3"):
        change.map_span((2, 4))
    with pytest.raises(ValueError, match="ends before it starts"):
        change.map_span((2, 1))


@given(changed_texts())
def test_an_inverted_change_takes_it_back(given_change: tuple[str, TextChange]) -> None:
    text, change = given_change
    inverse = change.invert()
    assert inverse.apply(change.apply(text)) == text
    assert inverse.invert() == change
    assert change.compose(inverse).is_identity
    assert change.new_length == len(change.apply(text))


@given(changed_texts(), st.data())
def test_a_composed_change_does_one_and_then_the_other(
    given_change: tuple[str, TextChange], data: st.DataObject
) -> None:
    text, first = given_change
    middle = first.apply(text)
    second = data.draw(changes(middle))
    new = second.apply(middle)
    both = first.compose(second)
    assert both.apply(text) == new
    third = data.draw(changes(new))
    for all_three in (both.compose(third), first.compose(second.compose(third))):
        assert all_three.apply(text) == third.apply(new)
    assert first.compose(TextChange(len(middle))) == first == TextChange(len(text)).compose(first)


@given(changed_texts(), SIDES, st.data())
def test_mapping_stays_in_the_text_in_order_and_with_its_character(
    given_change: tuple[str, TextChange], side: Side, data: st.DataObject
) -> None:
    text, change = given_change
    mapped = [change.map_position(at, side) for at in range(len(text) + 1)]
    assert all(0 <= at <= change.new_length for at in mapped)
    assert mapped == sorted(mapped)
    after = [change.map_position(at, Side.AFTER) for at in range(len(text) + 1)]
    before = [change.map_position(at, Side.BEFORE) for at in range(len(text) + 1)]
    assert all(one <= other for one, other in zip(before, after, strict=True))
    for at, place in enumerate(kept(change)):
        if place is not None:
            assert (after[at], before[at + 1]) == (place, place + 1)


@given(TEXTS, st.data())
def test_the_change_of_nothing_leaves_everything(text: str, data: st.DataObject) -> None:
    change = TextChange(len(text))
    span = data.draw(spans(len(text)))
    assert change.is_identity
    assert change.apply(text) == text
    for edges in Edges:
        assert change.map_span(span, edges) == (span, Fate.UNTOUCHED)


@given(changed_texts(), SIDES, st.data())
def test_mapping_twice_is_mapping_through_both_between_characters_that_stay(
    given_change: tuple[str, TextChange], side: Side, data: st.DataObject
) -> None:
    text, first = given_change
    second = data.draw(changes(first.apply(text)))
    both = first.compose(second)
    stays = [place is not None and kept(second)[place] is not None for place in kept(first)]
    around = [True, *stays, True]
    for at in range(len(text) + 1):
        if around[at] and around[at + 1]:
            twice = second.map_position(first.map_position(at, side), side)
            assert both.map_position(at, side) == twice


def test_mapping_through_both_differs_where_the_second_puts_back_what_the_first_removed() -> None:
    first = TextChange.replace("abc", 0, 3, "")
    second = TextChange.replace("", 0, 0, "abc")
    assert first.compose(second).map_position(2, Side.BEFORE) == 2
    assert second.map_position(first.map_position(2, Side.BEFORE), Side.BEFORE) == 0


@given(changed_texts(), EDGES, st.data())
def test_a_mapped_span_keeps_its_characters_and_says_what_became_of_it(
    given_change: tuple[str, TextChange], edges: Edges, data: st.DataObject
) -> None:
    text, change = given_change
    span = data.draw(spans(len(text)))
    new, fate = change.map_span(span, edges)
    new_text = change.apply(text)
    assert 0 <= new.start <= new.end <= len(new_text)
    survivors = [place for place in kept(change)[span.start : span.end] if place is not None]
    assert all(new.start <= place < new.end for place in survivors)
    others = kept(change)[: span.start] + kept(change)[span.end :]
    assert not any(place is not None and new.start <= place < new.end for place in others)
    if span.start == span.end:
        assert new.start == new.end
    else:
        assert (fate is Fate.GONE) == (new.start == new.end)
    if fate is Fate.UNTOUCHED:
        assert new_text[new.start : new.end] == text[span.start : span.end]


@given(changed_texts(), st.data())
def test_growing_holds_keeping_and_keeping_holds_shrinking(
    given_change: tuple[str, TextChange], data: st.DataObject
) -> None:
    text, change = given_change
    span = data.draw(spans(len(text)))
    grown, stayed, shrunk = (change.map_span(span, edges).span for edges in Edges)
    assert grown.start <= stayed.start <= stayed.end <= grown.end
    assert shrunk.start == shrunk.end or (stayed.start <= shrunk.start and shrunk.end <= stayed.end)


# The span is "bra dag" in "en bra dag nu"; | marks what it lies over afterwards.
CASES = [
    ((3, 3, "rätt "), "en |rätt bra dag| nu", "en rätt |bra dag| nu", "en rätt |bra dag| nu"),
    ((10, 10, "ar"), "en |bra dagar| nu", "en |bra dag|ar nu", "en |bra dag|ar nu"),
    ((6, 6, "!"), "en |bra! dag| nu", "en |bra! dag| nu", "en |bra! dag| nu"),
    ((3, 10, "natt"), "en |natt| nu", "en |natt| nu", "en |natt| nu"),
    ((0, 6, "god"), "|god dag| nu", "|god dag| nu", "god| dag| nu"),
    ((7, 13, "tid"), "en |bra tid|", "en |bra tid|", "en |bra |tid"),
    ((0, 13, "nej"), "|nej|", "|nej|", "||nej"),
    ((3, 10, ""), "en || nu", "en || nu", "en || nu"),
    ((2, 11, ""), "en||nu", "en||nu", "en||nu"),
    ((3, 7, ""), "en |dag| nu", "en |dag| nu", "en |dag| nu"),
    ((0, 3, ""), "|bra dag| nu", "|bra dag| nu", "|bra dag| nu"),
    ((0, 3, "En "), "En |bra dag| nu", "En |bra dag| nu", "En |bra dag| nu"),
]


@pytest.mark.parametrize(("edit", "grown", "stayed", "shrunk"), CASES)
def test_the_edges_of_a_span(
    edit: tuple[int, int, str], grown: str, stayed: str, shrunk: str
) -> None:
    text = "en bra dag nu"
    change = TextChange.replace(text, *edit)
    new = change.apply(text)
    for edges, expected in zip(Edges, (grown, stayed, shrunk), strict=True):
        (start, end), fate = change.map_span((3, 10), edges)
        assert f"{new[:start]}|{new[start:end]}|{new[end:]}" == expected
        if start == end:
            assert fate is Fate.GONE
        else:
            assert (fate is Fate.UNTOUCHED) == (new[start:end] == "bra dag")


def test_an_empty_span_is_gone_only_when_its_surroundings_are() -> None:
    text = "en bra dag"
    cut = TextChange.replace(text, 3, 7, "")
    assert cut.map_span((5, 5)) == (Span(3, 3), Fate.GONE)
    assert cut.map_span((7, 7)) == (Span(3, 3), Fate.UNTOUCHED)
    assert cut.map_span((3, 3)) == (Span(3, 3), Fate.UNTOUCHED)


@given(changed_texts())
def test_a_refined_change_does_the_same_and_keeps_as_much_or_more(
    given_change: tuple[str, TextChange],
) -> None:
    text, change = given_change
    finer = change.refined()
    assert finer.apply(text) == change.apply(text)
    assert finer.refined() == finer
    for at, fine in zip(kept(change), kept(finer), strict=True):
        assert at is None or at == fine


def test_a_refined_change_leaves_alone_what_is_in_both_texts() -> None:
    change = TextChange.replace("Hej du", 0, 6, "Hej på dig")
    assert change.map_span((0, 3)) == (Span(0, 10), Fate.CHANGED)
    assert change.refined().map_span((0, 3)) == (Span(0, 3), Fate.UNTOUCHED)
