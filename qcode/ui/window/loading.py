"""Has modules loaded before they are wanted: on the first click each would be felt.

The panes as the window stands empty, and what the menus show when a project lies open. A thread
reads what is to come, and loads all of it that knows nothing of Qt. The rest is loaded on the
window's thread, a module a turn: before Python 3.12 PySide keeps what it knows of classes in a
table that Qt looks into without Python's lock, so that no other thread may add a class to it.
"""

from __future__ import annotations

import dis
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec, resolve_name
from types import CodeType
from typing import Protocol, cast

from qcode.model.job import Job

DIALOGS_AFTER_MS = 3000  # when the panes have their rows
PANES = ("qcode.ui.palette", "qcode.ui.window.desk")
DIALOGS = (
    "qcode.ui.importing.dialog",
    "qcode.ui.exporting.dialog",
    "qcode.ui.documents.table.window",
    "qcode.ui.window.coders",
    "qcode.ui.settings_dialog",
    "qcode.ui.keys_dialog",
    "qcode.ui.exporting.statistics",
    "qcode.ui.checking.content",
    "qcode.ui.codebook.importing",
    "qcode.ui.codebook.exporting",
    "qcode.ui.exchange.importing",
    "qcode.ui.exchange.exporting",
    "qcode.ui.surveys.dialog",
    "qcode.ui.refreshing.asking",
    "qcode.ui.codings.dialog",
)
_OF_QT = ("qcode.ui", "PySide6", "shiboken6")


class _Coded(Protocol):
    """What finds the code of a module, without running it."""

    def get_code(self, fullname: str) -> CodeType | None: ...


def find_panes(job: Job) -> list[str]:
    """Prepare what a project is opened with, and the list of all commands; see `_prepare`."""
    return _prepare(PANES, job)


def find_dialogs(job: Job) -> list[str]:
    """Prepare the dialogs, and the formats of other programs that two of them name."""
    found = _prepare(DIALOGS, job)
    job.check()
    from qcode.services.exchange_files import writable_suffixes

    writable_suffixes()
    return found


def load(names: Iterable[str]) -> Iterator[None]:
    """Load modules, one a step. For the window's thread."""
    for name in names:
        if name not in sys.modules:
            with suppress(ImportError):  # whoever asks for it does without
                import_module(name)
            yield


def _prepare(names: Iterable[str], job: Job) -> list[str]:
    """Return the modules of Qt that these need, and these, each after what it needs itself.

    All else that they need is loaded, and the files of what is returned have been read.
    """
    found: list[str] = []
    seen: set[str] = set()

    def look(name: str) -> None:
        if name in seen or name in sys.modules:
            return
        seen.add(name)
        job.check()
        if not name.startswith(_OF_QT):
            with suppress(ImportError):
                import_module(name)
            return
        if name.startswith("qcode"):
            for needed in _imports(name):
                look(needed)
        found.append(name)

    for name in names:
        look(name)
    return found


def _imports(name: str) -> Iterator[str]:
    """Yield what a module imports as it is loaded; what is for type checkers only is left out."""
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        return
    code = cast(_Coded, spec.loader).get_code(name)
    package = name if spec.submodule_search_locations else name.rpartition(".")[0]
    left_out = -1
    before: tuple[object, object] = None, None  # of an import: how many packages up, and what
    for step in () if code is None else dis.get_instructions(code):
        if step.offset < left_out:
            continue
        if before[1] == "TYPE_CHECKING" and "JUMP" in step.opname:
            left_out = cast(int, step.argval)
        elif step.opname == "IMPORT_NAME":
            level, members = cast("tuple[int, tuple[str, ...] | None]", before)
            base = resolve_name("." * level + step.argval, package) if level else step.argval
            yield base
            yield from _below(base, members or ())
        before = before[1], step.argval


def _below(package: str, members: Iterable[str]) -> Iterator[str]:
    """Yield those members of a package of ours that are modules."""
    if package.startswith("qcode") and hasattr(sys.modules.get(package), "__path__"):
        for member in members:
            if find_spec(f"{package}.{member}") is not None:
                yield f"{package}.{member}"
