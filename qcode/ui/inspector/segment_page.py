"""A coding: where it stands, who made it, its weight, its wording in short, and its memo."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qcode.model.codebook import shown_names
from qcode.model.memo import MemoLink
from qcode.model.segment import SegmentId
from qcode.services.coding import edit_segment
from qcode.services.inspection import InspectedSegment
from qcode.services.language import tr
from qcode.ui.leading import lead_focus
from qcode.ui.session import Session

from .fields import SavedText, Weight
from .memo_field import MemoField
from .parts import Page


class SegmentPage(Page):
    """Shows one coding; each thing that is changed is one operation."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._segment: SegmentId | None = None
        self.weight = Weight(self)
        self.weight.set_read_only(session.project.read_only)
        self.weight.chosen.connect(self._set_weight)
        self.condensed = SavedText(tr("In short"), tr("What it says, in fewer words"))
        self.condensed.setReadOnly(session.project.read_only)
        self.condensed.written.connect(self._set_condensed)
        self.memo = MemoField(session)
        self.column.addLayout(self.weight.row)
        self.labelled(tr("In short"), self.condensed)
        self.headed(self.memo.head, self.memo)
        lead_focus(self, self.memo)

    def show_segment(self, seen: InspectedSegment) -> None:
        """Show a coding; what is being typed about the same one stays."""
        facts = seen.facts
        self.name.show_name(shown_names(seen.names), facts.color)
        self.show_facts(seen.place, facts.source)
        if facts.id == self._segment:
            self.condensed.show_text(facts.condensed)
        else:
            self.save()
            self._segment = facts.id
            self.condensed.begin(facts.condensed)
        self.weight.show_weight(facts.weight)
        self.memo.show_memos(MemoLink(segment=facts.id), seen.memos)

    def save(self) -> None:
        """Write what was typed."""
        self.weight.save()
        self.condensed.save()
        self.memo.save()

    def _set_weight(self, weight: int | None) -> None:
        project, segment = self._session.project, self._segment
        if segment is None:
            return
        self._session.do(
            lambda: edit_segment(project, segment, weight=weight, clear_weight=weight is None)
        )

    def _set_condensed(self, text: str) -> None:
        project, segment = self._session.project, self._segment
        if segment is not None:
            self._session.do(lambda: edit_segment(project, segment, condensed=text))
