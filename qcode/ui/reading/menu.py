"""The menu on a passage: its last codes, and what can be done to the codings under the pointer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from qcode.model.codebook import CodeId
from qcode.model.segment import Segment, SegmentId
from qcode.model.text import Span
from qcode.services import codes, coding
from qcode.services.language import tr, trn
from qcode.services.retrieval import Selection
from qcode.ui.codes.chip import ICON, chip_icon
from qcode.ui.codes.favourites import Favourites
from qcode.ui.codes.known import KnownCodes
from qcode.ui.codes.recent import recent_codes
from qcode.ui.keys import Keymap
from qcode.ui.menu_heads import add_heading
from qcode.ui.session import Session
from qcode.ui.sized import by_letters
from qcode.ui.theme import is_dark

from .coder import Coder
from .shaper import Shaper

LAST_CODES = 6
_WORDS = 30  # letters of a passage, where its code is not enough


class PassageMenu:
    """Builds the menu for a selection and the segments under the pointer."""

    def __init__(
        self,
        session: Session,
        coder: Coder,
        shaper: Shaper,
        similar: Callable[[], object],
        parent: QWidget,
    ) -> None:
        """`similar` goes to the next passage that says the same."""
        self._session = session
        self._coder = coder
        self._shaper = shaper
        self._similar = similar
        self._parent = parent
        self._keys = Keymap()
        self._meant: frozenset[SegmentId] = frozenset()

    def build(
        self,
        span: Span | None,
        segments: Sequence[SegmentId],
        at: QPoint,
        meant: Collection[SegmentId] = (),
    ) -> QMenu:
        """Return the menu for a selection and the segments under the pointer.

        Of these the ones that keys act on are `meant`; where others are, no key is told.
        """
        self._meant = frozenset(meant)
        menu = QMenu(self._parent)
        menu.aboutToHide.connect(menu.deleteLater)
        self._keys = Keymap()  # they may be others now
        coder, shaper = self._coder, self._shaper
        writes = not self._session.project.read_only
        if span is not None and writes:
            self._add(menu, tr("Code passage…"), lambda: coder.ask_code(at), "code")
            self._add_last_codes(menu)
            menu.addSeparator()
            self._add(menu, tr("Code in vivo"), coder.in_vivo, "in_vivo")
        if span is not None or not segments:
            self._add(menu, tr("Write memo"), lambda: coder.write_memo(None), "memo", writes)
        if span is not None:
            self._add(menu, tr("Copy codings"), shaper.copy_codings, "copy_codings")
            pastes = writes and shaper.has_copied
            self._add(menu, tr("Paste codings"), shaper.paste_codings, "paste_codings", pastes)
            self._add(menu, tr("Code the next similar passage…"), self._similar, "similar", writes)
            self._add(menu, tr("More like this"), lambda: self._like(span), "like")
            menu.addSeparator()
        every = coding.find_segments_by_id(self._session.project, segments)
        alone = span is None and len(every) == 1  # then nothing else is meant: no second menu
        for found, title in zip(every, self._titles(every), strict=True):
            named = tr("Coding: {code}", code=title.replace("&", "&&"))
            part = menu if alone else menu.addMenu(named)
            if alone:
                menu.setTitle(named)
                add_heading(menu, named)
            self._add_segment(part, found, at, writes=writes, at_once=alone)
        return menu

    def _titles(self, every: Sequence[Segment]) -> list[str]:
        """Return the path of each segment's code, with its first words where one stands twice."""
        project = self._session.project
        codebook = project.codebook()
        paths = [codebook.shown(each.code) for each in every]
        return [
            path
            if paths.count(path) == 1
            else f"{path} · {_beginning(project.text(each.document).text, each.span)}"
            for path, each in zip(paths, every, strict=True)
        ]

    def _like(self, span: Span) -> None:
        if self._session.document is not None:
            self._session.like_wanted.emit(self._session.document, span)

    @property
    def _last(self) -> list[CodeId]:
        """The codes used last, as they are known already: to read them is felt."""
        known = KnownCodes.of(self._session)
        sure = known.loaded and not known.unsure
        return list(known.recent if sure else recent_codes(self._session.project))[:LAST_CODES]

    def _add_last_codes(self, menu: QMenu) -> None:
        codebook = self._session.project.codebook()
        favourites, dark = Favourites.of(self._session), is_dark(menu.palette())
        for number, code in enumerate([each for each in self._last if each in codebook]):
            digit = favourites.digit(code)
            again = "" if number else "repeat"
            command = again if digit is None else f"favourite_{digit}"
            path, apply = codebook.shown(code), partial(self._coder.apply, code)
            ratio, side = menu.devicePixelRatioF(), by_letters(menu, ICON)
            chip = chip_icon(codebook[code].color, dark=dark, ratio=ratio, side=side)
            self._add(menu, path, apply, command).setIcon(chip)

    def _add_segment(
        self,
        part: QMenu,
        found: Segment,
        at: QPoint,
        *,
        writes: bool,
        at_once: bool,
    ) -> None:
        """Add what can be done to a segment; all but the first when it is looked at.

        There may be a dozen of them, and nobody looks at all.
        """
        segment, code = found.id, found.code
        coder, shaper, span = self._coder, self._shaper, self._session.span

        def add(text: str, slot: Callable[[], object], command: str = "") -> None:
            self._add(part, text, slot, command if segment in self._meant else "", writes)

        def more() -> None:
            add(tr("Change the code…"), lambda: coder.ask_recode([segment], at), "recode")
            if span is not None and span != found.span:
                add(tr("Move its ends to the selection"), lambda: coder.move(segment, span))
            add(tr("Join with neighbour"), lambda: shaper.join(segment), "join")
            add(tr("Split at the caret"), lambda: shaper.split(segment), "split")
            add(tr("Remove coding"), lambda: coder.remove([segment]), "uncode")
            part.addSeparator()
            count = trn("Retrieve its {n} passage", "Retrieve its {n} passages", self._uses(code))
            self._add(part, count, lambda: self._retrieve(code))

        add(tr("Open memo"), lambda: coder.write_memo(segment), "memo")
        if at_once:
            more()
        else:
            part.aboutToShow.connect(more, Qt.ConnectionType.SingleShotConnection)

    def _uses(self, code: CodeId) -> int:
        """Return how many passages a code has, with its subcodes, which are listed with its own."""
        below = self._session.project.codebook().subtree(code)
        uses = codes.code_uses(self._session.project)
        return sum(use.segments for each, use in uses.items() if each in below)

    def _retrieve(self, code: CodeId) -> None:
        self._session.retrieve(Selection(codes=frozenset([code]), subcodes=True))

    def _add(
        self,
        menu: QMenu,
        text: str,
        slot: Callable[[], object],
        command: str = "",
        enabled: bool = True,
    ) -> QAction:
        """Add an entry, with the key of the command that does the same."""
        key = self._keys.text(command) if command else ""
        shown = text.replace("&", "&&") + (f"\t{key}" if key else "")
        action = menu.addAction(shown)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked=False: slot())
        return action


def _beginning(text: str, span: Span) -> str:
    """Return the first words of a passage."""
    words = " ".join(text[span.start : min(span.end, span.start + 2 * _WORDS)].split())
    return words if len(words) <= _WORDS else words[:_WORDS].rstrip() + "…"
