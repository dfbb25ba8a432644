"""Fields that save by themselves: when the keyboard rests or leaves, as one operation."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QSizePolicy,
    QSlider,
    QTextEdit,
    QWidget,
)

from qcode.services.language import tr
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.field import brought_back, left_to_the_window, typed_in
from qcode.ui.found.delegate import SIDE
from qcode.ui.found.parts import flat, quiet
from qcode.ui.rest import Rest
from qcode.ui.theme import colors, is_dark
from qcode.ui.wrapping_row import WrappingRow

_WEIGHT_REST_MS = 700
_STEP = 5


class SavedText(QTextEdit):
    """A plain text of a few lines, as high as it needs to be."""

    written = Signal(str)

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved = ""
        self.setAccessibleName(name)
        self._hint = hint
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptRichText(False)
        self.document().setDocumentMargin(4)
        self._rest = Rest(self)
        self._rest.timeout.connect(self.save)
        self.textChanged.connect(self._rest.touch)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def setReadOnly(self, on: bool) -> None:
        """Take words, or none: then nothing asks for them either."""
        super().setReadOnly(on)
        self.setPlaceholderText("" if on else self._hint)

    def text(self) -> str:
        """Return what is typed, each character as it is; `toPlainText` would change some blanks."""
        block, lines = self.document().begin(), []
        while block.isValid():
            lines.append(block.text())
            block = block.next()
        return "\n".join(lines)

    def show_text(self, text: str) -> None:
        """Show what is stored, unless the user is writing something else."""
        if self.text() == self._saved and text != self._saved:
            self.setPlainText(text)
            self._saved = self.text()
        self._rest.stop()

    def begin(self, text: str) -> None:
        """Show the text of another thing; what was typed must have been saved before."""
        if text != self._saved or self.text() != self._saved:
            self.setPlainText(text)
            self._saved = self.text()
        self._rest.stop()

    def save(self) -> None:
        """Say what was written, if anything was."""
        self._rest.stop()
        if self.text() != self._saved and not self.isReadOnly():
            self._saved = self.text()
            self.written.emit(self._saved)

    def sizeHint(self) -> QSize:
        """Ask for the lines there are: the page scrolls, the field does not."""
        return QSize(super().sizeHint().width(), round(self.document().size().height()) + 3)

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save when the keyboard leaves; a menu is not elsewhere."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.save()
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that one writes here."""
        super().focusInEvent(event)
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the project where nothing was typed."""
        typed = typed_in(self.document())
        if left_to_the_window(event, typed=typed):
            return False
        return brought_back(event, self.redo, typed=typed) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Ctrl+Enter and Ctrl+S."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_S):
            self.save()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words over a thin line, which has the accent's colour with the keyboard."""
        super().paintEvent(event)
        chosen = colors(is_dark(self.palette()))
        with QPainter(self.viewport()) as painter:
            painter.setPen(QColor(chosen.accent if self.hasFocus() else chosen.rule))
            bottom = self.viewport().height() - 1
            painter.drawLine(0, bottom, self.viewport().width(), bottom)


class StillBox(ChoiceBox):
    """A box with choices that the wheel does not change: it scrolls the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class Weight(QObject):
    """How much a coding weighs, 0 to 100, or nothing at all, in a `row` for the page.

    `chosen` brings None for nothing.
    """

    chosen = Signal(object)  # int or None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._weight: int | None = None
        self._unsaved = False  # asked of the timer, it would be over when the timer has run out
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, 100)
        self._slider.setSingleStep(_STEP)
        self._slider.setPageStep(4 * _STEP)
        self._slider.setAccessibleName(tr("Weight"))
        self._value = QLabel()
        self._value.setMinimumWidth(self._value.fontMetrics().horizontalAdvance("100") + 4)
        self._clear = flat(tr("None"), self._take_away, tip=tr("Give no weight"))
        self._rest = QTimer(self)  # a slider moved by key or wheel is one change, not twenty
        self._rest.setSingleShot(True)
        self._rest.setInterval(_WEIGHT_REST_MS)
        self._rest.timeout.connect(self.save)
        self._slider.valueChanged.connect(self._moved)
        self._slider.sliderReleased.connect(self.save)
        self._slider.installEventFilter(self)
        self.row = WrappingRow(self._slider, beside=SIDE)
        self.row.setSpacing(8)
        for part in (quiet(tr("Weight"), wrap=False), self._slider, self._value, self._clear):
            self.row.addWidget(part)

    def show_weight(self, weight: int | None) -> None:
        """Show a weight, unless the slider is being moved."""
        if self._slider.isSliderDown() or self._unsaved:
            return
        self._weight = weight
        self._slider.blockSignals(True)
        self._slider.setValue(0 if weight is None else weight)
        self._slider.blockSignals(False)
        self._tell()

    def set_read_only(self, read_only: bool) -> None:
        """Let it be looked at only."""
        self._slider.setEnabled(not read_only)
        self._clear.setEnabled(not read_only)

    def save(self) -> None:
        """Say what was chosen, if it is another weight."""
        moved, self._unsaved = self._unsaved, False
        self._rest.stop()
        if moved and self._slider.value() != self._weight:
            self._weight = self._slider.value()
            self._tell()
            self.chosen.emit(self._weight)

    def _moved(self, value: int) -> None:
        self._value.setText(str(value))
        self._unsaved = True
        self._rest.start()

    def _take_away(self) -> None:
        self._unsaved = False
        self._rest.stop()
        if self._weight is not None:
            self._weight = None
            self.show_weight(None)
            self.chosen.emit(None)

    def _tell(self) -> None:
        self._value.setText("–" if self._weight is None else str(self._weight))
        self._clear.setVisible(self._weight is not None)
        self._slider.setAccessibleDescription("" if self._weight is not None else tr("No weight"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the keyboard leaves; let the wheel scroll the page and not the weight."""
        if event.type() == QEvent.Type.FocusOut:
            self.save()
        elif event.type() == QEvent.Type.Wheel and not self._slider.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)
