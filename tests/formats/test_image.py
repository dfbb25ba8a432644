"""Pictures as documents: which files are, how large they are, which way up, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.formats.base import ReadOptions
from qcode.formats.picture_size import measure
from qcode.formats.registry import read_document
from qcode.formats.sniff import Content, sniff_bytes
from qcode.model.errors import UserError
from qcode.model.layout import Region

from .picture_files import bmp, exif, gif, jpeg, png, tiff, webp

WIDE, HIGH = 40, 30
FILES = {
    "png": png(WIDE, HIGH),
    "jpeg": jpeg(WIDE, HIGH),
    "gif": gif(WIDE, HIGH),
    "bmp": bmp(WIDE, HIGH),
    "webp": webp(b"VP8 ", WIDE, HIGH),
    "tiff": tiff(WIDE, HIGH),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_picture_is_a_text_of_its_name_over_all_of_it(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "Torget vid  ån.bild"
    path.write_bytes(FILES[kind])
    found = read_document(path)
    assert (found.name, found.text, found.format) == ("Torget vid ån", "Torget vid ån.bild", kind)
    assert found.layout.regions == (Region(0, len(found.text), 0, 0, WIDE, HIGH),)
    assert found.layout.turns == ()


def test_the_name_of_a_picture_is_no_turn(tmp_path: Path) -> None:
    path = tmp_path / "IP1: torget.png"
    path.write_bytes(FILES["png"])
    assert read_document(path, ReadOptions(turn_dialect="none")).layout.regions
    assert read_document(path).layout.turns == ()


@pytest.mark.parametrize("kind", [b"VP8 ", b"VP8L", b"VP8X"])
def test_all_three_kinds_of_webp_are_measured(kind: bytes) -> None:
    found = measure(webp(kind, 500, 300, 8))
    assert found is not None
    assert (found.width, found.height, found.orientation) == (300, 500, 8)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_that_was_held_sideways_is_as_high_as_it_was_wide(orientation: int) -> None:
    for data in (
        png(WIDE, HIGH, orientation),
        jpeg(WIDE, HIGH, orientation),
        jpeg(WIDE, HIGH, orientation, "<"),
        webp(b"VP8X", WIDE, HIGH, orientation),
        tiff(WIDE, HIGH, orientation),
        tiff(WIDE, HIGH, orientation, ">"),
    ):
        found = measure(data)
        assert found is not None
        assert found.orientation == orientation
        wanted = (HIGH, WIDE) if orientation >= 5 else (WIDE, HIGH)
        assert (found.width, found.height) == wanted


def test_a_bmp_from_the_top_is_as_high_as_one_from_the_bottom() -> None:
    assert measure(bmp(WIDE, -HIGH)) == measure(bmp(WIDE, HIGH))


def test_two_letters_do_not_make_a_picture() -> None:
    assert sniff_bytes("BMI räknades ut för alla deltagare.".encode()) is Content.TEXT


@pytest.mark.parametrize(
    "data",
    [
        FILES["png"][:20],
        FILES["jpeg"][:14],
        b"\xff\xd8\xff\xda\x00\x02",
        b"8BPS\0\1" + bytes(60),
        b"II*\0" + bytes(60),
        png(1, 1).replace(b"IHDR\0\0\0\1", b"IHDR\0\0\0\0"),
    ],
)
def test_a_damaged_picture_or_one_of_another_kind_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_document(path)
    assert caught.value.code == "picture_unknown"


def test_a_picture_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    path.write_bytes(gif(60_000, 60_000))
    with pytest.raises(UserError) as caught:
        read_document(path)
    assert (caught.value.code, caught.value.params["megapixels"]) == ("picture_too_large", 3600)


def test_a_damaged_block_of_exif_turns_nothing() -> None:
    broken = jpeg(WIDE, HIGH, 6).replace(exif(6, ">")[:8], b"MM\0*\xff\xff\xff\xff")
    found = measure(broken)
    assert found is not None
    assert (found.width, found.orientation) == (WIDE, 1)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(st.integers(0, 200), st.binary(min_size=1, max_size=6)), max_size=6),
    st.integers(0, 200),
)
def test_no_bytes_make_measuring_fail(
    kind: str, changes: list[tuple[int, bytes]], length: int
) -> None:
    data = bytearray(FILES[kind] + exif(6))
    for place, change in changes:
        data[place : place + len(change)] = change
    for whole in (bytes(data), bytes(data[:length])):
        found = measure(whole)
        assert found is None or min(found.width, found.height) > 0


def test_a_picture_behind_more_parts_than_any_has_is_none() -> None:
    nothing = 200_000
    jpeg_head, webp_head = b"\xff\xd8", b"RIFF\0\0\0\0WEBP"
    assert measure(jpeg_head + b"\xff\xd0" * nothing + jpeg(WIDE, HIGH)[2:]) is None
    assert measure(webp_head + b"abcd\0\0\0\0" * nothing + webp(b"VP8 ", WIDE, HIGH)[12:]) is None
    filled = measure(jpeg_head + b"\xff" * nothing + jpeg(WIDE, HIGH)[2:])
    assert filled is not None
    assert (filled.width, filled.height) == (WIDE, HIGH)
