"""What the codebook pane shows, read in one go on a reading thread. No Qt here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from qcode.model.codebook import Codebook, CodeId
from qcode.services import codes
from qcode.services.codes import CodeUse
from qcode.services.projects import Project

from .finder import Finder

UNUSED = CodeUse()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The code tree with its counts. `totals` are segments with those of the subcodes."""

    codebook: Codebook
    finder: Finder
    uses: Mapping[CodeId, CodeUse]
    totals: Mapping[CodeId, int]

    def use(self, code: CodeId) -> CodeUse:
        """Return how often a code is used by itself."""
        return self.uses.get(code, UNUSED)

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


def take_snapshot(project: Project, known: Snapshot = EMPTY) -> Snapshot:
    """Read the code tree and its counts; what is as in `known` is not made anew."""
    codebook = project.codebook()
    uses = codes.code_uses(project)
    totals: dict[CodeId, int] = {}
    for _depth, code in reversed(list(codebook.walk())):  # children before parents
        total = totals.get(code.id, 0) + uses.get(code.id, UNUSED).segments
        totals[code.id] = total
        if code.parent is not None:
            totals[code.parent] = totals.get(code.parent, 0) + total
    return Snapshot(codebook, known.finder.following(codebook), uses, totals)
