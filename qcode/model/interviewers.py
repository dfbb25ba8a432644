"""Who asks the questions: a guess from how speakers are labelled and from what they say."""

from __future__ import annotations

import re
from collections import Counter

from .layout import Layout, turn_text

# How transcripts in Swedish and English label those who ask; a number may follow.
_LABELS = re.compile(
    r"(?:i|int|intv|interviewer|intervjuare|intervjuaren|intervjuledare|moderator|moderatorn"
    r"|facilitator|samtalsledare|researcher|forskare|forskaren|q|fråga|question)[\s.]*\d*",
    re.IGNORECASE,
)
_ASKED = 0.5  # share of an interviewer's turns that hold a question
_TIMES = 2  # as often as anybody else
_ENOUGH = 3  # turns, before questions are counted


def guess_interviewers(text: str, layout: Layout) -> frozenset[str]:
    """Return the speakers who seem to ask; none when nobody or everybody would be one.

    A label such as "I", "Intervjuare 2" or "Moderator" decides; where there is none, it is the
    one who asks in most turns, and at least twice as often as any other.
    """
    speakers = layout.speakers()
    if len(speakers) < 2:
        return frozenset()
    labelled = frozenset(name for name in speakers if _LABELS.fullmatch(name.strip()))
    if labelled:
        return labelled if len(labelled) < len(speakers) else frozenset()
    return _most_questions(text, layout)


def _most_questions(text: str, layout: Layout) -> frozenset[str]:
    turns: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for turn in layout.turns:
        if turn.speaker:
            turns[turn.speaker] += 1
            asked[turn.speaker] += "?" in turn_text(text, turn)
    shares = sorted(((asked[name] / turns[name], name) for name in turns), reverse=True)
    (most, name), (second, _other) = shares[:2]
    if turns[name] >= _ENOUGH and most >= _ASKED and most >= _TIMES * second:
        return frozenset({name})
    return frozenset()
