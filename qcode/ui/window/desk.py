"""An open project in the window: its session, its panes, and the commands that need them.

Imported when the first project opens, so that the window itself is there at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from qcode.model.acted import Acted, ActedOn
from qcode.model.changes import Op
from qcode.model.document import AttributeTarget
from qcode.model.errors import UserError
from qcode.model.finding import Finding
from qcode.model.passage_ends import End
from qcode.model.steps import Step
from qcode.services import projects, safety, settings
from qcode.services.apart import verify_beside
from qcode.services.history import describe, summary
from qcode.services.language import tr, trn
from qcode.services.messages import finding
from qcode.services.projects import Project
from qcode.ui.codes.favourites import Favourites
from qcode.ui.growing import open_in_parts
from qcode.ui.keys import Keymap
from qcode.ui.rest import single_shot
from qcode.ui.runner import Runner
from qcode.ui.session import Session

from .pane_sizes import resize_pane
from .workspace import Layout, Workspace


class Desk(QObject):
    """One project with its panes, which are there once it is `ready`; see `begin`.

    `noted` and `problem` ask for a sentence to be shown.
    """

    ready = Signal()
    noted = Signal(str, bool)  # sentence, whether it can be undone
    offered = Signal(str, str, object)  # sentence, what can be done about it, what does it
    advised = Signal(str, str, object)  # the same, of what undo would not take back
    undone = Signal(str, str, object)  # the same, of what was taken back
    problem = Signal(str)
    error = Signal(object)  # UserError
    fault = Signal(str)
    changed = Signal()  # what can be done may be other now
    change_wanted = Signal()  # to open for writing what is open for reading

    def __init__(
        self, project: Project, window: QWidget, keys: Keymap, pages: QStackedWidget
    ) -> None:
        """`pages` gets the panes as a page of its own."""
        super().__init__(window)
        self._window, self._pages = window, pages
        self.project = project
        # What undo and redo would do, in words, "" if not known yet; None where there is nothing.
        self.undo_words: tuple[str | None, str | None] = (None, None)
        runner = Runner()
        runner.user_error.connect(self.error)
        runner.fault.connect(self.fault)
        self.session = Session(project, runner, self, keys=keys)
        runner.setParent(self.session)
        self._elsewhere: Callable[[], None] | None = None  # goes where undo or redo just acted
        self.session.acted.connect(self._note_acted)
        self.session.said.connect(self._tell_done)
        self.session.told.connect(lambda text: self.noted.emit(text, False))
        self.session.offered.connect(self.offered)
        self.session.undone.connect(lambda text: self.undone.emit(text, *self._way_there()))
        self.session.advised.connect(self.advised)
        self.session.freed.connect(self._offer_to_change)
        self.session.inverting.connect(self._foresee_undo)
        self.session.changed.connect(lambda _changes: self._read_undo())
        runner.busy_changed.connect(lambda busy: None if busy else self._read_undo())
        self.session.passage_changed.connect(self.changed)
        self.session.at_coding_changed.connect(self.changed)
        self.favourites = Favourites.of(self.session)
        self.workspace = Workspace(self.session, at_once=False)
        self._is_ready = False
        self._steps = self._open_up()
        self._next = QTimer(self)  # a real one: what is merely posted comes before keys and clicks
        self._next.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Make and show the panes part by part: keys and clicks are answered in between."""
        self.session.runner.hold()  # what the panes ask would slow down their making
        self._next.start()

    def _go_on(self) -> None:
        if next(self._steps, self) is self:
            self._next.stop()

    def _open_up(self) -> Iterator[None]:
        workspace, kept = self.workspace, settings.load_settings().window
        while workspace.grow():
            yield
        if kept.get("layout") == Layout.COMPARE:
            while workspace.readers.make_second():
                yield
        workspace.restore(kept)
        yield
        appearing = workspace.appear()
        next(appearing)
        self._pages.addWidget(workspace)
        self._pages.setCurrentWidget(workspace)
        yield
        yield from appearing
        for name in ("retrieve", "card", "split", "delete"):
            self.workspace.codes.commands[name].enabledChanged.connect(self.changed)
        self._read_undo()
        self._is_ready = True
        self.ready.emit()
        yield
        self.session.runner.let_go()  # what the panes ask, now that they were painted once

    def there(self) -> set[str]:
        """Return what commands find here, see `Command.needs`."""
        writes = not self.project.read_only
        reading = self.workspace.reading
        selection, coding = reading.has_selection(), reading.has_coding()
        undone, done = self.undo_words
        codes = self.workspace.codes.commands
        found = {
            "project": True,
            "writing": writes,
            "document": reading.has_document(),
            "text": reading.has_document() and writes,
            "any text": self.workspace.readers.reads or self.workspace.layout_now is Layout.READ,
            "codes": codes["retrieve"].isEnabled() or self.session.at_coding,
            "some codes": codes["delete"].isEnabled(),
            "a code": codes["card"].isEnabled(),
            "one code": codes["split"].isEnabled(),
            "pages": reading.original.possible,
            "recording": reading.recording.loaded,
            "two texts": self.workspace.readers.comparing,
            "quotation": selection or coding,
            "selection": selection and writes,
            "coding": coding and writes,
            "undo": undone is not None,
            "redo": done is not None,
        }
        return {name for name, there in found.items() if there}

    def _foresee_undo(self, undoes: bool) -> None:
        """Let redo be asked for at once where undo was, and undo where redo was."""
        undone, done = self.undo_words
        self._take_words((undone, done or "") if undoes else (undone or "", done))

    def _read_undo(self) -> None:
        if not self.project.read_only:
            self.session.read("undo", lambda _task: _undo_words(self.project), self._take_undo)

    def _take_undo(self, words: tuple[str | None, str | None]) -> None:
        if not self.session.runner.writing:  # else they are of before, and are asked for again
            self._take_words(words)

    def _take_words(self, words: tuple[str | None, str | None]) -> None:
        self.undo_words = words
        self.changed.emit()

    def _note_acted(self, places: tuple[Acted, ...], thing: ActedOn | None) -> None:
        """Show where undo or redo acted, or keep what goes there if it is out of sight."""
        self._elsewhere = None
        if places:
            if not self.workspace.readers.point_to(places):
                self._elsewhere = partial(self._go_to, places[0])
        elif thing is not None and not self.workspace.mark(thing):
            self._elsewhere = partial(self.workspace.go_to, thing)

    def _offer_to_change(self) -> None:
        text = tr("Nobody else has the project open any more.")
        self.advised.emit(text, tr("Open it to change it"), self.change_wanted.emit)

    def _go_to(self, place: Acted) -> None:
        self.session.show_document(place.document, place.spans[0])
        self.session.text_wanted.emit()

    def _way_there(self) -> tuple[str, Callable[[], object] | None]:
        """Return the words that offer to go where it happened, and what goes there, if far."""
        show, self._elsewhere = self._elsewhere, None
        return ("", None) if show is None else (tr("Show"), show)

    def _tell_done(self, text: str) -> None:
        words, show = self._way_there()
        if show is None:
            self.noted.emit(text, True)
        else:
            self.offered.emit(text, words, show)

    def warnings(self) -> list[UserError]:
        """Return what the user should know about where the project lies."""
        return projects.warnings(self.project.path)

    def command(self, name: str) -> None:
        """Do what a command asks of the panes."""
        IN_WORKSPACE[name](self.workspace)

    def import_paths(self, paths: list[Path]) -> None:
        """Show what files would give, and import what the user leaves ticked."""
        from qcode.ui.importing.dialog import ImportDialog

        ImportDialog(self.session, paths, self._window).open()

    def export(self) -> None:
        """Show what can be exported."""
        from qcode.ui.exporting.dialog import ExportDialog

        passages = self.workspace.passages
        open_in_parts(
            passages, lambda: ExportDialog(self.session, passages.selection(), self._window)
        )

    def back_up(self, path: Path) -> None:
        """Write a checked copy of the project."""

        def written(copy: safety.Copy) -> None:
            self.noted.emit(tr("Written and checked: {path}", path=copy.path), False)

        self.session.read("backup", lambda _t: safety.back_up(self.project.path, path), written)

    def verify(self) -> None:
        """Check the whole project and say what was found."""

        def done(found: list[Finding]) -> None:
            if not found:
                self.noted.emit(tr("The project is whole."), False)
                return
            lines = [finding(each.code, each.detail) for each in found[:3]]
            more = trn("{n} finding", "{n} findings", len(found))
            self.problem.emit("\n".join([more, *lines]))

        project = self.project
        self.session.read("verify", lambda task: verify_beside(project, task), done)

    def can_close(self) -> bool:
        """Whether nothing waits for an answer of the user's."""
        return self.workspace.readers.can_leave()

    def close(self) -> None:
        """Save what is being written, and close the project, also one that is not ready yet."""
        if self._is_ready:
            self.workspace.readers.leave()
            self.workspace.memos.leave()
            self.workspace.codes.leave()
            self.workspace.inspector.save()
        self._next.stop()
        self._pages.removeWidget(self.workspace)
        self.session.close()
        for timer in self.workspace.findChildren(QTimer):
            timer.stop()  # nothing is asked of a closed project any more
        # Some hundred widgets take as long to go as all else here: in a turn of their own.
        single_shot(self, 0, self._go).start()
        application = QCoreApplication.instance()
        assert application is not None
        application.aboutToQuit.connect(self._go)  # there is no other turn then

    def _go(self) -> None:
        self.workspace.deleteLater()
        self.deleteLater()


