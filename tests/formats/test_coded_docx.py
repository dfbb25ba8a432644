"""Codes in the comments of Word files: by hand, and as Dedoose writes them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

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


def test_an_answer_is_a_memo_on_what_it_answers_unless_it_names_codes(tmp_path: Path) -> None:
    path = tmp_path / "coded.docx"
    file = docx.Document()
    first, second = file.add_paragraph(TEXT), file.add_paragraph("Not at night.")
    said = ["trust; city", "I doubt that: she says so.", "fear", "trust"]
    for paragraph, text in zip((first, first, second, second), said, strict=True):
        file.add_comment(paragraph.runs, text=text, author=f"By {text[:5]}", initials="")
    file.save(str(path))
    _answer(path, {1: 0, 3: 2})
    project = PROJECT_READER.read(path)
    codes = {each.guid: each.name for each in project.codes}
    coders = {each.guid: each.name for each in project.coders}
    assert [(codes[each.code], coders[each.coder], each.start) for each in project.segments] == [
        ("trust", "By trust", 0),
        ("city", "By trust", 0),
        ("fear", "By fear", len(TEXT) + 1),
        ("trust", "By trust", len(TEXT) + 1),
    ]
    (memo,) = project.memos
    assert (memo.text, coders[memo.coder]) == ("I doubt that: she says so.", "By I dou")
    assert [link.segment for link in memo.links] == [each.guid for each in project.segments[:2]]
    assert project.losses == ()


def _answer(path: Path, above: dict[int, int]) -> None:
    """Say which comments of a file answer which, by their numbers, as Word does."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "http://schemas.microsoft.com/office/word/20{}/wordml"
    root = etree.fromstring(parts["word/comments.xml"])
    for number, paragraph in enumerate(root.iter("{*}p")):
        paragraph.set(f"{{{name.format(10)}}}paraId", f"{number:08X}")
    parts["word/comments.xml"] = etree.tostring(root)
    rows = (f'<x:commentEx x:paraId="{a:08X}" x:paraIdParent="{b:08X}"/>' for a, b in above.items())
    xml = f'<x:commentsEx xmlns:x="{name.format(12)}">{"".join(rows)}</x:commentsEx>'
    parts["word/commentsExtended.xml"] = xml.encode()
    kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    relation = f'<Relationship Id="rX" Type="{kind}" Target="commentsExtended.xml"/></Relation'
    listing = parts["word/_rels/document.xml.rels"].replace(b"</Relation", relation.encode())
    parts["word/_rels/document.xml.rels"] = listing
    with zipfile.ZipFile(path, "w") as package:
        for part, data in parts.items():
            package.writestr(part, data)


def test_the_heading_of_dedoose_is_no_code_and_its_colons_belong_to_names(tmp_path: Path) -> None:
    comment = "Codes (485-522)\nOverall: impressions\nPersonal - changed"
    assert read(tmp_path, comment) == (["Overall: impressions", "Personal - changed"], [])
