"""The index against `scan`, which reads every unit: the same hits for any query, at any time."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from qcode.index.marker import matches
from qcode.index.scan import scan
from qcode.index.search import SearchIndex, build
from qcode.index.storage import FolderStorage, MemoryStorage, Storage
from qcode.index.units import Source, SourceKey, SourceUnits, UnitKey, UnitSet
from qcode.model.query import (
    And,
    Field,
    FieldName,
    Fuzzy,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Wild,
    Word,
    print_query,
)
from qcode.model.query_parser import parse
from qcode.model.search_options import SearchOptions

SWEDISH = """Det är tryggheten vi pratar om, inte otryggheten. Jag är trygg när barnen är i skolan.
Vi går ut, vi går hem: mannen och männen, boken och böckerna. Å, en ö i ån! Hur då? Så då.
Kommunens dialog med polisen – den sociala tryggheten – kostade 25,5 miljoner år 2019.
Polisen säger att kommunen säger att polisen ska ha ansvar. E-posten kom kl. 10:30.
Tryggt, säger hon. En trygghet som är social trygghet. Ett möte, mötet, möten, mötena.
a e i o u å ä ö 1 2 3. Städer, staden; fötterna på händerna. Café, idé, armé.
Trygghetsdialogens idéer: barnbarnen på kyrkogården. Müller, vårdpersonalen, ide, arme Muller: de
barnen, trygghetens trygghetsdialog, kyrkan och vård; personal.""".splitlines()
ENGLISH = """The child and the children trust the police, and the police trusted them. I, me, a man.
Men at work: working women, happy and happier, happiness. A study of studies at 10:30 in 2019.
Social trust is the trust that the men have. It's the police's area. Is it? It is. Hide the idé.
""".splitlines()
WORDS = sorted(
    {word.strip(".,:?!–;") for line in SWEDISH + ENGLISH for word in line.split()} - {""}
)

RandomSource = Callable[[random.Random, int], SourceUnits]


@pytest.fixture
def random_source(source: Callable[..., SourceUnits]) -> RandomSource:
    """Make a source of words and lines of the texts above, some as long as a block of addresses."""

    def make(dice: random.Random, number: int) -> SourceUnits:
        language = dice.choice(["sv", "sv", "en", "", "sv-FI", "nb", "da", "fr"])
        lines = ENGLISH if language == "en" else SWEDISH
        texts = []
        for _unit in range(dice.randint(0, 9)):
            length = dice.choice([0, 1, 3, 8, 20, 62, 63, 64, 65, 127, 128, 200])
            text = " ".join(dice.choice(WORDS) for _word in range(length))
            text = text if dice.random() < 0.5 else f"{dice.choice(lines)} {text}"
            texts.append(unicodedata.normalize("NFD", text) if dice.random() < 0.1 else text)
        return source(number, *texts, language=language, kind=dice.choice(list(Source)))

    return make


def random_query(dice: random.Random, depth: int = 0) -> Query:
    kind = dice.randrange(-4, 11 if depth < 3 else 6)
    if kind < 0:
        return random_leaf(dice, -kind)
    if kind < 2:
        return Word(dice.choice(WORDS), exact=dice.random() < 0.3)
    if kind == 2:
        return Prefix(dice.choice(WORDS)[: dice.randint(1, 4)])
    if kind < 5:
        line = dice.choice(SWEDISH + ENGLISH).split()
        at = dice.randrange(len(line) - 3)
        words = line[at : at + dice.randint(1, 4)]
        if dice.random() < 0.3:
            words = dice.choices(WORDS, k=2)
        if words[-1][-1].isalnum() and dice.random() < 0.2:
            words[-1] = words[-1][:2] + "*"
        phrase = " ".join(words)
        return Phrase(phrase) if any(map(str.isalnum, phrase)) else Word("x")
    if kind == 5:
        return Field(FieldName.SPEAKER, dice.choice("ABC"))
    if kind == 6:
        return Not(random_query(dice, depth + 1))
    parts = tuple(random_query(dice, depth + 1) for _part in range(dice.randint(2, 3)))
    return And(parts) if kind < 9 else Or(parts)


def random_leaf(dice: random.Random, kind: int) -> Query:
    """Return a word with chosen forms, with stars, with mistakes, or words near one another."""
    word, plus, minus = dice.sample([word for word in WORDS if word.isalnum()], 3)
    if kind == 1:
        return Word(word, dice.random() < 0.3, (plus,), (minus, word)[: dice.randint(0, 2)])
    if kind == 2:
        at = dice.randrange(len(word))
        return Wild(
            dice.choice([f"*{word[at:]}*", f"{word[:at]}*{word[at:]}", f"{word}?", f"?{word}"])
        )
    if kind == 3:
        at = dice.randrange(len(word))
        wrong = word[:at] + dice.choice(["", "x", word[::-1][:2]]) + word[at + dice.randint(0, 1) :]
        return Fuzzy(wrong or word, dice.choice([1, 2]))
    words = dice.choices(WORDS, k=dice.randint(1, 3))
    if words[-1][-1].isalnum() and dice.random() < 0.3:
        words[-1] = words[-1][:2] + "*"
    return Near(" ".join(words), dice.choice([0, 1, 3, 10]))


def said_by(sources: dict[SourceKey, SourceUnits], field: Field) -> UnitSet:
    """Let speakers take turns: A says every first unit of three, and so on."""
    return UnitSet.of(
        UnitKey(key, number)
        for key, one in sources.items()
        for number in range("ABC".index(field.value), len(one.units), 3)
    )


@pytest.fixture(params=[False, True])
def _paired(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take words for very common that are so in a small text, or none."""
    if request.param:
        monkeypatch.setattr("qcode.index.pairs._SHARE", 10**9)
        monkeypatch.setattr("qcode.index.pairs._LEAST", 12)


