"""Codes from a list that somebody wrote: read, compared with the codebook, added at one go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qcode.formats.encoding import decode
from qcode.formats.limits import read_bytes
from qcode.model.changes import Changes, Op
from qcode.model.codebook import CodeId
from qcode.model.errors import UserError
from qcode.model.outline import PlannedCode, planned, read_outline
from qcode.model.palette import next_color
from qcode.store import codes

from .codes import known_code
from .projects import Project


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list beside the codebook: its codes in order, and lines that cannot be names of codes."""

    codes: tuple[PlannedCode, ...]
    refused: tuple[str, ...]

    @property
    def new(self) -> tuple[PlannedCode, ...]:
        """The codes that are not there yet."""
        return tuple(code for code in self.codes if not code.known)

    @property
    def known(self) -> tuple[PlannedCode, ...]:
        """The codes that are there already, and will be kept as they are."""
        return tuple(code for code in self.codes if code.known)


def read_list(project: Project, text: str, *, under: CodeId | None = None) -> CodeList:
    """Read a list (see `model.outline`) as it would come under a code; nothing is changed."""
    codebook = project.codebook()
    if under is not None:
        known_code(codebook, under)
    outline = read_outline(text)
    return CodeList(tuple(planned(outline.codes, codebook, under)), outline.refused)


def read_file(path: Path) -> str:
    """Return the text of a file with a list, in whatever encoding; `UserError` as in importing."""
    return decode(read_bytes(path)).text


def add_list(
    project: Project, text: str, *, under: CodeId | None = None, origin: object = None
) -> Changes:
    """Add the codes of a list that are not there yet, in its order, as one operation.

    What is there is kept as it is, its definition too. Raises `UserError("list_empty")` if the
    list has no codes, and "list_known" if all of them are there.
    """
    found = read_list(project, text, under=under)
    if not found.codes:
        raise UserError("list_empty")
    if not found.new:
        raise UserError("list_known")
    codebook = project.codebook()
    ids = {codebook.names(code): code for code in codebook.codes}
    colors = [code.color for code in codebook.children(None)]
    with project.operation(Op.ADD_CODE, origin=origin, added=len(found.new)) as unit:
        for code in found.new:
            above = code.names[:-1]
            if not above:
                colors.append(next_color(colors))
            ids[code.names] = codes.add_code(
                unit,
                {
                    "name": code.names[-1],
                    "parent_id": ids[above] if above else None,
                    "color": "" if above else colors[-1],
                    "definition": code.definition,
                },
            )
    return unit.changes
