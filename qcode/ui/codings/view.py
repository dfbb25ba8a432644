"""The list of what was found, with what differs in the chosen row below it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStackedWidget,
    QTextBrowser,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from qcode.services.coded_words import state_words, why_words
from qcode.services.language import grouped, tr
from qcode.services.passage_finding import FoundRow, State
from qcode.services.passage_places import ShownPlace
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.dialog_looks import dress_list, dress_text
from qcode.ui.found.parts import column
from qcode.ui.sized import by_letters
from qcode.ui.theme import colors, is_dark

from .places import PlacesView
from .rows import Column, FoundDelegate, FoundModel, Listed

_WIDTHS = {Column.STATE: 0.23, Column.DOCUMENT: 0.2, Column.CODES: 0.18}  # of the list
_LINES, _PLACES = 5, 11  # of what is said of a row, and of its places


class _List(QTreeView):
    """Space ticks all chosen rows like the current one; Enter is left to the main button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Space, and leave Enter."""
        if event.key() == Qt.Key.Key_Space:
            model = self.model()
            assert isinstance(model, FoundModel)
            model.toggle(self.selectionModel().selectedRows(), self.currentIndex())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words of the passages most of the room."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            for column, share in _WIDTHS.items():
                self.setColumnWidth(column, round(share * event.size().width()))


class FoundView(QWidget):
    """Shows rows of all states or of one. `ticks_changed` when some are left out or taken in.

    `places_wanted` asks for the places of a row that could be in several: see `show_places`.
    """

    ticks_changed = Signal()
    places_wanted = Signal(object)  # a FoundRow

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FoundModel(self)
        self.states = ChoiceBox()
        self.list = _List()
        self.details = QTextBrowser()
        self.places = PlacesView()
        self._below = QStackedWidget()
        self._build()
        page: QVBoxLayout = column(self)
        page.setSpacing(6)
        page.addWidget(self.states)
        page.addWidget(self.list, 1)
        page.addWidget(self._below)

    def _build(self) -> None:
        self.states.addItem(tr("All rows"), None)
        for state in State:
            self.states.addItem(state_words(state), state)
        self.states.setAccessibleName(tr("Which rows are shown"))
        self.states.activated.connect(self._filter)
        view = self.list
        view.setModel(self.model)
        view.setItemDelegate(FoundDelegate(view))
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(tr("Rows of the table"))
        view.setMinimumHeight(by_letters(view, 60))
        dress_list(view)
        header = view.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.details.setAccessibleName(tr("What was found of the row"))
        self.details.setTabChangesFocus(True)
        self.details.setOpenLinks(False)
        self._below.addWidget(self.details)
        self._below.addWidget(self.places)
        dress_text(self.details)
        view.selectionModel().currentChanged.connect(self._tell)
        self.model.ticks_changed.connect(self.ticks_changed)
        self.places.picked_changed.connect(self._pick)

    def show_rows(self, listed: Listed) -> None:
        """Show other rows, the first of them chosen."""
        several = any(each.state is State.AMBIGUOUS for each in listed.rows)
        lines = _PLACES if several else _LINES
        line = self.details.fontMetrics().lineSpacing()
        self._below.setMinimumHeight(2 * line + 24)  # where there is little room
        self._below.setMaximumHeight(lines * line + 24)
        self.model.show(listed)
        self._begin()

    def show_places(self, found: tuple[FoundRow, tuple[ShownPlace, ...]]) -> None:
        """Show the places of a row, if it is still the chosen one."""
        row, places = found
        if self.model.found(self.list.currentIndex()) is row:
            words = why_words(row)
            if len(places) < len(row.places):
                words += " " + tr("The first {n} are shown.", n=grouped(len(places)))
            self.places.show_places(places, self.model.picked(row), words)
            self._below.setCurrentWidget(self.places)

    def _pick(self) -> None:
        self.model.pick(self.list.currentIndex(), self.places.model.picked)

    def _filter(self) -> None:
        self.model.filter(self.states.currentData())
        self._begin()

    def _begin(self) -> None:
        self.list.setCurrentIndex(self.model.index(0, 0))
        self._tell(self.list.currentIndex())

    def _tell(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        self._below.setCurrentWidget(self.details)
        self.details.setHtml(self.model.details(index, colors(is_dark(self.palette()))))
        row = self.model.found(index)
        if row is not None and row.state is State.AMBIGUOUS:
            self.places_wanted.emit(row)
