"""Asking the user: only a question that cannot wait is a dialog, and it says what each answer does.

What was done or went wrong stops nobody: it is said at the foot of the window (`window.toast`).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from qcode.services.language import tr

from .icons import Icon, pixmap
from .theme import colors, is_dark

_SIGN = 36  # pixels of the icon beside a question
_LETTERS = 48  # of which a line has room for at least


def answers(agree: QPushButton, leave: QPushButton) -> QDialogButtonBox:
    """Return the buttons at the foot of a dialog, in the order that this desktop has them."""
    box = QDialogButtonBox()
    box.addButton(agree, QDialogButtonBox.ButtonRole.AcceptRole)
    box.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
    return box


def ask(
    parent: QWidget,
    question: str,
    *,
    yes: str,
    then: Callable[[], None],
    details: str = "",
    otherwise: Callable[[], None] | None = None,
    also: tuple[str, Callable[[], None]] | None = None,
    careful: bool = False,
) -> QMessageBox:
    """Ask before something that takes much along; `yes` names what will be done.

    Returns at once; `then` is called when the user agrees, `otherwise` when not. `also` names
    another thing that can be done instead. Enter agrees, unless one should be `careful`.
    """
    box = QMessageBox(QMessageBox.Icon.NoIcon, "QCode", question, parent=parent)
    muted = colors(is_dark(box.palette())).muted
    box.setIconPixmap(pixmap(Icon.HELP, muted, _SIGN, box.devicePixelRatioF()))
    box.setInformativeText(details)
    told = box.findChild(QLabel, "qt_msgbox_informativelabel")
    if told is not None:
        told.setMinimumWidth(22 * told.fontInfo().pixelSize())
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    instead = None if also is None else box.addButton(also[0], QMessageBox.ButtonRole.ActionRole)
    leave = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(leave if careful else agree)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def decide(_result: int) -> None:
        if box.clickedButton() is agree:
            then()
        elif also is not None and box.clickedButton() is instead:
            also[1]()
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
    for button in box.findChildren(QPushButton):  # as in all our dialogs; the platform's has some
        button.setIcon(QIcon())
    for line in box.findChildren(QLineEdit):  # no narrower than the title of the window
        line.setMinimumWidth(line.fontMetrics().averageCharWidth() * _LETTERS)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.textValueSelected.connect(lambda answer: then(answer) if answer.strip() else None)
    box.open()
    return box
