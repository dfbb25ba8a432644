"""What a reading pane tells of the caret and the selection, and what commands do there.

Opening texts, and the parts of the pane, are in `pane`.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal

from qcode.model.document import Document
from qcode.model.segment import SegmentId
from qcode.model.steps import Step
from qcode.model.text import Span
from qcode.services.language import tr
from qcode.services.retrieval import PlaceFinder
from qcode.ui.coding.codings import place_of
from qcode.ui.coding.view import CodingView
from qcode.ui.growing import Growing
from qcode.ui.session import Session
from qcode.ui.subject import Sort, Subject

from .beside import Beside
from .coder import Coder
from .edit_mode import EditMode
from .illustrated import Illustrated
from .place_words import meant, place_words
from .selecting import Selecting
from .shaper import Shaper
from .similar import SimilarPassages

_SEEN = 200  # characters of a coding one goes to that are to be in sight


class PassagePane(Growing):
    """A pane with a text: its passage and its codings, as commands mean them."""

    place_changed = Signal(str, str)  # the document, and where the caret is in it, in words

    view: CodingView
    picture: Illustrated
    beside: Beside
    _session: Session
    _document: Document | None
    _place: PlaceFinder | None
    _at_coding: bool  # what was told last of `has_coding`
    _looked: tuple[Document | None, list[SegmentId]] = None, []  # where one was when one looked
    _edit: EditMode
    _coder: Coder
    _shaper: Shaper
    _selecting: Selecting
    _similar: SimilarPassages

    # -- what is meant

    def has_selection(self) -> bool:
        """Whether a passage is selected, to be coded."""
        return self._session.span is not None

    def has_coding(self) -> bool:
        """Whether a segment is chosen, selected or under the caret, to be changed."""
        return self._edit.page is None and bool(self._segments())

    def _tell_passage(self) -> None:
        if self._document is None:
            return
        span = self.view.selection()
        chosen = self.view.selected_segment()
        if span is not None and chosen is not None and not self._is_on(chosen, span):
            self.view.set_selected_segment(None)
        self._session.set_passage(self._document.id, span)
        self._tell_place()

    def _is_on(self, segment: SegmentId, span: Span) -> bool:
        """Whether a segment is the one whose passage is selected."""
        passage = self.view.span_of(segment)
        return passage is not None and (passage == span or self.view.is_selected(passage))

    def _tell_place(self) -> None:
        self._let_go()
        self._tell_coding()
        if self.view.hasFocus():
            self._look()

    def _tell_news(self) -> None:
        self._tell_coding()
        here = self._document, self._segments()
        if self.view.hasFocus() and here != self._looked:  # at what one has just coded
            self._look()

    def _say_place(self, _shown: object = None) -> None:
        name = "" if self._document is None else self._document.name
        self.place_changed.emit(name, self.describe_place())

    def _tell_coding(self) -> None:
        """Tell what is under the caret; also others, if that is a coding now, or none any more."""
        self._say_place()
        if self.has_coding() != self._at_coding:
            self._at_coding = not self._at_coding
            self._session.passage_changed.emit()

    def _let_go(self) -> None:
        """A segment is chosen no longer when the caret goes somewhere else."""
        span = self.view.span_of(self.view.selected_segment())
        at = self.view.cursor_position()
        if span is not None and not self.view.selection() and not span.start <= at <= span.end:
            self.view.set_selected_segment(None)

    def _point_out(self, _segment: object) -> None:
        self._tell_coding()
        self._look()

    def _look(self) -> None:
        """Tell what one looks at: the coding that is meant here, else the document."""
        segments = self._segments()
        self._looked = self._document, segments
        if segments:
            self._session.look_at(Subject(Sort.SEGMENT, segments[0]))
        elif self._document is not None:
            self._session.look_at(Subject(Sort.DOCUMENT, self._document.id))

    def _segments(self) -> list[SegmentId]:
        """Return the segment that is meant: chosen, just on the selection, or at the caret."""
        if self._document is None:
            return []
        return meant(self.view, self._session.span)

    def _below_caret(self) -> QPoint:
        return self.picture.below() or self.view.viewport().mapToGlobal(
            self.view.cursorRect().bottomLeft()
        )

    def code_passage(self) -> None:
        """Find or make a code for the selection."""
        self._coder.ask_code(self._below_caret())

    def repeat_code(self) -> None:
        """Code the selection with the last code again."""
        self._coder.repeat()

    def code_in_vivo(self) -> None:
        """Code the selection with its own words."""
        self._coder.in_vivo()

    def code_favourite(self, digit: int) -> None:
        """Code the selection with the code on a number key."""
        self._coder.apply_favourite(digit)

    def code_similar(self) -> None:
        """Go to the next place with the words of the selection, and ask for its code."""
        self._similar.go_on(self._segments())

    def step_coding(self, by: int) -> None:
        """Choose the next coding (1) or the one before (-1), from the chosen one or the caret."""
        view, chosen = self.view, self.view.codings().get(self.view.selected_segment())
        at = (view.selection() or Span(view.cursor_position(), 0)).start
        here = (at, 0, 0) if chosen is None else place_of(chosen)
        found = view.codings().next_to(here, by)
        if found is None:
            none = (
                tr("No coding begins before this place."),
                tr("No coding begins after this place."),
            )
            self._session.told.emit(none[by > 0])
            return
        seen = view.on_screen()
        if not (seen.start <= found.start and min(found.end, found.start + _SEEN) <= seen.end):
            view.scroll_to(found.span)
        self.beside.select(found.id)
        self.beside.say(found.id)

    def select(self, step: Step, *, back: bool = False) -> None:
        """Select a word, sentence, paragraph or turn at the caret, or one more or less of them."""
        self._selecting.extend(step, back=back)

    def join(self) -> None:
        """Make one segment of the one that is meant and those that touch it."""
        for segment in self._segments():
            self._shaper.join(segment)

    def split(self) -> None:
        """Cut the segment that is meant at the caret."""
        for segment in self._segments():
            self._shaper.split(segment)

    def copy_codings(self) -> None:
        """Keep the codes of the selection, or of where the caret is."""
        self._shaper.copy_codings()

    def paste_codings(self) -> None:
        """Give the selection the codes that were copied."""
        self._shaper.paste_codings()

    def write_memo(self) -> None:
        """Write a memo on the segment that is meant, the selection, or else the document.

        A selection that is coded only in part is a passage of its own.
        """
        span, chosen = self._session.span, self.view.selected_segment()
        if chosen is None and (span is None or self.view.segments_on(span)):
            chosen = next(iter(self._segments()), None)
        self._coder.write_memo(chosen)

    def recode(self) -> None:
        """Give the chosen segment another code."""
        self._coder.ask_recode(self._segments(), self._below_caret())

    def uncode(self) -> None:
        """Take the chosen coding away."""
        self._coder.remove(self._segments())

    def copy_with_source(self) -> None:
        """Put the selection, or the passage of a segment, with its source on the clipboard."""
        segments = self._segments()
        span = self._session.span or (self.view.span_of(segments[0]) if segments else None)
        if self._document is not None and span is not None:
            self._coder.copy(self._document.id, span)

    def describe_place(self) -> str:
        """Return where the caret is, in words; "" without a document."""
        if self._place is None:
            return ""
        if self._edit.page is not None:
            return f"¶ {self._edit.page.editor.paragraph()}"
        span = self._session.span
        return place_words(self._place, self.view, selected=span.end - span.start if span else 0)
