"""The commands that make reports, and the options that say what is in one."""

from __future__ import annotations

import argparse
from typing import Any

from qcode.services.language import tr

from .arguments import Command, option, selected, takes, together, whole


def report_commands() -> dict[str, Command]:
    """Return, by name: module, function, explanation and what adds the arguments."""
    return {
        "export": (
            "export",
            "export",
            tr("write excerpts by code to Word and other formats"),
            together(
                takes("project", "out"),
                selected,
                report_options,
                option("--dry-run", action="store_true", text=tr("only say what would be lost")),
                option(
                    "--clean-pictures",
                    action="store_true",
                    text=tr("leave out what cameras wrote into pictures (whole projects)"),
                ),
            ),
        ),
        "presets": (
            "presets",
            "presets",
            tr("list the reports that have a name, with their settings"),
            takes("project"),
        ),
        "preset": (
            "presets",
            "save",
            tr("keep the settings of a report under a name"),
            together(takes("project", "name", writes=True), report_options),
        ),
        "preset-rename": (
            "presets",
            "rename",
            tr("give the kept settings of a report another name"),
            together(takes("project", "name", writes=True), option("to", metavar="TO")),
        ),
        "preset-delete": (
            "presets",
            "delete",
            tr("delete the kept settings of a report"),
            takes("project", "name", writes=True),
        ),
    }


def report_options(parser: argparse.ArgumentParser) -> None:
    """Add the settings of a report; none of them has a default here, for presets have those."""
    number: dict[str, Any] = {"metavar": "N", "type": whole(0)}
    for add in (
        option("--preset", metavar="NAME", text=tr("a report that has a name, see qcode presets")),
        option("--title", metavar="TITLE"),
        option("--author", dest="authors", metavar="NAME", action="append"),
        option("--language", metavar="LANGUAGE", text="sv, en"),
        option("--logo", metavar="FILE", text=tr("a PNG or JPEG picture for the cover")),
        option("--header", metavar="TEXT", text=tr("what stands at the head of each page")),
        option("--template", metavar="FILE", text=tr("a .docx or .pptx that gives the looks")),
        option(
            "--parts",
            metavar="PARTS",
            text="cover,contents,documents,excerpts,analysis,code-document,code-attribute,chart,"
            "codebook,transcripts,method",
        ),
        option("--order", metavar="ORDER", text="document, time, coded, coder, weight"),
        option("--group", metavar="GROUP", text="none, document, kind, coder, attribute:NAME"),
        option("--starred", metavar="HOW", text="any, only, first"),
        option("--starred-from", **number, text=tr("the weight from which one is starred")),
        option("--repeat", metavar="HOW", text="repeated, referenced"),
        option("--overlap", metavar="HOW", text="apart, joined"),
        option("--numbered", action=argparse.BooleanOptionalAction),
        option("--context", **number, text=tr("so many paragraphs before and after")),
        option("--context-before", **number),
        option("--context-after", **number),
        option("--speakers", action=argparse.BooleanOptionalAction),
        option("--pictures", action=argparse.BooleanOptionalAction),
        option("--interviewer", dest="asker", metavar="HOW", text="shown, greyed, omitted"),
        option("--omission", metavar="MARK", text="[…], [...], /.../"),
        option("--notes", metavar="WHERE", text="comments, footnotes, lines, none"),
        option("--code-memos", metavar="WHERE", text="heading, comments, appendix, none"),
        option("--wording", metavar="WHICH", text="verbatim, edited, both"),
        option("--convention", metavar="WHICH", text="marks, length, plain"),
        option("--block-words", **number, text=tr("from how many words a quotation is a block")),
        option("--reference", metavar="TEMPLATE", text='"{quote}" ({pseudonym}, {role})'),
        option("--definitions", action=argparse.BooleanOptionalAction),
        option("--rules", action=argparse.BooleanOptionalAction),
        option("--counts", action=argparse.BooleanOptionalAction),
        option("--empty-codes", action=argparse.BooleanOptionalAction),
        option("--page-per-theme", action=argparse.BooleanOptionalAction),
        option("--level-columns", action=argparse.BooleanOptionalAction),
        option("--slide-level", **number, text=tr("down to which level codes have slides; 0: all")),
        option("--slide-quotes", **number, text=tr("so many quotations on the slides of a code")),
        option("--separator", metavar="SIGN", text="comma, semicolon, tab (CSV)"),
        option("--bom", action=argparse.BooleanOptionalAction),
        option("--dictionary", action=argparse.BooleanOptionalAction),
        option("--attribute", dest="attributes", metavar="NAME", action="append"),
    ):
        add(parser)
