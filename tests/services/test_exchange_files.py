"""Projects of other programs as files: opened as projects, written out, every loss in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qcode.formats import project_readers
from qcode.formats.base import Loss
from qcode.formats.exchange import ExchangeCode, ExchangeDocument, ExchangeProject, FoundOffsets
from qcode.formats.foreign_values import ForeignLoss
from qcode.formats.refi.losses import RefiLoss
from qcode.formats.refi.write_tally import INTRODUCTION, QdpxLoss
from qcode.model.errors import Cancelled, UserError
from qcode.model.text import Span
from qcode.services import coding, exchange_files, exchange_out
from qcode.services.exchange_losses import is_kept, words_of_file
from qcode.services.exchange_plan import ExchangeLoss, Noun
from qcode.services.exchange_words import NOUNS, count_words, is_unsure, offset_words
from qcode.services.file_words import loss_words
from qcode.services.language import catalogue
from qcode.services.projects import Project

GUID = "7c0bdb0a-6f1e-4f0e-9d5b-1c5a7f5c0001"
THEIRS = ExchangeProject(
    " Deras\nstudie ",
    guid=GUID,
    description="Om torg",
    codes=(ExchangeCode("7c0bdb0a-6f1e-4f0e-9d5b-1c5a7f5c0002", "Tillit"),),
    documents=(
        ExchangeDocument("7c0bdb0a-6f1e-4f0e-9d5b-1c5a7f5c0003", "Cia", "Hej.", language="en"),
    ),
)


def test_a_project_becomes_one_of_its_own(tmp_path: Path) -> None:
    project, result = exchange_files.open_as_project(
        THEIRS, tmp_path / "ny", name="a.qdpx", coder="Kim"
    )
    with project:
        assert (project.info.name, project.info.guid) == ("Deras studie", GUID)
        assert (project.info.language, project.info.description) == ("en", "Om torg")
        assert result.new(Noun.DOCUMENTS) == 1
        assert project.verify() == []
    assert [path.name for path in tmp_path.iterdir()] == ["ny.qcode"]


def test_a_guid_that_is_none_is_not_kept(tmp_path: Path) -> None:
    project, _result = exchange_files.open_as_project(
        replace(THEIRS, guid="inget", name=""), tmp_path / "ny", name="a.qdpx", coder="Kim"
    )
    with project:
        assert project.info.name == "ny"
        assert len(project.info.guid) == 36


def test_opening_that_is_cancelled_leaves_no_file(tmp_path: Path) -> None:
    class Stops:
        def progress(self, done: int, total: int, detail: str = "") -> None:
            """Go on."""

        def check(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        exchange_files.open_as_project(THEIRS, tmp_path / "ny", name="a", coder="Kim", job=Stops())
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_can_be_read_where_a_reader_is(project: Project, tmp_path: Path) -> None:
    coding.apply_path(project, project.documents()[0].id, Span(3, 9), "Tillit/Nära")
    out = tmp_path / "ut.qdpx"
    said: list[tuple[Loss, ...]] = []
    result = exchange_files.export_project(project, out, before=said.append)
    assert (result.path, result.format, result.counts[Noun.SEGMENTS]) == (out, "qdpx", 1)
    assert said == [exchange_files.foresee(project, out).losses]
    assert said[0] == result.losses
    with pytest.raises(UserError, match="file_exists"):
        exchange_files.export_project(project, out, overwrite=False)
    for reader in project_readers.readers():
        if reader.knows(out):
            again = reader.read(out)
            assert [each.guid for each in again.segments] == [
                each.guid for each in exchange_out.gather(project).segments
            ]


def test_an_export_that_is_stopped_before_writes_nothing(project: Project, tmp_path: Path) -> None:
    def stop(_losses: tuple[Loss, ...]) -> None:
        raise Cancelled

    before = sorted(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        exchange_files.export_project(project, tmp_path / "ut.qdpx", before=stop)
    assert sorted(tmp_path.iterdir()) == before


def test_what_is_no_project_is_said_to_be_none(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Hej.")
    assert not exchange_files.is_project(text)
    assert not exchange_files.is_project(tmp_path / ("x" * 300))
    with pytest.raises(UserError, match="not_another_project"):
        exchange_files.read_project(text)
    with pytest.raises(UserError, match="file_missing"):
        exchange_files.read_project(tmp_path / "b.qdpx")


@pytest.mark.parametrize("kind", [*ExchangeLoss, *RefiLoss, *QdpxLoss, *ForeignLoss])
def test_every_loss_has_its_words(kind: str) -> None:
    words = loss_words(Loss(kind, 1234, "Anna"))
    assert "{" not in words
    assert "Anna" in words


def test_a_file_says_its_losses_in_its_language() -> None:
    words = words_of_file(catalogue("sv"))
    assert set(words) == {*QdpxLoss, INTRODUCTION}
    assert words[QdpxLoss.WEIGHTS].format(count=3) == "Ställenas vikter: 3"
    assert is_kept(Loss(QdpxLoss.WEIGHTS, 1))
    assert not is_kept(Loss(QdpxLoss.TOO_LARGE, 1))


def test_counts_are_told_in_one_line() -> None:
    assert count_words({Noun.DOCUMENTS: 1, Noun.SEGMENTS: 3}) == "1 document, 3 coded passages"
    assert count_words({}) == ""
    assert set(NOUNS) == set(Noun)


@pytest.mark.parametrize(
    ("score", "margin", "checked", "unsure"),
    [
        *((1.0, 0.5, 9, False), (1.0, 0.01, 9, True), (0.5, 0.4, 9, True), (0.0, 0.0, 0, False)),
        *((0.88, 0.6, 8, False), (0.88, 0.2, 8, True)),  # one passage of eight is marked oddly
    ],
)
def test_somebody_should_look_where_the_margin_is_small(
    score: float, margin: float, checked: int, unsure: bool
) -> None:
    found = FoundOffsets("x", "code point", score, margin, checked)
    assert is_unsure(found) == unsure
    assert ("Look" in offset_words(found, "Anna")) == unsure
