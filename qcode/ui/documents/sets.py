"""The menus of sets and of orders above the list of documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from qcode.model.document import DocumentId, DocumentSet
from qcode.services import documents
from qcode.services.language import mark, tr, trn
from qcode.ui import messages
from qcode.ui.session import Session

from .listing import Order

if TYPE_CHECKING:
    from .pane import DocumentsPane

ORDERS: Mapping[Order, str] = {
    Order.OWN: mark("Own order"),
    Order.NAME: mark("By name"),
    Order.KIND: mark("By kind"),
    Order.SEGMENTS: mark("Most segments first"),
    Order.ADDED: mark("Newest first"),
}


def order_menu(pane: DocumentsPane, chosen: Order) -> QMenu:
    """Return the menu of orders, the present one ticked."""
    menu = _menu(pane)
    group = QActionGroup(menu)
    for order in ORDERS:
        action = menu.addAction(tr(ORDERS[order]))
        action.setCheckable(True)
        action.setChecked(order is chosen)
        action.triggered.connect(partial(lambda each, _on=False: pane.order_by(each), order))
        group.addAction(action)
    return menu


def sets_menu(
    pane: DocumentsPane,
    session: Session,
    sets: Sequence[DocumentSet],
    chosen: DocumentSet | None,
) -> QMenu:
    """Return the menu of sets: which to show, and what can be done with them."""
    menu = _menu(pane)
    for each in (None, *sets):
        name = tr("All documents") if each is None else _counted(each)
        action = menu.addAction(name)
        action.setCheckable(True)
        action.setChecked(each == chosen)
        number = None if each is None else each.id
        action.triggered.connect(partial(lambda one, _on=False: pane.show_set(one), number))
    menu.addSeparator()
    selected, writable = pane.selected(), not session.project.read_only
    save = menu.addAction(tr("Save the chosen documents as a set…"))
    save.setEnabled(bool(selected) and writable)
    save.triggered.connect(lambda: save_as_set(pane, session, selected))
    if chosen is not None:
        rename = menu.addAction(tr("Rename “{name}”…", name=chosen.name))
        rename.setEnabled(writable)
        rename.triggered.connect(lambda: rename_set(pane, session, chosen))
        delete = menu.addAction(tr("Delete the set “{name}”", name=chosen.name))
        delete.setEnabled(writable)
        delete.triggered.connect(lambda: delete_set(session, chosen))
    return menu


def save_as_set(pane: DocumentsPane, session: Session, members: Sequence[DocumentId]) -> None:
    """Ask for a name and save documents as a set; a set of that name gets them as its members."""
    project = session.project
    messages.ask_text(
        pane,
        trn("Name of the set of {n} document:", "Name of the set of {n} documents:", len(members)),
        title=tr("Save as a set"),
        yes=tr("Save"),
        then=lambda name: session.do(
            lambda: documents.save_set(project, name, members), pane.show_set
        ),
    )


def rename_set(pane: DocumentsPane, session: Session, chosen: DocumentSet) -> None:
    """Ask for another name of a set."""
    project = session.project
    messages.ask_text(
        pane,
        tr("New name of the set:"),
        title=tr("Rename the set"),
        yes=tr("Rename"),
        text=chosen.name,
        then=lambda name: session.do(lambda: documents.rename_set(project, chosen.id, name)),
    )


def delete_set(session: Session, chosen: DocumentSet) -> None:
    """Delete a set; its documents stay, and undo brings it back."""
    session.do(lambda: documents.delete_set(session.project, chosen.id))


def _menu(pane: DocumentsPane) -> QMenu:
    menu = QMenu(pane)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _counted(each: DocumentSet) -> str:
    return f"{each.name.replace('&', '&&')}\t{len(each.documents)}"
