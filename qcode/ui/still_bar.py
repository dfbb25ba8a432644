"""How far something is, shown by a bar that stands still as long as nothing is known of that."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from qcode.services.language import tr

_HIGH = 12  # pixels


class StillBar(QProgressBar):
    """A bar without words of its own. Nothing in it moves by itself, which some cannot bear."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setAccessibleName(tr("Progress"))
        self.setMaximumHeight(_HIGH)

    def begin(self) -> None:
        """Show that something is under way, which nobody knows the length of yet."""
        self.tell(0, 0)

    def tell(self, done: int, total: int) -> None:
        """Show how much of it is done; a `total` of 0 is not known."""
        self.setRange(0, max(total, 1))
        self.setValue(done)
