"""What can be done with a column of the table: sorted, filtered, renamed, retyped, deleted."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from qcode.model.document import Attribute, AttributeType
from qcode.services import cases
from qcode.services.attribute_words import TYPES
from qcode.services.language import tr, trn
from qcode.ui import messages
from qcode.ui.documents.arranging import plain
from qcode.ui.documents.groups import shown_value, value_key
from qcode.ui.session import Session

from .model import Only, Sorting, TableModel

_VALUES = 25  # values of a column that are offered to filter by


def fill_column_menu(
    menu: QMenu, session: Session, model: TableModel, attribute: Attribute, parent: QWidget
) -> None:
    """Offer what can be done with a column."""
    number, writable = attribute.id, not session.project.read_only
    for text, falling in ((tr("Sort rising"), False), (tr("Sort falling"), True)):
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(model.sorting == Sorting(number, falling))
        action.triggered.connect(
            partial(lambda each, _on=False: model.sort_by(each), Sorting(number, falling))
        )
    as_listed = menu.addAction(tr("As in the list"))
    as_listed.setEnabled(model.sorting is not None)
    as_listed.triggered.connect(lambda: model.sort_by(None))
    _add_values(menu.addMenu(tr("Show only")), model, attribute)
    menu.addSeparator()
    rename = menu.addAction(tr("Rename “{name}”…", name=plain(attribute.name)))
    rename.triggered.connect(lambda: rename_attribute(session, attribute, parent))
    types = menu.addMenu(tr("Type"))
    for kind in TYPES:
        action = types.addAction(tr(TYPES[kind]))
        action.setCheckable(True)
        action.setChecked(kind is attribute.type)
        action.triggered.connect(partial(_retype, session, attribute, kind))
    choices = menu.addAction(tr("Choices…"))
    choices.triggered.connect(lambda: edit_choices(session, attribute, parent))
    choices.setVisible(attribute.type is AttributeType.CHOICE)
    delete = menu.addAction(tr("Delete “{name}”…", name=plain(attribute.name)))
    delete.triggered.connect(lambda: delete_attribute(session, model, attribute, parent))
    for action in (rename, types.menuAction(), choices, delete):
        action.setEnabled(writable)


def _add_values(below: QMenu, model: TableModel, attribute: Attribute) -> None:
    counts = model.values_of(attribute.id)
    filled = sorted((each for each in counts if each), key=value_key(attribute))
    if len(filled) > _VALUES:  # too many to choose from: the most common ones
        common = sorted(filled, key=lambda each: -counts[each])[:_VALUES]
        filled = sorted(common, key=value_key(attribute))
    for value in [*filled, *([""] if "" in counts else [])]:
        only = Only(attribute.id, value)
        words = shown_value(attribute, value) or tr("No value")
        action = below.addAction(f"{plain(words)}\t{counts[value]}")
        action.setCheckable(True)
        action.setChecked(model.only == only)
        chosen = None if model.only == only else only
        action.triggered.connect(partial(lambda each, _on=False: model.show_only(each), chosen))


def rename_attribute(session: Session, attribute: Attribute, parent: QWidget) -> None:
    """Ask for another name of an attribute."""
    project = session.project
    messages.ask_text(
        parent,
        tr("New name of the attribute:"),
        title=tr("Rename the attribute"),
        yes=tr("Rename"),
        text=attribute.name,
        then=lambda name: session.do(
            lambda: cases.edit_attribute(project, attribute.id, name=name)
        ),
    )


def edit_choices(session: Session, attribute: Attribute, parent: QWidget) -> None:
    """Ask for the values that an attribute can have."""
    project = session.project

    def save(text: str) -> None:
        choices = [part.strip() for part in text.split(",") if part.strip()]
        session.do(lambda: cases.edit_attribute(project, attribute.id, choices=choices))

    messages.ask_text(
        parent,
        tr("Choices, separated by commas"),
        title=tr("Choices of “{name}”", name=attribute.name),
        yes=tr("Save"),
        text=", ".join(attribute.choices),
        then=save,
    )


def _retype(session: Session, attribute: Attribute, kind: AttributeType, _on: bool = False) -> None:
    """Give an attribute another type; of a choice, any value is one until choices are listed."""
    project = session.project
    session.do(lambda: cases.edit_attribute(project, attribute.id, kind=kind))


def delete_attribute(
    session: Session, model: TableModel, attribute: Attribute, parent: QWidget
) -> None:
    """Say how many values go along, and delete an attribute if the user agrees."""
    project = session.project
    counts = model.values_of(attribute.id)
    filled = sum(count for value, count in counts.items() if value)

    def delete() -> None:
        session.do(lambda: cases.delete_attribute(project, attribute.id))

    if not filled:
        delete()
        return
    goes = trn("{n} value", "{n} values", filled)
    messages.ask(
        parent,
        tr("Delete the attribute “{name}”?", name=attribute.name),
        yes=tr("Delete the attribute"),
        details=f"{tr('What goes along: {what}.', what=goes)} {tr('Undo brings everything back.')}",
        then=delete,
    )
