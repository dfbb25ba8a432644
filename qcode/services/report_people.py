"""Who speaks in a passage and what is known of them: cases and attributes, in a report's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from qcode.model.collation import sort_key
from qcode.model.document import (
    Attribute,
    AttributeId,
    AttributeTarget,
    AttributeType,
    Case,
    CaseId,
    DocumentId,
)
from qcode.model.errors import UserError
from qcode.store import cases
from qcode.store.reader import Reader

from .language import Catalogue
from .words import date_words

Pairs = tuple[tuple[str, str], ...]


class People:
    """The cases and attributes of a project, read once."""

    def __init__(self, view: Reader, words: Catalogue) -> None:
        self._words = words
        self.attributes: Sequence[Attribute] = cases.list_attributes(view)
        self._of_documents = cases.read_values(view, AttributeTarget.DOCUMENT)
        self._of_cases = cases.read_values(view, AttributeTarget.CASE)
        self.cases: Mapping[CaseId, Case] = {case.id: case for case in cases.list_cases(view)}
        self._whole: dict[DocumentId, list[Case]] = defaultdict(list)
        self._speaking: dict[tuple[DocumentId, str], list[Case]] = defaultdict(list)
        for case in self.cases.values():
            for link in case.links:
                if link.speaker is None:
                    self._whole[link.document].append(case)
                else:
                    self._speaking[link.document, link.speaker].append(case)

    def in_document(self, document: DocumentId) -> list[Case]:
        """Return the cases that a document is linked to, as a whole or by a speaker."""
        speaking = [c for key, found in self._speaking.items() if key[0] == document for c in found]
        return list(dict.fromkeys((*self._whole[document], *speaking)))

    def who(self, document: DocumentId, speakers: Iterable[str]) -> tuple[Case, ...]:
        """Return the cases that speak: those of the speakers, else those of the document."""
        found = [case for name in speakers for case in self._speaking.get((document, name), ())]
        return tuple(dict.fromkeys(found or self._whole.get(document, [])))

    def attribute(self, name: str) -> list[Attribute]:
        """Return the attributes of this name, that of cases first.

        Raises `UserError("attribute_unknown")`.
        """
        found = [each for each in self.attributes if each.name.casefold() == name.casefold()]
        if not found:
            raise UserError("attribute_unknown", attribute=name)
        return sorted(found, key=lambda each: each.target is not AttributeTarget.CASE)

    def value(self, attribute: Attribute, document: DocumentId, who: Sequence[Case]) -> str:
        """Return the value of an attribute for a passage as it is stored, "" if there is none."""
        if attribute.target is AttributeTarget.DOCUMENT:
            return self._of_documents.get(document, {}).get(attribute.id, "")
        values = [self._of_cases.get(case.id, {}).get(attribute.id, "") for case in who]
        return next(filter(None, values), "")

    def pairs(self, document: DocumentId, who: Sequence[Case] = ()) -> Pairs:
        """Return names and values in words of all attributes that have one."""
        every = ((each, self.value(each, document, who)) for each in self.attributes)
        return tuple((each.name, self.shown(each, value)) for each, value in every if value)

    def stored(self, document: DocumentId, who: Sequence[Case] = ()) -> Pairs:
        """Return the same as they are stored, by the names of `columns`."""
        every = ((name, self.value(each, document, who)) for name, each in self.columns())
        return tuple((name, value) for name, value in every if value)

    def columns(self) -> list[tuple[str, Attribute]]:
        """Return the attributes under names that no two have; those of cases keep theirs."""
        taken: set[str] = set()
        found: dict[AttributeId, str] = {}
        for each in sorted(self.attributes, key=lambda a: a.target is not AttributeTarget.CASE):
            name, kept = each.name, self._words.tr("{name} (document)", name=each.name)
            found[each.id] = kept if name.casefold() in taken else name
            taken.add(name.casefold())
        return [(found[each.id], each) for each in self.attributes]

    def date_of(self, document: DocumentId) -> tuple[str, str]:
        """Return name and value, in words, of the first date that a document has."""
        values = self._of_documents.get(document, {})
        for each in self.attributes:
            if each.type is AttributeType.DATE and each.id in values:
                return each.name, self.shown(each, values[each.id])
        return "", ""

    def shown(self, attribute: Attribute, value: str) -> str:
        """Return a stored value as a reader expects it."""
        if attribute.type is AttributeType.BOOLEAN and value:
            return self._words.tr("Yes") if value == "true" else self._words.tr("No")
        if attribute.type is AttributeType.NUMBER and self._words.language == "sv":
            return value.replace(".", ",")
        if attribute.type is AttributeType.DATE and value:
            return self._date(value)
        return value

    def _date(self, value: str) -> str:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return value
        return date_words(day, self._words)

    def rank(self, attribute: Attribute, value: str) -> tuple[int, float, tuple[str, str]]:
        """Return what values are sorted by: choices as they were made, numbers, then words."""
        if not value:
            return 3, 0, ("", "")
        if value in attribute.choices:
            return 0, attribute.choices.index(value), ("", "")
        if attribute.type is AttributeType.NUMBER:
            return 1, float(value), ("", "")
        return 2, 0, sort_key(value)

    def values_in_use(self, attribute: AttributeId) -> set[str]:
        """Return the values that an attribute has anywhere."""
        both = (*self._of_documents.values(), *self._of_cases.values())
        return {values[attribute] for values in both if attribute in values}
