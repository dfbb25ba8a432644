"""Transcripts in JSON, oTranscribe's files, Timed Text, SubStation and SubViewer at their edges."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.formats.base import ImportedDocument, ReadOptions
from qcode.formats.registry import read_document
from qcode.model.errors import UserError
from qcode.model.layout import Format, Style, turn_text

Writing = Callable[[str, str | bytes], Path]
SPOKEN = {"start": 0.5, "end": 2, "speaker": "Vera", "text": "Hej."}
TTML = '<tt xmlns="http://www.w3.org/ns/ttml"><body><div>{}</div></body></tt>'
KEYS = st.sampled_from(
    (
        *("segments", "speakers", "utterances", "transcription", "results", "transcript", "words"),
        *("text", "start", "end", "speaker", "timestamp", "offsets", "from", "to", "duration"),
        *("elements", "value", "language", "result", "id", "name"),
    )
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(("00:00:01,5", "3.5s", "\ud800", "\u2029", "a\r\nb", 10**400))
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)


def said(document: ImportedDocument) -> list[tuple[str | None, int | None, int | None, str]]:
    return [
        (turn.speaker, turn.start_ms, turn.end_ms, turn_text(document.text, turn))
        for turn in document.layout.turns
    ]


def code(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_document(path)
    return caught.value.code


def test_json_that_is_no_transcript_is_the_text_that_it_is(write: Writing) -> None:
    for content in ('{"a": [1, 2]}', '{"text": "x"}', "[", '[{"text": "x", "size": 3}]', '"x"'):
        document = read_document(write("a.json", content))
        assert (document.text, document.format, document.losses) == (content, "txt", ())


def test_a_text_that_begins_like_json_stays_a_text(write: Writing) -> None:
    document = read_document(write("a.txt", '{"text": "citat", skrev hon.\nOch sedan:\n'))
    assert (document.format, document.losses) == ("txt", ())
    assert document.text.startswith('{"text"')


@pytest.mark.parametrize(
    ("piece", "start", "end"),
    [
        ({"start": 1, "end": 2.5}, 1000, 2500),
        ({"start_time": "1.25", "end_time": "2"}, 1250, 2000),
        ({"startOffset": "00:00:01.1200000", "endOffset": "00:00:02.5000000"}, 1120, 2500),
        ({"start": "1.5s", "duration": 2}, 1500, 3500),
        ({"timestamp": [1.5, None]}, 1500, None),
        ({"offsets": {"from": 1500, "to": 2500}, "timestamps": {"from": "x"}}, 1500, 2500),
        ({"timestamps": {"from": "00:00:01,500", "to": "00:01:00,000"}}, 1500, 60_000),
        ({"start": 3, "end": 2}, 3000, None),
        ({"start": -1, "end": 10**300}, None, None),
        ({"start": True, "end": "i morgon"}, None, None),
    ],
)
def test_times_are_read_however_they_are_written(
    piece: dict[str, Any], start: int | None, end: int | None, write: Writing
) -> None:
    path = write("a.json", json.dumps([{"speaker": "Vera", "text": "Hej.", **piece}]))
    assert said(read_document(path)) == [("Vera", start, end, "Hej.")]


def test_words_are_joined_as_they_would_be_written(write: Writing) -> None:
    words = [{"word": word, "start": 1} for word in ("Nej", ",", "inte", "(alls)", ".")]
    path = write("a.json", json.dumps({"segments": [{"words": words}]}))
    assert read_document(path).text == "Nej, inte (alls)."
    words = [{"word": word, "start": 1} for word in (" Nej,", " inte", " alls.")]
    path = write("b.json", json.dumps({"segments": [{"words": words}]}))
    assert read_document(path).text == "Nej, inte alls."


def test_a_user_may_want_no_turns_of_any_of_them(write: Writing) -> None:
    none = ReadOptions(turn_dialect="none")
    for path in (
        write("a.json", json.dumps([SPOKEN])),
        write("a.otr", '{"text": "<p>00:12 Vera: Hej.</p><p>00:15 Bo: Ja.</p>"}'),
        write("a.sbv", "0:00:01.000,0:00:02.000\nHej.\n"),
        write("a.ttml", TTML.format('<p begin="1s" end="2s">Hej.</p>')),
        write("a.ass", "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,Bo,0,0,0,,Hej.\n"),
    ):
        assert read_document(path).layout.turns
        assert not read_document(path, none).layout.turns


def test_times_out_of_sight_go_to_the_turns_whose_words_they_hold(write: Writing) -> None:
    path = write(
        "a.html",
        '<body><p>I: Hej. <a name="ts_900_100_I">Nå?</a></p><p><a name="ts_2000_3000_B">B: '
        '<i>Ja,</i> visst.</a></p><p>I: <a name="ts_4_5_I"><img alt="x"></a>Jaså.</p></body>',
    )
    assert said(read_document(path)) == [
        ("I", 900, None, "Hej. Nå?"),
        ("B", 2000, 3000, "Ja, visst."),
        ("I", None, None, "Jaså."),
    ]
    assert not read_document(path, ReadOptions(turn_dialect="none")).layout.turns


def test_labels_in_the_words_make_turns_when_the_user_says_so(write: Writing) -> None:
    path = write("a.sbv", "0:00:01.000,0:00:02.000\nEva: Hej.\n\n0:00:02.000,0:00:03.000\nNå?\n")
    document = read_document(path, ReadOptions(turn_dialect="label_colon"))
    assert said(document) == [("Eva", 1000, 3000, "Hej. Nå?")]


def test_emphasis_in_otranscribe_is_formatting(write: Writing) -> None:
    document = read_document(write("a.otr", '{"text": "<p>Det är <i>så</i>.</p>", "media": ""}'))
    assert document.text == "Det är så."
    assert document.layout.formats == (Format(7, 9, Style.ITALIC),)


@pytest.mark.parametrize("content", ["{", "[]", '{"text": 3}', '{"media": "a.mp3"}'])
def test_a_file_of_otranscribe_without_its_page_is_damaged(write: Writing, content: str) -> None:
    assert code(write("a.otr", content)) == "file_damaged"


def test_nothing_typed_in_otranscribe_is_a_document_without_text(write: Writing) -> None:
    assert code(write("a.otr", '{"text": "", "media": ""}')) == "document_without_text"


def test_timed_text_counts_from_what_surrounds_it_and_in_frames_and_ticks(write: Writing) -> None:
    path = write(
        "a.xml",
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:p="http://www.w3.org/ns/ttml#parameter" '
        'p:frameRate="30" p:frameRateMultiplier="1000 1001" p:tickRate="10000000"><body '
        'begin="10s"><div><p begin="1m" end="61.5s">Ett.</p><p begin="15f" dur="20000000t">Två.'
        "</p></div></body></tt>",
    )
    document = read_document(path)
    assert (document.format, said(document)) == (
        "ttml",
        [(None, 70_000, 71_500, "Ett."), (None, 10_500, 12_500, "Två.")],
    )


def test_remarks_and_drawings_of_substation_are_no_speech(write: Writing) -> None:
    line = "Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,"
    path = write(
        "a.ass", f"[Events]\n{line}{{\\p1}}m 0 0 l 9 9{{\\p0}}\n{line}Ja, {{\\an8}}visst\\Nnu.\n"
    )
    assert said(read_document(path)) == [(None, 1000, 2000, "Ja, visst nu.")]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.json", "[" * 200_000, "file_too_complex"),
        ("a.json", "[" + "0," * 4_000_000 + "0]", "file_too_complex"),
        ("a.otr", '{"text": ' + "[" * 200_000, "file_too_complex"),
        ("a.otr", json.dumps({"text": "<p>" * 4_000_001}), "file_too_complex"),
        (
            "a.ttml",
            '<!DOCTYPE tt [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + TTML.format("<p>&a;</p>"),
            "file_has_entities",
        ),
        ("a.ttml", "<tt>", "file_damaged"),
        ("a.ttml", "<html/>", "file_damaged"),
        ("a.sbv", "0:00:01.000,0:00:02.000\n", "document_without_text"),
        ("a.ass", "[Script Info]\n", "document_without_text"),
    ],
)
def test_hostile_files_get_their_sentence(
    name: str, content: str, expected: str, write: Writing
) -> None:
    assert code(write(name, content)) == expected


def test_half_a_million_spans_are_looked_at_once(write: Writing) -> None:
    page = "<span data-timestamp='1' " * 500_000
    path = write("a.otr", json.dumps({"text": f"<p>hej</p>{page}"}))
    assert code(path) == "file_too_complex"


@given(TREES)
def test_any_json_gives_a_document_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, tree: object
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.json"
    path.write_text(json.dumps(tree), "utf-8")
    try:
        document = read_document(path)
    except UserError:
        return
    last = 0
    for turn in document.layout.turns:
        assert last <= turn.start < turn.end <= len(document.text)
        last = turn.end
