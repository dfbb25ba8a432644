"""Commands on memos."""

from __future__ import annotations

import argparse

from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.memo import Memo, MemoId, MemoKind, MemoLink, MemoTarget
from qcode.model.segment import SegmentId
from qcode.services import codes, coding, documents
from qcode.services import memos as service
from qcode.services.language import catalogue, current_language, tr
from qcode.services.projects import Project
from qcode.services.words import memo_kind_called

from .opening import reading, writing
from .output import bold, dim, print_json, print_operation

_DIGITS = 19  # what fits into the database


def memo(options: argparse.Namespace) -> None:
    """Write a memo, linked to what --on names."""
    with writing(options) as project:
        links = [_link(project, thing) for thing in options.on]
        number = service.add_memo(
            project, options.title, options.text, kind=_kind(project, options.kind), links=links
        )
    if options.json:
        print_json({"id": number})
    else:
        print(tr("Memo {memo}", memo=number))


def edit(options: argparse.Namespace) -> None:
    """Change a memo, or link it to more."""
    number = MemoId(options.memo)
    operation = 0
    with writing(options) as project:
        kind = None if options.kind is None else _kind(project, options.kind)
        links = [_link(project, thing) for thing in options.on]
        service.get_memo(project, number)
        if (options.title, options.text, kind) != (None, None, None):
            operation = service.edit_memo(
                project, number, title=options.title, text=options.text, kind=kind
            ).operation
        if links:
            operation = service.link_memo(project, number, links).operation
    print_operation(operation, options.json)


def delete(options: argparse.Namespace) -> None:
    """Delete a memo; undo brings it back."""
    with writing(options) as project:
        found = service.get_memo(project, MemoId(options.memo))
        changes = service.delete_memos(project, [found.id])
    print_operation(changes.operation, options.json)


def _kind(project: Project, text: str) -> str:
    """Return a kind by its English word or its name in the user's language, or one that is used.

    A new kind is made in the window only: here it is more likely a slip of the keyboard.
    """
    kind = memo_kind_called(text, catalogue(current_language()))
    used = {each.kind for each in service.list_memos(project)}
    if not isinstance(kind, MemoKind) and kind not in used:
        kinds = ", ".join(map(str, dict.fromkeys((*MemoKind, *sorted(used)))))
        raise UserError("memo_kind_unknown", kind=text, kinds=kinds)
    return kind


def _link(project: Project, text: str) -> MemoLink:
    sort, _colon, name = text.partition(":")
    if sort == "document" and name:
        return MemoLink(document=documents.find_document(project, name).id)
    if sort == "code" and name:
        return MemoLink(code=codes.find_code(project, name).id)
    if sort == "segment" and name.isdecimal() and len(name) < _DIGITS:
        return MemoLink(segment=coding.get_segment(project, SegmentId(int(name))).id)
    raise UserError("link_unreadable", link=text)


def memos(options: argparse.Namespace) -> None:
    """List the memos."""
    with reading(options.project) as project:
        found = service.list_memos(project)
        names = {document.id: document.name for document in project.documents()}
        rows = [(each, [_on(project, names, link) for link in each.links]) for each in found]
    if options.json:
        print_json(
            [
                {
                    "id": each.id,
                    "title": each.title,
                    "text": each.text,
                    "kind": str(each.kind),
                    "on": on,
                }
                for each, on in rows
            ]
        )
        return
    for each, on in rows:
        _print(each, on)


def _print(each: Memo, on: list[str]) -> None:
    print(bold(f"{each.id}  {each.title}"), dim(", ".join(on)))
    print(each.text)
    print()


def _on(project: Project, names: dict[DocumentId, str], link: MemoLink) -> str:
    """Return what a memo is linked to, as --on writes it."""
    if link.segment is not None:
        return f"segment:{link.segment}"
    if link.code is not None:
        return f"code:{project.codebook().path(link.code)}"
    if link.case is not None:
        return f"case:{link.case}"
    if link.document is None:
        return MemoTarget.PROJECT.value
    place = f"document:{names[link.document]}"
    return place if link.span is None else f"{place}@{link.span.start}:{link.span.end}"
