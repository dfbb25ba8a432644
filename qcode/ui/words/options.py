"""How words are counted, as a menu; remembered from one time to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QMenu

from qcode.model.document import DocumentId
from qcode.services.language import mark, tr
from qcode.services.settings import load_settings, save_settings
from qcode.services.word_counts import Counting

_SETTING = "words"
# What is remembered: those of these that differ from what is usual.
CHOICES = {
    "joined": mark("Forms of a word together"),
    "common": mark("Common words too"),
    "interviewers": mark("What interviewers say too"),
    "notes": mark("Notes in brackets too"),
    "numbers": mark("Numbers too"),
}
_SHORTEST = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How words are counted, whichever documents are active."""

    joined: bool = True
    common: bool = False
    interviewers: bool = False
    notes: bool = False
    numbers: bool = True
    shortest: int = 1

    def counting(self, documents: frozenset[DocumentId] | None) -> Counting:
        """Return what the service takes."""
        return Counting(
            documents,
            common=self.common,
            joined=self.joined,
            interviewers=self.interviewers,
            notes=self.notes,
            shortest=self.shortest,
            numbers=self.numbers,
        )


USUAL = Wanted()


def load_wanted() -> Wanted:
    """Return what was chosen the last time; what cannot be read is as usual."""
    found = USUAL
    for part in load_settings().window.get(_SETTING, "").split():
        name, _equals, value = part.partition("=")
        if name in CHOICES:
            found = replace(found, **{name: value == "yes"})
        elif name == "shortest" and value.isdecimal() and int(value) in _SHORTEST:
            found = replace(found, shortest=int(value))
    return found


def save_wanted(wanted: Wanted) -> None:
    """Remember what is chosen."""
    parts = [
        f"{name}={'yes' if getattr(wanted, name) else 'no'}"
        for name in CHOICES
        if getattr(wanted, name) != getattr(USUAL, name)
    ]
    if wanted.shortest != USUAL.shortest:
        parts.append(f"shortest={wanted.shortest}")
    settings = load_settings()
    window = {**settings.window, _SETTING: " ".join(parts)}
    save_settings(replace(settings, window=window))


def fill_menu(menu: QMenu, wanted: Wanted, take: Callable[[Wanted], None]) -> None:
    """Offer the choices; `take` is called with what is wanted then."""
    for name, title in CHOICES.items():
        action = menu.addAction(tr(title))  # marked in CHOICES
        action.setCheckable(True)
        action.setChecked(getattr(wanted, name))
        action.triggered.connect(lambda on, name=name: take(replace(wanted, **{name: on})))
    lengths = menu.addMenu(tr("Shortest word"))
    for length in _SHORTEST:
        action = lengths.addAction(f"{length}")
        action.setCheckable(True)
        action.setChecked(length == wanted.shortest)
        action.triggered.connect(lambda _on, length=length: take(replace(wanted, shortest=length)))
