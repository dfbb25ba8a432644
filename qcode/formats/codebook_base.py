"""What readers of codebooks give and writers take, and the tree that every reader fills.

A reader keeps to what is in the file: codes with their paths, and what no project could hold as
it was as losses. A writer gets codes in words and never sees the project.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from qcode.model.code_entries import FIELDS, CodeEntry, completed
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.names import LONGEST, clean_name, free_name
from qcode.model.text import canonical

from .base import Loss
from .bundle_labels import ExportLabels

MAX_CODES = 20_000
MAX_DEPTH = 100
NAMELESS = "?"


class CodeLoss(StrEnum):
    """What a file had and a codebook cannot hold, or a codebook has and the file does not give.

    The example of each is a code, or what stands beside the kind.
    """

    # in
    NAMELESS = "nameless_codes"  # codes without a name, called "?" here
    LONG_NAME = "long_code_names"  # names that were cut at 200 characters
    SAME_NAME = "same_code_names"  # other codes of the same name in one place, numbered
    SAME_CODE = "same_codes"  # the same code again: taken once
    BAD_GUID = "bad_guids"  # GUIDs that are none; the first of them
    SAME_GUID = "same_guids"  # GUIDs that another code has already
    NOT_CODABLE = "not_codable"  # codes that only group others: here every code can be used
    DOTTED = "dotted_names"  # names with their parents' in them: taken apart
    CODE_SETS = "code_sets"  # sets of codes, left out; the name of the first
    UNKNOWN = "unknown_elements"  # parts nobody knows, left out; the name of the first
    MENDED = "mended_xml"  # the file was damaged, and what could be read was
    CELLS = "long_cells"  # lines of a list that cannot be names of codes; the first
    FORMULAS = "formula_cells"  # cells whose formula has no result in the file; the first
    COLUMNS = "other_columns"  # columns that were not taken; the heading of the first
    # out
    GUIDS = "lost_guids"
    COLORS = "lost_colors"
    DEFINITIONS = "lost_definitions"
    USE_WHEN = "lost_use_when"
    AVOID_WHEN = "lost_avoid_when"
    EXAMPLES = "lost_examples"
    NAMES = "lost_names"  # names that a reader would not find again as they are


_OUT = dict(
    zip(
        FIELDS,
        (
            CodeLoss.GUIDS,
            CodeLoss.COLORS,
            CodeLoss.DEFINITIONS,
            CodeLoss.USE_WHEN,
            CodeLoss.AVOID_WHEN,
            CodeLoss.EXAMPLES,
        ),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """A codebook as a reader understood it: codes in tree order, parents before their children."""

    format: str
    entries: tuple[CodeEntry, ...]
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpted:
    """An example out of the material: exact text, and where it comes from in words."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """A code as a writer gets it: what is known of it, its use, and excerpts if any are wanted."""

    entry: CodeEntry
    segments: int = 0
    documents: int = 0
    summary: str = ""  # its use in words
    excerpts: tuple[Excerpted, ...] = ()


@dataclass(frozen=True, slots=True)
class CodebookLabels:
    """Headings in the language of the codebook, without colons."""

    codebook: str
    levels: tuple[str, ...]  # "Level 1" and on, as many as there are
    path: str
    code: str
    definition: str
    use_when: str
    avoid_when: str
    example: str
    color: str
    guid: str
    excerpts: str
    documents: str


@dataclass(frozen=True, slots=True)
class CodebookBundle:
    """A frozen codebook with everything in words. The same bundle always gives the same bytes.

    `language` ("sv" or "en") is that of the labels; `date` is ISO 8601; `levels` asks for a
    column a level where there are tables, `headings` for a heading a code where there could be a
    table; `counts` says whether the use of codes is shown.
    """

    title: str
    project: str
    author: str
    date: str
    date_words: str
    language: str
    labels: CodebookLabels
    summary: str
    quotes: tuple[str, str]
    codes: tuple[PrintedCode, ...]
    report_labels: ExportLabels | None = None  # for the formats that reports are in, too
    levels: bool = False
    headings: bool = False
    counts: bool = True

    @property
    def depth(self) -> int:
        """How many levels there are."""
        return max((code.entry.level for code in self.codes), default=0)


class CodebookWriter(Protocol):
    """Writes one format to a path that does not exist yet; the caller moves it into place."""

    name: str
    suffixes: Sequence[str]

    def write(self, bundle: CodebookBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write the codebook and return what a reader of the file would miss."""
        ...


@dataclass(slots=True)
class _Node:
    name: str
    parent: int | None
    entry: CodeEntry
    children: dict[str, int] = field(default_factory=dict)


