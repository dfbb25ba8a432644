"""The page on which a text is edited, and the words on what that does to its codings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from qcode.model.document import Document
from qcode.model.edits import TextChange
from qcode.model.errors import UserError
from qcode.model.hunks import Hunk, hunks
from qcode.model.segment import Segment
from qcode.model.text import Span
from qcode.services import text_editing
from qcode.services.appearance import DEFAULT, Appearance
from qcode.services.drafts import Draft, drop_draft, keep_draft
from qcode.services.language import tr, trn
from qcode.services.messages import sentence
from qcode.services.text_editing import TextEdit
from qcode.ui import messages
from qcode.ui.accessible import announce
from qcode.ui.coding.codings import Codings
from qcode.ui.found.parts import bar, flat, quiet
from qcode.ui.keys import Keymap, native
from qcode.ui.leading import lead_focus
from qcode.ui.pane_filter import follow
from qcode.ui.pane_keys import pane_name
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.shortened import Shortened
from qcode.ui.splitter import Splitter

from .editor import TextEditor
from .hunks_view import HunksView
from .replace_line import ReplaceLine

_SOON_MS = 350
DRAFT_MS = 3000  # a power cut costs what is typed in this time
_NAMED = 4  # codings that a question lists


class EditPage(QWidget):
    """Edits one document until it is `finished`: done with all of it, or with nothing."""

    finished = Signal(int)  # where the caret stood, in the text as it is then

    def __init__(
        self,
        session: Session,
        document: Document,
        text: str,
        codings: Codings,
        font: QFont,
        page: Appearance = DEFAULT,
    ) -> None:
        """The text is set in this font, and otherwise as the page says."""
        super().__init__()
        self._session, self._document, self._codings = session, document, codings
        self._ending = False
        self.editor = TextEditor(text, codings, font, page)
        self.replacing = ReplaceLine(self.editor)
        self.replacing.hide()
        self.view = HunksView()
        self.view.hide()
        self._effect, self._words = quiet(), ""
        self._cancel = flat(tr("Cancel"), self.editor.steps.cancel, tip=native("Esc"))
        self._cancel.hide()
        self._look = flat(tr("What has changed"), self._show_changes)
        self._look.setCheckable(True)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._ask)
        self._kept = QTimer(self)
        self._kept.setSingleShot(True)
        self._kept.setInterval(DRAFT_MS)
        self._kept.timeout.connect(self._keep)
        self.editor.edited.connect(self._soon.start)
        self.editor.edited.connect(self._touch)
        self.editor.steps.began.connect(lambda: self._say(0))
        self.editor.steps.went_on.connect(self._say)
        self.editor.steps.ended.connect(self._say)
        session.runner.fault.connect(self._free)  # what one waits for may never come then
        self._build(session.keys)
        self._take((TextEdit((), ()), []))
        lead_focus(self, self.editor)

    def _build(self, keymap: Keymap) -> None:
        title = Shortened(tr("Editing “{document}”", document=self._document.name))
        title.setObjectName("paneTitle")
        title.setTextFormat(Qt.TextFormat.PlainText)
        done = QPushButton(tr("Done"))
        done.setDefault(True)
        done.setToolTip(keymap.text(pane_name("Editing the text", "Done")))
        done.clicked.connect(self.done)
        replacing = keymap.text(pane_name("Editing the text", "Replace…"))
        replace = flat(tr("Replace…"), self.open_replace, tip=replacing)
        discard = flat(tr("Discard"), self.discard, tip=native("Esc"))
        self._acts = (replace, discard, done)
        acts = self._cancel, replace, self._look, discard, done
        head = bar(title, *acts, stretch=title, above=8, below=0)
        head.setContentsMargins(16, 8, 16, 0)
        self._effect.setContentsMargins(16, 0, 16, 8)
        parts = Splitter(Qt.Orientation.Vertical)
        parts.add(self.editor, tr("Text"))
        parts.add(self.view, tr("What was edited"))
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._effect)
        layout.addWidget(self.replacing)
        layout.addWidget(parts, 1)
        for keys, act, slot in (
            ("Ctrl+Return", "Done", self.done),
            ("Ctrl+H", "Replace…", self.open_replace),
            ("Esc", "", self._escape),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, slot)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            if act:
                follow(shortcut, "Editing the text", act, keymap)

    @property
    def document(self) -> Document:
        """The document that is edited, as it was when one began."""
        return self._document

    @property
    def change(self) -> TextChange:
        """What has been done to the text so far."""
        return self.editor.mirror.change

    def open_replace(self) -> None:
        """Show the line for replacing words, with those that are selected."""
        if self.editor.busy:
            return
        span = self.editor.selected()
        self.replacing.open_with(self.editor.mirror.text[span.start : span.end])

    # -- a draft of it

    def go_on_with(self, draft: Draft) -> None:
        """Take up an edit that was not finished, as one step that can be taken back."""
        self.editor.replace_all([[each[:3] for each in draft.change.replacements]])
        self.editor.when_free(lambda: self.editor.go(draft.place))
        announce(self, tr("Going on with the unfinished changes."))

    def _touch(self) -> None:
        if not self._kept.isActive():  # one who types without a rest is kept too
            self._kept.start()

    def _keep(self) -> None:
        if self.editor.busy:  # with what it leads to
            self._kept.start()
            return
        project, document, change = self._session.project, self._document, self.change
        place = self.editor.position()
        self._session.do(lambda: keep_draft(project, document, change, place), say=False)

    # -- what it does

    def _ask(self) -> None:
        project, document, change = self._session.project, self._document.id, self.change
        original = self.editor.mirror.original

        def work(_task: Task) -> tuple[TextEdit, list[Hunk]]:
            return text_editing.edit_of(project, document, change), hunks(original, change)

        self._session.read("edit", work, self._take, self._go_on)

    def _take(self, answer: tuple[TextEdit, Sequence[Hunk]]) -> None:
        effect, places = answer
        self._words = words_of(effect, len(places))
        self._say()
        self.view.show_hunks(places)

    def _say(self, percent: int | None = None) -> None:
        """Say what the edit does, or how much of a long step is done."""
        self._cancel.setVisible(percent is not None)
        if percent is None:
            self._effect.setText(self._words)
        else:
            self._effect.setText(tr("Changing the text… {n} %. Esc cancels it.", n=percent))

    def _show_changes(self) -> None:
        self.view.setVisible(self._look.isChecked())

    # -- the end

    def done(self) -> None:
        """Keep what was edited, in one operation; ask before a coding loses all its words."""
        self.editor.when_free(self._done)

    def _done(self) -> None:
        if self.editor.isReadOnly():
            return  # it is on its way
        self._hold(True)
        if self.change.is_identity:
            self._throw_away()
            return
        self._soon.stop()  # or its question, which is newer then, takes the place of this one
        project, document, change = self._session.project, self._document.id, self.change

        def decide(effect: TextEdit) -> None:
            if not effect.vanishing:
                self._write(change)
                return
            messages.ask(
                self,
                trn(
                    "One coding would lose all its words and be removed.",
                    "{n} codings would lose all their words and be removed.",
                    len(effect.vanishing),
                ),
                yes=trn("Remove it", "Remove them", len(effect.vanishing)),
                then=lambda: self._write(change),
                details=self._names(effect.vanishing),
                otherwise=self._free,
            )

        self._session.read(
            "edit",
            lambda _task: text_editing.edit_of(project, document, change),
            decide,
            self._go_on,
        )

    def _hold(self, on: bool) -> None:
        """Take no more changes until it is known what becomes of those there are, or again.

        What came now would be in neither the text that is written nor an edit of its own.
        """
        if on and self.isAncestorOf(self.window().focusWidget() or self):
            self.editor.setFocus()  # from a button, which would pass it on to just anything
        self.editor.hold(on)
        self.replacing.setEnabled(not on)
        for each in self._acts:
            each.setEnabled(not on)
        if on:
            self.setCursor(Qt.CursorShape.BusyCursor)
        else:
            self.unsetCursor()

    def _free(self) -> None:
        """Go on editing after all."""
        self._ending = False
        self._hold(False)

    def finish_quietly(self) -> bool:
        """Keep what was edited without a question; False where one would have to be asked.

        For when the window closes: what is written then is waited for.
        """
        self.editor.steps.finish()
        if self.change.is_identity:
            self._forget()
            return True
        try:
            found = text_editing.edit_of(self._session.project, self._document.id, self.change)
        except UserError:
            return False
        if found.vanishing:
            return False
        self._write(self.change)
        return True

    def _write(self, change: TextChange) -> None:
        if self._ending:
            return
        self._ending = True
        self._kept.stop()
        project, document = self._session.project, self._document

        def write() -> None:
            text_editing.edit_text(project, document.id, change, drop_vanishing=True)
            drop_draft(project, document)

        self._session.do(write, lambda _none: self._finish(), failed=self._go_on)

    def _go_on(self, error: UserError) -> None:
        """Stay, with all that was typed, when it could not be written."""
        self._free()
        self._touch()
        self._words = sentence(error)
        self._say()
        announce(self, sentence(error))

    def _escape(self) -> None:
        if self.editor.busy:
            self.editor.steps.cancel()
        elif not self.replacing.close_if_used():
            self.discard()

    def discard(self) -> None:
        """Leave the text as it was; ask where something would be lost by that."""
        self.editor.when_free(self._discard)

    def _discard(self) -> None:
        if self.editor.isReadOnly():
            return
        if self.change.is_identity:
            self._throw_away()
            return
        messages.ask(
            self,
            tr("Discard what you have edited?"),
            yes=tr("Discard"),
            then=self._throw_away,
            details=self._effect.text(),
        )

    def _throw_away(self) -> None:
        self._hold(True)
        place = self.editor.original_position()
        self._forget(lambda _none: self._finish(place))

    def _forget(self, then: Callable[[None], None] | None = None) -> None:
        project, document = self._session.project, self._document
        self._kept.stop()
        self._session.do(lambda: drop_draft(project, document), then, failed=self._go_on, say=False)

    def _finish(self, place: int | None = None) -> None:
        self._soon.stop()
        self.finished.emit(self.editor.position() if place is None else place)

    def _names(self, segments: Sequence[Segment]) -> str:
        text = self.editor.mirror.original
        lines = [
            f"{self._codings.code(segment.code).path}: “{_short(text, segment.span)}”"
            for segment in segments[:_NAMED]
        ]
        if len(segments) > _NAMED:
            lines.append(trn("and {n} more", "and {n} more", len(segments) - _NAMED))
        return "\n".join(lines)


def words_of(effect: TextEdit, places: int) -> str:
    """Return in words what an edit does, to be shown while one types."""
    if not places:
        return tr("Codings, memos and turns go along with the text.")
    parts = [trn("{n} change", "{n} changes", places)]
    if effect.changed:
        parts.append(
            trn("{n} coding reads other words", "{n} codings read other words", len(effect.changed))
        )
    if effect.vanishing:
        parts.append(
            trn(
                "{n} coding loses all its words",
                "{n} codings lose all their words",
                len(effect.vanishing),
            )
        )
    return " · ".join(parts)


def _short(text: str, span: Span) -> str:
    words = " ".join(text[span.start : span.end].split())
    return words if len(words) <= 60 else words[:57] + "…"
