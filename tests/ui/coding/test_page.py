"""The page as the user wants it: letters, lines, speakers, times, and how codings are seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.model.layout import Layout, Turn
from qcode.model.text import Span
from qcode.services.appearance import DEFAULT, Appearance, Behind
from qcode.ui.coding.margin_painter import MarginPainter
from qcode.ui.coding.painter import PassagePainter
from qcode.ui.coding.view import CodingView
from qcode.ui.theme import code_color, mixed_tint, quiet_text, speaker_color

from ..wheels import turn_wheel

ASKS = frozenset({"Intervjuare"})
TIMED = "Anna [00:01:02]: Hej du.\nBo: Nej."
TURNS = (
    Turn(0, 24, (Span(17, 24),), "Anna", 62000),
    Turn(25, 32, (Span(29, 32),), "Bo"),
)


def ink(view: CodingView, position: int) -> tuple[str, int]:
    """The colour and the weight of the character at a position."""
    cursor = QTextCursor(view.document())
    cursor.setPosition(view._unit(position) + 1)
    made = cursor.charFormat()
    return made.foreground().color().name(QColor.NameFormat.HexArgb), made.fontWeight()


def turn_to(view: CodingView, **changes: object) -> None:
    view.set_page(replace(DEFAULT, **changes), view.font(), ASKS)  # type: ignore[arg-type]


def test_lines_stand_as_far_apart_as_is_chosen(view: CodingView) -> None:
    tight, wide = [], []
    for height, found in ((1.2, tight), (2.0, wide)):
        turn_to(view, line_height=height)
        long = next(each for each in view._geometry.view().chunks if len(each.tops) > 1)
        found += long.tops
    assert wide[1] - wide[0] == pytest.approx(2.0 * view._typography.size, abs=1)
    assert tight[1] - tight[0] == pytest.approx(1.2 * view._typography.size, abs=1)


def test_a_line_holds_as_many_characters_as_is_chosen(view: CodingView) -> None:
    widths = []
    for measure in (45, 60, 0):
        turn_to(view, measure=measure)
        widths.append(view.lineWrapColumnOrWidth())
    assert widths[0] < widths[1] < widths[2]
    assert widths[2] > 0.6 * view.width()


def test_the_place_and_the_selection_stay_when_the_page_is_set_anew(view: CodingView) -> None:
    place = view._text.index("Anna", 3000)
    view.restore_place(place)
    view.select(Span(place, place + 4))
    before = view.place()
    view.set_page(replace(DEFAULT, line_height=2.0, measure=50), QFont("DejaVu Sans", 20))
    assert view.selection() == Span(place, place + 4)
    assert abs(view.place() - before) < 120


def smaller(view: CodingView) -> QFont:
    font = QFont(view.font())
    font.setPixelSize(font.pixelSize() - 3)
    return font


def test_smaller_letters_have_the_text_wrapped_once(
    view: CodingView, monkeypatch: pytest.MonkeyPatch
) -> None:
    width = view.lineWrapColumnOrWidth()
    monkeypatch.setattr(view, "_wrap", lambda: pytest.fail("the old one was wrapped again"))
    view.set_page(DEFAULT, smaller(view))
    assert view.lineWrapColumnOrWidth() != width


def test_the_margin_comes_when_smaller_letters_are_painted(
    view: CodingView, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    painted: list[str] = []
    monkeypatch.setattr(PassagePainter, "paint", lambda *_: painted.append("text"))
    monkeypatch.setattr(MarginPainter, "paint", lambda *_: painted.append("margin"))
    view.set_page(DEFAULT, smaller(view))
    QApplication.sendPostedEvents()
    assert set(painted) == {"text"}
    qtbot.waitUntil(lambda: "margin" in painted)


def test_names_are_bold_or_not_and_each_speaker_may_have_a_colour(view: CodingView) -> None:
    first, second = 0, view._text.index("Anna")
    assert ink(view, first)[1] == ink(view, second)[1] == QFont.Weight.DemiBold
    turn_to(view, bold_speakers=False, colored_speakers=True)
    assert ink(view, first)[1] == QFont.Weight.Normal
    seen = [ink(view, place)[0] for place in (first, second)]
    assert seen == [
        speaker_color(number, False).name(QColor.NameFormat.HexArgb) for number in (0, 1)
    ]


def test_what_the_interviewer_says_stands_back_and_nobody_else(view: CodingView) -> None:
    grey = quiet_text(False).name(QColor.NameFormat.HexArgb)
    question, answer = view._text.index("Hur var det?"), view._text.index("Det började")
    assert ink(view, question)[0] != grey
    turn_to(view, quiet_interviewer=True)
    assert ink(view, question)[0] == ink(view, 0)[0] == grey
    assert ink(view, answer)[0] != grey


def test_times_go_and_every_character_is_still_counted(
    open_view: Callable[..., CodingView],
) -> None:
    view = open_view(TIMED, Layout(turns=TURNS))
    before = view._geometry.rects(0, 24)[0].width()
    turn_to(view, times=False)
    after = view._geometry.rects(0, 24)[0].width()
    assert after < 0.75 * before
    assert view.document().characterCount() - 1 == len(TIMED)
    view.select(Span(0, 24))
    assert view.selection() == Span(0, 24)
    assert view.createMimeDataFromSelection().text() == TIMED[:24]


def test_numbers_give_their_room_to_the_text(view: CodingView) -> None:
    with_numbers = view._gutter.wanted_width(40)
    turn_to(view, numbers=False)
    assert view._gutter.wanted_width(40) < with_numbers


def test_codings_are_a_tint_a_line_or_nothing_but_a_stripe(view: CodingView, eyes: object) -> None:
    kaffe = view.span_of(13)
    tint, stripe = code_color("#870a28", False).tint.name(), code_color("#870a28", False).stripe
    turn_to(view, behind=Behind.TINT.value)
    assert tint in eyes.colors(kaffe)  # type: ignore[attr-defined]
    turn_to(view, behind=Behind.UNDERLINE.value)
    seen = eyes.colors(kaffe)  # type: ignore[attr-defined]
    assert tint not in seen and stripe.name() in seen
    turn_to(view, behind=Behind.NOTHING.value)
    seen = eyes.colors(kaffe)  # type: ignore[attr-defined]
    assert tint not in seen and stripe.name() not in seen
    assert stripe.name() in eyes.all_colors(view._margin)  # type: ignore[attr-defined]


def test_the_tint_is_as_strong_as_is_chosen(view: CodingView, eyes: object) -> None:
    kaffe = view.span_of(13)
    for strength in (15, 100):
        turn_to(view, strength=strength)
        wanted = mixed_tint(("#870a28",), False, strength).name()
        assert wanted in eyes.colors(kaffe)  # type: ignore[attr-defined]


def test_only_active_codes_are_seen_in_the_text_if_one_wants(
    view: CodingView, eyes: object
) -> None:
    kaffe = view.span_of(13)
    tint = code_color("#870a28", False).tint.name()
    view.set_active_codes(frozenset({1}))
    assert tint in eyes.colors(kaffe)  # type: ignore[attr-defined]
    turn_to(view, only_active=True)
    assert tint not in eyes.colors(kaffe)  # type: ignore[attr-defined]
    view.set_active_codes(frozenset({3}))
    assert tint in eyes.colors(kaffe)  # type: ignore[attr-defined]
    view.set_active_codes(None)
    assert tint in eyes.colors(kaffe)  # type: ignore[attr-defined]


def wheel(view: CodingView, turned: int, modifiers: Qt.KeyboardModifier) -> None:
    turn_wheel(view.viewport(), turned, modifiers)


def test_the_wheel_with_ctrl_asks_for_other_letters_and_does_not_scroll(
    view: CodingView, qtbot: QtBot
) -> None:
    asked: list[int] = []
    view.zoom_wanted.connect(asked.append)
    control = Qt.KeyboardModifier.ControlModifier
    for turned in (120, -120, -40, -40, -40):
        wheel(view, turned, control)
    assert asked == [1, -1, -1]
    assert view.verticalScrollBar().value() == 0
    wheel(view, -120, Qt.KeyboardModifier.NoModifier)
    assert view.verticalScrollBar().value() > 0


def test_a_page_that_is_the_same_is_not_made_again(view: CodingView) -> None:
    document = view.document()
    view.set_page(Appearance(behind=Behind.UNDERLINE.value, strength=70), view.font())
    assert view.document() is document
