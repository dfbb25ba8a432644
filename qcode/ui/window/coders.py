"""Who codes: the names that can be chosen at the foot of the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from qcode.model.collation import sort_key
from qcode.services import coders
from qcode.services.language import tr
from qcode.ui import messages
from qcode.ui.session import Session


def offer_coders(session: Session, button: QWidget, changed: Callable[[str], None]) -> None:
    """Offer those who have coded here, and another name; `changed` brings who codes from now on."""
    project = session.project

    def take(name: str) -> None:
        # On the writing lane: what was done before is still the other one's.
        session.do(partial(coders.work_as, project, name), lambda _none: changed(project.coder))

    def ask() -> None:
        messages.ask_text(
            button.window(),
            tr("Who codes from now on?"),
            title=tr("Code under another name"),
            yes=tr("Code under this name"),
            then=take,
        )

    def read(_task: object) -> list[str]:
        return sorted({project.coder, *(coder.name for coder in project.coders())}, key=sort_key)

    def show(names: list[str]) -> None:
        menu = _menu(button, names, project.coder, take)
        menu.addSeparator()
        menu.addAction(tr("Another name…")).triggered.connect(lambda _checked=False: ask())
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    session.read("coders", read, show)


def _menu(button: QWidget, names: list[str], now: str, take: Callable[[str], None]) -> QMenu:
    menu = QMenu(button)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    one_of = QActionGroup(menu)

    def choose(name: str, _checked: bool = False) -> None:
        take(name)

    for name in names:
        action = one_of.addAction(name.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(name == now)
        action.triggered.connect(partial(choose, name))
    menu.addActions(one_of.actions())
    return menu
