"""What the user may decide about the files that are chosen in an import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from qcode.model.document import DocumentKind
from qcode.services import proposals
from qcode.services.file_words import DIALECTS, ENCODINGS, dialect_name, encoding_name, loss_words
from qcode.services.import_memory import Aspect, chosen
from qcode.services.language import catalogue, current_language, tr
from qcode.services.words import KINDS, TEXT_LANGUAGES, kind_name, language_name
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.found.parts import flat, quiet
from qcode.ui.ticks import Tick

from .entries import Entry, note


class OptionsForm(QWidget):
    """Kind, language, turns and encoding of the chosen rows, and who is one person.

    Signals bring what the user chose; for turns and encoding None is the reader's own choice.
    """

    kind_chosen = Signal(object)  # DocumentKind
    language_chosen = Signal(str)
    dialect_chosen = Signal(object)  # str or None
    encoding_chosen = Signal(object)  # str or None
    united = Signal(object)  # tuple of groups of labels
    forgotten = Signal()  # what is remembered of files of these formats

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = catalogue(current_language())
        self._kind = _combo(tr("Kind"), [(kind_name(kind, words), kind.value) for kind in KINDS])
        self._language = _combo(
            tr("Language"), [(language_name(code, words), code) for code in TEXT_LANGUAGES]
        )
        self._dialect = _combo(
            tr("Turns"), [("", ""), *((dialect_name(each), each) for each in DIALECTS)]
        )
        self._encoding = _combo(
            tr("Encoding"), [("", ""), *((encoding_name(each), each) for each in ENCODINGS)]
        )
        self._kind.activated.connect(lambda _row: self.kind_chosen.emit(self.kind()))
        self._language.activated.connect(
            lambda _row: self.language_chosen.emit(self._language.currentData())
        )
        for combo, signal in (
            (self._dialect, self.dialect_chosen),
            (self._encoding, self.encoding_chosen),
        ):
            combo.activated.connect(lambda _row, c=combo, s=signal: s.emit(c.currentData() or None))
        self._encoding_label = quiet(tr("Encoding"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for place, (label, combo) in enumerate(
            (
                (quiet(tr("Kind")), self._kind),
                (quiet(tr("Language")), self._language),
                (quiet(tr("Turns")), self._dialect),
                (self._encoding_label, self._encoding),
            )
        ):
            row, column = 3 * (place // 2), place % 2
            grid.addWidget(label, row, column)
            grid.addWidget(combo, row + 1, column)
        grid.setRowMinimumHeight(2, 6)
        self._people = QVBoxLayout()
        self._people.setSpacing(4)
        self._boxes: list[tuple[Tick, tuple[str, ...]]] = []
        self._recalled = quiet()
        self._forget = flat(
            tr("Forget this"),
            self.forgotten.emit,
            tip=tr("Take files of this kind as QCode recognises them from now on"),
        )
        memory = QHBoxLayout()
        memory.setSpacing(8)
        memory.addWidget(self._recalled, 1)
        memory.addWidget(self._forget, 0, Qt.AlignmentFlag.AlignTop)
        self._remarks = quiet()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(grid)
        layout.addLayout(memory)
        layout.addLayout(self._people)
        layout.addWidget(self._remarks)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show what holds for some rows; where they differ a choice is empty."""
        rows = [entry for entry in entries if entry.candidate is not None]
        found = [entry.candidate for entry in rows if entry.candidate is not None]
        self.setVisible(bool(found))
        _choose(self._kind, {candidate.kind.value for candidate in found})
        self._offer_language({candidate.language for candidate in found})
        read = [entry.read.imported for entry in rows if entry.read is not None]
        dialects = {imported.turn_dialect for imported in read}
        encodings = {imported.encoding for imported in read} - {""}
        _recognised(self._dialect, {dialect_name(name) for name in dialects})
        _recognised(self._encoding, {encoding_name(name) for name in encodings})
        _choose(self._dialect, {entry.dialect or "" for entry in rows})
        _choose(self._encoding, {entry.encoding or "" for entry in rows})
        for widget in (self._encoding, self._encoding_label):
            widget.setVisible(bool(encodings))
        self._show_recalled(rows)
        self._show_people(rows)
        self.say("\n".join(_remarks(rows[0])) if len(rows) == 1 else "")

    def kind(self) -> DocumentKind:
        """Return the kind that is shown."""
        return DocumentKind(self._kind.currentData())

    def say(self, words: str) -> None:
        """Show what there is to know about the files, or nothing."""
        self._remarks.setText(words)
        self._remarks.setVisible(bool(words))

    def _offer_language(self, languages: set[str]) -> None:
        for code in languages:
            if self._language.findData(code) < 0:
                self._language.addItem(code, code)
        _choose(self._language, languages)

    def _show_recalled(self, rows: Sequence[Entry]) -> None:
        """Say what was chosen as the last time."""
        recalled = (row for row in rows if row.recalled)
        words = list(dict.fromkeys(word for row in recalled for word in _recalled(row)))
        self._recalled.setText(tr("As you chose last time: {choices}", choices=", ".join(words)))
        for widget in (self._recalled, self._forget):
            widget.setVisible(bool(words))

    def _show_people(self, rows: Sequence[Entry]) -> None:
        for box, _group in self._boxes:
            self._people.removeWidget(box)
            box.deleteLater()
        self._boxes = []
        if len(rows) != 1 or rows[0].candidate is None:
            return
        for group in proposals.same_speakers(rows[0].candidate):
            box = Tick(tr("One person: {labels}", labels=" · ".join(group)))
            box.setChecked(group in rows[0].united)
            box.clicked.connect(self._unite)
            self._people.addWidget(box)
            self._boxes.append((box, group))

    def _unite(self) -> None:
        self.united.emit(tuple(group for box, group in self._boxes if box.isChecked()))


def _combo(name: str, items: Sequence[tuple[str, str]]) -> QComboBox:
    combo = ChoiceBox()
    combo.setAccessibleName(name)
    combo.setPlaceholderText(tr("Various"))
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for text, value in items:
        combo.addItem(text, value)
    return combo


def _remarks(entry: Entry) -> Iterator[str]:
    """Yield what there is to know about a file: its twin, and what did not come along."""
    if entry.candidate is not None:
        if entry.candidate.twin:
            yield note(entry)
        yield from (loss_words(loss) for loss in entry.candidate.imported.losses)


def _recalled(entry: Entry) -> Iterator[str]:
    """Yield the choices for a file that are still those of the last time, in words."""
    proposal, words = entry.proposal(), catalogue(current_language())
    if proposal is None:
        return
    for aspect, value in entry.recalled.items():
        if chosen(proposal, aspect) != value:
            continue
        match aspect:
            case Aspect.KIND:
                yield kind_name(DocumentKind(value), words)
            case Aspect.LANGUAGE:
                yield language_name(value, words)
            case Aspect.TURNS:
                yield dialect_name(value)
            case Aspect.ENCODING:
                yield encoding_name(value)


def _recognised(combo: QComboBox, names: set[str]) -> None:
    """Name in the first item what the reader chose."""
    name = next(iter(names)) if len(names) == 1 else tr("Various")
    combo.setItemText(0, tr("{name} (recognised)", name=name))


def _choose(combo: QComboBox, values: set[str]) -> None:
    """Choose the value that all have; none when they differ."""
    combo.setCurrentIndex(combo.findData(next(iter(values))) if len(values) == 1 else -1)
