"""The filter of the codings that are shown, and the line at the head of the text that tells it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, time
from typing import NamedTuple

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from qcode.model.changes import Changes
from qcode.model.codebook import Codebook, CodeId
from qcode.model.collation import sort_key
from qcode.model.errors import UserError
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services.activation import Activation
from qcode.services.facts import Recent, coded_since
from qcode.services.language import tr
from qcode.services.words import now_utc
from qcode.ui.coding.painted import PaintedSegment
from qcode.ui.session import Session

from .sieve import Filter, Kind, Sieve, Test, in_words


class FilterLine(QFrame):
    """Says which codings are shown and how many, with a button that shows all again."""

    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._aside = False
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._button = QToolButton()
        self._button.setText(tr("Show all"))
        self._button.setAccessibleName(tr("Show all codings"))
        self._button.clicked.connect(lambda _checked=False: self.cleared.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self.hide()

    def tell(self, words: str) -> None:
        """Show a filter in words, or go away."""
        self._words.setText(words)
        self.setVisible(bool(words) and not self._aside)

    def set_aside(self, aside: bool) -> None:
        """Do not show the line for now, whatever it says; or show it again."""
        self._aside = aside
        self.tell(self.words())

    def words(self) -> str:
        """Return what the line says."""
        return self._words.text()


class Kept(NamedTuple):
    """What codings must be to be shown, and what is new since when."""

    wanted: Filter
    recent: Recent | None
    opened: datetime


class Filtering(QObject):
    """Decides which codings are shown. `shown` brings those that pass when that changes."""

    shown = Signal(object)  # list[PaintedSegment]
    told = Signal(str)  # the filter in words, when another one is chosen

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._parent = parent
        self._opened = now_utc()
        self._sieve = Sieve()
        self._wanted = Filter()
        self._recent: Recent | None = None
        self._codebook: Codebook | None = None
        self.line = FilterLine()
        self.line.cleared.connect(self.show_all)
        session.activation_changed.connect(self._follow_active)
        session.changed.connect(self._hear)

    @property
    def wanted(self) -> Filter:
        """The filter there is."""
        return self._wanted

    def kept(self) -> Kept:
        """Return the filter and since when things are recent, for a window made anew."""
        return Kept(self._wanted, self._recent, self._opened)

    def resume(self, kept: Kept) -> None:
        """Filter as before."""
        self._wanted, self._recent, self._opened = kept
        self._apply()

    # -- what the pane gives and gets

    def load(self, segments: Iterable[PaintedSegment]) -> list[PaintedSegment]:
        """Take the codings of a document, and return those to be shown."""
        found = self._sieve.load(segments)
        self._tell()
        return found

    def take(
        self, there: Iterable[PaintedSegment], gone: Iterable[SegmentId]
    ) -> tuple[list[PaintedSegment], list[SegmentId]]:
        """Take news of codings, and return those that concern what is shown."""
        news = self._sieve.take(there, gone)
        self._tell()
        return news

    def close(self) -> None:
        """Forget the document; the filter stays for the next one."""
        self._sieve.load(())
        self.line.tell("")

    # -- what is asked for

    def show_all(self) -> None:
        """Show all codings again."""
        self._choose(Filter())

    def only_codes(self, codes: Collection[CodeId]) -> None:
        """Show what is coded with these codes and those below them."""
        if codes:
            self._choose(Filter(Kind.CODES, codes=frozenset(codes)))
        else:
            self._session.runner.user_error.emit(UserError("codes_unchosen"))

    def only_active(self) -> None:
        """Show what is coded with codes that are chosen for analysis, now and as that changes."""
        self._choose(Filter(Kind.ACTIVE))

    def only_coder(self, name: str) -> None:
        """Show what one coder has coded."""
        self._choose(Filter(Kind.CODER, coder=name))

    def only_today(self) -> None:
        """Show what was coded today."""
        self._since(Kind.TODAY, datetime.combine(datetime.now().date(), time()))

    def only_session(self) -> None:
        """Show what was coded since the project was opened."""
        self._since(Kind.SESSION, self._opened)

    def coder_menu(self) -> QMenu:
        """Return a menu of those who have coded in the document."""
        menu = QMenu(self._parent)
        menu.aboutToHide.connect(menu.deleteLater)
        for name, count in self._sieve.coders():
            action = menu.addAction(f"{name} ({count})".replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, who=name: self.only_coder(who))
        return menu

    def ask_coder(self) -> None:
        """Ask whose codings are to be shown."""
        menu = self.coder_menu()
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])
            menu.popup(self._parent.mapToGlobal(QPoint(16, 8)))
        else:
            self._session.told.emit(tr("Nothing is coded here"))

    def hidden_on(self, span: Span) -> int:
        """Return how many codings of a passage are not shown."""
        return self._sieve.hidden_on(span)

    def _since(self, kind: Kind, moment: datetime) -> None:
        project = self._session.project

        def take(recent: Recent) -> None:
            self._recent = recent
            self._choose(Filter(kind))

        self._session.read("recent", lambda _task: coded_since(project, moment), take)

    # -- carrying it out

    def _choose(self, wanted: Filter) -> None:
        self._wanted = wanted
        self._apply()
        self.told.emit(self.line.words() or in_words(wanted, ()))

    def _apply(self) -> None:
        self.shown.emit(self._sieve.sift(self._test()))
        self._tell()

    def _follow(self, kind: Kind) -> None:
        if self._wanted.kind is kind:
            self._apply()

    def _follow_active(self, _activation: Activation) -> None:
        self._follow(Kind.ACTIVE)

    def _hear(self, changes: Changes) -> None:
        if changes.affects_codes:
            self._codebook = None
            self._follow(Kind.CODES)

    def _codes(self) -> Codebook:
        if self._codebook is None:
            self._codebook = self._session.project.codebook()
        return self._codebook

    def _test(self) -> Test | None:
        """Return what a coding must pass now; None lets everything through."""
        wanted, recent = self._wanted, self._recent
        if wanted.kind is Kind.CODES:
            book = self._codes()
            codes = {below for code in wanted.codes if code in book for below in book.subtree(code)}
            return lambda segment: segment.code in codes
        if wanted.kind is Kind.ACTIVE:
            return lambda segment: self._session.activation.has_code(segment.code)
        if wanted.kind is Kind.CODER:
            return lambda segment: segment.coder == wanted.coder
        if wanted.kind in (Kind.TODAY, Kind.SESSION) and recent is not None:
            return lambda segment: segment.id in recent
        return None

    def _tell(self) -> None:
        if self._wanted.kind is Kind.ALL:
            self.line.tell("")
            return
        book = self._codes()
        found = (book[code].name for code in self._wanted.codes if code in book)
        names = sorted(found, key=sort_key)
        counted = tr("{n} of {all} shown", n=self._sieve.shown, all=self._sieve.total)
        self.line.tell(f"{in_words(self._wanted, names)} · {counted}")
