"""Checking the quotations of a manuscript against what was said."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from qcode.analysis.quotation_marks import find_quotations
from qcode.analysis.quotation_match import (
    ENOUGH,
    Asked,
    Match,
    Verdict,
    best_place,
    is_found,
    match_at,
    other_places,
    ways_to_ask,
)
from qcode.analysis.quotation_sources import Claim, Times, claim_of, is_attributed, surroundings
from qcode.analysis.quotation_wording import Change
from qcode.analysis.quotation_words import word_spans
from qcode.formats.manuscript import read_manuscript
from qcode.model.document import DocumentId
from qcode.model.job import SILENT, Job
from qcode.model.manuscript import Manuscript, Quotation, QuotationKind
from qcode.model.text import Span

from .projects import Project
from .quotation_lookup import WordLookup
from .quotation_rules import Barred, RealNames, barred
from .quotation_sources import (
    SourceText,
    SourceTexts,
    document_claim,
    documents_in,
    source_names,
    speaker_labels,
)

_TERM, _WORD = 3, 2  # words that may be a term and no quotation, also beside somebody's name
_NEAR_MS = 2000  # how exact times of a recording are
_CANDIDATES = 6  # documents that are looked into
_NAMED = 3  # documents that a claim may stand for, to be looked into whatever speaks for them
_SURE = 0.9999
_TALK, _LIKE_TALK = 5, 0.85  # words, and likeness, of a line that nobody is said to speak
_SMALL = re.compile(r"\b[a-zåäöæøé]+\b")
_LABEL = re.compile(r"(?m)^[ \t]*([^\n:]{1,40}):[ \t]+")


class Reason(StrEnum):
    """Why a verdict is what it is, beyond the wording."""

    WITHDRAWN = "withdrawn"
    REAL_NAME = "real-name"
    OTHER_SOURCE = "other-source"
    OTHER_PARAGRAPH = "other-paragraph"
    OTHER_TIME = "other-time"
    SEVERAL_SPEAKERS = "several-speakers"
    TERM = "term"  # perhaps no quotation at all


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation comes from. `span` is in code points of the document."""

    document: DocumentId
    guid: str
    name: str
    span: Span
    paragraphs: tuple[int, int]
    speakers: tuple[str, ...]
    time_ms: int | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation of a manuscript with what the check says of it.

    `span` is where it stands in the manuscript's text; `wording` is the verdict on the words
    alone; `details` are names or numbers that belong to a reason.
    """

    text: str
    span: Span
    kind: QuotationKind
    verdict: Verdict
    wording: Verdict
    similarity: float
    found: Found | None = None
    changes: tuple[Change, ...] = ()
    claim: str = ""
    reasons: tuple[tuple[Reason, str], ...] = ()

    @property
    def is_term(self) -> bool:
        """Whether it is a few words that stand in no text and name no source."""
        return any(reason is Reason.TERM for reason, _detail in self.reasons)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All that a check found, in the order of the manuscript, and terms behind all others.

    `digest` is of the manuscript's bytes. Terms are up to three words in quotation marks that
    stand in no text and name no source.
    """

    path: Path
    digest: str
    quotations: tuple[Checked, ...]
    manuscript: Manuscript

    @property
    def terms(self) -> int:
        """How many terms there are."""
        return sum(each.is_term for each in self.quotations)

    def count(self, verdict: Verdict) -> int:
        """Return how many quotations have a verdict."""
        return sum(each.verdict is verdict for each in self.quotations)


