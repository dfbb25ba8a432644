"""The box in which one says what a memo is for: QCode's kinds, one's own, and new ones."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from qcode.model.memo import MemoKind
from qcode.services.language import catalogue, current_language, tr
from qcode.services.memos import LONGEST_KIND
from qcode.services.words import MEMO_KINDS, memo_kind_called, memo_kind_name
from qcode.ui import messages
from qcode.ui.choice_box import ChoiceBox


class KindBox(ChoiceBox):
    """Chooses a kind. The last entry asks for the name of a new one."""

    kind_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Kind of memo"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaximumWidth(160)
        self._own: list[str] = []
        self._kind: str = MemoKind.NOTE
        self._offer()
        self.activated.connect(self._choose)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls: a kind is not changed in passing."""
        event.ignore()

    def kind(self) -> str:
        """Return the kind that is chosen."""
        return self._kind

    def set_kind(self, kind: str) -> None:
        """Show a kind, also one that was not offered before."""
        self._kind = kind
        if self.findData(kind) < 0:
            self._own.append(kind)
            self._offer()
        self.setCurrentIndex(self.findData(kind))

    def offer(self, kinds: Iterable[str]) -> None:
        """Offer the user's own kinds too."""
        own = sorted({kind for kind in (*kinds, self._kind) if not isinstance(kind, MemoKind)})
        if own != self._own:
            self._own = own
            self._offer()
            self.setCurrentIndex(self.findData(self._kind))

    def _offer(self) -> None:
        words = catalogue(current_language())
        self.clear()
        for kind in (*MEMO_KINDS, *self._own):
            self.addItem(memo_kind_name(kind, words), kind)
        self.insertSeparator(self.count())
        self.addItem(tr("Own kind…"), None)

    def _choose(self, index: int) -> None:
        kind = self.itemData(index)
        if kind is not None:
            self._take(str(kind))
            return
        self.setCurrentIndex(self.findData(self._kind))
        messages.ask_text(
            self,
            tr("What is this kind of memo called?"),
            title=tr("Own kind"),
            yes=tr("Use this kind"),
            then=self._take_name,
        )

    def _take_name(self, name: str) -> None:
        self._take(memo_kind_called(name[:LONGEST_KIND], catalogue(current_language())))

    def _take(self, kind: str) -> None:
        # Qt hands a member of an enumeration back as a plain text.
        known = next((each for each in MemoKind if each == kind), None)
        self.set_kind(kind if known is None else known)
        self.kind_chosen.emit()
