"""Codebooks in Markdown and in plain lists, as people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.formats.codebook_md_reader import read_text
from qcode.model.code_entries import CodeEntry
from qcode.model.errors import UserError

HERE = Path("codes.md")


def _codes(text: str) -> dict[str, CodeEntry]:
    return {"/".join(entry.names): entry for entry in read_text(text, HERE).entries}


@pytest.mark.parametrize(
    ("text", "definitions"),
    [
        (  # headings, the first of them a title
            "# My codebook\n\nAbout it.\n\n## Trust\n\nTo rely.\n\nOn *somebody*.\n\n"
            "### City\n\n## Place\n",
            {"Trust": "To rely.\n\nOn somebody.", "Trust/City": "", "Place": ""},
        ),
        ("# Trust\nt\n# Place\np\n", {"Trust": "t", "Place": "p"}),
        (  # a list, below a title or not
            "# Codes\n\n- Trust: to rely\n    - City – the town\n    - **Rumours**\n- Place\n",
            {"Trust": "to rely", "Trust/City": "the town", "Trust/Rumours": "", "Place": ""},
        ),
        ("1. Trust\n2. Place\n", {"Trust": "", "Place": ""}),
        (  # a table
            "Before.\n\n| Code | Meaning |\n|---|---|\n| Trust | to<br>rely |\n| Place | |\n",
            {"Trust": "to\nrely", "Place": ""},
        ),
    ],
)  # fmt: skip
def test_headings_lists_and_tables(text: str, definitions: dict[str, str]) -> None:
    assert {path: entry.definition for path, entry in _codes(text).items()} == definitions


def test_texts_are_known_by_their_labels() -> None:
    text = (
        "## Trust\n\nTo rely.\n\n**Use when:** somebody says so\n\nand means it\n\n"
        "*Använd inte när*: det bara hoppas\n\nExample: “I trust her.”\n\n"
        "## Place\n\n> A quotation.\n"
    )
    codes = _codes(text)
    assert codes["Trust"].use_when == "somebody says so\n\nand means it"
    assert codes["Trust"].avoid_when == "det bara hoppas"
    assert codes["Trust"].example == "“I trust her.”"
    assert codes["Place"].example == "A quotation."


def test_a_paragraph_that_would_take_the_parser_for_ever_is_refused() -> None:
    with pytest.raises(UserError, match="paragraph_too_long"):
        read_text("# Codes\n\n" + "![" * 100_000, HERE)
