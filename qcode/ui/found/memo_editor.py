"""The editor of one memo: title, kind, text and links. What is typed is never lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from qcode.model.memo import Memo, MemoId, MemoLink
from qcode.model.memo_links import first_words
from qcode.services.language import catalogue, current_language, tr
from qcode.services.memos import LONGEST_TITLE
from qcode.services.words import date_words, local_time
from qcode.ui.field import Field
from qcode.ui.leading import lead_focus
from qcode.ui.pane_filter import PaneFilter, follow
from qcode.ui.pane_keys import pane_name
from qcode.ui.session import Session
from qcode.ui.subject import Sort, Subject

from .delegate import SIDE
from .memo_goals import MemoGoals, insert_link
from .memo_kinds import KindBox
from .memo_links import NamedLink
from .memo_marks import Block
from .memo_pen import Draft, Pen, Words, draft_of
from .memo_text import MemoText
from .parts import LinkButton, bar, flat, hairline, quiet


class MemoEditor(QWidget):
    """Edits one memo at a time. It is saved when the keyboard rests or leaves, or when told to."""

    closed = Signal()
    delete_wanted = Signal(object)  # MemoId
    written = Signal(object)  # MemoId of a new memo

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._given = ("", "")  # the title as it is stored, and as the line shows it
        self._pen = Pen(session, self.words, self._fill, self)
        self._rest = self._pen.rest
        self._build()
        self._pen.written.connect(self.written)
        self._pen.written.connect(lambda _memo: self._look())
        self._pen.problem.connect(self._tell_problem)
        self._title.textEdited.connect(lambda _text: self._pen.touch())
        self._title.returnPressed.connect(self._text.setFocus)
        self._text.textChanged.connect(self._pen.touch)
        self._text.textChanged.connect(self._name_untitled)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        for keys, slot in (("Ctrl+S", self.save), ("Escape", self._escape)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
            if keys == "Ctrl+S":
                follow(shortcut, "Memo", "Save", session.keys)

    def _build(self) -> None:
        self._title = Field()
        self._title.setMaxLength(LONGEST_TITLE)
        self._title.setPlaceholderText(tr("Title"))
        self._title.setAccessibleName(tr("Title of the memo"))
        self._kind = KindBox()
        self._kind.kind_chosen.connect(self.save)
        self._text = MemoText()
        PaneFilter(self._text, "Memo", self._session.keys)
        self._text.setPlaceholderText(tr("What did you notice, and why does it matter?"))
        self._text.setAccessibleName(tr("Text of the memo"))
        self._goals = MemoGoals(self._session, self._text)
        self._problem = quiet()
        self._problem.setContentsMargins(SIDE, 4, SIDE, 0)
        self._problem.hide()
        self._about = quiet()
        self._about.setContentsMargins(SIDE, 0, SIDE, 2)
        self._links = QVBoxLayout()
        self._links.setContentsMargins(6, 0, 12, 0)
        self._links.setSpacing(0)
        self._format = flat(tr("Format"), self._offer_format)
        self._delete = flat(tr("Delete memo"), self._ask_delete)
        done = flat(tr("Back to the list"), self.close_memo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar(done, self._format, self._delete, below=4))
        layout.addLayout(bar(self._title, self._kind, stretch=self._title))
        layout.addWidget(self._about)
        layout.addLayout(self._links)
        layout.addWidget(self._problem)
        layout.addSpacing(6)
        layout.addWidget(hairline())
        layout.addWidget(self._text, 1)
        self.setTabOrder(self._title, self._text)  # one writes on; the kind is set now and then
        self.setTabOrder(self._text, self._kind)
        lead_focus(self, self._text)

    # -- opening and closing

    @property
    def memo(self) -> MemoId | None:
        """The memo that is open, None for a new one and for none."""
        return None if self._pen.draft is None else self._pen.draft.id

    @property
    def is_open(self) -> bool:
        """Whether a memo is open."""
        return self._pen.draft is not None

    def open_memo(self, memo: Memo, coder: str = "") -> None:
        """Show a memo; what is in the editor is saved first."""
        if self._pen.draft is not None and self._pen.draft.id == memo.id:
            self.refresh(memo, coder)
            return
        self._begin(draft_of(memo))
        self._show_about(memo, coder)
        self._look()

    def begin(self, links: Iterable[MemoLink]) -> None:
        """Begin a new memo with the thought itself; a title can wait, or be left out."""
        self._begin(Draft(None, tuple(links), Words()))
        self._about.hide()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Go on writing at the end of the text."""
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._text.moveCursor(QTextCursor.MoveOperation.End)

    def refresh(self, memo: Memo, coder: str = "") -> None:
        """Take over what changed elsewhere, unless the user has written something meanwhile."""
        if self.memo == memo.id:
            self._pen.refresh(memo)
            self._show_about(memo, coder)

    def forget(self) -> None:
        """The memo is gone: close it, or keep what was written since as a new one."""
        if self._pen.draft is not None and not self._pen.forget():
            self.closed.emit()

    def close_memo(self) -> None:
        """Save, and go back to the list."""
        self.save()
        self._pen.drop()
        self.closed.emit()

    def words(self) -> Words:
        """Return what is in the editor."""
        stored, shown = self._given
        title = self._title.text()
        return Words(stored if title == shown else title, self._text.markdown(), self._kind.kind())

    def offer_kinds(self, kinds: Iterable[str]) -> None:
        """Offer the kinds that are used in the project."""
        self._kind.offer(kinds)

    def show_links(self, named: Mapping[MemoLink, NamedLink]) -> None:
        """Show what the memo is linked to, as far as it is known by name."""
        while (item := self._links.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for link in self.links():
            where = named.get(link)
            if where is not None:
                button = LinkButton(f"→ {where.name}", partial(where.follow, self._session))
                button.setEnabled(where.leads)
                self._links.addWidget(button)

    def links(self) -> tuple[MemoLink, ...]:
        """Return the links of the memo that is open."""
        return () if self._pen.draft is None else self._pen.draft.links

    def link_passage(self) -> None:
        """Put a link to the passage that is selected in the document where the caret is."""
        if self.is_open and not self._text.isReadOnly():
            insert_link(self._session, self._text)
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self, *, say: bool = True) -> None:
        """Write what changed, as one operation; nothing if nothing did."""
        self._pen.save(say=say)

    def _begin(self, draft: Draft) -> None:
        self._problem.hide()
        self._pen.take(draft)
        read_only = self._session.project.read_only
        self._title.setReadOnly(read_only)
        self._text.setReadOnly(read_only)
        self._text.setTextInteractionFlags(
            self._text.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        for part in (self._kind, self._delete, self._format):
            part.setEnabled(not read_only)
        self.show_links({})

    def _fill(self, words: Words) -> None:
        self._title.setText(words.title)
        self._given = words.title, self._title.text()
        self._kind.set_kind(words.kind)
        self._text.set_markdown(words.text)

    def _name_untitled(self) -> None:
        """Show what a memo without a title is called: its first words."""
        self._title.setPlaceholderText(first_words(self._text.first_line()) or tr("Title"))

    def _show_about(self, memo: Memo, coder: str) -> None:
        words = catalogue(current_language())
        begun = date_words(local_time(memo.created), words)
        changed = date_words(local_time(memo.changed), words)
        parts = [coder, begun]
        if changed != begun:
            parts.append(tr("changed {date}", date=changed))
        self._about.setText(" · ".join(part for part in parts if part))
        self._about.show()

    def _tell_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def _ask_delete(self) -> None:
        draft = self._pen.drop()
        if draft is None:
            return
        self.closed.emit()
        if draft.id is not None:
            self.delete_wanted.emit(draft.id)

    def _offer_format(self) -> None:
        menu = QMenu(self)
        text = self._text
        for name, act, slot in (
            (tr("Bold"), pane_name("Memo", "Bold"), partial(text.toggle, "**")),
            (tr("Italic"), pane_name("Memo", "Italic"), partial(text.toggle, "*")),
            ("", "", None),
            (tr("Heading"), pane_name("Memo", "Heading"), partial(text.make, Block.HEADING)),
            (tr("List"), pane_name("Memo", "List"), partial(text.make, Block.LIST)),
            (
                tr("Numbered list"),
                pane_name("Memo", "Numbered list"),
                partial(text.make, Block.NUMBERED),
            ),
            (tr("Quotation"), pane_name("Memo", "Quotation"), partial(text.make, Block.QUOTE)),
            ("", "", None),
            (tr("Link to the selected passage"), "link_passage", self.link_passage),
        ):
            if slot is None:
                menu.addSeparator()
                continue
            action = menu.addAction(f"{name}\t{self._session.keys.text(act)}")
            action.triggered.connect(lambda _checked=False, slot=slot: slot())
        menu.aboutToHide.connect(menu.deleteLater)
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        menu.popup(self._format.mapToGlobal(self._format.rect().bottomLeft()))

    def _look(self) -> None:
        """Tell that one looks at this memo, while the keyboard is in it."""
        focused = QApplication.focusWidget()
        if self.memo is not None and focused is not None and self.isAncestorOf(focused):
            self._session.look_at(Subject(Sort.MEMO, self.memo))

    # -- Qt

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Save when the keyboard goes elsewhere in the window; a popup is not elsewhere."""
        self._look()
        if not self.is_open or new is None or self.isAncestorOf(new):
            return
        if new.window() is self.window():
            self.save()

    def _escape(self) -> None:
        self.save()
        self._session.text_wanted.emit()
