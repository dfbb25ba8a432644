"""What is shown when no project is open: how to begin, and the projects used lately."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qcode.services.language import tr


class StartPage(QWidget):
    """Three ways to begin, and a list of recent projects."""

    new_requested = Signal()
    open_requested = Signal()
    sample_requested = Signal()
    project_chosen = Signal(str)
    forget_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel("QCode")
        font = QFont(title.font())
        font.setPointSizeF(font.pointSizeF() * 2.4)
        title.setFont(font)
        claim = QLabel(tr("Read, code and write up what people said."))
        self._recent = QListWidget()
        self._recent.setAccessibleName(tr("Recent projects"))
        self._recent.setFrameShape(QFrame.Shape.NoFrame)
        self._recent.setSpacing(2)
        self._recent.itemActivated.connect(self._choose)
        self._recent.itemClicked.connect(self._choose)
        self._recent_title = QLabel(tr("Recent projects"))
        self._forget = QPushButton(tr("Forget this list"))
        self._forget.setFlat(True)
        self._forget.clicked.connect(self.forget_requested)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(title)
        column.addWidget(claim)
        column.addSpacing(16)
        column.addLayout(self._buttons())
        column.addSpacing(8)
        column.addWidget(self._promise())
        column.addSpacing(24)
        column.addWidget(self._recent_title)
        column.addWidget(self._recent, 1)
        column.addWidget(self._forget, 0, Qt.AlignmentFlag.AlignLeft)
        frame = QWidget()
        frame.setLayout(column)
        frame.setFixedWidth(620)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 24, 24, 24)
        page.addStretch(1)
        page.addWidget(frame, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(2)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, signal in (
            (tr("New project"), self.new_requested),
            (tr("Open project"), self.open_requested),
            (tr("Look at the sample project"), self.sample_requested),
        ):
            button = QPushButton(text)
            button.setMinimumHeight(36)
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch(1)
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

    def show_recent(self, paths: Sequence[str]) -> None:
        """List projects that were open lately; those that are gone are left out."""
        self._recent.clear()
        for path in paths:
            if not Path(path).exists():
                continue
            item = QListWidgetItem(f"{Path(path).stem}    {Path(path).parent}")
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setToolTip(path)
            self._recent.addItem(item)
        rows = min(self._recent.count(), 8)
        self._recent.setFixedHeight(rows * (self._recent.sizeHintForRow(0) + 4) + 4 if rows else 0)
        some = rows > 0
        for widget in (self._recent, self._recent_title, self._forget):
            widget.setVisible(some)

    def _choose(self, item: QListWidgetItem) -> None:
        self.project_chosen.emit(item.data(Qt.ItemDataRole.UserRole))
