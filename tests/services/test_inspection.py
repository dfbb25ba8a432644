"""What the inspector is told of a thing, and of one that goes while it is read."""

from __future__ import annotations

import pytest

from qcode.model.codebook import Codebook
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.text import Span
from qcode.services import coding, inspection
from qcode.services.projects import Project, Reader


def test_a_coding_whose_code_goes_while_it_is_read_is_unknown(
    project: Project, first: DocumentId, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment, _changes = coding.apply_path(project, first, Span(0, 5), "A")
    assert inspection.inspect_segment(project, segment).names == ("A",)
    before = Project.codebook

    def later(project: Project, view: Reader | None = None) -> Codebook:
        return Codebook(()) if view is None else before(project, view)

    monkeypatch.setattr(Project, "codebook", later)
    with pytest.raises(UserError) as told:
        inspection.inspect_segment(project, segment)
    assert told.value.code == "segment_unknown"
