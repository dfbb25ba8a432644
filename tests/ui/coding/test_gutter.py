from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from qcode.model.layout import Layout, Page, Turn
from qcode.model.memo import MemoId
from qcode.model.text import Span
from qcode.services.appearance import DEFAULT
from qcode.ui.coding.gutter import Mark, clock, marks
from qcode.ui.coding.notes import Note
from qcode.ui.coding.view import CodingView


def cues(*said: tuple[str | None, int]) -> tuple[str, Layout]:
    """Return a text of one-line cues "cue", with speaker and seconds beside it."""
    turns = [
        Turn(4 * at, 4 * at + 3, (Span(4 * at, 4 * at + 3),), speaker, seconds * 1000)
        for at, (speaker, seconds) in enumerate(said)
    ]
    return "\n".join(["cue"] * len(said)), Layout(turns=tuple(turns))


def test_who_speaks_is_said_where_the_speaker_changes() -> None:
    found = marks(*cues(("A", 1), ("A", 3), ("B", 9), ("A", 12)))
    assert found == [Mark(0, "A", "0:01"), Mark(8, "B", "0:09"), Mark(12, "A", "0:12")]


def test_without_speakers_there_is_a_time_each_minute() -> None:
    found = marks(*cues((None, 1), (None, 30), (None, 62), (None, 100), (None, 4000)))
    assert [mark.detail for mark in found] == ["0:01", "1:02", "1:06:40"]


def test_what_the_text_says_itself_is_not_said_twice() -> None:
    layout = Layout(turns=(Turn(0, 8, (Span(5, 8),), "Bo", 1000),))
    assert marks("Bo:  hej", layout) == []


def test_pages_stand_where_they_begin() -> None:
    layout = Layout(pages=(Page(0, "i"), Page(40, "ii")))
    assert marks("x" * 80, layout) == [Mark(0, detail="p. i"), Mark(40, detail="p. ii")]


def test_clocks_have_hours_only_when_there_are_some() -> None:
    assert [clock(0), clock(59_999), clock(60_000), clock(3_600_000)] == [
        "0:00",
        "0:59",
        "1:00",
        "1:00:00",
    ]


def test_the_gutter_is_wider_when_it_has_names_to_say(open_view: Callable[..., Any]) -> None:
    plain: CodingView = open_view("cue\ncue")
    named: CodingView = open_view(*cues(("A long name", 1), ("B", 9)))
    assert named._columns.gutter > plain._columns.gutter
    assert named._gutter.grab().toImage() != plain._gutter.grab().toImage()


def test_the_speaker_is_still_named_when_the_name_has_scrolled_away(
    open_view: Callable[..., Any], eyes_on: type
) -> None:
    talk = [("Anna" if at < 200 else "Bo", at) for at in range(400)]
    view: CodingView = open_view(*cues(*talk))
    other: CodingView = open_view(*cues(*[("Anna", at) for at in range(400)]))
    for each in (view, other):
        each.restore_place(4 * 100)
    assert view._gutter.grab().toImage() == other._gutter.grab().toImage()
    for each in (view, other):
        each.restore_place(4 * 300)
    assert view._gutter.grab().toImage() != other._gutter.grab().toImage()


def test_a_paragraph_of_one_line_has_its_number_though_an_empty_one_follows(
    open_view: Callable[..., Any],
) -> None:
    """Transcripts with an empty line between turns have these two by two."""
    talk: CodingView = open_view("Hm.\n\nJa.\n\nNej.")
    right = talk._gutter.width() - talk._gutter._typography.space(0.9)
    picture, base = talk._gutter.grab().toImage(), talk.palette().base().color()
    for chunk in (each for each in talk._geometry.view().chunks if each.end - each.start > 1):
        rows = range(round(chunk.baseline) - 8, round(chunk.baseline))
        places = [(x, y) for x in range(right - 12, right) for y in rows]
        assert any(picture.pixelColor(x, y) != base for x, y in places)


def test_without_a_memo_nothing_lies_on_the_gutter(open_view: Callable[..., CodingView]) -> None:
    view = open_view("Det var en gång.")
    assert view._notes.isHidden()
    view.set_notes([Note(Span(0, 3), MemoId(1), "Rubrik", "Ord")])
    assert not view._notes.isHidden()
    view.set_page(replace(DEFAULT, memo_signs=False), view.font())
    assert view._notes.isHidden()
    view.set_page(DEFAULT, view.font())
    assert not view._notes.isHidden()
    view.set_notes([])
    assert view._notes.isHidden()
