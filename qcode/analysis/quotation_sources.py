"""Whom a manuscript says that a quotation is by: in parentheses behind it, beside it, or before it.

Names are compared word by word, in any case; "IP07", "IP 7" and "ip07" are the same.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from qcode.model.manuscript import Quotation, QuotationKind
from qcode.model.text import Span

from .quotation_dashes import beside, is_told
from .quotation_words import word_spans

_PARENTHESIS = re.compile(r"\s*[.,;:!?]?\s*[(\[]([^()\[\]\n]{1,160})[)\]]")
_REFERENCE_LINE = re.compile(r"\s*[(\[–—-]|.*[^.!?:\s]\s*$")  # and no sentence that goes on
_SENTENCE_END = re.compile(r"(?<=[.!?…:])[”“\"»’')\]]*\s+")
_PLACES = re.compile(
    r"(?:[¶§]{1,2}|\b(?:paragraph|paragraphs|paras?\.?|stycke|stycken|st\.|avsnitt))"
    r"\s*(\d{1,6})(?:\s*[-–—]\s*(\d{1,6}))?",
    re.IGNORECASE,
)
_CLOCK = r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?![\d:])"
_TIMES = re.compile(rf"(?<![\d:.,]){_CLOCK}(?:\s*[-–—]\s*{_CLOCK})?")
_OF_DAY = re.compile(r"\b(?:kl\.?|klockan|at)\s*$", re.IGNORECASE)  # no time of a recording
_NAME = re.compile(
    r"\s*([^\W\d_a-zåäöæøé][^\W\d_]{1,20}(?: [^\W\d_a-zåäöæøé][^\W\d_]{1,20})?)\s*(?:[,;]|$)"
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_IDENTIFIER = re.compile(r"([^\W\d_]{1,12})0*(\d{1,5})")
_ZEROS = re.compile(r"(?<=[^\W\d_])0+(?=\d)")
_LONGEST_NAME = 6  # words
_LINE = 14  # words of a line that may name the source of a block
_FAR = 240  # characters before or behind a quotation that are read


@dataclass(frozen=True, slots=True)
class Times:
    """A time of a recording as it is written, with the seconds that it may mean, from and to.

    "14:05" are minutes and seconds, or hours and minutes.
    """

    written: str
    meant: tuple[tuple[int, int], ...]

    @property
    def is_sure(self) -> bool:
        """Whether it can only be the time of a recording."""
        return len(self.meant) == 1


@dataclass(frozen=True, slots=True)
class Claim:
    """Where a manuscript says that a quotation is from.

    `keys` are those that the names in it stand for; `unknown` are names that look like those of
    sources and are none; `paragraphs` are the numbers behind a pilcrow, `times` where in the
    recording. A reference stands in parentheses or on a line of its own; other claims are read
    out of a sentence.
    """

    text: str
    keys: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()
    paragraphs: tuple[int, int] | None = None
    is_reference: bool = False
    times: Times | None = None

    @property
    def is_made(self) -> bool:
        """Whether the manuscript says anything of where the words are from."""
        return bool(self.text)

    def allows(self, keys: frozenset[str]) -> bool:
        """Whether a source with any of these keys may be meant."""
        return bool(self.keys & keys) if self.keys else not self.unknown


NO_CLAIM = Claim("")


class SourceNames:
    """The names that sources go by, each with the keys of what it may stand for.

    `parts` are words out of names: they are enough in a reference, and in a sentence they are not.
    """

    def __init__(
        self,
        names: Mapping[str, frozenset[str]],
        parts: Mapping[str, frozenset[str]] = MappingProxyType({}),
    ) -> None:
        self._keys: dict[str, frozenset[str]] = {}
        self._parts: dict[str, frozenset[str]] = {}
        for known, given in ((self._keys, names), (self._parts, parts)):
            for name, keys in given.items():
                key = _key([word for word, _start, _end in word_spans(name)])
                if len(key) >= 2:
                    known[key] = known.get(key, frozenset()) | keys
        found = map(_IDENTIFIER.fullmatch, self._keys)
        self._prefixes = {identifier[1] for identifier in found if identifier}

    def in_reference(self, text: str) -> Iterator[tuple[Span, frozenset[str]]]:
        """Yield the names in a reference, the longer of two, with what they stand for."""
        yield from self._find(text, {**self._parts, **self._keys})

    def in_sentence(
        self, text: str, common: Container[str]
    ) -> Iterator[tuple[Span, frozenset[str]]]:
        """Yield the names in a sentence; a word in small letters, or a common one, is none."""
        for span, keys in self._find(text, self._keys):
            written = text[span.start : span.end]
            is_plain = written.isalpha() and written.casefold() in common
            if not (is_plain or written[0].islower()) or any(c.isdigit() for c in written):
                yield span, keys

    @staticmethod
    def _find(
        text: str, known: Mapping[str, frozenset[str]]
    ) -> Iterator[tuple[Span, frozenset[str]]]:
        found = word_spans(text)
        at = 0
        while at < len(found):
            for length in range(min(_LONGEST_NAME, len(found) - at), 0, -1):
                part = found[at : at + length]
                keys = known.get(_key([word for word, _start, _end in part]))
                if keys is not None and (length == 1 or _together(text, part)):
                    yield Span(part[0][1], part[-1][2]), keys
                    at += length
                    break
            else:
                at += 1

    def unknown(self, text: str) -> Iterator[str]:
        """Yield what looks like the name of a source, such as "IP99", and is none."""
        found = word_spans(text)
        for at, (word, start, end) in enumerate(found):
            if word.isdigit() and at and found[at - 1][0] in self._prefixes:
                key, start = _key([found[at - 1][0], word]), found[at - 1][1]
            else:
                key = _key([word])
            identifier = _IDENTIFIER.fullmatch(key)
            if identifier and identifier[1] in self._prefixes and key not in self._keys:
                yield text[start:end]


def _key(parts: list[str]) -> str:
    return _ZEROS.sub("", "".join(parts))


def _together(text: str, part: list[tuple[str, int, int]]) -> bool:
    return not re.search(r"[.;()\n]", text[part[0][1] : part[-1][2]])


def claim_of(
    text: str,
    quotation: Quotation,
    between: tuple[int, int],
    names: SourceNames,
    common: Container[str] = frozenset(),
) -> Claim:
    """Return what a manuscript says of where a quotation is from.

    `between` is where the quotation in front of it ends and where the next one begins; `common`
    are the words that the manuscript has in small letters too.
    """
    numbers: tuple[int, int] | None = None
    times: Times | None = None
    for stretch, is_reference in _stretches(text, quotation, *between):
        in_it = names.in_reference(stretch) if is_reference else None
        named = list(names.in_sentence(stretch, common) if in_it is None else in_it)
        keys = _meant([keys for _span, keys in named], together=is_reference)
        places = _PLACES.search(stretch) if is_reference else None
        if places is not None and numbers is None:
            numbers = int(places[1]), int(places[2] or places[1])
        moment = _times(stretch) if is_reference else None
        times = times or moment
        unknown: tuple[str, ...] = ()
        if is_reference and not keys:
            unknown = tuple(names.unknown(stretch)) or _stranger(
                stretch, exact=places is not None or (moment is not None and moment.is_sure)
            )
        if keys or unknown:
            said = [stretch] if is_reference else [stretch[a:b] for (a, b), _keys in named]
            written = ", ".join(" ".join(part.split()) for part in said)
            written = written.strip("()[]–— ")
            return Claim(written, keys, unknown, numbers, is_reference, times)
    if times is not None and not times.is_sure:
        times = None  # without a name it may be a verse or a time of the day
    if numbers is None and times is None:
        return NO_CLAIM
    written = f"¶ {numbers[0]}" if numbers is not None else ""
    told = ", ".join(filter(None, (written, times.written if times is not None else "")))
    return Claim(told, paragraphs=numbers, times=times)


def _times(reference: str) -> Times | None:
    match = _TIMES.search(reference)
    if match is None or _OF_DAY.search(reference[: match.start()]):
        return None
    first, second = match.groups()[:3], match.groups()[3:]
    last = second if second[0] is not None else first
    meant = zip(_seconds(*first), _seconds(*last), strict=False)
    # Of hours and minutes any second of the last minute is meant.
    return Times(match[0], tuple((low, high + 59 * at) for at, (low, high) in enumerate(meant)))


def _seconds(one: str, two: str, three: str | None) -> tuple[int, ...]:
    """Return what a time may mean: hours, minutes and seconds, or one of these left out."""
    if three is not None:
        return (3600 * int(one) + 60 * int(two) + int(three),)
    return 60 * int(one) + int(two), 3600 * int(one) + 60 * int(two)


def _meant(named: list[frozenset[str]], *, together: bool) -> frozenset[str]:
    """Return what several names stand for: in a reference, who speaks in which document.

    The key of a speaker begins with that of the document and a slash.
    """
    every = frozenset[str]().union(*named)
    if not together or len(named) < 2:
        return every
    narrow = {
        key for key in every if all(key in each or key.partition("/")[0] in each for each in named)
    }
    return frozenset(narrow) or every


def _stranger(reference: str, *, exact: bool) -> tuple[str, ...]:
    """Return the name in a reference to an exact place that no source has: "(Kevin, ¶ 12)"."""
    name = _NAME.match(reference) if exact else None
    return () if name is None or _YEAR.search(reference) else (name[1],)


def _stretches(
    text: str, quotation: Quotation, before: int, after: int
) -> Iterator[tuple[str, bool]]:
    """Yield the places where a source may be named, the likeliest first; True: a reference."""
    end = quotation.outer.end
    if quotation.kind is QuotationKind.BLOCK:
        yield text[quotation.span.end : end], True
        line = _line(text, end + 1, after)
        if len(line.split()) <= _LINE and _REFERENCE_LINE.match(line):
            yield line, True
    if quotation.kind is QuotationKind.DASH:
        for gap in beside(quotation):
            for inside in re.findall(r"[(\[]([^()\[\]\n]{1,160})[)\]]", text[gap.start : gap.end]):
                yield inside, True
            yield text[gap.start : gap.end], False
    behind = text[end : min(after, _paragraph_end(text, end), end + _FAR)]
    parenthesis = _PARENTHESIS.match(behind)
    if parenthesis is not None:
        yield parenthesis[1], True
    sentence = _SENTENCE_END.split(behind, maxsplit=1)[0]
    yield sentence, False
    start = quotation.outer.start
    if before and (theirs := _PARENTHESIS.match(text, before, start)) is not None:
        before = theirs.end()  # what follows the quotation in front belongs to that
    intro = text[max(before, start - 2 * _FAR) : start]
    if "\n" in intro.rstrip("\n"):
        lines = intro.rstrip("\n").rsplit("\n", 1)
        intro = lines[1] if lines[1].strip() or not lines[0].rstrip().endswith(":") else lines[0]
    sentences = _SENTENCE_END.split(intro.strip())
    for sentence in reversed(sentences[-2:]):
        yield sentence, False


def is_attributed(text: str, quotation: Quotation, claim: Claim) -> bool:
    """Whether somebody is said to speak a line behind a dash: in it, or in what leads up to it."""
    if is_told(text, quotation):
        return True
    lead = text[: quotation.outer.start].rstrip()
    return bool(claim.keys) and lead.endswith(":")


def surroundings(text: str, quotation: Quotation, before: int, after: int) -> str:
    """Return what stands around a quotation in its paragraph, where a name might slip in."""
    start, end = quotation.outer
    low = max(before, text.rfind("\n", 0, start) + 1, start - _FAR)
    high = min(after, _paragraph_end(text, end), end + _FAR)
    return f"{text[low:start]}\n{text[quotation.span.end : high]}"


def _paragraph_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _line(text: str, start: int, after: int) -> str:
    while start < len(text) and text[start] == "\n":
        start += 1
    return text[start : min(_paragraph_end(text, start), after)] if start < after else ""
