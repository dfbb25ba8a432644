"""Codes of QualCoder, with the categories that they stand in as codes that only group others.

A code may stand in a category, below another code (from version 16 of the database), or alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from qcode.model.names import free_name

from .exchange import ExchangeCode, ExchangeLink
from .foreign_values import ForeignLoss, name, text, whole
from .qualcoder_context import Context
from .refi.values import read_color

_CATEGORY = ("catid", "name", "memo", "owner", "date", "supercatid")
_CODE = ("cid", "name", "memo", "owner", "date", "color", "catid", "supercid")

_Key = tuple[bool, int]  # whether it is a code, and its number


@dataclass(slots=True)
class _Node:
    guid: str
    name: str
    color: str
    parent: _Key | None


class Codes:
    """The codebook of a project. `guids` and `names` are those of codes by their numbers."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._nodes: dict[_Key, _Node] = {}
        self.guids: dict[int, str] = {}
        self.names: dict[int, str] = {}
        self._read_categories()
        self._read_codes()
        self._mend()
        self.codes = self._in_order()

    def _read_categories(self) -> None:
        for number, called, memo, owner, date, above in self._rows("code_cat", _CATEGORY):
            if (known := whole(number)) is not None:
                over = whole(above)
                parent = None if over is None else (False, over)
                self._add((False, known), "code_cat", called, parent)
                self._note((False, known), memo, owner, date)

    def _read_codes(self) -> None:
        for number, called, memo, owner, date, color, category, above in self._rows(
            "code_name", _CODE
        ):
            if (known := whole(number)) is None:
                continue
            code, group = whole(above), whole(category)
            parent = (True, code) if code is not None else None
            if parent is None and group is not None:
                parent = (False, group)
            node = self._add((True, known), "code_name", called, parent, text(color))
            self.guids[known], self.names[known] = node.guid, text(called)
            self._note((True, known), memo, owner, date)

    def _rows(self, table: str, columns: tuple[str, ...]) -> list[tuple[object, ...]]:
        return list(self._context.database.rows(table, columns, order=columns[:1]))

    def _add(
        self, key: _Key, table: str, called: object, parent: _Key | None, color: str = ""
    ) -> _Node:
        node = _Node(
            self._context.guid(table, text(called)), name(called), read_color(color), parent
        )
        self._nodes[key] = node
        return node

    def _note(self, key: _Key, memo: object, owner: object, date: object) -> None:
        node = self._nodes[key]
        self._context.memo(
            memo,
            ExchangeLink(code=node.guid),
            called=node.name,
            owner=owner,
            date=date,
            key=("code", node.guid),
        )

    def _mend(self) -> None:
        """Put at the top what stands below something that is not there, or below itself."""
        for key, node in self._nodes.items():
            if node.parent is None:
                continue
            seen, above = {key}, node.parent
            while above in self._nodes and above not in seen:
                seen.add(above)
                over = self._nodes[above].parent
                if over is None:
                    break
                above = over
            else:
                if above == key or node.parent not in self._nodes:
                    self._context.losses.add(ForeignLoss.DANGLING, node.name)
                    node.parent = None

    def _in_order(self) -> tuple[ExchangeCode, ...]:
        """Return the codes as QualCoder shows them: by name, categories first."""
        below: dict[_Key | None, list[_Key]] = {}
        for key, node in self._nodes.items():
            below.setdefault(node.parent, []).append(key)
        for keys in below.values():
            keys.sort(key=lambda key: (key[0], self._nodes[key].name.casefold(), key[1]))
            self._number(keys)
        codes: list[ExchangeCode] = []
        waiting = list(reversed(below.get(None, [])))
        while waiting:
            key = waiting.pop()
            node = self._nodes[key]
            above = self._nodes[node.parent].guid if node.parent is not None else ""
            codes.append(ExchangeCode(node.guid, node.name, above, node.color, codable=key[0]))
            waiting.extend(reversed(below.get(key, [])))
        return tuple(codes)

    def _number(self, siblings: list[_Key]) -> None:
        """Give each of some siblings a name of its own."""
        taken: set[str] = set()
        for key in siblings:
            node = self._nodes[key]
            if node.name in taken:
                self._context.losses.add(ForeignLoss.SAME_NAME, node.name)
                node.name = free_name(node.name, taken)
            taken.add(node.name)
