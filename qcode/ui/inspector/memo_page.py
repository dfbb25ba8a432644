"""A memo: its kind, who wrote it and when, and its text to be read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qcode.model.memo import MemoId
from qcode.model.memo_links import first_words
from qcode.services.inspection import InspectedMemo
from qcode.services.language import catalogue, current_language, tr
from qcode.services.words import date_words, local_time, memo_kind_name
from qcode.ui.found.memo_goals import MemoGoals
from qcode.ui.found.parts import flat
from qcode.ui.leading import lead_focus
from qcode.ui.session import Session

from .memo_field import GrowingMemo
from .parts import Page


class MemoPage(Page):
    """Shows one memo; it is written in its own pane."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._memo: MemoId | None = None
        self.text = GrowingMemo()
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.text.setAccessibleName(tr("Text of the memo"))
        self._goals = MemoGoals(session, self.text)
        self.column.addWidget(self.text)
        self.buttons(flat(tr("Open memo"), self._open))
        lead_focus(self, self.text)

    def show_memo(self, seen: InspectedMemo) -> None:
        """Show a memo."""
        memo, words = seen.memo, catalogue(current_language())
        self.name.show_name(memo.title or first_words(memo.text) or tr("Memo"))
        begun = date_words(local_time(memo.created), words)
        changed = date_words(local_time(memo.changed), words)
        parts = [memo_kind_name(memo.kind, words), seen.coder, begun]
        if changed != begun:
            parts.append(tr("changed {date}", date=changed))
        self.show_facts(" · ".join(part for part in parts if part))
        if memo.id != self._memo or memo.text != self.text.markdown():
            self.text.set_markdown(memo.text)
        self._memo = memo.id

    def _open(self) -> None:
        if self._memo is not None:
            self._session.open_memo(self._memo)
