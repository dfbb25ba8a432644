"""The buttons below what writes a file: to write it, and once it is there, to look at it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget

from qcode.services.language import tr


class WritingButtons(QDialogButtonBox):
    """Export… and Cancel; then to open the file, to show it in its folder, and to close.

    `wanted` when somebody asks to write it.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self.main = QPushButton(tr("Export…"))
        self.main.setDefault(True)
        self.main.clicked.connect(self.wanted)
        self.open_button = QPushButton(tr("Open the file"))
        self.open_button.clicked.connect(lambda: self._show(folder=False))
        self.folder_button = QPushButton(tr("Show in folder"))
        self.folder_button.clicked.connect(lambda: self._show(folder=True))
        self.leave = QPushButton(tr("Cancel"))
        self.leave.setAutoDefault(False)
        for button in (self.main, self.open_button, self.folder_button):
            self.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.addButton(self.leave, QDialogButtonBox.ButtonRole.RejectRole)
        self.open_button.hide()
        self.folder_button.hide()

    def finish(self, path: Path) -> None:
        """Offer to look at what was written."""
        self._path = path
        self.main.hide()
        self.open_button.show()
        self.folder_button.show()
        self.open_button.setDefault(True)
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.leave.setText(tr("Close"))

    def _show(self, *, folder: bool) -> None:
        if self._path is not None:
            shown = self._path.parent if folder else self._path
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown)))
