"""Commands on segments."""

from __future__ import annotations

import argparse

from qcode.model.segment import Excerpt, SegmentId
from qcode.services import codes, coding, documents, retrieval, shaping
from qcode.services.language import tr
from qcode.services.words import clock, paragraphs_shown

from .opening import parse_span, reading, selection, writing
from .output import bold, dim, print_json, print_operation


def code(options: argparse.Namespace) -> None:
    """Apply a code to a passage."""
    span = parse_span(options.span)
    with writing(options) as project:
        document = documents.find_document(project, options.document)
        segment, changes = coding.apply_path(
            project, document.id, span, options.path, memo=options.memo
        )
    _print_segment(segment, changes.operation, options.json)


def uncode(options: argparse.Namespace) -> None:
    """Take a coding away."""
    with writing(options) as project:
        changes = coding.remove_segments(project, [SegmentId(options.segment)])
    print_operation(changes.operation, options.json)


def recode(options: argparse.Namespace) -> None:
    """Change the code, the ends, the weight or the wording of a segment."""
    segment = SegmentId(options.segment)
    operation = 0
    span = parse_span(options.span) if options.span else None
    with writing(options) as project:
        # What may be refused comes first: then nothing must have changed.
        found = coding.get_segment(project, segment)
        if span is not None:
            coding.check_span(project.text(found.document).document, span)
        if options.path:
            codes.clean_path(options.path)
        if options.weight is not None or options.condensed is not None:
            operation = coding.edit_segment(
                project, segment, weight=options.weight, condensed=options.condensed
            ).operation
        if span is not None:
            operation = coding.move_segment(project, segment, span).operation or operation
        if options.path:
            target = codes.add_path(project, options.path)
            operation = coding.recode(project, [segment], target).operation or operation
    print_operation(operation, options.json)


def join(options: argparse.Namespace) -> None:
    """Make one segment of several; one alone is joined with all that touch it."""
    given = [SegmentId(number) for number in options.segments]
    with writing(options) as project:
        if len(given) == 1:
            given = [segment.id for segment in shaping.neighbours(project, given[0])]
        segment, changes = shaping.join_segments(project, given)
    _print_segment(segment, changes.operation, options.json)


def split(options: argparse.Namespace) -> None:
    """Cut a segment in two, and print the second part."""
    with writing(options) as project:
        segment, changes = shaping.split_segment(project, SegmentId(options.segment), options.at)
    _print_segment(segment, changes.operation, options.json)


def copy(options: argparse.Namespace) -> None:
    """Give a passage the codes of another one."""
    span, target = parse_span(options.span), parse_span(options.target)
    with writing(options) as project:
        document = documents.find_document(project, options.document)
        into = documents.find_document(project, options.into) if options.into else document
        coding.check_span(document, span)
        given = shaping.codes_on(project, document.id, span)
        added, changes = shaping.copy_codings(project, into.id, target, given)
    if options.json:
        print_json({"segments": added, "operation": changes.operation})
    else:
        print_operation(changes.operation, as_json=False)


def _print_segment(segment: SegmentId, operation: int, as_json: bool) -> None:
    if as_json:
        print_json({"segment": segment, "operation": operation})
    else:
        print(tr("Segment {segment}", segment=segment))


def segments(options: argparse.Namespace) -> None:
    """Retrieve coded passages."""
    with reading(options.project) as project:
        found = list(retrieval.excerpts(project, selection(project, options)))
    if options.json:
        print_json([_row(excerpt) for excerpt in found])
        return
    for excerpt in found:
        place = [excerpt.document_name, excerpt.speaker]
        place.append(paragraphs_shown(excerpt.paragraph, excerpt.last_paragraph))
        if excerpt.time_ms is not None:
            place.append(clock(excerpt.time_ms))
        head = f"{excerpt.segment.id}  {excerpt.code_path}"
        print(bold(head), dim(" · ".join(part for part in place if part)))
        print(excerpt.text)
        if excerpt.memo:
            print(dim(excerpt.memo))
        print()


def _row(excerpt: Excerpt) -> dict[str, object]:
    segment = excerpt.segment
    return {
        "id": segment.id,
        "document": excerpt.document_name,
        "document_id": segment.document,
        "start": segment.start,
        "end": segment.end,
        "text": excerpt.text,
        "code": excerpt.code_path,
        "coder": excerpt.coder_name,
        "memo": excerpt.memo,
        "weight": segment.weight,
        "condensed": segment.condensed,
        "speaker": excerpt.speaker,
        "paragraph": excerpt.paragraph,
        "time_ms": excerpt.time_ms,
    }
