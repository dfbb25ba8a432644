"""The ladder of encodings: the same bytes always give the same text, and it is the right one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.formats.encoding import ENCODINGS, decode
from qcode.formats.losses import Lost
from qcode.model.errors import UserError
from qcode.model.text import canonical

SWEDISH = "Intervjuare: Hur är läget på Ön?\nIP1: Jo … ”bra” – tack, det går.\n" * 5


@pytest.mark.parametrize(
    ("encoding", "mark", "name"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\0\0", "utf-32-le"),
        ("utf-32-be", b"", "utf-32-be"),
        ("utf-32-le", b"", "utf-32-le"),
        ("cp1252", b"", "cp1252"),
    ],
)
def test_an_encoding_is_found_and_its_mark_is_no_text(
    encoding: str, mark: bytes, name: str
) -> None:
    decoded = decode(mark + SWEDISH.encode(encoding))
    assert decoded.encoding == name
    assert decoded.text == SWEDISH
    assert not decoded.losses


def test_plain_ascii_is_utf_8() -> None:
    assert decode(b"I: Yes.").encoding == "utf-8"


def test_bytes_that_windows_does_not_define_make_it_latin_1() -> None:
    decoded = decode("å\x81ä".encode("latin-1"))
    assert (decoded.encoding, decoded.text) == ("latin-1", "å\x81ä")


def test_one_damaged_letter_does_not_spoil_the_others() -> None:
    decoded = decode("Öhman åt ärtor".encode() + b"\xe5")
    assert decoded.encoding == "utf-8"
    assert decoded.text == "Öhman åt ärtor\ufffd"
    assert [(loss.kind, loss.count) for loss in decoded.losses] == [(Lost.REPLACED, 1)]


def test_one_accidental_pair_does_not_make_windows_text_utf_8() -> None:
    data = "på ön där Ã¤r det så".encode("cp1252")
    assert decode(data).encoding == "cp1252"


def test_russian_in_utf_16_without_a_mark_is_known_by_its_spaces() -> None:
    text = "Да, я так думаю, и это было давно.\n" * 4
    assert decode(text.encode("utf-16-le")).text == text
    assert decode(text.encode("utf-16-be")).text == text


def test_a_nul_in_utf_8_is_replaced_and_reported() -> None:
    decoded = decode("ett\0två\0".encode() + b"tre" * 40)
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith("ett\ufffdtvå\ufffdtre")
    assert decoded.losses[0].count == 2


def test_half_a_character_at_the_end_of_utf_16_is_replaced_and_reported() -> None:
    decoded = decode(b"\xff\xfe" + "så".encode("utf-16-le") + b"x")
    assert decoded.text == "så\ufffd"
    assert decoded.losses[0].count == 1


def test_a_lone_surrogate_is_replaced_and_reported() -> None:
    decoded = decode(b"\xff\xfea\0\x3d\xd8b\0")
    assert decoded.text == "a\ufffdb"
    assert decoded.losses[0].count == 1


def test_the_users_choice_is_obeyed() -> None:
    assert decode("ö".encode(), "cp1252").text == "Ã¶"
    assert decode("å".encode("mac-roman"), "macintosh").text == "å"


def test_a_choice_that_does_not_fit_is_obeyed_and_reported() -> None:
    decoded = decode("smör".encode("cp1252"), "utf-8")
    assert decoded.text == "sm\ufffdr"
    assert decoded.losses[0].count == 1


@pytest.mark.parametrize("name", ["", "rot13", "idna", "klingon", "utf\0", "zip", "unicode_escape"])
def test_names_that_are_no_encoding_of_text_are_refused(name: str) -> None:
    if not name:
        assert decode(b"a", name).encoding == "utf-8"
        return
    with pytest.raises(UserError) as caught:
        decode(b"a", name)
    assert caught.value.code == "encoding_unknown"


def test_what_a_file_says_of_itself_is_believed_if_it_fits() -> None:
    assert decode("Привет".encode("koi8-r"), declared="koi8-r").text == "Привет"
    assert decode(b"\xe5", declared="utf-8").text == "å"
    assert decode(b"\xef\xbb\xbfa", declared="koi8-r").encoding == "utf-8"


@given(st.binary(max_size=200))
def test_any_bytes_become_canonical_text_in_a_known_encoding(data: bytes) -> None:
    decoded = decode(data)
    assert decoded.encoding in ENCODINGS
    assert canonical(decoded.text).text == decoded.text


@given(st.binary(max_size=60), st.sampled_from(ENCODINGS))
def test_any_bytes_can_be_read_in_any_encoding_that_is_offered(data: bytes, name: str) -> None:
    decoded = decode(data, name)
    assert decoded.encoding == name
    assert canonical(decoded.text).text == decoded.text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_utf_8_comes_back_as_it_was_but_for_line_ends(text: str) -> None:
    assert decode(text.encode(), "utf-8").text == canonical(text).text


@given(st.binary(max_size=80))
def test_reading_again_in_the_encoding_that_was_found_changes_nothing(data: bytes) -> None:
    first = decode(data)
    assert decode(data, first.encoding).text == first.text
