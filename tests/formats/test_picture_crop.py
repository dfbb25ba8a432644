"""Parts of pictures are cut as they are looked at, small, and say nothing of the camera."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from qcode.formats.picture_crop import LONGEST, Cutter
from qcode.formats.picture_size import measure
from qcode.model.errors import UserError
from qcode.model.regions import Rectangle

RED, BLUE = (255, 0, 0), (0, 0, 255)


def photograph(orientation: int = 1, kind: str = "JPEG", size: tuple[int, int] = (80, 40)) -> bytes:
    """A blue picture with a red stored corner, up and left, and a place in its Exif."""
    image = Image.new("RGB", size, BLUE)
    image.paste(RED, (0, 0, size[0] // 4, size[1] // 4))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "Sävköping"
    exif.get_ifd(0x8825)[1] = "N"
    file = io.BytesIO()
    image.save(file, kind, exif=exif, **({"quality": 100} if kind == "JPEG" else {}))
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def is_red(data: bytes) -> bool:
    image = opened(data).convert("RGB")
    red, _green, blue = image.getpixel((image.width // 2, image.height // 2))
    return red > 200 and blue < 60


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_part_is_cut_where_it_is_seen(orientation: int, kind: str) -> None:
    data = photograph(orientation, kind)
    size = measure(data)
    assert size is not None and size.orientation == orientation
    cutter = Cutter(data, "a")
    across, down = size.width // 4, size.height // 4
    corners = {
        name: Rectangle(left, top, left + across, top + down)
        for name, left, top in (
            *(("up left", 0, 0), ("up right", size.width - across, 0)),
            *(("down left", 0, size.height - down),),
            *(("down right", size.width - across, size.height - down),),
        )
    }
    where = {1: "up left", 2: "up right", 3: "down right", 4: "down left"}
    where |= {5: "up left", 6: "up right", 7: "down right", 8: "down left"}
    red = [name for name, place in corners.items() if is_red(cutter.cut(place).data)]
    assert red == [where[orientation]]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_nothing_of_the_camera_is_in_a_part(kind: str) -> None:
    data = photograph(6, kind)
    assert opened(data).getexif()
    cut = Cutter(data, "a").cut(Rectangle(0, 0, 20, 20))
    assert not opened(cut.data).getexif()
    assert b"Exif" not in cut.data and b"ping" not in cut.data


def test_a_large_part_is_made_smaller_and_a_small_one_is_not() -> None:
    cutter = Cutter(photograph(size=(3000, 1000)), "a")
    large, small = cutter.cut(Rectangle(0, 0, 3000, 1000)), cutter.cut(Rectangle(5, 5, 105, 55))
    assert (large.width, large.height) == (LONGEST, LONGEST // 3)
    assert (small.width, small.height) == opened(small.data).size == (100, 50)
    assert (large.kind, large.data[:2]) == ("jpeg", b"\xff\xd8")


def test_a_drawing_stays_a_png_and_what_is_transparent_is_white() -> None:
    image = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    file = io.BytesIO()
    image.save(file, "PNG")
    cut = Cutter(file.getvalue(), "a").cut(Rectangle(10, 10, 30, 30))
    assert cut.kind == "png"
    assert opened(cut.data).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "CMYK", "I;16"])
def test_pictures_of_every_kind_of_pixels(mode: str) -> None:
    image = Image.new("L", (20, 20), 200)
    if mode == "I;16":
        image = Image.new("I;16", (20, 20), 200 << 8)
    elif mode != "L":
        image = image.convert(mode)
    file = io.BytesIO()
    image.save(file, "TIFF")
    cut = Cutter(file.getvalue(), "a").cut(Rectangle(2, 2, 12, 12))
    shown = opened(cut.data).convert("L").getpixel((5, 5))
    assert isinstance(shown, int | float)
    assert (190 <= shown <= 210) or mode == "1"


def test_the_same_part_is_the_same_bytes() -> None:
    first, second = (Cutter(photograph(), "a").cut(Rectangle(3, 3, 40, 30)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("length", [20, 200, 400])
def test_a_picture_that_is_cut_short_is_refused(length: int) -> None:
    with pytest.raises(UserError) as caught:
        Cutter(photograph(kind="PNG", size=(300, 300))[:length], "a.png")
    assert caught.value.code == "picture_unknown"
