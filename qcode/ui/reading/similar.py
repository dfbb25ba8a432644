"""Going from one passage to the next that says the same words, and coding it alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from qcode.model.changes import Changes
from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import coding
from qcode.services.language import tr, trn
from qcode.services.messages import sentence
from qcode.services.similar import Similar, find_similar
from qcode.ui.runner import Task
from qcode.ui.session import Session

GoTo = Callable[[DocumentId, Span, Callable[[], None]], None]
_SHOWN = 40  # letters of the words that are told
_AROUND = 40  # letters before and after a place that are told


class SimilarPassages:
    """Finds the words of the selection further on; asked again there, it looks for the same.

    `go_to` selects a passage and then calls back; `ask` opens the quick-code box with a code
    marked: the one of the passage one came from; `say` tells those who listen.
    """

    def __init__(
        self,
        session: Session,
        go_to: GoTo,
        ask: Callable[[CodeId | None], None],
        say: Callable[[str], None],
    ) -> None:
        self._session = session
        self._go_to = go_to
        self._ask = ask
        self._say = say
        self._found: Similar | None = None  # none where texts have changed since
        self._words = ""
        self._last: tuple[DocumentId, Span] | None = None  # where it has led to
        self._code: CodeId | None = None
        self._task: Task | None = None  # that looks for the next passage
        session.changed.connect(self._follow)

    def _follow(self, changes: Changes) -> None:
        if changes.texts or changes.affects_documents:
            self._found = self._last = None

    def go_on(self, segments: Sequence[SegmentId]) -> None:
        """Go to the next passage; `segments` are those on the one that is selected."""
        session = self._session
        if session.document is None or session.span is None:
            return
        here = session.document, session.span
        if here != self._last:
            self._found = None
            text = session.project.text(here[0]).text
            self._words = text[here[1].start : here[1].end]
        words, known = self._words, self._found
        project, searcher = session.project, session.searcher

        def work(task: Task) -> tuple[Similar, list[DocumentId], CodeId | None]:
            found = known or find_similar(searcher, words, job=task)
            coded = coding.find_segments_by_id(project, segments)
            order = [document.id for document in project.documents()]
            return found, order, next((each.code for each in coded if each.span == here[1]), None)

        def show(answer: tuple[Similar, list[DocumentId], CodeId | None]) -> None:
            if (session.document, session.span) != here:
                return  # one has selected something else meanwhile
            self._found, order, code = answer
            self._code = code or self._code
            place = self._found.after(order, here[0], here[1].end)
            if place is None:
                self._tell_end(len(self._found.places))
                return
            self._last = place
            number = self._found.places.index(place) + 1
            self._go_to(place[0], place[1], partial(self._reached, place, number))

        self._task = session.read("similar", work, show, self._advise_without)

    def stay(self) -> None:
        """Go nowhere any more: one has gone elsewhere while the next passage was looked for."""
        if self._task is not None:
            self._task.cancel()

    def _reached(self, place: tuple[DocumentId, Span], number: int) -> None:
        """Ask for the code, and say where one is: only who sees the text sees that."""
        found = self._found
        if found is not None:
            text, span = self._session.project.text(place[0]).text, place[1]
            around = text[max(span.start - _AROUND, 0) : span.end + _AROUND]
            told = tr("Place {n} of {all}: {words}", n=number, all=len(found.places), words=around)
            self._say(" ".join(told.split()))
        self._ask(self._code)

    def _advise_without(self, error: UserError) -> None:
        """Say why nothing can be looked for so; a long passage leads to those that are like it."""
        if error.code == "similar_long":
            self._advise(sentence(error))
        else:
            self._session.runner.user_error.emit(error)

    def _tell_end(self, count: int) -> None:
        words = " ".join(self._words.split())
        shown = words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + "…"
        told = (
            trn(
                "“{words}” is not said again after this: it stands at {n} place in all.",
                "“{words}” is not said again after this: it stands at {n} places in all.",
                count,
                words=shown,
            )
            if count
            else tr("“{words}” is found nowhere.", words=shown)
        )
        self._advise(told)

    def _advise(self, told: str) -> None:
        """Say something, and offer passages that say the same in other words."""
        session = self._session
        here = session.document, session.span
        session.advised.emit(told, tr("More like this"), lambda: session.like_wanted.emit(*here))
