"""The search: one line to type in, and what it finds as one types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from qcode.model.changes import Changes
from qcode.model.errors import UserError
from qcode.model.saved_query import SavedQuery
from qcode.model.search_options import parse_options
from qcode.services.activation import Activation
from qcode.services.hit_order import Order
from qcode.services.hits import Chosen, Source, SourceKey
from qcode.services.language import tr
from qcode.services.operators import understood
from qcode.services.query_words import sentence_of
from qcode.services.searching import Found
from qcode.ui.accessible import announce
from qcode.ui.found.listing import Place
from qcode.ui.found.parts import column, hairline
from qcode.ui.growing import Growing
from qcode.ui.icons import Icon
from qcode.ui.leading import lead_focus
from qcode.ui.lesson import Lesson
from qcode.ui.rest import single_shot
from qcode.ui.session import Session

from .asking import Answer, Asking
from .builder import QueryBuilder
from .choosing import Choosing
from .code_hits import CodeHits
from .earlier import Earlier
from .forms import FormsPopup
from .head import Head
from .here import HitsHere
from .like import MoreLikeThis
from .look import LOOKS, ORDERS, Look, groups
from .saved import SavedQueries
from .walk import Here, Walk
from .words import count_words, lesson_words, problem_place, problem_words, within_words

PATIENCE_MS = 700  # before one is told that a query cannot be read: it may be half typed
SAID_MS = 900  # before a screen reader says how much was found
_LESSON, _HITS = 0, 1


class Kept(NamedTuple):
    """What one had asked for: a query, how its hits are looked at, and where in them one was."""

    query: str
    look: Look
    place: Place


class SearchPane(Growing):
    """Searches texts, memos and codes while one types."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._look = Look()
        self._answer: Answer | None = None
        self._jump = 0  # go to the next (1) or previous hit when the answer comes
        self._asking = Asking(session)
        self._grow_by(self._make())

    def _make(self) -> Iterator[None]:
        session = self._session
        yield from self._build()
        self._here = HitsHere(session, self)
        self._earlier = Earlier(session, self._line)
        self._earlier.chosen.connect(self.ask)
        self._line.earlier_wanted.connect(self._earlier.open)
        self.saved = SavedQueries(session, lambda: (self.query(), self._look.options), self)
        self.saved.chosen.connect(self._ask_saved)
        self._head.saved_wanted.connect(self.show_saved)
        self._patience = single_shot(self, PATIENCE_MS, self._show_problem)
        self._problem: UserError | None = None
        self._saying = single_shot(self, SAID_MS, self._say)
        self._said = ""
        self._asking.answered.connect(self._show_answer)
        self._asking.refused.connect(self._refused)
        self._asking.sorting.connect(self._show_sorting)
        self._asking.slowed.connect(self._show_waiting)
        session.changed.connect(self._follow)
        session.index_changed.connect(self._index_changed)
        session.activation_changed.connect(self._follow_activation)
        session.search_wanted.connect(self.ask)
        session.lines_wanted.connect(self._ask_lines)
        self.like = MoreLikeThis(session, self._ask_likest, self)

    def _build(self) -> Iterator[None]:
        self._head = Head(lambda: groups(self._look, self._session.activation, self.look), self)
        self._head.code_wanted.connect(self.code_hits)
        self._head.all_wanted.connect(self.show_all)
        self._head.options_chosen.connect(
            lambda options: self.look(replace(self._look, options=options))
        )
        self._head.build_wanted.connect(self.build_query)
        self._line = self._head.line
        yield
        self.forms = FormsPopup(self._session, self._head, lambda: self._look.options)
        self._line.textChanged.connect(self._typed)
        self._line.entered.connect(self._enter)
        self._line.went_down.connect(self._down)
        self._line.left.connect(self._leave)
        self._head.help.chosen.connect(self._insert)
        yield
        self.choosing = Choosing(self._session, self._head, self)
        self._list = self.choosing.view
        self._walk = Walk(self._session, self._list, self._asking, self._walked)
        self._list.chosen.connect(self._walk.show)
        self._list.more_wanted.connect(self._asking.more)
        self._list.topped.connect(lambda: self._line.setFocus(Qt.FocusReason.OtherFocusReason))
        self._list.left.connect(self._session.text_wanted)
        self._list.folded.connect(lambda row: self.look(self._look.toggled(row.group)))
        self._list.narrowed.connect(lambda row: self.narrow(row.group))
        self.choosing.look_wanted.connect(self._change_look)
        self._list.selectionModel().currentChanged.connect(lambda _now, _old: self._tell_place())
        yield
        self._lesson = Lesson(Icon.FIND, leave=self._session.text_wanted.emit)
        self._under = QWidget()
        self._body = QStackedLayout(self._under)
        self._body.addWidget(self._lesson)
        self._body.addWidget(self._list)
        self.builder = QueryBuilder(self._session, lambda: self._look.options, self)
        self.builder.hide()
        self.builder.taken.connect(self._take_built)
        self.builder.grown.connect(self._line.setText)
        self.builder.left.connect(self.leave_builder)
        yield
        layout = column(self)
        layout.addWidget(self._head)
        layout.addWidget(hairline())
        layout.addWidget(self._under, 1)
        layout.addWidget(self.builder, 1)
        lead_focus(self, self._line)
        self._show_look()
        self._teach()

    # -- asking

    def ask(self, query: str) -> None:
        """Put a query into the line, or with "" only the cursor."""
        if not self.builder.isHidden():
            self.leave_builder()
        if query:
            self._line.setText(query)
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def _ask_lines(self, query: str) -> None:
        """Search, and show each match in a line of its own."""
        self.ask(query)
        self.look(replace(self._look, lines=True))

    def _ask_likest(self, query: str) -> None:
        """Search for any of some words, the units with most and rarest of them first."""
        self.ask(query)
        self.look(replace(self._look, order=Order.RELEVANCE))

    def show_saved(self) -> None:
        """Show the saved searches, to choose from."""
        self.saved.open(self._head.saved)

    def _ask_saved(self, saved: SavedQuery) -> None:
        """Search as it was saved, with its options."""
        self.ask(saved.text)
        self.look(replace(self._look, options=parse_options(saved.options)))

    def build_query(self) -> None:
        """Unfold the builder over the hits, or leave it."""
        if not self.builder.isHidden():
            self.leave_builder()
            return
        self._under.hide()
        self.builder.open(self.query())

    def word_forms(self) -> None:
        """Show what the word at the cursor stands for, to be ticked."""
        if not self.forms.open():
            self._session.told.emit(tr("Write a word to search for first"))
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_builder(self) -> None:
        """Show the hits again."""
        self.builder.hide()
        self._under.show()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_built(self, query: str) -> None:
        self.leave_builder()
        self._line.setText(query)

    def query(self) -> str:
        """Return what is in the line."""
        return self._line.text().strip()

    def found(self) -> Found | None:
        """Return the answer that is shown, with the hits that are read; None without one."""
        answer = self._answer
        return None if answer is None else answer.found.found(answer.hits())

    def look(self, look: Look) -> None:
        """Look at the hits in another way."""
        other_rows = (look.lines, look.order) != (self._look.lines, self._look.order)
        self._look = look
        self._show_look()
        if self.query() and (self._answer is not None or other_rows):
            self._ask()

    def narrow(self, group: SourceKey | None) -> None:
        """Show only one group, or all again if that is what is shown."""
        self.look(replace(self._look, only=None if self._look.only == group else group))

    def show_all(self) -> None:
        """Leave nothing out any more."""
        self.look(replace(self._look, only=None, active="all"))

    def _change_look(self, change: object) -> None:
        assert callable(change)
        self.look(change(self._look))

    def _insert(self, example: str) -> None:
        text = self._line.text().strip()
        self._line.setText(f"{text} {example}".strip())
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        self._jump = 0
        self._earlier.typed()
        self._look = self._look.plain()
        if self.query():
            self._ask(soon=True)
        else:
            self._clear()

    def _ask(self, *, soon: bool = False) -> None:
        wish = self._look.wish(self.query(), self._session.activation)
        self._asking.ask(wish, first=self._list.rows_in_sight(lines=self._look.lines), soon=soon)

    def _follow(self, changes: Changes) -> None:
        if self.query() and (
            changes.affects_documents
            or changes.affects_memos
            or changes.affects_codes
            or changes.affects_segments
        ):
            self._asking.again()

    def _follow_activation(self, _activation: Activation) -> None:
        if self._look.active != "all" and self.query():
            self._ask()

    def _index_changed(self, _missing: int) -> None:
        behind = self._answer is not None and self._answer.found.missing > 0
        if behind or self._asking.busy:  # what is on its way may not know of it
            self._asking.again()

    # -- showing

    def _clear(self) -> None:
        self._asking.drop()
        self._answer = self._walk.answer = None
        self._forget_problem()
        self._line.setToolTip("")
        self._head.count.clear()
        self._head.code.hide()
        self._list.show_rows(())
        self.choosing.follow(None)
        self._here.follow(None)
        self._show_look()
        self._tell_place()
        self._teach()

    def _teach(self) -> None:
        self._lesson.say(lesson_words(None))
        self._body.setCurrentIndex(_LESSON)

    def _refused(self, error: UserError) -> None:
        """Keep what is shown; say why nothing new comes when one pauses, or at once if asked to."""
        self._problem = error
        self._tell_place()
        if self._jump:
            self._show_problem()
        else:
            self._patience.start()

    def _show_problem(self) -> None:
        self._patience.stop()
        self._jump = 0
        if self._problem is not None:
            query, text = self.query(), self._line.text()
            self._head.problem.setText(problem_words(self._problem, query))
            self._head.problem.show()
            before = len(text) - len(text.lstrip())
            start, end = problem_place(self._problem, query)
            self._line.underline(start + before, end + before)
            announce(self._line, self._head.problem.text())

    def _forget_problem(self) -> None:
        self._patience.stop()
        if self._problem is not None:
            self._problem = None
            self._head.problem.hide()
            self._line.underline(0, 0)

    def _show_sorting(self, percent: int) -> None:
        self._head.count.setText(tr("Looking through the texts… {n} %. Esc stops it.", n=percent))

    def _show_waiting(self) -> None:
        words = tr("Searching… Esc stops it.")
        self._head.count.setText(words)
        announce(self._line, words)

    def _show_answer(self, answer: Answer) -> None:
        before, found = self._answer, answer.found
        self._answer = self._walk.answer = answer
        if found.wish.query == self.query():  # and not the rest of what was shown before
            self._forget_problem()
        if before is None or _asks_other(before, answer):
            self._list.forget_place()
            self._walk.forget()
        self._list.show_rows(answer.rows)
        self._walk.follow()
        self._show_counts(answer)
        if before is None or before.found is not found:
            query = understood(found.wish.query)
            self._line.setToolTip("" if query is None else sentence_of(query))
            self._here.follow(found)
            self.choosing.follow(found)
            self._earlier.answered(found.wish.query, len(found.units))
            self._show_look()
        if self._jump:
            by, self._jump = self._jump, 0
            self.step(by)

    def _show_counts(self, answer: Answer) -> None:
        found = answer.found
        words = count_words(found)
        self._head.count.setText(words)
        if words != self._said:
            self._saying.start()
        can_code = self.found_documents() > 0 and not self._session.project.read_only
        self._head.code.setVisible(can_code)
        self._body.setCurrentIndex(_HITS if found.counts else _LESSON)
        if not found.counts:
            self._lesson.say(lesson_words(found))
        self._tell_place()

    def found_documents(self) -> int:
        """Return how many documents have hits."""
        counts = () if self._answer is None else self._answer.found.counts
        return sum(group.source is Source.DOCUMENT for group in counts)

    def _say(self) -> None:
        self._said = self._head.count.text()
        announce(self._line, self._said)

    def _show_look(self) -> None:
        look, activation = self._look, self._session.activation
        filtered = tr("All hits") if look.active == "all" else tr("Filtered")
        self._head.options.show_options(look.options)
        self._head.show_looks((tr(LOOKS[look.lines]), tr(ORDERS[look.order]), filtered))
        only = ""
        if look.only is not None:
            name = "" if self._answer is None else self._answer.found.name_of(look.only)
            only = name or tr("this group")
        self._head.show_within(within_words(look.within(activation), only))

    def _tell_place(self) -> None:
        position = self._walk.position()
        if self._answer is not None:
            words = count_words(self._answer.found)
            self._head.count.setText(f"{position} · {words}" if position else words)
        self._session.tell_hit(position)

    # -- going there

    def step_from(self, here: Here | None, by: int) -> None:
        """Go to the next (1) or the previous (-1) match from the caret of the text, if it moved."""
        if not self._walk.step_from(here, by):
            self._step_on(by)

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) match of the list."""
        if not self._walk.step(by):
            self._step_on(by)

    def _step_on(self, by: int) -> None:
        """Read on at the end of what is read, and go around at the end of all."""
        answer = self._answer
        if answer is not None and not answer.is_whole and by > 0:
            self._jump = by
            self._asking.more()
            return
        if answer is not None and answer.found.rows:
            self._walk.go_around(by)
        else:
            self._session.told.emit(tr("No hits to go to"))

    def _walked(self) -> None:
        self._earlier.used()
        self._tell_place()

    # -- doing something with hits

    def selected_hits(self) -> Chosen | None:
        """Return which hits are meant: those that are ticked, else those that are listed.

        None means all that the query finds, also what will be found later.
        """
        if self.choosing.ticked:
            return self.choosing.ticked.chosen()
        found = None if self._answer is None else self._answer.found
        return None if found is None or not found.is_narrowed else dict.fromkeys(found.meant())

    def code_hits(self) -> None:
        """Show what coding the hits would code, to choose from."""
        if self._answer is not None and self.found_documents():
            self._earlier.used()
            query, chosen = self._answer.found.wish.query, self.selected_hits()
            options = self._answer.found.wish.options
            CodeHits(self._session, query, self, chosen=chosen, options=options).open()

    def copy_hits(self) -> None:
        """Copy what is ticked, else the hit one is at, as quotations with their sources."""
        self.choosing.copy()

    # -- keys

    def _down(self) -> None:
        """Go into the list."""
        if self._list.rows.rowCount():
            if self._list.current() is None:
                self._list.step(1)
            self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _leave(self) -> None:
        """Stop what takes its time, else go back to the text."""
        if self._asking.stop():
            words = tr("Stopped. Enter searches again.")
            self._head.count.setText(words)
            announce(self._line, words)
        else:
            self._session.text_wanted.emit()

    def _is_answered(self) -> bool:
        """Whether what is shown answers what is in the line."""
        return self._answer is not None and self._answer.found.wish.query == self.query()

    def _enter(self) -> None:
        if self._asking.busy or (self.query() and not self._is_answered()):
            self._jump = 1
            self._ask()
        else:
            self.step(1)

    # -- what is remembered

    def state(self) -> dict[str, str]:
        """Return how hits are looked at, to be remembered."""
        return self._look.state()

    def restore(self, state: dict[str, str]) -> None:
        """Take over what is remembered."""
        self._look = Look.restored(state)
        self._show_look()

    def kept(self) -> Kept:
        """Return what one had asked for, to be gone on with in a window made anew."""
        return Kept(self._line.text(), self._look, self._list.place())

    def resume(self, kept: Kept) -> None:
        """Ask again what was asked, and be in the same place of the answer."""
        self._line.setText(kept.query)
        self._list.come_back(kept.place)
        self.look(kept.look)
        if self.query():
            self._ask()


def _asks_other(before: Answer, answer: Answer) -> bool:
    """Whether an answer is to another question, and not the same list as it is now."""
    one, other = before.found.wish, answer.found.wish
    return replace(one, folded=other.folded) != other
