"""What is read together is of one state of the project, whatever is committed in between."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import coding, contexts, importing, inspection, retrieval, text_editing
from qcode.services.projects import Project, create_project, of_one_state
from qcode.services.report_bundle import make_bundle
from qcode.store import segments

TEXT = "Anna: Jag litar på grannarna.\nOla: Det gör inte jag.\n"
PASSAGE = Span(TEXT.index("litar"), TEXT.index("litar") + 5)
ONE = DocumentId(1)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = create_project(tmp_path / "p.qcode", coder="Anna")
    (tmp_path / "1.txt").write_text(TEXT, encoding="utf-8")
    importing.import_paths(made, [tmp_path / "1.txt"])
    coding.apply_path(made, ONE, PASSAGE, "Tillit")
    return made


def elsewhere(act: Callable[[], object]) -> None:
    """Do something as another thread does, to its end."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(act).result()


def edit(project: Project) -> None:
    """Put words in before everything that is coded."""
    opened = project.text(ONE)
    change = TextChange.replace(opened.text, 0, 0, "I början: ")
    text_editing.edit_text(project, ONE, change)


def test_a_thread_sees_one_state_until_it_has_read_all(project: Project) -> None:
    with project.one_state():
        before = project.text(ONE).text
        elsewhere(lambda: edit(project))
        assert project.text(ONE).text == before == TEXT
        with project.one_state():
            assert project.text(ONE).text == TEXT
        with project.reading() as view:
            (found,) = segments.find_segments(view, documents=[ONE])
        assert found.span == PASSAGE
        news: list[str] = []
        elsewhere(lambda: news.append(project.text(ONE).text))
        assert news == ["I början: " + TEXT]
    assert project.text(ONE).text == "I början: " + TEXT


def test_the_state_is_let_go_of_when_something_goes_wrong(project: Project) -> None:
    @of_one_state
    def read(project: Project) -> None:
        elsewhere(lambda: edit(project))
        raise LookupError(project.text(ONE).text)

    with pytest.raises(LookupError):
        read(project)
    assert project.text(ONE).text == "I början: " + TEXT


@pytest.mark.parametrize("seen", ["segment", "excerpts", "contexts", "report"])
def test_a_passage_reads_as_it_was_coded_while_its_text_is_edited(
    seen: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of them reads the coding first, and then its text."""
    text = Project.text

    def later(self: Project, document: DocumentId) -> object:
        if not edited:
            edited.append(document)
            elsewhere(lambda: edit(self))
        return text(self, document)

    edited: list[DocumentId] = []
    monkeypatch.setattr(Project, "text", later)
    if seen == "segment":
        assert inspection.inspect_segment(project, SegmentId(1)).text == "litar"
    elif seen == "excerpts":
        assert [each.text for each in retrieval.excerpts_of(project, [SegmentId(1)])] == ["litar"]
    elif seen == "contexts":
        context = contexts.contexts_of(project, [SegmentId(1)])[SegmentId(1)]
        assert context.before == "Anna: Jag "
    else:
        (code,) = make_bundle(project).codes
        assert [each.text for each in code.excerpts] == ["litar"]
    assert edited
