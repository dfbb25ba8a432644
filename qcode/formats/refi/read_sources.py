"""The sources of a project: which element bears which text, and what else a source has.

A text source, the representation of a PDF, the description of a picture and the transcript of a
recording all bear a text with selections, and each is a document here. Two that name the same
file are one. A picture that can be shown is one with or without a description, and its regions are
in its text. Another source without a text is kept as a part and shown nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from qcode.formats.exchange import ExchangeMedia, Held
from qcode.model.job import Job
from qcode.model.text import Span

from .losses import RefiLoss
from .parts import Kept
from .read_pictures import Pictured, Starts, read_picture
from .read_texts import NO_TEXT, SourceText, Texts
from .reading import Reading, bare, line
from .tree import Element, children, tag

_KINDS = {tag(kind): kind for kind in (Kept.TEXT, Kept.PDF, Kept.PICTURE, Kept.AUDIO, Kept.VIDEO)}
_BEARERS = {Kept.PDF: "Representation", Kept.PICTURE: "TextDescription"}
_REGIONS = ("PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection")
_RECORDED = (Kept.AUDIO, Kept.VIDEO)


@dataclass(slots=True)
class Body:
    """A document to be: the elements that bear its text and selections, first its own.

    `source` is the element around it, the same for a text source. `outer` says whether what is
    said of the source as a whole is said of this document.
    """

    guid: str
    name: str
    kind: Kept
    source: Element
    bearers: list[Element]
    text: SourceText
    outer: bool = True
    media: list[ExchangeMedia] = field(default_factory=list)
    file: Held | None = None
    picture: Pictured | None = None

    @property
    def words(self) -> str:
        """The text of the document."""
        return self.picture.text if self.picture else self.text.measure.text

    @property
    def whole(self) -> Span:
        """What stands for the source as a whole: all of its text, or the name of a picture."""
        return self.picture.whole if self.picture else Span(0, len(self.words))

    @property
    def described(self) -> Iterator[Element]:
        """The elements whose descriptions are of this document."""
        if self.outer:
            yield self.source
        yield from (each for each in self.bearers if each is not self.source)

    @property
    def rectangles(self) -> Iterator[Element]:
        """The selections on the pages of a PDF."""
        return children(self.source, "PDFSelection")


class Sources:
    """All sources of a project. `bodies` are those with a text, in the order of the file."""

    def __init__(self, reading: Reading, job: Job, starts: Mapping[str, Starts] | None) -> None:
        """Read all; `starts` are those of the regions of pictures, where all was written here."""
        self._reading, self._starts = reading, starts
        self._texts = Texts(reading.container, reading.losses)
        self._shared: dict[str, Body] = {}  # by the path of the text
        self.bodies: list[Body] = []
        self.alias: dict[str, str] = {}  # what else a document is referred to by
        elements = list(_sources(reading.root))
        order: dict[int, list[Body]] = {}
        # Text sources first: a transcript may be one of them.
        done = 0
        for texts in (True, False):
            for place, element in enumerate(elements):
                if (_KINDS[element.tag] is Kept.TEXT) is texts:
                    job.check()
                    job.progress(done, len(elements), str(element.get("name", "")))
                    order[place] = list(self._read(element, _KINDS[element.tag]))
                    done += 1
        self.bodies = [body for place in sorted(order) for body in order[place]]

    def _read(self, element: Element, kind: Kept) -> Iterator[Body]:
        reading = self._reading
        name = line(element.get("name"))
        guid = reading.guids.own(element.get("guid"), "source", name)
        name = name or guid[:8]
        if kind is Kept.TEXT:
            yield from self._read_text(element, guid, name)
        elif kind in _RECORDED:
            yield from self._read_recording(element, kind, guid, name)
        elif kind is Kept.PICTURE:
            yield from self._read_picture(element, guid, name)
        else:
            yield from self._read_printed(element, kind, guid, name)

    def _read_text(self, element: Element, guid: str, name: str) -> Iterator[Body]:
        text = self._texts.read(element)
        if text is None:
            self._keep(element, Kept.TEXT, guid, name)
            return
        body = Body(guid, name, Kept.TEXT, element, [element], text)
        self._share(element, body)
        yield body

    def _share(self, bearer: Element, body: Body) -> None:
        """Remember the file of a text, of which a transcript may be made, too."""
        if path := bearer.get("plainTextPath"):
            self._shared.setdefault(path.strip().casefold(), body)

    def _read_printed(self, element: Element, kind: Kept, guid: str, name: str) -> Iterator[Body]:
        path = element.get("path") or element.get("currentPath")
        bearer = element.find(tag(_BEARERS[kind]))
        text = self._texts.read(bare(element) if bearer is None else bearer, path)
        if text is None:
            self._keep(element, kind, guid, name, self._texts.held(path, name))
            return
        body = Body(guid, name, kind, element, [], text, file=text.original)
        yield self._borne(body, bearer)

    def _borne(self, body: Body, bearer: Element | None) -> Body:
        """Return a document with the element that bears its text, the rest of its source kept."""
        guid = body.guid
        if bearer is not None:
            body.bearers.append(bearer)
            self._share(bearer, body)
        self._refer(bearer, guid)
        self._keep_shell(body.source, body.kind, guid, body.name, body.picture)
        return body

    def _read_picture(self, element: Element, guid: str, name: str) -> Iterator[Body]:
        """Read a picture that can be shown; of another only what is said in its description."""
        path = element.get("path") or element.get("currentPath")
        bearer = element.find(tag(_BEARERS[Kept.PICTURE]))
        text = None if bearer is None else self._texts.read(bearer)
        file = self._texts.held(path, name)
        said = text.measure.text if text else ""
        starts = None if self._starts is None else self._starts.get(guid, {})
        origin = self._reading.origin
        picture = file and read_picture(element, file, name, said, starts, origin=origin)
        if picture:
            body = Body(guid, name, Kept.PICTURE, element, [], text or NO_TEXT, file=file)
            body.picture = picture
            yield self._borne(body, bearer)
            return
        if file:
            self._reading.losses.add(RefiLoss.NO_PICTURE, name)
        if text is None or bearer is None:
            self._keep(element, Kept.PICTURE, guid, name, file)
            return
        own = self._reading.guids.own(bearer.get("guid"), "source", f"{guid} {name}")
        body = Body(own, name, Kept.PICTURE, element, [bearer], text, file=file)
        body.media.append(_media(guid, name, path, file, self._reading.root))
        self.alias.setdefault(guid, own)
        self._share(bearer, body)
        self._refer(bearer, own)
        self._keep_shell(element, Kept.PICTURE, guid, name)
        yield body

    def _read_recording(self, element: Element, kind: Kept, guid: str, name: str) -> Iterator[Body]:
        path = element.get("path") or element.get("currentPath")
        file = self._texts.held(path, name) if _is_inside(path) else None
        media = _media(guid, name, path, file, self._reading.root)
        found: list[Body] = []
        for transcript in children(element, "Transcript"):
            text_path = (transcript.get("plainTextPath") or "").strip().casefold()
            if text_path and (body := self._shared.get(text_path)):
                body.bearers.append(transcript)
                body.media.append(media)
                self._refer(transcript, body.guid)
                self.alias.setdefault(guid, body.guid)
                continue
            text = self._texts.read(transcript)
            if text is None:
                continue
            said = line(transcript.get("name"))
            own = self._reading.guids.own(transcript.get("guid"), "source", f"{guid} {said}")
            outer = guid not in self.alias
            body = Body(own, said or name, kind, element, [transcript], text, outer, [media])
            self.alias.setdefault(guid, own)
            found.append(body)
        if guid in self.alias:
            self._keep_shell(element, kind, guid, name)
        else:
            self._keep(element, kind, guid, name, file)
        yield from found

    def _refer(self, bearer: Element | None, guid: str) -> None:
        if bearer is not None and (other := self._reading.guids.of(bearer.get("guid"))):
            self.alias.setdefault(other, guid)

    def _keep(
        self, element: Element, kind: Kept, guid: str, name: str, file: Held | None = None
    ) -> None:
        """Keep a source that is no document, with the files that it speaks of."""
        self._hide(element, name)
        if kind is Kept.TEXT:
            self._reading.losses.add(RefiLoss.NO_TEXT, name)
        self._reading.keep(kind, guid, name, deepcopy(element), (file,) if file else ())

    def _keep_shell(
        self,
        element: Element,
        kind: Kept,
        guid: str,
        name: str,
        picture: Pictured | None = None,
    ) -> None:
        """Keep what a source has beside the text that became a document."""
        shell = bare(element)
        left = set(picture.left) if picture else set()
        for child in element:
            if picture and child.tag == _REGION:
                if child in left:
                    shell.append(deepcopy(child))
            elif child.tag in _SHELLED:
                shell.append(deepcopy(child))
            elif child.tag in _EMPTIED:
                shell.append(emptied := bare(child))
                if child.tag == _TRANSCRIPT and "guid" in emptied.attrib:
                    del emptied.attrib["guid"]  # it is made of what it belongs to each time
        if kind is not Kept.PDF:  # rectangles may yet be found in the text
            self._hide(shell, name)
        self._reading.keep(kind, guid, name, shell)

    def _hide(self, element: Element, name: str) -> None:
        """Say how many codings of a kept element are not shown."""
        count = sum(1 for _ in element.iter(tag("Coding")))
        if count:
            self._reading.losses.add(RefiLoss.HIDDEN_CODINGS, name, count)


_REGION = tag("PictureSelection")
_SHELLED = frozenset(map(tag, _REGIONS))
_TRANSCRIPT = tag("Transcript")
_EMPTIED = frozenset((tag("Representation"), tag("TextDescription"), _TRANSCRIPT))


def _sources(root: Element) -> Iterator[Element]:
    """Yield the sources, wherever they stand."""
    for wrapper in [root, *root.iterchildren(tag("Sources"))]:
        for element in wrapper:
            if element.tag in _KINDS:
                yield element


def _is_inside(path: str | None) -> bool:
    """Whether a recording is said to be in the package; others are not missed."""
    return bool(path) and "://" in str(path) and str(path).casefold().startswith("internal")


def _media(
    guid: str, name: str, path: str | None, file: Held | None, root: Element
) -> ExchangeMedia:
    """Return the recording or picture of a source; one outside the package by its path there."""
    if file is not None or not path:
        return ExchangeMedia(guid, name, held=file)
    scheme, _, rest = path.replace("\\", "/").rpartition("://")
    rest = rest.lstrip("/") if scheme.casefold() != "absolute" or rest[2:3] == ":" else rest
    base = str(root.get("basePath", ""))
    if scheme.casefold() == "relative" and base:
        rest = str(PurePosixPath(base.replace("\\", "/")) / rest)
    return ExchangeMedia(guid, name, rest)
