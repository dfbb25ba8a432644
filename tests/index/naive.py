"""A reader that knows no index and none of our shortcuts: it looks at every word of every unit.

Only which words are forms or parts of others it asks of `qcode.index.word_forms`, and which are
hesitations of `qcode.index.fillers`: their tests are lists made by hand.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from qcode.index.fillers import fillers
from qcode.index.units import SourceUnits, UnitKey, UnitSet
from qcode.index.word_forms import word_forms
from qcode.model import emoji
from qcode.model.query import And, Fuzzy, Near, Not, Or, Phrase, Prefix, Query, TextLeaf, Wild, Word
from qcode.model.search_options import PLAIN, SearchOptions

MARKS = "".join(map(chr, range(0x300, 0x370)))
IGNORED = "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"
PICTURE, JOINED, TONE, FLAG = (
    re.compile(f"[{letters}]")
    for letters in (emoji.PICTURES, emoji.JOINED, emoji.TONES, emoji.FLAGS)
)

Span = tuple[int, int]
Compare = Callable[[str, str], bool]  # a word of a query with one of a text


@dataclass(frozen=True)
class Token:
    """A word, lower-cased and as it is written, and where it stands."""

    word: str
    start: int
    end: int
    written: str = ""


Fits = Callable[[Token], bool]


def forget() -> None:
    """Let go of what was kept of texts and queries: no other test has the same."""
    for each in (tokens, plain, changes, ways, places, skipped):
        each.cache_clear()


@cache
def tokens(text: str) -> tuple[Token, ...]:
    """Cut a text into words, letter by letter."""
    found: list[Token] = []
    every = list(letters(text))
    at = 0
    while at < len(every):
        count = picture([letter for letter, _first, _last in every[at : at + 99]])
        while every[at][0].isalnum() and at + count < len(every) and every[at + count][0].isalnum():
            count += 1
        if count:
            word = "".join(letter for letter, _first, _last in every[at : at + count])
            end = shown_until(text, every[at + count - 1][2])
            found.append(Token(word.lower(), every[at][1], end, word))
        at += max(count, 1)
    return tuple(found)


def shown_until(text: str, end: int) -> int:
    """Return where a word ends with what says how it is shown."""
    if not text.startswith(("\ufe0e", "\ufe0f"), end):
        return end
    return end + 2 if text.startswith("\u20e3", end + 1) else end + 1


def picture(letters: list[str]) -> int:
    """Return how many characters make up the emoji that begins here, if there is one."""
    if len(letters) > 1 and FLAG.match(letters[0]) and FLAG.match(letters[1]):
        return 2
    count = 0
    wanted = PICTURE
    while count < len(letters) and wanted.match(letters[count]):
        count += 1
        count += count < len(letters) and bool(TONE.match(letters[count]))
        tags = "".join(letters[count:]).partition("\U000e007f")
        if tags[1] and tags[0] and all("\U000e0020" <= tag <= "\U000e007e" for tag in tags[0]):
            count += len(tags[0]) + 1
        if len(letters) < count + 2 or letters[count] != emoji.JOINER:
            break
        if not JOINED.match(letters[count + 1]):
            break
        count, wanted = count + 1, JOINED
    return count


def letters(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield letters with their marks, and where in the text they come from."""
    ignored = {at for at, letter in enumerate(text) if letter in IGNORED} | set(line_ends(text))
    for at, letter in enumerate(text):
        before, after = text[:at].rstrip("\ufe0f")[-1:], text[at + 1 : at + 2]
        if letter == emoji.JOINER and JOINED.match(before) and JOINED.match(after):
            ignored.remove(at)
    kept = [(at, letter) for at, letter in enumerate(text) if at not in ignored]
    while kept:
        count = 1
        while count < len(kept) and unicodedata.combining(kept[count][1]):
            count += 1
        cluster, kept = kept[:count], kept[count:]
        composed = unicodedata.normalize("NFC", "".join(letter for _at, letter in cluster))
        for number, letter in enumerate(composed):
            if len(composed) == count:
                yield letter, cluster[number][0], cluster[number][0] + 1
            else:
                yield letter, cluster[0][0], cluster[-1][0] + 1


def line_ends(text: str) -> Iterator[int]:
    """Yield the hyphens and ends of lines that break a word in two."""
    for at in range(1, len(text) - 2):
        before, after = text[:at].rstrip(MARKS)[-1:], text[at + 2 :]
        together = re.match(r"(och|eller|samt|and|or|og|und|oder)\b", after)
        if (
            text[at] in "-\u2010\u00ad"
            and text[at + 1] in "\n\u2028"
            and before.islower()
            and after[0].islower()
            and not together
        ):
            yield at
            yield at + 1


