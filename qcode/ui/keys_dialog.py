"""The keys of all commands: found by name or key, changed by pressing another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from qcode.services.language import tr
from qcode.ui.dialog_looks import dress_list, page_of
from qcode.ui.sized import resize_by_letters

from .accessible import announce
from .field import Field
from .found.parts import quiet
from .keys import Keymap, held, held_instead, native, portable
from .likeness import fold_words
from .palette import Entry
from .pane_keys import FIXED, FREE, names, why

_NAME = Qt.ItemDataRole.UserRole
_PANE_NAME = Qt.ItemDataRole.UserRole + 1
_TO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HELD = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class KeyField(Field):
    """Takes one key with what is held beside it. Tab, Escape and Enter keep their meaning."""

    pressed = Signal(QKeySequence)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setReadOnly(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def event(self, event: QEvent) -> bool:
        """Take a key before a shortcut of the window does."""
        if isinstance(event, QKeyEvent) and not _stays(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                if event.key() not in (*_HELD, Qt.Key.Key_unknown):
                    self.pressed.emit(QKeySequence(event.keyCombination()))
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say what to do."""
        super().focusInEvent(event)
        self.setPlaceholderText(tr("Press the new key"))


def _stays(event: QKeyEvent) -> bool:
    plain = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    return plain == Qt.KeyboardModifier.NoModifier and event.key() in (
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
    )


