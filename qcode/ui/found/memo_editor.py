"""The editor of one memo: title, kind, text and links. What is typed is never lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QVBoxLayout, QWidget

from qcode.model.errors import UserError
from qcode.model.memo import Memo, MemoId, MemoKind, MemoLink
from qcode.services.language import catalogue, current_language, tr
from qcode.services.memos import LONGEST_TITLE, add_memo, edit_memo
from qcode.services.messages import sentence
from qcode.services.words import MEMO_KINDS
from qcode.ui.field import Field
from qcode.ui.session import Session

from .delegate import SIDE
from .memo_links import NamedLink
from .memo_text import MemoText
from .parts import LinkButton, bar, flat, hairline, quiet


@dataclass(frozen=True, slots=True)
class Words:
    """What the user can write in a memo."""

    title: str = ""
    text: str = ""
    kind: MemoKind = MemoKind.NOTE

    @property
    def empty(self) -> bool:
        """Whether it says nothing yet."""
        return not self.title.strip() and not self.text.strip()


@dataclass(slots=True)
class Draft:
    """A memo under the pen. `id` is None until it is first written; `saved` is what lies there.

    The id is read and set on the writing lane only, so that two savings in a row cannot make
    two memos of one.
    """

    id: MemoId | None
    links: tuple[MemoLink, ...]
    saved: Words


# A power cut may cost as much typing as this, and no more.
REST_MS = 5000


class MemoEditor(QWidget):
    """Edits one memo at a time. It is saved when the keyboard rests or leaves, or when told to."""

    closed = Signal()
    delete_wanted = Signal(object)  # MemoId
    written = Signal(object)  # MemoId of a new memo

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._draft: Draft | None = None
        self._build()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(lambda: self.save(say=False))
        self._title.textEdited.connect(lambda _text: self._rest.start())
        self._title.returnPressed.connect(self._text.setFocus)
        self._text.textChanged.connect(self._rest.start)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        for keys, slot in (("Ctrl+S", self.save), ("Escape", self._escape)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _build(self) -> None:
        words = catalogue(current_language())
        self._title = Field()
        self._title.setMaxLength(LONGEST_TITLE)
        self._title.setPlaceholderText(tr("Title"))
        self._title.setAccessibleName(tr("Title of the memo"))
        self._kind = QComboBox()
        self._kind.setAccessibleName(tr("Kind of memo"))
        for kind, name in MEMO_KINDS.items():
            self._kind.addItem(words.tr(name), kind)  # marked in MEMO_KINDS
        self._kind.activated.connect(lambda _index: self.save())
        self._text = MemoText()
        self._text.setPlaceholderText(tr("What did you notice, and why does it matter?"))
        self._text.setAccessibleName(tr("Text of the memo"))
        self._problem = quiet()
        self._problem.setContentsMargins(SIDE, 4, SIDE, 0)
        self._problem.hide()
        self._links = QVBoxLayout()
        self._links.setContentsMargins(6, 0, 12, 0)
        self._links.setSpacing(0)
        self._delete = flat(tr("Delete memo"), self._ask_delete)
        done = flat(tr("Back to the list"), self.close_memo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar(done, self._delete, below=4))
        layout.addLayout(bar(self._title, self._kind, stretch=self._title))
        layout.addLayout(self._links)
        layout.addWidget(self._problem)
        layout.addSpacing(6)
        layout.addWidget(hairline())
        layout.addWidget(self._text, 1)
        self.setTabOrder(self._title, self._text)  # one writes on; the kind is set now and then
        self.setTabOrder(self._text, self._kind)
        self.setFocusProxy(self._text)

    # -- opening and closing

    @property
    def memo(self) -> MemoId | None:
        """The memo that is open, None for a new one and for none."""
        return None if self._draft is None else self._draft.id

    @property
    def is_open(self) -> bool:
        """Whether a memo is open."""
        return self._draft is not None

    def open_memo(self, memo: Memo) -> None:
        """Show a memo; what is in the editor is saved first."""
        if self._draft is not None and self._draft.id == memo.id:
            self.refresh(memo)
            return
        self.save()
        self._begin(Draft(memo.id, memo.links, Words(memo.title, memo.text, memo.kind)))

    def begin(self, links: Iterable[MemoLink]) -> None:
        """Begin a new memo."""
        self.save()
        self._begin(Draft(None, tuple(links), Words()))
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, memo: Memo) -> None:
        """Take over what changed elsewhere, unless the user has written something meanwhile."""
        draft = self._draft
        words = Words(memo.title, memo.text, memo.kind)
        if draft is None or draft.id != memo.id:
            return
        untouched = self.words() == draft.saved
        draft.saved, draft.links = words, memo.links
        if untouched and words != self.words():
            self._fill(words)

    def forget(self) -> None:
        """The memo is gone: close it, or keep what was written since as a new one."""
        draft = self._draft
        if draft is None:
            return
        if self.words() == draft.saved:
            self._draft = None
            self.closed.emit()
        else:
            self._draft = Draft(None, (), Words())

    def close_memo(self) -> None:
        """Save, and go back to the list."""
        self.save()
        self._draft = None
        self.closed.emit()

    def words(self) -> Words:
        """Return what is in the editor."""
        kind = MemoKind(self._kind.currentData())
        return Words(self._title.text(), self._text.toPlainText(), kind)

    def show_links(self, named: Mapping[MemoLink, NamedLink]) -> None:
        """Show what the memo is linked to, as far as it is known by name."""
        while (item := self._links.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for link in () if self._draft is None else self._draft.links:
            where = named.get(link)
            if where is not None:
                button = LinkButton(f"→ {where.name}", partial(where.follow, self._session))
                button.setEnabled(where.leads)
                self._links.addWidget(button)

    def links(self) -> tuple[MemoLink, ...]:
        """Return the links of the memo that is open."""
        return () if self._draft is None else self._draft.links

    def _begin(self, draft: Draft) -> None:
        self._draft = draft
        self._problem.hide()
        self._fill(draft.saved)
        read_only = self._session.project.read_only
        self._title.setReadOnly(read_only)
        self._text.setReadOnly(read_only)
        self._kind.setEnabled(not read_only)
        self._delete.setEnabled(not read_only)
        self.show_links({})

    def _fill(self, words: Words) -> None:
        self._title.setText(words.title)
        self._kind.setCurrentIndex(self._kind.findData(words.kind))
        self._text.setPlainText(words.text)

    # -- saving

    def save(self, *, say: bool = True) -> None:
        """Write what changed, as one operation; nothing if nothing did."""
        self._rest.stop()
        draft, words = self._draft, self.words()
        if draft is None or words == draft.saved or self._session.project.read_only:
            return
        if draft.id is None and words.empty:
            return
        before, draft.saved = draft.saved, words
        self._session.do(
            partial(self._write, draft, words, before),
            self._wrote,
            failed=partial(self._failed, draft, before),
            say=say,
        )

    def _write(self, draft: Draft, words: Words, before: Words) -> MemoId | None:
        """Write on the writing lane; return the id of a memo that is new."""
        project = self._session.project
        if draft.id is None:
            draft.id = add_memo(
                project, words.title, words.text, kind=words.kind, links=draft.links, origin=self
            )
            return draft.id
        edit_memo(
            project,
            draft.id,
            title=words.title if words.title != before.title else None,
            text=words.text if words.text != before.text else None,
            kind=words.kind if words.kind != before.kind else None,
            origin=self,
        )
        return None

    def _wrote(self, new: MemoId | None) -> None:
        self._problem.hide()
        if new is not None:
            self.written.emit(new)

    def _failed(self, draft: Draft, before: Words, error: UserError) -> None:
        """Say why it could not be saved; the words stay, and saving is tried again."""
        draft.saved = before
        if draft is self._draft:
            self._problem.setText(sentence(error))
            self._problem.show()
        else:
            self._session.runner.user_error.emit(error)

    def _ask_delete(self) -> None:
        draft = self._draft
        if draft is None:
            return
        self._draft = None
        self.closed.emit()
        if draft.id is not None:
            self.delete_wanted.emit(draft.id)

    # -- Qt

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Save when the keyboard goes elsewhere in the window; a popup is not elsewhere."""
        if self._draft is None or new is None or self.isAncestorOf(new):
            return
        if new.window() is self.window():
            self.save()

    def _escape(self) -> None:
        self.save()
        self._session.text_wanted.emit()
