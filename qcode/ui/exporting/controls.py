"""The controls that the options of a report have: each shows one value and says when it changes.

A form knows its controls by the names of the options, so that a value goes in and out in one way;
those of a section that was never open are not made yet, and it keeps their values for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qcode.services.language import tr
from qcode.ui.field import Field, NumberField
from qcode.ui.focus_chain import proxy_of
from qcode.ui.found.parts import flat
from qcode.ui.inspector.fields import StillBox
from qcode.ui.leading import lead_focus
from qcode.ui.ticks import Tick

_TYPED_MS = 350  # of quiet after a letter
INDENT = 24


class Form(QObject):
    """The controls of a report by option. `changed` when one has another value."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._kept: dict[str, Any] = {}  # also of what has no control yet
        self._getters: dict[str, Callable[[], Any]] = {}
        self._setters: dict[str, Callable[[Any], None]] = {}
        self.widgets: dict[str, QWidget] = {}
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPED_MS)
        self._typing.timeout.connect(self.changed)

    def names(self) -> Iterable[str]:
        """Return the names of the options that have a control by now."""
        return self._getters

    def values(self) -> dict[str, Any]:
        """Return what is chosen, by name."""
        return self._kept | {name: get() for name, get in self._getters.items()}

    def show(self, values: dict[str, Any]) -> None:
        """Show values, and say so once."""
        self._kept |= values
        with QSignalBlocker(self):
            for name, value in values.items():
                if name in self._setters:
                    self._setters[name](value)
        self.changed.emit()

    def hold(
        self, name: str, widget: QWidget, get: Callable[[], Any], put: Callable[[Any], None]
    ) -> None:
        """Keep a control under the name of its option, which has a value already if it is late."""
        self._getters[name], self._setters[name], self.widgets[name] = get, put, widget
        if name in self._kept:
            with QSignalBlocker(self), QSignalBlocker(widget):
                put(self._kept[name])

    # -- kinds of controls

    def tick(self, name: str, words: str) -> Tick:
        """Return a box for an option that is true or not."""
        box = Tick(words)
        box.toggled.connect(self.changed)
        self.hold(name, box, box.isChecked, box.setChecked)
        return box

    def pick(self, name: str, words: str, choices: Sequence[tuple[str, str]]) -> StillBox:
        """Return a box with choices: value and words."""
        box = StillBox()
        for value, shown in choices:
            box.addItem(shown, str(value))
        box.setAccessibleName(words)
        box.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(14)
        box.currentIndexChanged.connect(self.changed)

        def put(value: object) -> None:
            at = box.findData(str(value))
            if at < 0 and value:
                box.addItem(str(value), str(value))
                at = box.count() - 1
            box.setCurrentIndex(max(at, 0))

        self.hold(name, box, lambda: box.currentData() or "", put)
        return box

    def number(self, name: str, words: str, least: int, most: int) -> NumberField:
        """Return a field for a number."""
        box = NumberField()
        box.setRange(least, most)
        box.setAccessibleName(words)
        box.valueChanged.connect(self._typing.start)
        self.hold(name, box, box.value, box.setValue)
        return box

    def line(self, name: str, words: str, hint: str = "") -> Field:
        """Return a field for words."""
        box = self._field(words, hint)
        self.hold(name, box, lambda: box.text().strip(), box.setText)
        return box

    def names_line(self, name: str, words: str, hint: str = "") -> Field:
        """Return a field for several names, with commas between."""
        box = self._field(words, hint)

        def get() -> tuple[str, ...]:
            return tuple(each.strip() for each in box.text().split(",") if each.strip())

        self.hold(name, box, get, lambda value: box.setText(", ".join(value)))
        return box

    def file(self, name: str, words: str, kinds: str) -> QWidget:
        """Return a field for the path of a file, with a button that asks for it."""
        box = self._field(words, tr("None"))
        self.hold(name, box, lambda: box.text().strip(), box.setText)
        button = flat(tr("Choose…"), lambda: _ask_file(box, words, kinds))
        button.setAccessibleName(f"{words}: {tr('Choose…')}")
        return side_by_side(box, button)

    def _field(self, words: str, hint: str) -> Field:
        box = Field()
        box.setAccessibleName(words)
        box.setPlaceholderText(hint)
        box.textChanged.connect(self._typing.start)
        return box

    def settle(self) -> None:
        """Take what is being typed as it is now."""
        if self._typing.isActive():
            self._typing.stop()
            self.changed.emit()


def choices(kind: type[StrEnum], words: Callable[[Any], str]) -> list[tuple[str, str]]:
    """Return the values of an option with their words."""
    return [(str(value), words(value)) for value in kind]


def _ask_file(box: Field, words: str, kinds: str) -> None:
    ask = QFileDialog(box.window(), words, str(Path(box.text()).parent) if box.text() else "")
    ask.setFileMode(QFileDialog.FileMode.ExistingFile)
    ask.setNameFilter(f"{words} ({kinds})")
    ask.fileSelected.connect(box.setText)
    ask.finished.connect(ask.deleteLater)
    ask.open()


# -- how they stand


def _in_tab_order(first: QWidget, held: QWidget) -> None:
    """Have Tab come to what a widget holds after `first`, and not last: it was made later."""
    for each in held.findChildren(QWidget):
        found = each.focusPolicy() & Qt.FocusPolicy.TabFocus and proxy_of(each) is None
        if found and each.window() is first.window():  # the list of a box with choices is not
            QWidget.setTabOrder(first, each)
            first = each


def side_by_side(first: QWidget, *others: QWidget) -> QWidget:
    """Return widgets in a row; the first takes the room."""
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(first, 1)
    for other in others:
        row.addWidget(other)
    lead_focus(held, first)
    return held


class Section(QWidget):
    """A group of options under a heading that opens and closes it.

    `fill` puts the controls in when it is opened first: a report has many that few ever see.
    """

    filled = Signal()

    def __init__(self, title: str, fill: Callable[[Section], None]) -> None:
        super().__init__()
        self._fill: Callable[[Section], None] | None = fill
        self.head = QToolButton()
        self.head.setText(title)
        self.head.setAutoRaise(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bold = self.head.font()
        bold.setBold(True)
        self.head.setFont(bold)
        self.body = QWidget()
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(INDENT, 6, 0, 12)
        self._column.setSpacing(8)
        self._form: QFormLayout | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.body)
        self.head.clicked.connect(lambda: self.open(opened=self.body.isHidden()))
        self.open(opened=False)

    def open(self, *, opened: bool) -> None:
        """Show or hide what belongs to the heading."""
        if opened:
            self._make()
        self.body.setVisible(opened)
        self.head.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        state = tr("open") if opened else tr("closed")
        self.head.setAccessibleName(f"{self.head.text()}, {state}")

    def _make(self) -> None:
        fill, self._fill = self._fill, None
        if fill is not None:
            fill(self)
            _in_tab_order(self.head, self.body)
            self.filled.emit()

    def add(self, *widgets: QWidget) -> None:
        """Put widgets under one another."""
        self._form = None
        for widget in widgets:
            self._column.addWidget(widget)

    def row(self, words: str, widget: QWidget) -> None:
        """Put a widget beside its words."""
        if self._form is None:
            self._form = QFormLayout()
            self._form.setSpacing(8)
            self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
            self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            self._column.addLayout(self._form)
        label = QLabel(words)
        label.setBuddy(widget)
        self._form.addRow(label, widget)
