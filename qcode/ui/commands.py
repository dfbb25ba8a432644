"""Every command of the window: its words, its key, and the menu it stands in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from qcode.services.language import mark

from .icons import Icon

Keys = str | QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `text` is translated when the menu is built; an ampersand marks its letter.

    `needs` says when it can be used: "" always; "project", or "writing" if it can be changed;
    "quotation" with a selection or a coding at the caret, which are "selection" and "coding" in a
    project that can be changed; "document" when one is open for reading, "text" if it can be
    edited, "any text" if one is open in it or beside it, "pages" if it came from a PDF;
    "recording" if there is one that can be played; "codes" with some chosen in the tree, "some
    codes" to be changed, "one code" with a single one, to be changed; "undo", "redo" and "recent"
    when there is something.
    Several keys are a tuple, of which menus show the first. `act` is what has a key for the same
    in a pane, see `pane_keys.pane_name`: menus show that one while the command has none of its own.
    A command in `SUBMENUS` only opens that menu; so does "recent".
    """

    text: str
    keys: Keys | tuple[Keys, ...] = ""
    needs: str = ""
    in_text: bool = False  # a single letter: works only while the text has the focus
    act: str = ""


# What is said of a command that cannot be used, by what it needs.
REASONS: Mapping[str, str] = {
    "project": mark("Open a project first"),
    "writing": mark("Open for reading only"),
    "quotation": mark("Select a passage first"),
    "selection": mark("Select a passage first"),
    "coding": mark("Put the caret in a coding first"),
    "document": mark("Open a document first"),
    "text": mark("Open a document first"),
    "any text": mark("Open a document first"),
    "codes": mark("Choose a code first"),
    "some codes": mark("Choose a code first"),
    "one code": mark("Choose one code first"),
    "two texts": mark("Show two texts first"),
    "pages": mark("The document was not imported from a PDF"),
    "recording": mark("Add a recording to the document first"),
    "undo": mark("Nothing to undo"),
    "redo": mark("Nothing to redo"),
    "recent": mark("No recent projects"),
}


def reason(needs: str, there: Collection[str]) -> str:
    """Return in English why a command cannot be used, see `Command.needs`; "" if it can."""
    if not needs or needs in there:
        return ""
    first = "recent" if needs == "recent" else "project"
    if first not in there:
        return REASONS[first]
    if (
        needs in ("selection", "coding", "text", "some codes", "one code")
        and "writing" not in there
    ):
        return REASONS["writing"]
    return REASONS.get(needs, "") or mark("Not possible here")


# Menus in order; None is a line between groups.
MENUS: Mapping[str, tuple[str | None, ...]] = {
    mark("&File"): (
        "new",
        "open",
        "recent",
        "sample",
        None,
        "import",
        "import_survey",
        "export",
        "export_table",
        "refresh_report",
        "take_comments",
        None,
        "import_project",
        "import_coded",
        "import_codings",
        "export_project",
        None,
        "backup",
        "verify",
        "rebuild_index",
        None,
        "settings",
        None,
        "close",
        "quit",
    ),
    mark("&Edit"): (
        "undo",
        "redo",
        None,
        "copy",
        "copy_hits",
        "find",
        "build_query",
        "word_forms",
        "saved_queries",
        None,
        "edit_text",
        "text_history",
        None,
        "attributes",
        "cases",
    ),
    mark("&Code"): (
        "selecting",
        None,
        "code",
        "repeat",
        "favourites",
        "in_vivo",
        "similar",
        "like",
        "memo",
        "link_passage",
        None,
        "list_codings",
        "recode",
        "uncode",
        "shaping",
        None,
        "start_back",
        "start_on",
        "end_back",
        "end_on",
        None,
        "new_code",
        "paste_codes",
        "import_codes",
        "export_codes",
        "chosen_codes",
        "retrieve",
        "code_boxes",
    ),
    mark("&View"): (
        "larger",
        "smaller",
        "normal",
        "appearance",
        "numbers",
        "times",
        "memo_signs",
        "behind",
        None,
        "filtering",
        "margin",
        None,
        "playing",
        "going",
        "panes",
        None,
        "reading_mode",
        "original",
        "layout_read",
        "layout_code",
        "layout_compare",
        "other_text",
        "full_screen",
    ),
    mark("&Help"): ("palette", "keys", "tour", None, "about"),
}

