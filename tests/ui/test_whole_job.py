"""The whole job with keys alone: from a new project to a Word report, and all of it undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qcode.services import coding, documents, memos, projects
from qcode.services.language import set_language
from qcode.services.projects import Project
from qcode.ui.exporting.dialog import ExportDialog
from qcode.ui.found.memo_text import MemoText
from qcode.ui.importing.dialog import ImportDialog
from qcode.ui.window.mainwindow import MainWindow

NO, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Key = Qt.Key
INTERVIEW = """I: Är du trygg här?
Anna: På kvällen, ja. 😀 Grannarna hälsar.
I: Varför just då?
Anna: Lamporna lyser, och någon går alltid med hunden.
"""


@dataclass(frozen=True)
class Words:
    """What the window says in one language, which is that of memos and codes too."""

    language: str
    import_button: str
    coded: str
    undone: str
    hits: str
    report_title: str
    quotation: str


ENGLISH = Words(
    "en",
    "Import 1 document",
    "Code with “Ljus” in “Anna”",
    "Undo: Code with “Ljus” in “Anna”",
    "1 hit in 1 document",
    "Excerpts by code",
    "“Lamporna lyser, och någon går alltid med hunden.”",
)
SWEDISH = Words(
    "sv",
    "Importera 1 dokument",
    "Koda med ”Ljus” i ”Anna”",
    "Ångra: Koda med ”Ljus” i ”Anna”",
    "1 träff i 1 dokument, 2 i memon och koder",
    "Utdrag per kod",
    "”Lamporna lyser, och någon går alltid med hunden.”",
)


class User:
    """Somebody at the keyboard of a window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot

    def wait(self, until: Callable[[], object]) -> None:
        """Wait for something to come true."""
        self._qtbot.waitUntil(lambda: bool(until()))

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO, times: int = 1) -> None:
        """Press a key wherever the keyboard is."""
        for _time in range(times):
            self._qtbot.keyClick(self._focus(), key, modifier)

    def type(self, text: str) -> None:
        """Type wherever the keyboard is. Plain letters only: Qt's test keyboard has no others."""
        self._qtbot.keyClicks(self._focus(), text)

    def come_back(self, window: QWidget) -> None:
        """Be in a window again after a dialog: without a desktop nobody else sees to that."""
        self.wait(lambda: not any(each.isVisible() for each in window.findChildren(QDialog)))
        window.activateWindow()
        self.wait(window.isActiveWindow)

    @property
    def project(self) -> Project:
        """The project that is open."""
        assert self.window.session is not None
        return self.window.session.project

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """Return the dialog of a kind that is open."""
        self.wait(lambda: any(each.isVisible() for each in self.window.findChildren(kind)))
        return next(each for each in self.window.findChildren(kind) if each.isVisible())


@pytest.fixture(params=[ENGLISH, SWEDISH], ids=["English", "Swedish"])
def words(request: pytest.FixtureRequest) -> Words:
    """The words of a language, which is the one of the window."""
    chosen = request.param
    assert isinstance(chosen, Words)
    set_language(chosen.language)
    return chosen


@pytest.fixture
def user(words: Words, qtbot: QtBot) -> Iterator[User]:
    """Somebody in front of a window without a project."""
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield User(window, qtbot)
    window.close()


def test_the_whole_job_with_keys_alone(
    user: User, words: Words, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = tmp_path / "texter"
    folder = tmp_path / "projekt"
    files.mkdir()
    folder.mkdir()
    (files / "Anna.txt").write_text(INTERVIEW, encoding="utf-8")
    # The system's own dialogs would be asked here, and those no test can press.
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(folder / "Torg"), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(files / "Anna.txt")], ""))

    user.press(Key.Key_N, CTRL)
    user.wait(lambda: user.window.session)

    _import(user, words)
    _code(user, words)
    _write_memo(user)
    _search(user, words)
    report = _export(user, folder)
    _undo_all(user, words)

    user.press(Key.Key_W, CTRL | SHIFT)
    assert user.window.session is None
    assert {path.name for path in folder.iterdir()} == {"Torg.qcode", report.name}
    with projects.open_project(folder / "Torg.qcode", coder="Kim") as again:
        assert again.verify() == []
    _check(report, words)


