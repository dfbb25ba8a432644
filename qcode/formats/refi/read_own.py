"""Takes what only QCode has from its own part of a package (see `own`), trusting none of it.

The part belongs to one `project.qde`, whose hash it names. With that one, everything in it counts
that is sound: known GUIDs, spans inside their texts, values that exist. When another program or a
hand has changed the project since, the standard part is the truth: then what names the same thing
still counts (a layout of the same text, the weight of a coding that is still there), what the
project says otherwise does not, and that is counted.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, replace
from typing import Any, TypeVar

from qcode.formats.base import Loss
from qcode.formats.exchange import (
    ExchangeAttribute,
    ExchangeCase,
    ExchangeDocument,
    ExchangeLink,
    ExchangeMedia,
    ExchangeMemo,
    ExchangePart,
    ExchangeProject,
    ExchangeSaved,
    ExchangeSegment,
    ExchangeValue,
    Held,
)
from qcode.model.document import AttributeTarget, AttributeType, DocumentKind
from qcode.model.errors import UserError
from qcode.model.text import Span

from .losses import RefiLoss
from .own import MAX_BYTES, VERSION, UnfitError, listed, lists, mapped, parsed, position, text
from .own import unpack_layout as layout_of
from .parts import Kept
from .values import read_color, read_guid

Find = Callable[[str], Held | None]
_Thing = TypeVar("_Thing")
_SAVED = ("query", "preset")
_EXACT = {
    "coder": ("name",),
    "code": ("name", "color", "definition", "use_when", "avoid_when", "example"),
    "document": ("name", "added"),
    "segment": ("made",),
    "memo": ("title", "text", "created", "changed"),
    "case": ("name", "description"),
    "attribute": ("name",),
    "set": ("name",),
}


class Own:
    """QCode's own part of a package; `whole` says that it belongs to the project as it stands."""

    def __init__(self, said: Mapping[str, object], find: Find, *, whole: bool) -> None:
        self._said, self._find, self.whole = said, find, whole

    def starts(self) -> dict[str, dict[str, int]]:
        """Return where paragraphs of pictures begin, by document and the GUIDs of regions.

        What is said otherwise than it should be is left out: regions are then found by their words.
        """
        found = {}
        with suppress(UnfitError):
            for guid, about in mapped(self._said.get("documents")).items():
                if said := mapped(mapped(about).get("regions")):
                    found[guid] = {each: position(at, 1 << 53) for each, at in said.items()}
        return found

    def added_to(self, project: ExchangeProject) -> ExchangeProject:
        """Return a project as its standard part gave it, with what QCode's own part adds.

        Raises nothing: what does not fit is left out and counted in `losses`.
        """
        return _Restoring(project, self._said, self._find, whole=self.whole).project()


def read_own(part: Held, qde: bytes, find: Find) -> Own | None:
    """Return what QCode's own part says; None for a part that is none.

    `qde` is the description of the project as it was read, and `find` gives the file of a path
    such as "internal://name", or None.
    """
    try:
        if part.size > MAX_BYTES:
            return None
        said = mapped(parsed(part.read()))
    except (UnfitError, UserError):
        return None
    if said.get("version") != VERSION:
        return None
    return Own(said, find, whole=said.get("of") == hashlib.sha256(qde).hexdigest())


