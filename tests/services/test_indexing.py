"""Building the index in a process of its own, whatever happens to it on the way."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qcode.index import ledger
from qcode.index.search import SearchIndex
from qcode.index.versions import VersionFolder
from qcode.index.writer import write_lock
from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.errors import Cancelled, UserError
from qcode.services import documents, importing, text_editing
from qcode.services.folders import cache_folder
from qcode.services.indexing import Indexer
from qcode.services.projects import Project
from qcode.services.searching import Searcher

TEXTS = 8
QUERIES = ("trygghet", "ladan", "gemensamt", "gemen*", '"ord3 ord4"', "NOT gemensamt", "text5x77")


@pytest.fixture
def searcher(project: Project, tmp_path: Path) -> Iterator[Searcher]:
    """The search of the two interviews and some long texts, which nothing was indexed of."""
    paths = [tmp_path / f"text{number}.txt" for number in range(TEXTS)]
    for number, path in enumerate(paths):
        words = " ".join(f"ord{word} text{number}x{word}" for word in range(500))
        path.write_text(f"gemensamt\n{words}\n", encoding="utf-8")
    importing.import_paths(project, paths, language="sv")
    made = Searcher(project)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a process of its own for more than one source."""
    monkeypatch.setattr("qcode.services.indexing.SCANNED", 1)


@pytest.fixture
def _only_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        SearchIndex, "fill", lambda *_a, **_k: pytest.fail("indexed in this process")
    )


def test_an_index_is_made_anew_and_keeps_nothing_of_before(searcher: Searcher) -> None:
    indexer = Indexer(searcher)
    assert indexer.update() == 0
    folder = cache_folder(searcher.project.info.guid) / "index"
    before = {path.name for path in folder.rglob("*.pst")}
    assert indexer.rebuild() == 0
    assert searcher.search("gemensamt").total == TEXTS
    after = {path.name for path in folder.rglob("*.pst")}
    assert after and after.isdisjoint(before)


