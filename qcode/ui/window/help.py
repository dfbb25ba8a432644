"""A small dialog: what this program is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QWidget

from qcode import __version__
from qcode.services.language import tr
from qcode.ui.dialog_looks import page_of


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
    layout = page_of(dialog)
    for widget in widgets:
        layout.addWidget(widget)
    buttons = QDialogButtonBox()
    buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    layout.addWidget(buttons)
    dialog.open()
    return dialog
