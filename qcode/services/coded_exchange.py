"""Found passages of a table as a project from outside: what is taken in as any other is.

Documents and codes that are here come as they are, so that nothing of them changes.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence

from qcode.formats.coded_base import TABLE
from qcode.formats.exchange import (
    ExchangeCode,
    ExchangeCoder,
    ExchangeDocument,
    ExchangeLink,
    ExchangeMemo,
    ExchangeProject,
    ExchangeSegment,
)
from qcode.formats.foreign_values import guid, title
from qcode.model.codebook import Codebook, CodeId
from qcode.model.coded_table import RowCode
from qcode.model.document import DocumentId
from qcode.model.memo import Memo
from qcode.model.segment import Coder, Segment
from qcode.store import coders, memos, segments

from .exchange_merge import mended
from .passage_finding import FoundRow, Place
from .projects import Project

_KIND = "coded table"


class TableCodes:
    """Finds the codes of a table in a codebook, and makes those that are not there.

    A code is the one of its path, however it is written; one alone also the only one of its name.
    """

    def __init__(self, codebook: Codebook, sign: str = "") -> None:
        self._codebook, self._sign = codebook, sign
        self._known: dict[tuple[str, ...], CodeId] = {}
        names: defaultdict[str, list[CodeId]] = defaultdict(list)
        for _depth, code in codebook.walk():
            self._known.setdefault(_folded(codebook.names(code.id)), code.id)
            names[code.name.casefold()].append(code.id)
        self._alone = {name: ids[0] for name, ids in names.items() if len(ids) == 1}
        self._used: dict[str, ExchangeCode] = {}
        self._given: dict[tuple[str, ...], str] = {}
        self.new: list[tuple[str, ...]] = []  # the paths of codes that are not here

    def guid(self, code: RowCode) -> str:
        """Return the GUID of a code."""
        known = self._given.get(code.names)
        if known is None:
            known = self._given[code.names] = self._find(code.names)
        return known

    def all(self) -> tuple[ExchangeCode, ...]:
        """Return the codes that were asked for, with those above them."""
        return tuple(self._used.values())

    def _find(self, written: tuple[str, ...]) -> str:
        names = tuple(mended(name) or "?" for name in written)
        number = self._codebook.find(names)
        if number is None:
            number = self._known.get(_folded(names))
        if number is None:
            number = self._alone.get(self._whole(names).casefold())
        return self._add_new(names) if number is None else self._add_known(number)

    def _whole(self, names: tuple[str, ...]) -> str:
        """Return a code as it was written: a name may have in it what parts the others."""
        return self._sign.join(names)

    def _add_known(self, number: CodeId) -> str:
        code = self._codebook[number]
        if code.guid not in self._used:
            above = "" if code.parent is None else self._add_known(code.parent)
            self._used[code.guid] = ExchangeCode(code.guid, code.name, above, codable=code.codable)
        return code.guid

    def _add_new(self, names: tuple[str, ...]) -> str:
        above = self._find_above(names[:-1])
        made = guid(_KIND, "code", above, names[-1].casefold())
        if made not in self._used:
            self._used[made] = ExchangeCode(made, names[-1], above)
            outer = self._shown(above)
            self.new.append((*outer, names[-1]))
        return made

    def _find_above(self, names: tuple[str, ...]) -> str:
        if not names:
            return ""
        number = self._known.get(_folded(names))
        return self._add_new(names) if number is None else self._add_known(number)

    def _shown(self, code: str) -> tuple[str, ...]:
        names: list[str] = []
        while code:
            names.append(self._used[code].name)
            code = self._used[code].parent
        return tuple(reversed(names))


def _folded(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.casefold() for name in names)


class TableExchange:
    """What the found rows of a table bring, each coding once."""

    def __init__(self, project: Project, name: str, sign: str = "") -> None:
        self._project, self._name = project, name
        with project.reading() as view:
            self.codes = TableCodes(project.codebook(view), sign)
            self._coders = {each.name: each for each in coders.list_coders(view)}
            self._here = segments.find_segments(view)
            self._said = _memos_on(self._here, memos.list_memos(view))
        self._by_place = {
            (each.document, each.code, each.coder, each.span): each for each in self._here
        }
        self._guids = {each.guid: each for each in self._here}
        self._numbers = {code.guid: code.id for code in project.codebook().codes.values()}
        self._rows = {row.id: row for row in project.documents()}
        self._documents: dict[DocumentId, ExchangeDocument] = {}
        self._people: dict[str, ExchangeCoder] = {}
        self._segments: dict[str, ExchangeSegment] = {}
        self._memos: dict[str, ExchangeMemo] = {}

    def add(self, found: FoundRow, place: Place) -> None:
        """Add what a row brings at a place."""
        row = found.row
        document = self._document(place.document)
        who = self._coder(row.coder)
        links = [
            self._segment(found, place, code, document.guid, who)
            for code in dict.fromkeys(row.codes)
        ]
        if row.memo and not any(self._is_said(link, row.memo) for link in links):
            self._memo(found, place, document.guid, who, links)

    def project(self) -> ExchangeProject:
        """Return all of it."""
        return ExchangeProject(
            name=self._name,
            guid=guid(_KIND, "project", self._name),
            origin=TABLE,
            coders=tuple(self._people.values()),
            codes=self.codes.all(),
            documents=tuple(self._documents.values()),
            segments=tuple(self._segments.values()),
            memos=tuple(self._memos.values()),
        )

    def _document(self, number: DocumentId) -> ExchangeDocument:
        known = self._documents.get(number)
        if known is None:
            row = self._rows[number]
            text = self._project.text(number).text
            known = self._documents[number] = ExchangeDocument(row.guid, row.name, text)
        return known

    def _coder(self, written: str) -> str:
        """Return the GUID of a coder, "" for who works here."""
        name = mended(written) or self._project.coder
        here: Coder | None = self._coders.get(name)
        if not written and here is None:
            return ""
        mark = guid(_KIND, "coder", name) if here is None else here.guid
        self._people.setdefault(mark, ExchangeCoder(mark, name))
        return mark

    def _segment(
        self, found: FoundRow, place: Place, code: RowCode, document: str, who: str
    ) -> str:
        """Add a coding that is not here, and return its GUID or that of the one that is."""
        of = self.codes.guid(code)
        there = self._known(place, of, who)
        if there is not None:
            made = there.guid
        else:
            made = self._own(found, place) or guid(_KIND, document, of, who, *place.span)
        if made not in self._segments:
            self._segments[made] = ExchangeSegment(
                *(made, document, of, who, *place.span),
                weight=None if there is not None else code.weight,
                made=found.row.made,
            )
        return made

    def _known(self, place: Place, code: str, who: str) -> Segment | None:
        """Return the coding that is here already, by whoever it is."""
        number = self._numbers.get(code)
        name = self._people[who].name if who else self._project.coder
        coder = self._coders.get(name)
        if number is None or coder is None:
            return None
        return self._by_place.get((place.document, number, coder.id, place.span))

    def _own(self, found: FoundRow, place: Place) -> str:
        """Return the GUID that the row gives its only coding, if it is one and nobody has it."""
        row = found.row
        try:
            written = str(uuid.UUID(row.guid)) if row.guid and len(row.codes) == 1 else ""
        except ValueError:
            return ""
        here = self._guids.get(written)
        free = written not in self._segments and (here is None or here.document == place.document)
        return written if free else ""

    def _memo(
        self, found: FoundRow, place: Place, document: str, who: str, coded: Sequence[str]
    ) -> None:
        """Add a memo on all codings of a row, or, without any, on the passage itself.

        The same words on the same passage are one memo, however many rows they stand in.
        """
        row = found.row
        key = guid(_KIND, "memo", document, *place.span, who, row.memo)
        links = [ExchangeLink(segment=each) for each in coded]
        if not links:
            links = [ExchangeLink(document=document, span=place.span)]
        before = self._memos.get(key)
        if before is not None:
            links = list(dict.fromkeys((*before.links, *links)))
        self._memos[key] = ExchangeMemo(
            *(key, title(row.memo), row.memo, who, "note", row.made, row.made), links=tuple(links)
        )

    def _is_said(self, segment: str, memo: str) -> bool:
        """Whether a memo on a coding says this already, or is said in it."""
        squeezed = " ".join(memo.split())
        return any(said and said in squeezed for said in self._said.get(segment, ()))


def _memos_on(here: Sequence[Segment], every: Iterable[Memo]) -> dict[str, list[str]]:
    """Return what memos on each coding say, by its GUID, in one line."""
    guids = {each.id: each.guid for each in here}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for memo in every:
        for link in memo.links:
            if link.segment is not None and link.segment in guids:
                found[guids[link.segment]].append(" ".join(memo.text.split()))
    return found
