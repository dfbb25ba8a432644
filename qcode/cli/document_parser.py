"""The commands on documents, and on what belongs to them: groups, cases, and who codes."""

from __future__ import annotations

from qcode.services.language import tr

from .arguments import (
    Add,
    Command,
    language_option,
    option,
    readable_path,
    span_option,
    takes,
    together,
)


def import_command() -> dict[str, Command]:
    """Return, by name: module, function, explanation and what adds the arguments."""
    explain = tr("read files and folders into a project")
    return {"import": ("documents", "import_", explain, _import_options())}


def _import_options() -> Add:
    return together(
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


def document_commands() -> dict[str, Command]:
    """Return, by name: module, function, explanation and what adds the arguments."""
    project = takes("project")
    return {
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
    }
