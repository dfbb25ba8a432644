"""Transcripts saved for Word: who speaks stays known through runs, breaks and tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qcode.formats.registry import read_document
from qcode.model.layout import turn_text

Maker = Callable[..., Path]


def run(words: str, *, bold: bool = False) -> str:
    style = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def said(path: Path) -> list[tuple[str | None, int | None, int | None, str]]:
    document = read_document(path)
    return [
        (turn.speaker, turn.start_ms, turn.end_ms, turn_text(document.text, turn))
        for turn in document.layout.turns
        if turn.speaker
    ]


BREAK = "<w:r><w:br/></w:r>"


def test_teams_now_has_name_time_and_words_in_one_paragraph(docx: Maker) -> None:
    path = docx(
        paragraph(run("Samtal om skolstart-20250312_090312-Mötesinspelning", bold=True))
        + paragraph(run("12 mars 2025, 08:03"))
        + paragraph(run("23 min 41 s"))
        + paragraph(run("Lind, Vera", bold=True), run(" påbörjade transkription"))
        + paragraph(
            run("Lind, Vera", bold=True),
            run("   0:05"),
            BREAK,
            run("Hur var den första veckan?"),
            BREAK,
            run("Kommer du ihåg?"),
        )
        + paragraph(run("Ivar Ek", bold=True), run("   0:12"), BREAK, run("Lång, tyckte jag."))
        + paragraph(run("Lind, Vera", bold=True), run("   1:02:10"), BREAK, run("Tack."))
        + paragraph(run("Lind, Vera", bold=True), run(" stoppade transkription"))
    )
    assert said(path) == [
        ("Lind, Vera", 5000, 12_000, "Hur var den första veckan? Kommer du ihåg?"),
        ("Ivar Ek", 12_000, 3_730_000, "Lång, tyckte jag."),
        ("Lind, Vera", 3_730_000, None, "Tack."),
    ]


def test_teams_before_had_a_paragraph_for_the_times_of_each_cue(docx: Maker) -> None:
    path = docx(
        paragraph(
            run("0:0:0.0 --&gt; 0:0:3.480"), BREAK, run("Vera Lind"), BREAK, run("Hur var det?")
        )
        + paragraph(run("0:0:3.480 --&gt; 0:0:6.90"), BREAK, run("Ivar Ek"), BREAK, run("Långt."))
    )
    assert said(path) == [
        ("Vera Lind", 0, 3480, "Hur var det?"),
        ("Ivar Ek", 3480, 6900, "Långt."),
    ]


def test_otter_has_a_paragraph_for_name_and_time(docx: Maker) -> None:
    path = docx(
        paragraph(run("School start", bold=True))
        + paragraph(run("Wed, Mar 12, 2025 9:03AM • 23:41"))
        + paragraph(run("SUMMARY KEYWORDS", bold=True))
        + paragraph(run("school, first week, teachers"))
        + paragraph(run("SPEAKERS", bold=True))
        + paragraph(run("Vera Lind, Ivar Ek"))
        + paragraph(run("Vera Lind  00:03", bold=True))
        + paragraph(run("How was the first week?"))
        + paragraph(run("Ivar Ek  00:12", bold=True))
        + paragraph(run("Long, I thought."))
        + paragraph(run("Transcribed by https://otter.ai"))
    )
    assert said(path) == [
        ("Vera Lind", 3000, 12_000, "How was the first week?"),
        ("Ivar Ek", 12_000, None, "Long, I thought."),
    ]


def test_sonix_has_the_name_in_bold_before_the_time(docx: Maker) -> None:
    path = docx(
        paragraph(run("Speaker1:", bold=True), run(" [00:00:03] Hur var den första veckan?"))
        + paragraph(run("Speaker2:", bold=True), run(" [00:00:07] Lång, tyckte jag."))
    )
    assert said(path) == [
        ("Speaker1", 3000, 7000, "Hur var den första veckan?"),
        ("Speaker2", 7000, None, "Lång, tyckte jag."),
    ]


def test_a_table_of_time_name_and_words_gives_turns(docx: Maker) -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{paragraph(run(each))}</w:tc>' for each in cells)}</w:tr>"

    path = docx(
        "<w:tbl>"
        + row("00:00:03", "Vera", "Hur var den första veckan?")
        + row("00:00:07", "Ivar", "Lång, tyckte jag.")
        + row("00:00:11", "Vera", "Jaså.")
        + "</w:tbl>"
    )
    assert said(path) == [
        ("Vera", 3000, 7000, "Hur var den första veckan?"),
        ("Ivar", 7000, 11_000, "Lång, tyckte jag."),
        ("Vera", 11_000, None, "Jaså."),
    ]
