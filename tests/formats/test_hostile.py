"""Files that are broken, enormous or out to do harm: a sentence each, soon, in little memory."""

from __future__ import annotations

import os
import socket
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from qcode.formats import markup, package
from qcode.formats.limits import MAX_CHARACTERS, MAX_FILE_BYTES, MEGABYTE
from qcode.formats.manuscript_comments import copy_package
from qcode.formats.registry import read_document
from qcode.model.errors import UserError

Maker = Callable[..., Path]
Writing = Callable[..., Path]
HI = "<w:p><w:r><w:t>hej</w:t></w:r></w:p>"
SUFFIXES = (".txt", ".md", ".docx", ".odt", ".rtf", ".html", ".pdf", ".vtt", ".srt")


def code(path: Path) -> str:
    """Read what must be refused, and return why it is."""
    with pytest.raises(UserError) as caught:
        read_document(path)
    assert caught.value.params.get("name") == path.name
    return caught.value.code


def replace_member(path: Path, member: str, data: bytes) -> Path:
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in {**members, member: data}.items():
            new.writestr(name, content)
    return path


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_file(write: Writing, suffix: str) -> None:
    assert code(write(f"a{suffix}", b"")) == "file_empty"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert code(tmp_path / "a.txt") == "file_missing"


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    assert code(tmp_path / "a.docx") == "file_is_folder"


def test_a_path_that_no_system_has() -> None:
    assert code(Path("a\0.txt")) == "file_unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are a Unix thing")
def test_a_pipe_that_would_never_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert code(tmp_path / "a.txt") == "file_not_regular"


def test_a_file_that_may_not_be_read(write: Writing, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("a.txt", "x")

    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert code(path) == "file_not_allowed"


def test_a_package_that_is_too_large(docx: Maker) -> None:
    path = docx(HI)
    os.truncate(path, MAX_FILE_BYTES + 1)
    assert code(path) == "file_too_large"


def test_a_hundred_megabytes_of_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"a" * MEGABYTE)
    assert code(path) == "file_too_large"


def test_more_characters_than_a_document_may_have(write: Writing) -> None:
    assert code(write("a.txt", b"a" * (MAX_CHARACTERS + 1))) == "text_too_long"


def test_five_megabytes_of_one_line_are_read(write: Writing) -> None:
    text = "ord och " * 650_000
    assert read_document(write("a.txt", text)).text == text


def test_nul_bytes_in_text(write: Writing) -> None:
    document = read_document(write("a.txt", b"ett\0tv\xc3\xa5" + b" tre" * 20))
    assert document.text.startswith("ett\ufffdtvå")
    assert [(loss.kind.value, loss.count) for loss in document.losses] == [
        ("replaced_characters", 1)
    ]


def test_a_part_that_grows_is_not_copied_into_another_package(
    docx: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "_MAX_PASSED", 2 * MEGABYTE)
    path = docx(HI, extra={"word/media/a.png": bytes(3 * MEGABYTE)})
    with pytest.raises(UserError, match="file_expands"):
        copy_package(path, tmp_path / "copy.docx", {})


def test_a_package_with_a_damaged_part_is_not_copied(docx: Maker, tmp_path: Path) -> None:
    path = docx(HI, extra={"word/media/a.png": b"picture" * 9})
    data = bytearray(path.read_bytes())
    at = data.index(b"word/media/a.png") + 18
    data[at : at + 4] = b"\xff" * 4
    path.write_bytes(data)
    with pytest.raises(UserError, match="file_damaged"):
        copy_package(path, tmp_path / "copy.docx", {})


def test_a_copied_package_has_the_same_parts_and_those_that_changed(
    docx: Maker, tmp_path: Path
) -> None:
    path, copied = docx(HI, extra={"a.bin": bytes(range(256)) * 9_000}), tmp_path / "copy.docx"
    copy_package(path, copied, {"word/document.xml": b"<other/>", "new.xml": b"<new/>"})
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copied) as new:
        assert new.read("word/document.xml") == b"<other/>"
        assert new.read("new.xml") == b"<new/>"
        for name in set(old.namelist()) - {"word/document.xml"}:
            assert old.read(name) == new.read(name)
            assert old.getinfo(name).date_time == new.getinfo(name).date_time


