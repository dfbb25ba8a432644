"""A dialog that saves what was changed in it: its foot, and what is said when that fails."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from qcode.model.errors import UserError
from qcode.services.language import tr
from qcode.services.messages import sentence
from qcode.ui.found.parts import quiet
from qcode.ui.messages import answers


class SavingDialog(QDialog):
    """Has a button that saves, which Enter presses, one that does not, and a line for trouble."""

    def __init__(self, parent: QWidget | None = None, *, words: str = "") -> None:
        """`words` are those of the button, "Save" without."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._problem = quiet()
        self.save_button = QPushButton(words or tr("Save"))
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.save)
        cancel = QPushButton(tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(8)
        self._foot.addWidget(self._problem, 1)
        self._foot.addWidget(answers(self.save_button, cancel))

    def save(self) -> None:
        """Save what was changed, in one operation, and close."""
        raise NotImplementedError

    def problem_text(self) -> str:
        """Return why the last attempt to save failed."""
        return self._problem.text()

    def _fail(self, error: UserError) -> None:
        self._problem.setText(sentence(error))
