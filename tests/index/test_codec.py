"""The index asked by Whoosh's own searcher: a second opinion that shares only the files."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from whoosh import index as whoosh_index
from whoosh.query import And, Not, Or, Phrase, Prefix, Term
from whoosh.query import Query as WhooshQuery
from whoosh.searching import Searcher

from qcode.index.codec import FIELD
from qcode.index.search import SearchIndex
from qcode.index.units import SourceUnits, UnitKey
from qcode.model.query_parser import parse

MakeSource = Callable[..., SourceUnits]
WORDS = "det är en å ö skola skolan skolor trygg trygghet 1 och".split()  # noqa: SIM905


@contextmanager
def searcher(index: SearchIndex) -> Iterator[Searcher]:
    with whoosh_index.open_dir(str(index.storage.folder)).searcher() as opened:
        yield opened


def asked(opened: Searcher, query: WhooshQuery) -> set[UnitKey]:
    return {opened.stored_fields(number)["unit"] for number in opened.docs_for_query(query)}


def filled(index: SearchIndex, source: MakeSource) -> None:
    dice = random.Random(5)
    for _update in range(3):
        index.update(
            source(n, *(" ".join(dice.choices(WORDS, k=dice.randint(0, 90))) for _ in range(20)))
            for n in dice.sample(range(12), 6)
        )
    index.update([], removed=[next(iter(index.sources))])


def test_whoosh_finds_the_same_as_we_do(index: SearchIndex, source: MakeSource) -> None:
    filled(index, source)
    assert len(list(index.storage.folder.glob("*.wrd"))) > 1
    with searcher(index) as opened:
        for first in WORDS:
            for second in WORDS:
                one, two = Term(FIELD, first), Term(FIELD, second)
                for query, text in (
                    (one, f"={first}"),
                    (And([one, two]), f"={first} ={second}"),
                    (Or([one, two]), f"={first} OR ={second}"),
                    (And([one, Not(two)]), f"={first} NOT ={second}"),
                    (Phrase(FIELD, [first, second]), f'"{first} {second}"'),
                    (Prefix(FIELD, second[:2]), f"{second[:2]}*"),
                ):
                    assert asked(opened, query) == set(index.search(parse(text))), text


def test_whoosh_counts_words_and_units(index: SearchIndex, source: MakeSource) -> None:
    index.update([source(1, "ett två ett", "ett"), source(2, "tre")])
    with searcher(index) as opened:
        reader = opened.reader()
        assert reader.doc_count() == 3
        assert reader.frequency(FIELD, "ett") == 3
        assert reader.doc_frequency(FIELD, "ett") == 2
        assert list(reader.lexicon(FIELD)) == [b"ett", b"tre", "två".encode()]
        assert (FIELD, "två") in reader
        assert (FIELD, "fyra") not in reader
        assert list(reader.expand_prefix(FIELD, "t")) == [b"tre", "två".encode()]
