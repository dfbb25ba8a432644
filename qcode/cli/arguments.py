"""The kinds of arguments that commands take, each as what adds it to a parser."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from qcode.services.language import tr

Add = Callable[[argparse.ArgumentParser], None]
Command = tuple[str, str, str, Add]  # module, function, explanation and what adds the arguments


def whole(least: int) -> Callable[[str], int]:
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


def readable_path(text: str) -> Path:
    """Read a path, which must have a name."""
    if not text:  # a variable of a script that is not set, and not the folder one is in
        raise argparse.ArgumentTypeError(tr("a name is missing"))
    return Path(text)


def share(text: str) -> float:
    """Read a share of 1, as 0.9 or 0,9."""
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise argparse.ArgumentTypeError(tr("“{text}” is no number from 0 to 1", text=text))
    return found


def picked(text: str) -> tuple[int, tuple[int, ...]]:
    """Read "3=1,2" or "3=all": the number of a row, and those of places, none for all of them."""
    row, _equals, places = text.partition("=")
    every = places.strip().lower() == "all"
    try:
        numbers = () if every else tuple(int(each) for each in places.split(","))
        if int(row) > 0 and all(each > 0 for each in numbers):
            return int(row), numbers
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(tr("“{text}” is not like 3=1,2 or 3=all", text=text))


def span_option(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """Add --span."""
    parser.add_argument(
        "--span",
        metavar="START:END",
        required=required,
        help=tr("code points of the text, the end not included"),
    )


def takes(*names: str, writes: bool = False) -> Add:
    """Return a function that adds positional arguments, and --coder where the command writes."""

    def add(parser: argparse.ArgumentParser) -> None:
        for name in names:
            if name in ("project", "path", "out", "backup"):
                parser.add_argument(name, metavar=name.upper(), type=readable_path)
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


def together(first: Add, *others: Add) -> Add:
    """Return a function that adds all that several of them add."""

    def add(parser: argparse.ArgumentParser) -> None:
        for one in (first, *others):
            one(parser)

    return add


def option(*flags: str, text: str = "", **settings: object) -> Add:
    """Return a function that adds one argument, as `add_argument` takes it."""

    def add(parser: argparse.ArgumentParser) -> None:
        parser.add_argument(*flags, help=text, **settings)  # type: ignore[arg-type]

    return add


def selected(parser: argparse.ArgumentParser) -> None:
    """Add what chooses segments."""
    parser.add_argument("--code", metavar="CODE", action="append", help=tr("only this code"))
    parser.add_argument("--subcodes", action="store_true", help=tr("with the codes below it"))
    parser.add_argument(
        "--document", metavar="DOCUMENT", action="append", help=tr("only this document")
    )
    parser.add_argument("--by", "--coder", metavar="NAME", action="append", help=tr("only by NAME"))


def counted(parser: argparse.ArgumentParser) -> None:
    """Add what chooses words to count."""
    parser.add_argument(
        "--near", metavar="QUERY", help=tr("only words beside what this search finds")
    )
    parser.add_argument(
        "--reach", metavar="N", type=whole(1), default=5, help=tr("how many words beside it")
    )
    parser.add_argument(
        "--document", metavar="DOCUMENT", action="append", help=tr("only this document")
    )
    for flag, explain in (
        ("--common", tr("count common words such as “and” too")),
        ("--each-form", tr("count each form of a word by itself")),
        ("--interviewers", tr("count what interviewers say too")),
        ("--notes", tr("count notes in brackets such as “(pause)” too")),
        ("--no-numbers", tr("leave out words with digits")),
    ):
        parser.add_argument(flag, action="store_true", help=explain)
    parser.add_argument("--shortest", metavar="N", type=whole(1), default=1)
    parser.add_argument("--limit", metavar="N", type=whole(0), default=50)


def text_options(parser: argparse.ArgumentParser) -> None:
    """Add what describes a code."""
    parser.add_argument("--definition", metavar="TEXT")
    parser.add_argument("--use-when", metavar="TEXT")
    parser.add_argument("--avoid-when", metavar="TEXT")
    parser.add_argument("--example", metavar="TEXT")
    parser.add_argument(
        "--color", metavar="#RRGGBB", help=tr("its colour; the word “parent”: its parent's")
    )


def links(parser: argparse.ArgumentParser) -> None:
    """Add --on."""
    parser.add_argument(
        "--on",
        metavar="THING",
        action="append",
        default=[],
        help=tr("document:D, code:C or segment:S; again for more"),
    )


def search_options(parser: argparse.ArgumentParser) -> None:
    """Add how the words of a search are compared."""
    parser.add_argument("--exact", action="store_true", help=tr("every word as it is written"))
    parser.add_argument("--case", action="store_true", help=tr("capitals matter"))
    parser.add_argument(
        "--skip-fillers",
        action="store_true",
        help=tr("hesitations and remarks in brackets do not break a phrase"),
    )
    parser.add_argument(
        "--parts",
        action=argparse.BooleanOptionalAction,
        help=tr("words that have a word in them as a part, or not"),
    )


def language_option(text: str) -> Add:
    """Return a function that adds --language."""
    return option("--language", metavar="LANGUAGE", text=text)