# What stands in a menu of its own behind one of the names above.
SUBMENUS: Mapping[str, tuple[str | None, ...]] = {
    "selecting": (
        "select_word",
        "select_sentence",
        "select_paragraph",
        "select_turn",
        None,
        "word_back",
        "sentence_back",
        "paragraph_back",
        "turn_back",
    ),
    "shaping": ("join", "split", None, "copy_codings", "paste_codings"),
    "chosen_codes": (
        "code_card",
        "new_subcode",
        "rename_code",
        "color_codes",
        None,
        "code_up",
        "code_down",
        "move_codes",
        "codes_to_top",
        None,
        "merge_codes",
        "split_code",
        "delete_codes",
    ),
    "favourites": tuple(f"favourite_{digit}" for digit in range(1, 10)),
    "filtering": (
        "filter_none",
        "filter_codes",
        "filter_active",
        "filter_coder",
        "filter_today",
        "filter_session",
    ),
    "margin": ("margin_side", "margin_names", "margin_wider", "margin_narrower"),
    "playing": (
        "play",
        "play_here",
        "play_back",
        "play_on",
        "slower",
        "faster",
        None,
        "follow_recording",
        "insert_time",
        None,
        "add_recording",
    ),
    "going": (
        "goto",
        "back",
        "forward",
        None,
        "next_hit",
        "previous_hit",
        "next_coding",
        "previous_coding",
    ),
    "panes": (
        "show_documents",
        "show_codes",
        "show_text",
        "show_search",
        "show_passages",
        "show_memos",
        "show_words",
        "show_check",
        "show_history",
        "show_inspector",
        "message",
        None,
        "pane_wider",
        "pane_narrower",
        "pane_taller",
        "pane_lower",
    ),
}

