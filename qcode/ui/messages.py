"""Speaking to the user: the functions through which every sentence goes, so tests can listen.

Nothing here stops the work: what was done or went wrong is shown at the foot of the window and
read out. Only a question that cannot wait is a dialog, and it says what each answer does.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QWidget,
)

from qcode.model.errors import UserError
from qcode.services.language import tr
from qcode.services.messages import sentence

from .accessible import announce
from .theme import colors, is_dark

SHOWN_MS = 7000
_MARGIN = 18


class Toast(QWidget):
    """A line at the foot of a window that says what was done, and offers to undo it."""

    undo_requested = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._button = QPushButton(tr("Undo"), self)
        self._button.setFlat(True)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the caret stays in the text
        self._button.clicked.connect(self._undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.addWidget(self._label, 1)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, *, undo: bool = False, problem: bool = False) -> None:
        """Show a sentence for some seconds and have it read out."""
        self._label.setText(text)
        self._button.setVisible(undo)
        self._dress(problem)
        self._place()
        self.show()
        self.raise_()
        announce(self, text)
        self._timer.start(SHOWN_MS + 40 * len(text) if problem else SHOWN_MS)

    def text(self) -> str:
        """Return the sentence that is shown, "" when none is."""
        return self._label.text() if self.isVisible() else ""

    def _undo(self) -> None:
        self.hide()
        self.undo_requested.emit()

    def _dress(self, problem: bool) -> None:
        chosen = colors(is_dark(self.palette()))
        edge = chosen.danger if problem else chosen.rule
        self.setStyleSheet(
            f"#toast {{ background: {chosen.raised}; border: 1px solid {edge};"
            f" border-radius: 8px; }}"
            f"#toast QPushButton {{ color: {chosen.accent}; border: none; padding: 2px 8px; }}"
        )

    def _place(self) -> None:
        window = self._window
        width = min(window.width() - 2 * _MARGIN, 640)
        # A label that wraps would like to be narrow and tall: give it the line it needs first.
        text = self._label.fontMetrics().boundingRect(
            0, 0, width - 60, 10_000, Qt.TextFlag.TextWordWrap.value, self._label.text()
        )
        room = self._button.sizeHint().width() + 8 if self._button.isVisibleTo(self) else 0
        self._label.setFixedWidth(min(text.width() + 4, width - 40 - room))
        self.adjustSize()
        size = self.sizeHint()
        self.resize(min(width, max(size.width(), 260)), size.height())
        left = (window.width() - self.width()) // 2
        self.move(left, window.height() - self.height() - _MARGIN - 22)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the window when it is resized."""
        resized = watched is self._window and event.type() == QEvent.Type.Resize
        if resized and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)


def answers(agree: QPushButton, leave: QPushButton) -> QDialogButtonBox:
    """Return the buttons at the foot of a dialog, in the order that this desktop has them."""
    box = QDialogButtonBox()
    box.addButton(agree, QDialogButtonBox.ButtonRole.AcceptRole)
    box.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
    return box


def explain(parent: QWidget, error: UserError) -> None:
    """Show why something could not be done, where there is no window's foot to show it at."""
    box = QMessageBox(QMessageBox.Icon.Information, "QCode", sentence(error), parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def ask(
    parent: QWidget,
    question: str,
    *,
    yes: str,
    then: Callable[[], None],
    details: str = "",
    otherwise: Callable[[], None] | None = None,
) -> QMessageBox:
    """Ask before something that takes much along; `yes` names what will be done.

    Returns at once; `then` is called when the user agrees, `otherwise` when not.
    """
    box = QMessageBox(QMessageBox.Icon.Question, "QCode", question, parent=parent)
    box.setInformativeText(details)
    box.setStyleSheet("QLabel#qt_msgbox_informativelabel { min-width: 22em; }")
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(agree)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def decide(_result: int) -> None:
        if box.clickedButton() is agree:
            then()
        elif otherwise is not None:
            otherwise()

    box.finished.connect(decide)
    box.open()
    return box


def ask_text(
    parent: QWidget,
    question: str,
    *,
    title: str,
    yes: str,
    then: Callable[[str], None],
    text: str = "",
) -> QInputDialog:
    """Ask for a line of text; `yes` names what will be done with it.

    Returns at once; `then` is called with the text when the user agrees and wrote something.
    """
    box = QInputDialog(parent)
    box.setWindowTitle(title)
    box.setLabelText(question)
    box.setTextValue(text)
    box.setOkButtonText(yes)
    box.setCancelButtonText(tr("Cancel"))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.textValueSelected.connect(lambda answer: then(answer) if answer.strip() else None)
    box.open()
    return box
