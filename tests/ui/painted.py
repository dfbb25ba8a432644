"""What is painted, and in which order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractScrollArea


class Painted(QObject):
    """Notes which viewports are painted, as they hear of it themselves."""

    def __init__(self, *parts: QAbstractScrollArea) -> None:
        super().__init__()
        self.order: list[QObject] = []
        for part in parts:
            part.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.order.append(watched)
        return super().eventFilter(watched, event)
