"""Whether a window can be opened: asked of systems that we only pretend to be on."""

from __future__ import annotations

import platform

import pytest

from qcode.model.errors import UserError
from qcode.services import desktop
from qcode.services.desktop import (
    QT_LIBRARIES,
    WAYLAND_LIBRARIES,
    X11_LIBRARIES,
    explain_import_error,
    install_command,
    missing_desktop,
    missing_libraries,
)

EVERY = {library.file for library in QT_LIBRARIES + X11_LIBRARIES + WAYLAND_LIBRARIES}


@pytest.fixture(autouse=True)
def debian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: {"ID": "debian"})


def ask(
    *, lacking: set[str] = frozenset(), answers: bool = True, **environ: str
) -> UserError | None:
    return missing_desktop(
        environ, present=lambda file: file not in lacking, answers=lambda: answers
    )


@pytest.mark.parametrize(
    "environ",
    [{"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}, {"QT_QPA_PLATFORM": "offscreen"}],
)
def test_a_complete_desktop_lacks_nothing(environ: dict[str, str]) -> None:
    assert ask(**environ) is None


def test_without_a_display_the_user_is_told_so() -> None:
    error = ask()
    assert error is not None
    assert error.code == "no_display"


def test_a_display_whose_server_is_gone_counts_as_none() -> None:
    error = ask(answers=False, DISPLAY=":0")
    assert error is not None
    assert error.code == "no_display"


def test_wayland_chosen_by_hand_is_not_served_by_x11() -> None:
    error = ask(DISPLAY=":0", QT_QPA_PLATFORM="wayland", answers=False)
    assert error is not None
    assert error.code == "no_display"


def test_a_missing_library_is_named_with_its_package_even_without_a_display() -> None:
    error = ask(lacking={"libEGL.so.1", "libxcb-cursor.so.0"})
    assert error is not None
    assert error.code == "qt_library_missing"
    assert error.params == {
        "library": "libEGL.so.1 …",
        "packages": "libegl1 libxcb-cursor0",
        "command": "sudo apt install libegl1 libxcb-cursor0",
    }


@pytest.mark.parametrize(
    ("environ", "unneeded"),
    [
        ({"WAYLAND_DISPLAY": "wayland-0"}, X11_LIBRARIES),
        ({"DISPLAY": ":0"}, WAYLAND_LIBRARIES),
        ({"QT_QPA_PLATFORM": "offscreen"}, X11_LIBRARIES + WAYLAND_LIBRARIES),
    ],
)
def test_only_the_libraries_of_the_platform_in_use_are_asked_for(
    environ: dict[str, str], unneeded: tuple[desktop.Library, ...]
) -> None:
    assert ask(lacking={library.file for library in unneeded}, **environ) is None
    assert ask(lacking=EVERY, **environ) is not None


@pytest.mark.parametrize("system", ["Darwin", "Windows"])
def test_other_systems_bring_their_libraries_and_displays(
    monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr(platform, "system", lambda: system)
    assert ask(lacking=EVERY) is None
    assert missing_libraries(present=lambda _file: False) == ()


def test_the_loader_is_really_asked() -> None:
    assert not desktop.loads("libqcode-has-no-such-library.so.1")


def test_a_library_that_only_the_import_misses_is_named_too() -> None:
    error = explain_import_error(
        ImportError("libGL.so.1: cannot open shared object file: No such file or directory")
    )
    assert error is not None
    assert error.params["packages"] == "libgl1"


def test_a_library_we_know_no_package_for_is_still_named() -> None:
    error = explain_import_error(ImportError("libnew-2.so.0: cannot open shared object file: x"))
    assert error is not None
    assert error.params == {
        "library": "libnew-2.so.0",
        "packages": "",
        "command": "libnew-2.so.0",
    }


def test_where_we_know_no_command_the_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: {"ID": "nixos"})
    error = ask(lacking={"libEGL.so.1"})
    assert error is not None
    assert error.params["command"] == "libegl1"


def test_a_failed_import_of_our_own_is_no_case_of_the_users() -> None:
    assert explain_import_error(ImportError("cannot import name 'x' from 'qcode.ui'")) is None


@pytest.mark.parametrize(
    ("system", "command"),
    [
        (["linuxmint", "ubuntu", "debian"], "sudo apt install libegl1"),
        (["rocky", "rhel", "centos", "fedora"], "sudo dnf install libglvnd-egl"),
        (["arch"], "sudo pacman -S libglvnd"),
        (["nixos"], ""),
        ([], ""),
    ],
)
def test_the_command_is_the_distributions_own(system: list[str], command: str) -> None:
    egl = [library for library in QT_LIBRARIES if library.file == "libEGL.so.1"]
    assert install_command(egl, system) == command


def test_a_package_that_brings_two_libraries_is_named_once() -> None:
    command = install_command(QT_LIBRARIES, ["arch"])
    assert command.split().count("libglvnd") == 1
