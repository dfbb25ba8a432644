"""The commands on recordings beside documents."""

from __future__ import annotations

import argparse

from qcode.services import documents, recording_places, recordings
from qcode.services.language import tr
from qcode.services.recording_places import State
from qcode.services.recording_words import state_words
from qcode.services.recordings import MediaId

from .opening import reading, writing
from .output import TerminalJob, print_json, print_operation, print_table


def add(options: argparse.Namespace) -> None:
    """Lay a recording beside a document."""
    with writing(options) as project:
        document = documents.find_document(project, options.document)
        found = recordings.examine(options.file, TerminalJob(tr("Reading")))
        number, changes = recordings.add_recording(project, document.id, found)
    if options.json:
        print_json({"id": number, "operation": changes.operation})
    else:
        print_operation(changes.operation, False)


def list_(options: argparse.Namespace) -> None:
    """List the recordings, and say of each whether it is where it was."""
    job = TerminalJob(tr("Looking for recordings"))
    with reading(options.project) as project:
        names = {each.id: each.name for each in project.documents()}
        found = [
            recording_places.locate(project, each, job, whole=options.check)
            for each in recordings.all_recordings(project)
        ]
    if options.json:
        print_json(
            [
                {
                    "id": each.media.id,
                    "document": names[each.media.document],
                    "document_id": each.media.document,
                    "name": each.media.name,
                    "path": each.media.path,
                    "found": None if each.path is None else str(each.path),
                    "state": each.state.value,
                    "size": each.media.size,
                    "sha256": each.media.sha256,
                }
                for each in found
            ]
        )
        return
    print_table(
        (tr("Id"), tr("Document"), tr("Recording"), tr("Where it is")),
        [
            (
                each.media.id,
                names[each.media.document],
                each.media.name,
                each.path if each.state is State.MOVED else state_words(each.state),
            )
            for each in found
        ],
    )


def find(options: argparse.Namespace) -> None:
    """Note where a recording lies now."""
    with writing(options) as project:
        found = recordings.examine(options.file, TerminalJob(tr("Reading")))
        number = MediaId(options.recording)
        changes = recordings.find_again(project, number, found, other=options.other)
    print_operation(changes.operation, options.json)


def remove(options: argparse.Namespace) -> None:
    """Take a recording off its document."""
    with writing(options) as project:
        changes = recordings.remove_recording(project, MediaId(options.recording))
    print_operation(changes.operation, options.json)
