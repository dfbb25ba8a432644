"""Transcripts as people and programs write them, each with the turns that its writer meant.

A sample is a text between "=== what it is" and "=== its dialect"; its turns follow, one a line:
speaker ("-" for none) | start .. end, in milliseconds | what is said.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qcode.formats.turns import detect_turns
from qcode.model.layout import Turn, turn_text

SAMPLES = sorted((Path(__file__).parent / "turn_samples").glob("*.txt"))
INVISIBLE = {r"\x15": "\x15", r"\u2028": "\u2028"}


def read(sample: Path) -> tuple[str, str, list[str]]:
    """Return the text, the dialect and the lines that describe the turns."""
    whole = sample.read_text("utf-8")
    for written, meant in INVISIBLE.items():
        whole = whole.replace(written, meant)
    found = re.fullmatch(r"=== [^\n]+\n(.*)\n=== (\w+)\n(.*)", whole, re.DOTALL)
    assert found, f"{sample.name} is not a sample"
    return found[1], found[2], found[3].splitlines()


def described(text: str, turn: Turn) -> str:
    start, end = ("" if ms is None else ms for ms in (turn.start_ms, turn.end_ms))
    return f"{turn.speaker or '-'} | {start} .. {end} | {turn_text(text, turn)}"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_a_transcript_gives_the_turns_that_its_writer_meant(sample: Path) -> None:
    text, dialect, turns = read(sample)
    found = detect_turns(text)
    assert [described(text, turn) for turn in found.turns] == turns
    assert found.dialect == dialect


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_naming_the_dialect_that_was_found_changes_nothing(sample: Path) -> None:
    text, dialect, _ = read(sample)
    assert detect_turns(text, dialect) == detect_turns(text)
