"""The codes that can be found, kept ready for every quick-code box of a session."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from qcode.model.changes import Changes
from qcode.model.codebook import Codebook, CodeId
from qcode.ui.runner import Task
from qcode.ui.session import Session

from .finder import Finder
from .recent import recent_codes, used_code

_SETTLED_MS = 400  # after coding: the order of the codes can wait, another code could not


class KnownCodes(QObject):
    """Follows the codebook and what is coded. One for a session, see `of`.

    `recent` gives the rank of the codes used lately, 0 for the last one. `unsure` are those that
    have changed since they were read, and may have gone.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.finder = Finder(Codebook(()))
        self.recent: dict[CodeId, int] = {}
        self.unsure: frozenset[CodeId] = frozenset()
        self.loaded = False  # until then it is not known what is new
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLED_MS)
        self._later.timeout.connect(self._load)
        session.changed.connect(self._follow)
        self._load()

    @classmethod
    def of(cls, session: Session) -> KnownCodes:
        """Return the one of a session; the first to ask makes it."""
        known = session.findChild(cls)
        return known if isinstance(known, cls) else cls(session)

    def _follow(self, changes: Changes) -> None:
        if changes.affects_codes:
            self.unsure |= frozenset(map(CodeId, changes.touched("code")))
            self._load()
        elif changes.affects_segments:
            self._use(changes)
            self._later.start()

    def _use(self, changes: Changes) -> None:
        """Put the code that has just been applied first, without waiting for the journal."""
        code = used_code(self.finder.codebook, changes.kind, changes.params)
        if code is not None:
            order = [code, *(each for each in self.recent if each != code)]
            self.recent = {each: rank for rank, each in enumerate(order)}

    def look(self) -> None:
        """Read now what has been coded just before, because the codes are asked for."""
        if self._later.isActive():
            self._load()

    def _load(self) -> None:
        self._later.stop()
        project, before = self._session.project, self.finder

        def work(_task: Task) -> tuple[Finder, dict[CodeId, int]]:
            return before.following(project.codebook()), recent_codes(project)

        self._session.read("known codes", work, self._take)

    def _take(self, answer: tuple[Finder, dict[CodeId, int]]) -> None:
        self.finder, self.recent = answer
        self.unsure = frozenset()  # only the newest question is answered
        self.loaded = True
        self.changed.emit()
