"""What is listed of all passages is said in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.services import importing
from qcode.services.language import set_language
from qcode.services.retrieval import EVERYTHING
from qcode.ui.found.filter_words import filter_words
from qcode.ui.session import Session


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "all codes · the only document · coder: all", "all codes · all 2 documents"),
        ("sv", "alla koder · det enda dokumentet · kodare: alla", "alla koder · alla 2 dokument"),
    ],
)
def test_the_one_document_of_a_project_is_not_all_of_several(
    language: str, one: str, two: str, session: Session, tmp_path: Path
) -> None:
    project = session.project
    set_language(language)
    for number, said in ((1, one), (2, two)):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"Anna: Ja, {number}.", encoding="utf-8")
        importing.import_paths(project, [path])
        words = filter_words(project, project.codebook(), EVERYTHING, 0)
        assert words.startswith(said)
