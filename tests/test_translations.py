"""Every sentence the program says can be said in Swedish, and says the same there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import polib
import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
# What a translator writes in a comment ("# same") where Swedish and English agree.
SAME = "same"
ENDINGS = (":", "…", "?", " ", "\n")


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(REPOSITORY / "resources" / "locale" / "sv.po"))


def pairs(entry: polib.POEntry) -> Iterator[tuple[str, str]]:
    """Yield each English form of an entry with its Swedish one, if it is translated."""
    if not entry.translated():
        return
    if entry.msgid_plural:
        yield entry.msgid, entry.msgstr_plural[0]
        yield entry.msgid_plural, entry.msgstr_plural[1]
    else:
        yield entry.msgid, entry.msgstr


def test_the_catalogue_holds_exactly_what_the_program_says(
    strings: ModuleType, catalogue: polib.POFile
) -> None:
    said = {(s.text, s.plural) for s in strings.find().sentences.values()}
    held = {(entry.msgid, entry.msgid_plural) for entry in catalogue}
    assert sorted(said - held) == [], "run `make strings` and translate"
    assert sorted(held - said) == [], "run `make strings`"
    assert [entry.msgid for entry in catalogue if entry.obsolete or entry.fuzzy] == []


def test_every_sentence_is_translated(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue if not entry.translated()] == []


def test_a_translation_has_the_parameters_of_its_sentence(
    strings: ModuleType, catalogue: polib.POFile
) -> None:
    different = [
        (english, swedish)
        for entry in catalogue
        for english, swedish in pairs(entry)
        if not strings.fields(swedish) <= strings.fields(entry.msgid_plural or english)
        or not strings.fields(english) <= strings.fields(swedish)
    ]
    assert different == []


def test_a_translation_ends_as_its_sentence_does(catalogue: polib.POFile) -> None:
    different = [
        (english, swedish)
        for entry in catalogue
        for english, swedish in pairs(entry)
        if any(english.endswith(end) != swedish.endswith(end) for end in ENDINGS)
        or english.count("\n") != swedish.count("\n")
        or english.count("&") != swedish.count("&")
    ]
    assert different == []


def test_no_sentence_was_left_in_english(catalogue: polib.POFile) -> None:
    left = [
        english
        for entry in catalogue
        for english, swedish in pairs(entry)
        if english == swedish
        and any(character.isalpha() for character in english)
        and SAME not in entry.tcomment
    ]
    assert left == []


def test_swedish_quotes_as_swedish_does(catalogue: polib.POFile) -> None:
    english = [swedish for entry in catalogue for _, swedish in pairs(entry) if "“" in swedish]
    assert english == []
