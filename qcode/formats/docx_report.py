"""The Word report: a bundle in, a `.docx` out, in named styles only.

The document is written front to back as text, so a report of any length needs little memory.
How things look is in `report_styles`; the grammar is in `ooxml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from qcode.model.job import SILENT, Job

from .base import Loss
from .bundle import ExportBundle, ExportCode, ExportExcerpt, ExportNote
from .characters import attribute, for_xml
from .ooxml import (
    NAMESPACES,
    PORTRAIT,
    Package,
    Page,
    bookmarked,
    paragraph,
    paragraphs,
    run,
)
from .outline import depths
from .report_parts import FOOTER, fixed_parts, wall_time
from .report_styles import (
    HEADINGS,
    contents_style,
    heading_style,
    styles_part,
)
from .report_tables import CodebookTable, documents_table
from .steps import Steps
from .typography import initials, language_tag, right_to_left


class DocxReport:
    """Writes a bundle as a Word document."""

    name = "Word"
    suffixes: Sequence[str] = (".docx",)

    def write(self, bundle: ExportBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write the report and return what XML could not carry."""
        bundle, losses = for_xml(bundle)
        tag = language_tag(bundle.language)
        notes = any(excerpt.notes for code in bundle.codes for excerpt in code.excerpts)
        with Package(path) as package:
            for name, content in fixed_parts(bundle, tag, comments=notes):
                package.add(name, (content,))
            colors = [code.color for code in bundle.codebook]
            package.add("word/styles.xml", styles_part(tag=tag, colors=colors))
            package.add("word/document.xml", _Document(bundle, job).xml())
            if notes:
                package.add("word/comments.xml", _comments(bundle))
        return losses


