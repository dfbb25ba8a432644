"""Pictures unpacked: the right way up, halved without seams, refused when they are not whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QObject
from PySide6.QtGui import QColor, QImage, QTransform
from pytestqt.qtbot import QtBot

from qcode.model.errors import UserError
from qcode.services.pictures import Picture, PictureSize
from qcode.ui.pictures.levels import unpack
from qcode.ui.runner import Task

CORNERS = ("#ff0000", "#00ff00", "#0000ff", "#ffffff")


def four_corners(width: int, height: int) -> QImage:
    """A picture with a colour in each quarter: red and green above, blue and white below."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    for y in range(height):
        for x in range(width):
            image.setPixelColor(x, y, QColor(CORNERS[(x >= width // 2) + 2 * (y >= height // 2)]))
    return image


def held(image: QImage, way: int, form: str = "png") -> Picture:
    """A picture of these pixels that says it was held in that way."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, form.upper())  # type: ignore[call-overload]
    data = bytes(buffer.data().data())
    return Picture(data, PictureSize(form, image.width(), image.height(), way))


def quarters(image: QImage) -> list[str]:
    wide, high = image.width(), image.height()
    places = ((1, 1), (wide - 2, 1), (1, high - 2), (wide - 2, high - 2))
    return [image.pixelColor(x, y).name() for x, y in places]


@pytest.fixture
def task(qtbot: QtBot) -> Task:
    """A task that nobody cancels."""
    return Task(1, "", QObject())


RED, GREEN, BLUE, WHITE = CORNERS


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (1, [RED, GREEN, BLUE, WHITE]),
        (2, [GREEN, RED, WHITE, BLUE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (4, [BLUE, WHITE, RED, GREEN]),
        (5, [RED, BLUE, GREEN, WHITE]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (7, [WHITE, GREEN, BLUE, RED]),
        (8, [GREEN, WHITE, RED, BLUE]),
    ],
)
def test_each_of_the_eight_ways_is_turned_back(task: Task, way: int, expected: list[str]) -> None:
    picture = held(four_corners(30, 20), way)
    levels = unpack(picture, "a.png", task)
    assert quarters(levels.images[0]) == expected
    assert (levels.images[0].width(), levels.images[0].height()) == picture.size == levels.size


def test_each_level_is_half_of_the_one_before_and_looks_like_it(task: Task) -> None:
    image = four_corners(32, 22).transformed(QTransform().scale(101, 53))
    levels = unpack(held(image, 1), "a.png", task)
    sizes = [(each.width(), each.height()) for each in levels.images]
    assert sizes == [(3232, 1166), (1616, 583), (808, 292), (404, 146)]
    for each in levels.images:
        assert quarters(each) == list(CORNERS)
    thin = levels.images[1]
    column = {thin.pixelColor(10, y).name() for y in range(thin.height() // 2 - 2)}
    assert column == {RED}


def test_the_level_that_is_painted_has_a_pixel_for_each_that_is_shown(task: Task) -> None:
    image = four_corners(32, 22).transformed(QTransform().scale(101, 53))
    levels = unpack(held(image, 1), "a.png", task)
    for scale in (0.01, 0.125, 0.2, 0.25, 0.4, 0.5, 0.9, 1.0, 7.0):
        found = levels.fit_for(scale)
        assert found.width() >= min(3232, 3232 * scale - 1)
        smaller = [each for each in levels.images if each.width() < found.width()]
        assert not smaller or smaller[0].width() < 3232 * scale


def test_what_is_clear_stays_clear(task: Task) -> None:
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    image.fill(QColor(255, 0, 0, 128))
    found = unpack(held(image, 1), "a.png", task).images[0]
    assert found.pixelColor(5, 5).alpha() == 128


def test_a_picture_that_breaks_off_before_its_pixels_is_refused(task: Task) -> None:
    picture = held(four_corners(30, 20), 1)
    with pytest.raises(UserError) as caught:
        unpack(Picture(picture.data[:45], picture.measured), "a.png", task)
    assert caught.value.code == "picture_unknown"


@pytest.mark.parametrize("form", ["tiff", "webp", "bmp", "jpeg"])
def test_pictures_of_other_formats_are_unpacked_and_let_go_of(form: str, task: Task) -> None:
    image = four_corners(40, 24)
    for _ in range(3):  # a TIFF that is closed too late takes the program with it
        (found,) = unpack(held(image, 1, form), f"a.{form}", task).images
        assert (found.width(), found.height()) == (40, 24)
        assert QColor(quarters(found)[0]).red() > 200
