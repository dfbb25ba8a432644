"""Pictures of pages, made while nobody waits for them, and a bounded number of them kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from qcode.model.errors import UserError
from qcode.services.original_pages import OriginalPages, PageGeometry, Picture
from qcode.ui.runner import Task
from qcode.ui.session import Session

MOST_BYTES = 96 << 20  # of pictures that are kept
MOST_LETTERS = 32  # pages whose letters are kept
_SAME = 0.001  # of a scale


class _Shown(NamedTuple):
    scale: float
    image: QImage


class Pictures(QObject):
    """Makes what is wanted, one page at a time: what is looked at comes before its neighbours."""

    arrived = Signal(int)  # a page: its picture or its letters

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._pages: OriginalPages | None = None
        self._images: OrderedDict[int, _Shown] = OrderedDict()
        self._letters: OrderedDict[int, PageGeometry] = OrderedDict()
        self._wanted: list[int] = []
        self._failed: set[int] = set()
        self._scale = 1.0
        self._busy = False

    def show(self, pages: OriginalPages | None) -> None:
        """Make pictures of these pages from now on, and forget all others."""
        self._pages = pages
        self._images.clear()
        self._letters.clear()
        self._failed.clear()
        self._wanted = []
        self._busy = False

    def image(self, page: int) -> QImage | None:
        """Return a picture of a page, at whatever scale there is one."""
        found = self._images.get(page)
        return None if found is None else found.image

    def letters(self, page: int) -> PageGeometry | None:
        """Return where the letters of a page stand, if that is known already."""
        return self._letters.get(page)

    @property
    def kept_bytes(self) -> int:
        """How much memory the pictures take."""
        return sum(shown.image.sizeInBytes() for shown in self._images.values())

    def want(self, pages: Sequence[int], scale: float) -> None:
        """Ask for pictures of these pages, the most wanted first, and for no others."""
        self._wanted, self._scale = list(pages), scale
        for page in reversed(pages):
            if page in self._images:
                self._images.move_to_end(page)
            if page in self._letters:
                self._letters.move_to_end(page)
        self._go_on()

    def refresh(self) -> None:
        """Make what is wanted and could not be made before the pages were read."""
        self._go_on()

    def _is_missing(self, page: int) -> bool:
        shown = self._images.get(page)
        if page in self._failed or self._pages is None:
            return False
        blurred = shown is None or abs(shown.scale - self._scale) > _SAME
        return blurred or (self._pages.is_read and page not in self._letters)

    def _go_on(self) -> None:
        pages = self._pages
        page = next(filter(self._is_missing, self._wanted), None)
        if self._busy or page is None or pages is None:
            return
        self._busy = True
        scale = self._scale
        known, shown = self._letters.get(page), self._images.get(page)

        def make(_task: Task) -> tuple[_Shown, PageGeometry | None]:
            sharp = shown is not None and abs(shown.scale - scale) <= _SAME
            made = shown if shown and sharp else _Shown(scale, _image(pages.picture(page, scale)))
            return made, known or (pages.geometry(page) if pages.is_read else None)

        def take(made: tuple[_Shown, PageGeometry | None]) -> None:
            if self._pages is pages:
                self._busy = False
                self._keep(page, *made)
                self.arrived.emit(page)
                self._go_on()

        def failed(error: UserError) -> None:
            if self._pages is pages:
                self._busy = False
                self._failed.add(page)
                self._session.runner.user_error.emit(error)
                self._go_on()

        self._session.read("page picture", make, take, failed)

    def _keep(self, page: int, shown: _Shown, letters: PageGeometry | None) -> None:
        self._images[page] = shown
        self._images.move_to_end(page)
        if letters is not None:
            self._letters[page] = letters
            self._letters.move_to_end(page)
        while self.kept_bytes > MOST_BYTES and len(self._images) > 1:
            self._images.popitem(last=False)
        while len(self._letters) > MOST_LETTERS:
            self._letters.popitem(last=False)


def _image(picture: Picture) -> QImage:
    """Return a picture of its own, which does not hold on to the bytes it was made from."""
    image = QImage(
        picture.data, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
    )
    return image.copy()
