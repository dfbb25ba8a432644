"""What the quotation check says, in the user's language: for the window, the terminal and Word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qcode.analysis.quotation_match import Verdict
from qcode.analysis.quotation_wording import Change, ChangeKind, is_punctuation

from .language import mark, tr, trn
from .quotation_check import Checked, CheckReport, Found, Reason
from .quotation_reference import write_reference
from .words import clock, paragraphs_shown

VERDICTS: Mapping[Verdict, str] = {
    Verdict.EXACT: mark("Exact"),
    Verdict.EDITED: mark("Edited"),
    Verdict.SHORTENED: mark("Shortened"),
    Verdict.MISATTRIBUTED: mark("Wrong source"),
    Verdict.NOT_FOUND: mark("Not found"),
    Verdict.NOT_ALLOWED: mark("Not allowed"),
}
MARKS: Mapping[Verdict, str] = {
    Verdict.EXACT: "✓",
    Verdict.SHORTENED: "…",
    Verdict.EDITED: "≠",
    Verdict.MISATTRIBUTED: "⇄",
    Verdict.NOT_FOUND: "?",
    Verdict.NOT_ALLOWED: "✗",
}
_TERM_SIGN = "·"
_EXPLAINED: Mapping[Verdict, str] = {
    Verdict.EXACT: mark("Word for word what was said."),
    Verdict.EDITED: mark("The wording is not that of the source."),
    Verdict.SHORTENED: mark("What is left is word for word, and what was left out is marked."),
    Verdict.MISATTRIBUTED: mark("The words are from another source than the manuscript says."),
    Verdict.NOT_FOUND: mark("No document of the project says this."),
    Verdict.NOT_ALLOWED: mark("This must not be quoted as it stands."),
}
_REASONS: Mapping[Reason, str] = {
    Reason.WITHDRAWN: mark("The source must not be quoted ({detail})."),
    Reason.REAL_NAME: mark("The real name {detail} stands here."),
    Reason.OTHER_SOURCE: mark("The manuscript names {detail}."),
    Reason.OTHER_PARAGRAPH: mark("The manuscript says paragraph {detail}."),
    Reason.OTHER_TIME: mark("The manuscript says {detail}."),
    Reason.SEVERAL_SPEAKERS: mark("Several people speak in it: {detail}."),
}


def verdict_word(verdict: Verdict) -> str:
    """Return a verdict in one or two words."""
    return tr(VERDICTS[verdict])  # marked in VERDICTS


def finding_word(each: Checked) -> str:
    """Return the verdict on a quotation in one or two words: what is wrong in its reference."""
    if each.is_term:
        return tr("Perhaps a term")
    if _is_misplaced(each):
        wrong_time = any(reason is Reason.OTHER_TIME for reason, _detail in each.reasons)
        return tr("Wrong time") if wrong_time else tr("Wrong paragraph")
    return verdict_word(each.verdict)


def sign(each: Checked) -> str:
    """Return a sign for what a finding is."""
    return _TERM_SIGN if each.is_term else MARKS[each.verdict]


def _is_misplaced(each: Checked) -> bool:
    """Whether the source is right and the place in it is not."""
    reasons = {reason for reason, _detail in each.reasons}
    is_wrong = each.verdict is Verdict.MISATTRIBUTED
    places = {Reason.OTHER_PARAGRAPH, Reason.OTHER_TIME}
    return is_wrong and Reason.OTHER_SOURCE not in reasons and bool(reasons & places)


def explanation(each: Checked) -> list[str]:
    """Return why a quotation has its verdict, in sentences."""
    if each.is_term:
        return [tr("Hardly a quotation: no source is named, and no document says this.")]
    said = [tr(_EXPLAINED[each.verdict])]  # marked in _EXPLAINED
    if _is_misplaced(each):
        said = [tr("The words are elsewhere in the source than the manuscript says.")]
    if each.wording is not each.verdict and each.found is not None:
        said.append(tr(_EXPLAINED[each.wording]))  # marked in _EXPLAINED
    if each.wording is Verdict.EDITED and _is_light(each.changes):
        said.append(tr("Only punctuation, capitals or what is marked differs."))
    for reason, detail in each.reasons:
        said.append(tr(_REASONS[reason], detail=detail))  # marked in _REASONS
    return said


def _is_light(changes: Sequence[Change]) -> bool:
    marked = (ChangeKind.SAME, ChangeKind.OMISSION, ChangeKind.INSERTION)
    return all(change.kind in marked or is_punctuation(change) for change in changes)


def place_words(found: Found) -> str:
    """Return where a passage is: "IP07, Anna, ¶ 23–24, 00:14:05"."""
    parts = [found.name, ", ".join(found.speakers), paragraphs_shown(*found.paragraphs)]
    if found.time_ms is not None:
        parts.append(clock(found.time_ms))
    return ", ".join(part for part in parts if part)


def reference(found: Found) -> str:
    """Return a passage as text that the go-to line of the window understands."""
    return write_reference(found.name, found.span)


def difference_line(changes: Sequence[Change]) -> str:
    """Return a difference as one line: [-what the source says-] {+what the manuscript says+}."""
    parts: list[str] = []
    for change in changes:
        if change.kind in (ChangeKind.SAME, ChangeKind.OMISSION):
            parts.append(change.manuscript)
        else:
            parts.append(f"[-{change.source}-]" if change.source else "")
            parts.append(f"{{+{change.manuscript}+}}" if change.manuscript else "")
    return " ".join(part for part in parts if part)


def comment_lines(each: Checked) -> list[str]:
    """Return a finding as the lines of a comment in Word."""
    lines = [" ".join([f"{finding_word(each)}.", *explanation(each)])]
    if each.found is not None:
        lines.append(tr("Source: {place}", place=place_words(each.found)))
    if any(change.kind is not ChangeKind.SAME for change in each.changes):
        lines.append(difference_line(each.changes))
    if each.found is not None:
        lines.append(reference(each.found))
    return lines


def summary(report: CheckReport) -> str:
    """Return how many quotations have which verdict, in one line."""
    counts = [
        f"{verdict_word(verdict)} {count}"
        for verdict in Verdict
        if (count := report.count(verdict) - (verdict is Verdict.NOT_FOUND) * report.terms)
    ]
    if report.terms:
        counts.append(trn("{n} term", "{n} terms", report.terms))
    return " · ".join(counts)
