"""Recordings that are looked for, added and taken off, in the pane that plays them."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.errors import UserError
from qcode.model.job import Job
from qcode.services import documents, projects, recordings
from qcode.services.playing import where_left
from qcode.ui.documents.actions import DocumentActions
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.recording.menu import fill_menu
from qcode.ui.session import Session

from ..conftest import running
from .conftest import ANNA, BO, FakePlayer, Wav


def test_a_recording_that_is_missing_is_asked_for_and_found(
    fake: list[FakePlayer],
    session: Session,
    sound: Path,
    qtbot: QtBot,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    far = tmp_path_factory.mktemp("far")
    there = sound.rename(far / "renamed.wav")
    pane = ReadingPane(session)
    qtbot.addWidget(pane)
    pane.show()
    session.show_document(ANNA)
    strip = pane.recording.strip
    qtbot.waitUntil(lambda: "neither where it was" in strip.words())
    assert [each.text() for each in strip.acts()] == ["Find…", "Look in a folder…", "Remove"]
    empty = tmp_path_factory.mktemp("empty")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(empty))
    strip.acts()[1].click()
    qtbot.waitUntil(lambda: "not in that folder" in strip.words())
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(far))
    strip.acts()[1].click()
    qtbot.waitUntil(lambda: pane.recording.loaded)
    known = recordings.recordings_of(session.project, ANNA)[0]
    assert known.name == "renamed.wav"
    assert recordings.place_of(session.project, known) == there
    session.undo()
    qtbot.waitUntil(lambda: recordings.recordings_of(session.project, ANNA)[0].name == "anna.wav")
    pane.leave()
    assert there.exists()


def test_another_file_in_its_place_is_used_only_when_one_says_so(
    fake: list[FakePlayer], session: Session, sound: Path, qtbot: QtBot, wav: Wav
) -> None:
    wav(sound, number=9)
    pane = ReadingPane(session)
    qtbot.addWidget(pane)
    pane.show()
    session.show_document(ANNA)
    strip = pane.recording.strip
    qtbot.waitUntil(lambda: "not the file that was added" in strip.words())
    assert not pane.recording.loaded
    strip.acts()[0].click()
    qtbot.waitUntil(lambda: pane.recording.loaded)
    pane.leave()


def test_in_a_project_for_reading_it_is_found_for_this_user_alone(
    fake: list[FakePlayer],
    session: Session,
    sound: Path,
    qtbot: QtBot,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = session.project.path
    session.close()
    there = sound.rename(tmp_path_factory.mktemp("far") / "renamed.wav")
    with running(projects.open_project(path, coder="Bo", read_only=True)) as reading:
        pane = ReadingPane(reading)
        qtbot.addWidget(pane)
        pane.show()
        reading.show_document(ANNA)
        strip = pane.recording.strip
        qtbot.waitUntil(lambda: "neither where it was" in strip.words())
        assert [each.text() for each in strip.acts()] == ["Find…", "Look in a folder…"]
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(there), ""))
        strip.acts()[0].click()
        qtbot.waitUntil(lambda: pane.recording.loaded)
        known = recordings.recordings_of(reading.project, ANNA)[0]
        assert known.name == "anna.wav"
        assert where_left(known.guid).found == there
        pane.leave()


def test_without_the_part_that_plays_the_window_says_how_to_get_it(
    session: Session, sound: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise UserError("media_not_installed", command='pip install "qcode[media]"')

    monkeypatch.setattr("qcode.ui.recording.waiting.prepare", missing)
    pane = ReadingPane(session)
    qtbot.addWidget(pane)
    pane.show()
    session.show_document(ANNA)
    qtbot.waitUntil(lambda: 'pip install "qcode[media]"' in pane.recording.strip.words())
    pane.recording.toggle()  # which does nothing
    assert not pane.recording.loaded
    pane.leave()


def test_a_format_that_cannot_be_played_is_said(
    fake: list[FakePlayer], session: Session, sound: Path, qtbot: QtBot
) -> None:
    class Broken(FakePlayer):
        def open(self, source: object, name: str, at: int) -> None:
            self.failed.emit()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qcode.ui.recording.recording.make_player", Broken)
        pane = ReadingPane(session)
    qtbot.addWidget(pane)
    pane.show()
    session.show_document(ANNA)
    qtbot.waitUntil(lambda: "anna.wav cannot be played" in pane.recording.strip.words())
    pane.leave()


# -- added and taken off


def drop(pane: ReadingPane, *paths: Path) -> bool:
    """Drag files over the text and let go of them; return whether it takes them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none, viewport = Qt.KeyboardModifier.NoModifier, pane.view.viewport()
    enter = QDragEnterEvent(QPoint(20, 20), action, mime, button, none)
    enter.ignore()
    QApplication.sendEvent(viewport, enter)
    if enter.isAccepted():
        QApplication.sendEvent(viewport, QDropEvent(QPointF(20, 20), action, mime, button, none))
    return enter.isAccepted()


