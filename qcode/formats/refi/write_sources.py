"""The sources of a project: texts with their passages, PDFs, recordings with their transcripts.

- A text is a `TextSource` with its selections; `richTextPath` only for an original in docx.
- A PDF is a `PDFSource` whose `Representation` is the canonical text and holds the selections: the
  standard knows selections of text in a PDF only there, and that is where NVivo, ATLAS.ti, MAXQDA
  and QualCoder look. Its documents, memos and variables are those of the `PDFSource`.
- A picture is a `PictureSource` with a `PictureSelection` for each region, named by its words; its
  `TextDescription` is the text, and holds what is coded there and is no region.
- A recording is an `AudioSource` or `VideoSource` with a `Transcript` of each text that was made
  from it, whose `SyncPoint`s are where turns have times. The text is a `TextSource` besides, as in
  the standard's own example, and its codings are there: a `TranscriptSelection` reaches from one
  point in time to another and not from letter to letter, and fewer programs read it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from qcode.formats.exchange import ExchangeDocument, ExchangeMedia
from qcode.model.document import AttributeTarget
from qcode.model.layout import Layout

from .parts import Kept
from .write_context import DOCUMENT, MEDIA, Writing, made_by
from .write_files import Files, Placed
from .write_parts import KeptParts
from .write_passages import Passages
from .write_values import given, moment
from .write_variables import Variables

_SOUNDS = ".mp3 .m4a .m4b .wav .wave .ogg .oga .opus .flac .aac .wma .aif .aiff .amr .mka .caf"
_FILMS = ".mp4 .m4v .mov .mkv .webm .avi .wmv .mpg .mpeg .3gp .ogv .flv .mts .m2ts .vob"
_SOUND, _FILM = frozenset(_SOUNDS.split()), frozenset(_FILMS.split())


class Sources:
    """Writes the sources of a project."""

    def __init__(
        self, writing: Writing, files: Files, kept: KeptParts, variables: Variables
    ) -> None:
        self._writing, self._files, self._kept = writing, files, kept
        self._passages, self._variables = Passages(writing), variables

    def lines(self) -> Iterator[str]:
        """Yield the documents in their order, and after them the recordings."""
        for document in self._writing.project.documents:
            placed = self._files.documents[document.guid]
            picture = self._picture_of(document)
            if placed.pdf:
                yield from self._pdf(document, placed)
            elif placed.picture:
                yield from self._picture(document, placed)
            elif picture is not None:
                yield from self._described(document, placed, picture)
            else:
                yield from self._text(document, placed)
        yield from self._recordings()
        yield from self._kept.alone(Kept.PDF, Kept.PICTURE, Kept.AUDIO, Kept.VIDEO)

    def _picture_of(self, document: ExchangeDocument) -> ExchangeMedia | None:
        """Return the picture that a text came as the description of."""
        for media in document.media:
            if self._kept.of(Kept.PICTURE, media.guid) and self._files.media[media.guid]:
                return media
        return None

    def _by(self, document: ExchangeDocument) -> str:
        added = moment(document.added) or moment(self._writing.project.created)
        return made_by(self._writing.user, added, added)

    def _text(self, document: ExchangeDocument, placed: Placed) -> Iterator[str]:
        yield (
            f'<TextSource guid="{placed.text_guid}"{given("name", document.name)}'
            f"{given('richTextPath', placed.rich)}{given('plainTextPath', placed.plain)}"
            f"{self._by(document)}>\n"
        )
        yield from self._passages.lines(document)
        yield from self._about(document)
        yield "</TextSource>\n"

    def _pdf(self, document: ExchangeDocument, placed: Placed) -> Iterator[str]:
        by = self._by(document)
        name = given("name", document.name)
        yield (
            f'<PDFSource guid="{self._writing.of(DOCUMENT, document.guid)}"{name}'
            f"{given('path', placed.pdf)}{by}>\n"
            f"{self._regions(Kept.PDF, document.guid)}"
            f'<Representation guid="{placed.text_guid}"{name}'
            f"{given('plainTextPath', placed.plain)}{by}>\n"
        )
        yield from self._passages.lines(document)
        yield "</Representation>\n"
        yield from self._about(document)
        yield "</PDFSource>\n"

    def _picture(self, document: ExchangeDocument, placed: Placed) -> Iterator[str]:
        by, name = self._by(document), given("name", document.name)
        kin = self._kept.of(Kept.PICTURE, document.guid)
        known = kin.node.all("TextDescription") if kin else []
        yield (
            f'<PictureSource guid="{self._writing.of(DOCUMENT, document.guid)}"{name}'
            f"{given('path', placed.picture)}{by}>\n"
            f'<TextDescription guid="{known[0].guid if known else placed.text_guid}"{name}'
            f"{given('plainTextPath', placed.plain)}{by}>\n"
        )
        yield from self._passages.lines(document, pictured=True)
        yield "</TextDescription>\n"
        yield from self._passages.regions(document)
        yield kin.inner("PictureSelection") if kin else ""
        yield from self._about(document)
        yield "</PictureSource>\n"

    def _described(
        self, document: ExchangeDocument, placed: Placed, picture: ExchangeMedia
    ) -> Iterator[str]:
        by = self._by(document)
        kin = self._kept.of(Kept.PICTURE, picture.guid)
        yield (
            f'<PictureSource guid="{self._writing.of(MEDIA, picture.guid)}"'
            f"{given('name', picture.name)}{given('path', self._files.media[picture.guid])}{by}>\n"
            f'<TextDescription guid="{placed.text_guid}"{given("name", document.name)}'
            f"{given('plainTextPath', placed.plain)}{by}>\n"
        )
        yield from self._passages.lines(document)
        yield "</TextDescription>\n"
        yield kin.inner("PictureSelection") if kin else ""
        yield from self._about(document)
        yield "</PictureSource>\n"

    def _regions(self, kind: str, guid: str) -> str:
        """Return the selections on pages and in time that were kept of a source."""
        kin = self._kept.of(Kept(kind), guid)
        return kin.inner("PDFSelection", "AudioSelection", "VideoSelection") if kin else ""

    def _about(self, document: ExchangeDocument) -> Iterator[str]:
        yield self._passages.codings(document)
        yield self._writing.notes_on(DOCUMENT, document.guid)
        yield self._variables.of(AttributeTarget.DOCUMENT, document.guid)

    def _recordings(self) -> Iterator[str]:
        found: dict[str, ExchangeMedia] = {}
        texts: dict[str, list[ExchangeDocument]] = defaultdict(list)
        for document in self._writing.project.documents:
            for media in document.media:
                found.setdefault(media.guid, media)
                texts[media.guid].append(document)
        for guid, media in found.items():
            known = (each for each in (Kept.AUDIO, Kept.VIDEO) if self._kept.of(each, guid))
            kind = next(known, source_kind(media))
            if not kind:
                continue
            inside = self._files.media[guid]
            outside = external(media.path)
            where = given("path", inside or outside)
            if inside:
                where += given("currentPath", outside)
            by = self._by(texts[guid][0])
            name = given("name", media.name)
            yield f'<{kind} guid="{self._writing.of(MEDIA, guid)}"{name}{where}{by}>\n'
            for document in texts[guid]:
                yield from self._transcript(document, guid)
            yield self._regions(kind, guid)
            yield f"</{kind}>\n"

    def _transcript(self, document: ExchangeDocument, media: str) -> Iterator[str]:
        placed = self._files.documents[document.guid]
        guid = self._writing.guids.make("transcript", media, document.guid)
        yield (
            f'<Transcript guid="{guid}"{given("name", document.name)}'
            f"{given('richTextPath', placed.rich)}{given('plainTextPath', placed.plain)}"
            f"{self._by(document)}>\n"
        )
        for position, time in sync_points(document.layout):
            point = self._writing.guids.make("sync", guid, position, time)
            yield f'<SyncPoint guid="{point}" timeStamp="{time}" position="{position}"/>\n'
        yield "</Transcript>\n"


def source_kind(media: ExchangeMedia) -> str:
    """Return the element for a recording, by the suffix of its name; "" for other files."""
    for name in (media.name, media.path, media.held.name if media.held else ""):
        suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
        if suffix in _SOUND:
            return "AudioSource"
        if suffix in _FILM:
            return "VideoSource"
    return ""


def external(path: str) -> str:
    """Return a path outside the package as the standard says it; "" for none."""
    if not path:
        return ""
    path = path.replace("\\", "/")
    absolute = path.startswith("/") or path[1:3] == ":/"
    return f"{'absolute' if absolute else 'relative'}:///{path.lstrip('/')}"


def sync_points(layout: Layout) -> list[tuple[int, int]]:
    """Return positions and milliseconds where turns begin, and where they end if that is known."""
    points: set[tuple[int, int]] = set()
    for turn in layout.turns:
        if turn.start_ms is not None:
            points.add((turn.start, turn.start_ms))
        if turn.end_ms is not None:
            points.add((turn.end, turn.end_ms))
    return sorted(points)
