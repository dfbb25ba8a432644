"""Any query with any options on a whole project finds and marks what reading everything finds.

The reader here knows no index and no shortcuts: it asks each unit, and compares each passage with
each other one. Words it leaves to `naive`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import naive
import pytest
from dice import random_options, random_query, random_regex, random_relation, random_words, words_of
from swedish_text import interviews

from qcode.index.units import Source, SourceUnits, Unit, UnitKey
from qcode.model.document import AttributeTarget, AttributeType, Document, DocumentText
from qcode.model.edits import TextChange
from qcode.model.memo import Memo, MemoLink
from qcode.model.query import (
    And,
    Compare,
    Field,
    FieldName,
    Link,
    Not,
    Or,
    Query,
    Regex,
    Relation,
    Sign,
    TextLeaf,
    print_query,
)
from qcode.model.search_options import SearchOptions
from qcode.model.segment import Segment
from qcode.model.text import Span
from qcode.services import cases, codes, coding, importing, memos, projects, text_editing
from qcode.services.answering import Answering
from qcode.services.projects import Project
from qcode.services.searching import Searcher
from qcode.services.sources import Sources

CODES = ("Plats", "Plats/Torget", "Plats/Torget/Kiosken", "Tillit")
LINES = 12  # of a real transcript


# -- the reader


@dataclass(frozen=True)
class Study:
    """A project, read whole."""

    project: Project
    _known: dict[object, list[Span]] = field(default_factory=dict)

    @cached_property
    def sources(self) -> list[SourceUnits]:
        now = Sources.of(self.project)
        return list(now.read(self.project, now.hashes))

    @cached_property
    def texts(self) -> dict[int, DocumentText]:
        return {row.id: self.project.text(row.id) for row in self.project.documents()}

    @cached_property
    def memos(self) -> list[Memo]:
        return memos.list_memos(self.project)

    @cached_property
    def segments(self) -> dict[int, list[Segment]]:
        rows = self.project.documents()
        return {row.id: coding.segments_of(self.project, row.id) for row in rows}

    @cached_property
    def values(self) -> Mapping[int, Mapping[int, str]]:
        return cases.attribute_values(self.project, AttributeTarget.DOCUMENT)

    @cached_property
    def paths(self) -> dict[int, str]:
        book = self.project.codebook()
        return {code.id: book.path(code.id) for code in book.codes.values()}

    def found(self, query: Query, options: SearchOptions) -> set[UnitKey]:
        return {
            UnitKey(source.key, number)
            for source in self.sources
            for number, unit in enumerate(source.units)
            if self.holds(query, source, unit, options)
        }

    def holds(self, query: Query, source: SourceUnits, unit: Unit, options: SearchOptions) -> bool:
        match query:
            case And(parts=parts):
                return all(self.holds(part, source, unit, options) for part in parts)
            case Or(parts=parts):
                return any(self.holds(part, source, unit, options) for part in parts)
            case Not(part=part):
                return not self.holds(part, source, unit, options)
            case Field() | Compare():
                whole = source.key.source is Source.MEMO and self.on_memo(query, source.key.id)
                return whole or touched(unit, self.passages(query, source, options))
            case Relation():
                return touched(unit, self.passages(query, source, options))
            case Regex():
                return bool(matched(query, unit, options))
            case _:
                return bool(naive.places(query, unit.text, source.language, options))

    def marks(
        self, query: Query, source: SourceUnits, unit: Unit, options: SearchOptions
    ) -> list[tuple[int, int]]:
        """Return the characters of a unit that a query is about."""
        first, last = len(unit.text) - len(unit.text.lstrip()), len(unit.text.rstrip())
        spans: list[tuple[int, int]] = []
        for atom in naive.shown(query):
            if isinstance(atom, TextLeaf):
                spans += naive.places(atom, unit.text, source.language, options)
            elif isinstance(atom, Regex | Relation):
                for start, end in self.passages(atom, source, options):
                    start, end = max(start - unit.start, first), min(end - unit.start, last)
                    spans += [(start, end)] if start < end else []
        return naive.joined(spans)

    def passages(self, query: Query, source: SourceUnits, options: SearchOptions) -> list[Span]:
        """Return what a query stands for beside others, in a source."""
        asked = query, source.key, options
        if asked not in self._known:
            self._known[asked] = self._passages(query, source, options)
        return self._known[asked]

    def _passages(self, query: Query, source: SourceUnits, options: SearchOptions) -> list[Span]:
        match query:
            case Regex():
                return [
                    Span(unit.start + start, unit.start + end)
                    for unit in source.units
                    for start, end in matched(query, unit, options)
                ]
            case _ if source.key.source is not Source.DOCUMENT:
                return []
            case Or(parts=parts):
                return [span for part in parts for span in self.passages(part, source, options)]
            case Field() | Compare():
                return list(self.said_of(query, source.key.id))
            case Relation(left=left, right=right):
                lines = [at for at, line in starts(self.texts[source.key.id].text) if line.strip()]
                others = self.passages(right, source, options)
                return [
                    one
                    for one in self.passages(left, source, options)
                    if any(related(query, one, other, lines) for other in others)
                ]
            case And() | Not():
                return [
                    Span(unit.start, unit.start + len(unit.text))
                    for unit in source.units
                    if self.holds(query, source, unit, options)
                ]
            case _:
                return [
                    Span(unit.start + start, unit.start + end)
                    for unit in source.units
                    for start, end in naive.places(query, unit.text, source.language, options)
                ]

    # -- fields

    def said_of(self, query: Field | Compare, number: int) -> Iterator[Span]:
        """Yield the passages of a document that a field names."""
        row, text = self.texts[number].document, self.texts[number].text
        if isinstance(query, Compare) or query.name in (FieldName.DOCUMENT, FieldName.KIND):
            if self.is_about(query, row):
                yield Span(0, len(text))
        elif query.name is FieldName.SPEAKER:
            turns = self.texts[number].layout.turns
            yield from (Span(one.start, one.end) for one in turns if one.speaker == query.value)
        elif query.name is FieldName.MEMO:
            for memo in self.memos:
                yield from (
                    link.span for link in memo.links if link.span and link.document == number
                )
        else:
            for segment in self.segments[row.id]:
                if query.name is FieldName.CODER or segment.code in self.codes(query):
                    yield segment.span

    def is_about(self, query: Field | Compare, row: Document) -> bool:
        if isinstance(query, Compare):
            value = float(next(iter(self.values.get(row.id, {1: "nan"}).values())))
            wanted = float(query.value)
            return {
                Sign.EQUAL: value == wanted,
                Sign.UNEQUAL: value != wanted and value == value,
                Sign.LESS: value < wanted,
                Sign.AT_MOST: value <= wanted,
                Sign.MORE: value > wanted,
                Sign.AT_LEAST: value >= wanted,
            }[query.sign]
        if query.name is FieldName.KIND:
            return row.kind == query.value
        return query.value in row.name

    def codes(self, query: Field) -> set[int]:
        below = query.name is FieldName.SUBCODES
        return {
            number
            for number, path in self.paths.items()
            if path == query.value or (below and path.startswith(f"{query.value}/"))
        }

    def on_memo(self, query: Field | Compare, number: int) -> bool:
        """Whether a memo belongs to what a field names."""
        if isinstance(query, Compare):
            return False
        if query.name is FieldName.CODER:
            return True
        (memo,) = (one for one in self.memos if one.id == number)
        return query.name in (FieldName.CODE, FieldName.SUBCODES) and any(
            link.code in self.codes(query) for link in memo.links
        )


def matched(query: Regex, unit: Unit, options: SearchOptions) -> list[tuple[int, int]]:
    text = unit.text.lstrip()
    before = len(unit.text) - len(text)
    flags = re.MULTILINE | (0 if options.case else re.IGNORECASE)
    return [
        (found.start() + before, found.end() + before)
        for found in re.finditer(query.pattern, text, flags)
        if found[0]
    ]


def touched(unit: Unit, spans: Sequence[Span]) -> bool:
    return any(start < unit.start + len(unit.text) and unit.start < end for start, end in spans)


def starts(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def related(query: Relation, one: Span, other: Span, lines: Sequence[int]) -> bool:
    """Whether a passage stands in a relation to another; `lines` are where paragraphs begin."""

    def line(at: int) -> int:
        return sum(start <= at for start in lines)

    match query.link:
        case Link.WITHIN:
            return other.start <= one.start and one.end <= other.end
        case Link.OVERLAPS:
            return one.start < other.end and other.start < one.end
        case Link.NEAR:
            before = line(one.start) - line(other.end - 1)
            behind = line(other.start) - line(one.end - 1)
            return max(before, behind, 0) <= query.distance
        case Link.FOLLOWED_BY:
            apart = line(other.start) - line(one.end - 1)
            return other.start >= one.end and apart <= query.distance


# -- a project and its queries


def invented(dice: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield interviews full of hesitations: name, text and language."""
    sounds = (
        "😀",
        "👩‍👧",
        "👩",
        "eh,",
        "öh",
        "(paus)",
        "[skratt]",
        "alltså",
        "like",
        "…",
        "- ",
        "du vet",
        "you know",
    )
    for number, one in enumerate(interviews(4, kilobytes=4, seed=dice.randrange(10**6))):
        lines = []
        for who, text in one.turns[:LINES]:
            words = text[: dice.choice([90, 300, 500])].split()
            for _sound in range(len(words) // 3):
                at = dice.randrange(len(words))
                words[at : at + 1] = [words[at], dice.choice([*sounds, words[at], words[at]])]
            for _capital in range(len(words) // 9):
                at = dice.randrange(len(words))
                words[at] = dice.choice([words[at].title(), words[at].upper()])
            lines.append(f"{who}: {' '.join(words)}")
            lines += [""] * dice.choice([0, 0, 0, 1])
        yield f"Samtal {number}", "\n".join(lines), one.language


def real(folder: Path, dice: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield some lines of some transcripts."""
    languages = {"swedish": "sv", "norwegian": "no"}
    paths = sorted((folder / "transcripts").glob("**/*.[tcv][xst][tv]"))
    for number, path in enumerate(dice.sample(paths, 4)):
        text = path.read_text("utf-8", errors="replace").replace("\0", "\ufffd")
        lines = [line[:400] for line in text.splitlines() if line.strip()]
        first = dice.randrange(max(1, len(lines) - LINES))
        start = path.relative_to(folder).parts[1].partition("_")[0]
        name = f"Transcript {number}"
        yield name, "\n".join(lines[first : first + LINES]), languages.get(start, "en")


def fill(
    project: Project, texts: Sequence[tuple[str, str, str]], dice: random.Random, folder: Path
) -> None:
    """Import, code and describe texts at random."""
    minutes = next(
        (known.id for known in cases.list_attributes(project)), None
    ) or cases.add_attribute(
        project, "Minuter", AttributeTarget.DOCUMENT, kind=AttributeType.NUMBER
    )
    for path in CODES:
        codes.add_path(project, path)
    for name, text, language in texts:
        file = folder / f"{name}.txt"
        file.write_text(text, encoding="utf-8")
        result = importing.import_paths(project, [file], language=language)
        (added,) = result.imported
        number = added.document.id
        length = added.document.length
        for _segment in range(dice.randint(0, 8)):
            start = dice.randrange(length)
            span = Span(start, min(length, start + dice.choice([1, 9, 60, 300])))
            coding.apply_path(project, number, span, dice.choice(CODES))
        start = dice.randrange(length)
        code = dice.choice(list(project.codebook().codes))
        links = [
            MemoLink(document=number, span=Span(start, min(length, start + 50))),
            MemoLink(code=code),
        ]
        memos.add_memo(project, name, text[start : start + 200], links=links[: dice.randint(1, 2)])
        if dice.random() < 0.7:
            cases.set_value(project, minutes, number, dice.choice(["30", "45", "60"]))


def said(text: str, language: str) -> list[naive.Token]:
    """Return the words of a text without what a phrase may pass over."""
    passed = naive.skipped(text, language)
    return [one for one, over in zip(naive.tokens(text), passed, strict=True) if not over]


class Thrower:
    """Throws queries about a study."""

    def __init__(self, study: Study, dice: random.Random) -> None:
        self.dice = dice
        told = []
        for source in study.sources:
            for text in (unit.text for unit in source.units):
                told.append([token.written for token in naive.tokens(text)])
                told.append([token.written for token in said(text, source.language)])
        self.words = words_of(told, dice)
        self.names = [text.document.name for text in study.texts.values()]
        self.speakers = sorted(
            {turn.speaker or "" for text in study.texts.values() for turn in text.layout.turns}
            - {""}
        )

    def query(self, depth: int = 0) -> Query:
        if depth < 3 and self.dice.random() < 0.35:
            return self.atom(depth)
        return random_query(self.dice, self.words, self.atom, depth)

    def atom(self, depth: int) -> Query:
        match self.dice.randrange(4):
            case 0:
                return random_regex(self.dice, self.words(3))
            case 1:
                return self.field()
            case _:
                return random_relation(self.dice, lambda: self.side(depth))

    def side(self, depth: int) -> Query:
        match self.dice.randrange(7):
            case 0 | 1:
                return self.field()
            case 2 | 3:
                return random_words(self.dice, self.words(6), self.dice.choice([0, 0, 1, 3, 5, 8]))
            case 4:
                return random_regex(self.dice, self.words(3))
            case _:
                return self.query(depth + 1)

    def field(self) -> Query:
        dice = self.dice
        match dice.randrange(9):
            case 0 | 1 if self.speakers:
                return Field(FieldName.SPEAKER, dice.choice(self.speakers))
            case 2:
                return Field(FieldName.DOCUMENT, dice.choice(self.names))
            case 3:
                return Field(FieldName.MEMO, "*")
            case 4:
                return Field(FieldName.CODER, "Kim")
            case 5:
                return Compare("Minuter", dice.choice(list(Sign)), dice.choice(["30", "45", "50"]))
            case 6:
                return Field(FieldName.KIND, dice.choice(["interview", "other"]))
            case kind:
                name = FieldName.SUBCODES if kind == 7 else FieldName.CODE
                return Field(name, dice.choice(CODES))


def compare(study: Study, searcher: Searcher, dice: random.Random, count: int) -> int:
    """Ask random queries; return how many hit."""
    thrower = Thrower(study, dice)
    hit = 0
    for number in range(count):
        query, options = thrower.query(), random_options(dice)
        said = f"{print_query(query)} {options}"
        expected = study.found(query, options)
        answer = searcher.units(print_query(query), options=options)
        assert set(answer.found) == expected, said
        assert not answer.missing
        if number % 5 == 0:  # without an index the same comes out
            alone = Answering(study.project, answer.now, None, options, texts=searcher._units)
            assert set(alone.answer(query)) == expected, said
        for source in study.sources:
            for at, unit in enumerate(source.units):
                if (source.key, at) in expected:
                    marked = answer.marker.matches(source.key, unit, source.language)
                    right = study.marks(query, source, unit, options)
                    assert [tuple(span) for span in marked] == right, said
        hit += bool(expected)
    return hit


def ask(
    texts: Sequence[tuple[str, str, str]], dice: random.Random, folder: Path, count: int
) -> None:
    """Ask one half of the queries while the index lags behind, the other when it does not."""
    with projects.create_project(folder / "study.qcode", coder="Kim") as project:
        searcher = Searcher(project)
        fill(project, texts[:2], dice, folder)
        searcher.update()
        row = project.documents()[0]
        text = project.text(row.id).text
        at = dice.randrange(len(text) // 2)
        text_editing.edit_text(project, row.id, TextChange.replace(text, at, at + 5, "Jaså, eh"))
        fill(project, texts[2:], dice, folder)
        study = Study(project)
        hit = compare(study, searcher, dice, count // 2)
        searcher.update()
        assert searcher.behind() == 0
        hit += compare(study, searcher, dice, count - count // 2)
        assert hit > count // 3
        searcher.close()


@pytest.fixture(autouse=True)
def _forgetful() -> Iterator[None]:
    yield
    naive.forget()


@pytest.fixture(autouse=True)
def _paired(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take words for very common that are so in a small text."""
    monkeypatch.setattr("qcode.index.pairs._SHARE", 10**9)
    monkeypatch.setattr("qcode.index.pairs._LEAST", 15)


@pytest.mark.parametrize("seed", range(5))
def test_random_queries_on_invented_texts(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    ask(list(invented(dice)), dice, tmp_path, 120)


@pytest.mark.parametrize("seed", range(20, 23))
def test_random_queries_on_real_texts(tmp_path: Path, shared_data: Path, seed: int) -> None:
    dice = random.Random(seed)
    ask(list(real(shared_data, dice)), dice, tmp_path, 120)
