"""A large project of REFI-QDA as another program would write it, the same bytes each time.

Documents of some 50 kB in Swedish with a few emoji, CRLF and a byte order mark, in UTF-16
positions: the dearest way of counting. Every selection quotes its passage and has one coding.
"""

from __future__ import annotations

import random
import zipfile
from bisect import bisect_left
from pathlib import Path
from xml.sax.saxutils import quoteattr

from swedish_text import interviews

NAMESPACE = "urn:QDA-XML:project:1.0"
_CODES, _USERS = 200, 4
_MADE = "2024-03-0{}T1{}:2{}:3{}Z"


def guid(kind: int, number: int) -> str:
    return f"{kind:08X}-0000-4000-8000-{number:012X}"


def make(path: Path, documents: int, codings: int) -> Path:
    """Write the project and return where."""
    rng = random.Random(20260101)
    each = codings // documents
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        sources = []
        for number, interview in enumerate(interviews(documents)):
            text = _text(interview.turns, rng)
            raw = "\ufeff" + text.replace("\n", "\r\n")
            package.writestr(f"Sources/{guid(5, number)}.txt", raw.encode())
            sources.append(_source(number, text, each, rng))
        package.writestr("project.qde", _project(sources))
    return path


def _text(turns: tuple[tuple[str, str], ...], rng: random.Random) -> str:
    lines = (f"{who}: {words}{' 👩‍🔬' if rng.random() < 0.05 else ''}" for who, words in turns)
    return "\n".join(lines) + "\n"


def _source(number: int, text: str, count: int, rng: random.Random) -> str:
    wide = [at for at, letter in enumerate(text) if letter > "\uffff" or letter == "\n"]
    selections = []
    for place in range(count):
        start = text.index(" ", rng.randrange(len(text) - 1000)) + 1
        end = text.index(" ", start + rng.randint(20, 250))
        first, last = start + bisect_left(wide, start), end + bisect_left(wide, end)
        user = guid(1, rng.randrange(_USERS))
        when = _MADE.format(*(rng.randrange(1, 6) for _ in range(4)))
        made = f'creatingUser="{user}" creationDateTime="{when}"'
        selections.append(
            f'<PlainTextSelection guid="{guid(6, number * 1000 + place)}"'
            f" name={quoteattr(' '.join(text[start:end].split()))}"
            f' startPosition="{first}" endPosition="{last}" {made}>'
            f'<Coding guid="{guid(7, number * 1000 + place)}" {made}>'
            f'<CodeRef targetGUID="{guid(2, rng.randrange(_CODES))}"/></Coding>'
            "</PlainTextSelection>\n"
        )
    return (
        f'<TextSource guid="{guid(4, number)}" name="Intervju {number}"'
        f' plainTextPath="internal://{guid(5, number)}.txt">\n{"".join(selections)}</TextSource>\n'
    )


def _project(sources: list[str]) -> str:
    users = "".join(f'<User guid="{guid(1, n)}" name="Coder {n}"/>' for n in range(_USERS))
    codes = "".join(
        f'<Code guid="{guid(2, n)}" name="Kod {n}" isCodable="true" color="#336699"/>\n'
        for n in range(_CODES)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<Project xmlns="{NAMESPACE}" name="Stort" origin="NVivo for Windows 12">\n'
        f"<Users>{users}</Users>\n<CodeBook><Codes>{codes}</Codes></CodeBook>\n"
        f"<Sources>\n{''.join(sources)}</Sources>\n</Project>\n"
    )
