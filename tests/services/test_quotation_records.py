"""Which passages are quoted in which manuscripts."""

from __future__ import annotations

from pathlib import Path

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import coding
from qcode.services.folders import cache_folder
from qcode.services.projects import Project
from qcode.services.quotation_check import check_manuscript
from qcode.services.quotation_records import codings_on, remember, used

SAID = "tilliten har fått sig en törn"


def checked(project: Project, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    remember(project, check_manuscript(project, path))


def coded(project: Project, words: str, code: str) -> Span:
    start = project.text(DocumentId(1)).text.index(words)
    span = Span(start, start + len(words))
    coding.apply_to_many(project, {DocumentId(1): [span]}, code)
    return span


def test_a_coded_passage_knows_the_manuscripts_that_quote_it(
    project: Project, tmp_path: Path
) -> None:
    span = coded(project, "tilliten har fått sig en törn", "Tillit")
    coded(project, "Att någon kommer.", "Trygghet")
    checked(project, tmp_path / "one.md", f"”{SAID}”")
    checked(project, tmp_path / "two.md", f"Hon säger ”nja, {SAID}”, helt klart.")
    (found,) = used(project)
    assert (found.segment.span, found.code, found.document) == (span, "Tillit", "Anna")
    assert [Path(path).name for path in found.manuscripts] == ["one.md", "two.md"]
    assert codings_on(project, DocumentId(1), span) == ["Tillit"]


def test_what_is_not_quoted_any_more_is_forgotten_with_the_next_check(
    project: Project, tmp_path: Path
) -> None:
    coded(project, "tilliten har fått sig en törn", "Tillit")
    checked(project, tmp_path / "one.md", f"”{SAID}”")
    checked(project, tmp_path / "one.md", "”Någonting helt annat som ingen har sagt”")
    assert used(project) == []


def test_records_that_cannot_be_read_are_none(project: Project, tmp_path: Path) -> None:
    coded(project, "tilliten har fått sig en törn", "Tillit")
    checked(project, tmp_path / "one.md", f"”{SAID}”")
    for content in ("", "[]", '{"version": 1, "manuscripts": {"x": {"quoted": [[1, 2], 3]}}}'):
        (cache_folder(project.info.guid) / "checked.json").write_text(content, encoding="utf-8")
        assert used(project) == []