class _Document:
    """The main part, written once from front to back; numbers notes and headings on its way."""

    def __init__(self, bundle: ExportBundle, job: Job) -> None:
        self._bundle = bundle
        self._steps = Steps(bundle, job)
        self._depths = depths(code.level for code in bundle.codes)
        self._headings = 0
        self._notes = 0

    def xml(self) -> Iterator[str]:
        """Yield the part: what stands first, the excerpts, the lists, and the codebook."""
        bundle = self._bundle
        page = PORTRAIT
        yield f"<w:document {NAMESPACES}><w:body>"
        yield from self._front()
        if entries := self._entries():
            yield from self._contents(entries)
            yield _section_end(page)
        for code, depth in zip(bundle.codes, self._depths, strict=True):
            yield from self._code(code, depth)
        if bundle.documents:
            yield self._heading(bundle.labels.documents, 1)
            yield from documents_table(bundle)
        if bundle.codebook:
            codebook = CodebookTable(bundle)
            if codebook.page != page and (bundle.codes or bundle.documents):
                yield _section_end(page)
            page = codebook.page
            yield self._heading(bundle.labels.codebook, 1)
            yield from codebook.xml()
        if bundle.documents or bundle.codebook:
            yield paragraph("QCodeSectionEnd")  # Word wants a paragraph after the last table
        yield page.section(FOOTER)
        yield "</w:body></w:document>"

    def _front(self) -> Iterator[str]:
        bundle = self._bundle
        yield paragraph("Title", run(bundle.title))
        if bundle.project:
            yield paragraph("Subtitle", run(bundle.project))
        details = (bundle.author, bundle.date_words or bundle.date[:10])
        yield paragraph("QCodeDetails", run(" · ".join(filter(None, details))))
        if bundle.filter:
            yield _labelled("QCodeFilter", bundle.labels.filter, bundle.filter)
        if bundle.summary:
            yield paragraphs("QCodeDetails", bundle.summary)

    def _entries(self) -> list[tuple[int, str]]:
        """Return depth and words of every heading, in the order in which they are written."""
        labels = self._bundle.labels
        named = zip(self._depths, self._bundle.codes, strict=True)
        entries = [(depth, code.name) for depth, code in named]
        if self._bundle.documents:
            entries.append((1, labels.documents))
        if self._bundle.codebook:
            entries.append((1, labels.codebook))
        return entries

    def _contents(self, entries: list[tuple[int, str]]) -> Iterator[str]:
        """Yield a table of contents that is filled in, but for the page numbers.

        Only a word processor knows those. It is not told to update on opening, since Word would
        then ask the reader a question about links to other files.
        """
        labels = self._bundle.labels
        deepest = min(max(depth for depth, _words in entries), HEADINGS)
        yield (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
            "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        )
        yield paragraph("TOCHeading", run(labels.contents))
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText '
            f'xml:space="preserve"> TOC \\o "1-{deepest}" \\h \\z \\u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        if labels.contents_hint:
            yield paragraph("QCodeHint", begin + run(labels.contents_hint))
            begin = ""
        for number, (depth, words) in enumerate(entries, 1):
            link = f'<w:hyperlink w:anchor="{_anchor(number)}" w:history="1">{run(words)}'
            yield paragraph(contents_style(depth), f"{begin}{link}</w:hyperlink>")
            begin = ""
        yield paragraph("QCodeSectionEnd", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        yield "</w:sdtContent></w:sdt>"

    def _heading(self, words: str, depth: int) -> str:
        self._headings += 1
        number = self._headings
        content = bookmarked(run(words), number=number, name=_anchor(number))
        return paragraph(heading_style(depth), content)

    def _code(self, code: ExportCode, depth: int) -> Iterator[str]:
        labels = self._bundle.labels
        yield self._heading(code.name, depth)
        if code.definition:
            yield paragraphs("QCodeDefinition", code.definition)
        if code.use_when:
            yield _labelled("QCodeRule", labels.use_when, code.use_when)
        if code.avoid_when:
            yield _labelled("QCodeRule", labels.avoid_when, code.avoid_when)
        if code.summary:
            yield paragraphs("QCodeSummary", code.summary)
        for excerpt in code.excerpts:
            self._steps.step(code.name)
            yield self._excerpt(excerpt)

    def _excerpt(self, excerpt: ExportExcerpt) -> str:
        """Return a quotation with its source line.

        The excerpt is all that stands between the ends of its comments and outside the style of
        the quotation marks, so that it can be read back exactly.
        """
        opening, closing = (run(mark, "QCodeQuoteMark") for mark in self._bundle.quotes)
        numbers = range(self._notes, self._notes + len(excerpt.notes))
        self._notes += len(excerpt.notes)
        opening += "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)
        ends = "".join(f'<w:commentRangeEnd w:id="{number}"/>' for number in numbers)
        closing = ends + closing + "".join(map(_comment_reference, numbers))
        lines = excerpt.text.split("\n")
        last = len(lines) - 1
        written = [
            paragraph(
                "QCodeQuoteRTL" if right_to_left(line) else "QCodeQuote",
                (opening if i == 0 else "") + run(line) + (closing if i == last else ""),
            )
            for i, line in enumerate(lines)
        ]
        if excerpt.source:
            written.append(paragraphs("QCodeSource", excerpt.source))
        return "".join(written)


def _anchor(number: int) -> str:
    return f"_Toc{number:08d}"


def _section_end(page: Page) -> str:
    style = '<w:pStyle w:val="QCodeSectionEnd"/>'
    return f"<w:p><w:pPr>{style}{page.section(FOOTER)}</w:pPr></w:p>"


def _labelled(style: str, label: str, words: str) -> str:
    """Return paragraphs that begin with a label in bold and a colon."""
    first, *rest = words.split("\n")
    head = paragraph(style, run(f"{label}:", "QCodeLabel") + run(f" {first}"))
    return head + "".join(paragraph(style, run(line)) for line in rest)


def _comment_reference(number: int) -> str:
    return (
        '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
        f'<w:commentReference w:id="{number}"/></w:r>'
    )


def _comments(bundle: ExportBundle) -> Iterator[str]:
    """Yield the comments part, numbered in the order in which the excerpts meet them."""
    yield f"<w:comments {NAMESPACES}>"
    notes = (note for code in bundle.codes for excerpt in code.excerpts for note in excerpt.notes)
    for number, note in enumerate(notes):
        yield _comment(number, note)
    yield "</w:comments>"


def _comment(number: int, note: ExportNote) -> str:
    first, *rest = note.text.split("\n")
    time = wall_time(note.date)
    date = f' w:date="{time}"' if time else ""
    reference = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
    return (
        f'<w:comment w:id="{number}" w:author="{attribute(note.author)}"{date} '
        f'w:initials="{attribute(initials(note.author))}">'
        + paragraph("CommentText", reference + run(first))
        + "".join(paragraph("CommentText", run(line)) for line in rest)
        + "</w:comment>"
    )
