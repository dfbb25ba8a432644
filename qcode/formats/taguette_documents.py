"""Documents of Taguette with their highlights: one page at a time, so that only texts stay."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from qcode.model.courtesy import giving_way
from qcode.model.job import Job
from qcode.model.text import Span

from .exchange import (
    ExchangeDocument,
    ExchangeLink,
    ExchangeMemo,
    ExchangeSegment,
    FoundOffsets,
    Held,
)
from .foreign_sqlite import ForeignDatabase, foreign_database
from .foreign_values import ForeignLoss, Losses, guid, moment, name, text, title, whole
from .language import guess_language
from .taguette_text import TaguetteText, counted_text, read_contents
from .taguette_users import Act, Users

_DIALECT = "UTF-8 byte of the page's text, end exclusive"
_DOCUMENT = (
    *("id", "project_id", "name", "description", "filename", "created"),
    *("text_direction", "contents"),
)
_HIGHLIGHT = ("id", "document_id", "start_offset", "end_offset", "snippet")
_SUFFIXES = (".html", ".htm", ".xhtml")


class Home(NamedTuple):
    """A project that documents and tags are of. `key` is what every copy of it is known by."""

    key: str
    name: str
    description: str = ""
    created: str = ""


class _Highlight(NamedTuple):
    """A highlight as it is stored: positions in bytes, its words as HTML."""

    number: int
    start: int
    end: int
    snippet: str


@dataclass(slots=True)
class _Page:
    """A document being read: its text, its owner, and how many of its highlights fit."""

    guid: str
    name: str
    home: int
    found: TaguetteText
    checked: int = 0
    fitting: int = 0


class Reading:
    """Reads documents and highlights; what came of them is in its lists."""

    def __init__(
        self,
        database: ForeignDatabase,
        path: Path,
        program: str,
        *,
        users: Users,
        losses: Losses,
        job: Job,
    ) -> None:
        self._database, self._path, self._program = database, path, program
        self._users, self._losses, self._job = users, losses, job
        self.documents: list[ExchangeDocument] = []
        self.segments: list[ExchangeSegment] = []
        self.memos: list[ExchangeMemo] = []
        self.offsets: list[FoundOffsets] = []
        self.of_home: defaultdict[int, list[str]] = defaultdict(list)

    def read(self, homes: Mapping[int, Home], tags: Mapping[int, str]) -> None:
        """Read every document of a project. `tags` are the GUIDs of codes by number."""
        highlights, given = self._highlights(), self._given(tags)
        known: Counter[str] = Counter()
        total = self._database.count("documents")
        for done, row in enumerate(self._database.rows("documents", _DOCUMENT, order=("id",))):
            self._job.progress(done, total)
            number, home = whole(row[0]), whole(row[1])
            if number is None or home is None or home not in homes:
                self._losses.add(ForeignLoss.DANGLING, "documents")
                continue
            key = guid(self._program, homes[home].key, "documents", text(row[5]), text(row[4]))
            known[key] += 1
            page = self._document(number, home, guid(self._program, key, known[key]), row)
            self._passages(page, highlights.pop(number, []), given, tags)
            if page.checked:
                score = page.fitting / page.checked
                found = FoundOffsets(page.guid, _DIALECT, score, 1.0, page.checked)
                self.offsets.append(found)
        for left in highlights.values():
            self._losses.add(ForeignLoss.DANGLING, "highlights", len(left))

    def _highlights(self) -> dict[int, list[_Highlight]]:
        found: dict[int, list[_Highlight]] = {}
        order = ("document_id", "start_offset", "id")
        for row in self._database.rows("highlights", _HIGHLIGHT, order=order):
            number, document, start, end = map(whole, row[:4])
            if number is None or document is None or start is None or end is None:
                self._losses.add(ForeignLoss.DANGLING, "highlights")
                continue
            found.setdefault(document, []).append(_Highlight(number, start, end, text(row[4])))
        return found

    def _given(self, tags: Mapping[int, str]) -> dict[int, list[int]]:
        """Return the tags of each highlight."""
        given: dict[int, list[int]] = {}
        columns = ("highlight_id", "tag_id")
        for highlight, tag in self._database.rows("highlight_tags", columns, order=columns):
            number, code = whole(highlight), whole(tag)
            if number is None or code is None or code not in tags:
                self._losses.add(ForeignLoss.DANGLING, "highlight_tags")
                continue
            given.setdefault(number, []).append(code)
        return given

    def _document(self, number: int, home: int, mark: str, row: tuple[object, ...]) -> _Page:
        called, made, contents = name(row[2]), moment(row[5]), text(row[7])
        found = read_contents(contents, self._path, self._job)
        if found.is_plain:
            self._losses.add(ForeignLoss.PLAIN, called)
        if row[6] == "RIGHT_TO_LEFT":
            self._losses.add(ForeignLoss.DIRECTION, called)
        self.documents.append(
            ExchangeDocument(
                mark,
                called,
                found.text,
                found.layout,
                language=guess_language(found.text),
                source=Held(_page_name(called), len(contents.encode()), self._page(number)),
                source_format="html",
                encoding="utf-8",
                added=made,
            )
        )
        self.of_home[home].append(mark)
        if words := text(row[3]):
            about = guid(self._program, mark, "description")
            link = ExchangeLink(document=mark)
            self.memos.append(
                ExchangeMemo(about, called, words, created=made, changed=made, links=(link,))
            )
        return _Page(mark, called, home, found)

    def _page(self, number: int) -> Callable[[], bytes]:
        """Return what fetches the page of a document when it is wanted."""
        path, program = self._path, self._program

        def read() -> bytes:
            with foreign_database(path, program) as database:
                return text(database.cell("documents", "contents", "id", number)).encode()

        return read

    def _passages(
        self,
        page: _Page,
        highlights: list[_Highlight],
        given: Mapping[int, list[int]],
        tags: Mapping[int, str],
    ) -> None:
        known: Counter[tuple[int, int]] = Counter()
        for highlight in giving_way(highlights):
            span = page.found.span(highlight.start, highlight.end)
            if span is None:
                self._losses.add(ForeignLoss.OUTSIDE, page.name)
                continue
            self._compare(page, highlight, span)
            place = (highlight.start, highlight.end)
            known[place] += 1
            key = guid(self._program, page.guid, "highlights", *place, known[place])
            if highlight.number not in given:
                act = self._users.author(highlight.number, page.home)
                self._keep_untagged(page, span, key, act)
            # One of two tags with the same path is enough.
            for tag in {tags[each]: each for each in given.get(highlight.number, ())}.values():
                act = self._users.author(highlight.number, page.home, tag)
                coder, made = self._users.guid(act.login), act.made
                mark = guid(self._program, key, tags[tag])
                self.segments.append(
                    ExchangeSegment(mark, page.guid, tags[tag], coder, *span, made=made)
                )

    def _keep_untagged(self, page: _Page, span: Span, key: str, act: Act) -> None:
        """Keep a passage without a tag as a memo at its place, that quotes it."""
        words = page.found.text[span.start : span.end]
        self._losses.add(ForeignLoss.UNTAGGED, " ".join(words.split()))
        quoted = "\n".join(f"> {line}" for line in words.splitlines())
        link = ExchangeLink(document=page.guid, span=span)
        coder = self._users.guid(act.login)
        self.memos.append(
            ExchangeMemo(
                *(key, title(words, page.name), quoted, coder, "highlight", act.made, act.made),
                links=(link,),
            )
        )

    def _compare(self, page: _Page, highlight: _Highlight, span: Span) -> None:
        """Count whether a passage holds the words that are kept with it.

        They are not kept up when somebody moves the ends of a highlight, so one may be in the
        other; if neither is, the passage is elsewhere.
        """
        if not highlight.snippet:
            return
        said = "".join(counted_text(highlight.snippet).split())
        there = "".join(page.found.text[span.start : span.end].split())
        page.checked += 1
        page.fitting += said == there
        if said not in there and there not in said:
            self._losses.add(ForeignLoss.MISPLACED, said)


def _page_name(called: str) -> str:
    return called if called.lower().endswith(_SUFFIXES) else f"{called}.html"
