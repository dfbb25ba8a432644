"""Codes in the comments of Word files: by hand, and as Dedoose writes them."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from qcode.formats.coded_docx import PROJECT_READER

TEXT = "I trusted them as a child."


def read(tmp_path: Path, comment: str) -> tuple[list[str], list[str]]:
    """Write a text with a comment; return the codes and memos that it is read as."""
    path = tmp_path / "coded.docx"
    file = docx.Document()
    paragraph = file.add_paragraph(TEXT)
    file.add_comment(paragraph.runs, text=comment, author="Kim", initials="K")
    file.save(str(path))
    project = PROJECT_READER.read(path)
    assert {(each.start, each.end) for each in project.segments} == {(0, len(TEXT))}
    return [code.name for code in project.codes], [memo.text for memo in project.memos]


@pytest.mark.parametrize(
    ("comment", "codes", "memos"),
    [
        ("trust; city", ["trust", "city"], []),
        ("trust: as a child", ["trust"], ["as a child"]),
    ],
)
def test_what_a_comment_says_becomes_codes_and_what_follows_a_colon_a_memo(
    tmp_path: Path, comment: str, codes: list[str], memos: list[str]
) -> None:
    assert read(tmp_path, comment) == (codes, memos)


def test_the_heading_of_dedoose_is_no_code_and_its_colons_belong_to_names(tmp_path: Path) -> None:
    comment = "Codes (485-522)\nOverall: impressions\nPersonal - changed"
    assert read(tmp_path, comment) == (["Overall: impressions", "Personal - changed"], [])
