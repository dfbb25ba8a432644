"""Every icon is there, is drawn at each scale, follows the theme, and none is there in vain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QIcon, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.services.resources import resource
from qcode.ui.icons import SIZE, Icon, icon, paint_icon
from qcode.ui.theme import palette

REPOSITORY = Path(__file__).resolve().parents[2]


def inked(image: QImage) -> set[tuple[int, int]]:
    """Return the dots that are painted at least half."""
    return {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 127
    }


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_every_icon_is_drawn_at_every_scale(qtbot: QtBot, scale: float, dark: bool) -> None:
    QApplication.setPalette(palette(dark))
    for name in Icon:
        made = icon(name).pixmap(QSize(SIZE, SIZE), scale)
        assert made.devicePixelRatio() == scale
        assert made.width() == SIZE * scale
        image = made.toImage()
        ink = inked(image)
        assert len(ink) > 10 * scale, name
        lightness = max(image.pixelColor(x, y).lightness() for x, y in ink)
        assert lightness > 120 if dark else lightness < 160, name


@pytest.mark.parametrize("thin", [False, True])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_an_icon_that_is_kept_as_a_picture_is_painted_dot_for_dot_as_it_is_drawn(
    qtbot: QtBot, scale: float, thin: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def painted() -> QImage:
        made = QImage(100, 100, QImage.Format.Format_ARGB32_Premultiplied)
        made.setDevicePixelRatio(scale)
        made.fill(0)
        with QPainter(made) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place in (QRectF(3, 2, 16, 16), QRectF(22.3, 5.6, 16, 16)):
                paint_icon(painter, place, Icon.FIND, "#204060", thin=thin)
        return made

    kept, looks = painted(), painted()
    monkeypatch.setattr("qcode.ui.icons._upright", lambda _to_dots: False)
    drawn = painted()
    assert inked(drawn)
    assert kept == looks == drawn


def test_an_icon_stays_lines_where_it_is_printed(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "icon.pdf"
    page = QPdfWriter(str(path))
    page.setPageSize(QPageSize(QPageSize.PageSizeId.A6))
    with QPainter(page) as painter:
        paint_icon(painter, QRectF(0, 0, 480, 480), Icon.FIND, "#204060")
    assert b"/Subtype /Image" not in path.read_bytes()


def test_an_icon_follows_the_theme_and_pales_when_it_cannot_be_used(qtbot: QtBot) -> None:
    one = icon(Icon.FIND)
    shades = []
    for dark in (False, True):
        QApplication.setPalette(palette(dark))
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Disabled):
            image = one.pixmap(QSize(SIZE, SIZE), 1.0, mode).toImage()
            shades.append(max(image.pixelColor(*dot).rgb() for dot in inked(image)))
    assert len(set(shades)) == 6


def test_the_folder_holds_the_icons_that_are_used_and_their_licence() -> None:
    there = {path.stem for path in resource("icons").glob("*.svg")}
    assert there == {str(name) for name in Icon}
    assert "ISC License" in resource("icons", "LICENSE").read_text(encoding="utf-8")


def test_every_icon_is_used() -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for path in (REPOSITORY / "qcode" / "ui").rglob("*.py")
    )
    used = set(re.findall(r"\bIcon\.([A-Z_]+)", code))
    assert {name.name for name in Icon} - used == set()
