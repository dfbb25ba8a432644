"""The index tells where words are as reading the text does."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from swedish_text import interviews

from qcode.index.analysis import word_places, words
from qcode.index.files import Damaged
from qcode.index.marker import Marker
from qcode.index.search import SearchIndex
from qcode.index.storage import MemoryStorage
from qcode.index.units import Source, SourceKey, SourceUnits, Unit
from qcode.index.word_places import SourcePlaces, read
from qcode.model.errors import Cancelled
from qcode.model.query import Phrase, Prefix, TextLeaf, Wild, Word
from qcode.model.search_options import SearchOptions
from qcode.model.text import Span

TEXTS = st.lists(
    st.sampled_from(
        [
            "går",
            "e\u0301",
            "a\u00ad",
            "-\n",
            " ",
            "_",
            "…",
            "🙂",
            "👩\u200d👧",
            "x" * 300,
            " " * 300,
        ]
    )
    | st.text(max_size=4)
).map("".join)


@given(st.lists(TEXTS, max_size=4))
@example(
    [
        "",
        " ",
        "ett",
        "ett ",
        " ett två ",
        "ett, två 🙂",
        " -ett",
        "x" * 255 + " " * 255 + "y",
        "x" * 256,
        " " * 256 + "x",
    ]
)
def test_the_words_and_their_bounds_are_kept(texts: list[str]) -> None:
    units = [Unit(1000 * number, text) for number, text in enumerate(texts)]
    found, record = read(units)
    assert [one.words for one in found] == [words(text) for text in texts]
    assert [one.written for one in found] == [words(text, case=True) for text in texts]
    places = SourcePlaces(record, "places")
    for number, text in enumerate(texts):
        bounds = places.bounds(number)
        assert list(zip(bounds[::2], bounds[1::2], strict=True)) == [
            (start + 1000 * number, end + 1000 * number) for start, end in word_places(text)
        ]


def test_a_record_that_was_changed_is_no_record() -> None:
    _words, record = read([Unit(0, "ett två")])
    for damaged in (record[:-1], b"x" + record[1:], record[:-1] + b"x", b""):
        with pytest.raises(Damaged):
            SourcePlaces(damaged, "places")


def made(number: int, texts: list[str], language: str) -> SourceUnits:
    units, at = [], 7
    for text in texts:
        units.append(Unit(at, text))
        at += len(text) + 1
    key = SourceKey(Source.DOCUMENT, number)
    return SourceUnits(key, str(hash(tuple(texts))), language, tuple(units))


def leaves(dice: random.Random, sources: list[SourceUnits]) -> list[TextLeaf]:
    found: list[TextLeaf] = []
    for _number in range(8):
        text = [w for u in dice.choice(sources).units for w in words(u.text)]
        at = dice.randrange(len(text) - 3)
        one, two = text[at : at + 2]
        found += [Word(one), Word(two, exact=True), Prefix(one[:2]), Wild(f"*{two[-2:]}*")]
        found += [Phrase(f"{one} {two}"), Phrase(" ".join(text[at : at + 3])), Word(f"{one}-{two}")]
    return [*found, Word("finnsinte"), Phrase("finns inte alls"), Phrase("och och")]


def test_looking_for_places_can_be_stopped() -> None:
    class Impatient:
        def progress(self, done: int, total: int, detail: str = "") -> None: ...

        def check(self) -> None:
            raise Cancelled

    index = SearchIndex.open(MemoryStorage(), project="p")
    source = made(0, ["ett ord"], "sv")
    index.update([source])
    with pytest.raises(Cancelled):
        index.passages(Word("ord"), [source.key], job=Impatient())


@pytest.mark.parametrize("seed", range(3))
def test_words_and_phrases_are_where_reading_finds_them(seed: int) -> None:
    dice = random.Random(seed)
    sources = [
        made(n, [text for _who, text in one.turns], dice.choice(["sv", "en", ""]))
        for n, one in enumerate(interviews(24, kilobytes=6, seed=seed))
    ]
    index = SearchIndex.open(MemoryStorage(), project="p")
    index.update(sources[:8], operation=1)
    index.update(sources[8:16], operation=2)
    changed = [made(n, ["Ett nytt ställe", sources[n].units[0].text], "sv") for n in (1, 9)]
    index.update([*changed, *sources[16:]], removed=[sources[2].key], operation=3)
    if seed == 2:
        while index.tidy():
            pass
    now = {one.key: one for one in (*sources, *changed) if one.key != sources[2].key}
    asked = dice.sample(sorted(now), 15)
    for options in (SearchOptions(), SearchOptions(exact=True), SearchOptions(case=True)):
        for leaf in leaves(dice, list(now.values())):
            marker = Marker(leaf, options)
            expected = {
                key: sorted(
                    Span(unit.start + start, unit.start + end)
                    for unit in now[key].units
                    for start, end in marker.places(unit.text, now[key].language)
                )
                for key in asked
            }
            found, _sources = index.passages(leaf, asked, options)
            assert {key: sorted(spans) for key, spans in found.items()} == {
                key: spans for key, spans in expected.items() if spans
            }, leaf
