"""What is announced is also read out by a reader that does not listen for announcements."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.ui import notice
from qcode.ui.accessible import announce


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    """A window with a screen reader before it."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    QAccessible.setActive(True)
    yield window
    QAccessible.setActive(False)


def test_a_notice_says_it_to_a_reader_that_hears_no_announcements(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notice, "_are_unheard", lambda: True)
    inside = QWidget(window)
    announce(inside, "Coded with “Trust”")
    announce(inside, "Undone")
    (found,) = window.findChildren(notice.Notice)
    spoken = QAccessible.queryAccessibleInterface(found)
    assert spoken is not None
    assert spoken.role() is QAccessible.Role.Notification
    assert spoken.text(QAccessible.Text.Name) == "Undone"
    assert found.size().width() == found.size().height() == 1


def test_who_hears_announcements_hears_nothing_twice(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notice, "_are_unheard", lambda: False)
    announce(window, "Undone")
    assert window.findChildren(notice.Notice) == []


def test_without_a_desktop_that_tells_who_listens_announcements_are_trusted(
    window: QWidget,
) -> None:
    assert notice.listens_for("Announcement")
