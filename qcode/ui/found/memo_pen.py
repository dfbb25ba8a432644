"""What a memo under the pen is, and how it is saved: one operation a pause, and nothing lost.

The pen knows no widgets: an editor gives it the words there are, and takes those it must show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from qcode.model.errors import UserError
from qcode.model.memo import Memo, MemoId, MemoKind, MemoLink
from qcode.services.memos import add_memo, edit_memo
from qcode.services.messages import sentence
from qcode.ui.rest import Rest
from qcode.ui.session import Session


@dataclass(frozen=True, slots=True)
class Words:
    """What the user can write in a memo."""

    title: str = ""
    text: str = ""
    kind: str = MemoKind.NOTE

    @property
    def empty(self) -> bool:
        """Whether it says nothing yet."""
        return not self.title.strip() and not self.text.strip()


@dataclass(slots=True)
class Draft:
    """A memo under the pen. `id` is None until it is first written; `saved` is what lies there.

    The id is read and set on the writing lane only, so that two savings in a row cannot make
    two memos of one.
    """

    id: MemoId | None
    links: tuple[MemoLink, ...]
    saved: Words


def draft_of(memo: Memo) -> Draft:
    """Return a memo as it lies there, to be written in."""
    return Draft(memo.id, memo.links, Words(memo.title, memo.text, memo.kind))


class Pen(QObject):
    """Writes one draft at a time, when the keyboard rests or leaves, or when told to."""

    written = Signal(object)  # MemoId of a new memo
    problem = Signal(str)  # why it could not be saved, "" when it could

    def __init__(
        self,
        session: Session,
        words: Callable[[], Words],
        fill: Callable[[Words], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._words, self._fill = words, fill
        self.draft: Draft | None = None
        self.rest = Rest(self)
        self.rest.timeout.connect(lambda: self.save(say=False))

    @property
    def touched(self) -> bool:
        """Whether there are words that are not saved."""
        return self.draft is not None and self._words() != self.draft.saved

    def touch(self) -> None:
        """Something was typed: save when the keyboard rests."""
        self.rest.touch()

    def take(self, draft: Draft | None) -> None:
        """Save what is under the pen, and go on with another."""
        self.save()
        self.draft = draft
        self._fill(Words() if draft is None else draft.saved)
        self.rest.stop()  # filling is not typing

    def drop(self) -> Draft | None:
        """Let go of the draft without saving."""
        draft, self.draft = self.draft, None
        self.rest.stop()
        return draft

    def refresh(self, memo: Memo) -> None:
        """Take over what changed elsewhere, unless the user has written something meanwhile."""
        draft = self.draft
        if draft is None or draft.id != memo.id:
            return
        untouched, new = not self.touched, draft_of(memo)
        draft.saved, draft.links = new.saved, new.links
        if untouched and new.saved != self._words():
            self._fill(new.saved)
            self.rest.stop()

    def forget(self) -> bool:
        """The memo is gone: what was written since is kept as a new one. Whether that was so."""
        if self.touched:
            self.draft = Draft(None, (), Words())
            return True
        self.draft = None
        return False

    def save(self, *, say: bool = True) -> None:
        """Write what changed, as one operation; nothing if nothing did."""
        self.rest.stop()
        draft, words = self.draft, self._words()
        if draft is None or words == draft.saved or self._session.project.read_only:
            return
        if draft.id is None and words.empty:
            return
        before, draft.saved = draft.saved, words
        self._session.do(
            partial(self._write, draft, words, before),
            self._wrote,
            failed=partial(self._failed, draft, before),
            say=say,
        )

    def _write(self, draft: Draft, words: Words, before: Words) -> MemoId | None:
        """Write on the writing lane; return the id of a memo that is new."""
        project = self._session.project
        if draft.id is None:
            draft.id = add_memo(
                project, words.title, words.text, kind=words.kind, links=draft.links, origin=self
            )
            return draft.id
        edit_memo(
            project,
            draft.id,
            title=words.title if words.title != before.title else None,
            text=words.text if words.text != before.text else None,
            kind=words.kind if words.kind != before.kind else None,
            origin=self,
        )
        return None

    def _wrote(self, new: MemoId | None) -> None:
        self.problem.emit("")
        if new is not None:
            self.written.emit(new)

    def _failed(self, draft: Draft, before: Words, error: UserError) -> None:
        """Say why it could not be saved; the words stay, and saving is tried again."""
        draft.saved = before
        if draft is self.draft:
            self.problem.emit(sentence(error))
        else:
            self._session.runner.user_error.emit(error)
