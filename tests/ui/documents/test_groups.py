"""Documents stand in groups that open and close, and dragging gives what a group has in common."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from qcode.model.document import AttributeTarget, DocumentId, DocumentKind
from qcode.services import cases, coding, documents
from qcode.services.language import set_language
from qcode.ui.documents.groups import By
from qcode.ui.documents.listing import Order
from qcode.ui.documents.model import ROW
from qcode.ui.documents.pane import DocumentsPane
from qcode.ui.session import Session

Settled = Callable[[Session], None]
Find = Callable[[QMenu, str], QAction]
LEFT = Qt.MouseButton.LeftButton


def lines(pane: DocumentsPane) -> list[str]:
    """Return what is listed, headings in capitals."""
    model = pane.documents
    indexes = [model.index(at) for at in range(model.rowCount())]
    return [str(i.data()) if i.data(ROW) else str(i.data()).upper() for i in indexes]


def headings(pane: DocumentsPane) -> list[str]:
    return [line for line in lines(pane) if line.isupper()]


def place(pane: DocumentsPane, text: str) -> int:
    return lines(pane).index(text)


def click(qtbot: QtBot, pane: DocumentsPane, row: int, x: int = 60) -> None:
    rect = pane.view.visualRect(pane.documents.index(row))
    at = QPoint(x, rect.center().y())
    qtbot.mouseClick(pane.view.viewport(), LEFT, pos=at)


def drag(pane: DocumentsPane, row: int, onto: int) -> None:
    mime = pane.documents.mimeData([pane.documents.index(row)])
    move = Qt.DropAction.MoveAction
    assert pane.documents.dropMimeData(mime, move, -1, -1, pane.documents.index(onto))


def attribute(session: Session, name: str) -> int:
    every = cases.list_attributes(session.project, AttributeTarget.DOCUMENT)
    return next(each.id for each in every if each.name == name)


def test_headings_say_the_group_and_how_many_are_in_it(pane: DocumentsPane) -> None:
    pane.group_by(By.KIND)
    assert headings(pane) == ["INTERVIEW", "OBSERVATION"]
    spoken = pane.documents.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Interview, 6 documents, expanded"
    assert not pane.documents.index(0).flags() & Qt.ItemFlag.ItemIsSelectable


def test_a_click_and_the_keys_close_and_open_a_group(qtbot: QtBot, pane: DocumentsPane) -> None:
    pane.group_by(By.KIND)
    whole = lines(pane)
    click(qtbot, pane, 0)
    assert lines(pane) == ["INTERVIEW", "OBSERVATION", whole[-1]]
    qtbot.keyClick(pane.view, Qt.Key.Key_Left)
    assert len(lines(pane)) == 3
    qtbot.keyClick(pane.view, Qt.Key.Key_Right)
    assert lines(pane) == whole
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    assert pane.view.current() is not None
    qtbot.keyClick(pane.view, Qt.Key.Key_Left)
    group = pane.view.current_group()
    assert group is not None
    assert group.common is DocumentKind.INTERVIEW
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert len(lines(pane)) == 3


def test_what_the_filter_finds_is_shown_in_closed_groups(
    qtbot: QtBot, pane: DocumentsPane, find: Find
) -> None:
    pane.group_by(By.KIND)
    group = pane.documents.group(pane.documents.index(0))
    find(find(pane.menus.of_heading(group), "Groups").menu(), "Close all").trigger()  # type: ignore[arg-type]
    assert lines(pane) == ["INTERVIEW", "OBSERVATION"]
    qtbot.keyClicks(pane.filter, "amina")
    assert len(lines(pane)) == 2
    pane.filter.clear()
    assert lines(pane) == ["INTERVIEW", "OBSERVATION"]


def test_a_document_stands_in_each_of_its_sets(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    name = lines(pane)[0]
    documents.save_set(sample_session.project, "Alla", pane.documents.shown())
    pane.group_by(By.SET)
    qtbot.waitUntil(lambda: "ALLA" in headings(pane))
    assert lines(pane).count(name) == 2
    assert "IN NO SET" not in headings(pane)


def test_dragging_to_another_set_adds_and_to_no_set_takes_out(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    project = sample_session.project
    first, second = (each.name for each in documents.list_sets(project))
    pane.group_by(By.SET)
    row = pane.documents.row(pane.documents.index(1))
    assert row is not None
    drag(pane, 1, place(pane, second.upper()))

    def members(name: str) -> tuple[DocumentId, ...]:
        return documents.find_set(project, name).documents

    qtbot.waitUntil(lambda: row.document.id in members(second))
    assert row.document.id in members(first)
    qtbot.waitUntil(lambda: lines(pane).count(row.document.name) == 2)
    drag(pane, 1, place(pane, "IN NO SET"))
    qtbot.waitUntil(lambda: row.document.id not in members(first))
    assert row.document.id in members(second)
    sample_session.undo()
    qtbot.waitUntil(lambda: row.document.id in members(first))


def test_dragging_to_another_kind_or_value_changes_it(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    project = sample_session.project
    pane.group_by(By.KIND)
    number = pane.documents.shown()[0]
    drag(pane, 1, place(pane, "OBSERVATION"))
    qtbot.waitUntil(lambda: project.documents()[0].kind is DocumentKind.OBSERVATION)
    place_of = attribute(sample_session, "Plats")
    pane.group_by(place_of)  # type: ignore[arg-type]
    groups = [pane.documents.group(pane.documents.index(0))]
    target = next(
        at
        for at in range(pane.documents.rowCount())
        if pane.documents.group(pane.documents.index(at)).key != groups[0].key
    )
    wanted = pane.documents.group(pane.documents.index(target)).common
    moved = groups[0].documents[0]
    drag(pane, 1, target)

    def value() -> str:
        return cases.attribute_values(project, AttributeTarget.DOCUMENT)[moved][place_of]  # type: ignore[index]

    qtbot.waitUntil(lambda: value() == wanted)
    assert number in pane.documents.shown()


def test_an_attribute_that_is_deleted_groups_no_more(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    number = attribute(sample_session, "Plats")
    pane.group_by(number)  # type: ignore[arg-type]
    assert headings(pane)
    cases.delete_attribute(sample_session.project, number)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: headings(pane) == [])
    assert len(lines(pane)) == 7


def test_sets_are_filled_and_emptied_from_the_menu(
    qtbot: QtBot, sample_session: Session, settled: Settled, pane: DocumentsPane, find: Find
) -> None:
    project = sample_session.project
    known = documents.list_sets(project)[0]
    outside = next(each for each in pane.documents.shown() if each not in known.documents)
    pane.view.choose([outside], outside)

    def sets() -> QMenu:
        menu = find(pane.menus.of_documents(), "Sets").menu()
        assert isinstance(menu, QMenu)
        return menu

    assert not find(sets(), known.name).isChecked()
    find(sets(), known.name).trigger()
    qtbot.waitUntil(lambda: outside in documents.find_set(project, known.name).documents)
    settled(sample_session)
    qtbot.waitUntil(lambda: find(sets(), known.name).isChecked())
    pane.show_set(known.id)
    pane.view.choose([outside], outside)
    find(pane.menus.of_documents(), "Take out of").trigger()
    qtbot.waitUntil(lambda: outside not in documents.find_set(project, known.name).documents)


def test_a_new_set_of_a_known_name_takes_nothing_from_it(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane, find: Find
) -> None:
    project = sample_session.project
    known = documents.list_sets(project)[0]
    outside = next(each for each in pane.documents.shown() if each not in known.documents)
    pane.view.choose([outside], outside)
    menu = find(pane.menus.of_documents(), "Sets").menu()
    assert isinstance(menu, QMenu)
    find(menu, "New set").trigger()
    box = pane.findChild(QInputDialog)
    assert box is not None
    box.setTextValue(known.name)
    box.accept()
    expected = (*known.documents, outside)
    qtbot.waitUntil(lambda: documents.find_set(project, known.name).documents == expected)


def test_swedish_names_are_sorted_as_in_swedish(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    set_language("sv")
    given = ["Ö", "Ä", "Å", "Z", "B 10", "B 9", "a"]
    for number, name in zip(pane.documents.shown(), given, strict=True):
        documents.rename_document(sample_session.project, number, name)
    pane.order_by(Order.NAME)
    wanted = ["a", "B 9", "B 10", "Z", "Å", "Ä", "Ö"]
    qtbot.waitUntil(lambda: lines(pane) == wanted)


def test_the_list_finds_by_set_value_and_person(
    sample_session: Session, pane: DocumentsPane
) -> None:
    project = sample_session.project
    one = documents.list_sets(project)[0]
    pane.filter.setText(one.name)
    assert set(pane.documents.shown()) == set(one.documents)
    person = next(each for each in cases.list_cases(project) if each.links)
    pane.filter.setText(person.name)
    assert person.links[0].document in pane.documents.shown()


def test_the_coded_share_follows_what_is_coded(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    project, tip = sample_session.project, Qt.ItemDataRole.ToolTipRole
    row = pane.documents.row(pane.documents.index(0))
    assert row is not None
    assert "% of the text coded · 26 passages" in pane.documents.index(0).data(tip)
    for segment in coding.segments_of(project, row.document.id):
        coding.remove_segments(project, [segment.id])
    qtbot.waitUntil(lambda: "Nothing coded yet" in pane.documents.index(0).data(tip))
    assert "7 documents · " in pane.foot_text()


def test_what_was_read_last_comes_first(sample_session: Session, pane: DocumentsPane) -> None:
    ids = pane.documents.shown()
    pane.order_by(Order.READ)
    for number in (ids[4], ids[2]):
        sample_session.set_passage(number, None)
    pane.order_by(Order.READ)
    assert pane.documents.shown()[:2] == [ids[2], ids[4]]


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"order": "x", "group": "", "closed": []}'])
def test_order_groups_and_closed_ones_are_remembered(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane, damaged: str
) -> None:
    pane.order_by(Order.LENGTH)
    pane.group_by(attribute(sample_session, "Plats"))  # type: ignore[arg-type]
    pane.documents.collapse([pane.documents.group(pane.documents.index(0)).key])
    other = DocumentsPane(sample_session)
    qtbot.addWidget(other)
    other.restore({"documents": damaged})
    other.restore(pane.state())
    qtbot.waitUntil(lambda: lines(other) == lines(pane))