def _undo_words(project: Project) -> tuple[str | None, str | None]:
    before, after = project.undoable(), project.redoable()
    undone = None if before is None else describe(before)
    done = None if after is None else summary(Op(str(after.params["of"])), after.params)
    return undone, done


def _select(step: Step, workspace: Workspace, *, back: bool) -> None:
    workspace.reading.select(step, back=back)


_CODE_ACTS = {  # commands, and what the tree calls them
    "code_card": "card",
    "new_subcode": "new_under",
    "rename_code": "rename",
    "color_codes": "color",
    "code_up": "up",
    "code_down": "down",
    "move_codes": "move",
    "codes_to_top": "top",
    "merge_codes": "merge",
    "split_code": "split",
    "delete_codes": "delete",
}


def _with_codes(name: str, workspace: Workspace) -> None:
    """Do something with the codes that are chosen in the tree, where one sees what it asks."""
    workspace.focus(workspace.codes)
    workspace.codes.commands[name].trigger()


def _new_code(workspace: Workspace) -> None:
    """Begin a new code where one sees its name being typed, though the tree had no room."""
    workspace.focus(workspace.codes)
    workspace.codes.new_code()


def _toggle_boxes(workspace: Workspace) -> None:
    workspace.uncover(workspace.codes)
    workspace.codes.toggle_boxes()


