"""Passages as the quotations of a report: words, frame, source line and notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qcode.formats.bundle import ExportExcerpt, ExportNote
from qcode.formats.typography import initials, quotation_marks
from qcode.model.codebook import Codebook, CodeId, shown_path
from qcode.model.document import Case, DocumentText
from qcode.model.ranges import SpanIndex
from qcode.model.report import Convention, ReportOptions, Wording
from qcode.model.segment import CoderId, Segment, SegmentId

from .language import Catalogue
from .report_lines import LineMaker
from .report_passages import Passage
from .report_people import Pairs, People
from .report_pictures import PicturesOf
from .report_reference import Reference
from .words import clock, paragraphs_shown


def short_coders(names: Mapping[CoderId, str]) -> dict[CoderId, str]:
    """Return initials for each coder, or the name where two have the same."""
    short = {key: initials(name) or name for key, name in names.items()}
    taken = list(short.values())
    return {key: sign if taken.count(sign) == 1 else names[key] for key, sign in short.items()}


class ExcerptMaker:
    """Makes the excerpts of one document."""

    def __init__(
        self,
        opened: DocumentText,
        *,
        options: ReportOptions,
        codebook: Codebook,
        around: SpanIndex[Segment],
        notes: Mapping[SegmentId, Sequence[ExportNote]],
        people: People,
        coders: Mapping[CoderId, str],
        reference: Reference | None,
        made: Mapping[SegmentId, str],
        words: Catalogue,
        pictures: PicturesOf | None = None,
    ) -> None:
        self._pictures = pictures
        self._options, self._words, self._codebook = options, words, codebook
        self._around, self._notes, self._people = around, notes, people
        self._coders, self._short = coders, short_coders(coders)
        self._reference = reference
        self._lines = LineMaker(opened, options)
        self._place = self._lines.place
        self._marks = quotation_marks(words.language)
        self._made = made
        self._pairs: dict[tuple[Case, ...], tuple[Pairs, Pairs]] = {}

    def time(self, passage: Passage) -> int | None:
        """Return where in the recording a passage begins, in milliseconds."""
        return self._place.time_ms(passage.span.start)

    def who(self, passage: Passage) -> tuple[Case, ...]:
        """Return the cases that speak in a passage."""
        return self._people.who(passage.document, self._lines.speakers(passage.span))

    def only_asked(self, passage: Passage) -> bool:
        """Whether only the interviewer speaks in a passage, and is to be left out."""
        return self._lines.only_asked(passage.span)

    def excerpt(self, passage: Passage) -> ExportExcerpt:
        """Return a passage as it is printed, without number and group."""
        span, place, first = passage.span, self._place, passage.first
        text = place.text[span.start : span.end]
        others = self._others(passage)
        paragraph, last = place.paragraphs.numbers(span)
        source = self._source(passage, (paragraph, last), others)
        condensed = passage.condensed
        wording = self._options.wording if condensed else Wording.VERBATIM
        if wording is Wording.EDITED:
            source = self._words.tr("{source} · edited wording", source=source)
        shown = condensed if wording is Wording.EDITED else text
        lines = () if wording is Wording.EDITED else self._lines.said(span)
        block = self._is_block("\n".join(line.text for line in lines) or shown)
        frame, line = self._frame(passage, shown, source, block=block)
        who = self.who(passage)
        if who not in self._pairs:
            people, where = self._people, passage.document
            self._pairs[who] = people.pairs(where, who), people.stored(where, who)
        attributes, stored = self._pairs[who]
        return ExportExcerpt(
            text=text,
            source=line,
            notes=tuple(n for each in passage.segments for n in self._notes.get(each.id, ())),
            guid=first.guid,
            document=place.document.name,
            start=span.start,
            end=span.end,
            speaker=place.speaker(span) or "",
            paragraph=paragraph,
            time_ms=place.time_ms(span.start),
            coder=", ".join(dict.fromkeys(self._coders[each.coder] for each in passage.segments)),
            also=others,
            lines=lines,
            before=self._lines.before(span),
            after=self._lines.after(span),
            frame=frame,
            block=block,
            condensed=condensed,
            wording=wording.value,
            weight=passage.weight,
            attributes=attributes,
            alias=tuple(case.name for case in who),
            place=paragraphs_shown(paragraph, last),
            coded=self._made.get(first.id, ""),
            stored=stored,
            picture=self._pictures.picture(span) if self._pictures else None,
        )

    def _others(self, passage: Passage) -> tuple[str, ...]:
        touching = {each.code for each in self._around.query(*passage.span)} - {passage.code}
        found: list[CodeId] = sorted(touching)
        return tuple(self._codebook.path(code) for code in found)

    def _source(self, passage: Passage, paragraphs: tuple[int, int], others: Sequence[str]) -> str:
        """Return "IP07, Anna, ¶ 23–24, 00:14:05 · also: Plats · AN"."""
        place = [self._place.document.name]
        speakers = self._lines.speakers(passage.span)
        if speakers and speakers != place:
            place.append(", ".join(speakers))
        place.append(paragraphs_shown(*paragraphs))
        time = self.time(passage)
        if time is not None:
            place.append(clock(time))
        parts = [", ".join(place)]
        if others:
            parts.append(self._words.tr("also: {codes}", codes=", ".join(map(shown_path, others))))
        signs = dict.fromkeys(self._short[each.coder] for each in passage.segments)
        return " · ".join((*parts, ", ".join(signs)))

    def _is_block(self, shown: str) -> bool:
        if self._options.convention is not Convention.LENGTH:
            return False
        return len(shown.split()) >= self._options.block_words

    def _frame(
        self, passage: Passage, shown: str, source: str, *, block: bool
    ) -> tuple[tuple[str, str] | None, str]:
        """Return what stands around the words (None: the report's marks) and the line below."""
        convention, reference = self._options.convention, self._reference
        plain = block or convention is Convention.PLAIN
        if reference is not None:
            value = self._value(passage)
            if plain or "\n" in shown:
                marks = None if reference.marked and not plain else ("", "")
                return marks, reference.alone(value)
            return reference.frame(value, self._marks), ""
        if plain:
            return ("", ""), source
        if convention is Convention.LENGTH:
            opening, closing = self._marks
            return (opening, f"{closing} ({source})"), ""
        return None, source

    def _value(self, passage: Passage) -> Callable[[str], str]:
        who = self.who(passage)
        speakers = ", ".join(self._lines.speakers(passage.span))
        time = self.time(passage)
        known = {
            "pseudonym": ", ".join(c.name for c in who) or speakers or self._place.document.name,
            "document": self._place.document.name,
            "speaker": speakers,
            "place": paragraphs_shown(*self._place.paragraphs.numbers(passage.span)),
            "time": "" if time is None else clock(time),
            "coder": self._coders[passage.first.coder],
            "code": self._codebook[passage.code].name,
        }

        def value(name: str) -> str:
            if name in known:
                return known[name]
            for each in self._people.attribute(name):
                if stored := self._people.value(each, passage.document, who):
                    return self._people.shown(each, stored)
            return ""

        return value
