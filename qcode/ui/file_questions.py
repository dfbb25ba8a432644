"""Asking for files: one that is read, and where one is written. Both questions return at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from qcode.services.language import tr

Then = Callable[[Path], object]


def ask_for_file(
    parent: QWidget, title: str, folder: Path, *, kind: str, suffixes: Iterable[str], then: Then
) -> QFileDialog:
    """Ask for a file that is there; `kind` says in the plural what those with `suffixes` are."""
    ask = _question(parent, title, folder, then)
    ask.setFileMode(QFileDialog.FileMode.ExistingFile)
    known = " ".join(f"*{suffix}" for suffix in suffixes)
    ask.setNameFilters([f"{kind} ({known})", f"{tr('All files')} (*)"])
    ask.open()
    return ask


def ask_where(parent: QWidget, title: str, place: Path, *, kind: str, then: Then) -> QFileDialog:
    """Ask where a file is to be written; `place` is proposed, and names its suffix."""
    ask = _question(parent, title, place, then)
    ask.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    ask.setNameFilters([f"{kind} (*{place.suffix})"])
    ask.setDefaultSuffix(place.suffix[1:])
    ask.selectFile(place.name)
    ask.open()
    return ask


def _question(parent: QWidget, title: str, place: Path, then: Then) -> QFileDialog:
    ask = QFileDialog(parent, title, str(place))
    ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    ask.fileSelected.connect(lambda name: then(Path(name)))
    return ask
