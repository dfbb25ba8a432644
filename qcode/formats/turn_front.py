"""What stands at the top of a transcript: facts about the recording, which nobody says.

Facts look like turns ("Intervjuare: Karin Ek") and may bear the same labels. They are told by what
is stated beside them (date, place, length), by legends, and by values that nobody would say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .turn_labels import Kind, kind_of
from .turn_lines import Line, Shape
from .turn_words import SPOKEN

_TOP = 60  # lines among which facts are looked for
_FIRST_BLOCK = 12  # lines above a fact, without a blank one between, that are facts too
_SENTENCE_END = re.compile(r"[.?!…]['\"”»)\]]*\s*$")
_WORD = re.compile(r"[^\W\d_]+")


# "I" alone does not tell: in Swedish it is "in" at the beginning of a sentence.
_ENGLISH_I = re.compile(
    r"\bI(?:['’](?:m|ve|d|ll)| (?:am|was|have|had|do|did|don['’]t|didn['’]t|think|would|wouldn['’]t"
    r"|will|can|can['’]t|could|couldn['’]t|know|mean|like|love|guess|went|used|never|always|really"
    r"|said|wish|feel|see|thought|want|wanted|need|remember|went|came|work|live))\b"
)


def sounds_spoken(words: str) -> bool:
    """Whether there is a question, or a word of talk, among what is said."""
    if "?" in words or not SPOKEN.isdisjoint(_WORD.findall(words.lower())):
        return True
    return _ENGLISH_I.search(words) is not None


def key_of(label: str) -> str:
    """Return what is compared when labels are counted: capitals do not matter."""
    return label.casefold()


def front_matter(text: str, lines: Sequence[Line]) -> int:
    """Return how many lines at the top state facts about the recording."""
    counts = Counter(key_of(line.label) for line in lines if line.label)
    sure = perhaps = _first_block(lines)
    in_facts = sure > 0
    for index, line in enumerate(lines[sure:_TOP], start=sure):
        if line.after_blank and index:
            sure, in_facts = perhaps, False
        value = text[line.body : line.end]
        if line.shape is Shape.COLON and (line.kind is Kind.FACT or _is_legend(line, value)):
            sure, in_facts = index + 1, True
        elif line.label is None or line.kind < Kind.NAME or line.shape is Shape.ALONE:
            sure = index + 1 if in_facts else sure
        elif is_said(value) or (line.is_empty and counts[key_of(line.label)] > 1):
            return sure
        elif in_facts and counts[key_of(line.label)] == 1:
            sure = index + 1
        # A label of the conversation may stand among the facts, if its paragraph ends with them.
        perhaps = max(sure, index + 1 if in_facts else 0)
    return sure


def is_said(value: str) -> bool:
    """Whether what stands after a label is rather speech than a fact."""
    value = value[:300]
    words = value.split()
    if sounds_spoken(value):
        return True
    if not _SENTENCE_END.search(value) and len(words) <= 6:
        return False
    # "Anna (32), Bo (45) och Cia (28)." lists who is there.
    names = sum(not word[0].islower() for word in words)
    return value.count(",") < 1 or names * 3 < len(words) * 2


def _first_block(lines: Sequence[Line]) -> int:
    """Return how many lines there are up to the last fact that no blank line parts from the top."""
    last = 0
    for index, line in enumerate(lines[:_FIRST_BLOCK]):
        if index and line.after_blank:
            break
        if line.kind is Kind.FACT and line.shape is Shape.COLON:
            last = index + 1
    return last


def _is_legend(line: Line, value: str) -> bool:
    """Whether a label is explained and not used: "I: Intervjuare"."""
    words = value.split()
    return (
        line.kind is Kind.ROLE
        and 0 < len(words) <= 3
        and len(words[0]) > 3
        and kind_of(value.strip(" .,")) is Kind.ROLE
    )
