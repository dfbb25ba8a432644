"""What a file must never bring about: a connection, a program, a file written somewhere else.

One hook of the interpreter sees it all; it stays for good and looks only while it is asked to.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_BEGINS = (
    *("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn"),
    *("os.startfile", "webbrowser.", "urllib.", "pickle.find_class", "sqlite3.load_extension"),
    *("sqlite3.enable_load_extension", "ftplib.", "http.client.", "smtplib.", "shutil.unpack"),
)
_HARMLESS = ("socket.gethostname",)
_OWN = ("whoosh.", "qcode.")  # of the search index, which lies in the user's own folder
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class _Guard:
    def __init__(self) -> None:
        self.allowed: tuple[str, ...] | None = None  # None: not looking
        self.forbidden: tuple[str, ...] = ()
        self.seen: list[str] = []

    def hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.allowed is None:
            return
        if event == "pickle.find_class" and str(arguments[0]).startswith(_OWN):
            return
        if event.startswith(_BEGINS) and event not in _HARMLESS:
            self.seen.append(f"{event} {arguments!r:.200}")
        elif event == "open":
            self._opened(*arguments)

    def _opened(self, path: object, _mode: object, flags: object) -> None:
        if not isinstance(path, str | bytes) or not isinstance(flags, int):
            return
        place = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - a hook must not make objects
        if place.startswith(self.forbidden):
            self.seen.append(f"read {place}")
        elif flags & _WRITES and not place.startswith(self.allowed or ()):
            self.seen.append(f"written {place}")


_GUARD = _Guard()
_INSTALLED: list[bool] = []


@contextmanager
def watched(
    *, writes: tuple[Path, ...] = (), secrets: tuple[Path, ...] = ()
) -> Iterator[list[str]]:
    """Give a list of what was done that must not be; files may be written below `writes`.

    The system's temporary folder is always allowed; `secrets` must not even be read.
    """
    if not _INSTALLED:
        sys.addaudithook(_GUARD.hook)
        _INSTALLED.append(True)
    # Python writes what it compiles beside its modules.
    code = [sys.prefix, str(Path(__file__).resolve().parents[2]), "/dev/null"]
    _GUARD.seen = []
    _GUARD.forbidden = tuple(str(each) for each in secrets) or ("\0",)
    _GUARD.allowed = (tempfile.gettempdir(), *code, *(str(each) for each in writes))
    try:
        yield _GUARD.seen
    finally:
        _GUARD.allowed = None
