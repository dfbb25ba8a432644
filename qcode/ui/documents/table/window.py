"""The window of the table: documents or cases, a filter, the cells, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from qcode.model.changes import Changes
from qcode.model.document import AttributeTarget, AttributeType, Document, DocumentId
from qcode.model.errors import UserError
from qcode.services import attribute_table, cases, documents
from qcode.services.attribute_table import AttributeTable, Cells, Owner
from qcode.services.language import tr, trn
from qcode.services.messages import sentence
from qcode.services.pasting import Pasted
from qcode.ui import messages
from qcode.ui.accessible import announce
from qcode.ui.documents.arranging import plain, quiet_menu
from qcode.ui.documents.attributes import AttributeAdder
from qcode.ui.documents.groups import shown_value
from qcode.ui.dressed import dress
from qcode.ui.field import Field
from qcode.ui.found.parts import flat, hairline, quiet
from qcode.ui.icons import Icon, icon
from qcode.ui.keys import native
from qcode.ui.lesson import Lesson
from qcode.ui.pane_filter import PaneFilter
from qcode.ui.pane_keys import pane_name
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.sized import by_letters, icon_size, resize_by_letters
from qcode.ui.theme import tab_style
from qcode.ui.window.toast import Toast

from .case import CaseDialog
from .columns import fill_column_menu
from .model import Sorting, TableModel
from .preview import Foreseen, Order, PastePreview, foresee
from .view import TableView

_TARGETS = (AttributeTarget.DOCUMENT, AttributeTarget.CASE)
_FILTER_MS = 120  # of quiet, before what is typed filters a large table


@dataclass(frozen=True, slots=True)
class _Answer:
    table: AttributeTable
    documents: tuple[Document, ...]
    edits: int  # how many edits had been made when it was asked for


class TableWindow(QDialog):
    """The table of attributes; stays open beside the main window."""

    def __init__(
        self,
        session: Session,
        target: AttributeTarget = AttributeTarget.DOCUMENT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setWindowTitle(tr("Attributes and cases"))
        self._session = session
        self._target = target
        self._documents: tuple[Document, ...] = ()
        self._edits = 0
        self._writing = 0  # edits of ours that are not stored yet
        writable = not session.project.read_only
        self.model = TableModel(self, writable=writable)
        self.view = TableView(self.model)
        PaneFilter(self.view, "Attributes", session.keys)
        self.tabs = QTabBar()
        self.filter = Field()
        self.adder = AttributeAdder()
        self._new_case = flat(tr("New case…"), self.new_case)
        self._edit = flat(tr("Edit"), self._offer_edits)
        self._status = quiet(wrap=False)
        self._all = flat(tr("Show all"), self.show_all)
        self._lesson = Lesson(Icon.TABLE)
        self._pages = QStackedWidget()
        self._timer = QTimer(self)
        self._toast = Toast(self)
        self._build(writable)
        self._connect()
        self.view.setFocus()
        self._load()

    @classmethod
    def of(cls, session: Session, parent: QWidget) -> TableWindow:
        """Return the table that is open beside a window, or a new one."""
        return parent.findChild(cls) or cls(session, parent=parent)

    def _build(self, writable: bool) -> None:
        self.tabs.addTab(icon(Icon.DOCUMENTS), tr("Documents"))
        self.tabs.addTab(icon(Icon.CASES), tr("Cases"))
        self.tabs.setIconSize(icon_size(self))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        dress(self.tabs, tab_style)
        self.tabs.setAccessibleName(tr("Rows of the table"))
        self.tabs.setCurrentIndex(_TARGETS.index(self._target))
        self.filter.setPlaceholderText(tr("Filter rows"))
        self.filter.setAccessibleName(tr("Filter rows"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(by_letters(self.filter, 260))
        self.adder.setEnabled(writable)
        self.adder.setMaximumWidth(by_letters(self.adder, 440))
        self._new_case.setEnabled(writable)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._lesson)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(8, 4, 12, 0)
        head.setSpacing(8)
        head.addWidget(self.tabs)
        head.addStretch(1)
        for part in (self._edit, self._new_case, self.filter):
            head.addWidget(part)
        foot.setContentsMargins(12, 6, 12, 8)
        foot.setSpacing(8)
        foot.addWidget(self._status)
        foot.addWidget(self._all)
        foot.addStretch(1)
        foot.addWidget(self.adder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(hairline())
        layout.addWidget(self._pages, 1)
        layout.addWidget(hairline())
        layout.addLayout(foot)
        resize_by_letters(self, 1080, 640)

    def _connect(self) -> None:
        session, view = self._session, self.view
        session.changed.connect(self._follow)
        session.said.connect(self._say)
        session.undone.connect(self._say_undone)  # no lambda: it would outlive the table
        session.runner.user_error.connect(self._refuse)
        self._toast.undo_requested.connect(session.undo)
        self._toast.redo_requested.connect(session.redo)
        self.model.edited.connect(self._store)
        self.model.refused.connect(self._refuse)
        self.model.modelReset.connect(self._show_state)
        self.tabs.currentChanged.connect(lambda at: self.show_target(_TARGETS[at]))
        self._timer.setSingleShot(True)
        self._timer.setInterval(_FILTER_MS)
        self._timer.timeout.connect(lambda: self.model.filter(self.filter.text()))
        self.filter.textChanged.connect(lambda _text: self._timer.start())
        self.adder.wanted.connect(self._add_attribute)
        view.pasted.connect(self._paste)
        view.planned.connect(self._plan)
        view.links_wanted.connect(self.edit_case)
        view.customContextMenuRequested.connect(self._offer_cell)
        columns, rows = view.horizontalHeader(), view.verticalHeader()
        columns.customContextMenuRequested.connect(self._offer_column)
        columns.sectionDoubleClicked.connect(self._turn_sorting)
        rows.customContextMenuRequested.connect(self._offer_row)
        rows.sectionDoubleClicked.connect(lambda row: self.rename(self.model.rows[row]))
        for keys, slot in (
            (QKeySequence.StandardKey.Undo, session.undo),
            (QKeySequence("Ctrl+Shift+Z"), session.redo),
            (QKeySequence.StandardKey.Find, self.filter.setFocus),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        if not session.project.read_only:  # what is said where there is no table yet holds
            pastes = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self._lesson)
            pastes.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            pastes.activated.connect(view.paste)

    # -- reading

    def show_target(self, target: AttributeTarget) -> None:
        """Show documents, or cases."""
        if target is not self._target:
            self._target = target
            self.model.show_only(None)
            self.model.sort_by(None)
            self.tabs.setCurrentIndex(_TARGETS.index(target))
            self._load()

    def _follow(self, changes: Changes) -> None:
        if changes.affects_documents and not self._writing:
            self._load()

    def _load(self) -> None:
        project, target, edits = self._session.project, self._target, self._edits

        def work(_task: Task) -> _Answer:
            table = attribute_table.read_table(project, target)
            return _Answer(table, tuple(project.documents()), edits)

        self._session.read("attribute-table", work, self._take)

    def _take(self, answer: _Answer) -> None:
        if answer.edits != self._edits or answer.table.target is not self._target:
            return  # it is asked for again when what was typed since is stored
        self._documents = answer.documents
        names: Mapping[DocumentId, str] = {each.id: each.name for each in answer.documents}
        row, column = self.view.currentIndex().row(), self.view.currentIndex().column()
        across = self.view.horizontalScrollBar().value()
        down = self.view.verticalScrollBar().value()
        self.model.show(answer.table, names)
        if not self.view.currentIndex().isValid():
            self.view.go_to(max(row, 0), max(column, 0))
        self.view.horizontalScrollBar().setValue(across)
        self.view.verticalScrollBar().setValue(down)
        self._show_state()

    # -- what is said

    def _show_state(self) -> None:
        table, model = self.model.table, self.model
        cases_shown = self._target is AttributeTarget.CASE
        self._new_case.setVisible(cases_shown)
        self._status.setText(self.state_text())
        narrowed = model.only is not None or model.sorting is not None or bool(self.filter.text())
        self._all.setVisible(narrowed)
        self._turn_to(self._lesson if self._teach(table) else self.view)

    def _turn_to(self, page: QWidget) -> None:
        """Show the table, or what to do without one, which then has the keyboard in its place."""
        if page is not self._pages.currentWidget():
            held = self._pages.isAncestorOf(self.focusWidget() or self)
            self._pages.setCurrentWidget(page)
            if held:
                page.setFocus()

    def state_text(self) -> str:
        """Return in words which rows are shown, and how they are sorted."""
        model, every = self.model, len(self.model.table.owners)
        if self._target is AttributeTarget.CASE:
            text = trn("{n} case", "{n} cases", every)
        else:
            text = trn("{n} document", "{n} documents", every)
        if len(model.rows) != every:
            text = tr("{shown} of {count}", shown=len(model.rows), count=text)
        names = {each.id: each for each in model.table.attributes}
        if model.only is not None:
            known = names[model.only.attribute]
            value = shown_value(known, model.only.value) or tr("No value")
            text += " · " + tr("only {name}: {value}", name=known.name, value=value)
        if model.sorting is not None:
            number = model.sorting.attribute
            name = tr("Name") if number is None else names[number].name
            text += " · " + tr("sorted by {name}", name=name)
        return text

    def _teach(self, table: AttributeTable) -> bool:
        """Say what to do where there is nothing to show; return whether there is nothing."""
        if not table.owners and self._target is AttributeTarget.CASE:
            words = tr(
                "No cases yet. A case is a person or an organisation you study: it has attributes"
                " and speaks in documents. Make one, or copy a table from a spreadsheet, names in"
                " the first column, and paste it here with {key}.",
                key=native("Ctrl+V"),
            )
        elif not table.attributes:
            words = tr(
                "No attributes yet. Add one below, such as age or place, or copy a table from a"
                " spreadsheet, names in the first column, and paste it here with {key}.",
                key=native("Ctrl+V"),
            )
            if self._target is AttributeTarget.CASE:
                return False  # the cases themselves are worth seeing
        else:
            return False
        self._lesson.say(words)
        return True

    def show_all(self) -> None:
        """Show all rows, as in the list."""
        self.filter.clear()
        self._timer.stop()
        self.model.show_only(None)
        self.model.filter("")
        self.model.sort_by(None)

    def toast_text(self) -> str:
        """Return the sentence at the foot of the window."""
        return self._toast.text()

    def _say(self, text: str) -> None:
        self._toast.say(text, undo=True)

    def _say_undone(self, text: str) -> None:
        self._toast.took_back(text)

    def _refuse(self, error: UserError) -> None:
        self._toast.say(sentence(error), problem=True)

    # -- storing

    def _store(self, cells: Cells) -> None:
        self._order(lambda: Order(cells))

    def _order(self, make: Callable[[], Order]) -> None:
        """Store values, all of them in one operation; they are worked out on the writing lane."""
        project, target = self._session.project, self._target
        self._edits += 1
        self._writing += 1

        def done(_answer: object) -> None:
            self._writing -= 1
            if not self._writing:
                self._load()

        def failed(error: UserError) -> None:
            self._refuse(error)
            done(None)

        def work() -> object:
            order = make()
            return attribute_table.fill(
                project, target, order.cells, columns=order.columns, new_cases=order.new_cases
            )

        self._session.do(work, done, failed=failed)

    def _plan(self, work: Callable[[], Pasted]) -> None:
        self._session.read("paste", lambda _task: foresee(work()), self._paste_foreseen)

    def _paste(self, plan: Pasted) -> None:
        self._paste_foreseen(foresee(plan))

    def _paste_foreseen(self, foreseen: Foreseen) -> None:
        if self._session.project.read_only:
            return
        order = foreseen.order
        if order is None:
            PastePreview(foreseen, self._order, self).open()
        elif order.cells:
            self.model.put(order.cells)
        else:
            announce(self, tr("All of it is so already."))

    def _add_attribute(self, name: str, kind: AttributeType, choices: list[str]) -> None:
        project, target = self._session.project, self._target
        self._session.do(
            lambda: cases.add_attribute(project, name, target, kind=kind, choices=choices),
            lambda _number: self.adder.clear(),
            failed=self._refuse,
        )

    # -- rows

    def new_case(self) -> None:
        """Ask for a new case."""
        CaseDialog(self._session, None, self._documents, self).open()

    def edit_case(self, owner: Owner) -> None:
        """Show the name, the description and the links of a case."""
        if owner.case is not None and not self._session.project.read_only:
            CaseDialog(self._session, owner.case, self._documents, self).open()

    def rename(self, owner: Owner) -> None:
        """Ask for another name of a document or a case."""
        session, project = self._session, self._session.project
        if project.read_only:
            return
        case = owner.case

        def save(name: str) -> None:
            if case is not None:
                session.do(lambda: cases.edit_case(project, case.id, name=name))
            else:
                number = DocumentId(owner.id)
                session.do(lambda: documents.rename_document(project, number, name))

        messages.ask_text(
            self,
            tr("New name of “{name}”:", name=owner.name),
            title=tr("Rename"),
            yes=tr("Rename"),
            text=owner.name,
            then=save,
        )

    def delete_case(self, owner: Owner) -> None:
        """Ask, and delete a case."""
        session, project, case = self._session, self._session.project, owner.case
        if case is None:
            return
        messages.ask(
            self,
            tr("Delete the case “{name}”?", name=owner.name),
            yes=tr("Delete the case"),
            details=tr(
                "Its values, its links and the memos only on it go along. {undo}",
                undo=tr("Undo brings everything back."),
            ),
            then=lambda: session.do(lambda: cases.delete_case(project, case.id)),
        )

    # -- menus

    def _turn_sorting(self, column: int) -> None:
        attribute, now = self.model.attribute(column), self.model.sorting
        if attribute is not None:
            falling = now is not None and now == Sorting(attribute.id)
            self.model.sort_by(Sorting(attribute.id, falling))

    def cell_menu(self) -> QMenu:
        """Return the menu of the chosen cells, their column and their row."""
        menu = quiet_menu(self)
        self._fill_edits(menu)
        attribute, owner = self.view.current_attribute(), self.view.current_owner()
        if attribute is not None:
            menu.addSeparator()
            below = menu.addMenu(tr("Column “{name}”", name=plain(attribute.name)))
            fill_column_menu(below, self._session, self.model, attribute, self)
        if owner is not None:
            self._fill_row(menu.addMenu(tr("Row “{name}”", name=plain(owner.name))), owner)
        return menu

    def _fill_edits(self, menu: QMenu) -> None:
        view, writable = self.view, not self._session.project.read_only
        chosen = bool(view.block()[0])

        def key_of(text: str) -> str:
            return self._session.keys.key(pane_name("Attributes", text))

        entries: tuple[tuple[str, str, Callable[[], object], bool], ...] = (
            (tr("Copy"), "Ctrl+C", view.copy, chosen),
            (
                tr("Copy with names"),
                key_of("Copy with names"),
                lambda: view.copy(names=True),
                chosen,
            ),
            (tr("Cut"), "Ctrl+X", view.cut, chosen and writable),
            (tr("Paste"), "Ctrl+V", view.paste, writable),
            (tr("Fill down"), key_of("Fill down"), view.fill_down, chosen and writable),
            (tr("Empty"), key_of("Empty"), view.clear, chosen and writable),
        )
        for text, key, slot, usable in entries:
            action = menu.addAction(f"{text}\t{native(key)}")
            action.setEnabled(usable)
            action.triggered.connect(lambda _on=False, each=slot: each())

    def _fill_row(self, menu: QMenu, owner: Owner) -> None:
        writable = not self._session.project.read_only
        if owner.case is None:
            number = DocumentId(owner.id)
            open_it = menu.addAction(tr("Open"))
            open_it.triggered.connect(lambda: self._session.show_document(number))
        else:
            edit = menu.addAction(tr("Description and links…"))
            edit.setEnabled(writable)
            edit.triggered.connect(lambda: self.edit_case(owner))
        rename = menu.addAction(tr("Rename…"))
        rename.setEnabled(writable)
        rename.triggered.connect(lambda: self.rename(owner))
        if owner.case is not None:
            delete = menu.addAction(tr("Delete…"))
            delete.setEnabled(writable)
            delete.triggered.connect(lambda: self.delete_case(owner))

    def _offer_edits(self) -> None:
        menu = self.cell_menu()
        menu.addSeparator()
        by_name = menu.addAction(tr("Sort by name"))
        by_name.triggered.connect(lambda: self.model.sort_by(Sorting()))
        menu.popup(self._edit.mapToGlobal(self._edit.rect().bottomLeft()))

    def _offer_cell(self, at: QPoint) -> None:
        self.cell_menu().popup(self.view.viewport().mapToGlobal(at))

    def _offer_column(self, at: QPoint) -> None:
        header = self.view.horizontalHeader()
        attribute = self.model.attribute(header.logicalIndexAt(at))
        if attribute is not None:
            menu = quiet_menu(self)
            fill_column_menu(menu, self._session, self.model, attribute, self)
            menu.popup(header.viewport().mapToGlobal(at))

    def _offer_row(self, at: QPoint) -> None:
        header = self.view.verticalHeader()
        row = header.logicalIndexAt(at)
        if row >= 0:
            menu = quiet_menu(self)
            self._fill_row(menu, self.model.rows[row])
            menu.popup(header.viewport().mapToGlobal(at))
