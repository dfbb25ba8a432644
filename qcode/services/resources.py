"""The one way to files that ship with the program: icons, themes, translations, the sample."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def _root() -> Path:
    package = Path(__file__).resolve().parent.parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


def resource(*parts: str) -> Path:
    """Return the path of a resource, such as `resource("locale", "sv.po")`.

    In a checkout it lies in the top-level `resources`, in an installed wheel in
    `qcode/_resources`. Raises `FileNotFoundError` when the program was installed incompletely.
    """
    path = _root().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(path)
    return path
