"""The builder of queries: with the keyboard alone, on what is in the line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.colors import contrast
from qcode.model.query_parser import parse
from qcode.services.operators import operators
from qcode.ui.search.builder import QueryBuilder
from qcode.ui.search.pane import SearchPane
from qcode.ui.search.part_editors import PartEditor
from qcode.ui.search.pictures import HEIGHT, WIDTH, paint_picture, pictured
from qcode.ui.session import Session
from qcode.ui.theme import colors


class Desk:
    """A search pane with its builder open."""

    def __init__(self, pane: SearchPane, qtbot: QtBot) -> None:
        self.pane, self.qtbot, self.builder = pane, qtbot, pane.builder

    def open(self, text: str = "") -> QueryBuilder:
        self.pane._line.setText(text)
        self.pane.build_query()
        self.qtbot.waitUntil(lambda: bool(self.builder._choices.names))
        return self.builder

    def fill(self, key: str, *values: str) -> None:
        self.builder._list.choose(key)
        for editor, value in zip(self.builder._editors, values, strict=False):
            editor.set_value(value)

    def built(self) -> str:
        return self.builder._text.text() if self.builder.query() is not None else ""

    def counted(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: self.builder._counted.text() == words)


@pytest.fixture
def desk(qtbot: QtBot, sample_session: Session, shown: Callable[[SearchPane], SearchPane]) -> Desk:
    return Desk(shown(SearchPane(sample_session)), qtbot)


def test_every_operator_has_a_picture_of_its_own(qapp: QApplication) -> None:
    assert pictured() == {operator.key for operator in operators()}
    pictures = set()
    for key in pictured():
        for dark in (False, True):
            image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32)
            image.fill(0)
            with QPainter(image) as painter:
                paint_picture(painter, image.rect().toRectF(), key, dark=dark)
            pictures.add(bytes(image.constBits()))
    assert len(pictures) == 2 * len(pictured())


@pytest.mark.parametrize("dark", [False, True])
def test_the_picture_of_a_chosen_operator_can_be_seen_on_its_row(
    qapp: QApplication, dark: bool
) -> None:
    chosen = colors(dark)
    grounds = (chosen.selection, chosen.resting)
    image = QImage(WIDTH * 4, HEIGHT * 4, QImage.Format.Format_RGB32)
    image.fill(QColor(chosen.selection))
    with QPainter(image) as painter:
        paint_picture(painter, image.rect().toRectF(), "word", dark=dark, marked=True)
    places = range(0, image.height(), 2), range(0, image.width(), 2)
    seen = Counter(image.pixelColor(x, y).name() for y in places[0] for x in places[1])
    inks = [color for color, times in seen.most_common(4) if color != chosen.selection]
    assert len(inks) == 3
    for ink in inks:
        assert min(contrast(ink, ground) for ground in grounds) >= 4.5


def test_every_operator_opens_in_its_parts(desk: Desk) -> None:
    for operator in operators():
        builder = desk.open(operator.example)
        assert builder.query() == parse(operator.example)
        desk.pane.leave_builder()


def test_the_keyboard_alone_builds_a_query(desk: Desk) -> None:
    builder = desk.open()
    assert builder._list.hasFocus()
    desk.qtbot.keyClick(builder._list, Qt.Key.Key_Down)
    assert builder._list.key() == "exact"
    desk.qtbot.keyClick(builder._list, Qt.Key.Key_Return)  # something is missing: go there
    line = QApplication.focusWidget()
    assert line is builder._editors[0].line
    desk.qtbot.keyClicks(line, "trygg")
    assert desk.built() == "=trygg"
    assert builder._words.text() == "Exactly “trygg”"
    desk.qtbot.keyClick(line, Qt.Key.Key_Return)
    assert builder.isHidden()
    assert desk.pane.query() == "=trygg"
    assert desk.pane._line.hasFocus()


def test_tab_goes_through_the_parts_in_order(desk: Desk) -> None:
    builder = desk.open("a")
    desk.fill("near", "a", "b")
    seen: list[QWidget] = []
    builder._list.setFocus()
    for _ in range(7):
        desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.accessibleName() or focused.property("text")
        seen.append(focused)
    owners = [next((e for e in builder._editors if e.isAncestorOf(w)), w) for w in seen]
    first, second, third = builder._editors
    assert owners == [first, first, second, second, third, builder._more, builder._agree]


def test_escape_leaves_the_line_as_it_was(desk: Desk) -> None:
    builder = desk.open("kiosken")
    desk.fill("speaker", "Jonas")
    desk.qtbot.keyClick(builder._list, Qt.Key.Key_Escape)
    assert builder.isHidden()
    assert desk.pane.query() == "kiosken"


def test_what_is_in_the_line_is_joined(desk: Desk) -> None:
    builder = desk.open("kiosken")
    desk.fill("speaker", "Jonas")
    built = []
    for row in range(4):
        builder._join.setCurrentIndex(row)
        built.append(desk.built())
    assert built == [
        "kiosken speaker:Jonas",
        "kiosken OR speaker:Jonas",
        "kiosken NOT speaker:Jonas",
        "speaker:Jonas",
    ]


def test_what_is_in_the_line_is_the_left_side_of_a_relation(desk: Desk) -> None:
    builder = desk.open("code>:Tillit")
    desk.fill("near", "code>:Tillit", "code>:Ansvar")
    assert desk.built() == "code>:Tillit NEAR code>:Ansvar"
    assert builder._join.isHidden()
    found = desk.pane._session.searcher
    desk.qtbot.waitUntil(lambda: found.behind() == 0)
    builder._count()
    total = len(found.units("code>:Tillit NEAR code>:Ansvar").found)
    desk.counted(f"{total} hits")


def test_a_query_that_is_not_simple_stays_as_one_part(desk: Desk) -> None:
    desk.open("(kiosken OR elden) brann polis")
    desk.fill("code", "Tillit")
    assert desk.built() == "(kiosken OR elden) brann polis code:Tillit"


def test_one_can_go_on_building(desk: Desk) -> None:
    builder = desk.open("kiosken")
    desk.fill("speaker", "Jonas")
    builder._go_on()
    assert desk.pane.query() == "kiosken speaker:Jonas"
    assert not builder.isHidden()
    desk.fill("kind", "interview")
    assert desk.built() == "kiosken speaker:Jonas kind:interview"


def test_words_of_the_texts_are_proposed_the_commonest_first(
    desk: Desk, sample_session: Session
) -> None:
    builder = desk.open()
    desk.qtbot.waitUntil(lambda: sample_session.searcher.behind() == 0)
    desk.fill("phrase", "")
    line = builder._editors[0].line
    line.setFocus()
    assert line.proposals() == []
    desk.qtbot.keyClicks(line, "den trygg")
    desk.qtbot.waitUntil(lambda: "den trygghet" in line.proposals())
    known = sample_session.searcher.beginning("trygg", 40)
    assert line.proposals() == [f"den {word}" for word in known]
    popup = line.completer().popup()
    desk.qtbot.waitUntil(popup.isVisible)
    desk.qtbot.keyClick(popup, Qt.Key.Key_Down)
    desk.qtbot.keyClick(popup, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: line.text() == f"den {known[0]}")


def test_names_are_proposed_as_one_types(desk: Desk) -> None:
    builder = desk.open()
    desk.fill("code")
    line = builder._editors[0].line
    desk.qtbot.waitUntil(lambda: builder._known.loaded)
    line.setFocus()
    desk.qtbot.keyClicks(line, "ans")
    assert "Ansvar" in line.proposals()
    desk.fill("attribute", "Roll")
    value = builder._editors[2].line
    value.setFocus()
    desk.qtbot.keyClicks(value, "ung")
    assert value.proposals() == ["ungdom"]


def test_what_the_project_does_not_know_is_said(desk: Desk) -> None:
    builder = desk.open()
    desk.fill("code", "Nosuchcode")
    desk.qtbot.waitUntil(lambda: "Nosuchcode" in builder._counted.text())


def test_a_query_from_elsewhere_folds_the_builder(desk: Desk) -> None:
    builder = desk.open()
    desk.pane.ask("polis")
    assert builder.isHidden()
    assert desk.pane.query() == "polis"


def test_an_editor_gives_back_what_it_was_given(desk: Desk) -> None:
    builder = desk.open()
    for operator in operators():
        builder._list.choose(operator.key)
        editor: PartEditor
        for editor in builder._editors:
            before = editor.value()
            editor.set_value(before)
            assert editor.value() == before
