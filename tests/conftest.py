"""What every test stands on: a home of its own, no screen, English.

Also what more than one part of the tests needs: real transcripts and LibreOffice, each with a
skip that says what is missing. On the project's own CI nothing may be missing.
"""

from __future__ import annotations

import faulthandler
import gc
import importlib.util
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import event
from sqlalchemy.pool import Pool

import qcode.ui  # noqa: F401  loads PySide before pytest-qt, so that imports stay quick, see there
from qcode.model.courtesy import courteous
from qcode.services.language import set_language
from qcode.services.safety import BackupKeeper

REPOSITORY = Path(__file__).resolve().parents[1]
SELDOM = 10_000  # new objects until garbage is looked for; in the window it is as in the program
LONGEST, SOON = 600.0, 10.0  # seconds until a test is told to hang, and between two watches
YOUNG_ROUNDS = 100  # after which old garbage goes too: nobody rests long enough here, as they work
_HOME = pytest.StashKey[Path]()

# No deadline: the machine is shared, and speed is measured by the benchmarks.
# The dice are new each time: `--hypothesis-profile thorough` throws them more often at once.
settings.register_profile("qcode", deadline=None, print_blob=True, max_examples=50)
settings.register_profile("thorough", settings.get_profile("qcode"), max_examples=500)
settings.load_profile("qcode")


def _move_to(home: Path) -> None:
    """Let the program, and whatever it starts, find all that is the user's below a folder."""
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(home)
    for variable, below in _BELOW_HOME.items():
        os.environ[variable] = f"{home}{os.sep}{below}"


