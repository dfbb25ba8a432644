"""What is kept though nobody closes the window: the program may be ended by force."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from qcode.services import settings
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.workspace import Layout, Workspace


def packed_geometry(window: MainWindow) -> str:
    return bytes(window.saveGeometry().toBase64().data()).decode()


def test_sizes_and_layout_are_kept_before_the_window_is_closed(
    opened: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    opened.resize(1500, 900)
    opened._actions["layout_code"].trigger()
    for part in ("show_codes", "pane_wider", "pane_wider", "pane_taller"):
        opened._actions[part].trigger()
    sizes = workspace._main.sizes()

    def kept() -> dict[str, str]:
        return settings.load_settings().window

    wide = " ".join(map(str, sizes))
    qtbot.waitUntil(lambda: kept().get(f"sizes_{Layout.CODE}") == wide)
    assert kept()["side"] == workspace.state()["side"]
    opened._actions["layout_read"].trigger()
    qtbot.waitUntil(lambda: kept()["layout"] == Layout.READ)
    opened.resize(1300, 800)
    qtbot.waitUntil(lambda: kept()["geometry"] == packed_geometry(opened))
