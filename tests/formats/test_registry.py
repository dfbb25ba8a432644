"""Which reader reads what, and the one door through which documents come in."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from qcode.formats import registry
from qcode.formats.base import ReadOptions
from qcode.formats.losses import Lost
from qcode.formats.registry import read_document, readable_suffixes, reader_for
from qcode.model.errors import Cancelled, UserError
from qcode.model.job import Silent
from qcode.model.text import canonical

Maker = Callable[..., Path]
Writing = Callable[..., Path]
HI = "<w:p><w:r><w:t>hej</w:t></w:r></w:p>"


def losses(path: Path) -> dict[str, str]:
    return {loss.kind: loss.detail for loss in read_document(path).losses}


def test_the_table_says_what_the_readers_say() -> None:
    for suffix, module in registry._MODULES.items():
        assert suffix in import_module(f"qcode.formats.{module}").READER.suffixes
    modules = set(registry._MODULES.values())
    told = {s for m in modules for s in import_module(f"qcode.formats.{m}").READER.suffixes}
    assert readable_suffixes() == told


def test_a_document_is_named_after_its_file(write: Writing) -> None:
    assert read_document(write("Intervju 3, Åsa.v2.txt", "Ja.")).name == "Intervju 3, Åsa.v2"


def test_the_name_has_no_characters_that_a_name_must_not_have(write: Writing) -> None:
    assert read_document(write("a\tb\u200bc.txt", "Ja.")).name == "a b c"


def test_turns_and_language_are_proposed(write: Writing) -> None:
    text = "I: Hur är det med dig i dag?\nIP1: Det är bra, och jag mår fint.\nI: Vad kul!\n"
    document = read_document(write("a.txt", text))
    assert document.text == text
    assert document.layout.speakers() == ("I", "IP1")
    assert document.turn_dialect != "none"
    assert document.language == "sv"


def test_the_user_may_want_no_turns_and_know_the_language(write: Writing) -> None:
    path = write("a.txt", "I: Ja.\nB: Nej.\nI: Jo.\n")
    document = read_document(path, ReadOptions(turn_dialect="none", language="no"))
    assert not document.layout.turns
    assert (document.turn_dialect, document.language) == ("none", "no")


def test_a_format_that_says_who_speaks_is_believed(write: Writing) -> None:
    cues = "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ada>Ja.</v>\n"
    document = read_document(write("a.vtt", cues))
    assert document.layout.speakers() == ("Ada",)
    assert not read_document(write("b.vtt", cues), ReadOptions(turn_dialect="none")).layout.turns


def test_the_users_encoding_reaches_the_reader(write: Writing) -> None:
    path = write("a.txt", "smör".encode())
    document = read_document(path, ReadOptions(encoding="cp1252"))
    assert (document.text, document.encoding) == ("smÃ¶r", "cp1252")


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.doc", "a"])
def test_a_word_file_is_read_as_one_whatever_its_name(docx: Maker, name: str) -> None:
    assert read_document(docx(HI, name=name)).text == "hej"
    assert losses(docx(HI, name=name)) == {Lost.READ_AS: "docx"}


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.docx", "bara text", "txt"),
        ("a.pdf", "bara text", "txt"),
        ("a.log", "bara text", "txt"),
        ("a.doc", "<!DOCTYPE HTML><p>bara text", "html"),
        ("a.doc", "{\\rtf1 bara text}", "rtf"),
        ("a.txt", "{\\rtf1 bara text}", "rtf"),
    ],
)
def test_content_under_a_wrong_name_is_read_and_reported(
    write: Writing, name: str, content: str, kind: str
) -> None:
    path = write(name, content)
    assert read_document(path).text == "bara text"
    assert losses(path) == {Lost.READ_AS: kind}


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "b.Md", "c.text"])
def test_a_right_name_is_no_news(write: Writing, name: str) -> None:
    assert not losses(write(name, "bara text"))


def test_a_page_of_html_in_a_text_file_is_text(write: Writing) -> None:
    assert read_document(write("a.txt", "<html><p>x")).text == "<html><p>x"


def test_captions_in_a_text_file_are_captions(write: Writing) -> None:
    path = write("a.txt", "1\n00:00:01,000 --> 00:00:02,000\nJa.\n")
    assert read_document(path).text == "Ja."
    assert Lost.READ_AS in losses(path)


@pytest.mark.parametrize(
    ("start", "found"),
    [
        (b"RIFF\0\0\0\0WAVEfmt ", "audio"),
        (b"ID3\x04" + bytes(30), "audio"),
        (b"\0\0\0\x20ftypisom" + bytes(30), "video"),
        (b"\0\0\0\x20ftypM4A " + bytes(30), "audio"),
        (b"\x1f\x8b\x08" + bytes(30), "archive"),
        (b"SQLite format 3\0" + bytes(30), "database"),
        (b"\x7fELF\x02" + bytes(30), "program"),
        (bytes(range(256)) * 4, "data"),
        (bytes(1000), "data"),
        (bytes(range(4)) * 100, "data"),  # every second byte is below 2, as in UTF-16
    ],
)
@pytest.mark.parametrize("suffix", [".docx", ".txt", ".pdf", ""])
def test_what_is_no_document_is_named(
    write: Writing, start: bytes, found: str, suffix: str
) -> None:
    with pytest.raises(UserError) as caught:
        reader_for(write(f"a{suffix}", start))
    code = "recording_not_document" if found in ("audio", "video") else "not_a_document"
    assert (caught.value.code, caught.value.params["found"]) == (code, found)


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ({"xl/workbook.xml": b"<x/>"}, "spreadsheet"),
        ({"ppt/presentation.xml": b"<x/>"}, "presentation"),
        ({"mimetype": b"application/epub+zip"}, "ebook"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "spreadsheet"),
        ({"a.txt": b"x"}, "archive"),
    ],
)
def test_packages_of_other_kinds_are_named(
    tmp_path: Path, members: dict[str, bytes], found: str
) -> None:
    path = tmp_path / "a.docx"
    with ZipFile(path, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)
    with pytest.raises(UserError) as caught:
        reader_for(path)
    assert caught.value.params["found"] == found


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.xlsx", "spreadsheet_not_document"),
        ("a.ods", "spreadsheet_not_document"),
        ("a.qdpx", "project_not_document"),
        ("a.docx", "file_damaged"),
        ("a.zip", "not_a_document"),
    ],
)
def test_a_damaged_package_is_taken_for_what_its_name_says(
    write: Writing, name: str, code: str
) -> None:
    with pytest.raises(UserError) as caught:
        read_document(write(name, b"PK\x03\x04" + bytes(30)))
    assert caught.value.code == code


def test_xml_of_programs_is_no_text_unless_somebody_calls_it_one(write: Writing) -> None:
    xml = b'<?xml version="1.0"?><ANNOTATION_DOCUMENT><TIER/></ANNOTATION_DOCUMENT>'
    assert read_document(write("a.txt", xml)).text == xml.decode()
    for name in ("a.eaf", "a.fodt", "a.xml", "a"):
        with pytest.raises(UserError) as caught:
            read_document(write(name, xml))
        assert caught.value.code == "xml_not_document"


def test_a_table_that_is_read_as_text_says_so_and_no_suffix_promises_nothing(
    write: Writing,
) -> None:
    answers = "Id;Varför?\n1;Det är fint\n2;Det blåser\n"
    assert losses(write("a.csv", answers)) == {Lost.TABLE: ""}
    assert losses(write("a", "Hej på dig.\n")) == {}


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        ("EncryptedPackage", "password_protected"),
        ("WordDocument", "old_word_format"),
        ("Workbook", "spreadsheet_not_document"),
        ("__substg1.0_001A001E", "not_a_document"),
        ("Anything", "not_a_document"),
    ],
)
def test_old_and_locked_office_files_are_told_apart(write: Writing, stream: str, code: str) -> None:
    path = write("a.docx", OLE + stream.encode("utf-16-le") + bytes(400))
    with pytest.raises(UserError) as caught:
        read_document(path)
    assert caught.value.code == code


def test_a_document_without_a_word_says_so(docx: Maker, write: Writing) -> None:
    for path in (docx("<w:p/>"), write("a.txt", " \n\u2028\t"), write("b.html", "<p></p>")):
        with pytest.raises(UserError, match="document_without_text"):
            read_document(path)


def test_reading_can_be_cancelled(write: Writing) -> None:
    class Impatient(Silent):
        def check(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_document(write("a.txt", "x"), job=Impatient())


def test_libraries_of_other_formats_stay_unloaded() -> None:
    script = (
        "import sys, qcode.formats.registry;"
        "heavy = {'docx', 'pypdfium2', 'markdown_it', 'odfdo'} & set(sys.modules);"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_every_real_text_file_is_its_decoded_self(shared_data: Path) -> None:
    files = [
        path
        for path in sorted((shared_data / "transcripts").rglob("*.txt"))
        if not path.read_bytes().lstrip().startswith((b"WEBVTT", b"1\n"))
    ]
    assert len(files) > 40
    for path in files:
        document = read_document(path, ReadOptions(turn_dialect="none"))
        data: Any = path.read_bytes()
        assert document.text == canonical(data.decode(document.encoding)).text, path.name
        assert document.encoding in ("utf-8", "cp1252")


def test_every_real_transcript_is_read_without_surprise(shared_data: Path) -> None:
    files = [p for p in (shared_data / "transcripts").rglob("*") if p.suffix in readable_suffixes()]
    assert files
    for path in files:
        document = read_document(path)
        assert canonical(document.text).text == document.text
        assert Lost.READ_AS not in {loss.kind for loss in document.losses}, path.name
        assert Lost.REPLACED not in {loss.kind for loss in document.losses}, path.name
