"""Labels that look like somebody who speaks, and labels that may mean the same person."""

from __future__ import annotations

import pytest

from qcode.formats.turn_labels import Kind, kind_of, propose_merges, without_noise


@pytest.mark.parametrize(
    ("kind", "labels"),
    [
        (
            Kind.ROLE,
            "I|R|IP1|IP 2|P12|FG1-K2|S00|SPEAKER_00|id1|Intervjuare|Intervjuare (AB)|Speaker 1",
        ),
        (Kind.ROLE, "Deltagare B|DELTAGARE 1|Okänd man|Multiple speakers|FLERA|Int.|IP1/IP2|P?"),
        (Kind.NAME, "Anna|Anna Berg|ANNA|Carl von Ek|Anna & Bo|Ek, Anna|A.K.|Dr. Ek|O'Brien"),
        (
            Kind.NAME,
            "Annika Ek (S)|moderator|MOT|Åsa-Karin|THE COURT|The Minister for Roads (Bo Ek)",
        ),
        (Kind.PHRASE, "anna|i|Q4|kvinna i rött|Man vid dörren"),
        (Kind.FACT, "Datum|Plats|Titel|Tid|Date|Location|Längd"),
        (Kind.NO, "Obs|OBS|Reflektion|Exempel|http|Sen sa hon|Han frågade|Note|Fråga 3|t.ex."),
        (Kind.NO, "att någon kommer. Sen|Läs detta här nu|1|–|den andra|Paus|2024-05-02"),
    ],
)
def test_a_label_is_judged_by_its_words(kind: Kind, labels: str) -> None:
    assert {label: kind_of(label) for label in labels.split("|")} == dict.fromkeys(
        labels.split("|"), kind
    )


def test_a_sound_beside_a_name_is_no_part_of_it() -> None:
    assert without_noise("Anna (skrattar)") == "Anna"
    assert without_noise("Anna [laughing]") == "Anna"
    assert without_noise("Anna (gäst)") == "Anna (gäst)"


def test_labels_that_drift_are_proposed_as_one_person() -> None:
    speakers = ("Intervjuare", "Anna", "INTERVJUARE", "Intervjuaren", "anna", "Anne", "IP 1", "IP1")
    assert propose_merges(speakers) == (
        ("Intervjuare", "INTERVJUARE", "Intervjuaren"),
        ("Anna", "anna"),
        ("IP 1", "IP1"),
    )


def test_a_label_with_its_short_form_beside_it_is_who_the_short_form_is() -> None:
    speakers = ("Anna Berg (AB)", "Intervjuare (KE)", "AB", "Bo (gäst)")
    assert propose_merges(speakers) == (("Anna Berg (AB)", "AB"),)


def test_the_definite_form_of_a_numbered_role_is_the_same_role() -> None:
    assert propose_merges(("Deltagare 1", "Deltagaren 1", "Deltagare 2")) == (
        ("Deltagare 1", "Deltagaren 1"),
    )
