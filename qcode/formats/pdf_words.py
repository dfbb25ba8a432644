"""How lines of print become a text again: words that were divided, and where paragraphs begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import Enum

from .pdf_text import DIVIDED
from .turn_labels import Kind, kind_of

SIGNS = f"\u2010\u00ad{DIVIDED}-"  # of a word that is divided, or has a hyphen
GLUES = f"{SIGNS}–—/"  # what a line can end with and go on without a space
_ATTACHED = re.compile(r"[^\s–—][–—/]$")  # "2018–", "https:/"
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEFORE = re.compile(rf"([^\s{SIGNS}]*)[{SIGNS}]$")
_BEHIND = re.compile(r"[^\W\d_]+")


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


_AND = _each("och eller samt respektive resp till and or to und oder bis og et ou en of")
# What has a hyphen in front of whatever it stands before.
_PREFIXES: Mapping[str, frozenset[str]] = {
    "sv": _each("icke e ex vice kvasi"),
    "en": _each(
        "self well non semi quasi ex all cross high low long short half post pre ill mid anti "
        "one two three four"
    ),
}
_ENDS = re.compile(r"[.!?:;…][\"”’»')\]]*$")
_LABEL = re.compile(r"([^\s:][^:\t]{0,57}):(?:\s|$)")
_BULLET = re.compile(r"[•▪●◦‣·∙]\s|[\uf0b7\uf0a7]")
_ITEM = re.compile(r"(?:[–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_CAPTION = re.compile(r"(?:Figur|Figure|Fig\.|Tabell|Table|Bild|Diagram)\s\d+", re.IGNORECASE)
_TIME = re.compile(r"[\[(#]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])#]?(?:\s|$)")


class Joint(Enum):
    """How a line goes on in the next one."""

    SPACE = " "
    KEEP = "-"  # the hyphen belongs to the word
    DROP = ""  # it was only there because the line ended
    APART = "- "  # "in- och utvandring"


def words_of(texts: Iterable[str]) -> Counter[str]:
    """Count the words that stand whole in texts, in lower case."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(_WORDS.findall(text.lower()))
    return found


def joint(before: str, behind: str, words: Mapping[str, int], language: str) -> Joint:
    """Return how two lines are joined; `words` are those of the whole text."""
    if before[-1:] not in SIGNS:
        return Joint.KEEP if _ATTACHED.search(before) and behind[:1].isalnum() else Joint.SPACE
    first, second = _BEFORE.search(before), _BEHIND.match(behind)
    if first is None or not first[1]:
        return Joint.SPACE
    start = re.search(r"[^\W\d_]*$", first[1])
    one = start[0] if start else ""
    if second is None or not one or not second[0][0].islower():
        return Joint.KEEP if behind[:1].isalnum() else Joint.SPACE
    two, sign = second[0], before[-1]
    if sign == "\u00ad":
        return Joint.DROP
    whole = (one + two).lower()
    if words.get(whole):
        return Joint.DROP
    if two in _AND:
        return Joint.APART
    hyphenated = f"{one}-{two}".lower()
    if words.get(hyphenated) or _keeps(one, language):
        return Joint.KEEP
    known = len(one) > 2 and words.get(one.lower(), 0) and words.get(two, 0)
    return Joint.KEEP if language == "en" and known else Joint.DROP


def _keeps(one: str, language: str) -> bool:
    """Whether what stands before a hyphen always has one: "e-post", "EU-land", "icke-rökare"."""
    if len(one) == 1 or (one.isupper() and len(one) > 1):
        return True
    return one.lower() in _PREFIXES.get(language, ())


def ends_sentence(text: str) -> bool:
    """Whether a line may be the last of a paragraph."""
    return _ENDS.search(text) is not None


def label_of(text: str) -> str:
    """Return the label of one who speaks with which a line begins, "" if there is none."""
    found = _LABEL.match(text)
    return found[1] if found and kind_of(found[1]) >= Kind.NAME else ""


def begins_item(text: str) -> bool:
    """Whether a line begins with the sign of a list, or with a time, wherever it stands."""
    return bool(_BULLET.match(text) or _TIME.match(text))


def may_begin_item(text: str) -> bool:
    """Whether a line is the first of a list or a caption, if a sentence ended before."""
    return bool(_ITEM.match(text) or _CAPTION.match(text))
