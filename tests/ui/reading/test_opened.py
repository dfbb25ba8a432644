from __future__ import annotations

import pytest

from qcode.model.text import Span
from qcode.services import codes, coding
from qcode.ui.coding import codings
from qcode.ui.reading.opened import load, paint_codes
from qcode.ui.session import Session


def test_a_code_with_a_namesake_is_named_with_the_code_above_it(session: Session) -> None:
    for path in ("Feelings/Calm", "Evening/Lake/Calm", "Evening/Light", "Calm"):
        codes.add_path(session.project, path)
    painted = {code.path: code.name for code in paint_codes(session.project.codebook()).values()}
    assert painted == {
        "Calm": "Calm",
        "Evening": "Evening",
        "Evening › Lake": "Lake",
        "Evening › Lake › Calm": "Lake › Calm",
        "Evening › Light": "Light",
        "Feelings": "Feelings",
        "Feelings › Calm": "Feelings › Calm",
    }


def test_the_lanes_of_a_long_text_are_found_before_it_is_shown(
    sample_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codings, "_AT_ONCE", 100)
    project = sample_session.project
    document = project.documents()[0].id
    text = project.text(document).text
    code = next(iter(project.codebook().codes))
    coding.apply_code(project, document, Span(len(text) - 9, len(text) - 1), code)
    opened = load(project, document)
    assert opened.codings.is_complete
    assert opened.shown(list(opened.segments)) is opened.codings
    some = list(opened.segments)[1:]
    assert opened.shown(some) is some
