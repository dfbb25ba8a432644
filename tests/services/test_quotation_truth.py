"""The quotation check against real passages, edited in known ways: a small benchmark as a test."""

from __future__ import annotations

from pathlib import Path

import pytest
from quotation_corpus import known_project, score, write_manuscript

from qcode.services.quotation_check import check_manuscript


@pytest.mark.slow
def test_real_passages_are_found_and_judged_and_invented_ones_are_not(
    shared_data: Path, tmp_path: Path
) -> None:
    project, every = known_project(tmp_path, shared_data, 60, seed=11)
    with project:
        write_manuscript(tmp_path / "manuscript.docx", every, seed=11)
        report = check_manuscript(project, tmp_path / "manuscript.docx")
    found = score(every, report)
    assert found.attributed == 0
    assert found.placed / found.real >= 0.99, found.wrong
    assert found.right / len(every) >= 0.97, found.wrong
