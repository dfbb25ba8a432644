"""The quick-code box: one line and a list, for finding or making a code without the mouse."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import codes
from qcode.services.language import tr
from qcode.ui.accessible import announce
from qcode.ui.findbox import ROWS, FindBox
from qcode.ui.keys import native
from qcode.ui.session import Session

from .applying import apply
from .choices import Choice, ChoiceList, NewCode
from .favourites import DIGITS, Favourites
from .finder import Entry
from .known import KnownCodes

WIDTH = 440
FEWEST = 3  # rows, when there are no codes yet


@dataclass(frozen=True, slots=True)
class _Errand:
    """What the box was opened for. `several`: Ctrl+Enter takes one and stays open."""

    title: str
    take: Callable[[Choice], None]
    without: frozenset[CodeId] = frozenset()
    creates: bool = True
    several: bool = False
    first: CodeId | None = None  # listed before the others while nothing is typed


class QuickCodeBox(FindBox):
    """Finds codes as one types; `open_at` codes a passage, `choose` hands a code to the caller.

    `applied` brings the path of a code that was applied. The box belongs to `parent`, and gives
    the keyboard back to whatever had it.
    """

    applied = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(ChoiceList(Favourites.of(session)), parent, width=WIDTH)
        self._session = session
        self._known = KnownCodes.of(session)
        self._errand = _Errand("", lambda _choice: None)
        self._under = ""  # "Parent/", while a code under it is being named
        self._taken: list[str] = []
        self._owed: tuple[str, bool] | None = None  # Enter came before the codes: text, stay
        self._known.changed.connect(self._search_again)

    # -- opening and closing

    def open_at(
        self,
        global_point: QPoint,
        span: Span,
        document: DocumentId,
        *,
        first: CodeId | None = None,
    ) -> None:
        """Ask for a code for a passage (code points of `document`), and apply it.

        `first` is listed first and so marked, until something is typed.
        """
        take = partial(self._apply, document, span)
        self._open(global_point, _Errand("", take, several=True, first=first))

    def choose(
        self,
        global_point: QPoint,
        title: str,
        then: Callable[[CodeId], None],
        *,
        without: Collection[CodeId] = (),
        creates: bool = True,
    ) -> None:
        """Ask for any code but those of `without`, and call `then` with it.

        With `creates` the user may name a new one, which is made first.
        """
        take = partial(self._hand_over, then)
        self._open(global_point, _Errand(title, take, frozenset(without), creates))

    def _open(self, global_point: QPoint, errand: _Errand) -> None:
        self._prepare()
        self._errand = errand
        self._under = ""
        self._taken = []
        self._owed = None
        self._known.look()
        asked = tr("Find or name a code") if errand.creates else tr("Find a code")
        self._line.setPlaceholderText(asked)
        self._line.setAccessibleName(errand.title or asked)
        self._title.setText(errand.title)
        self._title.setVisible(bool(errand.title))
        if self._line.text():
            self._line.setText("")  # and searches; the words before are not to be undone
        else:
            self._search("")
        self._show_hint()
        known = self._known
        rows = min(ROWS, len(known.finder) + FEWEST) if known.loaded else ROWS
        self._open_at(global_point, rows)

    # -- finding

    def _search_again(self) -> None:
        """Follow what has changed, and stay where the user has gone with the arrow keys."""
        if self.isVisible():
            gone_to = self._list.marked() if self._list.currentIndex().row() > 0 else None
            self._search(self._line.text())
            if gone_to is not None:
                self._list.mark(gone_to)
            owed, self._owed = self._owed, None
            if owed is not None and owed[0] == self._line.text():
                self._take(stay=owed[1])

    def _search(self, text: str) -> None:
        """List what the text may mean, with the code it could become, and mark the likeliest."""
        known, errand = self._known, self._errand
        without = errand.without | known.unsure
        found: list[Choice] = list(known.finder.find(text, recent=known.recent, without=without))
        if errand.first is not None and not text.strip():
            found.sort(key=lambda each: isinstance(each, Entry) and each.code != errand.first)
        near = [] if found else known.finder.near(text, recent=known.recent, without=without)
        new = known.finder.new_path(text) if known.loaded and errand.creates else None
        if new is not None:
            naming = bool(self._under) and text.startswith(self._under)
            found.insert(0 if naming else len(found), NewCode(new))
        found += near  # below what is typed: that may well be meant
        self._list.offer(found, none=self._advice(text))

    def _advice(self, text: str) -> str:
        """Return what to do where nothing is listed, "" where something should have been found."""
        if self._under and text == self._under:
            return tr("Type the name of the new code")
        if self._known.loaded and not len(self._known.finder) and self._errand.creates:
            return tr("No codes yet. Type the name of the first one.")
        return ""

    def marked(self) -> Choice | None:
        """Return the choice that Enter would take."""
        found: Choice | None = self._list.marked()
        return found

    # -- taking

    def _take(self, *, stay: bool) -> None:
        choice = self.marked()
        if choice is None:
            # Who types faster than the codes are read has said what is wanted all the same.
            all_known = self._known.loaded and not self._known.unsure
            self._owed = None if all_known else (self._line.text(), stay)
            return
        errand = self._errand
        if stay and errand.several:
            self._taken.append(choice.names[-1])
            self._show_hint()
            self._line.setText("")
        else:
            self.dismiss()
        errand.take(choice)

    def _apply(self, document: DocumentId, span: Span, choice: Choice) -> None:
        code = choice.code if isinstance(choice, Entry) else choice.path
        apply(self._session, document, span, code, lambda: self.applied.emit(choice.path))

    def _hand_over(self, then: Callable[[CodeId], None], choice: Choice) -> None:
        project = self._session.project
        if isinstance(choice, Entry):
            then(choice.code)
        else:
            self._session.do(partial(codes.add_path, project, choice.path), then)

    def _tab(self) -> None:
        """Begin a code under the marked one: its path stands there, the name is to be typed."""
        choice = self.marked()
        if choice is not None and self._errand.creates:
            self._under = choice.path + "/"
            self._line.setText(self._under)
            self._search(self._under)

    def _press(self, event: QKeyEvent) -> bool:
        """Put the marked code on a number key with Ctrl and the digit."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        digit = event.key() - Qt.Key.Key_0
        if not control or digit not in DIGITS:
            return super()._press(event)
        choice = self.marked()
        if isinstance(choice, Entry):
            favourites = Favourites.of(self._session)
            favourites.toggle(choice.code, digit)
            given = favourites.digit(choice.code) is not None
            name = choice.names[-1]
            on_key = tr("{code} is on key {digit}", code=name, digit=digit)
            announce(self, on_key if given else tr("{code} is on no key", code=name))
        return True

    def _show_hint(self) -> None:
        parts = []
        if self._taken:
            parts.append(tr("Coded with: {codes}", codes=", ".join(self._taken)))
        elif self._errand.several:
            parts.append(tr("{key}: keep open for more", key=native("Ctrl+Enter")))
        if self._errand.creates and not self._taken:
            parts.append(tr("{key}: new code under it", key=native("Tab")))
        words = "      ".join(parts)  # no sign between them, to be left alone at the end of a line
        if self._errand.several and not self._taken:
            words += "\n" + tr("{keys}: its number key", keys=native("Ctrl+1") + "…9")
        self._hint.setText(words)
        self._hint.setVisible(bool(parts))
