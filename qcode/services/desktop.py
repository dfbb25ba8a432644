"""Whether a window can be opened here, and what to install when it cannot.

Qt ends the process when a system library of its platform or the display is missing, so both are
tried before Qt is imported. Standard library only: the set-up script asks here too, before any
package is installed.
"""

from __future__ import annotations

import ctypes
import os
import platform
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ..model.errors import UserError


@dataclass(frozen=True, slots=True)
class Library:
    """A system library that Qt's wheels leave out, and the packages that bring it."""

    file: str
    debian: str
    fedora: str
    arch: str


# Only what no other of them brings along: the rest (libX11, libxcb-image ...) comes with these.
QT_LIBRARIES = (
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    Library("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    Library("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
)
X11_LIBRARIES = (
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
)
WAYLAND_LIBRARIES = (
    Library("libwayland-client.so.0", "libwayland-client0", "libwayland-client", "wayland"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor", "wayland"),
)
# For recordings, which all else works without.
MEDIA_LIBRARIES = (
    Library("libpulse.so.0", "libpulse0", "pulseaudio-libs", "libpulse"),
    Library("libXrandr.so.2", "libxrandr2", "libXrandr", "libxrandr"),
    Library("libdrm.so.2", "libdrm2", "libdrm", "libdrm"),
)

_INSTALLERS: Mapping[str, tuple[str, str]] = {
    "debian": ("debian", "sudo apt install"),
    "ubuntu": ("debian", "sudo apt install"),
    "fedora": ("fedora", "sudo dnf install"),
    "rhel": ("fedora", "sudo dnf install"),
    "arch": ("arch", "sudo pacman -S"),
}


def loads(file: str) -> bool:
    """Tell whether the system's loader finds a shared library and all that it needs."""
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def x11_answers() -> bool:
    """Tell whether the X server that DISPLAY names takes connections."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    display = x11.XOpenDisplay(None)
    if display:
        x11.XCloseDisplay(display)
    return bool(display)


def missing_libraries(
    libraries: Iterable[Library] = QT_LIBRARIES + X11_LIBRARIES,
    *,
    present: Callable[[str], bool] = loads,
) -> tuple[Library, ...]:
    """Return those of `libraries` that this system lacks; only Linux can lack any."""
    if platform.system() != "Linux":
        return ()
    return tuple(library for library in libraries if not present(library.file))


def missing_desktop(
    environ: Mapping[str, str] = os.environ,
    *,
    present: Callable[[str], bool] = loads,
    answers: Callable[[], bool] = x11_answers,
) -> UserError | None:
    """Return why no window can be opened, or None when one can.

    The codes are `qt_library_missing(library, packages, command)`, named first because whoever
    lacks a library may as well install it before looking for a screen, and `no_display`.
    `packages` are Debian's; `command` installs them, or names them where we know no command.
    """
    if platform.system() != "Linux":
        return None
    chosen = environ.get("QT_QPA_PLATFORM", "")
    x11, wayland = bool(environ.get("DISPLAY")), bool(environ.get("WAYLAND_DISPLAY"))
    screenless = bool(chosen) and not chosen.startswith(("xcb", "wayland"))
    if screenless:
        needed: tuple[Library, ...] = ()
    elif chosen.startswith("wayland") or (wayland and not x11):
        needed = WAYLAND_LIBRARIES
    else:
        needed = X11_LIBRARIES
    missing = missing_libraries(QT_LIBRARIES + needed, present=present)
    if missing:
        return _library_missing(missing)
    if screenless or wayland or (x11 and answers()):
        return None
    return UserError("no_display")


def explain_import_error(error: ImportError) -> UserError | None:
    """Return the user's case behind a failed import of PySide6, or None if it is ours.

    For libraries that `missing_desktop` does not know of: `packages` is then empty.
    """
    found = re.match(r"(lib[\w.+-]+\.so[\w.]*): cannot open shared object file", str(error))
    if not found:
        return None
    file = found.group(1)
    every = QT_LIBRARIES + X11_LIBRARIES + WAYLAND_LIBRARIES
    known = [library for library in every if library.file == file]
    return _library_missing(known or [Library(file, "", "", "")])


def install_command(libraries: Iterable[Library], system: Iterable[str] | None = None) -> str:
    """Return the command that installs `libraries` on a distribution, "" if we know none.

    `system` is the distribution's id and the ids of those it is like, as in os-release; None is
    the one that we run on.
    """
    names = _distribution() if system is None else system
    family = next((name for name in names if name in _INSTALLERS), "")
    if not family:
        return ""
    column, command = _INSTALLERS[family]
    packages = dict.fromkeys(getattr(library, column) for library in libraries)
    wanted = [package for package in packages if package]
    return " ".join([command, *wanted]) if wanted else ""


def _library_missing(missing: Iterable[Library]) -> UserError:
    missing = tuple(missing)
    files = " ".join(library.file for library in missing)
    packages = " ".join(library.debian for library in missing if library.debian)
    return UserError(
        "qt_library_missing",
        library=missing[0].file + (" …" if len(missing) > 1 else ""),
        packages=packages,
        command=install_command(missing) or packages or files,
    )


def _distribution() -> tuple[str, ...]:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return ()
    return (release.get("ID", ""), *release.get("ID_LIKE", "").split())
