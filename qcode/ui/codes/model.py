"""The code tree as Qt wants it: plain rows by code id, a filter, and what may be dropped where.

The model changes nothing by itself: it says what the user asks for, and shows what has come of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt, Signal

from qcode.model.codebook import Code, CodeId
from qcode.services.activation import ALL, Activation, shares
from qcode.services.language import tr
from qcode.ui.mime import CODES, SPAN, codes_in, set_codes, span_in

from .order import Children, Order, View, arranged, filtered
from .rows import CodeRows, Index
from .snapshot import EMPTY, Snapshot
from .words import count_of, spoken, tip_of

Role = Qt.ItemDataRole
COLOR = Role.UserRole
COUNT = Role.UserRole + 1  # the words at the right
DIGIT = Role.UserRole + 9  # the number key of the code, or None
FITS = Role.UserRole + 2  # whether the filter means this code, and not only one below it
ACTIVE = Role.UserRole + 3  # whether the code itself is chosen for analysis; None: all are
HOLLOW = Role.UserRole + 4  # whether the code only groups others
_MANY = 50  # rows that have changed; with more, a view hears of all in a few words
DRAFT = CodeId(0)  # the row of a code that is being named; the store counts from 1
_READABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_NAMABLE = _READABLE | Qt.ItemFlag.ItemIsEditable
_MOVABLE = _NAMABLE | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
_CHECKED: Mapping[bool | None, Qt.CheckState] = {
    True: Qt.CheckState.Checked,
    False: Qt.CheckState.Unchecked,
    None: Qt.CheckState.PartiallyChecked,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What is painted of a row, which is asked for in one go: `data` tells the same by roles."""

    name: str
    count: str = ""
    color: str = ""
    digit: int | None = None
    hollow: bool = False
    fits: bool = True
    active: bool | None = None
    check: Qt.CheckState | None = None


