"""The pane that tells about whatever one looks at, and lets it be changed in place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QTextEdit, QVBoxLayout, QWidget

from qcode.model.changes import Changes
from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.memo import MemoId
from qcode.model.segment import SegmentId
from qcode.services import inspection
from qcode.services.inspection import (
    Inspected,
    InspectedCode,
    InspectedDocument,
    InspectedMemo,
    InspectedSegment,
)
from qcode.services.language import tr
from qcode.services.projects import Project
from qcode.ui.found.parts import bar, flat, hairline, quiet
from qcode.ui.growing import Growing
from qcode.ui.icons import Icon
from qcode.ui.leading import lead_focus, led_to
from qcode.ui.lesson import Lesson
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.subject import Sort, Subject
from qcode.ui.theme import is_dark, scroll_bar_style

from .code_page import CodePage
from .document_page import DocumentPage
from .memo_page import MemoPage
from .parts import Page
from .segment_page import SegmentPage

_REST_MS = 60  # an arrow key that is held down must not have every row read


class Inspector(Growing):
    """Follows what one looks at. What is shown stays until the next thing has been read."""

    closed = Signal()  # by its button

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Subject | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._load)
        self._grow_by(self._make())

    def _make(self) -> Iterator[None]:
        session = self._session
        yield from self._build()
        session.subject_changed.connect(self._come)
        session.changed.connect(self._follow)
        session.passage_changed.connect(self._take_text)
        self._timer.start()

    def _build(self) -> Iterator[None]:
        self.segment = SegmentPage(self._session)
        yield
        self.code = CodePage(self._session)
        yield
        self.document = DocumentPage(self._session)
        yield
        self.memo = MemoPage(self._session)
        yield
        self._lesson = Lesson(
            Icon.ABOUT,
            tr(
                "Come to a coding, a code, a document or a memo: what is known of it is shown"
                " here, and can be changed in place."
            ),
        )
        self._pages: tuple[Page, ...] = (self.segment, self.code, self.document, self.memo)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for page in (self._lesson, *self._pages):
            column.addWidget(page, 1 if page is self._lesson else 0)
            page.setVisible(page is self._lesson)
        column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self._area.viewport(), inside):
            part.setBackgroundRole(QPalette.ColorRole.Base)
            part.setAutoFillBackground(True)
        title = quiet(tr("Inspector"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        hide = flat(tr("Hide"), self.close_pane, tip=tr("Hide the inspector"))
        layout.addLayout(bar(title, hide, stretch=title, above=2, below=2))
        layout.addWidget(hairline())
        layout.addWidget(self._area, 1)
        self.setAccessibleName(tr("Inspector"))
        lead_focus(self, self._lesson)
        shortcut = QShortcut(QKeySequence("Escape"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._leave)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._keep_in_sight)
        for text in inside.findChildren(QTextEdit):
            text.cursorPositionChanged.connect(partial(self._show_caret, text))
        self._dress()

    # -- following

    def _come(self, _subject: Subject) -> None:
        self._timer.start()

    def _follow(self, changes: Changes) -> None:
        if (
            changes.affects_segments
            or changes.affects_codes
            or changes.affects_documents
            or changes.affects_memos
        ):
            self._timer.start()

    def _take_text(self) -> None:
        """Tell of the text that is open now, where there was nothing to tell of."""
        if self._shown is not None and led_to(self) is self._lesson:
            self._timer.start()

    def _load(self) -> None:
        subject, project = self._session.subject, self._session.project
        if subject is None or not self.isVisible():
            return

        opened = self._session.document

        def work(task: Task) -> Inspected | None:
            return _read(project, subject, opened, task)

        self._session.read("inspector", work, partial(self._show, subject))

    def _show(self, subject: Subject, seen: Inspected | None) -> None:
        if self._shown != subject:
            self.save()
        self._shown = subject
        self.setUpdatesEnabled(False)
        try:
            page = self._filled(seen)
            for each in (self._lesson, *self._pages):
                each.setVisible(each is page)
            lead_focus(self, page)
        finally:  # or whatever went wrong once would leave the pane empty for good
            self.setUpdatesEnabled(True)

    def _filled(self, seen: Inspected | None) -> QWidget:
        """Fill the page for a thing and return it; the hint where there is nothing."""
        match seen:
            case InspectedSegment():
                self.segment.show_segment(seen)
                return self.segment
            case InspectedCode():
                self.code.show_code(seen)
                return self.code
            case InspectedDocument():
                self.document.show_document(seen)
                return self.document
            case InspectedMemo():
                self.memo.show_memo(seen)
                return self.memo
        return self._lesson

    def subject(self) -> Subject | None:
        """Return what is shown."""
        return self._shown

    def save(self) -> None:
        """Write what was typed."""
        for page in self._pages:
            page.save()

    def close_pane(self) -> None:
        """Write what was typed, and hide."""
        self.save()
        self.hide()
        self.closed.emit()

    # -- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what one looks at."""
        super().showEvent(event)
        self._timer.start()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _leave(self) -> None:
        self.save()
        self._session.text_wanted.emit()

    def _keep_in_sight(self, _old: QWidget | None, new: QWidget | None) -> None:
        inside = self._area.widget()
        if new is not None and inside is not None and inside.isAncestorOf(new):
            self._area.ensureWidgetVisible(new, 0, 12)

    def _show_caret(self, text: QTextEdit) -> None:
        inside = self._area.widget()
        if inside is not None and text.hasFocus():
            caret = text.viewport().mapTo(inside, text.cursorRect().bottomLeft())
            self._area.ensureVisible(caret.x(), caret.y(), 0, 24)

    def _dress(self) -> None:
        self._area.verticalScrollBar().setStyleSheet(scroll_bar_style(is_dark(self.palette())))


def _read(
    project: Project, subject: Subject, opened: DocumentId | None, task: Task
) -> Inspected | None:
    """Read what is known of a thing. Where it is gone, of the document that is open, if any."""
    with project.one_state():  # or what an undo brings back may come between code and coding
        seen = _inspected(project, subject)
        if seen is None and opened is not None:
            task.check()
            seen = _inspected(project, Subject(Sort.DOCUMENT, opened))
        return seen


def _inspected(project: Project, subject: Subject) -> Inspected | None:
    """Read what is known of a thing, None if it is gone."""
    try:
        match subject.sort:
            case Sort.SEGMENT:
                return inspection.inspect_segment(project, SegmentId(subject.id))
            case Sort.CODE:
                return inspection.inspect_code(project, CodeId(subject.id))
            case Sort.DOCUMENT:
                return inspection.inspect_document(project, DocumentId(subject.id))
            case Sort.MEMO:
                return inspection.inspect_memo(project, MemoId(subject.id))
    except UserError:
        return None
