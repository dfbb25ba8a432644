"""Changing what was proposed for a file, before it goes in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qcode.formats.base import ReadOptions
from qcode.formats.turns import propose_merges
from qcode.model.job import SILENT, Job

from .importing import Candidate, read_file


def reread(
    candidate: Candidate,
    *,
    encoding: str | None = None,
    turn_dialect: str | None = None,
    job: Job = SILENT,
) -> Candidate:
    """Read a candidate's file again in another way; what was decided about it stays.

    None leaves the encoding or the convention of the turns to the reader.
    """
    options = ReadOptions(encoding=encoding, turn_dialect=turn_dialect, language=candidate.language)
    fresh = read_file(candidate.path, options=options, job=job)
    return replace(candidate, source=fresh.source, imported=fresh.imported)


def same_speakers(candidate: Candidate) -> tuple[tuple[str, ...], ...]:
    """Return groups of labels that look like one person, for the user to confirm."""
    return propose_merges(candidate.imported.layout.speakers())


def unite_speakers(candidate: Candidate, groups: Iterable[Sequence[str]]) -> Candidate:
    """Return a candidate whose turns name each group by its most frequent label.

    The labels in the text stay as they were written; of equally frequent ones the first counts.
    """
    layout = candidate.imported.layout
    turns = Counter(turn.speaker for turn in layout.turns)
    names: dict[str | None, str] = {}
    for group in groups:
        names.update(dict.fromkeys(group, max(group, key=lambda label: turns[label])))
    united = [replace(turn, speaker=names.get(turn.speaker, turn.speaker)) for turn in layout.turns]
    imported = replace(candidate.imported, layout=replace(layout, turns=tuple(united)))
    return replace(candidate, imported=imported)
