"""The shared transcripts give exactly the turns that stand beside them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from qcode.formats.registry import read_document
from qcode.model.layout import Turn, turn_text
from qcode.model.text import Span

TURNS = Path(os.environ.get("QCODE_DATA", Path(__file__).resolve().parents[3] / "shared/data"))
TURNS /= "turns"


def expectations() -> dict[str, Any]:
    expected = TURNS / "expected.json"
    found: dict[str, Any] = (
        json.loads(expected.read_text("utf-8"))["files"] if expected.exists() else {}
    )
    return found


def words(text: str, turn: Turn, *, is_front_matter: bool) -> str:
    """Line breaks inside a turn become one space; front matter keeps its line breaks."""
    if is_front_matter:
        return text[turn.body[0].start : turn.body[-1].end].strip()
    return turn_text(text, turn)


@pytest.mark.skipif(not expectations(), reason="the shared transcripts are not on this machine")
@pytest.mark.parametrize("name", sorted(expectations()))
def test_a_shared_transcript_has_the_turns_that_are_expected(name: str) -> None:
    expected = expectations()[name]
    document = read_document(TURNS / name)
    text, turns = document.text, document.layout.turns
    timed = any(turn.start_ms is not None for turn in turns[:1])
    # A document without turns is one speakerless stretch of text.
    turns = turns or (Turn(0, len(text), (Span(0, len(text)),)),)
    assert document.turn_dialect == expected["dialect"]
    assert document.encoding == expected["encoding"]
    assert [
        {
            "speaker": turn.speaker,
            "start_ms": turn.start_ms,
            "end_ms": turn.end_ms,
            "text": words(
                text, turn, is_front_matter=index == 0 and turn.speaker is None and not timed
            ),
        }
        for index, turn in enumerate(turns)
    ] == expected["turns"]