@pytest.mark.parametrize("keep", [0.02, 0.3, 0.7, 0.99])
def test_packages_that_are_cut_short(docx: Maker, odt: Maker, keep: float) -> None:
    for path in (docx(HI * 50), odt("<text:p>hej</text:p>" * 50)):
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * keep)])
        assert code(path) == "file_damaged"


@pytest.mark.parametrize("member", ["word/document.xml", "word/_rels/document.xml.rels"])
def test_a_zip_bomb_is_not_unpacked(docx: Maker, member: str) -> None:
    path = replace_member(docx(HI), member, b" " * (65 * MEGABYTE))
    assert path.stat().st_size < MEGABYTE
    tracemalloc.start()
    try:
        assert code(path) == "file_expands"
        assert tracemalloc.get_traced_memory()[1] < 200 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_a_zip_bomb_in_another_part_is_left_alone(docx: Maker) -> None:
    path = replace_member(docx(HI), "word/media/inner.zip", b" " * (65 * MEGABYTE))
    assert read_document(path).text == "hej"


def test_a_part_that_lies_about_its_size(docx: Maker) -> None:
    path = docx(HI * 1000)
    with zipfile.ZipFile(path) as whole:
        about = whole.getinfo("word/document.xml")
    true, false = struct.pack("<L", about.file_size), struct.pack("<L", 100)
    assert true in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(true, false))
    assert code(path) == "file_damaged"


def test_a_list_of_parts_that_is_longer_than_any_document(docx: Maker) -> None:
    path = docx(HI)
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x05\x06")
    struct.pack_into("<L", data, at + 12, 200 * MEGABYTE)
    path.write_bytes(data)
    assert code(path) == "file_expands"


def test_parts_packed_in_a_way_that_no_program_writes(docx: Maker, tmp_path: Path) -> None:
    path = tmp_path / "odd.docx"
    with zipfile.ZipFile(docx(HI)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert code(path) == "file_damaged"


def test_a_package_with_a_password(docx: Maker) -> None:
    path = docx(HI)
    data = bytearray(path.read_bytes())
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    path.write_bytes(data)
    assert code(path) == "password_protected"


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)
OUTSIDE = "<!DOCTYPE x [<!ENTITY j SYSTEM '{}'>"


