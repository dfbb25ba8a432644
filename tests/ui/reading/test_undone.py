"""Undo gives back the very picture: text, stripes, their lanes and names, and the density bar."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.errors import UserError
from qcode.model.text import Span
from qcode.services import code_surgery, codes, coding, importing, retrieval, shaping, text_editing
from qcode.services.projects import Project
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session

TEXT = "I: Hur är det?\nIP1: Det är bra, tack. Jag går ut.\nI: Mm. Vart då?\nIP1: Dit.\n"
HERE = DocumentId(1)
PASSAGES = (Span(3, 14), Span(3, 14), Span(20, 50), Span(20, 37), Span(0, 70), Span(53, 67))
NAMES = ("Tillit", "Oro", "Plats/Hemma", "Plats/Ute")
Settle = Callable[[Session], None]
Picture = tuple[object, ...]


class Researcher:
    """Does one thing after the other, as a dice says."""

    def __init__(self, project: Project, seed: int) -> None:
        self._project, self._dice = project, random.Random(seed)
        self._acts = (
            self._code,
            self._code,
            self._code_many,
            self._merge,
            self._delete,
            self._recode,
            self._remove,
            self._move,
            self._split,
            self._split_code,
            self._join,
            self._edit,
            self._edit,
        )

    def act(self) -> bool:
        """Do something; return whether it could be done."""
        before = self._project.last_operation()
        with suppress(UserError, IndexError):
            self._dice.choice(self._acts)()
        return self._project.last_operation() != before

    def _code(self) -> None:
        span, name = self._dice.choice(PASSAGES), self._dice.choice(NAMES)
        coding.apply_path(self._project, HERE, span, name)

    def _code_many(self) -> None:
        coding.apply_to_many(self._project, {HERE: PASSAGES}, self._dice.choice(NAMES))

    def _segment(self) -> coding.Segment:
        return self._dice.choice(coding.segments_of(self._project, HERE))

    def _known(self) -> codes.CodeId:
        return self._dice.choice(sorted(self._project.codebook().codes))

    def _merge(self) -> None:
        code_surgery.merge_codes(self._project, [self._known()], self._known())

    def _delete(self) -> None:
        code_surgery.delete_codes(self._project, [self._known()])

    def _recode(self) -> None:
        coding.recode(self._project, [self._segment().id, self._segment().id], self._known())

    def _remove(self) -> None:
        coding.remove_segments(self._project, {self._segment().id, self._segment().id})

    def _move(self) -> None:
        coding.move_segment(self._project, self._segment().id, self._dice.choice(PASSAGES))

    def _split(self) -> None:
        segment = self._segment()
        shaping.split_segment(self._project, segment.id, (segment.start + segment.end) // 2)

    def _split_code(self) -> None:
        segment = self._segment()
        code_surgery.split_code(self._project, segment.code, {"Del": [segment.id]})

    def _join(self) -> None:
        group = shaping.neighbours(self._project, self._segment().id)
        shaping.join_segments(self._project, [each.id for each in group])

    def _edit(self) -> None:
        at = self._dice.randrange(70)
        text = self._project.text(HERE).text
        change = TextChange.replace(text, at, at + self._dice.randrange(3), "ny ")
        text_editing.edit_text(self._project, HERE, change, drop_vanishing=True)


@pytest.fixture
def pane(
    session: Session, shown_pane: Callable[[DocumentId], ReadingPane], tmp_path: Path
) -> ReadingPane:
    (tmp_path / "1.txt").write_text(TEXT, encoding="utf-8")
    importing.import_paths(session.project, [tmp_path / "1.txt"])
    for span, name in zip(PASSAGES, (*NAMES, *NAMES), strict=False):
        coding.apply_path(session.project, HERE, span, name)
    return shown_pane(HERE)


def picture(pane: ReadingPane, session: Session, settled: Settle, qtbot: QtBot) -> Picture:
    """Return all that is seen of the codings, and the order in which they are listed."""
    settled(session)
    view = pane.view
    qtbot.waitUntil(lambda: view.text() == session.project.text(HERE).text)
    settled(session)
    view.select(Span(0, 0))
    view.grab()  # the bar begins when it is painted
    bar = view._density
    qtbot.waitUntil(
        lambda: bar._counted and not (bar._parts or bar._outdated or bar._there or bar._gone)
    )
    scene = view._margin.scene()
    listed = [each.segment.id for each in retrieval.excerpts(session.project, retrieval.EVERYTHING)]
    return (
        [(each.x, each.top, each.bottom, each.segments) for each in scene.stripes],
        [(each.area, each.segment, each.folded) for each in scene.names],
        view._codings.within(0, 200),
        [view.segments_at(at) for at in range(len(view.text()))],
        listed,
        view.grab().toImage(),
    )


@pytest.mark.parametrize("seed", range(4))
def test_what_is_undone_and_done_again_looks_as_it_did(
    seed: int, pane: ReadingPane, session: Session, settled: Settle, qtbot: QtBot
) -> None:
    researcher, project = Researcher(session.project, seed), session.project
    pictures = [picture(pane, session, settled, qtbot)]
    while len(pictures) < 16:
        if researcher.act():
            pictures.append(picture(pane, session, settled, qtbot))
    for expected in pictures[-2::-1]:
        project.undo()
        assert picture(pane, session, settled, qtbot) == expected
    for expected in pictures[1:]:
        project.redo()
        assert picture(pane, session, settled, qtbot) == expected
