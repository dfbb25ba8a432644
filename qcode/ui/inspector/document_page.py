"""A document: its kind and language, its attributes, what was done in it, and its memo."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qcode.model.document import Document, DocumentKind
from qcode.model.memo import MemoLink
from qcode.services.documents import edit_document
from qcode.services.inspection import InspectedDocument
from qcode.services.language import catalogue, current_language, tr, trn
from qcode.services.words import (
    KINDS,
    TEXT_LANGUAGES,
    date_words,
    kind_name,
    language_name,
    local_time,
)
from qcode.ui.documents.attributes import AttributesDialog
from qcode.ui.found.parts import flat, quiet
from qcode.ui.leading import lead_focus
from qcode.ui.session import Session
from qcode.ui.wrapping_row import WrappingRow

from .fields import StillBox
from .memo_field import MemoField
from .parts import Page


class DocumentPage(Page):
    """Shows one document; each thing that is changed is one operation."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._document: Document | None = None
        read_only, words = session.project.read_only, catalogue(current_language())
        self.kind, self.language = StillBox(), StillBox()
        for kind in KINDS:
            self.kind.addItem(kind_name(kind, words), kind)
        for code in TEXT_LANGUAGES:
            self.language.addItem(language_name(code, words), code)
        row = WrappingRow()
        row.setSpacing(8)
        for box, name in ((self.kind, tr("Kind")), (self.language, tr("Language"))):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setEnabled(not read_only)
            box.activated.connect(self._choose)
            row.addWidget(box)
        self.column.addSpacing(4)
        self.column.addLayout(row)
        self.attributes = quiet()
        self.column.addSpacing(2)
        self.column.addWidget(self.attributes)
        edit = flat(tr("Attributes…"), self._edit_attributes)
        edit.setEnabled(not read_only)
        self.buttons(edit)
        self.memo = MemoField(session)
        self.headed(self.memo.head, self.memo)
        lead_focus(self, self.kind)

    def show_document(self, seen: InspectedDocument) -> None:
        """Show a document."""
        document, words = seen.document, catalogue(current_language())
        if self._document is None or self._document.id != document.id:
            self.save()
        self._document = document
        self.name.show_name(document.name)
        counts = (
            trn("{n} passage", "{n} passages", seen.counts.segments),
            trn("{n} memo", "{n} memos", seen.counts.memos),
            trn("{n} paragraph", "{n} paragraphs", document.paragraphs),
            trn("{n} character", "{n} characters", document.length),
        )
        added = tr("added {date}", date=date_words(local_time(document.added), words))
        self.show_facts(" · ".join(counts), ", ".join(document.speakers), added)
        self.kind.setCurrentIndex(self.kind.findData(document.kind))
        if self.language.findData(document.language) < 0:
            self.language.addItem(language_name(document.language, words), document.language)
        self.language.setCurrentIndex(self.language.findData(document.language))
        lines = [f"{name}: {value}" for name, value in seen.attributes]
        self.attributes.setText("\n".join(lines))
        self.attributes.setVisible(bool(lines))
        self.memo.show_memos(MemoLink(document=document.id), seen.memos)

    def save(self) -> None:
        """Write what was typed."""
        self.memo.save()

    def _choose(self) -> None:
        project, document = self._session.project, self._document
        if document is None:
            return
        kind, language = DocumentKind(self.kind.currentData()), str(self.language.currentData())
        if (kind, language) != (document.kind, document.language):
            self._session.do(
                lambda: edit_document(
                    project,
                    document.id,
                    kind=None if kind == document.kind else kind,
                    language=None if language == document.language else language,
                )
            )

    def _edit_attributes(self) -> None:
        if self._document is not None:
            AttributesDialog(self._session, self._document, self.window()).open()
