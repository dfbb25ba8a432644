"""Commands on the named settings of reports."""

from __future__ import annotations

import argparse
import json

from qcode.model.report_json import to_json
from qcode.services import report_presets
from qcode.services.language import tr

from .opening import reading, writing
from .output import print_json, print_operation, print_table
from .report_options import chosen_report


def presets(options: argparse.Namespace) -> None:
    """List the presets: those of the program, then those of the project."""
    with reading(options.project) as project:
        known = report_presets.list_presets(project)
    if options.json:
        print_json(
            [
                {
                    "id": preset.id,
                    "key": preset.key,
                    "name": preset.name,
                    "options": json.loads(to_json(preset.options)),
                }
                for preset in known
            ]
        )
        return
    rows = [(preset.key, preset.name, ", ".join(preset.options.parts)) for preset in known]
    print_table((tr("Key"), tr("Name"), tr("Parts")), rows)


def save(options: argparse.Namespace) -> None:
    """Keep settings under a name, in the place of those that have it."""
    with writing(options) as project:
        number = report_presets.save_preset(project, options.name, chosen_report(project, options))
        operation = project.last_operation()
    if options.json:
        print_json({"id": number, "operation": operation})
    else:
        print(tr("Saved: {name}", name=options.name))


def rename(options: argparse.Namespace) -> None:
    """Give a preset of the project another name."""
    with writing(options) as project:
        known = report_presets.find_own(project, options.name)
        changes = report_presets.rename_preset(project, known.id, options.to)
    print_operation(changes.operation, options.json)


def delete(options: argparse.Namespace) -> None:
    """Delete a preset of the project."""
    with writing(options) as project:
        known = report_presets.find_own(project, options.name)
        changes = report_presets.delete_preset(project, known.id)
    print_operation(changes.operation, options.json)
