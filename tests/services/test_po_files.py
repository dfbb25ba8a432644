from __future__ import annotations

from pathlib import Path

import polib

from qcode.model.courtesy import courteous
from qcode.services.po_files import read_entries

SWEDISH = Path(__file__).parents[2] / "resources" / "locale" / "sv.po"

FILE = """#
msgid ""
msgstr ""
"Language: sv\\n"

# a note
#: qcode/somewhere.py
msgid "A \\"word\\",\\ttwo\\\\lines\\n"
msgstr ""
"Ett ”ord”,\\t"
"två\\\\rader\\n"

#, python-format, fuzzy
msgid "Perhaps"
msgstr "Kanske"

msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} dag"
msgstr[1] "{n} dagar"

#~ msgid "Once"
#~ msgstr "Förr"

msgid "Last"
msgstr "Sist"
"""


def test_a_translation_is_read_over_lines_and_with_its_signs() -> None:
    first = next(read_entries(FILE))
    assert first["msgid"] == 'A "word",\ttwo\\lines\n'
    assert first["msgstr"] == "Ett ”ord”,\ttvå\\rader\n"


def test_head_and_doubtful_and_former_sentences_are_left_out() -> None:
    assert [entry["msgid"][:7] for entry in read_entries(FILE)] == ['A "word', "{n} day", "Last"]


def test_plural_forms_are_read_and_what_is_not_there_is_empty() -> None:
    days = list(read_entries(FILE.replace("\n", "\r\n")))[1]
    assert days["msgid_plural"] == "{n} days"
    assert (days["msgstr[0]"], days["msgstr[1]"]) == ("{n} dag", "{n} dagar")
    assert days["msgstr"] == ""


def test_our_own_file_says_what_the_library_reads_in_it() -> None:
    theirs = [
        (entry.msgid, entry.msgid_plural, entry.msgstr, *entry.msgstr_plural.values())
        for entry in polib.pofile(str(SWEDISH))
    ]
    ours = [
        (entry["msgid"], entry["msgid_plural"], entry["msgstr"])
        + ((entry["msgstr[0]"], entry["msgstr[1]"]) if entry["msgid_plural"] else ())
        for entry in read_entries(SWEDISH.read_text(encoding="utf-8"))
    ]
    assert len(ours) > 2000
    assert ours == theirs


def test_others_go_first_while_it_is_read() -> None:
    waits: list[None] = []
    with courteous(lambda: waits.append(None)):
        list(read_entries(FILE))
    assert len(waits) > FILE.count("\n")
