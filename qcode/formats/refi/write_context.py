"""What all parts of a package that is written share: the project, its GUIDs, and what refers to
what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from qcode.formats.exchange import ExchangeLink, ExchangeProject

from .write_guids import Guids
from .write_origins import Origins, origins
from .write_sound import sound
from .write_tally import QdpxLoss, Tally
from .write_values import given, moment

CODER, CODE, DOCUMENT, MEDIA, SEGMENT = "coder", "code", "document", "media", "segment"
MEMO, CASE, ATTRIBUTE, SET = "memo", "case", "attribute", "set"


class Writing:
    """One project on its way into a package."""

    def __init__(self, project: ExchangeProject) -> None:
        self.tally = Tally()
        self.project = project = sound(project, self.tally)
        self.guids = Guids()
        self._announce()
        self.user = self.of(CODER, project.coders[0].guid) if project.coders else ""
        self.links: list[str] = []  # GUIDs as written of those that stand for links of memos
        self.spans: dict[tuple[str, int, int], str] = {}  # the selections that memos hang on
        self.regions: dict[str, dict[str, int]] = {}  # starts of paragraphs, by document and GUID
        self._notes: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._gather_notes()

    def _announce(self) -> None:
        project = self.project
        media = (each for document in project.documents for each in document.media)
        kinds: Sequence[tuple[str, Iterable[str]]] = (
            (CODER, (each.guid for each in project.coders)),
            (CODE, (each.guid for each in project.codes)),
            (ATTRIBUTE, (each.guid for each in project.attributes)),
            (CASE, (each.guid for each in project.cases)),
            (DOCUMENT, (each.guid for each in project.documents)),
            (MEDIA, (each.guid for each in media)),
            (MEMO, (each.guid for each in project.memos)),
            (SET, (each.guid for each in project.sets)),
            (SEGMENT, (each.guid for each in project.segments)),
        )
        for kind, guids in kinds:
            for guid in guids:
                self.guids.announce(kind, guid)
        changed = self.guids.changed
        self.tally.lose(QdpxLoss.GUIDS, changed[0] if changed else "", len(changed))

    @cached_property
    def origins(self) -> Origins:
        """How the selections of the project came, as far as that is kept."""
        return origins(self.project.parts)

    def of(self, kind: str, guid: str) -> str:
        """Return how something of the project is called in the package; "" for nothing."""
        return self.guids.of(kind, guid)

    def by(self, coder: str, made: str, changed: str = "") -> str:
        """Return the attributes that say who made something and when, and who changed it last.

        A coder that is not there and a moment that is none are left out.
        """
        user, begun = self.of(CODER, coder), moment(made)
        return made_by(user, begun, moment(changed) or begun)

    def notes_on(self, kind: str, guid: str) -> str:
        """Return the references to the memos on something."""
        return "".join(map(note_reference, self._notes.get((kind, guid), ())))

    def _gather_notes(self) -> None:
        for memo in self.project.memos:
            written = self.of(MEMO, memo.guid)
            for link in memo.links:
                for target in self._targets(link):
                    if written not in self._notes[target]:
                        self._notes[target].append(written)

    def _targets(self, link: ExchangeLink) -> Iterable[tuple[str, str]]:
        """Yield what a link leads to and can carry a note; a span is the business of passages."""
        if link == ExchangeLink():
            yield "", ""
        elif link.segment:
            yield SEGMENT, link.segment
        elif link.code:
            yield CODE, link.code
        elif link.document and link.span is None:
            yield DOCUMENT, link.document


def made_by(user: str, begun: str, changed: str) -> str:
    """Return the four attributes of creation and change, given as they are written."""
    return "".join(
        (
            given("creatingUser", user),
            given("creationDateTime", begun),
            given("modifyingUser", user),
            given("modifiedDateTime", changed),
        )
    )


def note_reference(written: str) -> str:
    """Return a reference to a note, given as it is written."""
    return f'<NoteRef targetGUID="{written}"/>\n'
