"""What the user chose last for files of a format: proposed when such files come in again.

A choice is kept beside what had been recognised, and is proposed only where the same is recognised
in the same format: who once called Teams' Norwegian Swedish does not want English called so. It is
kept only if it held for all files of the import in which that was recognised. Unicode is never
recognised wrongly, so no other encoding is proposed for it. The command line knows none of this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from qcode.formats.turns import NONE
from qcode.model.document import DocumentKind
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job

from .importing import Candidate
from .proposals import reread
from .settings import load_settings, save_settings

Memory = Mapping[str, Mapping[str, Mapping[str, str]]]  # format → aspect → recognised → chosen


class Aspect(StrEnum):
    """What can be chosen for a file. The values stand in the settings."""

    KIND = "kind"
    LANGUAGE = "language"
    TURNS = "turns"
    ENCODING = "encoding"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file as it would come in; `read` is the same as it was recognised.

    `encoding` and `turn_dialect` are choices, None the reader's own; `recalled` is what the
    user chose the last time, by aspect.
    """

    read: Candidate
    candidate: Candidate
    encoding: str | None = None
    turn_dialect: str | None = None
    recalled: Mapping[Aspect, str] = field(default_factory=dict)


def propose(read: Iterable[Candidate], job: Job = SILENT) -> Iterator[Proposal]:
    """Yield files as the user would probably choose again; some are read once more for that."""
    memory = _mended(load_settings().imports)
    for candidate in read:
        job.check()
        yield _proposed(candidate, _known(memory, candidate), job)


def remember(proposals: Iterable[Proposal]) -> None:
    """Keep what was chosen for the files that came in."""
    settings = load_settings()
    imports = _mended(settings.imports)
    for (name, aspect, recognised), finals in _finals(proposals, imports).items():
        if len(finals) > 1 or (aspect is Aspect.ENCODING and recognised.startswith("utf")):
            continue
        pairs = imports.setdefault(name, {}).setdefault(aspect, {})
        pairs.pop(recognised, None)
        if finals != {recognised}:
            pairs[recognised] = finals.pop()
    imports = _mended(imports)
    if imports != settings.imports:
        save_settings(replace(settings, imports=imports))


def forget(formats: Iterable[str]) -> None:
    """Forget what was chosen for files of these formats."""
    settings, gone = load_settings(), frozenset(formats)
    kept = {name: told for name, told in settings.imports.items() if name not in gone}
    save_settings(replace(settings, imports=kept))


def _aspects(read: Candidate) -> dict[Aspect, str]:
    """Return what was recognised in a file."""
    found = {
        Aspect.KIND: read.kind.value,
        Aspect.LANGUAGE: read.language,
        Aspect.TURNS: read.imported.turn_dialect,
    }
    encoding = read.imported.encoding
    return {**found, Aspect.ENCODING: encoding} if encoding else found


def chosen(proposal: Proposal, aspect: Aspect) -> str | None:
    """Return what a file comes in as; None for what was left to the reader."""
    candidate = proposal.candidate
    match aspect:
        case Aspect.KIND:
            return candidate.kind.value
        case Aspect.LANGUAGE:
            return candidate.language
        case Aspect.TURNS:
            return proposal.turn_dialect
        case Aspect.ENCODING:
            return proposal.encoding


def _finals(
    proposals: Iterable[Proposal], memory: Memory
) -> dict[tuple[str, Aspect, str], set[str]]:
    """Return what was chosen, by format, aspect and what had been recognised."""
    finals: dict[tuple[str, Aspect, str], set[str]] = defaultdict(set)
    for proposal in proposals:
        known = _known(memory, proposal.read)
        for aspect, recognised in _aspects(proposal.read).items():
            if aspect in known and aspect not in proposal.recalled:
                continue  # it did not fit this file, which says nothing against it
            place = proposal.read.imported.format, aspect, recognised
            finals[place].add(chosen(proposal, aspect) or recognised)
    return finals


def _known(memory: Memory, read: Candidate) -> dict[Aspect, str]:
    """Return the choices that are kept for what was recognised in a file."""
    told = memory.get(read.imported.format, {})
    found = {
        aspect: told[aspect][recognised]
        for aspect, recognised in _aspects(read).items()
        if recognised in told.get(aspect, {})
    }
    if found.get(Aspect.KIND, DocumentKind.OTHER) not in set(DocumentKind):  # of another version
        del found[Aspect.KIND]
    return found


def _mended(imports: object) -> dict[str, dict[str, dict[str, str]]]:
    """Return what is kept, without what is empty or was damaged by somebody."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for name, aspect, recognised, chosen in _flat(imports):
        found.setdefault(name, {}).setdefault(aspect, {})[recognised] = chosen
    return found


def _flat(imports: object) -> Iterator[tuple[str, str, str, str]]:
    for name, told in imports.items() if isinstance(imports, dict) else ():
        for aspect, pairs in told.items() if isinstance(told, dict) else ():
            for recognised, chosen in pairs.items() if isinstance(pairs, dict) else ():
                if isinstance(chosen, str):
                    yield name, aspect, recognised, chosen


def _proposed(read: Candidate, known: Mapping[Aspect, str], job: Job) -> Proposal:
    candidate, recalled = read, dict(known)
    encoding, dialect = known.get(Aspect.ENCODING), known.get(Aspect.TURNS)
    if encoding or dialect:
        again = _read_so(read, encoding, dialect, job)
        if again is None:
            encoding = dialect = None
            for aspect in (Aspect.ENCODING, Aspect.TURNS):
                recalled.pop(aspect, None)
        else:
            candidate = again
    if Aspect.KIND in known:
        candidate = replace(candidate, kind=DocumentKind(known[Aspect.KIND]))
    if Aspect.LANGUAGE in known:
        candidate = replace(candidate, language=known[Aspect.LANGUAGE])
    return Proposal(read, candidate, encoding, dialect, recalled)


def _read_so(
    read: Candidate, encoding: str | None, dialect: str | None, job: Job
) -> Candidate | None:
    """Return a file read in another way; None if that finds no turns or cannot be."""
    try:
        again = reread(read, encoding=encoding, turn_dialect=dialect, job=job)
    except UserError:
        return None
    wanted = dialect not in (None, NONE)
    return None if wanted and not again.imported.layout.turns else again
