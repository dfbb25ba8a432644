"""Transcripts in the files of the programs that make them, read as a user's own would be.

Beside each sample stands what must come of it: its format, convention and losses, then a turn a
line: speaker ("-" for none) | start .. end, in milliseconds | what is said.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.formats.base import ImportedDocument
from qcode.formats.registry import read_document
from qcode.model.layout import turn_text

EXPECTED = sorted((Path(__file__).parent / "turn_samples" / "files").glob("*.turns"))


def described(document: ImportedDocument) -> list[str]:
    """Return a document as the files beside the samples do."""
    lost = " ".join(f"{loss.kind}={loss.count}" for loss in document.losses)
    lines = [f"{document.format} {document.turn_dialect} {lost}".strip()]
    for turn in document.layout.turns:
        start, end = ("" if ms is None else ms for ms in (turn.start_ms, turn.end_ms))
        said = turn_text(document.text, turn)
        lines.append(f"{turn.speaker or '-'} | {start} .. {end} | {said}")
    return lines


def test_there_is_a_sample_for_each_expectation() -> None:
    assert EXPECTED
    assert all(expected.with_suffix("").is_file() for expected in EXPECTED)


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_a_file_gives_the_turns_that_its_writer_meant(expected: Path) -> None:
    document = read_document(expected.with_suffix(""))
    assert described(document) == expected.read_text("utf-8").splitlines()
