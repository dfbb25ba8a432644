"""The excerpts of a Word report: a heading for each code, what it is about, and its quotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qcode.model.report import Memos
from qcode.model.report import Notes as NotesMode

from .bundle import ExportBundle, ExportCode, ExportExcerpt, ExportLine, ExportNote
from .bundle_parts import ExportPicture
from .docx_controls import Controls
from .docx_notes import Notes
from .docx_pictures import region_key, region_xml
from .ooxml import bookmarked, paragraph, paragraphs, run
from .typography import right_to_left

_STOPS = ("?", "!", ".", ":", "…")  # signs behind which a label needs no colon
_SEE = 1_000_000  # bookmarks of excerpts are numbered from here, those of headings from 1


class ExcerptWriter:
    """Writes codes and excerpts, one after the other."""

    def __init__(
        self,
        bundle: ExportBundle,
        notes: Notes,
        controls: Controls,
        *,
        pictures: Mapping[str, str],
        number: int,
    ) -> None:
        """Begin; `pictures` are relations by `region_key`, drawings are numbered from `number`."""
        self._pictures, self._drawn = pictures, number
        self._bundle, self._notes, self._controls = bundle, notes, controls
        self._mode, self._memos = bundle.options.notes, bundle.options.code_memos
        excerpts = [each for code in bundle.codes for each in code.excerpts]
        self._targets = {each.see_guid for each in excerpts if each.see}
        self._marked = 0
        self._quotes = bundle.quotes

    def about(self, code: ExportCode) -> Iterator[str]:
        """Yield what stands between the heading of a code and its excerpts."""
        labels, wrap = self._bundle.labels, self._controls.wrap
        rules = [paragraphs("QCodeDefinition", code.definition)] if code.definition else []
        given = (
            (labels.use_when, code.use_when),
            (labels.avoid_when, code.avoid_when),
            (labels.example, code.example if self._bundle.full_codes else ""),
        )
        rules += [labelled("QCodeRule", label, words) for label, words in given if words]
        yield wrap("definition", code.guid, "".join(rules), name=code.name)
        if code.summary:
            yield wrap("count", code.guid, paragraphs("QCodeSummary", code.summary), name=code.name)
        if self._memos is Memos.HEADING:
            for memo in code.memos:
                told = labelled("QCodeMemo", memo.title or labels.memo, memo.text)
                yield wrap("memo", f"{code.guid}:{memo.guid}", told, name=memo.title)

    def heading(self, code: ExportCode, content: str) -> str:
        """Return the words of a heading with the comments on it."""
        if self._memos is not Memos.COMMENTS:
            return content
        for memo in code.memos:
            text = "\n".join(filter(None, (memo.title, memo.text)))
            before, behind = self._notes.comment(memo.author, memo.date, text)
            content = before + content + behind
        return content

    def excerpts(self, code: ExportCode) -> Iterator[str]:
        """Yield the excerpts of a code, with a sub-heading where another group begins."""
        group = ""
        for excerpt in code.excerpts:
            if excerpt.group != group:
                group = excerpt.group
                key = f"{code.guid}:{group}" if code.guid else ""
                head = paragraph("QCodeGroup", run(group))
                yield self._controls.wrap("group", key, head, name=group)
            yield self._excerpt(excerpt)

    def _excerpt(self, excerpt: ExportExcerpt) -> str:
        wrap = self._controls.wrap
        if excerpt.see:
            return wrap("see", excerpt.guid, self._reference(excerpt), name=excerpt.document)
        return wrap("excerpt", excerpt.guid, self._whole(excerpt), name=excerpt.document)

    def _reference(self, excerpt: ExportExcerpt) -> str:
        anchor = _anchor(excerpt.see_guid)
        link = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{run(excerpt.see)}</w:hyperlink>'
        where = run(f"{excerpt.source or excerpt.document} · ")
        return paragraph("QCodeSee", _number(excerpt) + where + link)

    def _whole(self, excerpt: ExportExcerpt) -> str:
        """Return a quotation with all that is around it, under it and on it."""
        written = [self._context(line) for line in excerpt.before]
        written += self._quotation(excerpt)
        if excerpt.picture is not None:
            written.append(self._picture(excerpt.picture))
        written += [self._context(line) for line in excerpt.after]
        if excerpt.wording == "both":
            written.append(labelled("QCodeEdited", self._bundle.labels.edited, excerpt.condensed))
        if excerpt.source:
            first, *rest = excerpt.source.split("\n")
            written.append(paragraph("QCodeSource", _number(excerpt) + run(first)))
            written += [paragraph("QCodeSource", run(line)) for line in rest]
        if self._mode is NotesMode.LINES:
            written += [labelled("QCodeNote", _by(note), note.text) for note in excerpt.notes]
        return "".join(written)

    def _quotation(self, excerpt: ExportExcerpt) -> Iterator[str]:
        """Yield the paragraphs of a quotation.

        The excerpt is all that stands between the ends of its comments and outside the styles of
        what the report adds, so that it can be read back exactly.
        """
        edited = excerpt.wording == "edited"
        shown = excerpt.condensed if edited else excerpt.text
        lines = excerpt.lines or tuple(ExportLine(line) for line in shown.split("\n"))
        marks = self._quotes if excerpt.frame is None else excerpt.frame
        opening, closing = (run(mark, "QCodeQuoteMark") for mark in marks)
        if not excerpt.source:
            opening = _number(excerpt) + opening
        before, behind = self._commented(excerpt.notes)
        opening, closing = opening + before, behind + closing + self._footnotes(excerpt.notes)
        if excerpt.guid in self._targets:
            self._marked += 1
            opening += bookmarked("", number=_SEE + self._marked, name=_anchor(excerpt.guid))
        style, last = "QCodeBlock" if excerpt.block else "QCodeQuote", len(lines) - 1
        for at, line in enumerate(lines):
            content = (opening if at == 0 else "") + _words(line) + (closing if at == last else "")
            yield paragraph(_directed("QCodeAsked" if line.asked else style, line.text), content)

    def _picture(self, picture: ExportPicture) -> str:
        """Return a part of a picture in a paragraph like that of the source, which follows it."""
        number, relation = self._drawn, self._pictures[region_key(picture)]
        self._drawn += 1
        drawn = region_xml(picture, relation=relation, number=number)
        return paragraph("QCodeSource", drawn, kept=True)

    def _footnotes(self, notes: Sequence[ExportNote]) -> str:
        """Return the signs that stand behind a quotation for its memos."""
        if self._mode is not NotesMode.FOOTNOTES:
            return ""
        return "".join(self._notes.footnote(f"{_by(note)}: {note.text}") for note in notes)

    def _commented(self, notes: Sequence[ExportNote]) -> tuple[str, str]:
        """Return what stands before and behind the words of an excerpt for its memos."""
        if self._mode is not NotesMode.COMMENTS:
            return "", ""
        pairs = [self._notes.comment(note.author, note.date, note.text) for note in notes]
        return "".join(pair[0] for pair in pairs), "".join(pair[1] for pair in pairs)

    def _context(self, line: ExportLine) -> str:
        return paragraph(_directed("QCodeContext", line.text), _words(line))


def labelled(style: str, label: str, words: str) -> str:
    """Return paragraphs that begin with a label in bold and a colon."""
    first, *rest = words.split("\n")
    sign = "" if label[-1:] in _STOPS else ":"
    name = run(f"{label}{sign}", "QCodeLabel")
    head = paragraph(style, name + (run(f" {first}") if first else ""))
    return head + "".join(paragraph(style, run(line)) for line in rest)


def _words(line: ExportLine) -> str:
    """Return a paragraph's words: the speaker apart, ours marked as ours."""
    if line.omitted:
        return run(line.text, "QCodeOmission")
    name = run(f"{line.speaker}: ", "QCodeAdded") if line.speaker else ""
    if not line.label:
        return name + run(line.text)
    return name + run(line.text[: line.label], "QCodeSpeaker") + run(line.text[line.label :])


def _directed(style: str, text: str) -> str:
    return f"{style}RTL" if right_to_left(text) else style


def _number(excerpt: ExportExcerpt) -> str:
    return run(f"{excerpt.number}. ", "QCodeNumber") if excerpt.number else ""


def _anchor(guid: str) -> str:
    return f"_q{guid.replace('-', '')}"[:40]


def _by(note: ExportNote) -> str:
    return ", ".join(filter(None, (note.author, note.date[:10])))
