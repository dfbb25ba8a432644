"""The settings: who codes, in which language, in light or dark."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QWidget,
)

from qcode.model.errors import UserError
from qcode.model.names import clean_name
from qcode.services.language import LANGUAGES, tr
from qcode.services.settings import coder_name, load_settings, save_settings
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.dialog_looks import form_of_choices, page_of

from .field import Field
from .found.parts import quiet
from .saving import SavingDialog
from .theme import Scheme
from .ticks import Tick


class SettingsDialog(SavingDialog):
    """A few choices, saved together. `saved` brings the new `Settings`."""

    saved = Signal(object)  # Settings

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, words=tr("Save settings"))
        self.setWindowTitle(tr("Settings"))
        settings = load_settings()
        self.coder = Field(settings.coder)
        self.coder.setPlaceholderText(coder_name(replace(settings, coder="")))
        self.coder.setAccessibleName(tr("Your name as a coder"))
        self.language = _combo(
            tr("Language"),
            [(tr("As the system"), ""), *((name, code) for code, name in LANGUAGES.items())],
            settings.language,
        )
        self.theme = _combo(
            tr("Appearance"),
            [
                (tr("As the system"), ""),
                (tr("Light"), Scheme.LIGHT.value),
                (tr("Dark"), Scheme.DARK.value),
            ],
            "" if settings.theme == Scheme.SYSTEM else settings.theme,
        )
        self.floating_bar = Tick(tr("Show a bar at what the mouse selects"))
        self.floating_bar.setChecked(settings.floating_bar)
        self._lay_out()

    def _lay_out(self) -> None:
        form = form_of_choices()
        form.addRow(tr("Your name as a coder"), self.coder)
        form.addRow("", quiet(tr("It stands beside what you code from the next project you open.")))
        form.addRow(tr("Language"), self.language)
        form.addRow(tr("Appearance"), self.theme)
        form.addRow("", self.floating_bar)
        layout = page_of(self)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addLayout(self._foot)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("n") * 60)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as words over several lines make it."""
        self.setMinimumHeight(self.heightForWidth(self.width()))
        super().showEvent(event)

    def save(self) -> None:
        """Store the choices, tell of them, and close."""
        name = self.coder.text().strip()
        try:
            coder = clean_name(name) if name else ""
        except UserError as error:
            self._fail(error)
            return
        # Loaded anew: recent projects may have been noted while the dialog was open.
        settings = replace(
            load_settings(),
            coder=coder,
            language=str(self.language.currentData()),
            theme=str(self.theme.currentData()),
            floating_bar=self.floating_bar.isChecked(),
        )
        save_settings(settings)
        self.saved.emit(settings)
        self.accept()


def _combo(name: str, items: list[tuple[str, str]], chosen: str) -> QComboBox:
    combo = ChoiceBox()
    combo.setAccessibleName(name)
    for text, value in items:
        combo.addItem(text, value)
    combo.setCurrentIndex(max(combo.findData(chosen), 0))
    return combo
