"""The quotations of one manuscript with their verdicts: checked, filtered, told, gone to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QFileSystemWatcher, QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QMenu,
    QStackedLayout,
    QTextBrowser,
    QWidget,
)

from qcode.analysis.quotation_match import Verdict
from qcode.model.changes import Changes
from qcode.model.errors import UserError
from qcode.services.importing import readable_suffixes
from qcode.services.language import tr, trn
from qcode.services.messages import sentence
from qcode.services.quotation_check import Checked, CheckReport, check_manuscript, digest_of
from qcode.services.quotation_copy import write_copy
from qcode.services.quotation_records import Used, codings_on, remember, used
from qcode.services.quotation_rules import read_names
from qcode.services.quotation_words import summary, verdict_word
from qcode.ui.accessible import announce
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.dressed import dress_scroll_bars
from qcode.ui.found.delegate import SIDE
from qcode.ui.found.listing import PassageList
from qcode.ui.found.parts import bar, column, flat, hairline, quiet
from qcode.ui.found.rows import Passage
from qcode.ui.icons import Icon
from qcode.ui.leading import lead_focus
from qcode.ui.lesson import Lesson
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.splitter import Splitter
from qcode.ui.theme import colors, is_dark

from .rows import details, row_of, row_of_used, used_details

_REST_MS = 1_000  # after a change of the file: a word processor writes it in several steps
_LOOKS = 20  # for a file that is gone
_USED = "used"
_TERMS = "terms"


@dataclass(frozen=True, slots=True)
class _Answer:
    """A report, with the rows of all its quotations."""

    report: CheckReport
    rows: list[Passage]


class CheckContent(QWidget):
    """Lists the quotations of a manuscript; Enter or a click leads to where they come from."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._path: Path | None = None
        self._names: dict[str, str] = {}
        self._answer: _Answer | None = None
        self._used: list[Used] = []
        self._shows_used = False  # whether the list has coded passages, and no quotations
        self._missing = 0  # how often the file was looked for in vain
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._check_if_changed)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(lambda _path: self._timer.start())
        self._choose = flat(tr("Manuscript…"), self.choose, tip=tr("Choose a manuscript to check"))
        self._again = flat("", self.again, tip=tr("Check again"), sign=Icon.REPEAT)
        self._stop = flat("", self.stop, tip=tr("Stop checking"), sign=Icon.CLOSE)
        self._more = flat("", self._offer_more, tip=tr("More"), sign=Icon.SETTINGS)
        self._name = quiet(wrap=False)
        self._filter = ChoiceBox()
        self._filter.setAccessibleName(tr("Which quotations are shown"))
        self._filter.activated.connect(lambda _at: self._filtered())
        self._said = quiet()
        self._list = PassageList(lines=4, fixed=False)
        self._list.setAccessibleName(tr("Quotations"))
        self._list.chosen.connect(self._go)
        self._list.left.connect(self._session.text_wanted)
        self._list.topped.connect(lambda: self._filter.setFocus(Qt.FocusReason.OtherFocusReason))
        self._list.selectionModel().currentChanged.connect(lambda _now, _old: self._tell())
        self._details = QTextBrowser()
        self._details.setFrameShape(QFrame.Shape.NoFrame)
        self._details.setAccessibleName(tr("What differs"))
        self._details.setTabChangesFocus(True)
        dress_scroll_bars(self._details)
        self._details.document().setDocumentMargin(SIDE)
        self._lesson = Lesson(
            Icon.IN_VIVO,
            tr(
                "Which of your quotations are word for word? Choose your manuscript, or drop it"
                " here: each quotation in it is looked up in the documents, and you see what was"
                " changed, left out or said by somebody else. The manuscript is never changed."
            ),
            act=(tr("Choose a manuscript…"), self.choose),
            leave=self._session.text_wanted.emit,
        )
        self._lay_out()
        lead_focus(self, self._choose)
        self._show_state()
        self._session.changed.connect(self._follow)

    def _lay_out(self) -> None:
        body = QWidget()
        self._body = QStackedLayout(body)
        self._parts = Splitter(Qt.Orientation.Vertical)
        self._parts.add(self._list, tr("Quotations"))
        self._parts.add(self._details, tr("Details"))
        self._parts.setStretchFactor(0, 1)
        self._parts.setSizes([400, 170])
        self._body.addWidget(self._lesson)
        self._body.addWidget(self._parts)
        layout = column(self)
        head = bar(
            self._choose, self._name, self._again, self._stop, self._more, stretch=self._name
        )
        layout.addLayout(head)
        layout.addLayout(bar(self._filter, stretch=self._filter, above=0))
        layout.addLayout(bar(self._said, stretch=self._said, above=0))
        layout.addWidget(hairline())
        layout.addWidget(body, 1)

    # -- checking

    def choose(self) -> None:
        """Ask for a manuscript and check it."""
        known = " ".join(f"*{suffix}" for suffix in readable_suffixes())
        folder = self._session.project.path.parent if self._path is None else self._path.parent
        name, _filter = QFileDialog.getOpenFileName(
            self,
            tr("Check a manuscript"),
            str(folder),
            f"{tr('Documents')} ({known});;{tr('All files')} (*)",
        )
        if name:
            self.check(Path(name))

    def check(self, path: Path) -> None:
        """Check the quotations of a manuscript."""
        self._path = path
        self._watch()
        project, names = self._session.project, self._names

        def work(task: Task) -> _Answer:
            report = check_manuscript(project, path, names=names, job=task)
            remember(project, report)
            return _Answer(report, [row_of(at, one) for at, one in enumerate(report.quotations)])

        self._task = self._session.read("check", work, self._show, self._show_problem)
        self._task.progressed.connect(self._show_progress)
        self._say(tr("Checking…"))
        self._show_state()

    def manuscript(self) -> Path | None:
        """Return the file whose quotations are checked."""
        return self._path

    def again(self) -> None:
        """Check the same manuscript again."""
        if self._path is not None:
            self.check(self._path)

    def stop(self) -> None:
        """Stop a check; what was shown before stays."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._say(tr("Stopped."))
            self._show_state()

    def _show_progress(self, done: int, total: int, _detail: str) -> None:
        # Not announced: a screen reader would speak of nothing else.
        if done < total and self._task is not None:
            self._said.setText(tr("Checking… {done} of {total}", done=done, total=total))

    def _show_problem(self, error: UserError) -> None:
        self._task = None
        self._say(sentence(error))
        self._show_state()

    def _show(self, answer: _Answer) -> None:
        self._task = None
        self._answer = answer
        self._fill_filter()
        self._list.forget_place()
        self._filtered()
        found = summary(answer.report)
        self._say(found or tr("No quotations were found in this manuscript."))
        self._show_state()
        if self._list.rows.rowCount():
            self._list.choose_row(0)

    def _watch(self) -> None:
        watched = self._watcher.files()
        if watched:
            self._watcher.removePaths(watched)
        if self._path is not None:
            self._watcher.addPath(str(self._path))

    def _check_if_changed(self) -> None:
        """Check again if the file is another now; many programs write a new one in its place."""
        path, known = self._path, self._answer
        if path is None:
            return
        self._watch()

        def done(digest: str) -> None:
            self._missing = 0 if digest else self._missing + 1
            if digest and known is not None and digest != known.report.digest:
                self.again()
            elif 0 < self._missing < _LOOKS:  # it may be about to come
                self._timer.start()

        self._session.read("check file", lambda _task: digest_of(path), done)

    def _follow(self, changes: Changes) -> None:
        if changes.affects_documents and self._answer is not None:
            self._said.setText(tr("The documents have changed. Check again."))

    # -- showing

    def _show_state(self) -> None:
        checking, there = self._task is not None, self._answer is not None
        self._stop.setVisible(checking)
        self._again.setVisible(self._path is not None and not checking)
        self._filter.setVisible(there)
        self._said.setVisible(bool(self._said.text()))
        shown = "" if self._path is None else self._path.name
        self._name.setText(self.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideMiddle, 200))
        self._name.setToolTip("" if self._path is None else str(self._path))
        self._body.setCurrentIndex(1 if there else 0)
        self._lesson.say(self._lesson.text(), act=not checking)

    def _say(self, words: str) -> None:
        self._said.setText(words)
        announce(self._choose, words)

    def _fill_filter(self) -> None:
        answer = self._answer
        if answer is None:
            return
        chosen = self._filter.currentData()
        self._filter.clear()
        total = len(answer.report.quotations)
        self._filter.addItem(trn("{n} quotation", "All {n} quotations", total), None)
        for verdict in Verdict:
            count = answer.report.count(verdict)
            if verdict is Verdict.NOT_FOUND:
                count -= answer.report.terms
            if count:
                self._filter.addItem(f"{verdict_word(verdict)} ({count})", verdict)
        if answer.report.terms:
            self._filter.addItem(tr("Terms ({n})", n=answer.report.terms), _TERMS)
        self._filter.addItem(tr("Coded passages that are quoted"), _USED)
        at = self._filter.findData(chosen)
        self._filter.setCurrentIndex(max(at, 0))

    def show_only(self, verdict: Verdict | None) -> None:
        """Show the quotations with one verdict, or all."""
        self._filter.setCurrentIndex(max(self._filter.findData(verdict), 0))
        self._filtered()

    def show_used(self) -> None:
        """Show which coded passages are quoted in manuscripts that were checked."""
        self._filter.setCurrentIndex(self._filter.findData(_USED))
        self._filtered()

    def _filtered(self) -> None:
        answer, wanted = self._answer, self._filter.currentData()
        if answer is None:
            return
        if wanted == _USED:
            project = self._session.project
            self._session.read("check used", lambda _task: used(project), self._show_used)
            return
        every = answer.report.quotations
        rows = [
            row
            for row, one in zip(answer.rows, every, strict=True)
            if wanted in (None, _TERMS if one.is_term else one.verdict)
        ]
        self._shows_used = False
        self._list.show_rows(rows)
        self._tell()

    def _show_used(self, found: Sequence[Used]) -> None:
        if self._filter.currentData() == _USED:
            self._used, self._shows_used = list(found), True
            self._list.forget_place()
            self._list.show_rows([row_of_used(at, each) for at, each in enumerate(found)])
            self._details.clear()
            if not found:
                self._details.setPlainText(tr("No coded passage is quoted yet."))

    def current(self) -> Checked | None:
        """Return the quotation that is current."""
        passage = self._list.current()
        if passage is None or self._answer is None or self._shows_used:
            return None
        return self._answer.report.quotations[_number(passage)]

    def _tell(self) -> None:
        """Tell of the current quotation at length, and with which codes its passage is coded."""
        each = self.current()
        if each is None:
            passage = self._list.current()
            if passage is not None and self._shows_used:
                self._details.setHtml(used_details(self._used[_number(passage)]))
            else:
                self._details.clear()
            return
        self._show_details(each, ())
        found = each.found
        if found is not None:
            project = self._session.project
            self._session.read(
                "check codes",
                lambda _task: codings_on(project, found.document, found.span),
                partial(self._show_details, each),
            )

    def _show_details(self, each: Checked, codes: Sequence[str]) -> None:
        if each is self.current():
            self._details.setHtml(details(each, codes, colors(is_dark(self.palette()))))

    def changeEvent(self, event: QEvent) -> None:
        """Tell in the colours of the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tell()

    def _go(self, passage: Passage) -> None:
        """Show where the words come from."""
        if self._shows_used:
            segment = self._used[_number(passage)].segment
            self._session.show_document(segment.document, segment.span, segment.id)
            return
        each = self.current()
        if each is not None and each.found is not None:
            self._session.show_document(each.found.document, each.found.span)

    # -- what else can be done

    def more_menu(self) -> QMenu:
        """Return what can be done with the manuscript; the menu goes when it is closed."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        copy = menu.addAction(tr("Save a copy with comments…"))
        copy.triggered.connect(self.save_copy)
        copy.setEnabled(self._answer is not None)
        menu.addAction(tr("Look for real names from a key…")).triggered.connect(self.choose_names)
        forget = menu.addAction(tr("Forget the key"))
        forget.triggered.connect(lambda: self.take_names({}))
        forget.setEnabled(bool(self._names))
        return menu

    def _offer_more(self) -> None:
        self.more_menu().popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def save_copy(self) -> None:
        """Ask where a copy with comments is to lie, and write it."""
        if self._answer is None:
            return
        path = self._answer.report.path
        suggestion = path.with_name(f"{path.stem} {tr('(checked)')}.docx")
        name, _filter = QFileDialog.getSaveFileName(
            self, tr("Save a copy with comments"), str(suggestion), f"{tr('Word')} (*.docx)"
        )
        if name:
            self.write_copy(Path(name))

    def write_copy(self, out: Path) -> None:
        """Write the copy and say how many comments it has."""
        if self._answer is None:
            return
        report = self._answer.report

        def done(count: int) -> None:
            comments = trn("{n} comment", "{n} comments", count)
            self._say(tr("{comments} written to {path}", comments=comments, path=out.name))

        work = partial(write_copy, report, out)
        self._session.read("check copy", lambda task: work(job=task), done, self._show_problem)

    def choose_names(self) -> None:
        """Ask for the key of pseudonyms; it is read, used for this manuscript, and not kept."""
        name, _filter = QFileDialog.getOpenFileName(
            self,
            tr("Key of pseudonyms: real name;pseudonym"),
            str(self._session.project.path.parent),
            f"{tr('Tables')} (*.csv *.tsv *.txt);;{tr('All files')} (*)",
        )
        if name:
            path = Path(name)
            self._session.read(
                "check names", lambda _task: read_names(path), self.take_names, self._show_problem
            )

    def take_names(self, names: dict[str, str]) -> None:
        """Look for these real names from now on, until the project is closed."""
        self._names = names
        self.again()


def _number(passage: Passage) -> int:
    """Return the number of a row among all that were found: its key."""
    assert isinstance(passage.key, int)
    return passage.key
