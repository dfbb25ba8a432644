"""Where one has been: back and forward through documents, and a remembered place in each."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from qcode.model.document import Document, DocumentId
from qcode.services.projects import Project
from qcode.services.settings import load_settings, save_settings

_LONGEST = 50
_REMEMBERED = 2000  # places over all projects


@dataclass(frozen=True, slots=True)
class Spot:
    """The first character that was visible in a text, and where the caret stood, in code points.

    A caret out of sight stands for nothing: it is taken to have been at the first character.
    """

    place: int = 0
    caret: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """A document and where one was in it."""

    document: DocumentId
    spot: Spot = Spot()


class Trail:
    """The documents that were read, in order, with a position among them."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._at = -1

    def visit(self, document: DocumentId) -> None:
        """Go to a document; what lay ahead is forgotten."""
        if self._at >= 0 and self._stops[self._at].document == document:
            return
        self._stops[self._at + 1 :] = [Stop(document)]
        self._stops = self._stops[-_LONGEST:]
        self._at = len(self._stops) - 1

    def leave(self, document: DocumentId, spot: Spot) -> None:
        """Remember where one was in a document, if that is the present one.

        It is not while another is being loaded: one may go on before that one is shown.
        """
        if self._at >= 0 and self._stops[self._at].document == document:
            self._stops[self._at] = replace(self._stops[self._at], spot=spot)

    def step(self, by: int, there: Container[DocumentId]) -> Stop | None:
        """Go back (-1) or forward (1) to a document that is still there; None at the end."""
        here = self._stops[self._at].document if self._at >= 0 else None
        target = self._at + by
        while 0 <= target < len(self._stops):
            stop = self._stops[target]
            if stop.document in there and stop.document != here:
                self._at = target
                return stop
            target += by
        return None


class Places:
    """The place in each document at which one stopped reading, kept in the settings."""

    def __init__(self, project: Project) -> None:
        self._project = project.info.guid
        settings = load_settings()
        self._spots = {
            key: Spot(place, settings.carets.get(key, place))
            for key, place in settings.places.items()
        }
        self._noted: dict[str, Spot] = {}  # since then, the latest last

    def of(self, document: Document) -> Spot:
        """Return where to go on reading."""
        return self._spots.get(self._key(document), Spot())

    def last_read(self, documents: Iterable[Document]) -> Document | None:
        """Return the document of these whose place was noted last."""
        order = {key: number for number, key in enumerate(self._spots)}
        read = [each for each in documents if self._key(each) in order]
        return max(read, key=lambda each: order[self._key(each)], default=None)

    def remember(self, document: Document, spot: Spot) -> None:
        """Note where one is; the latest comes last."""
        key = self._key(document)
        for spots in (self._spots, self._noted):
            spots.pop(key, None)
            spots[key] = spot

    def save(self) -> None:
        """Store where one was in documents read lately; what others noted stays."""
        settings, noted = load_settings(), self._noted
        others = {key: at for key, at in settings.places.items() if key not in noted}
        places = {**others, **{key: spot.place for key, spot in noted.items()}}
        lately = dict(list(places.items())[-_REMEMBERED:])
        carets = {**settings.carets, **{key: spot.caret for key, spot in noted.items()}}
        kept = {key: at for key, at in carets.items() if lately.get(key, at) != at}
        save_settings(replace(settings, places=lately, carets=kept))

    def _key(self, document: Document) -> str:
        return f"{self._project}:{document.guid}"
