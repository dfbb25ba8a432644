"""The commands on recordings, and their options."""

from __future__ import annotations

from qcode.services.language import tr

from .arguments import Command, option, readable_path, takes, together, whole


def recording_commands() -> dict[str, Command]:
    """Return, by name: module, function, explanation and what adds the arguments."""
    file = option("file", metavar="FILE", type=readable_path)
    number = option("recording", metavar="RECORDING", type=whole(1))
    return {
        "recording": (
            "recordings",
            "add",
            tr("lay a sound or film beside a document; it stays where it is"),
            together(takes("project", "document", writes=True), file),
        ),
        "recordings": (
            "recordings",
            "list_",
            tr("list the recordings and where they are"),
            together(
                takes("project"),
                option(
                    "--check",
                    action="store_true",
                    text=tr("read large ones, too, to tell whether they have changed"),
                ),
            ),
        ),
        "recording-find": (
            "recordings",
            "find",
            tr("say where a recording lies now"),
            together(
                takes("project", writes=True),
                number,
                file,
                option(
                    "--other",
                    action="store_true",
                    text=tr("also if it is another file than the one that was added"),
                ),
            ),
        ),
        "recording-remove": (
            "recordings",
            "remove",
            tr("take a recording off its document; the file stays"),
            together(takes("project", writes=True), number),
        ),
    }
