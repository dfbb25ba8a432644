"""Stems of English words: Snowball's rules, and the forms that no rule finds."""

from __future__ import annotations

from .listed import Listed

_FORMS = """
    arise arose arisen
    bad worse worst
    be am is are was were been being
    bear bore borne
    beat beats beaten
    become became
    begin began begun
    bend bent
    bind bound
    bite bit bitten
    bleed bled
    blow blew blown
    break broke broken
    breed bred
    bring brought
    build built
    burn burnt
    bus buses
    buy bought
    catch caught
    child children
    choose chose chosen
    cling clung
    come came
    creep crept
    criterion criteria
    crisis crises
    analysis analyses
    basis bases
    deal dealt
    dig dug
    do does did done
    draw drew drawn
    dream dreamt
    drink drank drunk
    drive drove driven
    easy easier easiest easily
    eat ate eaten
    fall fell fallen
    far further furthest farther farthest
    feed fed
    feel felt
    fight fought
    find found
    flee fled
    fling flung
    fly flew flown
    foot feet
    forbid forbade forbidden
    forget forgot forgotten
    forgive forgave forgiven
    freeze froze frozen
    get got gotten
    give gave given
    go goes went gone
    good better best
    goose geese
    grandchild grandchildren
    grind ground
    grow grew grown
    half halves
    hang hung
    happy happier happiest
    have has had
    hear heard
    hide hid hidden
    hold held
    hypothesis hypotheses
    keep kept
    kneel knelt
    knife knives
    know knew known
    lay laid
    lead led
    leaf leaves
    lean leant
    learn learnt
    leave left
    lend lent
    life lives
    light lit
    loaf loaves
    lose lost
    make made
    man men
    mean meant
    meet met
    mistake mistook mistaken
    mouse mice
    ox oxen
    pay paid
    = person persons people
    phenomenon phenomena
    prove proven
    ride rode ridden
    ring rang rung
    rise rose risen
    run ran
    say said
    see saw seen
    seek sought
    self selves
    sell sold
    send sent
    sew sewn
    shake shook shaken
    shelf shelves
    shine shone
    shoot shot
    show shown
    shrink shrank shrunk
    sing sang sung
    sink sank sunk
    sit sat
    sky skies
    sleep slept
    slide slid
    speak spoke spoken
    speed sped
    spend spent
    spin spun
    spring sprang sprung
    stand stood
    steal stole stolen
    stick stuck
    sting stung
    strike struck
    strive strove striven
    swear swore sworn
    sweep swept
    swell swollen
    swim swam swum
    swing swung
    take took taken
    teach taught
    tear tore torn
    tell told
    thesis theses
    thief thieves
    think thought
    throw threw thrown
    tooth teeth
    undergo undergoes underwent undergone
    understand understood
    undertake undertook undertaken
    wake woke woken
    wear wore worn
    weave wove woven
    weep wept
    wife wives
    win won
    withdraw withdrew withdrawn
    wolf wolves
    woman women
    write wrote written
"""

# What -er and -est are endings of: other words in -er, such as "paper", are left alone.
_COMPARED = """
    big black bright broad cheap clean clear close cold cool cruel dark deep dry early fair fast fat
    few fine firm free fresh full funny great green happy hard healthy heavy high hot kind large
    late lazy light likely lonely long loud lovely low lucky mad narrow near new nice noisy odd old
    poor pretty proud quick quiet red rich rough sad safe sharp short sick simple slow small smart
    smooth soft strange strong sweet tall thick thin tight tiny tough ugly warm weak wealthy wet
    white wide wild wise young
"""


def _compared() -> str:
    lines = []
    for word in _COMPARED.split():
        base = word
        if word.endswith("y"):
            base = word[:-1] + "i"
        elif word.endswith("e"):
            base = word[:-1]
        elif word[-1] in "gtdn" and word[-2] in "aeiou" and word[-3:-2] not in (*"aeiou", ""):
            base = word + word[-1]
        lines.append(f"{word} {base}er {base}est")
    return "\n".join(lines)


def _compounds() -> str:
    """Return the words that end in man and woman, which no rule knows."""
    of_man = "business chair craft country crafts fire fisher gentle mail police post sales spokes"
    of_man += " states trades work"
    return "\n".join(
        f"{before}{one} {before}{many}"
        for before in of_man.split()
        for one, many in (("man", "men"), ("woman", "women"))
    )


_LISTED = Listed("english", "\n".join((_FORMS.strip(), _compared(), _compounds())))


def stem(word: str) -> str:
    """Return the stem of a word in lower case, regular or not."""
    return _LISTED.stem(word)


def beginnings(stem: str) -> tuple[str, ...]:
    """Return with what the words of a stem begin: each with one of these at least."""
    # The rules may have changed or added the last letter: "cri" of "cry", "hope" of "hoping".
    found = [stem, *_LISTED.forms(stem)]
    # cry, hoping, dying, ability
    for end, other in (("i", "y"), ("e", "i"), ("ie", "y"), ("bl", "bil")):
        if stem.endswith(end):
            found.append(stem.removesuffix(end) + other)
    return tuple(found)
