r"""Rich text (.rtf), read token by token.

striprtf is not used: it writes `|` between cells and the address behind a link, drops footnotes,
and has no formats, all of which would change what the author wrote. RTF is a stream of control
words in groups. Groups that are not text (pictures, settings, and whatever is marked `\*` and not
known here) are left out.
"""

from __future__ import annotations

from pathlib import Path

from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.layout import Note, NoteKind, Style

from .base import DEFAULTS, ImportedDocument, ReadOptions
from .build import Builder
from .encoding import known_encoding
from .limits import MAX_RICH_BYTES, damaged, read_bytes
from .losses import Lost
from .rtf_flow import NO_LOOK, Flow, ParagraphLook
from .rtf_state import Fonts, State, iso_date
from .rtf_tokens import SYMBOLS, WORDS, Kind, Token, tokens
from .symbols import symbol

_SKIP = "skip"
_MAX_GROUPS = 1_000  # inside each other
_DEEPEST_HEADING = 6
_TOKENS_BETWEEN_CHECKS = 20_000
_EXAMPLE = 80  # characters of a header that are shown

# Groups that hold no text of the document.
_SKIPPED = frozenset(
    (
        *("aftncn", "aftnsep", "aftnsepc", "bkmkend", "bkmkstart", "colortbl", "datafield"),
        *("filetbl", "fldtype", "formfield", "ftncn", "ftnsep", "ftnsepc", "info", "listtable"),
        *("nonesttables", "nonshppict", "objdata", "pict", "pn", "shprslt", "sp", "tc", "template"),
        *("upr", "xe"),
    )
)
# Groups whose words are given to `_Reading._captured`: in tables at each semicolon, else last.
_TABLES = frozenset(("fonttbl", "stylesheet", "revtbl"))
_CAPTURED = _TABLES | {"fldinst", "listtext", "pntext", "atrfstart", "atrfend"}
_CAPTURED |= {"atnid", "atnauthor", "atndate", "atnref"}
# Groups that are a flow of their own.
_FLOWS = {
    "footnote": "footnote",
    "annotation": "comment",
    "shptxt": "box",
    "dptxbxtext": "box",
    **{f"{kind}{page}": "header" for kind in ("header", "footer") for page in ("", *"lrf")},
}
# Groups that are entered although they are marked `\*`.
_ENTERED = _CAPTURED | _FLOWS.keys() | {"shppict", "shpinst", "nesttableprops", "do"}


class RtfReader:
    """Reads rich text of any writer: code pages, Unicode escapes, tables, notes, changes."""

    name = "rtf"
    suffixes = (".rtf",)

    def read(
        self, path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
    ) -> ImportedDocument:
        """Read the body; the encoding that the user chose replaces the file's own code page."""
        data = read_bytes(path, MAX_RICH_BYTES)
        start = data.find(b"{\\rtf")
        if start < 0:
            raise damaged(path, self.name)
        chosen = known_encoding(options.encoding) if options.encoding else None
        reading = _Reading(path, chosen)
        for number, token in enumerate(tokens(data[start:])):
            if not number % _TOKENS_BETWEEN_CHECKS:
                job.check()
            if reading.take(token):
                return reading.builder.finish(self.name)
        raise damaged(path, self.name)  # the last brace is missing: cut short


