"""A case: its name, what is said of it, and where it speaks: documents, or speakers in them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from qcode.model.document import Case, CaseLink, Document
from qcode.services import cases
from qcode.services.language import tr
from qcode.ui.dialog_looks import dress_list, form_of_choices, page_of
from qcode.ui.field import Field
from qcode.ui.saving import SavingDialog
from qcode.ui.session import Session
from qcode.ui.sized import resize_by_letters
from qcode.ui.ticks import TickDelegate
from qcode.ui.whole_lines import WholeLines

_LINK = Qt.ItemDataRole.UserRole


class CaseDialog(SavingDialog):
    """Edits one case, or makes one; all of it in one operation."""

    def __init__(
        self,
        session: Session,
        case: Case | None,
        documents: Sequence[Document],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("New case") if case is None else tr("Case “{name}”", name=case.name))
        self._session, self._case = session, case
        self.name = Field("" if case is None else case.name)
        self.description = WholeLines("" if case is None else case.description, least=3)
        self.filter = Field()
        self.tree = QTreeWidget()
        self._build()
        self._fill(documents, frozenset() if case is None else frozenset(case.links))

    def _build(self) -> None:
        self.filter.setPlaceholderText(tr("Filter documents"))
        self.filter.setAccessibleName(tr("Filter documents"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._narrow)
        tree = self.tree
        tree.setAccessibleName(tr("Where the case speaks"))
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.setItemDelegate(TickDelegate(tree))
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        dress_list(tree)
        said = self.description
        said.setAccessibleName(tr("Description"))
        said.setFixedHeight(said.minimumHeight())
        form = form_of_choices()
        form.addRow(tr("Name"), self.name)
        form.addRow(tr("Description"), self.description)
        form.addRow(tr("Speaks in"), self.filter)
        layout = page_of(self)
        layout.addLayout(form)
        layout.addWidget(tree, 1)
        layout.addLayout(self._foot)
        resize_by_letters(self, 460, 520)

    def _fill(self, documents: Sequence[Document], links: frozenset[CaseLink]) -> None:
        for document in documents:
            whole = _item(document.name, CaseLink(document.id), links)
            self.tree.addTopLevelItem(whole)
            known = [link.speaker for link in links if link.document == document.id]
            speakers = dict.fromkeys([*document.speakers, *(each for each in known if each)])
            for speaker in speakers:
                whole.addChild(_item(speaker, CaseLink(document.id, speaker), links))
            whole.setExpanded(any(known))

    def _narrow(self, text: str) -> None:
        """Show the documents that hold every word in their name or among their speakers."""
        wanted = text.casefold().split()
        for item in self._documents():
            words = " ".join(each.text(0) for each in _with_children(item)).casefold()
            item.setHidden(not all(word in words for word in wanted))
            if wanted:
                item.setExpanded(True)

    def _documents(self) -> list[QTreeWidgetItem]:
        found = (self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount()))
        return [item for item in found if item is not None]

    def links(self) -> list[CaseLink]:
        """Return what is ticked."""
        return [
            each.data(0, _LINK)
            for item in self._documents()
            for each in _with_children(item)
            if each.checkState(0) == Qt.CheckState.Checked
        ]

    def description_text(self) -> str:
        """Return what is said of the case; what was not changed comes back as it is stored."""
        if self._case is not None and not self.description.document().isModified():
            return self._case.description
        return self.description.toPlainText().strip()

    def save(self) -> None:
        """Save what was changed, in one operation, and close."""
        session, project, case = self._session, self._session.project, self._case
        name, links = self.name.text(), self.links()
        said = self.description_text()
        if case is None:
            session.do(
                lambda: cases.add_case(project, name, description=said, links=links),
                lambda _number: self.accept(),
                failed=self._fail,
            )
            return
        number = case.id
        session.do(
            lambda: cases.edit_case(project, number, name=name, description=said, links=links),
            lambda _changes: self.accept(),
            failed=self._fail,
        )


def _item(text: str, link: CaseLink, links: frozenset[CaseLink]) -> QTreeWidgetItem:
    item = QTreeWidgetItem([text])
    item.setData(0, _LINK, link)
    state = Qt.CheckState.Checked if link in links else Qt.CheckState.Unchecked
    item.setCheckState(0, state)
    return item


def _with_children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    below = (item.child(at) for at in range(item.childCount()))
    return [item, *(each for each in below if each is not None)]
