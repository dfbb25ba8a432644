"""The line above the code tree: in which order it stands, and what its counts count."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPalette
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from qcode.services.language import tr
from qcode.ui.wrapping_row import WrappingRow

from .order import CAPTIONS, COUNTED, ORDERS, REACHES, View

T = TypeVar("T")


class ViewBar(QWidget):
    """Shows a `View` in words and lets it be changed; `changed` brings another one."""

    changed = Signal(object)  # View

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self._order = self._button(self._fill_order)
        self._counts = self._button(self._fill_counts)
        between = QWidget()
        row = WrappingRow(between)
        row.setContentsMargins(12, 0, 12, 2)
        row.setSpacing(0)
        for part in (self._order, between, self._counts):
            row.addWidget(part)
        self.setLayout(row)
        self._say()

    def _button(self, fill: Callable[[QMenu], None]) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        font = button.font()
        font.setPointSizeF(font.pointSizeF() * 0.88)
        button.setFont(font)
        button.setForegroundRole(QPalette.ColorRole.PlaceholderText)

        def open_menu() -> None:
            menu = self.menu(fill)
            menu.popup(button.mapToGlobal(QPoint(0, button.height())))

        button.clicked.connect(open_menu)
        return button

    def menu(self, fill: Callable[[QMenu], None]) -> QMenu:
        """Return a menu that `fill` fills; it goes when it is closed."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        fill(menu)
        return menu

    def order_menu(self) -> QMenu:
        """Return the menu of orders."""
        return self.menu(self._fill_order)

    def counts_menu(self) -> QMenu:
        """Return the menu of counts."""
        return self.menu(self._fill_counts)

    def _fill_order(self, menu: QMenu) -> None:
        view = self.view
        choices = [(order, tr(title)) for order, title in ORDERS.items()]  # marked in ORDERS
        self._offer(menu, choices, view.order, lambda order: replace(view, order=order))
        menu.addSeparator()
        boxes = menu.addAction(tr("Boxes to choose codes for analysis"))
        boxes.setCheckable(True)
        boxes.setChecked(view.boxes)
        boxes.triggered.connect(lambda on: self.set_view(replace(self.view, boxes=on)))

    def _fill_counts(self, menu: QMenu) -> None:
        view = self.view
        counted = [(each, tr(title)) for each, title in COUNTED.items()]  # marked in COUNTED
        self._offer(menu, counted, view.counted, lambda each: replace(view, counted=each))
        menu.addSeparator()
        reaches = [(each, tr(title)) for each, title in REACHES.items()]  # marked in REACHES
        self._offer(menu, reaches, view.reach, lambda each: replace(view, reach=each))

    def _offer(
        self,
        menu: QMenu,
        choices: Iterable[tuple[T, str]],
        now: T,
        chosen: Callable[[T], View],
    ) -> None:
        group = QActionGroup(menu)
        for choice, text in choices:
            action = QAction(text, group)
            action.setCheckable(True)
            action.setChecked(choice == now)
            action.triggered.connect(lambda _on=False, choice=choice: self.set_view(chosen(choice)))
            menu.addAction(action)

    def set_view(self, view: View) -> None:
        """Show another view, and tell of it."""
        if view != self.view:
            self.view = view
            self._say()
            self.changed.emit(view)

    def _say(self) -> None:
        order = tr(ORDERS[self.view.order])  # marked in ORDERS
        caption = tr(CAPTIONS[self.view.counted, self.view.reach])  # marked in CAPTIONS
        for button, words, name in (
            (self._order, order, tr("Order of the codes: {order}", order=order)),
            (self._counts, caption, tr("Counts at the right: {counts}", counts=caption)),
        ):
            button.setText(f"{words} ▾")
            button.setAccessibleName(name)
            button.setToolTip(name)
