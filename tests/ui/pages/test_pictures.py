"""Pictures of pages: what is wanted first comes first, and not all are kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from qcode.formats.pdf_geometry import PdfPages
from qcode.services.original_pages import OriginalPages
from qcode.ui.pages import pictures
from qcode.ui.pages.pictures import Pictures
from qcode.ui.session import Session

PdfMaker = Callable[..., bytes]
WORD = "BT /F1 12 Tf 50 700 Td (word) Tj ET"
PAGE_BYTES = 600 * 800 * 4


@pytest.fixture
def shelf(session: Session, drawn_pdf: PdfMaker) -> Pictures:
    """Twelve pages that have been read."""
    pages = OriginalPages(PdfPages(drawn_pdf(*[WORD] * 12), "made.pdf"))
    pages.read("\n".join(["word"] * 12))
    made = Pictures(session, session)
    made.show(pages)
    return made


def test_pages_arrive_in_the_order_in_which_they_are_wanted(shelf: Pictures, qtbot: QtBot) -> None:
    came: list[int] = []
    shelf.arrived.connect(came.append)
    shelf.want([7, 2, 5], 1.0)
    qtbot.waitUntil(lambda: len(came) == 3)
    assert came == [7, 2, 5]
    image, letters = shelf.image(7), shelf.letters(7)
    assert image is not None and (image.width(), image.height()) == (600, 800)
    assert letters is not None and letters.text == "word"


def test_no_more_are_kept_than_there_is_room_for(
    shelf: Pictures, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 3 * PAGE_BYTES)
    monkeypatch.setattr(pictures, "MOST_LETTERS", 4)
    shelf.want([0, 1, 2], 1.0)
    qtbot.waitUntil(lambda: shelf.image(2) is not None)
    shelf.want([3, 4], 1.0)
    qtbot.waitUntil(lambda: shelf.image(4) is not None)
    assert shelf.kept_bytes == 3 * PAGE_BYTES
    assert shelf.image(0) is None and shelf.image(2) is not None
    assert shelf.letters(0) is None and shelf.letters(1) is not None


def test_another_zoom_gives_other_pictures_and_until_then_there_is_the_old_one(
    shelf: Pictures, qtbot: QtBot
) -> None:
    shelf.want([0], 1.0)
    qtbot.waitUntil(lambda: shelf.image(0) is not None)
    shelf.want([0], 2.0)
    before = shelf.image(0)
    assert before is not None and before.width() == 600

    def is_sharp() -> bool:
        image = shelf.image(0)
        return image is not None and image.width() == 1200

    qtbot.waitUntil(is_sharp)


def test_letters_come_when_the_pages_have_been_read(
    session: Session, drawn_pdf: PdfMaker, qtbot: QtBot
) -> None:
    pages = OriginalPages(PdfPages(drawn_pdf(WORD), "made.pdf"))
    shelf = Pictures(session, QObject(session))
    shelf.show(pages)
    shelf.want([0], 1.0)
    qtbot.waitUntil(lambda: shelf.image(0) is not None)
    assert shelf.letters(0) is None
    pages.read("word")
    shelf.refresh()
    qtbot.waitUntil(lambda: shelf.letters(0) is not None)
