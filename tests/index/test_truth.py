"""Any query finds and marks what a reader without an index finds, in real and made-up texts."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import naive
import pytest
from swedish_text import interviews

from qcode.index.analysis import cut
from qcode.index.marker import Marker
from qcode.index.scan import scan
from qcode.index.search import SearchIndex
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
from qcode.model.text import Span

Words = Callable[[int], list[str]]

NAMES = {"sv": "swedish", "no": "norwegian"}
UNITS = 9  # of a source


def invented(dice: random.Random, count: int) -> Iterator[SourceUnits]:
    """Yield interviews as the benchmarks have them, with a few letters that are no plain ones."""
    for number, interview in enumerate(interviews(count, kilobytes=4, seed=dice.randrange(10**6))):
        texts = [text[: dice.choice([90, 400, 900])] for _who, text in interview.turns[:UNITS]]
        for at, text in enumerate(texts):
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


def random_query(dice: random.Random, words: Words, depth: int = 0) -> Query:
    """Return a query whose words stand, mostly, side by side in some text."""
    one, *others = words(6)
    match dice.randrange(14 if depth < 3 else 10):
        case 0:
            return Word(one)
        case 1:
            return Word(one, exact=True)
        case 2:
            forms = [word.upper() for word in dict.fromkeys(others) if dice.random() < 0.5]
            return Word(one, exact=dice.random() < 0.5, plus=tuple(forms[:1]), minus=(*forms[1:],))
        case 3 | 4:
            star = "*" if dice.random() < 0.2 else ""
            return Phrase(" ".join([one, *others][: dice.randint(1, 4)]) + star)
        case 5:
            return Prefix(one[: dice.randint(1, 4)])
        case 6:
            return Wild(wild(dice, one))
        case 7:
            return Fuzzy(misspelt(dice, one), dice.randint(1, 2))
        case 8:
            some = dice.sample([one, *others], dice.randint(1, min(3, 1 + len(others))))
            return Near(" ".join(some), dice.randint(0, 6))
        case 9:
            return Field(FieldName.SPEAKER, dice.choice("ABC"))
        case 10:
            return Not(random_query(dice, words, depth + 1))
        case kind:
            parts = tuple(random_query(dice, words, depth + 1) for _n in range(dice.randint(2, 3)))
            return And(parts) if kind < 13 else Or(parts)


def wild(dice: random.Random, word: str) -> str:
    """Put a star and a question mark into a word."""
    start, end = sorted(dice.choices(range(len(word) + 1), k=2))
    pattern = dice.choice([f"*{word[start:end]}*", f"{word[:start]}*{word[end:]}", f"*{word}"])
    if dice.random() < 0.4 and any(map(str.isalnum, pattern[1:])):
        at = next(at for at in range(len(pattern)) if pattern[at].isalnum())
        pattern = f"{pattern[:at]}?{pattern[at + 1 :]}"
    fine = any(map(str.isalnum, pattern)) and ("?" in pattern or "*" in pattern[:-1])
    return pattern if fine else f"*{word}"


def misspelt(dice: random.Random, word: str) -> str:
    for _change in range(dice.randint(0, 2)):
        at = dice.randrange(len(word))
        word = dice.choice(
            [word[:at] + word[at + 1 :], word[:at] + "e" + word[at:],
             word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]]
        ) or word  # fmt: skip
    return word


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
    told = [found for found in told if found]

    def words(most: int) -> list[str]:
        found = dice.choice(told)
        at = dice.randrange(len(found))
        return found[at : at + most] + dice.choices(dice.choice(told), k=2)

    hit = 0
    for _query in range(count):
        query = random_query(dice, words)
        said = print_query(query)
        given = {
            Field(FieldName.SPEAKER, who): resolve(Field(FieldName.SPEAKER, who)) for who in "ABC"
        }
        expected = {unit for one in sources for unit in naive.read(one, query, given)}
        assert set(index.search(query, resolve)) == expected, said
        assert set(scan(sources, query, resolve)) == expected, said
        assert parse(said) == query
        marker = Marker(query)
        for one in sources:
            for number, unit in enumerate(one.units):
                if (one.key, number) in expected:
                    marked = [tuple(span) for span in marker.matches(unit.text, one.language)]
                    assert marked == naive.marks(query, unit.text, one.language), said
        hit += bool(expected)
    return hit


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
@pytest.mark.parametrize("seed", range(20, 30))
def test_many_random_queries(tmp_path: Path, shared_data: Path, seed: int) -> None:
    dice = random.Random(seed)
    for storage, sources in (
        (FolderStorage(tmp_path), list(real(shared_data, dice, 14))),
        (MemoryStorage(), list(invented(dice, 14))),
    ):
        assert compare(storage, sources, dice, 100) > 50
