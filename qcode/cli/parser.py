"""The commands and their options. Nothing is imported here before a command runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, NoReturn

from qcode import __version__
from qcode.services.language import tr

from .arguments import (
    Command,
    language_option,
    links,
    option,
    readable_path,
    selected,
    span_option,
    takes,
    text_options,
    together,
    whole,
)
from .codebook_parser import codebook_commands
from .mistakes import in_our_words
from .recording_parser import recording_commands
from .refresh_parser import refresh_commands
from .report_parser import report_commands
from .search_parser import search_commands
from .table_parser import table_commands


class _Help(argparse.HelpFormatter):
    """Writes help with its first word in the user's language."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, tr("usage: ") if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """A parser, its subparsers too, whose help has all its headings in the user's language."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Help, **settings)
        self._positionals.title = tr("arguments")
        self._optionals.title = tr("options")
        self.add_argument("-h", "--help", action="help", help=tr("show this help"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, after how they should be, and leave."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {in_our_words(message)}\n")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; `options.run(options)` runs the chosen one."""
    parser = _Parser(
        prog="qcode",
        description=tr("Read, code and write up what people said. Without a command: the window."),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"QCode {__version__}",
        help=tr("show the version"),
    )
    commands = parser.add_subparsers(metavar=tr("COMMAND"), required=True)
    for name, (module, function, explain, add) in _commands().items():
        command = commands.add_parser(name, help=explain, description=explain)
        add(command)
        command.add_argument("--json", action="store_true", help=tr("print one JSON value"))
        command.set_defaults(run=_lazily(module, function))
    return parser


def _lazily(module: str, function: str) -> Callable[[argparse.Namespace], int | None]:
    def run(options: argparse.Namespace) -> int | None:
        code: int | None = getattr(import_module(f"qcode.cli.{module}"), function)(options)
        return code

    return run


_IMPORT = together(
    takes("project", writes=True),
    option("paths", metavar="PATH", nargs="+", type=readable_path),
    option("--kind", metavar="KIND", text="interview, focus_group, observation …"),
    option("--language", metavar="LANGUAGE", text="sv, en …"),
    option("--recursive", action="store_true"),
    option(
        "--dry-run", action="store_true", text=tr("of another program's project: only say what")
    ),
    option(
        "--update",
        action="store_true",
        text=tr("of another program's project: also change what is here and differs"),
    ),
    option(
        "--no-turns",
        dest="turns",
        action="store_false",
        text=tr("do not look for who speaks"),
    ),
    option(
        "--coded",
        action="store_true",
        text=tr("Word files, PDFs or texts whose comments, highlights or marks are codes"),
    ),
)


def _commands() -> dict[str, Command]:
    """Return, by name: module, function, explanation and what adds the arguments."""
    project, writes = takes("project"), takes("project", writes=True)
    return {
        "demo": (
            "demo",
            "demo",
            tr("build the sample project and run the whole main job on it"),
            option("--out", metavar="DIR", type=readable_path, text=tr("where to put it")),
        ),
        "new": (
            "projects",
            "new",
            tr("make an empty project"),
            together(
                writes,
                option("--language", default="sv", metavar="LANGUAGE", text="sv, en"),
                option("--name", metavar="NAME", default=""),
            ),
        ),
        "import": ("documents", "import_", tr("read files and folders into a project"), _IMPORT),
        **table_commands(),
        **recording_commands(),
        "documents": ("documents", "documents", tr("list the documents"), project),
        "text": (
            "documents",
            "text",
            tr("print the text of a document"),
            together(takes("project", "document"), lambda p: span_option(p, required=False)),
        ),
        "source": (
            "documents",
            "source",
            tr("give back the file a document was imported from"),
            takes("project", "document", "out"),
        ),
        "document-edit": (
            "documents",
            "edit",
            tr("rename or describe a document"),
            together(
                takes("project", "document", writes=True),
                option("--name", metavar="NAME"),
                option("--kind", metavar="KIND"),
                language_option("sv, en …"),
            ),
        ),
        "text-edit": (
            "documents",
            "edit_text",
            tr("put other words in the place of a passage; codings go along"),
            together(
                takes("project", "document", writes=True),
                option("--span", metavar="START:END", required=True),
                option("--text", metavar="TEXT", required=True),
                option(
                    "--drop-codings",
                    action="store_true",
                    text=tr("also when a coding loses all its words by it"),
                ),
            ),
        ),
        "document-delete": (
            "documents",
            "delete",
            tr("delete a document with its codings"),
            takes("project", "document", writes=True),
        ),
        "set": (
            "documents",
            "save_set",
            tr("save a group of documents"),
            together(
                takes("project", "name", writes=True),
                option("documents", metavar="DOCUMENT", nargs="*"),
            ),
        ),
        "attribute": (
            "documents",
            "attribute",
            tr("set an attribute of a document"),
            takes("project", "document", "name", "value", writes=True),
        ),
        "sets": ("people", "sets", tr("list the saved groups of documents"), project),
        "set-delete": (
            "people",
            "delete_set",
            tr("delete a group; its documents stay"),
            takes("project", "name", writes=True),
        ),
        "attributes": ("people", "attributes", tr("list attributes and their values"), project),
        "cases": ("people", "cases", tr("list the cases"), project),
        "case-add": (
            "people",
            "add_case",
            tr("add a case, such as a person or an organisation"),
            together(
                takes("project", "name", writes=True),
                option("documents", metavar="DOCUMENT", nargs="*"),
                option("--speaker", metavar="NAME", text=tr("only what this speaker says")),
                option("--description", metavar="TEXT", default=""),
            ),
        ),
        "coders": ("people", "coders", tr("list who has coded"), project),
        "coder-edit": (
            "people",
            "edit_coder",
            tr("rename a coder or change the colour"),
            together(
                takes("project", "name", writes=True),
                option("--to", metavar="NAME"),
                option("--color", metavar="#RRGGBB"),
            ),
        ),
        "codes": ("codes", "codes", tr("print the codebook as a tree"), project),
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
        **search_commands(),
        **refresh_commands(),
        "quoted": (
            "check",
            "quoted",
            tr("list the coded passages that checked manuscripts quote"),
            project,
        ),
        "check": (
            "check",
            "check",
            tr("check every quotation of a manuscript against the project"),
            together(
                project,
                option("file", metavar="FILE", type=readable_path),
                option(
                    "--names",
                    metavar="KEY.csv",
                    type=readable_path,
                    text=tr("a key of pseudonyms: real name;pseudonym"),
                ),
                option(
                    "--out",
                    metavar="COPY.docx",
                    type=readable_path,
                    text=tr("write a copy of the manuscript with comments"),
                ),
            ),
        ),
        **report_commands(),
        "history": (
            "history",
            "history",
            tr("print what was done, newest first"),
            together(project, option("--limit", metavar="N", type=whole(0))),
        ),
        "undo": (
            "history",
            "undo",
            tr("take back what was done last"),
            together(writes, option("--steps", metavar="N", type=whole(1), default=1)),
        ),
        "redo": (
            "history",
            "redo",
            tr("do again what was undone"),
            together(writes, option("--steps", metavar="N", type=whole(1), default=1)),
        ),
        "verify": ("projects", "verify", tr("check that a project is whole"), project),
        "backup": (
            "projects",
            "backup",
            tr("write a checked copy of a project"),
            together(project, option("out", metavar="OUT", type=readable_path, nargs="?")),
        ),
        "restore": (
            "projects",
            "restore",
            tr("put a backup in the place of a project"),
            takes("backup", "project"),
        ),
    }


def command_names() -> frozenset[str]:
    """Return the names of all commands."""
    return frozenset(_commands())