def test_an_index_that_another_writes_is_not_made_anew(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    Indexer(searcher).update()
    monkeypatch.setattr("qcode.index.writer.PATIENCE", 0)
    folder = cache_folder(searcher.project.info.guid) / "index"
    with write_lock(VersionFolder(folder)), pytest.raises(UserError, match="index_busy"):
        Indexer(searcher).rebuild()
    assert searcher.search("gemensamt").total == TEXTS
    assert searcher.behind() == 0


class Watcher:
    """A job that writes down what it hears, and does something at the first news."""

    def __init__(self, act: Callable[[], object] = lambda: None) -> None:
        self.heard: list[tuple[int, int]] = []
        self._act = act
        self.stopped = False

    def progress(self, done: int, total: int, detail: str = "") -> None:
        self.heard.append((done, total))
        if len(self.heard) == 1:
            self._act()

    def check(self) -> None:
        if self.stopped:
            raise Cancelled

    def goes_on_to_the_end(self) -> bool:
        dones, totals = zip(*self.heard, strict=True)
        return list(dones) == sorted(dones) and dones[-1] == totals[-1] >= TEXTS


def totals(searcher: Searcher) -> list[int]:
    """How much is found; the answers are complete."""
    found = [searcher.search(query) for query in QUERIES]
    assert not any(each.missing for each in found)
    return [each.total for each in found]


def built(searcher: Searcher, job: Watcher, indexer: Indexer | None = None) -> None:
    """Update until nothing is missing, which is at the second attempt at the latest."""
    indexer = indexer or Indexer(searcher)
    assert indexer.update(job) == 0 or indexer.update() == 0
    assert (searcher.behind(), searcher.gone()) == (0, 0)


def edit(project: Project) -> None:
    row = project.documents()[0]
    text = project.text(row.id).text
    text_editing.edit_text(project, row.id, TextChange.replace(text, len(text), len(text), "ladan"))


@pytest.mark.usefixtures("_only_elsewhere")
def test_many_texts_are_indexed_elsewhere_and_each_is_counted(searcher: Searcher) -> None:
    right, job = totals(searcher), Watcher()
    assert Indexer(searcher).update(job) == 0
    assert job.heard == [(number, TEXTS + 2) for number in range(TEXTS + 3)]
    assert searcher.behind() == 0
    assert totals(searcher) == right


@pytest.mark.usefixtures("_only_elsewhere")
def test_many_texts_that_went_are_taken_out_elsewhere(searcher: Searcher) -> None:
    documents.delete_documents(searcher.project, [one.id for one in searcher.project.documents()])
    assert Indexer(searcher).update() == 0
    assert searcher.gone() == 0


def test_what_is_committed_during_the_build_is_found_at_once_and_after(searcher: Searcher) -> None:
    project, during = searcher.project, []

    def commit() -> None:
        edit(project)
        documents.delete_documents(project, [DocumentId(TEXTS + 2)])
        during.append(totals(searcher))

    before, job = totals(searcher), Watcher(commit)
    built(searcher, job)
    assert job.goes_on_to_the_end()
    assert during == [totals(searcher)]
    assert (before[1], during[0][1]) == (0, 1)
    assert (before[2], during[0][2]) == (TEXTS, TEXTS - 1)


def test_a_build_that_is_cancelled_leaves_nothing_by_halves(searcher: Searcher) -> None:
    right, indexer = totals(searcher), Indexer(searcher)
    job = Watcher(lambda: setattr(job, "stopped", True))
    with pytest.raises(Cancelled):
        indexer.update(job)
    assert indexer._process is None
    assert totals(searcher) == right
    built(searcher, Watcher(), indexer)
    assert totals(searcher) == right


def test_a_program_that_ends_waits_for_no_build(searcher: Searcher) -> None:
    right, indexer = totals(searcher), Indexer(searcher)
    left = indexer.update(Watcher(indexer.stop))
    assert left == searcher.behind()
    assert indexer.update() == left  # nothing is begun any more
    assert totals(searcher) == right


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_what_a_killed_build_left_undone_is_done_here(searcher: Searcher) -> None:
    right, indexer = totals(searcher), Indexer(searcher)

    def kill() -> None:
        assert indexer._process is not None
        os.kill(indexer._process.pid, signal.SIGKILL)

    job = Watcher(kill)
    built(searcher, job, indexer)
    assert job.goes_on_to_the_end()
    assert totals(searcher) == right


def test_where_no_process_can_be_started_it_is_done_here(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise BlockingIOError(11, "no more processes")

    right, job = totals(searcher), Watcher()
    monkeypatch.setattr("qcode.services.indexing.subprocess.Popen", refuse)
    built(searcher, job)
    assert job.goes_on_to_the_end()
    assert totals(searcher) == right


@contextmanager
def full_disk() -> Iterator[None]:
    """No file gets longer than this: here, and in processes that are started here."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_on_a_full_disk_nothing_is_indexed_and_everything_found(searcher: Searcher) -> None:
    right, indexer = totals(searcher), Indexer(searcher)
    with full_disk():
        assert indexer.update() > 0
        assert totals(searcher) == right
    built(searcher, Watcher(), indexer)
    assert totals(searcher) == right


def test_a_folder_that_is_deleted_under_the_build_is_made_again(searcher: Searcher) -> None:
    folder = cache_folder(searcher.project.info.guid) / "index"
    right = totals(searcher)
    built(searcher, Watcher(lambda: shutil.rmtree(folder, ignore_errors=True)))
    assert totals(searcher) == right
    shutil.rmtree(folder)
    assert totals(searcher) == right
    built(searcher, Watcher())
    assert folder.is_dir()
    assert totals(searcher) == right


def test_where_no_folder_can_be_made_everything_is_read(
    project: Project, searcher: Searcher
) -> None:
    folder = cache_folder(project.info.guid) / "index"
    folder.write_text("in the way")
    right = totals(searcher)
    assert Indexer(searcher).update() == TEXTS + 2
    assert totals(searcher) == right
    edit(project)
    assert totals(searcher)[1] == 1
    assert folder.read_text() == "in the way"


# -- two versions of QCode


@pytest.fixture
def other_version(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Be another version of QCode, or this one again."""
    ours = ledger.versions()

    def be(other: bool) -> None:
        told = ours | {"format": 0} if other else ours
        for module in ("ledger", "versions"):
            monkeypatch.setattr(f"qcode.index.{module}.versions", lambda: told)

    return be


@pytest.mark.parametrize("damaged", [False, True])
def test_two_versions_take_turns_and_neither_builds_twice(
    project: Project, other_version: Callable[[bool], None], damaged: bool
) -> None:
    def use(other: bool, missing: int) -> None:
        other_version(other)
        searcher = Searcher(project)
        assert searcher.behind() == missing
        assert searcher.search("trygghet").total == 2
        assert searcher.search("ladan").total == edits
        searcher.update()
        assert searcher.search("trygghet").total == 2
        assert searcher.search("ladan").total == edits
        searcher.close()

    edits = 0
    use(False, 2)
    if damaged:
        for path in (cache_folder(project.info.guid) / "index").rglob("*.*"):
            path.write_bytes(b"\x80\x02noise" * 40)
    use(True, 2)
    use(False, 2 if damaged else 0)
    use(True, 0)
    edit(project)
    edits = 1
    use(False, 1)
    use(True, 1)
    use(False, 0)
