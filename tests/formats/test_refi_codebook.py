"""Codebooks of REFI-QDA as other programs write them, well or badly."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.formats.base import Loss
from qcode.formats.codebook_base import CodebookFile, CodeLoss
from qcode.formats.refi.codebook import read, read_xml
from qcode.formats.refi.description import joined, parted
from qcode.formats.refi.values import read_color, read_guid
from qcode.model.errors import UserError

SHARED = Path(__file__).parents[3] / "shared/data/qdpx/generated_here"
A, B, C = (f"{n}0000000-0000-4000-8000-00000000000A" for n in "123")


def _read(inner: str, *, root: str = "CodeBook", more: str = "", head: str = "") -> CodebookFile:
    text = f"{head}<{root} {more}><Codes>{inner}</Codes></{root}>"
    return read_xml(text.encode(), Path("other.qdc"))


def _paths(file: CodebookFile) -> list[str]:
    return ["/".join(entry.names) for entry in file.entries]


def test_codes_with_braces_small_letters_and_short_colours() -> None:
    code = f'<Code guid="{{{A}}}" name="A" isCodable="1" color="#0Af"/>'
    (entry,) = _read(code, more='xmlns="urn:QDA-XML:codebook:1:0"').entries
    assert (entry.guid, entry.color) == (A.lower(), "#00aaff")


@pytest.mark.parametrize(
    ("text", "guid"),
    [(A, A.lower()), ("{" + A.replace("-", "") + "}", A.lower()), ("7", ""), ("", "")],
)
def test_guids(text: str, guid: str) -> None:
    assert read_guid(text) == guid


@pytest.mark.parametrize(("text", "color"), [("51a0DB", "#51a0db"), ("red", ""), ("#12345", "")])
def test_colours(text: str, color: str) -> None:
    assert read_color(text) == color


def test_what_cannot_be_held_is_named_with_an_example() -> None:
    file = _read(
        f'<Code guid="{A}" name="A" isCodable="false"><NoteRef targetGUID="x"/>'
        f'<Code guid="{A}" name="B" isCodable="true"/><Code guid="?" name=""/></Code>'
        f'<Code guid="{B}" name="A"/>',
        more="",
    )
    assert _paths(file) == ["A", "A/B", "A/?", "A (2)"]
    assert [entry.guid for entry in file.entries] == [A.lower(), "", "", B.lower()]
    assert file.losses == (
        Loss(CodeLoss.NAMELESS, 1),
        Loss(CodeLoss.SAME_NAME, 1, "A"),
        Loss(CodeLoss.BAD_GUID, 1, "?"),
        Loss(CodeLoss.SAME_GUID, 1, "B"),
        Loss(CodeLoss.NOT_CODABLE, 1, "A"),
        Loss(CodeLoss.UNKNOWN, 1, "NoteRef"),
    )


def test_sets_of_codes_are_left_out_and_said() -> None:
    data = (
        f'<CodeBook><Codes><Code guid="{A}" name="A"/></Codes><Sets><Set guid="{B}" name="Mine">'
        f'<MemberCode guid="{A}"/></Set></Sets></CodeBook>'
    )
    assert read_xml(data.encode(), Path("x.qdc")).losses == (Loss(CodeLoss.CODE_SETS, 1, "Mine"),)


def test_a_damaged_file_is_read_as_far_as_it_goes_and_that_is_said() -> None:
    file = _read(f'<Code guid="{A}" name="A & B"/><Code guid="{B}" name="C"/>')
    assert CodeLoss.MENDED in [loss.kind for loss in file.losses]
    assert [entry.guid for entry in file.entries] == [A.lower(), B.lower()]


def test_an_element_with_a_name_that_none_may_have_is_passed_over_and_said() -> None:
    file = _read('<Code name="A"><when:>x</when:></Code>')
    assert _paths(file) == ["A"]
    assert CodeLoss.MENDED in [loss.kind for loss in file.losses]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_damaged"),
        (b"no xml at all", "file_damaged"),
        (b"<html/>", "file_damaged"),
        (b"<CodeBook><Codes/></CodeBook>", "codebook_empty_file"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><CodeBook><Codes/></CodeBook>", "file_has_entities"),
        (b"<Codes>" + b"<Code name='a'>" * 150 + b"</Code>" * 150 + b"</Codes>",
         "codebook_too_deep"),
        (b"<Codes>" + b"".join(b"<Code name='%d'/>" % n for n in range(20_001)) + b"</Codes>",
         "codebook_too_large"),
    ],
)  # fmt: skip
def test_what_is_no_codebook_is_refused_in_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(UserError) as caught:
        read_xml(data, Path("x.qdc"))
    assert caught.value.code == code


def test_taguettes_dots_are_a_tree_where_the_parent_is_there() -> None:
    names = ("Pay", "Pay.Bonus", "Pay.Bonus.Late", "v1.0")
    codes = "".join(f'<Code guid="{n}0{A[2:]}" name="{name}"/>' for n, name in enumerate(names))
    file = _read(codes, more='origin="Taguette 1.5.2"')
    assert _paths(file) == ["Pay", "Pay/Bonus", "Pay/Bonus/Late", "v1.0"]
    assert file.losses == (Loss(CodeLoss.DOTTED, 2, "Pay.Bonus"),)


def test_a_description_is_parted_whichever_language_wrote_it() -> None:
    text = "Att lita på.\n\nAnvänds när: någon säger det\n\nExample: “I trust”\nand on"
    assert parted(text) == {
        "definition": "Att lita på.",
        "use_when": "någon säger det",
        "example": "“I trust”\nand on",
    }
    assert parted("Nothing but this.") == {"definition": "Nothing but this."}
    assert joined({"definition": "", "use_when": "", "avoid_when": "x", "example": ""}, "sv") == (
        "Används inte när: x"
    )


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        (
            "taguette152_sv.qdc",
            ["Arbetsvillkor", "Arbetsvillkor/Lön", "Arbetsvillkor/Schema & tider", "Stanna kvar",
             "Kollegor 👩\u200d🔬"],
        ),
        (
            "qualcoder4git_sv_emoji.qdc",
            ["Stanna kvar", "Kollegor", "Arbetsvillkor", "Arbetsvillkor/Lön",
             "Arbetsvillkor/Schema & tider", "Arbetsvillkor/Underkategori"],
        ),
    ],
)  # fmt: skip
def test_real_files_of_other_programs(name: str, paths: list[str]) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip("the shared data is not here")
    file = read(path)
    assert _paths(file) == paths
    assert all(entry.guid for entry in file.entries)
