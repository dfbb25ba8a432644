"""The headings of coded passages, as programs and people write them."""

from __future__ import annotations

import pytest

from qcode.formats.coded_columns import Guess, Program, guess
from qcode.model.coded_table import Role

L = Role.LEFT


def told(head: str, *rows: str) -> Guess:
    """Guess the columns of a table, whose cells are parted by bars."""
    cells = [tuple(line.split("|")) for line in (head, *rows)]
    return guess(cells, len(cells[0]))


@pytest.mark.parametrize(
    ("head", "program", "roles"),
    [
        (
            "Color|Comment|Document group|Document name|Code|Beginning|End|Weight score|Segment"
            "|Created by|Created",
            Program.MAXQDA,
            "left memo left document code paragraph left weight quote coder date",
        ),
        (
            "Farbe|Kommentar|Dokumentgruppe|Dokumentname|Code|Anfang|Ende|Gewicht|Segment"
            "|Bearbeitet von|Bearbeitet am|Erstellt von|Erstellt am|Fläche|Abdeckungsgrad %",
            Program.MAXQDA,
            "left memo left document code paragraph left weight quote left left coder date"
            " left left",
        ),
        (
            "ID|Document|Quotation Name|Quotation Content|Comment|Codes|Reference|Created by",
            Program.ATLAS,
            "left document left quote memo code paragraph coder",
        ),
        (
            "Media Title|Excerpt Range|Excerpt Creator|Excerpt Date|Excerpt Copy"
            "|Codes Applied Combined|Code: Trust Applied|Code: Trust Range|Code: Trust Weight",
            Program.DEDOOSE,
            "document range coder date quote left applied left code_weight",
        ),
        ("id|document|tag|content", Program.TAGUETTE, "left document code quote"),
        (
            "File|Coder|Coded|Id|Codename|Coded_Memo|Category|Category",
            Program.QUALCODER,
            "document coder quote left code memo level level",
        ),
        (
            "Case|Filename|Coder|Coded|Id|Codename|Coded_Memo",
            Program.QUALCODER,
            "left document coder quote left code memo",
        ),
        (
            "Ställe|Dokument|Kod|Kodare|Början|Slut|Tecken|Stycke|Talare|Text|Memo|Vikt",
            Program.QCODE,
            "left document code coder start end left paragraph left quote memo weight",
        ),
        (
            "Fil|Citat|Koder|Kommentar|Kodare|Datum",
            Program.UNKNOWN,
            "document quote code memo coder date",
        ),
        ("Text|Main code|Code", Program.UNKNOWN, "quote level code"),
        ("start|end|code", Program.UNKNOWN, "start end code"),
    ],
)
def test_headings_say_what_columns_hold(head: str, program: Program, roles: str) -> None:
    found = told(head, "|".join(["x"] * len(head.split("|"))))
    assert [role.value for role in found.choices.roles] == roles.split()
    assert found.program is program


def test_headings_may_stand_below_a_title() -> None:
    found = told("Coded segments||", "||", "Document|Segment|Code", "Anna|I trust them|Trust")
    assert found.heading == 2
    assert found.choices.roles == (Role.DOCUMENT, Role.QUOTE, Role.CODE)


def test_without_codes_or_passages_nothing_is_guessed() -> None:
    assert told("Name|Age", "Anna|3").choices.roles == (L, L)
    assert told("Document|Code", "Anna|Trust").known == 0


def test_a_column_of_numbers_is_no_quotation() -> None:
    found = told("Passage|Text|Code", "1|I trust|Trust", "2|Not I|Trust")
    assert found.choices.roles == (L, Role.QUOTE, Role.CODE)
    assert told("Passage|Code|Start|End", "1|Trust|3|9").choices.roles[0] is L


def test_coded_is_a_date_or_the_words() -> None:
    dated = told("code|text|coded", "Trust|I trust|2025-01-02T10:00:00Z")
    assert dated.choices.roles == (Role.CODE, Role.QUOTE, Role.DATE)
    spoken = told("code|coded", "Trust|I trust them")
    assert spoken.choices.roles == (Role.CODE, Role.QUOTE)


def test_a_start_without_an_end_says_nothing() -> None:
    assert told("Text|Code|Start", "I trust|Trust|3").choices.roles == (Role.QUOTE, Role.CODE, L)


def test_signs_are_those_of_the_program() -> None:
    own = told("guid|code|text|document|start|end", "g|a\\/b/c|I trust|Anna|1|2").choices
    assert (own.between, own.levels) == ("", "/")
    assert told("id|document|tag|content", "1|Anna|a, b|x").choices.between == ""
    by_hand = told("text|codes", "x|Trust > City; Fear", "y|Fear").choices
    assert (by_hand.between, by_hand.levels) == (";", ">")