class _Reading:
    """A file being read."""

    def __init__(self, path: Path, encoding: str | None) -> None:
        self._path = path
        self._states: list[State] = []
        self._now = State()
        self._fonts = Fonts(encoding)
        self._styles: dict[int, ParagraphLook] = {}
        self._revisers: list[str] = []
        self._body = Flow(path)
        self._flows: list[tuple[int, Flow]] = [(0, self._body)]  # with the depth of their group
        self._words: list[str] = []  # of the group that is being captured
        self._raw = bytearray()  # characters not yet decoded
        self._high = 0  # the first half of a character beyond U+FFFF
        self._skip = 0  # characters still to skip after a Unicode escape
        self._starred = False  # the token before was `\*`
        self._comment: dict[str, str] = {}  # what is known of the next comment
        self._anchors: dict[str, tuple[int, int]] = {}  # passages of comments by their number
        self._links: list[tuple[int, str, int]] = []  # depth of the field, address, start

    @property
    def builder(self) -> Builder:
        """The text of the body, once the last group is closed."""
        return self._body.builder

    def take(self, token: Token) -> bool:
        """Take one token; True when the document is closed."""
        if token.kind is Kind.BYTES:
            self._bytes(token.data)
            return False
        self._flush()
        starred, self._starred = self._starred, False
        if token.kind is Kind.OPEN:
            self._open()
        elif token.kind is Kind.CLOSE:
            self._close()
            return not self._states
        elif token.kind is Kind.SYMBOL:
            self._symbol(token.name)
        elif self._now.where != _SKIP:
            self._word(token.name, token.number, starred=starred)
        return False

    # Groups

    @property
    def _flow(self) -> Flow:
        return self._flows[-1][1]

    def _open(self) -> None:
        if len(self._states) >= _MAX_GROUPS:
            raise UserError("file_too_complex", name=self._path.name)
        self._states.append(self._now)
        self._now = self._now.inherit()
        self._skip = 0

    def _close(self) -> None:
        self._skip = 0
        depth, outer = len(self._states), self._states.pop()
        while self._flows[-1][0] >= depth:
            self._end_flow()
        if self._now.where in _CAPTURED and self._now.where != outer.where:
            self._captured(self._now.where, "".join(self._words))
            self._words = []
        while self._links and self._links[-1][0] >= depth:
            _depth, address, start = self._links.pop()
            self.builder.mark(start, self.builder.position, Style.LINK, address)
        if not self._states:
            self._body.finish(self._now.look)
        self._now = outer

    def _enter(self, name: str, *, starred: bool) -> bool:
        """Turn to another group if a control word is the name of one."""
        now = self._now
        if name in _FLOWS:
            self._flows.append((len(self._states), Flow(self._path, _FLOWS[name])))
            now.where, now.look, now.change = "", NO_LOOK, {}
        elif name in _CAPTURED:
            if not now.where:
                self._words = []
            now.where = name
        elif name in _SKIPPED or (starred and name not in _ENTERED):
            now.where = _SKIP
            if name == "pict":
                self._flow.builder.lose(Lost.IMAGE)
        else:
            return False
        return True

    def _end_flow(self) -> None:
        _depth, flow = self._flows.pop()
        builder, here = self._flow.builder, self._flow.here
        words = flow.finish(self._now.look).plain
        if flow.kind == "box":
            self._flow.add_box(flow)
        elif flow.kind == "footnote":
            builder.note(Note(here, here, NoteKind.FOOTNOTE, words))
        elif flow.kind == "comment":
            self._end_comment(words)
        elif words.strip():
            builder.lose(Lost.HEADER_FOOTER, 1, " ".join(words.split())[:_EXAMPLE])

    def _end_comment(self, words: str) -> None:
        builder, here, known = self._flow.builder, self._flow.here, self._comment
        start, end = self._anchors.pop(known.get("atnref", ""), (here, here))
        if not start <= end <= here:  # the passage is in another flow
            start = end = here
        author = known.get("atnauthor") or known.get("atnid", "")
        date = iso_date(known.get("atndate", ""))
        builder.note(Note(start, end, NoteKind.COMMENT, words, author, date))
        self._comment = {}

    def _captured(self, where: str, words: str) -> None:
        """Use the words of a group that is no text."""
        here = self._flow.here
        if where == "fonttbl":
            self._fonts.name(self._now.font, words.strip(" ;"))
        elif where == "stylesheet":
            self._learn_style(words.strip(" ;"))
        elif where == "revtbl":
            self._revisers += words.rstrip("; ").split(";") if words else ()
        elif where in ("listtext", "pntext"):
            self._flow.label = words
        elif where == "fldinst":
            kind, _space, rest = words.strip().partition(" ")
            address = rest.partition('"')[2].partition('"')[0]
            if kind.upper() == "HYPERLINK" and address and self._flow is self._body:
                self._links.append((len(self._states), address, here))
        elif where == "atrfstart":
            self._anchors[words.strip()] = (here, here)
        elif where == "atrfend":
            self._anchors[words.strip()] = (self._anchors.get(words.strip(), (here,))[0], here)
        else:
            self._comment[where] = words.strip()

    def _learn_style(self, name: str) -> None:
        now, lower = self._now, name.lower()
        heading = now.look.heading
        if lower == "title":
            heading = 1
        elif lower.startswith("heading ") and lower[8:9].isdecimal():
            heading = min(max(1, int(lower[8])), _DEEPEST_HEADING)
        is_quote = lower in ("quote", "intense quote")
        self._styles[now.style] = ParagraphLook(heading, now.flags if heading else 0, is_quote)

    # Characters

    def _bytes(self, data: bytes) -> None:
        if self._now.where == _SKIP:
            return
        skipped = min(self._skip, len(data))
        self._skip -= skipped
        self._raw += data[skipped:]

    def _flush(self) -> None:
        """Decode the bytes that have come together, and write them."""
        if not self._raw:
            return
        raw, self._raw = bytes(self._raw), bytearray()
        font = None if self._now.where else self._fonts.symbols(self._now.font)
        if font is not None:
            for code in raw:
                self._write_symbol(font, code)
            return
        text, bad = self._fonts.decode(raw, self._now.font)
        if bad:
            self._flow.builder.lose(Lost.REPLACED, bad)
        self._write(text)

    def _write_symbol(self, font: str, code: int) -> None:
        character, is_known = symbol(font, code)
        if not is_known:
            self._flow.builder.lose(Lost.SYMBOL, 1, font)
        self._write(character)

    def _write_unicode(self, number: int) -> None:
        """Write the character of a Unicode escape; those beyond U+FFFF come in two halves."""
        number &= 0xFFFF if number < 0 else 0x1FFFFF
        self._skip = self._now.fallback
        font = self._fonts.symbols(self._now.font)
        if 0xDC00 <= number < 0xE000 and self._high:
            number = 0x10000 + ((self._high - 0xD800) << 10) + number - 0xDC00
            self._high = 0
        if 0xD800 <= number < 0xDC00:
            self._write("")
            self._high = number
        elif font is not None and 0xF000 <= number < 0xF100:
            self._write_symbol(font, number)
        elif number < 0x110000:
            self._write(chr(number))

    def _write(self, text: str) -> None:
        if self._high:  # its second half never came
            text, self._high = chr(self._high) + text, 0
        now = self._now
        if not text or now.where == _SKIP:
            return
        if not now.where:
            inserted, deleted = now.inserted(self._revisers), now.deleted(self._revisers)
            self._flow.write(text, now.look, flags=now.flags, inserted=inserted, deleted=deleted)
            return
        self._words.append(text)
        if now.where in _TABLES and ";" in text:
            self._captured(now.where, "".join(self._words))
            self._words = []

    # Control symbols and words

    def _symbol(self, character: str) -> None:
        if character == "*":
            self._starred = True
        elif character in "\r\n":
            self._end_paragraph()
        elif character in SYMBOLS:
            if self._skip:
                self._skip -= 1
            else:
                self._write(SYMBOLS[character])

    def _word(self, name: str, number: int | None, *, starred: bool) -> None:
        self._skip = 0
        now = self._now
        if name == "u":
            self._write_unicode(number or 0)
        elif name in WORDS:
            self._write(WORDS[name])
        elif self._enter(name, starred=starred) or now.take(name, number):
            return
        elif name == "f":
            now.font = number or 0
        elif name == "plain":
            now.flags, now.font, now.change = 0, self._fonts.default, {}
        elif name == "s":
            self._use_style(number or 0)
        elif name == "object":
            self._flow.builder.lose(Lost.EMBEDDED)
        elif not self._fonts.take(name, number or 0, now.font) and not now.where:
            self._structure(name)

    def _structure(self, name: str) -> None:
        """End a paragraph, a cell or a row."""
        if name in ("par", "sect"):
            self._end_paragraph()
        elif name in ("page", "column"):
            self._flow.turn_page()
        elif name == "trowd":
            self._flow.in_row = True
        elif name in ("cell", "nestcell"):
            level = 1 if name == "cell" else max(2, self._now.look.level)
            self._flow.end_cell(self._now.look, level)
        elif name in ("row", "nestrow"):
            self._flow.end_row(1 if name == "row" else max(2, self._now.look.level))

    def _end_paragraph(self) -> None:
        """End a paragraph, unless its end was deleted in a tracked change."""
        if self._now.where:
            return
        deleted = self._now.deleted(self._revisers)
        if deleted is not None:
            self._flow.write("\n", self._now.look, deleted=deleted)
        else:
            self._flow.end_paragraph(self._now.look)

    def _use_style(self, number: int) -> None:
        """Give the paragraph a style, or say which one is being defined."""
        self._now.style = number
        if not self._now.where:
            known = self._styles.get(number, NO_LOOK)
            self._now.set_look(
                heading=known.heading, heading_flags=known.heading_flags, is_quote=known.is_quote
            )


READER = RtfReader()
