"""A code: how often it is used, what it means and when to use it, and its memo."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from qcode.model.codebook import Code, shown_names
from qcode.model.memo import MemoLink
from qcode.services.codes import edit_code
from qcode.services.inspection import InspectedCode
from qcode.services.language import mark, tr, trn
from qcode.services.retrieval import Selection
from qcode.ui.codes.card import open_card
from qcode.ui.found.parts import flat
from qcode.ui.leading import lead_focus
from qcode.ui.session import Session

from .fields import SavedText
from .memo_field import MemoField
from .parts import Page

_FIELDS: Mapping[str, tuple[str, str]] = {
    "definition": (mark("Definition"), mark("What a passage with this code is about")),
    "use_when": (mark("Use when"), mark("What speaks for it")),
    "avoid_when": (mark("Avoid when"), mark("Which code to use instead, and when")),
}


class CodePage(Page):
    """Shows one code; each text that is changed is one operation."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._code: Code | None = None
        self.buttons(flat(tr("Passages"), self._retrieve), flat(tr("Code card…"), self._open_card))
        self.texts: dict[str, SavedText] = {}
        for name, (title, hint) in _FIELDS.items():
            field = SavedText(tr(title), tr(hint))  # marked in _FIELDS
            field.setReadOnly(session.project.read_only)
            field.written.connect(partial(self._set, name))
            self.texts[name] = field
            self.labelled(tr(title), field)  # marked in _FIELDS
        self.memo = MemoField(session)
        self.headed(self.memo.head, self.memo)
        lead_focus(self, self.texts["definition"])

    def show_code(self, seen: InspectedCode) -> None:
        """Show a code; what is being typed about the same one stays."""
        code = seen.code
        self.name.show_name(shown_names(seen.names), code.color)
        passages = trn("{n} passage", "{n} passages", seen.segments)
        places = trn("{n} document", "{n} documents", seen.documents)
        parts = [tr("{passages} in {documents}", passages=passages, documents=places)]
        if seen.total != seen.segments:
            parts.append(tr("{total} with subcodes", total=seen.total))
        self.show_facts(" · ".join(parts))
        same = self._code is not None and self._code.id == code.id
        if not same:
            self.save()
        self._code = code
        for name, field in self.texts.items():
            text = str(getattr(code, name))
            if same:
                field.show_text(text)
            else:
                field.begin(text)
        self.memo.show_memos(MemoLink(code=code.id), seen.memos)

    def save(self) -> None:
        """Write what was typed."""
        for field in self.texts.values():
            field.save()
        self.memo.save()

    def _set(self, name: str, text: str) -> None:
        project, code = self._session.project, self._code
        if code is not None:
            self._session.do(lambda: edit_code(project, code.id, texts={name: text}))

    def _retrieve(self) -> None:
        if self._code is not None:
            codes = frozenset({self._code.id})
            self._session.retrieve(Selection(codes=codes, subcodes=True))

    def _open_card(self) -> None:
        self.save()
        if self._code is not None:
            open_card(self._session, self._code.id, self)
