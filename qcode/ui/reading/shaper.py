"""Segments of the open document in other shapes: joined, split, and copied to other passages."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from qcode.model.changes import Changes
from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import shaping
from qcode.services.history import describe
from qcode.services.language import tr, trn
from qcode.ui.codes.applying import key_of
from qcode.ui.coding.view import CodingView
from qcode.ui.session import Session


class _Copied(QObject):
    """The codes that were copied last, for all the texts that are open in a session."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.itself)
        self.codes: list[CodeId] = []

    @classmethod
    def of(cls, session: Session) -> _Copied:
        """Return the one of a session; the first to ask makes it."""
        known = session.findChild(cls)
        return known if isinstance(known, cls) else cls(session)


class Shaper:
    """Joins, splits and copies; each is one operation, and what it did is said."""

    def __init__(self, session: Session, view: CodingView) -> None:
        self._session = session
        self._view = view
        self._copied = _Copied.of(session)

    def join(self, segment: SegmentId) -> None:
        """Make one segment of this one and those of its code and coder that touch it."""
        project = self._session.project

        def work() -> None:
            touching = shaping.neighbours(project, segment)
            shaping.join_segments(project, [each.id for each in touching])

        self._session.do(work)

    def split(self, segment: SegmentId) -> None:
        """Cut a segment in two where the caret is."""
        project, at = self._session.project, self._view.cursor_position()
        self._session.do(lambda: shaping.split_segment(project, segment, at))

    @property
    def has_copied(self) -> bool:
        """Whether there are codes to paste."""
        return bool(self._copied.codes)

    def copy_codings(self) -> None:
        """Keep the codes that touch the selection, or the character at the caret."""
        document, span = self._session.document, self._session.span
        if document is None:
            return
        at = self._view.cursor_position()
        wanted = span or Span(max(at - 1, 0), at + 1)
        work = partial(self._find, document, wanted)
        self._session.read("codings to copy", lambda _task: work(), self._keep)

    def _find(self, document: DocumentId, span: Span) -> tuple[list[CodeId], list[str]]:
        codes = shaping.codes_on(self._session.project, document, span)
        codebook = self._session.project.codebook()
        return codes, [codebook[code].name for code in codes]

    def _keep(self, found: tuple[list[CodeId], list[str]]) -> None:
        codes, names = found
        if not codes:
            self._session.told.emit(tr("Nothing is coded here"))
            return
        self._copied.codes = codes
        self._session.told.emit(
            trn(
                "Copied {n} code: {codes}. Select another passage and press {key}.",
                "Copied {n} codes: {codes}. Select another passage and press {key}.",
                len(codes),
                codes=", ".join(names),
                key=key_of("paste_codings"),
            )
        )

    def paste_codings(self) -> None:
        """Give the selection the codes that were copied last, as far as they still exist."""
        session, project = self._session, self._session.project
        document, span = session.document, session.span
        if document is None or span is None:
            return
        if not self._copied.codes:
            session.told.emit(
                tr(
                    "No codings are copied. Press {key} on a coded passage.",
                    key=key_of("copy_codings"),
                )
            )
            return
        copied = list(self._copied.codes)

        def work() -> Changes:
            known = project.codebook()
            given = [code for code in copied if code in known]
            _added, changes = shaping.copy_codings(project, document, span, given)
            return changes

        def tell(changes: Changes) -> None:
            if changes:
                session.said.emit(describe(changes))
            else:
                session.told.emit(tr("You have coded this passage with all of these already"))

        session.do(work, tell, say=False)
