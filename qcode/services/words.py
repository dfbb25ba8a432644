"""The names of kinds, languages, times and counts in the user's language or a report's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from qcode.model.document import DocumentKind
from qcode.model.memo import MemoKind

from .language import Catalogue, current_language, mark

KINDS: Mapping[DocumentKind, str] = {
    DocumentKind.INTERVIEW: mark("Interview"),
    DocumentKind.FOCUS_GROUP: mark("Focus group"),
    DocumentKind.OBSERVATION: mark("Observation"),
    DocumentKind.FIELD_NOTE: mark("Field note"),
    DocumentKind.SURVEY: mark("Survey answer"),
    DocumentKind.LITERATURE: mark("Literature"),
    DocumentKind.OTHER: mark("Other"),
}

MEMO_KINDS: Mapping[MemoKind, str] = {
    MemoKind.NOTE: mark("Note"),
    MemoKind.THEORY: mark("Theory"),
    MemoKind.METHOD: mark("Method"),
    MemoKind.REFLECTION: mark("Reflection"),
    MemoKind.SUMMARY: mark("Summary"),
    MemoKind.TODO: mark("To do"),
}

# Kinds that memos of other programs have.
THEIR_KINDS: Mapping[str, str] = {
    "highlight": mark("Highlight"),
    "journal": mark("Journal"),
}

TEXT_LANGUAGES: Mapping[str, str] = {
    "sv": mark("Swedish"),
    "en": mark("English"),
    "no": mark("Norwegian"),
    "nb": mark("Norwegian"),
    "nn": mark("Norwegian (Nynorsk)"),
    "da": mark("Danish"),
    "fi": mark("Finnish"),
    "de": mark("German"),
    "fr": mark("French"),
    "es": mark("Spanish"),
    "": mark("Unknown"),
}

_MONTHS = (
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
)


def kind_name(kind: DocumentKind, words: Catalogue) -> str:
    """Return the name of a document kind."""
    return words.tr(KINDS[kind])


def memo_kind_name(kind: str, words: Catalogue) -> str:
    """Return the name of a memo's kind; a kind of the user's own is its own name."""
    if isinstance(kind, MemoKind):
        return words.tr(MEMO_KINDS[kind])
    return words.tr(THEIR_KINDS[kind]) if kind in THEIR_KINDS else kind


def memo_kind_called(name: str, words: Catalogue) -> str:
    """Return the kind that goes by a name, in whichever case: a known one, else the user's own."""
    name = " ".join(name.split())
    for kind in MEMO_KINDS:
        if name.casefold() in (memo_kind_name(kind, words).casefold(), kind.value):
            return kind
    for theirs in THEIR_KINDS:
        if name.casefold() in (memo_kind_name(theirs, words).casefold(), theirs):
            return theirs
    return name or MemoKind.NOTE


def language_name(language: str, words: Catalogue) -> str:
    """Return the name of a text's language, or its code where QCode has no name for it."""
    return words.tr(TEXT_LANGUAGES[language]) if language in TEXT_LANGUAGES else language


def clock(milliseconds: int) -> str:
    """Return a place in a recording as "00:14:05"."""
    seconds = milliseconds // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def date_words(moment: date, words: Catalogue) -> str:
    """Return a date as it is written in prose: "24 november 2025", "24 November 2025"."""
    return f"{moment.day} {words.tr(_MONTHS[moment.month - 1])} {moment.year}"


def local_time(moment: str) -> datetime:
    """Return a time of the journal (UTC, ISO 8601) in the zone of this machine."""
    found = datetime.fromisoformat(moment)
    try:
        return found.astimezone()
    except (OverflowError, ValueError):  # on the first or the last day that there is
        return found


def now_utc() -> datetime:
    """Return the present time."""
    return datetime.now(UTC)


def paragraphs_shown(first: int, last: int) -> str:
    """Return paragraph numbers as a source line has them: "¶ 23", "¶ 23–24"."""
    return f"¶ {first}" if first == last else f"¶ {first}–{last}"


def decimal(value: float, places: int) -> str:
    """Return a number with so many decimals, as the user's language writes it."""
    written = f"{value:.{places}f}"
    return written.replace(".", ",").replace("-", "−") if current_language() == "sv" else written
