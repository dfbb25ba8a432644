"""Somebody who codes for an hour: random things that people do, with real keys and clicks.

What is done follows from the seed and from what the window shows. A fault in any pane, an error
that Qt complains of, an exception in a slot, or something that the user is told to put right is
kept in `faults`: nothing that is done here gives a reason for any of them, but undo and redo once
too often, before the window has learnt that there is no more.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from types import TracebackType

from PySide6.QtCore import QPoint, Qt, qInstallMessageHandler
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from stall_meter import pause, wait

from qcode.model.errors import UserError
from qcode.model.text import Span
from qcode.ui.coding.view import CodingView
from qcode.ui.session import Session
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.workspace import Workspace

NO, SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key
AT_THE_END = ("nothing_to_undo", "nothing_to_redo")
WORDS = ("trygg", "till", "ansvar", "plats", "ljus", "ny kod", "vem", "sponta", "staden", "oro")


class Researcher:
    """Works in a window that has a project open."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self._window = window
        self._dice = random.Random(seed)
        self._answered: Callable[[], object] = str
        self.done: Counter[str] = Counter()
        self.faults: list[str] = []
        assert window.desk is not None
        window.desk.fault.connect(self.faults.append)
        window.desk.error.connect(self._told)
        self._hook = sys.excepthook
        sys.excepthook = self._heard
        self._handler = qInstallMessageHandler(self._complained)
        self._habits: dict[Callable[[], None], int] = {
            self.read_on: 12,
            self.open_document: 4,
            self.code: 22,
            self.code_several: 4,
            self.repeat: 8,
            self.code_in_vivo: 2,
            self.recode: 4,
            self.uncode: 5,
            self.move_end: 4,
            self.point: 10,
            self.look_up: 2,
            self.undo: 7,
            self.redo: 4,
            self.search: 4,
            self.step_hits: 3,
            self.filter_codes: 3,
            self.retrieve: 2,
            self.write_memo: 2,
            self.edit_text: 1,
            self.zoom: 1,
            self.go_back: 3,
            self.visit_pane: 3,
            self.resize: 1,
        }

    def work(self, actions: int, note: Callable[[str], object] = str) -> None:
        """Do so many things, one after another, each to its end.

        `note` hears which comes next, and again whenever the window has answered to a part of it.

        Raises `TimeoutError` for what never ends, with all that was at fault until then.
        """
        habits, weights = list(self._habits), list(self._habits.values())
        for number in range(actions):
            habit = self._dice.choices(habits, weights)[0]
            self._answered = partial(note, f"{habit.__name__} {number}")
            self._answered()
            try:
                habit()
                self._settle()
            except TimeoutError as error:
                asked = sorted(self._session.runner.asked)
                raise TimeoutError(f"{habit.__name__}; {asked=}, {self.faults}") from error
            self.done[habit.__name__] += 1

    def go_home(self) -> None:
        """Stop listening for faults."""
        sys.excepthook = self._hook
        qInstallMessageHandler(self._handler)

    def _heard(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self.faults.append(f"{kind.__name__}: {error}")
        self._hook(kind, error, trace)

    def _told(self, error: UserError) -> None:
        if error.code not in AT_THE_END:
            self.faults.append(str(error))

    def _complained(self, _kind: object, _context: object, message: str) -> None:
        if "This plugin does not support" not in message:
            self.faults.append(message)

    # -- the window

    @property
    def _session(self) -> Session:
        assert self._window.session is not None
        return self._window.session

    @property
    def _panes(self) -> Workspace:
        assert self._window.workspace is not None
        return self._window.workspace

    @property
    def _view(self) -> CodingView:
        return self._panes.reading.view

    def _settle(self) -> None:
        """Wait for what was asked; close what still lies over the window."""
        wait(lambda: not self._session.runner.writing)
        pause(2)
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            QTest.keyClick(dialog, Key.Key_Escape)
            pause(2)

    def _turn(self, ms: int = 0) -> None:
        """Let the window answer: nobody is faster than its next turn."""
        pause(ms)
        self._answered()

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO) -> None:
        QTest.keyClick(self._focus(), key, modifier)
        self._turn()

    def _type(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(self._focus(), letter)
            self._turn()

    def _to_text(self) -> None:
        self._window.activateWindow()
        self._view.setFocus()

    def _trigger(self, name: str) -> None:
        """Give a command as its key would, if it can be given now."""
        action = self._window._actions[name]
        if action.isEnabled():
            action.trigger()
            self._turn()

    # -- reading

    def read_on(self) -> None:
        """Turn a page, or go somewhere else in the text."""
        self._to_text()
        bar = self._view.verticalScrollBar()
        if self._dice.random() < 0.8:
            self._press(self._dice.choice((Key.Key_PageDown, Key.Key_PageUp, Key.Key_Down)))
        else:
            bar.setValue(self._dice.randrange(bar.maximum() + 1))

    def open_document(self) -> None:
        """Open some other document."""
        document = self._dice.choice(self._session.project.documents())
        self._session.show_document(document.id)
        wait(lambda: self._session.document == document.id)

    def go_back(self) -> None:
        """Go back or forward among what was read."""
        self._trigger(self._dice.choice(("back", "back", "forward")))
        self._turn(20)

    def zoom(self) -> None:
        """Make the text larger, smaller or normal."""
        self._trigger(self._dice.choice(("larger", "smaller", "normal")))

    def resize(self) -> None:
        """Drag the window's corner."""
        self._window.resize(self._dice.randrange(1000, 1700), self._dice.randrange(650, 1000))
        self._turn(150)

    def point(self) -> None:
        """Move the pointer over the text."""
        page = self._view.viewport()
        for _ in range(4):
            place = QPoint(self._dice.randrange(page.width()), self._dice.randrange(page.height()))
            QTest.mouseMove(page, place)
            self._turn(1)

    # -- coding

    def _select(self) -> bool:
        """Select a passage of the length that people code, where one is reading."""
        if self._session.document is None:
            return False
        self._to_text()
        text = self._view._text  # what is shown: an edit may just be on its way there
        here = self._view.place()
        start = min(here + self._dice.randrange(600), max(len(text) - 2, 0))
        length = int(min(400, max(3, self._dice.lognormvariate(4.2, 0.8))))
        self._view.select(Span(start, min(start + length, len(text))))
        self._turn()
        return self._session.span is not None

    def code(self) -> None:
        """Select a passage and find a code for it."""
        if self._select():
            self._trigger("code")
            self._type(self._dice.choice(WORDS))
            self._press(Key.Key_Return)

    def code_several(self) -> None:
        """Give one passage several codes, the box staying open."""
        if self._select():
            self._trigger("code")
            for _ in range(3):
                self._type(self._dice.choice(WORDS))
                self._press(Key.Key_Return, CTRL)
            self._press(Key.Key_Escape)

    def repeat(self) -> None:
        """Code another passage with the last code."""
        if self._select():
            self._trigger("repeat")

    def code_in_vivo(self) -> None:
        """Code a passage with its own words."""
        if self._select():
            self._trigger("in_vivo")

    def _to_coding(self) -> bool:
        """Put the caret into a coding on the screen."""
        self._to_text()
        here = self._view.place()
        for _ in range(30):
            place = here + self._dice.randrange(900)
            if self._view.segments_at(place):
                self._view.select(Span(place, place))
                self._turn()
                return True
        return False

    def recode(self) -> None:
        """Give a coding another code."""
        if self._to_coding():
            self._trigger("recode")
            self._type(self._dice.choice(WORDS))
            self._press(Key.Key_Return)

    def uncode(self) -> None:
        """Take a coding away."""
        if self._to_coding():
            self._trigger("uncode")

    def move_end(self) -> None:
        """Let a coding begin or end a word earlier or later."""
        if self._to_coding():
            self._trigger(self._dice.choice(("start_back", "start_on", "end_back", "end_on")))

    def look_up(self) -> None:
        """List the codings here, or open the menu on them."""
        if not self._to_coding():
            return
        if self._dice.random() < 0.5:
            self._trigger("list_codings")
            self._turn(30)
            self._press(Key.Key_Escape)
            return
        place = self._view.cursorRect().center()
        reason = QContextMenuEvent.Reason.Mouse
        at = self._view.viewport().mapToGlobal(place)
        QApplication.sendEvent(self._view.viewport(), QContextMenuEvent(reason, place, at))
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            popup.close()

    def undo(self) -> None:
        """Undo once or a few times."""
        for _ in range(self._dice.randrange(1, 4)):
            self._trigger("undo")
            self._settle()

    def redo(self) -> None:
        """Do it again."""
        self._trigger("redo")

    # -- finding and writing

    def search(self) -> None:
        """Search as one types, and look at what comes."""
        self._session.search_wanted.emit("")
        self._type(self._dice.choice(WORDS)[: self._dice.randrange(2, 7)])
        self._turn(60)

    def step_hits(self) -> None:
        """Go to the next or the previous hit."""
        self._trigger(self._dice.choice(("next_hit", "next_hit", "previous_hit")))
        self._turn(20)

    def filter_codes(self) -> None:
        """Filter the codes as one types, and clear it again."""
        field = self._panes.codes.filter
        field.setFocus()
        self._type(self._dice.choice(WORDS)[:4])
        self._turn(10)
        if isinstance(field, QLineEdit):
            field.clear()

    def retrieve(self) -> None:
        """List the passages of some code."""
        tree = self._panes.codes.tree
        tree.setFocus()
        for _ in range(self._dice.randrange(1, 6)):
            self._press(self._dice.choice((Key.Key_Down, Key.Key_Up)))
        self._trigger("retrieve")
        self._turn(40)

    def write_memo(self) -> None:
        """Write a memo on a coding or on the document, and go back to the text."""
        self._to_coding()
        self._trigger("memo")
        self._turn(30)
        self._type("tankar om det har")
        self._to_text()
        self._turn(20)

    def edit_text(self) -> None:
        """Mend a word in the text."""
        reading = self._panes.reading
        if self._session.document is None or not reading.has_document():
            return
        self._to_text()
        reading.edit_text()
        wait(lambda: reading._edit.page is not None)
        page = reading._edit.page
        assert page is not None
        self._type("rattat ")
        for _ in range(self._dice.randrange(6)):
            self._press(self._dice.choice((Key.Key_Return, Key.Key_Left, Key.Key_A)))
        for _ in range(self._dice.randrange(3)):
            self._press(self._dice.choice((Key.Key_PageDown, Key.Key_PageUp)))
        self._press(self._dice.choice((Key.Key_Z, Key.Key_End)), CTRL)
        page.done()
        wait(lambda: reading._edit.page is None)

    def visit_pane(self) -> None:
        """Look into one of the panes beside the text."""
        names = ("show_documents", "show_codes", "show_search", "show_passages", "show_memos")
        self._trigger(self._dice.choice((*names, "show_history")))
        self._turn(20)
        self._press(self._dice.choice((Key.Key_Down, Key.Key_End, Key.Key_Home)))
