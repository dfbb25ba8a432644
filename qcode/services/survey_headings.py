"""How the headings of a survey stand in a file: Qualtrics has three rows, SurveyMonkey two.

Qualtrics writes short names, then the questions, then what it calls the columns itself, as JSON.
SurveyMonkey writes a question over the first of its columns and the answers that can be ticked
below. LimeSurvey, Google Forms and nearly all others have one row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qcode.formats.sheet import Sheet
from qcode.model.text import canonical

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
    rows = [_row(sheet, number) for number in range(min(4, len(sheet.rows)))]
    if len(rows) > 2 and any(map(_IMPORT_ID.match, rows[2])):
        return 3, tuple(asked or name for name, asked in zip(rows[0], rows[1], strict=True))
    if len(rows) > 2 and _is_two(rows[0], rows[1], rows[2]):
        return 2, _joined(rows[0], rows[1])
    return 1, tuple(rows[0])


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
