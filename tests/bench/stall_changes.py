"""Changes to much at once, in a project of 1,000 documents with 50,000 codings; and dialogs."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from stall_meter import pause, wait
from stall_project import CODED, PAIR, PASTED, READ
from stall_stage import Stage

from qcode.model.document import AttributeTarget
from qcode.services import code_surgery, documents
from qcode.services.sample import build_sample
from qcode.ui.documents.table.window import TableWindow
from qcode.ui.window.workspace import Layout

GONE = CODED // 2


def open_coded(stage: Stage) -> None:
    """Open the project with many codings, and the document with most of them."""
    stage.meter.note("opening")
    path = stage.folder / "many.qcode"
    shutil.copy(stage.folder / "coded.qcode", path)
    stage.open(path)
    stage.meter.note("opening a text with 2,000 codings")
    stage.session.show_document(stage.session.project.documents()[0].id)
    wait(lambda: stage.session.document is not None)
    stage.settle(1000)


def opening(stage: Stage) -> None:
    open_coded(stage)
    stage.meter.note("all codings in the margin")
    stage.scroll(stage.panes.reading.view)
    stage.meter.note("closing")
    stage.window.close_project()
    pause(300)


def merging(stage: Stage) -> None:
    open_coded(stage)
    stage.meter.forget()
    project = stage.session.project
    first, second = [code.id for code in project.codebook().children(None)][:2]
    stage.meter.note("merging")
    stage.session.do(lambda: code_surgery.merge_codes(project, {second}, first))
    stage.settle(500)
    for what, turn in (("undoing", stage.session.undo), ("redoing", stage.session.redo)):
        stage.meter.note(what)
        turn()
        stage.settle(500)


def deleting(stage: Stage) -> None:
    open_coded(stage)
    stage.meter.forget()
    project = stage.session.project
    gone = {each.id for each in project.documents()[:GONE]}
    stage.meter.note("choosing the documents")
    stage.panes.documents.view.selectAll()
    pause(300)
    stage.meter.note("deleting")
    stage.session.do(lambda: documents.delete_documents(project, gone))
    stage.settle(500)
    stage.meter.note("undoing")
    stage.session.undo()
    stage.settle(500)


def filtering(stage: Stage) -> None:
    open_coded(stage)
    stage.meter.forget()
    chosen = stage.panes.reading.filtering
    names = [coder.name for coder in stage.session.project.coders()]
    for name in names:
        stage.meter.note(f"only {name}")
        chosen.only_coder(name)
        pause(300)
    stage.meter.note("all again")
    chosen.show_all()
    pause(300)
    for layout in (Layout.READ, Layout.COMPARE, Layout.CODE):
        stage.meter.note(f"layout {layout}")
        stage.panes.divide(layout)
        stage.settle(500)


def pasting(stage: Stage) -> None:
    open_coded(stage)
    stage.meter.forget()
    stage.meter.note("showing the table")
    table = TableWindow.of(stage.session, stage.window)
    table.show_target(AttributeTarget.CASE)
    table.show()
    stage.settle(500)
    lines = ["\t".join(("", *(f"Egenskap {n}" for n in range(8))))]
    lines += ["\t".join((f"Person {n}", *(f"{n % 9}" for _ in range(8)))) for n in range(PASTED)]
    QGuiApplication.clipboard().setText("\n".join(lines))
    stage.meter.note("pasting")
    table.view.paste()
    stage.settle(300)
    preview = next(each for each in table.findChildren(QDialog) if each.isVisible())
    stage.meter.note("the preview of what was pasted")
    stage.settle(300)
    stage.meter.note("storing")
    preview.accept()
    wait(lambda: table.model.rowCount() == PASTED)
    stage.settle(500)
    stage.meter.note("undoing")
    stage.session.undo()
    stage.settle(500)
    table.close()


def taking(stage: Stage) -> None:
    open_coded(stage)
    stage.meter.forget()
    stage.take_in("theirs.sqlite3")
    stage.settle(500)


def showing_dialogs(stage: Stage) -> None:
    open_coded(stage)
    stage.meter.forget()
    for what, show in (
        ("settings", stage.window.edit_settings),
        ("keys", stage.window.edit_keys),
        ("settings again", stage.window.edit_settings),
        ("keys again", stage.window.edit_keys),
    ):
        stage.meter.note(f"opening {what}")
        show()
        pause(300)
        dialog = QApplication.activeModalWidget() or stage.window.findChildren(QDialog)[-1]
        stage.meter.note(f"closing {what}")
        dialog.close()
        pause(300)


def making_the_sample(stage: Stage) -> None:
    stage.meter.note("making the sample project")
    stage.window._open(lambda: build_sample(stage.folder / "sample.qcode", coder="Anna"))
    wait(lambda: stage.window.session is not None)
    stage.settle(500)


CHANGES: dict[str, tuple[str, Callable[[Stage], None]]] = {
    "coded": (f"open {CODED:,} documents with 50,000 codings, one with {READ:,}", opening),
    "merge": (f"merge two codes of {PAIR:,} segments, undo and redo", merging),
    "delete": (f"delete {GONE} documents, undo", deleting),
    "filter": (f"filter {READ:,} codings by coder; change the layout", filtering),
    "paste": (f"paste {PASTED:,} rows of attributes, undo", pasting),
    "taguette": ("take a Taguette project of 50,000 highlights in", taking),
    "dialogs": ("open settings and keys", showing_dialogs),
    "sample": ("make the sample project", making_the_sample),
}
