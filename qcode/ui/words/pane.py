"""The words of the texts counted, and the words near a word, each leading to its places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from qcode.analysis.collocation import Neighbours
from qcode.analysis.frequency import Frequencies, WordCount
from qcode.model.changes import Changes
from qcode.model.errors import UserError
from qcode.model.query import And, Query, Word, print_query
from qcode.model.query_parser import parse
from qcode.services import stop_words
from qcode.services.activation import Activation
from qcode.services.language import grouped, tr, trn
from qcode.services.messages import sentence
from qcode.services.word_counts import WordCounter
from qcode.ui.accessible import announce
from qcode.ui.found.parts import bar, column, flat, hairline, quiet
from qcode.ui.found.query_line import QueryLine
from qcode.ui.icons import Icon
from qcode.ui.leading import lead_focus
from qcode.ui.lesson import Lesson
from qcode.ui.runner import Task
from qcode.ui.session import Session

from .options import Wanted, fill_menu, load_wanted, save_wanted
from .stop_list import StopListDialog
from .table import Row, Sheet, WordModel, forms_said, sheet_of
from .view import WordTable

DELAY_MS = 200
_MANY = 50  # documents, from which on it is worth saying how far the counting is


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was counted, and the rows of it that were asked for: their letters, their order."""

    found: Frequencies | Neighbours
    sheet: Sheet
    asked: tuple[str, tuple[int, bool] | None]


