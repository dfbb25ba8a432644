"""Stems of Swedish words: what is left when the ending of the form is taken away.

Inflection only: `trygghet`, `tryggheten` and `trygghetens` have one stem, `trygg` has another. The
stem is not always a word; it only has to be the same for all forms, and another for other words.
Endings are taken away by rule in two rounds, because `resultaten` has to lose as much as
`resultat` does, which looks like a form of a verb. What no rule finds is in `swedish_words`.
"""

from __future__ import annotations

import re

from . import swedish_words

_ALONE = frozenset(swedish_words.ALONE.split())
_PREFIXES = tuple(swedish_words.PREFIXES.split())
_UNPREFIXED = frozenset(swedish_words.UNPREFIXED.split())

_VOWELS = frozenset("aeiouyåäöé")
_SHORTEST = 3

# The longest that fits goes, if three letters or more with a vowel among them are left.
_ENDINGS = (
    *("andena", "andet", "anden"),
    *("ande", "arna", "aste", "erna", "orna"),
    *("ade", "are", "ast", "dde", "ena", "ern", "ert"),
    *("ad", "an", "ar", "at", "en", "er", "et", "it", "or"),
    *("a", "e"),
)
_ENDINGS_LEFT = ("ert", "ern", "ad", "an", "ar", "at", "it", "or")
_KEPT = ("het", "nad", "itet")  # look like endings, but make nouns: "trygghet", "kostnad"
# What stands before an "n" that is an ending: "teorin", "nivån", "idén", "cykeln", "faktorn";
# "miljön", "intervjun", "bastun", "menyn", "revyn", "hobbyn", "partyn", "radion", "videon".
_BEFORE_N = (
    *("i", "å", "é", "el", "or"),
    *("jö", "vju", "stu", "ny", "vy", "by", "ty", "dio", "deo"),
)
# What stands before a "t" that is an ending: "viktigt", "socialt", "politiskt", "köpt" ...
_BEFORE_T = (*("al", "el", "il", "ll", "sk", "sam", "bar", "lös", "är"), *"gvjbpm")
_ACTOR = re.compile("(.+(?<![gsk])ator)(?:n|er|erna)?")  # "kuratorn", but "gator" and "skator"
_BEFORE_D = ("ll", *"gvjmb")  # ... before "d" or "de": "levde", "stängd"
_BEFORE_TE = tuple("kpsxtf")  # ... and before "te": "tänkte"
_BEFORE_N_OF_STEM = frozenset("ptkdbvfsx")  # "öppna", "skrivna"
_BEFORE_S_OF_STEM = frozenset("siuyöx")  # "process", "polis", "hus"


def stem(word: str) -> str:
    """Return the stem of a word in lower case, regular or not."""
    if (listed := _listed(word)) is not None:
        return listed
    if word.endswith(_PLURALS):
        plural = next(plural for plural in _PLURALS if word.endswith(plural))
        return stem(word[: -len(plural)] + _SINGULARS[plural])
    if word.startswith(_PREFIXES):
        for prefix in _PREFIXES:
            if word.startswith(prefix) and (rest := _listed(word[len(prefix) :])) is not None:
                if rest[:-1] in _ALONE or rest[:-1] in _UNPREFIXED:
                    break
                return prefix + rest
    return _by_rule(word)


def other_stems(word: str) -> tuple[str, ...]:
    """Return the stems of a word that is a form of two: "drog" is one of `dra` and of `droger`."""
    other = _BOTH.get(word)
    return () if other is None else (stem(other),)


def beginnings(stem: str) -> tuple[str, ...]:
    """Return with what the words of a stem begin: each with one of these at least."""
    found = [stem.rstrip("="), *_FORMS.get(stem, ())]
    if stem.endswith("l") and stem[-2:-1] not in _VOWELS:
        found.append(stem[:-1] + "el")
    for lemma, plurals in swedish_words.UMLAUTS.items():
        if stem.endswith(lemma):
            found += (stem[: -len(lemma)] + plural for plural in plurals)
    for prefix in _PREFIXES:
        if stem.startswith(prefix):
            found += (prefix + form for form in _FORMS.get(stem[len(prefix) :], ()))
    return tuple(dict.fromkeys(found))


