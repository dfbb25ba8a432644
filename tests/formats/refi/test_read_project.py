"""Projects of REFI-QDA as programs write them: what becomes of each thing in them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qdpx_material import CODEBOOK, guid, low, pack, project

from qcode.formats.exchange import (
    ExchangeAttribute,
    ExchangeCase,
    ExchangeCode,
    ExchangeLink,
    ExchangePart,
    ExchangeProject,
    ExchangeSet,
    ExchangeValue,
)
from qcode.formats.refi import read_passages
from qcode.formats.refi.losses import RefiLoss
from qcode.formats.refi.parts import Kept, described, twin
from qcode.formats.refi.read_project import PROJECT_READER
from qcode.model.document import AttributeTarget, AttributeType
from qcode.model.text import Span

TEXT = "Åsa sa det.\nSedan gick hon 👩‍🔬 hem.\n"


def _read(
    tmp_path: Path, inner: str, files: dict[str, str | bytes] | None = None, **more: str
) -> ExchangeProject:
    given = {"sources/t.txt": TEXT} if files is None else files
    path = pack(tmp_path / "p.qdpx", project(inner, **more), given)
    return PROJECT_READER.read(path)


def _source(inner: str = "", number: int = 7, attributes: str = "") -> str:
    return (
        f'<TextSource guid="{guid(number)}" name="T" plainTextPath="internal://t.txt" {attributes}>'
        f"{inner}</TextSource>"
    )


def _selection(start: int, end: int, inner: str = "", number: int = 20, name: str = "") -> str:
    return (
        f'<PlainTextSelection guid="{guid(number)}" name="{name}" startPosition="{start}"'
        f' endPosition="{end}">{inner}</PlainTextSelection>'
    )


def _coding(number: int = 30, code: int = 1, more: str = "", inner: str = "") -> str:
    return (
        f'<Coding guid="{guid(number)}" {more}><CodeRef targetGUID="{guid(code)}"/>{inner}</Coding>'
    )


def _losses(found: ExchangeProject) -> dict[str, int]:
    return {loss.kind: loss.count for loss in found.losses}


def test_a_code_tree_with_groups_colours_and_texts(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        f'<CodeBook><Codes><Code guid="{guid(1)}" name="Lön" isCodable="false" color="#0af">'
        "<Description>Pengar.\n\nUse when: betalt</Description>"
        f'<Code guid="{{{low(2)}}}" name="Bonus" isCodable="true"/></Code></Codes></CodeBook>',
    )
    assert found.codes == (
        ExchangeCode(low(1), "Lön", "", "#00aaff", "Pengar.", "betalt", codable=False),
        ExchangeCode(low(2), "Bonus", low(1)),
    )


def test_a_coding_is_a_segment_of_its_coder_at_its_time(tmp_path: Path) -> None:
    users = f'<Users><User guid="{guid(3)}" name="Bo"/></Users>'
    coding = _coding(more=f'creatingUser="{guid(3)}" creationDateTime="2024-01-02T03:04:05+02:00"')
    found = _read(
        tmp_path,
        f"{users}{CODEBOOK}<Sources>{_source(_selection(0, 11, coding))}</Sources>",
    )
    (segment,) = found.segments
    assert (segment.guid, segment.document, segment.code) == (low(30), low(7), low(1))
    assert (segment.coder, segment.made) == (low(3), "2024-01-02T01:04:05.000Z")
    assert TEXT[segment.start : segment.end] == "Åsa sa det."
    assert found.documents[0].text == TEXT
    assert found.documents[0].source is not None
    assert found.documents[0].source.read() == TEXT.encode()
    assert found.losses == ()


def test_positions_are_kept_as_they_were_with_what_the_codings_do_not_say(tmp_path: Path) -> None:
    users = f'<Users><User guid="{guid(3)}" name="Bo"/><User guid="{guid(4)}" name="Eva"/></Users>'
    user, other = (f'creatingUser="{guid(n)}"' for n in (3, 4))
    made = 'creationDateTime="2024-01-02T03:04:05Z"'
    selections = (
        f'<PlainTextSelection guid="{guid(20)}" name="Åsa sa det." startPosition="0"'
        f' endPosition="11" {user} {made}>{_coding(more=f"{user} {made}")}</PlainTextSelection>'
        f'<PlainTextSelection guid="{guid(21)}" name="Annat" startPosition="3" endPosition="0"'
        f" {user}>{_coding(31, more=other)}</PlainTextSelection>"
        f'<PlainTextSelection guid="{guid(22)}" startPosition="900" endPosition="990"/>'
    )
    found = _read(tmp_path, f"{users}{CODEBOOK}<Sources>{_source(selections)}</Sources>")
    source = json.loads(found.parts[-1].data)["sources"][low(7)]
    first, second, lost = source["selections"]
    assert first == [low(20), 0, 11, 0, 11, [low(30)], {}]
    assert second == [low(21), 3, 0, 0, 3, [low(31)], {"name": "Annat", "creatingUser": guid(3)}]
    assert lost[:6] == [low(22), 900, 990, None, None, []]
    assert guid(22) in lost[6]["xml"]


def test_notes_are_memos_on_what_refers_to_them(tmp_path: Path) -> None:
    reference = f'<NoteRef targetGUID="{guid(90)}"/>'
    codes = (
        f'<CodeBook><Codes><Code guid="{guid(1)}" name="A" isCodable="true">{reference}</Code>'
        "</Codes></CodeBook>"
    )
    selection = _selection(0, 11, f"{_coding(inner=reference)}{reference}")
    found = _read(
        tmp_path,
        f"{codes}<Sources>{_source(selection + reference)}</Sources>"
        f'<Notes><Note guid="{guid(90)}" name="N"><PlainTextContent>Ord</PlainTextContent></Note>'
        f'</Notes><Links><Link guid="{guid(95)}" originGUID="{guid(90)}" targetGUID="{guid(7)}"/>'
        f"</Links>{reference}",
    )
    (memo,) = found.memos
    assert (memo.guid, memo.title, memo.text) == (low(90), "N", "Ord")
    assert set(memo.links) == {
        ExchangeLink(code=low(1)),
        ExchangeLink(segment=low(30)),
        ExchangeLink(low(7), span=Span(0, 11)),
        ExchangeLink(low(7)),
        ExchangeLink(),
    }
    assert [part.kind for part in found.parts] == [Kept.LINK, Kept.SELECTIONS]


def test_a_description_of_a_selection_is_a_memo_on_its_segments(tmp_path: Path) -> None:
    selection = _selection(0, 11, f"<Description>Viktigt</Description>{_coding()}")
    found = _read(tmp_path, f"{CODEBOOK}<Sources>{_source(selection)}</Sources>")
    (memo,) = found.memos
    assert (memo.guid, memo.text) == (described(low(20)), "Viktigt")
    assert memo.links == (ExchangeLink(segment=low(30)),)


_VALUES = [
    ("Text", "Gävle", AttributeType.TEXT, "Gävle"),
    ("Boolean", "1", AttributeType.BOOLEAN, "true"),
    ("Integer", "047", AttributeType.NUMBER, "47"),
    ("Float", "47.50", AttributeType.NUMBER, "47.5"),
    ("Date", "2024-02-29", AttributeType.DATE, "2024-02-29"),
    ("DateTime", "2024-02-29T00:00:00", AttributeType.DATE, "2024-02-29"),
    ("DateTime", "2024-02-29T10:00:00", AttributeType.TEXT, "2024-02-29T10:00:00"),
    ("Integer", "många", AttributeType.TEXT, "många"),
]


@pytest.mark.parametrize(("kind", "written", "type_", "value"), _VALUES)
def test_variables_of_cases(
    tmp_path: Path, kind: str, written: str, type_: AttributeType, value: str
) -> None:
    found = _read(
        tmp_path,
        f'<Variables><Variable guid="{guid(4)}" name="V" typeOfVariable="{kind}"/></Variables>'
        f'<Cases><Case guid="{guid(5)}" name="Åsa"><Description>Fall</Description><VariableValue>'
        f'<VariableRef targetGUID="{guid(4)}"/><{kind}Value>{written}</{kind}Value>'
        f'</VariableValue><SourceRef targetGUID="{guid(7)}"/></Case></Cases>'
        f"<Sources>{_source()}</Sources>",
    )
    assert found.attributes == (ExchangeAttribute(low(4), "V", AttributeTarget.CASE, type_),)
    assert found.values == (ExchangeValue(low(4), low(5), value),)
    assert found.cases == (ExchangeCase(low(5), "Åsa", "Fall", ((low(7), None),)),)


def test_a_case_without_a_name_says_what_a_document_is(tmp_path: Path) -> None:
    value = f'<VariableRef targetGUID="{guid(4)}"/><TextValue>x</TextValue>'
    said = f"<VariableValue>{value}</VariableValue>"
    found = _read(
        tmp_path,
        f'<Variables><Variable guid="{guid(4)}" name="V" typeOfVariable="Text"/></Variables>'
        f'<Cases><Case guid="{guid(5)}">{said}<SourceRef targetGUID="{guid(7)}"/></Case>'
        f'<Case guid="{guid(6)}" name="B">{said}</Case></Cases><Sources>{_source()}</Sources>',
    )
    assert [case.name for case in found.cases] == ["B"]
    assert set(found.values) == {
        ExchangeValue(low(4), low(7), "x"),
        ExchangeValue(twin(low(4)), low(6), "x"),
    }


def test_a_set_of_documents_is_a_set_and_one_of_codes_is_kept(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        f'{CODEBOOK}<Sources>{_source()}</Sources><Sets><Set guid="{guid(60)}" name="S">'
        f'<MemberSource targetGUID="{guid(7)}"/></Set><Set guid="{guid(61)}" name="K">'
        f'<MemberCode targetGUID="{guid(1)}"/></Set></Sets>'
        f'<Graphs><Graph guid="{guid(62)}" name="G"><Vertex guid="{guid(63)}" firstX="1"'
        ' firstY="2"/></Graph></Graphs>',
    )
    assert found.sets == (ExchangeSet(low(60), "S", (low(7),)),)
    kept = [(part.kind, part.guid, part.name) for part in found.parts]
    assert kept[:2] == [(Kept.SET, low(61), "K"), (Kept.GRAPH, low(62), "G")]


def test_times_of_a_transcript_are_turns_and_its_selections_segments(tmp_path: Path) -> None:
    points = "".join(
        f'<SyncPoint guid="{guid(40 + n)}" position="{at}" timeStamp="{ms}"/>'
        for n, (at, ms) in enumerate([(0, 0), (12, 4000), (30, 5000)])
    )
    found = _read(
        tmp_path,
        f'{CODEBOOK}<Sources><AudioSource guid="{guid(8)}" name="Ljud.m4a"'
        f' path="absolute:///C:/x/Ljud.m4a"><Transcript guid="{guid(9)}" name="T"'
        f' plainTextPath="internal://t.txt">{points}<SyncPoint guid="{guid(49)}"/>'
        f'<TranscriptSelection guid="{guid(21)}" fromSyncPoint="{guid(40)}"'
        f' toSyncPoint="{guid(41)}">{_coding()}</TranscriptSelection></Transcript>'
        f'<AudioSelection guid="{guid(22)}" begin="0" end="9">{_coding(31)}</AudioSelection>'
        "</AudioSource></Sources>",
    )
    (document,) = found.documents
    assert [(t.start_ms, t.end_ms, TEXT[t.start : t.end]) for t in document.layout.turns] == [
        (0, 4000, "Åsa sa det."),
        (4000, None, "Sedan gick hon 👩‍🔬 hem."),
    ]
    (segment,) = found.segments
    assert TEXT[segment.start : segment.end] == "Åsa sa det."
    assert document.media[0].path == "C:/x/Ljud.m4a"
    (kept,) = [part for part in found.parts if part.kind == Kept.AUDIO]
    assert b"AudioSelection" in kept.data
    assert kept.guid == low(8)
    assert _losses(found) == {RefiLoss.HIDDEN_CODINGS: 1}


def test_a_pdf_shows_its_text_and_a_quotation_written_twice_is_one(tmp_path: Path) -> None:
    rectangle = (
        f'<PDFSelection guid="{guid(20)}" name="Åsa sa det." page="0" firstX="1" firstY="2"'
        f' secondX="3" secondY="4">{_coding(31)}</PDFSelection>'
        f'<PDFSelection guid="{guid(23)}" name="Sedan gick" page="0" firstX="1" firstY="2"'
        f' secondX="3" secondY="4">{_coding(32)}</PDFSelection>'
        f'<PDFSelection guid="{guid(24)}" name="Bild" page="0" firstX="1" firstY="2"'
        f' secondX="3" secondY="4">{_coding(33)}</PDFSelection>'
    )
    found = _read(
        tmp_path,
        f'{CODEBOOK}<Sources><PDFSource guid="{guid(8)}" name="A.pdf" path="internal://a.pdf">'
        f'{rectangle}<Representation guid="{guid(9)}" plainTextPath="internal://t.txt">'
        f"{_selection(0, 11, _coding())}</Representation></PDFSource></Sources>",
        {"sources/t.txt": TEXT, "sources/a.pdf": b"%PDF-1.4"},
    )
    (document,) = found.documents
    assert (document.guid, document.source_format, document.text) == (low(8), "pdf", TEXT)
    assert [TEXT[s.start : s.end] for s in found.segments] == ["Åsa sa det.", "Sedan gick"]
    assert _losses(found) == {RefiLoss.HIDDEN_CODINGS: 1}
    (kept,) = [part for part in found.parts if part.kind == Kept.PDF]
    assert kept.data.count(b"<PDFSelection") == 3
    assert b"PlainTextSelection" not in kept.data


def test_a_picture_that_is_none_is_kept_with_its_regions_and_its_file(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        f'{CODEBOOK}<Sources><PictureSource guid="{guid(8)}" name="B.png" path="internal://b.png">'
        f'<PictureSelection guid="{guid(20)}" firstX="0" firstY="0" secondX="9" secondY="9">'
        f"{_coding()}</PictureSelection></PictureSource></Sources>",
        {"sources/b.png": b"\x89PNG"},
    )
    (kept,) = found.parts
    assert (kept.kind, kept.guid, kept.name) == (Kept.PICTURE, low(8), "B.png")
    assert [held.read() for held in kept.files] == [b"\x89PNG"]
    assert _losses(found) == {RefiLoss.NO_PICTURE: 1, RefiLoss.HIDDEN_CODINGS: 1}


def test_a_note_of_qualcoder_says_where_in_the_document_it_is(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        f'<Sources>{_source(f"""<NoteRef targetGUID="{guid(90)}"/>""")}</Sources><Notes>'
        f'<Note guid="{guid(90)}"><PlainTextContent>Bra</PlainTextContent>'
        f"{_selection(4, 6)}</Note></Notes>",
        attributes='name="P" origin="QualCoder 4.0"',
    )
    assert found.memos[0].links == (ExchangeLink(low(7), span=Span(4, 6)),)


@st.composite
def _selections(draw: st.DrawFn) -> str:
    """Selections of every shape: usual ones, and those with more, less or something else."""
    found = []
    for number in range(20, 20 + draw(st.integers(1, 6))):
        coding = draw(st.sampled_from([30, 31, number + 100]))
        code = draw(st.sampled_from([1, 2, 99]))
        user = draw(st.sampled_from(["", f'creatingUser="{guid(90)}"']))
        when = draw(st.sampled_from(["", 'creationDateTime="2024-01-02T03:04:05Z"']))
        more = draw(st.sampled_from(["", f'creatingUser="{guid(91)}"', user, when]))
        note = draw(st.sampled_from(["", "", f'<NoteRef targetGUID="{guid(60)}"/>']))
        inner = _coding(coding, code, more, note) * draw(st.integers(0, 2))
        start, end = draw(st.integers(0, 40)), draw(st.integers(0, 40))
        name = draw(st.sampled_from(["", 'name="Åsa"', 'name="hon &quot;hem&quot;" page="2"']))
        marked = draw(st.sampled_from([guid(number), guid(20), "?"]))
        found.append(
            f'<PlainTextSelection guid="{marked}" {name} startPosition="{start}"'
            f' endPosition="{end}" {user} {when}>{inner}{note}</PlainTextSelection>'
        )
    return "".join(found)


@given(_selections())
def test_usual_selections_are_read_in_one_step_as_step_by_step(
    tmp_path_factory: pytest.TempPathFactory, inner: str
) -> None:
    folder = tmp_path_factory.mktemp("usual")
    at_once = _read(folder, f"{CODEBOOK}<Sources>{_source(inner)}</Sources>")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_passages._Document, "_read_usual", lambda *_arguments: False)
        by_steps = _read(folder, f"{CODEBOOK}<Sources>{_source(inner)}</Sources>")
    assert replace(at_once, parts=()) == replace(by_steps, parts=())
    assert [(p.guid, _plain(p)) for p in at_once.parts] == [
        (p.guid, _plain(p)) for p in by_steps.parts
    ]


def _plain(part: ExchangePart) -> object:
    return json.loads(part.data) if part.kind == Kept.SELECTIONS else part.data
