"""How the headings of a survey stand in a file: Qualtrics has three rows, SurveyMonkey two.

Qualtrics writes short names, then the questions, then what it calls the columns itself, as JSON.
SurveyMonkey writes a question over the first of its columns and the answers that can be ticked
below. LimeSurvey, Google Forms and nearly all others have one row. People put a title above it, or
the names of groups of columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from qcode.formats.sheet import Sheet
from qcode.model.text import canonical

_LOOKED_AT, _TITLES = 12, 6  # rows
_NUMBER = re.compile(r"[-+]?\d[\d .,:/-]*%?")
_IMPORT_ID = re.compile(r"\{\s*\"ImportId\"\s*:")
# What SurveyMonkey writes below a question with one answer, by the language of its user.
_ANSWER = frozenset(
    (
        *("response", "open-ended response", "svar", "öppet svar", "fritextsvar"),
        *("antwort", "offene antwort", "réponse", "réponse ouverte", "respuesta"),
        *("respuesta abierta", "risposta", "svar med åben slutning", "åpent svar"),
    )
)


def headings(sheet: Sheet) -> tuple[int, tuple[str, ...]]:
    """Return how many rows of headings a sheet has, and what each column is called there.

    A column without any is "".
    """
    rows = [_row(sheet, number) for number in range(min(_LOOKED_AT, len(sheet.rows)))]
    if len(rows) > 2 and any(map(_IMPORT_ID.match, rows[2])):
        return 3, tuple(asked or name for name, asked in zip(rows[0], rows[1], strict=True))
    if len(rows) > 2 and _is_two(rows[0], rows[1], rows[2]):
        return 2, _joined(rows[0], rows[1])
    titles = _titles(rows)
    rows = rows[titles:]
    if _are_groups(rows):
        return titles + 2, _grouped(rows[0], rows[1])
    return titles + 1, tuple(rows[0])


def _titles(rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows at the top say what the whole table is, and not its columns."""
    for number, row in enumerate(rows[:_TITLES]):
        filled = sum(map(bool, row))
        if filled > 2 or not row[0] or 2 * filled >= len(row):
            below = rows[number:]
            return number if _are_groups(below) or _names(row, below[1:]) else 0
    return 0


def _are_groups(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names groups of columns, whose own names all stand in the second."""
    if len(rows) < 3 or all(rows[0]) or not rows[0][0] or not all(rows[1]):
        return False
    return _names(rows[1], rows[2:])


def _names(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row has names of columns and no answers: it asks, or stands above numbers."""
    names = [each for each in row if each]
    if 2 * len(names) < len(row) or any(map(_NUMBER.fullmatch, names)):
        return False
    for place, name in enumerate(row):
        values = [each[place] for each in below if each[place]]
        if name and len(values) > 1 and all(map(_NUMBER.fullmatch, values)):
            return True
    return any("?" in name for name in names) and not any(
        "?" in cell for each in below for cell in each
    )


def _grouped(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """Return the names of columns, with those of their groups where several have the same."""
    found, counts, group = [], Counter(below), ""
    for over, name in zip(above, below, strict=True):
        group = over or group
        found.append(f"{group} – {name}" if counts[name] > 1 else name)
    return tuple(found)


def _row(sheet: Sheet, number: int) -> list[str]:
    cells = (sheet.cell(number, column) for column in range(sheet.width))
    return [" ".join(canonical(cell).text.split()) for cell in cells]


def _is_two(above: Sequence[str], below: Sequence[str], answers: Sequence[str]) -> bool:
    """Whether the second row says what the columns of each question are.

    It is silent below the columns that are about the respondent, which the first row of answers
    begins with, and speaks in every column that the first row leaves without a heading.
    """
    if below[0] or not above[0] or not answers[0]:
        return False
    bare = [label for name, label in zip(above, below, strict=True) if not name]
    answered = any(label.casefold() in _ANSWER for label in below)
    return all(bare) and (answered or bool(bare))


def _joined(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """Return each question, with the answer that a column is for where there are several."""
    found: list[str] = []
    question = ""
    for place, (name, label) in enumerate(zip(above, below, strict=True)):
        question = name or question
        several = not name or (place + 1 < len(above) and not above[place + 1])
        if not label or (label.casefold() in _ANSWER and not several):
            found.append(question)
        else:
            found.append(f"{question} – {label}" if question else label)
    return tuple(found)
