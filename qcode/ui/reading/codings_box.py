"""A small list of the codings at a place of the text, with what can be done to each.

Everything in it works from the keyboard, and
each row says in full to a screen reader what it shows in short.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qcode.model.segment import SegmentId
from qcode.services.facts import SegmentFacts
from qcode.services.language import tr, trn
from qcode.ui.codes.chip import paint_chip
from qcode.ui.keys import Keymap, native
from qcode.ui.overlay import Overlay
from qcode.ui.pane_filter import PaneFilter
from qcode.ui.pane_keys import pane_name
from qcode.ui.theme import colors, is_dark
from qcode.ui.wrapping_row import WrappingRow

from .facts_card import details, shortened, spoken

_WIDTH = 440
_ROWS = 6
_PAD = 7
_SIDE = 8
_TEXT = 32  # pixels before the words of a row
_FACTS = Qt.ItemDataRole.UserRole
_WORDS = Qt.ItemDataRole.UserRole + 1  # of the passage, where there are several
_Index = QModelIndex | QPersistentModelIndex
Act = Callable[[SegmentFacts, QPoint], object]  # what to do, and a place for what it asks


class CodingsBox(Overlay):
    """Lists codings; `acts` are what can be done: "select", "memo", "recode", "remove", "copy".

    What is missing in `acts` cannot be done now and is not offered.
    """

    def __init__(self, owner: QWidget, acts: Mapping[str, Act], keys: Keymap) -> None:
        super().__init__(owner, width=_WIDTH)
        self._acts, self._keys = acts, keys
        self._tips: dict[str, QToolButton] = {}  # of acts whose keys may change
        keys.changed.connect(self._name_keys)
        self._title = QLabel()
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Codings here"))
        self._list.setItemDelegate(_FactsDelegate(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.itemDoubleClicked.connect(lambda _item: self._do("memo"))
        self._list.installEventFilter(self)
        PaneFilter(self._list, "Codings here", keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 6)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._list)
        self._buttons = QWidget()
        column.addWidget(self._buttons)
        self._build_buttons()

    def _name_keys(self) -> None:
        """Say in tool tips which keys there are now."""
        for text, button in self._tips.items():
            key = self._keys.text(pane_name("Codings here", text))
            button.setToolTip(f"{button.text()} ({key})" if key else button.text())

    def _build_buttons(self) -> None:
        row = WrappingRow()  # the words of the first button stand below the title
        row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        row.setSpacing(2)
        self._buttons.setLayout(row)
        for name, words, key in (
            ("memo", tr("Memo"), "Enter"),
            ("select", tr("Select"), "Space"),
            ("recode", tr("Change"), "C"),
            ("remove", tr("Remove"), "Del"),
            ("copy", tr("Copy"), "Ctrl+C"),
        ):
            if name in self._acts:
                button = QToolButton()
                button.setText(words)
                button.setAutoRaise(True)
                button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                button.setToolTip(f"{words} ({native(key)})")
                button.setAccessibleName(words)
                button.clicked.connect(partial(self._press_button, name))
                button.installEventFilter(self)
                PaneFilter(button, "Codings here", self._keys)
                row.addWidget(button)
                if name in _CHANGING:
                    self._tips[_CHANGING[name]] = button
        self._name_keys()

    # -- opening and closing

    def open_at(
        self,
        point: QPoint,
        found: Sequence[SegmentFacts],
        *,
        hidden: int = 0,
        words: Mapping[SegmentId, str] | None = None,
    ) -> None:
        """Show codings below a point of the screen, the first one marked.

        `hidden` counts those that are there too but not shown; `words` tell passages apart.
        """
        words = words or {}
        self._prepare()
        self._title.setText(_title(len(found), hidden))
        self.setAccessibleName(self._title.text())  # it has the keyboard itself when it is empty
        self._list.clear()
        for facts in found:
            item = QListWidgetItem()
            item.setData(_FACTS, facts)
            said = words.get(facts.id, "")
            item.setData(_WORDS, said)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken(facts, said))
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.setVisible(bool(found))
        self._buttons.setVisible(bool(found))
        heights = [self._list.sizeHintForRow(row) for row in range(min(len(found), _ROWS))]
        self._list.setFixedHeight(sum(heights) + 2)
        if not found:  # there is only the title to be read
            self.setFixedWidth(min(self._title.sizeHint().width() + 2, self.width()))
        self._appear(point, self._list if found else self)

    def title(self) -> str:
        """Return how many codings there are, in words."""
        return self._title.text()

    def marked(self) -> SegmentFacts | None:
        """Return the coding that an action is about."""
        item = self._list.currentItem()
        facts: SegmentFacts | None = None if item is None else item.data(_FACTS)
        return facts

    def segments(self) -> list[SegmentId]:
        """Return the codings that are listed."""
        return [self._list.item(row).data(_FACTS).id for row in range(self._list.count())]

    # -- doing

    def _press_button(self, name: str, _checked: bool = False) -> None:
        self._do(name)

    def _do(self, name: str) -> None:
        facts = self.marked()
        if facts is not None and name in self._acts:
            place = self.mapToGlobal(QPoint(0, 0))
            self.dismiss()
            self._acts[name](facts, place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that do something to the marked coding."""
        if isinstance(event, QKeyEvent):
            name = self._act_of(event, in_list=watched is self._list)
            if name and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if name and event.type() == QEvent.Type.KeyPress:
                if name == "close":
                    self.dismiss()
                else:
                    self._do(name)
                return True
        return super().eventFilter(watched, event)

    def _act_of(self, event: QKeyEvent, *, in_list: bool) -> str:
        """Return what a key does; Enter and Space on a button press that button."""
        key = event.key()
        if key in (Qt.Key.Key_C, Qt.Key.Key_Insert):
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            return "copy" if held else "recode"
        if not in_list and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            return ""
        return _KEYS.get(Qt.Key(key), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close an empty box with any key that means it."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.dismiss()
        else:
            super().keyPressEvent(event)


_CHANGING = {"recode": "Change the code", "remove": "Remove"}
_KEYS = {
    Qt.Key.Key_Escape: "close",
    Qt.Key.Key_Return: "memo",
    Qt.Key.Key_Enter: "memo",
    Qt.Key.Key_M: "memo",
    Qt.Key.Key_Space: "select",
    Qt.Key.Key_Delete: "remove",
}


def _title(count: int, hidden: int) -> str:
    words = trn("{n} coding here", "{n} codings here", count) if count else tr("Not coded")
    if hidden:
        more = trn("{n} hidden by the filter", "{n} hidden by the filter", hidden)
        words = f"{words} · {more}" if count else more
    return words


class _FactsDelegate(QStyledItemDelegate):
    """Paints a coding: its path, then who and when, then wording and memo in a line each."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._metrics = QFontMetrics(view.font())

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the room for the lines of a row."""
        lines = 1 + len(_lines(index))
        return QSize(100, lines * self._metrics.lineSpacing() + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        facts: SegmentFacts = index.data(_FACTS)
        rect, state, font = option.rect, option.state, option.font
        dark = is_dark(option.palette)
        chosen = colors(dark)
        painter.save()
        marked = bool(state & QStyle.StateFlag.State_Selected)
        if marked:
            painter.fillRect(rect, QColor(chosen.selection))
        step, room = self._metrics.lineSpacing(), rect.width() - _TEXT - _PAD
        baseline = rect.top() + _PAD + self._metrics.ascent()
        middle = rect.topLeft() + QPoint(18, _PAD + step // 2)
        paint_chip(painter, middle.toPointF(), facts.color, dark=dark)
        bold = font
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QPen(QColor(chosen.text)))
        elide = Qt.TextElideMode.ElideMiddle
        path = QFontMetrics(bold).elidedText(facts.path, elide, room)
        painter.drawText(rect.left() + _TEXT, baseline, path)
        font.setBold(False)
        painter.setFont(font)
        for line, quiet in _lines(index):
            baseline += step
            painter.setPen(QPen(QColor(chosen.muted if quiet and not marked else chosen.text)))
            shown = self._metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)
            painter.drawText(rect.left() + _TEXT, baseline, shown)
        painter.restore()


def _lines(index: _Index) -> list[tuple[str, bool]]:
    """Return the lines below the path, and whether each is a quiet one."""
    facts: SegmentFacts = index.data(_FACTS)
    found = [(words, False)] if (words := index.data(_WORDS)) else []
    found += [(line, number == 0) for number, line in enumerate(details(facts))]
    if facts.memo:
        found.append((" ".join(shortened(facts.memo).split()), False))
    return found
