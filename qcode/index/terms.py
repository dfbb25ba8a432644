"""What a word of a query stands for, and where it stands in a list of words.

The index looks a term up in its list of words (`qcode.index.places`), and reading a text compares
word by word (`Sought`): both by the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from fnmatch import translate
from itertools import takewhile

from qcode.model.emoji import EMOJI, JOINER
from qcode.model.query import Fuzzy, Near, Phrase, Prefix, TextLeaf, Wild, Word
from qcode.model.search_options import PLAIN, SearchOptions

from .analysis import tidy
from .distance import within_distance
from .folding import fold
from .word_forms import word_forms

_WORD = re.compile(rf"[^\W_]+|{EMOJI}")
_PATTERN = re.compile(rf"(?:[^\W_]+|{EMOJI})\*?")
_WILD = re.compile(rf"(?:[^\W_]|[*?]|{EMOJI}{JOINER}?)+")
_LITERAL = re.compile(r"[^*?]+")
_HYPHEN = re.compile("[-\u2010\u2011]")
_HYPHENED = re.compile(f"(?:[^\\W\\d_]+{_HYPHEN.pattern})+[^\\W\\d_]{{3,}}")
_NUMBER = re.compile("[1-9][0-9]{3,8}")
_THOUSANDS = re.compile("(?<=[0-9])(?=(?:[0-9]{3})+$)")


class How(Enum):
    """How a word of a query is compared with a word of a text."""

    FORM = auto()
    EXACT = auto()
    PREFIX = auto()
    WILD = auto()
    FUZZY = auto()


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query, lower-cased; `written` is how it was typed, for where case matters.

    Whatever `how` says, the words in `plus` fit and those in `minus` do not; `distance` is the
    number of letters that may differ. With `parts`, words that have the word as a part fit too.
    """

    how: How
    word: str
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    distance: int = 0
    parts: bool = False
    written: str = field(default="", compare=False, repr=False)


def _term(
    how: How,
    written: str,
    *,
    plus: tuple[str, ...] = (),
    minus: tuple[str, ...] = (),
    distance: int = 0,
    parts: bool = False,
) -> Term:
    return Term(how, written.lower(), plus, minus, distance, parts, written)


def sequences(leaf: TextLeaf, options: SearchOptions = PLAIN) -> tuple[tuple[Term, ...], ...]:
    """Return the ways in which a word or phrase may be written, each as words in their order.

    Those of a `Near` are to stand near one another in any order.
    """
    pattern = _terms(leaf, options)
    if not pattern:
        return ()
    if isinstance(leaf, Word) and not leaf.exact and not options.exact:
        other = _other_way(leaf, options)
        return (pattern, other) if other else (pattern,)
    return (pattern,)


def _other_way(word: Word, options: SearchOptions) -> tuple[Term, ...]:
    """Return "wellbeing" for "well-being", and "1 000" for "1000"."""
    text = tidy(word.text)
    if _HYPHENED.fullmatch(text):
        return _terms(Word(_HYPHEN.sub("", text)), options)
    if _NUMBER.fullmatch(text) and not (word.plus or word.minus):
        return _terms(Word(_THOUSANDS.sub(" ", text), exact=True), options)
    return ()


def _terms(leaf: TextLeaf, options: SearchOptions) -> tuple[Term, ...]:
    """Return the words that must follow one another: usually one, "e-post" is two."""
    match leaf:
        case Word(text=text, exact=exact, plus=plus, minus=minus):
            how = How.EXACT if exact or options.exact else How.FORM
            plus, minus = (tuple(map(tidy, forms)) for forms in (plus, minus))
            parts = how is How.FORM and options.parts is not False
            return tuple(
                _term(how, word, plus=plus, minus=minus, parts=parts)
                if word[0].isalnum()
                else _term(How.EXACT, word)  # an emoji has no forms
                for word in _WORD.findall(tidy(text))
            )
        case Prefix(text=text):
            found = _WORD.findall(tidy(text))
            before = tuple(_term(How.EXACT, word) for word in found[:-1])
            return (*before, *(_term(How.PREFIX, word) for word in found[-1:]))
        case Phrase(text=text) | Near(text=text):
            return tuple(
                _term(How.PREFIX if word.endswith("*") else How.EXACT, word.rstrip("*"))
                for word in _PATTERN.findall(tidy(text))
            )
        case Wild(pattern=pattern):
            return tuple(
                _term(How.WILD if set(word) & {"*", "?"} else How.EXACT, word)
                for word in _WILD.findall(tidy(pattern))
            )
        case Fuzzy(text=text, distance=distance):
            found = _WORD.findall(tidy(text))
            return tuple(_term(How.FUZZY, word, distance=distance) for word in found)