@cache
def plain(word: str) -> str:
    """Take away accents, but not those of å, ä and ö."""
    return "".join(
        letter if letter in "åäöæøÅÄÖÆØ" else bare(unicodedata.normalize("NFD", letter)[0], letter)
        for letter in word
    )


def bare(base: str, letter: str) -> str:
    return base if base.isascii() and base.isalpha() else letter


@cache
def changes(one: str, other: str) -> int:
    """Count the letters to add, leave out, replace or swap to make one word of another."""
    if not one or not other:
        return len(one) + len(other)
    least = min(
        changes(one[1:], other) + 1,
        changes(one, other[1:]) + 1,
        changes(one[1:], other[1:]) + (one[0] != other[0]),
    )
    if len(one) > 1 and len(other) > 1 and one[0] == other[1] and one[1] == other[0]:
        least = min(least, changes(one[2:], other[2:]) + 1)
    return least


@cache
def ways(leaf: TextLeaf, language: str, options: SearchOptions) -> list[list[Fits]]:
    """Return what each word of a leaf asks of a word of a text, once for each way to write it."""
    match leaf:
        case Word(text=text) if not (leaf.exact or options.exact):
            other = None
            if text.isdecimal() and 4 <= len(text) <= 9 and text[0] != "0" and not leaf.plus:
                other = Word(f"{int(text):,}".replace(",", " "), exact=True)
            elif re.fullmatch(r"[^\W\d_]+(-[^\W\d_]+)*-[^\W\d_]{3,}", text):
                other = Word(text.replace("-", ""))
            written = [leaf] if other is None or leaf.minus else [leaf, other]
            return [pattern(way, language, options) for way in written]
        case _:
            return [pattern(leaf, language, options)]


def pattern(leaf: TextLeaf, language: str, options: SearchOptions) -> list[Fits]:
    match leaf:
        case Word(text=text, exact=exact, plus=plus, minus=minus):
            named = dict.fromkeys(minus, False) | dict.fromkeys(plus, True)
            exact = exact or options.exact
            return [
                chosen(
                    named,
                    options,
                    cased(token, same if exact else form(language, options), options),
                )
                for token in tokens(text)
            ]
        case Prefix(text=text):
            *before, last = tokens(text)
            exactly = [cased(token, same, options) for token in before]
            return [*exactly, cased(last, beginning, options)]
        case Wild(pattern=text) if options.case:
            return [lambda token: fnmatchcase(plain(token.written), plain(text))]
        case Wild(pattern=text):
            return [lambda token: fnmatchcase(plain(token.word), plain(text.lower()))]
        case Fuzzy(text=text, distance=distance):
            (token,) = tokens(text)
            return [cased(token, close(distance), options)]
        case Phrase(text=text) | Near(text=text):
            return [
                cased(token, beginning if text[token.end : token.end + 1] == "*" else same, options)
                for token in tokens(text)
            ]


def cased(wanted: Token, fits: Compare, options: SearchOptions) -> Fits:
    """Ask for the same capitals too, where case matters."""
    if not options.case:
        return lambda token: fits(wanted.word, token.word)
    return lambda token: (
        fits(wanted.word, token.word) and capitals(plain(wanted.written), plain(token.written))
    )


def capitals(wanted: str, word: str) -> bool:
    """Whether two words are written alike as long as they have the same letters."""
    for one, other in zip(wanted, word, strict=False):
        if one.lower() != other.lower():
            return True
        if one != other:
            return False
    return True


def same(wanted: str, word: str) -> bool:
    return plain(word) == plain(wanted)


def beginning(wanted: str, word: str) -> bool:
    return plain(word).startswith(plain(wanted))


def form(language: str, options: SearchOptions) -> Compare:
    @cache
    def fits(wanted: str, word: str) -> bool:
        forms = word_forms(wanted, language)
        return forms.is_form(word) or (options.parts is not False and forms.has_part(word))

    return fits


def close(distance: int) -> Compare:
    def fits(wanted: str, word: str) -> bool:
        wanted, word = plain(wanted), plain(word)
        return abs(len(word) - len(wanted)) <= distance and changes(wanted, word) <= distance

    return fits


def chosen(named: Mapping[str, bool], options: SearchOptions, fits: Fits) -> Fits:
    """Let the forms that are named count, whatever the word."""
    known = named if options.case else {word.lower(): fit for word, fit in named.items()}

    def choose(token: Token) -> bool:
        word = token.written if options.case else token.word
        return known[word] if word in known else fits(token)

    return choose


