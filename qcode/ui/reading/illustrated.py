"""Shows the picture of the open document with its text, where it is one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from qcode.model.document import DocumentText
from qcode.services.language import tr
from qcode.services.pictures import is_picture
from qcode.ui.coding.view import CodingView
from qcode.ui.pictures.pane import Menu, PicturePane
from qcode.ui.session import Session
from qcode.ui.sized import by_letters
from qcode.ui.splitter import Splitter

_BESIDE = 420  # pixels of each of the two; with less they stand above one another
_LEAST = 120
_SHARES = (1000, 620)  # of the picture and of the text


class Illustrated(Splitter):
    """A text, and before it the picture it is of. The picture's pane is made when one is opened."""

    code_wanted = Signal(QPoint)  # global

    def __init__(self, session: Session, view: CodingView, text: QWidget, menu: Menu) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._session, self._view, self._menu = session, view, menu
        self.pane: PicturePane | None = None
        self.add(text, tr("Text"))
        self.installEventFilter(self)

    def show_document(self, opened: DocumentText | None) -> None:
        """Follow the document that is open, None if there is none, before its text is shown."""
        pictured = opened is not None and is_picture(opened.document)
        if pictured and self.pane is None:
            self.pane = PicturePane(self._session, self._view, self._menu)
            self.pane.setMinimumSize(by_letters(self, _LEAST), by_letters(self, _LEAST))
            self.pane.code_wanted.connect(self.code_wanted)
            self.add(self.pane, tr("Picture"), at=0)
            self._turn(anew=True)
        if self.pane is not None:
            if pictured and self.pane.isHidden():
                self.setSizes(_SHARES)
            self.pane.setVisible(pictured)
            self.pane.show_document(opened if pictured else None)

    def below(self) -> QPoint | None:
        """Return where a box goes on the screen, None while the keyboard is not in the picture."""
        pane = self.pane
        return pane.below() if pane is not None and pane.view.hasFocus() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put the two where there is room for them."""
        if event.type() == QEvent.Type.Resize:
            self._turn()
        return super().eventFilter(watched, event)

    def _turn(self, *, anew: bool = False) -> None:
        if self.pane is None:  # the text alone: to turn it would lay it out once more
            return
        wide = self.width() >= 2 * by_letters(self, _BESIDE)
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if anew or way != self.orientation():
            self.setOrientation(way)
            self.setSizes(_SHARES)
