"""What a query looks at: which changes to a project can be changes to what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qcode.index.units import Source, SourceKey
from qcode.model.changes import Changes
from qcode.model.errors import UserError
from qcode.model.query import Compare, Field, FieldName, leaves
from qcode.model.query_parser import parse

_ATTRIBUTES = frozenset({"attribute", "attribute_value"})
_CASES = frozenset({"case", "case_link"})
_LINKS = frozenset({"memo_link"})

# The tables of which a row decides what a field stands for anywhere. Names of documents and
# speakers are not among them: a change to these is a change to their document.
_TABLES: Mapping[FieldName, frozenset[str]] = {
    FieldName.SET: frozenset({"document_set", "set_member"}),
    FieldName.CODE: frozenset({"code"}) | _LINKS,
    FieldName.SUBCODES: frozenset({"code"}) | _LINKS,
    FieldName.CODER: frozenset({"coder"}),
    FieldName.MEMO: frozenset({"memo"}) | _LINKS,
    FieldName.CASE: _CASES | _LINKS,
    FieldName.DATE: _ATTRIBUTES,
}
_CODED = frozenset({FieldName.CODE, FieldName.SUBCODES, FieldName.CODER, FieldName.MEMO})


@dataclass(frozen=True, slots=True)
class Reach:
    """`tables` are those of which any change may be one to all that is found; with `coded`, a
    change of codings is one to what is found in their documents.
    """

    tables: frozenset[str]
    coded: bool

    def touched(self, changes: Changes) -> frozenset[SourceKey] | None:
        """Return the sources in which something else may be found now; None: in any."""
        if any(changes.touched(table) for table in self.tables):
            return None
        documents = set(changes.touched("document") | changes.texts)
        if self.coded:
            documents |= changes.documents
        return frozenset(
            SourceKey(source, number)
            for source, numbers in (
                (Source.DOCUMENT, documents),
                (Source.MEMO, changes.touched("memo")),
                (Source.CODE, changes.touched("code")),
            )
            for number in numbers
        )


def reach_of(text: str) -> Reach:
    """Return what a query looks at; one that cannot be read looks at nothing."""
    tables, coded = {"project"}, False  # the language of memos and codes is the project's
    try:
        found = list(leaves(parse(text)))
    except UserError:
        found = []
    for leaf in found:
        if isinstance(leaf, Compare):
            tables |= _ATTRIBUTES | _CASES
        elif isinstance(leaf, Field):
            tables |= _TABLES.get(leaf.name, frozenset())
            coded = coded or leaf.name in _CODED
    return Reach(frozenset(tables), coded)
