"""Reads whole projects of REFI-QDA (.qdpx), as NVivo, ATLAS.ti, MAXQDA, QualCoder and others
write them.

Everything that a project here has a place for is taken over; the rest is kept in parts (`parts`),
so that it can be written back. What the file says badly is read as well as it can be, and said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from qcode.formats.exchange import (
    ExchangeDocument,
    ExchangeLink,
    ExchangeMemo,
    ExchangePart,
    ExchangeProject,
)
from qcode.formats.limits import read_head
from qcode.model.courtesy import give_way
from qcode.model.document import AttributeTarget
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.layout import EMPTY, Layout
from qcode.model.text import canonical

from .container import KIND, Container
from .finding import Found, find, standard
from .losses import LossCount, RefiLoss
from .own import MEMBER
from .parts import FORMAT, Kept, derived, described, text_hash
from .read_codes import Codes, read_coders
from .read_groups import note_unknown, read_graphs, read_links, read_sets
from .read_notes import Notes
from .read_own import Own, read_own
from .read_passages import PassageReader, Passages, source_of
from .read_sources import Body, Sources
from .read_texts import Texts
from .read_variables import Variables
from .reading import Guids, Reading, bare, line, no_collection, title_of
from .tree import Element, read_tree, take_apart, text_of
from .turns import timed_turns
from .values import read_guid, read_moment

_ROOT = b"<project"
_SAID = frozenset(("name", "origin", "creationDateTime", "creatingUserGUID"))


class QdpxReader:
    """Reads projects of REFI-QDA."""

    name = KIND
    suffixes: Sequence[str] = (".qdpx", ".qde")

    def knows(self, path: Path) -> bool:
        """Whether a file is a package with a project in it, or the XML of one."""
        try:
            if Container(path).packed:
                return True
            return _ROOT in read_head(path, 1 << 14).replace(b"\0", b"").lower()
        except (UserError, OSError, ValueError):
            return False

    def read(self, path: Path, job: Job = SILENT) -> ExchangeProject:
        """Read a project; its files are fetched when they are wanted."""
        with no_collection():
            return self._read(path, job)

    def _read(self, path: Path, job: Job) -> ExchangeProject:
        container = Container(path)
        losses = LossCount()
        xml = container.xml()
        root = read_tree(xml, path, losses)
        job.check()
        with container.opened():
            held = container.find(f"internal://{MEMBER}")
            own = read_own(held, xml, container.find) if held else None
            if held and own is None:
                losses.add(RefiLoss.OWN_PART)
            reading = Reading(container, root, losses, Guids(losses))
            project = _Project(reading, job, own).read()
            take_apart(root)
            return own.added_to(project) if own else project


class _Project:
    """One project being put together; the order of steps is that of what refers to what.

    What was written here, and is as it was written, need not be found out: `own` says that.
    """

    def __init__(self, reading: Reading, job: Job, own: Own | None) -> None:
        self._reading, self._job = reading, job
        self._certain = own is not None and own.whole
        self._starts = own.starts() if own and own.whole else None

    def read(self) -> ExchangeProject:
        """Return the project."""
        reading, root = self._reading, self._reading.root
        read_coders(reading)
        codes = Codes(reading)
        sources = Sources(reading, self._job, self._starts)
        bodies = sources.bodies
        documents = {body.guid: body.guid for body in bodies}
        documents = {**sources.alias, **documents}
        found = self._found(bodies)
        passages = self._passages(bodies, found, codes)
        variables = Variables(reading, documents)
        for body in bodies:
            if body.outer:
                variables.read_values(body.source, body.guid, AttributeTarget.DOCUMENT)
        variables.read_cases()
        reading.refer(root, ExchangeLink())
        sets = read_sets(reading, documents)
        placed = list(zip(bodies, passages, strict=True))
        read_links(reading, lambda: _targets(documents, placed, codes, variables))
        read_graphs(reading)
        note_unknown(reading)
        memos = list(self._memos(bodies, found, passages))
        attributes, values = variables.all()
        created = read_moment(str(root.get("creationDateTime", "")))
        guid = derived(f"{line(root.get('name'))} {created} {[*reading.coders][:1]}", "project")
        self._keep_root(guid)
        if bodies:
            reading.parts.append(_positions(reading.origin, bodies, found, passages))
        return ExchangeProject(
            name=line(root.get("name")) or reading.container.path.stem,
            guid=guid,
            origin=reading.origin,
            description=canonical(text_of(root, "Description")).text,
            created=created,
            coders=tuple(reading.coders.values()),
            codes=codes.all(),
            documents=tuple(_document(body, each) for body, each in placed),
            segments=tuple(segment for each in passages for segment in each.segments),
            memos=tuple(memos),
            cases=tuple(variables.cases),
            attributes=attributes,
            values=values,
            sets=sets,
            parts=tuple(reading.parts),
            offsets=tuple(each.offsets for each in found.values() if each.offsets.checked),
            losses=reading.losses.all(),
        )

    def _found(self, bodies: Sequence[Body]) -> dict[str, Found]:
        if self._certain:
            return {body.guid: standard(body.guid) for body in bodies}
        found = find([source_of(body) for body in bodies], self._reading.origin)
        for body in bodies:
            if found[body.guid].unsure:
                self._reading.losses.add(RefiLoss.OFFSETS, body.name)
            if body.text.measure.replaced:
                count = body.text.measure.replaced
                self._reading.losses.add(RefiLoss.REPLACED, body.name, count)
        return found

    def _passages(
        self, bodies: Sequence[Body], found: Mapping[str, Found], codes: Codes
    ) -> list[Passages]:
        reader = PassageReader(self._reading, codes)
        passages = []
        for body in bodies:
            self._job.check()
            passages.append(reader.read(body, found[body.guid].dialect))
            if body.outer and body.source not in body.bearers:
                self._reading.refer(body.source, ExchangeLink(body.guid))
        return passages

    def _memos(
        self, bodies: Sequence[Body], found: Mapping[str, Found], passages: Sequence[Passages]
    ) -> Iterator[ExchangeMemo]:
        """Yield what is said of sources and of selections, and the notes."""
        for body, each in zip(bodies, passages, strict=True):
            for element in body.described:
                yield from self._description(element, body)
            yield from each.memos
        texts = Texts(self._reading.container, self._reading.losses)
        places = {body.guid: body.text.measure.rule(found[body.guid].dialect) for body in bodies}
        yield from Notes(self._reading, texts, places).read()

    def _description(self, element: Element, body: Body) -> Iterator[ExchangeMemo]:
        text = canonical(text_of(element, "Description")).text
        if not text.strip():
            return
        made = read_moment(str(element.get("creationDateTime", "")))
        own = described(read_guid(str(element.get("guid", ""))) or body.guid)
        yield ExchangeMemo(
            self._reading.guids.own(own, "note", body.guid),
            title_of(text),
            text,
            self._reading.coder(element.get("creatingUser")),
            created=made,
            changed=made,
            links=(ExchangeLink(body.guid),),
        )

    def _keep_root(self, guid: str) -> None:
        """Keep what the project says of itself and no project here does."""
        root = self._reading.root
        if {str(name) for name, _value in root.items()} - _SAID:
            self._reading.keep(Kept.PROJECT, guid, "", bare(root))


def _document(body: Body, passages: Passages) -> ExchangeDocument:
    text = body.text
    original = body.file or text.original or text.plain
    suffix = PurePosixPath(original.name).suffix.lower().lstrip(".") if original else ""
    if body.picture:
        suffix = body.picture.kind
    turns = timed_turns(body.words, passages.points) if passages.points else ()
    bearer = body.bearers[0] if body.bearers else body.source
    made = body.source.get("creationDateTime") or bearer.get("creationDateTime") or ""
    return ExchangeDocument(
        body.guid,
        body.name,
        body.words,
        body.picture.layout if body.picture else Layout(turns=turns) if turns else EMPTY,
        source=original,
        source_format=suffix,
        encoding=text.encoding,
        added=read_moment(str(made)),
        media=tuple(dict.fromkeys(body.media)),
    )


def _targets(
    documents: Mapping[str, str],
    spans: Iterable[tuple[Body, Passages]],
    codes: Codes,
    variables: Variables,
) -> dict[str, ExchangeLink]:
    """Return what a memo can be about, by the GUIDs of the file."""
    found = {guid: ExchangeLink(document) for guid, document in documents.items()}
    for body, each in spans:
        found |= {s.guid: ExchangeLink(segment=s.guid) for s in each.segments}
        for guid, span in each.spans.items():
            found.setdefault(guid, ExchangeLink(body.guid, span=span))
    found |= {code.guid: ExchangeLink(code=code.guid) for code in codes.all()}
    return found | {case.guid: ExchangeLink(case=case.guid) for case in variables.cases}


def _positions(
    origin: str,
    bodies: Sequence[Body],
    found: Mapping[str, Found],
    passages: Sequence[Passages],
) -> ExchangePart:
    """Return the part that keeps positions as they were in the file; see `parts`."""
    sources = []
    files = []
    for body, each in zip(bodies, passages, strict=True):
        measure = body.text.measure
        give_way()
        said: dict[str, object] = {
            "dialect": found[body.guid].dialect.name,
            "bom": measure.boms,
            "crlf": measure.crlf,
            "encoding": body.text.encoding,
            "replaced": measure.replaced,
            "attributes": {str(name): value for name, value in body.source.items()},
            "codings": each.whole,
            "sync": each.points,
        }
        if body.text.original and body.text.plain and not body.file:
            said["paired"] = text_hash(body.words)
        about = json.dumps(said, ensure_ascii=False)[:-1]
        rows = ", ".join(each.rows)
        written = f'{json.dumps(body.guid)}: {about}, "selections": [{rows}]}}'
        sources.append(written.encode())
        if measure.mixed and body.text.plain and (body.file or body.text.original):
            files.append(body.text.plain)
    named = json.dumps(origin, ensure_ascii=False).encode()
    data = b'{"origin": ' + named + b', "sources": {' + b", ".join(sources) + b"}}"
    guid = derived("positions", origin)
    return ExchangePart(guid, FORMAT, Kept.SELECTIONS, origin, data, tuple(files))


PROJECT_READER = QdpxReader()
