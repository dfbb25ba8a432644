"""Coding a passage and telling what came of it: done, there already, or touching its like."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from qcode.model.changes import Changes
from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import coding, pictures, shaping
from qcode.services.history import describe
from qcode.services.language import tr
from qcode.ui.keys import Keymap
from qcode.ui.session import Session


def apply(
    session: Session,
    document: DocumentId,
    span: Span,
    code: CodeId | str,
    done: Callable[[], object] | None = None,
) -> None:
    """Code a passage with a code, or with that of a path, which is made if it is missing.

    Where a part of a picture has just been drawn, that is marked and coded.
    """
    project, rectangle = session.project, session.drawn_at(document, span)

    def work() -> tuple[list[SegmentId], Changes, str]:
        if rectangle is not None:
            segment, changes = pictures.code_region(project, document, rectangle, code)
        elif isinstance(code, str):
            segment, changes = coding.apply_path(project, document, span, code)
        else:
            segment, changes = coding.apply_code(project, document, span, code)
        codebook = project.codebook()
        name = codebook[coding.get_segment(project, segment).code].name
        near = shaping.neighbours(project, segment) if changes else []
        return [each.id for each in near], changes, name

    def tell(outcome: tuple[list[SegmentId], Changes, str]) -> None:
        near, changes, name = outcome
        if done is not None:
            done()
        if not changes:
            session.told.emit(tr("You have coded this passage with “{code}” already", code=name))
        elif len(near) > 1:
            what = tr("Join ({key})", key=key_of("join"))
            session.offered.emit(describe(changes), what, partial(join, session, near))
        else:
            session.said.emit(describe(changes))

    session.do(work, tell, say=False)


def join(session: Session, segments: list[SegmentId]) -> None:
    """Make one segment of those that touch."""
    session.do(lambda: shaping.join_segments(session.project, segments))


def key_of(command: str) -> str:
    """Return the key of a command as people of this desktop write it."""
    return Keymap().text(command)
