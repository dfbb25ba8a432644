"""Saved searches: a menu of them with what each finds now, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QWidget

from qcode.model.errors import UserError
from qcode.model.names import clean_name
from qcode.model.saved_query import SavedQuery
from qcode.model.search_options import SearchOptions
from qcode.services import queries
from qcode.services.language import grouped, tr
from qcode.services.operators import understood
from qcode.services.queries import Counted, QueryCounts
from qcode.services.query_words import sentence_of
from qcode.ui import messages
from qcode.ui.menu_heads import add_heading
from qcode.ui.runner import Task
from qcode.ui.session import Session

_SHOWN = 60  # characters of a name in a menu
_SUGGESTED = 80  # characters of a name that is made of the query

Present = Callable[[], tuple[str, SearchOptions]]  # what is in the line, and its options


class SavedQueries(QObject):
    """Shows the menu; `chosen` brings a `SavedQuery`."""

    chosen = Signal(object)

    def __init__(self, session: Session, present: Present, owner: QWidget) -> None:
        super().__init__(owner)
        self._session, self._present, self._owner = session, present, owner
        self._counts = QueryCounts(session.searcher)
        self.menu: QMenu | None = None

    def open(self, under: QWidget) -> None:
        """Show the menu below a widget, then how much each search finds."""

        def listed(_task: Task) -> list[SavedQuery]:
            return queries.list_queries(self._session.project)

        self._session.read("saved queries", listed, partial(self._show, under))

    def _show(self, under: QWidget, saved: Sequence[SavedQuery]) -> None:
        menu, actions = self._made(saved)
        self.menu = menu
        menu.aboutToHide.connect(menu.deleteLater)
        menu.destroyed.connect(partial(self._forget, menu))
        menu.popup(under.mapToGlobal(QPoint(0, under.height() + 2)))
        if saved:
            self._count(menu, actions)

    def _forget(self, menu: QMenu) -> None:
        if self.menu is menu:
            self.menu = None

    def _made(self, saved: Sequence[SavedQuery]) -> tuple[QMenu, dict[int, QAction]]:
        menu = QMenu(self._owner)
        menu.setAccessibleName(tr("Saved searches"))
        text = self._present()[0]
        writing = not self._session.project.read_only
        keep = menu.addAction(tr("Save this search…"))
        keep.setEnabled(writing and understood(text) is not None)
        keep.triggered.connect(lambda _checked=False: self.save(saved))
        add_heading(menu, tr("Saved searches"))
        actions = {}
        for query in saved:
            action = menu.addAction(_shown(query.name))
            action.setToolTip(_described(query))
            action.triggered.connect(lambda _checked=False, each=query: self.chosen.emit(each))
            actions[int(query.id)] = action
        menu.setToolTipsVisible(True)
        if not saved:
            menu.addAction(tr("Nothing is saved yet")).setEnabled(False)
        elif writing:
            menu.addSeparator()
            self._add_each(menu, tr("Rename"), saved, self._ask_name)
            change = self._add_each(menu, tr("Change to this search"), saved, self._change)
            change.setEnabled(keep.isEnabled())
            self._add_each(menu, tr("Delete"), saved, self._delete)
        return menu, actions

    def _add_each(
        self,
        menu: QMenu,
        title: str,
        saved: Sequence[SavedQuery],
        act: Callable[[SavedQuery], None],
    ) -> QMenu:
        inner = menu.addMenu(title)
        for query in saved:
            action = inner.addAction(_shown(query.name))
            action.triggered.connect(lambda _checked=False, each=query: act(each))
        return inner

    def _count(self, menu: QMenu, actions: dict[int, QAction]) -> None:
        def work(task: Task) -> list[Counted]:
            return list(self._counts.counted(job=task))

        def show(counted: list[Counted]) -> None:
            if self.menu is not menu:
                return  # closed meanwhile, with all its actions
            for each in counted:
                if (action := actions.get(int(each.query.id))) is not None:
                    count = "–" if each.problem else grouped(each.hits) + "…" * bool(each.missing)
                    action.setText(f"{_shown(each.query.name)}\t{count}")

        self._session.read("counts of saved queries", work, show)

    # -- doing something with them

    def save(self, known: Sequence[SavedQuery]) -> None:
        """Ask for a name for the present search, and save it; in the place of one of those that
        are known only when it is said that it will be so.
        """
        text, options = self._present()
        query = understood(text)
        if query is None:
            self._session.told.emit(tr("Type a search first, then save it."))
            return
        project, names = self._session.project, {each.name for each in known}

        def save(name: str) -> None:
            taken = _is_taken(name, names)
            self._session.do(
                partial(queries.save_query, project, name, text, options, replace=taken)
            )

        box = messages.ask_text(
            self._owner,
            tr("Name of the search"),
            title=tr("Save this search"),
            yes=tr("Save"),
            text=sentence_of(query)[:_SUGGESTED],
            then=save,
        )
        tell = partial(_tell_of_taken, box, names)
        box.textValueChanged.connect(tell)
        tell(box.textValue())

    def _ask_name(self, query: SavedQuery) -> None:
        messages.ask_text(
            self._owner,
            tr("Name of the search"),
            title=tr("Rename"),
            yes=tr("Rename"),
            text=query.name,
            then=lambda name: self._session.do(
                partial(queries.rename_query, self._session.project, query.id, name)
            ),
        )

    def _change(self, query: SavedQuery) -> None:
        text, options = self._present()
        project = self._session.project
        self._session.do(
            partial(queries.save_query, project, query.name, text, options, replace=True)
        )

    def _delete(self, query: SavedQuery) -> None:
        self._session.do(partial(queries.delete_query, self._session.project, query.id))


def _tell_of_taken(box: QInputDialog, names: Collection[str], name: str) -> None:
    """Say in a dialog that asks for a name what happens to the search that has this one."""
    taken = _is_taken(name, names)
    note = tr("The saved search of this name will be replaced.") if taken else " "
    box.setLabelText(f"{tr('Name of the search')}\n{note}")
    box.setOkButtonText(tr("Replace") if taken else tr("Save"))
    for line in box.findChildren(QLineEdit):
        line.setAccessibleDescription(note.strip())


def _is_taken(name: str, names: Collection[str]) -> bool:
    try:
        return clean_name(name) in names
    except UserError:  # it can be no name
        return False


def _shown(name: str) -> str:
    words = name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1]}…"
    return words.replace("&", "&&")


def _described(query: SavedQuery) -> str:
    found = understood(query.text)
    return query.text if found is None else f"{query.text}\n{sentence_of(found)}"
