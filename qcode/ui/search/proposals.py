"""The list of passages that a search would code, each with a box to tick."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from qcode.model.codebook import Codebook
from qcode.services.hit_coding import Proposal
from qcode.services.language import tr, trn
from qcode.services.words import paragraphs_shown
from qcode.ui.found.delegate import SIDE, PassageDelegate
from qcode.ui.found.listing import PassageList
from qcode.ui.found.rows import ROW, Chip, Heading, Passage, Row, RowsModel
from qcode.ui.sized import by_letters
from qcode.ui.ticks import SIZE, paint_tick

_Index = QModelIndex | QPersistentModelIndex
_GUTTER = SIDE + SIZE + 9  # pixels left of the words, for the boxes
_TOP = 8  # of a box, in its row


def rows_of(items: Sequence[Proposal], shown: Sequence[int], codebook: Codebook) -> list[Row]:
    """Return some passages, by their numbers, as rows under their documents.

    The key of a row is the number of its passage in `items`.
    """
    rows: list[Row] = []
    counts = Counter(items[number].document for number in shown)
    document: int | None = None
    for number in shown:
        each = items[number]
        if each.document != document:
            document = each.document
            rows.append(Heading(each.name, f"{counts[document]}"))
        place = [each.speaker or "", paragraphs_shown(each.paragraph, each.paragraph)]
        if each.coded:
            place.append(tr("has the code"))
        rows.append(
            Passage(
                key=number,
                text=each.text.replace("\n", " "),
                place=" · ".join(part for part in place if part),
                marks=each.matches,
                chips=tuple(
                    Chip(codebook[code].name, codebook[code].color)
                    for code in each.codes
                    if code in codebook
                ),
            )
        )
    return rows


class _Rows(RowsModel):
    """Passages that can be ticked."""

    def __init__(self, ticked: set[int], parent: QWidget) -> None:
        super().__init__(parent)
        self._ticked = ticked

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Say that a passage can be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self.passage(index) else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return also whether a passage is ticked, for those who listen."""
        passage = self.passage(index)
        if role == Qt.ItemDataRole.CheckStateRole and passage is not None:
            on = passage.key in self._ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return super().data(index, role)


class _Delegate(PassageDelegate):
    """Paints passages with a box before each."""

    def __init__(
        self, view: QAbstractItemView, is_ticked: Callable[[object], bool], **how: object
    ) -> None:
        super().__init__(view, **how)  # type: ignore[arg-type]
        self._left = by_letters(view, _GUTTER)
        self._is_ticked = is_ticked

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        super().paint(painter, option, index)
        row: Row = index.data(ROW)
        if isinstance(row, Passage):
            rect: QRect = option.rect
            side = by_letters(self._view, SIZE)
            box = QRectF(rect.left() + SIDE, rect.top() + _TOP, side, side)
            paint_tick(painter, box, self._view.palette(), on=self._is_ticked(row.key))


class ProposalList(PassageList):
    """Passages with boxes: a click or Space ticks, the usual key for everything ticks all.

    `ticks_changed` tells that other passages are ticked; `ticked` has their numbers.
    """

    ticks_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ticked: set[int] = set()
        super().__init__(lines=4, fixed=False, parent=parent)
        self.setAccessibleName(tr("Passages to code"))
        self.chosen.connect(self._toggle)

    def _made_rows(self) -> RowsModel:
        return _Rows(self.ticked, self)

    def _made_delegate(
        self, *, lines: int, fixed: bool, elide: Qt.TextElideMode
    ) -> PassageDelegate:
        return _Delegate(self, self.ticked.__contains__, lines=lines, fixed=fixed, elide=elide)

    def tick(self, numbers: Sequence[int], *, on: bool) -> None:
        """Tick passages by their numbers, or take their ticks away."""
        before = len(self.ticked)
        (self.ticked.update if on else self.ticked.difference_update)(numbers)
        if len(self.ticked) != before:
            self._told()

    def set_ticks(self, numbers: Sequence[int]) -> None:
        """Tick these passages and no others."""
        self.ticked.clear()
        self.ticked.update(numbers)
        self._told()

    def numbers(self) -> list[int]:
        """Return the numbers of all passages that are listed."""
        return [row.key for row in self.rows.rows if isinstance(row, Passage)]  # type: ignore[misc]

    def _told(self) -> None:
        if self.rows.rows:
            ends = self.rows.index(0), self.rows.index(len(self.rows.rows) - 1)
            self.rows.dataChanged.emit(*ends, [Qt.ItemDataRole.CheckStateRole])
        self.viewport().update()
        self.ticks_changed.emit()

    def _toggle(self, passage: Passage) -> None:
        assert isinstance(passage.key, int)
        self.tick([passage.key], on=passage.key not in self.ticked)

    def toggle_document(self, row: int) -> None:
        """Tick the passages of a document, or untick them if all are ticked; `row` is a heading."""
        inside: list[int] = []
        for each in self.rows.rows[row + 1 :]:
            if not isinstance(each, Passage):
                break
            assert isinstance(each.key, int)
            inside.append(each.key)
        self.tick(inside, on=not self.ticked.issuperset(inside))

    # -- Qt

    def _click(self, index: QModelIndex) -> None:
        self._pressed = QPoint(-1, -1)
        row = self.rows.rows[index.row()]
        if isinstance(row, Heading):
            self.toggle_document(index.row())
        else:
            self._toggle(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter tick, the usual key for everything ticks all or none."""
        passage = self.current()
        if event.matches(QKeySequence.StandardKey.SelectAll):
            every = self.numbers()
            self.tick(every, on=not self.ticked.issuperset(every))
        elif event.key() == Qt.Key.Key_Space and passage is not None:
            self._toggle(passage)
            self.step(1)
        else:
            super().keyPressEvent(event)


def count_words(ticked: int, total: int, documents: int) -> str:
    """Say how many passages would be coded."""
    return tr(
        "{ticked} of {passages} in {documents}",
        ticked=ticked,
        passages=trn("{n} passage", "{n} passages", total),
        documents=trn("{n} document", "{n} documents", documents),
    )
