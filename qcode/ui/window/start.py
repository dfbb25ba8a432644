"""What is shown when no project is open: how to begin, and the projects used lately."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QMargins,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qcode.services.language import tr
from qcode.ui.scrolled import Scrolled
from qcode.ui.sized import by_letters
from qcode.ui.theme import colors, is_dark
from qcode.ui.wrapping_row import WrappingRow

Index = QModelIndex | QPersistentModelIndex

_PATH = Qt.ItemDataRole.UserRole
_MOST = 8  # recent projects in sight
_SIDE = 8
_AIR = QMargins(12, 0, 12, 0)


class StartPage(QWidget):
    """Four ways to begin, and a list of recent projects."""

    new_requested = Signal()
    open_requested = Signal()
    sample_requested = Signal()
    foreign_requested = Signal()
    project_chosen = Signal(str)
    forget_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel("QCode")
        font = QFont(title.font())
        font.setPointSizeF(font.pointSizeF() * 2.4)
        title.setFont(font)
        claim = QLabel(tr("Read, code and write up what people said."))
        claim.setWordWrap(True)
        self._recent = QListWidget()
        self._recent.setAccessibleName(tr("Recent projects"))
        self._recent.setFrameShape(QFrame.Shape.NoFrame)
        self._recent.setItemDelegate(_RecentDelegate(self._recent))
        self._recent.setMouseTracking(True)
        self._recent.viewport().setAutoFillBackground(False)
        self._recent.itemActivated.connect(self._choose)
        self._recent.itemClicked.connect(self._choose)
        self._recent_title = QLabel(tr("Recent projects"))
        self._forget = QPushButton(tr("Forget this list"))
        self._forget.setFlat(True)
        self._forget.clicked.connect(self.forget_requested)
        buttons = self._buttons()
        head = QVBoxLayout()
        head.setContentsMargins(_SIDE, 0, 0, 0)  # flush with the names in the list, which has air
        head.addWidget(title)
        head.addWidget(claim)
        head.addSpacing(16)
        head.addLayout(buttons)
        head.addSpacing(8)
        head.addWidget(self._promise())
        head.addSpacing(24)
        head.addWidget(self._recent_title)
        column = QVBoxLayout()
        for each in (head, column):
            each.setSpacing(8)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._recent, 1)
        column.addWidget(self._forget, 0, Qt.AlignmentFlag.AlignLeft)
        frame = QWidget()
        frame.setLayout(column)
        measure = max(620, 90 * self.fontMetrics().averageCharWidth())
        frame.setMaximumWidth(max(measure, buttons.sizeHint().width()) + _SIDE)
        inside = QWidget()
        page = QVBoxLayout(inside)
        page.setContentsMargins(24, 24, 24, 24)
        page.addStretch(1)
        middle = QHBoxLayout()  # not an alignment, which knows no heights for widths
        middle.addStretch(1)
        middle.addWidget(frame, 1000)
        middle.addStretch(1)
        page.addLayout(middle)
        page.addStretch(2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(inside))  # a low window holds no more of it than it must

    def _buttons(self) -> WrappingRow:
        row = WrappingRow()
        row.setSpacing(8)
        for text, signal in (
            (tr("New project"), self.new_requested),
            (tr("Open project"), self.open_requested),
            (tr("Look at the sample project"), self.sample_requested),
            (tr("From another program"), self.foreign_requested),
        ):
            button = QPushButton(text)
            button.setAutoDefault(True)  # Enter presses it, as in a dialog
            least = QSize(0, by_letters(button, 36))
            button.setFixedSize(button.sizeHint().grownBy(_AIR).expandedTo(least))
            button.clicked.connect(signal)
            row.addWidget(button)
        return row

    def _promise(self) -> QLabel:
        label = QLabel(
            tr(
                "A project is one file on this computer. Nothing is sent anywhere, and every step"
                " can be undone."
            )
        )
        label.setWordWrap(True)
        label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
        return label

    def requests(self) -> dict[str, SignalInstance]:
        """Return what the buttons ask for, by the command that does it."""
        return {
            "new": self.new_requested,
            "open": self.open_requested,
            "sample": self.sample_requested,
            "import_project": self.foreign_requested,
        }

    def show_recent(self, paths: Sequence[str]) -> None:
        """List projects that were open lately."""
        self._recent.clear()
        for path in paths:
            item = QListWidgetItem(Path(path).stem)
            item.setData(_PATH, path)
            item.setToolTip(path)
            self._recent.addItem(item)
        rows = min(self._recent.count(), _MOST)
        self._recent.setFixedHeight(rows * self._recent.sizeHintForRow(0))
        some = rows > 0
        for widget in (self._recent, self._recent_title, self._forget):
            widget.setVisible(some)

    def _choose(self, item: QListWidgetItem) -> None:
        self.project_chosen.emit(item.data(_PATH))


class _RecentDelegate(QStyledItemDelegate):
    """Paints a project's name, and quietly the folder in which it lies."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of every row."""
        return QSize(120, option.fontMetrics.height() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        chosen = colors(is_dark(option.palette))
        state = QStyle.StateFlag
        if option.state & (state.State_MouseOver | state.State_Selected):
            painter.fillRect(option.rect, QColor(chosen.base))
        if option.state & state.State_Selected and option.state & state.State_HasFocus:
            edge = option.rect.adjusted(0, 0, 3 - option.rect.width(), 0)
            painter.fillRect(edge, QColor(chosen.accent))
        metrics, room = option.fontMetrics, option.rect.adjusted(_SIDE, 0, -_SIDE, 0)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        name = metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width() // 2)
        painter.setPen(QColor(chosen.text))
        painter.drawText(room, left, name)
        room.setLeft(room.left() + metrics.horizontalAdvance(name) + 16)
        folder = str(Path(index.data(_PATH)).parent)
        painter.setPen(QColor(chosen.muted))
        shown = metrics.elidedText(folder, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, left, shown)
