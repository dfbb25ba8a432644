"""The live preview: the report is made and laid out in pages behind the window's back.

What is shown stays until the first new page is there. A newer wish ends an older one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from qcode.model.errors import UserError
from qcode.model.report import ReportOptions
from qcode.services.apart import run_beside
from qcode.services.language import tr
from qcode.services.messages import sentence
from qcode.services.report_preview import preview
from qcode.services.retrieval import Selection
from qcode.ui.found.parts import column, flat, hairline, quiet
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.sized import by_letters
from qcode.ui.wrapping_row import WrappingRow

from .flow import Sheet, sheets
from .pages import Pages

MOST_PAGES = 60  # at first; those behind them when one comes near their end
_MORE = 4  # times as many
_AHEAD = 10  # pages before the last one at which more are laid out
_PAGES_SLOT = "report preview"


@dataclass(frozen=True, slots=True)
class _Laid:
    """What came of laying out: all pages, and whether they are the whole report."""

    sheets: tuple[Sheet, ...]
    whole: bool


@dataclass(slots=True)
class _Growing:
    """Pages that a lane adds to while the window looks."""

    sheets: list[Sheet] = field(default_factory=list)


class Preview(QWidget):
    """Pages with what belongs to them: which page, the zoom, and an honest line below.

    `ready` when all pages are laid out.
    """

    ready = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._task: Task | None = None
        self._growing = _Growing()
        self._cut, self._word = False, True
        self._wanted: tuple[Selection, ReportOptions] | None = None
        self._most = MOST_PAGES
        self.pages = Pages()
        self.pages.looked_at.connect(self._look)
        self.pages.zoomed.connect(self._tell_zoom)
        self._page = quiet(wrap=False)
        self._zoom = quiet(wrap=False)
        self._zoom.setMinimumWidth(by_letters(self, 44))
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note = quiet()
        self._message = QLabel()
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setContentsMargins(48, 48, 48, 48)
        self._shown = QStackedWidget()
        self._shown.addWidget(self.pages)
        self._shown.addWidget(self._message)
        layout = column(self)
        layout.addLayout(self._head())
        layout.addWidget(hairline())
        layout.addWidget(self._shown, 1)
        layout.addWidget(hairline())
        self.note.setContentsMargins(12, 6, 12, 6)
        layout.addWidget(self.note)
        self._tell_page(0)
        self._tell_zoom()

    def _head(self) -> WrappingRow:
        row = WrappingRow(self._page)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(2)
        row.addWidget(self._page)
        smaller = flat("−", self.pages.zoom_out, tip=tr("Smaller"))
        larger = flat("+", self.pages.zoom_in, tip=tr("Larger"))
        for button in (smaller, larger):
            button.setAccessibleName(button.toolTip())
        fit = flat(tr("Fit width"), lambda: self.pages.set_zoom(0))
        for widget in (smaller, self._zoom, larger, fit):
            row.addWidget(widget)
        return row

    # -- asking

    @property
    def busy(self) -> bool:
        """Whether pages are being laid out."""
        return self._task is not None

    def ask(self, selection: Selection, options: ReportOptions) -> None:
        """Show the pages of a report, when they are there."""
        self._wanted, self._most = (selection, options), MOST_PAGES
        while self._most < self.pages.current:  # one stays where one is
            self._most *= _MORE
        self._ask()

    def _ask(self) -> None:
        assert self._wanted is not None  # whoever asks has said what for
        selection, options = self._wanted
        project, growing, most = self._session.project, _Growing(), self._most

        def work(task: Task) -> _Laid:
            whole = most > MOST_PAGES
            wanted = partial(preview, selection=selection, options=options, whole=whole)
            made = run_beside(project, wanted, task)
            for sheet in sheets(made.sections, task.check):
                growing.sheets.append(sheet)
                if len(growing.sheets) == most:
                    return _Laid(tuple(growing.sheets), whole=False)
                task.progress(len(growing.sheets), most)
            return _Laid(tuple(growing.sheets), made.whole)

        task = self._session.read(_PAGES_SLOT, work, self._show, self._fail)
        self._task, self._growing = task, growing
        task.progressed.connect(self._grow)
        self._tell_page(self.pages.current)

    def _look(self, number: int) -> None:
        """Lay out more where one comes near the end of what is laid out."""
        self._tell_page(number)
        there = len(self.pages.sheets)
        near = number > there - min(_AHEAD, there // 2)
        if self._cut and near and not self.busy and not self.message:
            self._most *= _MORE
            self._ask()

    def stop(self) -> None:
        """Ask no more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def say(self, words: str) -> None:
        """Show a sentence in the place of pages."""
        self.stop()
        self._message.setText(words)
        self._shown.setCurrentWidget(self._message)
        self.pages.show_sheets((), 0)
        self.note.setText("")
        self._tell_page(0)

    @property
    def message(self) -> str:
        """The sentence that stands in the place of pages, "" where pages stand."""
        return self._message.text() if self._shown.currentWidget() is self._message else ""

    # -- answers

    def _grow(self) -> None:
        """Show the first pages, as soon as there are as many as one looks at."""
        sheets, looked_at = tuple(self._growing.sheets), self.pages.current
        if self._most > MOST_PAGES and len(sheets) < len(self.pages.sheets):
            return  # they are there already
        if self.busy and looked_at < len(sheets) <= max(looked_at, 1) + 2:
            self._show_pages(sheets, 0)

    def _show(self, laid: _Laid) -> None:
        self._task, self._cut = None, not laid.whole
        self._show_pages(laid.sheets, len(laid.sheets) if laid.whole else 0)
        self._tell_note()
        self.ready.emit()
        self._look(self.pages.current)  # one may have come to the end while they grew

    def show_format(self, *, word: bool) -> None:
        """Say with the pages whether the file will be a Word document."""
        self._word = word
        if self.note.text():
            self._tell_note()

    def _tell_note(self) -> None:
        words = tr("Lines and pages may break a little differently in Word.")
        if not self._word:
            words = tr("The pages are those of a Word document; the chosen format looks different.")
        if self._cut:
            shown = tr(
                "The first {n} pages are shown; more come as you get there.",
                n=len(self.pages.sheets),
            )
            words = f"{shown} {words}"
        self.note.setText(words)

    def _show_pages(self, shown: tuple[Sheet, ...], total: int) -> None:
        self._shown.setCurrentWidget(self.pages)
        self.pages.show_sheets(shown, total)
        self._tell_page(self.pages.current)
        self._tell_zoom()

    def _fail(self, error: UserError) -> None:
        self._task = None
        self.say(sentence(error))
        self.ready.emit()

    def _tell_page(self, number: int) -> None:
        total = len(self.pages.sheets)
        words = tr("Page {page} of {pages}", page=number, pages=total)
        if self.busy:
            words = tr("Page {page} · laying out…", page=number)
        elif self._cut:
            words = tr("Page {page} of more than {pages}", page=number, pages=total)
        self._page.setText(words if number else tr("Laying out…") if self.busy else "")

    def _tell_zoom(self) -> None:
        self._zoom.setText(f"{round(100 * self.pages.zoom)} %")
