"""Words of a text: the same cutting for the index, for queries and for showing matches.

A word is a run of letters and digits, lower-cased after it was cut out, or one emoji; nothing is
dropped, and an accent stays (`qcode.index.folding` takes it away where words are compared). Soft
hyphens and zero-width characters inside a word are passed over, a hyphen at the end of a line too,
and letters written with combining marks (NFD) are read as composed ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from qcode.model.emoji import EMOJI, FLAGS, JOINED, JOINER, PICTURES
from qcode.model.text import Span

from .units import Unit

_PLAIN_WORD = re.compile(r"[^\W_]+")
_WORD_OR_EMOJI = re.compile(rf"[^\W_]+|{EMOJI}")
_MAY_BE_EMOJI = re.compile(f"[{PICTURES}{FLAGS}]")
# The joiner joins emoji, and is to be ignored anywhere else.
_UNTIDY = re.compile(
    "[\u00ad\u200b\u200c\u2060\ufeff\ufe0e\ufe0f]"
    f"|{JOINER}(?![{JOINED}])|(?<![{JOINED}\ufe0f\U000e007f]){JOINER}"
)

# Whatever is not written with Latin letters, or has anything else that wants a closer look: most
# texts have nothing of the kind, and one search tells. U+0130 grows in lower case.
_UNUSUAL = re.compile("[^\x00-\xac\xae-\u012f\u0131-\u02ff\u2010-\u2027\u20ac]").search

# A hyphen and a line's end, a soft break too, may be where a word was broken in two.
_LINE_END = re.compile("[-\u2010\u00ad][\n\u2028]")
_AND = re.compile(r"(?:och|eller|samt|and|or|og|eller|und|oder)\b")  # "för-\noch nackdelar"

# How the sign before it is to be shown, as a picture or on a key: it stays with that.
_SHOWN_AS = re.compile("[\ufe0e\ufe0f]\u20e3?")

MAX_WORDS = 65_000
TOKENS = 4  # goes up when a text would be cut into other words than before, or elsewhere


def tidy(text: str) -> str:
    """Return the text without ignored characters and broken words, composed."""
    if "\n" in text or "\u2028" in text:
        text = _LINE_END.sub(lambda end: "" if _breaks_a_word(end) else end[0], text)
    if is_usual(text):
        return text
    if _UNTIDY.search(text):
        text = _UNTIDY.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def is_usual(text: str) -> bool:
    """Return whether no character is invisible, combines, is an emoji or alters its place or its
    neighbours in lower case. Words may still be broken at the ends of lines.
    """
    return text.isascii() or _UNUSUAL(text) is None


def word_pattern(tidied: str) -> re.Pattern[str]:
    """Return what cuts a tidied text into words: slower where there are emoji."""
    return _WORD_OR_EMOJI if may_have_emoji(tidied) else _PLAIN_WORD


def may_have_emoji(text: str) -> bool:
    """Return whether a text has a character that emoji are made of."""
    return not is_usual(text) and _MAY_BE_EMOJI.search(text) is not None


def _breaks_a_word(end: re.Match[str]) -> bool:
    """Return whether a hyphen at the end of a line stands between small letters of one word."""
    text, before, after = end.string, end.start() - 1, end.end()
    while before >= 0 and unicodedata.combining(text[before]):
        before -= 1
    return (
        before >= 0
        and text[before].islower()
        and text[after : after + 1].islower()
        and _AND.match(text, after) is None
    )


def words(text: str, *, case: bool = False) -> list[str]:
    """Return the words of a text in their order, lower-cased unless `case` matters."""
    tidied = tidy(text)
    if is_usual(tidied):
        return _PLAIN_WORD.findall(tidied if case else tidied.lower())
    found = word_pattern(tidied).findall(tidied)
    if case:
        return found
    # One call for all words; a line feed is no part of any and changes none of its neighbours.
    return "\n".join(found).lower().split("\n") if found else []


def words_of_units(units: Sequence[Unit], *, case: bool = False) -> list[list[str]]:
    """Return the words of each unit: the same as `words`, quicker for many.

    With `case` they stay as they are written.
    """
    texts = [unit.text for unit in units]
    tidied = tidy("\0".join(texts)).split("\0")  # NUL is in no canonical text
    if len(tidied) != len(texts):
        tidied = [tidy(text) for text in texts]
    found = [word_pattern(text).findall(text) for text in tidied]
    if case:
        return found
    lowered = iter("\n".join(chain.from_iterable(found)).lower().split("\n"))
    return [list(islice(lowered, len(words))) for words in found]


def word_spans(text: str, *, case: bool = False) -> Iterator[tuple[str, Span]]:
    """Yield the words as `words` does, with their places in `text` (code points, half-open).

    With `case` they stay as they are written.
    """
    for word, place in zip(words(text, case=case), word_places(text), strict=True):
        yield word, Span(*place)


def word_places(text: str, count: int | None = None) -> list[tuple[int, int]]:
    """Return where the words that `words` gives, or so many of them, begin and end in `text`
    (code points). What only says how a word is to be shown stands inside.
    """
    tidied = tidy(text)
    places = [match.span() for match in islice(word_pattern(tidied).finditer(tidied), count)]
    if tidied == text:
        return places
    origins = _origins(text)
    return [(origins[start][0], _shown_until(text, origins[end - 1][1])) for start, end in places]


def _shown_until(text: str, end: int) -> int:
    found = _SHOWN_AS.match(text, end)
    return end if found is None else found.end()


def _origins(text: str) -> list[tuple[int, int]]:
    """Return, for every character of `tidy(text)`, the span of `text` that it came from."""
    broken = {
        at
        for end in _LINE_END.finditer(text)
        if _breaks_a_word(end)
        for at in range(end.start(), end.end())
    }
    dropped = broken | {found.start() for found in _UNTIDY.finditer(text)}
    kept = [(at, c) for at, c in enumerate(text) if at not in dropped]
    origins: list[tuple[int, int]] = []
    first = 0
    while first < len(kept):
        last = first + 1
        while last < len(kept) and not _begins(kept[last][1]):
            last += 1
        cluster = "".join(c for _at, c in kept[first:last])
        span = (kept[first][0], kept[last - 1][0] + 1)
        composed = unicodedata.normalize("NFC", cluster)
        if len(composed) == last - first:
            origins.extend((at, at + 1) for at, _c in kept[first:last])
        else:
            origins.extend(span for _c in composed)
        first = last
    return origins


def _begins(character: str) -> bool:
    """Return whether nothing before this character can be composed with it."""
    return unicodedata.combining(character) == 0 and not _may_follow(character)


def _may_follow(character: str) -> bool:
    """Return whether a character of combining class 0 can still join the one before it."""
    return unicodedata.category(character) in ("Mn", "Mc") or "\u1160" <= character <= "\u11ff"


def cut(text: str, spans: Iterable[Span]) -> tuple[Unit, ...]:
    """Return the stretches of a text as units, in order; one of over `MAX_WORDS` words as several.

    `spans` are code points of `text`, usually its turns or paragraphs. Always the same for the
    same text and spans, so a unit can be found again by its number.
    """
    return tuple(part for start, end in spans for part in _shorter(Unit(start, text[start:end])))


def _shorter(unit: Unit) -> Iterator[Unit]:
    if len(unit.text) < MAX_WORDS:
        yield unit
        return
    start = 0
    for number, match in enumerate(word_pattern(unit.text).finditer(unit.text)):
        if number and number % MAX_WORDS == 0:
            yield Unit(unit.start + start, unit.text[start : match.start()])
            start = match.start()
    yield Unit(unit.start + start, unit.text[start:])
