"""What a camera wrote is taken out of a picture, and the picture is as it was."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin, TiffImagePlugin

from qcode.formats.picture_clean import cleaned
from qcode.formats.picture_place import is_located
from qcode.formats.picture_size import measure
from qcode.model.errors import UserError

from .picture_files import bmp

KINDS = ["JPEG", "PNG", "WEBP", "TIFF"]
SECRET = b"HEMLIG"


def taken(kind: str, orientation: int = 1, *, place: bool = True, pixels: str = "RGB") -> bytes:
    """A photograph with a place, names, a time and a preview."""
    noise = random.Random(5).randbytes(60 * 40 * 3)
    image = Image.frombytes("RGB", (60, 40), noise).convert(pixels)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = exif[0x0110] = "HEMLIG kamera"
    exif.get_ifd(0x8769)[0x9003] = "HEMLIG tid"
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (65.0, 35.0, 4.0), 0x1B: b"HEMLIG plats"})
    more: dict[str, object] = {}
    if kind == "JPEG":
        more = {"comment": b"HEMLIG ord", "quality": 90, "xmp": b"<x>HEMLIG</x>"}
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", "HEMLIG", zip=False)
        more = {"pnginfo": words}
    if kind == "WEBP":
        more = {"lossless": True, "xmp": b"<x>HEMLIG</x>"}
    file = io.BytesIO()
    if kind == "TIFF":
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        for tag in (0x0112, 0x010E, 0x0110):
            tags[tag] = exif[tag]
        for tag in (0x8769, 0x8825):
            if inner := dict(exif.get_ifd(tag)):
                tags[tag] = inner
        image.save(file, kind, tiffinfo=tags)
    else:
        image.save(file, kind, exif=exif, **more)
    return file.getvalue()


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return image.tobytes()


@pytest.mark.parametrize("orientation", [1, 3, 6])
@pytest.mark.parametrize("kind", KINDS)
def test_the_pixels_stay_and_all_else_goes(kind: str, orientation: int) -> None:
    data = taken(kind, orientation)
    clean = cleaned(data, "a")
    assert SECRET in data and SECRET not in clean
    assert is_located(data) and not is_located(clean)
    assert measure(clean) == measure(data)
    assert pixels(clean) == pixels(data)
    left = Image.open(io.BytesIO(clean)).getexif()
    assert {tag for tag in left if tag in (0x010E, 0x0110, 0x8769, 0x8825)} == set()


@pytest.mark.parametrize("kind", KINDS)
def test_cleaning_twice_changes_nothing_more(kind: str) -> None:
    clean = cleaned(taken(kind, 6), "a")
    assert cleaned(clean, "a") == clean


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_without_a_place_is_not_said_to_have_one(kind: str) -> None:
    assert not is_located(taken(kind, 6, place=False))


def test_a_place_in_xmp_is_one() -> None:
    assert is_located(b"\xff\xd8 <rdf exif:GPSLatitude='65,35N'/>")


def test_what_follows_a_photograph_goes() -> None:
    data = taken("JPEG") + b"\xff\xd8HEMLIG film\xff\xd9"
    assert cleaned(data, "a").endswith(b"\xff\xd9") and SECRET not in cleaned(data, "a")


def test_a_photograph_in_several_scans() -> None:
    file = io.BytesIO()
    Image.open(io.BytesIO(taken("JPEG"))).save(file, "JPEG", progressive=True, comment=b"HEMLIG")
    clean = cleaned(file.getvalue(), "a")
    assert SECRET not in clean and pixels(clean) == pixels(file.getvalue())


def test_colours_stay(tmp_path: object) -> None:
    file = io.BytesIO()
    profile = b"\0" * 128 + b"colours"
    Image.new("RGB", (9, 9)).save(file, "JPEG", icc_profile=profile)
    assert profile in cleaned(file.getvalue(), "a")


def test_a_moving_picture_goes_on_moving() -> None:
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "green", "blue")]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], comment=SECRET, loop=0)
    clean = cleaned(file.getvalue(), "a")
    assert SECRET in file.getvalue() and SECRET not in clean
    with Image.open(io.BytesIO(clean)) as image:
        assert (image.n_frames, image.info["loop"]) == (3, 0)


def test_a_bmp_has_nothing_to_hide() -> None:
    assert cleaned(bmp(3, 4), "a") == bmp(3, 4)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"text", taken("PNG")[:80], taken("JPEG")[:300]])
def test_what_is_damaged_is_refused(data: bytes) -> None:
    with pytest.raises(UserError) as caught:
        cleaned(data, "a.png")
    assert (caught.value.code, caught.value.params["name"]) == ("picture_not_cleaned", "a.png")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(KINDS), st.integers(0, 2**32), st.integers(1, 12))
def test_whatever_is_in_it_it_is_cleaned_or_refused(kind: str, seed: int, count: int) -> None:
    data, rng = bytearray(taken(kind, 6)), random.Random(seed)
    for _ in range(count):
        data[rng.randrange(len(data))] = rng.choice((0, 1, 0x7F, 0xFF, rng.randrange(256)))
    is_located(bytes(data))
    try:
        clean = cleaned(bytes(data), "a")
    except UserError as error:
        assert error.code == "picture_not_cleaned"
    else:
        assert measure(clean) == measure(bytes(data))
