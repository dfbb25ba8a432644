"""The index against `scan`, which reads every unit: the same hits for any query, at any time."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest

from qcode.index.analysis import cut
from qcode.index.marker import matches
from qcode.index.scan import scan
from qcode.index.search import SearchIndex, build
from qcode.index.units import Source, SourceKey, SourceUnits, Unit, UnitKey, UnitSet
from qcode.model.errors import Cancelled
from qcode.model.query import (
    And,
    Field,
    FieldName,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Word,
    print_query,
)
from qcode.model.query_parser import parse
from qcode.model.text import Span

SWEDISH = """Det är tryggheten vi pratar om, inte otryggheten. Jag är trygg när barnen är i skolan.
Vi går ut, vi går hem: mannen och männen, boken och böckerna. Å, en ö i ån! Hur då? Så då.
Kommunens dialog med polisen – den sociala tryggheten – kostade 25,5 miljoner år 2019.
Polisen säger att kommunen säger att polisen ska ha ansvar. E-posten kom kl. 10:30.
Tryggt, säger hon. En trygghet som är social trygghet. Ett möte, mötet, möten, mötena.
a e i o u å ä ö 1 2 3. Städer, staden; fötterna på händerna. Café, idé, armé.""".splitlines()
ENGLISH = """The child and the children trust the police, and the police trusted them. I, me, a man.
Men at work: working women, happy and happier, happiness. A study of studies at 10:30 in 2019.
Social trust is the trust that the men have. It's the police's area. Is it? It is. Hide the idé.
""".splitlines()
WORDS = sorted(
    {word.strip(".,:?!–;") for line in SWEDISH + ENGLISH for word in line.split()} - {""}
)


def source(number: int, *texts: str, language: str = "sv", kind: str = "document") -> SourceUnits:
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 1)
    units = tuple(Unit(start, text) for start, text in zip(starts, texts, strict=False))
    content = str(hash((texts, language)))
    return SourceUnits(SourceKey(Source(kind), number), content, language, units)


def random_source(dice: random.Random, number: int) -> SourceUnits:
    language = dice.choice(["sv", "sv", "en", "", "sv-FI"])
    lines = ENGLISH if language == "en" else SWEDISH
    texts = []
    for _unit in range(dice.randint(0, 9)):
        length = dice.choice([0, 1, 3, 8, 20, 62, 63, 64, 65, 127, 128, 200])
        text = " ".join(dice.choice(WORDS) for _word in range(length))
        text = text if dice.random() < 0.5 else f"{dice.choice(lines)} {text}"
        texts.append(unicodedata.normalize("NFD", text) if dice.random() < 0.1 else text)
    return source(number, *texts, language=language, kind=dice.choice(list(Source)))


def random_query(dice: random.Random, depth: int = 0) -> Query:
    kind = dice.randrange(11 if depth < 3 else 6)
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


def said_by(sources: dict[SourceKey, SourceUnits], field: Field) -> UnitSet:
    """Let speakers take turns: A says every first unit of three, and so on."""
    return UnitSet.of(
        UnitKey(key, number)
        for key, one in sources.items()
        for number in range("ABC".index(field.value), len(one.units), 3)
    )


@pytest.mark.parametrize("seed", range(8))
def test_random_queries_find_what_reading_everything_finds(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    index = SearchIndex.open(tmp_path, project="p")
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
            index = SearchIndex.open(tmp_path, project="p")
        assert index.last_operation == operation
        assert index.sources.keys() == there.keys()
        for _query in range(18):
            query = random_query(dice)
            found = index.search(query, resolve)
            expected = scan(there.values(), query, resolve)
            assert found == expected, print_query(query)


@pytest.mark.parametrize("seed", range(40))
def test_a_unit_is_found_exactly_when_it_shows_a_match(seed: int) -> None:
    dice = random.Random(seed)
    one = random_source(dice, 1)
    for _query in range(20):
        query = random_query(dice)
        if isinstance(query, And | Or | Not | Field):
            continue
        found = scan([one], query)
        for number, unit in enumerate(one.units):
            assert ((one.key, number) in found) == bool(matches(unit.text, one.language, query))


def find(index: SearchIndex, text: str) -> list[tuple[int, int]]:
    return sorted((unit.key.id, unit.number) for unit in index.search(parse(text)))


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    return SearchIndex.open(tmp_path / "index", project="p")


def test_letters_with_rings_and_dots_are_letters_of_their_own(index: SearchIndex) -> None:
    index.update([source(1, "en ö", "en o", "en å i ån", "en a", "mål", "mal", "MÅL")])
    assert find(index, "ö") == [(1, 0)]
    assert find(index, "o") == [(1, 1)]
    assert find(index, "=a") == [(1, 3)]
    assert find(index, "=mal") == [(1, 5)]
    assert find(index, "=mål") == [(1, 4), (1, 6)]
    assert find(index, "må*") == [(1, 4), (1, 6)]


def test_one_letter_words_and_digits_are_words(index: SearchIndex) -> None:
    index.update([source(1, "i a 1", "e 25,5 %", "R2D2 x_y", "10:30")])
    assert find(index, "i") == [(1, 0)]
    assert find(index, "1") == [(1, 0)]
    assert find(index, "25,5") == [(1, 1)]
    assert find(index, '"5"') == [(1, 1)]
    assert find(index, "r2d2") == [(1, 2)]
    assert find(index, "x_y") == [(1, 2)]
    assert find(index, "10:30") == [(1, 3)]
    assert find(index, "10*") == [(1, 3)]


def test_no_word_is_too_common_to_be_found(index: SearchIndex) -> None:
    index.update([source(1, "och att det i", "the and of"), source(2, "och", language="en")])
    assert find(index, "och") == [(1, 0), (2, 0)]
    assert find(index, '"och att det i"') == [(1, 0)]
    assert find(index, "the") == [(1, 1)]


def test_decomposed_letters_soft_hyphens_and_zero_width_spaces_make_no_difference(
    index: SearchIndex,
) -> None:
    decomposed = unicodedata.normalize("NFD", "Överåriga på ön")
    index.update([source(1, decomposed, "trygg\u00adhe\u200bten", "över\ufeffåriga", "overariga")])
    assert find(index, "överåriga") == [(1, 0), (1, 2)]
    assert find(index, unicodedata.normalize("NFD", "=ön")) == [(1, 0)]
    assert find(index, "trygghet") == [(1, 1)]
    assert find(index, "trygghe*") == [(1, 1)]


def test_a_phrase_stays_within_its_unit(index: SearchIndex) -> None:
    long = " ".join(["fyll"] * 62)
    index.update([source(1, f"{long} vi", "går ut", f"{long} x vi", "går", "vi går", "går vi")])
    assert find(index, '"vi går"') == [(1, 4)]
    assert find(index, '"går vi"') == [(1, 5)]
    assert find(index, '"fyll vi"') == [(1, 0)]
    assert find(index, '"vi gå*"') == [(1, 4)]


def test_a_phrase_may_repeat_a_word(index: SearchIndex) -> None:
    index.update([source(1, "ja ja nej", "ja nej ja", "ja ja ja")])
    assert find(index, '"ja ja"') == [(1, 0), (1, 2)]
    assert find(index, '"ja ja ja"') == [(1, 2)]


def test_a_phrase_is_found_beside_a_very_common_word(index: SearchIndex) -> None:
    index.update([source(1, *["det är så"] * 400, "så det ovanliga ordet", "ovanliga det")])
    assert find(index, '"det ovanliga"') == [(1, 400)]
    assert find(index, '"ovanliga det"') == [(1, 401)]
    assert len(index.search(parse('"det är"'))) == 400


def test_a_word_of_two_parts_is_found_in_its_forms(index: SearchIndex) -> None:
    index.update([source(1, "e-posten kom", "e post", "post e", "epost")])
    assert find(index, "e-post") == [(1, 0), (1, 1)]
    assert find(index, "=e-post") == [(1, 1)]


def test_each_document_is_read_in_its_language(index: SearchIndex) -> None:
    index.update(
        [
            source(1, "barn barnet", "barnen", "barns"),
            source(2, "barn", "barns", "barnen", language="en"),
            source(3, "barn", "barns", language="xx"),
        ]
    )
    assert find(index, "barn") == [(1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (3, 0)]
    assert index.forms("barn") == {
        "sv": ("barn", "barnen", "barnet", "barns"),
        "en": ("barn", "barns"),
        "xx": ("barn",),
    }


def test_a_source_put_again_replaces_what_was_there(index: SearchIndex) -> None:
    index.update([source(1, "gammal", "rest"), source(2, "annan")], operation=1)
    index.update([source(1, "ny")], operation=2)
    assert find(index, "gammal") == find(index, "rest") == []
    assert find(index, "ny") == [(1, 0)]
    assert find(index, "annan") == [(2, 0)]
    assert find(index, "NOT annan") == [(1, 0)]
    assert index.sources[SourceKey(Source.DOCUMENT, 1)].units == 1


def test_two_versions_in_one_update_leave_the_last(index: SearchIndex) -> None:
    index.update([source(1, "ett"), source(1, "två")])
    assert find(index, "ett") == []
    assert find(index, "två") == [(1, 0)]


def test_a_version_that_comes_back_is_the_one_found(index: SearchIndex) -> None:
    index.update([source(1, "ett")])
    index.update([source(1, "två"), source(1, "ett")])
    assert find(index, "ett") == [(1, 0)]
    assert find(index, "två") == []


def test_a_source_put_after_it_was_removed_is_found(index: SearchIndex) -> None:
    key = SourceKey(Source.DOCUMENT, 1)
    index.update([source(1, "ett")])
    index.update([source(1, "ett")], removed=[key])
    assert find(index, "ett") == [(1, 0)]
    index.update([], removed=[key])
    assert find(index, "ett") == []
    assert not index.sources


def test_another_language_is_a_change(index: SearchIndex) -> None:
    one = source(1, "barnen")
    index.update([one])
    assert find(index, "barn") == [(1, 0)]
    index.update([SourceUnits(one.key, one.content_hash, "en", one.units)])
    assert find(index, "barn") == []


def test_the_same_again_writes_nothing_but_the_operation(index: SearchIndex) -> None:
    index.update([source(1, "ett")], operation=1)
    before = {path.name for path in index.folder.iterdir()}
    index.update([source(1, "ett")], removed=[SourceKey(Source.MEMO, 7)], operation=2)
    assert {path.name for path in index.folder.iterdir()} == before
    assert index.last_operation == 2
    assert SearchIndex.open(index.folder, project="p").last_operation == 2


def test_sources_without_words_or_units_are_in_the_index(index: SearchIndex) -> None:
    index.update([source(1), source(2, "", "–", "ord")])
    assert index.sources[SourceKey(Source.DOCUMENT, 1)].units == 0
    assert find(index, "NOT ord") == [(2, 0), (2, 1)]


def test_the_same_number_in_different_sources_is_kept_apart(index: SearchIndex) -> None:
    index.update([source(1, "ord"), source(1, "ord", kind="memo"), source(1, "ord", kind="code")])
    assert {unit.key.source for unit in index.search(parse("ord"))} == set(Source)
    index.update([], removed=[SourceKey(Source.MEMO, 1)])
    assert {unit.key.source for unit in index.search(parse("ord"))} == {"document", "code"}


def test_a_field_narrows_and_its_units_are_asked_for_once(index: SearchIndex) -> None:
    index.update([source(1, "ord", "ord", "ord"), source(2, "ord")])
    asked: list[Field] = []

    def resolve(field: Field) -> UnitSet:
        asked.append(field)
        return UnitSet.of([UnitKey(SourceKey(Source.DOCUMENT, 1), 1), UnitKey(_gone, 5)])

    query = parse("ord speaker:A OR (NOT speaker:A x)")
    assert list(index.search(query, resolve)) == [UnitKey(SourceKey(Source.DOCUMENT, 1), 1)]
    assert len(asked) == 1
    with pytest.raises(ValueError, match="speaker:A"):
        index.search(query)


_gone = SourceKey(Source.DOCUMENT, 99)


def test_a_field_cannot_add_units_that_the_index_does_not_have(index: SearchIndex) -> None:
    index.update([source(1, "ord"), source(2, "ord", "ord")])
    everything = UnitSet.whole({SourceKey(Source.DOCUMENT, n): 500 for n in (1, 2, 3)})
    assert len(index.search(parse("speaker:A"), lambda _field: everything)) == 3


def test_many_small_updates_stay_few_files(index: SearchIndex) -> None:
    sources = [source(n, f"ord nummer{n}", "ord igen") for n in range(60)]
    most = 0
    for one in sources:
        index.update([one])
        most = max(most, len(list(index.folder.glob("*.wrd"))))
    assert most < 10
    assert len(index.search(parse("ord"))) == 120
    while index.tidy():
        pass
    assert len(list(index.folder.glob("*.wrd"))) == 1
    assert len(index.search(parse("ord"))) == 120
    assert find(index, "nummer7") == [(7, 0)]


def test_tidying_leaves_removed_words_behind(index: SearchIndex) -> None:
    index.update([source(n, f"hemligt{n} " * 50) for n in range(20)])
    index.update([], removed=[SourceKey(Source.DOCUMENT, n) for n in range(19)])
    while index.tidy():
        pass
    content = b"".join(path.read_bytes() for path in index.folder.iterdir())
    assert b"hemligt19" in content
    assert b"hemligt18" not in content


def test_a_cancelled_update_changes_nothing(index: SearchIndex) -> None:
    class Impatient:
        def progress(self, done: int, total: int, detail: str = "") -> None: ...

        def check(self) -> None:
            raise Cancelled

    index.update([source(1, "ett")], operation=1)
    before = {path.name for path in index.folder.iterdir()}
    with pytest.raises(Cancelled):
        index.update([source(1, "två")], operation=2, job=Impatient())
    assert {path.name for path in index.folder.iterdir()} == before
    assert find(index, "ett") == [(1, 0)]
    assert index.last_operation == 1


def test_a_build_in_batches_is_one_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qcode.index.search._BATCH", 100)
    sources = [random_source(random.Random(n), n) for n in range(40)]
    unique = {one.key: one for one in sources}
    build(tmp_path, unique.values(), project="p", operation=7)
    index = SearchIndex.open(tmp_path, project="p")
    assert index.last_operation == 7
    for text in ("trygghet", "polis*", '"den sociala"', "NOT är"):
        assert index.search(parse(text)) == scan(unique.values(), parse(text))


def test_a_build_that_was_stopped_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qcode.index.search._BATCH", 1)
    sources = [source(n, f"ord{n}") for n in range(5)]

    def stopped():
        yield from sources[:3]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, stopped(), project="p", operation=7)
    index = SearchIndex.open(tmp_path, project="p")
    assert index.last_operation == 0
    done = len(index.sources)
    assert 0 < done < 5
    build(tmp_path, sources, project="p", operation=7)
    assert index.refresh()
    assert index.last_operation == 7
    assert find(index, "ord*") == [(n, 0) for n in range(5)]


def test_a_long_turn_is_cut_between_words() -> None:
    text = "x " * 70_000 + "slut"
    parts = cut(text, [Span(0, len(text)), Span(3, 4)])
    assert [len(part.text.split()) for part in parts] == [65_000, 5_001, 0]
    for part in parts:
        assert text[part.start : part.start + len(part.text)] == part.text
