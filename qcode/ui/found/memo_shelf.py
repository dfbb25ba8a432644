"""The memos that a list shows: which, in which order, and in what words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from qcode.model.collation import sort_key
from qcode.model.courtesy import giving_way
from qcode.model.memo import Memo, MemoLink, MemoTarget
from qcode.model.memo_links import first_words, plain_words
from qcode.model.segment import CoderId
from qcode.services.language import Catalogue, mark, tr
from qcode.services.words import date_words, local_time, memo_kind_name

from .memo_links import NamedLink
from .rows import Passage

_SHOWN = 400  # characters of a memo without a title


class Order(StrEnum):
    """How memos are sorted."""

    NEWEST = "newest"
    TITLE = "title"
    KIND = "kind"


class On(StrEnum):
    """What memos are written on, as one asks for them; passages are coded or not."""

    NOTHING = "nothing"
    PROJECT = "project"
    DOCUMENT = "document"
    PASSAGE = "passage"
    CODE = "code"
    CASE = "case"


ORDERS: Mapping[Order, str] = {
    Order.NEWEST: mark("Newest first"),
    Order.TITLE: mark("By title"),
    Order.KIND: mark("By kind"),
}

ON: Mapping[On, str] = {
    On.PASSAGE: mark("on passages"),
    On.CODE: mark("on codes"),
    On.DOCUMENT: mark("on documents"),
    On.CASE: mark("on cases"),
    On.PROJECT: mark("on the project"),
    On.NOTHING: mark("standing alone"),
}

_TARGETS: Mapping[MemoTarget, On] = {
    MemoTarget.PROJECT: On.PROJECT,
    MemoTarget.DOCUMENT: On.DOCUMENT,
    MemoTarget.SEGMENT: On.PASSAGE,
    MemoTarget.SPAN: On.PASSAGE,
    MemoTarget.CODE: On.CODE,
    MemoTarget.CASE: On.CASE,
}


@dataclass(frozen=True, slots=True)
class MemoFilter:
    """Which memos are wanted; None means any. `words` must all be in one, in whichever order."""

    words: str = ""
    kind: str | None = None
    on: On | None = None
    coder: CoderId | None = None

    def describe(self, shelf: Shelf, words: Catalogue) -> str:
        """Return in words what narrows the list, "" if nothing but what is typed does."""
        parts: list[str] = []
        if self.kind is not None:
            parts.append(memo_kind_name(self.kind, words))
        if self.on is not None:
            parts.append(tr(ON[self.on]))  # marked in ON
        if self.coder is not None:
            parts.append(shelf.coders.get(self.coder, ""))
        return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class Shelf:
    """All memos, newest first, with what they are linked to and who wrote them."""

    memos: Sequence[Memo]
    links: Mapping[MemoLink, NamedLink]
    coders: Mapping[CoderId, str]
    rows: Sequence[tuple[Passage, str]] = ()  # of each memo, and all that typed words are found in

    def kinds(self) -> list[str]:
        """Return the kinds that are used."""
        return sorted({memo.kind for memo in self.memos})

    def chosen(self, wanted: MemoFilter, order: Order, words: Catalogue) -> list[Passage]:
        """Return the memos that are wanted, as rows."""
        terms = wanted.words.casefold().split()
        found: list[tuple[Memo, Passage]] = []
        for memo, (row, said) in zip(self.memos, self.rows, strict=True):
            if wanted.kind not in (None, memo.kind) or wanted.coder not in (None, memo.coder):
                continue
            if wanted.on is not None and wanted.on not in _on(memo):
                continue
            if all(term in said for term in terms):
                found.append((memo, row))
        if order is Order.TITLE:
            found.sort(key=lambda each: sort_key(each[1].text))
        elif order is Order.KIND:
            found.sort(key=lambda each: sort_key(memo_kind_name(each[0].kind, words)))
        return [row for _memo, row in found]

    def with_rows(self, words: Catalogue) -> Shelf:
        """Return the same with its rows, for the thread that reads."""
        rows = [
            (row := self._row(memo, words), _said(memo, row)) for memo in giving_way(self.memos)
        ]
        return replace(self, rows=rows)

    def _row(self, memo: Memo, words: Catalogue) -> Passage:
        """Return a memo as a row: kind, day, coder and what it is on, then its title."""
        day = date_words(local_time(memo.changed), words)
        links = [self.links[link].name for link in memo.links if link in self.links]
        parts = [memo_kind_name(memo.kind, words), day, self.coders.get(memo.coder, ""), *links]
        text = memo.title or first_words(memo.text, _SHOWN)
        return Passage(memo.id, text, " · ".join(part for part in parts if part))


def _said(memo: Memo, row: Passage) -> str:
    return f"{row.text} {row.place} {plain_words(memo.text)}".casefold()


def _on(memo: Memo) -> set[On]:
    return {_TARGETS[link.target] for link in memo.links} or {On.NOTHING}
