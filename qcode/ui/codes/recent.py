"""Which codes were used last, read from the journal: it holds across restarts and undo."""

from __future__ import annotations

from collections.abc import Mapping

from qcode.model.changes import Op
from qcode.model.codebook import Codebook, CodeId, split_path
from qcode.services.history import history
from qcode.services.projects import Project

_LOOKED_AT = 200  # operations: what was coded longer ago is not on one's mind
_USES = frozenset({Op.APPLY_CODE, Op.AUTOCODE, Op.RECODE})


def recent_codes(project: Project) -> dict[CodeId, int]:
    """Return the codes applied lately with their rank, 0 for the last one.

    A code that has another path by now is left out: the journal names what was applied.
    """
    codebook = project.codebook()
    ranks: dict[CodeId, int] = {}
    for line in history(project, limit=_LOOKED_AT):
        operation = line.operation
        code = used_code(codebook, operation.kind, operation.params)
        if code is not None and not operation.undone:
            ranks.setdefault(code, len(ranks))
    return ranks


def used_code(codebook: Codebook, kind: Op, params: Mapping[str, object]) -> CodeId | None:
    """Return the code that an operation applied, or None if it applied none that is there."""
    if kind not in _USES:
        return None
    path = params.get("to" if kind is Op.RECODE else "code")
    return codebook.find(split_path(path)) if isinstance(path, str) and path else None
