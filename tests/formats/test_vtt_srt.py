"""Captions: what is said becomes text, one paragraph a cue; times and voices become turns."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.formats.base import ImportedDocument, ReadOptions
from qcode.formats.losses import Lost
from qcode.formats.vtt_srt import READER, looks_like_captions, read_captions
from qcode.model.layout import Format, Style, turn_text
from qcode.model.text import SOFT_BREAK

LINES = st.lists(
    st.sampled_from(
        (
            *("", "WEBVTT", "1", "00:01.000 --> 00:02.000", "0:0:3.4 --> 0:0:5", "NOTE x", "STYLE"),
            *("<v Anna>Hej</v>", "<v Bo>", "</v>", "Anna: hej", "[Bo]: ja", "&amp; <i>a</i>"),
            *("-->", "&#8233;", "&#13;", "<b><v A", "00:99:99 --> 00:00", "{\\an8}Nej", "\u2028"),
        )
    ),
    max_size=30,
)


def read(path: Path, content: str, options: ReadOptions | None = None) -> ImportedDocument:
    path.write_text(content, "utf-8")
    return READER.read(path, options or ReadOptions())


def said(document: ImportedDocument) -> list[tuple[str | None, int | None, int | None, str]]:
    return [
        (turn.speaker, turn.start_ms, turn.end_ms, turn_text(document.text, turn))
        for turn in document.layout.turns
    ]


@pytest.fixture
def vtt(tmp_path: Path) -> Path:
    return tmp_path / "captions.vtt"


def test_a_cue_is_a_paragraph_and_its_lines_stay_apart(vtt: Path) -> None:
    document = read(vtt, "WEBVTT\n\n00:01.000 --> 00:02.000\nEn rad,\noch en till.\n\n"
                         "00:02.000 --> 00:03.000\nNästa.\n")  # fmt: skip
    assert document.text == f"En rad,{SOFT_BREAK}och en till.\nNästa."
    assert document.turn_dialect == "webvtt"
    assert said(document) == [
        (None, 1000, 2000, "En rad, och en till."),
        (None, 2000, 3000, "Nästa."),
    ]


def test_the_words_of_two_voices_in_one_cue_are_kept_apart(vtt: Path) -> None:
    document = read(vtt, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Anna B>Hej <v Bo>Hallå</v>\n")
    assert document.text == "Hej \nHallå"
    assert said(document) == [("Anna B", 1000, 2000, "Hej"), ("Bo", 1000, 2000, "Hallå")]


def test_neighbouring_cues_of_one_voice_are_one_turn_and_voiceless_ones_are_not(vtt: Path) -> None:
    cues = ["<v Ann>Ja.", "<v Ann>Jo.", "(musik)", "(skratt)", "<v Ann>Nej."]
    document = read(
        vtt,
        "WEBVTT\n\n"
        + "\n\n".join(f"00:0{n}.000 --> 00:0{n + 1}.000\n{cue}" for n, cue in enumerate(cues)),
    )
    assert said(document) == [
        ("Ann", 0, 2000, "Ja. Jo."),
        (None, 2000, 3000, "(musik)"),
        (None, 3000, 4000, "(skratt)"),
        ("Ann", 4000, 5000, "Nej."),
    ]


def test_labels_in_the_words_stay_in_the_text_and_out_of_the_turns(vtt: Path) -> None:
    document = read(
        vtt,
        "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nAnna Ek: Hej.\n\n2\n00:02.000 --> 00:03.000\n"
        "Hör du mig?\n\n3\n00:03.000 --> 00:04.000\nIP2 (gäst): Ja.\n",
    )
    assert document.text == "Anna Ek: Hej.\nHör du mig?\nIP2 (gäst): Ja."
    assert said(document) == [
        ("Anna Ek", 1000, 3000, "Hej. Hör du mig?"),
        ("IP2 (gäst)", 3000, 4000, "Ja."),
    ]


def test_a_new_label_within_a_cue_begins_a_new_turn(vtt: Path) -> None:
    document = read(vtt, "WEBVTT\n\n00:01.000 --> 00:02.000\nAnna Ek: Hej.\nBo Ek: Hej hej.\n")
    assert said(document) == [("Anna Ek", 1000, 2000, "Hej."), ("Bo Ek", 1000, 2000, "Hej hej.")]


def test_speech_with_a_rare_colon_has_no_speakers(vtt: Path) -> None:
    cues = ["Kom ihåg: tålamod."] + ["Ingenting särskilt."] * 9
    document = read(
        vtt,
        "WEBVTT\n\n"
        + "\n\n".join(f"00:0{n}.000 --> 00:0{n}.900\n{cue}" for n, cue in enumerate(cues)),
    )
    assert document.layout.speakers() == ()
    assert len(document.layout.turns) == 10


def test_subrip_with_speakers_of_whisperx(tmp_path: Path) -> None:
    document = read(
        tmp_path / "a.srt",
        "1\n00:00:00,000 --> 00:00:03,480\n[SPEAKER_00]: Det här är en intervju.\n\n"
        "2\n00:00:03,480 --> 00:00:07,000\n[SPEAKER_01]: Ja.\n",
    )
    assert document.turn_dialect == "srt"
    assert said(document) == [
        ("SPEAKER_00", 0, 3480, "Det här är en intervju."),
        ("SPEAKER_01", 3480, 7000, "Ja."),
    ]


def test_markup_is_not_text_and_emphasis_becomes_formatting(tmp_path: Path) -> None:
    document = read(
        tmp_path / "a.srt",
        '1\n00:00:00,000 --> 00:00:03,480\n{\\an8}<font color="red">Det</font> är <i>så</i>'
        " &lt;3 AT&T <<p> x>.\n",
    )
    assert document.text == "Det är så <3 AT&T <<p> x>."
    assert document.layout.formats == (Format(7, 9, Style.ITALIC),)


def test_notes_and_styles_are_left_out_and_reported(vtt: Path) -> None:
    document = read(
        vtt,
        "WEBVTT - Intervju 4\nLanguage: sv-SE\n\nSTYLE\n::cue { color: red }\n\nNOTE\nDåligt\n"
        "ljud.\n\nid-1\n00:01.000 --> 00:02.000 align:start\nHej.\n\nNOTE slut\n",
    )
    assert document.text == "Hej."
    assert document.language == "sv"
    assert [(loss.kind, loss.count, loss.detail) for loss in document.losses] == [
        (Lost.CUE_NOTES, 3, "Intervju 4"),
        (Lost.CUE_STYLES, 1, ""),
    ]


def test_words_after_a_blank_line_within_a_cue_are_kept(tmp_path: Path) -> None:
    document = read(
        tmp_path / "a.srt",
        "1\n00:00:00,000 --> 00:00:01,000\nFörst.\n\nSedan.\n\n"
        "2\n00:00:01,000 --> 00:00:02,000\nSist.",
    )
    assert document.text == f"Först.{SOFT_BREAK}Sedan.\nSist."


def test_cues_without_blank_lines_between_them_are_still_cues(tmp_path: Path) -> None:
    document = read(
        tmp_path / "a.srt",
        "1\n00:00:00,000 --> 00:00:01,000\nFörst.\n2\n00:00:01,000 --> 00:00:02,000\nSist.\n",
    )
    assert document.text == "Först.\nSist."


def test_captions_without_their_header_and_with_byte_order_mark_are_read(vtt: Path) -> None:
    assert read(vtt, "\ufeff00:01.000 --> 00:02.000\nHej.\n").text == "Hej."


def test_a_user_who_wants_no_turns_gets_none(vtt: Path) -> None:
    document = read(
        vtt, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Hej.\n", ReadOptions(turn_dialect="none")
    )
    assert (document.layout.turns, document.turn_dialect, document.text) == ((), "none", "Hej.")


@pytest.mark.parametrize("dialect", ["webvtt_voice", "webvtt_colon", "webvtt"])
def test_a_user_may_choose_what_makes_a_turn_of_captions(vtt: Path, dialect: str) -> None:
    document = read(
        vtt,
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Rum 3>Eva: Hej.\n\n"
        "00:02.000 --> 00:03.000\n<v Rum 3>Vad säger ni?\n",
        ReadOptions(turn_dialect=dialect),
    )
    assert document.turn_dialect == dialect
    assert [(turn.speaker, turn.end_ms) for turn in document.layout.turns] == {
        "webvtt_voice": [("Rum 3", 3000)],
        "webvtt_colon": [("Eva", 3000)],
        "webvtt": [(None, 2000), (None, 3000)],
    }[dialect]


def test_captions_are_known_by_content_and_other_texts_are_not() -> None:
    assert looks_like_captions("WEBVTT\n\n")
    assert looks_like_captions("\n1\n00:00:00,000 --> 00:00:01,000\nHej")
    assert not looks_like_captions("Vi såg 00:00:00,000 --> 00:00:01,000 i filen")
    assert not looks_like_captions("[00:00.000 --> 00:03.480] Hej")
    assert not looks_like_captions("0:0:0.0 --> 0:0:3.480\nAnna Berg\nHej på er.")


@given(LINES)
def test_any_lines_give_cues_whose_words_are_all_in_the_text(lines: list[str]) -> None:
    for cue in read_captions("\n".join(lines)).cues:
        assert cue.text.strip()
        assert all(0 <= s.start <= s.end <= len(cue.text) for s in cue.styles)


@given(lines=LINES)
def test_any_captions_give_turns_in_order_and_inside_the_text(
    lines: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    document = read(tmp_path_factory.mktemp("any") / "a.vtt", "\n".join(lines) + "\n")
    last = 0
    for turn in document.layout.turns:
        assert last <= turn.start < turn.end <= len(document.text)
        assert all(turn.start <= a < b <= turn.end for a, b in turn.body)
        last = turn.end


def test_every_word_of_real_captions_is_in_the_text(shared_data: Path) -> None:
    for path in sorted((shared_data / "transcripts/talkpython_podcast_interviews").glob("*.vtt")):
        lines = path.read_text("utf-8").split("\n")[1:]
        words = [word for line in lines if "-->" not in line for word in line.split()]
        assert READER.read(path).text.split() == words


def test_a_tag_of_a_million_spaces_is_looked_at_once(tmp_path: Path) -> None:
    # Were each way to divide the spaces tried, this would not end.
    words = "<v" + " " * 1_000_000
    document = read(tmp_path / "a.vtt", f"WEBVTT\n\n00:00.0 --> 00:01.0\n<v  Anna >hej\n{words}")
    assert document.text.startswith(f"hej{SOFT_BREAK}<v   ")
    assert document.layout.turns[0].speaker == "Anna"
