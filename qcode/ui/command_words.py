"""Other words for commands: those of other programs, and what a command is wanted for.

The list of all commands finds by them and does not show them.
"""

from __future__ import annotations

from collections.abc import Mapping

from qcode.services.language import mark

OTHER_WORDS: Mapping[str, str] = {
    "import": mark("add open transcripts interviews Word PDF files"),
    "export": mark("print Word PDF quotations output"),
    "backup": mark("save copy safety"),
    "settings": mark("dark light theme language Swedish English name preferences options"),
    "undo": mark("take back revert"),
    "find": mark("search look for query"),
    "edit_text": mark("anonymise correct typing mistakes replace names pseudonyms"),
    "text_history": mark("changes differences versions"),
    "attributes": mark("variables classifications values spreadsheet table"),
    "cases": mark("people persons participants units"),
    "code": mark("highlight tag label node quick coding"),
    "in_vivo": mark("own words"),
    "memo": mark("new note comment annotation"),
    "recode": mark("replace swap"),
    "uncode": mark("delete unmark untag uncode"),
    "similar": mark("find this selection"),
    "next_coding": mark("step through stripes segments"),
    "previous_coding": mark("step through stripes segments"),
    "list_codings": mark("which codes read aloud"),
    "new_code": mark("add node category"),
    "code_card": mark("code card definition describe"),
    "color_codes": mark("color"),
    "delete_codes": mark("remove code"),
    "split_code": mark("sorting table sort passages"),
    "paste_codes": mark("indented text several"),
    "retrieve": mark("coded segments excerpts quotations"),
    "code_boxes": mark("activate codes"),
    "larger": mark("zoom in bigger letters"),
    "smaller": mark("zoom out letters"),
    "appearance": mark("font letters line height colours speakers interviewer grey"),
    "behind": mark("highlights tint underline colours"),
    "margin_side": mark("left right stripes coding column"),
    "margin_names": mark("stripes coding column"),
    "filter_codes": mark("filter hide codings"),
    "filter_coder": mark("filter hide coders"),
    "filter_today": mark("filter hide recent codings"),
    "filter_session": mark("filter hide recent codings"),
    "goto": mark("jump line"),
    "layout_code": mark("layout normal usual back"),
    "layout_compare": mark("compare side by side second document split view"),
    "reading_mode": mark("focus without distraction"),
    "show_history": mark("audit trail journal log"),
    "show_passages": mark("retrieved segments"),
    "keys": mark("shortcuts keyboard hotkeys"),
    "tour": mark("help tutorial getting started introduction"),
}
