"""Commands on documents: import, list, print, describe, delete; sets and attributes."""

from __future__ import annotations

import argparse
import sys

from qcode.model.document import AttributeTarget, DocumentKind
from qcode.model.edits import TextChange
from qcode.model.errors import UserError
from qcode.model.layout import Turn, turn_text, turns_in
from qcode.model.text import Span, canonical, paragraphs
from qcode.services import cases, coded_files, coding, exchange_files, importing, text_editing
from qcode.services import documents as service
from qcode.services.file_words import loss_words
from qcode.services.language import tr, trn
from qcode.services.messages import sentence
from qcode.services.retrieval import PlaceFinder

from . import codebook, exchange
from .opening import parse_span, reading, writing
from .output import TerminalJob, command_line, dim, print_json, print_operation, print_table


def _import_coded(options: argparse.Namespace) -> int:
    """Take in documents that were coded in marks, comments or highlights."""
    exchange.import_(options)
    return 0


def import_(options: argparse.Namespace) -> int:
    """Read files and folders; what cannot be read is said, and the others go in."""
    if options.coded:
        return _import_coded(options)
    if len(options.paths) == 1 and codebook.is_exchange(options.paths[0]):
        codebook.import_exchange(options)
        return 0
    if len(options.paths) == 1 and exchange_files.is_project(options.paths[0]):
        exchange.import_(options)
        return 0
    if options.dry_run or options.update:
        raise UserError("not_another_project", name=options.paths[0].name, known=_known())
    with writing(options) as project:
        result = importing.import_paths(
            project,
            options.paths,
            kind=_kind(options.kind),
            language=options.language,
            recursive=options.recursive,
            turns=options.turns,
            job=TerminalJob(tr("Reading")),
        )
    imported = [
        {
            "id": one.document.id,
            "name": one.document.name,
            "kind": one.document.kind.value,
            "language": one.document.language,
            "chars": one.document.length,
            "paragraphs": one.document.paragraphs,
            "turns": one.document.turns,
            "speakers": list(one.document.speakers),
            "sha256": one.sha256,
            "format": one.document.source_format,
            "encoding": one.document.encoding,
            "may_be_coded": one.may_be_coded,
            "losses": [
                {"kind": loss.kind, "count": loss.count, "detail": loss.detail}
                for loss in one.imported.losses
            ],
        }
        for one in result.imported
    ]
    skipped = [{"path": str(s.path), "reason": sentence(s.reason)} for s in result.skipped]
    failed = [{"path": str(s.path), "error": sentence(s.reason)} for s in result.failed]
    if options.json:
        print_json({"imported": imported, "skipped": skipped, "failed": failed})
    else:
        _print_import(result, options.project)
    if not failed or imported or skipped:
        return 0
    print(
        trn(
            "Nothing was imported: {n} file could not be read. Choose another.",
            "Nothing was imported: {n} files could not be read. Choose others.",
            len(failed),
        ),
        file=sys.stderr,
    )
    return 1


def _known() -> str:
    return ", ".join(exchange_files.readable_suffixes())


def _print_import(result: importing.ImportResult, project: object) -> None:
    if result.imported:
        print_table(
            (tr("Id"), tr("Document"), tr("Kind"), tr("Language"), tr("Turns"), tr("Characters")),
            [
                (d.id, d.name, d.kind.value, d.language, d.turns, d.length)
                for d in (one.document for one in result.imported)
            ],
        )
    for one in result.imported:
        for loss in one.imported.losses:
            print(dim(f"{one.path.name}: {loss_words(loss)}"))
    for left in (*result.skipped, *result.failed):
        print(dim(sentence(left.reason)))
    print(trn("{n} document imported.", "{n} documents imported.", len(result.imported)))
    if result.coded:
        print(coded_files.may_be_coded_words(len(result.coded)))
        command = command_line("import", project, "--coded", *result.coded)
        print(tr("To take the codings in too: {command}", command=command))


def _kind(text: str | None) -> DocumentKind | None:
    if text is None:
        return None
    try:
        return DocumentKind(text)
    except ValueError:
        raise UserError("kind_unknown", kind=text, kinds=", ".join(DocumentKind)) from None


def documents(options: argparse.Namespace) -> None:
    """List the documents."""
    with reading(options.project) as project:
        rows = service.list_documents(project)
    if options.json:
        print_json(
            [
                {
                    "id": row.document.id,
                    "name": row.document.name,
                    "kind": row.document.kind.value,
                    "language": row.document.language,
                    "chars": row.document.length,
                    "paragraphs": row.document.paragraphs,
                    "speakers": list(row.document.speakers),
                    "segments": row.counts.segments,
                    "memos": row.counts.memos,
                }
                for row in rows
            ]
        )
        return
    print_table(
        (tr("Id"), tr("Document"), tr("Kind"), tr("Language"), tr("Characters"), tr("Segments")),
        [
            (
                row.document.id,
                row.document.name,
                row.document.kind.value,
                row.document.language,
                row.document.length,
                row.counts.segments,
            )
            for row in rows
        ],
    )


