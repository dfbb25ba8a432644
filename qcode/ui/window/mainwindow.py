"""The main window: opens and closes projects, and gives each command to whom it belongs.

What an open project needs is imported when one opens (`desk`), so that the window comes at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from qcode.model.errors import UserError
from qcode.services import settings
from qcode.services.language import tr
from qcode.services.messages import sentence
from qcode.ui.commands import COMMANDS, SUBMENUS
from qcode.ui.in_turns import one_by_one
from qcode.ui.keys import Keymap
from qcode.ui.placing import on_screen
from qcode.ui.runner import Runner, Task

from .actions import Actions, shown
from .faults import Faults
from .foreign import Foreign
from .help import show_about
from .loading import DIALOGS_AFTER_MS, find_dialogs, find_panes, load
from .lost_keys import tell_lost_keys
from .making import build_sample, create, open_file
from .places import SUFFIX, ask_open, ask_save, recent_projects
from .refused_keys import RefusedKeys
from .start import StartPage
from .status import StatusLine
from .toast import Toast

if TYPE_CHECKING:
    from qcode.services.projects import Project
    from qcode.ui.palette import Palette
    from qcode.ui.session import Session

    from .desk import Desk
    from .tour import Tour
    from .workspace import Workspace

# Makes a project; called on a thread, where what it needs is imported.
Make = Callable[[], "Project"]

_TOUR = "tour"  # in `Settings.window`, when it was seen
SAMPLE = f"Sävköping{SUFFIX}"


class MainWindow(QMainWindow):
    """One window with at most one project."""

    settings_changed = Signal(object)  # Settings: language or theme may be other now
    project_shown = Signal(object)  # Workspace: its panes are there, empty as yet

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("QCode")
        self.setAcceptDrops(True)
        self.desk: Desk | None = None
        self._coming: Desk | None = None  # whose panes are being made
        self._files_in: Path | None = None  # the folder that was last imported from
        self._some_recent = False  # whether there are recent projects to offer
        self.teaches = False  # whether a newcomer is shown the steps to begin with
        self._tour: Tour | None = None
        self._opener = Runner(self)
        self._opener.user_error.connect(self.tell)
        self._opener.fault.connect(self.report_fault)
        self._start = StartPage()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._start)
        self.setCentralWidget(self._pages)
        self._status = StatusLine()
        self.setStatusBar(self._status)
        self._toast = Toast(self, lambda: self.workspace.strips() if self.workspace else ())
        self._faults = Faults(self._toast)
        self._toast.undo_requested.connect(self._undo)
        self._toast.redo_requested.connect(self._redo)
        self.keymap = Keymap(self)
        self._actions = Actions(self, self.keymap)
        self._refused = RefusedKeys(self._actions, self._toast.say, self)
        self._foreign = Foreign(self, self._opener, lambda: self.session, self._adopt)
        self._connect()
        tell_lost_keys(self.keymap, self._toast, self.edit_keys)
        self._restore()
        self._show_recent()
        self._enable()
        # The first project then opens sooner; the window is already there.
        QTimer.singleShot(300, self._get_ready)

    @property
    def session(self) -> Session | None:
        """The session of the open project."""
        return None if self.desk is None else self.desk.session

    @property
    def workspace(self) -> Workspace | None:
        """The panes of the open project."""
        return None if self.desk is None else self.desk.workspace

    @property
    def _path(self) -> Path | None:
        return None if self.desk is None else self.desk.project.path

    @cached_property
    def _palette(self) -> Palette:
        """The list of all commands, made when it first opens."""
        from qcode.ui.palette import Palette

        offered = partial(self._actions.with_recent, recent_projects, self.open_project)
        return Palette(offered, self)

    def _find_command(self) -> None:
        self._palette.open()

    # -- wiring

    def _connect(self) -> None:
        start = self._start
        for name, request in start.requests().items():
            request.connect(partial(self._begin_with, name))
        start.project_chosen.connect(lambda path: self.open_project(Path(path)))
        start.forget_requested.connect(self._forget_recent)
        slots: dict[str, Callable[[], object]] = {
            "new": self.new_project,
            "open": self.choose_project,
            "sample": self.open_sample,
            "import": self.import_documents,
            "export": self.export,
            "import_project": self._foreign.ask,
            "import_coded": self._foreign.ask_coded,
            "export_project": self._foreign.export,
            "backup": self.back_up,
            "verify": self.verify,
            "settings": self.edit_settings,
            "close": self.close_project,
            "quit": self.close,
            "undo": self._undo,
            "redo": self._redo,
            "message": self._toast.reach,
            "full_screen": self.toggle_full_screen,
            "palette": self._find_command,
            "keys": self.edit_keys,
            "tour": self.show_tour,
            "about": lambda: show_about(self),
        }
        for name in COMMANDS:
            if name != "recent" and name not in SUBMENUS:
                self._actions.connect(name, slots.get(name, partial(self._in_workspace, name)))
        self._status.coder_wanted.connect(self._offer_coders)
        self._actions.recent.aboutToShow.connect(self._fill_recent)

    def _begin_with(self, name: str) -> None:
        """Do what the first page offers, unless a project is on its way: Enter was meant for it."""
        if self._coming is None and "open" not in self._opener.asked:
            self._actions[name].trigger()

    def _in_workspace(self, name: str) -> None:
        if self.desk is not None:
            self.desk.command(name)

    def _get_ready(self) -> None:
        self._opener.read("ready", find_panes, self._load)

    def _get_dialogs_ready(self) -> None:
        self._opener.read("dialogs", find_dialogs, self._load)

    def _load(self, modules: list[str]) -> None:
        one_by_one(self, load(modules))

    # -- opening and closing

    def new_project(self) -> None:
        """Ask where a new project is to lie, and make it."""
        path = self._ask_save(tr("New project"), tr("Untitled.qcode"))
        if path is not None:
            self._open(partial(create, path))

    def choose_project(self) -> None:
        """Ask for a project and open it."""
        path = ask_open(self, self._path)
        if path is not None:
            self.open_project(path)

    def open_sample(self) -> None:
        """Open the sample project, building it in a place of the user's choice the first time."""
        suggestion = Path.home() / SAMPLE
        if suggestion.exists():
            self.open_project(suggestion)
            return
        path = self._ask_save(tr("Where to put the sample project"), str(suggestion))
        if path is not None:
            self._open(partial(build_sample, path))

    def open_project(
        self, path: Path, *, read_only: bool = False, force: bool = False, why: str = ""
    ) -> None:
        """Open a project file; one that cannot be changed now is offered for reading.

        `why` says why it is read only; `force` takes over the lock of another machine.
        """

        def failed(error: UserError) -> None:
            from .locked import offer_reading

            again = partial(self.open_project, path)
            if read_only or not offer_reading(self, error, again, forced=force):
                self.tell(error)

        self._open(partial(open_file, path, read_only=read_only, force=force), failed, why=why)

    def _open(
        self,
        make: Make,
        failed: Callable[[UserError], None] | None = None,
        *,
        why: str = "",
    ) -> None:
        if not self.close_project():
            return
        self._status.showMessage(tr("Opening…"))

        def work(_task: Task) -> Project:
            project = make()
            project.codebook()  # which is asked for while panes are made
            return project

        def explain(error: UserError) -> None:
            self._status.clearMessage()
            (failed or self.tell)(error)

        self._opener.read("open", work, partial(self._opened, why), explain)

    def _adopt(self, project: Project) -> None:
        """Show a project that was made meanwhile, in the place of the one that is open."""
        if self.close_project():
            self._opened("", project)
        else:
            project.close()

    def _opened(self, why: str, project: Project) -> None:
        from .desk import Desk

        settings.remember_project(project.path)
        self._show_recent()
        self._coming = desk = Desk(project, self, self.keymap, self._pages)
        desk.ready.connect(partial(self._settle_in, desk, why))
        desk.begin()

    def _settle_in(self, desk: Desk, why: str) -> None:
        """Work with a project whose panes are there now."""
        self._coming = None
        self._status.clearMessage()
        project = desk.project
        desk.noted.connect(lambda text, undo: self._toast.say(text, undo=undo))
        desk.offered.connect(self._toast.offer)
        desk.advised.connect(self._toast.instead)
        desk.undone.connect(self._toast.took_back)
        desk.problem.connect(lambda text: self._toast.say(text, problem=True))
        desk.error.connect(self.tell)
        desk.fault.connect(self.report_fault)
        desk.changed.connect(self._enable)
        desk.change_wanted.connect(partial(self.open_project, project.path))
        self._actions.follow_favourites(desk.favourites)
        desk.workspace.import_wanted.connect(self.import_documents)
        desk.workspace.rearranged.connect(self._remember)
        readers = desk.workspace.readers
        self._refused.follow(desk.workspace)
        readers.place_changed.connect(self._status.set_place)
        self.desk = desk
        self.project_shown.emit(desk.workspace)
        desk.workspace.reading.open_last()
        self._status.follow(desk.session, why=why)
        name = project.info.name
        if project.read_only:
            name = tr("{project} (read only)", project=name)
        self.setWindowTitle(f"{name} – QCode")
        self._enable()
        if self.teaches and _TOUR not in settings.load_settings().window:
            QTimer.singleShot(0, self, self.show_tour)  # when the window was painted once
        for warning in desk.warnings():
            self._toast.say(sentence(warning), problem=True)
        QTimer.singleShot(DIALOGS_AFTER_MS, self, self._get_dialogs_ready)

    def close_project(self) -> bool:
        """Close the project that is open, if one is; False when an edit asks something first."""
        if self._coming is not None:
            self._coming.close()
            self._coming = None
            self._status.clearMessage()
        if self.desk is None:
            return True
        if not self.desk.can_close():
            return False
        self._remember()
        self._status.follow(None)
        self._toast.no_undo()
        if self._tour is not None:
            self._tour.end()
        self._pages.setCurrentWidget(self._start)
        self.desk.close()
        self.desk = None
        self.setWindowTitle("QCode")
        self._show_recent()
        self._enable()
        return True

    # -- commands on the project

    def import_documents(self) -> None:
        """Ask for files and show what would come in."""
        from qcode.ui.importing.dialog import choose_files

        if self.desk is None:
            return
        paths = choose_files(self, self._files_in or self.desk.project.path.parent)
        if paths:
            self._files_in = paths[0].parent
            self.desk.import_paths(paths)

    def export(self) -> None:
        """Show what can be exported."""
        if self.desk is not None:
            self.desk.export()

    def verify(self) -> None:
        """Check the whole project and say what was found."""
        if self.desk is not None:
            self.desk.verify()

    def back_up(self) -> None:
        """Ask where a copy of the project is to lie, and write it."""
        if self.desk is not None:
            name = f"{self.desk.project.path.stem} {tr('copy')}{SUFFIX}"
            path = self._ask_save(tr("Back up as"), name)
            if path is not None:
                self.desk.back_up(path)

    def edit_settings(self) -> None:
        """Show the settings."""
        from qcode.ui.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self)
        dialog.saved.connect(self.settings_changed)
        dialog.open()

    def show_tour(self) -> None:
        """Show the steps to begin with, beside the parts that they are about."""
        from .tour import tour_of
        from .workspace import Layout

        workspace = self.workspace
        if workspace is None:
            return
        if self._tour is not None:
            self._tour.end()
        if workspace.layout_now is not Layout.CODE:
            workspace.divide(Layout.CODE)
        workspace.show_found(workspace.search)
        self._tour = tour_of(self, workspace, self.keymap)
        self._tour.ended.connect(self._end_tour)
        self._tour.begin()
        known = settings.load_settings()  # seen, however it ends: it is not begun at each start
        settings.save_settings(replace(known, window={**known.window, _TOUR: "seen"}))

    def _end_tour(self) -> None:
        self._tour = None

    def edit_keys(self) -> None:
        """Show every command with its key, which can be changed there."""
        from qcode.ui.keys_dialog import KeysDialog

        KeysDialog(self.keymap, self._actions.entries(as_of_now=False), self).open()

    def toggle_full_screen(self) -> None:
        """Fill the whole screen, or be as large as before, perhaps as large as can be."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _offer_coders(self) -> None:
        """Offer the names of those who have coded here, and another one."""
        from .coders import offer_coders

        def changed(name: str) -> None:
            self._status.show_coder()
            self._toast.say(tr("You code as {name} now.", name=name))

        if self.session is not None:
            offer_coders(self.session, self._status.coder, changed)

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
        number = None if self.desk is None else self.desk.project.last_operation()
        self._faults.report(trace, number)

    def toast_text(self) -> str:
        """Return the sentence at the foot of the window."""
        return self._toast.text()

    def _enable(self) -> None:
        there = set() if self.desk is None else self.desk.there()
        self._actions.enable(there | {"recent"} if self._some_recent else there)
        self._name_undo()

    def _name_undo(self) -> None:
        undone, done = (None, None) if self.desk is None else self.desk.undo_words
        undo, redo = self._actions["undo"], self._actions["redo"]
        undo.setText(tr("&Undo") if not undone else tr("&Undo: {what}", what=shown(undone)))
        redo.setText(tr("&Redo") if not done else tr("&Redo: {what}", what=shown(done)))

    # -- recent projects, sizes and positions

    def _show_recent(self) -> None:
        recent = recent_projects()
        self._start.show_recent([str(path) for path in recent])
        self._some_recent = bool(recent)

    def _forget_recent(self) -> None:
        settings.forget_projects()
        self._show_recent()
        self._enable()

    def _fill_recent(self) -> None:
        menu = self._actions.recent
        menu.clear()
        for path in recent_projects():
            menu.addAction(shown(path.stem)).triggered.connect(partial(self._open_recent, path))

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
            self.resize(on_screen(QSize(1360, 860), self.screen()))

    def _ask_save(self, title: str, name: str) -> Path | None:
        return ask_save(self, title, name, self._path)

    # -- Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dragged in from outside."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a project, of this program or another, or import documents, that were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        opened = [path for path in paths if path.suffix == SUFFIX]
        if opened:
            self.open_project(opened[0])
        elif len(paths) == 1:
            self._foreign.take(paths[0], lambda: self._import_dropped(paths))
        else:
            self._import_dropped(paths)
        event.acceptProposedAction()

    def _import_dropped(self, paths: list[Path]) -> None:
        if paths and self.desk is not None:
            self.desk.import_paths(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the project; all that was done is saved already."""
        self._remember()
        if not self.close_project():
            event.ignore()
            return
        self._opener.shut_down()
        event.accept()
