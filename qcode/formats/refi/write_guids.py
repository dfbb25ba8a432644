"""The GUIDs of a package that is written: valid, in upper case, and none of them twice.

Everything of a project that others refer to is announced by its kind and its own GUID, before
anything is written; what only the package has gets one that is made from what it belongs to, so
that a project is written with the same GUIDs each time.
"""

from __future__ import annotations

import uuid

from .values import read_guid, write_guid

_SPACE = uuid.UUID("5b0a9c1e-7d56-5c2b-9a57-6b1c0f2d8e44")


def derived(*parts: object) -> str:
    """Return the GUID, in lower case, that is always made from these parts."""
    return str(uuid.uuid5(_SPACE, "/".join(map(str, parts))))


class Guids:
    """Hands out the GUIDs of one package. `changed` are those that could not stay."""

    def __init__(self) -> None:
        self._written: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()
        self.changed: list[str] = []

    def announce(self, kind: str, guid: str) -> str:
        """Return how something of the project is called in the package; again the same."""
        known = self._written.get((kind, guid))
        if known is not None:
            return known
        written = write_guid(read_guid(guid))
        if not written or written in self._taken:
            self.changed.append(guid)
            return self._keep(kind, guid, self.make(kind, guid))
        return self._keep(kind, guid, self._take(written))

    def of(self, kind: str, guid: str) -> str:
        """Return how something that was announced is called; "" for what is not there."""
        return self._written.get((kind, guid), "")

    def make(self, *parts: object) -> str:
        """Return a new GUID for something that only the package has."""
        written = write_guid(derived(*parts))
        again = 0
        while written in self._taken:
            again += 1
            written = write_guid(derived(*parts, again))
        return self._take(written)

    def wish(self, guid: str, *parts: object) -> str:
        """Return `guid` as it is written if it is valid and free, else one made from the parts."""
        written = write_guid(read_guid(guid))
        return self._take(written) if written and written not in self._taken else self.make(*parts)

    def has(self, written: str) -> bool:
        """Whether something in the package has this GUID, given as it is written."""
        return written in self._taken

    def _take(self, written: str) -> str:
        self._taken.add(written)
        return written

    def _keep(self, kind: str, guid: str, written: str) -> str:
        self._written[kind, guid] = written
        return written
