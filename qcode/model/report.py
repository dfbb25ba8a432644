"""What a report holds and how it looks: one value, the same for the window and the terminal.

The defaults are a report that can be handed over. How it is kept as JSON is in `report_json`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_CONTEXT = 20  # paragraphs on each side of an excerpt


class Part(StrEnum):
    """The parts of a report, in the order in which they stand in it."""

    COVER = "cover"
    CONTENTS = "contents"
    DOCUMENTS = "documents"
    EXCERPTS = "excerpts"
    ANALYSIS = "analysis"  # the table of qualitative content analysis
    CODE_DOCUMENT = "code-document"  # a table: how often, where
    CODE_ATTRIBUTE = "code-attribute"  # a table: how often, for whom
    CHART = "chart"
    CODEBOOK = "codebook"
    TRANSCRIPTS = "transcripts"  # whole documents, every coding as a comment
    METHOD = "method"


class Order(StrEnum):
    """In which order the excerpts of a code stand."""

    DOCUMENT = "document"
    TIME = "time"  # in the recording, then as in the documents
    CODED = "coded"  # the oldest coding first
    CODER = "coder"
    WEIGHT = "weight"  # the heaviest first


class Group(StrEnum):
    """What the sub-headings between the excerpts of a code are."""

    NONE = "none"
    DOCUMENT = "document"
    KIND = "kind"
    ATTRIBUTE = "attribute"  # of the case that speaks, or of the document
    CODER = "coder"


class Starred(StrEnum):
    """Whether excerpts of some weight stand alone or first."""

    ANY = "any"
    ONLY = "only"
    FIRST = "first"


class Repeat(StrEnum):
    """What becomes of a passage that has several codes of the report."""

    REPEATED = "repeated"
    REFERENCED = "referenced"  # "see Tillit, no. 4"


class Overlap(StrEnum):
    """What becomes of excerpts of one code that share words."""

    APART = "apart"
    JOINED = "joined"


class Asker(StrEnum):
    """How the words of the interviewer are shown."""

    SHOWN = "shown"
    GREYED = "greyed"
    OMITTED = "omitted"  # the mark of an omission stands for them


class Notes(StrEnum):
    """Where the memos on codings go."""

    COMMENTS = "comments"
    FOOTNOTES = "footnotes"
    LINES = "lines"
    NONE = "none"


class Memos(StrEnum):
    """Where the memos on codes go."""

    HEADING = "heading"  # under the heading of the code
    COMMENTS = "comments"
    APPENDIX = "appendix"  # with all other memos of the project
    NONE = "none"


class Wording(StrEnum):
    """Which wording of a passage is printed; the report says which."""

    VERBATIM = "verbatim"
    EDITED = "edited"  # the short wording of the coding, where it has one
    BOTH = "both"


class Convention(StrEnum):
    """How quotations are set."""

    MARKS = "marks"  # each a paragraph of its own in quotation marks
    LENGTH = "length"  # short ones in marks with their reference, long ones as a block without
    PLAIN = "plain"  # no marks at all


class Omission(StrEnum):
    """The mark for what is left out."""

    ELLIPSIS = "[…]"
    DOTS = "[...]"
    SLASHES = "/.../"


class Separator(StrEnum):
    """What stands between the cells of a CSV file."""

    COMMA = "comma"
    SEMICOLON = "semicolon"  # as Swedish Excel reads them
    TAB = "tab"


DEFAULT_PARTS = (Part.COVER, Part.CONTENTS, Part.DOCUMENTS, Part.EXCERPTS, Part.CODEBOOK)


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """Everything about a report but its selection. "" and () leave a choice to the program.

    `language` is "sv" or "en". `logo` and `template` are paths of files. `reference` is a template
    such as '"{quote}" ({pseudonym}, {role})'; with none, a source line stands under each excerpt.
    `starred_from` is the weight from which an excerpt counts as starred.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    logo: str = ""
    header: str = ""
    template: str = ""

    parts: tuple[Part, ...] = DEFAULT_PARTS

    definitions: bool = True
    rules: bool = True
    counts: bool = True
    code_memos: Memos = Memos.HEADING
    empty_codes: bool = False
    page_per_theme: bool = False  # each code of the top level begins a page

    order: Order = Order.DOCUMENT
    group: Group = Group.NONE
    group_attribute: str = ""
    starred: Starred = Starred.ANY
    starred_from: int = 75
    repeat: Repeat = Repeat.REPEATED
    overlap: Overlap = Overlap.APART
    numbered: bool = False

    context_before: int = 0
    context_after: int = 0
    speakers: bool = True
    asker: Asker = Asker.GREYED
    omission: Omission = Omission.ELLIPSIS
    notes: Notes = Notes.COMMENTS
    pictures: bool = True  # an excerpt that is a region of a picture has that part of it

    wording: Wording = Wording.VERBATIM
    convention: Convention = Convention.MARKS
    block_words: int = 40
    reference: str = ""

    level_columns: bool = True  # the codebook has a column for each level
    attributes: tuple[str, ...] = ()  # of the table of codes and attributes; (): all with choices

    slide_level: int = 1  # codes down to this level have a slide of their own; 0: every code
    slide_quotes: int = 3  # on the slides of a code, at most

    separator: Separator = Separator.COMMA  # in CSV
    bom: bool = True  # a byte-order mark before CSV, which Excel needs and R takes for a letter
    dictionary: bool = False  # a file beside CSV that says what its columns are

    def has(self, part: Part) -> bool:
        """Tell whether a part is wanted."""
        return part in self.parts


DEFAULTS = ReportOptions()
