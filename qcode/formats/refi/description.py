r"""The texts of a code in the one text that REFI-QDA has for it, and back.

The definition comes first, the others after it under their names, with an empty line between:

    To rely on somebody.

    Use when: a person says so
    Avoid when: it is only hoped for

A line of a text that would be taken for such a name gets a backslash before it, which reading
takes off again; so every text comes back as it was, and people read it in any program.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from qcode.model.code_entries import TEXTS

# What a text begins with, in every language that is written here. English and Swedish.
LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {"use_when": "Use when", "avoid_when": "Avoid when", "example": "Example"},
    "sv": {"use_when": "Används när", "avoid_when": "Används inte när", "example": "Exempel"},
}
_FIELDS = {label: name for labels in LABELS.values() for name, label in labels.items()}
_NAMES = "|".join(map(re.escape, sorted(_FIELDS, key=len, reverse=True)))
_LABEL = re.compile(rf"(?:\A|\n{{1,2}})({_NAMES}): ?")
_TAKEN = re.compile(rf"^(?=\\*(?:{_NAMES}):)", re.MULTILINE)
_GIVEN = re.compile(rf"^\\(?=\\*(?:{_NAMES}):)", re.MULTILINE)


def joined(texts: Mapping[str, str], language: str) -> str:
    """Return the texts of a code as one, their names in a language ("sv", else English)."""
    labels = LABELS.get(language, LABELS["en"])
    parts = []
    for name in TEXTS:
        if text := texts[name]:
            safe = _TAKEN.sub(lambda _found: "\\", text)
            parts.append(f"{labels[name]}: {safe}" if name in labels else safe)
    return "\n\n".join(parts)


def parted(text: str) -> dict[str, str]:
    """Return the texts in one that `joined` made, or that says no more than a definition.

    A name that comes twice begins a text once: the second time it is part of that text.
    """
    found = {"definition": ""}
    ends = [0]
    names = ["definition"]
    starts = []
    for label in _LABEL.finditer(text):
        name = _FIELDS[label[1]]
        if name in names:
            continue
        names.append(name)
        starts.append(label.start())
        ends.append(label.end())
    starts.append(len(text))
    for name, begin, end in zip(names, ends, starts, strict=True):
        found[name] = _GIVEN.sub("", text[begin:end])
    return found