@pytest.mark.usefixtures("_paired")
@pytest.mark.parametrize("seed", range(4))
def test_random_queries_find_what_reading_everything_finds(
    tmp_path: Path, random_source: RandomSource, seed: int
) -> None:
    dice = random.Random(seed)
    storage: Storage = MemoryStorage() if seed % 2 else FolderStorage(tmp_path)
    index = SearchIndex.open(storage, project="p")
    there: dict[SourceKey, SourceUnits] = {}

    def resolve(field: Field) -> UnitSet:
        return said_by(there, field)

    for operation in range(1, 11):
        put = {one.key: one for n in dice.sample(range(30), 6) for one in [random_source(dice, n)]}
        removed = [key for key in there if key not in put and dice.random() < 0.1]
        index.update(put.values(), removed=removed, operation=operation)
        there = {key: one for key, one in (there | put).items() if key not in removed}
        if dice.random() < 0.2:
            index.tidy()
        if dice.random() < 0.3:
            index = SearchIndex.open(storage, project="p")
        assert index.last_operation == operation
        assert index.sources.keys() == there.keys()
        for _query in range(10):
            query = random_query(dice)
            options = SearchOptions(
                exact=dice.random() < 0.1, parts=dice.choice([None, None, True, False])
            )
            found = index.search(query, resolve, options=options)
            expected = scan(there.values(), query, resolve, options=options)
            assert found == expected, print_query(query)


@pytest.mark.parametrize("seed", range(40))
def test_a_unit_is_found_exactly_when_it_shows_a_match(
    random_source: RandomSource, seed: int
) -> None:
    dice = random.Random(seed)
    one = random_source(dice, 1)
    for _query in range(20):
        query = random_query(dice)
        if isinstance(query, And | Or | Not | Field):
            continue
        found = scan([one], query)
        for number, unit in enumerate(one.units):
            assert ((one.key, number) in found) == bool(matches(unit.text, one.language, query))


def test_a_build_in_batches_is_one_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, random_source: RandomSource
) -> None:
    monkeypatch.setattr("qcode.index.search._BATCH", 100)
    sources = [random_source(random.Random(n), n) for n in range(40)]
    unique = {one.key: one for one in sources}
    build(tmp_path, unique.values(), project="p", operation=7)
    index = SearchIndex.open(tmp_path, project="p")
    assert index.last_operation == 7
    for text in ("trygghet", "polis*", '"den sociala"', "NOT är"):
        assert index.search(parse(text)) == scan(unique.values(), parse(text))
