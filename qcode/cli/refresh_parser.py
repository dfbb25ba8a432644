"""The commands on a Word report that somebody works in, and their options."""

from __future__ import annotations

from qcode.services.language import tr

from .arguments import Command, option, readable_path, takes, together


def refresh_commands() -> dict[str, Command]:
    """Return, by name: module, function, explanation and what adds the arguments."""
    return {
        "refresh": (
            "refresh",
            "refresh",
            tr("bring a Word report up to date and leave alone what its author wrote"),
            together(
                takes("project"),
                option("file", metavar="REPORT.docx", type=readable_path),
                option("--dry-run", action="store_true", text=tr("say what would change")),
                option(
                    "--uncoded",
                    choices=("mark", "remove", "keep"),
                    default="mark",
                    text=tr("what becomes of excerpts that are not coded any more"),
                ),
                option(
                    "--with",
                    dest="parts",
                    metavar="PARTS",
                    text=tr("parts that it is to have as well, such as chart,code-document"),
                ),
                option(
                    "--out",
                    metavar="FILE",
                    type=readable_path,
                    text=tr("write another file and leave the report alone"),
                ),
            ),
        ),
        "comments": (
            "refresh",
            "comments",
            tr("list the comments of others in a Word report, or take them in"),
            together(
                takes("project", writes=True),
                option("file", metavar="REPORT.docx", type=readable_path),
                option(
                    "--take",
                    metavar="NUMBER",
                    nargs="+",
                    text=tr("take comments in, by their numbers in the list; “all” for all"),
                ),
            ),
        ),
    }
