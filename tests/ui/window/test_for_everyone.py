"""The whole window with each pane and each dialog: named, reachable, translated and not cut."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import polib
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.colors import contrast
from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import coding
from qcode.services.folders import crash_folder
from qcode.services.language import set_language
from qcode.ui.application import catch_faults
from qcode.ui.codes.pane import CodesPane
from qcode.ui.placing import FRAME
from qcode.ui.session import Session
from qcode.ui.still_bar import StillBar
from qcode.ui.theme import DARK, LIGHT, Colors
from qcode.ui.window.mainwindow import MainWindow

from .views import every
from .walk import cut, nameless, passed_by, words

SMALL = QSize(1024, 768) - FRAME  # screens of old laptops and of many projectors
REPOSITORY = Path(__file__).resolve().parents[3]
# Boxes over the text close when Tab leads away or give it a meaning, and so do texts and tables.
KEEP_TAB = frozenset(
    {"palette", "code", "list_codings", "goto", "editing", "tour"}
    | {"table of documents", "table of cases"}
)
Views = Callable[[MainWindow], Iterator[tuple[str, QWidget]]]


@pytest.fixture
def opening(sample: Path, qtbot: QtBot) -> Iterator[Callable[..., MainWindow]]:
    """A function that opens the sample in a window of a language, with letters of a size."""
    font = QApplication.font()
    made: list[MainWindow] = []

    def open_in(language: str = "en", size: float = 1.0) -> MainWindow:
        set_language(language)
        larger = QFont(font)
        larger.setPointSizeF(font.pointSizeF() * size)
        QApplication.setFont(larger)
        window = MainWindow()
        made.append(window)
        window.resize(1500, 950)
        window.show()
        window.open_project(sample)
        qtbot.waitUntil(lambda: window.workspace is not None)
        session = window.session
        assert session is not None
        session.show_document(DocumentId(1))
        qtbot.waitUntil(lambda: session.document == 1)
        return window

    yield open_in
    for window in made:
        window.close()
    QApplication.setFont(font)


@pytest.fixture
def views(qtbot: QtBot, settled: Callable[[Session], None]) -> Views:
    """A function that brings each pane to the front and opens each dialog, in turn."""
    return partial(every, qtbot=qtbot, settled=settled)


def cut_for_good(view: QWidget, qtbot: QtBot) -> list[str]:
    """Return what is cut when there was time enough to lay out all."""
    with suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not cut(view))
    return cut(view)


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("size", [1.0, 2.0])
def test_everything_is_named_reached_by_tab_translated_and_not_cut(
    opening: Callable[..., MainWindow], views: Views, qtbot: QtBot, language: str, size: float
) -> None:
    """One walk through all there is answers all that is asked of each view."""
    unnamed, passed, clipped, large, said = {}, {}, {}, {}, set[str]()
    room = SMALL if size > 1 else SMALL / 2  # with two pixels of the screen to one of ours
    for name, view in views(opening(language, size)):
        unnamed[name] = nameless(view)
        clipped[name] = cut_for_good(view, qtbot)
        least = view.minimumSizeHint().expandedTo(view.minimumSize())
        if least.boundedTo(room) != least and name != "appearance":  # has the height of the screen
            large[name] = (least.width(), least.height())
        said |= words(view)
        if name not in KEEP_TAB and view.isVisible():
            view.activateWindow()
            qtbot.waitUntil(view.isActiveWindow)
            passed[name] = passed_by(view)
    assert {name: some for name, some in unnamed.items() if some} == {}
    assert {name: some for name, some in passed.items() if some} == {}
    assert {name: some for name, some in clipped.items() if some} == {}
    assert large == {}  # all of it fits on a small screen, with its buttons
    if language == "sv":
        assert len(said) > 80
        assert said & untranslated() == set()


def untranslated() -> set[str]:
    """Return the English sentences that are no Swedish ones too."""
    catalogue = polib.pofile(str(REPOSITORY / "resources" / "locale" / "sv.po"))
    english = {entry.msgid for entry in catalogue if entry.msgstr and entry.msgstr != entry.msgid}
    return english - {entry.msgstr for entry in catalogue}


@pytest.mark.parametrize("command", ["show_codes", "find", "layout_compare"])
def test_the_text_is_whole_on_a_small_screen_with_letters_twice_as_large(
    opening: Callable[..., MainWindow], qtbot: QtBot, command: str
) -> None:
    window = opening("sv", 2.0)
    window.resize(1366, 720)
    window._actions[command].trigger()
    workspace = window.workspace
    assert workspace is not None
    view = workspace.readers.panes[0].view
    qtbot.waitUntil(lambda: 250 < view.viewport().width() < 1000)
    qtbot.waitUntil(lambda: view.document().pageSize().width() <= view.viewport().width())
    assert window.width() == 1366  # nothing needs more than there is


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_written_can_be_read_on_its_ground(theme: Colors) -> None:
    pairs = [
        (ink, ground)
        for ink in (theme.text, theme.muted, theme.accent, theme.danger)
        for ground in (theme.base, theme.raised, theme.window)
    ]
    pairs += [(theme.text, theme.button), (theme.text, theme.selection), (theme.text, theme.hit)]
    pairs += [(theme.on_accent, theme.accent), (theme.text, theme.flash)]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def test_nothing_moves_by_itself(opening: Callable[..., MainWindow], qtbot: QtBot) -> None:
    """There are no animations to be reduced: whoever adds one must ask the desktop first.

    Qt's own bar moves while nobody knows how long something takes; ours stands still.
    """
    written = {
        path.name: path.read_text(encoding="utf-8")
        for path in (REPOSITORY / "qcode" / "ui").rglob("*.py")
    }
    moving = ("Animation", "setAnimated", "QMovie", "QProgressBar")
    found = {name for name, text in written.items() if any(word in text for word in moving)}
    assert found == {"still_bar.py"}
    bar = StillBar()
    qtbot.addWidget(bar)
    for known in (bar.begin, lambda: bar.tell(3, 0), lambda: bar.tell(3, 9)):
        known()
        assert bar.maximum() > bar.minimum()


def test_a_fault_in_one_pane_is_reported_and_the_others_go_on(
    opening: Callable[..., MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError

    window = opening()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    catch_faults(lambda: window)
    monkeypatch.setattr(CodesPane, "_take", fail)
    session, workspace = window.session, window.workspace
    assert session is not None
    assert workspace is not None
    project, view = session.project, workspace.reading.view
    before = len(coding.segments_of(project, DocumentId(1)))
    told = len(list(crash_folder().iterdir()))
    view.select(Span(100, 140))
    window._actions["in_vivo"].trigger()
    qtbot.waitUntil(lambda: "please send the report" in window.toast_text())
    assert len(list(crash_folder().iterdir())) > told
    report = max(crash_folder().iterdir()).read_text(encoding="utf-8")
    assert f"last operation {project.last_operation()}" in report
    assert "ZeroDivisionError" in report
    qtbot.waitUntil(lambda: bool(view.segments_on(Span(100, 140))))
    qtbot.waitUntil(window._actions["undo"].isEnabled)
    window._actions["undo"].trigger()
    qtbot.waitUntil(lambda: len(coding.segments_of(project, DocumentId(1))) == before)
    qtbot.waitUntil(lambda: not view.segments_on(Span(100, 140)))
    assert project.verify() == []
