"""The documents pane: the list of documents, its filter, order and groups, and its foot."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from qcode.model.changes import Changes
from qcode.model.document import AttributeTarget, DocumentCounts, DocumentId, DocumentSet, SetId
from qcode.services import documents
from qcode.services.activation import Activation
from qcode.services.language import tr
from qcode.ui.field import Field
from qcode.ui.found.parts import bar, column, flat, hairline, quiet
from qcode.ui.icons import Icon
from qcode.ui.leading import lead_focus
from qcode.ui.lesson import Lesson
from qcode.ui.pane_filter import PaneFilter
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.sized import by_letters
from qcode.ui.subject import Sort, Subject, Watch

from .actions import DocumentActions
from .activating import DocumentActivation
from .arranging import plain
from .groups import By, Group, Grouping, grouped, known_grouping
from .listing import EMPTY, Library, Order, arranged, read_library
from .menus import PaneMenus
from .model import DocumentsModel
from .regrouping import regroup
from .view import DocumentsView
from .words import active_words, foot

_LEAST = 48  # pixels of the list, with ordinary letters: two documents
_LONGEST = 130  # pixels that the name of a set may take at the head of the pane


class Kept(NamedTuple):
    """Filter and set of the list, which documents are chosen, and how far it is scrolled."""

    text: str
    shown_set: SetId | None
    chosen: list[DocumentId]
    current: DocumentId | None
    scrolled: int  # pixels


class DocumentsPane(QWidget):
    """The documents of the open project.

    `library` is what was read last, `order` and `grouping` how it is shown.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.library: Library = EMPTY
        self._read = False  # whether the list was read once
        self.order = Order.OWN
        self.grouping: Grouping = By.NONE
        self._wanted = ""  # the GUID of an attribute to group by, once it is read
        self._set: SetId | None = None
        self._marked: DocumentId | None = None  # to be chosen when it is listed
        self._resumed: Kept | None = None  # to be taken over when the list was read
        self._touched: set[DocumentId] = set()  # whose counts are to be read again
        self._meanwhile: set[DocumentId] = set()  # touched since all was asked for
        self.setAcceptDrops(True)
        self.documents = DocumentsModel(self)
        self.documents.mark_active(session.activation)
        self.view = DocumentsView(self.documents)
        PaneFilter(self.view, "Documents", session.keys)
        self.commands = DocumentActions(session, self)
        self.activation = DocumentActivation(session, self._every)
        self.menus = PaneMenus(session, self)
        self.filter = Field()
        self._lesson = Lesson(Icon.DOCUMENTS, leave=self._session.text_wanted.emit)
        self._pages = QStackedWidget()
        self._build()
        lead_focus(self, self.view)
        self._connect()
        self._load()

    def _looked_at(self) -> Subject | None:
        document = self.view.current()
        return None if document is None else Subject(Sort.DOCUMENT, document)

    def _build(self) -> None:
        self._title = quiet(tr("Documents"), wrap=False)
        self._sets = flat(
            tr("All"), lambda: self.menus.offer_sets(self._sets), tip=tr("Show a set of documents")
        )
        self._orders = flat(
            "",
            lambda: self.menus.offer_orders(self._orders),
            tip=tr("Sort and group"),
            sign=Icon.SORT,
        )
        self._sheet = flat(
            "",
            lambda: self.menus.offer_tables(self._sheet),
            tip=tr("Attributes and cases"),
            sign=Icon.TABLE,
        )
        self.filter.setPlaceholderText(tr("Filter documents"))
        self.filter.setAccessibleName(tr("Filter documents"))
        self.filter.setClearButtonEnabled(True)
        self.filter.installEventFilter(self)
        self.view.setMinimumHeight(by_letters(self.view, _LEAST))
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._lesson)
        self._foot = quiet(wrap=False)
        self._active = flat(
            "",
            lambda: self.menus.offer_activation(self._active),
            tip=tr("Documents active for analysis"),
        )
        self._active.setFont(self._foot.font())
        layout = column(self)
        head = (self._title, self._sets, self._orders, self._sheet)
        layout.addLayout(bar(*head, stretch=self._title, below=4))
        layout.addLayout(bar(self.filter, stretch=self.filter, above=0, below=8))
        layout.addWidget(self._pages, 1)
        layout.addWidget(hairline())
        layout.addLayout(bar(self._foot, self._active, stretch=self._foot, above=3, below=3))

    def _connect(self) -> None:
        session, view = self._session, self.view
        Watch(view, self._looked_at, session.look_at)
        session.changed.connect(self._follow)
        session.keys.changed.connect(self._show)
        session.passage_changed.connect(self._note_reading)
        session.activation_changed.connect(self._show_activation)
        self.filter.textChanged.connect(lambda _text: self._show())
        view.opened.connect(self._open)
        view.deletion_wanted.connect(lambda: self.commands.delete(self.selected()))
        view.ticked.connect(self.activation.toggle)
        view.left.connect(session.text_wanted)
        view.customContextMenuRequested.connect(self.menus.offer_actions)
        self.commands.table_wanted.connect(lambda: self.show_table(AttributeTarget.DOCUMENT))
        self.documents.renamed.connect(self._rename)
        self.documents.reordered.connect(self._reorder)
        self.documents.regrouped.connect(self._regroup)

    def _open(self, document: DocumentId) -> None:
        """Open a document, with the keyboard where it is read and coded."""
        self._session.show_document(document)
        self._session.text_wanted.emit()

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

    def foot_text(self) -> str:
        """Return what the foot says: documents, coded share, and how many are active."""
        return f"{self._foot.text()} · {self._active.text()}"

    def order_by(self, order: Order) -> None:
        """Sort the list; only the user's own order can be changed by dragging."""
        self.order = order
        self._show()

    def group_by(self, grouping: Grouping) -> None:
        """Put documents under headings, which dragging moves them between."""
        self.grouping = grouping
        self._show()

    def show_set(self, number: SetId | None) -> None:
        """Narrow the list to a set; None shows all documents."""
        self._set = number
        self._show()

    def made_set(self, number: SetId) -> None:
        """Show a set that was just made, unless all sets are shown anyway."""
        if self.grouping is not By.SET:
            self.show_set(number)

    # -- what is remembered

    def state(self) -> dict[str, str]:
        """Return order, grouping and closed groups as texts, to be remembered."""
        guids = {each.id: each.guid for each in self.library.attributes}
        grouping = self.grouping
        kept: dict[str, Any] = {
            "order": self.order.value,
            "group": grouping.value if isinstance(grouping, By) else guids.get(grouping, ""),
            "closed": sorted(self.documents.collapsed),
        }
        return {"documents": json.dumps(kept)}

    def restore(self, state: dict[str, str]) -> None:
        """Take over what is remembered, as far as it can be understood."""
        try:
            kept = json.loads(state.get("documents", ""))
            self.order = Order(kept["order"])
            group, closed = str(kept["group"]), [str(each) for each in kept["closed"]]
        except (ValueError, KeyError, TypeError):
            return
        self.documents.collapse(closed)
        if group in [each.value for each in By]:
            self.grouping = By(group)
        else:
            self._wanted = group
        self._show()

    def kept(self) -> Kept:
        """Return filter, choice and place, to be gone on with in a window made anew."""
        view = self.view
        scrolled = view.verticalScrollBar().value()
        return Kept(self.filter.text(), self._set, view.chosen(), view.current(), scrolled)

    def resume(self, kept: Kept) -> None:
        """Take that over, when the list is there."""
        self._resumed, self._set = kept, kept.shown_set
        self.filter.setText(kept.text)
        self._show()

    # -- reading

    def _every(self) -> list[DocumentId]:
        return [row.document.id for row in self.library.rows]

    def _follow(self, changes: Changes) -> None:
        if changes.affects_documents:
            self._load()
        elif changes.affects_segments or changes.affects_memos:
            touched = {DocumentId(number) for number in changes.documents}
            self._touched |= touched
            self._meanwhile |= touched
            self._count()

    def _load(self) -> None:
        project = self._session.project
        self._touched, self._meanwhile = set(), set()
        self._session.read("documents", lambda _task: read_library(project), self._take)

    def _count(self) -> None:
        """Count again what was done in the documents that were touched."""
        project, asked = self._session.project, frozenset(self._touched)

        def work(_task: Task) -> dict[DocumentId, DocumentCounts]:
            return documents.work_in(project, asked)

        def done(counts: dict[DocumentId, DocumentCounts]) -> None:
            self._touched -= asked
            self.library = self.library.with_work(counts)
            self._show()

        if asked:
            self._session.read("documents-work", work, done)

    def _take(self, library: Library) -> None:
        self.library, self._read = library, True
        self._session.heed_documents(self._every())
        self._touched |= self._meanwhile
        self._count()
        found = [each.id for each in library.attributes if each.guid == self._wanted]
        if found:
            self.grouping, self._wanted = found[0], ""
        self._show()

    def _note_reading(self) -> None:
        document = self._session.document
        self.documents.mark_open(document)
        if document is not None and document != next(iter(self.library.read), None):
            self.library = self.library.with_read(document)

    # -- showing

    def _show(self) -> None:
        chosen, current = self.chosen_set(), self.view.current()
        selected, scrolled = self.view.chosen(), self.view.verticalScrollBar().value()
        if self._read and self._resumed is not None:
            _text, _set, selected, current, scrolled = self._resumed
            self._resumed = None
        heading = self.view.current_group()
        text = self.filter.text()
        self.grouping = known_grouping(self.library, self.grouping)
        rows = arranged(
            self.library,
            order=self.order,
            text=text,
            members=None if chosen is None else frozenset(chosen.documents),
        )
        ungrouped = self.grouping is By.NONE
        whole = self.order is Order.OWN and chosen is None and not text.strip() and ungrouped
        writable = not self._session.project.read_only
        groups = grouped(self.library, rows, self.grouping)
        self.documents.show(groups, movable=whole, writable=writable, unfolded=bool(text.strip()))
        self.documents.mark_open(self._session.document)
        self.view.choose(selected, current)
        if heading is not None:
            index = self.documents.index_like(heading, None)
            flags = self.view.selectionModel().SelectionFlag
            self.view.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        self.view.verticalScrollBar().setValue(scrolled)
        if self._marked in {row.document.id for row in rows}:  # unless the filter hides it
            self.view.choose([self._marked], self._marked)
            self.view.scrollTo(self.view.currentIndex())
            self._marked = None
        name = tr("All") if chosen is None else chosen.name
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _LONGEST)
        self._sets.setText(plain(shown))
        self._sets.setAccessibleName(tr("Set: {name}", name=name))
        self._teach(bool(groups))
        self._show_foot(len(rows))

    def _show_foot(self, shown: int) -> None:
        rows = self.library.rows
        self._foot.setText(foot(rows, shown))
        self._foot.setVisible(bool(rows))
        self._active.setVisible(bool(rows))
        self._active.setText(active_words(self._session.activation, rows))

    def _show_activation(self, activation: Activation) -> None:
        self.documents.mark_active(activation)
        self._active.setText(active_words(activation, self.library.rows))

    def mark(self, document: int) -> bool:
        """Choose a document that has just come or changed, when it has been read, and show it.

        False where a filter or a set may hide it.
        """
        if self.filter.text() or self._set is not None:
            return False
        self._marked = DocumentId(document)
        self._load()
        return True

    def list_all(self) -> None:
        """Let no filter and no set hide anything."""
        self.filter.clear()
        self.show_set(None)

    def chosen_set(self) -> DocumentSet | None:
        """Return the set to show; one just saved may not have been read yet."""
        return next((each for each in self.library.sets if each.id == self._set), None)

    def _teach(self, some: bool) -> None:
        listed = some or not self._read
        lead_focus(self, self.view if listed else self.filter)
        if listed:
            self._pages.setCurrentWidget(self.view)
            return
        if not self.library.rows:
            words = self._how_to_begin()
        elif self.filter.text().strip():
            words = tr(
                "No document has that in its name, its speakers, its kind, its sets or its"
                " attributes."
            )
        else:
            words = tr("This set is empty. Choose documents and save them as a set of this name.")
        self._lesson.say(words)
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

    def _regroup(self, dragged: Sequence[DocumentId], left: Group | None, group: Group) -> None:
        regroup(self._session, self.grouping, dragged, left, group)

    def show_table(self, target: AttributeTarget) -> None:
        """Show the table of attributes of documents or of cases, in a window of its own."""
        from .table.window import TableWindow

        window = TableWindow.of(self._session, self.window())
        window.show_target(target)
        window.show()
        window.raise_()
        window.activateWindow()

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
                self.view.setCurrentIndex(self.documents.first())
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
