"""The kinds of `Loss` that readers report: what a source had and a document cannot hold as it was.

They are notices, not errors: everything in words that the source shows is in the text or in a
note, unless the kind says otherwise.
"""

from __future__ import annotations

from enum import StrEnum


class Lost(StrEnum):
    """A kind of loss. What `Loss.detail` holds stands beside each."""

    READ_AS = "read_as"  # the suffix promised another format; the format that was found
    TABLE = "table"  # it is a table, perhaps of a survey, and was read as text
    REPLACED = "replaced_characters"  # NUL, lone surrogates, undecodable bytes are now U+FFFD
    HEADER_FOOTER = "header_footer"  # page headers and footers, left out; the words of the first
    IMAGE = "image"  # pictures, left out; the first one's description
    EMBEDDED = "embedded_object"  # charts, sheets, media, left out; the first one's type
    EQUATION = "equation"  # formulas: their characters are in the text, their form is not
    LIST_NUMBERS = "list_numbers"  # numbers made by the program are not part of the text
    SYMBOL = "symbol"  # characters of a symbol font kept as private ones; the font
    HIDDEN = "hidden_text"  # hidden in the source, visible in the text
    TEXT_BOX = "text_box"  # the box's text follows the paragraph that it belongs to
    REPEATED = "repeated_cells"  # a cell said to repeat was taken once
    FORMATS = "formats"  # formatting was left out because the text is very long
    LINES_JOINED = "lines_joined"  # printed lines put together to paragraphs, by where they stand
    MARGIN_NUMBERS = "margin_numbers"  # of lines or paragraphs, in the margin of a PDF, left out
    WORDS_JOINED = "words_joined"  # words divided at the end of a printed line, put together
    EMPTY_PAGES = "pages_without_text"  # such as scanned pages; the label of the first
    SCANNED = "scanned"  # a PDF of pictures of pages, with no or hardly any text; how many pages
    ANNOTATIONS = "annotations"  # comments and form fields of a PDF, left out
    NO_SCRIPT = "no_script"  # words shown only where scripts are off, left out; the first of them
    RUBY = "ruby"  # pronunciation beside the characters, left out
    MACROS = "macros"  # programs in the file, neither run nor kept
    CUE_NOTES = "cue_notes"  # remarks between captions, left out; the words of the first
    CUE_STYLES = "cue_styles"  # instructions on how captions look, left out
    STYLES_MADE = "styles_made"  # a template lacked styles, so ours were put in; the first names
    TABLE_COLUMNS = "table_columns"  # columns beside the speech, left out; the first one's name
    LONG_CELLS = "long_cells"  # texts longer than a cell can hold, cut; where the first one is
    PARTS = "parts_left_out"  # parts of a report that a format has no place for; their names
    QUOTATIONS = "quotations_left_out"  # excerpts for which the slides have no room
    PICTURES = "report_pictures"  # pictures of quotations, whose words are there alone
    LOCATED = "picture_located"  # the picture says where it was taken, and is kept as it is
    UNCUT = "uncut_pictures"  # quotations whose pictures cannot be shown: words alone
    INTERVIEWER = "interviewer_left_out"  # passages that only the interviewer speaks
    TEMPLATE = "template_left_out"  # a template of another program
