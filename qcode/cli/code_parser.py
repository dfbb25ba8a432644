"""The commands on the codebook and its codes."""

from __future__ import annotations

from qcode.services.language import tr

from .arguments import Command, option, readable_path, takes, text_options, together, whole
from .codebook_parser import codebook_commands


def code_commands() -> dict[str, Command]:
    """Return, by name: module, function, explanation and what adds the arguments."""
    return {
        "codes": ("codes", "codes", tr("print the codebook as a tree"), takes("project")),
        "codes-import": (
            "codes",
            "import_list",
            tr("add the codes of an indented list in a text file"),
            together(
                takes("project", writes=True),
                option("file", metavar="FILE", type=readable_path),
                option("--under", metavar="CODE", text=tr("the new parent; none: the top")),
                option("--dry-run", action="store_true", text=tr("only say what would come")),
            ),
        ),
        **codebook_commands(),
        "code-add": (
            "codes",
            "add",
            tr("add a code and its missing parents"),
            together(takes("project", "code", writes=True), text_options),
        ),
        "code-edit": (
            "codes",
            "edit",
            tr("describe or recolour a code"),
            together(
                takes("project", "code", writes=True),
                text_options,
                option(
                    "--only-groups",
                    choices=("yes", "no"),
                    text=tr("whether it only groups others; coding with it says no"),
                ),
            ),
        ),
        "code-rename": (
            "codes",
            "rename",
            tr("give a code another name"),
            takes("project", "code", "name", writes=True),
        ),
        "code-move": (
            "codes",
            "move",
            tr("put a code under another, or at the top"),
            together(
                takes("project", "code", writes=True),
                option("--under", metavar="CODE", text=tr("the new parent; none: the top")),
                option(
                    "--at", metavar="N", type=whole(0), text=tr("place among its siblings, from 0")
                ),
            ),
        ),
        "code-merge": (
            "codes",
            "merge",
            tr("merge codes into one, keeping a trail"),
            together(
                takes("project", "code", "into", writes=True),
            ),
        ),
        "code-split": (
            "codes",
            "split",
            tr("move segments of a code to a subcode"),
            together(
                takes("project", "code", "name", writes=True),
                option("segments", metavar="SEGMENT", nargs="+", type=whole(0)),
            ),
        ),
        "code-delete": (
            "codes",
            "delete",
            tr("delete a code with its subcodes and segments"),
            together(
                takes("project", "code", writes=True),
                option("--dry-run", action="store_true", text=tr("only say what would go")),
            ),
        ),
    }
