"""Stems of English words: Snowball's rules, and the forms that no rule finds."""

from __future__ import annotations

import snowballstemmer

_FORMS = """
    man men
    woman women
    child children
    foot feet
    tooth teeth
    person persons people
    mouse mice
    goose geese
    life lives
    wife wives
    half halves
    self selves
    knife knives
    leaf leaves
    shelf shelves
    be am is are was were been being
    become became
    begin began begun
    bring brought
    build built
    buy bought
    choose chose chosen
    come came
    do does did done
    draw drew drawn
    drive drove driven
    drink drank drunk
    eat ate eaten
    fall fell fallen
    feel felt
    fight fought
    find found
    fly flew flown
    forget forgot forgotten
    get got gotten
    give gave given
    go goes went gone
    grow grew grown
    have has had
    hear heard
    hold held
    keep kept
    know knew known
    lead led
    leave left
    lose lost
    make made
    mean meant
    meet met
    pay paid
    run ran
    say said
    see saw seen
    sell sold
    send sent
    sit sat
    sleep slept
    speak spoke spoken
    spend spent
    stand stood
    take took taken
    teach taught
    tell told
    think thought
    throw threw thrown
    understand understood
    wake woke woken
    wear wore worn
    win won
    write wrote written
    good better best
    bad worse worst
    sky skies
"""

_snowball = snowballstemmer.stemmer("english").stemWord


def _irregular() -> dict[str, str]:
    stems: dict[str, str] = {}
    for line in _FORMS.strip().split("\n"):
        lemma, *forms = line.split()
        stems.update(dict.fromkeys(forms, _snowball(lemma)))
    return stems


_IRREGULAR = _irregular()
_BY_STEM: dict[str, list[str]] = {}
for _form, _stem in _IRREGULAR.items():
    _BY_STEM.setdefault(_stem, []).append(_form)


def stem(word: str) -> str:
    """Return the stem of a word in lower case, regular or not."""
    return _IRREGULAR.get(word) or str(_snowball(word))


def beginnings(stem: str) -> tuple[str, ...]:
    """Return with what the words of a stem begin: each with one of these at least."""
    # The rules may have changed or added the last letter: "cri" of "cry", "hope" of "hoping".
    found = [stem, *_BY_STEM.get(stem, ())]
    # cry, hoping, dying, ability
    for end, other in (("i", "y"), ("e", "i"), ("ie", "y"), ("bl", "bil")):
        if stem.endswith(end):
            found.append(stem.removesuffix(end) + other)
    return tuple(found)
