"""What the user is looking at: the thing that an inspector tells about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractItemView


class Sort(StrEnum):
    """What can be looked at."""

    SEGMENT = "segment"
    CODE = "code"
    DOCUMENT = "document"
    MEMO = "memo"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing, by its row."""

    sort: Sort
    id: int


class Watch(QObject):
    """Tells of the row that is current in a list, while the list has the keyboard."""

    def __init__(
        self,
        view: QAbstractItemView,
        current: Callable[[], Subject | None],
        look_at: Callable[[Subject], None],
    ) -> None:
        super().__init__(view)
        self._view, self._current, self._look_at = view, current, look_at
        view.selectionModel().currentChanged.connect(lambda _now, _before: self._tell())
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell again when the keyboard comes back."""
        if watched is self._view and event.type() == QEvent.Type.FocusIn:
            self._tell()
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        if self._view.hasFocus():
            subject = self._current()
            if subject is not None:
                self._look_at(subject)
