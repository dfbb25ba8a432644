"""The shared transcripts give exactly the turns that stand beside them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from qcode.formats.turns import detect_turns
from qcode.model.layout import Turn, turn_text
from qcode.model.text import Span

DATA = Path(os.environ.get("QCODE_DATA", Path(__file__).resolve().parents[3] / "shared/data"))
PLAIN = ("01", "02", "04", "06", "13", "15", "16", "20", "21", "23")


def files() -> list[str]:
    expected = DATA / "turns/expected.json"
    return sorted(json.loads(expected.read_text("utf-8"))["files"]) if expected.exists() else []


def text_of(text: str, turn: Turn, is_front_matter: bool) -> str:
    """Line breaks inside a turn become one space; front matter keeps its line breaks."""
    if is_front_matter:
        return text[turn.body[0].start : turn.body[-1].end].strip()
    return turn_text(text, turn)


@pytest.mark.skipif(not files(), reason="the shared transcripts are not on this machine")
@pytest.mark.parametrize("name", [name for name in files() if name.startswith(PLAIN)])
def test_a_plain_text_has_the_turns_that_are_expected(name: str) -> None:
    expected = json.loads((DATA / "turns/expected.json").read_text("utf-8"))["files"][name]
    raw = (DATA / "turns" / name).read_bytes().decode(expected["encoding"])
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    found = detect_turns(text)
    turns = found.turns or (Turn(0, len(text), (Span(0, len(text)),)),)
    assert found.dialect == expected["dialect"]
    assert [
        {
            "speaker": turn.speaker,
            "start_ms": turn.start_ms,
            "end_ms": turn.end_ms,
            "text": text_of(text, turn, index == 0 and turn.speaker is None),
        }
        for index, turn in enumerate(turns)
    ] == expected["turns"]
