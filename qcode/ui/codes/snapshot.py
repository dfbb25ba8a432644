"""What the codebook pane shows, read in one go on a reading thread. No Qt here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import count

from qcode.model.codebook import Codebook, CodeId
from qcode.model.courtesy import give_way, giving_way
from qcode.model.document import DocumentId
from qcode.services import codes
from qcode.services.codes import CodeUse
from qcode.services.projects import Project

from .finder import Finder

UNUSED = CodeUse()
_numbers = count()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The code tree with its counts: `uses` of each code itself, `whole` with its subcodes.

    `used` has the operation that last touched a passage of a code or its subcodes, if it was read.
    `differing` are the codes that are not as they were in the snapshot with the number `since`.
    """

    codebook: Codebook
    finder: Finder
    uses: Mapping[CodeId, CodeUse]
    whole: Mapping[CodeId, CodeUse]
    used: Mapping[CodeId, int] = field(default_factory=dict)
    differing: Collection[CodeId] = ()
    since: int = -1
    number: int = field(default_factory=lambda: next(_numbers))

    def others_than(self, before: Snapshot) -> Collection[CodeId]:
        """Return the codes that come, go, or look or count otherwise than before."""
        if self.since == before.number:
            return self.differing
        if self is before:
            return ()
        return _differing(before, self.codebook, self.uses, self.whole)

    def use(self, code: CodeId) -> CodeUse:
        """Return how often a code is used by itself."""
        return self.uses.get(code, UNUSED)

    def whole_use(self, code: CodeId) -> CodeUse:
        """Return how often a code and those below it are used; a document counts once."""
        return self.whole.get(code, UNUSED)

    def topmost(self, chosen: Collection[CodeId]) -> list[CodeId]:
        """Return the chosen codes that are not below another chosen one, in tree order."""
        kept: list[CodeId] = []
        below = -1  # depth of the last one kept, while we are beneath it
        for depth, code in self.codebook.walk():
            if 0 <= below < depth:
                continue
            below = depth if code.id in chosen else -1
            if code.id in chosen:
                kept.append(code.id)
        return kept


EMPTY = Snapshot(Codebook(()), Finder(Codebook(())), {}, {})


def take_snapshot(
    project: Project, known: Snapshot = EMPTY, *, last_uses: bool = False
) -> Snapshot:
    """Read the code tree and its counts; what is as in `known` is not made anew."""
    codebook = project.codebook()
    places = codes.code_places(project)
    used = codes.last_uses(project) if last_uses else {}
    uses = {
        code: CodeUse(sum(there.values()), len(there)) for code, there in giving_way(places.items())
    }
    segments: dict[CodeId, int] = {}
    documents: dict[CodeId, set[DocumentId]] = {}
    latest: dict[CodeId, int] = {}
    for _depth, code in giving_way(reversed(list(codebook.walk()))):  # children before parents
        own, above = code.id, code.parent
        segments[own] = segments.get(own, 0) + uses.get(own, UNUSED).segments
        documents.setdefault(own, set()).update(places.get(own, ()))
        latest[own] = max(latest.get(own, 0), used.get(own, 0))
        if above is not None:
            segments[above] = segments.get(above, 0) + segments[own]
            documents.setdefault(above, set()).update(documents[own])
            latest[above] = max(latest.get(above, 0), latest[own])
    give_way()
    whole = {code: CodeUse(n, len(documents[code])) for code, n in segments.items() if n}
    return Snapshot(
        codebook,
        known.finder.following(codebook),
        uses,
        whole,
        latest,
        _differing(known, codebook, uses, whole),
        known.number,
    )


def _differing(
    before: Snapshot,
    codebook: Codebook,
    uses: Mapping[CodeId, CodeUse],
    whole: Mapping[CodeId, CodeUse],
) -> frozenset[CodeId]:
    now, old = codebook.codes, before.codebook.codes
    same = codebook is before.codebook
    return frozenset(
        code
        for code in giving_way(now.keys() | old.keys())
        if uses.get(code) != before.uses.get(code)
        or whole.get(code) != before.whole.get(code)
        or (not same and now.get(code) != old.get(code))
    )
