"""The paragraphs of a passage and around it: whose words they are, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator

from qcode.formats.bundle import ExportLine
from qcode.model.document import DocumentText
from qcode.model.interviewers import guess_interviewers
from qcode.model.report import Asker, ReportOptions
from qcode.model.text import Span

from .retrieval import PlaceFinder


class LineMaker:
    """Makes the lines of passages in one document."""

    def __init__(self, opened: DocumentText, options: ReportOptions) -> None:
        self.place = PlaceFinder(opened)
        self._options = options
        wanted = options.asker is not Asker.SHOWN
        self._omits = options.asker is Asker.OMITTED
        self.askers = guess_interviewers(opened.text, opened.layout) if wanted else frozenset()

    def speakers(self, span: Span) -> list[str]:
        """Return the names of those who speak in a span, the interviewer's only if no other."""
        turns = self.place.turns_in(span)
        names = list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
        return [name for name in names if name not in self.askers] or names

    def said(self, span: Span) -> tuple[ExportLine, ...]:
        """Return the paragraphs of a passage."""
        turns = self.place.turns_in(span)
        several = len({turn.speaker for turn in turns if turn.speaker}) > 1
        named = several or self._follows_label(span)
        lines = tuple(self._lines(span, name=named and self._options.speakers))
        return tuple(self._without_asked(lines)) if self._omits else lines

    def only_asked(self, span: Span) -> bool:
        """Whether only the interviewer speaks in a passage, and is to be left out."""
        if not self._omits or not self.askers:
            return False
        spoken = [line for line in self._lines(span, name=False) if _says(line)]
        return bool(spoken) and all(line.asked for line in spoken)

    def _follows_label(self, span: Span) -> bool:
        """Whether nothing but who speaks stands before a passage that is shown in its context."""
        turn = self.place.turn_at(span.start)
        if not self._options.context_before or turn is None or not turn.body:
            return False
        between = self.place.text[turn.body[0].start : span.start]
        return turn.start < span.start and not between.strip()

    def whole(self) -> tuple[ExportLine, ...]:
        """Return every paragraph of the document."""
        return tuple(self._lines(Span(0, len(self.place.text)), name=False))

    def before(self, span: Span) -> tuple[ExportLine, ...]:
        """Return the beginning of the paragraph and as many whole ones as are asked for.

        An interviewer who is left out has no place among them; the mark of an omission stands
        for the words between two paragraphs that are shown.
        """
        wanted = self._options.context_before
        if not wanted:
            return ()
        paragraphs = self.place.paragraphs
        number = paragraphs.number_at(span.start)
        begin = paragraphs.span(number).start
        end = begin if self._left_out(number) else span.start
        while wanted and number > 1:
            number -= 1
            if not self._blank(number) and not self._left_out(number):
                begin, wanted = paragraphs.span(number).start, wanted - 1
        return self._around(Span(begin, end))

    def after(self, span: Span) -> tuple[ExportLine, ...]:
        """Return the rest of the paragraph and as many whole ones as are asked for."""
        wanted = self._options.context_after
        if not wanted:
            return ()
        paragraphs = self.place.paragraphs
        number = paragraphs.number_at(max(span.end - 1, span.start))
        end = paragraphs.span(number).end
        begin = end if self._left_out(number) else span.end
        while wanted and number < len(paragraphs):
            number += 1
            if not self._blank(number) and not self._left_out(number):
                end, wanted = paragraphs.span(number).end, wanted - 1
        return self._around(Span(begin, end))

    def _blank(self, number: int) -> bool:
        return not self.place.text[slice(*self.place.paragraphs.span(number))].strip()

    def _left_out(self, number: int) -> bool:
        """Whether a paragraph is the interviewer's, who is left out."""
        start = self.place.paragraphs.span(number).start
        turn = self.place.turn_at(start) if self._omits and start < len(self.place.text) else None
        return turn is not None and turn.speaker in self.askers

    def _around(self, span: Span) -> tuple[ExportLine, ...]:
        if span.start >= span.end:
            return ()
        lines = tuple(line for line in self._lines(span, name=True) if _says(line))
        return tuple(self._without_asked(lines)) if self._omits else lines

    def _lines(self, span: Span, *, name: bool) -> Iterator[ExportLine]:
        """Yield the paragraphs of a span; `name` says who speaks where the text does not."""
        place = self.place
        first, last = place.paragraphs.numbers(span)
        for number in range(first, last + 1):
            whole = place.paragraphs.span(number)
            start, end = max(whole.start, span.start), max(min(whole.end, span.end), span.start)
            turn = place.turn_at(start) if start < len(place.text) else None
            label = 0
            if turn is not None and turn.body and turn.start <= start < turn.body[0].start:
                label = min(turn.body[0].start, end) - start
            begins = turn is not None and (start == span.start or turn.start == whole.start)
            speaker = (turn.speaker or "") if turn is not None else ""
            yield ExportLine(
                place.text[start:end],
                label=label,
                speaker=speaker if name and begins and not label else "",
                asked=speaker in self.askers,
            )

    def _without_asked(self, lines: tuple[ExportLine, ...]) -> Iterator[ExportLine]:
        left_out = False
        for line in lines:
            if not line.asked:
                yield line
            elif not left_out:
                yield ExportLine(self._options.omission.value, omitted=True)
            left_out = line.asked


def _says(line: ExportLine) -> bool:
    """Whether there are words in a paragraph besides the label of its speaker."""
    return bool(line.text[line.label :].strip())
