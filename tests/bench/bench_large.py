"""The window with letters twice as large: marks and arrows that grow with them cost time, too.

Beside the same window with the same letters in Fusion as it comes, whose marks do not grow.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from measure import Figure, compare
from PySide6.QtWidgets import QApplication, QWidget
from stall_meter import pause, wait

from qcode.services import sample
from qcode.ui.application import Application
from qcode.ui.large import large_style
from qcode.ui.window.mainwindow import MainWindow

FACTOR = 2
ROUNDS = 15
NAMED = "the same in Fusion as it comes, with the same letters"


def run() -> dict[str, Figure]:
    qt = QApplication([])
    font = qt.font()
    font.setPointSizeF(FACTOR * font.pointSizeF())
    qt.setFont(font)
    window = Application().window
    window.teaches = False
    window.resize(1366, 768)
    window.show()
    with tempfile.TemporaryDirectory(prefix="qcode-bench-") as name:
        path = Path(name) / "sample.qcode"
        sample.build_sample(path, coder="Ines").close()
        window.open_project(path)
        wait(lambda: window.workspace is not None, then_ms=2000)
        figures = measured(qt, window)
        window.close()
        pause(50)
    return figures


def measured(qt: QApplication, window: MainWindow) -> dict[str, Figure]:
    """Time what one does in either style; to change the style is not counted."""
    assert window.workspace is not None
    tree = window.workspace.codes.tree
    window._actions["layout_code"].trigger()
    pause(200)

    def ready(style: Callable[[], object]) -> Callable[[], None]:
        def prepare() -> None:
            style()
            pause(150)

        return prepare

    large, plain = ready(lambda: large_style(qt)), ready(lambda: qt.setStyle("Fusion"))
    figures = {}
    for what, work in {
        "paint the whole window": lambda: painted(window),
        "paint the codes": lambda: painted(tree.viewport()),
        "make the window wider and back": lambda: widened(window),
        "open the settings": lambda: dialog(window, "settings"),
        "open the keys": lambda: dialog(window, "keys"),
    }.items():
        figures[f"{what}, letters {FACTOR} times as large"] = compare(
            work,
            work,
            named=NAMED,
            at_most=1.5,
            before=large,
            before_reference=plain,
            repeats=ROUNDS,
        )
    return figures


def painted(widget: QWidget) -> None:
    for _ in range(3):
        widget.grab()


def widened(window: MainWindow) -> None:
    for by in (60, -60):
        window.resize(window.width() + by, window.height())
        QApplication.processEvents()


def dialog(window: MainWindow, name: str) -> None:
    window._actions[name].trigger()
    QApplication.processEvents()
    shown = QApplication.activeModalWidget()
    assert shown is not None
    shown.grab()
    shown.close()
    QApplication.processEvents()
