"""The commands and their options. Nothing is imported here before a command runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from qcode import __version__
from qcode.services.language import tr

Add = Callable[[argparse.ArgumentParser], None]


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


def _whole(least: int) -> Callable[[str], int]:
    """Return what reads a whole number from `least` up to what the database can hold."""

    def read(text: str) -> int:
        wrong = tr("not a whole number from {least}: {text}", least=least, text=text[:40])
        try:
            number = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(wrong) from None
        if not least <= number < 1 << 63:
            raise argparse.ArgumentTypeError(wrong)
        return number

    return read


def _path(text: str) -> Path:
    if not text:  # a variable of a script that is not set, and not the folder one is in
        raise argparse.ArgumentTypeError(tr("a name is missing"))
    return Path(text)


def _span(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument(
        "--span",
        metavar="START:END",
        required=required,
        help=tr("code points of the text, the end not included"),
    )


def _takes(*names: str, writes: bool = False) -> Add:
    """Return a function that adds positional arguments, and --coder where the command writes."""

    def add(parser: argparse.ArgumentParser) -> None:
        for name in names:
            if name in ("project", "path", "out", "backup"):
                parser.add_argument(name, metavar=name.upper(), type=_path)
            else:
                parser.add_argument(name, metavar=name.upper())
        if writes:
            parser.add_argument("--coder", metavar="NAME", help=tr("who is working"))
            parser.add_argument(
                "--force",
                action="store_true",
                help=tr("take over the lock that another machine left behind"),
            )

    return add


def _with(first: Add, *others: Add) -> Add:
    def add(parser: argparse.ArgumentParser) -> None:
        for one in (first, *others):
            one(parser)

    return add


def _option(*flags: str, text: str = "", **settings: object) -> Add:
    def add(parser: argparse.ArgumentParser) -> None:
        parser.add_argument(*flags, help=text, **settings)  # type: ignore[arg-type]

    return add


def _selection(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--code", metavar="CODE", action="append", help=tr("only this code"))
    parser.add_argument("--subcodes", action="store_true", help=tr("with the codes below it"))
    parser.add_argument(
        "--document", metavar="DOCUMENT", action="append", help=tr("only this document")
    )
    parser.add_argument("--by", "--coder", metavar="NAME", action="append", help=tr("only by NAME"))


def _text_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--definition", metavar="TEXT")
    parser.add_argument("--use-when", metavar="TEXT")
    parser.add_argument("--avoid-when", metavar="TEXT")
    parser.add_argument("--example", metavar="TEXT")
    parser.add_argument(
        "--color", metavar="#RRGGBB", help=tr("its colour; the word “parent”: its parent's")
    )


def _on(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--on",
        metavar="THING",
        action="append",
        default=[],
        help=tr("document:D, code:C or segment:S; again for more"),
    )


def _language(text: str) -> Add:
    return _option("--language", metavar="LANGUAGE", text=text)


_IMPORT = _with(
    _takes("project", writes=True),
    _option("paths", metavar="PATH", nargs="+", type=_path),
    _option("--kind", metavar="KIND", text="interview, focus_group, observation …"),
    _option("--language", metavar="LANGUAGE", text="sv, en …"),
    _option("--recursive", action="store_true"),
)


def _commands() -> dict[str, tuple[str, str, str, Add]]:
    """Return, by name: module, function, explanation and what adds the arguments."""
    project, writes = _takes("project"), _takes("project", writes=True)
    return {
        "demo": (
            "demo",
            "demo",
            tr("build the sample project and run the whole main job on it"),
            _option("--out", metavar="DIR", type=_path, text=tr("where to put it")),
        ),
        "new": (
            "projects",
            "new",
            tr("make an empty project"),
            _with(
                writes,
                _option("--language", default="sv", metavar="LANGUAGE", text="sv, en"),
                _option("--name", metavar="NAME", default=""),
            ),
        ),
        "import": ("documents", "import_", tr("read files and folders into a project"), _IMPORT),
        "documents": ("documents", "documents", tr("list the documents"), project),
        "text": (
            "documents",
            "text",
            tr("print the text of a document"),
            _with(_takes("project", "document"), lambda p: _span(p, required=False)),
        ),
        "source": (
            "documents",
            "source",
            tr("give back the file a document was imported from"),
            _takes("project", "document", "out"),
        ),
        "document-edit": (
            "documents",
            "edit",
            tr("rename or describe a document"),
            _with(
                _takes("project", "document", writes=True),
                _option("--name", metavar="NAME"),
                _option("--kind", metavar="KIND"),
                _language("sv, en …"),
            ),
        ),
        "document-delete": (
            "documents",
            "delete",
            tr("delete a document with its codings"),
            _takes("project", "document", writes=True),
        ),
        "set": (
            "documents",
            "save_set",
            tr("save a group of documents"),
            _with(
                _takes("project", "name", writes=True),
                _option("documents", metavar="DOCUMENT", nargs="*"),
            ),
        ),
        "attribute": (
            "documents",
            "attribute",
            tr("set an attribute of a document"),
            _takes("project", "document", "name", "value", writes=True),
        ),
        "sets": ("people", "sets", tr("list the saved groups of documents"), project),
        "set-delete": (
            "people",
            "delete_set",
            tr("delete a group; its documents stay"),
            _takes("project", "name", writes=True),
        ),
        "attributes": ("people", "attributes", tr("list attributes and their values"), project),
        "cases": ("people", "cases", tr("list the cases"), project),
        "case-add": (
            "people",
            "add_case",
            tr("add a case, such as a person or an organisation"),
            _with(
                _takes("project", "name", writes=True),
                _option("documents", metavar="DOCUMENT", nargs="*"),
                _option("--speaker", metavar="NAME", text=tr("only what this speaker says")),
                _option("--description", metavar="TEXT", default=""),
            ),
        ),
        "coders": ("people", "coders", tr("list who has coded"), project),
        "coder-edit": (
            "people",
            "edit_coder",
            tr("rename a coder or change the colour"),
            _with(
                _takes("project", "name", writes=True),
                _option("--to", metavar="NAME"),
                _option("--color", metavar="#RRGGBB"),
            ),
        ),
        "codes": ("codes", "codes", tr("print the codebook as a tree"), project),
        "code-add": (
            "codes",
            "add",
            tr("add a code and its missing parents"),
            _with(_takes("project", "code", writes=True), _text_options),
        ),
        "code-edit": (
            "codes",
            "edit",
            tr("describe or recolour a code"),
            _with(_takes("project", "code", writes=True), _text_options),
        ),
        "code-rename": (
            "codes",
            "rename",
            tr("give a code another name"),
            _takes("project", "code", "name", writes=True),
        ),
        "code-move": (
            "codes",
            "move",
            tr("put a code under another, or at the top"),
            _with(
                _takes("project", "code", writes=True),
                _option("--under", metavar="CODE", text=tr("the new parent; none: the top")),
                _option(
                    "--at", metavar="N", type=_whole(0), text=tr("place among its siblings, from 0")
                ),
            ),
        ),
        "code-merge": (
            "codes",
            "merge",
            tr("merge codes into one, keeping a trail"),
            _with(
                _takes("project", "code", "into", writes=True),
            ),
        ),
        "code-split": (
            "codes",
            "split",
            tr("move segments of a code to a subcode"),
            _with(
                _takes("project", "code", "name", writes=True),
                _option("segments", metavar="SEGMENT", nargs="+", type=_whole(0)),
            ),
        ),
        "code-delete": (
            "codes",
            "delete",
            tr("delete a code with its subcodes and segments"),
            _with(
                _takes("project", "code", writes=True),
                _option("--dry-run", action="store_true", text=tr("only say what would go")),
            ),
        ),
        "code": (
            "coding",
            "code",
            tr("apply a code to a passage"),
            _with(
                _takes("project", "document", writes=True),
                lambda p: _span(p, required=True),
                _option("--as", dest="path", metavar="CODE", required=True),
                _option("--memo", metavar="TEXT", default=""),
            ),
        ),
        "uncode": (
            "coding",
            "uncode",
            tr("take a coding away"),
            _with(
                _takes("project", writes=True),
                _option("segment", metavar="SEGMENT", type=_whole(0)),
            ),
        ),
        "recode": (
            "coding",
            "recode",
            tr("change the code, the ends, the weight or the wording of a segment"),
            _with(
                _takes("project", writes=True),
                _option("segment", metavar="SEGMENT", type=_whole(0)),
                _option("--as", dest="path", metavar="CODE"),
                lambda p: _span(p, required=False),
                _option("--weight", metavar="0-100", type=int),
                _option("--condensed", metavar="TEXT"),
            ),
        ),
        "join": (
            "coding",
            "join",
            tr("make one segment of those that touch, or of all that touch the one given"),
            _with(
                _takes("project", writes=True),
                _option("segments", metavar="SEGMENT", type=_whole(0), nargs="+"),
            ),
        ),
        "split": (
            "coding",
            "split",
            tr("cut a segment in two"),
            _with(
                _takes("project", writes=True),
                _option("segment", metavar="SEGMENT", type=_whole(0)),
                _option("--at", metavar="POSITION", type=_whole(0), required=True),
            ),
        ),
        "code-copy": (
            "coding",
            "copy",
            tr("give a passage the codes of another one"),
            _with(
                _takes("project", "document", writes=True),
                lambda p: _span(p, required=True),
                _option("--to", dest="target", metavar="START:END", required=True),
                _option("--to-document", dest="into", metavar="DOCUMENT", default=""),
            ),
        ),
        "segments": (
            "coding",
            "segments",
            tr("retrieve coded passages"),
            _with(project, _selection),
        ),
        "memo": (
            "memos",
            "memo",
            tr("write a memo"),
            _with(
                writes,
                _option("--title", metavar="TITLE", default=""),
                _option("--text", metavar="TEXT", default=""),
                _option("--kind", metavar="KIND", default="note"),
                _on,
            ),
        ),
        "memos": ("memos", "memos", tr("list the memos"), project),
        "memo-edit": (
            "memos",
            "edit",
            tr("change a memo, or link it to more"),
            _with(
                writes,
                _option("memo", metavar="MEMO", type=int),
                _option("--title", metavar="TITLE"),
                _option("--text", metavar="TEXT"),
                _option("--kind", metavar="KIND"),
                _on,
            ),
        ),
        "memo-delete": (
            "memos",
            "delete",
            tr("delete a memo"),
            _with(writes, _option("memo", metavar="MEMO", type=int)),
        ),
        "search": (
            "search",
            "search",
            tr("find words, phrases and codes in texts, memos and definitions"),
            _with(
                _takes("project", "query"),
                _option("--limit", metavar="N", type=_whole(0), default=50),
            ),
        ),
        "index": ("search", "index", tr("bring the search index up to date"), project),
        "autocode": (
            "search",
            "autocode",
            tr("code every hit of a search"),
            _with(
                _takes("project", "query", writes=True),
                _option("--as", dest="path", metavar="CODE", required=True),
                _option(
                    "--unit",
                    default="match",
                    metavar="UNIT",
                    text="match, sentence, paragraph, turn",
                ),
                _option("--dry-run", action="store_true", text=tr("only count")),
            ),
        ),
        "export": (
            "export",
            "export",
            tr("write excerpts by code to Word and other formats"),
            _with(
                _takes("project", "out"),
                _selection,
                _option("--title", metavar="TITLE", default=""),
                _option("--language", metavar="LANGUAGE", default="", text="sv, en"),
            ),
        ),
        "history": (
            "history",
            "history",
            tr("print what was done, newest first"),
            _with(project, _option("--limit", metavar="N", type=_whole(0))),
        ),
        "undo": (
            "history",
            "undo",
            tr("take back what was done last"),
            _with(writes, _option("--steps", metavar="N", type=_whole(1), default=1)),
        ),
        "redo": (
            "history",
            "redo",
            tr("do again what was undone"),
            _with(writes, _option("--steps", metavar="N", type=_whole(1), default=1)),
        ),
        "verify": ("projects", "verify", tr("check that a project is whole"), project),
        "backup": (
            "projects",
            "backup",
            tr("write a checked copy of a project"),
            _with(project, _option("out", metavar="OUT", type=_path, nargs="?")),
        ),
        "restore": (
            "projects",
            "restore",
            tr("put a backup in the place of a project"),
            _takes("backup", "project"),
        ),
    }


def command_names() -> frozenset[str]:
    """Return the names of all commands."""
    return frozenset(_commands())
