"""Which codes lie open is kept for each project file, until the user has projects forgotten."""

from __future__ import annotations

from qcode.model.codebook import CodeId
from qcode.services.folders import settings_folder
from qcode.services.settings import forget_projects, load_settings
from qcode.ui.codes.folding import keep_open, kept_open
from qcode.ui.session import Session


def test_what_lay_open_is_known_again(session: Session) -> None:
    assert kept_open(session.project) is None
    keep_open(session.project, {CodeId(2), CodeId(1)})
    assert kept_open(session.project) == {CodeId(1), CodeId(2)}
    keep_open(session.project, ())
    assert kept_open(session.project) == set()


def test_forgetting_projects_leaves_no_trace_of_where_they_lie(session: Session) -> None:
    keep_open(session.project, {CodeId(1)})
    forget_projects()
    assert kept_open(session.project) is None
    assert load_settings().unfolded == {}
    written = (settings_folder() / "settings.json").read_text(encoding="utf-8")
    assert session.project.path.name not in written
