"""Two small dialogs: the keys, and what this program is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qcode import __version__
from qcode.services.language import tr


def show_keys(parent: QWidget, keys: Sequence[tuple[str, str]]) -> QDialog:
    """Show every command that has a key."""
    dialog = _dialog(parent, tr("Keys"))
    table = QTableWidget(len(keys), 2)
    table.setHorizontalHeaderLabels([tr("Command"), tr("Key")])
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for row, (text, key) in enumerate(keys):
        table.setItem(row, 0, QTableWidgetItem(text))
        table.setItem(row, 1, QTableWidgetItem(key))
    hint = QLabel(tr("The single letters work while the text has the focus."))
    hint.setWordWrap(True)
    dialog.resize(460, 620)
    return _show(dialog, table, hint)


def show_about(parent: QWidget) -> QDialog:
    """Say what this program is, and whose."""
    dialog = _dialog(parent, tr("About QCode"))
    text = QLabel(
        tr(
            "QCode {version}\n\nRead, code and write up what people said. Free software under the"
            " MIT licence. It keeps everything on this computer and sends nothing anywhere.",
            version=__version__,
        )
    )
    text.setWordWrap(True)
    text.setMinimumWidth(360)
    return _show(dialog, text)


def _dialog(parent: QWidget, title: str) -> QDialog:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def _show(dialog: QDialog, *widgets: QWidget) -> QDialog:
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(18, 18, 18, 14)
    layout.setSpacing(12)
    for widget in widgets:
        layout.addWidget(widget)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout.addWidget(buttons)
    dialog.open()
    return dialog
