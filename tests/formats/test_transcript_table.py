"""Tables of speech: rows become paragraphs, columns of times and names become turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.formats.base import ImportedDocument, ReadOptions
from qcode.formats.losses import Lost
from qcode.formats.transcript_table import READER, looks_like_speech_table
from qcode.model.layout import turn_text

ELAN = (
    "Kim\t\t00:00:01.200\t1.2\t00:00:03.000\t3.0\t00:00:01.800\t1.8\tHur är det?\n"
    "Kim\t\t00:00:07.000\t7.0\t00:00:08.000\t8.0\t00:00:01.000\t1.0\tJaha.\n"
    "IP5\tEva\t00:00:03.100\t3.1\t00:00:06.000\t6.0\t00:00:02.900\t2.9\tDet är bra.\n"
)


def read(folder: Path, content: str, options: ReadOptions | None = None) -> ImportedDocument:
    path = folder / "table.tsv"
    path.write_text(content, "utf-8")
    return READER.read(path, options or ReadOptions())


def said(document: ImportedDocument) -> list[tuple[str | None, int | None, int | None, str]]:
    return [
        (turn.speaker, turn.start_ms, turn.end_ms, turn_text(document.text, turn))
        for turn in document.layout.turns
    ]


def test_a_table_of_whisper_counts_milliseconds(tmp_path: Path) -> None:
    document = read(
        tmp_path, "start\tend\ttext\n0\t3480\tDet här är en intervju.\n3480\t7000\tJa.\n"
    )
    assert document.text == "Det här är en intervju.\nJa."
    assert document.turn_dialect == "whisper_tsv"
    assert said(document) == [(None, 0, 3480, "Det här är en intervju."), (None, 3480, 7000, "Ja.")]


def test_the_tiers_of_elan_are_woven_together_by_time(tmp_path: Path) -> None:
    document = read(tmp_path, ELAN)
    assert document.turn_dialect == "elan_tab"
    assert said(document) == [
        ("Kim", 1200, 3000, "Hur är det?"),
        ("Eva", 3100, 6000, "Det är bra."),
        ("Kim", 7000, 8000, "Jaha."),
    ]
    assert document.losses == ()


def test_headings_say_which_column_is_which_and_others_are_reported(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "Nr\tTimespan\tContent\tSpeaker\tRemark\n1\t0:00.0 - 0:03.5\tHej.\tAnna\tviskar\n"
        "2\t0:03.5 - 0:09.0\tHej hej.\tBo\t\n",
    )
    assert said(document) == [("Anna", 0, 3500, "Hej."), ("Bo", 3500, 9000, "Hej hej.")]
    assert [(loss.kind, loss.count, loss.detail) for loss in document.losses] == [
        (Lost.TABLE_COLUMNS, 1, "Remark")
    ]


def test_headings_in_swedish_with_decimal_commas(tmp_path: Path) -> None:
    document = read(
        tmp_path, "Talare\tStart\tSlut\tText\nAnna\t0,5\t2,25\tHej.\nBo\t2,25\t4\tHej hej.\n"
    )
    assert said(document) == [("Anna", 500, 2250, "Hej."), ("Bo", 2250, 4000, "Hej hej.")]


def test_elan_may_give_each_tier_a_column(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "Begin Time - hh:mm:ss.ms\tBegin Time - ss.msec\tEnd Time - hh:mm:ss.ms\tEnd Time - ss.msec"
        "\tDuration - hh:mm:ss.ms\tDuration - ss.msec\tKim\tEva\n"
        "00:00:01.200\t1.2\t00:00:03.000\t3.0\t00:00:01.800\t1.8\tHur är det?\t\n"
        "00:00:03.100\t3.1\t00:00:06.000\t6.0\t00:00:02.900\t2.9\t\tDet är bra.\n"
        "00:00:06.500\t6.5\t00:00:07.000\t7.0\t00:00:00.500\t0.5\tMm.\tJa.\n",
    )
    assert document.turn_dialect == "elan_tab"
    assert said(document) == [
        ("Kim", 1200, 3000, "Hur är det?"),
        ("Eva", 3100, 6000, "Det är bra."),
        ("Kim", 6500, 7000, "Mm."),
        ("Eva", 6500, 7000, "Ja."),
    ]
    assert document.losses == ()


def test_elan_may_count_milliseconds_and_name_its_files(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        '"#file:///samtal.eaf -- offset: 0"\nKim\t\t1200\t3000\t1800\tHur är det?\n'
        "Eva\tEva\t3100\t6000\t2900\tDet är bra.\n",
    )
    assert said(document) == [
        ("Kim", 1200, 3000, "Hur är det?"),
        ("Eva", 3100, 6000, "Det är bra."),
    ]


def test_whole_numbers_that_are_no_times_do_not_make_a_table_of_speech() -> None:
    assert not looks_like_speech_table("Åsa\t\t1200\t3000\t1801\thus\nBo\t\t31\t60\t29\tbåt\n")
    assert not looks_like_speech_table("Start\tEnd\tRoom\n10.00\t11.00\tAula\n11.00\t12.00\tSal\n")


@pytest.mark.parametrize(
    "table",
    [
        'Start,End,Speaker,Text\n0.5,2.25,Kim,"Hur, ""då"", är det?"\n2.25,00:04,Eva,Bra.\n',
        'Talare;Starttid;Sluttid;Text\nKim;0,5;2,25;"Hur, ""då"", är det?"\nEva;2,25;4,0;Bra.\n',
        'start,end,speaker,text\n500,2250,Kim,"Hur, ""då"", är det?"\n2250,4000,Eva," Bra."\n',
    ],
)
def test_commas_and_semicolons_part_columns_under_headings(table: str, tmp_path: Path) -> None:
    assert looks_like_speech_table(table)
    assert said(read(tmp_path, table)) == [
        ("Kim", 500, 2250, 'Hur, "då", är det?'),
        ("Eva", 2250, 4000, "Bra."),
    ]


def test_a_row_that_is_cut_short_among_commas_is_kept(tmp_path: Path) -> None:
    document = read(tmp_path, "Start,End,Text\n0.5,2.0,Hej.\nslut\n")
    assert document.text == "Hej.\nslut"


@pytest.mark.parametrize(
    "table",
    [
        "Id,Start,End,Text\n1,2025-03-12,2025-03-13,Bra\n2,2025-03-12,2025-03-13,Dåligt\n",
        "Start, end, text och allt annat.\nDet var, tycker jag, länge sedan.\n",
        'Start,End,Text\n"0.5,2.0,Hej.\n',
    ],
)
def test_other_texts_with_commas_are_no_tables_of_speech(table: str, tmp_path: Path) -> None:
    assert not looks_like_speech_table(table)
    assert read(tmp_path, table).text == table


def test_labels_of_audacity_are_in_seconds(tmp_path: Path) -> None:
    document = read(tmp_path, "0.000000\t3.480000\tHej.\n3.480000\t5.000000\tHej hej.\n")
    assert said(document) == [(None, 0, 3480, "Hej."), (None, 3480, 5000, "Hej hej.")]


def test_a_row_that_is_cut_short_is_kept(tmp_path: Path) -> None:
    assert "IP5\t\t00:00:0" in read(tmp_path, ELAN + "IP5\t\t00:00:0").text.split("\n")


def test_a_user_who_wants_no_turns_gets_the_speech_alone(tmp_path: Path) -> None:
    document = read(tmp_path, ELAN, ReadOptions(turn_dialect="none"))
    assert (document.text, document.layout.turns) == ("Hur är det?\nDet är bra.\nJaha.", ())


@pytest.mark.parametrize(
    "table",
    [
        "Namn\tÅlder\tOrt\nAnna\t34\tUmeå\nBo\t45\tLuleå\n",
        "3.5\t1.2\tcm\n2.5\t7.5\tmm\n",
        "09:00\t10:00\tFika\n10:00\t11:00\tMöte\n",
        "00:00:01\tMaja\tHej du?\n00:00:04\tOve\tHej.\n",
        "kod\tmemo\n",
    ],
)
def test_other_tables_are_the_text_that_they_are(table: str, tmp_path: Path) -> None:
    assert not looks_like_speech_table(table)
    document = read(tmp_path, table)
    assert (document.text, document.layout.turns) == (table, ())
