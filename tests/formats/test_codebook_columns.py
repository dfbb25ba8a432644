"""Tables of codes as programs and people make them."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.formats import codebook_txt
from qcode.formats.base import Loss
from qcode.formats.codebook_base import CodebookFile, CodeLoss
from qcode.formats.codebook_columns import Matching, Role, guess
from qcode.formats.codebook_table import read_table
from qcode.formats.csv_sheet import read_text
from qcode.formats.sheet import Sheet
from qcode.model.errors import UserError

HERE = Path("table.csv")


def _read(text: str) -> CodebookFile:
    sheet = read_text(text, HERE)
    return read_table(sheet, guess(sheet), HERE, kind="csv")


def _tree(text: str) -> dict[str, str]:
    return {"/".join(entry.names): entry.definition for entry in _read(text).entries}


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        # a column a level, what is as above left empty
        (
            "Tema;Kategori;Kod;Beskrivning\nTillit;;;Att lita\n;Grannar;;\n;;Nycklar;Lånas ut\n"
            ";Staden;;\nPlats;;;\n",
            {"Tillit": "Att lita", "Tillit/Grannar": "", "Tillit/Grannar/Nycklar": "Lånas ut",
             "Tillit/Staden": "", "Plats": ""},
        ),
        # a column a level, everything repeated
        (
            "Level 1,Level 2,Definition\nTrust,Neighbours,n\nTrust,City,c\nPlace,,p\n",
            {"Trust": "", "Trust/Neighbours": "n", "Trust/City": "c", "Place": "p"},
        ),
        # MAXQDA: the code above, and memos
        (
            "Parent code\tCode\tCode memo\tCod. seg.\n\tTrust\tm\t3\nTrust\tCity\tc\t1\n"
            "Trust\\City\tBuses\t\t0\n",
            {"Trust": "m", "Trust/City": "c", "Trust/City/Buses": ""},
        ),
        # MAXQDA: everything below a root that is named as the column
        (
            "Code System,Memo,Frequency\nCode System,,9\n  Trust,t,3\n    City,c,1\n  Place,,2\n",
            {"Trust": "t", "Trust/City": "c", "Place": ""},
        ),
        # ATLAS.ti: a dot in the colour of the code; qcoder: dots between words
        ("Code,Comment,Grounded\n● Trust,t,3\n○ City,,1\n", {"Trust": "t", "City": ""}),
        ("code_id,code,code.description\n1,trust,t\n2,city,\n", {"trust": "t", "city": ""}),
        # NVivo: whole paths in a folder of its own
        (
            "Name,Description\nCodes\\\\Trust,t\nCodes\\\\Trust\\City,\n",
            {"Trust": "t", "Trust/City": ""},
        ),
        # Dedoose: numbers
        (
            "Id,Parent Id,Depth,Title,Description\n10,,0,Trust,t\n11,10,1,City,c\n12,11,2,Buses,\n",
            {"Trust": "t", "Trust/City": "c", "Trust/City/Buses": ""},
        ),
        # NVivo: set in by spaces; and whole paths
        (
            "Name,Description,Files,References\nTrust,t,3,9\n  City,c,1,2\n    Buses,,1,1\n",
            {"Trust": "t", "Trust/City": "c", "Trust/City/Buses": ""},
        ),
        (
            "Hierarchical name,Description\nNodes\\\\Trust,t\nNodes\\\\Trust\\\\City,c\n",
            {"Trust": "t", "Trust/City": "c"},
        ),
        # ATLAS.ti: flat, with a comment
        ("Name,Comment,Grounded,Density,Groups\nTrust,t,3,0,\n", {"Trust": "t"}),
        # Taguette: dots
        (
            "tag,description,number of highlights\nPay,p,2\nPay.Bonus,,1\nv1.0,,0\n",
            {"Pay": "p", "Pay/Bonus": "", "v1.0": ""},
        ),
        # people: no headings at all; a title above the headings
        ("Trust;to rely on\nPlace;where\n", {"Trust": "to rely on", "Place": "where"}),
        ("Our codebook\n\nCode;Meaning\nTrust;t\n", {"Trust": "t"}),
        ("sep=;\nKod;Förklaring\nTillit;\"två\nrader\"\n", {"Tillit": "två\nrader"}),
    ],
)  # fmt: skip
def test_tables_of_other_programs_and_people(text: str, tree: dict[str, str]) -> None:
    assert _tree(text) == tree


def test_all_that_a_row_says_of_a_code() -> None:
    head = "Kod;Definition;Använd när;Använd inte när;Exempel;Färg;GUID;Antal;Ansvarig"
    guid = "12345678-1234-4234-8234-1234567890AB"
    file = _read(f"{head}\nTillit;d;u;a;e;#51A0DB;{{{guid}}};3;Kim\n")
    (entry,) = file.entries
    said = (entry.definition, entry.use_when, entry.avoid_when, entry.example)
    assert said == ("d", "u", "a", "e")
    assert (entry.color, entry.guid) == ("#51a0db", guid.lower())
    assert file.losses == (Loss(CodeLoss.COLUMNS, 1, "Ansvarig"),)


def test_indented_cells_are_levels() -> None:
    sheet = Sheet("", (("Code",), ("A",), ("B",), ("C",)), {(2, 0): 1, (3, 0): 2})
    file = read_table(sheet, guess(sheet), HERE, kind="xlsx")
    assert [entry.names for entry in file.entries] == [("A",), ("A", "B"), ("A", "B", "C")]


def test_codes_above_each_other_in_a_ring_come_in_all_the_same() -> None:
    assert set(_tree("Code,Parent\nA,B\nB,A\n")) >= {"B/A"}


def test_qualcoder_writes_paths_into_its_lists() -> None:
    text = "kod1\tEtt memo\ngrupp>>kod2\ngrupp>>under>>kod3\tTill\n"
    entries = codebook_txt.read_text(text, HERE).entries
    assert {"/".join(entry.names): entry.definition for entry in entries} == {
        "kod1": "Ett memo",
        "grupp": "",
        "grupp/kod2": "",
        "grupp/under": "",
        "grupp/under/kod3": "Till",
    }


def test_the_user_can_say_otherwise() -> None:
    sheet = read_text("x,y\nthe meaning,Trust\n", HERE)
    matching = Matching((Role.DEFINITION, Role.NAME), heading=0)
    (entry,) = read_table(sheet, matching, HERE, kind="csv").entries
    assert (entry.name, entry.definition) == ("Trust", "the meaning")
    with pytest.raises(UserError, match="columns_without_names"):
        read_table(sheet, Matching((Role.NONE, Role.DEFINITION)), HERE, kind="csv")
