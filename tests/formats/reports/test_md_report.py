"""The Markdown report, rendered by markdown-it, which follows CommonMark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qcode.formats.base import Loss
from qcode.formats.bundle import ExportBundle
from qcode.formats.md_report import EMPTY_PARAGRAPHS, MarkdownReport, escaped

BundleOf = Callable[..., ExportBundle]
MARKUP = st.text(st.sampled_from("\\`*_{}[]()<>#+-=.!|&;~$^:/\"'1a \t\u00a0å"))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")))
LINES = st.one_of(MARKUP, WORDS)


def paragraphs(text: str) -> list[str]:
    """Return what a reader sees of each block of text, marks such as bold left out."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    blocks = [token for token in parser.parse(text) if token.type == "inline"]
    return ["".join(child.content for child in block.children or ()) for block in blocks]


@given(line=LINES.filter(bool))
def test_an_escaped_line_reads_as_it_is(line: str) -> None:
    assert paragraphs(escaped(line)) == [line]


@given(line=LINES.filter(bool))
def test_an_escaped_line_reads_as_it_is_in_a_heading_and_in_a_cell(line: str) -> None:
    assert paragraphs(f"# {escaped(line)}") == [line]
    assert paragraphs(f"| a |\n| :-- |\n| {escaped(line)} |") == ["a", line]


@given(lines=st.lists(LINES, min_size=1, max_size=4))
def test_an_excerpt_reads_as_it_is_but_for_empty_paragraphs(
    lines: list[str], bundle_of: BundleOf
) -> None:
    text = "\n".join(lines)
    with TemporaryDirectory() as folder:
        path = Path(folder, "report.md")
        losses = MarkdownReport().write(bundle_of(text, quotes=("”", "”")), path)
        tokens = MarkdownIt("commonmark").parse(path.read_text(encoding="utf-8"))
    kinds = [token.type for token in tokens]
    quote = tokens[kinds.index("blockquote_open") : kinds.index("blockquote_close")]
    blocks = [token for token in quote if token.type == "inline"]
    found = ["".join(child.content for child in block.children or ()) for block in blocks]
    kept = [line for line in lines if line] or [""]
    kept[0], kept[-1] = "”" + kept[0], kept[-1] + "”" if len(kept) > 1 else "”" + kept[0] + "”"
    assert found == kept
    empty = lines.count("")
    assert losses == ((Loss(EMPTY_PARAGRAPHS, empty),) if empty else ())


def test_the_file_is_as_it_was_approved(
    bundle: ExportBundle, golden: Callable[[str, str], None], tmp_path: Path
) -> None:
    path = tmp_path / "report.md"
    MarkdownReport().write(bundle, path)
    golden("report.md", path.read_bytes().decode("utf-8"))


def test_every_space_of_unicode_survives_at_the_ends_of_a_line() -> None:
    spaces = [c for c in map(chr, range(0x3001)) if unicodedata.category(c) == "Zs"]
    for space in (*spaces, "\t"):
        assert paragraphs(escaped(f"{space}a{space}")) == [f"{space}a{space}"]


def test_a_file_has_every_part(full: ExportBundle, tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    MarkdownReport().write(full, path)
    text = path.read_text(encoding="utf-8")
    headings = re.findall("^## (.*)$", text, re.MULTILINE)
    assert headings[-6:] == [
        "Innehållsanalys",
        "Utdrag per dokument",
        "Per kod",
        "IP1",
        "Memos",
        "Så gjordes det",
    ]
    assert "se Tillit, nr 1" in text
    assert "- *Tillit · Bo Ek*" in text
    assert "| Tillit | 2 |" in text


def test_documents_show_what_is_known_of_them(bundle: ExportBundle, tmp_path: Path) -> None:
    known = replace(bundle.documents[0], alias="Karin", date="1 maj", attributes=(("Ort", "Åmål"),))
    path = tmp_path / "report.md"
    MarkdownReport().write(replace(bundle, documents=(known, bundle.documents[1])), path)
    text = path.read_text(encoding="utf-8")
    assert "| Dokument | Alias | Typ | Date | Ort | Språk |" in text
    assert "| IP1 | Karin | Intervju | 1 maj | Åmål | Svenska |" in text
