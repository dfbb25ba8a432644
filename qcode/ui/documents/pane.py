"""The documents pane: the list of documents, its filter, its order, and its sets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QStackedWidget, QWidget

from qcode.model.changes import Changes
from qcode.model.document import DocumentId, DocumentSet, SetId
from qcode.services import documents
from qcode.services.language import tr
from qcode.ui.field import Field
from qcode.ui.found.parts import bar, column, flat, lesson, quiet
from qcode.ui.icons import Icon
from qcode.ui.runner import Task
from qcode.ui.session import Session

from .actions import DocumentActions
from .listing import EMPTY, Library, Order, arranged
from .model import DocumentsModel
from .sets import order_menu, sets_menu
from .view import DocumentsView


class DocumentsPane(QWidget):
    """The documents of the open project."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._library: Library = EMPTY
        self._read = False  # whether the list was read once
        self._order = Order.OWN
        self._set: SetId | None = None
        self.setAcceptDrops(True)
        self.documents = DocumentsModel(self)
        self.view = DocumentsView(self.documents)
        self.commands = DocumentActions(session, self)
        self.filter = Field()
        self._lesson = lesson("")
        self._pages = QStackedWidget()
        self._build()
        self.setFocusProxy(self.view)
        self._connect()
        self._load()

    def _build(self) -> None:
        self._title = quiet(tr("Documents"), wrap=False)
        self._sets = flat(tr("All"), self._offer_sets, tip=tr("Show a set of documents"))
        self._orders = flat("", self._offer_orders, tip=tr("Sort"), sign=Icon.SORT)
        self.filter.setPlaceholderText(tr("Filter documents"))
        self.filter.setAccessibleName(tr("Filter documents"))
        self.filter.setClearButtonEnabled(True)
        self.filter.installEventFilter(self)
        self._lesson.setAutoFillBackground(True)
        self._lesson.setBackgroundRole(QPalette.ColorRole.Base)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._lesson)
        layout = column(self)
        head = (self._title, self._sets, self._orders)
        layout.addLayout(bar(*head, stretch=self._title, below=4))
        layout.addLayout(bar(self.filter, stretch=self.filter, above=0, below=8))
        layout.addWidget(self._pages, 1)

    def _connect(self) -> None:
        session, view = self._session, self.view
        session.changed.connect(self._follow)
        session.keys.changed.connect(self._show)
        session.passage_changed.connect(lambda: self.documents.mark_open(session.document))
        self.filter.textChanged.connect(lambda _text: self._show())
        view.opened.connect(session.show_document)
        view.deletion_wanted.connect(lambda: self.commands.delete(self.selected()))
        view.left.connect(session.text_wanted)
        view.customContextMenuRequested.connect(self._offer_actions)
        self.documents.renamed.connect(self._rename)
        self.documents.reordered.connect(self._reorder)

    def selected(self) -> list[DocumentId]:
        """Return the chosen documents in the order shown."""
        return self.view.chosen()

    @property
    def set_shown(self) -> SetId | None:
        """The set that the list is narrowed to."""
        return self._set

    def lesson_text(self) -> str:
        """Return what is said in place of an empty list, "" when there is one."""
        shown = self._pages.currentWidget() is self._lesson
        return self._lesson.text() if shown else ""

    def order_by(self, order: Order) -> None:
        """Sort the list; only the user's own order can be changed by dragging."""
        self._order = order
        self._show()

    def show_set(self, number: SetId | None) -> None:
        """Narrow the list to a set; None shows all documents."""
        self._set = number
        self._show()

    # -- reading

    def _follow(self, changes: Changes) -> None:
        if changes.affects_documents or changes.affects_segments or changes.affects_memos:
            self._load()

    def _load(self) -> None:
        project = self._session.project

        def work(_task: Task) -> Library:
            rows = documents.list_documents(project)
            return Library(tuple(rows), tuple(documents.list_sets(project)))

        self._session.read("documents", work, self._take)

    def _take(self, library: Library) -> None:
        self._library, self._read = library, True
        self._show()

    def _show(self) -> None:
        chosen, current = self._chosen_set(), self.view.current()
        selected, scrolled = self.view.chosen(), self.view.verticalScrollBar().value()
        text = self.filter.text()
        rows = arranged(
            self._library.rows,
            order=self._order,
            text=text,
            members=None if chosen is None else frozenset(chosen.documents),
        )
        whole = self._order is Order.OWN and chosen is None and not text.strip()
        writable = not self._session.project.read_only
        self.documents.show(rows, movable=whole, writable=writable)
        self.documents.mark_open(self._session.document)
        self.view.choose(selected, current)
        self.view.verticalScrollBar().setValue(scrolled)
        self._sets.setText(tr("All") if chosen is None else chosen.name)
        self._sets.setAccessibleName(tr("Set: {name}", name=self._sets.text()))
        self._teach(bool(rows))

    def _chosen_set(self) -> DocumentSet | None:
        """Return the set to show; one just saved may not have been read yet."""
        return next((each for each in self._library.sets if each.id == self._set), None)

    def _teach(self, some: bool) -> None:
        listed = some or not self._read
        self.setFocusProxy(self.view if listed else self.filter)
        if listed:
            self._pages.setCurrentWidget(self.view)
            return
        if not self._library.rows:
            words = self._how_to_begin()
        elif self.filter.text().strip():
            words = tr("No document has that in its name, its speakers or its kind.")
        else:
            words = tr("This set is empty. Choose documents and save them as a set of this name.")
        self._lesson.setText(words)
        self._pages.setCurrentWidget(self._lesson)

    def _how_to_begin(self) -> str:
        if key := self._session.keys.text("import"):
            return tr(
                "No documents yet. Drop transcripts here, or choose them with {key}.", key=key
            )
        return tr("No documents yet. Drop transcripts here, or import them from the menu.")

    # -- asking

    def _rename(self, document: DocumentId, name: str) -> None:
        project = self._session.project
        self._session.do(lambda: documents.rename_document(project, document, name))

    def _reorder(self, order: list[DocumentId]) -> None:
        project = self._session.project
        self._session.do(lambda: documents.order_documents(project, order))

    def _offer_actions(self, at: QPoint) -> None:
        if not self.view.indexAt(at).isValid():
            return
        rows = [self.documents.row(index) for index in sorted(self.view.selectedIndexes())]
        menu = self.commands.menu(rows, self.view.rename)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _offer_sets(self) -> None:
        menu = sets_menu(self, self._session, self._library.sets, self._chosen_set())
        menu.popup(self._sets.mapToGlobal(self._sets.rect().bottomLeft()))

    def _offer_orders(self) -> None:
        menu = order_menu(self, self._order)
        menu.popup(self._orders.mapToGlobal(self._orders.rect().bottomLeft()))

    # -- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the filter to the list, Escape empties the filter or leaves."""
        pressed = watched is self.filter and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and self._key_in_filter(event.key()):
            return True
        return super().eventFilter(watched, event)

    def _key_in_filter(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            if self.filter.text():
                self.filter.clear()
            else:
                self._session.text_wanted.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return) and self.documents.rowCount():
            if self.view.current() is None or not self.selected():
                self.view.setCurrentIndex(self.documents.index(0))
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            return False
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dragged in from outside."""
        if _files(event) and not self._session.project.read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what dropped files would give."""
        from qcode.ui.importing.dialog import ImportDialog

        event.acceptProposedAction()
        ImportDialog(self._session, _files(event), self.window()).open()


def _files(event: QDropEvent) -> list[Path]:
    """Return the files that are dragged; a project is for the window to open."""
    urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
    paths = [Path(url.toLocalFile()) for url in urls]
    return [] if any(path.suffix == ".qcode" for path in paths) else paths
