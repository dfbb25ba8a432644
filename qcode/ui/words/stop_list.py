"""The dialog for the common words that are not counted, a list for each language."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from qcode.model.collation import sort_key
from qcode.services.language import catalogue, current_language, tr
from qcode.services.stop_words import (
    LANGUAGES,
    change_stop_words,
    read_words,
    shipped,
    stop_words,
)
from qcode.services.words import language_name
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.dialog_looks import dress_text, page_of
from qcode.ui.found.parts import quiet
from qcode.ui.messages import answers
from qcode.ui.sized import resize_by_letters


class StopListDialog(QDialog):
    """Edits the lists; `changed` tells that words are to be counted anew."""

    changed = Signal()

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Common words"))
        self._typed: dict[str, str] = {}
        self._language = language if language in LANGUAGES else LANGUAGES[0]
        self._choice = ChoiceBox()
        self._choice.setAccessibleName(tr("Language"))
        words = catalogue(current_language())
        for each in LANGUAGES:
            self._choice.addItem(language_name(each, words), each)
        self._text = QPlainTextEdit()
        self._text.setAccessibleName(tr("Common words"))
        self._text.setTabChangesFocus(True)
        dress_text(self._text)
        buttons = answers(QPushButton(tr("Save")), QPushButton(tr("Cancel")))
        back = QPushButton(tr("As it came with QCode"))
        buttons.addButton(back, QDialogButtonBox.ButtonRole.ResetRole)
        back.clicked.connect(self.take_shipped)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = page_of(self)
        explained = QLabel(
            tr("These words are left out when words are counted, in texts of this language.")
        )
        explained.setWordWrap(True)
        for widget in (
            explained,
            self._choice,
            self._text,
            quiet(tr("With blanks, commas or new lines between the words.")),
            buttons,
        ):
            layout.addWidget(widget)
        resize_by_letters(self, 460, 420)
        self._choice.setCurrentIndex(LANGUAGES.index(self._language))
        self._show()
        self._choice.currentIndexChanged.connect(self._turn)

    def _turn(self) -> None:
        self._typed[self._language] = self._text.toPlainText()
        self._language = str(self._choice.currentData())
        self._show()

    def _show(self) -> None:
        kept = " ".join(sorted(stop_words(self._language), key=sort_key))
        self._text.setPlainText(self._typed.get(self._language, kept))

    def take_shipped(self) -> None:
        """Put the list that ships back into the field."""
        self._text.setPlainText(" ".join(sorted(shipped(self._language), key=sort_key)))

    def accept(self) -> None:
        """Keep the lists."""
        self._typed[self._language] = self._text.toPlainText()
        before = {each: stop_words(each) for each in self._typed}
        for each, text in self._typed.items():
            change_stop_words(each, read_words(text))
        if any(stop_words(each) != words for each, words in before.items()):
            self.changed.emit()
        super().accept()
