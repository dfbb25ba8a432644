"""A dialog that is closed while something is still being found out for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.services import codes
from qcode.ui.codebook.exporting import ExportCodebook
from qcode.ui.codebook.importing import ImportCodebook
from qcode.ui.session import Session


def test_late_answers_to_a_closed_dialog_do_no_harm(
    qtbot: QtBot, session: Session, settled: Callable[[Session], None], tmp_path: Path
) -> None:
    codes.add_code(session.project, "Trust")
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    path = tmp_path / "codes.csv"
    path.write_text("Code\nA\n", encoding="utf-8")
    codebook = session.project.codebook()
    dialogs = (
        ImportCodebook(session, path, codebook, None, window),
        ExportCodebook(session, window),
    )
    gone: list[int] = []
    for number, dialog in enumerate(dialogs):
        dialog.destroyed.connect(lambda _object=None, n=number: gone.append(n))
        dialog.open()
        dialog.reject()
    qtbot.waitUntil(lambda: len(gone) == 2)
    settled(session)
