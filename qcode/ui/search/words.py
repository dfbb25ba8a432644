"""What the search pane says: how much was found, what it is narrowed to, what cannot be read."""

from __future__ import annotations

from qcode.model.errors import UserError
from qcode.services.hit_list import HitList, Within
from qcode.services.hits import Source
from qcode.services.language import tr, trn
from qcode.services.messages import sentence


def count_words(found: HitList) -> str:
    """Say how much was found: exact, however many hits are read."""
    inside = sum(n for group, n in found.counts.items() if group.source is Source.DOCUMENT)
    outside = len(found.units) - inside
    documents = sum(group.source is Source.DOCUMENT for group in found.counts)
    hits = trn("{n} hit", "{n} hits", inside)
    places = trn("{n} document", "{n} documents", documents)
    if not found.counts and not found.missing:
        return tr("No hits")
    if not outside:
        words = tr("{hits} in {documents}", hits=hits, documents=places)
    elif not inside:
        words = trn("{n} in memos and codes", "{n} in memos and codes", outside)
    else:
        beside = trn("{n} in memos and codes", "{n} in memos and codes", outside)
        words = tr("{hits} in {documents}, {others}", hits=hits, documents=places, others=beside)
    if not found.missing:
        return words
    if not found.counts:
        words = tr("No hits so far")
    missing = trn(
        "{n} source is not searched yet; this grows by itself.",
        "{n} sources are not searched yet; this grows by itself.",
        found.missing,
    )
    return f"{words}. {missing}"


def within_words(within: Within, only: str) -> str:
    """Say what the hits are narrowed to; "" if to nothing. `only` names the one document shown."""
    parts = []
    if within.documents is not None:
        parts.append(
            trn(
                "Only in {n} active document",
                "Only in {n} active documents",
                len(within.documents),
            )
        )
    if within.codes is not None:
        parts.append(
            trn(
                "Only passages with {n} active code",
                "Only passages with one of {n} active codes",
                len(within.codes),
            )
        )
    if only:
        parts.append(tr("Only {name}", name=only))
    return " · ".join(parts)


def lesson_words(found: HitList | None) -> str:
    """Say what to do where no hits are listed: before anything was asked, or when nothing is."""
    if found is None:
        return tr(
            "Type a word to find it in every form. Put “several words” in quotation marks to"
            " find them as they stand. The question mark shows what else you can ask."
        )
    if found.missing:
        return tr("Nothing found so far.")
    if not found.wish.within.is_all:
        return tr("Nothing in what is active says this. Show all to look everywhere.")
    options = found.wish.options
    if options.exact or options.case:
        return tr(
            "Nothing is written just so. The button under the search line says how words are"
            " compared: try any form."
        )
    return tr(
        "Nothing says this. Try the beginning of a word with a star, such as trygg*,"
        " or fewer words."
    )


def problem_words(error: UserError, query: str) -> str:
    """Say what cannot be read in a query, and where."""
    text = sentence(error)
    start, end = problem_place(error, query)
    piece = query[start:end]
    if piece.strip() and piece != query and piece not in text:
        return tr("{problem} Look at: {piece}", problem=text, piece=piece)
    return text


def problem_place(error: UserError, query: str) -> tuple[int, int]:
    """Return which characters of a query an error is about; none where it does not say."""
    position, end = error.params.get("position"), error.params.get("end")
    if not isinstance(position, int) or not isinstance(end, int):
        return 0, 0
    if position >= end or position >= len(query):  # something is missing: look at what is there
        return max(len(query) - 1, 0), len(query)
    return position, min(end, len(query))