class Fitting(dict[str, bool]):
    """Whether words of texts in a language are what a term asks for; each is looked at once.

    Where case matters, words are to be given as they are written.
    """

    def __init__(self, term: Term, language: str, options: SearchOptions = PLAIN) -> None:
        super().__init__()
        self._term = term
        self._word = fold(term.word)
        self._case = options.case
        self._lowered: dict[str, bool] = {}
        self._forms = word_forms(term.word, language) if term.how is How.FORM else None
        self._plus = {form if options.case else form.lower() for form in term.plus}
        self._minus = {form if options.case else form.lower() for form in term.minus}
        if term.how is How.WILD:
            self._glob = glob(fold(term.written) if options.case else self._word)
        self._may_fit = _holding(self.pieces()) if not (options.case or term.plus) else None

    def pieces(self) -> tuple[str, ...]:
        """Return what every word that fits has one of, without accents; nothing if not known."""
        if self._forms is not None:
            parts = self._forms.needles if self._term.parts else ()
            return (*self._forms.beginnings, *parts)
        match self._term.how:
            case How.EXACT | How.PREFIX:
                return (self._word,)
            case How.WILD:
                return tuple(sorted(_LITERAL.findall(self._word), key=len)[-1:])
            case _:
                return ()

    def __missing__(self, word: str) -> bool:
        # Most words of a text have nothing in common with it, which is soon seen.
        if self._may_fit is not None and not self._may_fit(word if word.isascii() else fold(word)):
            self[word] = False
            return False
        self[word] = fits = self.fits(word)
        return fits

    def fits(self, word: str) -> bool:
        """Return whether a word is asked for; quicker for one that is likely, and never seen."""
        if word in self._plus or word in self._minus:
            return word in self._plus
        if self._case and self._term.how is not How.WILD:
            return _same_case(self._term.written, word) and self._fits_lowered(word.lower())
        return self._fits(word)

    def _fits_lowered(self, word: str) -> bool:
        """Return whether a word fits if capitals do not matter: it may be written in many ways."""
        known = self._lowered.get(word)
        if known is None:
            known = self._lowered[word] = self._fits(word)
        return known

    def _fits(self, word: str) -> bool:
        if self._forms is not None:
            return self._forms.stands_for(word, parts=self._term.parts)
        word = fold(word)
        match self._term.how:
            case How.PREFIX:
                return word.startswith(self._word)
            case How.WILD:
                return self._glob.fullmatch(word) is not None
            case How.FUZZY:
                return within_distance(self._word, word, self._term.distance)
            case _:
                return word == self._word


def _holding(pieces: Sequence[str]) -> Callable[[str], object] | None:
    """Return what tells whether a word has one of some pieces in it."""
    return re.compile("|".join(map(re.escape, pieces))).search if pieces else None


def glob(pattern: str) -> re.Pattern[str]:
    """Return what the words match that a pattern with stars stands for."""
    return re.compile(translate(pattern))


def _same_case(wanted: str, word: str) -> bool:
    """Whether two words have the same capitals as far as they begin with the same letters."""
    pairs = zip(fold(wanted), fold(word), strict=False)
    return all(a == b for a, b in takewhile(_same_letter, pairs))


def _same_letter(pair: tuple[str, str]) -> bool:
    return pair[0].lower() == pair[1].lower()


