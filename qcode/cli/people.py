"""Commands on coders, on sets of documents, and on cases and attributes."""

from __future__ import annotations

import argparse

from qcode.model.document import AttributeTarget, CaseLink
from qcode.services import cases as case_service
from qcode.services import coders as coder_service
from qcode.services import documents as document_service
from qcode.services import retrieval
from qcode.services.language import tr, trn

from .opening import reading, writing
from .output import print_json, print_operation, print_table


def coders(options: argparse.Namespace) -> None:
    """List who has coded, and how much."""
    with reading(options.project) as project:
        found = retrieval.find_segments(project)
        rows = [
            {
                "id": coder.id,
                "name": coder.name,
                "color": coder.color,
                "segments": sum(segment.coder == coder.id for segment in found),
            }
            for coder in project.coders()
        ]
    if options.json:
        print_json(rows)
    else:
        shown = [(row["name"], row["segments"]) for row in rows]
        print_table((tr("Coder"), tr("Segments")), shown)


def edit_coder(options: argparse.Namespace) -> None:
    """Rename a coder or change the colour."""
    with writing(options) as project:
        known = coder_service.find_coder(project, options.name)
        changes = coder_service.edit_coder(project, known.id, name=options.to, color=options.color)
    print_operation(changes.operation, options.json)


def sets(options: argparse.Namespace) -> None:
    """List the saved groups of documents."""
    with reading(options.project) as project:
        names = {document.id: document.name for document in project.documents()}
        found = document_service.list_sets(project)
    if options.json:
        print_json(
            [
                {"id": each.id, "name": each.name, "documents": [names[d] for d in each.documents]}
                for each in found
            ]
        )
        return
    for each in found:
        count = trn("{n} document", "{n} documents", len(each.documents))
        print(f"{each.name}: {count}")


def delete_set(options: argparse.Namespace) -> None:
    """Delete a set; its documents stay."""
    with writing(options) as project:
        number = document_service.find_set(project, options.name).id
        changes = document_service.delete_set(project, number)
    print_operation(changes.operation, options.json)


def attributes(options: argparse.Namespace) -> None:
    """List the attributes of documents and cases with their values."""
    with reading(options.project) as project:
        owners: dict[AttributeTarget, dict[int, str]] = {
            AttributeTarget.DOCUMENT: {d.id: d.name for d in project.documents()},
            AttributeTarget.CASE: {c.id: c.name for c in case_service.list_cases(project)},
        }
        values = {t: case_service.attribute_values(project, t) for t in AttributeTarget}
        found = case_service.list_attributes(project)
    rows = [
        {
            "id": each.id,
            "name": each.name,
            "target": each.target.value,
            "type": each.type.value,
            "choices": list(each.choices),
            "values": {
                owners[each.target][owner]: given[each.id]
                for owner, given in values[each.target].items()
                if each.id in given
            },
        }
        for each in found
    ]
    if options.json:
        print_json(rows)
    else:
        print_table(
            (tr("Attribute"), tr("Of"), tr("Type"), tr("Values")),
            [(r["name"], r["target"], r["type"], _count(r["values"])) for r in rows],
        )


def _count(values: object) -> int:
    return len(values) if isinstance(values, dict) else 0


def cases(options: argparse.Namespace) -> None:
    """List the cases and where they speak."""
    with reading(options.project) as project:
        names = {document.id: document.name for document in project.documents()}
        found = case_service.list_cases(project)
    rows = [
        {
            "id": each.id,
            "name": each.name,
            "description": each.description,
            "links": [
                {"document": names[link.document], "speaker": link.speaker} for link in each.links
            ],
        }
        for each in found
    ]
    if options.json:
        print_json(rows)
    else:
        print_table(
            (tr("Case"), tr("Documents")),
            [(each.name, ", ".join(names[link.document] for link in each.links)) for each in found],
        )


def add_case(options: argparse.Namespace) -> None:
    """Add a case, linked to documents or to a speaker in each."""
    with writing(options) as project:
        links = [
            CaseLink(document_service.find_document(project, name).id, options.speaker)
            for name in options.documents
        ]
        number = case_service.add_case(
            project, options.name, description=options.description, links=links
        )
    if options.json:
        print_json({"id": number})
    else:
        print(tr("Case {case}", case=options.name))
