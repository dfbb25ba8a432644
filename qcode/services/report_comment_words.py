"""Comments that can be taken in, in words: for the terminal and the window."""

from __future__ import annotations

from qcode.model.codebook import shown_path

from .language import tr, trn
from .report_comments import Offer, Offers


def becomes_words(offer: Offer) -> str:
    """Return what a comment would become."""
    if offer.code is None:
        return tr("becomes a memo")
    return tr("becomes a coding with “{code}”", code=shown_path(offer.code_path))


def passage_words(offer: Offer) -> str:
    """Return the commented words and where they are, in one line."""
    words = " ".join(offer.words.split())
    return tr("“{words}” {document}", words=words, document=offer.document_name)


def rest_lines(found: Offers) -> list[str]:
    """Return sentences about what is not offered, and that nothing is."""
    lines = [] if found.offers else [tr("No comments of others to take in were found.")]
    if found.taken:
        lines.append(
            trn(
                "{n} comment was taken in before.",
                "{n} comments were taken in before.",
                found.taken,
            )
        )
    if found.elsewhere:
        lines.append(
            trn(
                "{n} comment is not on a passage of the project.",
                "{n} comments are not on passages of the project.",
                found.elsewhere,
            )
        )
    return lines
