"""Memos: the list with its filter, and the editor in its place while one is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QStackedLayout, QStackedWidget, QWidget

from qcode.model.changes import Changes
from qcode.model.memo import Memo, MemoId, MemoLink
from qcode.model.segment import CoderId
from qcode.services.language import catalogue, current_language, tr, trn
from qcode.services.memos import delete_memos, list_memos
from qcode.services.words import MEMO_KINDS, date_words, local_time
from qcode.ui.field import Field
from qcode.ui.runner import Task
from qcode.ui.session import Session

from .listing import PassageList
from .memo_editor import MemoEditor
from .memo_links import NamedLink, name_links
from .parts import bar, column, flat, hairline, lesson, one_line, quiet
from .rows import Passage


@dataclass(frozen=True, slots=True)
class _Shelf:
    """All memos, newest first, with what they are linked to and who wrote them."""

    memos: Sequence[Memo]
    links: Mapping[MemoLink, NamedLink]
    coders: Mapping[CoderId, str]


class MemosPane(QWidget):
    """Lists memos and edits one at a time."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shelf = _Shelf((), {}, {})
        self._wanted: MemoId | None = None  # to be opened when it is read
        self._build()
        session.memo_wanted.connect(self._answer)
        session.changed.connect(self._follow)
        self._load()

    def _build(self) -> None:
        self._filter = Field()
        self._filter.setPlaceholderText(tr("Filter memos"))
        self._filter.setAccessibleName(tr("Filter memos"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._show_rows)
        new = flat(tr("New memo"), self.new_memo)
        new.setEnabled(not self._session.project.read_only)
        self._count = quiet()
        self._list = PassageList(lines=2, fixed=False)
        self._list.setAccessibleName(tr("Memos"))
        self._list.chosen.connect(self._open_row)
        self._list.deleted.connect(self._delete_row)
        self._list.menu_wanted.connect(self._offer)
        self._list.left.connect(self._session.text_wanted)
        self._editor = MemoEditor(self._session)
        self._editor.closed.connect(self._show_list)
        self._editor.delete_wanted.connect(self.delete)
        self._editor.written.connect(lambda _memo: self._load())
        shelf = QWidget()
        layout = column(shelf)
        layout.addLayout(bar(self._filter, new, stretch=self._filter))
        layout.addLayout(bar(self._count, stretch=self._count, above=0))
        layout.addWidget(hairline())
        body = QWidget()
        self._body = QStackedLayout(body)
        self._body.addWidget(
            lesson(
                tr(
                    "A memo keeps a thought before it is gone. Select a passage and press M, or"
                    " begin one here that stands alone."
                )
            )
        )
        self._body.addWidget(self._list)
        layout.addWidget(body, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(shelf)
        self._pages.addWidget(self._editor)
        column(self).addWidget(self._pages, 1)
        self.setFocusProxy(self._list)

    # -- opening

    def _answer(self, memo: MemoId | None, links: tuple[MemoLink, ...]) -> None:
        if memo is None:
            self.new_memo(*links)
        else:
            self.open_memo(memo)

    def new_memo(self, *links: MemoLink) -> None:
        """Begin a memo that is linked to the things given."""
        if self._session.project.read_only:
            return
        self._show_editor()
        self._editor.begin(links)
        self._name_links()

    def open_memo(self, memo: MemoId) -> None:
        """Open a memo."""
        found = [each for each in self._shelf.memos if each.id == memo]
        if not found:
            self._wanted = memo
            self._load()
            return
        self._editor.open_memo(found[0])
        self._show_editor()
        self._name_links()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Save what is in the editor: the window is about to close."""
        self._editor.save()

    def _open_row(self, passage: Passage) -> None:
        if isinstance(passage.key, int):
            self.open_memo(MemoId(passage.key))

    def _show_editor(self) -> None:
        self._pages.setCurrentWidget(self._editor)
        self.setFocusProxy(self._editor)

    def _show_list(self) -> None:
        self._pages.setCurrentIndex(0)
        self.setFocusProxy(self._list)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- deleting

    def delete(self, memo: MemoId) -> None:
        """Delete a memo; undo brings it back."""
        project = self._session.project
        if not project.read_only:
            self._session.do(lambda: delete_memos(project, [memo]))

    def _delete_row(self, passage: Passage) -> None:
        if isinstance(passage.key, int):
            self.delete(MemoId(passage.key))

    def _offer(self, passage: Passage, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(tr("Open")).triggered.connect(partial(self._open_row, passage))
        delete = menu.addAction(tr("Delete memo"))
        delete.setEnabled(not self._session.project.read_only)
        delete.triggered.connect(partial(self._delete_row, passage))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    # -- reading

    def _follow(self, changes: Changes) -> None:
        if changes.affects_memos or changes.affects_codes or changes.affects_documents:
            self._load()

    def _load(self) -> None:
        project = self._session.project

        def work(_task: Task) -> _Shelf:
            memos = sorted(list_memos(project), key=lambda memo: memo.changed, reverse=True)
            links = name_links(project, (link for memo in memos for link in memo.links))
            return _Shelf(memos, links, {coder.id: coder.name for coder in project.coders()})

        self._session.read("memos", work, self._show)

    def _show(self, shelf: _Shelf) -> None:
        self._shelf = shelf
        self._show_rows()
        by_id = {memo.id: memo for memo in shelf.memos}
        opened = self._editor.memo
        if opened is not None and opened in by_id:
            self._editor.refresh(by_id[opened])
        elif opened is not None:
            self._editor.forget()
        self._name_links()
        wanted, self._wanted = self._wanted, None
        if wanted in by_id:
            self.open_memo(wanted)

    def _show_rows(self) -> None:
        terms = self._filter.text().casefold().split()
        rows = [row for row in map(self._row, self._shelf.memos) if _fits(row, terms)]
        self._list.show_rows([row for row, _text in rows])
        every = len(self._shelf.memos)
        if terms:
            self._count.setText(tr("{n} of {all}", n=len(rows), all=every))
        else:
            self._count.setText(trn("{n} memo", "{n} memos", every))
        self._body.setCurrentIndex(1 if every else 0)

    def _row(self, memo: Memo) -> tuple[Passage, str]:
        """Return a memo as a row, and all that the filter looks at."""
        words = catalogue(current_language())
        day = date_words(local_time(memo.changed), words)
        links = [self._shelf.links[link].name for link in memo.links if link in self._shelf.links]
        parts = [words.tr(MEMO_KINDS[memo.kind]), day, self._shelf.coders[memo.coder], *links]
        text = memo.title or one_line(memo.text)
        return Passage(memo.id, text, " · ".join(parts)), memo.text

    def _name_links(self) -> None:
        links, known = self._editor.links(), self._shelf.links
        self._editor.show_links(known)
        if all(link in known for link in links):
            return
        project = self._session.project
        self._session.read(
            "links of a memo", lambda _task: name_links(project, links), self._editor.show_links
        )


def _fits(row: tuple[Passage, str], terms: Sequence[str]) -> bool:
    passage, text = row
    words = f"{passage.text} {passage.place} {text}".casefold()
    return all(term in words for term in terms)
