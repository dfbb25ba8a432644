"""The attributes of one document: what describes it, each with an editor for its type."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qcode.model.document import (
    Attribute,
    AttributeId,
    AttributeTarget,
    AttributeType,
    Document,
)
from qcode.services import cases
from qcode.services.attribute_words import TYPES
from qcode.services.language import tr
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.dialog_looks import MARGINS, SPACE, form_of_choices
from qcode.ui.dressed import dress_scroll_bar
from qcode.ui.field import Field
from qcode.ui.found.parts import flat
from qcode.ui.icons import Icon
from qcode.ui.lesson import Lesson
from qcode.ui.saving import SavingDialog
from qcode.ui.session import Session
from qcode.ui.sized import resize_by_letters

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Known = tuple[list[Attribute], dict[AttributeId, str]]


class AttributesDialog(SavingDialog):
    """Shows all attributes of documents with the values of one; saves what was changed."""

    def __init__(self, session: Session, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Attributes of “{document}”", document=document.name))
        self._session = session
        self._document = document
        self._stored: dict[AttributeId, str] = {}
        self.editors: dict[AttributeId, QLineEdit | QComboBox] = {}
        self._form = form_of_choices()
        self._form.setContentsMargins(MARGINS.left(), MARGINS.top(), MARGINS.right(), SPACE)
        self._empty = Lesson(Icon.TABLE, tr("No attributes yet. Add one, such as age or place."))
        self._empty.setAutoFillBackground(False)
        self.adder = AttributeAdder()
        self.adder.wanted.connect(self._add)
        self._lay_out()
        self._load()

    def _lay_out(self) -> None:
        resize_by_letters(self, 460, 420)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._empty, 1)
        inside.addLayout(self._form)
        inside.addStretch()
        scroll = QScrollArea()
        dress_scroll_bar(scroll)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields have the keyboard
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        below = QVBoxLayout()
        below.setContentsMargins(MARGINS.left(), SPACE, MARGINS.right(), MARGINS.bottom())
        below.setSpacing(SPACE)
        below.addWidget(self.adder)
        below.addLayout(self._foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll, 1)
        layout.addLayout(below)

    # -- reading

    def _load(self) -> None:
        project, document = self._session.project, self._document.id

        def work(_task: object) -> _Known:
            known = cases.list_attributes(project, AttributeTarget.DOCUMENT)
            values = cases.attribute_values(project, AttributeTarget.DOCUMENT)
            return known, values.get(document, {})

        self._session.read("attributes", work, self._show)

    def _show(self, answer: _Known) -> None:
        """Show the attributes; what is written already stays."""
        known, self._stored = answer
        opening = not self.editors
        written = {number: value_of(editor) for number, editor in self.editors.items()}
        while self._form.rowCount():
            self._form.removeRow(0)
        self.editors = {}
        for attribute in known:
            editor = editor_for(attribute)
            put_value(editor, written.get(attribute.id, self._stored.get(attribute.id, "")))
            self.editors[attribute.id] = editor
            self._form.addRow(attribute.name, editor)
        self._empty.setVisible(not known)
        if opening and known and self.isVisible() and not self.adder.name.text():
            self.editors[known[0].id].setFocus(Qt.FocusReason.OtherFocusReason)

    # -- changing

    def _add(self, name: str, kind: AttributeType, choices: list[str]) -> None:
        project = self._session.project

        def done(_number: AttributeId) -> None:
            self.adder.clear()
            self._load()

        self._session.do(
            lambda: cases.add_attribute(
                project, name, AttributeTarget.DOCUMENT, kind=kind, choices=choices
            ),
            done,
            failed=self._fail,
        )

    def save(self) -> None:
        """Save what was changed, in one operation, and close."""
        changed = {
            number: value_of(editor)
            for number, editor in self.editors.items()
            if value_of(editor) != self._stored.get(number, "")
        }
        if not changed:
            self.accept()
            return
        project, document = self._session.project, self._document.id
        self._session.do(
            lambda: cases.set_values(project, AttributeTarget.DOCUMENT, document, changed),
            lambda _changes: self.accept(),
            failed=self._fail,
        )


class AttributeAdder(QWidget):
    """A line in which a new attribute is named and given its type."""

    wanted = Signal(str, object, list)  # name, AttributeType, choices

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Field()
        self.name.setPlaceholderText(tr("New attribute"))
        self.name.setAccessibleName(tr("New attribute"))
        said = self.name.fontMetrics().horizontalAdvance(self.name.placeholderText())
        self.name.setMinimumWidth(said + 24)
        self.kind = ChoiceBox()
        self.kind.setAccessibleName(tr("Type"))
        for kind in TYPES:
            self.kind.addItem(tr(TYPES[kind]), kind.value)
        self.choices = Field()
        self.choices.setPlaceholderText(tr("Choices, separated by commas"))
        self.choices.setAccessibleName(tr("Choices"))
        self.choices.hide()
        self.button = flat(tr("Add"), self.add)
        self.name.installEventFilter(self)
        self.choices.installEventFilter(self)
        self.kind.currentIndexChanged.connect(
            lambda _row: self.choices.setVisible(self._type() is AttributeType.CHOICE)
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(self.kind)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.choices)

    def clear(self) -> None:
        """Be ready for another attribute."""
        self.name.clear()
        self.choices.clear()

    def _type(self) -> AttributeType:
        return AttributeType(self.kind.currentData())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter adds the attribute; the dialog stays."""
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            self.add()
            return True
        return super().eventFilter(watched, event)

    def add(self) -> None:
        """Ask for the attribute that is described."""
        choices = [part.strip() for part in self.choices.text().split(",") if part.strip()]
        if self.name.text().strip():
            self.wanted.emit(self.name.text(), self._type(), choices)
        else:
            self.name.setFocus()


def editor_for(attribute: Attribute, *, in_list: bool = False) -> QLineEdit | QComboBox:
    """Return an empty editor that suits an attribute's type; in a list the list gives its edge."""
    editor: QLineEdit | QComboBox
    if attribute.type is AttributeType.BOOLEAN:
        editor = _combo([("", ""), (tr("Yes"), "true"), (tr("No"), "false")])
    elif attribute.type is AttributeType.CHOICE and attribute.choices:
        editor = _combo([("", ""), *((choice, choice) for choice in attribute.choices)])
    else:
        editor = QLineEdit() if in_list else Field()
        if attribute.type is AttributeType.DATE:
            editor.setPlaceholderText(tr("YYYY-MM-DD"))
        elif attribute.type is AttributeType.NUMBER:
            editor.setPlaceholderText(tr("A number"))
    editor.setAccessibleName(attribute.name)
    return editor


def value_of(editor: QLineEdit | QComboBox) -> str:
    """Return what an editor holds, as it is stored."""
    if isinstance(editor, QLineEdit):
        return " ".join(editor.text().split())
    return str(editor.currentData())


def put_value(editor: QLineEdit | QComboBox, value: str) -> None:
    """Show a stored value; one that is no longer among the choices is kept."""
    if isinstance(editor, QLineEdit):
        editor.setText(value)
        return
    if editor.findData(value) < 0:
        editor.addItem(value, value)
    editor.setCurrentIndex(editor.findData(value))


def _combo(items: list[tuple[str, str]]) -> QComboBox:
    combo = ChoiceBox()
    for text, value in items:
        combo.addItem(text, value)
    return combo
