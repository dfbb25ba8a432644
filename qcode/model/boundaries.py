"""Where visible characters, words and sentences begin and end.

Rules of thumb on the standard library's Unicode tables, good enough to select and to code by.
All positions are code points of a canonical text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .text import Span

_ZWJ = "\N{ZERO WIDTH JOINER}"
_ZWNJ = "\N{ZERO WIDTH NON-JOINER}"

# Belongs to the character before: joiners, tones of skin, tags of flags, half-width voice marks.
_ADDED = re.compile(f"[{_ZWJ}{_ZWNJ}\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\uff9e\uff9f]")
_REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]")
_PICTOGRAPH = re.compile(
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_HANGUL = re.compile("[\u1100-\u11ff\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb]")
_HANGUL_LEAD = re.compile("[\u1100-\u115f\ua960-\ua97c]")
_HANGUL_VOWEL_OR_FINAL = re.compile("[\u1160-\u11ff\ud7b0-\ud7fb]")
_CONTROLS = frozenset({"Cc", "Cf", "Zl", "Zp"})


def is_grapheme_boundary(text: str, position: int) -> bool:
    """Whether a visible character begins or ends at `position`.

    The extended grapheme clusters of Unicode's UAX #29, with these approximations: every mark
    (Mn, Mc, Me) belongs to what it follows; a pictograph after a zero-width joiner belongs to it,
    whatever stands before; pictographs are ranges of the tables; a Hangul vowel or final joins
    any Hangul before it; Indic conjuncts and prepended characters are not joined.
    """
    if position <= 0 or position >= len(text):
        return True
    before, after = text[position - 1], text[position]
    if before < "\u0300" and after < "\u0300":  # nearly all there is to read in Swedish
        return (before, after) != ("\r", "\n")
    if before <= "\udbff" and after <= "\udfff" and before >= "\ud800" and after >= "\udc00":
        return False  # the two halves of a character, in a text that is not canonical
    if _is_control(before) or _is_control(after):
        return True
    if unicodedata.category(after)[0] == "M" or _ADDED.match(after):
        return False
    if _REGIONAL.match(after):
        return _regional_before(text, position) % 2 == 0
    if before == _ZWJ:
        return not _PICTOGRAPH.match(after)
    if _HANGUL.match(before):
        joined = _HANGUL if _HANGUL_LEAD.match(before) else _HANGUL_VOWEL_OR_FINAL
        return not joined.match(after)
    return True


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in _CONTROLS and not _ADDED.match(character)


def _regional_before(text: str, position: int) -> int:
    """Return how many regional indicators, two of which are a flag, stand before `position`."""
    at = position
    while at and _REGIONAL.match(text, at - 1):
        at -= 1
    return position - at


def grapheme_start(text: str, position: int) -> int:
    """Return where the visible character around `position` begins; a boundary is left as it is."""
    while not is_grapheme_boundary(text, position):
        position -= 1
    return position


def grapheme_end(text: str, position: int) -> int:
    """Return where the visible character around `position` ends; a boundary is left as it is."""
    while not is_grapheme_boundary(text, position):
        position += 1
    return position


def snap_to_graphemes(text: str, span: tuple[int, int]) -> Span:
    """Return `span` made just long enough that it cuts no visible character.

    Accents, joined emoji, flags and the like stay whole. An empty span stays empty, at the
    beginning of the character it is in. Positions outside the text come back inside it.
    """
    start, end = (min(max(position, 0), len(text)) for position in span)
    first = grapheme_start(text, start)
    return Span(first, grapheme_end(text, end) if end > start else first)


_WORD_BEGINS = re.compile(r"[^\W_]+")
_JOINS_WORDS = frozenset("-'’\N{HYPHEN}\N{NON-BREAKING HYPHEN}")
_INSIDE_WORDS = frozenset("\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}" + _ZWJ + _ZWNJ)


def word_at(text: str, position: int) -> Span | None:
    """Return the word at `position` (or the one that ends there), or None.

    A word is letters and digits with their accents and invisible hyphens; one hyphen or
    apostrophe keeps it together: "e-post", "well-known", "it's".
    """
    for at in (position, position - 1):
        if 0 <= at < len(text) and _in_word(text, at):
            break
    else:
        return None
    start = end = at
    while start and _in_word(text, start - 1):
        start -= 1
    while end < len(text) and _in_word(text, end):
        end += 1
    return Span(start, end)


def words(text: str, span: tuple[int, int] | None = None) -> list[Span]:
    """Return the words of a text, or of a span of it; what is cut off by `span` counts as it is."""
    start, end = span if span is not None else (0, len(text))
    found: list[Span] = []
    for first in _WORD_BEGINS.finditer(text, start, end):
        if found and first.start() < found[-1].end:
            continue
        whole = word_at(text, first.start())
        if whole is not None:
            found.append(Span(max(whole.start, start), min(whole.end, end)))
    return found


def _in_word(text: str, at: int) -> bool:
    if _is_letter(text, at):
        return True
    if text[at] not in _JOINS_WORDS and text[at] not in _INSIDE_WORDS:
        return False
    return 0 < at < len(text) - 1 and _is_letter(text, at - 1) and _is_letter(text, at + 1)


def _is_letter(text: str, at: int) -> bool:
    """Whether there is a letter, a digit or a mark on one."""
    return text[at].isalnum() or unicodedata.category(text[at])[0] == "M"


_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|\Z)")
_FIRST = re.compile(r"\S")

# Not those that often end a sentence ("etc.", "m.m.", "osv."), are words of their own ("min.",
# "tom.", "no.") or names ("max.", "ed.").
_SWEDISH = (
    "ang bl.a ca d.v.s dvs ev ex exkl f.d f.ö fr.o.m inkl jfr jmf kap kl m.a.o nr p.g.a pga resp "
    "s.k sk t.ex t.o.m tel tidl u.a uppl"
)
_ENGLISH = "approx cf dept dr e.g eg esp i.e ie mr mrs ms pp prof vol vs"
_ABBREVIATIONS = frozenset(_SWEDISH.split() + _ENGLISH.split())


def sentences(text: str, span: tuple[int, int] | None = None) -> list[Span]:
    """Return the sentences of a text, or of a span of it, without the white space between.

    A sentence ends with its paragraph, or with `.`, `!`, `?` or `…` (and closing quotes) before
    white space, unless the next word begins with a small letter or the dot belongs to a common
    Swedish or English abbreviation or to an initial. What is cut off by `span` counts as it is.
    """
    start, end = span if span is not None else (0, len(text))
    found: list[Span] = []
    while start <= end:
        line_end = text.find("\n", start, end)
        line_end = end if line_end < 0 else line_end
        found += _sentences_of_paragraph(text, start, line_end)
        start = line_end + 1
    return found


def _sentences_of_paragraph(text: str, start: int, end: int) -> Iterator[Span]:
    for stop in _STOP.finditer(text, start, end):
        following = _FIRST.search(text, stop.end(), end)
        if following is None or not _goes_on(text, start, stop, following[0]):
            yield from _trimmed(text, start, stop.end())
            start = stop.end()
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the span without white space around it, unless nothing is left."""
    sentence = text[start:end]
    if stripped := sentence.strip():
        begin = start + sentence.index(stripped[0])
        yield Span(begin, begin + len(stripped))


def _goes_on(text: str, start: int, stop: re.Match[str], following: str) -> bool:
    """Whether a sentence goes on behind this mark, with `following` as its next character."""
    if following.islower():
        return True
    if stop[0] != ".":
        return False
    word = text[max(start, stop.start() - 12) : stop.start()].split()[-1:]
    bare = word[0].lstrip("(\"'”’»[") if word else ""
    is_initial = len(bare) == 1 and bare.isalpha() and bare != "I"
    return is_initial or bare.lower() in _ABBREVIATIONS