class KeysDialog(QDialog):
    """Lists commands with their keys, then the keys of panes. What is changed holds at once."""

    def __init__(
        self, keymap: Keymap, commands: Sequence[Entry], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keys"))
        self._keymap = keymap
        self._names = {entry.id: entry.text for entry in commands}
        self.filter = Field()
        self.table = QTreeWidget()
        self.key = KeyField()
        self._which = QLabel()
        self._said = quiet(tr("The single letters work while the text has the focus."))
        self._wanted: QKeySequence | None = None  # what another command has
        self._items: list[QTreeWidgetItem] = []
        self._build()
        self._fill(commands)
        keymap.changed.connect(self._refresh)
        self.table.currentItemChanged.connect(lambda *_items: self._choose())
        self._choose_first()
        self.filter.setFocus()

    def _build(self) -> None:
        self.filter.setPlaceholderText(tr("Find a command or a key"))
        self.filter.setAccessibleName(tr("Find a command or a key"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._narrow)
        self.filter.installEventFilter(self)
        self.key.setAccessibleName(tr("New key"))
        self.key.pressed.connect(self.offer)
        self.key.returnPressed.connect(self._take)
        self._which.setBuddy(self.key)
        self._which.setWordWrap(True)
        self.take_button = _button(tr("Take it"), self._take)
        self.none_button = _button(tr("No key"), lambda: self._keymap.give(self.chosen(), ""))
        self.reset_button = _button(
            tr("As it was"), lambda: self._keymap.reset(self.chosen()), tip=tr("Its first key")
        )
        self.all_button = _button(tr("All as they were"), self._keymap.reset_all)
        close = _button(tr("Close"), self.accept)
        change = QHBoxLayout()
        change.setSpacing(8)
        change.addWidget(self._which, 1)
        for widget in (self.key, self.none_button, self.reset_button):
            change.addWidget(widget)
        self.key.setFixedWidth(self.fontMetrics().horizontalAdvance("M") * 14)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self._said, 1)
        said.addWidget(self.take_button, 0, Qt.AlignmentFlag.AlignTop)
        self._said.setMinimumHeight(2 * self._said.fontMetrics().height())
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.addWidget(self.all_button)
        foot.addStretch(1)
        foot.addWidget(close)
        self._build_table()
        layout = page_of(self)
        layout.addWidget(self.filter)
        layout.addWidget(self.table, 1)
        for row in (change, said, foot):
            layout.addLayout(row)
        resize_by_letters(self, 640, 660)

    def _build_table(self) -> None:
        table = self.table
        table.setAccessibleName(tr("Keys"))
        table.setColumnCount(3)
        table.setHeaderLabels([tr("Command"), tr("Menu or pane"), tr("Key")])
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        dress_list(table)
        header = table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.activated.connect(self._begin)

    def _fill(self, commands: Sequence[Entry]) -> None:
        for entry in commands:
            item = self._add(entry.text, entry.menu)
            item.setData(0, _NAME, entry.id)
        for name, pane, text in names():
            item = self._add(tr(text).rstrip("…"), tr(pane))  # marked in PANE_KEYS
            if FREE[name]:
                item.setData(0, _NAME, name)
                self._names[name] = f"{item.text(1)}: {item.text(0)}"
            item.setData(0, _PANE_NAME, name)
        muted = self.palette().color(QPalette.ColorRole.PlaceholderText)
        for item in self._items:
            item.setForeground(1, muted)
        self._show_keys()
        self.table.addTopLevelItems(self._items)  # all at once, when nothing of them changes
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Make the columns of panes and of keys as wide as the longest words in them.

        The keys are those of commands, also in bold letters. Qt would ask each row for each column
        again and again.
        """
        header, usual, font = self.table.header(), self.fontMetrics(), self.font()
        panes = {item.text(1) for item in (self.table.headerItem(), *self._items)}
        header.resizeSection(1, max(map(usual.horizontalAdvance, panes)) + usual.height() + 12)
        font.setBold(True)
        bold = QFontMetrics(font)
        keys = {item.text(2) for item in self._items if item.data(0, _PANE_NAME) is None}
        widest = max(map(bold.horizontalAdvance, keys), default=0)
        header.resizeSection(2, widest + bold.height() + 12)

    def _add(self, text: str, pane: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text, pane, ""])
        self._items.append(item)
        return item

    def _pane_words(self, act: str) -> str:
        """Return the keys of an act in a pane; three digits stand for all nine."""
        fixed = [native(key) for key in FIXED[act]]
        if len(fixed) == 3:
            fixed = [f"{fixed[0]}…9"]
        free = self._keymap.sequences(act) if FREE[act] else []
        return ", ".join([*fixed, *map(native, free)])

    # -- finding

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the line to what it found, as in the panes."""
        if watched is self.filter and isinstance(event, QKeyEvent):
            to_list = event.type() == QEvent.Type.KeyPress and event.key() in _TO_LIST
            if to_list and self.table.currentItem() is not None:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        """Leave in sight the commands with all the words in their names, menus or keys."""
        words = fold_words(text)
        for item in self._items:
            there = " ".join(item.text(column) for column in range(3)).casefold()
            item.setHidden(not all(word in there for word in words))
        self._choose_first()

    def _choose_first(self) -> None:
        """Choose the first that is in sight, unless one is chosen that is."""
        current = self.table.currentItem()
        if current is None or current.isHidden():
            seen = [item for item in self._items if not item.isHidden()]
            if seen:
                self.table.setCurrentItem(seen[0])
            else:
                self.table.setCurrentIndex(QModelIndex())

    def chosen(self) -> str:
        """Return the name of the command that is chosen, "" if none is, or a key of a pane."""
        item = self.table.currentItem()
        return "" if item is None else str(item.data(0, _NAME) or "")

    # -- changing

    def _begin(self, _index: QModelIndex) -> None:
        self.key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        name = self.chosen()
        self._wanted = None
        self.take_button.hide()
        self._said.setText(self._about(name))
        self._which.setText(self._names.get(name, ""))
        for widget in (self.key, self.none_button, self.reset_button):
            widget.setEnabled(bool(name))
        self.key.setText(self._keymap.text(name) if name else "")
        if name:
            self.none_button.setEnabled(bool(self._keymap.key(name)))
            self.reset_button.setEnabled(self._keymap.is_changed(name))

    def _about(self, name: str) -> str:
        item = self.table.currentItem()
        if item is None:
            return tr("Nothing found")
        act = str(item.data(0, _PANE_NAME) or "")
        if not act:
            return tr("The single letters work while the text has the focus.")
        said = [tr("It works while the keyboard is in that pane.")] if name else []
        return " ".join([*said, *_reasons(act)])

    def offer(self, sequence: QKeySequence) -> None:
        """Give the chosen command a key, or say why it cannot have it."""
        name = self.chosen()
        pressed = native(sequence)
        fault = self._keymap.fault(name, sequence)
        if fault is None:
            self._keymap.give(name, portable(sequence))
            self._say_given(name, pressed)
            return
        self._choose()
        self.key.setText(pressed)
        if fault.other and not fault.sentence:
            other = self._names[fault.other]
            self._wanted = sequence
            self._say(tr("“{command}” has {key}. Take it from there?", command=other, key=pressed))
            self.take_button.show()
        else:
            sentence, control, alt = fault.sentence, held("Ctrl"), held_instead()
            pane, act = _named(fault.other) if fault.other else ("", "")
            words = {"key": pressed, "control": control, "alt": alt, "pane": pane, "act": act}
            self._say(tr(sentence, **words))  # marked in keys.py

    def _take(self) -> None:
        if self._wanted is not None:
            name, key = self.chosen(), portable(self._wanted)
            pressed = self.key.text()
            self._keymap.give(name, key)
            self._say_given(name, pressed)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_given(self, name: str, pressed: str) -> None:
        said = tr("{command} has {key} now.", command=self._names[name], key=pressed)
        if other := self._keymap.behind(name):
            named = self._names[other]
            said += " " + tr("In this pane it is no longer “{command}”.", command=named)
        if first := self._keymap.before(name):
            pane, act = _named(first)
            said += " " + tr("In the pane “{pane}” it remains “{act}”.", pane=pane, act=act)
        self._say(said)

    def _say(self, text: str) -> None:
        self._said.setText(text)
        announce(self._said, text)

    def _refresh(self) -> None:
        self._show_keys()
        self._choose()

    def _show_keys(self) -> None:
        """Show the keys as they are now; those that the user gave stand out."""
        for item in self._items:
            name, act = item.data(0, _NAME), item.data(0, _PANE_NAME)
            item.setText(2, self._keymap.text(name) if act is None else self._pane_words(act))
            item.setToolTip(2, "" if act is None else item.text(2))
            if name is None:
                continue
            font = item.font(2)
            if font.bold() != self._keymap.is_changed(name):
                font.setBold(not font.bold())
                item.setFont(2, font)
        self.all_button.setEnabled(self._keymap.any_changed())


def _named(name: str) -> tuple[str, str]:
    """Return pane and act of what a key does in a pane, as the list names them."""
    pane, text = name.split(": ", 1)
    return tr(pane), tr(text).rstrip("…")  # marked in PANE_KEYS


def _reasons(act: str) -> list[str]:
    """Return why keys of an act in a pane stay as they are, each reason once."""
    keys: dict[str, list[str]] = {}
    for key in FIXED[act]:
        keys.setdefault(why(act, key), []).append(native(key))
    return [tr(said, key=", ".join(named)) for said, named in keys.items()]  # marked in pane_keys


def _button(text: str, slot: Callable[[], object], *, tip: str = "") -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.setToolTip(tip)
    button.clicked.connect(lambda _checked=False: slot())
    return button
