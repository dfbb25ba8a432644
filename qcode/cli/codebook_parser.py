"""The commands that write and read codebooks, and their options."""

from __future__ import annotations

from qcode.services.language import tr

from .arguments import Command, option, readable_path, takes, together, whole


def codebook_commands() -> dict[str, Command]:
    """Return the commands, see `parser`."""
    return {
        "codebook-export": (
            "codebook",
            "export",
            tr("write the codebook to Word, Excel, CSV, a web page, Markdown, text or REFI-QDA"),
            together(
                takes("project", "out"),
                option("--title", metavar="TITLE", default=""),
                option("--language", metavar="LANGUAGE", default="", text="sv, en"),
                option("--levels", action="store_true", text=tr("a column a level in tables")),
                option("--headings", action="store_true", text=tr("a heading a code, no table")),
                option("--no-counts", action="store_true", text=tr("without how often it is used")),
                option(
                    "--examples",
                    metavar="N",
                    type=whole(0),
                    default=0,
                    text=tr("so many coded passages with each code"),
                ),
            ),
        ),
        "codebook-import": (
            "codebook",
            "import_",
            tr("bring in a codebook from .qdc, .xlsx, .csv, .md or indented .txt"),
            together(
                takes("project", writes=True),
                option("file", metavar="FILE", type=readable_path),
                option("--under", metavar="CODE", text=tr("the new parent; none: the top")),
                option("--sheet", metavar="SHEET", default="", text=tr("a sheet of a workbook")),
                option(
                    "--columns",
                    metavar="A=name,B=definition",
                    default="",
                    text=tr("what columns hold, if their headings do not say"),
                ),
                option("--order", action="store_true", text=tr("in the order of the file")),
                option("--dry-run", action="store_true", text=tr("only say what would come")),
            ),
        ),
    }
