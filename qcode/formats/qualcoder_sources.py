"""The sources of a project of QualCoder: texts and pictures become documents, others are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from .exchange import ExchangeDocument, ExchangeLink, ExchangeMedia
from .foreign_values import ForeignLoss, name, text, whole
from .language import guess_language
from .limits import check_length
from .picture_size import PictureSize
from .picture_text import PictureText
from .qualcoder_context import Context
from .qualcoder_files import FileKind, SourceFile, source_file
from .qualcoder_positions import Positions

_COLUMNS = ("id", "name", "fulltext", "mediapath", "memo", "owner", "date", "av_text_id", "risid")


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it is stored. `positions` None: one without a text, such as a picture."""

    number: int
    guid: str
    name: str
    memo: str
    coder: str
    made: str
    file: SourceFile
    transcript: int | None
    reference: int | None
    positions: Positions | None


class Sources:
    """All sources of a project, by number; those that are documents, as such."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.all: dict[int, Source] = {}
        self._documents: dict[int, ExchangeDocument] = {}
        self._made: dict[int, tuple[object, object]] = {}  # by whom and when, as it is stored
        self.pictures: dict[int, PictureSize] = {}  # those that are documents, by number
        total = context.database.count("source")
        for done, row in enumerate(context.database.rows("source", _COLUMNS, order=("id",))):
            context.job.progress(done, total)
            self._read(row)
        self._join()

    def documents(self) -> tuple[ExchangeDocument, ...]:
        """Return the documents."""
        return tuple(self._documents.values())

    def document(self, number: int | None) -> Source | None:
        """Return a source that is a document, None for any other."""
        return self.all.get(number) if number in self._documents and number is not None else None

    def others(self) -> list[Source]:
        """Return the sources that are no documents."""
        return [each for each in self.all.values() if each.number not in self._documents]

    def _read(self, row: tuple[object, ...]) -> None:
        number, called, words = whole(row[0]), text(row[1]), row[2]
        if number is None:
            return
        context = self._context
        file = source_file(context.folder, text(row[3]), called)
        mark = context.guid("source", called)
        raw = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
        positions = None
        if file.kind is FileKind.TEXT and isinstance(raw, str):
            check_length(context.folder, len(raw))
            positions = Positions(raw)
        source = Source(
            *(number, mark, name(called), text(row[4]), context.coder(row[5])),
            context.moment(row[6]),
            *(file, whole(row[7]), whole(row[8]), positions),
        )
        self.all[number] = source
        self._made[number] = row[5], row[6]
        if text(row[3]) and file.held is None:
            context.losses.add(ForeignLoss.FILES, source.name)
        if positions is not None and positions.text.strip():
            self._add(source, positions, row)

    def _add(self, source: Source, positions: Positions, row: tuple[object, ...]) -> None:
        held = source.file.held
        self._documents[source.number] = ExchangeDocument(
            source.guid,
            source.name,
            positions.text,
            language=guess_language(positions.text),
            source=held,
            source_format=PurePosixPath(held.name).suffix.lower()[1:] if held else "",
            added=source.made,
        )
        link = ExchangeLink(document=source.guid)
        self._context.memo(
            *(row[4], link),
            called=source.name,
            owner=row[5],
            date=row[6],
            key=("source", source.guid),
        )

    def add_picture(self, source: Source, picture: PictureText, measured: PictureSize) -> None:
        """Make a document of a picture."""
        owner, date = self._made[source.number]
        self.pictures[source.number] = measured
        self._documents[source.number] = ExchangeDocument(
            *(source.guid, source.name, picture.text, picture.layout),
            source=source.file.held,
            source_format=measured.kind,
            added=source.made,
        )
        self._context.memo(
            *(source.memo, ExchangeLink(document=source.guid)),
            called=source.name,
            owner=owner,
            date=date,
            key=("source", source.guid),
        )

    def _join(self) -> None:
        """Put recordings beside their transcripts."""
        for source in self.others():
            document = self._documents.get(source.transcript or -1)
            if document is None or source.file.kind not in (FileKind.AUDIO, FileKind.VIDEO):
                continue
            media = ExchangeMedia(source.guid, source.name, source.file.path, held=source.file.held)
            number = source.transcript or -1
            self._documents[number] = replace(document, media=(*document.media, media))
