"""Takes the pictures of the window in `resources/docs/images` again: `make pictures`.

The sample project at work, light and dark, in English and Swedish, at the resolution of an ordinary
and of a fine screen; and the builder of its report. Each is taken in a process of its own, without
a screen, in a home of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qcode.ui.exporting.dialog import ExportDialog
    from qcode.ui.window.mainwindow import MainWindow

IMAGES = Path(__file__).resolve().parents[1] / "resources" / "docs" / "images"
# Name: language, theme, pixels of the picture to a pixel of the window.
PICTURES = {
    "window": ("en", "light", 1),
    "window-dark-sv": ("sv", "dark", 1),
    "window-sv-2x": ("sv", "light", 2),
    "window-dark-2x": ("en", "dark", 2),
    "report": ("en", "light", 1),
}
SIZE = (1360, 860)


def main() -> int:
    """Take all pictures."""
    IMAGES.mkdir(exist_ok=True)
    for name, (language, theme, scale) in PICTURES.items():
        with tempfile.TemporaryDirectory(prefix="qcode-pictures-") as home:
            environment = os.environ | {
                "QCODE_HOME": home,
                "QT_QPA_PLATFORM": "offscreen",
                "QT_SCALE_FACTOR": str(scale),
            }
            subprocess.run(
                [sys.executable, __file__, name, language, theme], env=environment, check=True
            )
        print(f"resources/docs/images/{name}.png")
    return 0


def take(name: str, language: str, theme: str) -> None:
    """Take one picture, in this process."""
    from dataclasses import replace

    from PySide6.QtCore import QEventLoop, QTimer

    from qcode.services import retrieval, sample, settings
    from qcode.ui.application import Application

    def pause(milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    chosen = replace(settings.load_settings(), coder="Ines", language=language, theme=theme)
    settings.save_settings(chosen)
    application = Application()
    window = application.window
    window.teaches = False
    window.resize(*SIZE)
    window.show()
    with tempfile.TemporaryDirectory(prefix="qcode-pictures-") as folder:
        path = Path(folder) / "Sävköping.qcode"
        sample.build_sample(path, coder="Ines").close()
        window.open_project(path)
        while window.workspace is None:  # a busy machine takes its time
            pause(100)
        pause(2500)
        session, workspace = window.session, window.workspace
        assert session is not None
        assert workspace is not None
        session.search_wanted.emit("trygghet")
        pause(1500)
        shown = next(
            excerpt
            for excerpt in retrieval.excerpts(session.project)
            if excerpt.segment.document == session.document and excerpt.memo
        )
        workspace.reading.view.reveal(shown.segment.span)
        workspace.reading.view.set_selected_segment(shown.segment.id)
        workspace.reading.view.segment_activated.emit(shown.segment.id)
        pause(2500)  # until what was lit up is quiet again
        picture = report_builder(window, pause) if name == "report" else window
        picture.grab().save(str(IMAGES / f"{name}.png"))
        window.close()
        pause(100)


def report_builder(window: MainWindow, pause: Callable[[int], None]) -> ExportDialog:
    """Open the report builder on a page with excerpts."""
    from qcode.ui.exporting.dialog import ExportDialog

    window._actions["export"].trigger()
    while not window.findChildren(ExportDialog):  # it is made in parts
        pause(50)
    (dialog,) = window.findChildren(ExportDialog)
    dialog.resize(1240, 800)
    pages = dialog.preview.pages
    while dialog.preview.busy or len(pages.sheets) < 5:
        pause(100)
    pages.show_page(4)
    pause(500)
    return dialog


if __name__ == "__main__":
    if len(sys.argv) > 1:
        take(*sys.argv[1:])
    else:
        sys.exit(main())
