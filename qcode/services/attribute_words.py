"""The types of attributes in words."""

from __future__ import annotations

from collections.abc import Mapping

from qcode.model.document import AttributeType

from .language import mark, tr

TYPES: Mapping[AttributeType, str] = {
    AttributeType.TEXT: mark("Text"),
    AttributeType.NUMBER: mark("Number"),
    AttributeType.DATE: mark("Date"),
    AttributeType.CHOICE: mark("Choice"),
    AttributeType.BOOLEAN: mark("Yes or no"),
}


def type_words(kind: AttributeType) -> str:
    """Return a type of values in words."""
    return tr(TYPES[kind])
