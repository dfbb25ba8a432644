"""The set-up does what is missing, and says what it cannot do. Nothing is installed here."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from qcode.services.desktop import QT_LIBRARIES, Library

REPOSITORY = Path(__file__).resolve().parents[1]


class Bare:
    """A system that lacks everything: what was run there, and what it can run."""

    def __init__(self, script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        self.commands: list[Sequence[str]] = []
        self.programs: set[str] = set()
        self.refused: set[str] = set()
        self.missing = {"Qt", "venv", "fonts", "office"}
        monkeypatch.setattr(script, "missing_libraries", self.libraries)
        monkeypatch.setattr(script, "venv_possible", lambda: "venv" not in self.missing)
        monkeypatch.setattr(script, "has_fonts", lambda: "fonts" not in self.missing)
        monkeypatch.setattr(script, "has_libreoffice", lambda: "office" not in self.missing)
        monkeypatch.setattr(script, "run_quietly", self.run)
        monkeypatch.setattr(script.shutil, "which", self.which)

    def libraries(self, known: Sequence[Library] = QT_LIBRARIES) -> tuple[Library, ...]:
        return tuple(known[:1]) if "Qt" in self.missing else ()

    def which(self, program: str) -> str | None:
        return f"/usr/bin/{program}" if program in self.programs else None

    def run(self, command: Sequence[str]) -> bool:
        self.commands.append(command)
        if self.refused & set(command):
            return False
        if "install" in command:
            self.missing.clear()
        return True


@pytest.fixture
def bare(setup_script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Bare:
    return Bare(setup_script, monkeypatch)


def test_what_is_missing_is_named_with_what_it_is_for(setup_script: ModuleType, bare: Bare) -> None:
    packages = setup_script.missing_packages(tests=True)
    assert [name for names in packages.values() for name in names] == [
        "libglib2.0-0",
        "libpulse0",
        f"python{setup_script.PYTHON_VERSION}-venv",
        "fonts-dejavu-core",
        "libreoffice-writer-nogui",
    ]
    assert "libpulse0" not in str(setup_script.missing_packages(tests=False))
    assert "LibreOffice" not in " ".join(setup_script.missing_packages(tests=False))


def test_an_administrator_gets_all_of_it_installed_at_once(
    setup_script: ModuleType,
    bare: Bare,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(setup_script, "apt_rights", lambda: ())
    setup_script.install_packages(setup_script.missing_packages(tests=False), tests=False)
    (installation,) = [command for command in bare.commands if "install" in command]
    assert {"libglib2.0-0", "fonts-dejavu-core"} <= set(installation)
    assert "sudo" not in installation
    assert "An administrator" not in capsys.readouterr().out


def test_a_package_that_the_release_does_not_know_stops_no_other(
    setup_script: ModuleType, bare: Bare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup_script, "apt_rights", lambda: ())
    bare.refused = {"libglib2.0-0"}
    setup_script.install_packages(setup_script.missing_packages(tests=False), tests=False)
    alone = [command[-1] for command in bare.commands if "install" in command][1:]
    assert "fonts-dejavu-core" in alone


def test_without_rights_the_command_for_an_administrator_is_shown(
    setup_script: ModuleType, bare: Bare, capsys: pytest.CaptureFixture[str]
) -> None:
    bare.programs = {"apt-get"}
    setup_script.explain_packages(setup_script.missing_packages(tests=False))
    said = capsys.readouterr().out
    assert "sudo apt-get install libglib2.0-0" in said
    assert "all the rest works" not in said  # without venv nothing does


def test_rights_are_those_of_root_or_of_sudo(
    setup_script: ModuleType, bare: Bare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup_script.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(setup_script.sys.stdin, "isatty", lambda: True, raising=False)
    assert setup_script.apt_rights() is None
    bare.programs = {"apt-get"}
    assert setup_script.apt_rights() is None
    bare.programs = {"apt-get", "sudo"}
    assert setup_script.apt_rights() == ("sudo",)
    monkeypatch.setattr(setup_script.os, "geteuid", lambda: 0)
    assert setup_script.apt_rights() == ()


def test_a_stamp_that_is_damaged_counts_as_none(
    setup_script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(setup_script, "STAMP", tmp_path / "stamp")
    assert setup_script.stamp() == ("", "", "")
    (tmp_path / "stamp").write_text("half\n")
    assert setup_script.stamp() == ("", "", "")
    (tmp_path / "stamp").write_text("print\n/somewhere\ntests\n")
    assert setup_script.stamp() == ("print", "/somewhere", "tests")


def test_a_python_that_is_not_there_is_said_in_a_sentence() -> None:
    done = subprocess.run(
        [REPOSITORY / ".ci" / "setup", "python-of-no-kind"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("QCode needs Python 3.11")
    assert "make setup PYTHON=" in done.stderr
