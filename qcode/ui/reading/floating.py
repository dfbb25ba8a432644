"""The small bar at a selection that was made with the mouse: the last codes and three commands.

It never takes the keyboard: all that it does is in the Code menu too, with its key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton

from qcode.model.codebook import CodeId
from qcode.model.text import Span
from qcode.services.language import tr
from qcode.services.settings import load_settings, save_settings
from qcode.ui.codes.chip import chip_icon
from qcode.ui.codes.favourites import Favourites
from qcode.ui.codes.known import KnownCodes
from qcode.ui.coding.view import CodingView
from qcode.ui.icons import Icon, icon
from qcode.ui.rest import single_shot
from qcode.ui.session import Session
from qcode.ui.sized import by_letters, icon_size
from qcode.ui.theme import floating_style, is_dark

REST_MS = 250  # after the button was let go: who selects word by word is not disturbed
LAST_CODES = 4
_NAMES = (130, 108, 86, 66)  # pixels of a name, where there is less and less room
_CHIP = 12  # pixels
_BESIDE = 20  # pixels of a button besides the chip and the name
_GAP = 6  # pixels, to the selection and to the edges
_BEFORE = 24  # pixels of the bar to the left of the pointer

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
_MOUSE = (*_PRESSES, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease)
_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
_HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
_UPSETTING = (QEvent.Type.Resize, QEvent.Type.PaletteChange, QEvent.Type.Hide)


class FloatingBar(QToolBar):
    """Appears below a selection, or above it, where nothing of the selection is covered.

    `give` codes the passage with a code. `acts` are the other commands by their names: "code",
    "in_vivo", "memo".
    """

    def __init__(
        self,
        session: Session,
        view: CodingView,
        give: Callable[[CodeId], object],
        acts: Mapping[str, Callable[[], object]],
    ) -> None:
        super().__init__(view.viewport())
        self._session, self._view = session, view
        self._give, self._acts = give, acts
        self._known = KnownCodes.of(session)
        self._held = self._made = False  # the button is down; with it something was selected
        self._pointer = QPoint()
        self._selected: Span | None = None
        self._span: Span | None = None  # what the bar stands at
        self._rest = single_shot(self, REST_MS, self._appear)
        self.setObjectName("floating")
        self.setAccessibleName(tr("Code the selection"))
        self.setMovable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setIconSize(icon_size(self))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        view.selection_changed.connect(self._selection_changed)
        view.verticalScrollBar().valueChanged.connect(self._scrolled)
        session.passage_changed.connect(self._passage_changed)
        self.hide()

    def is_coming(self) -> bool:
        """Whether the bar will appear if the selection rests."""
        return self._rest.isActive()

    def dismiss(self) -> None:
        """Go, or do not come, until something else is selected."""
        self._rest.stop()
        self.hide()

    # -- when it comes and goes

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what the mouse and the keyboard do in the text."""
        if watched is self._view:
            return self._follow_keyboard(event)
        kind = event.type()
        if kind in _PRESSES:
            self.dismiss()
            left = isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton
            self._held, self._made = left, False
        elif kind == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            self._let_go(event)
        elif kind in _UPSETTING:
            self.dismiss()
        return False

    def _let_go(self, event: QMouseEvent) -> None:
        if self._held and self._made:
            self._pointer = event.position().toPoint()
            self._rest.start()
        self._held = False

    def _follow_keyboard(self, event: QEvent) -> bool:
        """Go as soon as a key is used; Esc does nothing else then."""
        if isinstance(event, QKeyEvent) and event.type() in _KEYS and event.key() not in _HELD:
            escapes = self.isVisible() and event.key() == Qt.Key.Key_Escape
            self.dismiss()
            if escapes:
                event.accept()
                return True
        elif isinstance(event, QFocusEvent) and event.lostFocus():
            own_menu = event.reason() == Qt.FocusReason.PopupFocusReason
            if not own_menu:
                self.dismiss()
        return False

    def _selection_changed(self) -> None:
        span = self._view.selection()
        if span != self._selected:  # Qt tells of it once more when the button is let go
            self._selected = span
            self._made = self._held and span is not None
            self.dismiss()

    def _scrolled(self) -> None:
        self.hide()
        if self._rest.isActive():  # selecting down to the edge has scrolled, and rests only now
            self._rest.start()

    def _passage_changed(self) -> None:
        if self._session.span != self._span:
            self.hide()

    def _appear(self) -> None:
        span = self._session.span
        wanted = not self._session.project.read_only and load_settings().floating_bar
        if span is None or not wanted or not self._view.isVisible():
            return
        self._span = span
        self._fill()
        corner = self._corner(span)
        if corner is not None:
            self.move(corner)
            self.show()
            self.raise_()

    def _corner(self, span: Span) -> QPoint | None:
        """Return where the bar goes, None where it would cover some of the selection."""
        lines = self._view.rects_of(span)
        if not lines:
            return None
        area, height = self._view.viewport().rect(), self.height()
        top = round(max(line.bottom() for line in lines)) + _GAP
        if top + height > area.bottom() + 1:
            top = round(min(line.top() for line in lines)) - _GAP - height
        if top < area.top():
            return None
        furthest = area.right() + 1 - _GAP - self.width()
        return QPoint(max(min(self._pointer.x() - _BEFORE, furthest), _GAP), top)

    # -- what is on it

    def _fill(self) -> None:
        """Put the last codes on the bar, as many as there is room for, and the commands."""
        self.setStyleSheet(floating_style(is_dark(self._view.palette())))
        codes, room = self._last_codes(), self._view.viewport().width() - 2 * _GAP
        names = [by_letters(self, widest) for widest in _NAMES]
        tries = [(codes[:count], widest) for count in range(len(codes), 0, -1) for widest in names]
        for some, widest in (*tries, ([], 0)):
            self._show_codes(some, widest)
            if self.sizeHint().width() <= room:
                break
        self.resize(self.sizeHint())

    def _show_codes(self, codes: list[CodeId], widest: int) -> None:
        self.clear()
        for place, code in enumerate(codes):
            self._add_code(code, widest, first=not place)
        if codes:
            self.addSeparator()
        self._add("code", Icon.TAG, tr("Code passage…"))
        self._add("in_vivo", Icon.IN_VIVO, tr("Code in vivo"))
        self._add("memo", Icon.MEMO, tr("Write memo"))

    def _last_codes(self) -> list[CodeId]:
        """Return the codes used last, the last one first."""
        codes, recent = self._session.project.codebook().codes, self._known.recent
        there = [code for code in recent if code in codes]
        return sorted(there, key=recent.__getitem__)[:LAST_CODES]

    def _add_code(self, code: CodeId, widest: int, *, first: bool) -> None:
        codebook = self._session.project.codebook()
        digit = Favourites.of(self._session).digit(code)
        dark, ratio = is_dark(self._view.palette()), self.devicePixelRatioF()
        chip = by_letters(self, _CHIP)
        sign = chip_icon(codebook[code].color, dark=dark, ratio=ratio, side=chip + 2)
        action = self.addAction(sign, "")
        command = f"favourite_{digit}" if digit is not None else "repeat" if first else ""
        words = tr("Code with “{code}”", code=codebook.shown(code))
        button = self._dress(action, words, command, partial(self._give, code))
        metrics = button.fontMetrics()
        cut = Qt.TextElideMode.ElideMiddle  # names of a family differ at their ends
        name = metrics.elidedText(codebook[code].name, cut, widest)
        button.setIconSize(QSize(chip, chip))
        button.setMinimumWidth(metrics.horizontalAdvance(name) + chip + _BESIDE)
        action.setIconText(name.replace("&", "&&"))  # Qt takes "…" out of the text itself

    def _add(self, command: str, picture: Icon, words: str) -> None:
        action = self.addAction(icon(picture), "")
        button = self._dress(action, words.rstrip("…"), command, self._acts[command])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _dress(
        self, action: QAction, words: str, command: str, act: Callable[[], object]
    ) -> QToolButton:
        action.setToolTip(self._tip(words, command))
        action.triggered.connect(lambda _checked=False: self._do(act))
        button = self.widgetForAction(action)
        assert isinstance(button, QToolButton)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _tip(self, words: str, command: str) -> str:
        key = self._session.keys.text(command) if command else ""
        return f"{words} ({key})" if key else words

    def _do(self, act: Callable[[], object]) -> None:
        self.dismiss()
        act()

    # -- at Qt's edge

    def event(self, event: QEvent) -> bool:
        """Keep clicks beside the buttons from the text, where they would end the selection."""
        done = super().event(event)
        if event.type() in _MOUSE:
            event.accept()
            return True
        return done

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to do without the bar."""
        self.build_menu().popup(event.globalPos())

    def build_menu(self) -> QMenu:
        """Return the bar's own menu."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Do not show this bar")).triggered.connect(self._turn_off)
        return menu

    def _turn_off(self, _checked: bool = False) -> None:
        save_settings(replace(load_settings(), floating_bar=False))
        self.dismiss()
        self._session.told.emit(tr("The bar at the selection can be shown again in the settings."))
