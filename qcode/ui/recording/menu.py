"""The menu of a recording: how it is played, which one, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from qcode.services.language import tr, trn
from qcode.services.playing import REWINDS, SKIPS

if TYPE_CHECKING:
    from .recording import Recording

_VOLUMES = (100, 80, 60, 40, 20, 0)  # percent


def fill_menu(recording: Recording, menu: QMenu) -> None:
    """Put all there is to choose into a menu."""
    choices, choose = recording.stage.choices, recording.set_choices
    _choices(
        menu.addMenu(tr("Rewind on pause")),
        [(_seconds(each), each) for each in REWINDS],
        choices.rewind,
        lambda each: choose(rewind=each),
    )
    _choices(
        menu.addMenu(tr("Steps back and forward")),
        [(_seconds(each), each) for each in SKIPS],
        choices.skip,
        lambda each: choose(skip=each),
    )
    _choices(
        menu.addMenu(tr("Volume")),
        [(f"{each} %" if each else tr("Silent"), each) for each in _VOLUMES],
        choices.volume,
        lambda each: choose(volume=each),
    )
    menu.addSeparator()
    _switch(menu, tr("The text follows"), choices.follows, recording.toggle_follow)
    if recording.films:
        shown = choices.picture
        _switch(menu, tr("Show the picture"), shown, lambda: choose(picture=not shown))
    menu.addSeparator()
    for each in recording.listed if len(recording.listed) > 1 else ():
        is_it = recording.media is not None and each.id == recording.media.id
        _switch(menu, each.name.replace("&", "&&"), is_it, partial(recording.choose, each))
    add = menu.addAction(tr("Add another recording…"))
    add.triggered.connect(lambda _on: recording.add())
    off = menu.addAction(tr("Take the recording off the document"))
    off.triggered.connect(lambda _on: recording.remove())
    for action in (add, off):
        action.setEnabled(recording.writable)


def _choices(
    menu: QMenu, offered: Iterable[tuple[str, int]], now: int, choose: Callable[[int], object]
) -> None:
    for words, value in offered:
        _switch(menu, words, value == now, partial(choose, value))


def _switch(menu: QMenu, words: str, on: bool, slot: Callable[[], object]) -> None:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(on)
    action.triggered.connect(lambda _on: slot())


def _seconds(count: int) -> str:
    return trn("{n} second", "{n} seconds", count) if count else tr("Not at all")
