"""The language of a text is told by its small words, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.formats.language import guess_language

SAID = {
    "sv": [
        "Jag tycker att det var svårt i början, för jag kände ingen.",
        "I: Vad tänker du om det?\nP: Alltså, det är ju viktigt för mig.",
        "Mm. Ja, precis. Det är så det är.",
        "MODERATOR: Välkomna. Vill någon börja?\n\nDELTAGARE 1: Jag kan börja (skratt).",
        "12:10 Två boende sitter vid fönstret och väntar på att maten ska komma.",
    ],
    "en": [
        "I think it was hard at first because I didn’t know anyone.",
        "I: What do you think about it?\nP: Well, it's very important to me.",
        "Yeah, no, I mean, that's it.",
    ],
    "no": [
        "Jeg synes at det var vanskelig i begynnelsen, fordi jeg ikke kjente noen.",
        "I: Hva tenker du om det?\nP: Altså, det er jo noe man skal få lov til å si.",
        "Eg veit ikkje kva eg skal seia. Dei kom frå bygda og var her heile sumaren.",
    ],
    "da": [
        "Jeg synes, at det var svært i begyndelsen, fordi jeg ikke kendte nogen.",
        "I: Hvad tænker du om det?\nP: Altså, det er noget, man skal have lov til at sige.",
        "Ja, det gør jeg. Hvor længe har du boet her?",
    ],
    "de": [
        "Ich fand es am Anfang schwierig, weil ich niemanden kannte.",
        "01   A:   und DANN (.) bin ich HINgegangen;\n02        (0.8)\n03   B:   [ja: ] genau",
    ],
    "nl": ["Ik vond het in het begin moeilijk omdat ik niemand kende, maar het ging beter."],
    "fr": ["J'ai trouvé ça difficile au début parce que je ne connaissais personne."],
    "es": ["Me pareció difícil al principio porque no conocía a nadie, pero fue mejor."],
    "it": ["All'inizio è stato difficile perché non conoscevo nessuno, ma dopo è andata meglio."],
    "pt": ["No começo foi difícil porque eu não conhecia ninguém, mas depois ficou melhor."],
    "fi": ["Alussa se oli vaikeaa, koska en tuntenut ketään, mutta sitten se oli parempi."],
    "pl": ["Na początku było trudno, bo nikogo nie znałem, ale po kilku miesiącach było lepiej."],
}


@pytest.mark.parametrize(("language", "text"), [(k, t) for k, texts in SAID.items() for t in texts])
def test_a_few_sentences_tell_their_language(language: str, text: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ja.",
        "10:30 2024-05-02 [00:12:34]",
        "Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor",
        "Eszter azt mondta, hogy holnap jön, és nagyon örülök neki, mert régen láttam.",
        "Привет, как дела? Хорошо, спасибо.",
    ],
)
def test_a_text_that_does_not_say_has_no_language(text: str) -> None:
    assert guess_language(text) == ""


def test_a_summary_in_another_language_does_not_decide() -> None:
    summary = "This is what we found when we talked to them about their work and their lives. "
    interview = "Jag tycker att det var svårt och att ingen ville höra på. "
    assert guess_language(summary * 5 + interview * 200) == "sv"


FOLDERS = {
    "sheffield_open_research_interviews": "en",
    "icpc_code_review_observations": "en",
    "talkpython_podcast_interviews": "en",
    "norwegian_lia_dialect_interviews/interviews_txt": "no",
    "swedish_parliament_parlamint": "sv",
}


@pytest.mark.parametrize("folder", FOLDERS)
def test_real_transcripts_are_in_the_language_that_they_are_in(
    folder: str, shared_data: Path
) -> None:
    files = sorted((shared_data / "transcripts" / folder).glob("*.txt"))
    assert files
    guessed = {path.name: guess_language(path.read_text("utf-8")) for path in files}
    assert set(guessed.values()) == {FOLDERS[folder]}, guessed
