"""What can be done with the documents that are chosen in the pane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from qcode.model.document import DocumentId, DocumentKind
from qcode.model.memo import MemoLink
from qcode.services import documents
from qcode.services.documents import DocumentRemoval, DocumentRow
from qcode.services.language import catalogue, current_language, tr, trn
from qcode.services.retrieval import Selection
from qcode.services.words import KINDS, TEXT_LANGUAGES, kind_name, language_name
from qcode.ui import messages
from qcode.ui.accessible import announce
from qcode.ui.pane_keys import pane_name
from qcode.ui.recording.keeper import Keeper
from qcode.ui.session import Session

from .attributes import AttributesDialog


class DocumentActions(QObject):
    """The commands of the context menu; each can also be called for documents by id."""

    table_wanted = Signal()  # the attributes of all documents

    def __init__(self, session: Session, pane: QWidget) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._keeper = Keeper(session, pane)
        self._keeper.reading.connect(self._tell_reading)

    def menu(
        self,
        rows: Sequence[DocumentRow],
        rename: Callable[[], None],
        more: Callable[[QMenu, Sequence[DocumentId]], None] | None = None,
    ) -> QMenu:
        """Return a menu for the chosen documents.

        `rename` edits the name in its row, `more` adds what has to do with groups.
        """
        session = self._session
        menu = QMenu(self._pane)
        menu.aboutToHide.connect(menu.deleteLater)
        chosen = [row.document.id for row in rows]
        one = rows[0].document if len(rows) == 1 else None
        writable = not session.project.read_only
        keys = session.keys
        f2, delete = pane_name("Documents", "Rename"), pane_name("Documents", "Delete…")

        def add(
            text: str, slot: Callable[[], object], *, usable: bool = True, key: str = ""
        ) -> None:
            action = menu.addAction(f"{text}\t{key}" if key else text)
            action.setEnabled(usable)
            action.triggered.connect(lambda _on=False: slot())

        single = one is not None
        add(tr("Open"), lambda: session.show_document(chosen[0]), usable=single, key=tr("Enter"))
        add(tr("Retrieve its passages"), lambda: self.retrieve(chosen))
        name = one.name if one is not None else ""
        add(tr("Search only here"), lambda: self.search_in(name), usable=single)
        add(
            tr("Write memo"),
            lambda: session.write_memo(*(MemoLink(document=each) for each in chosen)),
            usable=writable,
        )
        if more is not None:
            menu.addSeparator()
            more(menu, chosen)
        menu.addSeparator()
        add(tr("Rename"), rename, usable=writable and single, key=keys.text(f2))
        self._add_kinds(menu, rows).setEnabled(writable)
        self._add_languages(menu, rows).setEnabled(writable)
        add(
            tr("Attributes…"),
            lambda: self.edit_attributes(rows[0]) if single else self.table_wanted.emit(),
            usable=writable or not single,
        )
        menu.addSeparator()
        has_file = one is not None and one.source_hash is not None
        add(
            tr("Add recording…"),
            lambda: self._keeper.ask_to_add(chosen[0]),
            usable=writable and single,
        )
        add(tr("Save the original file as…"), lambda: self.save_original(rows[0]), usable=has_file)
        add(tr("Delete…"), lambda: self.delete(chosen), usable=writable, key=keys.text(delete))
        return menu

    def _add_kinds(self, menu: QMenu, rows: Sequence[DocumentRow]) -> QMenu:
        words, chosen = catalogue(current_language()), [row.document.id for row in rows]
        kinds = {row.document.kind for row in rows}
        below = menu.addMenu(tr("Kind"))
        for kind in KINDS:
            action = below.addAction(kind_name(kind, words))
            action.setCheckable(True)
            action.setChecked(kinds == {kind})
            action.triggered.connect(partial(self._set_kind, chosen, kind))
        return below

    def _add_languages(self, menu: QMenu, rows: Sequence[DocumentRow]) -> QMenu:
        words, chosen = catalogue(current_language()), [row.document.id for row in rows]
        languages = {row.document.language for row in rows}
        below = menu.addMenu(tr("Language"))
        for code in dict.fromkeys((*TEXT_LANGUAGES, *sorted(languages))):
            action = below.addAction(language_name(code, words))
            action.setCheckable(True)
            action.setChecked(languages == {code})
            action.triggered.connect(partial(self._set_language, chosen, code))
        return below

    def _set_kind(self, chosen: list[DocumentId], kind: DocumentKind, _on: bool = True) -> None:
        project = self._session.project
        self._session.do(lambda: documents.edit_documents(project, chosen, kind=kind))

    def _set_language(self, chosen: list[DocumentId], code: str, _on: bool = True) -> None:
        project = self._session.project
        self._session.do(lambda: documents.edit_documents(project, chosen, language=code))

    def retrieve(self, chosen: Sequence[DocumentId]) -> None:
        """Have the passages coded in documents listed."""
        self._session.retrieve(Selection(documents=frozenset(chosen)))

    def search_in(self, name: str) -> None:
        """Put the cursor into the search, restricted to a document."""
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        self._session.search_wanted.emit(f'document:"{quoted}" ')

    def edit_attributes(self, row: DocumentRow) -> None:
        """Show what describes a document."""
        AttributesDialog(self._session, row.document, self._pane.window()).open()

    def _tell_reading(self, name: str, percent: int) -> None:
        if not percent:  # a large one takes a while, and goes on by itself
            self._session.told.emit(tr("Reading {name}…", name=name))

    def save_original(self, row: DocumentRow) -> None:
        """Ask where to write the imported file, and write it byte for byte."""
        project, document = self._session.project, row.document
        name, _filter = QFileDialog.getSaveFileName(
            self._pane, tr("Save the original file"), document.source_name
        )
        if not name:
            return
        self._session.read(
            "save-original",
            lambda _task: documents.save_source(project, document.id, Path(name)),
            lambda path: announce(self._pane, tr("Written: {path}", path=path)),
        )

    def delete(self, chosen: Sequence[DocumentId]) -> None:
        """Say what documents would take along, and delete them if the user agrees."""
        session, project = self._session, self._session.project
        if not chosen or project.read_only:
            return
        names = {document.id: document.name for document in project.documents()}
        only = names[chosen[0]] if len(chosen) == 1 else ""
        session.read(
            "removal",
            lambda _task: documents.removal_of(project, chosen),
            lambda removal: self._ask(chosen, only, removal),
        )

    def _ask(self, chosen: Sequence[DocumentId], name: str, removal: DocumentRemoval) -> None:
        n, project = removal.documents, self._session.project

        def delete() -> None:
            self._session.do(lambda: documents.delete_documents(project, chosen))

        if n == 1 and removal.is_all:
            delete()  # nothing goes along, and undo is offered
            return
        question = (
            tr("Delete “{document}”?", document=name)
            if name
            else trn("Delete {n} document?", "Delete {n} documents?", n)
        )
        messages.ask(
            self._pane.window(),
            question,
            yes=trn("Delete {n} document", "Delete {n} documents", n),
            details=losses_of(removal),
            then=delete,
        )


def losses_of(removal: DocumentRemoval) -> str:
    """Return what goes along with deleted documents, in words."""
    told = (
        (removal.segments, trn("{n} coding", "{n} codings", removal.segments)),
        (removal.memos, trn("{n} memo", "{n} memos", removal.memos)),
        (
            removal.links,
            trn("{n} link of a memo that stays", "{n} links of memos that stay", removal.links),
        ),
        (removal.cases, trn("{n} link of a case", "{n} links of cases", removal.cases)),
        (removal.values, trn("{n} attribute value", "{n} attribute values", removal.values)),
        (removal.sets, trn("{n} place in a set", "{n} places in sets", removal.sets)),
    )
    parts = [words for count, words in told if count]
    undo = tr("Undo brings everything back.")
    if not parts:
        return undo
    return f"{tr('What goes along: {what}.', what=', '.join(parts))} {undo}"
