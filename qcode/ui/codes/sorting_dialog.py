"""The sorting table: splits a code by giving its passages to subcodes, written only at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qcode.model.codebook import CodeId
from qcode.model.errors import UserError
from qcode.model.names import clean_name
from qcode.services import code_surgery
from qcode.services.language import tr, trn
from qcode.services.messages import sentence
from qcode.ui import messages
from qcode.ui.accessible import announce
from qcode.ui.dialog_looks import dress_list, page_of
from qcode.ui.field import Field
from qcode.ui.found.parts import flat, quiet
from qcode.ui.found.picker import Group, Picker
from qcode.ui.icons import Icon
from qcode.ui.keys import native
from qcode.ui.lesson import Lesson
from qcode.ui.pane_filter import PaneFilter, follow
from qcode.ui.session import Session
from qcode.ui.sized import by_letters, resize_by_letters
from qcode.ui.theme import is_dark
from qcode.ui.ticks import Tick
from qcode.ui.wrapping_row import WrappingRow

from .sortable import ORDERS, By, Order
from .sorting import BY, PASSAGE, PLACE, TARGET, Sorting, SortingModel, read_sorting
from .sorting_table import PassageCell, SortingTable
from .targets import KEYS, Targets

_STAY_KEYS = frozenset({Qt.Key.Key_0, Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_NEW_KEYS = frozenset({Qt.Key.Key_Plus, Qt.Key.Key_Insert})


def open_sorting(session: Session, code: CodeId, parent: QWidget) -> None:
    """Read the passages of a code and show the table in which they are sorted."""
    session.read(
        "sorting",
        lambda _task: read_sorting(session.project, code),
        lambda sorting: SortingDialog(session, sorting, parent).open(),
        session.runner.user_error.emit,
    )


class SortingDialog(QDialog):
    """Gives passages to subcodes by key, by dragging or by a click; `apply` writes it all."""

    def __init__(self, session: Session, sorting: Sorting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Split “{code}”", code=sorting.name))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._session, self._sorting = session, sorting
        self._made: list[str] = []
        dark = is_dark(self.palette())
        self.model = SortingModel(sorting, self)
        self.table = SortingTable(sorting.color)
        self.targets = Targets(sorting, dark=dark, ratio=self.devicePixelRatioF())
        self.new_name = Field()
        self.unsorted = Tick(tr("Only passages that are not sorted yet"))
        self.progress = QLabel()
        self.back_button = flat(tr("Take back"), self.take_back)
        self.order = Picker(tr("Sort"), self._orders)
        self._problem = quiet()
        self.apply_button = QPushButton(tr("Split code"))
        self._build()
        self._lay_out()
        self._say()

    def _build(self) -> None:
        table = self.table
        table.setModel(self.model)
        cell = PassageCell(table)
        table.setItemDelegateForColumn(PASSAGE, cell)
        table.setAccessibleName(tr("Passages"))
        dress_list(table)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(cell.height(table.fontMetrics()))
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head = table.horizontalHeader()
        head.setSectionResizeMode(PASSAGE, QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._turn)
        table.setColumnWidth(TARGET, by_letters(table, 130))
        table.setColumnWidth(PLACE, by_letters(table, 160))
        table.installEventFilter(self)
        if self.model.rowCount():
            table.selectRow(0)
        else:
            self._teach()
        self.targets.given.connect(self.give)
        self.new_name.setPlaceholderText(tr("New subcode"))
        self.new_name.setAccessibleName(tr("New subcode"))
        self.new_name.installEventFilter(self)
        self.unsorted.toggled.connect(self._narrow)
        self._problem.hide()
        self.apply_button.setAutoDefault(False)
        self.apply_button.clicked.connect(self.apply)
        keys = self._session.keys
        follow(QShortcut(QKeySequence(), self, self.apply), "Split a code", "Split the code", keys)
        PaneFilter(table, "Split a code", keys)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.take_back)
        undo = native("Ctrl+Z")
        self.back_button.setToolTip(tr("Take the last step back ({key})", key=undo))

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.targets, 1)
        side.addWidget(self.new_name)
        hint = tr(
            "A number or letter gives the chosen passages to that subcode, 0 lets them stay, +"
            " names a new one. They can be dragged, too."
        )
        side.addWidget(quiet(hint))
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.table, 3)
        middle.addLayout(side, 1)
        cancel = QPushButton(tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        rest = QWidget()
        foot = WrappingRow(rest)
        foot.setSpacing(20)
        buttons = messages.answers(self.apply_button, cancel)
        parts = (self.progress, self.back_button, self.unsorted, self.order, rest, buttons)
        for part in parts:
            foot.addWidget(part)
        page = page_of(self)
        page.addLayout(middle, 1)
        page.addWidget(self._problem)
        page.addLayout(foot)
        resize_by_letters(self, 1040, 660)
        self.table.setFocus()

    # -- sorting

    def give(self, target: str | None) -> None:
        """Give the chosen passages to a subcode, or let them stay; go on to the next one."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        if not rows:
            return
        self.model.give(rows, target)
        self._say()
        stays = tr("stays in “{code}”", code=self._sorting.name)
        announce(self.table, tr("Goes to “{code}”", code=target) if target else stays)
        following = self.model.next_unsorted(rows[-1])
        if target is not None and following is not None:
            self.table.selectRow(following)
            self.table.scrollTo(self.model.index(following, PASSAGE))

    def take_back(self) -> None:
        """Take the last step back, and be where it was made."""
        if not self.model.can_take_back:
            return
        rows = self.model.take_back()
        self._say()
        announce(self.table, tr("Taken back"))
        if rows:
            self.table.selectRow(rows[0])
            self.table.scrollTo(self.model.index(rows[0], PASSAGE))

    def add_target(self) -> None:
        """Make the subcode that was typed a target, and give it what is chosen."""
        try:
            name = clean_name(self.new_name.text())
        except UserError as error:
            self._explain(error)
            return
        if self.targets.add(name):
            self._made.append(name)
        self._problem.hide()
        self.new_name.clear()
        self.give(name)
        self.table.setFocus()

    def _narrow(self, only: bool) -> None:
        self.model.show_only_unsorted(only=only)
        if self.model.rowCount():
            self.table.selectRow(0)

    # -- order

    def arrange(self, order: Order) -> None:
        """List the passages in another order; the one with the cursor stays in sight."""
        self.model.arrange(order)
        self.table.scrollTo(self.table.currentIndex())
        announce(self.table, tr("Sorted: {order}", order=order.said()))

    def _turn(self, column: int) -> None:
        now, by = self.model.order, BY[column]
        self.arrange(Order(by, falling=now == Order(by)))

    def _orders(self) -> Sequence[Group]:
        now = self.model.order
        ways = [(tr(words), by) for by, words in ORDERS.items()]  # marked in ORDERS
        directions = [(tr("Rising"), False), (tr("Falling"), True)]
        return (
            Group(tr("Sort"), ways, now.by, lambda by: self.arrange(Order(By(str(by))))),
            Group(
                tr("Direction"),
                directions,
                now.falling,
                lambda falling: self.arrange(Order(now.by, bool(falling))),
            ),
        )

    def _say(self) -> None:
        parts = self.model.parts()
        self.targets.count(parts, len(self._sorting.passages))
        total, done = len(self._sorting.passages), len(self.model.given)
        self.progress.setText(
            trn("{done} of {n} passage sorted", "{done} of {n} passages sorted", total, done=done)
        )
        self.apply_button.setEnabled(bool(parts or self._made))
        self.back_button.setEnabled(self.model.can_take_back)

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sort by keys in the table; take a name with Enter in the line below the targets."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.table and not event.modifiers() & _COMMANDS:
                return self._press(event)
            enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if watched is self.new_name and enters and not event.modifiers() & _COMMANDS:
                self.add_target()
                return True
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        if event.key() in _NEW_KEYS:
            self.new_name.setFocus()
        elif event.key() in _STAY_KEYS:
            self.give(None)
        elif (place := KEYS.find(event.text().lower())) >= 0 and event.text():
            name = self.targets.name_at(place)
            if name is not None:
                self.give(name)
        else:
            return False
        return True

    # -- the end

    def apply(self) -> None:
        """Write what was sorted, as one operation, and close; say it here if that fails."""
        if not self.apply_button.isEnabled():
            return
        project, code = self._session.project, self._sorting.code
        parts = {**{name: [] for name in self._made}, **self.model.parts()}
        self._session.do(
            lambda: code_surgery.split_code(project, code, parts),
            lambda _changes: self.accept(),
            failed=self._explain,
        )

    def _explain(self, error: UserError) -> None:
        self._problem.setText(sentence(error))
        self._problem.show()

    def _teach(self) -> None:
        """Say why there is nothing to sort: the tree counts passages of subcodes too."""
        words = tr(
            "No passage is coded with “{code}” itself. Those of its subcodes are sorted already.",
            code=self._sorting.name,
        )
        over = QVBoxLayout(self.table.viewport())
        over.setContentsMargins(0, 0, 0, 0)
        over.addWidget(Lesson(Icon.PASSAGES, words))

    def reject(self) -> None:
        """Leave; what was sorted is not thrown away without a question."""
        leave: Callable[[], None] = super().reject
        if not self.model.given:
            leave()
            return
        messages.ask(
            self,
            tr("Leave without splitting the code?"),
            details=tr("What you have sorted here is not kept."),
            yes=tr("Leave"),
            then=leave,
        )


_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
