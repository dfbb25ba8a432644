"""What a package cannot carry or others cannot see, counted by kind with the first example."""

from __future__ import annotations

from enum import StrEnum

from qcode.formats.base import Loss


class QdpxLoss(StrEnum):
    """A kind of loss. What `Loss.detail` holds stands beside each.

    `KEPT` are in the package, where only QCode looks; the others are not in it.
    """

    WEIGHTS = "qdpx_weights"  # weights of segments; the code of the first
    CONDENSED = "qdpx_condensed"  # condensed wordings; the first
    MEMO_KINDS = "qdpx_memo_kinds"  # memos that are more than notes; the first
    MEMO_LINKS = "qdpx_memo_links"  # memos on cases, which others do not show there; the title
    SPEAKERS = "qdpx_speakers"  # cases that are one speaker of a document; the name
    TURNS = "qdpx_turns"  # documents with turns; the name of the first
    FORMATS = "qdpx_formats"  # documents with formatting and no original that shows it; the name
    NOTES = "qdpx_notes"  # documents with footnotes, comments or tracked changes; the name
    PAGES = "qdpx_pages"  # documents with page numbers and no original that shows them; the name
    REGIONS = "qdpx_regions"  # documents with regions of a picture that is not there; the name
    KINDS = "qdpx_kinds"  # documents of a known kind; the name of the first
    LANGUAGES = "qdpx_languages"  # documents in a known language; the name of the first
    CHOICES = "qdpx_choices"  # attributes with a list of choices; the name
    ATTRIBUTES = "qdpx_attributes"  # attributes that no other program would keep apart; the name
    CODER_COLORS = "qdpx_coder_colors"  # colours of coders; the name of the first
    ORIGINALS = "qdpx_originals"  # originals of formats that the standard has no place for; a name
    EDITED = "qdpx_edited"  # originals in docx that are no longer what the text says; a name
    MEDIA = "qdpx_media"  # files beside a text that are neither sound nor film; the name
    SAVED = "qdpx_saved"  # saved searches and presets of reports; the name
    FOREIGN = "qdpx_foreign"  # what other formats than this one left to be kept; the name
    NO_MEDIA_FILE = "qdpx_no_media_file"  # recordings that are named, not packed; the name
    TOO_LARGE = "qdpx_too_large"  # files of 2 GB and more, which the standard forbids; the name
    NO_ORIGINAL = "qdpx_no_original"  # originals named docx or PDF that are none; the name
    REPLACED = "replaced_characters"  # what XML cannot carry is U+FFFD for others; where
    NO_PLACE = "qdpx_no_place"  # codings and links that lead to nothing; their kind
    DANGLING = "qdpx_dangling"  # references in kept parts that lead to nothing; the part's name
    PARTS = "qdpx_parts"  # kept parts that cannot stand alone, such as texts without text; a name
    UNPLACED = "qdpx_unplaced"  # selections that had no place in their text; the document
    GUIDS = "qdpx_guids"  # GUIDs that were invalid or used twice, and are new; the first


KEPT = frozenset(
    {
        *(QdpxLoss.WEIGHTS, QdpxLoss.CONDENSED, QdpxLoss.MEMO_KINDS, QdpxLoss.MEMO_LINKS),
        *(QdpxLoss.SPEAKERS, QdpxLoss.TURNS, QdpxLoss.FORMATS, QdpxLoss.NOTES, QdpxLoss.PAGES),
        *(
            QdpxLoss.REGIONS,
            QdpxLoss.KINDS,
            QdpxLoss.LANGUAGES,
            QdpxLoss.CHOICES,
            QdpxLoss.ATTRIBUTES,
        ),
        *(QdpxLoss.CODER_COLORS, QdpxLoss.ORIGINALS, QdpxLoss.EDITED, QdpxLoss.MEDIA),
        *(QdpxLoss.NO_ORIGINAL, QdpxLoss.SAVED),
        *(QdpxLoss.FOREIGN, QdpxLoss.PARTS, QdpxLoss.REPLACED),
    }
)
INTRODUCTION = "qdpx_introduction"  # the words before the list in the description of the project


class Tally:
    """Counts losses."""

    def __init__(self) -> None:
        self._counts: dict[QdpxLoss, int] = {}
        self._details: dict[QdpxLoss, str] = {}

    def lose(self, kind: QdpxLoss, detail: str = "", count: int = 1) -> None:
        """Count a loss; the first one of a kind is its example."""
        if count:
            self._counts[kind] = self._counts.get(kind, 0) + int(count)
            self._details.setdefault(kind, detail)

    def largest(self, other: Tally) -> Tally:
        """Return what both counted, each kind once and with the larger count."""
        found = Tally()
        for kind in QdpxLoss:
            mine, theirs = self._counts.get(kind, 0), other._counts.get(kind, 0)
            details = self._details if mine >= theirs else other._details
            found.lose(kind, details.get(kind, ""), max(mine, theirs))
        return found

    def losses(self) -> tuple[Loss, ...]:
        """Return what was lost, in the order of `QdpxLoss`."""
        return tuple(
            Loss(kind, self._counts[kind], self._details[kind])
            for kind in QdpxLoss
            if kind in self._counts
        )
