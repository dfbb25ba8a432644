"""Coding in the open document: what the keys, the menu and a drop do to a passage.

The menu itself is in `menu`, what makes other shapes of segments in `shaper`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from qcode.model.changes import Changes
from qcode.model.codebook import CodeId, join_path
from qcode.model.document import DocumentId
from qcode.model.memo import Memo, MemoLink
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import coding, memos, pictures, quoting
from qcode.services.language import tr
from qcode.ui.codes.applying import apply
from qcode.ui.codes.favourites import Favourites
from qcode.ui.codes.quick import QuickCodeBox
from qcode.ui.codes.recent import recent_codes
from qcode.ui.keys import native
from qcode.ui.mime import copy_quotations
from qcode.ui.session import Session

LONGEST_IN_VIVO = 60  # characters of a passage that become a code's name


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

    def ask_code(self, at: QPoint, first: CodeId | None = None) -> None:
        """Open the box that finds or makes a code for the passage, with a code marked."""
        if self._passage is not None:
            document, span = self._passage
            self.box.open_at(at, span, document, first=first)

    def apply(self, code: CodeId, span: Span | None = None) -> None:
        """Code the passage, or a given span of the open document."""
        document, target = self._session.document, span or self._session.span
        if document is not None and target is not None:
            apply(self._session, document, target, code)

    def apply_favourite(self, digit: int) -> None:
        """Code the passage with the code on a number key, or say how one gets there."""
        code = Favourites.of(self._session).code(digit)
        if code is None:
            self._session.told.emit(
                tr(
                    "There is no code on key {digit} yet. In the quick-code box or the codebook,"
                    " {keys} puts the marked code there.",
                    digit=digit,
                    keys=native(f"Ctrl+{digit}"),
                )
            )
        else:
            self.apply(code)

    def repeat(self) -> None:
        """Code the passage with the code that was used last."""
        passage, project = self._passage, self._session.project
        if passage is None:
            return
        document, span = passage

        def give(ranks: dict[CodeId, int]) -> None:
            if ranks:
                apply(self._session, document, span, min(ranks, key=ranks.__getitem__))

        # In the order of writing: what was coded just before counts.
        self._session.do(lambda: recent_codes(project), give, say=False)

    def in_vivo(self) -> None:
        """Code the passage with a code named after its own words."""
        passage = self._passage
        if passage is None:
            return
        name = " ".join(self._words(*passage).split())
        if not name:
            return
        if len(name) > LONGEST_IN_VIVO:
            name = name[:LONGEST_IN_VIVO].rsplit(" ", 1)[0] + "…"
        document, span = passage
        apply(self._session, document, span, join_path([self._known_as(name)]))

    def _known_as(self, name: str) -> str:
        """Return the name of a code of the top level that differs in capitals only, else this."""
        top = [code.name for code in self._session.project.codebook().children(None)]
        same = [each for each in top if each.casefold() == name.casefold()]
        return name if name in same or not same else same[0]

    def _words(self, document: DocumentId, span: Span) -> str:
        return self._session.project.text(document).text[span.start : span.end]

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
        """Open the memo of a segment, or begin one on it, the passage, the document, or nothing."""
        session = self._session
        if segment is None:
            if self._write_on_drawn():
                return
            there = session.document is not None
            link = MemoLink(document=session.document, span=session.span)
            session.write_memo(*([link] if there else []))
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

    def _write_on_drawn(self) -> bool:
        """Mark what was drawn on a picture and begin its memo, if something was."""
        session = self._session
        passage, project = self._passage, session.project
        rectangle = None if passage is None else session.drawn_at(*passage)
        if passage is None or rectangle is None or project.read_only:
            return False
        document = passage[0]

        def begin(added: tuple[Span, Changes]) -> None:
            session.write_memo(MemoLink(document=document, span=added[0]))

        session.do(lambda: pictures.add_region(project, document, rectangle), begin)
        return True

    def copy(self, document: DocumentId, span: Span) -> None:
        """Put a passage with its source on the clipboard."""
        project = self._session.project
        self._session.read(
            "copy",
            lambda _task: [quoting.quotation(project, document, span)],
            copy_quotations,
        )
