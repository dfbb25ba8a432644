"""The sentences for files that are no documents, and how they come in instead; see `messages`."""

from __future__ import annotations

from collections.abc import Mapping

from .language import mark

NO_DOCUMENT_ERRORS: Mapping[str, str] = {
    "old_word_format": mark(
        "{name} is a Word file of before 2007. Open it in Word or LibreOffice and save it as .docx."
    ),
    "not_a_document": mark("{name} is {found} and no text. Choose a transcript or another text."),
    "spreadsheet_not_document": mark(
        "{name} is {found} and no text. If it holds answers, use “Import survey…”, for which it has"
        " to be .xlsx or .csv."
    ),
    "project_not_document": mark(
        "{name} is {found} and no text. Import it by itself, as another program’s project."
    ),
    "recording_not_document": mark(
        "{name} is {found} and no text. Import its transcript, and add the recording to that."
    ),
    "xml_not_document": mark(
        "{name} is in XML, for programs and not for readers. Open it where it was made and save it"
        " as Word or plain text."
    ),
}
