"""What only QCode has, written into its own part of the package (see `own`)."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields

from qcode.formats.characters import fit_for_xml
from qcode.formats.exchange import (
    ExchangeDocument,
    ExchangeLink,
    ExchangeMedia,
    ExchangeMemo,
    ExchangePart,
    ExchangeSaved,
    ExchangeSegment,
)
from qcode.model.code_entries import TEXTS
from qcode.model.layout import EMPTY
from qcode.model.text import canonical

from .own import MEMBER, VERSION, pack_layout
from .reading import line
from .values import read_color, write_guid
from .write_context import Writing
from .write_files import Files, suffix_of
from .write_guids import derived
from .write_package import INTERNAL, Package
from .write_parts import KeptParts
from .write_values import moment_again
from .write_variables import Variables

Json = dict[str, object]
Pairs = dict[str, tuple[str, str]]
_KEPT_MOMENT = re.compile(r"[-\dT:]{19}\.(\d{3})Z", re.ASCII)
_PLAIN = [None, "", 0]
_UNTITLED = "?"  # whatever a reader calls a memo that has no title


class OwnPart:
    """Collects and writes the part; everything in it is known by GUIDs in lower case."""

    def __init__(self, writing: Writing, files: Files, variables: Variables, said: str) -> None:
        self._writing, self._files = writing, files
        self._variables, self._said = variables, said

    def write(self, package: Package, digest: str, kept: KeptParts) -> None:
        """Add the part, with the `kept` ones that the standard has no place for.

        `digest` is the SHA-256 of the description of the project.
        """
        content = self._content(digest)
        content["kept"] = [list(key) for key in kept.placed]
        content["parts"] = [
            self._part(number, each, package) for number, each in enumerate(kept.rest)
        ]
        package.add(MEMBER, json.dumps(content, separators=(",", ":")).encode())

    def _content(self, digest: str) -> Json:
        project = self._writing.project
        return {
            "version": VERSION,
            "of": digest,
            "project": {
                "guid": project.guid,
                "language": project.language,
                "said": self._said,
            },
            "exact": self._exact(),
            "coders": {each.guid: each.color for each in project.coders if each.color},
            "attributes": {
                each.guid: [each.target.value, each.type.value, list(each.choices)]
                for each in project.attributes
            },
            "documents": {each.guid: self._document(each) for each in project.documents},
            "segments": {
                each.guid: said for each in project.segments if (said := _segment(each)) != _PLAIN
            },
            "memos": {
                each.guid: [each.kind, [_link(link) for link in each.links]]
                for each in project.memos
            },
            "links": [guid.lower() for guid in self._writing.links],
            "cases": {each.guid: [list(link) for link in each.links] for each in project.cases},
            "saved": [_saved(each) for each in project.saved],
        }

    def _document(self, document: ExchangeDocument) -> Json:
        placed = self._files.documents[document.guid]
        found: Json = {
            "kind": document.kind.value if document.kind else None,
            "language": document.language,
            "format": document.source_format,
            "encoding": document.encoding,
        }
        if document.layout != EMPTY:
            found["layout"] = pack_layout(document.layout)
        if document.source is not None and placed.original:
            found["source"] = [document.source.name, placed.original.removeprefix(INTERNAL)]
        if regions := self._writing.regions.get(document.guid):
            found["regions"] = regions
        if document.media:
            found["media"] = [self._media(each) for each in document.media]
        return found

    def _media(self, media: ExchangeMedia) -> list[str]:
        inside = self._files.media[media.guid].removeprefix(INTERNAL)
        name = media.held.name if media.held is not None else ""
        return [media.guid, media.name, media.path, media.sha256, inside, name]

    def _part(self, place: int, part: ExchangePart, package: Package) -> list[object]:
        members = []
        for number, held in enumerate(part.files):
            name = write_guid(derived("part", place, part.guid, number)) + suffix_of(held.name)
            members.append([held.name, package.add(name, held.read()).removeprefix(INTERNAL)])
        data = base64.b64encode(part.data).decode()
        return [part.guid, part.format, part.kind, part.name, data, members]

    # -- what the XML says otherwise than it is

    def _exact(self) -> Json:
        """Return the texts and moments that XML cannot say as they are, with how it says them."""
        found: dict[str, Json] = {}
        for kind, guid, pairs in (*self._pairs_of_texts(), *self._pairs_of_tables()):
            differing = {name: list(pair) for name, pair in pairs.items() if pair[0] != pair[1]}
            if differing:
                found.setdefault(kind, {})[guid] = differing
        return dict(found)

    def _pairs_of_texts(self) -> Iterator[tuple[str, str, Pairs]]:
        project = self._writing.project
        begun = moment_again(project.created)
        said = {"name": _name(project.name), "description": _fit(project.description)}
        yield "project", "", {**said, "created": (project.created, begun)}
        for code in project.codes:
            texts = {name: _fit(getattr(code, name)) for name in TEXTS}
            color = (code.color, read_color(code.color))
            yield "code", code.guid, {"name": _name(code.name), "color": color, **texts}
        for document in project.documents:
            added = (document.added, moment_again(document.added) or begun)
            yield "document", document.guid, {"name": _name(document.name), "added": added}
        for segment in project.segments:
            if _milliseconds(segment.made) is None:
                made = (segment.made, moment_again(segment.made))
                yield "segment", segment.guid, {"made": made}
        for memo in project.memos:
            yield "memo", memo.guid, _memo_pairs(memo, begun)

    def _pairs_of_tables(self) -> Iterator[tuple[str, str, Pairs]]:
        project = self._writing.project
        for coder in project.coders:
            yield "coder", coder.guid, {"name": _name(coder.name)}
        for case in project.cases:
            said = {"name": _name(case.name), "description": _fit(case.description)}
            yield "case", case.guid, said
        for attribute in project.attributes:
            written = _name(self._variables.names[attribute.guid])[1]
            yield "attribute", attribute.guid, {"name": (attribute.name, written)}
        for value in project.values:
            pair = (value.value, self._variables.again(value))
            yield "value", f"{value.attribute} {value.owner}", {"value": pair}
        for group in project.sets:
            yield "set", group.guid, {"name": _name(group.name)}


def _segment(segment: ExchangeSegment) -> list[object]:
    return [segment.weight, segment.condensed, _milliseconds(segment.made) or 0]


def _milliseconds(made: str) -> int | None:
    """Return the fraction of a second in a moment as QCode keeps it; None for another form."""
    found = _KEPT_MOMENT.fullmatch(made)
    return int(found[1]) if found and moment_again(made)[:19] == made[:19] else None


def _fit(text: str) -> tuple[str, str]:
    """Return a text, and how it is read."""
    return text, canonical(fit_for_xml(text)).text


def _name(name: str) -> tuple[str, str]:
    """Return a name, and how it is read: on one line."""
    return name, line(fit_for_xml(name))


def _memo_pairs(memo: ExchangeMemo, begun: str) -> Pairs:
    created = moment_again(memo.created) or begun
    return {
        "title": _name(memo.title) if memo.title else ("", _UNTITLED),
        "text": (memo.text, canonical(memo.text).text),
        "created": (memo.created, created),
        "changed": (memo.changed, moment_again(memo.changed) or created),
    }


def _link(link: ExchangeLink) -> list[object]:
    start, end = link.span if link.span is not None else (None, None)
    return [link.document, link.code, link.case, link.segment, start, end]


def _saved(saved: ExchangeSaved) -> list[str]:
    names: Iterable[str] = (field.name for field in fields(saved))
    return [getattr(saved, name) for name in names]
