"""What would cost a parser minutes is told before it begins, whatever it is wrapped in."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.formats import markup
from qcode.formats.markup import check_markup, check_xml, is_plain
from qcode.formats.package import mended_xml, parse_xml
from qcode.model.errors import UserError

PATH = Path("a.xml")
MANY = " ".join(f'a{n}="1"' for n in range(6_000))


@pytest.mark.parametrize(
    "page",
    [
        f"<p {MANY}>",
        f"<p b='>' {MANY}>",
        f"<p b='<' {MANY}>",
        f"<p b' {MANY} c'>",
        f"<p\n{MANY.replace(' ', chr(10))}/>",
        "<p " + "/".join(f"a{n}" for n in range(6_000)) + ">",
        "<p " + "a=<b " * 6_000 + ">",
        "<p " + "a = " * 6_000 + ">",
    ],
)
def test_a_tag_of_thousands_of_attributes_is_found_wherever_it_hides(page: str) -> None:
    with pytest.raises(UserError, match="file_too_complex"):
        check_markup(f"<html>text {page}", PATH)


@pytest.mark.parametrize(
    "page",
    [
        "<p>" + MANY,
        f'<img src="data:{"a=b " * 20_000}">',
        "<p " + " " * 100_000 + ">",
        "<" * 100_000,
        "<a" * 100_000,
        "<a b='" * 100_000,
        "1 < 2 " * 100_000,
    ],
)
def test_what_only_looks_like_it_is_let_through(page: str) -> None:
    check_markup(page, PATH)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
def test_attributes_of_xml_are_counted_in_letters_of_any_width(encoding: str) -> None:
    for xml in (f"<x {MANY}/>", f"<x>{'a=b ' * 9_000}<y b='>' {MANY}/></x>"):
        with pytest.raises(UserError, match="file_too_complex"):
            check_xml(xml.encode(encoding), PATH)
    check_xml(f"<x>{MANY * 3}</x>".encode(encoding), PATH)


def test_a_damaged_tag_that_is_mended_hides_nothing() -> None:
    broken = '<x b="<" ' + MANY.replace('a7="1"', 'a7="<"') + "/>"
    with pytest.raises(UserError, match="file_too_complex"):
        mended_xml(broken.encode(), PATH, "REFI-QDA")


def test_xml_whose_tags_its_bytes_do_not_show_is_not_read() -> None:
    for data in (
        b'<?xml version="1.0" encoding="UTF-7"?>+ADw-x/+AD4-',
        '<?xml version="1.0" encoding="cp037"?><x>hej</x>'.encode("cp037"),
        b'<?xml version="1.0" encoding="nonesuch"?><x/>',
    ):
        assert not is_plain(data)
        with pytest.raises(UserError, match="file_damaged"):
            parse_xml(data, PATH, "docx")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "iso-8859-1"]
)
def test_xml_in_what_programs_write_is_read(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    data = f'\n<?xml version="1.0" encoding="{name}"?><x>åäö</x>'.lstrip().encode(encoding)
    assert is_plain(data)
    assert parse_xml(data, PATH, "docx").text == "åäö"


@pytest.mark.parametrize("before", [0, 3, 999, 1000, 1001])
def test_a_tag_is_found_wherever_the_pieces_end_that_are_looked_through(
    before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markup, "_PIECE", 1000)
    crowded = b"<a" + b" b='1'" * 6_000 + b"/>"
    with pytest.raises(UserError) as caught:
        markup.check_xml(b"." * before + crowded, Path("x.xml"))
    assert caught.value.code == "file_too_complex"
    markup.check_xml(b"." * before + crowded[:20_000] + b"/>", Path("x.xml"))
