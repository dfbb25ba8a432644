"""What the parts of an operator are filled in with: lines that complete, numbers, choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from qcode.model.query import FARTHEST, Field, FieldName, Query, Sign, Word, print_query
from qcode.services.language import mark, tr
from qcode.services.operators import understood
from qcode.services.query_parts import Part, Sort
from qcode.services.words import KINDS
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.field import Field as Line
from qcode.ui.field import NumberField
from qcode.ui.wrapping_row import WrappingRow

Show = Callable[[Sequence[str]], None]
# Shows what may be meant by a text, likeliest first: at once, or when it is known.
Propose = Callable[[Sort, str, Show], None]
MOST = 40  # proposals

# What a side of a relation may be, and the sort of its words.
_SIDES: Sequence[tuple[str, str, Sort]] = (
    ("code", mark("coded"), Sort.CODE),
    ("subcodes", mark("coded, or below"), Sort.CODE),
    ("word", mark("with the word"), Sort.WORD),
    ("speaker", mark("said by"), Sort.SPEAKER),
    ("query", mark("of the query"), Sort.QUERY),
)
_FIELDS = {"code": FieldName.CODE, "subcodes": FieldName.SUBCODES, "speaker": FieldName.SPEAKER}


class CompletedLine(Line):
    """A line under which is proposed what the project has; Down shows all of it."""

    def __init__(self, sort: Sort, propose: Propose) -> None:
        super().__init__()
        self.sort = sort
        self._propose = propose
        self._found = QStringListModel(self)
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(8)
        if (popup := completer.popup()) is not None:
            popup.setAccessibleName(tr("Proposals"))
        self.setCompleter(completer)
        self.textEdited.connect(self._offer)
        self.setMinimumWidth(90)

    def _offer(self, text: str) -> None:
        self._propose(self.sort, text, partial(self._show, text))

    def _show(self, text: str, found: Sequence[str]) -> None:
        """Show proposals, unless another text stands there by now."""
        if text != self.text():
            return
        self._found.setStringList(list(found)[:MOST])
        if self.hasFocus() and [text] != self.proposals():
            self.completer().complete()

    def proposals(self) -> list[str]:
        """Return what is proposed now."""
        return self._found.stringList()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show all there is with Down."""
        if event.key() == Qt.Key.Key_Down:
            self._offer(self.text())
        else:
            super().keyPressEvent(event)


class PartEditor(QWidget):
    """Fills in one part. `changed` tells that its value is another, `entered` of Enter."""

    changed = Signal()
    entered = Signal()

    def __init__(self, part: Part, propose: Propose) -> None:
        super().__init__()
        self.part = part
        self._label = tr(part.label)  # marked in query_parts
        self.stops: list[QWidget] = []  # what Tab comes to, in order; the last is the main one
        self._row = WrappingRow()
        self.setLayout(self._row)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._fill(propose)

    def _fill(self, propose: Propose) -> None:
        self.line = CompletedLine(self.part.sort, propose)
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.line.returnPressed.connect(self.entered)
        self._put(self.line)
        if self.part.optional:
            self.line.setPlaceholderText(tr("may be empty"))
        elif self.part.sort is Sort.DATE:
            self.line.setPlaceholderText("2024-05..2024-06")

    def _put(self, widget: QWidget) -> None:
        widget.setAccessibleName(self._label)
        self._row.addWidget(widget)
        self._row.give_rest(widget)
        self.stops.append(widget)

    def value(self) -> str:
        """Return what is filled in."""
        return self.line.text()

    def set_value(self, value: str) -> None:
        """Fill in something."""
        self.line.setText(value)


class _Number(PartEditor):
    def _fill(self, propose: Propose) -> None:
        self.box = NumberField()
        letters = self.part.sort is Sort.LETTERS
        self.box.setRange(1 if letters else 0, 2 if letters else FARTHEST)
        self.box.valueChanged.connect(lambda _number: self.changed.emit())
        self._put(self.box)
        self._row.give_rest(None)

    def value(self) -> str:
        return str(self.box.value())

    def set_value(self, value: str) -> None:
        self.box.setValue(int(value or 0))


class _Choice(PartEditor):
    def _fill(self, propose: Propose) -> None:
        self.box = ChoiceBox()
        if self.part.sort is Sort.SIGN:
            for sign in Sign:
                self.box.addItem(sign, str(sign))
        else:
            for kind, name in KINDS.items():
                self.box.addItem(tr(name), str(kind))  # marked in words
        self.box.currentIndexChanged.connect(lambda _row: self.changed.emit())
        self._put(self.box)

    def value(self) -> str:
        return str(self.box.currentData())

    def set_value(self, value: str) -> None:
        row = self.box.findData(value)
        if row < 0 and value:  # typed by hand in another way
            self.box.addItem(value, value)
            row = self.box.count() - 1
        self.box.setCurrentIndex(max(row, 0))


class _Side(PartEditor):
    """A side of a relation: what it is, and its name. Its value is a query in text."""

    def _fill(self, propose: Propose) -> None:
        self.kind = ChoiceBox()
        for key, words, _sort in _SIDES:
            self.kind.addItem(tr(words), key)  # marked in _SIDES
        self.kind.setAccessibleName(self._label)
        self.kind.currentIndexChanged.connect(self._other_kind)
        self._row.addWidget(self.kind)
        self.stops.append(self.kind)
        super()._fill(propose)
        self.line.setAccessibleName(f"{self._label}: {self.kind.currentText()}")
        self.line.sort = _SIDES[0][2]

    def _other_kind(self, row: int) -> None:
        self.line.sort = _SIDES[row][2]
        self.line.setAccessibleName(f"{self._label}: {self.kind.currentText()}")
        self.changed.emit()

    def value(self) -> str:
        text, kind = self.line.text().strip(), self.kind.currentData()
        if not text or kind == "query":
            return text
        try:
            made: Query = Word(text) if kind == "word" else Field(_FIELDS[kind], text)
        except ValueError:
            return ""
        return print_query(made)

    def set_value(self, value: str) -> None:
        kind, text = "query" if value else "code", value
        match understood(value):
            case Field(name=name, value=named) if name in _FIELDS.values():
                kind, text = next(key for key, known in _FIELDS.items() if known is name), named
            case Word(text=word, exact=False, plus=(), minus=()):
                kind, text = "word", word
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self.line.setText(text)


def editor_for(part: Part, propose: Propose) -> PartEditor:
    """Return what fills in a part."""
    match part.sort:
        case Sort.NUMBER | Sort.LETTERS:
            return _Number(part, propose)
        case Sort.SIGN | Sort.KIND:
            return _Choice(part, propose)
        case Sort.QUERY:
            return _Side(part, propose)
        case _:
            return PartEditor(part, propose)
