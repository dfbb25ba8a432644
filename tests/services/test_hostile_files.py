"""Files that are out to do harm, through the doors of the window: refused, or read without harm.

Nothing is fetched or run, nothing is written elsewhere or left behind, nothing comes in half, and
none takes much memory.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from doors import DOORS, Room
from guard import watched
from hostile_base import Hostile
from hostile_packages import hostile_packages
from hostile_texts import hostile_texts

from qcode.model.errors import UserError
from qcode.services import projects
from qcode.services.messages import sentence
from qcode.services.projects import Project

with suppress(ImportError):  # elsewhere than on POSIX
    import resource

CASES = {f"{case.name}, {case.door}": case for case in (*hostile_packages(), *hostile_texts())}
SLOW = (
    *("in lists", "short lines", "open emphasis", "references", "listed 200 times", "rows of"),
    *("open links", "open brackets", "open quotation", "speakers", "cells in", "filters on"),
    *("profile", "colons", "open code", "entities, ", "chunks", "million", "a long text"),
    *("grows, to check", "grows, to ref", "grows, to cod", "grows, to temp", "lies, to"),
)
MEGABYTES = 1_500  # of address space that a file may take beside what is taken already


class Listener:
    """Somebody on this machine, whom a file may ask for; tells how often they were."""

    def __init__(self) -> None:
        self.heard = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            connection, _address = self._socket.accept()
            with connection:
                if connection.recv(3) == b"end":
                    return
            self.heard += 1

    def close(self) -> None:
        with closing(socket.create_connection(("127.0.0.1", self.port))) as last:
            last.sendall(b"end")
        self._thread.join()
        self._socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Project]]:
    """A project to take things into, and one that stays empty, for manuscripts to be checked in."""
    folder = tmp_path_factory.mktemp("hostile")
    with (
        projects.create_project(folder / "study.qcode", coder="Ada") as filled,
        projects.create_project(folder / "empty.qcode", coder="Ada") as empty,
    ):
        yield filled, empty


@contextmanager
def bounded() -> Iterator[None]:
    """Let no more memory be taken than so much; where systems have no such bound, let it be."""
    if sys.platform != "linux":
        yield
        return
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (taken + (MEGABYTES << 20), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def marked(name: str) -> object:
    slow = any(word in name for word in SLOW)
    return pytest.param(CASES[name], id=name[:80], marks=pytest.mark.slow if slow else ())


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("case", [marked(name) for name in CASES])
def test_a_hostile_file_is_refused_or_read_without_harm(
    case: Hostile,
    studies: tuple[Project, Project],
    listener: Listener,
    tmp_path: Path,
    home: Path,
) -> None:
    project = studies[case.door == "check"]
    inside, out = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    out.mkdir()
    secret = tmp_path / "secret.txt"
    secret.write_text("hemligt", encoding="utf-8")
    path = inside / f"file{case.suffix}"
    path.write_bytes(case.make(listener.port))
    before = project.last_operation()
    refused: UserError | None = None
    with watched(
        writes=(project.path.parent, out, home), secrets=(secret, Path("/etc/passwd"))
    ) as seen:
        try:
            with bounded():
                DOORS[case.door](Room(project, out), path)
        except UserError as error:
            refused = error
    assert seen == []
    assert listener.heard == 0
    assert list(inside.iterdir()) == [path]
    if refused is not None:
        assert "\n" not in sentence(refused)
        assert project.last_operation() == before
    assert refused is not None or not case.refused


@pytest.mark.skipif(sys.platform != "linux", reason="a bound on memory is a thing of Linux")
def test_the_bound_on_memory_holds() -> None:
    with pytest.raises(MemoryError), bounded():
        bytes(MEGABYTES << 21)
    assert len(bytes(MEGABYTES << 20)) == MEGABYTES << 20


def test_the_guard_sees_what_it_is_for(tmp_path: Path, listener: Listener) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hemligt", encoding="utf-8")
    with watched(secrets=(secret,)) as seen:
        secret.read_text(encoding="utf-8")
        subprocess.run([sys.executable, "-c", ""], check=True)
        with closing(socket.socket()):
            pass
        with pytest.raises(OSError):
            Path("/proc/qcode-was-here").write_text("x", encoding="utf-8")
    kinds = " ".join(seen)
    assert all(word in kinds for word in ("read", "subprocess.Popen", "socket", "written /proc"))
    secret.read_text(encoding="utf-8")
    assert kinds == " ".join(seen)
