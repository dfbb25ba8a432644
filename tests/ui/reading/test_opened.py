from __future__ import annotations

from qcode.services import codes
from qcode.ui.reading.opened import paint_codes
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
