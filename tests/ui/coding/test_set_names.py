from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTransform
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.ui.coding.set_names import SetNames, shortened
from qcode.ui.coding.typography import Typography


def letters(size: int) -> Typography:
    font = QFont("DejaVu Sans")
    font.setPixelSize(size)
    return Typography.of(font)


@pytest.fixture
def names(qapp: QApplication) -> SetNames:
    return SetNames(letters(16), qapp)


def test_a_name_is_set_once_for_all_the_room_it_needs_and_more(names: SetNames) -> None:
    words, width = names.fitted("Trust", bold=False, room=400)
    assert words.text() == "Trust"
    assert width == letters(16).small_metrics().horizontalAdvance("Trust")
    assert names.fitted("Trust", bold=False, room=width) == (words, width)
    _words, wider = names.fitted("Trust", bold=True, room=400)
    assert wider > width


def test_a_name_is_as_wide_as_the_room_at_most(names: SetNames) -> None:
    _words, width = names.fitted("Trust in the town", bold=False, room=400)
    for room in range(30, round(width)):
        words, less = names.fitted("Trust in the town", bold=False, room=room)
        assert less <= room
        assert "…" in words.text()
        assert words.text() != "Trust in the town"


def test_a_name_that_looks_like_markup_is_shown_as_it_is_written(names: SetNames) -> None:
    words, width = names.fitted("<b>A</b> & co", bold=False, room=400)
    assert words.textFormat() == Qt.TextFormat.PlainText
    words.prepare(QTransform(), letters(16).small_font())
    assert words.size().width() == pytest.approx(width, abs=1)  # that of all the signs


def test_names_that_are_expected_are_ready_when_nothing_else_is_to_be_done(
    names: SetNames, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [f"Code {number}" for number in range(50)]
    names.expect(lambda: [*many, *many])
    with qtbot.waitSignal(names.ready):
        pass
    monkeypatch.setattr("qcode.ui.coding.set_names.QStaticText", None)  # no other one is made
    for name in many:
        assert names.fitted(name, bold=False, room=400)[0].text() == name


def test_letters_of_another_size_set_all_names_anew(names: SetNames) -> None:
    _words, before = names.fitted("Trust", bold=False, room=400)
    _words, short = names.fitted("Trust in the town", bold=False, room=50)
    names.set_typography(letters(32))
    assert names.fitted("Trust", bold=False, room=400)[1] > 1.5 * before
    assert names.fitted("Trust in the town", bold=False, room=50)[1] <= 50
    names.set_typography(letters(16))
    assert names.fitted("Trust", bold=False, room=400)[1] == before
    assert names.fitted("Trust in the town", bold=False, room=50)[1] == short


def test_the_code_above_gives_way_before_the_name_itself(qapp: QApplication) -> None:
    metrics = letters(15).small_metrics()
    name = "Neighbours › Fear of walking alone"
    own = metrics.horizontalAdvance("Fear of walking alone")
    assert shortened(name, metrics, metrics.horizontalAdvance(name) + 1) == name
    seen = shortened(name, metrics, own + 60)
    assert seen.startswith("Ne")
    assert seen.endswith("… › Fear of walking alone")
    assert shortened(name, metrics, own + 1) == "Fear of walking alone"
    first, last = shortened(name, metrics, own - 40).split("…")
    assert first
    assert "Fear of walking alone".startswith(first)
    assert "Fear of walking alone".endswith(last)
    widths = [metrics.horizontalAdvance(shortened(name, metrics, room)) for room in range(20, 300)]
    assert all(width < room + 2 for room, width in enumerate(widths, 20))