def text(options: argparse.Namespace) -> None:
    """Print the canonical text of a document, or a span of it."""
    with reading(options.project) as project:
        document = service.find_document(project, options.document)
        opened = project.text(document.id)
    span = parse_span(options.span) if options.span else Span(0, len(opened.text))
    if not 0 <= span.start <= span.end <= len(opened.text):
        raise UserError(
            "span_outside",
            start=span.start,
            end=span.end,
            document=document.name,
            length=len(opened.text),
        )
    passage = opened.text[span.start : span.end]
    if not options.json:
        print(passage)
        return
    place = PlaceFinder(opened)
    # At the end of a text that ends with a line feed is an empty paragraph, which counts too.
    upto = span.end + (0 < span.end == len(opened.text))
    print_json(
        {
            "id": document.id,
            "name": document.name,
            "text": passage,
            "paragraphs": [
                {
                    "start": each.start,
                    "end": each.end,
                    "speaker": None
                    if (turn := place.turn_at(each.start)) is None
                    else turn.speaker,
                    "time_ms": None if turn is None else turn.start_ms,
                }
                for each in paragraphs(opened.text)
                if each.start < upto and each.end >= span.start
            ],
            "turns": [
                {
                    "start": turn.start,
                    "end": turn.end,
                    "speaker": turn.speaker,
                    "start_ms": turn.start_ms,
                    "end_ms": turn.end_ms,
                    "text": _words(opened.text, turn),
                }
                for turn in turns_in(opened.layout.turns, span)
            ],
        }
    )


def _words(text: str, turn: Turn) -> str:
    """Return what was said in a turn; what stands before the first speaker keeps its lines."""
    if turn.speaker is None and turn.start_ms is None and turn.body:
        return text[turn.body[0].start : turn.body[-1].end].strip()
    return turn_text(text, turn)


def source(options: argparse.Namespace) -> None:
    """Give back the imported file, byte for byte."""
    if options.out.exists():
        raise UserError("file_exists", path=str(options.out))
    with reading(options.project) as project:
        document = service.find_document(project, options.document)
        service.save_source(project, document.id, options.out)
    if options.json:
        print_json({"path": str(options.out), "bytes": options.out.stat().st_size})
    else:
        print(tr("Written: {path}", path=options.out))


def edit(options: argparse.Namespace) -> None:
    """Rename or describe a document."""
    with writing(options) as project:
        document = service.find_document(project, options.document)
        kind, operation = _kind(options.kind), 0
        if options.name:  # first: it may be refused, and then nothing must have changed
            operation = service.rename_document(project, document.id, options.name).operation
        if kind or options.language is not None:
            edited = service.edit_document(
                project, document.id, kind=kind, language=options.language
            )
            operation = edited.operation or operation
    print_operation(operation, options.json)


def edit_text(options: argparse.Namespace) -> None:
    """Change the words of a passage, and carry along what stands on the text."""
    span = parse_span(options.span)
    with writing(options) as project:
        document = service.find_document(project, options.document)
        if span.start != span.end or span.end > document.length:  # an empty one puts words in
            coding.check_span(document, span)
        text = project.text(document.id).text
        change = TextChange.replace(text, *span, canonical(options.text).text)
        operation = text_editing.edit_text(
            project, document.id, change, drop_vanishing=options.drop_codings
        ).operation
    print_operation(operation, options.json)


def delete(options: argparse.Namespace) -> None:
    """Delete a document; undo brings it back."""
    with writing(options) as project:
        document = service.find_document(project, options.document)
        operation = service.delete_documents(project, [document.id]).operation
    print_operation(operation, options.json)


def save_set(options: argparse.Namespace) -> None:
    """Save a group of documents under a name."""
    with writing(options) as project:
        members = [service.find_document(project, name).id for name in options.documents]
        number = service.save_set(project, options.name, members)
    if options.json:
        print_json({"id": number, "documents": len(members)})
    else:
        print(tr("Saved the set {set}", set=options.name))


def attribute(options: argparse.Namespace) -> None:
    """Set an attribute of a document, making the attribute if there is none of that name."""
    with writing(options) as project:
        document = service.find_document(project, options.document)
        known = {a.name: a.id for a in cases.list_attributes(project, AttributeTarget.DOCUMENT)}
        number = known.get(options.name)
        if number is None:
            number = cases.add_attribute(project, options.name, AttributeTarget.DOCUMENT)
        operation = cases.set_value(project, number, document.id, options.value).operation
    print_operation(operation, options.json)
