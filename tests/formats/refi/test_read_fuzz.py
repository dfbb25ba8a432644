"""Whatever a project file holds: it is read, or refused in one sentence, and soon."""

from __future__ import annotations

import os
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from exchange_material import PICTURE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qdpx_material import CODEBOOK, guid, pack, project

from qcode.formats.exchange import ExchangeProject
from qcode.formats.refi.read_project import PROJECT_READER
from qcode.model.errors import UserError

_EXAMPLES = int(os.environ.get("QCODE_FUZZ_EXAMPLES", "60"))
_LONGEST = 10.0  # seconds in which any input must be done with; not a speed, a hang
_FUZZ = settings(max_examples=_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

_TEXT = "Åsa sa det.\r\nSedan 👩‍🔬 gick hon hem.\r\n"
_CODING = (
    f'<Coding guid="{guid(30)}" creatingUser="{guid(3)}" creationDateTime="2024-01-01T00:00:00Z">'
    f'<CodeRef targetGUID="{guid(1)}"/><NoteRef targetGUID="{guid(90)}"/></Coding>'
)
_PLAIN = (
    f'<PlainTextSelection guid="{guid(20)}" name="Åsa sa" startPosition="0" endPosition="6">'
    f"<Description>D</Description>{_CODING}</PlainTextSelection>"
)
_VALUE = (
    f'<VariableValue><VariableRef targetGUID="{guid(4)}"/><FloatValue>1.5</FloatValue>'
    "</VariableValue>"
)
_RECTANGLE = (
    f'<PDFSelection guid="{guid(21)}" name="Sedan" page="0" firstX="0" firstY="0" secondX="1"'
    f' secondY="1">{_CODING}</PDFSelection>'
)
_WHOLE = project(
    f'<Users><User guid="{guid(3)}" name="Bo" id="b"/></Users>{CODEBOOK}'
    f'<Variables><Variable guid="{guid(4)}" name="V" typeOfVariable="Float"/></Variables>'
    f'<Cases><Case guid="{guid(5)}" name="F">{_VALUE}<SourceRef targetGUID="{guid(7)}"/></Case>'
    "</Cases><Sources>"
    f'<TextSource guid="{guid(7)}" name="T" plainTextPath="internal://t.txt">{_PLAIN}{_VALUE}'
    "</TextSource>"
    f'<PDFSource guid="{guid(8)}" path="internal://a.pdf">{_RECTANGLE}<Representation'
    f' guid="{guid(9)}" plainTextPath="internal://p.txt">{_PLAIN}</Representation></PDFSource>'
    f'<PictureSource guid="{guid(10)}" path="internal://b.png"><PictureSelection'
    f' guid="{guid(22)}" firstX="0" firstY="0" secondX="1" secondY="1">{_CODING}'
    "</PictureSelection></PictureSource>"
    f'<VideoSource guid="{guid(11)}" path="relative:///v.mp4"><Transcript guid="{guid(12)}">'
    f'<PlainTextContent>Ett två</PlainTextContent><SyncPoint guid="{guid(40)}" position="0"'
    f' timeStamp="0"/><SyncPoint guid="{guid(41)}" position="3" timeStamp="9"/>'
    f'<TranscriptSelection guid="{guid(23)}" fromSyncPoint="{guid(40)}"'
    f' toSyncPoint="{guid(41)}">{_CODING}</TranscriptSelection></Transcript></VideoSource>'
    f'</Sources><Notes><Note guid="{guid(90)}" name="N"><PlainTextContent>Ord</PlainTextContent>'
    f'</Note></Notes><Links><Link guid="{guid(50)}" originGUID="{guid(90)}"'
    f' targetGUID="{guid(7)}"/></Links><Sets><Set guid="{guid(60)}" name="S"><MemberSource'
    f' targetGUID="{guid(7)}"/></Set></Sets><Graphs><Graph guid="{guid(61)}"/></Graphs>'
)
_FILES = {
    "sources/t.txt": "\ufeff" + _TEXT,
    "sources/p.txt": _TEXT,
    "sources/a.pdf": b"%PDF-1.4 none",
    "sources/b.png": PICTURE,
}
_BYTES = _WHOLE.encode()
_PIECES = sorted({piece for piece in _WHOLE.replace(">", ">\n").split("\n") if piece})
_ODD = (
    *('guid=""', 'startPosition="-1"', 'endPosition="99999999999999999999"', 'position="٣"'),
    *(
        'timeStamp="1e9"',
        "<Code>",
        "</Source>",
        "&#0;",
        "&lt;",
        "\x00",
        "\ud7ff",
        "]]>",
        "<![CDATA[",
    ),
    *('plainTextPath="internal://"', 'path="internal://project.qde"', 'name="\n\t"', "<?x ?>"),
    *('creationDateTime="0001-01-01T00:00:00+14:00"', 'color="#"', "<Coding/>", "<Note/>"),
    *('typeOfVariable="Boolean"', "<DateValue>9999-99-99</DateValue>", "&amp;" * 9),
)

_NAMES = st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=20)


