from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit
from pytestqt.qtbot import QtBot

from qcode.model.colors import contrast
from qcode.model.palette import PALETTE
from qcode.ui.theme import (
    Scheme,
    Theme,
    code_color,
    colors,
    is_dark,
    mixed_tint,
    palette,
    scroll_bar_style,
)

channel = st.integers(0, 255)
any_color = st.builds("#{:02x}{:02x}{:02x}".format, channel, channel, channel)
themes = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@themes
@given(color=any_color)
def test_the_name_of_any_code_can_be_read_on_the_page_and_on_its_tint(
    dark: bool, color: str
) -> None:
    painted = code_color(color, dark)
    assert contrast(painted.text.name(), colors(dark).base) >= 4.5
    assert contrast(painted.text.name(), painted.tint.name()) >= 4.5


@themes
@given(code_colors=st.lists(any_color, min_size=1, max_size=6))
def test_text_can_be_read_on_every_tint(dark: bool, code_colors: list[str]) -> None:
    ground = mixed_tint(tuple(code_colors), dark)
    assert contrast(colors(dark).text, ground.name()) >= 7
    strong = code_color(code_colors[0], dark).strong
    assert contrast(colors(dark).text, strong.name()) >= 4.5


@themes
@pytest.mark.parametrize("color", PALETTE)
def test_stripes_of_the_palette_stand_out_from_the_page(dark: bool, color: str) -> None:
    assert contrast(code_color(color, dark).stripe.name(), colors(dark).base) >= 3


@themes
def test_stripes_of_the_palette_are_as_many_as_its_colours(dark: bool) -> None:
    assert len({code_color(color, dark).stripe.name() for color in PALETTE}) == len(PALETTE)


@themes
def test_what_one_reads_has_enough_contrast_on_every_ground(dark: bool) -> None:
    chosen = colors(dark)
    for ground in (chosen.base, chosen.raised, chosen.window, chosen.button):
        for ink in (chosen.text, chosen.muted, chosen.accent, chosen.danger):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    for ground in (chosen.selection, chosen.hit, chosen.flash):
        assert contrast(chosen.text, ground) >= 4.5
    assert contrast(chosen.on_accent, chosen.accent) >= 4.5


@themes
def test_a_code_without_a_proper_colour_is_grey(dark: bool) -> None:
    assert code_color("", dark) == code_color("#808080", dark) == code_color("red", dark)


@themes
def test_the_palette_of_a_theme_says_which_it_is(qapp: QApplication, dark: bool) -> None:
    assert is_dark(palette(dark)) is dark


@themes
def test_every_colour_is_written_in_full(dark: bool) -> None:
    assert all(QColor(value).name() == value for value in asdict(colors(dark)).values())
    assert colors(dark).rule in scroll_bar_style(dark)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    before = QPalette(qapp.palette())
    theme = Theme(qapp)
    yield theme
    theme.choose(Scheme.SYSTEM)
    theme.deleteLater()
    qapp.setPalette(before)


def window_with_text(qtbot: QtBot) -> tuple[QMainWindow, QTextEdit]:
    window, text = QMainWindow(), QTextEdit()
    window.setCentralWidget(text)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window, text


def test_lists_and_texts_are_painted_one_after_another_in_another_theme(
    theme: Theme, qtbot: QtBot
) -> None:
    theme.choose(Scheme.LIGHT)
    _window, text = window_with_text(qtbot)
    qtbot.waitUntil(text.updatesEnabled)
    theme.choose(Scheme.DARK)
    assert not text.updatesEnabled()
    qtbot.waitUntil(text.updatesEnabled)


def test_what_has_another_theme_is_painted_in_the_next_turn(
    theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    window, text = window_with_text(qtbot)
    qtbot.waitUntil(window.updatesEnabled)
    theme.choose(Scheme.LIGHT if theme.dark else Scheme.DARK)
    assert not window.updatesEnabled()
    qtbot.waitUntil(lambda: window.updatesEnabled() and text.updatesEnabled())


def test_the_choice_of_the_user_repaints_the_application(theme: Theme, qapp: QApplication) -> None:
    told: list[bool] = []
    theme.choose(Scheme.LIGHT)
    theme.changed.connect(told.append)
    theme.choose(Scheme.DARK)
    assert (theme.dark, theme.scheme) == (True, Scheme.DARK)
    assert is_dark(qapp.palette())
    theme.choose(Scheme.DARK)
    theme.choose(Scheme.LIGHT)
    assert told == [True, False]
    assert not is_dark(qapp.palette())


@themes
def test_a_window_looks_the_same_behind_another(dark: bool) -> None:
    """Qt paints every part of a window anew that looks otherwise when a dialog opens over it."""
    groups = QPalette.ColorGroup
    assert palette(dark).isEqual(groups.Active, groups.Inactive)
