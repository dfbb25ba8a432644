"""Documents, with their media, and codes of a project from outside beside those that are here."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence

from qcode.formats.base import ImportedDocument
from qcode.formats.exchange import ExchangeCode, ExchangeDocument, ExchangeMedia
from qcode.formats.language import guess_language
from qcode.model.code_entries import CodeEntry
from qcode.model.codebook import Codebook
from qcode.model.codebook_plan import Conflict, Plan, compare
from qcode.model.courtesy import giving_way
from qcode.model.document import Document
from qcode.model.errors import UserError
from qcode.model.media import Media
from qcode.model.names import free_name
from qcode.store import codes, documents, media
from qcode.store.content import content_hash

from .exchange_merge import Merge, Ref, Values, derived, differing, free_guid, moment
from .exchange_plan import Noun, Why
from .importing import guess_kind


class MergeDocuments:
    """Finds documents by GUID and text, then by text alone; the others are new.

    `lengths` has the code points of each document of the file, `added` those that are new.
    """

    def __init__(self, merge: Merge) -> None:
        self._merge = merge
        self.here = documents.list_documents(merge.view)
        self.things = merge.once(merge.exchange.documents, lambda one: one.name)
        self.hashes = {one.guid: content_hash(one.text.encode()) for one in giving_way(self.things)}
        self.lengths = {one.guid: len(one.text) for one in self.things}
        self.added: dict[str, ExchangeDocument] = {}

    def decide(self) -> None:
        """Say what becomes of each document and of its media."""
        by_id = {int(each.id): each for each in self.here}
        known = {guid: by_id[number] for guid, number in self._found().items()}
        mine = {guid for guid, each in known.items() if each.guid == guid}
        names = {
            one.guid: self._merge.named(one.name)
            for one in giving_way(self.things)
            if one.guid in mine or one.guid not in known
        }
        renamed, free_then = self._renamed({guid: known[guid] for guid in mine}, names)
        taken = {each.name for each in self.here}
        if self._merge.choices.update:
            taken = free_then
        guids = {each.guid for each in self.here}
        # Those that are renamed are written in this order, in which each name is free.
        order = {guid: place for place, guid in enumerate(renamed)}
        for one in giving_way(sorted(self.things, key=lambda one: order.get(one.guid, len(order)))):
            each = known.get(one.guid)
            if each is None:
                self._add(one, names[one.guid], guids, taken)
            else:
                differs = _differs(one, each, renamed) if one.guid in mine else {}
                self._merge.know(Noun.DOCUMENTS, one.guid, int(each.id), differs)
        _merge_media(self._merge, self.things)

    def _renamed(
        self, known: Mapping[str, Document], names: Mapping[str, str]
    ) -> tuple[dict[str, str], set[str]]:
        """Return the names that documents would take from the file, and all names there are then.

        A name may be free only when another document has given it up; names that wait for one
        another stay as they are.
        """
        taken = {each.name for each in self.here}
        found: dict[str, str] = {}
        waiting: defaultdict[str, list[str]] = defaultdict(list)
        ready = deque(one.guid for one in self.things if one.guid in known)
        while ready:
            guid = ready.popleft()
            now, name = known[guid].name, names[guid]
            if name == now:
                continue
            if name in taken:
                waiting[name].append(guid)
                continue
            found[guid] = name
            taken.remove(now)
            taken.add(name)
            ready.extend(waiting.pop(now, ()))
        return found, taken

    def _found(self) -> dict[str, int]:
        by_guid = {each.guid: each for each in self.here}
        found: dict[str, int] = {}
        for thing in giving_way(self.things):
            text = self.hashes[thing.guid]
            for guid in (thing.guid, derived(thing.guid, text)):  # it came in beside one before
                known = by_guid.get(guid)
                if known is not None and known.text_hash == text:
                    found.setdefault(thing.guid, known.id)
        taken = set(found.values())
        by_text: defaultdict[str, list[Document]] = defaultdict(list)
        for each in self.here:
            if each.id not in taken:
                by_text[each.text_hash].append(each)
        for thing in self.things:
            alike = by_text[self.hashes[thing.guid]]
            if thing.guid not in found and (known := _alike(alike, thing)):
                alike.remove(known)
                found[thing.guid] = known.id
        return found

    def _add(self, one: ExchangeDocument, name: str, guids: set[str], taken: set[str]) -> None:
        free = free_name(name, taken)
        if one.guid in guids:
            self._merge.tally.clash(Noun.DOCUMENTS, Why.OTHER_TEXT, name, free)
        elif free != name:
            self._merge.tally.clash(Noun.DOCUMENTS, Why.NAME_TAKEN, name, free)
        guid = free_guid(one.guid, guids, self.hashes[one.guid])
        guids.add(guid)
        taken.add(free)
        self._merge.add(Noun.DOCUMENTS, one.guid, {"guid": guid, "name": free})
        self.added[one.guid] = one


def _differs(one: ExchangeDocument, known: Document, renamed: Mapping[str, str]) -> Values:
    wanted: Values = {
        "kind": one.kind and one.kind.value,
        "language": one.language,
        "name": renamed.get(one.guid),
    }
    now = {"name": known.name, "kind": known.kind.value, "language": known.language}
    return differing(wanted, now)


def _alike(documents: Sequence[Document], thing: ExchangeDocument) -> Document | None:
    """Return the first of documents with the same text, for a picture one of the same file.

    The text of a picture is no more than names.
    """
    if not documents or not thing.layout.regions:
        return documents[0] if documents else None
    try:
        source = content_hash(thing.source.read()) if thing.source else None
    except UserError:  # it is said when its file is taken over
        return None
    return next((each for each in documents if each.source_hash == source), None)


def columns_of(one: ExchangeDocument) -> Values:
    """Return the columns of a new document besides its text, name and GUID.

    Where nobody said what it is, its text is asked.
    """
    kind, language = one.kind, one.language
    if kind is None:
        kind = guess_kind(ImportedDocument(one.name, one.text, one.layout))
        language = language or guess_language(one.text)
    values: Values = {
        "kind": kind.value,
        "language": language,
        "source_name": "" if one.source is None else one.source.name,
        "source_format": one.source_format,
        "encoding": one.encoding,
    }
    added = moment(one.added)
    return values | {"added": added} if added else values


def _merge_media(merge: Merge, things: Sequence[ExchangeDocument]) -> None:
    here = media.list_media(merge.view)
    by_guid = {each.guid: each for each in here}
    of: defaultdict[Ref, list[Media]] = defaultdict(list)
    for each in here:
        of[each.document].append(each)
    guids = set(by_guid)
    for thing in things:
        owner = merge.refs[Noun.DOCUMENTS][thing.guid]
        for place, one in enumerate(thing.media):
            known = _known_media(one, owner, by_guid.get(one.guid), of[owner])
            if known is not None:
                merge.know(Noun.MEDIA, one.guid, known.id)
                continue
            guid = free_guid(one.guid, guids, str(owner))
            guids.add(guid)
            position = len(of[owner]) + place
            row: Values = {"guid": guid, "document_id": owner, "position": position}
            merge.add(Noun.MEDIA, guid, row)
            merge.media[guid] = one


def _known_media(
    one: ExchangeMedia, owner: Ref, same: Media | None, there: Sequence[Media]
) -> Media | None:
    if same is not None and same.document == owner:
        return same
    alike = (
        each
        for each in there
        if each.name == one.name and (not one.sha256 or each.sha256 == one.sha256)
    )
    return next(alike, None)


class MergeCodes:
    """Lays the codes of a file beside the codebook, so that each of them has a place here.

    `plan` says what is to be done; its rows are the `things`, in order.
    """

    def __init__(self, merge: Merge) -> None:
        self._merge = merge
        self.codebook: Codebook = codes.read_codebook(merge.view)
        self.things, self._above = _in_tree_order(
            merge.once(merge.exchange.codes, lambda one: one.name)
        )
        self._wanted = [merge.named(thing.name) for thing in self.things]
        self._names = self._apart()
        self.plan = self._settled()

    def decide(self) -> None:
        """Say what becomes of each code."""
        every = compare(self.codebook, self._entries())
        for number, (thing, row) in enumerate(zip(self.things, every.rows, strict=True)):
            if row.code is None:
                self._merge.refs[Noun.CODES][thing.guid] = thing.guid
                self._merge.tally.count(Noun.CODES, new=1)
                wanted, name = self._wanted[number], self._names[number]
                if name != wanted:
                    self._merge.tally.clash(Noun.CODES, Why.NAME_TAKEN, wanted, name)
                continue
            differs = bool(row.changes)
            if thing.codable != self.codebook[row.code].codable:
                differs = True
                if self._merge.choices.update:
                    codable = None if thing.codable else 0
                    self._merge.changed[Noun.CODES][row.code] = {"codable": codable}
            self._merge.refs[Noun.CODES][thing.guid] = row.code
            self._merge.tally.count(Noun.CODES, known=1, changed=differs)

    def _apart(self) -> list[str]:
        """Return names that siblings in the file do not share."""
        taken: defaultdict[int | None, set[str]] = defaultdict(set)
        names = []
        for name, above in zip(self._wanted, self._above, strict=True):
            free = free_name(name, taken[above])
            taken[above].add(free)
            names.append(free)
        return names

    def _entries(self) -> list[CodeEntry]:
        paths: list[tuple[str, ...]] = []
        for name, above in zip(self._names, self._above, strict=True):
            paths.append((*(() if above is None else paths[above]), name))
        return [
            CodeEntry(
                path,
                thing.guid,
                thing.color.lower(),
                thing.definition,
                thing.use_when,
                thing.avoid_when,
                thing.example,
            )
            for path, thing in zip(paths, self.things, strict=True)
        ]

    def _planned(self) -> Plan:
        """Return what is to be done: all of it, or only what is new."""
        entries = self._entries()
        plan = compare(self.codebook, entries)
        if self._merge.choices.update:
            return plan
        new = [number for number, row in enumerate(plan.rows) if row.code is None]
        return compare(self.codebook, entries, chosen=new)

    def _settled(self) -> Plan:
        """Return a plan in which every new code comes, under another name if it must."""
        while True:
            plan = self._planned()
            stuck = [
                number
                for number, row in enumerate(plan.rows)
                if row.code is None and row.conflict is Conflict.NAME_TAKEN
            ]
            if not stuck:
                return plan
            for number in stuck:
                self._rename(plan, number)

    def _rename(self, plan: Plan, number: int) -> None:
        above = self._above[number]
        code = None if above is None else plan.rows[above].code
        taken = {name for at, name in enumerate(self._names) if self._above[at] == above}
        if above is None or code is not None:
            taken |= {child.name for child in self.codebook.children(code)}
        self._names[number] = free_name(self._names[number], taken)


def _in_tree_order(
    things: Sequence[ExchangeCode],
) -> tuple[list[ExchangeCode], list[int | None]]:
    """Return codes, each behind the one above it, and where that one stands.

    A code below one that is not there stands at the top, and so does a circle.
    """
    known = {thing.guid for thing in things}
    children: defaultdict[str, list[ExchangeCode]] = defaultdict(list)
    for thing in things:
        children[thing.parent if thing.parent in known else ""].append(thing)
    order: list[ExchangeCode] = []
    above: list[int | None] = []
    place: dict[str, int] = {}

    def walk(start: Sequence[ExchangeCode]) -> None:
        waiting = list(reversed(start))
        while waiting:
            one = waiting.pop()
            if one.guid in place:
                continue
            place[one.guid] = len(order)
            order.append(one)
            above.append(place.get(one.parent))
            waiting.extend(reversed(children[one.guid]))

    walk(children[""])
    for thing in things:  # those of a circle: the first one breaks it
        if thing.guid not in place:
            walk([thing])
    return order, above