def _listed(word: str) -> str | None:
    """Return the stem of a word that is listed, or is the genitive or passive of one."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return _IRREGULAR.get(word[:-1]) if word.endswith("s") else None


def _by_rule(word: str) -> str:
    left = _without_s(word)
    if left.endswith("ium"):
        return left[:-2]  # "gymnasium", "gymnasiet"
    if (actor := _ACTOR.fullmatch(left)) is not None:
        return actor[1]
    if not _is_kept(left):
        left = _without_s(_without_ending(left))
        if left.endswith("in") and len(left) > 5:
            left = left[:-1]  # "medicinen" as "medicin", which looks like "teorin"
        if left.endswith("e") and word.startswith(left + "e") and _is_stem(left[:-1]):
            left = left[:-1]  # "kafeet", written without its accent, as "kafe"
    if _is_kept(left):
        return left
    left = _without_t_or_d(left)
    for ending in _ENDINGS_LEFT:
        if left.endswith(ending) and _is_stem(left[: -len(ending)]):
            left = left[: -len(ending)]
            break
    return _alternated(left)


def _is_kept(word: str) -> bool:
    return len(word) > 4 and word.endswith(_KEPT)


def _is_stem(left: str) -> bool:
    return len(left) >= _SHORTEST and not _VOWELS.isdisjoint(left)


def _without_s(word: str) -> str:
    """Take the genitive or passive away: "kommunens", "byggs"."""
    if word.endswith("s") and word[-2:-1] not in _BEFORE_S_OF_STEM and _is_stem(word[:-1]):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending):
            left = word[: -len(ending)]
            if ending.startswith("and") and not _may_lose_and(left):
                continue
            if ending == "dde" and left[-1:] not in _VOWELS:
                continue
            if ending == "e":
                left = _without_tense(left)
            if _is_stem(left):
                return left
    for before in _BEFORE_N:
        if (
            word.endswith(before + "n")
            and len(word) > (5 if before == "i" else 3)
            and _is_stem(word[:-1])
        ):
            return word[:-1]
    return word


def _may_lose_and(left: str) -> bool:
    """Tell "förhållandet" from "handen" and "utlandet"."""
    return len(left) > _SHORTEST and (left[-1] != "l" or left[-2] == "l")


def _without_tense(word: str) -> str:
    """Take away what "de" and "te" leave of the past: "levd", "tänkt"."""
    if (word.endswith("d") and word[:-1].endswith(_BEFORE_D)) or (
        word.endswith("t") and word[:-1].endswith(_BEFORE_TE)
    ):
        return word[:-1]
    return word


def _without_t_or_d(word: str) -> str:
    left = word[:-1]
    if not _is_stem(left):
        return word
    neuter = left.endswith(_BEFORE_T) or (left.endswith("k") and len(left) > 4)
    if (word.endswith("t") and neuter) or (word.endswith("d") and left.endswith(_BEFORE_D)):
        return left
    return word


def _alternated(word: str) -> str:
    """Make one of `fågel` and `fågl-ar`, of `öpp-en` and `öppn-a`, of `säk-er` and `säkr-a`."""
    if word.endswith("mm"):
        return word[:-1]
    if word.endswith("el") and word[-3:-2] not in _VOWELS and _is_stem(word[:-2] + "l"):
        return word[:-2] + "l"
    before = word[-2:-1]
    if word.endswith("r") and before not in _VOWELS and before != "r" and _is_stem(word[:-1]):
        return word[:-1]
    if word.endswith("n") and before in _BEFORE_N_OF_STEM and _is_stem(word[:-1]):
        return word[:-1]
    return word


def _irregular() -> dict[str, str]:
    # A stem that no rule makes: such words are forms of no others.
    stems = {word: word + "=" for word in _ALONE}
    for line in swedish_words.FORMS.strip().split("\n"):
        mark, *forms = line.split()
        if mark == "=":
            stems.update(dict.fromkeys(forms, forms[0] + "="))
        else:
            stems.update(dict.fromkeys((mark, *forms), _by_rule(mark)))
    return stems


_BOTH = {
    prefix + form: prefix + other
    for form, other in map(str.split, swedish_words.BOTH.strip().split("\n"))
    for prefix in ("", *_PREFIXES)
}
_IRREGULAR = _irregular()
_FORMS: dict[str, list[str]] = {}
for _form, _stem in _IRREGULAR.items():
    _FORMS.setdefault(_stem, []).append(_form)
for _line in swedish_words.BOTH.strip().split("\n"):
    _form, _other = _line.split()
    _FORMS.setdefault(_IRREGULAR.get(_other) or _by_rule(_other), []).append(_form)
_SINGULARS = {
    form + genitive: lemma
    for lemma, forms in swedish_words.UMLAUTS.items()
    for form in forms
    for genitive in ("", "s")
}
_PLURALS = tuple(_SINGULARS)
