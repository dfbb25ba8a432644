"""What one does to the codings beside the text: look, open, move their ends, drop codes on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QMenu, QToolTip

from qcode.model.codebook import CodeId
from qcode.model.errors import UserError
from qcode.model.passage_ends import End
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import coding, facts
from qcode.services.facts import SegmentFacts
from qcode.services.language import tr
from qcode.ui.accessible import announce
from qcode.ui.coding.view import CodingView
from qcode.ui.session import Session
from qcode.ui.theme import is_dark

from .coder import Coder
from .codings_box import Act, CodingsBox
from .facts_card import card, spoken
from .filtering import Filtering

_SPOKEN = 60  # letters of a passage that a voice says at an end


class Beside(QObject):
    """Connects the margin of a coding view with services and with the other ways of coding."""

    def __init__(
        self,
        session: Session,
        view: CodingView,
        coder: Coder,
        meant: Callable[[], Sequence[SegmentId]],
        filtering: Filtering,
    ) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._coder = coder
        self._meant = meant
        self._filtering = filtering
        writes = not session.project.read_only
        acts: dict[str, Act] = {
            "memo": lambda known, _at: coder.write_memo(known.id),
            "select": lambda known, _at: self.select(known.id),
            "copy": lambda known, _at: coder.copy(known.document, known.span),
        }
        if writes:
            acts["recode"] = lambda known, at: coder.ask_recode([known.id], at)
            acts["remove"] = lambda known, _at: coder.remove([known.id])
        self.box = CodingsBox(view, acts, session.keys)
        view.ends.enabled = writes
        view.ends.moved.connect(self._move)
        view.details_wanted.connect(self._tell)
        view.codes_met.connect(self._meet)
        view.segment_opened.connect(coder.write_memo)

    def select(self, segment: SegmentId) -> None:
        """Choose a segment, with all of its passage."""
        if self._view.span_of(segment) is not None:
            self._view.choose_segment(segment)

    # -- looking

    def say(self, segment: SegmentId) -> None:
        """Tell a screen reader which coding one has come to: code, coder and words."""
        found = self._view.codings().get(segment)
        if found is not None:
            parts = [self._view.codings().code(found.code).path, found.coder]
            parts.append(_quoted(self._view.text(), found.span))
            announce(self._view, ". ".join(part for part in parts if part))

    def _tell(self, place: QPoint, segments: Sequence[SegmentId]) -> None:
        """Put all that is known of codings into the tool tip that is shown of them."""
        project, plain = self._session.project, QToolTip.text()

        def show(found: list[SegmentFacts]) -> None:
            if found and QToolTip.isVisible() and QToolTip.text() == plain:
                told = card(found, dark=is_dark(self._view.palette()))
                QToolTip.showText(place, told, self._view)

        self._session.read("facts", lambda _task: facts.facts_of(project, segments), show)

    def list_here(self) -> None:
        """List the codings at the caret, or of the selection, to choose among them."""
        view, project = self._view, self._session.project
        span, at = view.selection(), view.cursor_position()
        if span is not None:
            found = view.segments_touching(span)
        else:
            found = view.segments_at(at) or view.segments_at(max(at - 1, 0))
        first = list(self._meant())  # that keys act on, so that they mean the same in the list
        found = [*first, *(each for each in found if each not in first)]
        words = self._passages(found)

        hidden = self._filtering.hidden_on(span or Span(max(at - 1, 0), at + 1))

        def show(known: list[SegmentFacts]) -> None:
            below = view.viewport().mapToGlobal(view.cursorRect().bottomLeft())
            self.box.open_at(below, known, hidden=hidden, words=words)
            said = (spoken(each, words.get(each.id, "")) for each in known)
            announce(view, " ".join([f"{self.box.title()}.", *said]))

        self._session.read("codings here", lambda _task: facts.facts_of(project, found), show)

    def _passages(self, segments: Sequence[SegmentId]) -> Mapping[SegmentId, str]:
        """Return what codings say, in short, where several passages make them hard to tell."""
        spans = {each: self._view.span_of(each) for each in segments}
        if len(set(spans.values())) < 2:
            return {}
        text = self._view.text()
        return {each: _quoted(text, span) for each, span in spans.items() if span is not None}

    # -- moving ends

    def move_end(self, end: End, by: int) -> None:
        """Move an end of the segment that is meant by a word, forward (1) or back (-1)."""
        segments = self._meant()
        if segments:
            self._view.set_selected_segment(segments[0])
            span = self._view.ends.step(segments[0], end, by)
            if span is not None:
                announce(self._view, self._words_at(span, end))

    def _words_at(self, span: Span, end: End) -> str:
        passage = self._view.text()[span.start : span.end]
        if end is End.START:
            return tr("Begins with “{words}”", words=passage[:_SPOKEN].strip())
        return tr("Ends with “{words}”", words=passage[-_SPOKEN:].strip())

    def _move(self, segment: SegmentId, span: Span, before: Span) -> None:
        project = self._session.project

        def failed(error: UserError) -> None:
            self._view.show_span(segment, before)
            self._session.runner.user_error.emit(error)

        self._session.do(lambda: coding.move_segment(project, segment, span), failed=failed)

    # -- codes that were dropped on a segment

    def _meet(self, codes: Sequence[CodeId], segment: SegmentId, at: QPoint, add: bool) -> None:
        if add:
            self.add_codes(codes, segment)
        else:
            # The drag is over only when its event is.
            QTimer.singleShot(0, self, partial(self._ask, codes, segment, at))

    def _ask(self, codes: Sequence[CodeId], segment: SegmentId, at: QPoint) -> None:
        self.meeting_menu(codes, segment).popup(at)

    def meeting_menu(self, codes: Sequence[CodeId], segment: SegmentId) -> QMenu:
        """Return the menu that asks what codes are to do to the segment they were dropped on."""
        menu = QMenu(self._view)
        menu.aboutToHide.connect(menu.deleteLater)
        codebook, found = self._session.project.codebook(), self._view.code_of(segment)
        known = found is not None and found in codebook and codes[0] in codebook
        if found is not None and known and len(codes) == 1 and found != codes[0]:
            words = tr(
                "Replace “{code}” with “{new}”",
                code=codebook[found].name,
                new=codebook[codes[0]].name,
            )
            replace = menu.addAction(words.replace("&", "&&"))
            replace.triggered.connect(lambda _checked=False: self._replace(codes[0], segment))
        names = ", ".join(codebook[code].name for code in codes if code in codebook)
        add = menu.addAction(tr("Add “{code}” to the passage", code=names).replace("&", "&&"))
        add.triggered.connect(lambda _checked=False: self.add_codes(codes, segment))
        menu.addSeparator()
        menu.addAction(tr("Do nothing"))
        return menu

    def _replace(self, code: CodeId, segment: SegmentId) -> None:
        project = self._session.project
        self._session.do(lambda: coding.recode(project, [segment], code))

    def add_codes(self, codes: Sequence[CodeId], segment: SegmentId) -> None:
        """Code the passage of a segment with more codes, an operation for each."""
        span = self._view.span_of(segment)
        if span is not None:
            for code in codes:
                self._coder.apply(code, span)


def _quoted(text: str, span: Span) -> str:
    """Return the beginning of a passage in quotation marks."""
    words = " ".join(text[span.start : min(span.end, span.start + 2 * _SPOKEN)].split())
    whole = len(words) <= _SPOKEN and span.end - span.start <= 2 * _SPOKEN
    return tr("“{words}”", words=words if whole else f"{words[:_SPOKEN].rstrip()}…")
