from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from qcode.index.analysis import cut
from qcode.index.search import SearchIndex
from qcode.index.units import Source, SourceKey, SourceUnits, UnitKey, UnitSet
from qcode.model.query import Field
from qcode.model.query_parser import parse
from qcode.model.text import Span

MakeSource = Callable[..., SourceUnits]
Find = Callable[[SearchIndex, str], list[tuple[int, int]]]


def test_words_are_listed_by_their_beginning_the_commonest_first(
    index: SearchIndex, source: Callable[..., SourceUnits]
) -> None:
    index.update([source(1, "trygg trygghet trygghet", "Tryggt trygghet å")])
    index.update([source(2, "trygg trygg tryggt", "tråg trygg trygg")])
    assert index.beginning("TRY", 9) == ["trygg", "trygghet", "tryggt"]
    assert index.beginning("tr", 2) == ["trygg", "trygghet"]
    assert index.beginning("å", 9) == ["å"]
    assert index.beginning("x", 9) == []


def test_letters_with_rings_and_dots_are_letters_of_their_own(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
    index.update([source(1, "en ö", "en o", "en å i ån", "en a", "mål", "mal", "MÅL")])
    assert find(index, "ö") == [(1, 0)]
    assert find(index, "o") == [(1, 1)]
    assert find(index, "=a") == [(1, 3)]
    assert find(index, "=mal") == [(1, 5)]
    assert find(index, "=mål") == [(1, 4), (1, 6)]
    assert find(index, "må*") == [(1, 4), (1, 6)]


def test_one_letter_words_and_digits_are_words(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
    index.update([source(1, "i a 1", "e 25,5 %", "R2D2 x_y", "10:30")])
    assert find(index, "i") == [(1, 0)]
    assert find(index, "1") == [(1, 0)]
    assert find(index, "25,5") == [(1, 1)]
    assert find(index, '"5"') == [(1, 1)]
    assert find(index, "r2d2") == [(1, 2)]
    assert find(index, "x_y") == [(1, 2)]
    assert find(index, "10:30") == [(1, 3)]
    assert find(index, "10*") == [(1, 3)]


def test_no_word_is_too_common_to_be_found(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
    index.update([source(1, "och att det i", "the and of"), source(2, "och", language="en")])
    assert find(index, "och") == [(1, 0), (2, 0)]
    assert find(index, '"och att det i"') == [(1, 0)]
    assert find(index, "the") == [(1, 1)]


def test_decomposed_letters_soft_hyphens_and_zero_width_spaces_make_no_difference(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
    decomposed = unicodedata.normalize("NFD", "Överåriga på ön")
    index.update([source(1, decomposed, "trygg\u00adhe\u200bten", "över\ufeffåriga", "overariga")])
    assert find(index, "överåriga") == [(1, 0), (1, 2)]
    assert find(index, unicodedata.normalize("NFD", "=ön")) == [(1, 0)]
    assert find(index, "trygghet") == [(1, 1)]
    assert find(index, "trygghe*") == [(1, 1)]


def test_a_phrase_stays_within_its_unit(index: SearchIndex, source: MakeSource, find: Find) -> None:
    long = " ".join(["fyll"] * 62)
    index.update([source(1, f"{long} vi", "går ut", f"{long} x vi", "går", "vi går", "går vi")])
    assert find(index, '"vi går"') == [(1, 4)]
    assert find(index, '"går vi"') == [(1, 5)]
    assert find(index, '"fyll vi"') == [(1, 0)]
    assert find(index, '"vi gå*"') == [(1, 4)]


def test_a_phrase_may_repeat_a_word(index: SearchIndex, source: MakeSource, find: Find) -> None:
    index.update([source(1, "ja ja nej", "ja nej ja", "ja ja ja")])
    assert find(index, '"ja ja"') == [(1, 0), (1, 2)]
    assert find(index, '"ja ja ja"') == [(1, 2)]


def test_a_phrase_is_found_beside_a_very_common_word(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
    index.update([source(1, *["det är så"] * 400, "så det ovanliga ordet", "ovanliga det")])
    assert find(index, '"det ovanliga"') == [(1, 400)]
    assert find(index, '"ovanliga det"') == [(1, 401)]
    assert len(index.search(parse('"det är"'))) == 400


def test_a_word_of_two_parts_is_found_in_its_forms(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
    index.update([source(1, "e-posten kom", "e post", "post e", "epost")])
    assert find(index, "e-post") == [(1, 0), (1, 1), (1, 3)]
    assert find(index, "=e-post") == [(1, 1)]


def test_each_document_is_read_in_its_language(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
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


def test_a_project_in_four_languages_is_asked_in_each(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
    index.update(
        [
            source(1, "skolorna", "skolgården"),
            source(2, "skolene", "skolegården", language="nb"),
            source(3, "skolerne", "skolegården", language="da"),
            source(4, "skulane", "schools", language="nn"),
            source(5, "schools", "skolgården", language="en"),
        ]
    )
    assert find(index, "skolor") == [(1, 0), (1, 1)]
    neighbours = [(n, unit) for n in (1, 2, 3) for unit in (0, 1)]
    assert find(index, "skole") == neighbours  # a form of the Swedish word too
    assert find(index, "skule") == [(4, 0)]
    assert find(index, "school") == [(4, 1), (5, 0)]


def test_the_same_number_in_different_sources_is_kept_apart(
    index: SearchIndex, source: MakeSource
) -> None:
    index.update([source(1, "ord"), source(1, "ord", kind="memo"), source(1, "ord", kind="code")])
    assert {unit.key.source for unit in index.search(parse("ord"))} == set(Source)
    index.update([], removed=[SourceKey(Source.MEMO, 1)])
    assert {unit.key.source for unit in index.search(parse("ord"))} == {"document", "code"}


def test_a_field_narrows_and_its_units_are_asked_for_once(
    index: SearchIndex, source: MakeSource
) -> None:
    index.update([source(1, "ord", "ord", "ord"), source(2, "ord")])
    asked: list[Field] = []

    def resolve(field: Field) -> UnitSet:
        asked.append(field)
        return UnitSet.of(
            [UnitKey(SourceKey(Source.DOCUMENT, 1), 1), UnitKey(SourceKey(Source.DOCUMENT, 99), 5)]
        )

    query = parse("ord speaker:A OR (NOT speaker:A x)")
    assert list(index.search(query, resolve)) == [UnitKey(SourceKey(Source.DOCUMENT, 1), 1)]
    assert len(asked) == 1
    with pytest.raises(ValueError, match="speaker:A"):
        index.search(query)


def test_a_field_cannot_add_units_that_the_index_does_not_have(
    index: SearchIndex, source: MakeSource
) -> None:
    index.update([source(1, "ord"), source(2, "ord", "ord")])
    everything = UnitSet.whole({SourceKey(Source.DOCUMENT, n): 500 for n in (1, 2, 3)})
    assert len(index.search(parse("speaker:A"), lambda _field: everything)) == 3


def test_a_long_turn_is_cut_between_words() -> None:
    text = "x " * 70_000 + "slut"
    parts = cut(text, [Span(0, len(text)), Span(3, 4)])
    assert [len(part.text.split()) for part in parts] == [65_000, 5_001, 0]
    for part in parts:
        assert text[part.start : part.start + len(part.text)] == part.text
