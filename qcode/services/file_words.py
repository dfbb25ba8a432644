"""Words about files: formats, encodings, conventions of transcripts, and what was lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from qcode.formats.base import Loss
from qcode.formats.codebook_base import CodeLoss

from .exchange_losses import words_of
from .foreign_words import FOREIGN_LOSSES
from .language import mark, tr, trn

# The formats of readers, in words.
FORMATS: Mapping[str, str] = {
    "txt": mark("plain text"),
    "md": mark("Markdown"),
    "docx": mark("Word"),
    "odt": mark("OpenDocument"),
    "image": mark("a picture"),
    "rtf": mark("Rich Text (RTF)"),
    "html": mark("web page"),
    "pdf": mark("PDF"),
    "vtt": mark("captions"),
    "table": mark("table"),
    "survey": mark("survey"),
    "sbv": mark("captions"),
    "ass": mark("captions"),
    "ttml": mark("captions"),
    "json": mark("transcript in JSON"),
    "otr": mark("oTranscribe"),
}

# What a file that is no document was found to be.
FOUND: Mapping[str, str] = {
    "image": mark("a picture"),
    "audio": mark("a sound recording"),
    "video": mark("a film"),
    "archive": mark("an archive"),
    "spreadsheet": mark("a spreadsheet"),
    "presentation": mark("a presentation"),
    "ebook": mark("an e-book"),
    "email": mark("an e-mail"),
    "database": mark("a database"),
    "project": mark("a project or codebook of another program"),
    "program": mark("a program"),
    "data": mark("data"),
}

# The conventions of transcripts, by the names that readers give them. NONE: no turns.
DIALECTS: Mapping[str, str] = {
    "label_colon": mark("Name: words"),
    "f4": mark("Words #time# (f4)"),
    "bracket_ts": mark("[time] Name: words"),
    "name_time_line": mark("Name and time above"),
    "numbered_lines": mark("Numbered lines"),
    "none": mark("No turns"),
}

# Encodings that a text file of this part of the world may be in, likeliest first.
ENCODINGS: Mapping[str, str] = {
    "utf-8": mark("Unicode (UTF-8)"),
    "cp1252": mark("Windows-1252"),
    "latin-1": mark("Latin-1"),
    "iso-8859-15": mark("Latin-9"),
    "mac-roman": mark("Old Mac"),
    "cp850": mark("DOS (850)"),
    "utf-16-le": mark("UTF-16"),
    "utf-16-be": mark("UTF-16 (big-endian)"),
}

# What a format could not carry, by the kind of `Loss`: a clause without a full stop.
LOSSES: Mapping[str, Callable[[int], str]] = {
    "read_as": lambda _n: tr("The name promises another format than the content"),
    "table": lambda _n: tr(
        "A table, read as text; if it holds answers, choose “Import survey…” instead"
    ),
    "replaced_characters": lambda n: trn(
        "{n} unreadable character became �", "{n} unreadable characters became �", n
    ),
    "header_footer": lambda n: trn(
        "{n} page header or footer left out", "{n} page headers and footers left out", n
    ),
    "image": lambda n: trn("{n} picture left out", "{n} pictures left out", n),
    "report_pictures": lambda n: trn(
        "{n} quotation of a picture has its words, not the picture",
        "{n} quotations of pictures have their words, not the pictures",
        n,
    ),
    "picture_located": lambda _n: tr(
        "The picture says where it was taken, and is kept as it is; exports can leave that out"
    ),
    "uncut_pictures": lambda n: trn(
        "{n} picture of a quotation cannot be shown",
        "{n} pictures of quotations cannot be shown",
        n,
    ),
    "embedded_object": lambda n: trn(
        "{n} embedded object left out", "{n} embedded objects left out", n
    ),
    "equation": lambda n: trn(
        "{n} formula kept as plain characters", "{n} formulas kept as plain characters", n
    ),
    "list_numbers": lambda n: trn(
        "{n} automatic list number is not part of the text",
        "{n} automatic list numbers are not part of the text",
        n,
    ),
    "symbol": lambda n: trn(
        "{n} character of a symbol font may look different",
        "{n} characters of a symbol font may look different",
        n,
    ),
    "hidden_text": lambda n: trn(
        "{n} hidden passage is visible here", "{n} hidden passages are visible here", n
    ),
    "text_box": lambda n: trn(
        "{n} text box follows its paragraph", "{n} text boxes follow their paragraphs", n
    ),
    "repeated_cells": lambda n: trn(
        "{n} repeated table cell taken once", "{n} repeated table cells taken once", n
    ),
    "formats": lambda _n: tr("Formatting left out, because the text is very long"),
    "lines_joined": lambda n: trn(
        "{n} printed line joined to the one before, by where it stands",
        "{n} printed lines joined to those before, by where they stand",
        n,
    ),
    "margin_numbers": lambda n: trn(
        "{n} number in the margin left out", "{n} numbers in the margin left out", n
    ),
    "words_joined": lambda n: trn(
        "{n} word divided at the end of a line put together",
        "{n} words divided at the ends of lines put together",
        n,
    ),
    "pages_without_text": lambda n: trn("{n} page without text", "{n} pages without text", n),
    "scanned": lambda _n: tr(
        "Scanned, with no or hardly any text: its pages can be looked at, but not coded until the"
        " text has been recognised by another program"
    ),
    "annotations": lambda n: trn("{n} annotation left out", "{n} annotations left out", n),
    "no_script": lambda n: trn(
        "{n} passage for browsers without scripts left out",
        "{n} passages for browsers without scripts left out",
        n,
    ),
    "ruby": lambda n: trn(
        "{n} mark of pronunciation left out", "{n} marks of pronunciation left out", n
    ),
    "macros": lambda _n: tr("The programs in the file were neither run nor kept"),
    "cue_notes": lambda n: trn(
        "{n} remark between captions left out", "{n} remarks between captions left out", n
    ),
    "cue_styles": lambda n: trn(
        "{n} rule for the look of captions left out",
        "{n} rules for the look of captions left out",
        n,
    ),
    "table_columns": lambda n: trn(
        "{n} column beside the speech left out", "{n} columns beside the speech left out", n
    ),
    "styles_made": lambda n: trn(
        "{n} style was missing in the template and was made",
        "{n} styles were missing in the template and were made",
        n,
    ),
    "long_cells": lambda n: trn(
        "{n} text was cut to the {most} characters that a cell can hold",
        "{n} texts were cut to the {most} characters that a cell can hold",
        n,
        most="32,767",
    ),
    "parts_left_out": lambda n: trn(
        "{n} part that this format has no place for was left out",
        "{n} parts that this format has no place for were left out",
        n,
    ),
    "quotations_left_out": lambda n: trn(
        "{n} excerpt is not on the slides", "{n} excerpts are not on the slides", n
    ),
    "interviewer_left_out": lambda n: trn(
        "{n} passage that only the interviewer speaks was left out",
        "{n} passages that only the interviewer speaks were left out",
        n,
    ),
    "template_left_out": lambda _n: tr("The template is of another kind of file and was not used"),
    "empty_paragraphs": lambda n: trn(
        "{n} empty paragraph left out", "{n} empty paragraphs left out", n
    ),
}


# The same for codebooks.
CODE_LOSSES: Mapping[str, Callable[[int], str]] = {
    CodeLoss.NAMELESS: lambda n: trn(
        "{n} code without a name is called “?”", "{n} codes without a name are called “?”", n
    ),
    CodeLoss.LONG_NAME: lambda n: trn("{n} long name was cut", "{n} long names were cut", n),
    CodeLoss.SAME_NAME: lambda n: trn(
        "{n} code has the name of its neighbour and got a number",
        "{n} codes have the name of a neighbour and got a number",
        n,
    ),
    CodeLoss.SAME_CODE: lambda n: trn(
        "{n} code stands there twice and was taken once",
        "{n} codes stand there twice and were taken once",
        n,
    ),
    CodeLoss.BAD_GUID: lambda n: trn(
        "{n} GUID is none and was left out", "{n} GUIDs are none and were left out", n
    ),
    CodeLoss.SAME_GUID: lambda n: trn(
        "{n} code has the GUID of another and gets its own",
        "{n} codes have the GUID of another and get their own",
        n,
    ),
    CodeLoss.NOT_CODABLE: lambda n: trn(
        "{n} code only groups others there; here it can be used",
        "{n} codes only group others there; here they can be used",
        n,
    ),
    CodeLoss.DOTTED: lambda n: trn(
        "{n} code came below the one that its name begins with",
        "{n} codes came below the ones that their names begin with",
        n,
    ),
    CodeLoss.CODE_SETS: lambda n: trn("{n} set of codes left out", "{n} sets of codes left out", n),
    CodeLoss.UNKNOWN: lambda n: trn(
        "{n} part that is not known was left out", "{n} parts that are not known were left out", n
    ),
    CodeLoss.MENDED: lambda _n: tr("The file is damaged: what could be read was taken"),
    CodeLoss.CELLS: lambda n: trn(
        "{n} line cannot be the name of a code", "{n} lines cannot be names of codes", n
    ),
    CodeLoss.FORMULAS: lambda n: trn(
        "{n} formula has no result in the file", "{n} formulas have no result in the file", n
    ),
    CodeLoss.COLUMNS: lambda n: trn("{n} column left out", "{n} columns left out", n),
    CodeLoss.GUIDS: lambda n: trn("{n} code without its GUID", "{n} codes without their GUIDs", n),
    CodeLoss.COLORS: lambda n: trn(
        "{n} code without its colour", "{n} codes without their colours", n
    ),
    CodeLoss.DEFINITIONS: lambda n: trn(
        "{n} definition not as it is written here",
        "{n} definitions not as they are written here",
        n,
    ),
    CodeLoss.USE_WHEN: lambda n: trn(
        "{n} “use when” missing or altered", "{n} “use when” missing or altered", n
    ),
    CodeLoss.AVOID_WHEN: lambda n: trn(
        "{n} “avoid when” missing or altered", "{n} “avoid when” missing or altered", n
    ),
    CodeLoss.EXAMPLES: lambda n: trn(
        "{n} example missing or altered", "{n} examples missing or altered", n
    ),
    CodeLoss.NAMES: lambda n: trn(
        "{n} name would be read as something else", "{n} names would be read as something else", n
    ),
}

_TABLES = (LOSSES, CODE_LOSSES, FOREIGN_LOSSES)


def format_name(name: str) -> str:
    """Return the name of a reader's format in words."""
    return tr(FORMATS[name]) if name in FORMATS else name


def dialect_name(name: str) -> str:
    """Return the name of a convention of turns; formats such as captions have their own."""
    return tr(DIALECTS[name]) if name in DIALECTS else tr("As the format has it")


def encoding_name(name: str) -> str:
    """Return the name of an encoding in words, or as programs write it."""
    return tr(ENCODINGS[name]) if name in ENCODINGS else name


def loss_words(loss: Loss) -> str:
    """Return what a format could not carry, in words, with the example if there is one."""
    words = words_of(loss)
    if words is None:
        words = next(known[loss.kind] for known in _TABLES if loss.kind in known)(loss.count)
    if loss.kind == "read_as":
        return f"{words}: {format_name(loss.detail)}"
    return tr("{what} (“{example}”)", what=words, example=loss.detail) if loss.detail else words


def in_use_words(path: Path) -> str:
    """Return the sentence for a file that was not replaced because another program has it open."""
    return tr("{file} is open in another program, so it was left as it is.", file=path.name)
