from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qcode.model.memo_links import (
    Target,
    first_words,
    links_in,
    map_targets,
    plain_words,
    words_only,
    write_link,
)
from qcode.model.text import Span

GUID = "1b4e28ba-2fa1-11d2-883f-0016d3cca427"
TARGETS = st.one_of(
    st.builds(Target, segment=st.just(GUID)),
    st.builds(Target, document=st.just(GUID)),
    st.builds(
        lambda start, length: Target(document=GUID, span=Span(start, start + length)),
        st.integers(0, 10**6),
        st.integers(1, 10**6),
    ),
)


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), TARGETS)
def test_a_written_link_is_read_back_with_its_words(label: str, target: Target) -> None:
    text = f"Before {write_link(label, target)} after"
    (link,) = links_in(text)
    assert (link.label, link.target) == (label, target)
    assert text[link.span.start : link.span.end] == link.source


def test_a_target_that_cannot_be_read_is_still_a_link() -> None:
    for broken in ("", "nonsense", f"segment/{GUID}#1-2", "document/x#9-3", "document/x#1"):
        (link,) = links_in(f"see [here](qcode:{broken}).")
        assert link.target is None
        assert link.label == "here"


def test_targets_change_where_they_stand_and_nothing_else_does() -> None:
    text = f"**a** [x\\]y](qcode:document/{GUID}#5-9) [z](qcode:bad) [w](https://example.org)\n"
    same = map_targets(text, lambda target: target)
    assert same == text
    moved = map_targets(text, lambda target: Target(document=target.document, span=Span(6, 10)))
    assert moved == text.replace("#5-9", "#6-10")


def test_plain_words_keep_what_is_said_and_drop_the_marks() -> None:
    text = f"## On trust\n- **Never** [Anna, ¶ 3](qcode:segment/{GUID}) *once*, 2*3*4, a_b_c\n> so"
    assert plain_words(text) == "On trust\n- Never Anna, ¶ 3 once, 2*3*4, a_b_c\n> so"
    assert first_words(text, 23) == "On trust - Never Anna…"
    assert first_words(text, 24) == "On trust - Never Anna, ¶…"
    assert first_words("Ord " * 40) == "Ord " * 14 + "Ord…"
    assert first_words("Ord", 3) == "Ord"
    assert first_words("Ord" * 20, 10) == "OrdOrdOrd…"
    assert plain_words("[site](https://example.org)") == "site (https://example.org)"


@given(st.text())
def test_any_text_has_plain_words(text: str) -> None:
    assert "](qcode:segment" not in plain_words(text) or "](qcode:segment" in text


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), TARGETS)
@example("__0__", Target(segment="0"))
@example("_[0]_", Target(segment="0"))
def test_labels_stand_for_links_and_matches_move_with_their_words(
    label: str, target: Target
) -> None:
    text = f"Before {write_link(label, target)} after"
    after = text.rindex("after")
    shown, spans = words_only(text, [Span(0, 6), Span(after, after + 5)])
    assert shown == f"Before {label} after"
    assert [shown[span.start : span.end] for span in spans] == ["Before", "after"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("## A **bold** word", "A bold word"),
        ("*slanted* and __bold__ and _slanted_", "slanted and bold and slanted"),
        ("**_both_** here", "both here"),
        ("a * b ** c # d and some_name_here", "a * b ** c # d and some_name_here"),
        (f"**see [A*B*](qcode:segment/{GUID})**", "see A*B*"),
    ],
)
def test_marks_are_left_out_of_what_is_shown(text: str, shown: str) -> None:
    assert words_only(text, []) == (shown, ())


@given(st.text("ab *_#[]()\\\n", max_size=30), st.integers(0, 30), st.integers(1, 30))
def test_a_match_is_on_the_same_letters_without_marks(text: str, start: int, length: int) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))
    shown, spans = words_only(text, [span])
    letters = [c for c in text[span.start : span.end] if c in "ab"]
    for found in spans:
        assert [c for c in shown[found.start : found.end] if c in "ab"] == letters
    assert len(spans) == 1 or not letters


def test_a_match_in_an_address_marks_the_label_instead() -> None:
    text = f"See [Anna](qcode:segment/{GUID})."
    at = text.index("segment")
    assert words_only(text, [Span(at, at + 7)]) == ("See Anna.", (Span(4, 8),))
