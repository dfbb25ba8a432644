"""Which documents are chosen for analysis: the menu, and the boxes in the list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from qcode.model.document import DocumentId, DocumentSet
from qcode.services.language import tr
from qcode.ui.session import Session

from .arranging import plain


class DocumentActivation:
    """Changes which documents of a session are active; `every` gives all there are."""

    def __init__(self, session: Session, every: Callable[[], Collection[DocumentId]]) -> None:
        self._session = session
        self._every = every

    def choose(self, documents: Collection[DocumentId] | None) -> None:
        """Make exactly these documents active; None makes all of them, and those to come."""
        activation = self._session.activation
        self._session.activate(activation.with_documents(documents, self._every()))

    def change(self, documents: Iterable[DocumentId], *, active: bool) -> None:
        """Make some documents active, or not; the others stay as they are."""
        before = self._active()
        self.choose(before | set(documents) if active else before - set(documents))

    def toggle(self, documents: Sequence[DocumentId]) -> None:
        """Make documents active if the first is not; else make none of them."""
        active = self._session.activation.has_document(documents[0])
        self.change(documents, active=not active)

    def invert(self) -> None:
        """Make active what is not, and the other way round."""
        self.choose(frozenset(self._every()) - self._active())

    def _active(self) -> frozenset[DocumentId]:
        known = self._session.activation.documents
        every = frozenset(self._every())
        return every if known is None else every & known

    # -- menus

    def fill(
        self,
        menu: QMenu,
        *,
        chosen: Sequence[DocumentId],
        shown: Sequence[DocumentId],
        sets: Sequence[DocumentSet],
    ) -> None:
        """Offer all, none, the chosen ones, those that are shown, and sets."""
        every = self._every()
        self._add(menu, tr("All documents active"), lambda: self.choose(None))
        self._add(menu, tr("No document active"), lambda: self.choose(()))
        self._add(menu, tr("Swap active and not active"), self.invert)
        menu.addSeparator()
        only = self._add(menu, tr("Only the chosen ones"), lambda: self.choose(chosen))
        only.setEnabled(bool(chosen))
        only = self._add(menu, tr("Only those listed"), lambda: self.choose(shown))
        only.setEnabled(0 < len(shown) < len(every))
        if sets:
            menu.addSeparator()
        for each in sets:
            text = tr("Only the set “{name}”", name=plain(each.name))
            self._add(menu, text, partial(self.choose, each.documents))

    def add_for(self, menu: QMenu, chosen: Sequence[DocumentId]) -> None:
        """Offer what can be done with the documents that are chosen."""
        below = menu.addMenu(tr("Active for analysis"))
        self._add(below, tr("Make active"), lambda: self.change(chosen, active=True))
        self._add(below, tr("Make not active"), lambda: self.change(chosen, active=False))
        self._add(below, tr("Only these"), lambda: self.choose(chosen))

    def _add(self, menu: QMenu, text: str, slot: Callable[[], object]) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda _on=False: slot())
        return action
