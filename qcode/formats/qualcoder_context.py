"""What every part of reading a project of QualCoder shares: its tables, people, memos, losses."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from qcode.model.job import Job

from .exchange import ExchangeCoder, ExchangeLink, ExchangeMemo, ExchangePart
from .foreign_sqlite import ForeignDatabase
from .foreign_values import ForeignLoss, Losses, guid, moment, name, text, title

PROGRAM = "QualCoder"


@dataclass(slots=True)
class Context:
    """One reading of one project. `identity` is what the project is known by in every copy."""

    database: ForeignDatabase
    folder: Path
    identity: str
    job: Job
    losses: Losses = field(default_factory=Losses)
    memos: list[ExchangeMemo] = field(default_factory=list)
    parts: list[ExchangePart] = field(default_factory=list)
    _coders: dict[str, ExchangeCoder] = field(default_factory=dict)
    _known: Counter[str] = field(default_factory=Counter)
    _has_moments: bool = False

    def guid(self, *key: object) -> str:
        """Return the GUID of what a table holds, by what is unique in it; another if again."""
        found = guid(PROGRAM, self.identity, *key)
        self._known[found] += 1
        again = self._known[found]
        return found if again == 1 else guid(PROGRAM, self.identity, *key, "again", again)

    def coder(self, owner: object) -> str:
        """Return who owns something, "" for nobody."""
        known = self._coders.get(owner) if isinstance(owner, str) else None
        called = text(owner).strip()
        if known is None and called:
            mark = guid(PROGRAM, self.identity, "coder_names", called)
            known = self._coders.setdefault(called, ExchangeCoder(mark, name(called)))
        return known.guid if known else ""

    def coders(self) -> tuple[ExchangeCoder, ...]:
        """Return everybody who owns something."""
        return tuple(self._coders.values())

    def moment(self, date: object) -> str:
        """Return when something was made. Dates are of some clock on some wall: it is said."""
        found = moment(date)
        if found and not self._has_moments:
            self._has_moments = True
            self.losses.add(ForeignLoss.HOURS)
        return found

    def memo(
        self,
        words: object,
        link: ExchangeLink | None,
        *,
        called: str = "",
        owner: object = None,
        date: object = None,
        kind: str = "note",
        key: tuple[object, ...],
    ) -> None:
        """Keep a memo if there is one; titled as it is called, or as it begins."""
        said = text(words) if words else ""
        if not said.strip():
            return
        made = self.moment(date)
        self.memos.append(
            ExchangeMemo(
                self.guid("memo", *key),
                name(called) if called else title(said),
                said,
                self.coder(owner),
                kind,
                made,
                made,
                () if link is None else (link,),
            )
        )