class CodeTreeModel(CodeRows):
    """The codes that pass the filter, and those above them."""

    rename_asked = Signal(object, str)  # CodeId, name
    name_given = Signal(object, str)  # parent CodeId or None, name of the draft
    move_asked = Signal(object, object, object)  # list[CodeId], parent or None, place or None
    merge_asked = Signal(object, object)  # list[CodeId], CodeId
    passage_dropped = Signal(object, object)  # Span, CodeId
    activity_asked = Signal(object, bool)  # CodeId, whether it and its subcodes shall be active

    def __init__(self, *, read_only: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.snapshot: Snapshot = EMPTY
        self._read_only = read_only
        if read_only:
            self.invisibleRootItem().setFlags(Qt.ItemFlag.NoItemFlags)
        self.digit_of: Callable[[CodeId], int | None] = lambda _code: None
        self.view = View()
        self.activation: Activation = ALL
        self._shares: Mapping[CodeId, bool | None] = {}
        self._arranged: tuple[Snapshot, Order, Children] = (EMPTY, Order.HAND, {})
        self._fitting: frozenset[CodeId] | None = None
        self._text = ""  # of the filter
        self._draft_parent: CodeId | None = None
        self._draft_name = ""

    # -- content

    def show(self, snapshot: Snapshot, text: str) -> bool:
        """Show a state of the codebook, filtered; return whether rows came, went or moved."""
        fitting, children = self._fitting_rows(snapshot, text)
        self._text = text
        before, self.snapshot = self.snapshot, snapshot
        if snapshot.codebook is not before.codebook:
            self._shares = self._shares_now()
        self._fitting = fitting
        moved = children != self._children
        anew = moved and self.put(children)
        if snapshot is not before and not anew:
            self._tell_differences(before)
        return moved

    def _tell_differences(self, before: Snapshot) -> None:
        """Have those rows painted again whose words, colour or counts are other now."""
        others = self.snapshot.others_than(before)
        if len(others) > _MANY:
            self._tell_all()
            return
        for code in self.codes() & others:
            self.dataChanged.emit(self.index_of(code), self.index_of(code))

    def _fitting_rows(
        self, snapshot: Snapshot, text: str
    ) -> tuple[frozenset[CodeId] | None, Children]:
        """Return the codes that a filter means (None: all), and the rows to show by parent."""
        known, order, rows = self._arranged
        if known is not snapshot or order is not self.view.order:
            rows = arranged(snapshot, self.view.order)
            self._arranged = (snapshot, self.view.order, rows)
        if text.strip():
            # What got another name stays: it would seem lost, and cannot be looked for by the old.
            stays = self._fitting if text == self._text else None
            return filtered(snapshot, rows, text, stays or frozenset())
        return None, rows

    def look(self, view: View) -> None:
        """Count other things, or show boxes or none; another order comes with `show`."""
        self.view = view
        flags = _READABLE if self._read_only else _MOVABLE
        if view.boxes:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        self.set_flags(flags if view.boxes or self._read_only else None)
        self._tell_all()

    def show_activation(self, activation: Activation) -> None:
        """Show which codes are chosen for analysis."""
        self.activation = activation
        self._shares = self._shares_now()
        self._tell_all()

    def _shares_now(self) -> Mapping[CodeId, bool | None]:
        """Return which codes are active with all below them, as `shares` says."""
        codebook = self.snapshot.codebook
        if self.activation.codes is None:
            return dict.fromkeys(codebook.codes, True)
        return shares(self.activation, codebook)

    def _tell_all(self) -> None:
        """Have all rows painted again."""
        for codes in self._children.values():
            if codes:
                self.dataChanged.emit(self.index_of(codes[0]), self.index_of(codes[-1]))

    # -- a code that is being named

    def begin_draft(self, parent: CodeId | None) -> QModelIndex:
        """Show an empty row, last under `parent`, in which a new code can be named."""
        self.end_draft()
        self._draft_parent, self._draft_name = parent, ""
        self.put_row(parent, len(self.below(parent)), DRAFT, _NAMABLE)
        return self.index_of(DRAFT)

    def end_draft(self) -> None:
        """Take the empty row away, if there is one."""
        if DRAFT in self.codes():
            self.take_row(self._draft_parent, len(self.below(self._draft_parent)) - 1)

    @property
    def draft_is_named(self) -> bool:
        """Whether the draft has its name and waits to become a code."""
        return bool(self._draft_name)

    # -- Qt's questions

    def shown(self, index: Index) -> Shown:
        """Return what is painted of a row."""
        code = self._known_at(index)
        if code is None:
            return Shown(self._draft_name)
        return Shown(
            code.name.replace("\n", "\u2028"),
            count_of(self.snapshot, code.id, self.view),
            code.color,
            self.digit_of(code.id),
            hollow=not code.codable,
            fits=self._fitting is None or code.id in self._fitting,
            active=None if self.activation.codes is None else self.activation.has_code(code.id),
            check=_CHECKED[self._shares.get(code.id, False)] if self.view.boxes else None,
        )

    def _known_at(self, index: Index) -> Code | None:
        """Return the code of a row; None for a draft, and for one whose row is about to go."""
        code = self.code_at(index)
        return None if code is None else self.snapshot.codebook.codes.get(code)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return what a cell shows."""
        code = self._known_at(index)
        if code is None:
            is_draft = self.code_at(index) == DRAFT
            return self._draft_name if is_draft and role == Role.DisplayRole else None
        return self._data_of(code, role, self.shown(index))

    def _data_of(self, code: Code, role: int, shown: Shown) -> object:
        answer: object = None
        if role in (Role.DisplayRole, Role.EditRole):
            answer = code.name
        elif role == COUNT:
            answer = shown.count
        elif role == DIGIT:
            answer = shown.digit
        elif role == COLOR:
            answer = shown.color
        elif role == HOLLOW:
            answer = shown.hollow
        elif role == FITS:
            answer = shown.fits
        elif role == ACTIVE:
            answer = shown.active
        elif role == Role.CheckStateRole:
            answer = shown.check
        elif role == Role.ToolTipRole:
            answer = tip_of(self.snapshot, code)
        elif role == Role.AccessibleTextRole:
            active = self._shares.get(code.id, False)
            answer = spoken(self.snapshot, code, active=active, boxes=self.view.boxes)
            if shown.digit is not None:
                answer += ", " + tr("key {digit}", digit=shown.digit)
        return answer

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Ask for the name that was typed, or for a code to be active or not."""
        code, name = self.code_at(index), str(value).strip()
        if role == Role.CheckStateRole and code is not None:
            self.activity_asked.emit(code, self._shares.get(code) is not True)
            return True
        if role != Role.EditRole or code is None or not name:
            return False
        if code == DRAFT:
            self._draft_name = name
            self.name_given.emit(self._draft_parent, name)
        elif name != self.snapshot.codebook[code].name:
            self.rename_asked.emit(code, name)
        return True

    # -- dragging

    def mimeTypes(self) -> list[str]:
        """Return what can be dropped here."""
        return [CODES, SPAN]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return codes as they are dragged: none that comes along with one above it anyway."""
        chosen = {code for index in indexes if (code := self.code_at(index)) is not None}
        mime = QMimeData()
        set_codes(mime, self.snapshot.topmost(chosen))
        return mime

    def supportedDropActions(self) -> Qt.DropAction:
        """Codes are moved, passages are coded."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction | Qt.DropAction.LinkAction

    def canDropMimeData(
        self, mime: QMimeData, action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Whether a passage is dropped on a code, or codes where they may go.

        To copy codes onto one means to merge them into it. Among their own siblings codes may be
        moved only while these are ordered by hand.
        """
        target = self.code_at(parent)
        if self._read_only or DRAFT in self.codes():
            return False
        if span_in(mime) is not None:
            return target is not None and row < 0
        moved, codebook = codes_in(mime), self.snapshot.codebook
        if not moved or not all(code in codebook for code in moved):
            return False
        merges = action == Qt.DropAction.CopyAction and row < 0
        if not merges and self.stays_ordered(moved, target):
            return False
        return not any(target in codebook.subtree(code) for code in moved)

    def stays_ordered(self, moved: Collection[CodeId], parent: CodeId | None) -> bool:
        """Whether codes would stand where they do, because siblings are not ordered by hand."""
        codebook = self.snapshot.codebook
        return self.view.order is not Order.HAND and all(
            code in codebook and codebook[code].parent == parent for code in moved
        )

    def dropMimeData(
        self, mime: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask for what a drop means."""
        if not self.canDropMimeData(mime, action, row, column, parent):
            return False
        target, span = self.code_at(parent), span_in(mime)
        if span is not None:
            self.passage_dropped.emit(span, target)
        elif action == Qt.DropAction.CopyAction and row < 0 and target is not None:
            self.merge_asked.emit(list(codes_in(mime)), target)
        else:
            self.move_asked.emit(list(codes_in(mime)), target, self._place(target, row))
        return True

    def _place(self, parent: CodeId | None, row: int) -> int | None:
        """Return which child of `parent` stands at a row; None behind the last, or for no row."""
        shown = self.below(parent)
        if self.view.order is not Order.HAND or not 0 <= row < len(shown):
            return None
        siblings = [code.id for code in self.snapshot.codebook.children(parent)]
        return siblings.index(shown[row])
