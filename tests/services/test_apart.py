"""Work in another process: the same answers and errors, whatever happens to it on the way."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from qcode.model.document import DocumentId
from qcode.model.errors import Cancelled, UserError
from qcode.model.finding import Finding
from qcode.model.job import SILENT, Job
from qcode.model.report import DEFAULTS
from qcode.model.text import Span
from qcode.services import apart, coding, exporting
from qcode.services.projects import Project
from qcode.services.report_preview import preview
from qcode.services.retrieval import EVERYTHING

HERE = os.getpid()


@pytest.fixture(autouse=True, scope="module")
def _nobody_waits() -> Iterator[None]:
    """Begin and end with no process that waits; to start one for each test takes too long."""
    apart.let_go()
    yield
    apart.let_go()


class Heard:
    """A job that keeps what it hears, and stops when it has heard so much."""

    def __init__(self, *, stop_at: int = 1000) -> None:
        self.steps: list[tuple[int, int]] = []
        self._stop_at = stop_at

    def progress(self, done: int, total: int, detail: str = "") -> None:
        self.steps.append((done, total))

    def check(self) -> None:
        if len(self.steps) >= self._stop_at:
            raise Cancelled


# What is done there. Work goes over by its name, so it stands in the module.


def tell_process(_project: Project, *, job: Job) -> int:
    for step in range(1, 4):
        job.progress(step, 3)
    return os.getpid()


def tell_project(project: Project, *, job: Job) -> tuple[bool, str, int]:
    return project.read_only, project.coder, project.last_operation()


def tell_much(_project: Project, *, job: Job) -> list[Span]:
    return [Span(at, at + 1) for at in range(100_000)]


def refuse(_project: Project, *, job: Job) -> None:
    raise UserError("file_exists", path="/somewhere")


def die_elsewhere(_project: Project, *, job: Job, here: int) -> int:
    if os.getpid() != here:
        os._exit(1)
    return here


def fail(_project: Project, *, job: Job) -> None:
    raise ZeroDivisionError


def go_on(_project: Project, *, job: Job, left: Path) -> None:
    job.progress(1, 2)
    try:
        while True:
            time.sleep(0.01)
            job.check()
    finally:
        left.write_text("tidy", encoding="utf-8")


def test_the_work_is_done_elsewhere_and_its_progress_is_heard(project: Project) -> None:
    heard = Heard()
    assert apart.run_apart(project, tell_process, heard) != HERE
    assert heard.steps == [(1, 3), (2, 3), (3, 3)]


def test_a_project_is_checked_elsewhere_and_its_copies_here(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_MANY_SEGMENTS", 0)
    backup = Finding("backup", "/full")
    monkeypatch.setattr(project, "failed_backups", lambda: [backup])
    monkeypatch.setattr(project, "verify", lambda _job: pytest.fail("checked here"))
    assert apart.verify_beside(project, SILENT) == [backup]


def test_a_small_project_is_checked_here_and_each_finding_is_told_once(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = Finding("backup", "/full")
    monkeypatch.setattr(project, "failed_backups", lambda: [backup])
    assert apart.verify_beside(project, SILENT) == [backup]


def test_the_next_work_has_the_same_process(project: Project) -> None:
    first = apart.run_apart(project, tell_process, SILENT)
    assert apart.run_apart(project, tell_process, SILENT) == first


def test_the_project_there_is_as_it_was_committed_here(project: Project, first: DocumentId) -> None:
    coding.apply_path(project, first, Span(0, 4), "Ny")
    expected = (True, project.coder, project.last_operation())
    assert apart.run_apart(project, tell_project, SILENT) == expected


def test_the_users_case_comes_back_as_it_was(project: Project) -> None:
    with pytest.raises(UserError) as caught:
        apart.run_apart(project, refuse, SILENT)
    assert (caught.value.code, caught.value.params) == ("file_exists", {"path": "/somewhere"})
    apart.run_apart(project, tell_process, SILENT)


def test_a_process_that_dies_leaves_the_work_to_be_done_here(project: Project) -> None:
    assert apart.run_apart(project, partial(die_elsewhere, here=HERE), SILENT) == HERE


def test_one_that_died_while_it_waited_is_replaced(project: Project) -> None:
    first = apart.run_apart(project, tell_process, SILENT)
    worker = apart._kept._worker
    assert worker is not None
    worker._process.kill()
    worker._process.join()
    assert apart.run_apart(project, tell_process, SILENT) not in (first, HERE)


def test_a_fault_of_ours_shows_itself_here(project: Project) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        apart.run_apart(project, fail, SILENT)
    assert caught.traceback[-1].name == "fail"


def test_one_that_is_stopped_tidies_up_and_goes_on_with_the_next(
    project: Project, tmp_path: Path
) -> None:
    first = apart.run_apart(project, tell_process, SILENT)
    left = tmp_path / "left"
    with pytest.raises(Cancelled):
        apart.run_apart(project, partial(go_on, left=left), Heard(stop_at=1))
    assert left.read_text(encoding="utf-8") == "tidy"
    assert apart.run_apart(project, tell_process, SILENT) == first


def test_one_that_nobody_needs_is_ended(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "KEPT", 0.05)
    apart.run_apart(project, tell_process, SILENT)
    end = time.monotonic() + 30
    while apart._kept._worker is not None:
        assert time.monotonic() < end
        time.sleep(0.01)


def test_what_is_little_is_done_here(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert apart.run_beside(project, tell_process, SILENT) == HERE
    monkeypatch.setattr(apart, "_MANY_SEGMENTS", 0)
    assert apart.run_beside(project, tell_process, SILENT) != HERE


def test_long_texts_are_much_too(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_MANY_CHARACTERS", project.documents()[0].length)
    assert apart.run_beside(project, tell_process, SILENT) != HERE


def test_reports_and_previews_are_the_same_from_there(
    project: Project, first: DocumentId, tmp_path: Path
) -> None:
    coding.apply_path(project, first, Span(4, 30), "Tillit")
    seen = partial(preview, selection=EVERYTHING, options=DEFAULTS)
    there, here = apart.run_apart(project, seen, SILENT), seen(project, job=SILENT)
    assert (len(there.sections), there.whole) == (len(here.sections), True)
    out = tmp_path / "rapport.md"
    result = apart.run_apart(project, partial(exporting.export, out=out), SILENT)
    assert (result.path, result.segments) == (out, 1)
    assert project.text(first).text[4:30].split("\n")[0] in out.read_text(encoding="utf-8")


def test_a_long_answer_is_read_in_pieces_between_which_others_go_first(
    project: Project, asked_in: Callable[[Callable[[], object]], int]
) -> None:
    answers: list[list[Span]] = []
    assert asked_in(lambda: answers.append(apart.run_apart(project, tell_much, SILENT))) > 10
    assert answers[0][-1] == Span(99_999, 100_000)