class _Restoring:
    def __init__(
        self, project: ExchangeProject, own: Mapping[str, object], find: Find, *, whole: bool
    ) -> None:
        self._standard, self._own, self._find, self._whole = project, own, find, whole
        self._unfit = 0
        self._example = ""
        self._exact = self._objects("exact")
        self._lengths = {each.guid: len(each.text) for each in project.documents}
        self._segments = {each.guid for each in project.segments}
        self._codes = {each.guid for each in project.codes}
        self._cases = {each.guid for each in project.cases}

    def project(self) -> ExchangeProject:
        """Return the project with everything that fits."""
        standard = self._standard
        found = replace(
            standard,
            coders=self._each("coder", "coders", standard.coders, self._coder),
            codes=self._each("code", "", standard.codes, _as_it_is),
            documents=self._each("document", "documents", standard.documents, self._document),
            segments=self._each("segment", "segments", standard.segments, self._segment),
            memos=self._each("memo", "memos", standard.memos, self._memo),
            cases=self._each("case", "cases", standard.cases, self._case),
            attributes=self._each("attribute", "attributes", standard.attributes, self._attribute),
            values=self._values(),
            sets=self._each("set", "", standard.sets, _as_it_is),
            saved=tuple(self._some("saved", self._saved)),
        )
        found = self._about(found)
        own = [each for each in self._some("parts", self._part) if self._counts(each)]
        found = replace(found, parts=(*self._kept_parts(found), *own))
        if not self._unfit:
            return found
        return replace(
            found, losses=(*found.losses, Loss(RefiLoss.OWN_PART, self._unfit, self._example))
        )

    # -- reading with doubts

    def _doubt(self, what: str, read: Callable[[], _Thing], otherwise: _Thing) -> _Thing:
        """Return what `read` gives; what is not as it should be is counted."""
        try:
            return read()
        except (UnfitError, UserError):
            self._refuse(what)
            return otherwise

    def _refuse(self, what: str) -> None:
        self._unfit += 1
        self._example = self._example or what

    def _objects(self, name: str) -> dict[str, object]:
        return self._doubt(name, lambda: mapped(self._own.get(name)), {})

    def _of_kind(self, kind: str) -> dict[str, object]:
        return self._doubt(kind, lambda: mapped(self._exact.get(kind)), {})

    def _some(self, name: str, change: Callable[[object], _Thing]) -> list[_Thing]:
        found: list[_Thing] = []
        values: list[object] = self._doubt(name, lambda: listed(self._own.get(name, [])), [])
        for value in values:
            try:
                found.append(change(value))
            except (UnfitError, UserError):
                self._refuse(name)
        return found

    def _each(
        self,
        kind: str,
        name: str,
        things: tuple[_Thing, ...],
        change: Callable[[_Thing, object], _Thing],
    ) -> tuple[_Thing, ...]:
        """Return things with what the own part says of each by its GUID."""
        said = self._objects(name) if name else {}
        exact = self._of_kind(kind)
        if not said and not exact:
            return things
        return tuple(self._one(kind, each, said, exact, change) for each in things)

    def _one(
        self,
        kind: str,
        thing: Any,
        said: Mapping[str, object],
        exact: Mapping[str, object],
        change: Callable[[Any, object], Any],
    ) -> Any:
        guid = thing.guid
        try:
            if guid in exact:
                thing = self._exactly(thing, _EXACT[kind], exact[guid])
            return change(thing, said[guid]) if guid in said else thing
        except (UnfitError, UserError):
            self._refuse(f"{kind} {guid}")
            return thing

    def _exactly(self, thing: Any, names: tuple[str, ...], said: object) -> Any:
        """Return a thing with texts as they are, where the standard part still says the same."""
        found = {}
        for name, pair in mapped(said).items():
            as_is, written = map(text, lists(pair, 2))
            if name not in names:
                raise UnfitError
            if self._whole or _folded(getattr(thing, name)) == _folded(written):
                found[name] = as_is
            else:
                self._refuse(as_is[:40])
        if "color" in found:
            found["color"] = read_color(found["color"])
        return replace(thing, **found)

    # -- each sort of thing

    def _coder(self, coder: Any, said: object) -> Any:
        color = read_color(text(said))
        return replace(coder, color=color)

    def _document(self, document: ExchangeDocument, said: object) -> ExchangeDocument:
        about = mapped(said)
        kind = about.get("kind")
        try:
            document = replace(
                document,
                kind=None if kind is None else DocumentKind(text(kind)),
                language=text(about.get("language", "")),
                source_format=text(about.get("format", "")),
                encoding=text(about.get("encoding", "")),
                source=self._source(about.get("source")),
            )
        except ValueError as error:
            raise UnfitError from error
        if "layout" in about:
            layout = layout_of(about["layout"], len(document.text))
            if document.layout.regions and not self._whole:  # another program may have moved them
                layout = replace(layout, regions=document.layout.regions)
            document = replace(document, layout=layout)
        elif self._whole:
            document = replace(document, layout=type(document.layout)())
        media = tuple(self._media(each) for each in listed(about.get("media", [])))
        return replace(document, media=media)

    def _source(self, said: object) -> Held | None:
        if said is None:
            return None
        name, member = map(text, lists(said, 2))
        return self._held(name, member)

    def _held(self, name: str, member: str) -> Held:
        held = self._find(f"internal://{member}") if "/" not in member else None
        if held is None:
            raise UnfitError
        return Held(name, held.size, held.read)

    def _media(self, said: object) -> ExchangeMedia:
        guid, name, path, digest, member, held_name = map(text, lists(said, 6))
        held = self._held(held_name, member) if member else None
        return ExchangeMedia(_guid(guid), name, path, digest, held)

    def _segment(self, segment: ExchangeSegment, said: object) -> ExchangeSegment:
        weight, condensed, fraction = lists(said, 3)
        made = segment.made
        if made.endswith(".000Z"):
            made = f"{made[:-4]}{position(fraction, 999):03}Z"
        return replace(
            segment,
            weight=None if weight is None else position(weight, 100),
            condensed=text(condensed),
            made=made,
        )

    def _memo(self, memo: ExchangeMemo, said: object) -> ExchangeMemo:
        kind, links = lists(said, 2)
        memo = replace(memo, kind=text(kind))
        found = tuple(self._link(each) for each in listed(links))
        if self._whole:
            return replace(memo, links=found)
        # On a case there can be no note, so the standard part says nothing of it.
        cases = tuple(each for each in found if each.case and each not in memo.links)
        return replace(memo, links=(*memo.links, *cases))

    def _link(self, said: object) -> ExchangeLink:
        document, code, case, segment, start, end = lists(said, 6)
        link = ExchangeLink(text(document), text(code), text(case), text(segment))
        if start is not None:
            length = self._lengths.get(link.document, -1)
            link = replace(link, span=Span(position(start, length), position(end, length)))
            if start >= end:  # type: ignore[operator]
                raise UnfitError
        known = (
            (link.document, self._lengths.keys()),
            (link.code, self._codes),
            (link.case, self._cases),
            (link.segment, self._segments),
        )
        if any(guid and guid not in those for guid, those in known):
            raise UnfitError
        if sum(bool(each) for each in (link.code, link.case, link.segment)) > 1:
            raise UnfitError
        return link

    def _case(self, case: ExchangeCase, said: object) -> ExchangeCase:
        links = []
        for each in listed(said):
            where, speaker = lists(each, 2)
            document = text(where)
            if document not in self._lengths:
                raise UnfitError
            links.append((document, None if speaker is None else text(speaker)))
        if {each[0] for each in links} != {each[0] for each in case.links}:
            raise UnfitError
        return replace(case, links=tuple(dict.fromkeys(links)))

    def _attribute(self, attribute: ExchangeAttribute, said: object) -> ExchangeAttribute:
        target, kind, choices = lists(said, 3)
        try:
            found = replace(
                attribute,
                target=AttributeTarget(text(target)),
                type=AttributeType(text(kind)),
                choices=tuple(map(text, listed(choices))),
            )
        except ValueError as error:
            raise UnfitError from error
        if found.target is not attribute.target and self._has_values(attribute.guid):
            raise UnfitError
        return found

    def _has_values(self, attribute: str) -> bool:
        return any(each.attribute == attribute for each in self._standard.values)

    def _values(self) -> tuple[ExchangeValue, ...]:
        exact = self._of_kind("value")
        if not exact:
            return self._standard.values
        return tuple(self._value(each, exact) for each in self._standard.values)

    def _value(self, value: ExchangeValue, exact: Mapping[str, object]) -> ExchangeValue:
        said = exact.get(f"{value.attribute} {value.owner}")
        if said is None:
            return value
        changed: ExchangeValue = self._doubt(
            "value", lambda: self._exactly(value, ("value",), said), value
        )
        return changed

    def _saved(self, said: object) -> ExchangeSaved:
        found = ExchangeSaved(*map(text, lists(said, len(fields(ExchangeSaved)))))
        known = {"", *(each.guid for each in self._standard.coders)}
        if found.kind not in _SAVED or found.coder not in known or not found.name:
            raise UnfitError
        return replace(found, guid=_guid(found.guid))

    def _part(self, said: object) -> ExchangePart:
        guid, form, kind, name, data, files = lists(said, 6)
        pairs = [map(text, lists(each, 2)) for each in listed(files)]
        held = tuple(self._held(*pair) for pair in pairs)
        try:
            raw = base64.b64decode(text(data), validate=True)
        except (binascii.Error, ValueError) as error:
            raise UnfitError from error
        return ExchangePart(_guid(text(guid)), text(form), text(kind), text(name), raw, held)

    # -- the project as a whole

    def _about(self, project: ExchangeProject) -> ExchangeProject:
        said = self._objects("project")
        project = self._doubt("project", lambda: self._named(project, said), project)
        exact = self._of_kind("project").get("")
        if exact is None:
            return project
        names = ("name", "created", "description")
        changed: ExchangeProject = self._doubt(
            "project", lambda: self._exactly(project, names, exact), project
        )
        return changed

    def _named(self, project: ExchangeProject, said: Mapping[str, object]) -> ExchangeProject:
        return replace(
            project,
            guid=_guid(text(said.get("guid", ""))),
            language=text(said.get("language", "")),
            description=self._description(project.description, text(said.get("said", ""))),
        )

    def _description(self, whole: str, said: str) -> str:
        """Return the description without what was added to it, as long as that is at its end."""
        if not said or whole == said:
            return "" if said else whole
        return whole.removesuffix(f"\n\n{said}")

    def _counts(self, part: ExchangePart) -> bool:
        """Whether a part still says something: positions in another file do not."""
        return self._whole or part.kind not in (Kept.SELECTIONS, Kept.PROJECT)

    def _kept_parts(self, project: ExchangeProject) -> Iterator[ExchangePart]:
        """Yield the parts of the standard without those that QCode wrote for what it has."""
        links = set(self._some("links", text))
        kept = set(self._some("kept", lambda each: tuple(map(text, lists(each, 2)))))
        for part in project.parts:
            ours = part.kind == Kept.LINK and part.guid in links
            if not ours and (not self._whole or (part.kind, part.guid) in kept):
                yield part


def _as_it_is(thing: _Thing, _said: object) -> _Thing:
    return thing


def _folded(said: str) -> str:
    return " ".join(said.split())


def _guid(said: str) -> str:
    if not said:
        return ""
    found = read_guid(said)
    if not found:
        raise UnfitError
    return found
