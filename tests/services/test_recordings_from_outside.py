"""Recordings that come with other programs' projects are recordings like our own."""

from __future__ import annotations

import wave
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from qcode.model.document import DocumentId
from qcode.model.media import State
from qcode.model.turn_times import TurnTimes
from qcode.services import exchange_files, exchange_in, exchange_media, projects, recordings
from qcode.services.exchange_plan import Choices
from qcode.services.projects import Project
from qcode.services.recording_places import locate

TEXT = "Anna: Hej.\nBo: Hej hej.\nAnna: Då så.\n"


def guid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def sound() -> bytes:
    """A second of silence."""
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(16_000))
    return out.getvalue()


def write_qdpx(path: Path, *, name: str, where: str, kind: str = "AudioSource") -> Path:
    """Write a project with one recording, its transcript, and when two of its turns begin."""
    points = "".join(
        f'<SyncPoint guid="{guid(40 + n)}" position="{at}" timeStamp="{ms}"/>'
        for n, (at, ms) in enumerate([(0, 0), (11, 4_000)])
    )
    code = f'<Code guid="{guid(1)}" name="K" isCodable="true"/>'
    project = (
        '<?xml version="1.0" encoding="utf-8"?><Project name="P" origin="O"'
        ' xmlns="urn:QDA-XML:project:1.0">'
        f"<CodeBook><Codes>{code}</Codes></CodeBook>"
        f'<Sources><{kind} guid="{guid(8)}" name="{name}" path="{where}">'
        f'<Transcript guid="{guid(9)}" name="T" plainTextPath="internal://t.txt">{points}'
        f"</Transcript></{kind}></Sources></Project>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("project.qde", project)
        package.writestr("sources/t.txt", TEXT)
        package.writestr("sources/l.wav", sound())
    return path


def brought_in(tmp_path: Path, file: Path) -> Project:
    """Return a project with what the file holds."""
    project = projects.create_project(tmp_path / "ours.qcode", coder="Kim")
    theirs = exchange_files.read_project(file)
    exchange_in.take_in(project, theirs, Choices(), name=file.name)
    return project


@pytest.mark.parametrize("name", ["Ljud.wav", "Ljud"])
def test_a_recording_in_the_package_is_played_and_its_points_are_times(
    tmp_path: Path, name: str
) -> None:
    file = write_qdpx(tmp_path / "p.qdpx", name=name, where="internal://l.wav")
    with brought_in(tmp_path, file) as project:
        document = project.documents()[0].id
        (known,) = recordings.recordings_of(project, document)
        assert locate(project, known).state is State.INSIDE
        assert recordings.read_inside(project, known) == sound()
        times = TurnTimes(project.text(document).layout.turns)
        assert [times.time_of(TEXT.index(word)) for word in ("Anna", "hej.", "Då")] == [
            0,
            4_000,
            4_000,
        ]


def test_a_large_one_lies_beside_the_project_and_is_played_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qcode.services.exchange_in.KEPT", 10)
    file = write_qdpx(
        tmp_path / "p.qdpx", name="Film", where="internal://l.wav", kind="VideoSource"
    )
    with brought_in(tmp_path, file) as project:
        (known,) = recordings.all_recordings(project)
        located = locate(project, known)
        assert located.state is State.HERE
        assert located.path is not None and located.path.read_bytes() == sound()
        assert located.path.parent == exchange_media.media_folder(project.path)


def test_one_that_was_named_only_is_found_by_its_name(tmp_path: Path) -> None:
    where = "absolute:///C:/Users/anna/Ljud.wav"
    file = write_qdpx(tmp_path / "p.qdpx", name="Ljud.wav", where=where)
    with brought_in(tmp_path, file) as project:
        (known,) = recordings.all_recordings(project)
        assert locate(project, known).state is State.MISSING
        there = tmp_path / "sound" / "ljud.WAV"
        there.parent.mkdir()
        there.write_bytes(sound())
        located = locate(project, known)
        assert (located.state, located.path) == (State.MOVED, there)
        recordings.find_again(project, known.id, recordings.examine(there))
        (known,) = recordings.recordings_of(project, DocumentId(1))
        assert (known.path, locate(project, known).state) == ("sound/ljud.WAV", State.HERE)