def test_a_sound_that_is_dropped_on_a_text_lies_beside_it(
    ready: ReadingPane, session: Session, qtbot: QtBot, wav: Wav, tmp_path: Path
) -> None:
    assert not drop(ready, tmp_path / "anna.vtt")  # which is imported
    assert drop(ready, wav(tmp_path / "more.wav", seconds=1, number=4))
    qtbot.waitUntil(
        lambda: ready.recording.media is not None and ready.recording.media.name == "more.wav"
    )
    assert [each.name for each in recordings.recordings_of(session.project, ANNA)] == [
        "anna.wav",
        "more.wav",
    ]
    menu = QMenu()
    fill_menu(ready.recording, menu)
    (other,) = [each for each in menu.actions() if each.text() == "anna.wav"]
    other.trigger()
    qtbot.waitUntil(lambda: ready.recording.media is not None and ready.recording.loaded)
    assert ready.recording.media is not None
    assert ready.recording.media.name == "anna.wav"


def test_a_document_that_is_not_open_gets_a_recording_from_its_menu(
    session: Session,
    sound: Path,
    qtbot: QtBot,
    wav: Wav,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = wav(tmp_path / "bo.wav", seconds=1, number=5)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(path)], ""))
    owner = QWidget()
    qtbot.addWidget(owner)
    rows = [row for row in documents.list_documents(session.project) if row.document.id == BO]
    menu = DocumentActions(session, owner).menu(rows, lambda: None)
    (add,) = [each for each in menu.actions() if each.text() == "Add recording…"]
    add.trigger()
    qtbot.waitUntil(lambda: bool(recordings.recordings_of(session.project, BO)))
    qtbot.waitUntil(lambda: not session.runner.writing)


def test_reading_a_large_file_can_be_stopped(
    ready: ReadingPane,
    session: Session,
    qtbot: QtBot,
    wav: Wav,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended = threading.Event()

    def endless(path: Path, job: Job) -> recordings.Examined:
        try:
            job.progress(1, 10, path.name)
            while True:
                job.check()
        finally:
            ended.set()

    monkeypatch.setattr(recordings, "examine", endless)
    strip = ready.recording.strip
    ready.recording.add_files([wav(tmp_path / "more.wav", seconds=1, number=4)])
    qtbot.waitUntil(lambda: strip.words() == "Reading more.wav: 10 %")
    strip.acts()[0].click()
    qtbot.waitUntil(ended.is_set)
    assert strip.words() == "" and ready.recording.loaded
    names = [each.name for each in recordings.recordings_of(session.project, ANNA)]
    assert names == ["anna.wav"]


def test_what_is_dropped_while_another_file_is_read_is_added_after_it(
    ready: ReadingPane, session: Session, qtbot: QtBot, wav: Wav, tmp_path: Path
) -> None:
    problems = list[UserError]()
    session.runner.user_error.connect(problems.append)
    two = [wav(tmp_path / f"{number}.wav", seconds=1, number=number) for number in (4, 5)]
    (tmp_path / "none.wav").write_text("no sound")
    assert drop(ready, two[0], tmp_path / "none.wav")
    assert drop(ready, two[1])
    qtbot.waitUntil(lambda: len(recordings.recordings_of(session.project, ANNA)) == 3)
    qtbot.waitUntil(lambda: ready.recording.loaded and not session.runner.writing)
    assert [each.code for each in problems] == ["not_a_recording"]


def test_taking_it_off_puts_the_strip_away_and_undo_brings_it_back(
    ready: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    ready.recording.toggle()
    ready.recording.remove()
    qtbot.waitUntil(ready.recording.strip.isHidden)
    assert not ready.recording.loaded and ready.view._marks.said is None
    session.undo()
    qtbot.waitUntil(lambda: ready.recording.loaded)
