"""The search: one line to type in, and what it finds as one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QStackedLayout, QWidget

from qcode.model.changes import Changes
from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.memo import MemoId
from qcode.model.text import Span
from qcode.services.hit_coding import autocode
from qcode.services.hits import Hit, Source
from qcode.services.language import tr, trn
from qcode.services.retrieval import Selection
from qcode.services.searching import Found
from qcode.services.widening import Extent
from qcode.ui.accessible import announce
from qcode.ui.codes.quick import QuickCodeBox
from qcode.ui.icons import Icon
from qcode.ui.runner import Task
from qcode.ui.session import Session

from .coding_hits import CodeHits
from .delegate import SIDE
from .here import HitsHere
from .hits import HitKey, count_words, key_of, problem_words, rows_of
from .listing import PassageList
from .parts import bar, column, flat, hairline, lesson, quiet
from .query_help import QueryHelp
from .query_line import QueryLine
from .rows import Passage, Row, as_shown

DELAY_MS = 120
PAGE = 100  # hits at first; four times as many each time the end is reached


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was found, and the rows for it, made where it was searched."""

    found: Found
    hits: Mapping[HitKey, Hit]
    rows: Sequence[Row]


class SearchPane(QWidget):
    """Searches texts, memos and codes while one types."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._found: Found | None = None
        self._hits: Mapping[HitKey, Hit] = {}
        self._match = 0  # which match of the current hit was shown last
        self._limit = PAGE
        self._loading = False
        self._jump = False  # go to the first hit when the answer comes
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._search)
        self._box = QuickCodeBox(session, self)
        self._build()
        session.changed.connect(self._follow)
        session.index_changed.connect(self._index_changed)
        session.search_wanted.connect(self.ask)
        self._here = HitsHere(session)

    def _build(self) -> None:
        self._line = QueryLine()
        self._line.setPlaceholderText(tr("Search texts, memos and codes"))
        self._line.setAccessibleName(tr("Search"))
        self._line.setClearButtonEnabled(True)
        self._line.textChanged.connect(self._typed)
        self._line.entered.connect(self._enter)
        self._line.went_down.connect(self._down)
        self._line.left.connect(self._session.text_wanted)
        self._help = QueryHelp(self)
        self._help.chosen.connect(self._insert)
        ask = flat("", lambda: self._help.show_below(ask), tip=tr("How to search"), sign=Icon.HELP)
        ask.setAccessibleName(tr("How to search"))
        self._problem = quiet()
        self._problem.setContentsMargins(SIDE, 0, SIDE, 4)
        self._problem.hide()
        self._count = quiet()
        self._code = flat(tr("Code all hits…"), self.code_hits)
        self._code.hide()
        self._list = PassageList(lines=2, fixed=True)
        self._list.setAccessibleName(tr("Hits"))
        self._list.chosen.connect(self._show)
        self._list.more_wanted.connect(self._load_more)
        self._list.topped.connect(lambda: self._line.setFocus(Qt.FocusReason.OtherFocusReason))
        self._list.left.connect(self._session.text_wanted)
        self._lesson = lesson("")
        body = QWidget()
        self._body = QStackedLayout(body)
        self._body.addWidget(self._lesson)
        self._body.addWidget(self._list)
        layout = column(self)
        layout.addLayout(bar(self._line, ask, stretch=self._line))
        layout.addWidget(self._problem)
        layout.addLayout(bar(self._count, self._code, stretch=self._count, above=0))
        layout.addWidget(hairline())
        layout.addWidget(body, 1)
        self.setFocusProxy(self._line)
        self._teach()

    # -- asking

    def ask(self, query: str) -> None:
        """Put a query into the line, or with "" only the cursor."""
        if query:
            self._line.setText(query)
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def query(self) -> str:
        """Return what is in the line."""
        return self._line.text().strip()

    def found(self) -> Found | None:
        """Return the answer that is shown, None while the line is empty."""
        return self._found

    def _insert(self, example: str) -> None:
        text = self._line.text().strip()
        self._line.setText(f"{text} {example}".strip())
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        self._limit = PAGE
        self._jump = False
        self._timer.start()

    def _follow(self, changes: Changes) -> None:
        if self.query() and (
            changes.affects_documents
            or changes.affects_memos
            or changes.affects_codes
            or changes.affects_segments
        ):
            self._timer.start()

    def _index_changed(self, _missing: int) -> None:
        if self._found is not None and self._found.missing:
            self._timer.start()

    def _search(self) -> None:
        self._timer.stop()
        query, limit = self.query(), self._limit
        if not query:
            self._clear()
            return
        self._loading = True
        session, shown = self._session, tuple(self._list.rows.rows)

        def work(task: Task) -> _Answer:
            found = session.searcher.search(query, limit=limit, job=task)
            rows = as_shown(rows_of(found, session.project.codebook()), shown)
            return _Answer(found, {key_of(hit): hit for hit in found.hits}, rows)

        session.read("search", work, self._show_found, self._show_problem)

    def _load_more(self) -> None:
        found = self._found
        if found is None or self._loading or len(found.hits) >= found.total:
            return
        self._limit = 4 * self._limit
        self._search()

    # -- showing

    def _clear(self) -> None:
        self._session.read("search", lambda _task: None, lambda _nothing: None)  # drop late answers
        self._found, self._hits, self._loading = None, {}, False
        self._problem.hide()
        self._count.clear()
        self._code.hide()
        self._list.show_rows(())
        self._here.follow(None)
        self._teach()

    def _teach(self) -> None:
        self._lesson.setText(
            tr(
                "Type a word to find it in every form. Put “several words” in quotation marks to"
                " find them as they stand. The question mark shows what else you can ask."
            )
        )
        self._body.setCurrentIndex(0)

    def _show_problem(self, error: UserError) -> None:
        self._loading = False
        self._problem.setText(problem_words(error, self.query()))
        self._problem.show()

    def _show_found(self, answer: _Answer) -> None:
        found = answer.found
        if self._found is None or found.query != self._found.query:
            self._list.forget_place()
        self._found, self._loading = found, False
        self._hits = answer.hits
        self._problem.hide()
        words = count_words(found)
        if found.missing:
            missing = trn(
                "{n} source is not searched yet; this grows by itself.",
                "{n} sources are not searched yet; this grows by itself.",
                found.missing,
            )
            words = f"{words}. {missing}"
        if words != self._count.text():
            self._count.setText(words)
            announce(self._line, words)
        self._code.setVisible(found.documents > 0 and not self._session.project.read_only)
        self._list.show_rows(answer.rows)
        self._body.setCurrentIndex(1 if found.total else 0)
        if found.missing:
            self._lesson.setText(tr("Nothing found so far."))
        elif not found.total:
            self._lesson.setText(
                tr(
                    "Nothing says this. Try the beginning of a word with a star, such as trygg*,"
                    " or fewer words."
                )
            )
        self._here.follow(found)
        if self._jump:
            self._jump = False
            self.step(1)

    # -- going there

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) match, wherever the keyboard is."""
        passage = self._list.current()
        hit = None if passage is None else self._hit(passage)
        if hit is not None and 0 <= self._match + by < len(hit.matches):
            self._match += by
            self._go(hit)
            return
        passage = self._list.step(by)
        hit = None if passage is None else self._hit(passage)
        if hit is None:
            some = self._found is not None and self._found.total
            self._session.told.emit(tr("No more hits") if some else tr("No hits to go to"))
            return
        self._match = 0 if by > 0 else max(len(hit.matches) - 1, 0)
        self._go(hit)

    def _hit(self, passage: Passage) -> Hit | None:
        return self._hits.get(passage.key) if isinstance(passage.key, HitKey) else None

    def _show(self, passage: Passage) -> None:
        hit = self._hit(passage)
        if hit is not None:
            self._match = 0
            self._go(hit)

    def _go(self, hit: Hit) -> None:
        if hit.source is Source.MEMO:
            self._session.open_memo(MemoId(hit.source_id))
        elif hit.source is Source.CODE:
            codes = frozenset({CodeId(hit.source_id)})
            self._session.retrieve(Selection(codes=codes, subcodes=True))
        else:
            span = hit.matches[self._match] if hit.matches else Span(hit.start, hit.end)
            self._session.show_document(DocumentId(hit.source_id), span)

    def code_hits(self) -> None:
        """Ask how much of the text around each hit is meant, then for the code, and code all."""
        if self._found is not None and self._found.documents:
            query = self._found.query
            dialog = CodeHits(self._session, query, self)
            dialog.unit_chosen.connect(partial(self._ask_code, query))
            dialog.open()

    def _ask_code(self, query: str, unit: str) -> None:
        corner = self._code.mapToGlobal(QPoint(0, self._code.height()))
        self._box.choose(corner, tr("Code all hits with"), partial(self.code_with, query, unit))

    def code_with(self, query: str, unit: str, code: CodeId) -> None:
        """Code every hit of a query, in one operation; `unit` is one of `widening.UNITS`."""
        project, searcher = self._session.project, self._session.searcher

        def work() -> object:
            return autocode(searcher, query, project.codebook().path(code), Extent(unit))

        self._session.do(work)

    # -- keys

    def _down(self) -> None:
        """Go into the list."""
        if self._list.rows.rowCount():
            if self._list.current() is None:
                self._list.step(1)
            self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _enter(self) -> None:
        if self._timer.isActive() or self._loading:
            self._jump = True
            self._search()
        else:
            self.step(1)
