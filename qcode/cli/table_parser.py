"""The commands on tables from and for other programs, and their options."""

from __future__ import annotations

from qcode.services.language import tr

from .arguments import Command, option, picked, readable_path, selected, share, takes, together

LEAST = 0.9  # as `passage_finding.LEAST`, which is not imported to show help


def table_commands() -> dict[str, Command]:
    """Return, by name: module, function, explanation and what adds the arguments."""
    return {
        "survey": (
            "survey",
            "survey",
            tr("bring in a survey: a case for each row, and documents with the answers"),
            together(
                takes("project", writes=True),
                option("file", metavar="FILE", type=readable_path),
                option(
                    "--id",
                    dest="id_column",
                    metavar="COLUMN",
                    text=tr("who answers; an empty word numbers the rows"),
                ),
                option(
                    "--attributes",
                    metavar="A,B",
                    text=tr("the columns that describe who answers, and no others"),
                ),
                option("--questions", metavar="Q,R", text=tr("the open questions, and no others")),
                option(
                    "--type",
                    metavar="COLUMN=TYPE",
                    action="append",
                    default=[],
                    text="text, number, date, choice, boolean",
                ),
                option(
                    "--by",
                    choices=("respondent", "question"),
                    text=tr("what becomes a document: a respondent's answers, or a question's"),
                ),
                option("--sheet", metavar="NAME", default="", text=tr("the sheet of a workbook")),
                option(
                    "--name",
                    metavar="NAME",
                    text=tr("the survey in the project; none: the one that the file fits, or new"),
                ),
                option("--dry-run", action="store_true", text=tr("only say what would come")),
            ),
        ),
        "import-codings": (
            "codings",
            "import_codings",
            tr("bring in coded passages from a table, found in the texts by their words"),
            together(
                takes("project", writes=True),
                option("file", metavar="FILE", type=readable_path),
                option(
                    "--column",
                    metavar="WHAT=HEADING",
                    action="append",
                    default=[],
                    text="document, quote, code, level, start, end, range, paragraph, memo …",
                ),
                option("--between", metavar="SIGN", text=tr("what parts several codes in a cell")),
                option(
                    "--levels",
                    metavar="SIGN",
                    text=tr("what parts the names of a code and those above it"),
                ),
                option("--document", metavar="DOCUMENT", text=tr("the document of all rows")),
                option(
                    "--min-similarity",
                    metavar="SHARE",
                    type=share,
                    default=LEAST,
                    text=tr("how like its words a passage must be, from 0 to 1"),
                ),
                option("--sheet", metavar="NAME", default="", text=tr("the sheet of a workbook")),
                option(
                    "--pick",
                    metavar="ROW=PLACES",
                    type=picked,
                    action="append",
                    default=[],
                    text=tr("where a row of several places is, such as 3=1,2 or 3=all"),
                ),
                option(
                    "--save-missing",
                    metavar="FILE.csv",
                    type=readable_path,
                    text=tr("write the rows that have no place"),
                ),
                option("--dry-run", action="store_true", text=tr("only say what would come")),
            ),
        ),
        "matrix": (
            "matrix",
            "matrix",
            tr("write a table for statistics: codes by documents or cases, or the passages"),
            together(
                takes("project", "out"),
                option(
                    "--rows",
                    choices=("documents", "cases", "segments"),
                    default="documents",
                    text=tr("what a row is"),
                ),
                option(
                    "--cells",
                    choices=("count", "chars", "present"),
                    default="count",
                    text=tr("coded passages, the characters under them, or 0 and 1"),
                ),
                option(
                    "--for",
                    dest="reader",
                    choices=("plain", "spss", "r"),
                    default="plain",
                    text=tr("who reads it: with a data dictionary and a script for SPSS or R"),
                ),
                selected,
            ),
        ),
    }
