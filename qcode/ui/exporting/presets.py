"""The presets above the options: choosing one, and keeping, renaming and deleting one's own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLabel, QWidget

from qcode.model.changes import Changes
from qcode.model.errors import UserError
from qcode.model.report import ReportOptions
from qcode.services import report_presets
from qcode.services.language import tr
from qcode.services.report_presets import Preset
from qcode.ui import messages
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.found.parts import bar, flat
from qcode.ui.runner import Task
from qcode.ui.session import Session


class PresetBar(QWidget):
    """A box with all presets. `chosen` brings a `Preset`, `failed` a `UserError`."""

    chosen = Signal(object)
    failed = Signal(object)
    listed = Signal()

    def __init__(self, session: Session, options: Callable[[], ReportOptions]) -> None:
        super().__init__()
        self._session, self._options = session, options
        self._presets: list[Preset] = []
        self.box = ChoiceBox()
        self.box.setAccessibleName(tr("Report"))
        self.box.setMinimumContentsLength(22)
        self.box.activated.connect(self._choose)
        self.save = flat(
            tr("Save as…"), self._ask_name, tip=tr("Keep these settings in the project")
        )
        self.rename = flat(tr("Rename…"), self._ask_other_name)
        self.delete = flat(tr("Delete"), self._delete)
        label = QLabel(tr("Report"))
        label.setBuddy(self.box)
        self.setLayout(bar(label, self.box, self.save, self.rename, self.delete, below=8))
        self._wanted = ""
        session.changed.connect(self._hear)
        self.reload()

    # -- the list

    def reload(self, wanted: str = "") -> None:
        """Read the presets again, then stand at the one with a name."""
        self._wanted = wanted or self._wanted

        def work(_task: Task) -> list[Preset]:
            return report_presets.list_presets(self._session.project)

        self._session.read("report presets", work, self._show)

    def _hear(self, changes: Changes) -> None:
        if changes.rows.get("report_preset"):
            self.reload()

    def _show(self, presets: list[Preset]) -> None:
        self._presets = presets
        with QSignalBlocker(self.box):
            self.box.clear()
            for preset in presets:
                if preset.id is not None and self.box.count() == _built_in(presets):
                    self.box.insertSeparator(self.box.count())
                self.box.addItem(preset.name, preset.key)
        self.show_match()
        self.listed.emit()

    def current(self) -> Preset | None:
        """Return the preset that the box stands at."""
        key, own = self.box.currentData(), self.box.currentIndex() > _built_in(self._presets)
        for preset in self._presets:
            if preset.key == key and (preset.id is not None) == own:
                return preset
        return None

    def show_match(self) -> None:
        """Stand at the preset that has the present options; at none if no preset has."""
        options = _bare(self._options())
        found = [at for at, preset in enumerate(self._presets) if _bare(preset.options) == options]
        named = [at for at in found if self._presets[at].name == self._wanted]
        self.box.setPlaceholderText(tr("Own settings"))
        index = -1
        if found:
            at = (named or found)[0]
            index = at + (at >= _built_in(self._presets) and self._presets[at].id is not None)
        self.box.setCurrentIndex(index)
        own, closed = self.current(), self._session.project.read_only
        self.save.setEnabled(not closed)
        for button in (self.rename, self.delete):
            button.setEnabled(not closed and own is not None and own.id is not None)

    def _choose(self, _index: int) -> None:
        preset = self.current()
        if preset is not None:
            self._wanted = preset.name
            self.chosen.emit(preset)

    # -- one's own

    def _ask_name(self) -> None:
        known = self.current()
        messages.ask_text(
            self,
            tr("Under which name are these settings kept?"),
            title=tr("Save the report"),
            yes=tr("Save"),
            text=known.name if known is not None and known.id is not None else "",
            then=self.keep,
        )

    def keep(self, name: str) -> None:
        """Keep the present options under a name."""
        project, options = self._session.project, self._options()
        self._do(lambda: report_presets.save_preset(project, name, options), name.strip())

    def _ask_other_name(self) -> None:
        preset = self.current()
        if preset is not None:
            messages.ask_text(
                self,
                tr("New name of the report “{preset}”", preset=preset.name),
                title=tr("Rename the report"),
                yes=tr("Rename"),
                text=preset.name,
                then=self.name_anew,
            )

    def name_anew(self, name: str) -> None:
        """Give the preset that the box stands at another name."""
        preset, project = self.current(), self._session.project
        if preset is not None and preset.id is not None:
            number = preset.id
            self._do(lambda: report_presets.rename_preset(project, number, name), name.strip())

    def _delete(self) -> None:
        preset, project = self.current(), self._session.project
        if preset is not None and preset.id is not None:
            number = preset.id
            self._do(lambda: report_presets.delete_preset(project, number), "")

    def _do(self, work: Callable[[], object], name: str) -> None:
        self._wanted = name or self._wanted
        self._session.do(work, failed=self._fail)

    def _fail(self, error: UserError) -> None:
        self.failed.emit(error)


def _built_in(presets: list[Preset]) -> int:
    return sum(preset.id is None for preset in presets)


def _bare(options: ReportOptions) -> ReportOptions:
    """Return options without what belongs to one report alone."""
    return report_presets.without_names(options)