class EntryTree:
    """Gathers the codes of a file: names made clean, doubles found, parents put before children."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._nodes: list[_Node] = []
        self._top: dict[str, int] = {}
        self._guids: set[str] = set()
        self._lost = Losses()

    def __len__(self) -> int:
        return len(self._nodes)

    def add(self, parent: int | None, said: CodeEntry) -> int:
        """Add a code below another (its number; None: at the top) and return its number.

        Only the last of `said.names` is looked at. What is the same code as one that is there
        adds to it: the same name in the same place, unless both have GUIDs that differ.
        """
        name, problem = _cleaned(said.name)
        if problem is not None:
            self.lose(problem, name if problem is CodeLoss.LONG_NAME else "")
        siblings = self._top if parent is None else self._nodes[parent].children
        known = siblings.get(name)
        if known is not None:
            there = self._nodes[known].entry
            if not (said.guid and there.guid and said.guid != there.guid):
                return self._again(known, said)
            name = free_name(name, siblings)
            self.lose(CodeLoss.SAME_NAME, said.name)
        if len(self._nodes) >= MAX_CODES:
            raise UserError("codebook_too_large", name=self._path.name, limit=MAX_CODES)
        names = (*(() if parent is None else self._nodes[parent].entry.names), name)
        if len(names) > MAX_DEPTH:
            raise UserError("codebook_too_deep", name=self._path.name, limit=MAX_DEPTH)
        number = siblings[name] = len(self._nodes)
        entry = CodeEntry(names, self._guid(said.guid, name), said.color, *_texts(said))
        self._nodes.append(_Node(name, parent, entry))
        return number

    def find(self, parent: int | None, name: str) -> int | None:
        """Return the code of a name below another, if there is one."""
        siblings = self._top if parent is None else self._nodes[parent].children
        return siblings.get(_cleaned(name)[0])

    def place(self, said: CodeEntry) -> int:
        """Add a code by its whole path, with those above it that are missing."""
        above: int | None = None
        for name in said.names[:-1]:
            known = self.find(above, name)
            above = self.add(above, CodeEntry((name,))) if known is None else known
        return self.add(above, said)

    def lose(self, kind: CodeLoss, example: str = "", count: int = 1) -> None:
        """Note something that cannot be held as it was."""
        self._lost.add(kind, example, count)

    def file(self, kind: str) -> CodebookFile:
        """Return all codes in tree order. Raises `UserError("codebook_empty_file")` for none."""
        if not self._nodes:
            raise UserError("codebook_empty_file", name=self._path.name)
        ordered = []
        waiting = list(reversed(self._top.values()))
        while waiting:
            node = self._nodes[waiting.pop()]
            ordered.append(node.entry)
            waiting.extend(reversed(node.children.values()))
        return CodebookFile(kind, tuple(ordered), self._lost.all())

    def _again(self, number: int, said: CodeEntry) -> int:
        node = self._nodes[number]
        guid = "" if node.entry.guid else self._guid(said.guid, said.name)
        more = CodeEntry(node.entry.names, guid, said.color, *_texts(said))
        if said.guid or any(_texts(said)):
            self.lose(CodeLoss.SAME_CODE, said.name)
        node.entry = completed(node.entry, more)
        return number

    def _guid(self, guid: str, name: str) -> str:
        if guid in self._guids:
            self.lose(CodeLoss.SAME_GUID, name)
            return ""
        if guid:
            self._guids.add(guid)
        return guid


class Losses:
    """Counts losses by kind and keeps the first example of each."""

    def __init__(self) -> None:
        self._counts: Counter[CodeLoss] = Counter()
        self._examples: dict[CodeLoss, str] = {}

    def add(self, kind: CodeLoss, example: str = "", count: int = 1) -> None:
        """Note something lost."""
        self._counts[kind] += count
        if example:
            self._examples.setdefault(kind, example)

    def all(self) -> tuple[Loss, ...]:
        """Return what was noted, in the order in which kinds are defined."""
        return tuple(
            Loss(kind, self._counts[kind], self._examples.get(kind, ""))
            for kind in CodeLoss
            if self._counts[kind]
        )


def lost_between(wanted: Iterable[CodeEntry], got: Iterable[CodeEntry]) -> tuple[Loss, ...]:
    """Return what is missing of the codes that were written when they are read again."""
    found = {entry.names: entry for entry in got}
    losses = Losses()
    for entry in wanted:
        again = found.get(entry.names)
        if again is None:
            losses.add(CodeLoss.NAMES, entry.name)
            continue
        for name, kind in _OUT.items():
            if getattr(entry, name) and getattr(again, name) != getattr(entry, name):
                losses.add(kind, entry.name)
    return losses.all()


def _cleaned(name: str) -> tuple[str, CodeLoss | None]:
    """Return a name as a project can hold it, and what had to be done to it."""
    try:
        return clean_name(name), None
    except UserError as error:
        if error.code == "name_empty":
            return NAMELESS, CodeLoss.NAMELESS
    visible = unicodedata.normalize("NFC", " ".join(name.split()))
    return clean_name(visible[:LONGEST]), CodeLoss.LONG_NAME


def _texts(said: CodeEntry) -> tuple[str, str, str, str]:
    texts = (said.definition, said.use_when, said.avoid_when, said.example)
    definition, use_when, avoid_when, example = (canonical(text).text for text in texts)
    return definition, use_when, avoid_when, example
