"""Choosing codes for analysis in the tree: the actions and their menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from qcode.model.codebook import CodeId
from qcode.services.language import mark, tr
from qcode.ui.session import Session

from .tree import CodeTree

_TEXTS = {
    "toggle": mark("Active, with subcodes"),
    "only": mark("Only this"),
    "only_whole": mark("Only this, with subcodes"),
    "all": mark("All"),
    "none": mark("None"),
}


class ActivationActions(QObject):
    """The commands that choose codes for analysis; Space ticks while the boxes are shown."""

    def __init__(self, session: Session, tree: CodeTree) -> None:
        super().__init__(tree)
        self._session = session
        self._tree = tree
        self._actions = {name: self._make(name) for name in _TEXTS}
        self._actions["toggle"].setShortcut(QKeySequence(Qt.Key.Key_Space))
        self._actions["toggle"].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        tree.addAction(self._actions["toggle"])
        tree.codes.activity_asked.connect(lambda code, active: self._set([code], active=active))
        tree.selectionModel().selectionChanged.connect(self.enable)
        self.enable()

    def _make(self, name: str) -> QAction:
        action = QAction(tr(_TEXTS[name]), self)  # marked in _TEXTS
        slot: Callable[[], None] = getattr(self, f"_{name}")
        action.triggered.connect(lambda _checked=False: slot())
        return action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def enable(self) -> None:
        """Enable what can be done with the chosen codes now."""
        some = bool(self._tree.chosen())
        for name in ("only", "only_whole"):
            self._actions[name].setEnabled(some)
        # A stray Space must not change what is analysed where nobody sees it.
        self._actions["toggle"].setEnabled(some and self._tree.codes.view.boxes)
        self._actions["all"].setEnabled(self._session.activation.codes is not None)

    def add_to(self, menu: QMenu) -> None:
        """Put the commands into a menu of their own in `menu`."""
        self.enable()
        own = menu.addMenu(tr("Active for analysis"))
        own.addAction(self._actions["toggle"])
        own.addSeparator()
        for name in ("only", "only_whole", "all", "none"):
            own.addAction(self._actions[name])

    def _toggle(self) -> None:
        chosen, activation = self._tree.chosen(), self._session.activation
        whole = self._whole(chosen)
        self._set(chosen, active=not all(map(activation.has_code, whole)))

    def _only(self) -> None:
        self._replace(frozenset(self._tree.chosen()))

    def _only_whole(self) -> None:
        self._replace(self._whole(self._tree.chosen()))

    def _all(self) -> None:
        self._replace(None)

    def _none(self) -> None:
        self._replace(frozenset())

    def _whole(self, chosen: list[CodeId]) -> frozenset[CodeId]:
        codebook = self._tree.codes.snapshot.codebook
        return frozenset(below for code in chosen for below in codebook.subtree(code))

    def _set(self, chosen: list[CodeId], *, active: bool) -> None:
        activation, codebook = self._session.activation, self._tree.codes.snapshot.codebook
        whole = self._whole(chosen)
        self._session.activate(activation.with_code_set(whole, codebook, active=active))

    def _replace(self, active: frozenset[CodeId] | None) -> None:
        codebook = self._tree.codes.snapshot.codebook
        self._session.activate(self._session.activation.with_codes(active, codebook))
