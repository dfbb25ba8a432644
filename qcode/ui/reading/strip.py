"""The codes on the number keys, in a row below the text: to see, to click, to drop codes on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from qcode.model.changes import Changes
from qcode.model.codebook import CodeId
from qcode.services.language import tr
from qcode.ui.codes.chip import ICON, chip_icon
from qcode.ui.codes.favourites import Favourites
from qcode.ui.found.parts import quiet
from qcode.ui.mime import codes_in
from qcode.ui.session import Session
from qcode.ui.sized import by_letters
from qcode.ui.theme import is_dark

_WIDEST = 190  # pixels of a button
_AWAY_MS = 400  # time enough to come from the text to the strip
_BESIDE = 44  # pixels of a button besides the name


class FavouriteStrip(QWidget):
    """One button a key that has a code. `give` codes with a digit's code.

    A code that is dropped on a button takes that key, one dropped beside them the first free one.
    While no key has a code the strip is there only while one is dragged, to take it.
    """

    def __init__(self, session: Session, give: Callable[[int], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._favourites = Favourites.of(session)
        self._give = give
        self._buttons: dict[int, QToolButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 3, 12, 3)
        self._row.setSpacing(2)
        self._hint = quiet(tr("Drop a code here: then the key 1 codes with it."), wrap=False)
        self._row.addWidget(self._hint)
        self._row.addStretch(1)
        self._away = QTimer(self)
        self._away.setSingleShot(True)
        self._away.setInterval(_AWAY_MS)
        self._away.timeout.connect(self._show)
        self.setAcceptDrops(not session.project.read_only)
        self.setAccessibleName(tr("Codes on the number keys"))
        self._favourites.changed.connect(self._show)
        session.changed.connect(self._hear)
        self._show()

    def buttons(self) -> dict[int, QToolButton]:
        """Return the buttons by their digits."""
        return self._buttons

    def offer(self, on: bool) -> None:
        """Be there for codes that are dragged, and go a little later when they are not."""
        if on:
            self._away.stop()
            self.setVisible(not self._session.project.read_only)
        else:
            self._away.start()

    def end_offer(self) -> None:
        """Codes were dropped: nothing moves any more while one goes on."""
        self._away.stop()
        self._show()

    def _hear(self, changes: Changes) -> None:
        if changes.affects_codes:
            self._show()

    def _show(self) -> None:
        codes = self._favourites.codes()
        self._hint.setVisible(not codes)
        for digit in [digit for digit in self._buttons if digit not in codes]:
            self._buttons.pop(digit).deleteLater()
        for place, (digit, code) in enumerate(codes.items()):
            if digit not in self._buttons:
                self._buttons[digit] = self._make(digit)
                self._row.insertWidget(place, self._buttons[digit])
            self._dress(digit, code)
        self._buttons = {digit: self._buttons[digit] for digit in codes}
        self._name()
        self.setVisible(bool(codes) and not self._session.project.read_only)

    def _make(self, digit: int) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        side = by_letters(button, ICON - 6)
        button.setIconSize(QSize(side, side))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the caret in the text
        button.clicked.connect(partial(self._use, digit))
        return button

    def _use(self, digit: int, _checked: bool = False) -> None:
        if self._session.span is None:
            self._session.told.emit(tr("Nothing is selected. Select a passage first."))
        else:
            self._give(digit)

    def _dress(self, digit: int, code: CodeId) -> None:
        button = self._buttons[digit]
        color = self._session.project.codebook()[code].color
        dark, ratio = is_dark(self.palette()), self.devicePixelRatioF()
        side = by_letters(button, ICON)
        button.setIcon(chip_icon(color, dark=dark, ratio=ratio, side=side))
        path = self._favourites.names()[digit]
        button.setToolTip(tr("{key}: code with “{code}”", key=digit, code=path))
        button.setAccessibleName(tr("{key}: code with “{code}”", key=digit, code=path))

    def _name(self) -> None:
        """Write as much of each name as there is room for; the digit is always there."""
        if not self._buttons:
            return
        codebook = self._session.project.codebook()
        most, beside = by_letters(self, _WIDEST), by_letters(self, _BESIDE)
        room = min((self.width() - 24) // len(self._buttons) - 2, most) - beside
        for digit, code in self._favourites.codes().items():
            button = self._buttons[digit]
            name = codebook[code].name.replace("&", "&&")
            cut = button.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, max(room, 0))
            button.setText(f" {digit}  {cut}" if len(cut) > 1 else f" {digit}")

    def sizeHint(self) -> QSize:
        """Return a size that leaves the width to the text."""
        return QSize(0, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return a size that leaves the width to the text."""
        return QSize(0, super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme: each has its own colours of codes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for digit, code in self._favourites.codes().items():
                if digit in self._buttons:
                    self._dress(digit, code)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write longer or shorter names."""
        super().resizeEvent(event)
        self._name()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take codes, and nothing else."""
        if codes_in(event.mimeData()):
            event.acceptProposedAction()
            self.offer(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing will be dropped here."""
        self.offer(False)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put a code on the key where it was dropped, or on the first free one."""
        self.end_offer()
        codes = codes_in(event.mimeData())
        under = self.childAt(event.position().toPoint())
        digits = [digit for digit, button in self._buttons.items() if button is under]
        digit = digits[0] if digits else self._favourites.free()
        if not codes or digit is None or codes[0] not in self._session.project.codebook():
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)  # the code stays where it was in the tree
        event.accept()
        self._favourites.assign(codes[0], digit)
