"""Which column of a table says what about codes: guessed from its headings, for the user to change.

The headings are those that QCode and other programs write, in English and Swedish.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qcode.model.code_entries import TEXTS

from .sheet import Sheet


class Role(StrEnum):
    """What a column says."""

    NAME = "name"  # the code's own name; set in, or after spaces, where it is below another
    PATH = "path"  # its name with those above it
    LEVEL = "level"  # the name on one level, the levels from the left
    PARENT = "parent"  # the name or path of the code above
    DEPTH = "depth"  # a number: how deep it stands
    ID = "id"  # what the program calls the code
    PARENT_ID = "parent_id"
    DEFINITION = "definition"
    USE_WHEN = "use_when"
    AVOID_WHEN = "avoid_when"
    EXAMPLE = "example"
    COLOR = "color"
    GUID = "guid"
    COUNT = "count"  # how often it is used there
    NONE = "none"


MANY = frozenset({Role.LEVEL, Role.DEFINITION, Role.EXAMPLE, Role.COUNT, Role.NONE})
NAMES = frozenset({Role.NAME, Role.PATH, Role.LEVEL})

_HEADINGS: Mapping[Role, str] = {
    Role.NAME: (
        "code|codes|code name|codename|code system|name|node|node name|tag|title|label|codes name"
        "|kod|koder|kodnamn|kodsystem|namn|nod|tagg|titel|etikett|benämning"
    ),
    Role.PATH: (
        "path|code path|full path|hierarchical name|full name|code hierarchy|sökväg|kodsökväg"
        "|hela namnet|kodens sökväg"
    ),
    Role.PARENT: (
        "parent|parent code|parent name|parent node|parent tag|belongs to|under|overordnad"
        "|överordnad|överordnad kod|förälder|hör till|ligger under"
    ),
    Role.DEPTH: "depth|nesting|indent|djup|indrag",
    Role.ID: "id|code id|codeid|cid|kod-id",
    Role.PARENT_ID: "parent id|parentid|parent code id|överordnat id",
    Role.DEFINITION: (
        "definition|description|code description|code memo|memo|comment|code comment|meaning"
        "|what it means|beskrivning|kodbeskrivning|betydelse|kommentar|kodmemo|förklaring"
        "|innebörd|vad den betyder"
    ),
    Role.USE_WHEN: (
        "use when|when to use|use|inclusion|inclusion criteria|include|include when|used when"
        "|använd när|används när|när den används|inklusion|inklusionskriterier|ta med"
    ),
    Role.AVOID_WHEN: (
        "avoid when|do not use|when not to use|not when|exclusion|exclusion criteria|exclude"
        "|exclude when|använd inte när|används inte när|använd ej|undvik när|exklusion"
        "|exklusionskriterier|ta inte med"
    ),
    Role.EXAMPLE: (
        "example|examples|example quote|quote|anchor example|typical example|exempel|exempelcitat"
        "|citat|typiskt exempel|ankarexempel"
    ),
    Role.COLOR: "color|colour|code color|code colour|rgb|hex|färg|kodfärg",
    Role.COUNT: (
        "excerpts|documents|count|frequency|files|references|sources|segments|coded segments"
        "|cod. seg.|grounded|density|number of highlights|highlights|# excerpts|utdrag|dokument"
        "|antal|frekvens|filer|referenser|segment|kodade segment"
    ),
    Role.GUID: "guid|uuid|unique id",
}
_BETWEEN = re.compile(r"[\s_.]+")
_ROLES = {
    _BETWEEN.sub(" ", words).strip(): role
    for role, all_words in _HEADINGS.items()
    for words in all_words.split("|")
}
# Headings of columns that are levels when several of them, or one beside a name, stand together.
_LEVELS = re.compile(
    r"(?:code ?|kod ?)?(?:level|nivå|tier|steg) ?\d*|(?:sub[- ]?|under|huvud|main |över)?"
    r"(?:theme|tema|category|kategori|subtema)(?: ?\d+)?|(?:sub[- ]?|main |grand)codes?(?: ?\d+)?"
    r"|(?:under|huvud)kod(?: ?\d+)?"
)
_SEARCHED = 10  # rows in which the headings may stand
# What may part the names in a path, likeliest first; with the spaces that people put around.
SEPARATORS = ("/", "\\", ">", "::", "|", ".", "»", "→")


@dataclass(frozen=True, slots=True)
class Matching:
    """What each column says, and which row has the headings (None: there are none).

    `separator` parts the names in paths; "" if there are none.
    """

    roles: tuple[Role, ...]
    heading: int | None = 0
    separator: str = ""

    @property
    def usable(self) -> bool:
        """Whether some column has names."""
        return any(role in NAMES for role in self.roles)


def text_said(heading: str) -> str:
    """Return which text of a code a heading stands for ("definition"), "" for none."""
    role = _ROLES.get(_BETWEEN.sub(" ", heading).strip(" .:*#").lower(), Role.NONE)
    return role.value if role.value in TEXTS else ""


def guess(sheet: Sheet) -> Matching:
    """Return what the headings of a table say; without any, names and what they mean."""
    heading, roles = _headings(sheet)
    if heading is None:
        roles = [Role.NAME, Role.DEFINITION, *[Role.NONE] * sheet.width][: sheet.width]
    matching = Matching(tuple(roles), heading)
    return Matching(matching.roles, heading, guess_separator(sheet, matching))


def score(sheet: Sheet) -> int:
    """Return how much a sheet looks like a codebook: the number of columns that are known."""
    heading, roles = _headings(sheet)
    return 0 if heading is None else sum(role is not Role.NONE for role in roles)


def _headings(sheet: Sheet) -> tuple[int | None, list[Role]]:
    """Return the row with most headings, a column with names among them, and what they say."""
    best: tuple[int | None, list[Role]] = (None, [])
    most = 0
    for number in range(min(_SEARCHED, len(sheet.rows))):
        roles = _row(sheet.rows[number], sheet.width)
        known = sum(role is not Role.NONE for role in roles)
        if known > most and any(role in NAMES for role in roles):
            best, most = (number, roles), known
    return best


def _row(cells: Sequence[str], width: int) -> list[Role]:
    words = [_BETWEEN.sub(" ", cell).strip(" .:*#").lower() for cell in cells]
    words += [""] * (width - len(words))
    roles = [_ROLES.get(word, Role.NONE) for word in words]
    levels = [at for at, word in enumerate(words) if word and _LEVELS.fullmatch(word)]
    names = [at for at, role in enumerate(roles) if role is Role.NAME]
    if len(levels) > 1 or (levels and names):
        for at in (*levels, *names):
            roles[at] = Role.LEVEL
    elif levels and not names and Role.PATH not in roles:
        roles[levels[0]] = Role.NAME
    return _once(roles)


def _once(roles: list[Role]) -> list[Role]:
    """Let the first of several columns for the same thing have it; levels and texts may be many."""
    seen: set[Role] = set()
    result = []
    for role in roles:
        result.append(Role.NONE if role in seen and role not in MANY else role)
        seen.add(role)
    if Role.PATH in seen and Role.LEVEL not in seen:
        result = [Role.NONE if role is Role.NAME else role for role in result]
    return result


def guess_separator(sheet: Sheet, matching: Matching) -> str:
    """Return what parts the names in the column of paths, or of names that are paths.

    In a column of names it must be clear: what stands before the sign is a name by itself, and
    neither GUIDs nor indents are there to tell which code is which.
    """
    column = next((c for c, role in enumerate(matching.roles) if role is Role.PATH), None)
    sure = column is not None
    if sure and Role.GUID in matching.roles:
        return SEPARATORS[0]  # as it is written here
    if column is None:
        column = next((c for c, role in enumerate(matching.roles) if role is Role.NAME), None)
        told = Role.GUID in matching.roles or any(at == column for _row, at in sheet.indents)
        column = None if told else column  # the tree is known in another way
    if column is None:
        return ""
    first = 0 if matching.heading is None else matching.heading + 1
    cells = {sheet.cell(row, column).strip() for row in range(first, len(sheet.rows))}
    cells.discard("")
    best, most = "/" if sure else "", 0
    for sign in SEPARATORS:
        parted = [cell for cell in cells if sign in cell.strip(sign)]
        held = sum(cell.rpartition(sign)[0].rstrip(f" {sign}") in cells for cell in parted)
        if held > most and (sure or 2 * held >= len(parted)):
            best, most = sign, held
    if sure and not most:
        uses = {sign: sum(sign in cell.strip(sign) for cell in cells) for sign in SEPARATORS[:5]}
        sign = max(uses, key=lambda each: uses[each])
        best = sign if uses[sign] else "/"
    return best
