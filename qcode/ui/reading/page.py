"""How the open text is shown: appearance, zoom, reading mode, and going to a place in it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QWidget

from qcode.model.document import Document, DocumentText
from qcode.model.interviewers import guess_interviewers
from qcode.model.text import Span
from qcode.services.activation import Activation
from qcode.services.appearance import (
    Appearance,
    Behind,
    choose_interviewers,
    chosen_interviewers,
    load_appearance,
    save_appearance,
    within_range,
)
from qcode.services.documents import find_document
from qcode.services.goto import PlaceSearch
from qcode.services.language import mark, tr
from qcode.ui.accessible import announce
from qcode.ui.coding.view import CodingView
from qcode.ui.session import Session

from .fonts import normal_size, reading_font
from .goto import GotoBox
from .header import Header
from .looks_dialog import AppearanceDialog

_SAVE_AFTER_MS = 400  # a slider is dragged through many values
_BEHIND_SAID = {
    Behind.TINT: mark("Codings lie as a tint behind the text"),
    Behind.UNDERLINE: mark("Codings underline the text"),
    Behind.NOTHING: mark("Codings are shown in the margin only"),
}


class Page(QObject):
    """Sets a view as the user wants it, and remembers that."""

    step_wanted = Signal(int)  # by a button of the mouse: back (-1) or forward (1)

    def __init__(self, session: Session, view: CodingView, header: Header, pane: QWidget) -> None:
        super().__init__(pane)
        self._session, self._view, self._header, self._pane = session, view, header, pane
        self._opened: DocumentText | None = None
        self._search: PlaceSearch | None = None
        self._dialog: AppearanceDialog | None = None
        self.appearance = load_appearance()
        self.reading_mode = False
        self.goto_box = GotoBox(pane, header, view.cursor_position)
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.setInterval(_SAVE_AFTER_MS)
        self._save.timeout.connect(self._keep)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), pane)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.setEnabled(False)
        self._connect()
        self._apply()

    def _connect(self) -> None:
        self.goto_box.place_chosen.connect(self._go)
        self.goto_box.elsewhere_chosen.connect(self._go_elsewhere)
        self.goto_box.closed.connect(self._give_back)
        self._escape.activated.connect(self._leave_reading_mode)
        self._header.appearance_wanted.connect(self.edit)
        self._header.leave_wanted.connect(self._leave_reading_mode)
        self._session.appearance_changed.connect(self._take)
        self._view.zoom_wanted.connect(self.zoom)
        self._session.activation_changed.connect(self._follow_activation)
        self._follow_activation(self._session.activation)
        self._pane.installEventFilter(self)
        for part in (self._view.viewport(), *self._view.findChildren(QWidget)):
            part.installEventFilter(self)

    # -- the document

    def expect(self, opened: DocumentText) -> None:
        """Get ready for a document that is shown next."""
        self._opened = opened
        self._search = None
        self._view.expect_interviewers(self._interviewers())
        self.goto_box.hide()
        self._show_speakers()

    def forget(self) -> None:
        """Take notice that no document is open any more."""
        self._opened = self._search = None
        self.goto_box.hide()
        if self.reading_mode:
            self._leave_reading_mode()

    def leave(self) -> None:
        """Store what is not stored yet, before the project closes."""
        if self._save.isActive():
            self._save.stop()
            self._keep()
        if self._dialog is not None:
            self._dialog.close()

    # -- appearance

    def edit(self) -> None:
        """Show the choices beside the text."""
        if self._dialog is None:
            dialog = AppearanceDialog(self.appearance, normal_size(self._pane.font()), self._pane)
            dialog.changed.connect(self.set_appearance)
            dialog.interviewers_changed.connect(self._choose_interviewers)
            dialog.finished.connect(lambda _result: self._give_back())
            self._dialog = dialog
        dialog = self._dialog
        self._show_speakers()
        dialog.show_page(self.appearance)
        dialog.adjustSize()
        if not dialog.isVisible():
            corner = self._pane.mapToGlobal(QPoint(self._pane.width(), self._header.height()))
            area = self._pane.screen().availableGeometry()
            left = max(area.left(), corner.x() - dialog.width() - 16)
            top = max(area.top(), min(corner.y() + 8, area.bottom() - dialog.height() - 40))
            dialog.move(left, top)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        dialog.font_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_appearance(self, chosen: Appearance) -> None:
        """Show texts in this way from now on, also the next time."""
        chosen = within_range(chosen)
        if chosen != self.appearance:
            self._save.start()
            self._session.appearance_changed.emit(chosen)

    @property
    def choosing(self) -> bool:
        """Whether something was chosen here that is not stored yet."""
        return self._save.isActive()

    def _take(self, chosen: Appearance) -> None:
        """Follow what was chosen here, or beside another text."""
        self.appearance = chosen
        self._apply()
        if self._dialog is not None:
            self._dialog.show_page(chosen)

    def zoom(self, by: int) -> None:
        """Make the text larger (1), smaller (-1) or of its usual size (0)."""
        size = 0.0
        if by:
            size = (self.appearance.size or normal_size(self._pane.font())) + by
        self._change(replace(self.appearance, size=size))

    def toggle_numbers(self) -> None:
        """Show paragraph numbers, or not."""
        self._change(replace(self.appearance, numbers=not self.appearance.numbers))

    def toggle_times(self) -> None:
        """Show times, or not."""
        self._change(replace(self.appearance, times=not self.appearance.times))

    def toggle_memo_signs(self) -> None:
        """Show a sign beside what has a memo, or not, and say which."""
        on = not self.appearance.memo_signs
        self._change(replace(self.appearance, memo_signs=on))
        shown, hidden = tr("Signs of memos are shown"), tr("Signs of memos are hidden")
        announce(self._view, shown if on else hidden)

    def next_behind(self) -> None:
        """Show codings in the next of the ways there are, and say which."""
        ways = list(Behind)
        way = ways[(ways.index(Behind(self.appearance.behind)) + 1) % len(ways)]
        self._change(replace(self.appearance, behind=way.value))
        announce(self._view, tr(_BEHIND_SAID[way]))  # marked in _BEHIND_SAID

    def _change(self, chosen: Appearance) -> None:
        self.set_appearance(chosen)

    def _apply(self) -> None:
        font = reading_font(self._pane.font(), self.appearance)
        self._view.set_page(self.appearance, font, self._interviewers())

    def _keep(self) -> None:
        save_appearance(self.appearance)

    def _follow_activation(self, activation: Activation) -> None:
        self._view.set_active_codes(activation.codes)

    # -- who asks

    def _interviewers(self) -> frozenset[str]:
        """Return who asks in the open document: whom the user named, else who seems to."""
        if self._opened is None or not self.appearance.quiet_interviewer:
            return frozenset()
        return self._asking(self._opened)

    def _asking(self, opened: DocumentText) -> frozenset[str]:
        chosen = chosen_interviewers(self._session.project.info.guid)
        if chosen is not None:
            return chosen
        return guess_interviewers(opened.text, opened.layout)

    def _choose_interviewers(self, names: frozenset[str] | None) -> None:
        choose_interviewers(self._session.project.info.guid, names)
        self._show_speakers()
        if names is not None and not self.appearance.quiet_interviewer:
            self._change(replace(self.appearance, quiet_interviewer=True))
        self._session.appearance_changed.emit(self.appearance)

    def _show_speakers(self) -> None:
        if self._dialog is None:
            return
        opened = self._opened
        if opened is None:
            self._dialog.show_speakers((), frozenset())
        else:
            self._dialog.show_speakers(opened.layout.speakers(), self._asking(opened))

    # -- reading mode

    def _leave_reading_mode(self) -> None:
        self._session.reading_mode_wanted.emit(False)
        self._give_back()

    def show_reading_mode(self, on: bool) -> None:
        """Show the ways out of reading mode; whoever lays out the window says when."""
        self.reading_mode = on
        self._escape.setEnabled(on)
        self._header.leave.setVisible(on)

    # -- going to a place

    def ask_place(self) -> None:
        """Open the box that goes to a paragraph, a time or a speaker."""
        if self._opened is not None and self._view.isVisible():  # it may be edited
            if self._search is None:
                self._search = PlaceSearch(
                    self._opened.text, self._opened.layout, self._opened.document.name
                )
            self.goto_box.open_in(self._search)

    def _go(self, span: Span) -> None:
        self._view.reveal(span)

    def _go_elsewhere(self, name: str, span: Span) -> None:
        """Open another document at a passage."""
        project = self._session.project

        def show(found: Document) -> None:
            self.goto_box.dismiss()
            self._session.show_document(found.id, span)

        self._session.read("goto", lambda _task: find_document(project, name), show)

    def _give_back(self) -> None:
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of the mouse's buttons for back and forward, and of another font or size."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            by = _STEPS.get(event.button())
            if by is not None:
                self.step_wanted.emit(by)
                return True
        elif watched is self._pane:
            if kind == QEvent.Type.FontChange:
                self._apply()
            elif kind == QEvent.Type.Resize and self.goto_box.isVisible():
                self.goto_box.fit()
        return super().eventFilter(watched, event)


_STEPS = {Qt.MouseButton.BackButton: -1, Qt.MouseButton.ForwardButton: 1}
