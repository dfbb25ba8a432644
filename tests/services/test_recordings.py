"""Recordings beside documents: added, found again wherever they went, taken away."""

from __future__ import annotations

import os
import sys
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from qcode.model.document import DocumentId
from qcode.model.errors import Cancelled, UserError
from qcode.model.media import Media, State
from qcode.services import documents, history, playing, projects, recording_places, recordings
from qcode.services.projects import Project

Make = Callable[[Path, int], Path]


@pytest.fixture
def wav() -> Make:
    """Write a second of sound, another one for each number."""

    def make(path: Path, number: int = 1) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000)
            file.writeframes(bytes([number, 0]) * 8000)
        return path

    return make


@pytest.fixture
def anna(project: Project, first: DocumentId, tmp_path: Path, wav: Make) -> Media:
    """The recording “sound/anna.wav” of the first interview."""
    found = recordings.examine(wav(tmp_path / "sound" / "anna.wav", 1))
    recordings.add_recording(project, first, found)
    return recordings.recordings_of(project, first)[0]


class Stop:
    """A job that the user stops at once."""

    def progress(self, done: int, total: int, detail: str = "") -> None:
        """Take no notice."""

    def check(self) -> None:
        raise Cancelled


def test_a_recording_is_known_by_path_size_and_bytes(
    project: Project, anna: Media, second: DocumentId
) -> None:
    assert (anna.name, anna.path, anna.size) == ("anna.wav", "sound/anna.wav", 16044)
    assert len(anna.sha256) == 64
    assert recordings.recordings_of(project, second) == []
    assert recording_places.locate(project, anna).state is State.HERE


def test_undo_and_redo_take_it_away_and_bring_it_back(
    project: Project, first: DocumentId, anna: Media
) -> None:
    project.undo()
    assert recordings.recordings_of(project, first) == []
    project.redo()
    assert recordings.recordings_of(project, first) == [anna]
    recordings.remove_recording(project, anna.id)
    assert recordings.recordings_of(project, first) == []
    project.undo()
    assert recordings.recordings_of(project, first) == [anna]


def test_news_and_history_tell_of_it(
    project: Project, first: DocumentId, tmp_path: Path, wav: Make
) -> None:
    found = recordings.examine(wav(tmp_path / "anna.wav", 1))
    number, changes = recordings.add_recording(project, first, found)
    assert changes.affects_recordings
    assert not changes.affects_documents
    recordings.find_again(project, number, found, other=True)
    recordings.remove_recording(project, number)
    told = [line.summary for line in history.history(project, limit=2)]
    assert told == [
        "Take the recording “anna.wav” off “Anna”",
        "Add the recording “anna.wav” to “Anna”",  # to find it where it is changes nothing
    ]


def test_the_same_recording_is_not_added_twice(
    project: Project, first: DocumentId, second: DocumentId, anna: Media, tmp_path: Path, wav: Make
) -> None:
    copy = recordings.examine(wav(tmp_path / "copy.wav", 1))
    with pytest.raises(UserError, match="recording_known"):
        recordings.add_recording(project, first, copy)
    recordings.add_recording(project, second, copy)  # one recording, two transcripts
    other = recordings.examine(wav(tmp_path / "b.wav", 2))
    recordings.add_recording(project, first, other)
    names = [each.name for each in recordings.recordings_of(project, first)]
    assert names == ["anna.wav", "b.wav"]


def test_what_is_no_recording_is_refused(project: Project, tmp_path: Path) -> None:
    (tmp_path / "empty.wav").touch()
    (tmp_path / "list.mp3").write_text("#EXTM3U\nhttp://example.org/a.mp3\n")
    for name, code in (
        ("none.wav", "file_missing"),
        ("empty.wav", "file_empty"),
        ("list.mp3", "not_a_recording"),
        (".", "file_is_folder"),
    ):
        with pytest.raises(UserError, match=code):
            recordings.examine(tmp_path / name)


def test_examining_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path, wav: Make) -> None:
    with pytest.raises(Cancelled):
        recordings.examine(wav(tmp_path / "a.wav", 1), Stop())


def test_a_recording_that_was_moved_below_the_project_is_found(
    project: Project, anna: Media, tmp_path: Path
) -> None:
    there = tmp_path / "archive" / "2024" / "anna.wav"
    there.parent.mkdir(parents=True)
    (tmp_path / "sound" / "anna.wav").rename(there)
    located = recording_places.locate(project, anna)
    assert (located.state, located.path) == (State.MOVED, there)


def test_a_recording_that_was_renamed_is_told_by_its_bytes(
    project: Project, anna: Media, tmp_path: Path, wav: Make
) -> None:
    wav(tmp_path / "sound" / "decoy.wav", 7)  # as large, and another one
    wav(tmp_path / "other" / "anna.wav", 8)  # of its name, and another one
    there = (tmp_path / "sound" / "anna.wav").rename(tmp_path / "sound" / "interview 1.wav")
    located = recording_places.locate(project, anna)
    assert (located.state, located.path) == (State.MOVED, there)


def test_a_recording_beside_a_moved_project_is_found(
    project: Project, anna: Media, tmp_path: Path
) -> None:
    project.close()
    home = tmp_path / "elsewhere"
    home.mkdir()
    (tmp_path / "study.qcode").rename(home / "study.qcode")
    (tmp_path / "sound" / "anna.wav").rename(home / "anna.wav")
    with projects.open_project(home / "study.qcode", coder="Kim") as moved:
        located = recording_places.locate(moved, anna)
        assert (located.state, located.path) == (State.MOVED, home / "anna.wav")


