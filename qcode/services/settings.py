"""What the program remembers about its user: coder, language, theme, recent projects."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from qcode.model.json_text import parse_json

from .folders import settings_folder

RECENT = 12


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's choices. `language` and `theme` "" follow the system.

    `window` holds sizes and positions as the window's own texts; `places` the first visible
    character of documents read lately, by project and document GUID; `carets` where the caret
    stood in those of them where it was elsewhere; `beside` the GUID of the second text when two
    are compared, by project GUID; `active` the ids that `services.activation` keeps, by project
    file; `page` and `interviewers` what `services.appearance` keeps; `favourites` GUIDs of the
    codes on the number keys, by project GUID and digit; `floating_bar` whether a bar appears at
    what is selected with the mouse; `stop_words` the lists of `services.stop_words` that the user
    changed, by language; `queries` what `services.query_history` keeps, by project GUID; `reports`
    what `services.report_memory` keeps, by project GUID; `imports` what `services.import_memory`
    keeps, by format; `recordings` and `player` what `services.playing` keeps, the first by GUID of
    a recording; `pages` and `pages_pane` what `services.page_looks` keeps, the first by project
    and document GUID; `unfolded` the ids of the codes that lie open in the tree, by project file.
    """

    coder: str = ""
    language: str = ""
    theme: str = ""
    recent: tuple[str, ...] = ()
    window: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    carets: dict[str, int] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    active: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    page: dict[str, Any] = field(default_factory=dict)
    interviewers: dict[str, list[str]] = field(default_factory=dict)
    favourites: dict[str, str] = field(default_factory=dict)
    floating_bar: bool = True
    stop_words: dict[str, list[str]] = field(default_factory=dict)
    queries: dict[str, list[str]] = field(default_factory=dict)
    reports: dict[str, list[str]] = field(default_factory=dict)
    imports: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    recordings: dict[str, dict[str, Any]] = field(default_factory=dict)
    player: dict[str, Any] = field(default_factory=dict)
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages_pane: dict[str, Any] = field(default_factory=dict)
    unfolded: dict[str, list[int]] = field(default_factory=dict)


def settings_file() -> Path:
    """Return the file in which the settings lie."""
    return settings_folder() / "settings.json"


_Stamp = tuple[int, int, int]
_known: dict[Path, tuple[_Stamp, Settings]] = {}  # by file, as long as it is this very one


def load_settings() -> Settings:
    """Return the stored settings; what is missing or damaged takes its default."""
    try:
        path = settings_file()
        stamp = _stamp(path)
        known = _known.get(path)
        if known is None or known[0] != stamp:
            known = _known[path] = stamp, _read(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    return known[1]


def _stamp(path: Path) -> _Stamp:
    """Return what differs when a file is another one, or was written once more."""
    state = path.stat()
    return state.st_ino, state.st_mtime_ns, state.st_size


def _read(text: str) -> Settings:
    stored: Any = parse_json(text)
    if not isinstance(stored, dict):
        return Settings()
    values: dict[str, Any] = {}
    for name, kind in _kinds().items():
        value = stored.get(name)
        if name == "recent" and isinstance(value, list):
            values["recent"] = tuple(item for item in value if isinstance(item, str))
        elif get_origin(kind) is dict and isinstance(value, dict):
            _key, inner = get_args(kind)
            values[name] = {key: kept for key, kept in value.items() if _is(kept, inner)}
        elif _is(value, kind):
            values[name] = value
    return Settings(**values)


@cache
def _kinds() -> dict[str, Any]:
    """Return the types of the fields; to work them out takes as long as all the rest."""
    return get_type_hints(Settings)


def _is(value: object, kind: Any) -> bool:
    """Whether a value from JSON is of a kind that the fields of `Settings` have."""
    if type(kind) is type:  # as mostly
        return type(value) is kind
    if kind is Any:
        return True
    inner = get_args(kind)
    if get_origin(kind) is dict:
        return isinstance(value, dict) and all(_is(each, inner[1]) for each in value.values())
    if get_origin(kind) is list:
        return isinstance(value, list) and all(_is(each, inner[0]) for each in value)
    return False


def save_settings(settings: Settings) -> None:
    """Store the settings, whole or not at all."""
    path = settings_file()
    partial, text = path.with_suffix(f".{os.getpid()}.partial"), _written(settings)
    partial.write_text(text, encoding="utf-8")
    stamp = _stamp(partial)
    partial.replace(path)
    _known[path] = stamp, _read(text)  # as if it were read: JSON has no tuples


def _written(settings: Settings) -> str:
    """Return the settings as JSON, one to a line: to indent all takes Python ten times as long."""
    lines = (
        f" {json.dumps(each.name)}: {json.dumps(getattr(settings, each.name), ensure_ascii=False)}"
        for each in fields(settings)
    )
    return "{\n" + ",\n".join(lines) + "\n}"


def coder_name(settings: Settings | None = None) -> str:
    """Return the coder's name: the one chosen, else the login name."""
    name = (settings or load_settings()).coder.strip()
    if not name:
        from qcode.store.lock import login_name  # locks know networks, which take time to load

        name = login_name()
    return name


def remember_project(path: Path) -> None:
    """Put a project at the top of the recent ones."""
    settings = load_settings()
    address = str(path.resolve())
    recent = (address, *(known for known in settings.recent if known != address))
    save_settings(replace(settings, recent=recent[:RECENT]))


def forget_projects() -> None:
    """Empty the list of recent projects and what was read, heard and searched for in them."""
    kept = load_settings()
    kept = replace(
        kept, places={}, carets={}, beside={}, active={}, interviewers={}, queries={}, unfolded={}
    )
    save_settings(replace(kept, recent=(), recordings={}, pages={}))
