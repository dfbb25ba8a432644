"""The import dialog: which files, what they would give, and what of it is to come in.

Files are read in the background. Nothing is added before the user has seen it, and all that is
ticked goes in as one operation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from qcode.model.document import DocumentKind
from qcode.model.errors import UserError
from qcode.services import coded_files, import_memory, importing, proposals
from qcode.services.importing import ImportResult
from qcode.services.language import tr, trn
from qcode.services.messages import sentence
from qcode.ui.found.delegate import small
from qcode.ui.found.parts import column, hairline
from qcode.ui.in_turns import one_by_one, paint_next_turn
from qcode.ui.messages import answers
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.shortened import Shortened
from qcode.ui.sized import by_letters, resize_by_letters
from qcode.ui.splitter import Splitter
from qcode.ui.still_bar import StillBar

from .entries import EntriesModel, Entry, described, entries_of
from .files import FilesView
from .options import OptionsForm
from .preview import Preview

_BESIDE = 900  # pixels of width, with ordinary letters, for files and preview side by side


def choose_files(parent: QWidget, folder: Path) -> list[Path]:
    """Ask for files that can be read, beginning in a folder."""
    known = " ".join(f"*{suffix}" for suffix in importing.readable_suffixes())
    filters = f"{tr('Documents')} ({known});;{tr('All files')} (*)"
    names, _filter = QFileDialog.getOpenFileNames(
        parent, tr("Import documents"), str(folder), filters
    )
    return [Path(name) for name in names]


class ImportDialog(QDialog):
    """Shows what files would give, and adds what the user leaves ticked."""

    def __init__(
        self, session: Session, paths: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Import documents"))
        self._session = session
        self._reading: Task | None = None
        self._adding: Task | None = None
        self.entries = EntriesModel(self)
        self.files = FilesView(self.entries)
        self.options = OptionsForm()
        self.preview = Preview()
        self._status = Shortened()  # a long name widens no dialog
        self._status.setFont(small(self._status.font()))
        self._status.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._bar = StillBar()
        self._bar.setMaximumWidth(180)
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.setAutoDefault(False)
        self.accept_button = QPushButton()
        self.accept_button.setDefault(True)
        self._lay_out()
        self._connect()
        self._count()
        self._read(paths)

    def _lay_out(self) -> None:
        resize_by_letters(self, 1120, 680)
        side = QWidget()
        right = column(side)
        right.addWidget(self.options)
        right.addWidget(hairline())
        right.addWidget(self.preview, 1)
        parts = self._parts = Splitter(reachable=True)
        parts.add(self.files, tr("Files"))
        parts.add(side, tr("Preview"))
        parts.setSizes([660, 460])
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 10, 12, 12)
        foot.setSpacing(8)
        foot.addWidget(self._bar)
        foot.addWidget(self._status, 1)
        foot.addWidget(answers(self.accept_button, self._cancel))
        layout = column(self)
        layout.addWidget(parts, 1)
        layout.addWidget(hairline())
        layout.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put files and preview side by side, or one above the other where names would be cut."""
        super().resizeEvent(event)
        beside = self.width() >= by_letters(self, _BESIDE)
        way = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if way != self._parts.orientation():
            self._parts.setOrientation(way)
            self._parts.setSizes([660, 460] if beside else [400, 600])

    def _connect(self) -> None:
        self._cancel.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.add)
        self.entries.dataChanged.connect(self._count)
        self.files.chosen.connect(self._show_chosen)
        options = self.options
        options.kind_chosen.connect(lambda kind: self._describe(kind=DocumentKind(kind)))
        options.language_chosen.connect(lambda code: self._describe(language=code))
        options.dialect_chosen.connect(lambda name: self._reread(_with_dialect(name)))
        options.encoding_chosen.connect(lambda name: self._reread(_with_encoding(name)))
        options.united.connect(self._unite)
        options.forgotten.connect(self._forget)

    # -- reading

    @property
    def busy(self) -> bool:
        """Whether files are being read."""
        return self._reading is not None

    def _read(self, paths: Sequence[Path]) -> None:
        project = self._session.project

        def work(task: Task) -> list[Entry]:
            files, _unknown = importing.find_files(paths, recursive=True)
            return entries_of(importing.read_files(project, files, job=task), task)

        self._reading = self._session.read("import-read", work, self._show)
        self._reading.progressed.connect(self._progress)
        self.options.show_entries(())
        self._status.setText(tr("Reading…"))
        self._bar.begin()

    def _progress(self, done: int, total: int, detail: str) -> None:
        self._bar.tell(done, total)
        if detail:
            self._status.setText(
                tr("{name} ({n} of {total})", name=detail, n=min(done + 1, total), total=total)
            )

    def _show(self, entries: list[Entry]) -> None:
        self.entries.show(entries)
        self._rest()
        if entries:
            one_by_one(self, self._show_files())
            return
        self._reading = None
        self._count()
        self.options.show_entries(())
        self.preview.show_words(
            tr("There is nothing here that QCode reads. Choose transcripts or other texts.")
        )

    def _show_files(self) -> Iterator[None]:
        """Show the rows, and then what the first would be; all at once is felt."""
        yield from self.files.fit()
        yield
        self._reading = None
        self._count()
        paint_next_turn(self.preview)
        if not self.files.currentIndex().isValid():
            self.files.setCurrentIndex(self.entries.index(0, 0))
            self.files.setFocus()

    def _rest(self) -> None:
        """Say nothing but how many files cannot come in: their rows may be out of sight."""
        self._bar.hide()
        n = self.entries.failed()
        some = n and n < self.entries.rowCount()
        self._status.setText(
            trn(
                "{n} file cannot come in: see the end of the list",
                "{n} files cannot come in: see the end of the list",
                n,
            )
            if some
            else ""
        )

    # -- deciding

    def _chosen(self) -> list[tuple[int, Entry]]:
        return [(row, self.entries.entry(row)) for row in self.files.rows()]

    def _show_chosen(self) -> None:
        chosen = [entry for _row, entry in self._chosen()]
        self.options.show_entries(chosen)
        if not chosen:
            self.preview.show_nothing()
            return
        result = chosen[0].result()
        if result is not None:
            self.preview.show_candidate(result)
        elif chosen[0].error is not None:
            self.preview.show_words(sentence(chosen[0].error))

    def _describe(self, *, kind: DocumentKind | None = None, language: str | None = None) -> None:
        self.entries.put({row: described(entry, kind, language) for row, entry in self._chosen()})

    def _unite(self, groups: tuple[tuple[str, ...], ...]) -> None:
        self.entries.put({row: replace(entry, united=groups) for row, entry in self._chosen()})
        self._show_chosen()

    def _forget(self) -> None:
        """Take files of the chosen formats as they are recognised, now and from now on."""
        read = (entry.read for _row, entry in self._chosen())
        formats = {each.imported.format for each in read if each is not None}
        import_memory.forget(formats)
        self.entries.forget(formats)
        self._show_chosen()

    def _reread(self, change: Callable[[Entry], Entry]) -> None:
        wanted = [change(entry) for _row, entry in self._chosen() if entry.candidate]

        def work(task: Task) -> list[Entry]:
            return [_read_again(entry, task) for entry in wanted]

        self._reading = self._session.read("import-row", work, self._take, self._refuse)

    def _take(self, entries: list[Entry]) -> None:
        self._reading = None
        for entry in entries:
            row = self.entries.row_of(entry.path)
            before = self.entries.entry(row).candidate
            if before is None or entry.candidate is None:
                continue
            # What was decided while the file was read stays.
            kept = replace(before, imported=entry.candidate.imported, source=entry.candidate.source)
            self.entries.put({row: replace(entry, candidate=kept)})
        self._show_chosen()

    def _refuse(self, error: UserError) -> None:
        self._reading = None
        self._show_chosen()
        self.options.say(sentence(error))

    # -- adding

    def _count(self) -> None:
        n = self.entries.count()
        self.accept_button.setText(trn("Import {n} document", "Import {n} documents", n))
        self.accept_button.setEnabled(n > 0 and self._adding is None)

    def add(self) -> None:
        """Add what is ticked, in one operation, and open the first of it."""
        if not self.accept_button.isEnabled():
            return
        session, results = self._session, list(self.entries.results())
        decided = self.entries.decided()
        job = self._adding = Task(0, "import-add", session.runner)
        job.progressed.connect(self._progress)
        self._bar.show()
        for part in (self.files, self.options, self.accept_button):
            part.setEnabled(False)

        def done(result: ImportResult) -> None:
            job.deleteLater()
            if result.imported:
                import_memory.remember(decided)
                session.show_document(result.imported[0].document.id)
                session.text_wanted.emit()
            if result.coded:
                self._offer_codings(result.coded)
            if not job.cancelled:
                self.accept()

        session.do(
            lambda: importing.add_candidates(session.project, results, job=job),
            done,
            failed=self._fail,
        )

    def _offer_codings(self, paths: list[Path]) -> None:
        """Say that files may be coded already, and offer to show what that would bring."""
        session, window = self._session, self.parentWidget()

        def show() -> None:
            from qcode.ui.exchange.importing import ImportProject

            first, *others = paths
            ImportProject(
                *(session.runner, first, window), session=session, coded=True, others=others
            ).open()

        words = coded_files.may_be_coded_words(len(paths))
        session.offered.emit(words, tr("Take the codings in too"), show)

    def _fail(self, error: UserError) -> None:
        self._adding = None
        self._rest()
        for part in (self.files, self.options):
            part.setEnabled(True)
        self._count()
        self._status.setText(sentence(error))

    def reject(self) -> None:
        """Stop what is under way and close; what is not whole does not go in."""
        for task in (self._reading, self._adding):
            if task is not None:
                task.cancel()
        super().reject()

    def done(self, result: int) -> None:
        """Close, and let go of what was read one after another: all at once is felt."""
        super().done(result)
        rows = self.entries.give_away()

        def work(task: Task) -> None:
            while rows:
                task.check()
                rows.pop()

        self._session.runner.read("import-end", work)


def _with_dialect(name: str | None) -> Callable[[Entry], Entry]:
    return lambda entry: replace(entry, dialect=name, united=())


def _with_encoding(name: str | None) -> Callable[[Entry], Entry]:
    return lambda entry: replace(entry, encoding=name, united=())


def _read_again(entry: Entry, task: Task) -> Entry:
    assert entry.candidate is not None
    candidate = proposals.reread(
        entry.candidate, encoding=entry.encoding, turn_dialect=entry.dialect, job=task
    )
    return replace(entry, candidate=candidate)
