"""The builder of queries: operators to choose from, their parts, and the query as it grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qcode.model.changes import Changes
from qcode.model.errors import UserError
from qcode.model.query import Query, print_query
from qcode.model.search_options import SearchOptions
from qcode.services.language import mark, tr, trn
from qcode.services.operators import understood
from qcode.services.query_choices import QueryChoices, read_choices, split_last_word
from qcode.services.query_parts import PARTS, Join, Sort, build, join, take_apart
from qcode.services.query_words import sentence_of
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.codes.known import KnownCodes
from qcode.ui.found.delegate import SIDE
from qcode.ui.found.parts import hairline, quiet
from qcode.ui.runner import Task
from qcode.ui.scrolled import Scrolled
from qcode.ui.session import Session

from .operator_list import OperatorList
from .part_editors import MOST, PartEditor, Show, editor_for
from .part_name import PartName
from .words import problem_words

_OF_TEXTS = frozenset({Sort.WORD, Sort.WORDS, Sort.FORMS})
_WIDE = 620  # pixels, from which the parts stand beside the operators
_COUNT_MS = 150  # of quiet, before what is built is counted
_JOINS = (
    (Join.AND, mark("and what is in the line")),
    (Join.OR, mark("or what is in the line")),
    (Join.NOT, mark("what is in the line, but not this")),
    (Join.ALONE, mark("in place of what is in the line")),
)


@dataclass(slots=True)
class _Start:
    """What was in the line: the query, and if it is of one operator, which and its parts."""

    text: str = ""
    query: Query | None = None
    key: str = ""
    values: Sequence[str] = field(default=())


class QueryBuilder(QWidget):
    """Builds a query on what is in the line. `taken` brings it; `left` says that nobody wants it.

    `grown` brings a query that is to be in the line while one goes on building.
    """

    taken = Signal(str)
    grown = Signal(str)
    left = Signal()

    def __init__(
        self, session: Session, options: Callable[[], SearchOptions], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Build a query"))
        self._session, self._options = session, options
        self._known = KnownCodes.of(session)
        self._choices = QueryChoices()
        self._start = _Start()
        self._editors: list[PartEditor] = []
        self._typed: dict[Sort, str] = {}
        self._result: Query | None = None
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNT_MS)
        self._counting.timeout.connect(self._count)
        self._build()
        session.changed.connect(self._follow)

    def _build(self) -> None:
        self._list = OperatorList(self)
        self._list.chosen.connect(self._choose)
        self._join_label = PartName(tr("Joined"))
        self._join = ChoiceBox()
        self._join.setAccessibleName(tr("How it is joined"))
        for how, words in _JOINS:
            self._join.addItem(tr(words), how)  # marked in _JOINS
        self._join.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._join.setMinimumContentsLength(12)
        self._join.currentIndexChanged.connect(lambda _row: self._show_result())
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._text = QLabel()
        self._text.setAccessibleName(tr("The query"))
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words = quiet()
        self._counted = quiet()
        self._counted.setAccessibleName(tr("How much was found"))
        self._more = QPushButton(tr("Add and go on"))
        self._more.clicked.connect(lambda _checked=False: self._go_on())
        self._agree = QPushButton(tr("Search so"))
        self._agree.clicked.connect(lambda _checked=False: self.take())
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._more)
        self._buttons.addWidget(self._agree)
        form = QWidget()
        inner = QVBoxLayout(form)
        inner.setContentsMargins(SIDE, 8, SIDE, 8)
        inner.addLayout(self._grid)
        inner.addSpacing(4)
        for label in (self._text, self._words, self._counted):
            inner.addWidget(label)
        inner.addLayout(self._buttons)
        inner.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(0)
        self._halves.addWidget(self._list, 1)
        self._line = hairline()
        self._halves.addWidget(self._line)
        self._halves.addWidget(Scrolled(form))

    # -- opening

    def open(self, text: str) -> None:
        """Begin with what is in the line: in its parts if it is simple, else as one part."""
        query = understood(text)
        key, values = (take_apart(query) if query is not None else None) or ("", ())
        self._start = _Start(text.strip(), query, key, values)
        self._typed.clear()
        self._session.read("query choices", self._read, self._know)
        self._join.setCurrentIndex(0)
        chosen = key or self._list.key() or "word"
        if self._list.key() == chosen:
            self._choose(chosen)
        else:
            self._list.choose(chosen)
        self.show()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._list.scrollTo(self._list.currentIndex())

    def _read(self, _task: Task) -> QueryChoices:
        return read_choices(self._session.project)

    def _know(self, choices: QueryChoices) -> None:
        self._choices = choices

    def _follow(self, _changes: Changes) -> None:
        if self.isVisible():
            self._session.read("query choices", self._read, self._know)
            self._counting.start()

    def _propose(self, sort: Sort, text: str, show: Show) -> None:
        """Show what may be meant: words of the texts when they are found, all else at once."""
        if sort not in _OF_TEXTS:
            show(self._known_names(sort, text))
            return
        editors, searcher = self._editors, self._session.searcher
        before, word = split_last_word(text)

        def found(_task: Task) -> list[str]:
            return [before + each for each in searcher.beginning(word, MOST)] if word else []

        def take(proposals: Sequence[str]) -> None:
            if self._editors is editors:  # or the line is gone
                show(proposals)

        self._session.read("words of the texts", found, take)

    def _known_names(self, sort: Sort, text: str) -> Sequence[str]:
        """Return codes as they are found elsewhere, and names with these letters."""
        if sort is Sort.CODE and self._known.loaded:
            found = self._known.finder.find(text, recent=self._known.recent)
            return [entry.path for entry in found]
        attribute = self._editors[0].value() if sort is Sort.VALUE and self._editors else ""
        wanted = text.casefold().split()
        return [
            name
            for name in self._choices.of(sort, attribute)
            if all(word in name.casefold() for word in wanted)
        ]

    # -- parts

    def _choose(self, key: str) -> None:
        """Ask for the parts of an operator, with what is known of them already."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None and widget not in (self._join, self._join_label):
                widget.hide()
                widget.deleteLater()
        self._editors = [editor_for(part, self._propose) for part in PARTS[key]]
        before: QWidget = self._list
        for row, (editor, value) in enumerate(zip(self._editors, self._first(key), strict=True)):
            label = PartName(tr(editor.part.label))  # marked in query_parts
            label.setBuddy(editor.stops[-1])
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(editor, row, 1)
            editor.show()  # now: Tab may be pressed at once
            editor.set_value(value)
            editor.changed.connect(self._edited)
            editor.entered.connect(self.take)
            for stop in editor.stops:
                QWidget.setTabOrder(before, stop)
                before = stop
        row = len(self._editors)
        self._grid.addWidget(self._join_label, row, 0)
        self._grid.addWidget(self._join, row, 1)
        joins = self._start.query is not None and not self._holds_start(key)
        self._join.setVisible(joins)
        self._join_label.setVisible(joins)
        for widget in (self._join, self._more, self._agree):
            QWidget.setTabOrder(before, widget)
            before = widget
        self._show_result()

    def _holds_start(self, key: str) -> bool:
        """Whether what is in the line stands in the parts of an operator."""
        return key == self._start.key or self._is_side(key)

    def _is_side(self, key: str) -> bool:
        sides = [part for part in PARTS[key] if part.sort is Sort.QUERY]
        return self._start.query is not None and len(sides) == 2

    def _first(self, key: str) -> list[str]:
        if key == self._start.key:
            return list(self._start.values)
        parts = PARTS[key]
        values = [
            part.first or ("" if part.sort is Sort.QUERY else self._typed.get(part.sort, ""))
            for part in parts
        ]
        if self._is_side(key) and self._start.query is not None:
            values[0] = print_query(self._start.query)
        return values

    def _edited(self) -> None:
        for editor in self._editors:
            if not editor.part.first and not editor.part.optional:
                self._typed[editor.part.sort] = editor.value()
        self._show_result()

    # -- the query

    def query(self) -> Query | None:
        """Return what is built; None while something is missing."""
        return self._result

    def _show_result(self) -> None:
        key, problem = self._list.key(), ""
        self._result = None
        try:
            piece = build(key, [editor.value() for editor in self._editors])
        except UserError as error:
            problem = problem_words(error, "")
        except ValueError:
            problem = tr("Something is missing yet.")
        else:
            how = Join.ALONE if self._holds_start(key) else self._join.currentData()
            self._result = join(self._start.query, how, piece)
        self._agree.setEnabled(self._result is not None)
        self._more.setEnabled(self._result is not None)
        if self._result is None:
            self._counting.stop()
            self._text.setText(self._start.text)
            self._words.setText(problem)
            self._counted.clear()
        else:
            self._text.setText(print_query(self._result))
            self._words.setText(sentence_of(self._result))
            self._counting.start()

    def _count(self) -> None:
        if self._result is None:
            return
        searcher, text, options = (
            self._session.searcher,
            print_query(self._result),
            self._options(),
        )

        def work(task: Task) -> tuple[int, int]:
            answer = searcher.units(text, options=options, job=task)
            return len(answer.found), answer.missing

        def show(counts: tuple[int, int]) -> None:
            if self._text.text() == text:
                self._counted.setText(_count_words(*counts))

        def refuse(error: UserError) -> None:
            if self._text.text() == text:
                self._counted.setText(problem_words(error, text))

        self._session.read("query builder", work, show, refuse)

    def take(self) -> None:
        """Hand over what is built, or go to what is missing."""
        if self._result is not None:
            self.taken.emit(print_query(self._result))
            return
        for editor in self._editors:
            if not editor.part.optional and not editor.value().strip():
                editor.stops[-1].setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _go_on(self) -> None:
        """Put what is built into the line, and build on it."""
        if self._result is None:
            return
        text = print_query(self._result)
        self.grown.emit(text)
        self._start = _Start(text, self._result)
        self._typed.clear()
        self._choose(self._list.key())
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take over with Enter, leave with Escape."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.take()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the parts beside the operators where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _WIDE
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(way)
        self._halves.setStretch(2, 1 if wide else 0)
        self._line.setVisible(not wide)


def _count_words(hits: int, missing: int) -> str:
    words = trn("{n} hit", "{n} hits", hits)
    if missing:
        waiting = trn(
            "{n} source is not searched yet; this grows by itself.",
            "{n} sources are not searched yet; this grows by itself.",
            missing,
        )
        words = f"{words}. {waiting}"
    return words
