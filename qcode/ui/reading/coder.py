"""Coding in the open document: what the keys, the menu and a drop do to a passage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from qcode.model.codebook import CodeId, join_path
from qcode.model.document import DocumentId
from qcode.model.memo import Memo, MemoLink
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import codes, coding, exporting, memos
from qcode.services.language import tr, trn
from qcode.services.retrieval import Selection
from qcode.ui.codes.quick import QuickCodeBox
from qcode.ui.codes.recent import recent_codes
from qcode.ui.session import Session

LONGEST_IN_VIVO = 60  # characters of a passage that become a code's name
_MENU_CODES = 7


class Coder:
    """Does to the session's passage or to chosen segments what the user asks for."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        self._session = session
        self._parent = parent
        self.box = QuickCodeBox(session, parent)

    @property
    def _passage(self) -> tuple[DocumentId, Span] | None:
        session = self._session
        if session.document is None or session.span is None:
            return None
        return session.document, session.span

    def ask_code(self, at: QPoint) -> None:
        """Open the box that finds or makes a code for the passage."""
        if self._passage is not None:
            document, span = self._passage
            self.box.open_at(at, span, document)

    def apply(self, code: CodeId, span: Span | None = None) -> None:
        """Code the passage, or a given span of the open document."""
        project, document = self._session.project, self._session.document
        target = span or self._session.span
        if document is not None and target is not None:
            self._session.do(lambda: coding.apply_code(project, document, target, code))

    def repeat(self) -> None:
        """Code the passage with the code that was used last."""
        passage, project = self._passage, self._session.project
        if passage is None:
            return
        document, span = passage

        def work() -> None:
            ranks = recent_codes(project)
            if ranks:
                coding.apply_code(project, document, span, min(ranks, key=ranks.__getitem__))

        self._session.do(work)

    def in_vivo(self, text: str) -> None:
        """Code the passage with a code named after its own words."""
        passage, project = self._passage, self._session.project
        name = " ".join(text.split())
        if passage is None or not name:
            return
        if len(name) > LONGEST_IN_VIVO:
            name = name[:LONGEST_IN_VIVO].rsplit(" ", 1)[0] + "…"
        document, span = passage
        path = join_path([name])
        self._session.do(lambda: coding.apply_path(project, document, span, path))

    def remove(self, segments: Sequence[SegmentId]) -> None:
        """Take codings away."""
        project = self._session.project
        if segments:
            self._session.do(lambda: coding.remove_segments(project, segments))

    def ask_recode(self, segments: Sequence[SegmentId], at: QPoint) -> None:
        """Ask for another code for segments."""
        project = self._session.project

        def chosen(code: CodeId) -> None:
            self._session.do(lambda: coding.recode(project, segments, code))

        found = coding.find_segments_by_id(project, segments)
        given = {segment.code for segment in found}
        if found:
            without = given if len(given) == 1 else ()
            self.box.choose(at, tr("Change the code to"), then=chosen, without=without)

    def move(self, segment: SegmentId, span: Span) -> None:
        """Give a segment the ends of the selection."""
        project = self._session.project
        self._session.do(lambda: coding.move_segment(project, segment, span))

    def write_memo(self, segment: SegmentId | None) -> None:
        """Open the memo of a segment, or begin one on it, the passage or the document."""
        session = self._session
        if segment is None:
            if session.document is not None:
                session.write_memo(MemoLink(document=session.document, span=session.span))
            return

        project = session.project

        def open_or_begin(found: list[Memo]) -> None:
            if found:
                session.open_memo(found[-1].id)
            elif not project.read_only:
                session.write_memo(MemoLink(segment=segment))

        session.read(
            "segment-memo", lambda _task: memos.memos_on_segment(project, segment), open_or_begin
        )

    def copy(self, document: DocumentId, span: Span) -> None:
        """Put a passage with its source on the clipboard."""
        project = self._session.project
        self._session.read(
            "copy",
            lambda _task: exporting.quotation(project, document, span),
            QGuiApplication.clipboard().setText,
        )

    # -- the menu on a passage

    def menu(self, span: Span | None, segments: Sequence[SegmentId], at: QPoint) -> QMenu:
        """Return the menu for a selection and the segments under the pointer."""
        menu = QMenu(self._parent)
        writes = not self._session.project.read_only
        if span is not None and writes:
            self._add(menu, tr("Code passage…"), lambda: self.ask_code(at), "C")
            self._add_last_codes(menu)
            menu.addSeparator()
        if span is not None or not segments:
            self._add(menu, tr("Write memo"), lambda: self.write_memo(None), "M", writes)
        for found in coding.find_segments_by_id(self._session.project, segments):
            self._add_segment(menu, found.id, found.code, span, at, writes=writes)
        return menu

    def _add_last_codes(self, menu: QMenu) -> None:
        codebook = self._session.project.codebook()
        for code in list(recent_codes(self._session.project))[:_MENU_CODES]:
            self._add(menu, codebook.path(code), partial(self.apply, code))

    def _add_segment(
        self,
        menu: QMenu,
        segment: SegmentId,
        code: CodeId,
        span: Span | None,
        at: QPoint,
        *,
        writes: bool,
    ) -> None:
        path = self._session.project.codebook().path(code)
        part = menu.addMenu(path.replace("&", "&&"))
        self._add(part, tr("Open memo"), lambda: self.write_memo(segment), "", writes)
        self._add(part, tr("Change the code…"), lambda: self.ask_recode([segment], at), "", writes)
        if span is not None:
            self._add(
                part,
                tr("Move its ends to the selection"),
                lambda: self.move(segment, span),
                "",
                writes,
            )
        self._add(part, tr("Remove coding"), lambda: self.remove([segment]), "", writes)
        part.addSeparator()
        uses = codes.code_uses(self._session.project).get(code, codes.CodeUse())
        count = trn("Retrieve its {n} passage", "Retrieve its {n} passages", uses.segments)
        self._add(part, count, lambda: self._retrieve(code))

    def _retrieve(self, code: CodeId) -> None:
        self._session.retrieve(Selection(codes=frozenset([code]), subcodes=True))

    @staticmethod
    def _add(
        menu: QMenu,
        text: str,
        slot: Callable[[], object],
        key: str = "",
        enabled: bool = True,
    ) -> QAction:
        shown = text.replace("&", "&&") + (f"\t{key}" if key else "")
        action = menu.addAction(shown)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked=False: slot())
        return action
