"""What the dialogs on tables from outside have in common: the question for a file, and looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QScrollArea, QWidget

from qcode.services.language import tr
from qcode.ui.dressed import dress
from qcode.ui.theme import scroll_bar_style


def ask_for_table(
    parent: QWidget,
    title: str,
    folder: Path,
    suffixes: Iterable[str],
    chosen: Callable[[Path], object],
) -> QFileDialog:
    """Ask for a file of one of these kinds. Returns at once; `chosen` gets the answer."""
    known = " ".join(f"*{suffix}" for suffix in suffixes)
    ask = QFileDialog(parent, title, str(folder))
    ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    ask.setFileMode(QFileDialog.FileMode.ExistingFile)
    ask.setNameFilters([f"{tr('Tables')} ({known})", f"{tr('All files')} (*)"])
    ask.fileSelected.connect(lambda name: chosen(Path(name)))
    ask.open()
    return ask


def narrow(boxes: Iterable[QComboBox]) -> None:
    """Have boxes with names of any length take no more room than there is."""
    for box in boxes:
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)


def columns_area() -> QScrollArea:
    """Return where what the columns hold is scrolled up and down."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setAccessibleName(tr("What the columns hold"))
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    dress(area.verticalScrollBar(), scroll_bar_style)
    return area
