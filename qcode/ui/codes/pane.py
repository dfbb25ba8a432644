"""The codebook pane: the code tree with its filter. What can be done there is in `actions`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from qcode.model.changes import Changes
from qcode.model.codebook import CodeId
from qcode.services.activation import Activation
from qcode.services.language import tr
from qcode.ui.field import Field
from qcode.ui.growing import Growing
from qcode.ui.icons import Icon, icon
from qcode.ui.leading import lead_focus
from qcode.ui.lesson import Lesson
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.sized import by_letters, icon_size
from qcode.ui.subject import Sort, Subject, Watch

from .actions import CodeActions
from .bar import ViewBar
from .folding import keep_open, kept_open
from .foot import Foot
from .model import CodeTreeModel
from .order import Order, View, load_view, save_view
from .snapshot import EMPTY, Snapshot, take_snapshot
from .tree import CodeTree
from .words import active_in_words

_SIDE = 12
_LEAST = 48  # pixels of the tree, with ordinary letters: two codes


class Kept(NamedTuple):
    """The filter of the tree, which codes are chosen, and how far it is scrolled, in pixels."""

    text: str
    chosen: list[CodeId]
    current: CodeId | None
    scrolled: int


class CodesPane(Growing):
    """The code tree of the open project."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._snapshot: Snapshot = EMPTY
        self._read = False  # whether the codebook was read once
        self._resumed: Kept | None = None  # to be taken over as soon as there are codes
        self._wanted: frozenset[CodeId] = frozenset()  # to be shown as soon as they are there
        self._grow_by(self._make())

    def _make(self) -> Iterator[None]:
        session = self._session
        self.tree = CodeTree(CodeTreeModel(read_only=session.project.read_only, parent=self))
        yield
        self.commands = CodeActions(session, self.tree, self)
        yield
        self.filter = Field()
        self.bar = ViewBar(load_view())
        self.foot = Foot()
        new = (tr("New code"), self.new_code)
        self._lesson = Lesson(Icon.CODES, act=new, leave=self._session.text_wanted.emit)
        if (kept := kept_open(session.project)) is not None:
            self.tree.begin_with(kept)
        self._build()
        lead_focus(self, self.tree)
        session.changed.connect(self._follow)
        session.activation_changed.connect(self._follow_activation)
        self.bar.changed.connect(self._look)
        self.tree.hinted.connect(self.foot.set_hint)
        self.foot.all_wanted.connect(self.commands.activating["all"].trigger)
        self.foot.passages_wanted.connect(lambda: session.retrieve(session.activation.selection))
        self.tree.codes.look(self.bar.view)
        self._follow_activation(session.activation)
        self._load()

    def _build(self) -> None:
        title = QLabel(tr("Codes"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 0.92)
        title.setFont(font)
        title.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        add = QToolButton()
        add.setDefaultAction(self.commands["new"])
        add.setIcon(icon(Icon.PLUS))
        add.setIconSize(icon_size(add))
        add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        add.setAutoRaise(True)
        add.setAccessibleName(tr("New code"))
        head = QHBoxLayout()
        head.setContentsMargins(_SIDE, 8, 8, 4)
        head.addWidget(title, 1)
        head.addWidget(self._boxes_button())
        head.addWidget(add)
        self.filter.setPlaceholderText(tr("Filter codes"))
        self.filter.setAccessibleName(tr("Filter codes"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _text: self._show())
        self.filter.installEventFilter(self)
        line = QHBoxLayout()
        line.setContentsMargins(_SIDE, 0, _SIDE, 4)
        line.addWidget(self.filter)
        self._build_tree()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(line)
        column.addWidget(self.bar)
        column.addWidget(self.tree, 1)
        column.addWidget(self.foot)

    def _boxes_button(self) -> QToolButton:
        """Return the switch of the boxes, which nobody would look for in a menu."""
        self.boxes = QToolButton()
        self.boxes.setText(tr("Boxes"))
        self.boxes.setIcon(icon(Icon.SURVEY))
        self.boxes.setIconSize(icon_size(self.boxes))
        self.boxes.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.boxes.setToolTip(
            tr("Boxes to choose codes for analysis: what is listed under Passages follows them")
        )
        self.boxes.setAccessibleName(tr("Boxes to choose codes for analysis"))
        self.boxes.setCheckable(True)
        self.boxes.setChecked(self.bar.view.boxes)
        self.boxes.setAutoRaise(True)
        self.boxes.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.boxes.clicked.connect(lambda _on=False: self.toggle_boxes())
        return self.boxes

    def _build_tree(self) -> None:
        tree = self.tree
        tree.setMinimumHeight(by_letters(tree, _LEAST))
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._open_menu)
        tree.doubleClicked.connect(lambda _index: self.commands["retrieve"].trigger())
        tree.editing_ended.connect(self._end_editing)
        tree.installEventFilter(self)
        Watch(tree, self._looked_at, self._session.look_at)
        self.commands.added.connect(self._reveal)
        self.commands.listed.connect(self._reveal_all)
        self.commands.failed.connect(lambda _error: tree.codes.end_draft())
        self.commands["new"].triggered.connect(self._lesson.hide)
        over = QVBoxLayout(tree.viewport())
        over.setContentsMargins(0, 0, 0, 0)
        over.addWidget(self._lesson)

    def _looked_at(self) -> Subject | None:
        code = self.tree.current()
        return None if code is None else Subject(Sort.CODE, code)

    # -- what the window asks for

    def leave(self) -> None:
        """Keep which codes lie open, before the project closes."""
        if self._read:
            keep_open(self._session.project, self.tree.opened())

    def kept(self) -> Kept:
        """Return filter, choice and place, to be gone on with in a window made anew."""
        scrolled = self.tree.verticalScrollBar().value()
        return Kept(self.filter.text(), self.tree.chosen(), self.tree.current(), scrolled)

    def resume(self, kept: Kept) -> None:
        """Take that over, when the codes are there."""
        self._resumed = kept
        self.filter.setText(kept.text)
        if self._read:
            self._show()

    def new_code(self) -> None:
        """Begin a new code at the top of the tree."""
        self.filter.clear()
        self.commands["new"].trigger()

    def toggle_boxes(self) -> None:
        """Show the boxes that choose codes for analysis, or not."""
        self.bar.set_view(replace(self.bar.view, boxes=not self.bar.view.boxes))

    def retrieve(self) -> None:
        """Have the passages of the chosen codes listed."""
        self.commands["retrieve"].trigger()

    # -- content

    def _follow(self, changes: Changes) -> None:
        if changes.affects_codes or changes.affects_segments:
            self._load()

    def _load(self) -> None:
        project, known = self._session.project, self._snapshot
        last_uses = self.bar.view.order is Order.LAST_USE

        def work(_task: Task) -> Snapshot:
            return take_snapshot(project, known, last_uses=last_uses)

        self._session.read("codes", work, self._take)

    def _take(self, snapshot: Snapshot) -> None:
        self._snapshot, self._read = snapshot, True
        self._session.heed(snapshot.codebook)
        self._show()

    def _show(self) -> None:
        """Show the newest codebook, unless a name is being typed: then afterwards."""
        if self.tree.is_editing:
            return
        text = self.filter.text()
        self.commands.filtered = bool(text.strip())
        self.tree.show_codes(self._snapshot, text)
        resumed, self._resumed = self._resumed, None if self._read else self._resumed
        if resumed is not None and self._read:
            self.tree.choose(resumed.chosen, resumed.current)
            self.tree.verticalScrollBar().setValue(resumed.scrolled)
        self.commands.enable()
        self.foot.set_active(active_in_words(self._session.activation, self._snapshot))
        self._teach()
        if self._wanted and self._wanted <= self._snapshot.codebook.codes.keys():
            self.tree.reveal_all(self._wanted)  # unless the filter hides them
            self._wanted = frozenset()

    def _look(self, view: View) -> None:
        """Look at the tree in another way, now and the next time."""
        save_view(view)
        self.boxes.setChecked(view.boxes)
        before = self.tree.codes.view
        self.tree.codes.look(view)
        self.commands.activating.enable()
        if view.order is not before.order:
            self._load()

    def _follow_activation(self, activation: Activation) -> None:
        """Show which codes are chosen for analysis; where not all are, the boxes say which."""
        self.tree.codes.show_activation(activation)
        self.commands.activating.enable()
        self.foot.set_active(active_in_words(activation, self._snapshot))
        if activation.codes is not None and not self.bar.view.boxes:
            self.bar.set_view(replace(self.bar.view, boxes=True))

    def _teach(self) -> None:
        """Say what to do where the tree is empty."""
        empty = self._read and not self.tree.codes.rowCount()
        if empty and not len(self._snapshot.codebook):
            self._lesson.say(
                tr(
                    "No codes yet. Select a passage in the text and press C to say what it is"
                    " about, or make a code here."
                ),
                act=not self._session.project.read_only,
            )
        elif empty:
            self._lesson.say(tr("No code fits the filter. Escape clears it."))
        self._lesson.setVisible(empty)

    def lesson(self) -> str:
        """Return what an empty tree says, "" where there are codes."""
        return self._lesson.text() if self._lesson.isVisible() else ""

    def _reveal(self, code: CodeId) -> None:
        """Show a code where it is now, or will be with the news that are on their way."""
        self._reveal_all(frozenset({code}))

    def _reveal_all(self, codes: frozenset[CodeId]) -> None:
        self._wanted = codes
        self._load()

    def mark(self, code: int) -> bool:
        """Choose a code that has just come or changed, and bring it into sight.

        False while a name is being typed, which keeps the cursor, or where a filter may hide it.
        """
        if self.tree.is_editing or self.filter.text():
            return False
        self._reveal(CodeId(code))
        return True

    def list_all(self) -> None:
        """Let no filter hide anything."""
        self.filter.clear()

    def _end_editing(self) -> None:
        """Drop a draft without a name, and show what has changed meanwhile."""
        if not self.tree.codes.draft_is_named:
            self.tree.codes.end_draft()
        self._show()

    # -- mouse and keys

    def _open_menu(self, point: QPoint) -> None:
        self.commands.menu().popup(self.tree.viewport().mapToGlobal(point))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Escape lead back to the text, and Down and Enter from the filter to the tree."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.tree and event.key() == Qt.Key.Key_Escape:
                self._session.text_wanted.emit()
                return True
            if watched is self.filter:
                return self._press_in_filter(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _press_in_filter(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            if self.filter.text():
                self.filter.clear()
            else:
                self._session.text_wanted.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_into_tree()
        else:
            return False
        return True

    def _go_into_tree(self) -> None:
        """Go to the first code that fits, past those that only lead to it."""
        fitting = self._snapshot.finder.find(self.filter.text())
        if fitting and not self.tree.chosen():
            self.tree.reveal(fitting[0].code)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
