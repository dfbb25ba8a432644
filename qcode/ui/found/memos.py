"""Memos: the list with its filter, and the editor in its place while one is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QStackedLayout, QStackedWidget, QWidget

from qcode.model.changes import Changes
from qcode.model.memo import Memo, MemoId, MemoKind, MemoLink
from qcode.services.language import catalogue, current_language, tr, trn
from qcode.services.memos import delete_memos, list_memos
from qcode.services.words import MEMO_KINDS, memo_kind_name
from qcode.ui.growing import Growing
from qcode.ui.icons import Icon
from qcode.ui.leading import lead_focus
from qcode.ui.lesson import Lesson
from qcode.ui.pane_filter import PaneFilter
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.subject import Sort, Subject, Watch

from .listing import PassageList, Place
from .memo_editor import MemoEditor
from .memo_goals import insert_link, writing_text
from .memo_links import name_links
from .memo_shelf import ON, ORDERS, MemoFilter, Order, Shelf
from .parts import bar, column, flat, hairline, quiet
from .picker import Group, Picker
from .query_line import QueryLine
from .rows import Passage


class Kept(NamedTuple):
    """Which memos are listed, where among them one is, and which one is open."""

    narrowed: MemoFilter
    order: Order
    memo: MemoId | None
    place: Place


class MemosPane(Growing):
    """Lists memos and edits one at a time."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shelf = Shelf((), {}, {})
        self._wanted: tuple[MemoId, bool] | None = None  # to be opened when it is read
        self._marked: MemoId | None = None  # to be chosen in the list then
        self._resumed: MemoId | None = None  # the same, without the keyboard
        self._narrowed = MemoFilter()
        self._order = Order.NEWEST
        self._grow_by(self._make())

    def _make(self) -> Iterator[None]:
        session = self._session
        yield from self._build()
        session.memo_wanted.connect(self._answer)
        session.changed.connect(self._follow)
        self._load()

    def _build(self) -> Iterator[None]:
        self._filter = QueryLine()
        self._filter.setPlaceholderText(tr("Filter memos"))
        self._filter.setAccessibleName(tr("Filter memos"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._type_filter)
        self._filter.left.connect(self._leave_filter)
        self._filter.went_down.connect(self._enter_list)
        self._filter.entered.connect(self._enter_list)
        new = flat(tr("New memo"), self.new_memo)
        new.setEnabled(not self._session.project.read_only)
        self._count = quiet()
        self._clear = flat(tr("Clear"), self.clear_filter, tip=tr("List all memos"))
        self._clear.hide()
        self._pick = Picker(tr("Filter"), self._filter_groups)
        self._sort = Picker(tr("Sort"), self._sort_groups)
        self._list = PassageList(lines=2, fixed=False)
        self._list.setAccessibleName(tr("Memos"))
        PaneFilter(self._list, "Lists of passages", self._session.keys)
        self._list.chosen.connect(self._open_row)
        self._list.deleted.connect(self._delete_row)
        self._list.menu_wanted.connect(self._offer)
        self._list.left.connect(self._session.text_wanted)
        Watch(self._list, self._looked_at, self._session.look_at)
        yield
        self._editor = MemoEditor(self._session)
        self._editor.closed.connect(self._show_list)
        self._editor.delete_wanted.connect(self.delete)
        self._editor.written.connect(lambda _memo: self._load())
        yield
        shelf = QWidget()
        layout = column(shelf)
        layout.addLayout(bar(self._filter, new, stretch=self._filter))
        layout.addLayout(
            bar(self._count, self._clear, self._pick, self._sort, stretch=self._count, above=0)
        )
        layout.addWidget(hairline())
        body = QWidget()
        self._body = QStackedLayout(body)
        self._body.addWidget(
            Lesson(
                Icon.MEMO,
                tr(
                    "A memo keeps a thought before it is gone. Select a passage and press M, or"
                    " begin one here that stands alone."
                ),
                leave=self._session.text_wanted.emit,
            )
        )
        self._body.addWidget(self._list)
        self._body.addWidget(
            Lesson(
                Icon.MEMO,
                tr("No memo is like that. Escape in the line above lists all of them again."),
                leave=self._session.text_wanted.emit,
            )
        )
        layout.addWidget(body, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(shelf)
        self._pages.addWidget(self._editor)
        column(self).addWidget(self._pages, 1)
        lead_focus(self, self._list)

    # -- the filter

    def _filter_groups(self) -> Sequence[Group]:
        words, any_kind = catalogue(current_language()), (tr("All kinds"), None)
        own = [kind for kind in self._shelf.kinds() if not isinstance(kind, MemoKind)]
        kinds = [(memo_kind_name(kind, words), kind) for kind in (*MEMO_KINDS, *own)]
        sorts = [(tr(text), on) for on, text in ON.items()]  # marked in ON
        coders = [(name, coder) for coder, name in self._shelf.coders.items()]
        now = self._narrowed
        return (
            Group(tr("Kind"), [any_kind, *kinds], now.kind, partial(self._narrow, "kind")),
            Group(
                tr("On what"),
                [(tr("on anything"), None), *sorts],
                now.on,
                partial(self._narrow, "on"),
            ),
            Group(
                tr("Coder"),
                [(tr("Everybody"), None), *coders],
                now.coder,
                partial(self._narrow, "coder"),
            ),
        )

    def _sort_groups(self) -> Sequence[Group]:
        orders = [(tr(text), order) for order, text in ORDERS.items()]  # marked in ORDERS
        return (Group(tr("Sort"), orders, self._order, self._take_order),)

    def _narrow(self, name: str, value: object) -> None:
        self._narrowed = replace(self._narrowed, **{name: value})  # type: ignore[arg-type]
        self._show_rows()

    def _take_order(self, order: object) -> None:
        if isinstance(order, Order):
            self._order = order
            self._show_rows()

    def _type_filter(self, text: str) -> None:
        self._narrowed = replace(self._narrowed, words=text)
        self._show_rows()

    def clear_filter(self) -> None:
        """List all memos."""
        self._narrowed = MemoFilter()
        self._filter.clear()
        self._show_rows()

    def _leave_filter(self) -> None:
        """Escape: list all again; where all are listed, back to the text."""
        if self._narrowed == MemoFilter():
            self._session.text_wanted.emit()
        self.clear_filter()

    def _enter_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._list.current() is None:
            self._list.step(1)

    # -- opening

    def _answer(self, memo: MemoId | None, links: tuple[MemoLink, ...]) -> None:
        if memo is None:
            self.new_memo(*links)
        else:
            self.open_memo(memo, to_go_on=True)

    def new_memo(self, *links: MemoLink) -> None:
        """Begin a memo that is linked to the things given."""
        if self._session.project.read_only:
            return
        self._show_editor()
        self._editor.begin(links)
        self._editor.offer_kinds(self._shelf.kinds())
        self._name_links()

    def open_memo(self, memo: MemoId, *, to_go_on: bool = False) -> None:
        """Open a memo to be read from its beginning, or to go on writing at its end."""
        found = [each for each in self._shelf.memos if each.id == memo]
        if not found:
            self._wanted = memo, to_go_on
            self._load()
            return
        self._put_into_editor(found[0])
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if to_go_on:
            self._editor.go_on()

    def mark(self, memo: int) -> bool:
        """Choose a memo in the list once that has been read anew, or have it open already.

        False where another one is open, or a filter may hide it.
        """
        if self._editor.is_open:
            return self._editor.memo == memo
        if self._narrowed != MemoFilter():
            return False
        self._marked = MemoId(memo)
        self._load()
        return True

    def _put_into_editor(self, memo: Memo) -> None:
        self._editor.open_memo(memo, self._shelf.coders.get(memo.coder, ""))
        self._editor.offer_kinds(self._shelf.kinds())
        self._show_editor()
        self._name_links()

    def link_passage(self) -> None:
        """Put a link to the selected passage into the memo one writes, or into a new one."""
        text = writing_text()
        if text is not None:
            insert_link(self._session, text)
            return
        if not self._editor.is_open:
            self.new_memo()
        self._editor.link_passage()

    def kept(self) -> Kept:
        """Return what one was at, to be gone on with in a window made anew."""
        return Kept(self._narrowed, self._order, self._editor.memo, self._list.place())

    def resume(self, kept: Kept) -> None:
        """List the same memos, and open the one that was open; the keyboard stays where it is."""
        self._filter.setText(kept.narrowed.words)
        self._narrowed, self._order = kept.narrowed, kept.order
        self._list.come_back(kept.place)
        if kept.memo is not None:
            self._resumed = kept.memo
        self._load()

    def leave(self) -> None:
        """Save what is in the editor: the window is about to close."""
        self._editor.save()

    def _open_row(self, passage: Passage) -> None:
        if isinstance(passage.key, int):
            self.open_memo(MemoId(passage.key))

    def _looked_at(self) -> Subject | None:
        passage = self._list.current()
        if passage is None or not isinstance(passage.key, int):
            return None
        return Subject(Sort.MEMO, passage.key)

    def _show_editor(self) -> None:
        self._pages.setCurrentWidget(self._editor)
        lead_focus(self, self._editor)

    def _show_list(self) -> None:
        self._pages.setCurrentIndex(0)
        lead_focus(self, self._list)
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

        words = catalogue(current_language())

        def work(_task: Task) -> Shelf:
            memos = sorted(list_memos(project), key=lambda memo: memo.changed, reverse=True)
            links = name_links(project, (link for memo in memos for link in memo.links))
            coders = {coder.id: coder.name for coder in project.coders()}
            return Shelf(memos, links, coders).with_rows(words)

        self._session.read("memos", work, self._show)

    def _show(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._show_rows()
        by_id = {memo.id: memo for memo in shelf.memos}
        opened = self._editor.memo
        if opened is not None and opened in by_id:
            memo = by_id[opened]
            self._editor.refresh(memo, shelf.coders.get(memo.coder, ""))
        elif opened is not None:
            self._editor.forget()
        self._name_links()
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted[0] in by_id:
            self.open_memo(wanted[0], to_go_on=wanted[1])
        elif self._resumed in by_id:
            self._put_into_editor(by_id[self._resumed])
        self._resumed = None
        if self._marked in by_id:
            self._list.choose_row(self._list.rows.row_of(self._marked))
            self._marked = None

    def _show_rows(self) -> None:
        words, every = catalogue(current_language()), len(self._shelf.memos)
        rows = self._shelf.chosen(self._narrowed, self._order, words)
        self._list.show_rows(rows)
        narrowed = self._narrowed != MemoFilter()
        if narrowed:
            count = tr("{n} of {all}", n=len(rows), all=every)
            said = self._narrowed.describe(self._shelf, words)
            self._count.setText(f"{count} · {said}" if said else count)
        else:
            self._count.setText(trn("{n} memo", "{n} memos", every))
        self._clear.setVisible(narrowed)
        self._body.setCurrentIndex(0 if not every else 1 if rows else 2)

    def _name_links(self) -> None:
        links, known = self._editor.links(), self._shelf.links
        self._editor.show_links(known)
        if all(link in known for link in links):
            return
        project = self._session.project
        self._session.read(
            "links of a memo", lambda _task: name_links(project, links), self._editor.show_links
        )
