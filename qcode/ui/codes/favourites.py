"""The codes on the number keys: which they are, for this user in this project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from qcode.model.changes import Changes
from qcode.model.codebook import CodeId
from qcode.services.settings import load_settings, save_settings
from qcode.ui.session import Session

DIGITS = range(1, 10)


class Favourites(QObject):
    """Nine codes by their digits, kept in the settings. One for a session, see `of`.

    They are remembered by GUID: a code may be renamed or moved, and one that was deleted comes
    back to its key when the deletion is undone.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session.itself)
        self._project = session.project
        self._guids: dict[int, str] = {}
        self._codes: dict[int, CodeId] = {}
        self._digits: dict[CodeId, int] = {}
        self._paths: dict[int, str] = {}
        self._read()
        session.changed.connect(self._follow)

    @classmethod
    def of(cls, session: Session) -> Favourites:
        """Return the one of a session; the first to ask makes it."""
        known = session.findChild(cls)
        return known if isinstance(known, cls) else cls(session)

    def code(self, digit: int) -> CodeId | None:
        """Return the code on a key."""
        return self._codes.get(digit)

    def digit(self, code: CodeId) -> int | None:
        """Return the key of a code."""
        return self._digits.get(code)

    def codes(self) -> Mapping[int, CodeId]:
        """Return the codes that are on keys, in the order of the keys."""
        return self._codes

    def names(self) -> Mapping[int, str]:
        """Return the paths of the codes that are on keys."""
        return self._paths

    def assign(self, code: CodeId, digit: int | None) -> None:
        """Put a code on a key, instead of the one there and of its own before; None: on none."""
        guid = self._project.codebook()[code].guid
        self._guids = {key: each for key, each in self._guids.items() if each != guid}
        if digit is not None:
            self._guids[digit] = guid
        self._save()
        self._match()
        self.changed.emit()

    def toggle(self, code: CodeId, digit: int) -> None:
        """Put a code on a key, or take it away where it is on this one already."""
        self.assign(code, None if self.digit(code) == digit else digit)

    def free(self) -> int | None:
        """Return the first key without a code."""
        return next((digit for digit in DIGITS if digit not in self._codes), None)

    # -- keeping them

    def _key(self, digit: int) -> str:
        return f"{self._project.info.guid}:{digit}"

    def _read(self) -> None:
        stored = load_settings().favourites
        found = {digit: stored.get(self._key(digit), "") for digit in DIGITS}
        self._guids = {digit: guid for digit, guid in found.items() if isinstance(guid, str)}
        self._match()

    def _save(self) -> None:
        settings = load_settings()
        ours = {self._key(digit) for digit in DIGITS}
        kept = {key: guid for key, guid in settings.favourites.items() if key not in ours}
        kept |= {self._key(digit): guid for digit, guid in self._guids.items() if guid}
        save_settings(replace(settings, favourites=kept))

    def _follow(self, changes: Changes) -> None:
        if changes.affects_codes:
            before = self._paths
            self._match()
            if self._paths != before:
                self.changed.emit()

    def _match(self) -> None:
        """Find the codes of the GUIDs in the codebook as it is now."""
        if not any(self._guids.values()):
            self._codes, self._digits, self._paths = {}, {}, {}
            return
        codebook = self._project.codebook()
        wanted = {guid: digit for digit, guid in self._guids.items() if guid}
        found = {
            wanted[code.guid]: code.id for code in codebook.codes.values() if code.guid in wanted
        }
        self._codes = {digit: found[digit] for digit in sorted(found)}
        self._digits = {code: digit for digit, code in self._codes.items()}
        self._paths = {digit: codebook.shown(code) for digit, code in self._codes.items()}
