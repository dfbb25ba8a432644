"""Unfinished edits of texts, kept so that a power cut costs a few words and not an hour.

A draft holds words of the document, so it is data: it lies in the project's cache folder, which
is the user's alone and goes as a whole, and it is removed as soon as the edit is done or thrown
away. It is not in the project, which others may be given in the middle of an edit.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qcode.model.document import Document, DocumentText
from qcode.model.edits import Replacement, TextChange
from qcode.model.json_text import parse_json
from qcode.model.text import canonical

from .folders import cache_folder
from .projects import Project
from .words import now_utc

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """An edit that was not finished: what it changes, where the caret stood, and since when."""

    change: TextChange
    place: int  # code points of the text with the change
    made: datetime


def keep_draft(project: Project, document: Document, change: TextChange, place: int) -> None:
    """Keep an unfinished edit in place of the one before; one that changes nothing is dropped.

    What cannot be written is let go: a draft must not stop the work that it is for.
    """
    if change.is_identity:
        drop_draft(project, document)
        return
    kept = {
        "version": _VERSION,
        "text": document.text_hash,
        "made": now_utc().isoformat(),
        "place": place,
        "length": change.length,
        "replacements": change.replacements,
    }
    path = _path(project, document)
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, exist_ok=True)
        partial = path.with_suffix(".partial")
        with partial.open("w", encoding="utf-8") as file:
            json.dump(kept, file)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)


def draft_of(project: Project, opened: DocumentText) -> Draft | None:
    """Return the unfinished edit of a document, None if there is none or its text is another."""
    try:
        kept = parse_json(_path(project, opened.document).read_text("utf-8"))
        if kept["version"] != _VERSION or kept["text"] != opened.document.text_hash:
            return None
        replacements = tuple(Replacement(*each) for each in kept["replacements"])
        change = TextChange(int(kept["length"]), replacements)
        text = change.apply(opened.text)
        if change.is_identity or canonical(text).text != text:
            return None
        place = min(max(int(kept["place"]), 0), len(text))
        return Draft(change, place, datetime.fromisoformat(kept["made"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return None  # there is none, or something else wrote there


def drop_draft(project: Project, document: Document) -> None:
    """Forget the unfinished edit of a document."""
    with suppress(OSError):
        _path(project, document).unlink()


def _path(project: Project, document: Document) -> Path:
    safe = "".join(each for each in document.guid if each.isalnum() or each == "-")
    return cache_folder(project.info.guid) / "drafts" / f"{safe}.json"
