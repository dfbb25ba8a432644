"""Everything the window can show: each pane in front, each box over the text, each dialog."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QColor, QImage, QPainter, QPdfWriter
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.text import Span
from qcode.services import coding, importing, pictures
from qcode.services.exchange_files import export_project
from qcode.services.exporting import export
from qcode.services.pictures import Rectangle
from qcode.services.recordings import add_recording, examine
from qcode.services.resources import resource
from qcode.ui.codebook.importing import ImportCodebook
from qcode.ui.codes.examples import ExamplePicker
from qcode.ui.codes.sorting import read_sorting
from qcode.ui.codings.dialog import CodingsDialog
from qcode.ui.documents.attributes import AttributesDialog
from qcode.ui.documents.table.case import CaseDialog
from qcode.ui.exchange.importing import ImportProject
from qcode.ui.exporting.dialog import ExportDialog
from qcode.ui.refreshing.comments import CommentsDialog
from qcode.ui.refreshing.frame import ReportDialog
from qcode.ui.refreshing.refresh import RefreshDialog
from qcode.ui.search.code_hits import CodeHits
from qcode.ui.session import Session
from qcode.ui.surveys.dialog import SurveyDialog
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.words.stop_list import StopListDialog

Settled = Callable[[Session], None]
PANES = ("documents", "codes", "text", "search", "passages", "memos", "words", "check", "history")
COMMANDS = (
    "export",
    "export_table",
    "export_codes",
    "export_project",
    "settings",
    "keys",
    "about",
    "text_history",
    "appearance",
    "paste_codes",
)


def _of_code(name: str) -> Callable[[MainWindow], object]:
    """Open what belongs to a code in the tree."""

    def opens(window: MainWindow) -> None:
        assert window.workspace is not None
        codes = window.workspace.codes
        codes.tree.setCurrentIndex(codes.tree.model().index(0, 0))
        codes.commands[name].trigger()

    return opens


def _import(window: MainWindow) -> None:
    assert window.desk is not None
    files = sorted((resource("sample") / "documents").iterdir())
    window.desk.import_paths([files[0], resource("sample") / "project.json"])


def _examples(window: MainWindow) -> None:
    assert window.session is not None
    project = window.session.project
    code = next(iter(project.codebook().codes))
    ExamplePicker(read_sorting(project, code), window).open()


def _attributes(window: MainWindow) -> None:
    assert window.session is not None
    AttributesDialog(window.session, window.session.project.documents()[0], window).open()


def _case(window: MainWindow) -> None:
    assert window.session is not None
    CaseDialog(window.session, None, window.session.project.documents(), window).open()


def _codebook(window: MainWindow) -> None:
    """Open what a list of codes would bring, some new and some that differ."""
    assert window.session is not None
    project = window.session.project
    file = project.path.with_name("codes.md")
    file.write_text("# Tillit\n\nAtt lita på någon.\n\n## Tillit till grannar\n", encoding="utf-8")
    ImportCodebook(window.session, file, project.codebook(), None, window).open()


def _survey(window: MainWindow) -> None:
    """Open what a survey would bring, with something to know about it."""
    assert window.session is not None
    file = window.session.project.path.with_name("enkät.csv")
    rows = [
        f"R{n % 9};{30 + n};{('Torp', 'Stad')[n % 2]};Ljus på torget, {n} lampor" for n in range(10)
    ]
    file.write_text("\n".join(["id;Ålder;Ort;Vad är trygghet för dig?", *rows]), encoding="utf-8")
    SurveyDialog(window.session, file, window).open()


def _codings(window: MainWindow) -> None:
    """Open what a table of coded passages would bring: found, nearly, and not."""
    assert window.session is not None
    project = window.session.project
    file = project.path.with_name("kodat.csv")
    document = project.documents()[0]
    words = project.text(document.id).text.split(" ")
    rows = [f"{document.name};Tillit > Grannar;{' '.join(words[n : n + 9])}" for n in (20, 60, 90)]
    rows.append(f"{document.name};Tillit;{' '.join(words[120:132]).replace('a', 'å', 1)}")
    rows += [f"{document.name};Oro;och", "Intervju 99;Oro;Det vet jag inte"]
    text = "\n".join(["Dokument;Kod;Citat", *(row.replace("\n", " ") for row in rows)])
    file.write_text(text, encoding="utf-8")
    CodingsDialog(window.session, file, window).open()


def _report(dialog: type[ReportDialog]) -> Callable[[MainWindow], None]:
    """Open what there is to do with a report that was written before."""

    def opens(window: MainWindow) -> None:
        assert window.session is not None
        project = window.session.project
        out = project.path.with_name("report.docx")
        export(project, out)
        dialog(window.session, out, window).open()

    return opens


def _their_project(window: MainWindow) -> None:
    """Open what a project of another program would bring, with all there is to know about it."""
    assert window.session is not None
    project = window.session.project
    out = project.path.with_name("theirs.qdpx")
    export_project(project, out)
    ImportProject(window.session.runner, out, window, session=window.session).open()


def _coded_file(window: MainWindow) -> None:
    """Open what a text with codes in its marks would bring."""
    assert window.session is not None
    file = window.session.project.path.with_name("coded.txt")
    file.write_text("Ett.\n[code: Tillit; Oro]Två tre[/code].\nFyra. (QCODE)", encoding="utf-8")
    dialog = ImportProject(window.session.runner, file, window, session=window.session, coded=True)
    dialog.open()


def _hits(window: MainWindow) -> None:
    assert window.session is not None
    CodeHits(window.session, "trygg", window).open()


DIALOGS: Mapping[str, Callable[[MainWindow], object]] = {
    **{name: lambda window, name=name: window._actions[name].trigger() for name in COMMANDS},
    "table of documents": lambda window: window._actions["attributes"].trigger(),
    "table of cases": lambda window: window._actions["cases"].trigger(),
    "card": _of_code("card"),
    "sorting table": _of_code("split"),
    "question": _of_code("delete"),
    "import": _import,
    "examples": _examples,
    "attributes": _attributes,
    "case": _case,
    "code hits": _hits,
    "codebook": _codebook,
    "survey": _survey,
    "codings": _codings,
    "refresh": _report(RefreshDialog),
    "comments": _report(CommentsDialog),
    "their project": _their_project,
    "coded file": _coded_file,
    "common words": lambda window: StopListDialog("sv", window).open(),
}


def panes(window: MainWindow, qtbot: QtBot, settled: Settled) -> Iterator[tuple[str, QWidget]]:
    """Bring each pane to the front, and each box over the text, in turn."""
    session = window.session
    assert session is not None
    for name in PANES:
        window._actions[f"show_{name}"].trigger()
        settled(session)  # what a pane asks for has arrived
        yield name, window
    workspace = window.workspace
    assert workspace is not None
    for key in ("word", "attribute", "near"):
        workspace.search.ask("kiosken")
        window._actions["build_query"].trigger()
        workspace.search.builder._list.choose(key)
        settled(session)
        yield f"builder: {key}", window
    workspace.search.ask("")
    reading = workspace.reading
    reading.view.select(Span(100, 140))
    yield "selection", window
    window._palette.open()
    yield "palette", window
    window._palette.dismiss()
    for name in ("code", "list_codings", "goto"):
        window._actions[name].trigger()
        settled(session)
        yield name, window
        for box in (reading._coder.box, reading.beside.box):
            box.dismiss()
    window._actions["edit_text"].trigger()
    qtbot.waitUntil(lambda: reading._edit.page is not None)
    page = reading._edit.page
    assert page is not None
    page.open_replace()
    settled(session)
    yield "editing", window
    page.discard()
    qtbot.waitUntil(lambda: reading._edit.page is None)
    window._actions["layout_compare"].trigger()
    qtbot.waitUntil(lambda: workspace.readers.comparing)
    yield "two texts", window
    window._actions["layout_code"].trigger()
    window.show_tour()
    yield "tour", window
    assert window._tour is not None
    window._tour.end()


def _print_pages(path: Path) -> None:
    """Write a PDF of two pages."""
    writer = QPdfWriter(str(path))
    painter = QPainter(writer)
    for number in (1, 2):
        painter.drawText(300, 600, f"Det står på sida {number}.")
        if number == 1:
            writer.newPage()
    painter.end()


def pages(window: MainWindow, qtbot: QtBot, settled: Settled) -> Iterator[tuple[str, QWidget]]:
    """Show the pages of a PDF beside its text, with a coding and a selection on them."""
    session, workspace = window.session, window.workspace
    assert session is not None and workspace is not None
    path = session.project.path.with_name("pages.pdf")
    _print_pages(path)
    imported = importing.import_paths(session.project, [path]).imported[0].document.id
    coding.apply_path(session.project, imported, Span(4, 7), "Sida")
    session.show_document(imported)
    qtbot.waitUntil(lambda: session.document == imported)
    window._actions["original"].trigger()
    shown = workspace.reading.original.pages
    assert shown is not None
    qtbot.waitUntil(lambda: shown.view.pictures.letters(0) is not None)
    workspace.reading.view.select(Span(0, 3))
    settled(session)
    yield "original pages", window
    window._actions["original"].trigger()


def recordings(window: MainWindow, qtbot: QtBot, settled: Settled) -> Iterator[tuple[str, QWidget]]:
    """Show a recording beside its text while it stands, and one that is missing."""
    session, workspace = window.session, window.workspace
    assert session is not None and workspace is not None
    project = session.project
    path = project.path.with_name("intervju.wav")
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(16_000))
    timed = next(each for each in project.documents() if each.source_format == "vtt")
    number, _changes = add_recording(project, timed.id, examine(path))
    session.show_document(timed.id)
    recording = workspace.reading.recording
    qtbot.waitUntil(lambda: recording.loaded)
    recording.seek(500)
    settled(session)
    yield "recording", window
    recording.deck.close()  # or its file could not go everywhere
    path.unlink()
    (known,) = recording.listed
    assert known.id == number
    recording.choose(known)
    settled(session)
    yield "recording missing", window
    session.undo()
    settled(session)


def _save_picture(path: Path) -> None:
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor("#88aacc"))
    assert image.save(str(path))


def picture(window: MainWindow, qtbot: QtBot, settled: Settled) -> Iterator[tuple[str, QWidget]]:
    """Show a picture with regions, coded and not, one of them chosen, and one being drawn."""
    session, workspace = window.session, window.workspace
    assert session is not None and workspace is not None
    project = session.project
    path = project.path.with_name("Torget.png")
    _save_picture(path)
    imported = importing.import_paths(project, [path]).imported[0].document.id
    for place, code in (
        (Rectangle(60, 90, 300, 340), "Hus"),
        (Rectangle(60, 90, 300, 340), "Tillit till staden och dess folk"),
        (Rectangle(64, 94, 200, 200), "Fönster"),
    ):
        pictures.code_region(project, imported, place, code)
    pictures.add_region(project, imported, Rectangle(0, 380, 640, 480))
    session.show_document(imported)
    qtbot.waitUntil(lambda: session.document == imported)
    settled(session)
    pane = workspace.reading.picture.pane
    assert pane is not None
    qtbot.waitUntil(lambda: pane.view.size_shown() == (640, 480))
    pane.view.step(1)
    pane.view.step(1)
    settled(session)
    yield "picture", window
    pane.view.draw_one()
    settled(session)
    yield "drawn region", window
    pane.view.give_up()


def _shown(window: MainWindow) -> list[QDialog]:
    return [each for each in window.findChildren(QDialog) if each.isVisible()]


def dialogs(window: MainWindow, qtbot: QtBot, settled: Settled) -> Iterator[tuple[str, QWidget]]:
    """Open each dialog, in turn."""
    session = window.session
    assert session is not None
    for name, opens in DIALOGS.items():
        opens(window)
        qtbot.waitUntil(lambda: len(_shown(window)) == 1)
        (dialog,) = _shown(window)
        settled(session)
        yield name, dialog
        if isinstance(dialog, ExportDialog):  # much of it is made when it is opened
            for section in dialog.groups.sections.values():
                section.open(opened=True)
            yield f"{name}, opened", dialog
        dialog.close()
        qtbot.waitUntil(lambda: not _shown(window))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def every(window: MainWindow, qtbot: QtBot, settled: Settled) -> Iterator[tuple[str, QWidget]]:
    """Show everything, in turn; the start page comes last."""
    yield from panes(window, qtbot, settled)
    yield from dialogs(window, qtbot, settled)
    yield from pages(window, qtbot, settled)
    yield from recordings(window, qtbot, settled)
    yield from picture(window, qtbot, settled)
    window.close_project()
    qtbot.waitUntil(lambda: window.workspace is None)
    yield "start", window
