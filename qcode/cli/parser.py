"""The commands and their options. Nothing is imported here before a command runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any, NoReturn

from qcode import __version__
from qcode.services.language import tr

from .arguments import (
    Command,
    option,
    readable_path,
    takes,
    together,
    whole,
)
from .code_parser import code_commands
from .coding_parser import coding_commands
from .document_parser import document_commands, import_command
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


def build_parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser of what was typed; `options.run(options)` runs the chosen command.

    It knows that command alone, for to build the others would take longer than most commands do.
    """
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
    known = _commands()
    for name in arguments[:1] if known.keys() & arguments[:1] else known:
        module, function, explain, add = known[name]
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
        **import_command(),
        **table_commands(),
        **recording_commands(),
        **document_commands(),
        **code_commands(),
        **coding_commands(),
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
