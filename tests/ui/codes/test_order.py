"""The order of the tree and what its counts count: shown, remembered, and kept while dragging."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from qcode.services import codes, coding
from qcode.ui.codes.model import COUNT
from qcode.ui.codes.order import Counted, Order, Reach, View, load_view, save_view
from qcode.ui.codes.pane import CodesPane

Desk = Any  # that of conftest
ABOVE = "Tillit"
BELOW = "Tillit/Tillit till staden"


def look(desk: Desk, **values: object) -> None:
    """Choose in the menus above the tree."""
    desk.pane.bar.set_view(replace(desk.pane.bar.view, **values))
    desk.settle()


def tops(desk: Desk) -> list[str]:
    """The top rows as they are shown."""
    model = desk.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_by_name_swedish_letters_come_last(desk: Desk) -> None:
    count = len(desk.project.codebook())
    for name in ("Ögon", "Åska", "Ängslan", "arbete"):
        codes.add_code(desk.project, name)
    desk.see(count + 4)
    look(desk, order=Order.NAME)
    desk.until(lambda: tops(desk)[-3:] == ["Åska", "Ängslan", "Ögon"])
    assert tops(desk)[:2] == ["Ansvar", "arbete"]


def test_by_frequency_subcodes_count_for_the_code_above(desk: Desk) -> None:
    def whole() -> list[int]:
        return [desk.model.snapshot.whole_use(desk.id(name)).segments for name in tops(desk)]

    assert whole() != sorted(whole(), reverse=True)  # as the hand put them
    look(desk, order=Order.FREQUENCY)
    desk.until(lambda: whole() == sorted(whole(), reverse=True))
    assert tops(desk)[0] == ABOVE


def test_by_last_use_what_was_coded_just_now_comes_first(desk: Desk) -> None:
    look(desk, order=Order.LAST_USE)
    span = desk.open_first()
    coding.apply_code(desk.project, desk.session.document, span, desk.id("Plats/Öppet och stängt"))
    desk.until(lambda: tops(desk)[0] == "Plats")
    coding.apply_code(desk.project, desk.session.document, span, desk.id(BELOW))
    desk.until(lambda: tops(desk)[:2] == [ABOVE, "Plats"])


def test_the_hands_order_is_there_again(desk: Desk) -> None:
    before = tops(desk)
    look(desk, order=Order.NAME)
    desk.until(lambda: tops(desk) != before)
    look(desk, order=Order.HAND)
    desk.until(lambda: tops(desk) == before)
    assert tops(desk) == desk.children(None)


def test_what_is_chosen_in_the_menus_is_remembered(desk: Desk, qtbot: QtBot) -> None:
    menu = desk.pane.bar.order_menu()
    next(action for action in menu.actions() if action.text() == "By name").trigger()
    menu = desk.pane.bar.counts_menu()
    next(action for action in menu.actions() if action.text() == "Count documents").trigger()
    again = CodesPane(desk.session)
    qtbot.addWidget(again)
    assert again.bar.view == View(order=Order.NAME, counted=Counted.DOCUMENTS)
    desk.settle()
    qtbot.waitUntil(lambda: again.tree.codes.index(0, 0).data() == "Ansvar")


def test_words_of_another_version_are_no_trouble() -> None:
    save_view(View())
    from qcode.services import settings

    settings.save_settings(settings.Settings(window={"codes": "order=sideways reach"}))
    assert load_view() == View()


@pytest.mark.parametrize("counted", list(Counted))
def test_counts_are_of_the_code_or_with_its_subcodes(desk: Desk, counted: Counted) -> None:
    number = {Counted.PASSAGES: "segments", Counted.DOCUMENTS: "documents"}[counted]
    code = desk.id(ABOVE)
    own = getattr(desk.model.snapshot.use(code), number)
    whole = getattr(desk.model.snapshot.whole_use(code), number)
    look(desk, counted=counted, reach=Reach.OWN)
    assert desk.index(ABOVE).data(COUNT) == str(own)
    look(desk, reach=Reach.WHOLE)
    assert desk.index(ABOVE).data(COUNT) == str(whole)
    look(desk, reach=Reach.BOTH)
    assert desk.index(ABOVE).data(COUNT) in (f"{own} / {whole}", str(own) if own == whole else "")


def test_a_document_with_a_code_and_its_subcode_counts_once(desk: Desk) -> None:
    book, places = desk.project.codebook(), codes.code_places(desk.project)
    for name in desk.children(None):
        code = desk.id(name)
        whole = {document for below in book.subtree(code) for document in places.get(below, ())}
        assert desk.model.snapshot.whole_use(code).documents == len(whole)


def test_the_tip_tells_passages_and_documents_with_and_without_subcodes(desk: Desk) -> None:
    tip = desk.index(ABOVE).data(Qt.ItemDataRole.ToolTipRole)
    own, whole = (
        desk.model.snapshot.use(desk.id(ABOVE)),
        desk.model.snapshot.whole_use(desk.id(ABOVE)),
    )
    assert f"{own.segments} passages in {own.documents} documents" in tip
    assert f"with subcodes {whole.segments} passages in {whole.documents} documents" in tip


def test_keys_that_order_say_why_they_do_not_by_name(desk: Desk, qtbot: QtBot) -> None:
    look(desk, order=Order.NAME)
    desk.choose("Plats")
    before = desk.project.last_operation()
    with qtbot.waitSignal(desk.session.runner.user_error) as heard:
        desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert heard.args[0].code == "codes_ordered"
    assert desk.project.last_operation() == before


def test_codes_are_dragged_among_their_siblings_only_by_hand(desk: Desk) -> None:
    dragged = desk.model.mimeData([desk.index("Plats")])
    nowhere, move = QModelIndex(), Qt.DropAction.MoveAction
    assert desk.model.canDropMimeData(dragged, move, 0, 0, nowhere)
    look(desk, order=Order.NAME)
    assert not desk.model.canDropMimeData(dragged, move, 0, 0, nowhere)
    assert desk.model.canDropMimeData(dragged, move, 0, 0, desk.index(ABOVE))
    assert desk.model.canDropMimeData(dragged, move, -1, -1, desk.index(ABOVE))
