"""Rich text: code pages, escapes, tables, notes and changes, from any writer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from striprtf.striprtf import rtf_to_text

from qcode.formats.base import ReadOptions
from qcode.formats.losses import Lost
from qcode.model.errors import UserError
from qcode.model.layout import NoteKind, Style

Reading = Callable[..., Any]  # a `Read` of conftest

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times New Roman{\*\falt Times};}"
    r"{\f1\fcharset2 Symbol;}{\f2\fcharset238 Arial CE;}{\f3\fcharset128 Gothic;}}"
    r"{\stylesheet{\ql Normal;}{\s1\b\outlinelevel0 heading 1;}{\s2 Title;}{\s3\i Quote;}}"
    r"{\*\revtbl{Unknown;}{Ada;}}{\info{\title Hemlig}{\author Bo}}"
)


@pytest.fixture
def rtf(read: Reading, tmp_path: Path) -> Callable[..., Any]:
    """Read a body between the head of a usual file and its last brace."""

    def reading(body: str, options: ReadOptions | None = None, head: str = HEAD) -> Any:
        path = tmp_path / "made.rtf"
        path.write_bytes((head + body + "}").encode("latin-1"))
        return read(path, options) if options else read(path)

    return reading


def test_a_page_break_inside_a_paragraph_joins_no_words(rtf: Reading) -> None:
    assert rtf(r"a\page b\par \page c\column\page d\page\par e").text == "a\u2028b\nc\u2028d\ne"


def test_nothing_is_trimmed_joined_or_improved(rtf: Reading) -> None:
    body = r"  *laugh* well-\par" "\n" r"\par 1\par \'85\par a  b \par"
    assert rtf(body).text == "  *laugh* well-\n\n1\n…\na  b "


def test_swedish_letters_in_every_way_of_writing_them(rtf: Reading) -> None:
    assert rtf(r"\'e5\'E4\'f6 \u229\'e5\u228?\u246 o \uc0\u197 x").text == "åäö åäö Åx"


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        (r"\ansi\ansicpg1252", r"\'e5\'e4\'f6\'80"),
        (r"\mac", r"\'8c\'8a\'9a\'db"),
        (r"\pca", r"\'86\'84\'94\'d5"),
        (r"\ansi\ansicpg65001", r"\'c3\'a5\'c3\'a4\'c3\'b6\'e2\'82\'ac"),
    ],
)
def test_code_pages_of_old_systems(rtf: Reading, charset: str, data: str) -> None:
    expected = "åäöı" if charset == r"\pca" else "åäö€"
    assert rtf(data, head=r"{\rtf1" + charset + " ").text == expected


def test_the_font_decides_what_the_bytes_are(rtf: Reading) -> None:
    assert rtf(r"{\f2 \'b3\'f3d\'9f} {\f3 \'93\'fa\'96\'7b}").text == "łódź 日本"


def test_symbols_become_what_they_look_like(rtf: Reading) -> None:
    assert rtf(r"{\f1\'b7} {\f1\u-3913?}").text == "• •"


def test_a_character_in_two_halves_is_one(rtf: Reading) -> None:
    document = rtf(r"\u-10179?\u-8704?{\b fet}{\u-10179 ?}{\u-8704 ?}{\i k}")
    assert document.text == "😀fet😀k"
    assert document.formats(Style.BOLD) == [("fet", "")]
    assert document.formats(Style.ITALIC) == [("k", "")]


def test_half_a_character_is_replaced_and_reported(rtf: Reading) -> None:
    document = rtf(r"a\u-10179?b")
    assert document.text == "a\ufffdb"
    assert document.losses == {Lost.REPLACED: 1}


def test_characters_with_control_words_of_their_own(rtf: Reading) -> None:
    body = r"a\tab b\line c\~d\_e\-f\{\}\\\emdash\endash\lquote\rquote\ldblquote\rdblquote\bullet"
    assert rtf(body).text == "a\tb\u2028c\u00a0d\u2011e\u00adf{}\\—–‘’“”•"


def test_headings_quotations_and_emphasis(rtf: Reading) -> None:
    body = (
        r"\pard\plain\s1\b\outlinelevel0 Rubrik\par\pard\plain\s2 Titel\par"
        r"\pard\plain\s3\i Citat\par\pard\plain a{\b b\i c}\ul d\ulnone e\par"
        r"\pard\outlinelevel2 tredje\par"
    )
    document = rtf(body)
    assert document.formats(Style.HEADING) == [("Rubrik", "1"), ("Titel", "1"), ("tredje", "3")]
    assert document.formats(Style.QUOTE) == [("Citat", "")]
    assert document.formats(Style.BOLD) == [("bc", "")]
    assert document.formats(Style.ITALIC) == [("Citat", ""), ("c", "")]
    assert document.formats(Style.UNDERLINE) == [("d", "")]


def test_lists_keep_their_depth_and_made_up_numbers_are_reported(rtf: Reading) -> None:
    body = (
        r"{\listtext\pard\plain 1.\tab}\pard\ls1\ilvl0 ett\par"
        r"{\listtext\pard\plain\f1\'b7\tab}\ls1\ilvl1 två\par\pard fri\par"
        r"{\pntext\'B7\tab}\pard gammal\par"
    )
    document = rtf(body)
    assert document.text == "ett\ntvå\nfri\ngammal"
    assert document.formats(Style.LIST_ITEM) == [("ett", "0"), ("två", "1"), ("gammal", "0")]
    assert document.losses == {Lost.LIST_NUMBERS: 1}


def test_a_table_is_read_cell_by_cell(rtf: Reading) -> None:
    body = (
        r"före\par\trowd\cellx9\cellx99\pard\intbl a\par b\cell c\cell\row"
        r"\trowd\cellx9\cellx99\pard\intbl\cell d\cell\row\pard efter\par"
        r"\trowd\cellx9 slarv\cell\row\pard"
    )
    document = rtf(body)
    assert document.text == "före\na\nb\nc\n\nd\nefter\nslarv"
    assert document.formats(Style.CELL) == [
        *(("a\nb", "0,0,0"), ("c", "0,0,1"), ("", "0,1,0"), ("d", "0,1,1"), ("slarv", "1,0,0"))
    ]


def test_a_table_in_a_cell_has_its_own_number(rtf: Reading) -> None:
    body = (
        r"\trowd\pard\intbl x\par\pard\intbl\itap2 inre\nestcell"
        r"{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
        r"\pard\intbl y\cell z\cell\row\pard slut"
    )
    document = rtf(body)
    assert document.text == "x\ninre\ny\nz\nslut"
    assert document.formats(Style.CELL) == [
        *(("x\ninre\ny", "0,0,0"), ("inre", "1,0,0"), ("z", "0,0,1"))
    ]


def test_a_field_shows_its_result_and_not_its_code(rtf: Reading) -> None:
    body = (
        r'a {\field{\*\fldinst{HYPERLINK "https://example.org"}}{\fldrslt{l\'e4nk}}}'
        r"{\field{\*\fldinst PAGE}{\fldrslt 7}} b"
    )
    document = rtf(body)
    assert document.text == "a länk7 b"
    assert document.formats(Style.LINK) == [("länk", "https://example.org")]


def test_footnotes_comments_and_their_passages(rtf: Reading) -> None:
    body = (
        r"ord{\footnote\pard\plain{\super\chftn}Fot\par not} "
        r"{\*\atrfstart 1}komm{\*\atrfend 1}{\*\atnid AB}{\*\atnauthor Bo}\chatn"
        r"{\*\annotation{\*\atndate 130386590}{\*\atnref 1}\pard Jas\'e5} mer"
    )
    document = rtf(body)
    assert document.text == "ord komm mer"
    assert document.notes(NoteKind.FOOTNOTE) == [("", "Fot\nnot", "")]
    assert document.notes(NoteKind.COMMENT) == [("komm", "Jaså", "Bo")]
    assert document.document.layout.notes[-1].date == "2024-05-17T10:30:00"


def test_tracked_changes_are_notes(rtf: Reading) -> None:
    body = r"a {\revised\revauth1 nytt}{\deleted\revauthdel1 bort{\b fet}} b{\deleted\par}c\par d"
    document = rtf(body)
    assert document.text == "a nytt bc\nd"
    assert document.notes(NoteKind.INSERTED) == [("nytt", "", "Ada")]
    assert document.notes(NoteKind.DELETED) == [("", "bortfet", "Ada"), ("", "\n", "Unknown")]


def test_a_text_box_follows_its_paragraph(rtf: Reading) -> None:
    box = (
        r"{\shp{\*\shpinst\shpleft0{\sp{\sn name}{\sv v\'e4rde}}{\shptxt i {\b rutan}\par}}"
        r"{\shprslt{\*\do{\dptxbxtext i rutan\par}}}}"
    )
    document = rtf(rf"f\'f6re {box}efter\par sist")
    assert document.text == "före efter\ni rutan\nsist"
    assert document.formats(Style.BOLD) == [("rutan", "")]
    assert document.losses == {Lost.TEXT_BOX: 1}


def test_pictures_headers_and_hidden_text_are_reported(rtf: Reading) -> None:
    body = (
        r"{\header Sida {\b ett}\par}{\*\shppict{\pict\pngblip 89504e47}}{\nonshppict{\pict 00}}"
        r"text {\v dold}"
    )
    document = rtf(body)
    assert document.text == "text dold"
    assert document.details == {Lost.HEADER_FOOTER: "Sida ett", Lost.IMAGE: "", Lost.HIDDEN: ""}


def test_binary_pictures_do_not_end_the_group_they_are_in(rtf: Reading) -> None:
    assert rtf(r"a{\pict\bin4 }}}}}b").text == "ab"


def test_a_stray_unicode_escape_swallows_no_control_word(rtf: Reading) -> None:
    assert rtf(r"\u229\par b").text == "å\nb"


def test_bytes_without_meaning_in_a_code_page_are_replaced_and_reported(rtf: Reading) -> None:
    document = rtf(r"{\f2 a\'81b}")
    assert document.text == "a\ufffdb"
    assert document.losses == {Lost.REPLACED: 1}


def test_the_users_encoding_goes_before_the_files_own(rtf: Reading) -> None:
    head = r"{\rtf1\ansi\ansicpg1252 "
    assert rtf(r"\'8c", ReadOptions(encoding="mac-roman"), head).text == "å"


def test_a_file_without_its_last_brace_is_cut_short(read: Reading, tmp_path: Path) -> None:
    path = tmp_path / "cut.rtf"
    path.write_bytes((HEAD + r"hej {\b du").encode())
    with pytest.raises(UserError, match="file_damaged"):
        read(path)


def test_groups_without_end_are_refused(read: Reading, tmp_path: Path) -> None:
    path = tmp_path / "deep.rtf"
    path.write_bytes(b"{\\rtf1 " + b"{" * 100_000)
    with pytest.raises(UserError, match="file_too_complex"):
        read(path)


def test_plain_paragraphs_agree_with_another_reader(rtf: Reading) -> None:
    body = (
        r"I: Hur \'e4r l\'e4get?\par IP1: Jo, {\b bra}\u8230? tack.\par \par {\i\'d6}n \emdash ja"
    )
    assert rtf(body).text == rtf_to_text(HEAD + body + "}")
