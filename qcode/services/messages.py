"""One plain sentence for each of the user's cases: what is wrong, and what to do.

A test holds this table against every `UserError` in the program: none without its sentence, no
placeholder without its parameter.
"""

from __future__ import annotations

from collections.abc import Mapping

from qcode.model.errors import UserError

from .coded_messages import CODED_ERRORS
from .language import mark, tr
from .no_document_words import NO_DOCUMENT_ERRORS
from .query_messages import QUERY_ERRORS
from .recording_words import RECORDING_ERRORS

ERRORS: Mapping[str, str] = {
    # projects
    "project_exists": mark(
        "There is already a file at {path}. Choose another name, or open that one."
    ),
    "project_missing": mark("There is no project at {path}. Check the name and the folder."),
    "not_a_project": mark("{path} is not a QCode project. Import it as a document instead?"),
    "project_not_file": mark("{path} is a folder or a device. Choose a .qcode file."),
    "project_newer": mark(
        "{path} was made by a newer version of QCode. Update QCode to open it; nothing was changed."
    ),
    "project_older": mark(
        "{path} was made by an older version of QCode. Open it for writing once to update it."
    ),
    "project_too_old": mark(
        "{path} is from a version that this QCode cannot update. Open it with an earlier release."
    ),
    "project_locked": mark(
        "{user} has this project open on {host} since {since}. Open it for reading only, or wait."
    ),
    "project_damaged": mark(
        "{path} is damaged and cannot be opened safely. Restore it from a backup."
    ),
    "project_not_writable": mark(
        "You may read {path} but not write it. Open it for reading only, or save a copy elsewhere."
    ),
    "project_not_closed": mark(
        "{path} was left open by a crash and cannot be mended where it lies. Copy it, with the"
        " files of the same name beside it, to a folder where you may write."
    ),
    "project_busy": mark("Another program is using {path}. Close it there and try again."),
    "read_only": mark(
        "{path} is open for reading only, so nothing was changed. Close it elsewhere first."
    ),
    "folder_missing": mark("The folder {path} does not exist. Make it first, or choose another."),
    "folder_not_writable": mark("You may not write in {path}. Choose another folder."),
    "disk_full": mark("The disk of {path} is full. Nothing was changed; free some space."),
    "disk_error": mark(
        "The disk of {path} cannot be written. Nothing was changed; check the disk."
    ),
    "content_damaged": mark(
        "A text in this project is damaged ({hash}). Restore the project from a backup."
    ),
    "backup_failed": mark("The copy {path} could not be written whole, so none was kept."),
    "file_exists": mark("There is already a file at {path}. Choose another name."),
    "file_not_readable": mark("{path} cannot be read. Check that you may open it."),
    "place_network": mark(
        "This project lies on a network share ({detail}). It is written more carefully and slowly"
        " there; work on one machine at a time."
    ),
    "place_synced": mark(
        "This project lies in a folder that {detail} syncs. Close it before you open it on another"
        " machine, and wait until everything is synced."
    ),
    "place_removable": mark(
        "This project lies on a removable disk ({detail}). Close it before you pull the disk out."
    ),
    "conflict_copy": mark(
        "Beside this project lies a conflict copy: {names}. Two machines have changed it; open the"
        " copy to compare before you go on."
    ),
    # the journal
    "nothing_to_undo": mark("There is nothing to undo."),
    "nothing_to_redo": mark("There is nothing to redo."),
    "operation_unknown": mark("There is no operation {operation} in this project's history."),
    # names
    "name_empty": mark("A name is missing. Write one and try again."),
    "name_too_long": mark("A name has at most {longest} characters. Shorten it."),
    # documents
    "document_unknown": mark("There is no document “{document}” in this project."),
    "document_ambiguous": mark(
        "More than one document could be “{document}”: {candidates}. Give the exact name."
    ),
    "document_exists": mark("There is already a document “{document}”. Choose another name."),
    "no_source": mark("“{document}” was not imported from a file, so there is none to give back."),
    "no_pages": mark("“{document}” was not imported from a PDF, so it has no pages to show."),
    "turns_invalid": mark(
        "Turns must follow one another inside the text of “{document}”. Nothing was changed."
    ),
    "text_is_another": mark(
        "The text of {document} has been changed meanwhile, so the edit does not fit it any more."
        " Copy what you wrote, discard the edit, and begin again."
    ),
    "segments_would_vanish": mark(
        "This edit deletes all the text of coded passages ({segments}). Confirm it, or keep the"
        " text."
    ),
    "set_exists": mark("There is already a set “{set}”. Choose another name."),
    "set_unknown": mark("There is no set {set} in this project."),
    "kind_unknown": mark("“{kind}” is not a kind of document. Use one of: {kinds}."),
    # importing
    "format_unknown": mark("{file} is of a kind that QCode does not read, so it was left out."),
    "same_content": mark("{file} has the same content as “{document}”, so it was left out."),
    "not_chosen": mark("{file} was not chosen."),
    # reading files
    "file_missing": mark("{name} is not there any more. Check the name and the folder."),
    "file_is_folder": mark("{name} is a folder. Choose the files in it."),
    "file_not_regular": mark("{name} is a device or a pipe and no file. Choose a file."),
    "file_empty": mark("{name} is empty. Check that it was saved or copied whole."),
    "file_too_large": mark(
        "{name} has {megabytes} MB, more than the {limit} MB that can be read. Divide it."
    ),
    "text_too_long": mark(
        "{name} has {characters} characters, more than the {limit} of a document. Divide it."
    ),
    "file_damaged": mark(
        "{name} is damaged and cannot be read as {format}. Open it where it was made and save it"
        " again."
    ),
    "file_changed": mark("{name} was changed after it was read. Import it again."),
    "file_not_allowed": mark("You may not read {name}. Ask its owner, or copy it."),
    "file_unreadable": mark("{name} could not be read ({reason}). Check the disk and try again."),
    "file_expands": mark(
        "{name} unpacks to far more than a text would, so it was not read. Save it without"
        " pictures, or as plain text."
    ),
    "file_too_complex": mark(
        "{name} is nested too deeply to be read safely. Save it as plain text and import that."
    ),
    "file_has_entities": mark(
        "{name} defines signs of its own (entities), which can do harm, so it was not read. Open it"
        " where it was made and save it again."
    ),
    "project_packed": mark("{name} has {inner} packed inside it. Unpack it, and import that."),
    "password_protected": mark(
        "{name} is protected by a password. Save a copy without one and import that."
    ),
    **NO_DOCUMENT_ERRORS,
    "document_without_text": mark(
        "{name} was read as {format} and holds no text. Check that it is the right file."
    ),
    "picture_unknown": mark(
        "{name} is damaged, or a picture of a kind that cannot be shown. Save it as PNG or JPEG,"
        " and import that."
    ),
    "picture_too_large": mark(
        "{name} has {megapixels} megapixels; at most {limit} can be shown. Make it smaller first."
    ),
    "picture_not_cleaned": mark(
        "What was written beside the picture {name} cannot be taken out of it, so nothing was"
        " exported. Export with it, or save the picture as PNG or JPEG and import it again."
    ),
    "no_picture": mark("“{document}” is no picture, so it has no regions."),
    "region_unknown": mark(
        "The picture “{document}” has no such region any more. Nothing was changed."
    ),
    "region_empty": mark("The region is too small, or outside of the picture. Draw it anew."),
    "region_whole": mark("The whole picture cannot be moved or removed. Choose a region in it."),
    "region_nameless": mark("A region needs a name. Type a few words."),
    "encoding_unknown": mark("“{encoding}” is not an encoding that can be read. Choose another."),
    # codes
    "code_unknown": mark("There is no code “{code}” in this project."),
    "code_ambiguous": mark("More than one code is called “{code}”: {candidates}. Give the path."),
    "code_exists": mark("There is already a code “{code}” there. Choose another name or place."),
    "code_path_empty": mark(
        "The code path “{path}” has a name missing. Write it as Tillit/Tillit till staden."
    ),
    "code_below_itself": mark("“{code}” cannot be put under itself. Choose another place."),
    "merge_into_itself": mark("A code cannot be merged into itself. Choose another code."),
    "merge_into_subcode": mark(
        "“{code}” cannot be merged into its own subcode. Move the subcode out first."
    ),
    "segment_of_other_code": mark(
        "Only passages coded with “{code}” can be sorted into its parts."
    ),
    "color_unknown": mark("“{color}” is not a colour. Write it as #1f77b4."),
    "list_empty": mark("There is no code in the list. Write one code a line."),
    "list_known": mark("All codes of the list are there already. Nothing was changed."),
    # projects of other programs
    "not_another_project": mark(
        "{name} is no project of another program that can be read. Choose one of: {known}."
    ),
    "folder_not_project": mark(
        "{name} is a folder without a project of QualCoder. Choose the folder that has the file"
        " data.qda in it."
    ),
    "database_not_project": mark(
        "{name} is a database, but not one of Taguette. Choose a project that was exported from"
        " Taguette (.sqlite3), or its own database, taguette.sqlite3."
    ),
    "not_coded": mark(
        "{name} has no marks, comments or highlights that code a passage. Import it as a document"
        " instead."
    ),
    "not_that_project": mark(
        "{name} is no project of {program}, or it is encrypted. Choose the project itself, without"
        " a password."
    ),
    "project_of_other_version": mark(
        "{name} lacks what a project of {program} has in the versions that can be read. Open it in"
        " a newer version of {program}, which brings it up to date."
    ),
    "project_not_finished": mark(
        "{name} is open in another program, or was not closed properly. Open it in {program}, close"
        " it there, and try again."
    ),
    "project_too_large": mark(
        "{name} has more than {limit} entries, more than can be read. Divide the project."
    ),
    # codebooks from elsewhere
    "codebook_empty": mark("There is no code in this project yet, so nothing was written."),
    "codebook_empty_file": mark("There is no code in {name}. Choose another file."),
    "codebook_known": mark("The codebook is here already, as it is in the file. Nothing changed."),
    "codebook_unknown": mark("{name} is no codebook that can be read. Choose one of: {known}."),
    "codebook_too_large": mark(
        "There are more than {limit} codes in {name}, so none came in. Is it a list of codes?"
    ),
    "codebook_too_deep": mark(
        "The codes in {name} lie more than {limit} levels deep, so none came in."
    ),
    "sheet_empty": mark("There is nothing written in {name}. Choose another file."),
    "sheet_too_long": mark(
        "{name} has more than {limit} rows, more than can be read. Divide it into several files."
    ),
    "sheet_too_wide": mark("{name} has more than {limit} columns. Delete those you do not need."),
    "sheet_unknown": mark("There is no sheet “{sheet}” in {name}. There are: {sheets}."),
    "paragraph_too_long": mark(
        "{name} has a paragraph of more than {limit} characters, too long for a codebook."
        " Divide it."
    ),
    "matrix_needs_csv": mark(
        "Programs for statistics read the table as CSV, and {name} is none. Choose a name in .csv."
    ),
    # surveys
    "table_unknown": mark("{name} is no table that can be read. Choose one of: {known}."),
    "survey_without_rows": mark(
        "{name} has no row below its headings. The first row of a survey has the headings."
    ),
    "survey_without_columns": mark(
        "No column of {name} is taken. Say which columns are attributes and which open questions."
    ),
    "survey_other_way": mark(
        "The survey “{name}” came in before with other documents. Keep to how it came in, or give"
        " it another name."
    ),
    "type_unknown": mark("“{type}” is not a type of values. Use one of: {known}."),
    "column_unknown": mark("There is no column “{column}”. There are: {columns}."),
    "old_excel_format": mark(
        "{name} is in an old format of Excel. Open it there and save it as .xlsx."
    ),
    "columns_without_names": mark(
        "No column of {name} is said to have the names of codes. Choose the one that has."
    ),
    "columns_unreadable": mark(
        "“{columns}” does not say what columns hold. Write it like A=name,B=definition."
    ),
    "codes_ordered": mark(
        "The codes are ordered: {order}. Choose “By hand” to move them among themselves."
    ),
    "color_of_no_parent": mark(
        "“{code}” is a top code and has no parent whose colour it could take. Give it a colour."
    ),
    # coding
    "codes_unchosen": mark("No codes are chosen. Choose some in the codebook first."),
    "span_empty": mark("Nothing is selected. Select a passage first."),
    "span_outside": mark(
        "{start}:{end} is outside “{document}”, which has {length} characters. Give a span inside."
    ),
    "span_unreadable": mark("“{span}” is not a span. Write it as start:end, such as 120:184."),
    "segment_unknown": mark("There is no coded passage {segment} in this project."),
    "similar_empty": mark("There is no word in the selection. Select the words to look for."),
    "similar_long": mark(
        "So long a passage is hardly said twice. Select at most {most} words to find them again."
    ),
    "join_few": mark("No other passage of “{code}” touches this one, so there is nothing to join."),
    "join_differs": mark(
        "Only passages of one code by one coder in one document can be joined. Choose such ones."
    ),
    "join_apart": mark(
        "There is uncoded text between these passages of “{code}”. Move their ends together first."
    ),
    "split_outside": mark(
        "Put the caret inside the passage, between two of its words, to split it there."
    ),
    "weight_outside": mark("A weight is a number from 0 to 100, not {weight}."),
    "coder_exists": mark("There is already a coder {coder}. Choose another name."),
    "coder_unknown": mark("There is no coder {coder} in this project."),
    # memos, cases, attributes
    "memo_empty": mark("This memo says nothing yet. Write a title or a text."),
    "memo_kind_unknown": mark("“{kind}” is not a kind of memo. Use one of: {kinds}."),
    "memo_unknown": mark("There is no memo {memo} in this project."),
    "link_unreadable": mark(
        "“{link}” is not something a memo can be on. Write document:NAME, code:PATH or segment:ID."
    ),
    "case_exists": mark("There is already a case “{case}”. Choose another name."),
    "query_attribute_unknown": mark(
        "There is no attribute “{attribute}” in this project. To look for the sign itself, put"
        " quotation marks around it."
    ),
    "case_unknown": mark("There is no case {case} in this project."),
    "attribute_exists": mark("There is already an attribute “{attribute}”. Choose another name."),
    "attribute_unknown": mark("There is no attribute {attribute} in this project."),
    "value_unfit": mark("“{value}” does not fit the attribute “{attribute}”. Correct it."),
    "names_unreadable": mark(
        "{path} is no key of names. Save it as CSV with two columns: real name;pseudonym."
    ),
    "copy_not_word": mark(
        "{path} is not a Word document, so comments cannot be put in a copy of it."
    ),
    "copy_is_original": mark(
        "{path} is the manuscript itself, which is never changed. Choose another name for the copy."
    ),
    "manuscript_changed": mark("{path} has changed since it was checked. Check it again first."),
    "report_not_word": mark("{name} is not a Word document (.docx). Choose the report itself."),
    "report_unmarked": mark(
        "{name} is not a report of QCode, or what it remembered is gone. Export it once more."
    ),
    "report_other_project": mark(
        "{name} is not a report of the project “{project}”. Open the project that it came from."
    ),
    "comment_unknown": mark(
        "There is no comment “{number}”. Give numbers of the list, or “all” for all of them."
    ),
    "report_changed": mark(
        "{path} was saved after it was read here. Nothing was changed; begin once more."
    ),
    "report_in_use": mark(
        "{path} is open in another program. Nothing was changed; close it there first."
    ),
    "saved_query_unknown": mark("There is no saved search “{query}” in this project."),
    "saved_query_or_not": mark("Give a search, or the saved one “{query}”, and not both."),
    "saved_query_there": mark(
        "There is already a saved search “{query}”. Choose another name, or replace it: in the"
        " terminal with --replace."
    ),
    "saved_query_exists": mark("There is already a saved search “{query}”. Choose another name."),
    "search_option_unknown": mark(
        "“{option}” is not an option of a search that this QCode knows. Save the search again."
    ),
    "index_busy": mark(
        "The search index cannot be made anew now: another window is writing it, or its folder"
        " cannot be written. Try again in a moment."
    ),
    "index_behind": mark(
        "Not all documents are indexed yet ({documents} left), and coding all hits would miss"
        " some. Try again in a moment."
    ),
    "unit_unknown": mark("“{unit}” is not a unit to code. Use one of: {units}."),
    "like_nothing": mark(
        "No word of this passage is said anywhere else, but for common ones. Select a longer one."
    ),
    "around_too_much": mark("Take at most {most} more on each side of what is found."),
    # exporting
    "format_not_writable": mark(
        "QCode cannot write {suffix} files. Choose a name that ends in one of: {known}."
    ),
    "format_missing": mark(
        "“{name}” does not say which format to write. Choose a name that ends in one of: {known}."
    ),
    "file_not_written": mark("{path} could not be written. Nothing was changed; check the disk."),
    "file_protected": mark(
        "{path} is protected against writing, so it was not replaced. Choose another name."
    ),
    **RECORDING_ERRORS,
    # reports
    "report_options_unreadable": mark(
        "These report settings cannot be read. Choose a preset and set them again."
    ),
    "report_option_unfit": mark(
        "“{value}” does not fit the report setting “{option}”. Use one of: {known}."
    ),
    "report_group_attribute": mark("Name the attribute by which the excerpts are to be grouped."),
    "preset_unknown": mark("There is no report preset “{preset}”. Use one of: {known}."),
    "preset_exists": mark("There is already a report preset “{preset}”. Choose another name."),
    "reference_unreadable": mark(
        "The reference “{template}” has a brace without its partner. Write fields as {{document}}."
    ),
    "reference_no_quote": mark(
        "The reference “{template}” must hold {{quote}} once, where the quotation goes."
    ),
    "reference_field_unknown": mark(
        "The reference asks for “{field}”, which this project does not have. Use one of: {known}."
    ),
    "logo_unreadable": mark("{path} is not a PNG or JPEG picture. Choose another for the cover."),
    "template_unreadable": mark(
        "{path} is no template. Choose a Word document (.docx) or a presentation (.pptx)."
    ),
    # the terminal
    "output_failed": mark(
        "The command ran, but its answer could not be written ({reason}). Check where it goes."
    ),
    # the window
    "qt_library_missing": mark(
        "The window needs system libraries that are missing ({library}). Install them:"
        " {command}. Everything else works without: see qcode --help."
    ),
    "no_display": mark(
        "There is no screen to open a window on. Run qcode from a desktop, or use the commands:"
        " qcode --help."
    ),
    **CODED_ERRORS,
    **QUERY_ERRORS,
}

