"""Keeps the links in a memo's text true: where each leads now, and going there."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from qcode.model.changes import Changes
from qcode.model.memo_links import Target
from qcode.model.segment import SegmentId
from qcode.services.memo_links import Goal, find_goals, link_to_passage, link_to_segment
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.subject import Sort

from .memo_text import MemoText


class MemoGoals(QObject):
    """Names the links of one editor, and follows the one that is chosen."""

    left = Signal()  # a link was followed

    def __init__(self, session: Session, text: MemoText) -> None:
        super().__init__(text)
        self._session, self._text = session, text
        text.links_changed.connect(self._find)
        text.followed.connect(self._follow)
        session.changed.connect(self._hear)

    def _hear(self, changes: Changes) -> None:
        if changes.affects_segments or changes.affects_documents or changes.texts:
            self._find()

    def _find(self) -> None:
        project, asked = self._session.project, self._text.targets()
        if not asked:
            return

        def work(_task: Task) -> Mapping[Target, Goal]:
            return find_goals(project, asked)

        def show(goals: Mapping[Target, Goal]) -> None:
            self._text.show_goals(asked, goals)

        self._session.read(f"links in text {id(self)}", work, show)

    def _follow(self, goal: Goal) -> None:
        self._session.show_document(goal.document, goal.span, goal.segment)
        self._session.text_wanted.emit()


def writing_text() -> MemoText | None:
    """Return the memo's text that has the keyboard, if one has and can be written in."""
    found = QApplication.focusWidget()
    return found if isinstance(found, MemoText) and not found.isReadOnly() else None


def insert_link(session: Session, text: MemoText) -> None:
    """Put a link to what is selected in the document, or to the coding there, at the caret."""
    project, document, span = session.project, session.document, session.span
    subject = session.reading
    segment = (
        SegmentId(subject.id)
        if span is None and subject is not None and subject.sort is Sort.SEGMENT
        else None
    )
    if document is None and segment is None:
        return

    def work(_task: Task) -> str:
        if segment is not None:
            return link_to_segment(project, segment)
        assert document is not None
        return link_to_passage(project, document, span)

    def put(link: str) -> None:
        caret = text.textCursor()
        before = text.document().characterAt(caret.selectionStart() - 1) if caret.position() else ""
        if not caret.hasSelection() and before.strip():  # or it would be one word with it
            caret.insertText(" ")
        text.insert_markdown(link)

    session.read("link to a passage", work, put)
