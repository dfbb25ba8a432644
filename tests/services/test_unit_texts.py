"""What is read beside the index stays in memory for a while, and is never of before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qcode.index.units import SourceKey, SourceUnits
from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.services import memos, text_editing
from qcode.services.hit_texts import HitTexts
from qcode.services.projects import Project
from qcode.services.sources import Sources
from qcode.services.unit_texts import UnitTexts
from qcode.services.units import document_key


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[SourceKey]:
    """The sources that were read from the project, in order."""
    keys: list[SourceKey] = []
    real = Sources.read

    def note(now: Sources, project: Project, wanted: list[SourceKey]) -> Iterator[SourceUnits]:
        keys.extend(wanted)
        return real(now, project, wanted)

    monkeypatch.setattr(Sources, "read", note)
    return keys


def test_what_was_read_is_read_anew_only_when_it_has_changed(
    project: Project, first: DocumentId, read: list[SourceKey]
) -> None:
    memos.add_memo(project, "Zebra", "")
    now, texts = Sources.of(project), UnitTexts(project)
    before = list(texts.read(now, now.hashes))
    assert [source.key for source in before] == list(now.hashes)
    assert list(texts.read(now, now.hashes)) == before
    assert len(read) == 2 + 1 + 1  # each document once, a memo whenever it is asked for
    text = project.text(first).text
    text_editing.edit_text(project, first, TextChange.replace(text, len(text), len(text), " nyord"))
    changed = now.brought_up(project)
    (after, *_rest) = texts.read(changed, changed.hashes)
    assert after.units[-1].text.endswith("nyord")
    assert next(texts.read(now, now.hashes)) == before[0]  # of that moment still


def test_what_was_not_asked_for_the_longest_goes_first(
    project: Project, read: list[SourceKey], monkeypatch: pytest.MonkeyPatch
) -> None:
    now, texts = Sources.of(project), UnitTexts(project)
    one, other = now.hashes
    (whole,) = texts.read(now, [one])
    monkeypatch.setattr(
        "qcode.services.unit_texts._BUDGET", sum(len(unit.text) for unit in whole.units)
    )
    list(texts.read(now, [one, other, one]))
    assert read == [one, other, one]


def test_of_a_text_that_is_edited_again_and_again_only_the_newest_is_kept(
    project: Project, first: DocumentId
) -> None:
    units, hits = UnitTexts(project), HitTexts()
    for _edit in range(3):
        text = project.text(first).text
        text_editing.edit_text(
            project, first, TextChange.replace(text, len(text), len(text), " nytt")
        )
        now = Sources.of(project)
        (shown,) = units.read(now, [document_key(project.text(first).document)])
        with project.reading() as view:
            assert hits.read(view, project.text(first).document).text.endswith(" nytt")
        assert shown.units[-1].text.endswith(" nytt")
    assert len(units._kept) == len(hits._kept) == 1
    assert units._held == sum(len(unit.text) for unit in shown.units)