def test_a_folder_that_is_named_and_where_it_was_last_are_searched(
    project: Project, anna: Media, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    far = tmp_path_factory.mktemp("far")
    there = far / "deep" / "x.wav"
    there.parent.mkdir()
    (tmp_path / "sound" / "anna.wav").rename(there)
    assert recording_places.locate(project, anna).state is State.MISSING
    located = recording_places.locate(project, anna, folders=[far])
    assert (located.state, located.path) == (State.MOVED, there)
    named = there.rename(there.with_name("anna.wav"))
    named = named.rename(named.with_name("another name.wav"))
    located = recording_places.locate(project, anna, before=named)
    assert (located.state, located.path) == (State.MOVED, named)


def test_a_file_that_was_changed_is_not_taken_for_it(
    project: Project, anna: Media, tmp_path: Path, wav: Make
) -> None:
    path = wav(tmp_path / "sound" / "anna.wav", 9)  # as large as before
    located = recording_places.locate(project, anna)
    assert (located.state, located.path) == (State.CHANGED, path)
    other = recordings.examine(path)
    with pytest.raises(UserError, match="recording_other"):
        recordings.find_again(project, anna.id, other)
    recordings.find_again(project, anna.id, other, other=True)
    known = recordings.recordings_of(project, anna.document)[0]
    assert recording_places.locate(project, known).state is State.HERE


def test_a_large_file_is_told_by_its_size_unless_all_is_read(
    project: Project,
    anna: Media,
    tmp_path: Path,
    wav: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recording_places, "QUICK", 100)
    wav(tmp_path / "sound" / "anna.wav", 9)
    assert recording_places.locate(project, anna).state is State.HERE
    assert recording_places.locate(project, anna, whole=True).state is State.CHANGED
    (tmp_path / "sound" / "anna.wav").write_bytes(b"RIFF\x00\x00\x00\x00WAVEshort")
    assert recording_places.locate(project, anna).state is State.CHANGED


def test_saying_where_it_is_is_one_step_that_can_be_undone(
    project: Project, anna: Media, tmp_path: Path
) -> None:
    there = (tmp_path / "sound" / "anna.wav").rename(tmp_path / "a.wav")
    recordings.find_again(project, anna.id, recordings.examine(there))
    known = recordings.recordings_of(project, anna.document)[0]
    assert (known.name, known.path, known.sha256) == ("a.wav", "a.wav", anna.sha256)
    project.undo()
    assert recordings.recordings_of(project, anna.document) == [anna]


def test_a_project_for_reading_finds_recordings_and_keeps_its_rows(
    project: Project, anna: Media, tmp_path: Path
) -> None:
    path = project.path
    project.close()
    there = (tmp_path / "sound" / "anna.wav").rename(tmp_path / "b.wav")
    with projects.open_project(path, coder="Kim", read_only=True) as opened:
        assert recording_places.locate(opened, anna).path == there
        with pytest.raises(UserError, match="read_only"):
            recordings.remove_recording(opened, anna.id)
        assert recordings.recordings_of(opened, anna.document) == [anna]


def test_links_and_hidden_folders_are_not_followed(
    project: Project, anna: Media, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if sys.platform == "win32":
        pytest.skip("links need rights there")
    outside = tmp_path_factory.mktemp("outside")
    (tmp_path / "sound" / "anna.wav").rename(outside / "anna.wav")
    (tmp_path / "link").symlink_to(outside)
    (tmp_path / ".hidden").mkdir()
    os.link(outside / "anna.wav", tmp_path / ".hidden" / "anna.wav")
    assert recording_places.locate(project, anna).state is State.MISSING


def test_deleting_its_document_takes_the_recording_along(
    project: Project, first: DocumentId, anna: Media, tmp_path: Path
) -> None:
    documents.delete_documents(project, [first])
    assert recordings.all_recordings(project) == []
    assert (tmp_path / "sound" / "anna.wav").exists()
    project.undo()
    assert recordings.all_recordings(project) == [anna]


def test_what_is_not_there_is_refused(project: Project) -> None:
    with pytest.raises(UserError, match="recording_unknown"):
        recordings.remove_recording(project, recordings.MediaId(99))


def test_only_recordings_are_dropped_as_such() -> None:
    assert recordings.are_recordings([Path("a.wav"), Path("b.MP4")])
    assert not recordings.are_recordings([Path("a.wav"), Path("b.txt")])
    assert not recordings.are_recordings([])


# -- what is remembered of playing


def test_where_a_recording_was_left_is_remembered(tmp_path: Path) -> None:
    assert playing.where_left("g") == playing.Left()
    left = playing.Left(61_000, 1.25, tmp_path / "a.wav")
    playing.remember_left("g", left)
    assert playing.where_left("g") == left
    for number in range(400):
        playing.remember_left(f"{number}", playing.Left(number))
    assert playing.where_left("g") == playing.Left()
    assert playing.where_left("399").at == 399


def test_choices_that_do_not_fit_take_their_defaults() -> None:
    from dataclasses import replace

    from qcode.services import settings

    chosen = playing.Choices(rewind=3, skip=10, volume=40, follows=False)
    playing.save_choices(chosen)
    assert playing.load_choices() == chosen
    damaged = {"rewind": "x", "skip": -4, "volume": 900, "follows": 1}
    settings.save_settings(replace(settings.load_settings(), player=damaged))
    assert playing.load_choices() == playing.Choices(skip=1)


def test_speeds_go_up_and_down_and_stop_at_the_ends() -> None:
    assert playing.next_speed(1.0, 1) == 1.1
    assert playing.next_speed(1.0, -1) == 0.9
    assert playing.next_speed(2.0, 1) == 2.0
    assert playing.next_speed(0.5, -1) == 0.5


def test_forgetting_projects_forgets_what_was_heard() -> None:
    from qcode.services import settings

    playing.remember_left("g", playing.Left(5))
    settings.forget_projects()
    assert playing.where_left("g") == playing.Left()
