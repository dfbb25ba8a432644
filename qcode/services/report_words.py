"""What a report says of itself: its selection, its counts, its headings and labels."""

from __future__ import annotations

from collections.abc import Sequence

from qcode.formats.bundle_labels import ExportLabels
from qcode.model.codebook import shown_names
from qcode.model.report import ReportOptions, Wording

from .language import Catalogue
from .projects import Project
from .retrieval import Selection


def describe_selection(
    project: Project, selection: Selection, words: Catalogue, *, most: int = 0
) -> str:
    """Say in words which segments a selection takes.

    Of codes, documents and coders `most` are named each, and the others counted; 0 names all.
    """
    codebook = project.codebook()
    parts: list[str] = []
    if selection.codes is None:
        parts.append(words.tr("all codes"))
    else:
        chosen = [
            shown_names(codebook.names(code)) for code in codebook.codes if code in selection.codes
        ]
        names, n = _named(sorted(chosen), words, most), len(chosen)
        if selection.subcodes:
            parts.append(
                words.trn(
                    "code {names} with subcodes", "codes {names} with subcodes", n, names=names
                )
            )
        else:
            parts.append(words.trn("code {names}", "codes {names}", n, names=names))
    if selection.documents is None:
        parts.append(words.tr("all documents"))
    else:
        found = [d.name for d in project.documents() if d.id in selection.documents]
        names = _named(found, words, most)
        parts.append(words.trn("document {names}", "documents {names}", len(found), names=names))
    if selection.coders is None:
        parts.append(words.tr("all coders"))
    else:
        found = [c.name for c in project.coders() if c.id in selection.coders]
        names = _named(found, words, most)
        parts.append(words.trn("coder {names}", "coders {names}", len(found), names=names))
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def _named(names: Sequence[str], words: Catalogue, most: int) -> str:
    if not most or len(names) <= most:
        return ", ".join(names)
    named = ", ".join(names[:most])
    return words.tr("{names} and {n} more", names=named, n=len(names) - most)


def summary_words(count: int, documents: int, words: Catalogue, *, of: int = 0) -> str:
    """Return "34 excerpts in 11 documents", and "in 11 of 16 documents" where `of` is given."""
    found = words.trn("{n} excerpt", "{n} excerpts", count)
    if of:
        where = words.trn(
            "{found} of {n} document", "{found} of {n} documents", of, found=documents
        )
    else:
        where = words.trn("{n} document", "{n} documents", documents)
    return words.tr("{excerpts} in {documents}", excerpts=found, documents=where)


def wording_words(options: ReportOptions, words: Catalogue, *, left_out: int = 0) -> str:
    """Return the sentences that say which wording is printed, and how many passages are not."""
    told = _wording(options, words)
    if left_out:
        told += " " + words.trn(
            "{n} passage that only the interviewer speaks is left out.",
            "{n} passages that only the interviewer speaks are left out.",
            left_out,
        )
    return told


def _wording(options: ReportOptions, words: Catalogue) -> str:
    if options.wording is Wording.EDITED:
        return words.tr(
            "Quotations are printed in their edited wording where there is one, and then say so."
        )
    if options.wording is Wording.BOTH:
        return words.tr(
            "Quotations are verbatim, with the edited wording under those that have one."
        )
    return words.tr("Quotations are verbatim.")


def labels(words: Catalogue) -> ExportLabels:
    """Return the headings and labels of a report."""
    return ExportLabels(
        contents=words.tr("Contents"),
        contents_hint=words.tr("Right-click and choose “Update field” for page numbers."),
        excerpts=words.tr("Excerpts"),
        codebook=words.tr("Codebook"),
        documents=words.tr("Documents"),
        filter=words.tr("Selection"),
        code=words.tr("Code"),
        definition=words.tr("Definition"),
        use_when=words.tr("Use when"),
        avoid_when=words.tr("Avoid when"),
        example=words.tr("Example"),
        count=words.tr("Excerpts"),
        document=words.tr("Document"),
        kind=words.tr("Kind"),
        language=words.tr("Language"),
        paragraphs=words.tr("Paragraphs"),
        characters=words.tr("Characters"),
        alias=words.tr("Alias"),
        date=words.tr("Date"),
        memo=words.tr("Memo"),
        memos=words.tr("Memos"),
        edited=words.tr("Edited wording"),
        analysis=words.tr("Qualitative content analysis"),
        tables=words.tr("Tables"),
        chart=words.tr("Chart"),
        transcript=words.tr("Transcript"),
        method=words.tr("How it was done"),
        page=words.tr("Page {page} of {pages}", page="{page}", pages="{pages}"),
        logo=words.tr("Logo"),
        level=words.tr("Level {n}", n="{n}"),
        speaker=words.tr("Speaker"),
        place=words.tr("Place"),
        time=words.tr("Time"),
        coder=words.tr("Coder"),
        coded=words.tr("Coded"),
        weight=words.tr("Weight"),
        verbatim=words.tr("Verbatim"),
        condensed=words.tr("Condensed wording"),
        also=words.tr("Also"),
        source=words.tr("Source"),
        identity=words.tr("Identity"),
        total=words.tr("Total"),
        persons=words.tr("{value}, persons", value="{value}"),
        unknown=words.tr("Not known"),
        about=words.tr("About"),
        project=words.tr("Project"),
        title=words.tr("Title"),
        author=words.tr("Author"),
        summary=words.tr("Summary"),
        start=words.tr("Start"),
        end=words.tr("End"),
        yes=words.tr("Yes"),
        no=words.tr("No"),
        search=words.tr("Search"),
        every_code=words.tr("All codes"),
        every_document=words.tr("All documents"),
        shown=words.tr("{n} of {all} excerpts shown", n="{n}", all="{all}"),
        continued=words.tr("{title} (continued)", title="{title}"),
        more=words.tr("{names} and {n} more", names="{names}", n="{n}"),
    )
