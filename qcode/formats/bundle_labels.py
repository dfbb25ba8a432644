"""The words a writer needs in the report's language: headings and labels, without colons."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExportLabels:
    """Headings and labels. Those that have a default are English there."""

    contents: str  # heading of the table of contents
    contents_hint: str  # one line under it, until Word fills in the page numbers
    excerpts: str  # names the part with the quotations, for screen readers
    codebook: str  # heading of the codebook table
    documents: str  # heading of the document list
    filter: str
    code: str
    definition: str
    use_when: str
    avoid_when: str
    example: str
    count: str  # heading of the columns that count excerpts
    document: str
    kind: str
    language: str
    paragraphs: str
    characters: str
    alias: str = "Alias"
    date: str = "Date"
    memo: str = "Memo"
    memos: str = "Memos"
    edited: str = "Edited wording"
    analysis: str = "Content analysis"
    tables: str = "Tables"
    chart: str = "Chart"
    transcript: str = "Transcript"
    method: str = "Method"
    page: str = "Page {page} of {pages}"
    logo: str = "Logo"
    level: str = "Level {n}"
    speaker: str = "Speaker"
    place: str = "Place"
    time: str = "Time"
    coder: str = "Coder"
    coded: str = "Coded"
    weight: str = "Weight"
    verbatim: str = "Verbatim"
    condensed: str = "Condensed wording"
    also: str = "Also"
    source: str = "Source"
    identity: str = "Identity"
    total: str = "Total"
    persons: str = "{value}, persons"
    unknown: str = "Not known"
    about: str = "About"
    title: str = "Title"
    author: str = "Author"
    summary: str = "Summary"
    start: str = "Start"
    end: str = "End"
    yes: str = "Yes"
    no: str = "No"
    search: str = "Search"
    every_code: str = "All codes"
    every_document: str = "All documents"
    shown: str = "{n} of {all} excerpts shown"
    continued: str = "{title} (continued)"
    project: str = "Project"
    more: str = "{names} and {n} more"
