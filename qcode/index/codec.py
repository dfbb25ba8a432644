"""Our segments as Whoosh knows segments: schema, codec, and readers for Whoosh's own searcher.

Whoosh brings the folder, generations, locks and the writer's order of work. `qcode.index.evaluate`
answers the queries of the search pane itself, on whole sets; through this module any Whoosh query
can be asked of the same index, a unit being a document and `FIELD` its only indexed field.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any

from whoosh import fields, formats
from whoosh.codec.base import Codec, Segment, TermsReader
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from .postings import Records, WordsWriter, open_lists
from .sources import BLOCK_BITS, SourcesReader, SourcesWriter
from .storage import Storage

FIELD = "text"


class _Addresses(formats.Positions):
    """Positions as an array of addresses."""

    def decode_positions(self, valuestring: bytes) -> list[int]:
        addresses = array("I")
        addresses.frombytes(valuestring)
        return addresses.tolist()


class _Text(fields.FieldType):
    """Words with addresses; cut out by `qcode.index.analysis`, not by Whoosh."""

    def __init__(self) -> None:
        super().__init__(format=_Addresses(), analyzer=None)


def schema() -> Any:
    """Return the schema of every index: a text, and which unit it is."""
    return fields.Schema(**{FIELD: _Text(), "unit": fields.STORED()})


class UnitSegment(Segment):
    """A segment in the table of contents. `gone` are places of sources that were taken out;
    `size` is the length of its records in bytes.
    """

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self.gone: set[int] = set()
        self.size = 0
        self._units = 0

    def codec(self) -> UnitCodec:
        """Return the one codec there is."""
        return UnitCodec()

    def should_assemble(self) -> bool:
        """Keep the files apart: the records are read piecemeal."""
        return False

    def set_doc_count(self, doccount: int) -> None:
        """Note how many numbers for units there are."""
        self._units = doccount

    def doc_count_all(self) -> int:
        """Return how many numbers for units there are."""
        return self._units


class UnitCodec(Codec):
    """Makes the writers and readers of segments."""

    length_stats = False

    def new_segment(self, storage: Storage, indexname: str) -> UnitSegment:
        """Return a segment with a name of its own."""
        return UnitSegment(indexname)

    def per_document_writer(self, storage: Storage, segment: UnitSegment) -> SourcesWriter:
        """Return the writer of a segment's sources, and keep it for the words."""
        self._sources = SourcesWriter(storage, segment)
        return self._sources

    def field_writer(self, storage: Storage, segment: UnitSegment) -> WordsWriter:
        """Return the writer of a segment's words."""
        return WordsWriter(storage, segment, self._sources)

    def per_document_reader(self, storage: Storage, segment: UnitSegment) -> SourcesReader:
        """Return the reader of a segment's sources."""
        return SourcesReader(storage, segment)

    def terms_reader(self, storage: Storage, segment: UnitSegment) -> UnitTerms:
        """Return the reader of a segment's words, in the shape that Whoosh asks for."""
        return UnitTerms(storage, segment)


class UnitTerms(TermsReader):
    """Words and their units for Whoosh's own queries."""

    def __init__(self, storage: Storage, segment: UnitSegment) -> None:
        self._words, _pairs, _written = open_lists(storage, segment)
        self._records = Records(storage, segment)
        self._unit_of_block = SourcesReader(storage, segment).unit_of_block

    def _place(self, fieldname: str, text: bytes) -> int:
        place = self._words.find(text.decode()) if fieldname == FIELD else None
        if place is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        return place

    def _by_unit(self, place: int) -> dict[int, array[int]]:
        units: dict[int, array[int]] = {}
        with self._records as records:
            for address in records.addresses(self._words, [range(place, place + 1)]):
                unit = self._unit_of_block[address >> BLOCK_BITS]
                units.setdefault(unit, array("I")).append(address)
        return units

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return term[0] == FIELD and self._words.find(term[1].decode()) is not None

    def indexed_field_names(self) -> list[str]:
        """Return the only field."""
        return [FIELD]

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield every word."""
        return self.terms_from(FIELD, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the words from `prefix` on."""
        first = self._words.prefixed(prefix.decode()).start
        for word in self._words.words(range(first, len(self._words))):
            yield fieldname, word.encode()

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return how often and in how many units a word stands."""
        units = self._by_unit(self._place(fieldname, text))
        counts = [len(addresses) for addresses in units.values()]
        return TermInfo(
            weight=float(sum(counts)),
            df=len(units),
            maxweight=float(max(counts)),
            minid=min(units),
            maxid=max(units),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often a word stands in the segment."""
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return in how many units a word stands."""
        return int(self.term_info(fieldname, text).doc_frequency())

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        """Return the units of a word, one after another."""
        units = self._by_unit(self._place(fieldname, text))
        return ListMatcher(
            list(units),
            [float(len(addresses)) for addresses in units.values()],
            [addresses.tobytes() for addresses in units.values()],
            format_,
            scorer=scorer,
            term=(fieldname, text),
        )
