"""A project outside QCode with everything that one can have, and strategies for any other."""

from __future__ import annotations

import io
import struct
import uuid
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

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
    ExchangeProject,
    ExchangeSaved,
    ExchangeSegment,
    ExchangeSet,
    ExchangeValue,
    Held,
)
from qcode.model.document import AttributeTarget, AttributeType, DocumentKind
from qcode.model.layout import Format, Layout, Note, NoteKind, Page, Region, Style, Turn
from qcode.model.text import Span, canonical

PDF = b"%PDF-1.4\n% an invented one\n"
_SPACE = uuid.UUID("6d1f5ed2-3b49-4e32-9d6e-0a4f3f4a9a10")
TALK = 'Anna: Jag 👩‍👩‍👧 gick hem.\u2028Sen åt jag, e\u0301n gång.\n\nB: Så "bra" & <skönt>!\n'
NOTES = "Fältanteckning: \tregn.\x0b Slut"


def guid(name: object) -> str:
    """Return a GUID that is always the same for a name."""
    return str(uuid.uuid5(_SPACE, str(name)))


def held(name: str, data: bytes) -> Held:
    return Held(name, len(data), lambda: data)


def docx_bytes(text: str) -> bytes:
    """Return a docx with the paragraphs of a text, the same bytes each time."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006/"
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}content-types"><Override'
        f' PartName="/word/document.xml" ContentType="{types}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}relationships"><Relationship Id="a"'
        f' Type="{office}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>'
        + "".join(map(_paragraph, text.split("\n")))
        + "</w:body></w:document>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, data in parts.items():
            file.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


def _paragraph(text: str) -> str:
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\u2028")
    )
    return f"<w:p><w:r>{lines}</w:r></w:p>"


def at(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def _layout() -> Layout:
    first, second = (
        at(TALK, "Anna: Jag 👩‍👩‍👧 gick hem.\u2028Sen åt jag, e\u0301n gång."),
        at(TALK, 'B: Så "bra" & <skönt>!'),
    )
    return Layout(
        turns=(
            Turn(*first, (Span(first[0] + 6, first[1]),), "Anna", 0, 4_500),
            Turn(*second, (Span(second[0] + 3, second[1]),), "B", 4_500, None),
        ),
        formats=(
            Format(*first, Style.HEADING, "2"),
            Format(*at(TALK, "hem"), Style.LINK, "https://example.org/?a=1&b=2"),
        ),
        pages=(Page(0, "i"), Page(second[0], "ii")),
        notes=(Note(*at(TALK, "hem"), NoteKind.COMMENT, "Var?", "AN", "2025-01-02T10:00:00Z"),),
    )


def sample() -> ExchangeProject:
    """Return a project with everything in it."""
    coders = (
        ExchangeCoder(guid("Åsa"), "Åsa", "#112233"),
        ExchangeCoder(guid("Bo"), 'Bo "B" <b>'),
    )
    codes = (
        ExchangeCode(guid("Känslor"), "Känslor", color="#4477aa", codable=False),
        ExchangeCode(
            *(guid("Glädje"), "Glädje\n& sorg", guid("Känslor"), ""),
            definition="När någon är glad.\n\nUse when: ja",
            use_when="uttryckt",
            avoid_when="antytt",
            example="»skönt!«",
        ),
        ExchangeCode(guid("Plats"), "Plats", color="#aabbcc"),
    )
    talk = ExchangeDocument(
        *(guid("talk"), "Samtal 1", TALK, _layout(), DocumentKind.INTERVIEW, "sv"),
        source=held("Samtal 1.docx", docx_bytes(TALK)),
        source_format="docx",
        added="2025-11-03T14:05:00.123Z",
        media=(
            ExchangeMedia(guid("mp3"), "samtal.mp3", "ljud/samtal.mp3", "ab" * 32),
            ExchangeMedia(guid("mp4"), "film.mp4", held=held("film.mp4", b"\0film")),
            ExchangeMedia(guid("note"), "anteckning.xyz", held=held("anteckning.xyz", b"xyz")),
        ),
    )
    field = ExchangeDocument(
        *(guid("field"), "Fält", NOTES),
        kind=DocumentKind.FIELD_NOTE,
        source=held("falt.odt", b"PK odt"),
        source_format="odt",
        encoding="utf-8",
    )
    paper = ExchangeDocument(
        *(guid("paper"), "Artikel", "Ett\nTvå\n"),
        layout=Layout(pages=(Page(0, "1"), Page(4, "2"))),
        source=held("artikel.pdf", PDF),
        source_format="pdf",
    )
    asa, bo = guid("Åsa"), guid("Bo")
    moment = "2025-11-03T15:00:00Z"
    segments = (
        ExchangeSegment(
            *(guid("s1"), talk.guid, guid("Glädje"), asa, *at(TALK, "👩‍👩‍👧 gick")),
            weight=70,
            condensed="hemgång",
            made=moment,
        ),
        ExchangeSegment(guid("s2"), talk.guid, guid("Plats"), bo, *at(TALK, "👩‍👩‍👧 gick")),
        ExchangeSegment(
            *(guid("s3"), talk.guid, guid("Plats"), asa, *at(TALK, '"bra" & <skönt>')), made=moment
        ),
        ExchangeSegment(guid("s4"), paper.guid, guid("Plats"), bo, 0, 3),
        ExchangeSegment(guid("s5"), field.guid, guid("Plats"), bo, *at(NOTES, "regn.\x0b Slut")),
    )
    memos = (
        ExchangeMemo(guid("m1"), "Om projektet", "Text\n\nmed *stycken*", asa, "theory", moment,
                     moment, (ExchangeLink(),)),
        ExchangeMemo(guid("m2"), "Lös", "", bo, "note", moment, "2025-11-04T15:00:00Z"),
        ExchangeMemo(
            *(guid("m3"), "Överallt", "x < y & z", asa, "todo", moment, moment),
            (
                ExchangeLink(document=talk.guid),
                ExchangeLink(code=guid("Glädje")),
                ExchangeLink(case=guid("fall")),
                ExchangeLink(segment=guid("s1")),
                ExchangeLink(document=talk.guid, span=Span(*at(TALK, "hem"))),
            ),
        ),
        ExchangeMemo(guid("m4"), "", "På två", bo, "eget slag", "", "",
                     (ExchangeLink(segment=guid("s2")), ExchangeLink(segment=guid("s4")))),
    )  # fmt: skip
    attributes = (
        ExchangeAttribute(guid("a1"), "Ålder", AttributeTarget.CASE, AttributeType.NUMBER),
        ExchangeAttribute(guid("a2"), "Ålder", AttributeTarget.DOCUMENT, AttributeType.NUMBER),
        ExchangeAttribute(guid("a3"), "Datum", AttributeTarget.DOCUMENT, AttributeType.DATE),
        ExchangeAttribute(
            guid("a4"), "Ort", AttributeTarget.CASE, AttributeType.CHOICE, ("Umeå", "Luleå")
        ),
        ExchangeAttribute(guid("a5"), "Ny", AttributeTarget.CASE, AttributeType.BOOLEAN),
        ExchangeAttribute(guid("a6"), "Tom", AttributeTarget.CASE),
    )
    values = (
        ExchangeValue(guid("a1"), guid("fall"), "34"),
        ExchangeValue(guid("a2"), talk.guid, "2.5"),
        ExchangeValue(guid("a2"), field.guid, "3"),
        ExchangeValue(guid("a3"), talk.guid, "2025-02-28"),
        ExchangeValue(guid("a4"), guid("fall"), "Umeå"),
        ExchangeValue(guid("a5"), guid("fall"), "true"),
    )
    return ExchangeProject(
        *("Studie & <annat>", guid("projekt"), "", "sv", "Om vad\n\nden handlar.", moment),
        coders=coders,
        codes=codes,
        documents=(talk, field, paper),
        segments=segments,
        memos=memos,
        cases=(
            ExchangeCase(guid("fall"), "Anna", "En person", ((talk.guid, "Anna"),)),
            ExchangeCase(
                guid("fall2"),
                "Alla",
                links=((talk.guid, None), (talk.guid, "B"), (paper.guid, None)),
            ),
        ),
        attributes=attributes,
        values=values,
        sets=(
            ExchangeSet(guid("u"), "Urval", (talk.guid, paper.guid)),
            ExchangeSet(guid("t"), "T"),
        ),
        saved=(
            ExchangeSaved(guid("q"), "query", "Glada", "kod:Glädje", "{}", asa, moment, moment),
            ExchangeSaved(guid("p"), "preset", "Rapport", options='{"a": 1}'),
        ),
    )


# -- any project

_GUIDS = st.uuids(version=4).map(str)
_NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
_SOME = _NAMES.filter(str.strip)
_MOMENTS = st.sampled_from(["", "2025-11-03T14:05:00.123Z", "2024-02-29T00:00:00Z"])
_TEXTS = st.just("Hej.") | st.text(max_size=40).map(lambda text: canonical(text).text)


@st.composite
def _layouts(draw: st.DrawFn, text: str) -> Layout:
    if len(text) < 2:
        return Layout()
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    times = st.none() | st.integers(0, 10**7)
    speaker = draw(st.none() | _SOME)
    return Layout(
        turns=(Turn(start, end, (Span(start, end),), speaker, draw(times), draw(times)),),
        formats=(Format(start, end, draw(st.sampled_from(Style)), draw(_NAMES)),),
        pages=(Page(start, draw(_NAMES)),),
        notes=(Note(start, end, draw(st.sampled_from(NoteKind)), draw(_NAMES)),),
    )


PICTURE = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">IIBBBBB", 40, 30, 8, 0, 0, 0, 0) + bytes(4)
)


@st.composite
def _pictures(draw: st.DrawFn) -> tuple[str, Layout]:
    """Draw the text of a picture of 40 × 30 pixels, with regions for some of its paragraphs."""
    words = st.sampled_from(["a", "a b", "torg.png", "[1]", "lång " * 40, "x\ty"]) | _SOME
    lines = draw(st.lists(words.map(lambda said: " ".join(said.splitlines())), max_size=5))
    text, regions = canonical("torg.png").text, [Region(0, 8, 0, 0, 40, 30)]
    for line in lines:
        start = len(text) + 1
        text = canonical(f"{text}\n{line}").text
        if draw(st.booleans()):
            left, top = draw(st.integers(0, 3)), draw(st.integers(0, 3))
            right, bottom = draw(st.integers(left + 2, 40)), draw(st.integers(top + 2, 30))
            regions.append(Region(start, len(text), left, top, right, bottom))
    return text, Layout(regions=tuple(regions[not draw(st.booleans()) :]))


@st.composite
def _documents(draw: st.DrawFn, guids: Sequence[str]) -> tuple[ExchangeDocument, ...]:
    originals = st.sampled_from(
        [
            (None, ""),
            (held("a.docx", docx_bytes("Hej.")), "docx"),
            (held("b.pdf", PDF), "pdf"),
            (held("c.odt", b"no odt"), "odt"),
            (held("d", b"?"), ""),
        ]
    )
    found = []
    for number, own in enumerate(guids):
        text = draw(_TEXTS)
        layout = draw(_layouts(text))
        source, kind = draw(originals)
        media = ()
        if draw(st.integers(0, 2)) == 0:
            text, layout = draw(_pictures())
            source, kind = held("torg.png", PICTURE), "png"
        elif draw(st.booleans()):
            suffix = draw(st.sampled_from(["mp3", "mp4", "dat"]))
            data = draw(st.none() | st.just(held(f"m.{suffix}", b"media")))
            path = draw(st.sampled_from(["", "/abs/m", "rel/m"])) if data else "rel/m"
            media = (
                ExchangeMedia(guid((own, "media")), f"m.{suffix}", path and f"{path}.{suffix}",
                              held=data),
            )  # fmt: skip
        found.append(
            ExchangeDocument(
                *(own, f"{draw(_SOME)} {number}", text, layout),
                kind=draw(st.none() | st.sampled_from(DocumentKind)),
                language=draw(st.sampled_from(["", "sv", "en"])),
                source=source,
                source_format=kind,
                added=draw(_MOMENTS),
                media=media,
            )
        )
    return tuple(found)


@st.composite
def projects(draw: st.DrawFn) -> ExchangeProject:
    """Draw a project that keeps the rules of QCode: names, GUIDs, spans and references."""
    guids = iter(draw(st.lists(_GUIDS, min_size=48, max_size=48, unique=True)))

    def some(most: int) -> list[str]:
        return [next(guids) for _ in range(draw(st.integers(0, most)))]

    colors = st.sampled_from(["", "#112233", "#ffeedd"])
    coders = [ExchangeCoder(each, f"{draw(_SOME)} {at}", draw(colors))
              for at, each in enumerate([next(guids), *some(2)])]  # fmt: skip
    codes: list[ExchangeCode] = []
    for at_, each in enumerate(some(4)):
        parent = draw(st.sampled_from(["", codes[-1].guid])) if codes else ""
        texts = [draw(_NAMES) for _ in range(4)]
        codes.append(
            ExchangeCode(each, f"{draw(_SOME)} {at_}", parent, draw(colors), *texts,
                         codable=draw(st.booleans()))
        )  # fmt: skip
    documents = draw(_documents(some(3)))
    segments = draw(_segments(documents, codes, coders, iter(some(6))))
    cases = [
        ExchangeCase(each, f"{draw(_SOME)} {at_}", draw(_NAMES), draw(_case_links(documents)))
        for at_, each in enumerate(some(2))
    ]
    attributes, values = draw(_attributes(some(3), documents, cases))
    return ExchangeProject(
        *(draw(_SOME), next(guids), "", draw(st.sampled_from(["", "sv"])), draw(_NAMES)),
        created=draw(_MOMENTS),
        coders=tuple(coders),
        codes=tuple(codes),
        documents=documents,
        segments=segments,
        memos=draw(_memos(some(4), documents, codes, cases, segments, coders)),
        cases=tuple(cases),
        attributes=attributes,
        values=values,
        sets=tuple(
            ExchangeSet(each, f"{draw(_SOME)} {at_}", tuple(d.guid for d in documents[at_:]))
            for at_, each in enumerate(some(2))
        ),
        saved=tuple(
            ExchangeSaved(each, kind, draw(_SOME), draw(_NAMES), "{}", coders[0].guid, "", "")
            for each, kind in zip(some(2), ("query", "preset"), strict=False)
        ),
    )


@st.composite
def _segments(
    draw: st.DrawFn,
    documents: Sequence[ExchangeDocument],
    codes: Sequence[ExchangeCode],
    coders: Sequence[ExchangeCoder],
    guids: Sequence[str],
) -> tuple[ExchangeSegment, ...]:
    places = [each for each in documents if each.text]
    if not places or not codes:
        return ()
    found: dict[tuple[object, ...], ExchangeSegment] = {}
    for each in guids:
        document = draw(st.sampled_from(places))
        start = draw(st.integers(0, len(document.text) - 1))
        end = draw(st.integers(start + 1, len(document.text)))
        if document.layout.regions and draw(st.booleans()):
            region = draw(st.sampled_from(document.layout.regions))
            start, end = region.start, region.end
        code, coder = draw(st.sampled_from(codes)).guid, draw(st.sampled_from(coders)).guid
        found[document.guid, code, coder, start, end] = ExchangeSegment(
            *(each, document.guid, code, coder, start, end),
            weight=draw(st.none() | st.integers(0, 100)),
            condensed=draw(_NAMES),
            made=draw(_MOMENTS),
        )
    return tuple(found.values())


@st.composite
def _case_links(
    draw: st.DrawFn, documents: Sequence[ExchangeDocument]
) -> tuple[tuple[str, str | None], ...]:
    if not documents:
        return ()
    pairs = st.tuples(st.sampled_from([each.guid for each in documents]), st.none() | _SOME)
    return tuple(draw(st.lists(pairs, max_size=3, unique=True)))


@st.composite
def _attributes(
    draw: st.DrawFn,
    guids: Sequence[str],
    documents: Sequence[ExchangeDocument],
    cases: Sequence[ExchangeCase],
) -> tuple[tuple[ExchangeAttribute, ...], tuple[ExchangeValue, ...]]:
    right = {
        AttributeType.TEXT: _SOME,
        AttributeType.NUMBER: st.sampled_from(["1", "-2", "2.5", "1e+22"]),
        AttributeType.DATE: st.sampled_from(["2025-02-28", "0900-01-01"]),
        AttributeType.CHOICE: st.sampled_from(["a", "b"]),
        AttributeType.BOOLEAN: st.sampled_from(["true", "false"]),
    }
    attributes, values = [], []
    for number, each in enumerate(guids):
        target, kind = draw(st.sampled_from(AttributeTarget)), draw(st.sampled_from(AttributeType))
        choices = ("a", "b") if kind is AttributeType.CHOICE else ()
        name = f"{draw(_SOME)} {number}"
        attributes.append(ExchangeAttribute(each, name, target, kind, choices))
        owners = documents if target is AttributeTarget.DOCUMENT else cases
        values.extend(
            ExchangeValue(each, owner.guid, draw(right[kind]))
            for owner in owners
            if draw(st.booleans())
        )
    return tuple(attributes), tuple(values)


@st.composite
def _memos(
    draw: st.DrawFn,
    guids: Sequence[str],
    documents: Sequence[ExchangeDocument],
    codes: Sequence[ExchangeCode],
    cases: Sequence[ExchangeCase],
    segments: Sequence[ExchangeSegment],
    coders: Sequence[ExchangeCoder],
) -> tuple[ExchangeMemo, ...]:
    links = [ExchangeLink()]
    links += [ExchangeLink(document=each.guid) for each in documents]
    links += [ExchangeLink(code=each.guid) for each in codes]
    links += [ExchangeLink(case=each.guid) for each in cases]
    links += [ExchangeLink(segment=each.guid) for each in segments]
    links += [
        ExchangeLink(document=each.guid, span=Span(0, len(each.text)))
        for each in documents
        if each.text
    ]
    links += [
        ExchangeLink(document=each.guid, span=Span(region.start, region.end))
        for each in documents
        for region in each.layout.regions
    ]
    chosen = st.lists(st.sampled_from(links), max_size=3, unique=True).map(tuple)
    kinds = st.sampled_from(["note", "theory", "eget"])
    return tuple(
        ExchangeMemo(
            *(each, draw(_NAMES), draw(_NAMES), draw(st.sampled_from(coders)).guid, draw(kinds)),
            created=draw(_MOMENTS),
            changed=draw(_MOMENTS),
            links=draw(chosen),
        )
        for each in guids
    )
