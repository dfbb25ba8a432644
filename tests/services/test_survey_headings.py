"""Surveys as the programs write them: which rows are headings, and what the columns hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.formats.sheet import Sheet
from qcode.model.document import AttributeType
from qcode.model.survey import Role
from qcode.services.survey_files import guess, read_survey, respondents, with_role
from qcode.services.survey_headings import headings

Shown = dict[str, Role | AttributeType]

QUALTRICS = """\
StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,ResponseId,\
RecipientLastName,LocationLatitude,DistributionChannel,Q1,Q2_1,Q3
Start Date,End Date,Response Type,IP Address,Progress,Duration (in seconds),Finished,Response ID,\
Recipient Last Name,Location Latitude,Distribution Channel,"Var bor du?
Välj en ort","Hur trygg är du? - Hemma","Vad betyder trygghet för dig?"
"{""ImportId"":""startDate"",""timeZone"":""Europe/Stockholm""}","{""ImportId"":""endDate""}",\
"{""ImportId"":""status""}","{""ImportId"":""ipAddress""}","{""ImportId"":""progress""}",\
"{""ImportId"":""duration""}","{""ImportId"":""finished""}","{""ImportId"":""_recordId""}",\
"{""ImportId"":""recipientLastName""}","{""ImportId"":""locationLatitude""}",\
"{""ImportId"":""distributionChannel""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_1""}",\
"{""ImportId"":""QID3_TEXT""}"
2024-03-01 10:00:01,2024-03-01 10:05:00,IP Address,192.0.2.1,100,299,True,R_1abc,,59.3,anonymous,\
Umeå,4,"Att någon svarar, alltid"
2024-03-01 11:00:01,2024-03-01 11:05:00,IP Address,192.0.2.2,100,310,True,R_2def,,57.7,anonymous,\
Lund,5,Ljus på vägen hem om kvällen
"""
MONKEY = """\
Respondent ID,Collector ID,Start Date,IP Address,Email Address,First Name,Var bor du?,\
Vad gör du på fritiden?,,,Vad betyder trygghet för dig?
,,,,,,Response,Läser,Idrottar,Annat (ange),Open-Ended Response
118000000001,4001,2024-03-01 10:00:01,192.0.2.1,,,Umeå,Läser,,sjunger i kör,Att någon svarar när \
jag ringer
118000000002,4001,2024-03-01 11:00:01,192.0.2.2,,,Lund,,Idrottar,,Ljus på vägen hem om kvällen
"""
LIME = """\
"id","submitdate","lastpage","startlanguage","seed","startdate","ipaddr","Q1[SQ001]",\
"Q2. Vad betyder trygghet för dig?"
"1","2024-03-01 10:05:00","3","sv","1804289383","2024-03-01 10:00:00","192.0.2.1","Ja",\
"Att någon svarar när jag ringer"
"2","2024-03-01 11:05:00","3","sv","846930886","2024-03-01 11:00:00","192.0.2.2","Nej",\
"Ljus på vägen hem om kvällen"
"""
GOOGLE = """\
Tidstämpel,E-postadress,Hur gammal är du?,Vad betyder trygghet för dig?
2024-03-01 10.22.33 fm CET,a@example.org,34,Att någon svarar när jag ringer
2024-03-01 11.22.33 fm CET,b@example.org,51,Ljus på vägen hem om kvällen
"""


def shown(path: Path, text: str) -> Shown:
    """What is proposed for each column: its type if it is an attribute, else its role."""
    path.write_text(text, encoding="utf-8")
    columns = guess(read_survey(path).sheet()).columns
    return {c.name: c.type if c.role is Role.ATTRIBUTE else c.role for c in columns}


def test_three_rows_of_headings_of_qualtrics(tmp_path: Path) -> None:
    assert shown(tmp_path / "q.csv", QUALTRICS) == {
        "Start Date": AttributeType.TEXT,
        "End Date": AttributeType.TEXT,
        "Response Type": AttributeType.TEXT,
        "IP Address": Role.LEFT,
        "Progress": AttributeType.NUMBER,
        "Duration (in seconds)": AttributeType.NUMBER,
        "Finished": AttributeType.BOOLEAN,
        "Response ID": Role.ID,
        "Recipient Last Name": Role.LEFT,
        "Location Latitude": Role.LEFT,
        "Distribution Channel": Role.LEFT,
        "Var bor du? Välj en ort": AttributeType.TEXT,
        "Hur trygg är du? - Hemma": AttributeType.NUMBER,
        "Vad betyder trygghet för dig?": Role.QUESTION,
    }
    sheet = read_survey(tmp_path / "q.csv").sheet()
    people, _notices = respondents(sheet, guess(sheet))
    assert [each.key for each in people] == ["R_1abc", "R_2def"]


def test_two_rows_of_headings_of_surveymonkey(tmp_path: Path) -> None:
    assert shown(tmp_path / "m.csv", MONKEY) == {
        "Respondent ID": Role.ID,
        "Collector ID": Role.LEFT,
        "Start Date": AttributeType.TEXT,
        "IP Address": Role.LEFT,
        "Email Address": Role.LEFT,
        "First Name": Role.LEFT,
        "Var bor du?": AttributeType.TEXT,
        "Vad gör du på fritiden? – Läser": AttributeType.TEXT,
        "Vad gör du på fritiden? – Idrottar": AttributeType.TEXT,
        "Vad gör du på fritiden? – Annat (ange)": AttributeType.TEXT,
        "Vad betyder trygghet för dig?": Role.QUESTION,
    }


def test_limesurvey_by_code_and_question(tmp_path: Path) -> None:
    assert shown(tmp_path / "l.csv", LIME) == {
        "id": Role.ID,
        "submitdate": AttributeType.TEXT,
        "lastpage": Role.LEFT,
        "startlanguage": AttributeType.TEXT,
        "seed": Role.LEFT,
        "startdate": AttributeType.TEXT,
        "ipaddr": Role.LEFT,
        "Q1[SQ001]": AttributeType.BOOLEAN,
        "Q2. Vad betyder trygghet för dig?": Role.QUESTION,
    }


def test_google_forms_stamp_answers_and_have_no_ids(tmp_path: Path) -> None:
    assert shown(tmp_path / "g.csv", GOOGLE) == {
        "Tidstämpel": AttributeType.TEXT,
        "E-postadress": Role.LEFT,
        "Hur gammal är du?": AttributeType.NUMBER,
        "Vad betyder trygghet för dig?": Role.QUESTION,
    }


def test_rows_are_counted_behind_all_headings(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text(QUALTRICS.replace("R_2def", ""), encoding="utf-8")
    sheet = read_survey(path).sheet()
    choices = with_role(guess(sheet), "Response ID", Role.ID)
    _people, (notice,) = respondents(sheet, choices)
    assert notice.example == "5"


ANSWERS = (("1", "34", "Umeå", "Ljus"), ("2", "51", "Lund", "Folk"))


@pytest.mark.parametrize(
    "rows",
    [
        (("id", "Ort"), ("", "Umeå"), ("2", "Lund")),
        (("id", ""), ("1", "Umeå"), ("2", "Lund")),
        (("id", "Ort"), ("1", "Response"), ("2", "Response")),
        (("", "Ort"), ("", "Umeå"), ("", "Lund")),
        (("id", "", "", ""), *ANSWERS, *ANSWERS),
        (("id", "Ort", "", ""), ("a", "Umeå", "ja", "Så?"), ("b", "Lund", "nej", "Jo?")),
        (("Svar", "", ""), ("ja", "nej", "jo"), ("nej", "jo", "ja")),
    ],
)
def test_a_row_of_answers_is_no_heading(rows: tuple[tuple[str, ...], ...]) -> None:
    assert headings(Sheet("", rows)) == (1, rows[0])


@pytest.mark.parametrize(
    ("above", "names"),
    [
        ((("Enkät 2025",), ("Utskrift", "", "", "")), ("Nr", "Ålder", "Ort", "Varför?")),
        ((("Enkät 2025",),), ("Nr", "Ålder", "", "Varför?")),
        ((("Om dig", "", "", "Om torget"),), ("Nr", "Ålder", "Ort", "Varför?")),
        ((("Titel",), ("Om dig", "", "", "Om torget")), ("Nr", "Ålder", "Ort", "Varför?")),
    ],
)
def test_titles_and_names_of_groups_stand_above_the_headings(
    above: tuple[tuple[str, ...], ...], names: tuple[str, ...]
) -> None:
    found = headings(Sheet("", (*above, names, *ANSWERS)))
    assert found == (len(above) + 1, names)


def test_columns_of_one_name_are_told_by_their_groups() -> None:
    rows = (("Nr", "Vardag", "", "Helg"), ("Nr", "Tid", "Plats", "Tid"), *ANSWERS)
    assert headings(Sheet("", rows)) == (2, ("Nr", "Vardag – Tid", "Plats", "Helg – Tid"))
