"""What projects of other programs cannot carry, in words that also stand in the files themselves.

A number comes at the end of each, so that one sentence fits any.
"""

from __future__ import annotations

from collections.abc import Mapping

from qcode.formats.base import Loss
from qcode.formats.refi.losses import RefiLoss
from qcode.formats.refi.write_tally import INTRODUCTION, KEPT, QdpxLoss

from .exchange_plan import ExchangeLoss
from .language import Catalogue, grouped, mark, tr

# What a file says before it lists what others do not see.
OPENING = mark("Written by QCode. What other programs do not show, or what is not in this file:")

TAKEN: Mapping[str, str] = {
    ExchangeLoss.OUTSIDE: mark("Passages beyond the end of their text, left out: {count}"),
    ExchangeLoss.EDITED: mark("Codings whose words are not in the document any more: {count}"),
    ExchangeLoss.NOWHERE: mark("Passages without a document or code, left out: {count}"),
    ExchangeLoss.LINKS: mark("Links to what is not there, left out: {count}"),
    ExchangeLoss.VALUES: mark("Values of what is not there, left out: {count}"),
    ExchangeLoss.TWICE: mark("Things that stand there twice, taken once: {count}"),
    ExchangeLoss.NAMES: mark("Names that cannot be used as they are, mended: {count}"),
    ExchangeLoss.SAVED: mark("Saved searches and reports that mean nothing here: {count}"),
    ExchangeLoss.SOURCES: mark("Originals and recordings that cannot be read: {count}"),
}

READ: Mapping[str, str] = {
    RefiLoss.MENDED: mark("The file is damaged; what could be read was read: {count}"),
    RefiLoss.MISSING_FILE: mark(
        "Files that the project names and does not bring; export it with them: {count}"
    ),
    RefiLoss.LARGE_FILE: mark("Files too large to be taken over: {count}"),
    RefiLoss.NO_TEXT: mark("Texts that cannot be shown, kept: {count}"),
    RefiLoss.NO_PICTURE: mark("Pictures of a kind that cannot be shown, kept: {count}"),
    RefiLoss.HIDDEN_CODINGS: mark(
        "Codings of what cannot be shown (sound, memos, missing files and texts), kept: {count}"
    ),
    RefiLoss.UNPLACED: mark("Passages whose place is not in the text, kept: {count}"),
    RefiLoss.OFFSETS: mark("Documents whose passages should be looked at: {count}"),
    RefiLoss.SAME_CODING: mark("Codings that stand there twice, taken once: {count}"),
    RefiLoss.NO_CODE: mark("Codings that name no code, left out: {count}"),
    RefiLoss.UNKNOWN_CODE: mark("Codes that are used and not described, made: {count}"),
    RefiLoss.UNKNOWN_CODER: mark("People who are named and not described, made: {count}"),
    RefiLoss.UNKNOWN_NOTE: mark("References to notes that are not there: {count}"),
    RefiLoss.UNKNOWN_SOURCE: mark("References to sources that are not there: {count}"),
    RefiLoss.UNKNOWN_VARIABLE: mark("Values of variables that are not there: {count}"),
    RefiLoss.SAME_GUID: mark("Things with the GUID of another, which got their own: {count}"),
    RefiLoss.BAD_GUID: mark("GUIDs that are none: {count}"),
    RefiLoss.BAD_VALUE: mark("Values that do not fit their variable, text now: {count}"),
    RefiLoss.NAMELESS: mark("Things without a name: {count}"),
    RefiLoss.UNKNOWN: mark("Parts that nobody knows, left out: {count}"),
    RefiLoss.OWN_PART: mark("Things only QCode writes that no longer fit, left out: {count}"),
}

WRITTEN: Mapping[str, str] = {
    QdpxLoss.WEIGHTS: mark("Weights of passages: {count}"),
    QdpxLoss.CONDENSED: mark("Condensed wordings: {count}"),
    QdpxLoss.MEMO_KINDS: mark("Kinds of memos: {count}"),
    QdpxLoss.MEMO_LINKS: mark("Memos on cases: {count}"),
    QdpxLoss.SPEAKERS: mark("Cases that are one speaker of a document: {count}"),
    QdpxLoss.TURNS: mark("Documents with speakers and turns: {count}"),
    QdpxLoss.FORMATS: mark("Documents with formatting: {count}"),
    QdpxLoss.NOTES: mark("Documents with notes, comments or tracked changes: {count}"),
    QdpxLoss.PAGES: mark("Documents with page numbers: {count}"),
    QdpxLoss.REGIONS: mark("Pictures that are not there, with regions: {count}"),
    QdpxLoss.KINDS: mark("Kinds of documents: {count}"),
    QdpxLoss.LANGUAGES: mark("Languages of documents: {count}"),
    QdpxLoss.CHOICES: mark("Attributes with a list of choices: {count}"),
    QdpxLoss.ATTRIBUTES: mark("Attributes that others would not keep apart: {count}"),
    QdpxLoss.CODER_COLORS: mark("Colours of coders: {count}"),
    QdpxLoss.ORIGINALS: mark("Originals of other kinds: {count}"),
    QdpxLoss.EDITED: mark("Originals that do not say exactly what the text says: {count}"),
    QdpxLoss.MEDIA: mark("Files beside a text that are neither sound nor film: {count}"),
    QdpxLoss.SAVED: mark("Saved searches and reports: {count}"),
    QdpxLoss.FOREIGN: mark("Parts that came from other formats: {count}"),
    QdpxLoss.NO_MEDIA_FILE: mark("Recordings that are named and not in the file: {count}"),
    QdpxLoss.TOO_LARGE: mark("Files of 2 GB and more, not in the file: {count}"),
    QdpxLoss.NO_ORIGINAL: mark("Originals that are not what their names say: {count}"),
    QdpxLoss.NO_PLACE: mark("Codings and links that lead to nothing, not in the file: {count}"),
    QdpxLoss.DANGLING: mark("References of kept parts that lead to nothing: {count}"),
    QdpxLoss.PARTS: mark("Kept parts that have no place in this format: {count}"),
    QdpxLoss.UNPLACED: mark("Passages that had no place in their text when they came: {count}"),
    QdpxLoss.GUIDS: mark("GUIDs that were invalid or used twice, and are new: {count}"),
}
REPLACED = mark("Characters that the format cannot hold, replaced by �: {count}")


def words_of(loss: Loss) -> str | None:
    """Return what a project cannot carry, in words; None for another kind of loss."""
    count = grouped(loss.count)
    if loss.kind in TAKEN:
        return tr(TAKEN[loss.kind], count=count)
    if loss.kind in READ:
        return tr(READ[loss.kind], count=count)
    if loss.kind in WRITTEN:
        return tr(WRITTEN[loss.kind], count=count)
    return None


def is_kept(loss: Loss) -> bool:
    """Whether what others do not show is in the file all the same, where QCode finds it."""
    return loss.kind in KEPT


def words_of_file(words: Catalogue) -> Mapping[str, str]:
    """Return what a file says of its losses, in its language, by kind and with {count} in it."""
    said = {kind: words.tr(text) for kind, text in WRITTEN.items()}  # marked in WRITTEN
    said[QdpxLoss.REPLACED] = words.tr(REPLACED)  # marked in REPLACED
    said[INTRODUCTION] = words.tr(OPENING)  # marked in OPENING
    return said