@pytest.mark.parametrize(
    "document_type",
    [LAUGHS, OUTSIDE.format("file:///etc/passwd"), OUTSIDE.format("http://[::1]:9/")],
)
def test_entities_are_refused(
    docx: Maker, odt: Maker, document_type: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("a document must not open a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"<w:document xmlns:w='{w}'><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body>"
    xml = f"{document_type}]>{body}</w:document>".encode()
    assert code(replace_member(docx(HI), "word/document.xml", xml)) == "file_has_entities"
    assert code(replace_member(odt(""), "content.xml", xml)) == "file_has_entities"


def test_entities_in_attributes_do_not_grow(docx: Maker) -> None:
    xml = f"{LAUGHS}]><x y='&j;'/>".encode()
    assert code(replace_member(docx(HI), "word/document.xml", xml)) == "file_has_entities"


def test_xml_that_is_too_deep(docx: Maker, odt: Maker) -> None:
    assert code(docx("<w:sdt>" * 3000 + "</w:sdt>" * 3000)) == "file_too_complex"
    assert code(odt("<text:section>" * 3000 + "</text:section>" * 3000)) == "file_too_complex"


def test_xml_as_deep_as_is_allowed_is_read(docx: Maker, odt: Maker) -> None:
    wrapped = "<w:smartTag>" * 240 + "<w:r><w:t>djupt</w:t></w:r>" + "</w:smartTag>" * 240
    assert read_document(docx(f"<w:p>{wrapped}</w:p>")).text == "djupt"
    wrapped = "<text:span>" * 240 + "djupt" + "</text:span>" * 240
    assert read_document(odt(f"<text:p>{wrapped}</text:p>")).text == "djupt"


def test_more_tags_than_memory_has_room_for(docx: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MAX_MARKUP", 1000)
    assert code(docx("<w:p/>" * 1000)) == "file_too_complex"


def test_a_tag_with_more_attributes_than_anybody_writes(write: Writing) -> None:
    few, many = (" ".join(f"a{n}=1" for n in range(count)) for count in (4_000, 40_000))
    drawing = "M 0 0 L 1 1 " * 10_000
    assert code(write("a.html", f"<html><p {many}>hej".encode())) == "file_too_complex"
    for tag in (few, f'd="{drawing}"'):
        page = write("b.html", f"<html><p {tag}>hej</p>".encode())
        assert read_document(page).text == "hej"


@pytest.mark.parametrize("target", ["../../../../etc/passwd", "/etc/passwd", "..\\..\\x", "%2e%2e"])
def test_a_part_that_points_out_of_the_package_leads_nowhere(docx: Maker, target: str) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="http://x/officeDocument" Target="{target}"/></Relationships>'
    )
    assert code(replace_member(docx(HI), "_rels/.rels", relations.encode())) == "file_damaged"


def test_a_member_with_a_path_in_its_name_is_written_nowhere(docx: Maker, tmp_path: Path) -> None:
    path = docx(HI, extra={"../../qcode-was-here": b"x", "/qcode-was-here": b"x"})
    before = sorted(tmp_path.rglob("*"))
    assert read_document(path).text == "hej"
    assert sorted(tmp_path.rglob("*")) == before


def stream(data: bytes, filters: int) -> bytes:
    for _ in range(filters):
        data = zlib.compress(data, 9)
    names = b"/FlateDecode " * filters
    about = b"<< /Length " + str(len(data)).encode() + b" /Filter [" + names + b"] >>"
    return about + b"\nstream\n" + data + b"\nendstream"


@pytest.mark.parametrize(
    "bomb",
    [
        stream(b" " * (65 * MEGABYTE), 2),
        stream(b"(aaaaaaaaaaaaaaaaaaaaaaa) Tj " * 100_000, 1),
        stream(b"(aaaaaaaaaaaaaaaaaaaaaaa) Tj " * 100_000, 0),
    ],
)
def test_a_pdf_with_a_stream_that_explodes(pdf: Maker, bomb: bytes) -> None:
    assert code(pdf("hej", objects=(bomb,))) == "file_expands"


def forms(count: int, times: int, *, apart: bool = False, packed: bool = False) -> list[bytes]:
    """Return objects, numbered from 4, each a form that shows the next one some times."""
    made: list[bytes] = []
    for number in range(4, 4 + count):
        content = b"/X Do " * times
        filters = b"/Filter /FlateDecode " if packed else b""
        content = zlib.compress(content) if packed else content
        resources = f"<< /XObject << /X {number + 1} 0 R >> >>".encode()
        if apart:
            resources = f"{number + count} 0 R".encode()
        made.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources "
            + (resources + b" /Length " + str(len(content)).encode() + filters + b" >>")
            + (b"\nstream\n" + content + b"\nendstream")
        )
    if apart:
        made += [f"<< /XObject << /X {n + 1} 0 R >> >>".encode() for n in range(4, 4 + count)]
    return made


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("packed", [False, True])
def test_a_pdf_whose_pieces_show_one_another_ten_times_each(
    pdf: Maker, apart: bool, packed: bool
) -> None:
    bomb = tuple(forms(10, 10, apart=apart, packed=packed))
    assert code(pdf("hej", objects=bomb)) == "file_expands"


def test_a_pdf_with_pieces_in_pieces_is_read(pdf: Maker) -> None:
    around = forms(2, 1)
    around[1] = around[1].replace(b"/X 6 0 R", b"/X 4 0 R")  # in a circle
    for some in (forms(3, 20), forms(200, 1), around):
        assert read_document(pdf("hej", objects=tuple(some))).text == "hej"


def test_a_pdf_of_nothing_but_its_mark(write: Writing) -> None:
    assert code(write("a.pdf", b"%PDF-1.7\n" + b"x" * 500 + b"\n%%EOF\n")) == "file_damaged"
