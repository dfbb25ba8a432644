"""The code tree: what passages are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NewType

from .errors import UserError
from .palette import PALETTE

CodeId = NewType("CodeId", int)

SEPARATOR = "/"  # in what is typed, stored and printed in a terminal
SIGN = " › "  # in what is read


@dataclass(frozen=True, slots=True)
class Code:
    """A node of the code tree. `position` orders siblings.

    `color` is "#rrggbb". A code that has none of its own `inherits` its parent's, and as long as
    it is in no `Codebook` its colour is "". One that is not `codable` only groups others, until
    a passage gets it.
    """

    id: CodeId
    guid: str
    name: str
    parent: CodeId | None
    position: int
    color: str
    definition: str = ""
    use_when: str = ""
    avoid_when: str = ""
    example: str = ""
    inherits: bool = False
    codable: bool = True


def join_path(names: Iterable[str]) -> str:
    r"""Return the path of nested names; a slash inside a name becomes `\/`, a backslash `\\`."""
    return SEPARATOR.join(n.replace("\\", "\\\\").replace("/", "\\/") for n in names)


def split_path(path: str) -> tuple[str, ...]:
    """Return the names in a path, outermost first.

    Raises `UserError("code_path_empty")` when a name is missing, as in "", "a//b" or "/a".
    """
    names: list[str] = [""]
    characters = iter(path)
    for character in characters:
        if character == "\\":
            names[-1] += next(characters, "\\")
        elif character == SEPARATOR:
            names.append("")
        else:
            names[-1] += character
    stripped = tuple(name.strip() for name in names)
    if not all(stripped):
        raise UserError("code_path_empty", path=path)
    return stripped


def shown_names(names: Iterable[str]) -> str:
    """Return nested names as they are read: "Trust › Trust in neighbours"."""
    return SIGN.join(names)


def shown_path(path: str) -> str:
    """Return a path, or several in a list, as `join_path` writes it, as it is read."""
    shown: list[str] = []
    characters = iter(path)
    for character in characters:
        if character == "\\":
            shown.append(next(characters, "\\"))
        else:
            shown.append(SIGN if character == SEPARATOR else character)
    return "".join(shown)


class Codebook:
    """An immutable picture of the code tree, for looking things up by id and by path.

    Its codes have the colours they are shown in, also those that inherit one.
    """

    def __init__(self, codes: Iterable[Code]) -> None:
        self._codes: dict[CodeId, Code] = {code.id: code for code in codes}
        children: dict[CodeId | None, list[Code]] = {}
        for code in self._codes.values():
            children.setdefault(code.parent, []).append(code)
        self._children: dict[CodeId | None, tuple[Code, ...]] = {
            parent: tuple(sorted(siblings, key=lambda code: (code.position, code.id)))
            for parent, siblings in children.items()
        }
        self._hand_down_colors()
        self._by_path: dict[tuple[str, ...], CodeId] | None = None

    def _hand_down_colors(self) -> None:
        if not any(code.inherits for code in self._codes.values()):
            return
        above: list[str] = []  # colours on the way down to where the walk is
        for depth, code in list(self.walk()):
            del above[depth:]
            if code.inherits:
                # At the top there is nothing to inherit: only a damaged project has such a code.
                color = above[-1] if above else PALETTE[code.position % len(PALETTE)]
                self._codes[code.id] = replace(code, color=color)
            above.append(self._codes[code.id].color)
        self._children = {
            parent: tuple(self._codes[code.id] for code in siblings)
            for parent, siblings in self._children.items()
        }

    def __len__(self) -> int:
        return len(self._codes)

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    def __getitem__(self, code: CodeId) -> Code:
        return self._codes[code]

    @property
    def codes(self) -> Mapping[CodeId, Code]:
        """All codes by id."""
        return self._codes

    def children(self, parent: CodeId | None) -> tuple[Code, ...]:
        """Return the codes directly under `parent` (`None`: the top), in their order."""
        return self._children.get(parent, ())

    def walk(self, parent: CodeId | None = None) -> Iterable[tuple[int, Code]]:
        """Yield every code below `parent` with its depth (0: directly below), in tree order."""
        stack = [(0, code) for code in reversed(self.children(parent))]
        while stack:
            depth, code = stack.pop()
            yield depth, code
            stack.extend((depth + 1, child) for child in reversed(self.children(code.id)))

    def names(self, code: CodeId) -> tuple[str, ...]:
        """Return the names from the top of the tree down to `code`."""
        names: list[str] = []
        at: CodeId | None = code
        while at is not None:
            names.append(self._codes[at].name)
            at = self._codes[at].parent
        return tuple(reversed(names))

    def path(self, code: CodeId) -> str:
        """Return the path of a code, as `split_path` reads it."""
        return join_path(self.names(code))

    def shown(self, code: CodeId) -> str:
        """Return the path of a code as it is read, see `shown_names`."""
        return shown_names(self.names(code))

    def find(self, names: tuple[str, ...]) -> CodeId | None:
        """Return the code with exactly this path, or None."""
        if self._by_path is None:
            self._by_path = {self.names(code): code for code in self._codes}
        return self._by_path.get(names)

    def subtree(self, code: CodeId) -> frozenset[CodeId]:
        """Return a code and all the codes below it."""
        return frozenset({code, *(child.id for _depth, child in self.walk(code))})