class WordsPane(QWidget):
    """Counts words; a double click or Enter on one searches for it. Built when it is first seen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._built = False
        self._due = True  # what is shown is not what there is

    def showEvent(self, event: QShowEvent) -> None:
        """Build the pane, and count if something has changed since it was seen."""
        super().showEvent(event)
        self._build_once()
        self._count_if_due()

    def _build_once(self) -> None:
        if not self._built:
            self._build()

    def _build(self) -> None:
        self._built = True
        self._counter = WordCounter(self._session.project)
        self._wanted = load_wanted()
        self._found: Frequencies | Neighbours | None = None
        self._sorted: tuple[int, bool] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._count)
        self._near = QueryLine()
        self._near.setPlaceholderText(tr("Near a word or search; empty: all"))
        self._near.setAccessibleName(tr("Words near"))
        self._near.setClearButtonEnabled(True)
        self._near.textChanged.connect(lambda _text: self._timer.start())
        self._near.entered.connect(self._count)
        self._letters = QueryLine()
        self._letters.setPlaceholderText(tr("Only words with these letters"))
        self._letters.setAccessibleName(tr("Only words with these letters"))
        self._letters.setClearButtonEnabled(True)
        self._letters.textChanged.connect(lambda _text: self._arrange())
        self._letters.entered.connect(self._down)
        self._options = flat(
            "", self._offer_options, tip=tr("How words are counted"), sign=Icon.SETTINGS
        )
        self._said = quiet()
        self._model = WordModel(self)
        self._table = WordTable(self._model)
        self._table.chosen.connect(self.search_for)
        self._table.sort_wanted.connect(self.sort_by)
        self._table.customContextMenuRequested.connect(self._offer_row)
        self._table.topped.connect(lambda: self._letters.setFocus(Qt.FocusReason.OtherFocusReason))
        self._lesson = Lesson(Icon.WORDS, tr("Counting…"), leave=self._session.text_wanted.emit)
        for line in (self._near, self._letters):
            line.went_down.connect(self._down)
            line.left.connect(self._session.text_wanted)
        self._table.left.connect(self._session.text_wanted)
        self._lay_out()
        lead_focus(self, self._near)
        self._session.changed.connect(self._follow)
        self._session.activation_changed.connect(self._activate)

    def _lay_out(self) -> None:
        body = QWidget()
        self._body = QStackedLayout(body)
        self._body.addWidget(self._lesson)
        self._body.addWidget(self._table)
        layout: QVBoxLayout = column(self)
        layout.addLayout(bar(self._near, self._options, stretch=self._near))
        layout.addLayout(bar(self._letters, stretch=self._letters, above=0))
        layout.addLayout(bar(self._said, stretch=self._said, above=0))
        layout.addWidget(hairline())
        layout.addWidget(body, 1)

    # -- counting

    def _follow(self, changes: Changes) -> None:
        if changes.affects_documents:
            self._recount()

    def _activate(self, _activation: Activation) -> None:
        self._recount()

    def _recount(self) -> None:
        self._due = True
        self._count_if_due()

    def _count_if_due(self) -> None:
        if self._due and self.isVisible():
            self._count()

    def near_text(self) -> str:
        """Return what the words are to be near, "" for all words."""
        return self._near.text().strip()

    def kept(self) -> tuple[str, str, tuple[int, bool] | None] | None:
        """Return what one has asked for: near what, with which letters, in which order."""
        return (self._near.text(), *self._asked) if self._built else None

    def resume(self, kept: tuple[str, str, tuple[int, bool] | None] | None) -> None:
        """Go on with what was asked for in a window before this one."""
        if kept is not None and any(kept):
            self._build_once()
            near, letters, self._sorted = kept
            self._near.setText(near)
            self._letters.setText(letters)

    def near(self, query: str) -> None:
        """Count the words near what a query finds; those of all texts for ""."""
        self._near.setText(query)
        self._count()

    def _count(self) -> None:
        self._timer.stop()
        self._due = False
        near, asked = self.near_text(), self._asked
        how = self._wanted.counting(self._session.activation.documents)
        counter, searcher = self._counter, self._session.searcher
        self._say(tr("Counting…"))

        def work(task: Task) -> _Answer:
            found: Frequencies | Neighbours
            if near:
                found = counter.near(searcher, near, how, job=task)
            else:
                found = counter.frequencies(how, job=task)
            return _Answer(found, _sheet(found, *asked), asked)

        task = self._session.read("words", work, self._take, self._show_problem)
        task.progressed.connect(self._show_progress)

    def _show_progress(self, done: int, total: int, _detail: str) -> None:
        # Not announced: a screen reader would speak of nothing else.
        if done < total and total >= _MANY:
            self._said.setText(tr("Counting… {done} of {total}", done=done, total=total))

    def _arrange(self) -> None:
        """Show what was counted in another order, or only some of it."""
        found, asked = self._found, self._asked
        if found is not None:

            def work(_task: Task) -> _Answer:
                return _Answer(found, _sheet(found, *asked), asked)

            self._session.read("order of words", work, self._show)

    @property
    def _asked(self) -> tuple[str, tuple[int, bool] | None]:
        return self._letters.text(), self._sorted

    def _show_problem(self, error: UserError) -> None:
        self._say(sentence(error))

    def _take(self, answer: _Answer) -> None:
        """Show what was counted; others of its rows if those have been asked for meanwhile."""
        if type(answer.found) is not type(self._found):
            self._table.clearSelection()
        self._found = answer.found
        self._show(answer)
        if answer.asked != self._asked:
            self._arrange()

    def _show(self, answer: _Answer) -> None:
        if answer.found is not self._found:
            return  # it was counted anew while rows of it were put in order
        self._model.show_sheet(answer.sheet)
        self._table.measure()
        self._say(self._words(answer))
        self._body.setCurrentIndex(1 if answer.sheet.rows else 0)
        if not answer.sheet.rows:
            self._lesson.say(self._empty(answer.found))

    def _say(self, words: str) -> None:
        if words != self._said.text():
            self._said.setText(words)
            announce(self._near, words)

    def _words(self, answer: _Answer) -> str:
        found, shown = answer.found, len(answer.sheet.rows)
        active = tr("in active documents") if self._session.activation.documents is not None else ""
        places = trn("{n} document", "{n} documents", found.documents)
        if isinstance(found, Neighbours):
            places_found = trn("around {n} place", "around {n} places", found.nodes)
            parts = [trn("{n} word", "{n} words", shown), places_found, places, active]
        else:
            parts = [
                tr(
                    "{different} different of {all} words",
                    different=grouped(shown),
                    all=grouped(found.tokens),
                ),
                places,
                active,
            ]
        return " · ".join(part for part in parts if part)

    def _empty(self, found: Frequencies | Neighbours) -> str:
        if self._letters.text().strip() and found.rows:
            return tr("No word has these letters.")
        if isinstance(found, Neighbours):
            return tr(
                "No word stands at least twice within five words of this. Try another word, or"
                " count common words too."
            )
        return tr(
            "There is nothing to count. Import a text, or make more documents active in the list"
            " of documents."
        )

    # -- order and choices

    def sort_by(self, column: int) -> None:
        """Sort by a column; by the same one again turns the order round."""
        sheet = self._model.sheet
        falling = not sheet.falling if sheet.sorted_by == column else column > 0
        self._sorted = (column, falling)
        self._arrange()

    def take(self, wanted: Wanted) -> None:
        """Count in another way, and remember it."""
        self._wanted = wanted
        save_wanted(wanted)
        self._count()

    def options_menu(self) -> QMenu:
        """Return the menu of how words are counted; it goes when it is closed."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        fill_menu(menu, self._wanted, self.take)
        menu.addSeparator()
        menu.addAction(tr("Edit the common words…")).triggered.connect(self.edit_stop_words)
        return menu

    def _offer_options(self) -> None:
        self.options_menu().popup(self._options.mapToGlobal(QPoint(0, self._options.height())))

    def edit_stop_words(self) -> None:
        """Open the dialog for the words that are left out."""
        dialog = StopListDialog(self._session.project.info.language, self)
        dialog.changed.connect(self._count)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # -- from a word to its places

    def query_for(self, row: Row) -> str:
        """Return the query that finds a word, beside the one it was counted near."""
        exact = isinstance(row, WordCount) and not self._wanted.joined
        word: Query = Word(row.word, exact=exact)
        if isinstance(row, WordCount):
            return print_query(word)
        return print_query(And((parse(self.near_text()), word)))

    def search_for(self, row: Row) -> None:
        """Search for a word, and show each place in a line of its own."""
        self._session.lines_wanted.emit(self.query_for(row))

    def leave_out(self, row: Row) -> None:
        """Put a word, in all the forms that were counted, on the list of common words."""
        language = self._session.project.info.language
        forms = {form for form, _count in row.forms} if isinstance(row, WordCount) else {row.word}
        stop_words.change_stop_words(language, stop_words.stop_words(language) | forms)
        self._count()

    def row_menu(self, row: Row) -> QMenu:
        """Return what can be done with a word; the menu goes when it is closed."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        forms = forms_said(row)
        if forms:
            shown = self.fontMetrics().elidedText(forms, Qt.TextElideMode.ElideRight, 420)
            menu.addAction(shown).setEnabled(False)
            menu.addSeparator()
        word, near = row.word, print_query(Word(row.word))
        actions: Mapping[str, Callable[[], None]] = {
            tr("Search for “{word}”", word=word): lambda: self.search_for(row),
            tr("Words near “{word}”", word=word): lambda: self.near(near),
            tr("Leave out “{word}” as a common word", word=word): lambda: self.leave_out(row),
            tr("Copy the chosen rows"): self._table.copy,
        }
        for title, act in actions.items():
            menu.addAction(title).triggered.connect(act)
        return menu

    def _offer_row(self, at: QPoint) -> None:
        index = self._table.indexAt(at)
        if index.isValid():
            row = self._model.sheet.rows[index.row()]
            self.row_menu(row).popup(self._table.viewport().mapToGlobal(at))

    def _down(self) -> None:
        """Go into the table."""
        if self._model.rowCount():
            if not self._table.currentIndex().isValid():
                self._table.selectRow(0)
            self._table.setFocus(Qt.FocusReason.TabFocusReason)


def _sheet(found: Frequencies | Neighbours, letters: str, order: tuple[int, bool] | None) -> Sheet:
    return sheet_of(found, letters, *(order or (None, True)))
