"""Where a project lies decides how it is written, and what the user is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.store import place
from qcode.store.file import create_store
from qcode.store.place import PlaceKind, conflict_copies, judge

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
//server/study /mnt/share cifs rw 0 0
server:/home /net/home\\040dir nfs4 rw 0 0
user@host: /mnt/ssh fuse.sshfs rw 0 0
portal /run/user/1000/doc fuse.portal rw 0 0
"""


def test_a_local_folder_gets_the_write_ahead_log(tmp_path: Path) -> None:
    judged = judge(tmp_path / "p.qcode")
    assert judged.kind is PlaceKind.LOCAL
    assert judged.journal_mode == "WAL"


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("Dropbox", "Dropbox"),
        ("OneDrive - Högskolan", "OneDrive"),
        ("Nextcloud", "Nextcloud"),
        ("Google Drive", "Google Drive"),
        ("Library/Mobile Documents/x", "iCloud"),
    ],
)
def test_a_synced_folder_is_known_by_name(tmp_path: Path, folder: str, program: str) -> None:
    path = tmp_path / folder / "study" / "p.qcode"
    path.parent.mkdir(parents=True)
    judged = judge(path)
    assert (judged.kind, judged.detail) == (PlaceKind.SYNCED, program)
    assert judged.journal_mode == "DELETE"


def test_a_synced_folder_is_known_by_its_marker(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    assert judge(tmp_path / "p.qcode").detail == "Syncthing"


def test_a_folder_that_only_sounds_like_a_sync_program_is_local(tmp_path: Path) -> None:
    (tmp_path / "Dropboxes I own").mkdir()
    assert judge(tmp_path / "Dropboxes I own" / "p.qcode").kind is PlaceKind.LOCAL


def test_a_project_in_a_synced_folder_keeps_no_log_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    with create_store(folder / "p.qcode", {"name": "x"}, coder="Anna") as store:
        with store.reading() as view:
            assert view.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
            assert view.exec_driver_sql("PRAGMA synchronous").scalar() == 3
        assert {entry.suffix for entry in folder.iterdir()} == {".qcode", ".lock"}


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/mnt/share/study", "cifs"),
        ("/net/home dir", "nfs4"),
        ("/mnt/ssh", "fuse.sshfs"),
        ("/home/anna", "ext4"),
        ("/tmp/x", "tmpfs"),
        ("/mnt/shared", "ext4"),
    ],
)
def test_the_nearest_mount_says_what_a_folder_is_on(
    monkeypatch: pytest.MonkeyPatch, folder: str, kind: str
) -> None:
    monkeypatch.setattr(place.sys, "platform", "linux")
    monkeypatch.setattr(Path, "read_text", lambda *_args, **_options: MOUNTS)
    assert place._mount_type(Path(folder)) == kind
    assert bool(place._NETWORK.match(kind)) is (kind in ("cifs", "nfs4", "fuse.sshfs"))


def test_conflict_copies_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "Studie.qcode"
    copies = [
        "Studie (conflicted copy 2026-01-02 101112).qcode",
        "Studie (Annas konflikterad kopia 2026-01-02).qcode",
        "Studie.sync-conflict-20260102-101112-ABCDEFG.qcode",
    ]
    for name in (*copies, "Studie.qcode", "Studie två.qcode", "Annan (conflicted copy).txt"):
        (tmp_path / name).touch()
    assert {copy.name for copy in conflict_copies(path)} == set(copies)
