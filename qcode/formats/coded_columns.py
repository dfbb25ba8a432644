"""Which column of a table of coded passages says what, by the headings that programs write.

The headings are those of exports of MAXQDA, ATLAS.ti, NVivo, Dedoose, Taguette, QualCoder and
QCode, in English, Swedish and German, and what people write by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qcode.model.coded_table import MANY, Role, TableChoices, guess_between, guess_sign

from .coded_dates import is_date

# What a heading says, the likelier first where a table has several of them.
_HEADINGS: Mapping[Role, str] = {
    Role.DOCUMENT: (
        "document name|document|documentname|media title|filename|file name|file|source name|doc"
        "|name of document|transcript|interview|resource title|source|media|dokumentnamn|dokument"
        "|filnamn|fil|intervju|källa|dokumentname|datei|dateiname|quelle"
    ),
    Role.QUOTE: (
        "quotation content|coded segment|segment|excerpt copy|excerpt|quotation text|text content"
        "|coded text|quote|quotation|verbatim|text|content|highlight|selected text|reference text"
        "|snippet|wording|passage|citat|kodat segment|kodad text|utdrag|ordagrann|ordagrant"
        "|textavsnitt|avsnitt|ställe|codiertes segment|zitatinhalt|zitat|textstelle|coded"
    ),
    Role.CODE: (
        "code path|code|codes|codename|code name|codes applied combined|codes applied|tag|tags"
        "|node|nodes|node name|label|theme|kodsökväg|kod|koder|kodnamn|tagg|taggar|nod|noder|tema"
        "|kode"
    ),
    Role.START: (
        "start|start position|start offset|start char|start index|character start|pos0"
        "|startposition|starttecken|från tecken"
    ),
    Role.END: (
        "end|end position|end offset|end char|end index|character end|pos1|slut|slutposition"
        "|sluttecken|till tecken|ende"
    ),
    Role.RANGE: "excerpt range|character range|range|span|teckenintervall",
    Role.PARAGRAPH: (
        "paragraph|paragraph number|paragraphs|para|beginning|begin|reference|stycke|stycken"
        "|styckenummer|anfang|absatz"
    ),
    Role.MEMO: (
        "memo|memos|coded memo|comment|comments|quotation comment|segment comment|note|notes|memon"
        "|kommentar|kommentarer|anteckning|anteckningar|kommentare"
    ),
    Role.CODER: (
        "coder|created by|coded by|coded by initials|excerpt creator|author|coder name|user"
        "|annotator|kodare|kodad av|skapad av|författare|codierer|erstellt von|autor"
    ),
    Role.DATE: (
        "created|creation date|created at|created on|excerpt date|date|coded on|coded|datum"
        "|skapad|skapat|kodat|kodad|erstellt am|erstellt|erstellungsdatum"
    ),
    Role.WEIGHT: "weight score|weight|weighting|vikt|gewicht",
    Role.GUID: "guid|uuid|identity|identitet",
}
_LEVEL = re.compile(
    r"(?:level|nivå|ebene|code level|kodnivå) ?\d+|parent code|parent|parent node|category"
    r"|categories|kategori|kategorie|main code|huvudkod|överordnad kod|obercode"
)
_APPLIED = re.compile(r"code: ?(?P<code>.+?) applied", re.IGNORECASE | re.DOTALL)
_WEIGHT = re.compile(r"code: ?(?P<code>.+?) weight", re.IGNORECASE | re.DOTALL)
_BETWEEN = re.compile(r"[\s_]+")
_PARAGRAPHS = frozenset({"beginning", "begin", "anfang"})
_BEGINNING = frozenset({"början", "beginn"})  # a character in QCode's tables, else a paragraph
_SEARCHED = 10  # rows in which the headings may stand


class Program(StrEnum):
    """Whose table it is."""

    QCODE = "QCode"
    MAXQDA = "MAXQDA"
    ATLAS = "ATLAS.ti"
    NVIVO = "NVivo"
    DEDOOSE = "Dedoose"
    TAGUETTE = "Taguette"
    QUALCODER = "QualCoder"
    UNKNOWN = ""


# What of its headings tells a program, the surest first: one of each group is there.
_TELLING: Sequence[tuple[Program, tuple[str, ...]]] = (
    (Program.QCODE, ("guid", "code", "text", "document", "start", "end")),
    (Program.QCODE, ("identity|identitet", "verbatim|ordagrann", "document|dokument")),
    (Program.QCODE, ("passage|ställe", "characters|tecken", "code|kod", "coder|kodare")),
    (Program.NVIVO, ("reference text", "coverage")),
    (Program.DEDOOSE, ("media title", "excerpt copy")),
    (Program.QUALCODER, ("coder", "coded", "codename")),
    (Program.MAXQDA, ("document name|dokumentname|dokumentnamn", "code|kod", "segment")),
    (Program.MAXQDA, ("document name|dokumentname", "code", "coded segment|codiertes segment")),
    (Program.ATLAS, ("quotation content|zitatinhalt|quotation name", "codes|kodes")),
    (Program.ATLAS, ("text content", "codes", "document")),
)


@dataclass(frozen=True, slots=True)
class Guess:
    """Which row of a sheet has the headings, whose they are, and what the columns say."""

    heading: int
    program: Program
    choices: TableChoices

    @property
    def known(self) -> int:
        """How many columns say something."""
        return sum(role is not Role.LEFT for role in self.choices.roles)


def said(heading: str) -> str:
    """Return a heading as it is compared."""
    return _BETWEEN.sub(" ", heading).strip(" .:*#").casefold()


def code_of(heading: str, role: Role) -> str:
    """Return the code that a heading names, for columns that are about one code."""
    pattern = _APPLIED if role is Role.APPLIED else _WEIGHT
    found = pattern.fullmatch(heading.strip())
    return found["code"].strip() if found else heading.strip()


def guess(rows: Sequence[Sequence[str]], width: int, sheet: str = "") -> Guess:
    """Return what the columns of a table say, by its headings; without any, nothing."""
    best = Guess(0, Program.UNKNOWN, TableChoices((Role.LEFT,) * width, sheet=sheet))
    for number in range(min(_SEARCHED, len(rows))):
        cells = [*rows[number], *[""] * (width - len(rows[number]))]
        below = rows[number + 1 :]
        roles = _roles(cells, below)
        found = Guess(number, _program(cells), TableChoices(tuple(roles), sheet=sheet))
        if found.known > best.known and found.choices.usable:
            best = Guess(number, found.program, _written(found, below))
    return best


def _program(cells: Iterable[str]) -> Program:
    heads = [said(cell) for cell in cells]
    there = frozenset(heads)
    if [head for head in heads if head] == ["id", "document", "tag", "content"]:
        return Program.TAGUETTE
    for program, groups in _TELLING:
        if all(there & set(group.split("|")) for group in groups):
            return program
    return Program.UNKNOWN


def _roles(cells: Sequence[str], below: Sequence[Sequence[str]]) -> list[Role]:
    heads = [said(cell) for cell in cells]
    program = _program(cells)
    roles = [Role.LEFT] * len(heads)
    for at, (cell, head) in enumerate(zip(cells, heads, strict=True)):
        if _APPLIED.fullmatch(cell.strip()):
            roles[at] = Role.APPLIED
        elif _WEIGHT.fullmatch(cell.strip()):
            roles[at] = Role.CODE_WEIGHT
        elif _LEVEL.fullmatch(head):
            roles[at] = Role.LEVEL
    for role, words in _HEADINGS.items():
        order = words.split("|")
        if role is Role.START and program is Program.QCODE:
            order.append("början")
        elif role is Role.PARAGRAPH and program is not Program.QCODE:
            order += _BEGINNING
        free = [at for at, head in enumerate(heads) if head in order and roles[at] is Role.LEFT]
        free = [at for at in free if _fits(role, heads[at], at, below)]
        free.sort(key=lambda at: (order.index(heads[at]), at))
        for at in free if role in MANY else free[:1]:
            roles[at] = role
    _tidy(roles, heads, program)
    return roles


def _fits(role: Role, head: str, at: int, below: Sequence[Sequence[str]]) -> bool:
    """Whether a column whose heading may mean two things holds what a role needs."""
    values = [row[at].strip() for row in below[:50] if at < len(row) and row[at].strip()]
    if role is Role.QUOTE:
        return not values or not all(value.isdecimal() for value in values)
    if role is Role.DATE and head in ("coded", "kodat", "kodad"):
        return bool(values) and all(map(is_date, values))
    return True


def _tidy(roles: list[Role], heads: Sequence[str], program: Program) -> None:
    """Take back what other columns say better."""
    paragraphs = any(
        roles[at] is Role.PARAGRAPH and head in _PARAGRAPHS | _BEGINNING
        for at, head in enumerate(heads)
    )
    lone = Role.START not in roles or Role.END not in roles
    whole = program is Program.QCODE and Role.CODE in roles
    for at, role in enumerate(roles):
        numbers = role in (Role.START, Role.END) and (lone or paragraphs)
        above = role is Role.LEVEL and whole  # a path has them all
        spelt = role is Role.CODE and Role.APPLIED in roles  # a column a code is surer
        if numbers or above or spelt:
            roles[at] = Role.LEFT


def _written(found: Guess, below: Sequence[Sequence[str]]) -> TableChoices:
    """Return choices with the signs that part codes and their names."""
    choices, program = found.choices, found.program
    at = choices.column(Role.CODE)
    cells = [] if at is None else [row[at] for row in below if at < len(row)]
    if program is Program.QCODE:
        return _with(choices, "", "/" if Role.GUID in choices.roles else "›")
    if program is Program.TAGUETTE:
        return _with(choices, "", ".")
    if program is Program.QUALCODER:
        return _with(choices, "", "", inward=True)
    if program is Program.DEDOOSE:
        return _with(choices, ",", "\\")
    between = guess_between(cells)
    parts = [part for cell in cells for part in re.split(f"[\n{re.escape(between)}]", cell)]
    return _with(choices, between, guess_sign(parts))


def _with(
    choices: TableChoices, between: str, levels: str, *, inward: bool = False
) -> TableChoices:
    return TableChoices(choices.roles, between, levels, inward, choices.sheet)
