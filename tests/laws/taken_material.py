"""Whole projects from outside, as Hypothesis makes them: sound ones, and such as files have."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import partial

from hypothesis import strategies as st

from qcode.formats.exchange import (
    ExchangeAttribute,
    ExchangeCase,
    ExchangeCode,
    ExchangeCoder,
    ExchangeDocument,
    ExchangeLink,
    ExchangeMedia,
    ExchangeMemo,
    ExchangePart,
    ExchangeProject,
    ExchangeSaved,
    ExchangeSegment,
    ExchangeSet,
    ExchangeValue,
    Held,
)
from qcode.model.document import AttributeTarget, AttributeType, DocumentKind
from qcode.model.layout import Layout, Turn
from qcode.model.text import Span

TEXTS = ("", "Hej.", "I: Hur är det?\nIP1: Bra 😀, tack.\n", "I: Hur är det?\nIP1: Bra 😀, tack!\n")
NAMES = st.sampled_from(
    ("Anna", "Bo", "Anna (2)", "a/b", "  två  ord ", "", "x" * 230, "e\u0301", "rad\nrad", "CON")
)
TIMES = st.sampled_from(
    ("", "2019-05-01T10:00:00Z", "2019-05-01T12:00:00.5+02:00", "2019-05-01", "i maj")
)
WORDS = st.sampled_from(("", "kort", "en längre\n\ntext med *tecken*", "\u2028å"))
COLORS = st.sampled_from(("", "#AABBCC", "#aabbcc", "#102030"))


def guid(noun: int, number: int) -> str:
    """One of a few GUIDs of a noun, so that two projects have things in common."""
    return str(uuid.UUID(int=(noun << 64) + number))


def guids(noun: int, most: int) -> st.SearchStrategy[list[str]]:
    """A few GUIDs of a noun."""
    every = [guid(noun, number) for number in range(most)]
    return st.lists(st.sampled_from(every), max_size=most)


def held(name: str, data: bytes) -> Held:
    """A file that is held in memory."""
    return Held(name, len(data), lambda: data)


def one_of(known: Sequence[str]) -> st.SearchStrategy[str]:
    """One of some GUIDs, rarely one that nothing has."""
    return st.sampled_from([*known, *known, guid(99, 0)])


def spans(text: int) -> st.SearchStrategy[tuple[int, int]]:
    """Spans, most of them inside a text."""
    return st.tuples(st.integers(-1, text + 2), st.integers(-1, text + 2))


@st.composite
def projects(draw: st.DrawFn) -> ExchangeProject:
    """Any project: things may be named twice, lie outside, or refer to nothing."""
    several = partial(_several, draw)
    coders = several(1, 3, lambda g: ExchangeCoder(g, draw(NAMES), draw(COLORS)))
    codes: list[ExchangeCode] = []
    for each in draw(guids(2, 6)):
        parent = draw(st.sampled_from(["", *(code.guid for code in codes)]))
        texts = [draw(WORDS) for _field in range(4)]
        codes.append(
            ExchangeCode(each, draw(NAMES), parent, draw(COLORS), *texts, draw(st.booleans()))
        )
    documents = several(3, 4, partial(_document, draw))
    d, c, p = ([each.guid for each in things] for things in (documents, codes, coders))
    lengths = {each.guid: len(each.text) for each in documents}
    segments = several(4, 8, lambda g: _segment(draw, g, (d, c, p), lengths))
    cases = several(5, 3, partial(_case, draw, d))
    owners = {AttributeTarget.DOCUMENT: d, AttributeTarget.CASE: [each.guid for each in cases]}
    attributes = several(6, 3, partial(_attribute, draw))
    values = [
        ExchangeValue(each.guid, draw(one_of(owners[each.target])), value)
        for each in attributes
        for value in draw(st.lists(VALUES, max_size=3))
    ]
    s = [each.guid for each in segments]
    memos = several(7, 4, lambda g: _memo(draw, g, (d, c, owners[AttributeTarget.CASE], s, p)))
    sets = several(8, 2, lambda g: ExchangeSet(g, draw(NAMES), _some(draw, d)))
    return ExchangeProject(
        name="Studien",
        origin="Annat program",
        description=draw(WORDS),
        coders=tuple(coders),
        codes=tuple(codes),
        documents=tuple(documents),
        segments=tuple(segments),
        memos=tuple(memos),
        cases=tuple(cases),
        attributes=tuple(attributes),
        values=tuple(values),
        sets=tuple(sets),
        saved=tuple(several(9, 3, partial(_saved, draw, p))),
        parts=tuple(several(10, 2, partial(_part, draw))),
    )


VALUES = st.sampled_from(("", "ja", "12", "1,5", "2020-01-02", "norr", "två  ord", "1e999"))


def _several(draw, noun, most, make):  # type: ignore[no-untyped-def]
    return [make(each) for each in draw(guids(noun, most))]


def _some(draw: st.DrawFn, known: Sequence[str]) -> tuple[str, ...]:
    return tuple(draw(st.lists(one_of(known), max_size=3)))


def _document(draw: st.DrawFn, number: str) -> ExchangeDocument:
    text = draw(st.sampled_from(TEXTS))
    turns = (Turn(0, 14, (Span(3, 14),), "I"),) if len(text) > 14 and draw(st.booleans()) else ()
    source = draw(st.sampled_from((None, b"", b"original")))
    media = tuple(
        ExchangeMedia(guid(11, n), f"ljud {n}.m4a", held=held("m", b"ljud %d" % n))
        for n in draw(st.lists(st.integers(0, 3), max_size=2, unique=True))
    )
    return ExchangeDocument(
        number,
        draw(NAMES),
        text,
        Layout(turns),
        draw(st.sampled_from((None, DocumentKind.INTERVIEW, DocumentKind.OTHER))),
        draw(st.sampled_from(("", "sv"))),
        None if source is None else held("a.txt", source),
        "txt",
        "utf-8",
        draw(TIMES),
        media,
    )


def _segment(
    draw: st.DrawFn,
    number: str,
    known: tuple[list[str], list[str], list[str]],
    lengths: dict[str, int],
) -> ExchangeSegment:
    document, code, coder = (draw(one_of(each)) for each in known)
    start, end = draw(spans(lengths.get(document, 0)))
    weight = draw(st.sampled_from((None, 0, 50, 100)))
    return ExchangeSegment(
        number, document, code, coder, start, end, weight, draw(WORDS), draw(TIMES)
    )


def _case(draw: st.DrawFn, documents: list[str], number: str) -> ExchangeCase:
    links = [(each, draw(st.sampled_from((None, "I")))) for each in _some(draw, documents)]
    return ExchangeCase(number, draw(NAMES), draw(WORDS), tuple(links))


def _attribute(draw: st.DrawFn, number: str) -> ExchangeAttribute:
    kind = draw(st.sampled_from(list(AttributeType)))
    choices = ("norr", "söder") if kind is AttributeType.CHOICE and draw(st.booleans()) else ()
    target = draw(st.sampled_from(list(AttributeTarget)))
    return ExchangeAttribute(number, draw(NAMES), target, kind, choices)


def _memo(draw: st.DrawFn, number: str, known: tuple[list[str], ...]) -> ExchangeMemo:
    documents, codes, cases, segments, coders = known
    links = st.one_of(
        st.just(ExchangeLink()),
        st.builds(ExchangeLink, document=one_of(documents)),
        st.builds(
            lambda document, start, length: ExchangeLink(
                document, span=Span(start, start + length)
            ),
            one_of(documents),
            st.integers(0, 9),
            st.integers(1, 9),
        ),
        st.builds(ExchangeLink, code=one_of(codes)),
        st.builds(ExchangeLink, case=one_of(cases)),
        st.builds(ExchangeLink, segment=one_of(segments)),
    )
    return ExchangeMemo(
        number,
        draw(NAMES),
        draw(WORDS),
        draw(one_of(coders)),
        draw(st.sampled_from(("note", "theory", "eget"))),
        draw(TIMES),
        draw(TIMES),
        tuple(draw(st.lists(links, max_size=3))),
    )


def _saved(draw: st.DrawFn, coders: list[str], number: str) -> ExchangeSaved:
    kind, text, options = draw(
        st.sampled_from(
            (
                ("query", "tillit", "exact"),
                ("query", "code:Anna", ""),
                ("query", "tillit", "inget sådant"),
                ("preset", "", '{"numbered": true}'),
                ("preset", "", "nej"),
                ("okänt", "", ""),
            )
        )
    )
    coder = draw(one_of(coders))
    return ExchangeSaved(number, kind, draw(NAMES), text, options, coder, draw(TIMES), draw(TIMES))


def _part(draw: st.DrawFn, number: str) -> ExchangePart:
    files = tuple(held(f"{n}.png", b"bild %d" % n) for n in draw(st.sets(st.integers(0, 2))))
    return ExchangePart(number, "qdpx", "Graph", draw(NAMES), draw(st.binary(max_size=4)), files)
