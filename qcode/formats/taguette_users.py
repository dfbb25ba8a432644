"""Who made each highlight of Taguette, and when: its log knows, the highlights do not."""

from __future__ import annotations

import json
from typing import NamedTuple

from .exchange import ExchangeCoder
from .foreign_sqlite import ForeignDatabase
from .foreign_values import guid, moment, name, text, whole

_MAX_PAYLOAD = 100_000  # characters of an entry of the log that is looked at


class Act(NamedTuple):
    """What somebody did: their login, and the moment."""

    login: str
    made: str


class Users:
    """The people of a database, and who gave highlights their tags, as far as the log goes back.

    A highlight that is changed is logged again with all its tags: who first gave one that it
    still has is its author. What is not in the log was made by whoever is alone in a project.
    """

    def __init__(self, database: ForeignDatabase, program: str) -> None:
        self._program = program
        self._coders: dict[str, ExchangeCoder] = {}
        self._alone: dict[int, str] = {}
        self._read_members(database)
        self._acts: dict[int, dict[int, Act]] = {}  # by highlight and tag
        self._first: dict[int, Act] = {}
        self._merged: dict[int, int] = {}
        self._read_log(database)

    def coders(self) -> tuple[ExchangeCoder, ...]:
        """Return everybody who is a member of a project or has made a highlight."""
        return tuple(self._coders.values())

    def guid(self, login: str) -> str:
        """Return the coder with a login, "" for nobody."""
        if login and login not in self._coders:
            mark = guid(self._program, "users", login)
            self._coders[login] = ExchangeCoder(mark, name(login))
        return self._coders[login].guid if login else ""

    def _read_members(self, database: ForeignDatabase) -> None:
        members: dict[int, list[str]] = {}
        columns = ("project_id", "user_login")
        for project, login in database.rows("project_members", columns, order=columns):
            number = whole(project)
            if number is not None and text(login):
                members.setdefault(number, []).append(text(login))
                self.guid(text(login))
        self._alone = {number: who[0] for number, who in members.items() if len(who) == 1}

    def _read_log(self, database: ForeignDatabase) -> None:
        columns = ("user_login", "date", "payload")
        for login, date, payload in database.rows("commands", columns, order=("id",)):
            written = payload if isinstance(payload, str) else ""
            told = "highlight_add" in written or "tag_merge" in written
            if told and len(written) <= _MAX_PAYLOAD:
                self._note(Act(text(login), moment(date)), written)

    def _note(self, act: Act, payload: str) -> None:
        try:
            said = json.loads(payload)
        except (ValueError, RecursionError):
            return
        if not isinstance(said, dict):
            return
        if said.get("type") == "tag_merge":
            source, target = whole(said.get("src_tag_id")), whole(said.get("dest_tag_id"))
            if source is not None and target is not None:
                self._merged[source] = target
            return
        highlight = whole(said.get("highlight_id", said.get("id")))
        tags = said.get("tags")
        if said.get("type") != "highlight_add" or highlight is None or not isinstance(tags, list):
            return
        before = self._acts.get(highlight, {})
        numbers = [tag for tag in map(whole, tags) if tag is not None]
        self._acts[highlight] = {tag: before.get(tag, act) for tag in numbers}
        self._first.setdefault(highlight, act)

    def author(self, highlight: int, project: int, tag: int | None = None) -> Act:
        """Return who gave a highlight a tag, or who made it; a login of "" for nobody."""
        acts = self._acts.get(highlight, {})
        if tag is not None and tag not in acts:
            acts = {self._now(number): act for number, act in acts.items()}
        if tag is not None and tag in acts:
            return acts[tag]
        return self._first.get(highlight) or Act(self._alone.get(project, ""), "")

    def _now(self, tag: int) -> int:
        """Return the tag that one has become by being merged, perhaps several times."""
        seen = {tag}
        while (after := self._merged.get(tag)) is not None and after not in seen:
            seen.add(after)
            tag = after
        return tag
