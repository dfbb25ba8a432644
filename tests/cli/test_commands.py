"""The command line as scripts use it: JSON on standard output, one sentence on standard error."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from qcode.__main__ import main
from qcode.cli.parser import build_parser, command_names
from qcode.services import projects

Run = Callable[..., Any]


def test_the_main_job_from_the_first_file_to_the_report(
    project: str, run: Run, tmp_path: Path
) -> None:
    (document,) = run("documents", project)
    assert document["name"] == "Anna"
    assert document["speakers"] == ["I", "IP1"]
    text = run("text", project, "Anna")
    assert text["text"][text["paragraphs"][1]["start"] :].startswith("IP1:")
    assert text["paragraphs"][1]["speaker"] == "IP1"
    added = run("code-add", project, "Tillit/Staden", "--definition", "Att lita på kommunen")
    assert added["path"] == "Tillit/Staden"
    coded = run("code", project, "Anna", "--span", "25:42", "--as", "Tillit/Staden", "--memo", "Hm")
    (segment,) = run("segments", project, "--code", "Tillit", "--subcodes")
    assert segment["id"] == coded["segment"]
    assert segment["text"] == text["text"][25:42]
    assert segment["memo"] == "Hm"
    memo = run("memo", project, "--title", "Om", "--text", "x", "--on", "code:Staden")
    on = {each["id"]: each["on"] for each in run("memos", project)}
    assert on[memo["id"]] == ["code:Tillit/Staden"]
    found = run("search", project, "trygghet")
    assert found["total"] == 2
    for hit in found["hits"]:
        for start, end in hit["matches"]:
            assert text["text"][start:end].lower() == "trygghet"
    auto = run("autocode", project, "trygghet", "--as", "Trygg", "--unit", "sentence")
    assert auto["segments"] == 2
    out = tmp_path / "rapport.docx"
    assert run("export", project, str(out))["segments"] == 3
    assert out.stat().st_size > 5000
    assert run("verify", project)["ok"]


def test_the_json_keys_are_those_of_the_contract(project: str, run: Run) -> None:
    run("code", project, "Anna", "--span", "3:9", "--as", "A")
    keys = {
        "documents": "id name kind language chars paragraphs speakers segments memos",
        "codes": "id path name parent color definition use_when avoid_when example segments"
        " documents",
        "segments": "id document document_id start end text code coder memo weight speaker"
        " paragraph time_ms",
        "history": "operation time coder kind summary undone",
    }
    for command, expected in keys.items():
        assert set(expected.split()) <= set(run(command, project)[0])
    hit = run("search", project, "trygghet")["hits"][0]
    expected = "document document_id start end paragraph speaker snippet matches codes"
    assert set(expected.split()) <= set(hit)


def test_the_turns_of_a_text_are_told_with_their_words(
    project: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "f4.txt").write_text(
        "Plats: torget\n\nI: Hej #00:00:02-0#\n\nB: Ja,\ntack. #00:00:04-5#\n", encoding="utf-8"
    )
    run("import", project, str(tmp_path / "f4.txt"))
    turns = run("text", project, "f4")["turns"]
    told = [(t["speaker"], t["start_ms"], t["end_ms"], t["text"]) for t in turns]
    assert told[-2:] == [("I", None, 2000, "Hej"), ("B", 2000, 4500, "Ja, tack.")]
    first = run("text", project, "Anna", "--span", "0:5")["turns"]
    assert [turn["speaker"] for turn in first] == ["I"]


def test_undo_and_redo_name_what_they_did(project: str, run: Run) -> None:
    run("code", project, "Anna", "--span", "3:9", "--as", "A")
    run("code", project, "Anna", "--span", "3:9", "--as", "B")
    assert len(run("undo", project, "--steps", "2")["undone"]) == 2
    assert run("segments", project) == []
    run("redo", project)
    assert [segment["code"] for segment in run("segments", project)] == ["A"]
    assert [line["undone"] for line in run("history", project, "--limit", "5")][-2:] == [
        True,
        False,
    ]


def test_codebook_surgery(project: str, run: Run) -> None:
    for path in ("A/B", "C"):
        run("code-add", project, path)
    run("code-rename", project, "B", "Be")
    run("code-move", project, "C", "--under", "A", "--at", "0")
    assert [code["path"] for code in run("codes", project)] == ["A", "A/C", "A/Be"]
    segment = run("code", project, "Anna", "--span", "3:9", "--as", "A/C")["segment"]
    run("code-split", project, "A/C", "Del", str(segment))
    run("code-merge", project, "A/Be", "A/C")
    run("code-edit", project, "A/C", "--color", "#123456", "--use-when", "alltid")
    assert run("codes", project)[1]["use_when"] == "alltid"
    assert run("code-delete", project, "A", "--dry-run")["segments"] == 1
    removed = run("code-delete", project, "A")
    assert (removed["codes"], removed["segments"]) == (3, 1)
    assert run("codes", project) == []


def test_a_code_has_a_colour_of_its_own_or_its_parents(project: str, run: Run) -> None:
    run("code-add", project, "A/B", "--color", "#abcdef")
    run("code-edit", project, "A", "--color", "#123456")

    def shown() -> list[tuple[str, bool]]:
        return [(code["color"], code["inherits_color"]) for code in run("codes", project)]

    assert shown() == [("#123456", False), ("#abcdef", False)]
    run("code-edit", project, "B", "--color", "parent")
    assert shown() == [("#123456", False), ("#123456", True)]


def test_a_code_only_groups_others_until_it_codes(project: str, run: Run) -> None:
    run("code-add", project, "A/B")
    run("code-edit", project, "A", "--only-groups", "yes")
    assert [code["only_groups"] for code in run("codes", project)] == [True, False]
    run("code", project, "Anna", "--span", "3:9", "--as", "A")
    assert [code["only_groups"] for code in run("codes", project)] == [False, False]


def test_segments_are_changed_and_taken_away(project: str, run: Run) -> None:
    segment = str(run("code", project, "Anna", "--span", "3:9", "--as", "A")["segment"])
    run("recode", project, segment, "--as", "B/C", "--span", "4:12", "--weight", "80")
    (found,) = run("segments", project, "--document", "Anna")
    assert (found["code"], found["start"], found["end"], found["weight"]) == ("B/C", 4, 12, 80)
    run("uncode", project, segment)
    assert run("segments", project) == []


def test_segments_are_joined_split_and_copied(project: str, run: Run) -> None:
    one, two = (
        str(run("code", project, "Anna", "--span", span, "--as", "A")["segment"])
        for span in ("3:9", "8:12")
    )
    assert run("join", project, two)["segment"] == int(one)
    second = run("split", project, one, "--at", "6")["segment"]
    found = run("segments", project, "--document", "Anna")
    assert [each["start"] for each in found] == [3, 7]
    assert found[1]["id"] == second
    copied = run("code-copy", project, "Anna", "--span", "3:9", "--to", "0:2")
    assert len(copied["segments"]) == 1
    again = run("code-copy", project, "Anna", "--span", "3:9", "--to", "0:2")
    assert again == {"segments": [], "operation": 0}


def test_memos_are_changed_linked_and_deleted(project: str, run: Run) -> None:
    run("code-add", project, "A")
    memo = str(run("memo", project, "--title", "Om", "--text", "x")["id"])
    run("memo-edit", project, memo, "--text", "y", "--kind", "theory", "--on", "code:A")
    (found,) = run("memos", project)
    assert (found["title"], found["text"], found["kind"]) == ("Om", "y", "theory")
    assert found["on"] == ["code:A"]
    run("memo-delete", project, memo)
    assert run("memos", project) == []


def test_coders_sets_attributes_and_cases_are_listed_and_changed(project: str, run: Run) -> None:
    run("code", project, "Anna", "--span", "3:9", "--as", "A", "--coder", "Bo")
    run("coder-edit", project, "Bo", "--to", "Bo B", "--color", "#123456")
    (coder,) = run("coders", project)
    assert (coder["name"], coder["color"], coder["segments"]) == ("Bo B", "#123456", 1)
    run("set", project, "Norr", "Anna")
    assert [each["documents"] for each in run("sets", project)] == [["Anna"]]
    run("set-delete", project, "Norr")
    assert run("sets", project) == []
    run("attribute", project, "Anna", "Roll", "väktare")
    assert run("attributes", project)[0]["values"] == {"Anna": "väktare"}
    run("case-add", project, "Anna L", "Anna", "--speaker", "IP1")
    assert run("cases", project)[0]["links"] == [{"document": "Anna", "speaker": "IP1"}]


def test_documents_are_described_and_given_back(project: str, run: Run, tmp_path: Path) -> None:
    run("document-edit", project, "Anna", "--name", "IP1", "--kind", "focus_group")
    run("attribute", project, "IP1", "Roll", "väktare")
    run("set", project, "Norr", "IP1")
    assert run("documents", project)[0]["kind"] == "focus_group"
    run("source", project, "IP1", str(tmp_path / "back.txt"))
    assert (tmp_path / "back.txt").read_bytes() == (tmp_path / "Anna.txt").read_bytes()
    run("document-delete", project, "IP1")
    assert run("documents", project) == []


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    project: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "good.txt").write_text("Hej")
    answer = run("import", project, str(tmp_path / "bad.docx"), str(tmp_path / "good.txt"))
    assert [one["name"] for one in answer["imported"]] == ["good"]
    assert answer["failed"][0]["path"].endswith("bad.docx")
    again = run("import", project, str(tmp_path / "good.txt"))
    assert len(again["skipped"]) == 1


def test_backup_and_restore_go_round(project: str, run: Run, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.qcode")
    answer = run("backup", project, copy)
    assert len(answer["sha256"]) == 64
    run("code-add", project, "Sedan")
    run("restore", copy, project)
    assert run("codes", project) == []
    assert run("backup", project)["path"].endswith(".qcode")


def test_another_coder_is_noted(project: str, run: Run) -> None:
    run("code", project, "Anna", "--span", "3:9", "--as", "A", "--coder", "Bo")
    run("code", project, "Anna", "--span", "3:9", "--as", "A", "--coder", "Cia")
    assert {each["coder"] for each in run("segments", project)} == {"Bo", "Cia"}
    assert len(run("segments", project, "--coder", "Bo")) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("text", "Nobody"), "Nobody"),
        (("code", "Anna", "--span", "9:3", "--as", "A"), "select"),
        (("code", "Anna", "--span", "0:9999", "--as", "A"), "characters"),
        (("code", "Anna", "--span", "x", "--as", "A"), "start:end"),
        (("uncode", "77"), "77"),
        (("search", "("), ""),
        (("segments", "--code", "Okänd"), "Okänd"),
        (("export", "x.unknown"), ".docx"),
        (("memo",), "title"),
        (("memo", "--title", "x", "--on", "case:3"), "segment:ID"),
        (("memo", "--title", "x", "--kind", "dikt"), "theory"),
        (("redo",), "redo"),
    ],
)
def test_the_users_case_is_one_sentence_and_changes_nothing(
    project: str, fail: Callable[..., str], run: Run, arguments: tuple[str, ...], says: str
) -> None:
    before = run("history", project)
    assert says in fail(arguments[0], project, *arguments[1:])
    assert run("history", project) == before


def test_a_project_that_is_open_can_be_read_and_not_written(
    project: str, run: Run, fail: Callable[..., str]
) -> None:
    with projects.open_project(Path(project), coder="Kim"):
        assert len(run("documents", project)) == 1
        assert run("search", project, "trygghet")["total"] == 2
        assert run("verify", project)["ok"]
        assert "has this project open" in fail("code-add", project, "A")


def test_existing_files_are_not_overwritten(project: str, fail: Callable[..., str]) -> None:
    assert "already" in fail("new", project)


def test_wrong_usage_is_exit_code_two(project: str) -> None:
    for arguments in (["nonsense", "x"], ["code", project], ["undo", project, "--steps", "x"]):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2


def test_a_fault_of_ours_is_exit_code_three_with_a_report_that_quotes_nobody(
    project: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_arguments: object) -> None:
        raise RuntimeError("IP1 said something " + "etavirp"[::-1])

    monkeypatch.setattr("qcode.cli.documents.documents", fault)
    assert main(["documents", project]) == 3
    message = capsys.readouterr().err
    report = Path(message.split()[-1])
    assert report.exists()
    text = report.read_text(encoding="utf-8")
    assert "RuntimeError" in text
    assert "private" not in text


def test_a_damaged_project_is_exit_code_one(
    project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(project)) as raw, raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("UPDATE document SET length = length - 1")
    capsys.readouterr()
    assert main(["verify", project, "--json"]) == 1
    output = capsys.readouterr()
    assert not json.loads(output.out)["ok"]
    assert output.err.count("\n") == 1


def test_an_import_of_nothing_that_can_be_read_is_exit_code_one(
    project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["import", project, "missing.txt", "--json"]) == 1
    output = capsys.readouterr()
    assert len(json.loads(output.out)["failed"]) == 1
    assert output.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("history", "--limit", "-1"),
        ("history", "--limit", "9" * 30),
        ("undo", "--steps", "0"),
        ("uncode", "9" * 30),
        ("search", "trygghet", "--limit", "x"),
    ],
)
def test_a_number_that_cannot_be_is_wrong_usage(project: str, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([arguments[0], project, *arguments[1:]])
    assert caught.value.code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("code", "Anna", "--span", f"0:{'9' * 5000}", "--as", "A"),
        ("text", "9" * 5000),
        ("memo", "--text", "x", "--on", f"segment:{'9' * 30}"),
        ("source", "Anna", "missing/Anna.txt"),
    ],
)
def test_what_is_absurd_is_the_users_case(
    project: str, fail: Callable[..., str], arguments: tuple[str, ...]
) -> None:
    fail(arguments[0], project, *arguments[1:])


def test_an_argument_that_is_no_text_does_no_harm(project: str, run: Run) -> None:
    assert run("code-add", project, "A\udcff")["path"] == "A\ufffd"
    run("memo", project, "--title", "\udcff", "--text", "x")
    assert run("memos", project)[0]["title"] == "\ufffd"


def test_a_command_that_is_refused_has_changed_nothing(
    project: str, run: Run, fail: Callable[..., str]
) -> None:
    segment = run("code", project, "Anna", "--span", "3:9", "--as", "A")["segment"]
    before = run("history", project)
    fail("recode", project, str(segment), "--weight", "5", "--span", "0:9999")
    fail("recode", project, str(segment), "--weight", "5", "--as", "a//b")
    fail("document-edit", project, "Anna", "--kind", "observation", "--name", " ")
    assert run("history", project) == before


def test_a_lock_of_another_machine_is_taken_over_by_force(
    project: str, run: Run, fail: Callable[..., str]
) -> None:
    path = Path(project)
    holder = '{"user": "bo", "host": "elsewhere", "process": 1, "since": "2026"}'
    path.with_name(f".{path.name}.lock").write_text(holder, encoding="utf-8")
    assert "elsewhere" in fail("code-add", project, "A")
    run("code-add", project, "A", "--force")


def test_a_second_demonstration_keeps_what_somebody_did_in_the_first(
    run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "demo"
    first = run("demo", "--out", str(out))["project"]
    run("demo", "--out", str(out))
    assert len(list(out.glob("*.qcode"))) == 1
    run("code-add", first, "Min egen")
    run("demo", "--out", str(out))
    assert len(list(out.glob("*.qcode"))) == 2
    (kept,) = [path for path in out.glob("*.qcode") if str(path) != first]
    assert "Min egen" in {code["name"] for code in run("codes", str(kept))}


def test_a_demonstration_in_the_place_of_a_file_is_refused(
    fail: Callable[..., str], project: str
) -> None:
    fail("demo", "--out", project)


def test_a_reader_that_has_seen_enough_is_no_fault(project: str) -> None:
    command = [sys.executable, "-m", "qcode", "text", project, "Anna"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_every_command_explains_itself_alone_as_among_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    among = build_parser([])
    for name in command_names():
        with pytest.raises(SystemExit) as caught:
            main([name, "--help"])
        assert caught.value.code == 0
        said = capsys.readouterr()
        assert name in said.out
        with pytest.raises(SystemExit):
            among.parse_args([name, "--help"])
        assert capsys.readouterr() == said


def test_no_command_waits_for_the_others_to_be_described(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert build_parser(["undo"]).parse_args(["undo", "p"]).steps == 1
    with pytest.raises(SystemExit):
        build_parser(["undo"]).parse_args(["redo", "p"])
    assert "no command “redo”" in capsys.readouterr().err


def test_help_is_in_the_language_of_the_user(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "sv")
    with pytest.raises(SystemExit):
        main(["memo", "--help"])
    said = capsys.readouterr().out
    assert said.startswith("användning: qcode memo")
    assert [word for word in ("usage", "positional", "options", "show") if word in said] == []


def test_people_get_tables_and_lines(project: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["code", project, "Anna", "--span", "3:9", "--as", "Tillit/Staden", "--memo", "Hm"])
    main(["set", project, "Norr", "Anna"])
    main(["attribute", project, "Anna", "Roll", "väktare"])
    main(["case-add", project, "Anna L", "Anna"])
    capsys.readouterr()
    for command, says in (
        (["documents", project], "Anna"),
        (["codes", project], "  Staden"),
        (["segments", project], "Tillit/Staden"),
        (["memos", project], "Hm"),
        (["search", project, "trygghet"], "[trygghet]"),
        (["history", project], "Code with “Tillit/Staden” in “Anna”"),
        (["text", project, "Anna", "--span", "0:2"], "I:"),
        (["verify", project], "whole"),
        (["coders", project], "1"),
        (["sets", project], "Norr: 1 document"),
        (["attributes", project], "Roll"),
        (["cases", project], "Anna L"),
    ):
        assert main(command) == 0
        assert says in capsys.readouterr().out


def test_words_are_changed_with_what_is_coded_on_them(project: str, run: Run, fail: Run) -> None:
    text = run("text", project, "Anna")["text"]
    at = text.index("trygghet")
    span = f"{at}:{at + 8}"
    run("code", project, "Anna", "--span", span, "--as", "A")
    run("text-edit", project, "Anna", "--span", f"{at}:{at}", "--text", "riktig ")
    assert run("segments", project)[0]["text"] == "trygghet"
    run("text-edit", project, "Anna", "--span", f"{at}:{at + 7}", "--text", "")
    assert run("text", project, "Anna")["text"] == text
    assert "1" in fail("text-edit", project, "Anna", "--span", span, "--text", "")
    run("text-edit", project, "Anna", "--span", span, "--text", "", "--drop-codings")
    assert run("segments", project) == []
    assert run("verify", project)["ok"]
    fail("text-edit", project, "Anna", "--span", "99999:99999", "--text", "x")


def test_codes_come_from_an_indented_list(project: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "codes.txt"
    path.write_text("- A: first\n  - B\n- C\n", encoding="utf-8")
    run("code-add", project, "A")
    seen = run("codes-import", project, str(path), "--dry-run")
    assert (seen["operation"], seen["added"], seen["kept"]) == (0, ["A/B", "C"], ["A"])
    assert run("codes-import", project, str(path))["operation"] > 0
    assert [code["path"] for code in run("codes", project)] == ["A", "A/B", "C"]
    assert run("codes-import", project, str(path), "--under", "C")["added"] == [
        "C/A",
        "C/A/B",
        "C/C",
    ]
