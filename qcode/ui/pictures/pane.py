"""A picture beside the text of its regions: what is chosen in one is chosen in the other.

The text keeps the selection, so that all that codes a passage codes a region. A rectangle that
was drawn and is no region yet is told to the session: a coding of the whole picture then is one
of that rectangle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QMenu, QToolTip, QVBoxLayout, QWidget

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId, DocumentText
from qcode.model.errors import UserError
from qcode.model.regions import is_whole, region_of, region_over
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import pictures
from qcode.services.language import tr, trn
from qcode.services.messages import sentence
from qcode.services.pictures import Rectangle, Size
from qcode.ui.accessible import announce
from qcode.ui.codes.applying import apply
from qcode.ui.coding.view import CodingView
from qcode.ui.found.parts import bar, flat, quiet
from qcode.ui.keys import native
from qcode.ui.messages import ask, ask_text
from qcode.ui.pane_filter import PaneFilter
from qcode.ui.pane_keys import pane_name
from qcode.ui.runner import Task
from qcode.ui.session import Drawn, Session

from .levels import Levels, unpack
from .places import described
from .shown import ShownRegion
from .view import PictureView

Menu = Callable[[Span | None, list[SegmentId], QPoint], QMenu]


class PicturePane(QWidget):
    """Shows the picture of one document, above it its size and the zoom."""

    code_wanted = Signal(QPoint)  # global: a code for what is chosen

    def __init__(self, session: Session, text: CodingView, menu: Menu) -> None:
        super().__init__()
        self._session, self._text, self._menu = session, text, menu
        self._document: DocumentId | None = None
        self._opened: DocumentText | None = None
        self._source = ""  # hash of the picture that is shown or awaited
        self._drawn: Drawn | None = None  # what this pane told the session
        self._held: Rectangle | None = None  # to be chosen when the text is there anew
        self._own = False  # a selection of the text is ours
        self.view = PictureView()
        PaneFilter(self.view, "Picture", session.keys)
        self.view.writes = not session.project.read_only
        self._about, self._note = QLabel(), quiet()
        self._code = flat(tr("Code…"), self._ask_code, tip=tr("Code the region"))
        self._keep = flat(tr("Mark"), self._add, tip=tr("Mark the region without a code"))
        smaller = flat("−", partial(self.view.zoom_by, -1), tip=tr("Smaller picture (−)"))
        larger = flat("+", partial(self.view.zoom_by, 1), tip=tr("Larger picture (+)"))
        smaller.setAccessibleName(tr("Smaller picture"))
        larger.setAccessibleName(tr("Larger picture"))
        self._fit = flat(tr("Fit"), self.view.fit, tip=tr("The whole picture (0)"))
        self._real = flat("100 %", partial(self.view.set_scale, 1.0), tip=tr("Each pixel as one"))
        for button in (self._fit, self._real):
            button.setCheckable(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        parts = self._about, self._code, self._keep, smaller, larger, self._fit, self._real
        layout.addLayout(bar(*parts, stretch=self._about))
        layout.addWidget(self.view, 1)
        self._note.setContentsMargins(16, 4, 16, 6)
        layout.addWidget(self._note)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._session.keys.changed.connect(self._tell_chosen)
        self._soon.timeout.connect(self._restore)
        self._connect()

    def _connect(self) -> None:
        text, view = self._text, self.view
        text.selection_changed.connect(self._follow_selection)
        text.cursorPositionChanged.connect(self._follow_selection)
        text.marks_changed.connect(self._show_regions)
        view.drawn.connect(self._take_drawn)
        view.kept.connect(self._add)
        view.chosen.connect(self._choose)
        view.moved.connect(self._move)
        view.name_wanted.connect(self.ask_name)
        view.removal_wanted.connect(self.remove)
        view.context_requested.connect(self._ask_menu)
        view.details_wanted.connect(self._tell)
        view.code_dropped.connect(self._drop)
        view.zoomed.connect(self._tell_zoom)

    # -- opening

    def show_document(self, opened: DocumentText | None) -> None:
        """Show the picture of a document that is one; None shows none."""
        before, self._opened = self._document, opened
        self._document = None if opened is None else opened.document.id
        if before != self._document:
            self._held = None
            self._give_up()
            self.view.choose(None)
        else:
            self._hold()
        source = "" if opened is None else opened.document.source_hash or ""
        if source != self._source:
            self._source = source
            self.view.set_levels(None)
            self._read()
        self._soon.start()  # when the text is where it is to be

    def _hold(self) -> None:
        """Remember what is being worked on: its paragraph may be another one now."""
        opened, drawn, chosen = self._opened, self.view.drawn_rectangle(), self.view.held()
        if drawn is None:
            self._held = chosen
        elif opened is not None and region_of(opened.layout.regions, drawn) is not None:
            self._held = drawn  # it is a region now
            self.view.set_drawn(None)

    def _read(self) -> None:
        opened, project = self._opened, self._session.project
        if opened is None:
            return
        document, name = opened.document, opened.document.source_name
        self._about.setText(tr("Opening the picture…"))

        def work(task: Task) -> Levels:
            return unpack(pictures.open_picture(project, document.id), name, task)

        def show(levels: Levels) -> None:
            if self._source == document.source_hash:
                self.view.set_levels(levels)
                self._show_regions()
                self._tell_zoom()

        def failed(error: UserError) -> None:
            self._about.setText(sentence(error))

        self._session.read("picture", work, show, failed)

    @property
    def _size(self) -> Size:
        return self.view.size_shown()

    # -- regions and codings

    def _show_regions(self) -> None:
        """Paint the regions with the codings that the text shows."""
        waits = self._soon.isActive()
        if self._opened is not None and not waits and self._text.text() == self._opened.text:
            self.view.set_regions(self._regions())
            self._tell_chosen()

    def _regions(self) -> Iterator[ShownRegion]:
        opened, codings = self._opened, self._text.codings()
        if opened is None:
            return
        for each in opened.layout.regions:
            found = [segment for segment, _lane in codings.within(each.start, each.end)]
            codes = [codings.code(code) for code in dict.fromkeys(one.code for one in found)]
            yield ShownRegion(
                Span(each.start, each.end),
                Rectangle.of(each),
                opened.text[each.start : each.end],
                is_whole(each, self._size),
                tuple((code.name, code.color) for code in codes),
                tuple(segment.id for segment in found),
            )

    def _tell(self, at: QPoint, region: ShownRegion) -> None:
        words = self._text.describe(list(region.segments))
        QToolTip.showText(at, words or region.name, self.view)

    # -- choosing

    def _choose(self, span: Span | None) -> None:
        """Select in the text what was chosen in the picture."""
        self._tell_drawn(None)
        at = self._text.cursor_position()
        self._select(Span(at, at) if span is None else span)
        self._tell_chosen()
        region = self.view.chosen_region()
        if region is not None:
            announce(self.view, f"{region.name}: {described(region)}")

    def _select(self, span: Span) -> None:
        self._own = True
        self._text.select(span)
        self._own = False

    def _follow_selection(self) -> None:
        """Choose in the picture what the text is at."""
        opened = self._opened
        waits = self._own or self._soon.isActive()
        if opened is None or waits or self._text.text() != opened.text:
            return
        span = self._text.selection()
        at = self._text.cursor_position() if span is None else span.start
        region = region_over(opened.layout.regions, at)
        if self._drawn is not None and span is not None:
            self._give_up()
        self.view.choose(None if region is None else Span(region.start, region.end))
        self._tell_chosen()

    def _restore(self) -> None:
        """Choose again what was chosen before the text changed, wherever its paragraph is now."""
        opened, held = self._opened, self._held
        self._held = None
        self._show_regions()
        if opened is None or held is None:
            return
        region = region_of(opened.layout.regions, held)
        if region is not None:
            self.view.choose(Span(region.start, region.end))
            self._select(Span(region.start, region.end))
        self._tell_chosen()

    # -- what was drawn

    def _take_drawn(self, rectangle: Rectangle | None) -> None:
        opened = self._opened
        if rectangle is None or opened is None:
            self._tell_drawn(None)
            self._tell_chosen()
            return
        whole = next(iter(opened.layout.regions), None)
        end = opened.text.find("\n") if whole is None else whole.end
        span = Span(0 if whole is None else whole.start, end if end > 0 else len(opened.text))
        self._tell_drawn(Drawn(opened.document.id, span, rectangle))
        self._select(span)
        self._tell_chosen()
        width, height = rectangle.size
        announce(self.view, tr("{width} × {height} pixels", width=width, height=height))

    def _tell_drawn(self, drawn: Drawn | None) -> None:
        if drawn != self._drawn:
            self._drawn = self._session.itself.drawn = drawn

    def _give_up(self) -> None:
        self.view.set_drawn(None)
        self._tell_drawn(None)

    def _add(self) -> None:
        """Make a region of what was drawn."""
        project, document = self._session.project, self._document
        rectangle = self.view.drawn_rectangle()
        if document is not None and rectangle is not None:
            self._session.do(lambda: pictures.add_region(project, document, rectangle))

    # -- what is done to regions

    def _ask_code(self) -> None:
        self.code_wanted.emit(self.below())

    def below(self) -> QPoint:
        """Return where a box for what is chosen goes, on the screen."""
        region, drawn = self.view.chosen_region(), self.view.drawn_rectangle()
        frame = self.view.viewport().rect()
        if drawn is not None:
            frame = self.view.place(drawn).toAlignedRect() & frame
        elif region is not None:
            frame = self.view.place(region.rectangle).toAlignedRect() & frame
        return self.view.viewport().mapToGlobal(frame.bottomLeft())

    def _move(self, span: Span, rectangle: Rectangle) -> None:
        project, document = self._session.project, self._document
        if document is None:
            return

        def failed(error: UserError) -> None:
            self.view.forget_move()
            self._session.runner.user_error.emit(error)

        self._session.do(
            lambda: pictures.move_region(project, document, span, rectangle), failed=failed
        )

    def ask_name(self, span: Span) -> None:
        """Ask what a region is called."""
        region, project, document = self.view.region(span), self._session.project, self._document
        if region is None or document is None:
            return

        def take(words: str) -> None:
            self._session.do(lambda: pictures.name_region(project, document, span, words))

        ask_text(
            self,
            tr("Name of the region"),
            title=tr("Name the region"),
            yes=tr("Name"),
            then=take,
            text=region.name,
        )

    def remove(self, span: Span) -> None:
        """Take a region away, and ask first if it has codings or memos."""
        region, project, document = self.view.region(span), self._session.project, self._document
        if region is None or document is None:
            return

        def act() -> None:
            self._session.do(lambda: pictures.remove_region(project, document, span))

        def weigh(removal: pictures.RegionRemoval) -> None:
            if not removal.segments and not removal.memos:
                act()
                return
            details = []
            if removal.segments:
                details.append(
                    trn("{n} coding goes with it.", "{n} codings go with it.", removal.segments)
                )
            if removal.memos:
                details.append(
                    trn(
                        "{n} memo stays with the picture.",
                        "{n} memos stay with the picture.",
                        removal.memos,
                    )
                )
            question = tr("Remove the region “{region}”?", region=region.name)
            ask(self, question, yes=tr("Remove"), then=act, details="\n".join(details))

        self._session.read(
            "region", lambda _task: pictures.removal_of(project, document, span), weigh
        )

    def _drop(self, code: CodeId, region: ShownRegion | None) -> None:
        """Code a region, or what was drawn, with a code that was dropped on it."""
        drawn, document = self._drawn, self._document
        span = region.span if region is not None else drawn.span if drawn is not None else None
        if document is not None and span is not None:
            if region is not None:
                self._give_up()
            apply(self._session, document, span, code)

    def _ask_menu(self, at: QPoint, segments: list[SegmentId]) -> None:
        menu = self._menu(self._text.selection(), segments, at)
        region, writes = self.view.chosen_region(), self.view.writes
        menu.addSeparator()
        if self.view.drawn_rectangle() is not None:
            self._entry(menu, tr("Mark without a code"), self._add, "Enter")
        elif region is not None:
            span = region.span
            act = partial(self.ask_name, span)
            self._entry(menu, tr("Name the region…"), act, self._key("Name the region…"), writes)
            if not region.whole:
                act = partial(self.remove, span)
                self._entry(
                    menu, tr("Remove the region…"), act, self._key("Remove the region…"), writes
                )
        menu.popup(at)

    def _key(self, text: str) -> str:
        return self._session.keys.text(pane_name("Picture", text))

    @staticmethod
    def _entry(
        menu: QMenu, words: str, slot: Callable[[], object], key: str, enabled: bool = True
    ) -> None:
        action = menu.addAction(f"{words}\t{native(key)}" if key else words)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked=False: slot())

    # -- words

    def _tell_chosen(self) -> None:
        """Say below the picture what is chosen, and what can be done."""
        region, drawn, writes = (
            self.view.chosen_region(),
            self.view.drawn_rectangle(),
            self.view.writes,
        )
        if drawn is not None:
            width, height = drawn.size
            words = tr(
                "{width} × {height} pixels. {key}: mark it without a code. {escape}: give it up.",
                width=width,
                height=height,
                key=native("Enter"),
                escape=native("Esc"),
            )
        elif region is not None:
            words = f"{region.name}: {described(region)}"
        elif writes:
            key = self._key("Begin a region")
            words = tr("Draw a region with the mouse, or begin with {key}.", key=key)
            if not key:
                words = tr("Draw a region with the mouse.")
        else:
            words = tr("Choose a region to see its codings.")
        self._note.setText(words)
        self._keep.setVisible(drawn is not None)
        self._code.setVisible(writes and (drawn is not None or region is not None))

    def _tell_zoom(self) -> None:
        size = self._size
        if size.width:
            percent = round(100 * self.view.scale)
            words = tr("{width} × {height} pixels, {percent} %", **size._asdict(), percent=percent)
            self._about.setText(words)
            self.view.setAccessibleDescription(words)
        self._fit.setChecked(self.view.fits)
        self._real.setChecked(self.view.scale == 1.0 and not self.view.fits)

    def take_focus(self) -> None:
        """Bring the keyboard to the picture."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
