"""What stands where no text is open yet: how to come to one."""

from __future__ import annotations

from collections.abc import Callable

from qcode.services.language import tr
from qcode.ui.icons import Icon
from qcode.ui.lesson import Lesson
from qcode.ui.session import Session


class NoText(Lesson):
    """Tells where documents are chosen and imported, and imports some."""

    def __init__(self, session: Session, import_documents: Callable[[], None]) -> None:
        super().__init__(Icon.READ, act=(tr("Import documents…"), import_documents))
        self._session = session
        session.keys.changed.connect(self._teach)
        self._teach()

    def _teach(self) -> None:
        if key := self._session.keys.text("import"):
            words = tr("Choose a document on the left, or import some with {key}.", key=key)
        else:
            words = tr("Choose a document on the left, or import some from the menu.")
        self.say(words, act=not self._session.project.read_only)
