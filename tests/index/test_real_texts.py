"""The index on real transcripts, in Swedish, English and Norwegian, against reading everything."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from qcode.index.analysis import cut, words
from qcode.index.marker import matches
from qcode.index.scan import scan
from qcode.index.search import SearchIndex, build
from qcode.index.units import Source, SourceKey, SourceUnits
from qcode.model.query import And, Not, Or, Phrase, Prefix, Query, Word, print_query
from qcode.model.text import Span

QUERIES = 25
LONGEST = 10_000


def lines(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        spans.append(Span(start, start + len(line.rstrip())))
        start += len(line)
    return spans


@pytest.fixture(scope="module")
def corpus(shared_data: Path) -> list[SourceUnits]:
    sources = []
    for number, path in enumerate(sorted(shared_data.glob("transcripts/**/*.[tcv][xst][tv]"))):
        text = path.read_text("utf-8", errors="replace").replace("\0", "\ufffd")[:LONGEST]
        folder = path.relative_to(shared_data).parts[1]
        language = next((code for code in ("sv", "no") if folder.startswith(names[code])), "en")
        key = SourceKey(Source.DOCUMENT, number)
        sources.append(SourceUnits(key, str(number), language, cut(text, lines(text))))
    return sources


names = {"sv": "swedish", "no": "norwegian"}


def random_query(dice: random.Random, some_words: Callable[[], list[str]], depth: int = 0) -> Query:
    found = some_words()
    match dice.randrange(7 if depth < 2 else 4):
        case 0:
            return Word(found[0])
        case 1:
            return Word(found[0], exact=True)
        case 2:
            return Phrase(" ".join(found[: dice.randint(1, 4)]))
        case 3:
            return Prefix(found[0][: dice.randint(1, 5)])
        case 4:
            return Not(random_query(dice, some_words, depth + 1))
        case kind:
            parts = [random_query(dice, some_words, depth + 1) for _part in range(2)]
            return And(tuple(parts)) if kind == 5 else Or(tuple(parts))


def test_real_texts_are_searched_as_if_read(corpus: list[SourceUnits], tmp_path: Path) -> None:
    assert len(corpus) > 50
    dice = random.Random(3)
    build(tmp_path, corpus, project="p", operation=1)
    index = SearchIndex.open(tmp_path, project="p")

    def some_words() -> list[str]:
        while True:
            unit = dice.choice(dice.choice([one for one in corpus if one.units]).units)
            found = words(unit.text)
            if found:
                return found[dice.randrange(len(found)) :]

    for _query in range(QUERIES):
        query = random_query(dice, some_words)
        assert index.search(query) == scan(corpus, query), print_query(query)


def test_every_hit_in_real_texts_can_be_marked(corpus: list[SourceUnits]) -> None:
    dice = random.Random(4)
    for source in corpus:
        for unit in dice.sample(source.units, min(3, len(source.units))):
            found = words(unit.text)
            if not found:
                continue
            query = Word(dice.choice(found))
            marked = matches(unit.text, source.language, query)
            assert marked
            assert all(words(unit.text[start:end]) for start, end in marked)
