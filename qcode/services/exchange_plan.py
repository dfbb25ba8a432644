"""What taking in a project from outside would do, counted and told: values without any reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qcode.formats.base import Loss
from qcode.formats.exchange import FoundOffsets


class Noun(StrEnum):
    """What a project consists of, in the order in which it is told. The words are the tables'."""

    DOCUMENTS = "document"
    CODES = "code"
    SEGMENTS = "segment"
    MEMOS = "memo"
    CASES = "case"
    ATTRIBUTES = "attribute"
    VALUES = "attribute_value"
    SETS = "document_set"
    CODERS = "coder"
    QUERIES = "saved_query"
    PRESETS = "report_preset"
    MEDIA = "media"
    PARTS = "preserved"
    LINKS = "links"  # of memos, cases and sets that are here already


class Why(StrEnum):
    """Why something does not come in as the file has it."""

    NAME_TAKEN = "name_taken"  # something else here is called so
    OTHER_TEXT = "other_text"  # the document is here with another text
    OTHER_TYPE = "other_type"  # the values do not fit the attribute


class ExchangeLoss(StrEnum):
    """What of a project from outside cannot come in. The example stands beside each."""

    OUTSIDE = "segments_outside"  # beyond the end of their text; the document
    EDITED = "segments_edited"  # whose words are not in the document any more; the document
    NOWHERE = "segments_nowhere"  # of a document, a code that the file does not have
    LINKS = "links_nowhere"  # of memos, cases and sets to what the file does not have; the first
    VALUES = "values_nowhere"  # of attributes or owners that the file does not have
    TWICE = "guid_twice"  # things that have the GUID of another; the first one's name
    NAMES = "names_mended"  # names that cannot be one here; the first as it was
    SAVED = "saved_unreadable"  # searches and reports that mean nothing here; the first one's name
    SOURCES = "sources_unreadable"  # originals and media whose bytes cannot be had; the first


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of one noun are new, how many known, and how many of these differ here."""

    new: int = 0
    known: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that comes in under another name, or beside what is here."""

    noun: Noun
    why: Why
    name: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Choices:
    """`update`: what is known and differs becomes as the file has it; else it stays."""

    update: bool = False


DEFAULTS = Choices()
_NONE = Counts()


@dataclass(frozen=True, slots=True)
class ExchangePlan:
    """What would come of it. `losses` are those of the file and those seen here.

    `describes`: the project gets the description that the file has, because it has none.
    """

    name: str
    origin: str
    counts: Mapping[Noun, Counts]
    clashes: tuple[Clash, ...] = ()
    losses: tuple[Loss, ...] = ()
    offsets: tuple[FoundOffsets, ...] = ()
    describes: bool = False

    def of(self, noun: Noun) -> Counts:
        """Return the counts of a noun."""
        return self.counts.get(noun, _NONE)

    @property
    def brings(self) -> bool:
        """Whether anything comes in that is not here."""
        return self.describes or any(counts.new for counts in self.counts.values())

    @property
    def changed(self) -> int:
        """How many things are here and differ."""
        return sum(counts.changed for counts in self.counts.values())


@dataclass
class Tally:
    """Counts while a plan is made."""

    _counted: dict[Noun, list[int]] = field(default_factory=lambda: {n: [0, 0, 0] for n in Noun})
    clashes: list[Clash] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def count(self, noun: Noun, *, new: int = 0, known: int = 0, changed: int = 0) -> None:
        """Count things of a noun."""
        counted = self._counted[noun]
        counted[0] += new
        counted[1] += known
        counted[2] += changed

    @property
    def counts(self) -> dict[Noun, Counts]:
        """How many there are of each noun."""
        return {noun: Counts(*counted) for noun, counted in self._counted.items()}

    def clash(self, noun: Noun, why: Why, name: str, becomes: str) -> None:
        """Note what does not come in as the file has it."""
        self.clashes.append(Clash(noun, why, name, becomes))

    def lose(self, kind: ExchangeLoss, example: str) -> None:
        """Count one loss; the first example is kept."""
        self.lost[kind] += 1
        self.examples.setdefault(kind, example)

    def losses(self) -> tuple[Loss, ...]:
        """Return what was lost so far."""
        return tuple(Loss(kind, n, self.examples[kind]) for kind, n in self.lost.items())
