"""The sentences for what can be wrong with tables of coded passages; see `messages`."""

from __future__ import annotations

from collections.abc import Mapping

from .language import mark

CODED_ERRORS: Mapping[str, str] = {
    "coded_table_empty": mark(
        "{name} has no row below its headings. The first row of such a table has the headings."
    ),
    "coded_table_unknown": mark(
        "{name} is no list of coded passages that can be read. Save it as .csv or .xlsx there."
    ),
    "coded_table_not_document": mark(
        "{name} is a table of coded passages, not a document. Import it as “Coded passages from a"
        " table”, in a terminal with “qcode import-codings”."
    ),
    "columns_needed": mark(
        "Say which column has the codes, and which the words of the passages or their places."
    ),
    "role_unknown": mark("A column cannot be “{role}”. It can be one of: {roles}."),
    "sign_unknown": mark("Codes cannot be parted by “{sign}”. One of these can do it: {signs} ."),
    "pick_unknown": mark(
        "Row {row} has no place {place} to pick. With --dry-run the places of each row are listed."
    ),
}
