"""How long QCode takes to answer from the terminal and to show its window, beside loading Qt."""

from __future__ import annotations

import sys
from collections.abc import Callable

from measure import REPEATS, Child, Figure, child, figure, python

QT = "import PySide6.QtWidgets"
WINDOW = """
from qcode.ui.application import Application
application = Application()
application.window.show()
application.qt.processEvents()
"""


def run() -> dict[str, Figure]:
    return {
        "qcode --help": beside_qt(lambda: child([sys.executable, "-m", "qcode", "--help"]), 1.5),
        "window ready": beside_qt(lambda: python(WINDOW), 2.5),
    }


def beside_qt(ours: Callable[[], Child], at_most: float) -> Figure:
    python(QT)
    ours()
    pairs = [(ours().seconds, python(QT).seconds) for _ in range(REPEATS)]
    mine, qt = zip(*pairs, strict=True)
    return figure(mine, qt, named="Python importing QtWidgets", at_most=at_most)
