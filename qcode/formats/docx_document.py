"""The main part of a Word report: its blocks from the cover to the appendix, written once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from qcode.model.job import Job
from qcode.model.report import Part

from .bundle import ExportBundle
from .bundle_parts import ExportChart, ExportMemo, ExportSection, ExportTranscript
from .docx_chart import chart_height, chart_said
from .docx_controls import Controls
from .docx_excerpts import ExcerptWriter, labelled
from .docx_notes import Notes
from .docx_pictures import chart_xml, logo_xml
from .docx_template import Frame
from .docx_transcript import transcript_xml
from .ooxml import NAMESPACES, NEWER, bookmarked, paragraph, paragraphs, run
from .outline import depths
from .report_styles import HEADINGS, color_style, contents_style, heading_style
from .report_tables import CHIP, CodebookTable, DocumentsTable, WordsTable
from .steps import Steps

Heading = tuple[int, str]  # depth and words


@dataclass(frozen=True)
class _Block:
    """A part of the report: its headings in order, and what yields it.

    One that is `wide` lies on its side; one that `starts` begins a page.
    """

    headings: Sequence[Heading]
    write: Callable[[], Iterator[str]]
    wide: bool = False
    starts: bool = False
    bare: bool = False


class DocumentWriter:
    """Writes the part; numbers headings on its way."""

    def __init__(
        self,
        bundle: ExportBundle,
        *,
        frame: Frame,
        notes: Notes,
        controls: Controls,
        charts: Sequence[str],
        logo: str,
        regions: Mapping[str, str],
        job: Job,
    ) -> None:
        self._bundle, self._frame, self._notes = bundle, frame, notes
        self._controls, self._charts, self._logo = controls, charts, logo
        self._steps = Steps(bundle, job)
        drawn = 2 + len(charts)  # the logo is the first
        self._excerpts = ExcerptWriter(bundle, notes, controls, pictures=regions, number=drawn)
        self._headings = 0
        self._upright, self._lying = frame.page, frame.page.turned()

    def xml(self) -> Iterator[str]:
        """Yield the part, block by block, each in a section where its page is another."""
        blocks = self._blocks()
        yield f"<w:document {NAMESPACES} {NEWER}><w:body>"
        before: _Block | None = None
        for block in blocks:
            if before is not None and (block.starts or block.wide != before.wide):
                yield self._section_end(before)
            yield from block.write()
            before = block
        if before is not None:
            if before.wide or self._ends_with_table():
                yield paragraph("QCodeSectionEnd")  # Word wants a paragraph after the last table
            yield self._section(before)
        yield "</w:body></w:document>"

    def _ends_with_table(self) -> bool:
        bundle = self._bundle
        return bool(bundle.documents or bundle.codebook or bundle.tables or bundle.sections)

    def _section(self, block: _Block) -> str:
        page = self._lying if block.wide else self._upright
        return page.section(self._frame.references, bare=block.bare)

    def _section_end(self, block: _Block) -> str:
        """Return the paragraph that ends a section.

        LibreOffice takes the one before it for it, and loses the end of a control that ends there.
        """
        style = '<w:pStyle w:val="QCodeSectionEnd"/>'
        end = f"<w:p><w:pPr>{style}{self._section(block)}</w:pPr></w:p>"
        return paragraph("QCodeSectionEnd") + end

    def _blocks(self) -> list[_Block]:
        body = list(self._body())
        headings = [heading for block in body for heading in block.headings]
        options = self._bundle.options
        cover = options.has(Part.COVER)
        # A codebook that is all there is begins on the first page.
        wide = self._bundle.full_codes and bool(body) and body[0].wide
        blocks = [_Block((), self._front, bare=cover, wide=wide)]
        if headings and options.has(Part.CONTENTS):
            blocks.append(_Block((), lambda: self._contents(headings), starts=cover))
        return [*blocks, *body]

    def _body(self) -> Iterator[_Block]:
        bundle = self._bundle
        if bundle.documents:
            yield self._table_block(
                DocumentsTable(bundle), [(1, bundle.labels.documents)], starts=True
            )
        if bundle.codes:
            yield from self._chapters()
        yield from self._tables()
        for chart, relation in zip(bundle.charts, self._charts, strict=True):
            yield self._chart_block(chart, relation)
        if bundle.codebook:
            headings = [] if bundle.full_codes else [(1, bundle.labels.codebook)]
            codebook = CodebookTable(bundle)
            yield self._table_block(codebook, headings, starts=not bundle.full_codes)
        for transcript in bundle.transcripts:
            yield self._transcript_block(transcript)
        if bundle.memos:
            yield self._memo_block()
        for number, section in enumerate(bundle.sections):
            yield self._section_block(section, starts=number == 0)

    def _tables(self) -> Iterator[_Block]:
        """Yield the table of content analysis, then the others under one heading.

        A table that goes on in another, for the width of the page, has one heading.
        """
        labels, before = self._bundle.labels, ""
        for given in self._bundle.tables:
            table = WordsTable(given, self._bundle.language)
            if given.key == "analysis":
                yield self._table_block(table, [(1, table.title)], starts=True)
                continue
            headings: list[Heading] = [] if before else [(1, labels.tables)]
            headings += [] if given.title == before else [(2, table.title)]
            yield self._table_block(table, headings, starts=not before)
            before = given.title

    # -- what stands first

    def _front(self) -> Iterator[str]:
        bundle = self._bundle
        if self._logo:
            alt = bundle.labels.logo
            picture = logo_xml(bundle.logo, relation=self._logo, number=1, alt=alt)
            yield paragraph("QCodeLogo", picture)
        cover = bundle.options.has(Part.COVER)
        yield paragraph("QCodeCoverTitle" if cover else "Title", run(bundle.title))
        if bundle.project:
            yield paragraph("Subtitle", run(bundle.project))
        details = (bundle.author, bundle.date_words or bundle.date[:10])
        yield paragraph("QCodeDetails", run(" · ".join(filter(None, details))))
        if bundle.filter:
            yield labelled("QCodeFilter", bundle.labels.filter, bundle.filter)
        if bundle.summary:
            summary = paragraphs("QCodeDetails", bundle.summary)
            yield self._controls.wrap("count", "report", summary, name=bundle.title)
        if bundle.wording_note:
            yield paragraphs("QCodeDetails", bundle.wording_note)

    def _contents(self, entries: Sequence[Heading]) -> Iterator[str]:
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

    def _heading(self, heading: Heading, content: str = "") -> str:
        depth, words = heading
        self._headings += 1
        number = self._headings
        marked = bookmarked(content or run(words), number=number, name=_anchor(number))
        return paragraph(heading_style(depth), marked)

    # -- excerpts

    def _chapters(self) -> Iterator[_Block]:
        """Yield the excerpts: one block, or one for each code of the top level.

        Codes without any excerpts would make empty pages, so they go on where the last one ended.
        """
        codes = self._bundle.codes
        levels = depths(code.level for code in codes)
        starts = [0]
        if self._bundle.options.page_per_theme:
            starts = [at for at, depth in enumerate(levels) if depth == 1]
            ends = [*starts[1:], len(codes)]
            filled = [
                first
                for first, last in zip(starts, ends, strict=True)
                if any(code.excerpts for code in codes[first:last])
            ]
            starts = [0, *filled[1:]]
        for first, last in zip(starts, [*starts[1:], len(codes)], strict=True):
            headings = [(levels[at], codes[at].name) for at in range(first, last)]
            yield _Block(headings, partial(self._codes, first, headings), starts=True)

    def _codes(self, first: int, headings: Sequence[Heading]) -> Iterator[str]:
        for at, heading in enumerate(headings, first):
            code = self._bundle.codes[at]
            chip = self._chip(code.color) if self._bundle.full_codes else ""
            content = self._excerpts.heading(code, chip + run(code.name))
            head = self._heading(heading, content)
            yield self._controls.wrap("heading", code.guid, head, name=code.name)
            yield from self._excerpts.about(code)
            for piece in self._excerpts.excerpts(code):
                self._steps.step(code.name)
                yield piece

    def _chip(self, color: str) -> str:
        style = color_style(color)
        return run(f"{CHIP} ", style) if style else ""

    # -- the other parts

    def _table_block(
        self,
        table: DocumentsTable | CodebookTable | WordsTable,
        headings: Sequence[Heading],
        *,
        starts: bool,
    ) -> _Block:
        def write() -> Iterator[str]:
            yield from map(self._heading, headings)
            width = (self._lying if table.wide else self._upright).text_width
            content = "".join(table.xml(width))
            yield self._controls.wrap("table", table.key, content, name=table.title)
            yield paragraph("QCodeTableEnd")

        return _Block(headings, write, wide=table.wide, starts=starts)

    def _chart_block(self, chart: ExportChart, relation: str) -> _Block:
        heading = (1, chart.title)

        def write() -> Iterator[str]:
            yield self._heading(heading)
            drawn = chart_xml(
                relation=relation,
                height=min(chart_height(chart), self._upright.text_height - 1200),
                width=self._upright.text_width,
                number=2 + self._charts.index(relation),
                title=chart.title,
                alt=chart.alt,
            )
            content = paragraph("QCodeBody", drawn)
            says = chart_said(chart)
            yield self._controls.wrap(
                "chart", chart.key, content, name=chart.title, says=says, alt=chart.alt
            )

        return _Block([heading], write, starts=True)

    def _transcript_block(self, transcript: ExportTranscript) -> _Block:
        heading = (1, transcript.name)

        def write() -> Iterator[str]:
            yield self._heading(heading)
            if transcript.details:
                yield paragraphs("QCodeSummary", transcript.details)
            content = "".join(transcript_xml(transcript, self._notes))
            yield self._controls.wrap("transcript", transcript.guid, content, name=transcript.name)

        return _Block([heading], write, starts=True)

    def _memo_block(self) -> _Block:
        memos, labels = self._bundle.memos, self._bundle.labels
        heading = (1, labels.memos)

        def memo_xml(memo: ExportMemo) -> str:
            head = paragraph("QCodeGroup", run(memo.title or memo.on or labels.memo))
            by = " · ".join(filter(None, (memo.kind, memo.on, memo.author, memo.date[:10])))
            return head + paragraphs("QCodeSummary", by) + paragraphs("QCodeBody", memo.text)

        def write() -> Iterator[str]:
            yield self._heading(heading)
            for memo in memos:
                yield self._controls.wrap("memo", memo.guid, memo_xml(memo), name=memo.title)

        return _Block([heading], write, starts=True)

    def _section_block(self, section: ExportSection, *, starts: bool) -> _Block:
        heading = (section.level, section.heading)
        tables = [WordsTable(each, self._bundle.language) for each in section.tables]

        def write() -> Iterator[str]:
            yield self._heading(heading)
            content = "".join(paragraphs("QCodeBody", text) for text in section.texts)
            for table in tables:
                content += "".join(table.xml(self._upright.text_width))
            content += paragraph("QCodeTableEnd") if tables else ""
            yield self._controls.wrap("section", section.key, content, name=section.heading)

        return _Block([heading], write, starts=starts)


def _anchor(number: int) -> str:
    return f"_Toc{number:08d}"
