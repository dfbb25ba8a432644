"""The finder of sentences knows what a translator can work with."""

from __future__ import annotations

from types import ModuleType

import polib
import pytest


def faults_of(strings: ModuleType, source: str) -> list[str]:
    found = strings.Found()
    strings.read_module(source, "module.py", found)
    return found.faults


def test_every_sentence_is_a_literal_with_the_parameters_it_names(strings: ModuleType) -> None:
    assert strings.find().faults == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("tr(f'{n} hits')", "plain literal"),
        ("tr('a' + name)", "plain literal"),
        ("tr(title)", "plain literal"),
        ("mark(title)  # marked in TITLES", "plain literal"),
        ("tr(titles[kind])", "plain literal"),
        ("trn('one hit', n)", "plain literal"),
        ("trn(*HITS[kind], n)  # marked in HITS", "plain literal"),
        ("words.tr('{n} hits')", "is given"),
        ("tr('{n} hits')", "is given"),
        ("tr('Hits', n=1)", "is given"),
        ("tr('{n hits', n=1)", "cannot be filled in"),
        ("trn('{n} hit in {name}', '{n} hits', 2)", "is given"),
        ("trn('hit', 'hits', 2); tr('hit')", "another plural"),
    ],
)
def test_a_call_that_no_translator_could_serve_is_found(
    strings: ModuleType, source: str, fault: str
) -> None:
    faults = faults_of(strings, source)
    assert len(faults) == 1
    assert fault in faults[0]


@pytest.mark.parametrize(
    "source",
    [
        "tr('Hits in {name}', name=name)",
        "tr('Hits ' 'in {name}', **params)",
        "tr(TITLES[kind])",
        "tr(COMMANDS[name].text)",
        "words.tr(title)  # marked in TITLES",
        "trn('one hit in {name}', '{n} hits in {name}', n, name=name)",
        "mark('{whatever}')",
        "builder.mark(start, end)",
    ],
)
def test_a_call_that_a_translator_can_serve_passes(strings: ModuleType, source: str) -> None:
    assert faults_of(strings, source) == []


def test_updating_keeps_translations_and_drops_what_is_no_longer_said(strings: ModuleType) -> None:
    old = polib.POFile()
    old.append(polib.POEntry(msgid="Open", msgstr="Öppna"))
    old.append(polib.POEntry(msgid="Gone", msgstr="Borta"))
    said = [strings.Sentence("Open", files=["a.py"]), strings.Sentence("{n} hit", "{n} hits")]
    new = strings.update(old, {sentence.text: sentence for sentence in said})
    assert [(entry.msgid, entry.msgstr, entry.msgstr_plural) for entry in new] == [
        ("Open", "Öppna", {}),
        ("{n} hit", "", {0: "", 1: ""}),
    ]
