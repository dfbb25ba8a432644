"""The user's cases around recordings, in words."""

from __future__ import annotations

from collections.abc import Mapping

from qcode.model.media import State

from .language import mark, tr

RECORDING_ERRORS: Mapping[str, str] = {
    "not_a_recording": mark("{name} is no sound and no film that can be played. Choose another."),
    "recording_known": mark("“{document}” has the recording {name} already."),
    "recording_unknown": mark("There is no recording {recording} in this project."),
    "recording_other": mark(
        "{name} is another recording than the one that was added. Choose that one, or add this one"
        " as well."
    ),
    "media_not_installed": mark(
        "Playing sound and film needs a part of Qt that is not installed. Add it: {command}, and"
        " start QCode again."
    ),
    "media_library_missing": mark(
        "Playing sound and film needs system libraries that are missing ({library}). Install them:"
        " {command}."
    ),
}

STATES: Mapping[State, str] = {
    State.HERE: mark("where it was"),
    State.INSIDE: mark("in the project"),
    State.MOVED: mark("found elsewhere"),
    State.CHANGED: mark("changed since it was added"),
    State.MISSING: mark("missing"),
}


def state_words(state: State) -> str:
    """Return in words where a recording is."""
    return tr(STATES[state])  # marked in STATES
