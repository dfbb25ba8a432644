"""A Word report as it is to be printed: paragraphs with everything about their looks resolved.

What a layout needs and nothing of XML. Lengths are twips, sizes of letters half-points, colours
"#rrggbb" or "" for that of the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from .bundle_parts import ExportChart

PAGE, PAGES = "page", "pages"  # fields that only a layout can fill in


@dataclass(frozen=True, slots=True)
class Letters:
    """How letters look."""

    font: str = "Calibri"
    size: int = 20
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    capitals: bool = False
    color: str = ""
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A rule beside a paragraph or around a table: its width and distance in twips."""

    width: float
    color: str
    space: float = 0
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands.

    `line` is the height of a line: a share of the usual one, or twips where it is `exact` or the
    `least`. `first` is added to `left` for the first line. `tabs` are positions with their kind
    ("left", "right", "center").
    """

    left: int = 0
    right: int = 0
    first: int = 0
    before: int = 0
    after: int = 0
    line: float = 1.0
    exact: bool = False
    least: bool = False
    align: str = "left"
    mirrored: bool = False
    keep_next: bool = False
    keep_whole: bool = False
    widows: bool = True
    new_page: bool = False
    level: int = 0  # of a heading, from 1
    tabs: tuple[tuple[int, str], ...] = ()
    edges: tuple[tuple[str, Edge], ...] = ()  # by side: "left", "top", "right", "bottom"
    shade: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file, or a chart; how wide and high it is shown, and what it says."""

    width: int
    height: int
    alt: str = ""
    data: bytes = b""
    chart: ExportChart | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that look alike. `field` is PAGE or PAGES; `noted` are words with a comment."""

    text: str
    letters: Letters
    noted: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the margin."""

    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A paragraph; `letters` are those that an empty one is as high as."""

    pieces: tuple[Piece, ...]
    shape: Shape
    letters: Letters = Letters()
    picture: Picture | None = None
    remarks: tuple[Remark, ...] = ()
    footnotes: tuple[tuple[Printed, ...], ...] = ()

    @property
    def text(self) -> str:
        """The words."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of a table; a `header` stands again on each page."""

    cells: tuple[tuple[Printed, ...], ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table: widths of its columns, space inside its cells (from the top, clockwise), rules.

    `edges` are by side, and "insideH" and "insideV"; `head` is the rule under the header,
    whose cells stand at their lower ends where `low_heads` says so.
    """

    widths: tuple[int, ...]
    rows: tuple[PrintedRow, ...]
    inside: tuple[int, int, int, int] = (0, 108, 0, 108)
    edges: tuple[tuple[str, Edge], ...] = ()
    head: Edge | None = None
    low_heads: bool = False
    title: str = ""


PrintedBlock: TypeAlias = Printed | PrintedTable


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """Blocks on pages of one set-up; `margins` from the top, clockwise.

    A `bare` section has neither head nor foot on its first page, unless `first_head` and
    `first_foot` say what stands there.
    """

    width: int
    height: int
    margins: tuple[int, int, int, int]
    head_at: int = 709
    foot_at: int = 709
    bare: bool = False
    head: tuple[Printed, ...] = ()
    foot: tuple[Printed, ...] = ()
    first_head: tuple[Printed, ...] = ()
    first_foot: tuple[Printed, ...] = ()
    blocks: tuple[PrintedBlock, ...] = field(default=())