class Sought:
    """Words or a phrase, ready to be looked for in texts of one language.

    Where case matters, the words of a text are to be given as they are written.
    """

    def __init__(self, leaf: TextLeaf, language: str, options: SearchOptions = PLAIN) -> None:
        self.terms = sequences(leaf, options)
        self.ways = [[Fitting(term, language, options) for term in way] for way in self.terms]
        self._numbers = [Numbers(way) for way in self.ways]
        self._is_phrase = isinstance(leaf, Phrase)
        #: How many words may stand between those that are to stand near one another.
        self.apart = leaf.distance if isinstance(leaf, Near) else None
        self.case = options.case

    def places(self, words: Sequence[str], passed: Sequence[bool] = ()) -> Iterator[range]:
        """Yield which words of a list it is, each time that it stands there.

        Words that are `passed` over may stand between those of a phrase. Of the stretches with
        words near one another only the shortest: none holds another.
        """
        for way, numbers in zip(self.ways, self._numbers, strict=True):
            if self.apart is not None:
                there = [(at, found) for at, word in enumerate(words) if (found := numbers[word])]
                yield from near_stretches(there, len(way), len(way) + self.apart)
            elif passed and self._is_phrase:
                yield from _with_fillers(way, words, passed)
            else:
                yield from _in_order(way, words)


def _in_order(way: Sequence[Fitting], words: Sequence[str]) -> Iterator[range]:
    first, *others = way
    limit = max(0, len(words) - len(others))
    for at, word in enumerate(words[:limit]):
        if first[word] and all(one[words[at + n]] for n, one in enumerate(others, 1)):
            yield range(at, at + 1 + len(others))


def _with_fillers(
    way: Sequence[Fitting], words: Sequence[str], passed: Sequence[bool]
) -> Iterator[range]:
    first, *others = way
    for start, word in enumerate(words):
        if not first[word]:
            continue
        # A word that may be passed over may also be one of the phrase: both are tried.
        ends = [start + 1]
        for one in others:
            ends = [at + 1 for at in _reached(ends, passed) if one[words[at]]]
        if ends:
            yield range(start, ends[0])


def _reached(ends: Sequence[int], passed: Sequence[bool]) -> Iterator[int]:
    """Yield the words that may come next behind one of some places, in order and each once."""
    seen = 0
    for end in ends:
        if end < seen:
            continue
        for at in range(end, len(passed)):
            yield at
            seen = at + 1
            if not passed[at]:
                break


class Numbers(dict[str, tuple[int, ...]]):
    """For which of the words that are sought a word of a text may stand."""

    def __init__(self, way: Sequence[Fitting]) -> None:
        super().__init__()
        self._way = way

    def __missing__(self, word: str) -> tuple[int, ...]:
        numbers = tuple(number for number, one in enumerate(self._way) if one[word])
        self[word] = numbers
        return numbers


def near_stretches(
    there: Sequence[tuple[int, Sequence[int]]], count: int, widest: int
) -> Iterator[range]:
    """Yield the shortest stretches of at most `widest` words that have one for each of `count`;
    `there` says which words of a text may stand for which of those.
    """
    begun = 0
    for last, (at, _found) in enumerate(there):
        choices: list[list[int]] = [[] for _word in range(count)]
        for place in range(last, -1, -1):
            start, found = there[place]
            if start < begun or start <= at - widest:
                break
            for number in found:
                choices[number].append(start)
            if all(choices) and each_has_its_own(choices):
                yield range(start, at + 1)
                begun = start + 1
                break


def each_has_its_own(choices: Sequence[Sequence[int]]) -> bool:
    """Return whether everyone can have one of their choices with no two having the same."""
    owners: dict[int, int] = {}

    def settle(who: int, asked: set[int]) -> bool:
        for choice in choices[who]:
            if choice not in asked:
                asked.add(choice)
                if choice not in owners or settle(owners[choice], asked):
                    owners[choice] = who
                    return True
        return False

    return all(settle(who, set()) for who in range(len(choices)))
