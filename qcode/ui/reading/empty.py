"""What stands where no text is open yet: how to come to one."""

from __future__ import annotations

from collections.abc import Callable

from qcode.model.changes import Changes
from qcode.services.language import tr
from qcode.ui.icons import Icon
from qcode.ui.lesson import Lesson
from qcode.ui.session import Session


class NoText(Lesson):
    """Tells where documents are chosen and imported, and imports some."""

    def __init__(self, session: Session, import_documents: Callable[[], None]) -> None:
        super().__init__(Icon.READ, act=(tr("Import documents…"), import_documents))
        self._session = session
        self._some = True  # documents; where there are none, nothing can be chosen
        session.keys.changed.connect(self._teach)
        session.changed.connect(self._follow)
        self._teach()
        self._ask()

    def _follow(self, changes: Changes) -> None:
        if changes.affects_documents:
            self._ask()

    def _ask(self) -> None:
        project = self._session.project
        self._session.read("some documents", lambda _task: bool(project.documents()), self._take)

    def _take(self, some: bool) -> None:
        if some != self._some:
            self._some = some
            self._teach()

    def _teach(self) -> None:
        key = self._session.keys.text("import")
        if not self._some and self._session.project.read_only:
            words = tr("There is no document in this project.")
        elif not self._some and key:
            words = tr("Import interviews with {key}: this is where they are read.", key=key)
        elif not self._some:
            words = tr("Import interviews from the menu: this is where they are read.")
        elif key:
            words = tr("Choose a document on the left, or import some with {key}.", key=key)
        else:
            words = tr("Choose a document on the left, or import some from the menu.")
        self.say(words, act=not self._session.project.read_only)
