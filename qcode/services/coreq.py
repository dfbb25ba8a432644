"""The 32 items of COREQ (Tong, Sainsbury & Craig 2007), in short words of our own.

What a project knows is filled in, as a proposal to check; the others name who has to.
"""

from __future__ import annotations

from collections.abc import Mapping

from qcode.formats.bundle_parts import ExportColumn, ExportTable
from qcode.model.collation import sort_key
from qcode.model.document import DocumentKind

from .language import Catalogue, mark
from .report_chapters import Excerpts
from .report_sources import Sources
from .words import kind_name

ITEMS: Mapping[int, str] = {
    1: mark("Who conducted the interviews or focus groups"),
    2: mark("Credentials of the researchers"),
    3: mark("Occupation at the time of the study"),
    4: mark("Gender of the researchers"),
    5: mark("Experience and training"),
    6: mark("Relationship with participants before the study"),
    7: mark("What participants knew of the interviewer"),
    8: mark("Characteristics of the interviewer (bias, assumptions, interests)"),
    9: mark("Methodological orientation and theory"),
    10: mark("How participants were selected"),
    11: mark("How participants were approached"),
    12: mark("Sample size"),
    13: mark("How many refused or dropped out, and why"),
    14: mark("Setting of data collection"),
    15: mark("Whether others were present"),
    16: mark("Description of the sample"),
    17: mark("Interview guide, and whether it was piloted"),
    18: mark("Repeat interviews"),
    19: mark("Audio or visual recording"),
    20: mark("Field notes"),
    21: mark("Duration"),
    22: mark("Data saturation"),
    23: mark("Whether transcripts were returned to participants"),
    24: mark("Number of data coders"),
    25: mark("Description of the coding tree"),
    26: mark("Derivation of themes: in advance or from the data"),
    27: mark("Software"),
    28: mark("Whether participants gave feedback on the findings"),
    29: mark("Quotations are presented, each identified"),
    30: mark("Consistency of data and findings"),
    31: mark("Clarity of major themes"),
    32: mark("Clarity of minor themes"),
}


def coreq_table(sources: Sources, made: Excerpts, words: Catalogue) -> ExportTable:
    """Return a row for each item, with what the project knows of it."""
    known = known_items(sources, made, words)
    rows = [
        (f"{n}. {words.tr(ITEMS[n])}", known.get(n, words.tr("For the author to fill in")))
        for n in ITEMS
    ]
    return ExportTable(
        key="method-coreq",
        title=words.tr("Reporting checklist (COREQ)"),
        columns=(ExportColumn(words.tr("Item"), 4), ExportColumn(words.tr("In this study"), 5)),
        rows=tuple(rows),
    )


def known_items(sources: Sources, made: Excerpts, words: Catalogue) -> dict[int, str]:
    """Return what is known, by the number of the item."""
    documents = list(sources.documents.values())
    book = sources.codebook
    coders = sorted({sources.coders[each.coder] for each in sources.segments}, key=sort_key)
    known: dict[int, str] = {}
    persons = {case for each in documents for case in sources.people.in_document(each.id)}
    counted = words.trn("{n} document", "{n} documents", len(documents))
    if persons:
        counted = f"{words.trn('{n} case', '{n} cases', len(persons))}; {counted}"
    known[12] = counted
    kinds = {each.kind for each in documents}
    known[16] = ", ".join(
        f"{kind_name(kind, words)}: {sum(each.kind is kind for each in documents)}"
        for kind in DocumentKind
        if kind in kinds
    )
    notes = sum(each.kind is DocumentKind.FIELD_NOTE for each in documents)
    if notes:
        known[20] = words.trn("{n} field note", "{n} field notes", notes)
    if coders:
        known[24] = f"{len(coders)}: {', '.join(coders)}"
    tops = [code.name for code in book.children(None)]
    deepest = 1 + max((depth for depth, _code in book.walk()), default=0)
    if tops:
        known[25] = words.tr(
            "{codes} on {levels}; at the top: {names}",
            codes=words.trn("{n} code", "{n} codes", len(book)),
            levels=words.trn("{n} level", "{n} levels", deepest),
            names=", ".join(tops),
        )
    known[27] = "QCode"
    if made:
        known[29] = words.trn(
            "{n} quotation in this report, with its source",
            "{n} quotations in this report, each with its source",
            len(made),
        )
    return known