_BELOW_HOME = {
    "QCODE_HOME": "qcode",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_DATA_HOME": str(Path(".local", "share")),
    "XDG_STATE_HOME": str(Path(".local", "state")),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--slow",
        type=int,
        metavar="SEED",
        help="in another order, and in the window with late answers, as SEED throws the dice",
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # These install a hook that the rest of their process passes through, so they come last.
    items.sort(key=lambda item: item.path.name == "test_hostile_files.py")
    if config.option.slow is not None:
        random.Random(config.option.slow).shuffle(items)


def pytest_configure(config: pytest.Config) -> None:
    """Keep modules and wider fixtures, which come before `home`, out of the user's home too."""
    home = tempfile.TemporaryDirectory(prefix="qcode-home-")
    config.add_cleanup(home.cleanup)
    config.stash[_HOME] = Path(home.name)
    _move_to(Path(home.name))
    os.environ["LANGUAGE"] = "en"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    config.pluginmanager.register(_Watch(os.dup(sys.__stderr__.fileno())))


class _Watch:
    """Shows where a test is that has not ended after ten minutes.

    Not sooner, for it looks at a thread that goes on meanwhile, which may be its end: one that only
    takes long on a slow machine is not looked at, and one that hangs stands still.
    pytest can do so, but begins a thread for each test, and waits for its end.
    """

    def __init__(self, errors: int) -> None:
        """`errors` is where to show it, whatever catches what tests print."""
        self._errors = errors
        self._since = 0.0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """Count the time anew, unless that was done just now."""
        if time.monotonic() - self._since > SOON:
            self._since = time.monotonic()
            faulthandler.dump_traceback_later(LONGEST, file=self._errors)

    def pytest_unconfigure(self) -> None:
        """Watch no longer."""
        faulthandler.cancel_dump_traceback_later()
        os.close(self._errors)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Have what is loaded for all tests, which stays to the end, looked through by no collection.

    The program does so too. Otherwise a fifth of the time goes into it.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(SELDOM, 10, 10)
        gc.enable()


@pytest.fixture
def asked_in() -> Callable[[Callable[[], object]], int]:
    """A function that does some work and counts how often it let others go first."""

    def times(work: Callable[[], object]) -> int:
        turns: list[None] = []
        with courteous(lambda: turns.append(None)):
            work()
        return len(turns)

    return times


@pytest.fixture(scope="session")
def _folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A function that makes a new folder, in a fifth of the time that pytest takes for it."""
    place, numbers = tmp_path_factory.mktemp("tests"), count()

    def make(name: str) -> Path:
        folder = place / f"{name}{next(numbers)}"
        folder.mkdir()
        return folder

    return make


@pytest.fixture
def tmp_path(_folders: Callable[[str], Path], request: pytest.FixtureRequest) -> Path:
    """A folder of the test's own."""
    return _folders(re.sub(r"\W", "_", request.node.name)[:30])


@pytest.fixture(autouse=True)
def home(_folders: Callable[[str], Path], pytestconfig: pytest.Config) -> Iterator[Path]:
    """A home folder of the test's own, with settings, cache and logs below it."""
    folder = _folders("home")
    _move_to(folder)
    yield folder
    _move_to(pytestconfig.stash[_HOME])


class Disk:
    """Whether what is written waits for the disk: nobody takes the power away."""

    def __init__(self) -> None:
        self.waits = False
        self._wait = os.fsync

    def sync(self, descriptor: int) -> None:
        """Stand in for Python's."""
        if self.waits:
            self._wait(descriptor)

    def hurry(self, raw: Any, record: Any, _proxy: object) -> None:
        """Let SQLite not wait, once for each connection."""
        if "hurries" not in record.info and not self.waits:
            record.info["hurries"] = True
            with suppress(sqlite3.Error):
                raw.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session", autouse=True)
def disk() -> Iterator[Disk]:
    """The disk, for which nothing waits. Tests of the store do wait, see there."""
    made = Disk()
    event.listen(Pool, "checkout", made.hurry)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", made.sync)
        yield made
    event.remove(Pool, "checkout", made.hurry)


@pytest.fixture
def no_backups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make none of the copies that are due when a project opens: each is read and checked whole."""
    monkeypatch.setattr(BackupKeeper, "consider", lambda *_operation, **_after: None)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Collect what a test of the window left: then there is no event loop to do it, and no other
    thread may, see `qcode.ui.garbage`.
    """
    if not gc.isenabled():
        gc.collect(2 if gc.get_count()[2] > YOUNG_ROUNDS else 1)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real transcripts, which is not part of the repository."""
    folder = Path(os.environ.get("QCODE_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real transcripts in {folder}; QCODE_DATA may name another folder")
    return folder


@pytest.fixture(scope="session")
def soffice() -> str:
    """The command of LibreOffice, which reads our exports as a stranger."""
    command = shutil.which("soffice") or shutil.which("libreoffice")
    if not command:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing; `make test` installs it")
        pytest.skip("LibreOffice is missing; `make test` says how to install it")
    return command


@pytest.fixture(scope="session")
def office_saves(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A function that has LibreOffice save a file in a folder, in the format that is named.

    All share its settings: it takes longer to make them than to begin with what is there.
    """
    settings = tmp_path_factory.mktemp("libreoffice").as_uri()

    def save(path: Path, target: str, folder: Path) -> Path:
        command = [soffice, f"-env:UserInstallation={settings}", "--headless", "--convert-to"]
        command += [target, "--outdir", str(folder), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        saved = folder / f"{path.stem}.{target.split(':')[0]}"
        assert saved.is_file(), done.stderr
        return saved

    return save


def _script(name: str) -> ModuleType:
    """Import a script of `.ci`, which is part of the project but of no package."""
    spec = importlib.util.spec_from_file_location(f"ci_{name}", REPOSITORY / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def strings() -> ModuleType:
    """The finder of translatable sentences."""
    return _script("strings")


@pytest.fixture(scope="session")
def setup_script() -> ModuleType:
    """The set-up of a checkout."""
    return _script("setup")


@pytest.fixture
def drawn_pdf() -> Callable[..., bytes]:
    """Make a PDF of pages, each what it draws with the font /F1, and what else it holds.

    `objects` are numbered from 4 on.
    """

    def make(*pages: str | tuple[str, str], objects: Sequence[str] = ()) -> bytes:
        first = 4 + len(objects)
        kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
        bodies = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /BaseEncoding "
            "/WinAnsiEncoding /Differences [1 /fi] >> >>",
            *objects,
        ]
        for number, page in enumerate(pages):
            content, more = (page, "") if isinstance(page, str) else page
            box = "" if "/MediaBox" in more else "/MediaBox [0 0 600 800]"
            bodies.append(
                f"<< /Type /Page /Parent 2 0 R {box} /Contents {first + 2 * number + 1} 0 R "
                f"/Resources << /Font << /F1 3 0 R >> >> {more} >>"
            )
            size = len(content.encode("cp1252"))
            bodies.append(f"<< /Length {size} >>\nstream\n{content}\nendstream")
        data, places = b"%PDF-1.4\n", []
        for number, body in enumerate(bodies, 1):
            places.append(len(data))
            data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        end = (
            f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
        )
        return data + end.encode()

    return make
