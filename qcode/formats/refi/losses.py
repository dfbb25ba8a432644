"""What of a REFI-QDA project cannot be shown or kept as it was, in kinds and counts."""

from __future__ import annotations

from enum import StrEnum

from qcode.formats.base import Loss


class RefiLoss(StrEnum):
    """A kind of loss of a project file. What the example of each is stands beside it."""

    MENDED = "mended_xml"  # the file was damaged, and what could be read was
    MISSING_FILE = "missing_files"  # files that the project names and does not bring; the path
    LARGE_FILE = "large_files"  # files too large to be taken over; the name
    NO_TEXT = "sources_without_text"  # text sources that cannot be shown, kept; the name
    NO_PICTURE = "unshown_pictures"  # files that are no picture here, kept; the name
    HIDDEN_CODINGS = "hidden_codings"  # of regions and times, kept and not shown; the source
    UNPLACED = "unplaced_selections"  # whose positions are not in the text, kept; the source
    OFFSETS = "uncertain_offsets"  # sources whose way of counting is not clear; the name
    SAME_CODING = "same_codings"  # the same code twice on one passage by one coder: taken once
    NO_CODE = "codings_without_code"  # codings that name no code, left out; the source
    UNKNOWN_CODE = "unknown_codes"  # codes that are used and not described: made; the name
    UNKNOWN_CODER = "unknown_coders"  # people who are named and not described: made; the name
    UNKNOWN_NOTE = "unknown_notes"  # notes that are not there; the name of what refers
    UNKNOWN_SOURCE = "unknown_sources"  # sources that are not there; the case or set
    UNKNOWN_VARIABLE = "unknown_variables"  # values of variables that are not there; whose
    SAME_GUID = "same_guids"  # different things with one GUID: the later got another; the name
    BAD_GUID = "bad_guids"  # GUIDs that are none; the first of them
    BAD_VALUE = "unfit_values"  # values that are not of the variable's type: text now; the value
    NAMELESS = "nameless_things"  # codes, sources and people without a name; the GUID
    REPLACED = "replaced_characters"  # characters that became U+FFFD
    OWN_PART = "own_part_unfit"  # what QCode wrote for itself and does not fit; the first of it
    UNKNOWN = "unknown_elements"  # parts nobody knows, left out; the name of the first


class LossCount:
    """Counts losses by kind and keeps the first example of each."""

    def __init__(self) -> None:
        self._counts: dict[RefiLoss, int] = {}
        self._examples: dict[RefiLoss, str] = {}

    def add(self, kind: RefiLoss, example: str = "", count: int = 1) -> None:
        """Note something lost."""
        self._counts[kind] = self._counts.get(kind, 0) + count
        if example:
            self._examples.setdefault(kind, example)

    def all(self) -> tuple[Loss, ...]:
        """Return what was noted, in the order in which kinds are defined."""
        return tuple(
            Loss(kind, self._counts[kind], self._examples.get(kind, ""))
            for kind in RefiLoss
            if kind in self._counts
        )
