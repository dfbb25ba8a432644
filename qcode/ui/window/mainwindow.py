"""The main window: opens and closes projects, and gives each command to whom it belongs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow, QStackedWidget

from qcode.model.changes import Op
from qcode.model.errors import UserError
from qcode.model.finding import Finding
from qcode.services import projects, safety, sample, settings
from qcode.services.history import describe, summary
from qcode.services.language import tr, trn
from qcode.services.messages import finding, sentence
from qcode.services.projects import Project
from qcode.ui import messages
from qcode.ui.runner import Runner, Task
from qcode.ui.session import Session

from .actions import Actions
from .help import show_about, show_keys
from .start import StartPage
from .status import StatusLine
from .workspace import Workspace

FILTER = "QCode (*.qcode)"


class MainWindow(QMainWindow):
    """One window with at most one project."""

    settings_changed = Signal(object)  # Settings: language or theme may be other now

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("QCode")
        self.setAcceptDrops(True)
        self.session: Session | None = None
        self.workspace: Workspace | None = None
        self._opener = Runner(self)
        self._opener.user_error.connect(self.tell)
        self._opener.fault.connect(self.report_fault)
        self._start = StartPage()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._start)
        self.setCentralWidget(self._pages)
        self._status = StatusLine()
        self.setStatusBar(self._status)
        self._toast = messages.Toast(self)
        self._toast.undo_requested.connect(self._undo)
        self._actions = Actions(self)
        self._connect()
        self._restore()
        self._show_recent()
        self._enable()

    # -- wiring

    def _connect(self) -> None:
        start = self._start
        start.new_requested.connect(self.new_project)
        start.open_requested.connect(self.choose_project)
        start.sample_requested.connect(self.open_sample)
        start.project_chosen.connect(lambda path: self.open_project(Path(path)))
        start.forget_requested.connect(self._forget_recent)
        slots: dict[str, Callable[[], object]] = {
            "new": self.new_project,
            "open": self.choose_project,
            "sample": self.open_sample,
            "import": self.import_documents,
            "export": self.export,
            "backup": self.back_up,
            "verify": self.verify,
            "settings": self.edit_settings,
            "close": self.close_project,
            "quit": self.close,
            "undo": self._undo,
            "redo": self._redo,
            "keys": lambda: show_keys(self, self._actions.list_keys()),
            "about": lambda: show_about(self),
        }
        for name, slot in slots.items():
            self._actions.connect(name, slot)
        for name in _IN_WORKSPACE:
            self._actions.connect(name, partial(self._in_workspace, name))
        self._actions.recent.aboutToShow.connect(self._fill_recent)

    def _in_workspace(self, name: str) -> None:
        if self.workspace is not None:
            _IN_WORKSPACE[name](self.workspace)

    # -- opening and closing

    def new_project(self) -> None:
        """Ask where a new project is to lie, and make it."""
        path = self._ask_save(tr("New project"), tr("Untitled.qcode"))
        if path is not None:
            self._open(lambda: projects.create_project(path, coder=settings.coder_name()))

    def choose_project(self) -> None:
        """Ask for a project and open it."""
        name, _filter = QFileDialog.getOpenFileName(self, tr("Open project"), "", FILTER)
        if name:
            self.open_project(Path(name))

    def open_sample(self) -> None:
        """Open the sample project, building it in a place of the user's choice the first time."""
        suggestion = Path.home() / f"{sample.sample_name()}.qcode"
        if suggestion.exists():
            self.open_project(suggestion)
            return
        path = self._ask_save(tr("Where to put the sample project"), str(suggestion))
        if path is not None:
            self._open(lambda: sample.build_sample(path, coder=settings.coder_name()))

    def open_project(self, path: Path, *, read_only: bool = False) -> None:
        """Open a project file; one that is open elsewhere is offered for reading."""

        def failed(error: UserError) -> None:
            if error.code != "project_locked":
                self.tell(error)
                return
            messages.ask(
                self,
                sentence(error),
                yes=tr("Open for reading"),
                then=lambda: self.open_project(path, read_only=True),
            )

        coder = settings.coder_name()
        self._open(lambda: projects.open_project(path, coder=coder, read_only=read_only), failed)

    def _open(
        self, make: Callable[[], Project], failed: Callable[[UserError], None] | None = None
    ) -> None:
        if not self.close_project():
            return
        self._status.showMessage(tr("Opening…"))

        def work(_task: Task) -> Project:
            return make()

        def explain(error: UserError) -> None:
            self._status.clearMessage()
            (failed or self.tell)(error)

        self._opener.read("open", work, self._opened, explain)

    def _opened(self, project: Project) -> None:
        self._status.clearMessage()
        settings.remember_project(project.path)
        runner = Runner()
        runner.user_error.connect(self.tell)
        runner.fault.connect(self.report_fault)
        session = Session(project, runner, self)
        runner.setParent(session)
        session.said.connect(lambda text: self._toast.say(text, undo=True))
        session.changed.connect(lambda _changes: self._enable())
        session.passage_changed.connect(self._enable)
        workspace = Workspace(session)
        workspace.restore(settings.load_settings().window)
        for action in self._actions.in_text():
            workspace.reading.addAction(action)
        workspace.reading.place_changed.connect(self._status.set_place)
        self.session, self.workspace = session, workspace
        self._pages.addWidget(workspace)
        self._pages.setCurrentWidget(workspace)
        self._status.follow(session)
        self.setWindowTitle(f"{project.info.name} – QCode")
        self._enable()
        for warning in projects.warnings(project.path):
            self._toast.say(sentence(warning), problem=True)

    def close_project(self) -> bool:
        """Close the project that is open; return whether none is open now."""
        if self.session is None or self.workspace is None:
            return True
        self._remember()
        self._status.follow(None)
        self._pages.setCurrentWidget(self._start)
        self._pages.removeWidget(self.workspace)
        self.workspace.reading.leave()
        self.workspace.memos.leave()
        self.session.close()
        self.workspace.deleteLater()
        self.session.deleteLater()
        self.session = self.workspace = None
        self.setWindowTitle("QCode")
        self._show_recent()
        self._enable()
        return True

    # -- commands on the project

    def import_documents(self) -> None:
        """Ask for files and show what would come in."""
        from qcode.ui.importing.dialog import choose_files

        paths = choose_files(self)
        if paths:
            self.import_paths(paths)

    def import_paths(self, paths: list[Path]) -> None:
        """Show what files would give, and import what the user leaves ticked."""
        from qcode.ui.importing.dialog import ImportDialog

        if self.session is not None:
            ImportDialog(self.session, paths, self).open()

    def export(self) -> None:
        """Show what can be exported."""
        from qcode.ui.exporting.dialog import ExportDialog

        if self.session is not None and self.workspace is not None:
            ExportDialog(self.session, self.workspace.passages.selection(), self).open()

    def back_up(self) -> None:
        """Write a checked copy of the project."""
        if self.session is None:
            return
        project = self.session.project
        path = self._ask_save(tr("Back up as"), f"{project.path.stem} {tr('copy')}.qcode")
        if path is not None:
            self.session.read(
                "backup",
                lambda _task: safety.back_up(project.path, path),
                lambda copy: self._toast.say(tr("Written and checked: {path}", path=copy.path)),
            )

    def verify(self) -> None:
        """Check the whole project and say what was found."""
        if self.session is None:
            return
        project = self.session.project

        def done(found: list[Finding]) -> None:
            if not found:
                self._toast.say(tr("The project is whole."))
                return
            lines = [finding(each.code, each.detail) for each in found[:3]]
            more = trn("{n} finding", "{n} findings", len(found))
            self._toast.say("\n".join([more, *lines]), problem=True)

        self.session.read("verify", project.verify, done)

    def edit_settings(self) -> None:
        """Show the settings."""
        from qcode.ui.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self)
        dialog.saved.connect(self.settings_changed)
        dialog.open()

    def _undo(self) -> None:
        if self.session is not None:
            self.session.undo()

    def _redo(self) -> None:
        if self.session is not None:
            self.session.redo()

    # -- what the user is told

    def tell(self, error: UserError) -> None:
        """Show one sentence about an error that the user can put right."""
        self._toast.say(sentence(error), problem=True)

    def report_fault(self, trace: str) -> None:
        """Write down a fault of ours and say where."""
        from qcode.services.crashes import write_report

        number = None if self.session is None else self.session.project.last_operation()
        path = write_report(trace, operation=number)
        self._toast.say(
            tr("QCode failed. Your project is safe; please send the report {path}", path=path),
            problem=True,
        )

    def toast_text(self) -> str:
        """Return the sentence at the foot of the window."""
        return self._toast.text()

    def _enable(self) -> None:
        there: set[str] = set()
        session = self.session
        if session is not None:
            there.add("project")
            if not session.project.read_only:
                there.add("writing")
            if session.document is not None:
                there.add("document")
            if self.workspace is not None and self.workspace.reading.has_passage():
                there.add("passage")
        self._actions.enable(there)
        self._name_undo()

    def _name_undo(self) -> None:
        undo, redo = self._actions["undo"], self._actions["redo"]
        undo.setText(tr("&Undo"))
        redo.setText(tr("&Redo"))
        if self.session is None or self.session.project.read_only:
            return
        before, after = self.session.project.undoable(), self.session.project.redoable()
        undo.setEnabled(before is not None)
        redo.setEnabled(after is not None)
        if before is not None:
            undo.setText(tr("&Undo: {what}", what=_plain(describe(before))))
        if after is not None:
            done = summary(Op(str(after.params["of"])), after.params)
            redo.setText(tr("&Redo: {what}", what=_plain(done)))

    # -- recent projects, sizes and positions

    def _show_recent(self) -> None:
        self._start.show_recent(settings.load_settings().recent)

    def _forget_recent(self) -> None:
        settings.forget_projects()
        self._show_recent()

    def _fill_recent(self) -> None:
        menu = self._actions.recent
        menu.clear()
        for name in settings.load_settings().recent:
            path = Path(name)
            if path.exists():
                menu.addAction(path.stem).triggered.connect(partial(self._open_recent, path))
        menu.setEnabled(True)

    def _open_recent(self, path: Path, _checked: bool = False) -> None:
        self.open_project(path)

    def _remember(self) -> None:
        known = settings.load_settings()
        state = dict(known.window)
        state["geometry"] = bytes(self.saveGeometry().toBase64().data()).decode()
        if self.workspace is not None:
            state.update(self.workspace.state())
        settings.save_settings(replace(known, window=state))

    def _restore(self) -> None:
        packed = settings.load_settings().window.get("geometry", "")
        if not packed or not self.restoreGeometry(QByteArray.fromBase64(packed.encode())):
            self.resize(1360, 860)

    def _ask_save(self, title: str, name: str) -> Path | None:
        chosen, _filter = QFileDialog.getSaveFileName(self, title, name, FILTER)
        return projects.with_suffix(Path(chosen)) if chosen else None

    # -- Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dragged in from outside."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a project, or import documents, that were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        opened = [path for path in paths if path.suffix == ".qcode"]
        if opened:
            self.open_project(opened[0])
        elif paths and self.session is not None:
            self.import_paths(paths)
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the project; all that was done is saved already."""
        self._remember()
        self.close_project()
        self._opener.shut_down()
        event.accept()


def _plain(text: str) -> str:
    """Return a text that a menu shows as it is: an ampersand would underline a letter."""
    return text.replace("&", "&&")


_IN_WORKSPACE: dict[str, Callable[[Workspace], object]] = {
    "copy": lambda w: w.reading.copy_with_source(),
    "find": lambda w: w.session.search_wanted.emit(""),
    "code": lambda w: w.reading.code_passage(),
    "repeat": lambda w: w.reading.repeat_code(),
    "in_vivo": lambda w: w.reading.code_in_vivo(),
    "memo": lambda w: w.reading.write_memo(),
    "recode": lambda w: w.reading.recode(),
    "uncode": lambda w: w.reading.uncode(),
    "new_code": lambda w: w.codes.new_code(),
    "retrieve": lambda w: w.codes.retrieve(),
    "larger": lambda w: w.reading.zoom(1),
    "smaller": lambda w: w.reading.zoom(-1),
    "normal": lambda w: w.reading.zoom(0),
    "back": lambda w: w.reading.go_back(),
    "forward": lambda w: w.reading.go_forward(),
    "next_hit": lambda w: w.search.step(1),
    "previous_hit": lambda w: w.search.step(-1),
    "show_documents": lambda w: w.focus(w.documents),
    "show_codes": lambda w: w.focus(w.codes),
    "show_text": lambda w: w.focus(w.reading),
    "show_search": lambda w: w.focus(w.search),
    "show_passages": lambda w: w.focus(w.passages),
    "show_memos": lambda w: w.focus(w.memos),
    "show_history": lambda w: w.focus(w.history),
}
