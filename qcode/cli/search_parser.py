"""The commands that search, and those on saved searches, with their options."""

from __future__ import annotations

from qcode.services.language import tr

from .arguments import Command, counted, option, search_options, takes, together, whole


def search_commands() -> dict[str, Command]:
    """Return, by name: module, function, explanation and what adds the arguments."""
    project = takes("project")
    return {
        "search": (
            "search",
            "search",
            tr("find words, phrases and codes in texts, memos and definitions"),
            together(
                project,
                option("query", metavar="QUERY", nargs="?", default=""),
                option("--limit", metavar="N", type=whole(0), default=50),
                option("--saved", metavar="NAME", text=tr("a saved search, instead of QUERY")),
                search_options,
            ),
        ),
        "queries": (
            "queries",
            "queries",
            tr("list the saved searches with how much each finds"),
            project,
        ),
        "query": (
            "queries",
            "save",
            tr("save a search under a name"),
            together(
                takes("project", "name", "query", writes=True),
                option(
                    "--replace",
                    action="store_true",
                    text=tr("in the place of a saved search of this name"),
                ),
                search_options,
            ),
        ),
        "query-rename": (
            "queries",
            "rename",
            tr("give a saved search another name"),
            together(takes("project", "name", writes=True), option("to", metavar="TO")),
        ),
        "query-delete": (
            "queries",
            "delete",
            tr("delete a saved search"),
            takes("project", "name", writes=True),
        ),
        "words": (
            "words",
            "words",
            tr("count words, or the words near what a search finds"),
            together(project, counted),
        ),
        "forms": (
            "forms",
            "forms",
            tr("list the words of the texts that a word stands for in a search"),
            takes("project", "word"),
        ),
        "index": (
            "search",
            "index",
            tr("bring the search index up to date"),
            together(
                project,
                option(
                    "--rebuild",
                    action="store_true",
                    text=tr("forget all that is in it, and make it anew"),
                ),
            ),
        ),
        "autocode": (
            "search",
            "autocode",
            tr("code every hit of a search"),
            together(
                takes("project", "query", writes=True),
                option("--as", dest="path", metavar="CODE", required=True),
                option(
                    "--unit",
                    default="match",
                    metavar="UNIT",
                    text="match, sentence, paragraph, turn",
                ),
                option(
                    "--around",
                    default=0,
                    type=whole(0),
                    metavar="N",
                    text=tr("with so many more units on each side (of a match: words)"),
                ),
                option(
                    "--new-only",
                    action="store_true",
                    text=tr("only what was not found the last time"),
                ),
                option("--dry-run", action="store_true", text=tr("only count")),
                search_options,
            ),
        ),
    }
