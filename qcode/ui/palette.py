"""The command palette: every command by a few letters of its name, the last used first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qcode.services.language import tr
from qcode.services.settings import load_settings, save_settings

from .accessible import announce
from .findbox import FindBox
from .findlist import CHOICE, PAD, FindList, Index, row_height
from .icons import SIZE, Icon, paint_icon
from .likeness import EXACT, fold_words, likeness, loose_pattern, spaced
from .sized import for_letters
from .theme import colors, is_dark

WIDTH = 560
ROWS = 11
_REMEMBERED = 30  # commands given here, for their order
_STORE = "commands"  # in `Settings.window`


@dataclass(frozen=True)
class Entry:
    """A command as it can be found. `english` is its English name, `other` has other words for it:
    both for finding only.
    """

    id: str
    text: str
    menu: str
    key: str
    english: str
    icon: Icon | None
    reason: str  # why it cannot be given now, "" if it can
    run: Callable[[], object]
    other: str = ""

    @cached_property
    def name(self) -> str:
        """The folded name."""
        return self.text.casefold()

    @cached_property
    def folded(self) -> str:
        """The folded name after all else by which it can be found."""
        return f"{self.other} {self.menu} {self.english} {self.text}".casefold()

    @cached_property
    def name_words(self) -> str:
        """The words of the name, each after a space."""
        return spaced(self.name)

    @cached_property
    def path_words(self) -> str:
        """All words, each after a space."""
        return spaced(self.folded)


def find(text: str, entries: Sequence[Entry], recent: Sequence[str]) -> list[Entry]:
    """Return the commands that `text` may mean: the likeliest first, then those last given."""
    words, whole = fold_words(text), " ".join(text.casefold().split())
    loose = loose_pattern(words)
    ranks = {name: rank for rank, name in enumerate(recent)}
    found: list[tuple[int, bool, int, int]] = []
    for place, entry in enumerate(entries):
        kind = likeness(entry, words, whole, loose) if words else EXACT
        if kind is not None:
            rank = ranks.get(entry.id, len(ranks))
            found.append((kind, bool(entry.reason), rank, place))
    return [entries[place] for _kind, _off, _rank, place in sorted(found)]


class Palette(FindBox):
    """Lists what `entries` gives each time it opens. Enter gives the command that is marked."""

    def __init__(self, entries: Callable[[], Sequence[Entry]], parent: QWidget) -> None:
        found = FindList(words_of, _Delegate())
        found.setAccessibleName(tr("Commands"))
        super().__init__(found, parent, width=WIDTH)
        self._read = entries
        self._entries: Sequence[Entry] = ()
        self._recent = load_settings().window.get(_STORE, "").split()
        self._line.setPlaceholderText(tr("Find a command"))
        self._line.setAccessibleName(tr("Find a command"))
        self._hint.hide()

    def open(self) -> None:
        """Show the palette at the top of the window."""
        if self.isVisible():
            self.dismiss()
            return
        self._prepare()
        self._entries = self._read()
        self._line.setText("")  # not even undo brings back what was looked for
        self._search("")
        window = self._owner.window()
        left = (window.width() - min(WIDTH, window.width())) // 2
        self._open_at(window.mapToGlobal(QPoint(left, window.height() // 9)), ROWS)

    def shown(self) -> list[Entry]:
        """Return what is listed, for what is typed now."""
        return find(self._line.text(), self._entries, self._recent)

    def _search(self, _text: str) -> None:
        self._list.offer(self.shown())

    def _take(self, *, stay: bool) -> None:
        entry: Entry | None = self._list.marked()
        if entry is None:
            return
        if entry.reason:
            announce(self._list, entry.reason)
            return
        self._remember(entry.id)
        self.dismiss()
        entry.run()

    def _remember(self, name: str) -> None:
        self._recent = [name, *(each for each in self._recent if each != name)][:_REMEMBERED]
        settings = load_settings()
        window = {**settings.window, _STORE: " ".join(self._recent)}
        save_settings(replace(settings, window=window))


def words_of(entry: Entry) -> str:
    """Return a command in words, for those who listen."""
    return ", ".join(part for part in (entry.text, entry.menu, entry.key, entry.reason) if part)


class _Delegate(QStyledItemDelegate):
    """Paints a command: its icon, its name, quietly its menu, and its key or why it is grey."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row; the width is the list's."""
        return QSize(0, row_height(option.fontMetrics.height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        entry: Entry = index.data(CHOICE)
        chosen = colors(is_dark(option.palette))
        rect, metrics = option.rect, option.fontMetrics
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if marked:
            painter.fillRect(rect, chosen.selection)
        quiet = chosen.text if marked else chosen.muted
        side = for_letters(metrics, SIZE)
        if entry.icon is not None:
            top = rect.top() + (rect.height() - side) / 2
            paint_icon(painter, QRectF(rect.left() + PAD, top, side, side), entry.icon, quiet)
        room = rect.adjusted(2 * PAD + side, 0, -PAD, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        right = middle | Qt.AlignmentFlag.AlignRight
        behind = entry.reason or entry.key
        painter.setPen(quiet)
        painter.drawText(room, right, behind)
        room.setRight(room.right() - metrics.horizontalAdvance(behind) - 2 * PAD)
        elide = Qt.TextElideMode.ElideRight
        shown = metrics.elidedText(entry.text, elide, room.width())
        painter.setPen(quiet if entry.reason else chosen.text)
        painter.drawText(room, middle, shown)
        room.setLeft(room.left() + metrics.horizontalAdvance(shown) + PAD)
        if room.width() > metrics.horizontalAdvance(entry.menu):
            painter.setPen(quiet)
            painter.drawText(room, middle, entry.menu)
        painter.restore()
