"""A window that only reads sees what is done meanwhile where the project can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from qcode.model.changes import OperationId
from qcode.services.projects import is_held

if TYPE_CHECKING:
    from qcode.model.errors import UserError

    from .runner import Task
    from .session import Session

LOOK_AFTER_MS = 3000


class Following(QObject):
    """Looks every few seconds for what another program did, and whether it has let go."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._known = session.project.last_operation()
        self._held = is_held(session.project.path)  # by another program
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_AFTER_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look now, and again some seconds after the answer."""
        project, known = self._session.project, self._known

        def work(_task: Task) -> tuple[OperationId, bool]:
            held = is_held(project.path)  # first: whoever lets go has written everything
            return project.catch_up(known), held

        self._session.runner.read("following", work, self._go_on, self._give_up)

    def stop(self) -> None:
        """Look no more: the project is about to be closed."""
        self._timer.stop()

    def _go_on(self, found: tuple[OperationId, bool]) -> None:
        held, (self._known, self._held) = self._held, found
        self._timer.start()
        if held and not self._held:
            self._session.freed.emit()

    def _give_up(self, _error: UserError) -> None:
        """Say nothing where the file has gone: whatever one asks for next says so."""
