"""The commands that code passages, change and list codings, and write memos on them."""

from __future__ import annotations

from qcode.services.language import tr

from .arguments import Command, links, option, selected, span_option, takes, together, whole


def coding_commands() -> dict[str, Command]:
    """Return, by name: module, function, explanation and what adds the arguments."""
    project, writes = takes("project"), takes("project", writes=True)
    return {
        "code": (
            "coding",
            "code",
            tr("apply a code to a passage"),
            together(
                takes("project", "document", writes=True),
                lambda p: span_option(p, required=True),
                option("--as", dest="path", metavar="CODE", required=True),
                option("--memo", metavar="TEXT", default=""),
            ),
        ),
        "uncode": (
            "coding",
            "uncode",
            tr("take a coding away"),
            together(
                takes("project", writes=True),
                option("segment", metavar="SEGMENT", type=whole(0)),
            ),
        ),
        "recode": (
            "coding",
            "recode",
            tr("change the code, the ends, the weight or the wording of a segment"),
            together(
                takes("project", writes=True),
                option("segment", metavar="SEGMENT", type=whole(0)),
                option("--as", dest="path", metavar="CODE"),
                lambda p: span_option(p, required=False),
                option("--weight", metavar="0-100", type=int),
                option("--condensed", metavar="TEXT"),
            ),
        ),
        "join": (
            "coding",
            "join",
            tr("make one segment of those that touch, or of all that touch the one given"),
            together(
                takes("project", writes=True),
                option("segments", metavar="SEGMENT", type=whole(0), nargs="+"),
            ),
        ),
        "split": (
            "coding",
            "split",
            tr("cut a segment in two"),
            together(
                takes("project", writes=True),
                option("segment", metavar="SEGMENT", type=whole(0)),
                option("--at", metavar="POSITION", type=whole(0), required=True),
            ),
        ),
        "code-copy": (
            "coding",
            "copy",
            tr("give a passage the codes of another one"),
            together(
                takes("project", "document", writes=True),
                lambda p: span_option(p, required=True),
                option("--to", dest="target", metavar="START:END", required=True),
                option("--to-document", dest="into", metavar="DOCUMENT", default=""),
            ),
        ),
        "segments": (
            "coding",
            "segments",
            tr("retrieve coded passages"),
            together(project, selected),
        ),
        "memo": (
            "memos",
            "memo",
            tr("write a memo"),
            together(
                writes,
                option("--title", metavar="TITLE", default=""),
                option("--text", metavar="TEXT", default=""),
                option("--kind", metavar="KIND", default="note"),
                links,
            ),
        ),
        "memos": ("memos", "memos", tr("list the memos"), project),
        "memo-edit": (
            "memos",
            "edit",
            tr("change a memo, or link it to more"),
            together(
                writes,
                option("memo", metavar="MEMO", type=int),
                option("--title", metavar="TITLE"),
                option("--text", metavar="TEXT"),
                option("--kind", metavar="KIND"),
                links,
            ),
        ),
        "memo-delete": (
            "memos",
            "delete",
            tr("delete a memo"),
            together(writes, option("memo", metavar="MEMO", type=int)),
        ),
    }