def _survives(make: Callable[[Path], Path]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = make(Path(folder))
        begun = time.monotonic()
        PROJECT_READER.knows(path)
        with suppress(UserError):
            _is_sound(PROJECT_READER.read(path))
        assert time.monotonic() - begun < _LONGEST


def _is_sound(found: ExchangeProject) -> None:
    """Check what everybody relies on: GUIDs once, references that lead somewhere, spans inside."""
    documents = {each.guid: each for each in found.documents}
    codes = {each.guid for each in found.codes}
    coders = {each.guid for each in found.coders} | {""}
    for things in (found.documents, found.codes, found.coders, found.segments, found.memos,
                   found.cases, found.attributes, found.sets):  # fmt: skip
        guids = [each.guid for each in things]
        assert len(set(guids)) == len(guids)
        assert "" not in guids
    for segment in found.segments:
        assert segment.code in codes
        assert segment.coder in coders
        assert 0 <= segment.start < segment.end <= len(documents[segment.document].text)
    seen: set[str] = set()
    for code in found.codes:
        assert not code.parent or code.parent in seen
        seen.add(code.guid)
    owners = {*documents, *(case.guid for case in found.cases)}
    assert {value.owner for value in found.values} <= owners
    for held in (part for each in found.parts for part in each.files):
        with suppress(UserError):
            held.read()


@_FUZZ
@given(st.lists(st.tuples(st.integers(0, len(_BYTES)), st.integers(0, 60), st.sampled_from(_ODD)),
                min_size=1, max_size=6))  # fmt: skip
def test_xml_with_pieces_cut_out_and_put_in(edits: list[tuple[int, int, str]]) -> None:
    data = _BYTES
    for at, length, piece in edits:
        data = data[:at] + piece.encode("utf-8", "surrogatepass") + data[at + length :]
    _survives(lambda folder: pack(folder / "p.qdpx", data, _FILES))


@_FUZZ
@given(st.lists(st.sampled_from(_PIECES), max_size=60))
def test_elements_of_a_project_in_any_order(pieces: list[str]) -> None:
    xml = project("".join(pieces))
    _survives(lambda folder: pack(folder / "p.qdpx", xml, _FILES))


@_FUZZ
@given(st.permutations(_PIECES), st.integers(0, len(_PIECES)))
def test_a_project_whose_elements_were_shuffled(pieces: list[str], count: int) -> None:
    xml = project("".join(pieces[:count]))
    _survives(lambda folder: pack(folder / "p.qdpx", xml, _FILES))


@_FUZZ
@given(st.lists(st.tuples(st.integers(0, 1 << 20), st.binary(min_size=1, max_size=8)),
                min_size=1, max_size=8), st.integers(0, 400))  # fmt: skip
def test_a_package_with_bytes_changed_and_its_end_cut(
    edits: list[tuple[int, bytes]], cut: int
) -> None:
    def make(folder: Path) -> Path:
        path = pack(folder / "p.qdpx", _WHOLE, _FILES)
        data = bytearray(path.read_bytes())
        for at, piece in edits:
            at %= len(data)
            data[at : at + len(piece)] = piece
        path.write_bytes(data[: len(data) - cut] if cut < 40 else data)
        return path

    _survives(make)


@_FUZZ
@given(st.dictionaries(_NAMES, st.binary(max_size=200), max_size=8))
def test_members_of_any_name(files: dict[str, bytes]) -> None:
    def make(folder: Path) -> Path:
        path = folder / "p.qdpx"
        with zipfile.ZipFile(path, "w") as package:
            for name, data in {**files, **_FILES}.items():
                with suppress(UnicodeEncodeError):
                    package.writestr(name, data)
            package.writestr("x/project.qde", _WHOLE)
        return path

    _survives(make)


@_FUZZ
@given(st.binary(max_size=400), st.sampled_from((".qdpx", ".qde")))
def test_a_file_of_any_bytes(data: bytes, suffix: str) -> None:
    def make(folder: Path) -> Path:
        path = folder / f"p{suffix}"
        path.write_bytes(data)
        return path

    _survives(make)


_MANY = 6_000
_AGAIN = f'<Code guid="{guid(1)}" name="A"/>'
_TIMED = f'<TranscriptSelection guid="{guid(23)}" fromSyncPoint="{guid(40)}">{_CODING}'
_NAMED = f'<PlainTextSelection guid="{guid(20)}" name="{"a" * 20}">{_CODING}</PlainTextSelection>'


@pytest.mark.parametrize(
    "inner",
    [
        f"<CodeBook><Codes>{_AGAIN * _MANY}</Codes></CodeBook>",
        f'<Sources><TextSource guid="{guid(7)}" plainTextPath="s.txt">{_NAMED * _MANY}'
        "</TextSource></Sources>",
        f'<Sources><AudioSource guid="{guid(7)}"><Transcript guid="{guid(8)}"'
        f' plainTextPath="s.txt">{f"""<SyncPoint guid="{guid(40)}" position="0"/>""" * _MANY}'
        f"{(_TIMED + '</TranscriptSelection>') * _MANY}</Transcript></AudioSource></Sources>",
        f'<Sources><TextSource guid="{guid(7)}" plainTextPath="s.txt"><PlainTextSelection'
        f' guid="{guid(20)}" startPosition="0" endPosition="9" name="{"a" * 5_000_000}"/>'
        "</TextSource></Sources>",
    ],
    ids=("the same code", "selections without a place", "points in white space", "a long name"),
)
def test_much_of_the_same_does_not_take_for_ever(inner: str) -> None:
    files = {"sources/s.txt": " " * 2_000_000 + "a" * 30}
    _survives(lambda folder: pack(folder / "p.qdpx", project(inner), files))
