"""Says aloud what was done, to a screen reader that knows nothing of announcements.

On Linux they are a late addition: Orca 43 does not listen for them, while a notice that comes into
sight is read out by every one there is. Those who do listen must not hear all twice, so the
desktop's registry of what is listened for is asked first.
"""

from __future__ import annotations

import sys
from functools import cache, lru_cache
from time import monotonic

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QGuiApplication
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_KNOWN_FOR = 30.0  # seconds until it is asked again: a reader may have come, or gone
_PATIENCE_MS = 20  # with a desktop that does not answer
_BUSES = ("xcb", "wayland")  # the platforms with the registry


class Notice(QWidget):
    """A thing of one pixel that nobody sees, in a window; its name is what is said."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        _give_voice()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setGeometry(0, 0, 1, 1)
        self.lower()
        self.show()

    def say(self, text: str) -> None:
        """Come into sight with a text, as far as readers can tell."""
        self.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.ObjectShow))


def notify(widget: QWidget, text: str) -> None:
    """Have a text read out by a reader that hears no announcements, if one is there."""
    if not QAccessible.isActive() or not _are_unheard():
        return
    window = widget.window()
    only = Qt.FindChildOption.FindDirectChildrenOnly
    notice = window.findChild(Notice, options=only) or Notice(window)
    notice.say(text)


def _voice_of(_key: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, Notice):
        return QAccessibleWidget(thing, QAccessible.Role.Notification)
    return None


@cache
def _give_voice() -> None:
    QAccessible.installFactory(_voice_of)


def _are_unheard() -> bool:
    """Whether a reader is there that does not listen for announcements."""
    return not _heard_in(int(monotonic() / _KNOWN_FOR))


@lru_cache(maxsize=1)
def _heard_in(_period: int) -> bool:
    return sys.platform != "linux" or listens_for("Announcement")


def listens_for(event: str) -> bool:
    """Whether anybody on the desktop listens for events of objects; True if that is not known."""
    if QGuiApplication.platformName() not in _BUSES:
        return True
    from PySide6.QtDBus import QDBusConnection, QDBusMessage  # takes a while, and few need it

    ask = QDBusMessage.createMethodCall(
        "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"
    )
    address = QDBusConnection.sessionBus().call(ask, timeout=_PATIENCE_MS).arguments()
    if not address or not isinstance(address[0], str):
        return True
    registry = QDBusMessage.createMethodCall(
        "org.a11y.atspi.Registry",
        "/org/a11y/atspi/registry",
        "org.a11y.atspi.Registry",
        "GetRegisteredEvents",
    )
    bus = QDBusConnection.connectToBus(address[0], "qcode-accessibility")
    answer = bus.call(registry, timeout=_PATIENCE_MS)
    if answer.type() is not QDBusMessage.MessageType.ReplyMessage:
        return True
    return f'"object:{event}'.lower() in repr(answer).lower()  # PySide reads no list of pairs
