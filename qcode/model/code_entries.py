"""A codebook outside a project: codes as a file has them, each known by its path."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .codebook import Codebook

TEXTS = ("definition", "use_when", "avoid_when", "example")
FIELDS = ("guid", "color", *TEXTS)


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code of a file. What the file does not say is ""; `guid` is in lower case, bare.

    `color` is "#rrggbb", the colour that is seen: a code that inherits its parent's has that.
    """

    names: tuple[str, ...]
    guid: str = ""
    color: str = ""
    definition: str = ""
    use_when: str = ""
    avoid_when: str = ""
    example: str = ""

    @property
    def name(self) -> str:
        """The innermost name."""
        return self.names[-1]

    @property
    def level(self) -> int:
        """How deep it stands, from 1."""
        return len(self.names)


def entries_of(codebook: Codebook) -> tuple[CodeEntry, ...]:
    """Return the codes of a project in tree order."""
    return tuple(
        CodeEntry(
            names=codebook.names(code.id),
            guid=code.guid.lower(),
            color=code.color.lower(),
            definition=code.definition,
            use_when=code.use_when,
            avoid_when=code.avoid_when,
            example=code.example,
        )
        for _depth, code in codebook.walk()
    )


def completed(entry: CodeEntry, other: CodeEntry) -> CodeEntry:
    """Return an entry with what it does not say taken from another of the same code."""
    said = {name: getattr(entry, name) or getattr(other, name) for name in FIELDS}
    return replace(entry, **said)
