"""Reading codebooks from files, with what the user says of sheets and columns."""

from __future__ import annotations

from pathlib import Path

from qcode.formats.codebook_base import CodebookFile
from qcode.formats.codebook_columns import Matching, Role, guess_separator
from qcode.formats.codebooks import open_file
from qcode.formats.sheet import Sheet
from qcode.formats.xlsx import column_letters
from qcode.model.errors import UserError


def read(path: Path, *, sheet: str = "", columns: str = "") -> CodebookFile:
    """Return the codebook in a file.

    `sheet` names one of a workbook, "" the likeliest; `columns` says what columns hold, as in
    "A=name,C=definition": what it does not name is as the headings say. Raises `UserError`, also
    "sheet_unknown" and "columns_unreadable".
    """
    opened = open_file(path)
    if isinstance(opened, CodebookFile):
        return opened
    at = opened.likeliest
    if sheet:
        names = [each.name for each in opened.sheets]
        if sheet not in names:
            raise UserError("sheet_unknown", sheet=sheet, name=path.name, sheets=", ".join(names))
        at = names.index(sheet)
    matching = opened.guess(at)
    return opened.read(at, _said(opened.sheets[at], matching, columns) if columns else matching)


def matched(sheet: Sheet, matching: Matching, column: int, role: Role) -> Matching:
    """Return what columns hold when one of them is said to hold something.

    What only one column can hold, another then does not.
    """
    many = (Role.LEVEL, Role.DEFINITION, Role.EXAMPLE, Role.COUNT, Role.NONE)
    roles = [Role.NONE if known is role and role not in many else known for known in matching.roles]
    roles[column] = role
    changed = Matching(tuple(roles), matching.heading)
    return Matching(changed.roles, changed.heading, guess_separator(sheet, changed))


def _said(sheet: Sheet, matching: Matching, columns: str) -> Matching:
    letters = {column_letters(at): at for at in range(sheet.width)}
    for part in columns.split(","):
        letter, equals, name = (each.strip() for each in part.partition("="))
        role = next((each for each in Role if each.value == name.lower()), None)
        if not equals or role is None or letter.upper() not in letters:
            raise UserError("columns_unreadable", columns=columns)
        matching = matched(sheet, matching, letters[letter.upper()], role)
    return matching
