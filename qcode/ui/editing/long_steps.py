"""Changes of very many places in a text that is edited: a part a turn, and their undo likewise.

Qt puts in and takes back at one go whatever is one step of its undo, however long that takes. So
each part is a step of Qt's own, and known here is which of them are one step for whoever edits.
When the first of them is taken back or done again, by whatever key or menu, the others follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextDocument

from qcode.model.edits import Replacement, TextChange

from .mirror import Edit, Mirror

AT_ONCE = 500  # places of an ordinary interview, which take no longer than a key may
_PART = 300  # places in a part
_STRETCH = 100_000  # code points that a part reaches over: all paragraphs in them are laid out anew


@dataclass(frozen=True, slots=True)
class _LongStep:
    """Between which counts of Qt's steps it lies, and how the text had changed there."""

    first: int
    last: int
    before: TextChange
    change: TextChange
    after: TextChange

    def holds(self, steps: int) -> bool:
        """Whether a part of it is done, and not all."""
        return self.first < steps < self.last


class LongSteps(QObject):
    """Does them, takes them back and does them again. Nobody else may change the text meanwhile.

    What the mirror tells is the text as it was until all is done.
    """

    began = Signal()
    went_on = Signal(int)  # by how many per cent
    ended = Signal()

    def __init__(self, mirror: Mirror, document: QTextDocument) -> None:
        super().__init__(mirror)
        self._mirror, self._document = mirror, document
        self._steps: list[_LongStep] = []
        self._stood = self._counts()
        self._work: Iterator[None] | None = None
        self._other_end = 0  # where to go back to, in steps of Qt's
        self._makes = self._returns = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)
        mirror.stepping.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether some of the places are changed, and not all."""
        return self._work is not None

    def replace(self, found: Iterable[list[Edit]]) -> None:
        """Put edits into the text as one step of undo; they are looked for a list a turn.

        Few of them in one list are put in now.
        """
        lists = iter(found)
        head, more = next(lists, []), next(lists, None)
        if more is None and _are_few(head):
            self._put_all(head)
        else:
            work = self._find(head + (more or []), lists)
            self._begin(work, self._counts()[0], makes=True)

    def step(self, *, back: bool) -> bool:
        """Take a long step back, or do it again, if one is next; return whether it is."""
        stands = self._counts()[0]
        for step in self._steps:
            if stands == (step.last if back else step.first):
                self._begin(self._go(step, back=back), stands)
                return True
        return False

    def cancel(self) -> None:
        """Take back what has been done of it; of an undo, do again what was taken back."""
        if self.busy and not self._returns:
            self._returns = True
            self._work = self._return()

    def finish(self) -> None:
        """Do all the rest at once."""
        while self.busy:
            self._next()

    # -- the turns

    def _begin(self, work: Iterator[None], other_end: int, *, makes: bool = False) -> None:
        self._work, self._other_end = work, other_end
        self._makes, self._returns = makes, False
        self._mirror.following = False
        self._timer.start()
        self.began.emit()

    def _next(self) -> None:
        assert self._work is not None
        if next(self._work, self) is not self:
            self._timer.start()  # again: timers that have become due meanwhile come before it
            return
        self._timer.stop()
        self._work, self._mirror.following = None, True
        self.ended.emit()

    def _find(self, edits: list[Edit], found: Iterator[list[Edit]]) -> Iterator[None]:
        for some in found:
            yield
            edits += some
        yield
        if _are_few(edits):
            self._mirror.following = True
            self._put_all(edits)
        else:
            yield from self._make(edits)

    def _put_all(self, edits: list[Edit]) -> None:
        if edits:
            self._mirror.replace_all(edits)

    def _make(self, edits: list[Edit]) -> Iterator[None]:
        mirror = self._mirror
        change = TextChange.replacing(mirror.text, edits)
        if change.is_identity:
            return
        yield
        first, places = self._other_end, change.replacements
        done = 0
        for part in _parts(places):
            mirror.put(each[:3] for each in part)
            done += len(part)
            self._say(done, len(places))
            yield
        self._keep_apart()
        before, after = mirror.change, mirror.change.compose(change)
        yield
        self._steps.append(_LongStep(first, self._counts()[0], before, change, after))
        mirror.take(change, after)

    def _go(self, step: _LongStep, *, back: bool) -> Iterator[None]:
        """Take all of a step back, or do all of it again."""
        mirror = self._mirror
        yield from self._rewind(step.first if back else step.last, step)
        change = step.change.invert() if back else step.change
        yield
        mirror.take(change, step.before if back else step.after)

    def _return(self) -> Iterator[None]:
        begun = self._counts()[0] != self._other_end
        yield from self._rewind(self._other_end)
        if self._makes and begun:
            self._document.clearUndoRedoStacks(QTextDocument.Stacks.RedoStack)

    def _rewind(self, wanted: int, step: _LongStep | None = None) -> Iterator[None]:
        document = self._document
        while (now := document.availableUndoSteps()) != wanted:
            if now > wanted:
                document.undo()
            else:
                document.redo()
            if step is not None:
                done = abs(document.availableUndoSteps() - self._other_end)
                self._say(done, step.last - step.first)
            yield
        self._keep_apart()

    def _keep_apart(self) -> None:
        """Let a letter typed at the last place be a step of its own: Qt joins it otherwise."""
        self._document.setModified(False)

    def _say(self, done: int, of: int) -> None:
        self.went_on.emit(min(100, 100 * done // of))

    # -- what Qt does

    def _counts(self) -> tuple[int, int]:
        return self._document.availableUndoSteps(), self._document.availableRedoSteps()

    def _look(self) -> None:
        """Forget what can be done no more; go on with what Qt has taken a part of back."""
        before, (undo, redo) = self._stood, self._counts()
        self._stood = undo, redo
        if self.busy:
            return
        same = redo > 0 and undo + redo == sum(before)  # the same steps, from another place
        if not same:
            self._steps = [each for each in self._steps if each.last <= before[0]]
        for step in self._steps:
            if step.holds(undo):
                back = undo < before[0]
                other_end = step.last if back else step.first
                self._begin(self._go(step, back=back), other_end)
                return


def _are_few(edits: list[Edit]) -> bool:
    """Whether edits take no longer than a key may, all at one go."""
    if not edits or len(edits) > AT_ONCE:
        return not edits
    return max(end for _start, end, _new in edits) - min(edits)[0] <= 2 * _STRETCH


def _parts(places: Sequence[Replacement]) -> Iterator[list[Replacement]]:
    """Yield places in parts, the last first, so that those before stay where they are."""
    part: list[Replacement] = []
    for each in reversed(places):
        if part and (len(part) == _PART or part[0].end - each.start > _STRETCH):
            yield part
            part = []
        part.append(each)
    yield part