def digest_of(path: Path) -> str:
    """Return a hash of a file's bytes, "" where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def check_manuscript(
    project: Project,
    path: Path,
    *,
    names: Mapping[str, str] | None = None,
    job: Job = SILENT,
) -> CheckReport:
    """Check every quotation of a manuscript; `names` are the pseudonyms by real name.

    Raises `UserError` as reading a document does.
    """
    digest = digest_of(path)
    manuscript = read_manuscript(path, job)
    quotations = find_quotations(manuscript)
    checker = _Checker(project, manuscript, quotations, RealNames(names or {}), job)
    try:
        checked = tuple(sorted(checker.all(), key=lambda each: each.is_term))
    finally:
        checker.close()
    return CheckReport(path, digest, checked, manuscript)


@dataclass(frozen=True, slots=True)
class _Best:
    """The best place of a quotation that was looked for."""

    asked: Asked
    match: Match
    source: SourceText
    is_found: bool
    is_claimed: bool


class _Checker:
    """One check under way."""

    def __init__(
        self,
        project: Project,
        manuscript: Manuscript,
        quotations: list[Quotation],
        names: RealNames,
        job: Job,
    ) -> None:
        self._manuscript, self._quotations, self._job = manuscript, quotations, job
        self._labels = speaker_labels(project)
        self._names = source_names(project)
        self._real = names
        self._barred = barred(project)
        self._texts = SourceTexts(project)
        self._ways: dict[str, list[Asked]] = {}
        wanted = {
            word
            for quotation in quotations
            for said in self._every(quotation)
            for way in self._asked(said)
            for run in way.runs
            for word in run
        }
        self._lookup = WordLookup(project, wanted, job)
        self._common = frozenset(_SMALL.findall(manuscript.text))

    def close(self) -> None:
        """Let go of the index."""
        self._lookup.close()

    def all(self) -> Iterator[Checked]:
        """Yield every quotation with its verdict."""
        total = len(self._quotations)
        for number, quotation in enumerate(self._quotations):
            self._job.check()
            self._job.progress(number, total)
            before = self._quotations[number - 1].outer.end if number else 0
            last = number + 1 == total
            text = self._manuscript.text
            after = len(text) if last else self._quotations[number + 1].outer.start
            claim = claim_of(text, quotation, (before, after), self._names, self._common)
            around = surroundings(text, quotation, before, after)
            yield from self._checked(quotation, claim, around)
        self._job.progress(total, total)

    def _said(self, span: Span) -> str:
        """Return the words of a quotation, without the names of who speaks in it."""
        text = self._manuscript.text[span.start : span.end]
        if ":" not in text:
            return text
        return _LABEL.sub(
            lambda label: "" if label[1].strip().casefold() in self._labels else label[0], text
        )

    def _asked(self, said: str) -> list[Asked]:
        ways = self._ways.get(said)
        if ways is None:
            ways = self._ways[said] = ways_to_ask(said)
        return ways

    def _every(self, quotation: Quotation) -> Iterator[str]:
        """Yield the words of a quotation, whole and in its pieces, as they may be looked for."""
        for piece in (quotation.span, *quotation.pieces):
            yield self._said(piece)

    def _talk(self, quotation: Quotation, claim: Claim, around: str) -> Iterator[Checked]:
        """Yield a line behind a dash where it is talk and no entry of a list.

        Behind who speaks the author may go on to tell: what nobody has said is not spoken.
        """
        first, *others = quotation.pieces
        spoken = [first]
        for piece in others:
            best = self._best(self._said(piece), claim)
            if best is None or not best.is_found:
                break
            spoken.append(piece)
        words = [self._said(piece) for piece in spoken]
        # The comma before who speaks may be of the one or of the other.
        joined = dict.fromkeys(sign.join(words) for sign in (" ", ", "))
        best = max((self._best(said, claim) for said in joined), key=_fits)
        is_like = best is not None and best.is_found and best.match.similarity >= _LIKE_TALK
        is_talk = is_like and len(word_spans(words[0])) >= _TALK
        if is_talk or is_attributed(self._manuscript.text, quotation, claim):
            yield self._judged(quotation, Span(first.start, spoken[-1].end), best, claim, around)

    def _checked(self, quotation: Quotation, claim: Claim, around: str) -> Iterator[Checked]:
        if quotation.kind is QuotationKind.DASH:
            yield from self._talk(quotation, claim, around)
            return
        best = self._best(self._said(quotation.span), claim)
        if len(quotation.pieces) > 1 and (best is None or not best.is_found):
            parts = [(piece, self._best(self._said(piece), claim)) for piece in quotation.pieces]
            if any(part is not None and part.is_found for _piece, part in parts):
                for piece, part in parts:
                    if self._asked(self._said(piece)):
                        yield self._judged(quotation, piece, part, claim, around)
                return
        ways = self._asked(self._said(quotation.span))
        if not ways:
            return
        judged = self._judged(quotation, quotation.span, best, claim, around)
        if self._is_term(quotation, ways[0], judged, claim):
            judged = replace(judged, reasons=(*judged.reasons, (Reason.TERM, "")))
        yield judged

    def _is_term(self, quotation: Quotation, way: Asked, judged: Checked, claim: Claim) -> bool:
        """Whether words in quotation marks are hardly meant as something that was said."""
        if claim.is_reference or quotation.kind is not QuotationKind.MARKS:
            return False
        is_short = way.count <= (_WORD if claim.is_made else _TERM)
        return is_short and judged.verdict is Verdict.NOT_FOUND

    def _best(self, said: str, claim: Claim) -> _Best | None:
        """Return the best place of a quotation in all documents, found or not."""
        ways = self._asked(said)
        if not ways:
            return None
        fewest = min(ways, key=lambda way: way.count)  # without what its author put in
        near = self._with_claimed(self._lookup.candidates(fewest.runs)[:_CANDIDATES], claim)
        best = self._among(ways, near, claim, None)
        if best is None or not best.is_found:
            seen = {document for document, _unit in near}
            others = self._lookup.candidates(fewest.runs, loosely=True)[:_CANDIDATES]
            best = self._among(ways, [each for each in others if each[0] not in seen], claim, best)
        return best

    def _with_claimed(
        self, candidates: list[tuple[DocumentId, int]], claim: Claim
    ) -> list[tuple[DocumentId, int]]:
        """Put the documents that the manuscript names first: what many have said may be there."""
        units = dict(candidates)
        named = [d for d in documents_in(claim.keys) if d in self._texts.rows]
        first = named if len(named) <= _NAMED else [d for d in named if d in units]
        return [(d, units.get(d, 0)) for d in dict.fromkeys([*first, *units])]

    def _among(
        self,
        ways: list[Asked],
        candidates: list[tuple[DocumentId, int]],
        claim: Claim,
        best: _Best | None,
    ) -> _Best | None:
        """Return the best place in some documents, or `best` where there is no better one."""
        for document, unit in candidates:
            least = ENOUGH if best is None else max(ENOUGH, best.match.score)
            found = self._in(document, unit, ways, claim, least)
            if found is not None and (best is None or _rank(found) > _rank(best)):
                best = found
            if best is not None and best.match.score > _SURE and best.is_claimed:
                break
        return best

    def _in(
        self, document: DocumentId, unit: int, ways: list[Asked], claim: Claim, least: float
    ) -> _Best | None:
        source = self._texts.read(document)
        near = source.word_of_unit(unit)
        if claim.paragraphs is not None and document_claim(document) in claim.keys:
            near = source.word_of_paragraph(claim.paragraphs[0])
        elif claim.times is not None and document_claim(document) in claim.keys:
            at = source.word_of_time(1000 * claim.times.meant[0][0])
            near = near if at is None else at
        placed = best_place(ways, source.words, self._lookup.weight, near, least)
        if placed is None:
            return None
        asked, where = placed
        match = match_at(asked, where, source.text, source.words)
        is_claimed = claim.allows(_keys(source, match))
        if not is_claimed and match.score > _SURE:
            # Several people may have said it in one conversation: then it is whom one names.
            for again in other_places(asked, source.words):
                other = match_at(asked, again, source.text, source.words)
                if claim.allows(_keys(source, other)):
                    match, is_claimed = other, True
                    break
        return _Best(asked, match, source, is_found(asked, match), is_claimed)

    def _judged(
        self, quotation: Quotation, span: Span, best: _Best | None, claim: Claim, around: str
    ) -> Checked:
        text = self._manuscript.text[span.start : span.end]
        reasons: list[tuple[Reason, str]] = [
            (Reason.REAL_NAME, name) for name in self._real.find([text, around])
        ]
        verdict = wording = Verdict.NOT_FOUND
        found: Found | None = None
        changes: tuple[Change, ...] = ()
        similarity = 0.0 if best is None else round(best.match.score, 4)
        if best is not None and best.is_found:
            verdict = wording = best.match.verdict
            found, changes = _found(best), best.match.changes
            similarity = round(best.match.similarity, 4)
            if not best.is_claimed:
                verdict = Verdict.MISATTRIBUTED
                reasons.append((Reason.OTHER_SOURCE, claim.text))
            elif claim.paragraphs is not None and not _meets(claim.paragraphs, found.paragraphs):
                verdict = Verdict.MISATTRIBUTED
                reasons.append((Reason.OTHER_PARAGRAPH, _numbers(claim.paragraphs)))
            elif claim.times is not None and not _at_time(claim.times, best):
                verdict = Verdict.MISATTRIBUTED
                reasons.append((Reason.OTHER_TIME, claim.times.written))
            if len(found.speakers) > 1:
                reasons.append((Reason.SEVERAL_SPEAKERS, ", ".join(found.speakers)))
            reasons += [(Reason.WITHDRAWN, each.reason) for each in self._barring(found)]
        if any(reason in (Reason.REAL_NAME, Reason.WITHDRAWN) for reason, _detail in reasons):
            verdict = Verdict.NOT_ALLOWED
        return Checked(
            text=text,
            span=span,
            kind=quotation.kind,
            verdict=verdict,
            wording=wording,
            similarity=similarity,
            found=found,
            changes=() if wording is Verdict.EXACT else changes,
            claim=claim.text,
            reasons=tuple(reasons),
        )

    def _barring(self, found: Found) -> list[Barred]:
        return [
            each
            for each in self._barred
            if each.document == found.document
            and (each.speaker is None or each.speaker in found.speakers)
        ]


def _rank(best: _Best) -> tuple[bool, float, bool, float]:
    return (
        best.is_found,
        round(best.match.score, 3),
        best.is_claimed,
        round(best.match.similarity, 3),
    )


def _keys(source: SourceText, match: Match) -> frozenset[str]:
    number = source.document.id
    speakers = source.speakers(match.span)
    return frozenset({document_claim(number), *(document_claim(number, name) for name in speakers)})


def _found(best: _Best) -> Found:
    place, span = best.source.place, best.match.span
    return Found(
        document=best.source.document.id,
        guid=best.source.document.guid,
        name=best.source.document.name,
        span=span,
        paragraphs=place.paragraphs.numbers(span),
        speakers=best.source.speakers(span),
        time_ms=place.time_ms(span.start),
    )


def _at_time(claimed: Times, best: _Best) -> bool:
    """Whether a passage may be at a time of the recording; yes where its own is not known."""
    first, last = best.source.place.times_ms(best.match.span)
    if first is None or (last is not None and last < first):
        return True
    low, high = first - _NEAR_MS, None if last is None else last + _NEAR_MS
    return any(
        1000 * end >= low and (high is None or 1000 * start <= high) for start, end in claimed.meant
    )


def _numbers(paragraphs: tuple[int, int]) -> str:
    first, last = paragraphs
    return f"{first}" if first == last else f"{first}–{last}"


def _fits(best: _Best | None) -> tuple[bool, float]:
    return (False, 0.0) if best is None else (best.is_found, best.match.similarity)


def _meets(claimed: tuple[int, int], found: tuple[int, int]) -> bool:
    return claimed[0] <= found[1] and found[0] <= claimed[1]
