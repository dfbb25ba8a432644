"""A Word report read back as it is to be printed: what the window shows of it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.shared import Cm, Pt, RGBColor

from qcode.formats.bundle import ExportBundle
from qcode.formats.bundle_parts import ExportBar, ExportChart
from qcode.formats.docx_printed import read_printed
from qcode.formats.docx_report import DocxReport
from qcode.formats.printed import PAGE, PAGES, Printed, PrintedSection, PrintedTable
from qcode.model.errors import Cancelled
from qcode.model.report import Notes, ReportOptions

CHART = ExportChart("chart", "Koder", "Tillit 2", "Citat", (ExportBar("Tillit", 2, "#4477aa"),))


def printed(bundle: ExportBundle) -> tuple[PrintedSection, ...]:
    return read_printed(DocxReport().packed(bundle), bundle.charts)


def paragraphs(sections: tuple[PrintedSection, ...]) -> list[Printed]:
    blocks = (block for section in sections for block in section.blocks)
    return [block for block in blocks if isinstance(block, Printed)]


def tables(sections: tuple[PrintedSection, ...]) -> list[PrintedTable]:
    blocks = (block for section in sections for block in section.blocks)
    return [block for block in blocks if isinstance(block, PrintedTable)]


def test_the_file_in_memory_is_the_one_that_is_written(
    bundle: ExportBundle, tmp_path: Path
) -> None:
    DocxReport().write(bundle, tmp_path / "report.docx")
    assert DocxReport().packed(bundle) == (tmp_path / "report.docx").read_bytes()


def test_all_words_are_there_in_their_looks(bundle: ExportBundle) -> None:
    found = paragraphs(printed(bundle))
    texts = [each.text for each in found]
    for code in bundle.codes:
        assert code.name in texts
        for excerpt in code.excerpts:
            for line in excerpt.text.split("\n"):
                assert any(line in text for text in texts), line
    title = next(each for each in found if each.text == bundle.title)
    assert (title.letters.font, title.letters.color) == ("Calibri", "#1f2a36")
    quote = next(each for each in found if "Torget är vårt." in each.text)
    assert quote.letters.font == "Cambria"
    assert quote.shape.keep_next
    assert dict(quote.shape.edges)["left"].color == "#c3ccd4"
    hebrew = next(each for each in found if "אני" in each.text)
    assert hebrew.shape.mirrored


def test_headings_have_levels_and_tables_their_heads(bundle: ExportBundle) -> None:
    sections = printed(bundle)
    levels = {each.text: each.shape.level for each in paragraphs(sections) if each.shape.level}
    assert (levels["Tillit & förtroende"], levels["Staden"]) == (1, 2)
    for table in tables(sections):
        assert [row.header for row in table.rows] == [True] + [False] * (len(table.rows) - 1)
        assert table.low_heads
        assert {"top", "bottom", "insideH"} <= set(dict(table.edges))
        assert all(len(row.cells) == len(table.widths) for row in table.rows)


def test_the_foot_of_a_page_has_fields(bundle: ExportBundle) -> None:
    section = printed(bundle)[-1]
    (foot,) = section.foot
    assert [piece.field for piece in foot.pieces if piece.field] == [PAGE, PAGES]
    assert section.head[0].text == "Lillköping · Trygghet på torget"


def test_memos_are_remarks_on_marked_words_or_footnotes(bundle: ExportBundle) -> None:
    noted = [each for each in paragraphs(printed(bundle)) if each.remarks]
    assert [remark.author for each in noted for remark in each.remarks] == [
        "Åsa Öst-Berg",
        "Bo Ek",
    ]
    below = replace(bundle, options=ReportOptions(notes=Notes.FOOTNOTES))
    found = [each for each in paragraphs(printed(below)) if each.footnotes]
    notes = [note[0].text for each in found for note in each.footnotes]
    assert [note[0] for note in notes] == ["1", "2"]
    assert "Håller med." in notes[1]


def test_a_chart_is_a_picture_with_its_words(bundle: ExportBundle) -> None:
    found = paragraphs(printed(replace(bundle, charts=(CHART,))))
    (picture,) = [each.picture for each in found if each.picture]
    assert picture.chart == CHART
    assert picture.alt == "Tillit 2"
    assert picture.width > picture.height > 0


def test_a_template_gives_fonts_colours_margins_and_its_footer(bundle: ExportBundle) -> None:
    template = docx.Document()
    style = template.styles["Normal"]
    style.font.name, style.font.size = "Georgia", Pt(13)
    template.styles["Heading 1"].font.color.rgb = RGBColor(0x80, 0, 0)
    template.sections[0].left_margin = Cm(4)
    template.sections[0].footer.paragraphs[0].text = "Institutionen"
    held = io.BytesIO()
    template.save(held)
    sections = printed(replace(bundle, template=held.getvalue()))
    assert sections[0].margins[3] == pytest.approx(Cm(4).twips, abs=1)
    assert sections[-1].foot[0].text == "Institutionen"
    found = paragraphs(sections)
    filter_line = next(each for each in found if each.text.startswith("Urval"))
    assert (filter_line.letters.font, filter_line.letters.size) == ("Georgia", 26)
    heading = next(each for each in found if each.shape.level == 1)
    assert heading.letters.color == "#800000"


def test_reading_stops_when_asked(bundle: ExportBundle) -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_printed(DocxReport().packed(bundle), (), stop)


def test_what_no_style_says_has_the_words_usual_looks(bundle: ExportBundle) -> None:
    data = io.BytesIO(DocxReport().packed(bundle))
    bare = io.BytesIO()
    with zipfile.ZipFile(data) as full, zipfile.ZipFile(bare, "w") as without:
        for name in full.namelist():
            if name != "word/styles.xml":
                without.writestr(name, full.read(name))
    found = paragraphs(read_printed(bare.getvalue(), ()))
    assert {each.letters.font for each in found} == {"Times New Roman"}
