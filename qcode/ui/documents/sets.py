"""The menus of sets, and what is done with sets: made, filled, renamed, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from qcode.model.document import DocumentId, DocumentSet
from qcode.services import documents
from qcode.services.language import tr, trn
from qcode.ui import messages
from qcode.ui.session import Session

from .arranging import plain, quiet_menu

if TYPE_CHECKING:
    from .pane import DocumentsPane


def sets_menu(
    pane: DocumentsPane,
    session: Session,
    sets: Sequence[DocumentSet],
    chosen: DocumentSet | None,
) -> QMenu:
    """Return the menu of sets: which to show, and what can be done with them."""
    menu = quiet_menu(pane)
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
    save.triggered.connect(lambda: save_as_set(pane, session, sets, selected))
    if chosen is not None:
        add_changes(menu, pane, session, chosen)
    return menu


def add_changes(menu: QMenu, parent: QWidget, session: Session, chosen: DocumentSet) -> None:
    """Offer to rename and to delete a set."""
    writable = not session.project.read_only
    rename = menu.addAction(tr("Rename “{name}”…", name=plain(chosen.name)))
    rename.setEnabled(writable)
    rename.triggered.connect(lambda: rename_set(parent, session, chosen))
    delete = menu.addAction(tr("Delete the set “{name}”", name=plain(chosen.name)))
    delete.setEnabled(writable)
    delete.triggered.connect(lambda: delete_set(session, chosen))


def add_membership(
    menu: QMenu,
    pane: DocumentsPane,
    session: Session,
    sets: Sequence[DocumentSet],
    members: Sequence[DocumentId],
) -> None:
    """Offer to put documents into sets, or to take them out; sets that hold them all are ticked."""
    below = menu.addMenu(tr("Sets"))
    below.setEnabled(not session.project.read_only)
    for each in sets:
        action = below.addAction(plain(each.name))
        inside = frozenset(members) <= frozenset(each.documents)
        action.setCheckable(True)
        action.setChecked(inside)
        action.triggered.connect(partial(_change, session, each, members, inside))
    if sets:
        below.addSeparator()
    new = below.addAction(tr("New set…"))
    new.triggered.connect(lambda: save_as_set(pane, session, sets, members))


def _change(
    session: Session,
    chosen: DocumentSet,
    members: Sequence[DocumentId],
    inside: bool,
    _on: bool = False,
) -> None:
    if inside:
        remove_from_set(session, chosen, members)
    else:
        add_to_set(session, chosen, members)


def add_to_set(session: Session, chosen: DocumentSet, members: Sequence[DocumentId]) -> None:
    """Put documents into a set; they stay in their other sets."""
    project = session.project
    session.do(lambda: documents.change_set(project, chosen.id, add=members))


def remove_from_set(session: Session, chosen: DocumentSet, members: Sequence[DocumentId]) -> None:
    """Take documents out of a set."""
    project = session.project
    session.do(lambda: documents.change_set(project, chosen.id, remove=members))


def save_as_set(
    pane: DocumentsPane,
    session: Session,
    sets: Sequence[DocumentSet],
    members: Sequence[DocumentId],
) -> None:
    """Ask for a name and make a set of documents; a set of that name gets them too."""
    project = session.project

    def save(name: str) -> None:
        wanted = " ".join(name.split())
        same = next((each for each in sets if each.name == wanted), None)
        if same is not None:
            add_to_set(session, same, members)
        else:
            session.do(lambda: documents.save_set(project, name, members), pane.made_set)

    messages.ask_text(
        pane,
        trn("Name of the set of {n} document:", "Name of the set of {n} documents:", len(members)),
        title=tr("Save as a set"),
        yes=tr("Save"),
        then=save,
    )


def rename_set(parent: QWidget, session: Session, chosen: DocumentSet) -> None:
    """Ask for another name of a set."""
    project = session.project
    messages.ask_text(
        parent,
        tr("New name of the set:"),
        title=tr("Rename the set"),
        yes=tr("Rename"),
        text=chosen.name,
        then=lambda name: session.do(lambda: documents.rename_set(project, chosen.id, name)),
    )


def delete_set(session: Session, chosen: DocumentSet) -> None:
    """Delete a set; its documents stay, and undo brings it back."""
    session.do(lambda: documents.delete_set(session.project, chosen.id))


def _counted(each: DocumentSet) -> str:
    return f"{plain(each.name)}\t{len(each.documents)}"
