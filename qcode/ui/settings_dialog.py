"""The settings: who codes, in which language, in light or dark."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget


class SettingsDialog(QDialog):
    """A few choices, saved together."""

    saved = Signal(object)  # Settings

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
