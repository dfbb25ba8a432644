"""Codes that are only a colour, in the user's language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qcode.services import coding, exchange_in, projects
from qcode.services.exchange_files import read_project
from qcode.services.language import set_language

PdfMaker = Callable[..., bytes]
PAGE = ("BT /F1 20 Tf 50 700 Td (I trusted them) Tj ET", "/Annots [4 0 R 5 0 R 6 0 R]")
QUADS = "/Rect [50 690 600 720] /QuadPoints [50 720 600 720 50 690 600 690]"
MARKS = (
    f"<< /Type /Annot /Subtype /Highlight {QUADS} /C [1 1 0] /T (Ines) >>",
    f"<< /Type /Annot /Subtype /StrikeOut {QUADS} /T (Ines) >>",
    f"<< /Type /Annot /Subtype /Underline {QUADS} /C [1 0 0] /Contents (trust: yes) /T (Olle) >>",
)


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", {"Yellow highlight", "Strike-out", "trust"}),
        ("sv", {"Gul överstrykning", "Genomstrykning", "trust"}),
    ],
)
def test_highlights_come_in_as_codings_by_those_who_made_them(
    drawn_pdf: PdfMaker, tmp_path: Path, language: str, names: set[str]
) -> None:
    set_language(language)
    (tmp_path / "marked.pdf").write_bytes(drawn_pdf(PAGE, objects=MARKS))
    read = read_project(tmp_path / "marked.pdf", coded=True)
    with projects.create_project(tmp_path / "p.qcode", coder="Ines") as project:
        exchange_in.take_in(project, read, name="marked.pdf")
        (document,) = project.documents()
        codebook, coders = project.codebook(), {each.id: each.name for each in project.coders()}
        found = coding.segments_of(project, document.id)
        text = project.text(document.id).text
    assert {codebook[each.code].name for each in found} == names
    assert {text[each.start : each.end] for each in found} == {"I trusted them"}
    by = {codebook[each.code].name: coders[each.coder] for each in found}
    assert by["trust"] == "Olle"
    assert (document.source_format, document.source_hash is not None) == ("pdf", True)
