"""The menu of how the list is sorted and grouped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from qcode.model.document import Attribute
from qcode.services.language import mark, tr

from .groups import By, Grouping
from .listing import Order

T = TypeVar("T")

ORDERS: Mapping[Order, str] = {
    Order.OWN: mark("Own order"),
    Order.NAME: mark("By name"),
    Order.KIND: mark("By kind"),
    Order.ADDED: mark("Newest first"),
    Order.LENGTH: mark("Longest first"),
    Order.SEGMENTS: mark("Most passages first"),
    Order.READ: mark("Read last first"),
}

GROUPINGS: Mapping[By, str] = {
    By.NONE: mark("No groups"),
    By.KIND: mark("Group by kind"),
    By.SET: mark("Group by set"),
}


def arrange_menu(
    parent: QWidget,
    *,
    order: Order,
    grouping: Grouping,
    attributes: Sequence[Attribute],
    sort: Callable[[Order], None],
    group: Callable[[Grouping], None],
) -> QMenu:
    """Return the menu of orders and of groupings, the present ones ticked."""
    menu = quiet_menu(parent)
    _choices(menu, [(each, tr(ORDERS[each])) for each in ORDERS], order, sort)
    menu.addSeparator()
    ways: list[tuple[Grouping, str]] = [(each, tr(GROUPINGS[each])) for each in GROUPINGS]
    ways += [(each.id, tr("Group by “{name}”", name=plain(each.name))) for each in attributes]
    _choices(menu, ways, grouping, group)
    return menu


def _choices(
    menu: QMenu, offered: Sequence[tuple[T, str]], chosen: T, take: Callable[[T], None]
) -> None:
    group = QActionGroup(menu)
    for each, text in offered:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(each == chosen)
        action.triggered.connect(partial(lambda one, _on=False: take(one), each))
        group.addAction(action)


def quiet_menu(parent: QWidget) -> QMenu:
    """Return a menu that is gone once it has been closed."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def plain(text: str) -> str:
    """Return a text that a menu shows as it is: an ampersand would underline a letter."""
    return text.replace("&", "&&")
