"""What can be done with the chosen codes: the actions, their keys, and the context menu."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from qcode.model.changes import Changes
from qcode.model.codebook import Codebook, CodeId
from qcode.model.errors import UserError
from qcode.model.memo import MemoLink
from qcode.model.text import Span
from qcode.services import code_surgery, codes
from qcode.services.code_surgery import Merger, Removal
from qcode.services.language import mark, tr
from qcode.services.retrieval import Selection
from qcode.ui import messages
from qcode.ui.pane_filter import follow
from qcode.ui.pane_keys import FREE, pane_name
from qcode.ui.session import Session

from .activating import ActivationActions
from .applying import apply
from .card import open_card
from .colors import ColorPopup, own_color
from .number_keys import NumberKeys
from .order import ORDERS, Order
from .paste import PasteDialog
from .questions import deleting, merging, names_of
from .quick import QuickCodeBox
from .sorting_dialog import open_sorting
from .tree import CodeTree

T = TypeVar("T")

# Words, keys, and what must be there: "one" code, "some" codes, "writing", a "passage", "order"
# (rows stand as in the codebook).
_ACTIONS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "retrieve": (mark("Show passages"), ("Return", "Enter"), "some"),
    "apply": (mark("Code the selected passage"), ("Ctrl+Return",), "some writing passage"),
    "memo": (mark("Write memo"), (), "some writing"),
    "card": (mark("Code card…"), ("Alt+Return",), "one"),
    "new": (mark("New code"), (), "writing"),
    "new_under": (mark("New subcode"), ("Ins",), "one writing"),
    "paste": (mark("Codes from a list…"), ("Ctrl+V",), "writing"),
    "rename": (mark("Rename"), ("F2",), "one writing"),
    "color": (mark("Colour…"), (), "some writing"),
    "up": (mark("Move up"), ("Alt+Up",), "one writing order"),
    "down": (mark("Move down"), ("Alt+Down",), "one writing order"),
    "move": (mark("Move under…"), (), "some writing"),
    "top": (mark("Move to the top level"), (), "some writing"),
    "merge": (mark("Merge into…"), (), "some writing"),
    "split": (mark("Split into subcodes…"), (), "one writing"),
    "delete": (mark("Delete…"), ("Del",), "some writing"),
}
_MENU = (
    ("retrieve", "apply", "memo", "card"),
    ("new", "new_under", "paste", "rename", "color"),
    ("up", "down", "move", "top"),
    ("merge", "split", "delete"),
)


class CodeActions(QObject):
    """The commands of the tree. `added` brings a code that should be shown, `listed` several."""

    added = Signal(object)  # CodeId
    listed = Signal(object)  # frozenset[CodeId]
    failed = Signal(object)  # UserError: what was asked for did not happen

    def __init__(self, session: Session, tree: CodeTree, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._tree = tree
        self._box = QuickCodeBox(session, parent)
        self._pane = parent
        self.filtered = False
        self.activating = ActivationActions(session, tree)
        self._number_keys = NumberKeys(session, tree)
        self._actions = {name: self._make(name) for name in _ACTIONS}
        tree.selectionModel().selectionChanged.connect(self.enable)
        session.passage_changed.connect(self.enable)
        model = tree.codes
        model.rename_asked.connect(self.rename_to)
        model.name_given.connect(self.add)
        model.move_asked.connect(self.move)
        model.merge_asked.connect(self._ask_merge)
        model.passage_dropped.connect(lambda span, code: self.apply([code], span))
        self.enable()

    def _make(self, name: str) -> QAction:
        text, keys, _needs = _ACTIONS[name]
        action = QAction(tr(text), self._tree)  # marked in _ACTIONS
        if FREE.get(pane_name("Codes", text)):
            follow(action, "Codes", text, self._session.keys)
        else:
            action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setObjectName(name)
        slot: Callable[[], object] = getattr(self, f"_{name}")
        action.triggered.connect(lambda _checked=False: slot())
        self._tree.addAction(action)
        return action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def names(self) -> Collection[str]:
        """Return what the actions are called."""
        return self._actions.keys()

    def menu(self) -> QMenu:
        """Return the context menu for what is chosen."""
        self.enable()
        menu = QMenu(self._pane)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group in _MENU:
            menu.addSeparator()
            for name in group:
                menu.addAction(self._actions[name])
            if group is _MENU[0]:
                self.activating.add_to(menu)
        if not self._session.project.read_only:
            menu.insertMenu(self._actions["new"], self._number_keys.menu(menu))
        return menu

    def enable(self) -> None:
        """Enable what can be done with the chosen codes now."""
        session, chosen = self._session, self._tree.chosen()
        there = {
            "some": bool(chosen),
            "one": len(chosen) == 1,
            "writing": not session.project.read_only,
            "passage": session.document is not None and session.span is not None,
            "order": not self.filtered,
        }
        for name, (_text, _keys, needs) in _ACTIONS.items():
            self._actions[name].setEnabled(all(there[need] for need in needs.split()))

    # -- what the tree and others ask for

    def add(self, parent: CodeId | None, name: str) -> None:
        """Add a code, and show it when it is there."""
        project = self._session.project
        self._do(lambda: codes.add_code(project, name, parent=parent), self.added.emit)

    def rename_to(self, code: CodeId, name: str) -> None:
        """Give a code another name."""
        self._do(partial(codes.rename_code, self._session.project, code, name))

    def move(self, moved: list[CodeId], parent: CodeId | None, place: int | None) -> None:
        """Put codes under another one, or in another order, and show them there."""
        project = self._session.project

        def shown(_changes: object) -> None:
            self.added.emit(moved[0])

        self._do(lambda: codes.move_codes(project, moved, parent, at=place), shown)

    def apply(self, applied: list[CodeId], span: Span) -> None:
        """Code a passage (code points of the open document) with each of the codes."""
        document = self._session.document
        if document is not None:
            for code in applied:
                apply(self._session, document, span, code)

    def _do(self, work: Callable[[], T], done: Callable[[T], None] | None = None) -> None:
        def failed(error: UserError) -> None:
            self.failed.emit(error)
            self._session.runner.user_error.emit(error)

        self._session.do(work, done, failed=failed)

    # -- the actions, by their names

    def _chosen(self) -> list[CodeId]:
        """Return the chosen codes in tree order, without those that come along anyway."""
        return self._tree.codes.snapshot.topmost(self._tree.chosen())

    def _retrieve(self) -> None:
        chosen = frozenset(self._tree.chosen())
        if chosen:
            self._session.retrieve(Selection(codes=chosen, subcodes=True))

    def _apply(self) -> None:
        if self._session.span is not None:
            chosen = set(self._tree.chosen())
            walk = self._tree.codes.snapshot.codebook.walk()
            self.apply([c.id for _depth, c in walk if c.id in chosen], self._session.span)

    def _memo(self) -> None:
        self._session.write_memo(*(MemoLink(code=code) for code in self._tree.chosen()))

    def _card(self) -> None:
        for code in self._tree.chosen()[:1]:
            open_card(self._session, code, self._pane)

    def _new(self) -> None:
        self._tree.name_draft(None)

    def _new_under(self) -> None:
        self._tree.name_draft(self._tree.current())

    def _paste(self) -> None:
        chosen = self._tree.chosen()
        under = chosen[0] if len(chosen) == 1 else None
        codebook = self._tree.codes.snapshot.codebook
        dialog = PasteDialog(self._session, codebook, under, self._pane)
        dialog.added.connect(partial(self._tell_new, codebook))
        dialog.open()

    def _tell_new(self, before: Codebook, changes: Changes) -> None:
        touched = map(CodeId, changes.touched("code"))
        self.listed.emit(frozenset(code for code in touched if code not in before))

    def import_codebook(self) -> None:
        """Ask for a file with a codebook, and show what it would bring."""
        from qcode.ui.codebook.importing import ask_for_codebook

        chosen = self._tree.chosen()
        under = chosen[0] if len(chosen) == 1 else None
        ask_for_codebook(self._session, self._tree.codes.snapshot.codebook, under, self._pane)

    def export_codebook(self) -> None:
        """Open the dialog that writes the codebook."""
        from qcode.ui.codebook.exporting import ExportCodebook

        ExportCodebook(self._session, self._pane).open()

    def _rename(self) -> None:
        self._tree.edit(self._tree.currentIndex())

    def _color(self) -> None:
        project, chosen = self._session.project, self._tree.chosen()
        codebook = self._tree.codes.snapshot.codebook
        first = codebook[self._tree.current() or chosen[0]]
        above = [parent for code in (first.id, *chosen) if (parent := codebook[code].parent)]
        popup = ColorPopup(
            own_color(first), self._pane, inherited=codebook[above[0]].color if above else None
        )
        popup.chosen.connect(
            lambda color: self._do(lambda: codes.color_codes(project, chosen, color))
        )
        popup.open_at(self._below_row())

    def _up(self) -> None:
        self._shift(-1)

    def _down(self) -> None:
        self._shift(2)  # before the one after the next: the code itself is counted

    def _shift(self, by: int) -> None:
        """Move a code among its siblings; where they stand is asked when it is done."""
        project, chosen = self._session.project, self._tree.chosen()[:1]
        order = self._tree.codes.view.order
        if order is not Order.HAND:
            words = tr(ORDERS[order]).casefold()  # marked in ORDERS
            self._session.runner.user_error.emit(UserError("codes_ordered", order=words))
            return

        def work() -> None:
            for code in chosen:
                codebook = project.codebook()
                parent = codebook[code].parent
                siblings = [child.id for child in codebook.children(parent)]
                place = siblings.index(code) + by
                if 0 <= place <= len(siblings):
                    codes.move_codes(project, chosen, parent, at=place)

        self._do(work)

    def _move(self) -> None:
        moved, snapshot = self._chosen(), self._tree.codes.snapshot
        self._box.choose(
            self._below_row(),
            tr("Move {codes} under…", codes=names_of(snapshot, moved)),
            lambda parent: self.move(moved, parent, None),
            without={below for code in moved for below in snapshot.codebook.subtree(code)},
        )

    def _top(self) -> None:
        self.move(self._chosen(), None, None)

    def _merge(self) -> None:
        merged, snapshot = self._tree.chosen(), self._tree.codes.snapshot
        self._box.choose(
            self._below_row(),
            tr("Merge {codes} into…", codes=names_of(snapshot, merged)),
            lambda into: self._ask_merge(merged, into),
            without={below for code in merged for below in snapshot.codebook.subtree(code)},
            creates=False,
        )

    def _ask_merge(self, merged: list[CodeId], into: CodeId) -> None:
        project = self._session.project

        def ask(merger: Merger) -> None:
            question, details = merging(self._tree.codes.snapshot, merged, into, merger)
            messages.ask(self._pane, question, details=details, yes=tr("Merge"), then=merge)

        def merge() -> None:
            self._do(lambda: code_surgery.merge_codes(project, merged, into), shown)

        def shown(_changes: object) -> None:
            self.added.emit(into)

        self._session.read(
            "merger",
            lambda _task: code_surgery.merger_of(project, merged, into),
            ask,
            self._session.runner.user_error.emit,
        )

    def _split(self) -> None:
        for code in self._tree.chosen()[:1]:
            open_sorting(self._session, code, self._pane)

    def _delete(self) -> None:
        deleted, project = self._chosen(), self._session.project

        def ask(lost: Removal) -> None:
            if (lost.codes, lost.segments, lost.memos) == (1, 0, 0):
                delete()  # nothing goes along, and undo is offered
                return
            question, details = deleting(self._tree.codes.snapshot, deleted, lost)
            messages.ask(self._pane, question, details=details, yes=tr("Delete"), then=delete)

        def delete() -> None:
            self._do(lambda: code_surgery.delete_codes(project, deleted))

        self._session.read("removal", lambda _task: code_surgery.removal_of(project, deleted), ask)

    def _below_row(self) -> QPoint:
        row = self._tree.visualRect(self._tree.currentIndex())
        return self._tree.viewport().mapToGlobal(row.bottomLeft())
