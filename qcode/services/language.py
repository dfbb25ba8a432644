"""The user's language: every visible sentence goes through `tr` or `trn`.

English is what the code says; other languages are `.po` files under `resources/locale`, read as
they are. Nothing here knows about Qt, so that the command line speaks Swedish too.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from functools import cache

from .po_files import read_entries
from .resources import resource

LANGUAGES: Mapping[str, str] = {"en": "English", "sv": "Svenska"}
# What sentences call a number of things.
_COUNTS = frozenset({"n", "all", "total", "count", "shown", "done", "number", "last"})


class Catalogue:
    """The sentences of one language. English has no translations."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._messages: dict[str, str] = {}
        self._plurals: dict[str, tuple[str, str]] = {}
        if language != "en":
            self._load()

    def _load(self) -> None:
        file = resource("locale", f"{self.language}.po")
        for entry in read_entries(file.read_text(encoding="utf-8")):
            if entry["msgid_plural"]:
                one, many = entry["msgstr[0]"], entry["msgstr[1]"]
                if one and many:
                    self._plurals[entry["msgid"]] = (one, many)
            elif entry["msgstr"]:
                self._messages[entry["msgid"]] = entry["msgstr"]

    def tr(self, message: str, /, **params: object) -> str:
        """Return `message` in this language, with `{name}` filled from `params`."""
        sentence = self._messages.get(message, message)
        return sentence.format(**params) if params else sentence

    def trn(self, one: str, many: str, n: int, /, **params: object) -> str:
        """Return the singular or plural sentence for `n`, which fills `{n}`."""
        return self.form(one, many, n).format(n=n, **params)

    def form(self, one: str, many: str, n: int) -> str:
        """Return the singular or plural sentence for `n`, with nothing filled in."""
        return self._plurals.get(one, (one, many))[n != 1]

    def grouped(self, number: int) -> str:
        """Return a whole number with its thousands apart, as this language writes it."""
        gap = "\N{NO-BREAK SPACE}" if self.language == "sv" else ","
        return f"{number:,}".replace(",", gap)


@cache
def catalogue(language: str) -> Catalogue:
    """Return the sentences of a language that need not be the user's, as for a report."""
    return Catalogue(language if language in LANGUAGES else "en")


class _Spoken:
    """The language in use, for the whole process."""

    catalogue = Catalogue("en")
    groups = False  # whether counts have their thousands apart


def system_language() -> str:
    """Return the language of the desktop if QCode speaks it, else English."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            code = value.split(":")[0].split("_")[0].split(".")[0].lower()
            return code if code in LANGUAGES else "en"
    code = (locale.getlocale()[0] or "").lower()
    return "sv" if code.startswith(("sv", "swedish")) else "en"


def set_language(language: str, *, groups: bool = False) -> None:
    """Speak `language` ("sv" or "en") from now on; "" follows the system.

    With `groups` the counts in sentences have their thousands apart. Windows speak so; what the
    command line prints is read by scripts too, which know a number by its digits.
    """
    _Spoken.catalogue = catalogue(language or system_language())
    _Spoken.groups = groups


def current_language() -> str:
    """Return the language that is spoken, "sv" or "en"."""
    return _Spoken.catalogue.language


def tr(message: str, /, **params: object) -> str:
    """Return `message` in the user's language, with `{name}` filled from `params`."""
    return _Spoken.catalogue.tr(message, **_in_groups(params))


def trn(one: str, many: str, n: int, /, **params: object) -> str:
    """Return the singular or plural sentence for `n`, which fills `{n}`."""
    sentence = _Spoken.catalogue.form(one, many, n)
    return sentence.format(**_in_groups({"n": n, **params}))


def grouped(number: int) -> str:
    """Return a whole number with its thousands apart, as the user's language writes it."""
    return _Spoken.catalogue.grouped(number)


def _in_groups(params: dict[str, object]) -> dict[str, object]:
    """Return what fills a sentence, with its counts as they are to be shown: years stay."""
    if not _Spoken.groups:
        return params
    return {
        name: grouped(value) if name in _COUNTS and isinstance(value, int) else value
        for name, value in params.items()
    }


def mark(message: str, /) -> str:
    """Return `message` as it is, marked for translation: for tables that `tr` reads later."""
    return message
