"""Cases, attributes, sets, saved things and preserved parts from outside beside what is here."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qcode.formats.exchange import ExchangeAttribute, ExchangeSaved, ExchangeValue
from qcode.model.document import Attribute, AttributeId, AttributeTarget, AttributeType
from qcode.model.errors import UserError
from qcode.model.names import free_name
from qcode.model.query_parser import parse
from qcode.model.report_json import from_json
from qcode.model.report_presets import SavedPreset
from qcode.model.saved_query import SavedQuery
from qcode.model.search_options import parse_options
from qcode.store import cases, preserved, presets, queries
from qcode.store.content import content_hash

from .cases import checked_value
from .exchange_merge import Merge, Ref, Values, derived, differing, free_guid, match, moment
from .exchange_plan import ExchangeLoss, Noun, Why


def merge_cases(merge: Merge) -> None:
    """Find cases by GUID and by name; links that a known case lacks are added to it."""
    here = cases.list_cases(merge.view)
    by_id = {int(each.id): each for each in here}
    things = merge.once(merge.exchange.cases, lambda one: one.name)
    names = {one.guid: merge.named(one.name) for one in things}
    found = match(things, here, lambda one: names[one.guid], lambda each: each.name)
    taken = {each.name for each in here}
    for one in things:
        number = found.get(one.guid)
        there: set[tuple[Ref, str]] = set()
        if number is None:
            name = _free(merge, Noun.CASES, names[one.guid], taken)
            row: Values = {"guid": one.guid, "name": name, "description": one.description}
            merge.add(Noun.CASES, one.guid, row)
        else:
            known = by_id[number]
            differs = differing(
                {"description": one.description}, {"description": known.description}
            )
            merge.know(Noun.CASES, one.guid, number, differs)
            there = {(link.document, link.speaker or "") for link in known.links}
        owner = merge.refs[Noun.CASES][one.guid]
        for document, speaker in one.links:
            ref = merge.refs[Noun.DOCUMENTS].get(document)
            if ref is None:
                merge.tally.lose(ExchangeLoss.LINKS, one.name)
            elif (ref, speaker or "") not in there:
                there.add((ref, speaker or ""))
                link: Values = {"case_id": owner, "document_id": ref, "speaker": speaker or ""}
                merge.link("case_link", link, owner)


def merge_sets(merge: Merge) -> None:
    """Find sets by GUID and by name; documents that a known set lacks are added to it."""
    here = cases.list_sets(merge.view)
    by_id = {int(each.id): each for each in here}
    things = merge.once(merge.exchange.sets, lambda one: one.name)
    names = {one.guid: merge.named(one.name) for one in things}
    found = match(things, here, lambda one: names[one.guid], lambda each: each.name)
    taken = {each.name for each in here}
    for one in things:
        number = found.get(one.guid)
        there: set[Ref] = set()
        if number is None:
            name = _free(merge, Noun.SETS, names[one.guid], taken)
            merge.add(Noun.SETS, one.guid, {"guid": one.guid, "name": name})
        else:
            merge.know(Noun.SETS, one.guid, number)
            there = set(by_id[number].documents)
        owner = merge.refs[Noun.SETS][one.guid]
        for document in one.documents:
            ref = merge.refs[Noun.DOCUMENTS].get(document)
            if ref is None:
                merge.tally.lose(ExchangeLoss.LINKS, one.name)
            elif ref not in there:
                there.add(ref)
                merge.link("set_member", {"set_id": owner, "document_id": ref}, owner)


def _free(merge: Merge, noun: Noun, name: str, taken: set[str]) -> str:
    """Return a name that nothing here has, and take it."""
    free = free_name(name, taken)
    taken.add(free)
    if free != name:
        merge.tally.clash(noun, Why.NAME_TAKEN, name, free)
    return free


class MergeAttributes:
    """Finds attributes by GUID and by name. Values that do not fit come in as text, beside."""

    def __init__(self, merge: Merge) -> None:
        self._merge = merge
        self._here = cases.list_attributes(merge.view)
        self._things = merge.once(merge.exchange.attributes, lambda one: one.name)
        self._names = {one.guid: merge.named(one.name) for one in self._things}
        self._taken = defaultdict[str, set[str]](set)
        for each in self._here:
            self._taken[each.target].add(each.name)
        self._guids = {each.guid for each in self._here}
        self._said: defaultdict[str, list[ExchangeValue]] = defaultdict(list)
        for value in merge.exchange.values:
            self._said[value.attribute].append(value)
        self._as: dict[str, Attribute] = {}  # what each one of the file is here

    def decide(self) -> None:
        """Say what becomes of each attribute and of each value."""
        for target in AttributeTarget:
            here = [each for each in self._here if each.target is target]
            by_id = {int(each.id): each for each in here}
            by_guid = {each.guid: each for each in here}
            things = [one for one in self._things if one.target is target]
            found = match(things, here, lambda one: self._names[one.guid], lambda each: each.name)
            for one in things:
                number = found.get(one.guid)
                known = None if number is None else by_id[number]
                for what in ("target", "text"):  # it came in beside another before
                    known = by_guid.get(derived(one.guid, what), known)
                self._attribute(one, known)
        self._values()

    def _attribute(self, one: ExchangeAttribute, known: Attribute | None) -> None:
        values = [value.value for value in self._said[one.guid]]
        if known is not None:
            choices = _with_choices(known.type, known.choices, (*one.choices, *values))
            wanted = replace(known, choices=choices)
            if all(_fits(wanted, value) for value in values):
                self._know(one, known, wanted)
                return
        name, kind = self._names[one.guid], one.type
        choices = _with_choices(kind, one.choices, values)
        mine = Attribute(AttributeId(0), one.guid, name, one.target, kind, choices)
        fits = known is None and all(_fits(mine, value) for value in values)
        if not fits:
            mine = replace(mine, type=AttributeType.TEXT, choices=())
        guid = one.guid if known is None else derived(one.guid, "text")
        free = free_name(name, self._taken[one.target])
        self._taken[one.target].add(free)
        if not fits or free != name:
            why = Why.NAME_TAKEN if fits else Why.OTHER_TYPE
            self._merge.tally.clash(Noun.ATTRIBUTES, why, name, free)
        self._add(one, replace(mine, name=free, guid=free_guid(guid, self._guids, "target")))

    def _know(self, one: ExchangeAttribute, known: Attribute, wanted: Attribute) -> None:
        self._as[one.guid] = wanted
        self._merge.know(Noun.ATTRIBUTES, one.guid, int(known.id))
        if wanted.choices != known.choices:  # values that come in are among the choices
            choices: Values = {"choices": json.dumps(wanted.choices, ensure_ascii=False)}
            self._merge.changed[Noun.ATTRIBUTES][int(known.id)] = choices
            self._merge.tally.count(Noun.LINKS, new=1)

    def _add(self, one: ExchangeAttribute, mine: Attribute) -> None:
        self._guids.add(mine.guid)
        self._as[one.guid] = mine
        row: Values = {
            "guid": mine.guid,
            "name": mine.name,
            "target": mine.target.value,
            "type": mine.type.value,
            "choices": json.dumps(mine.choices, ensure_ascii=False),
        }
        self._merge.add(Noun.ATTRIBUTES, one.guid, row)

    def _values(self) -> None:
        here = cases.value_rows(self._merge.view)
        owners = {AttributeTarget.DOCUMENT: Noun.DOCUMENTS, AttributeTarget.CASE: Noun.CASES}
        seen: set[tuple[Ref, Ref]] = set()
        for value in self._merge.exchange.values:
            mine = self._as.get(value.attribute)
            attribute = self._merge.refs[Noun.ATTRIBUTES].get(value.attribute)
            owner = None if mine is None else self._merge.refs[owners[mine.target]].get(value.owner)
            if mine is None or attribute is None or owner is None:
                self._merge.tally.lose(ExchangeLoss.VALUES, value.value)
                continue
            text = checked_value(mine, value.value)
            if not text or (attribute, owner) in seen:
                continue
            seen.add((attribute, owner))
            row = None
            if isinstance(attribute, int) and isinstance(owner, int):
                row = here.get((mine.target, owner, attribute))
            if row is None:
                column = f"{mine.target.value}_id"
                new: Values = {"attribute_id": attribute, column: owner, "value": text}
                self._merge.new[Noun.VALUES].append(("", new))
                self._merge.tally.count(Noun.VALUES, new=1)
            else:
                differs: Values = {"value": text} if text != row[1] else {}
                self._merge.know(Noun.VALUES, "", row[0], differs)


def _with_choices(
    kind: AttributeType, choices: Sequence[str], values: Iterable[str]
) -> tuple[str, ...]:
    """Return the choices with the values that are not among them. None: any value is one."""
    if kind is not AttributeType.CHOICE or not choices:
        return tuple(choices)
    cleaned = (" ".join(value.split()) for value in values)
    return tuple(dict.fromkeys((*choices, *(value for value in cleaned if value))))


def _fits(attribute: Attribute, value: str) -> bool:
    try:
        checked_value(attribute, value)
    except UserError:
        return False
    return True


def merge_saved(merge: Merge) -> None:
    """Find saved searches and reports by GUID, or by name if they ask the same."""
    here: dict[Noun, Sequence[SavedQuery] | Sequence[SavedPreset]] = {
        Noun.QUERIES: queries.list_queries(merge.view),
        Noun.PRESETS: presets.list_presets(merge.view),
    }
    taken = {noun: {each.name for each in known} for noun, known in here.items()}
    for one in merge.once(merge.exchange.saved, lambda one: one.name):
        noun = Noun.QUERIES if one.kind == "query" else Noun.PRESETS
        if not _means_something(one):
            merge.tally.lose(ExchangeLoss.SAVED, one.name)
            continue
        name, columns = merge.named(one.name), _saved_columns(one)
        known = next((each for each in here[noun] if each.guid == one.guid), None) or next(
            (e for e in here[noun] if e.name == name and _columns_of(e) == columns), None
        )
        if known is not None:
            differs = differing(columns, _columns_of(known))
            merge.know(noun, one.guid, int(known.id), differs)
            continue
        created = moment(one.created)
        changed = moment(one.changed) or created
        row: Values = {"guid": one.guid, "name": _free(merge, noun, name, taken[noun]), **columns}
        row |= {"coder_id": merge.who(one.coder), "created": created, "changed": changed}
        merge.add(noun, one.guid, row)


def _means_something(one: ExchangeSaved) -> bool:
    """Whether a saved thing can be used here: one that cannot would stand in the way."""
    try:
        if one.kind == "query":
            parse(one.text)
            parse_options(one.options)
        elif one.kind == "preset":
            from_json(one.options)
        else:
            return False
    except UserError:
        return False
    return True


def _saved_columns(one: ExchangeSaved) -> Values:
    if one.kind == "query":
        return {"text": one.text, "options": one.options}
    return {"options": one.options}


def _columns_of(one: SavedQuery | SavedPreset) -> Values:
    if isinstance(one, SavedQuery):
        return {"text": one.text, "options": one.options}
    return {"options": one.options}


def merge_parts(merge: Merge) -> None:
    """Find preserved parts by GUID, or by all that they are."""
    here = preserved.list_preserved(merge.view)
    by_guid = {each.guid: each for each in here}
    same = {(each.format, each.kind, each.name, each.data_hash): each for each in here}
    for one in merge.once(merge.exchange.parts, lambda one: one.name):
        key = (one.format, one.kind, one.name, content_hash(one.data))
        known = by_guid.get(one.guid) or same.get(key)
        if known is not None:
            merge.know(Noun.PARTS, one.guid, int(known.id))
            continue
        position = len(here) + len(merge.new[Noun.PARTS])
        row: Values = {"guid": one.guid, "format": one.format, "kind": one.kind}
        merge.add(Noun.PARTS, one.guid, row | {"name": one.name, "position": position})
        merge.parts[one.guid] = one
