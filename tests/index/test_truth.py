"""Any query finds and marks what a reader without an index finds, in real and made-up texts."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import naive
import pytest
from dice import random_query, words_of
from swedish_text import interviews

from qcode.index.analysis import cut
from qcode.index.marker import Marker
from qcode.index.scan import scan
from qcode.index.search import SearchIndex
from qcode.index.storage import FolderStorage, MemoryStorage, Storage
from qcode.index.units import Source, SourceKey, SourceUnits, UnitKey, UnitSet
from qcode.model.query import Field, FieldName, Query, print_query
from qcode.model.query_parser import parse
from qcode.model.search_options import SearchOptions
from qcode.model.text import Span

NAMES = {"sv": "swedish", "no": "norwegian"}
EMOJI = ["😀", "👍🏽", "👍", "❤️", "👩‍👩‍👧", "👩", "🇸🇪", "\u200d"]
UNITS = 9  # of a source


def invented(dice: random.Random, count: int) -> Iterator[SourceUnits]:
    """Yield interviews as the benchmarks have them, with a few letters that are no plain ones."""
    for number, interview in enumerate(interviews(count, kilobytes=4, seed=dice.randrange(10**6))):
        texts = [text[: dice.choice([90, 400, 900])] for _who, text in interview.turns[:UNITS]]
        for at, text in enumerate(texts):
            if dice.random() < 0.3:
                place, emoji = dice.randrange(len(text)), dice.choice(EMOJI)
                text = f"{text[:place]}{emoji}{text[place:]}"
                texts[at] = text
            if dice.random() < 0.3:
                texts[at] = text.replace("a", dice.choice(["a\u00ad", "a\u0301", "A"]), 4)
        yield made(number, "\n".join(texts), interview.language)


def real(folder: Path, dice: random.Random, count: int) -> Iterator[SourceUnits]:
    """Yield some lines of some transcripts."""
    paths = sorted(folder.glob("transcripts/**/*.[tcv][xst][tv]"))
    for number, path in enumerate(dice.sample(paths, count)):
        text = path.read_text("utf-8", errors="replace").replace("\0", "\ufffd")
        lines = [line[:900] for line in text.splitlines() if line.strip()]
        first = dice.randrange(max(1, len(lines) - UNITS))
        name = path.relative_to(folder).parts[1]
        language = next((code for code in NAMES if name.startswith(NAMES[code])), "en")
        yield made(number, "\n".join(lines[first : first + UNITS]), language)


def made(number: int, text: str, language: str) -> SourceUnits:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return SourceUnits(SourceKey(Source.DOCUMENT, number), text, language, cut(text, spans))


def speaking(sources: Sequence[SourceUnits]) -> Callable[[Query], UnitSet]:
    """Let speakers take turns: A says every first unit of three, and so on."""

    def resolve(field: Query) -> UnitSet:
        assert isinstance(field, Field)
        first = "ABC".index(field.value)
        return UnitSet.of(
            UnitKey(one.key, number)
            for one in sources
            for number in range(first, len(one.units), 3)
        )

    return resolve


def compare(storage: Storage, sources: list[SourceUnits], dice: random.Random, count: int) -> int:
    """Ask random queries of an index that has been through changes; return how many hit."""
    index = SearchIndex.open(storage, project="p")
    index.update(dice.sample(sources, len(sources) // 2))
    index.update(dice.sample(sources, len(sources) // 3))
    old = SourceUnits(sources[0].key, "old", "sv", sources[1].units)
    extra = SourceUnits(SourceKey(Source.MEMO, 7), "x", "en", sources[2].units)
    index.update([old, extra])
    index.update(sources, removed=[extra.key], operation=1)
    if dice.random() < 0.5:
        index.tidy()
    resolve = speaking(sources)
    told = [[token.word for token in naive.tokens(u.text)] for s in sources for u in s.units]
    words = words_of(told, dice)

    def speaker(_depth: int) -> Field:
        return Field(FieldName.SPEAKER, dice.choice("ABC"))

    hit = 0
    for _query in range(count):
        query = random_query(dice, words, speaker)
        options = SearchOptions(
            exact=dice.random() < 0.1,
            parts=dice.choice([None, None, True, False]),
            case=dice.random() < 0.15,
            fillers=dice.random() < 0.15,
        )
        said = f"{print_query(query)} {options}"
        given = {
            Field(FieldName.SPEAKER, who): resolve(Field(FieldName.SPEAKER, who)) for who in "ABC"
        }
        expected = {unit for one in sources for unit in naive.read(one, query, given, options)}
        assert set(index.search(query, resolve, options=options)) == expected, said
        assert set(scan(sources, query, resolve, options=options)) == expected, said
        assert parse(print_query(query)) == query
        marker = Marker(query, options)
        for one in sources:
            there = [
                unit.text for number, unit in enumerate(one.units) if (one.key, number) in expected
            ]
            together = marker.matches_of(there, one.language)
            for text, marked in zip(there, together, strict=True):
                assert marked == naive.marks(query, text, one.language, options), said
                assert marked == marker.matches(text, one.language), said
        hit += bool(expected)
    return hit


@pytest.fixture(autouse=True)
def _forgetful() -> Iterator[None]:
    yield
    naive.forget()


@pytest.fixture
def _paired(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take words for very common that are so in a small text."""
    monkeypatch.setattr("qcode.index.pairs._SHARE", 10**9)
    monkeypatch.setattr("qcode.index.pairs._LEAST", 15)


@pytest.mark.usefixtures("_paired")
@pytest.mark.parametrize("seed", range(3))
def test_random_queries_on_invented_texts(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    storage = MemoryStorage() if seed % 2 else FolderStorage(tmp_path)
    assert compare(storage, list(invented(dice, 8)), dice, 50) > 25


@pytest.mark.usefixtures("_paired")
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20, 25))
def test_many_random_queries(tmp_path: Path, shared_data: Path, seed: int) -> None:
    dice = random.Random(seed)
    for storage, sources in (
        (FolderStorage(tmp_path), list(real(shared_data, dice, 14))),
        (MemoryStorage(), list(invented(dice, 14))),
    ):
        assert compare(storage, sources, dice, 50) > 25
