"""Files are shown before they come in, and come in as the user left them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from qcode.model.changes import Op
from qcode.model.document import DocumentKind
from qcode.model.layout import Layout, Turn
from qcode.model.text import Span
from qcode.services import importing
from qcode.services.history import history
from qcode.services.language import set_language
from qcode.services.retrieval import excerpts
from qcode.ui.exchange.importing import ImportProject
from qcode.ui.importing.dialog import ImportDialog
from qcode.ui.importing.entries import NOTE, Column
from qcode.ui.importing.preview import PARAGRAPHS, Piece, pieces
from qcode.ui.session import Session

ANNA = "I: Är du trygg här?\nAnna: På kvällen, ja.\nI: Varför?\nAnna: Lamporna.\n"
DRIFT = "Rut: Hej.\nAnna: Ja.\nrut: Mer?\nAnna: Nej.\nRut: Tack.\nAnna: Tack själv.\n"
Open = Callable[..., ImportDialog]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """An interview, one in Windows-1252, one whose labels drift, and an empty file."""
    contents = {
        "Anna.txt": ANNA.encode(),
        "Bo.txt": "I: Är det så?\nBo: Ja, på torget.\n".encode("cp1252"),
        "Drift.txt": DRIFT.encode(),
        "Tom.docx": b"",
    }
    folder = tmp_path / "files"
    folder.mkdir()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


@pytest.fixture
def open_dialog(qtbot: QtBot, session: Session) -> Open:
    def opened(paths: list[Path]) -> ImportDialog:
        dialog = ImportDialog(session, paths)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.open()
        qtbot.waitUntil(lambda: not dialog.busy)
        return dialog

    return opened


def choose(dialog: ImportDialog, row: int) -> None:
    dialog.files.setCurrentIndex(dialog.entries.index(row, 0))


def shown(dialog: ImportDialog, row: int) -> list[str]:
    return [dialog.entries.index(row, column).data() for column in Column]


def combo(dialog: ImportDialog, name: str) -> QComboBox:
    return next(c for c in dialog.options.findChildren(QComboBox) if c.accessibleName() == name)


def pick(qtbot: QtBot, dialog: ImportDialog, name: str, value: str) -> None:
    """Choose in a combo box by keyboard."""
    box = combo(dialog, name)
    row = box.findData(value)
    assert row >= 0
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(row):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not dialog.busy)


def test_each_file_is_a_row_with_what_it_would_give(open_dialog: Open, files: list[Path]) -> None:
    dialog = open_dialog(files)
    assert shown(dialog, 0) == [
        "Anna", "Interview", "Swedish", "4 turns, 2 speakers", "Unicode (UTF-8)"
    ]  # fmt: skip
    assert shown(dialog, 1)[-1] == "Windows-1252"
    assert dialog.entries.index(3, 0).data(NOTE) == (
        "Tom.docx is empty. Check that it was saved or copied whole."
    )
    assert dialog.accept_button.text() == "Import 3 documents"


def test_enter_imports_what_is_ticked_in_one_operation_and_opens_the_first(
    qtbot: QtBot, session: Session, open_dialog: Open, files: list[Path]
) -> None:
    dialog = open_dialog(files)
    choose(dialog, 1)
    qtbot.keyClick(dialog.files, Qt.Key.Key_Space)
    assert dialog.accept_button.text() == "Import 2 documents"
    read = qtbot.waitSignal(session.text_wanted)  # with the keyboard
    with qtbot.waitSignal(session.document_wanted) as wanted, read:
        qtbot.keyClick(dialog.files, Qt.Key.Key_Return)
    documents = session.project.documents()
    assert [document.name for document in documents] == ["Anna", "Drift"]
    assert wanted.args is not None
    assert wanted.args[0] == documents[0].id
    assert [line.operation.kind for line in history(session.project)].count(Op.IMPORT) == 1
    assert not dialog.isVisible()


def test_all_chosen_rows_are_ticked_at_once_and_those_without_a_proposal_are_not(
    qtbot: QtBot, open_dialog: Open, files: list[Path]
) -> None:
    dialog = open_dialog(files)
    dialog.files.selectAll()
    told: list[None] = []
    dialog.entries.dataChanged.connect(lambda: told.append(None))
    for words in ("Import 0 documents", "Import 3 documents"):
        qtbot.keyClick(dialog.files, Qt.Key.Key_Space)
        assert dialog.accept_button.text() == words
    assert len(told) == 2


def test_a_file_that_is_in_the_project_already_is_left_out_unless_ticked(
    qtbot: QtBot, session: Session, open_dialog: Open, files: list[Path]
) -> None:
    importing.import_paths(session.project, files[:1])
    dialog = open_dialog(files[:1])
    assert dialog.entries.index(0, 0).data(NOTE) == "Same content as “Anna”, so it is left out"
    assert not dialog.accept_button.isEnabled()
    index = dialog.entries.index(0, 0)
    rect = dialog.files.visualRect(index)
    at = rect.topLeft()
    at.setX(at.x() + 20)
    at.setY(rect.center().y())
    qtbot.mouseClick(dialog.files.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert dialog.accept_button.isEnabled()
    assert dialog.accept_button.text() == "Import 1 document"


def test_a_name_is_edited_in_the_row(
    qtbot: QtBot, session: Session, open_dialog: Open, files: list[Path]
) -> None:
    dialog = open_dialog(files[:1])
    choose(dialog, 0)
    qtbot.keyClick(dialog.files, Qt.Key.Key_F2)
    editor = dialog.files.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "Samtal 1")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(dialog, 0)[0] == "Samtal 1")
    assert dialog.isVisible()
    with qtbot.waitSignal(session.document_wanted):
        dialog.add()
    assert session.project.documents()[0].name == "Samtal 1"


def test_kind_and_language_are_set_for_all_chosen_rows(
    qtbot: QtBot, open_dialog: Open, files: list[Path]
) -> None:
    dialog = open_dialog(files[:3])
    dialog.files.selectAll()
    pick(qtbot, dialog, "Kind", DocumentKind.FIELD_NOTE)
    pick(qtbot, dialog, "Language", "da")
    assert [shown(dialog, row)[1:3] for row in range(3)] == [["Field note", "Danish"]] * 3


def test_another_encoding_reads_only_that_file_again(
    qtbot: QtBot, open_dialog: Open, files: list[Path]
) -> None:
    dialog = open_dialog(files[:2])
    choose(dialog, 1)
    assert "på torget" in dialog.preview.toPlainText()
    pick(qtbot, dialog, "Encoding", "mac-roman")
    assert "på torget" not in dialog.preview.toPlainText()
    assert shown(dialog, 1)[-1] == "Old Mac"
    assert shown(dialog, 0)[-1] == "Unicode (UTF-8)"


def test_turns_can_be_switched_off(
    qtbot: QtBot, session: Session, open_dialog: Open, files: list[Path]
) -> None:
    dialog = open_dialog(files[:1])
    assert "Anna:" not in dialog.preview.toPlainText()
    pick(qtbot, dialog, "Turns", "none")
    assert shown(dialog, 0)[Column.TURNS] == "No turns"
    assert "Anna: Lamporna." in dialog.preview.toPlainText()
    with qtbot.waitSignal(session.document_wanted):
        dialog.add()
    assert session.project.documents()[0].turns == 0


def test_labels_that_mean_one_person_can_be_united(
    qtbot: QtBot, session: Session, open_dialog: Open, files: list[Path]
) -> None:
    dialog = open_dialog(files[2:3])
    assert shown(dialog, 0)[Column.TURNS] == "6 turns, 3 speakers"
    box = dialog.options.findChild(QCheckBox)
    assert box is not None
    assert box.text() == "One person: Rut · rut"
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert shown(dialog, 0)[Column.TURNS] == "6 turns, 2 speakers"
    with qtbot.waitSignal(session.document_wanted):
        dialog.add()
    document = session.project.documents()[0]
    assert document.speakers == ("Rut", "Anna")
    assert session.project.text(document.id).text == DRIFT


def test_escape_closes_and_nothing_comes_in(
    qtbot: QtBot, session: Session, open_dialog: Open, files: list[Path]
) -> None:
    dialog = open_dialog(files)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert session.project.documents() == []


def test_an_import_that_is_cancelled_leaves_nothing_behind(
    qtbot: QtBot, session: Session, open_dialog: Open, files: list[Path]
) -> None:
    dialog = open_dialog(files)
    gate = threading.Event()
    session.runner.write(lambda _task: gate.wait(60))
    with qtbot.assertNotEmitted(session.document_wanted):
        dialog.add()
        dialog.reject()
        gate.set()
        qtbot.waitUntil(lambda: not session.runner.writing)
    assert session.project.documents() == []


def test_a_folder_without_texts_says_so(open_dialog: Open, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    dialog = open_dialog([tmp_path / "empty"])
    assert "nothing here that QCode reads" in dialog.preview.toPlainText()
    assert not dialog.accept_button.isEnabled()


def test_a_long_text_is_shown_in_part(open_dialog: Open, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("\n".join(f"Rad {n}." for n in range(5000)), encoding="utf-8")
    dialog = open_dialog([path])
    text = dialog.preview.toPlainText()
    assert "The text goes on." in text
    assert text.count("Rad") == PARAGRAPHS


def test_the_preview_sets_speakers_and_times_apart_from_the_words() -> None:
    text = "Inledning\nAnna: Hej.\nEfter"
    turn = Turn(10, 20, (Span(16, 20),), "Anna", 61_000)
    assert list(pieces(text, Layout(turns=(turn,)))) == [
        Piece("Inledning"),
        Piece("Hej.", "Anna", 61_000),
        Piece("Efter"),
    ]


def test_nothing_of_the_form_is_cut_in_swedish(open_dialog: Open, files: list[Path]) -> None:
    set_language("sv")
    dialog = open_dialog(files)
    for box in dialog.options.findChildren(QComboBox):
        if box.isVisible():
            option = QStyleOptionComboBox()
            box.initStyleOption(option)
            field = QStyle.SubControl.SC_ComboBoxEditField
            room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field)
            assert box.fontMetrics().horizontalAdvance(box.currentText()) <= room.width()


def test_what_one_reads_stays_while_others_are_chosen_beside_it(
    open_dialog: Open, tmp_path: Path
) -> None:
    for name in ("A", "B"):
        text = "\n".join(f"I: Fråga {n}?\nAnna: Svar {n} i {name}." for n in range(150))
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    dialog = open_dialog([tmp_path / "A.txt", tmp_path / "B.txt"])
    bar = dialog.preview.verticalScrollBar()
    bar.setValue(200)
    dialog.files.selectAll()
    assert dialog.files.rows() == [0, 1]
    assert bar.value() == 200
    choose(dialog, 1)
    assert "Svar 3 i B." in dialog.preview.toPlainText()
    dialog.files.clearSelection()
    assert dialog.preview.toPlainText() == ""
    choose(dialog, 1)
    assert "Svar 3 i B." in dialog.preview.toPlainText()


def recalled(dialog: ImportDialog) -> list[str]:
    """Return what the form says of the last time."""
    labels = dialog.options.findChildren(QLabel)
    return [each.text() for each in labels if each.isVisible() and "last time" in each.text()]


def test_what_was_chosen_is_proposed_the_next_time_and_forgotten_on_request(
    qtbot: QtBot, session: Session, open_dialog: Open, files: list[Path]
) -> None:
    dialog = open_dialog(files[:1])
    assert recalled(dialog) == []
    pick(qtbot, dialog, "Kind", DocumentKind.FIELD_NOTE)
    pick(qtbot, dialog, "Turns", "none")
    with qtbot.waitSignal(session.document_wanted):
        dialog.add()
    dialog = open_dialog([*files[1:3], files[3]])
    choose(dialog, 1)
    assert recalled(dialog) == ["As you chose last time: Field note, No turns"]
    assert shown(dialog, 1)[1:4] == ["Field note", "Swedish", "No turns"]
    pick(qtbot, dialog, "Kind", DocumentKind.OBSERVATION)
    choose(dialog, 0)
    choose(dialog, 1)
    assert recalled(dialog) == ["As you chose last time: No turns"]
    forget = dialog.options.findChild(QToolButton)
    assert forget is not None
    qtbot.mouseClick(forget, Qt.MouseButton.LeftButton)
    assert recalled(dialog) == []
    assert [shown(dialog, row)[1:4] for row in range(2)] == [
        ["Interview", "Swedish", "2 turns, 2 speakers"],
        ["Interview", "Swedish", "6 turns, 3 speakers"],
    ]
    dialog.reject()
    dialog = open_dialog(files[2:3])
    assert recalled(dialog) == []
    assert shown(dialog, 0)[1] == "Interview"


def test_what_was_recognised_is_still_named_when_something_else_is_chosen(
    qtbot: QtBot, open_dialog: Open, files: list[Path]
) -> None:
    dialog = open_dialog(files[:1])
    pick(qtbot, dialog, "Turns", "none")
    assert combo(dialog, "Turns").itemText(0) == "Name: words (recognised)"


def test_files_that_may_be_coded_are_told_of_and_their_codings_come_to_the_same_documents(
    qtbot: QtBot, session: Session, open_dialog: Open, tmp_path: Path
) -> None:
    paths = [tmp_path / "en.txt", tmp_path / "två.txt"]
    for number, path in enumerate(paths):
        path.write_text(f"Vi [code: tillit]litade på dem[/code] {number}.", encoding="utf-8")
    dialog = open_dialog(paths)
    with qtbot.waitSignal(session.offered) as offered:
        dialog.add()
    assert offered.args is not None
    words, what, show = offered.args
    assert words.startswith("2 documents may be coded already")
    assert what == "Take the codings in too"
    show()
    shown = next(each for each in QApplication.topLevelWidgets() if isinstance(each, ImportProject))
    qtbot.waitUntil(shown.import_button.isEnabled)
    assert "en.txt, två.txt" in [each.text() for each in shown.findChildren(QLabel)]
    with qtbot.waitSignal(shown.finished):
        shown.take_in()
    assert [each.text for each in excerpts(session.project)] == ["litade på dem"] * 2
    assert len(session.project.documents()) == 2


def test_files_that_cannot_come_in_are_counted_where_they_are_seen(
    open_dialog: Open, files: list[Path]
) -> None:
    dialog = open_dialog(files)
    assert dialog._status.text() == "1 file cannot come in: see the end of the list"
    assert not open_dialog(files[:2])._status.text()


def test_the_long_name_of_a_file_widens_no_dialog(open_dialog: Open, files: list[Path]) -> None:
    dialog = open_dialog(files)
    least = dialog.minimumSizeHint().width()
    dialog._progress(1, 9, "mycket långt namn " * 12)
    assert dialog.minimumSizeHint().width() == least


def test_names_keep_their_room_with_large_letters(
    qtbot: QtBot, open_dialog: Open, files: list[Path]
) -> None:
    dialog = open_dialog(files)
    view = dialog.files
    letters = view.font()
    letters.setPointSizeF(letters.pointSizeF() * 2)
    view.setFont(letters)
    list(view.fit())
    view.resize(900, 400)
    QApplication.processEvents()
    wanted = view.sizeHintForColumn(Column.ENCODING)
    assert view.columnWidth(Column.NAME) >= 300
    assert 0 < view.columnWidth(Column.ENCODING) < wanted  # which the options say too
    view.resize(2400, 400)
    QApplication.processEvents()
    assert view.columnWidth(Column.ENCODING) >= wanted
