"""What was asked before, in a menu below the line."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QMenu

from qcode.services.language import tr
from qcode.services.query_history import earlier_queries, forget_queries, remember_query
from qcode.ui.menu_heads import add_heading
from qcode.ui.session import Session

_RESTED_MS = 2500  # an answer that one looks at so long was meant
_SHOWN = 60  # characters of a query


class Earlier(QObject):
    """Remembers queries that were meant, and offers them; `chosen` brings one of them."""

    chosen = Signal(str)

    def __init__(self, session: Session, line: QLineEdit) -> None:
        super().__init__(line)
        self._session = session
        self._line = line
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_RESTED_MS)
        self._rest.timeout.connect(self.used)
        self._waiting = ""

    def answered(self, query: str, total: int) -> None:
        """Take note of an answer; it is remembered when it was looked at for a while."""
        self._waiting = query if total else ""
        self._rest.start()

    def typed(self) -> None:
        """Take note that the query is another now."""
        self._rest.stop()
        self._waiting = ""

    def used(self) -> None:
        """Remember the query of the last answer: something was done with it."""
        self._rest.stop()
        query, self._waiting = self._waiting, ""
        if query:
            remember_query(self._session.project, query)

    def menu(self) -> QMenu:
        """Return the menu as it is now."""
        menu = QMenu(self._line)
        menu.setAccessibleName(tr("Earlier searches"))
        add_heading(menu, tr("Earlier searches"))
        queries = earlier_queries(self._session.project)
        for query in queries:
            words = query if len(query) <= _SHOWN else f"{query[: _SHOWN - 1]}…"
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, query=query: self.chosen.emit(query))
        if not queries:
            menu.addAction(tr("Nothing was searched for yet")).setEnabled(False)
            return menu
        menu.addSeparator()
        forget = menu.addAction(tr("Forget these searches"))
        forget.triggered.connect(lambda _checked=False: forget_queries(self._session.project))
        return menu

    def open(self) -> None:
        """Show the menu below the line."""
        self.used()
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._line.mapToGlobal(QPoint(0, self._line.height() + 2)))