@cache
def places(
    leaf: TextLeaf, text: str, language: str, options: SearchOptions = PLAIN
) -> tuple[Span, ...]:
    """Return where a leaf stands in a text."""
    found = tokens(text)
    places: list[Span] = []
    for wanted in ways(leaf, language, options):
        if not wanted:
            continue
        if isinstance(leaf, Near):
            places += near(found, wanted, len(wanted) + leaf.distance)
            continue
        passed = skipped(text, language) if isinstance(leaf, Phrase) and options.fillers else ()
        for at in (at for at, token in enumerate(found) if wanted[0](token)):
            ends = list(follow(found, wanted, at, passed))
            if ends:
                places.append((found[at].start, found[min(ends)].end))
    return tuple(places)


def follow(
    found: tuple[Token, ...], wanted: list[Fits], at: int, passed: tuple[bool, ...]
) -> Iterator[int]:
    """Yield where what is wanted may end that begins at a word: skipping some words or not."""
    if at == len(found):
        return
    if wanted[0](found[at]):
        if len(wanted) == 1:
            yield at
            return
        yield from follow(found, wanted[1:], at + 1, passed)
        after = at + 1
        while passed and after < len(found) and passed[after]:
            after += 1
            if after < len(found) and wanted[1](found[after]):
                yield from follow(found, wanted[1:], after, passed)


@cache
def skipped(text: str, language: str) -> tuple[bool, ...]:
    """Return for each word whether a phrase may pass over it: what is said again, what is broken
    off, what somebody remarks in brackets, and what is a hesitation.
    """
    found = tokens(text)
    passed = [at > 0 and found[at].word == found[at - 1].word for at in range(len(found))]
    for at, token in enumerate(found):
        if re.match(
            r"[-–—](\s+(?!(och|eller|samt|and|or|og)\b)(?=\S)|\s*$|[,.…])", text[token.end :]
        ):
            passed[at] = True
        for opening, closing in ("()", "[]", "<>"):
            before = text[: token.start].rpartition(opening)
            inside = before[2] + text[token.start :].partition(closing)[0]
            closed = closing in text[token.end :] and before[1]
            if closed and len(inside) <= 60 and not set(inside) & {opening, closing, "\n"}:
                passed[at] = True
    for mark in re.finditer("#[0-9:.,-]{4,}#", text):
        for at, token in enumerate(found):
            passed[at] = passed[at] or (mark.start() < token.start and token.end < mark.end())
    for several in fillers(language):
        for at in range(len(found) - len(several) + 1):
            if tuple(token.word for token in found[at : at + len(several)]) == several:
                passed[at : at + len(several)] = [True] * len(several)
    return tuple(passed)


def near(found: tuple[Token, ...], wanted: list[Fits], widest: int) -> Iterator[Span]:
    """Yield the stretches with a word of its own for everyone, none of which holds another."""
    useful = [any(fits(token) for fits in wanted) for token in found]
    stretches = [
        (first, last)
        for first in range(len(found))
        for last in range(first + len(wanted) - 1, min(first + widest, len(found)))
        if useful[first] and useful[last]
        if any(
            all(fits(word) for fits, word in zip(wanted, some, strict=True))
            for some in itertools.permutations(found[first : last + 1], len(wanted))
        )
    ]
    for first, last in stretches:
        if not any(
            first <= one and other <= last and (first, last) != (one, other)
            for one, other in stretches
        ):
            yield found[first].start, found[last].end


def holds(
    query: Query,
    unit: UnitKey,
    text: str,
    language: str,
    given: Mapping[Query, UnitSet],
    options: SearchOptions = PLAIN,
) -> bool:
    match query:
        case And(parts=parts):
            return all(holds(part, unit, text, language, given, options) for part in parts)
        case Or(parts=parts):
            return any(holds(part, unit, text, language, given, options) for part in parts)
        case Not(part=part):
            return not holds(part, unit, text, language, given, options)
        case _ if query in given:
            return unit in given[query]
        case _:
            return bool(places(query, text, language, options))


def read(
    source: SourceUnits,
    query: Query,
    given: Mapping[Query, UnitSet],
    options: SearchOptions = PLAIN,
) -> set[UnitKey]:
    """Return the units of a source that a query is true of."""
    return {
        UnitKey(source.key, number)
        for number, unit in enumerate(source.units)
        if holds(query, UnitKey(source.key, number), unit.text, source.language, given, options)
    }


def marks(query: Query, text: str, language: str, options: SearchOptions = PLAIN) -> list[Span]:
    """Return the characters of a text that a query is about, as spans."""
    return joined(
        span
        for leaf in shown(query)
        if isinstance(leaf, TextLeaf)
        for span in places(leaf, text, language, options)
    )


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that share a character as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def shown(query: Query, *, negated: bool = False) -> Iterator[Query]:
    """Yield what a hit may show: whatever stands under no NOT, or under two."""
    match query:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from shown(part, negated=negated)
        case Not(part=part):
            yield from shown(part, negated=not negated)
        case _ if not negated:
            yield query