def _import(user: User, words: Words) -> None:
    user.press(Key.Key_I, CTRL)
    dialog = user.dialog(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    user.wait(dialog.accept_button.isEnabled)
    assert dialog.accept_button.text() == words.import_button
    user.press(Key.Key_Return)
    user.wait(lambda: user.window.session and user.window.session.document)
    user.come_back(user.window)


def _code(user: User, words: Words) -> None:
    """Code the last turn without its label, and a word of the second after an emoji."""
    user.press(Key.Key_3, ALT)
    user.press(Key.Key_Down, times=3)
    user.press(Key.Key_T)  # without the label
    user.press(Key.Key_C)
    user.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    user.type("Ljus")
    user.press(Key.Key_Return)
    user.wait(lambda: user.window.toast_text() == words.coded)
    user.press(Key.Key_Home, CTRL)
    user.press(Key.Key_Down)
    user.press(Key.Key_End)
    user.press(Key.Key_Left, times=len("Grannarna hälsar."))
    user.press(Key.Key_W)
    user.press(Key.Key_V)
    user.wait(lambda: _count(user.project) == 2)
    assert _coded(user.project) == [
        ("Grannarna", "Grannarna"),
        ("Ljus", "Lamporna lyser, och någon går alltid med hunden."),
    ]


def _count(project: Project) -> int:
    return sum(len(coding.segments_of(project, each.id)) for each in project.documents())


def _coded(project: Project) -> list[tuple[str, str]]:
    codebook, (document,) = project.codebook(), project.documents()
    text = project.text(document.id).text
    return [
        (codebook.path(each.code), text[each.start : each.end])
        for each in coding.segments_of(project, document.id)
    ]


def _write_memo(user: User) -> None:
    user.press(Key.Key_M)
    user.wait(lambda: isinstance(QApplication.focusWidget(), MemoText))
    user.type("Anna talar om grannarna, inte om ljuset.")
    user.press(Key.Key_Backtab, SHIFT)
    user.type("Ljus och trygghet")
    user.press(Key.Key_Escape)
    user.wait(lambda: memos.list_memos(user.project))
    (memo,) = memos.list_memos(user.project)
    assert (memo.title, memo.text[:4]) == ("Ljus och trygghet", "Anna")
    assert len(memo.links) == 1


def _search(user: User, words: Words) -> None:
    assert user.window.workspace is not None
    search, reading = user.window.workspace.search, user.window.workspace.reading
    user.press(Key.Key_F, CTRL)
    user.type("granne")  # another form of what was said, in Swedish
    user.wait(lambda: search._head.count.text() == words.hits)
    user.press(Key.Key_Return)
    at = INTERVIEW.index("Grannarna")
    user.wait(lambda: reading.view.cursor_position() == at)
    user.press(Key.Key_Escape)
    user.wait(reading.view.hasFocus)


def _export(user: User, folder: Path) -> Path:
    user.press(Key.Key_E, CTRL)
    dialog = user.dialog(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    user.wait(lambda: "2" in dialog.main_text())
    user.press(Key.Key_Return)
    asked = user.dialog(QFileDialog)
    assert isinstance(asked, QFileDialog)
    report = Path(asked.selectedFiles()[0])
    assert report.parent == folder
    asked.accept()
    user.wait(dialog.result_text)
    user.come_back(dialog)
    user.press(Key.Key_Escape)
    user.come_back(user.window)
    return report


def _undo_all(user: User, words: Words) -> None:
    project = user.project
    user.press(Key.Key_3, ALT)
    user.press(Key.Key_Z, CTRL)
    user.wait(lambda: memos.list_memos(project) == [])
    user.press(Key.Key_Z, CTRL)
    user.wait(lambda: _count(project) == 1)
    user.press(Key.Key_Z, CTRL)
    user.wait(lambda: user.window.toast_text() == words.undone)
    assert (_count(project), len(project.codebook())) == (0, 0)
    user.press(Key.Key_Z, CTRL)
    user.wait(lambda: documents.list_documents(project) == [])
    user.press(Key.Key_Z, CTRL | SHIFT, times=2)
    user.wait(lambda: _count(project) == 1)


def _check(report: Path, words: Words) -> None:
    # Also what stands in content controls, which `paragraphs` passes over.
    body = docx.Document(str(report)).element.body
    found = (paragraph.iter(f"{W}t") for paragraph in body.iter(f"{W}p"))
    lines = ["".join(piece.text or "" for piece in pieces) for pieces in found]
    assert lines[0] == words.report_title
    assert words.quotation in lines