# What is wrong with a damaged project, in words, for `verify`.
FINDINGS: Mapping[str, str] = {
    "database": mark("The database is damaged: {detail}"),
    "dangling": mark("A row refers to something that is missing: {detail}"),
    "content": mark("A text or file does not match its hash: {detail}"),
    "length": mark("The text of “{detail}” is not as long as it should be"),
    "turns": mark("Turns lie outside the text of “{detail}”"),
    "span": mark("A passage lies outside its text: {detail}"),
    "journal": mark("The history does not give the rows that are there: {detail}"),
    "index": mark("Sources that the search index has not read yet: {detail}"),
    "backup": mark("The last automatic backup in {detail} failed"),
}


def sentence(error: UserError) -> str:
    """Return the one sentence that tells the user about an error."""
    # Imported when there is something to tell: they know documents, layouts and memos.
    from .file_words import FOUND, format_name

    params = dict(error.params)
    if "format" in params:
        params["format"] = format_name(str(params["format"]))
    if "found" in params:
        params["found"] = tr(FOUND[str(params["found"])])
    if "since" in params:
        params["since"] = _clock_time(str(params["since"]))
    return tr(ERRORS[error.code], **params)


def _clock_time(moment: str) -> str:
    """Return a time of the journal as a clock here shows it; anything else as it is."""
    from .words import local_time

    try:
        return f"{local_time(moment):%Y-%m-%d %H:%M}"
    except ValueError:  # a lock file may say anything
        return moment


def finding(code: str, detail: str) -> str:
    """Return what `verify` found, in words."""
    return tr(FINDINGS[code], detail=detail)
