"""The menus of the documents pane: of documents, headings, sets, orders, activation and tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from qcode.model.document import AttributeTarget, DocumentId, DocumentSet
from qcode.services.language import tr
from qcode.ui.session import Session

from .arranging import arrange_menu, plain, quiet_menu
from .groups import By, Group
from .sets import add_changes, add_membership, remove_from_set, sets_menu

if TYPE_CHECKING:
    from .pane import DocumentsPane


class PaneMenus:
    """Makes the menus of a pane when they are asked for."""

    def __init__(self, session: Session, pane: DocumentsPane) -> None:
        self._session = session
        self._pane = pane

    def offer_tables(self, button: QWidget) -> None:
        """Open the menu below its button."""
        menu = quiet_menu(self._pane)
        for text, target in (
            (tr("Attributes of documents…"), AttributeTarget.DOCUMENT),
            (tr("Cases and their attributes…"), AttributeTarget.CASE),
        ):
            menu.addAction(text).triggered.connect(
                partial(lambda each, _on=False: self._pane.show_table(each), target)
            )
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def of_documents(self) -> QMenu:
        """Return the menu of the chosen documents."""
        return self._pane.commands.menu(
            self._pane.view.rows(), self._pane.view.rename, self._add_groups
        )

    def _add_groups(self, menu: QMenu, chosen: Sequence[DocumentId]) -> None:
        session, sets = self._session, self._pane.library.sets
        add_membership(menu, self._pane, session, sets, chosen)
        here = self._set_here()
        if here is not None:
            leave = menu.addAction(tr("Take out of “{name}”", name=plain(here.name)))
            leave.setEnabled(not session.project.read_only)
            leave.triggered.connect(lambda: remove_from_set(session, here, chosen))
        self._pane.activation.add_for(menu, chosen)

    def _set_here(self) -> DocumentSet | None:
        """Return the set that the chosen documents are seen in, None where that is none."""
        if self._pane.grouping is not By.SET:
            return self._pane.chosen_set()
        keys = self._pane.view.groups()
        found = [each for each in self._pane.library.sets if keys == {f"set:{each.id}"}]
        return found[0] if found else None

    def of_heading(self, group: Group) -> QMenu:
        """Return the menu of a heading."""
        menu = quiet_menu(self._pane)
        fold = menu.addMenu(tr("Groups"))
        for text, keys in (
            (tr("Open all groups"), frozenset[str]()),
            (tr("Close all groups"), frozenset(self._pane.documents.keys())),
        ):
            fold.addAction(text).triggered.connect(
                partial(lambda each, _on=False: self._pane.documents.collapse(each), keys)
            )
        only = menu.addAction(tr("Only these active"))
        only.setEnabled(bool(group.rows))
        only.triggered.connect(lambda: self._pane.activation.choose(group.documents))
        if isinstance(group.common, DocumentSet):
            menu.addSeparator()
            add_changes(menu, self._pane, self._session, group.common)
        return menu

    def of_activation(self) -> QMenu:
        """Return the menu of which documents are active."""
        menu = quiet_menu(self._pane)
        self._pane.activation.fill(
            menu,
            chosen=self._pane.selected(),
            shown=self._pane.documents.shown(),
            sets=self._pane.library.sets,
        )
        return menu

    def of_order(self) -> QMenu:
        """Return the menu of orders and groupings."""
        return arrange_menu(
            self._pane,
            order=self._pane.order,
            grouping=self._pane.grouping,
            attributes=self._pane.library.attributes,
            sort=self._pane.order_by,
            group=self._pane.group_by,
        )

    def offer_actions(self, at: QPoint) -> None:
        """Open the menu of what lies at a point of the list."""
        index = self._pane.view.indexAt(at)
        if index.isValid():
            on_heading = self._pane.documents.row(index) is None
            group = self._pane.documents.group(index)
            menu = self.of_heading(group) if on_heading else self.of_documents()
            menu.popup(self._pane.view.viewport().mapToGlobal(at))

    def offer_sets(self, button: QWidget) -> None:
        """Open the menu below its button."""
        menu = sets_menu(
            self._pane, self._session, self._pane.library.sets, self._pane.chosen_set()
        )
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def offer_orders(self, button: QWidget) -> None:
        """Open the menu below its button."""
        self.of_order().popup(button.mapToGlobal(button.rect().bottomLeft()))

    def offer_activation(self, button: QWidget) -> None:
        """Open the menu above its button."""
        self.of_activation().popup(button.mapToGlobal(QPoint(0, 0)))