COMMANDS: Mapping[str, Command] = {
    "new": Command(mark("&New project…"), QKeySequence.StandardKey.New),
    "open": Command(mark("&Open project…"), QKeySequence.StandardKey.Open),
    "recent": Command(mark("Open &recent"), "", "recent"),
    "sample": Command(mark("Open the &sample project")),
    "import": Command(mark("&Import documents…"), "Ctrl+I", "writing"),
    "export": Command(mark("&Export report…"), "Ctrl+E", "project"),
    "import_survey": Command(mark("Import sur&vey…"), "", "writing"),
    "import_project": Command(mark("Import another pro&gram's project…")),
    "import_coded": Command(mark("Import a file coded by &hand…")),
    "export_table": Command(mark("Tab&les for statistics…"), "", "project"),
    "import_codings": Command(mark("Co&ded passages from a table…"), "", "writing"),
    "export_project": Command(mark("Export pro&ject…"), "", "project"),
    "refresh_report": Command(mark("Re&fresh report…"), "", "project"),
    "take_comments": Command(mark("Ta&ke in comments…"), "", "writing"),
    "backup": Command(mark("&Back up as…"), "", "project"),
    "verify": Command(mark("Check the &project"), "", "project"),
    "rebuild_index": Command(mark("Make the search inde&x anew"), "", "project"),
    "settings": Command(mark("Se&ttings…"), "Ctrl+,"),
    "close": Command(mark("&Close project"), "Ctrl+Shift+W", "project"),
    "quit": Command(mark("&Quit"), "Ctrl+Q"),
    "undo": Command(mark("&Undo"), QKeySequence.StandardKey.Undo, "undo"),
    "redo": Command(mark("&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),  # as here, as elsewhere
    "copy": Command(mark("&Copy with source"), "Ctrl+Shift+C", "quotation"),
    "copy_hits": Command(mark("Copy &hits with sources"), "Ctrl+Alt+C", "project"),
    "find": Command(mark("&Find…"), QKeySequence.StandardKey.Find, "project"),
    "saved_queries": Command(mark("Sa&ved searches…"), "", "project"),
    "build_query": Command(mark("&Build a query"), "", "project"),
    "word_forms": Command(mark("F&orms of a word…"), "", "project"),
    "edit_text": Command(mark("&Edit the text…"), "Ctrl+Shift+E", "text"),
    "text_history": Command(mark("&What was edited…"), "", "document"),
    "attributes": Command(mark("&Attributes…"), "Ctrl+Shift+A", "project"),
    "cases": Command(mark("Ca&ses…"), "", "project"),
    "code": Command(mark("&Code passage…"), "C", "selection", in_text=True),
    "repeat": Command(mark("Code with the &last code again"), "R", "selection", in_text=True),
    "in_vivo": Command(mark("Code in v&ivo"), "V", "selection", in_text=True),
    "memo": Command(mark("Write &memo"), "M", "writing", in_text=True),
    "link_passage": Command(mark("&Put a link to the passage in a memo"), "Ctrl+L", "writing"),
    "recode": Command(mark("Change the c&ode…"), "Shift+C", "coding", in_text=True),
    "uncode": Command(mark("&Remove coding"), "Del", "coding", in_text=True),
    "similar": Command(mark("Code the ne&xt similar passage…"), "N", "selection", in_text=True),
    "like": Command(mark("More like t&his"), "Shift+N", "writing", in_text=True),
    "shaping": Command(mark("Join, split, cop&y"), "", "project"),
    "join": Command(mark("&Join with neighbour"), "J", "coding", in_text=True),
    "split": Command(mark("Split at t&he caret"), "Shift+J", "coding", in_text=True),
    "copy_codings": Command(mark("Cop&y codings"), "K", "quotation", in_text=True),
    "paste_codings": Command(mark("Paste co&dings"), "Shift+K", "selection", in_text=True),
    "selecting": Command(mark("S&elect"), "", "project"),
    "select_word": Command(mark("&Word"), "W", "project", in_text=True),
    "select_sentence": Command(mark("&Sentence"), "S", "project", in_text=True),
    "select_paragraph": Command(mark("&Paragraph"), "P", "project", in_text=True),
    "select_turn": Command(mark("&Turn"), "T", "project", in_text=True),
    "word_back": Command(mark("Word &back"), "Shift+W", "project", in_text=True),
    "sentence_back": Command(mark("Sentence b&ack"), "Shift+S", "project", in_text=True),
    "paragraph_back": Command(mark("Paragraph ba&ck"), "Shift+P", "project", in_text=True),
    "turn_back": Command(mark("Turn bac&k"), "Shift+T", "project", in_text=True),
    "favourites": Command(mark("Favo&urite codes"), "", "project"),
    **{
        f"favourite_{digit}": Command(
            mark("No code on this key yet"), str(digit), "selection", in_text=True
        )
        for digit in range(1, 10)
    },
    # Side by side and without Shift on most keyboards, also Swedish ones.
    "next_coding": Command(mark("Next &coding"), ".", "document", in_text=True),
    "previous_coding": Command(mark("Previous co&ding"), ",", "document", in_text=True),
    "list_codings": Command(mark("Li&st codings here"), "L", "document", in_text=True),
    "start_back": Command(mark("&Begin a word earlier"), "Alt+Shift+Up", "coding"),
    "start_on": Command(mark("Be&gin a word later"), "Alt+Shift+Down", "coding"),
    "end_back": Command(mark("End a word e&arlier"), "Alt+Shift+Left", "coding"),
    "end_on": Command(mark("End a word la&ter"), "Alt+Shift+Right", "coding"),
    "new_code": Command(mark("&New code…"), "Ctrl+Shift+N", "writing"),
    "chosen_codes": Command(mark("Chosen co&des"), "", "project"),
    "code_card": Command(mark("Card of the code…"), "", "one code", act="Codes: Code card…"),
    "new_subcode": Command(
        mark("New subcode of the code…"), "", "one code", act="Codes: New subcode"
    ),
    "rename_code": Command(mark("Rename the code…"), "", "one code", act="Codes: Rename"),
    "color_codes": Command(mark("Colour of the codes…"), "", "some codes"),
    "code_up": Command(mark("Move the code up"), "", "one code", act="Codes: Move up"),
    "code_down": Command(mark("Move the code down"), "", "one code", act="Codes: Move down"),
    "move_codes": Command(mark("Move the codes under another…"), "", "some codes"),
    "codes_to_top": Command(mark("Move the codes to the top level"), "", "some codes"),
    "merge_codes": Command(mark("Merge the codes into another…"), "", "some codes"),
    "split_code": Command(mark("Split the co&de into subcodes…"), "", "one code"),
    "delete_codes": Command(mark("Delete the codes…"), "", "some codes", act="Codes: Delete…"),
    "paste_codes": Command(mark("Codes &from a list…"), "", "writing"),
    "import_codes": Command(mark("Import codebook…"), "", "writing"),
    "export_codes": Command(mark("Export codebook…"), "", "project"),
    "retrieve": Command(mark("Retrie&ve passages of the code"), "Ctrl+R", "codes"),
    "code_boxes": Command(mark("Show or hide boxes for analysis"), "", "project"),
    "larger": Command(mark("&Larger text"), ("Ctrl++", "Ctrl+="), "project"),
    "smaller": Command(mark("&Smaller text"), "Ctrl+-", "project"),
    "normal": Command(mark("&Normal size"), "Ctrl+0", "project"),
    "appearance": Command(mark("Text appearance…"), "F8", "project"),
    "numbers": Command(mark("Show or hide paragraph numbers"), "", "project"),
    "times": Command(mark("Show or hide times"), "", "project"),
    "memo_signs": Command(mark("Show or hide signs of memos"), "", "project"),
    "behind": Command(mark("Show codings in another way"), "Ctrl+Shift+U", "project"),
    "reading_mode": Command(mark("Reading mode"), "F9", "any text"),
    "original": Command(mark("Original pages"), "F7", "pages"),
    "goto": Command(mark("G&o to paragraph, time or speaker…"), "Ctrl+G", "document"),
    "filtering": Command(mark("&Which codings are shown"), "", "document"),
    "margin": Command(mark("Mar&gin"), "", "project"),
    "playing": Command(mark("Recor&ding"), "", "project"),
    # F4 and its neighbour, as in other transcribing programs; pedals send these or media keys.
    "play": Command(
        mark("&Play or pause"),
        ("F4", "Media Play", "Toggle Media Play/Pause", "Media Pause"),
        "recording",
    ),
    "play_here": Command(mark("Play from &here"), "Shift+F4", "recording"),
    "play_back": Command(mark("&Back in the recording"), ("F5", "Media Previous"), "recording"),
    "play_on": Command(mark("&Forward in the recording"), ("Shift+F5", "Media Next"), "recording"),
    "slower": Command(mark("&Slower"), "Ctrl+F5", "recording"),
    "faster": Command(mark("F&aster"), "Ctrl+Shift+F5", "recording"),
    "follow_recording": Command(mark("The text f&ollows, or not"), "", "recording"),
    "insert_time": Command(mark("Put in the &time"), "Ctrl+Shift+T", "recording"),
    "add_recording": Command(mark("A&dd recording…"), "", "text"),
    "going": Command(mark("G&o to"), "", "project"),
    "panes": Command(mark("&Panes"), "", "project"),
    "margin_side": Command(mark("Margin on the other side"), "", "project"),
    "margin_names": Command(mark("Names in the margin, or stripes only"), "", "project"),
    "margin_wider": Command(mark("Wider margin"), "Ctrl+Alt+Right", "project"),
    "margin_narrower": Command(mark("Narrower margin"), "Ctrl+Alt+Left", "project"),
    "filter_none": Command(mark("Show all codings"), "Shift+Esc", "document"),
    "filter_codes": Command(mark("Show only the chosen codes"), "Ctrl+Shift+F", "document"),
    "filter_active": Command(mark("Show only the active codes"), "", "document"),
    "filter_coder": Command(mark("Show only one coder…"), "", "document"),
    "filter_today": Command(mark("Show only what was coded today"), "", "document"),
    "filter_session": Command(mark("Show only what was coded since opening"), "", "document"),
    "back": Command(mark("&Back"), "Alt+Left", "project"),
    "forward": Command(mark("&Forward"), "Alt+Right", "project"),
    "next_hit": Command(mark("Ne&xt hit"), "F3", "project"),
    "previous_hit": Command(mark("&Previous hit"), "Shift+F3", "project"),
    "layout_read": Command(mark("Text alone"), "Ctrl+Alt+1", "project"),
    "layout_code": Command(mark("All panes"), "Ctrl+Alt+2", "project"),
    "layout_compare": Command(mark("Two texts"), "Ctrl+Alt+3", "project"),
    "other_text": Command(mark("The other text"), "F6", "two texts"),
    "full_screen": Command(mark("Full screen"), "F11"),
    "show_documents": Command(mark("&Documents"), "Alt+1", "project"),
    "show_codes": Command(mark("&Codes"), "Alt+2", "project"),
    "show_text": Command(mark("&Text"), "Alt+3", "project"),
    "show_search": Command(mark("S&earch"), "Alt+4", "project"),
    "show_passages": Command(mark("P&assages"), "Alt+5", "project"),
    "show_memos": Command(mark("&Memos"), "Alt+6", "project"),
    "show_words": Command(mark("&Words"), "Alt+9", "project"),
    "show_check": Command(mark("&Quotations"), "Alt+Q", "project"),
    "show_history": Command(mark("&History"), "Alt+7", "project"),
    "show_inspector": Command(mark("Inspecto&r"), "Alt+8", "project"),
    "pane_wider": Command(mark("W&ider pane"), ("Alt++", "Alt+="), "project"),
    "pane_narrower": Command(mark("&Narrower pane"), "Alt+-", "project"),
    "pane_taller": Command(mark("Ta&ller pane"), "Alt+PgUp", "project"),
    "pane_lower": Command(mark("L&ower pane"), "Alt+PgDown", "project"),
    "message": Command(mark("Last messa&ge"), "Alt+0"),
    "palette": Command(mark("A&ll commands…"), ("Ctrl+Shift+P", "Ctrl+K")),
    "keys": Command(mark("&Keys…"), "F1"),
    "tour": Command(mark("&Four steps to begin"), "", "project"),
    "about": Command(mark("&About QCode")),
}

# What the list of all commands shows beside a command.
ICONS: Mapping[str, Icon] = {
    "new": Icon.NEW,
    "open": Icon.OPEN,
    "recent": Icon.RECENT,
    "sample": Icon.SAMPLE,
    "import": Icon.IMPORT,
    "export": Icon.EXPORT,
    "import_survey": Icon.TABLE,
    "import_project": Icon.IMPORT,
    "import_coded": Icon.IMPORT,
    "export_table": Icon.TABLE,
    "import_codings": Icon.TABLE,
    "export_project": Icon.EXPORT,
    "take_comments": Icon.MEMO,
    "backup": Icon.BACKUP,
    "verify": Icon.VERIFY,
    "settings": Icon.SETTINGS,
    "undo": Icon.UNDO,
    "redo": Icon.REDO,
    "copy": Icon.COPY,
    "find": Icon.FIND,
    "build_query": Icon.BUILD,
    "saved_queries": Icon.STAR,
    "attributes": Icon.TABLE,
    "cases": Icon.CASES,
    "code": Icon.TAG,
    "repeat": Icon.REPEAT,
    "in_vivo": Icon.IN_VIVO,
    "memo": Icon.MEMO,
    "recode": Icon.RECODE,
    "uncode": Icon.UNCODE,
    "new_code": Icon.PLUS,
    "import_codes": Icon.IMPORT,
    "export_codes": Icon.EXPORT,
    "retrieve": Icon.PASSAGES,
    "original": Icon.COMPARE,
    "add_recording": Icon.RECORDING,
    "play": Icon.PLAY,
    "play_back": Icon.SKIP_BACK,
    "play_on": Icon.SKIP_ON,
    "back": Icon.BACK,
    "forward": Icon.FORWARD,
    "layout_read": Icon.READ,
    "layout_compare": Icon.COMPARE,
    "full_screen": Icon.FULL_SCREEN,
    "show_documents": Icon.DOCUMENTS,
    "show_codes": Icon.CODES,
    "show_text": Icon.READ,
    "show_search": Icon.FIND,
    "show_passages": Icon.PASSAGES,
    "show_memos": Icon.MEMO,
    "show_words": Icon.WORDS,
    "show_check": Icon.IN_VIVO,
    "show_history": Icon.HISTORY,
    "palette": Icon.PALETTE,
    "keys": Icon.KEYS,
    "tour": Icon.TOUR,
    "about": Icon.ABOUT,
}

# Menus show an icon beside these only: where all have one, none stands out.
IN_MENUS = frozenset(
    {
        "new",
        "open",
        "import",
        "export",
        "settings",
        "undo",
        "redo",
        "find",
        "code",
        "memo",
        "palette",
    }
)
