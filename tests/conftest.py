"""What every test stands on: a home of its own, no screen, English.

Also what more than one part of the tests needs: real transcripts and LibreOffice, each with a
skip that says what is missing. On the project's own CI nothing may be missing.
"""

from __future__ import annotations

import gc
import importlib.util
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

from qcode.services.language import set_language

REPOSITORY = Path(__file__).resolve().parents[1]

# No deadline: the machine is shared, and speed is measured by the benchmarks.
settings.register_profile("qcode", deadline=None, print_blob=True)
settings.load_profile("qcode")


def _home_environment(home: Path) -> dict[str, str]:
    return {
        "QCODE_HOME": str(home / "qcode"),
        "HOME": str(home),
        "USERPROFILE": str(home),
        "APPDATA": str(home / "roaming"),
        "LOCALAPPDATA": str(home / "local"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
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
    if config.option.slow is not None:
        random.Random(config.option.slow).shuffle(items)


def pytest_configure(config: pytest.Config) -> None:
    """Keep modules and wider fixtures, which come before `home`, out of the user's home too."""
    home = tempfile.TemporaryDirectory(prefix="qcode-home-")
    config.add_cleanup(home.cleanup)
    os.environ.update(_home_environment(Path(home.name)), LANGUAGE="en")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, with settings, cache and logs below it."""
    folder = tmp_path_factory.mktemp("home")
    for variable, value in _home_environment(folder).items():
        monkeypatch.setenv(variable, value)
    return folder


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Collect what a test of the window left: then there is no event loop to do it, and no other
    thread may, see `qcode.ui.garbage`.
    """
    if not gc.isenabled():
        gc.collect(1)


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