def _code_favourite(digit: int, workspace: Workspace) -> None:
    workspace.reading.code_favourite(digit)


def _refresh_report(workspace: Workspace) -> None:
    from qcode.ui.refreshing.asking import refresh_report

    refresh_report(workspace.session, workspace.window())


def _take_comments(workspace: Workspace) -> None:
    from qcode.ui.refreshing.asking import take_in_comments

    take_in_comments(workspace.session, workspace.window())


def _import_survey(workspace: Workspace) -> None:
    from qcode.ui.surveys.dialog import ask_for_survey

    ask_for_survey(workspace.session, workspace.window())


def _export_table(workspace: Workspace) -> None:
    from qcode.ui.exporting.statistics import ExportTables

    ExportTables(workspace.session, workspace.window()).open()


def _import_codings(workspace: Workspace) -> None:
    from qcode.ui.codings.dialog import ask_for_codings

    ask_for_codings(workspace.session, workspace.window())


IN_WORKSPACE: dict[str, Callable[[Workspace], object]] = {
    "refresh_report": _refresh_report,
    "take_comments": _take_comments,
    "import_survey": _import_survey,
    "export_table": _export_table,
    "import_codings": _import_codings,
    "rebuild_index": lambda w: w.session.rebuild_index(),
    "copy": lambda w: w.reading.copy_with_source(),
    "saved_queries": lambda w: w.saved_queries(),
    "build_query": lambda w: w.build_query(),
    "word_forms": lambda w: w.word_forms(),
    "copy_hits": lambda w: w.search.copy_hits(),
    "find": lambda w: w.session.search_wanted.emit(""),
    "edit_text": lambda w: w.reading.edit_text(),
    "text_history": lambda w: w.reading.show_text_history(),
    "attributes": lambda w: w.documents.show_table(AttributeTarget.DOCUMENT),
    "cases": lambda w: w.documents.show_table(AttributeTarget.CASE),
    "code": lambda w: w.reading.code_passage(),
    "repeat": lambda w: w.reading.repeat_code(),
    "in_vivo": lambda w: w.reading.code_in_vivo(),
    "memo": lambda w: w.reading.write_memo(),
    "link_passage": lambda w: w.link_passage(),
    "recode": lambda w: w.reading.recode(),
    "uncode": lambda w: w.reading.uncode(),
    "next_coding": lambda w: w.reading.step_coding(1),
    "previous_coding": lambda w: w.reading.step_coding(-1),
    "list_codings": lambda w: w.reading.beside.list_here(),
    "start_back": lambda w: w.reading.beside.move_end(End.START, -1),
    "start_on": lambda w: w.reading.beside.move_end(End.START, 1),
    "end_back": lambda w: w.reading.beside.move_end(End.END, -1),
    "end_on": lambda w: w.reading.beside.move_end(End.END, 1),
    "join": lambda w: w.reading.join(),
    "split": lambda w: w.reading.split(),
    "copy_codings": lambda w: w.reading.copy_codings(),
    "paste_codings": lambda w: w.reading.paste_codings(),
    "similar": lambda w: w.reading.code_similar(),
    "like": lambda w: w.more_like_this(),
    "new_code": _new_code,
    **{command: partial(_with_codes, name) for command, name in _CODE_ACTS.items()},
    "paste_codes": lambda w: w.codes.commands["paste"].trigger(),
    "import_codes": lambda w: w.codes.commands.import_codebook(),
    "export_codes": lambda w: w.codes.commands.export_codebook(),
    "retrieve": lambda w: w.retrieve(),
    "code_boxes": _toggle_boxes,
    "margin_side": lambda w: w.reading.margin.toggle_side(),
    "margin_names": lambda w: w.reading.margin.toggle_names(),
    "margin_wider": lambda w: w.reading.margin.widen(1),
    "margin_narrower": lambda w: w.reading.margin.widen(-1),
    "filter_none": lambda w: w.reading.filtering.show_all(),
    "filter_codes": lambda w: w.reading.filtering.only_codes(w.codes.tree.chosen()),
    "filter_active": lambda w: w.reading.filtering.only_active(),
    "filter_coder": lambda w: w.reading.filtering.ask_coder(),
    "filter_today": lambda w: w.reading.filtering.only_today(),
    "filter_session": lambda w: w.reading.filtering.only_session(),
    "larger": lambda w: w.reading.page.zoom(1),
    "smaller": lambda w: w.reading.page.zoom(-1),
    "normal": lambda w: w.reading.page.zoom(0),
    "appearance": lambda w: w.reading.page.edit(),
    "numbers": lambda w: w.reading.page.toggle_numbers(),
    "times": lambda w: w.reading.page.toggle_times(),
    "memo_signs": lambda w: w.reading.page.toggle_memo_signs(),
    "behind": lambda w: w.reading.page.next_behind(),
    "reading_mode": lambda w: w.toggle_reading_mode(),
    "original": lambda w: w.reading.original.toggle(),
    "add_recording": lambda w: w.reading.recording.add(),
    "play": lambda w: w.reading.recording.toggle(),
    "play_here": lambda w: w.reading.recording.play_here(),
    "play_back": lambda w: w.reading.recording.skip(-1),
    "play_on": lambda w: w.reading.recording.skip(1),
    "slower": lambda w: w.reading.recording.step_speed(-1),
    "faster": lambda w: w.reading.recording.step_speed(1),
    "follow_recording": lambda w: w.reading.recording.toggle_follow(),
    "insert_time": lambda w: w.reading.recording.insert_time(),
    "goto": lambda w: w.reading.page.ask_place(),
    "back": lambda w: w.reading.step(-1),
    "forward": lambda w: w.reading.step(1),
    "next_hit": lambda w: w.search.step_from(w.readers.here(), 1),
    "previous_hit": lambda w: w.search.step_from(w.readers.here(), -1),
    "layout_read": lambda w: w.divide(Layout.READ),
    "layout_code": lambda w: w.divide(Layout.CODE),
    "layout_compare": lambda w: w.divide(Layout.COMPARE),
    "other_text": lambda w: w.readers.focus_other(),
    "show_documents": lambda w: w.focus(w.documents),
    "show_codes": lambda w: w.focus(w.codes),
    "show_text": lambda w: w.focus(w.reading),
    "show_search": lambda w: w.focus(w.search),
    "show_passages": lambda w: w.focus(w.passages),
    "show_memos": lambda w: w.focus(w.memos),
    "show_words": lambda w: w.focus(w.words),
    "show_check": lambda w: w.focus(w.check),
    "show_history": lambda w: w.focus(w.history),
    "show_inspector": lambda w: w.to_inspector(),
    "pane_wider": lambda w: resize_pane(w, Qt.Orientation.Horizontal, 1),
    "pane_narrower": lambda w: resize_pane(w, Qt.Orientation.Horizontal, -1),
    "pane_taller": lambda w: resize_pane(w, Qt.Orientation.Vertical, 1),
    "pane_lower": lambda w: resize_pane(w, Qt.Orientation.Vertical, -1),
}
for _step in Step:
    IN_WORKSPACE[f"select_{_step.value}"] = partial(_select, _step, back=False)
    IN_WORKSPACE[f"{_step.value}_back"] = partial(_select, _step, back=True)
for _digit in range(1, 10):
    IN_WORKSPACE[f"favourite_{_digit}"] = partial(_code_favourite, _digit)
