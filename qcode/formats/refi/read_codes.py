"""The people and the code tree of a project."""

from __future__ import annotations

from qcode.formats.codebook_base import MAX_CODES, MAX_DEPTH
from qcode.formats.exchange import ExchangeCode, ExchangeCoder, ExchangeLink
from qcode.model.errors import UserError
from qcode.model.text import canonical

from .description import parted
from .losses import RefiLoss
from .parts import Kept
from .reading import Reading, bare, line
from .tree import Element, children, tag, text_of, within
from .values import read_boolean, read_color


def read_coders(reading: Reading) -> None:
    """Read the people; those without a name get a part of their GUID as one."""
    for user in within(reading.root, "Users", "User"):
        name = line(user.get("name")) or line(user.get("id"))
        guid = reading.guids.own(user.get("guid"), "user", name)
        if not name:
            reading.losses.add(RefiLoss.NAMELESS, guid)
        reading.coders[guid] = ExchangeCoder(guid, name or guid[:8])
        if user.get("id"):
            reading.keep(Kept.USER, guid, name, bare(user))


class Codes:
    """The codes of a project, and those that are used without being in it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._codes: dict[str, ExchangeCode] = {}
        self._used: dict[str | None, str] = {}
        book = reading.root.find(tag("CodeBook"))
        outer = reading.root if book is None else book
        waiting = [("", 1, each) for each in within(outer, "Codes", "Code")]
        waiting.reverse()
        while waiting:
            parent, depth, element = waiting.pop()
            guid = self._read(element, parent)
            if len(self._codes) > MAX_CODES:
                name = reading.container.path.name
                raise UserError("codebook_too_large", name=name, limit=MAX_CODES)
            inner = [(guid, depth + 1, each) for each in children(element, "Code")]
            if inner and depth >= MAX_DEPTH:
                name = reading.container.path.name
                raise UserError("codebook_too_deep", name=name, limit=MAX_DEPTH)
            waiting.extend(reversed(inner))

    def _read(self, element: Element, parent: str) -> str:
        reading = self._reading
        name = line(element.get("name"))
        guid = reading.guids.own(element.get("guid"), "code", f"{parent} {name}")
        if not name:
            reading.losses.add(RefiLoss.NAMELESS, guid)
        texts = parted(canonical(text_of(element, "Description")).text)
        self._codes[guid] = ExchangeCode(
            guid,
            name or guid[:8],
            parent,
            read_color(str(element.get("color", ""))),
            **texts,
            codable=read_boolean(str(element.get("isCodable", "true"))) is not False,
        )
        reading.refer(element, ExchangeLink(code=guid))
        return guid

    def used(self, raw: str | None) -> str:
        """Return the code that a coding refers to, made if it is not in the codebook."""
        known = self._used.get(raw)
        if known is None:
            known = self._used[raw] = self._reading.guids.of(raw)
            if known and known not in self._codes:
                self._reading.losses.add(RefiLoss.UNKNOWN_CODE, known[:8])
                self._codes[known] = ExchangeCode(known, known[:8])
        return known

    def all(self) -> tuple[ExchangeCode, ...]:
        """Return all codes in tree order."""
        return tuple(self._codes.values())
