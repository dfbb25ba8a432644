"""What only QCode has, written into its own part of the package (see `own`)."""

from __future__ import annotations

import base64
import json
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
)
from qcode.model.code_entries import TEXTS
from qcode.model.layout import EMPTY
from qcode.model.text import canonical

from .own import MEMBER, VERSION, pack_layout
from .parts import FORMAT, Kept
from .values import read_color, write_guid
from .write_context import Writing
from .write_files import INTERNAL, Files, suffix_of
from .write_guids import derived
from .write_package import PackageWriter
from .write_values import moment
from .write_variables import Variables

Json = dict[str, object]
_UNTITLED = "?"  # whatever a reader calls a memo that has no title


class OwnPart:
    """Collects and writes the part; everything in it is known by GUIDs in lower case."""

    def __init__(self, writing: Writing, files: Files, variables: Variables, said: str) -> None:
        self._writing, self._files = writing, files
        self._variables, self._said = variables, said

    def write(self, package: PackageWriter, digest: str) -> None:
        """Add the part; `digest` is the SHA-256 of the description of the project."""
        content = self._content(digest)
        content["parts"] = [self._part(each, package) for each in self._foreign()]
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
                "selections": any(each.kind == Kept.SELECTIONS for each in project.parts),
            },
            "exact": self._exact(),
            "coders": {each.guid: each.color for each in project.coders if each.color},
            "attributes": {
                each.guid: [each.target.value, each.type.value, list(each.choices)]
                for each in project.attributes
            },
            "documents": {each.guid: self._document(each) for each in project.documents},
            "segments": {
                each.guid: [each.weight, each.condensed]
                for each in project.segments
                if each.weight is not None or each.condensed
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
        if document.media:
            found["media"] = [self._media(each) for each in document.media]
        return found

    def _media(self, media: ExchangeMedia) -> list[str]:
        inside = self._files.media[media.guid].removeprefix(INTERNAL)
        name = media.held.name if media.held is not None else ""
        return [media.guid, media.name, media.path, media.sha256, inside, name]

    def _foreign(self) -> Iterator[ExchangePart]:
        """Yield the parts that are not of this format, and so have no place in the XML."""
        return (each for each in self._writing.project.parts if each.format != FORMAT)

    def _part(self, part: ExchangePart, package: PackageWriter) -> list[object]:
        members = []
        for number, held in enumerate(part.files):
            name = write_guid(derived("part", part.guid, number)) + suffix_of(held.name)
            members.append([held.name, package.add(name, held.read()).removeprefix(INTERNAL)])
        data = base64.b64encode(part.data).decode()
        return [part.guid, part.format, part.kind, part.name, data, members]

    # -- what the XML says otherwise than it is

    def _exact(self) -> Json:
        """Return the texts and moments that XML cannot say as they are, with how it says them."""
        project = self._writing.project
        begun = moment(project.created)
        found: dict[str, Json] = {}

        def keep(kind: str, guid: str, **pairs: tuple[str, str]) -> None:
            differing = {name: list(pair) for name, pair in pairs.items() if pair[0] != pair[1]}
            if differing:
                found.setdefault(kind, {})[guid] = differing

        said = {"name": _name(project.name), "description": _fit(project.description)}
        keep("project", "", created=(project.created, begun), **said)
        for coder in project.coders:
            keep("coder", coder.guid, name=_name(coder.name))
        for code in project.codes:
            texts = {name: _fit(getattr(code, name)) for name in TEXTS}
            color = (code.color, read_color(code.color))
            keep("code", code.guid, name=_name(code.name), color=color, **texts)
        for document in project.documents:
            added = (document.added, moment(document.added))
            keep("document", document.guid, name=_name(document.name), added=added)
        for segment in project.segments:
            keep("segment", segment.guid, made=(segment.made, moment(segment.made)))
        for memo in project.memos:
            keep("memo", memo.guid, **_memo_pairs(memo, begun))
        for case in project.cases:
            texts = {"name": _name(case.name), "description": _fit(case.description)}
            keep("case", case.guid, **texts)
        for attribute in project.attributes:
            written = _name(self._variables.names[attribute.guid])[1]
            keep("attribute", attribute.guid, name=(attribute.name, written))
        for value in project.values:
            keep("value", f"{value.attribute} {value.owner}", value=_fit(value.value))
        for group in project.sets:
            keep("set", group.guid, name=_name(group.name))
        return dict(found)


def _fit(text: str) -> tuple[str, str]:
    return text, fit_for_xml(text)


def _name(name: str) -> tuple[str, str]:
    """Return a name, and how it is read: on one line."""
    return name, " ".join(fit_for_xml(name).split())


def _memo_pairs(memo: ExchangeMemo, begun: str) -> dict[str, tuple[str, str]]:
    created = moment(memo.created) or begun
    return {
        "title": _name(memo.title) if memo.title else ("", _UNTITLED),
        "text": (memo.text, canonical(memo.text).text),
        "created": (memo.created, created),
        "changed": (memo.changed, moment(memo.changed) or created),
    }


def _link(link: ExchangeLink) -> list[object]:
    start, end = link.span if link.span is not None else (None, None)
    return [link.document, link.code, link.case, link.segment, start, end]


def _saved(saved: ExchangeSaved) -> list[str]:
    names: Iterable[str] = (field.name for field in fields(saved))
    return [getattr(saved, name) for name in names]
