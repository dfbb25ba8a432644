"""What a word of the query stands for: its forms and compounds, to be ticked one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from qcode.model.search_options import SearchOptions
from qcode.model.text import Offsets
from qcode.services.language import mark, tr, trn
from qcode.services.searching import Relative
from qcode.services.word_choice import (
    KINDS,
    Form,
    Kind,
    chosen,
    forms_of,
    plain_words,
    put,
    word_at,
)
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.dressed import dress
from qcode.ui.field import Field
from qcode.ui.found.parts import quiet
from qcode.ui.session import Session
from qcode.ui.theme import scroll_bar_style, table_style
from qcode.ui.ticks import TickDelegate

from .head import Head

WIDTH, HEIGHT = 340, 420
_GROUPS: Mapping[Kind | None, str] = {
    Kind.FORM: mark("Forms"),
    Kind.PART: mark("Compounds"),
    Kind.DERIVED: mark("Derived"),
    None: mark("Added"),
}
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_WORD = Qt.ItemDataRole.UserRole


class FormsTree(QTreeWidget):
    """Groups of words with their counts; the tick of a group is that of all its words in sight.

    `ticked` brings, by word, which ticks have changed.
    """

    ticked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._letters = ""  # what all words in sight have in them
        self.setAccessibleName(tr("What the word stands for"))
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.setRootIsDecorated(False)
        self.setIndentation(18)
        dress(self, lambda dark: table_style(dark, padding=4) + scroll_bar_style(dark))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setItemDelegateForColumn(0, TickDelegate(self))
        self.header().setResizeContentsPrecision(0)  # of rows in sight; there may be thousands
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.itemChanged.connect(self._changed)

    def show_forms(self, forms: Sequence[Form]) -> None:
        """Show words in their groups."""
        self.blockSignals(True)
        self.clear()
        self._letters = ""
        heading = self.font()
        heading.setBold(True)
        for kind, name in _GROUPS.items():
            members = [form for form in forms if form.kind is kind]
            if members:
                group = QTreeWidgetItem(self, [tr(name), str(len(members))])  # marked in _GROUPS
                _align(group)
                group.setFont(0, heading)
                group.addChildren([_item(form) for form in members])
        self.expandAll()
        self._tell_groups()
        self.blockSignals(False)
        for group in self._groups()[:1]:
            self.setCurrentItem(_children(group)[0])

    def narrow(self, letters: str) -> None:
        """Show only the words with some letters in them."""
        letters = letters.strip().lower()
        if letters == self._letters:
            return
        self._letters = letters
        for group in self._groups():
            for item in _children(group):
                item.setHidden(letters not in item.text(0).lower())
            group.setHidden(all(item.isHidden() for item in _children(group)))
        self.blockSignals(True)
        self._tell_groups()
        self.blockSignals(False)

    def _changed(self, item: QTreeWidgetItem) -> None:
        on = item.checkState(0) is _ON
        items = [item] if item.parent() is not None else _in_sight(item)
        self.blockSignals(True)
        for each in items:
            each.setCheckState(0, _ON if on else _OFF)
            _say(each, on=on)
        self._tell_groups()
        self.blockSignals(False)
        self.viewport().update()
        self.ticked.emit({each.text(0): on for each in items})

    def _tell_groups(self) -> None:
        for group in self._groups():
            states = {item.checkState(0) for item in _in_sight(group)}
            state = states.pop() if len(states) == 1 else Qt.CheckState.PartiallyChecked
            group.setCheckState(0, state)
            name, number = group.text(0), group.text(1)
            said = {_ON: tr("all ticked"), _OFF: tr("none ticked")}.get(state, tr("some ticked"))
            words = trn("{n} word", "{n} words", int(number))
            group.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{name}, {words}, {said}")

    def _groups(self) -> list[QTreeWidgetItem]:
        items = (self.topLevelItem(number) for number in range(self.topLevelItemCount()))
        return [item for item in items if item is not None]


class FormsPopup(QFrame):
    """A popup under the line of the search; what is ticked in it is written into the query."""

    def __init__(self, session: Session, head: Head, options: Callable[[], SearchOptions]) -> None:
        super().__init__(head, Qt.WindowType.Popup)
        self._session, self._options = session, options
        self._line, self._button = head.line, head.forms
        self._number = 0  # which of the words of the query
        self._family: Sequence[Relative] = ()
        self._forms: Sequence[Form] = ()
        self.setAccessibleName(tr("What a word stands for"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFixedSize(WIDTH, HEIGHT)
        self.words = ChoiceBox()
        self.words.setAccessibleName(tr("Word of the query"))
        self.filter = Field()
        self.filter.setPlaceholderText(tr("Only words with…"))
        self.filter.setAccessibleName(tr("Only words with…"))
        self.filter.setClearButtonEnabled(True)
        self.tree = FormsTree()
        self.empty = quiet()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.words)
        layout.addWidget(self.filter)
        layout.addWidget(self.empty)
        layout.addWidget(self.tree, 1)
        self.words.activated.connect(self.choose)
        self.filter.textChanged.connect(self.tree.narrow)
        self.tree.ticked.connect(self._write)
        head.forms_wanted.connect(self.open)
        self._line.textChanged.connect(self._follow)

    def open(self) -> bool:
        """Open for the word at the cursor; return whether the query has a word to open for."""
        text = self._line.text()
        words = plain_words(text)
        if words:
            position = Offsets(text).from_utf16(self._line.cursorPosition())
            self.filter.clear()
            self._show_below()
            self.choose(word_at(words, position))
            self.tree.setFocus(Qt.FocusReason.PopupFocusReason)
        return bool(words)

    def choose(self, number: int) -> None:
        """Ask for what one of the words of the query stands for."""
        words = plain_words(self._line.text())
        self._number = number
        self._name_words([word.text for word in words])
        self.tree.clear()
        self._tell(tr("Counting…"))
        searcher, text = self._session.searcher, words[number].text
        self._session.read("forms", lambda _task: searcher.family(text), self._take)

    def _take(self, family: Sequence[Relative]) -> None:
        words = plain_words(self._line.text())
        if self._number < len(words):
            self._family = family
            self._forms = forms_of(words[self._number], family, self._options())
            self._tell("" if self._forms else tr("The texts have no word that belongs to it."))
            self.tree.show_forms(self._forms)
            self.tree.narrow(self.filter.text())

    def _tell(self, words: str) -> None:
        self.empty.setText(words)
        self.empty.setVisible(bool(words))

    def _write(self, ticks: Mapping[str, bool]) -> None:
        text = self._line.text()
        words = plain_words(text)
        if self._number < len(words):
            word = chosen(words[self._number], self._forms, ticks)
            kept = [form for form in self._forms if form.kind is None]
            self._forms = (
                *forms_of(word, self._family, self._options()),
                *(replace(form, on=False) for form in kept if form.word not in word.plus),
            )
            self._line.setText(put(text, word))
            self._line.setCursorPosition(Offsets(text).to_utf16(word.span.start))

    def _name_words(self, words: Sequence[str]) -> None:
        self.words.clear()
        self.words.addItems(words)
        self.words.setCurrentIndex(self._number)
        self.words.setVisible(len(words) > 1)

    def _follow(self, text: str) -> None:
        self._button.setVisible(bool(plain_words(text)))

    def _show_below(self) -> None:
        corner = self._line.mapToGlobal(QPoint(0, self._line.height() + 4))
        room = self.screen().availableGeometry()
        left = max(room.left(), min(corner.x(), room.right() - self.width()))
        self.move(left, max(room.top(), min(corner.y(), room.bottom() - self.height())))
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape, back to the line."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._line.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            super().keyPressEvent(event)


def _children(group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    items = (group.child(number) for number in range(group.childCount()))
    return [item for item in items if item is not None]


def _in_sight(group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [item for item in _children(group) if not item.isHidden()]


def _align(item: QTreeWidgetItem) -> None:
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def _item(form: Form) -> QTreeWidgetItem:
    item = QTreeWidgetItem([form.word, "" if form.kind is None else str(form.count)])
    item.setData(0, _WORD, form)
    item.setCheckState(0, _ON if form.on else _OFF)
    _align(item)
    _say(item, on=form.on)
    return item


def _say(item: QTreeWidgetItem, *, on: bool) -> None:
    form: Form = item.data(0, _WORD)
    kind = tr("added") if form.kind is None else tr(KINDS[form.kind])  # marked in KINDS
    times = "" if form.kind is None else trn("{n} time", "{n} times", form.count)
    tick = tr("ticked") if on else tr("not ticked")
    said = ", ".join(part for part in (form.word, times, kind, tick) if part)
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
