"""What describes a document is edited with what suits its type, and saved together."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from qcode.model.document import Attribute, AttributeId, AttributeTarget, AttributeType
from qcode.services import cases
from qcode.ui.documents.attributes import AttributesDialog, editor_for, put_value, value_of
from qcode.ui.session import Session


@pytest.fixture
def dialog(qtbot: QtBot, sample_session: Session) -> AttributesDialog:
    made = AttributesDialog(sample_session, sample_session.project.documents()[0])
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    qtbot.waitUntil(lambda: bool(made.editors))
    return made


def values(session: Session) -> dict[str, str]:
    project = session.project
    document = project.documents()[0].id
    stored = cases.attribute_values(project, AttributeTarget.DOCUMENT)[document]
    known = cases.list_attributes(project, AttributeTarget.DOCUMENT)
    return {each.name: stored.get(each.id, "") for each in known}


def editor(dialog: AttributesDialog, name: str) -> QLineEdit | QComboBox:
    return next(each for each in dialog.editors.values() if each.accessibleName() == name)


def test_all_attributes_are_shown_with_the_values_of_the_document(
    sample_session: Session, dialog: AttributesDialog
) -> None:
    shown = {each.accessibleName(): value_of(each) for each in dialog.editors.values()}
    assert shown == values(sample_session)


def test_what_was_changed_is_saved_in_one_operation(
    qtbot: QtBot, sample_session: Session, dialog: AttributesDialog
) -> None:
    before = sample_session.project.last_operation()
    place, minutes = editor(dialog, "Plats"), editor(dialog, "Minuter")
    assert isinstance(place, QLineEdit)
    assert isinstance(minutes, QLineEdit)
    place.setText("Torget")
    minutes.setText("51,5")
    qtbot.keyClick(place, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    changed = values(sample_session)
    assert (changed["Plats"], changed["Minuter"]) == ("Torget", "51.5")
    assert sample_session.project.last_operation() == before + 1


def test_a_value_that_does_not_fit_is_said_and_nothing_is_saved(
    qtbot: QtBot, sample_session: Session, dialog: AttributesDialog
) -> None:
    before = values(sample_session)
    date = editor(dialog, "Datum")
    assert isinstance(date, QLineEdit)
    date.setText("i maj")
    dialog.save()
    qtbot.waitUntil(lambda: "“i maj” does not fit" in dialog.problem_text())
    assert dialog.isVisible()
    assert values(sample_session) == before


def test_a_new_attribute_appears_and_what_is_written_stays(
    qtbot: QtBot, sample_session: Session, dialog: AttributesDialog
) -> None:
    place = editor(dialog, "Plats")
    assert isinstance(place, QLineEdit)
    place.setText("Hamnen")
    adder = dialog.adder
    adder.kind.setCurrentIndex(adder.kind.findData(AttributeType.CHOICE.value))
    qtbot.keyClicks(adder.name, "Humor")
    qtbot.keyClicks(adder.choices, "lugn, orolig")
    qtbot.keyClick(adder.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(e.accessibleName() == "Humor" for e in dialog.editors.values()))
    assert dialog.isVisible()
    assert value_of(editor(dialog, "Plats")) == "Hamnen"
    added = cases.list_attributes(sample_session.project, AttributeTarget.DOCUMENT)[-1]
    assert (added.name, added.choices) == ("Humor", ("lugn", "orolig"))


@pytest.mark.parametrize(
    ("kind", "widget", "value"),
    [
        (AttributeType.TEXT, QLineEdit, "Torget"),
        (AttributeType.NUMBER, QLineEdit, "44"),
        (AttributeType.DATE, QLineEdit, "2025-05-02"),
        (AttributeType.BOOLEAN, QComboBox, "true"),
        (AttributeType.CHOICE, QComboBox, "no longer offered"),
    ],
)
def test_each_type_has_its_editor(
    qtbot: QtBot, kind: AttributeType, widget: type, value: str
) -> None:
    attribute = Attribute(
        AttributeId(1), "", "Name", AttributeTarget.DOCUMENT, kind, choices=("a", "b")
    )
    made = editor_for(attribute)
    qtbot.addWidget(made)
    assert isinstance(made, widget)
    assert value_of(made) == ""
    put_value(made, value)
    assert value_of(made) == value
