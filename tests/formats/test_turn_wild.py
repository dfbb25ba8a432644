"""Transcripts of many conventions, grouped, read as files: one group a file in `turn_wild`.

A group holds samples as in `turn_samples`, one after the other: "=== title", text, "=== dialect",
its turns. A title may begin with the name of the file ("zoom.vtt | ..."); it is sample.txt if not.
The group `not_transcripts` holds what looks like a transcript and is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from qcode.formats.registry import read_document
from qcode.model.layout import Turn, turn_text

GROUPS = sorted((Path(__file__).parent / "turn_wild").glob("*.txt"))


class Sample(NamedTuple):
    name: str
    text: str
    dialect: str
    turns: list[str]


def samples() -> Iterator[tuple[str, Sample]]:
    for group in GROUPS:
        parts = re.split(r"^=== (.*)\n", group.read_text("utf-8"), flags=re.MULTILINE)[1:]
        for title, text, dialect, turns in zip(*[iter(parts)] * 4, strict=True):
            named = re.match(r"(\w+\.\w+) \| ", title)
            name = named[1] if named else "sample.txt"
            yield f"{group.stem}: {title}", Sample(name, text, dialect, turns.splitlines())


SAMPLES = dict(samples())


def described(text: str, turn: Turn) -> str:
    start, end = ("" if ms is None else ms for ms in (turn.start_ms, turn.end_ms))
    return f"{turn.speaker or '-'} | {start} .. {end} | {turn_text(text, turn)}"


@pytest.mark.parametrize("title", SAMPLES)
def test_a_file_of_this_convention_gives_the_turns_that_its_writer_meant(
    title: str, tmp_path: Path
) -> None:
    sample = SAMPLES[title]
    path = tmp_path / sample.name
    path.write_text(sample.text, "utf-8")
    document = read_document(path)
    assert [described(document.text, turn) for turn in document.layout.turns] == sample.turns
    assert document.turn_dialect == sample.dialect


TEXTS = [
    title for title, sample in SAMPLES.items() if sample.dialect not in ("elan_tab", "whisper_tsv")
]


@pytest.mark.parametrize("title", [title for title in TEXTS if SAMPLES[title].name[-4:] == ".txt"])
def test_the_text_stays_as_it_was_written_whatever_turns_are_found(
    title: str, tmp_path: Path
) -> None:
    path = tmp_path / "sample.txt"
    path.write_text(SAMPLES[title].text, "utf-8")
    assert read_document(path).text.rstrip("\n") == SAMPLES[title].text.rstrip("\n")
