"""Commands on the codebook."""

from __future__ import annotations

import argparse

from qcode.model.codebook import join_path
from qcode.model.segment import SegmentId
from qcode.services import code_lists, code_surgery
from qcode.services import codes as service
from qcode.services.language import tr, trn

from .opening import reading, writing
from .output import dim, print_json, print_operation

PARENT = "parent"  # instead of a colour: whatever the parent has


def codes(options: argparse.Namespace) -> None:
    """Print the codebook as a tree."""
    with reading(options.project) as project:
        codebook = project.codebook()
        uses = service.code_uses(project)
    unused = service.CodeUse()
    if options.json:
        print_json(
            [
                {
                    "id": code.id,
                    "path": codebook.path(code.id),
                    "name": code.name,
                    "parent": code.parent,
                    "color": code.color,
                    "inherits_color": code.inherits,
                    "only_groups": not code.codable,
                    "definition": code.definition,
                    "use_when": code.use_when,
                    "avoid_when": code.avoid_when,
                    "example": code.example,
                    "segments": uses.get(code.id, unused).segments,
                    "documents": uses.get(code.id, unused).documents,
                }
                for _depth, code in codebook.walk()
            ]
        )
        return
    for depth, code in codebook.walk():
        count = uses.get(code.id, unused).segments
        note = "" if code.codable else "  " + tr("only groups others")
        print("  " * depth + code.name + dim((f"  {count}" if count else "") + note))


def import_list(options: argparse.Namespace) -> None:
    """Add the codes of a list in a file, or only say which would come."""
    text = code_lists.read_file(options.file)
    with writing(options) as project:
        under = service.find_code(project, options.under).id if options.under else None
        found = code_lists.read_list(project, text, under=under)
        operation = 0
        if found.new and not options.dry_run:
            operation = code_lists.add_list(project, text, under=under).operation
    if options.json:
        print_json(
            {
                "operation": operation,
                "added": [join_path(code.names) for code in found.new],
                "kept": [join_path(code.names) for code in found.known],
                "refused": list(found.refused),
            }
        )
        return
    for code in found.codes:
        path = join_path(code.names)
        print(dim(tr("{code} (is there already)", code=path)) if code.known else path)
    for line in found.refused:
        print(tr("not a name: {line}", line=line))
    if not options.dry_run:
        print_operation(operation, False)


def add(options: argparse.Namespace) -> None:
    """Add a code and its missing parents."""
    with writing(options) as project:
        number = service.add_path(
            project, options.code, color=_color(options), texts=_texts(options)
        )
        path = project.codebook().path(number)
    if options.json:
        print_json({"id": number, "path": path})
    else:
        print(path)


def edit(options: argparse.Namespace) -> None:
    """Describe or recolour a code."""
    with writing(options) as project:
        code = service.find_code(project, options.code)
        changes = service.edit_code(
            project,
            code.id,
            color=_color(options),
            texts=_texts(options),
            codable=None if options.only_groups is None else options.only_groups == "no",
        )
    print_operation(changes.operation, options.json)


def rename(options: argparse.Namespace) -> None:
    """Give a code another name."""
    with writing(options) as project:
        code = service.find_code(project, options.code)
        changes = service.rename_code(project, code.id, options.name)
    print_operation(changes.operation, options.json)


def move(options: argparse.Namespace) -> None:
    """Put a code under another, or at the top."""
    with writing(options) as project:
        code = service.find_code(project, options.code)
        parent = service.find_code(project, options.under).id if options.under else None
        changes = service.move_codes(project, [code.id], parent, at=options.at)
    print_operation(changes.operation, options.json)


def merge(options: argparse.Namespace) -> None:
    """Merge a code into another."""
    with writing(options) as project:
        code = service.find_code(project, options.code)
        into = service.find_code(project, options.into)
        changes = code_surgery.merge_codes(project, [code.id], into.id)
    print_operation(changes.operation, options.json)


def split(options: argparse.Namespace) -> None:
    """Move segments of a code to a subcode of it."""
    with writing(options) as project:
        code = service.find_code(project, options.code)
        parts = {options.name: [SegmentId(number) for number in options.segments]}
        changes = code_surgery.split_code(project, code.id, parts)
    print_operation(changes.operation, options.json)


def delete(options: argparse.Namespace) -> None:
    """Delete a code with its subcodes and segments, or only say what would go."""
    with writing(options) as project:
        code = service.find_code(project, options.code)
        removal = code_surgery.removal_of(project, [code.id])
        if not options.json:
            print(
                tr(
                    "This takes along {codes}, {segments} and {memos}.",
                    codes=trn("{n} code", "{n} codes", removal.codes),
                    segments=trn("{n} segment", "{n} segments", removal.segments),
                    memos=trn("{n} memo", "{n} memos", removal.memos),
                )
            )
        operation = 0
        if not options.dry_run:
            operation = code_surgery.delete_codes(project, [code.id]).operation
    if options.json:
        print_json(
            {
                "operation": operation,
                "codes": removal.codes,
                "segments": removal.segments,
                "memos": removal.memos,
            }
        )
    elif operation:
        print_operation(operation, False)


def _color(options: argparse.Namespace) -> str | None:
    return "" if options.color == PARENT else options.color


def _texts(options: argparse.Namespace) -> dict[str, str]:
    given = {name: getattr(options, name) for name in service.TEXT_FIELDS}
    return {name: text for name, text in given.items() if text is not None}
