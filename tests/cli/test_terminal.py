"""The command line at its edges: names of projects, closed outputs, being stopped."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from qcode.__main__ import main
from qcode.cli.output import command_line, print_table

Run = Callable[..., Any]


def test_a_project_is_found_with_its_suffix_and_without(
    tmp_path: Path, run: Run, fail: Callable[..., str]
) -> None:
    short, copy = str(tmp_path / "p"), str(tmp_path / "b")
    made = run("new", short)["project"]
    assert made == f"{short}.qcode"
    assert run("code-add", short, "Tillit")["path"] == "Tillit"
    assert run("codes", short) == run("codes", made)
    assert "p.qcode" in fail("new", short)
    run("backup", short, f"{copy}.qcode")
    run("undo", short)
    assert run("restore", copy, short)["path"] == made
    assert [code["name"] for code in run("codes", short)] == ["Tillit"]
    assert run("restore", copy, str(tmp_path / "other"))["path"].endswith("other.qcode")
    (tmp_path / "p").mkdir()  # a folder of that name is no project, and the file beside it is
    assert len(run("codes", short)) == 1


def test_what_is_no_file_is_no_project(tmp_path: Path, fail: Callable[..., str]) -> None:
    (tmp_path / "folder.qcode").mkdir()
    os.mkfifo(tmp_path / "pipe.qcode")
    for name in ("folder", "pipe"):
        for command in (["documents"], ["verify"], ["code-add"], ["backup"]):
            more = ["A"] if command == ["code-add"] else []
            said = fail(*command, str(tmp_path / f"{name}.qcode"), *more)
            assert "folder or a device" in said


def test_a_memo_is_linked_to_all_that_it_is_said_to_be_on(project: str, run: Run) -> None:
    segment = run("code", project, "Anna", "--span", "3:9", "--as", "A")["segment"]
    things = ["document:Anna", "code:A", f"segment:{segment}"]
    options = [word for thing in things for word in ("--on", thing)]
    run("memo", project, "--title", "T", *options)
    (memo,) = run("memos", project)
    assert sorted(memo["on"]) == sorted(things)


def test_the_format_of_a_report_is_named_as_programs_name_it(
    project: str, run: Run, fail: Callable[..., str], tmp_path: Path
) -> None:
    for suffix in ("docx", "html", "md", "xlsx", "pptx", "csv", "json"):
        assert run("export", project, str(tmp_path / f"out.{suffix}"))["format"] == suffix
    assert "“report” does not say" in fail("export", project, str(tmp_path / "report"))


def test_a_project_of_another_program_is_not_taken_for_a_text(
    project: str, run: Run, fail: Callable[..., str], tmp_path: Path
) -> None:
    exchange = tmp_path / "whole.qdpx"
    with zipfile.ZipFile(exchange, "w") as package:
        package.writestr("project.qde", "<Project/>")
    before = run("documents", project)
    assert run("import", project, str(exchange))["documents"] == 0
    assert run("documents", project) == before
    with zipfile.ZipFile(exchange, "w") as package:
        package.writestr("other.xml", "<Other/>")
    assert "whole.qdpx" in fail("import", project, str(exchange))
    assert run("documents", project) == before


def test_a_codebook_without_codes_is_not_taken_for_a_text(
    project: str, fail: Callable[..., str], tmp_path: Path
) -> None:
    codebook = tmp_path / "codes.qdc"
    codebook.write_text('<?xml version="1.0"?>\n<CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>\n')
    assert "cannot be read as REFI-QDA" in fail("import", project, str(codebook))


def test_who_stops_a_command_is_told_what_it_had_done(
    project: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], run: Run
) -> None:
    def stop(*_ignored: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("qcode.cli.codes.service.ensure_path", stop)
    assert main(["code-add", project, "Tillit"]) == 1
    assert capsys.readouterr().err == "Stopped. Nothing was changed.\n"
    assert run("codes", project) == []
    monkeypatch.undo()
    monkeypatch.setattr("qcode.cli.codes.print_json", stop)
    assert main(["code-add", project, "Tillit", "--json"]) == 1
    assert "operation 3 was done" in capsys.readouterr().err
    monkeypatch.undo()
    assert [code["name"] for code in run("codes", project)] == ["Tillit"]
    with monkeypatch.context() as patch:
        patch.setattr("qcode.cli.codes.service.code_uses", stop)
        assert main(["codes", project]) == 1
    assert capsys.readouterr().err == "Stopped. Nothing was changed.\n"


def test_who_stops_before_a_command_has_begun_is_told_so_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], project: str
) -> None:
    def stop(_arguments: Sequence[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("qcode.cli.parser.build_parser", stop)
    assert main(["codes", project]) == 1
    assert capsys.readouterr().err == "Stopped. Nothing was changed.\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_answer_that_cannot_be_written_is_no_fault(project: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "qcode", "text", project, "Anna"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert b"answer could not be written" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_a_program_without_output_does_its_work(
    project: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        patch.setattr(sys, "stderr", None)
        assert main(["code-add", project, "Tillit"]) == 0
        assert main(["uncode", project, "99"]) == 1
        sys.stdout.close()
        sys.stderr.close()
    assert [code["name"] for code in run("codes", project)] == ["Tillit"]


def test_a_name_that_is_empty_is_wrong_usage(
    project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    # Where a script's variable is not set, the folder it runs in must not be imported.
    for command in (["import", project, ""], ["documents", ""], ["export", project, ""]):
        with pytest.raises(SystemExit) as caught:
            main(command)
        assert caught.value.code == 2
        assert "a name is missing" in capsys.readouterr().err


def test_a_file_is_given_back_into_a_folder_that_is_there(
    project: str, fail: Callable[..., str], tmp_path: Path
) -> None:
    assert "does not exist" in fail("source", project, "Anna", str(tmp_path / "no" / "Anna.txt"))


def test_a_command_is_told_with_the_program_as_it_was_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/qcode")
    told = {}
    for called in (".venv/bin/qcode", "/usr/bin/qcode", "/opt/q/__main__.py"):
        monkeypatch.setattr("sys.argv", [called])
        told[called] = command_line("import", "min stad.qcode")
    assert told == {
        ".venv/bin/qcode": ".venv/bin/qcode import 'min stad.qcode'",
        "/usr/bin/qcode": "qcode import 'min stad.qcode'",
        "/opt/q/__main__.py": "qcode import 'min stad.qcode'",
    }


def test_a_very_long_name_leaves_room_for_the_other_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    print_table(("Name", "Kind", "Turns"), [("Anna", "interview", 4), ("långt " * 40, "other", 12)])
    _head, anna, long = capsys.readouterr().out.splitlines()
    assert anna.split() == ["Anna", "interview", "4"]
    assert long.startswith("långt långt")
    assert long.endswith("12")
    assert max(len(anna), len(long)) <= 60
    print_table(("Name", "Kind"), [("Anna", "långt " * 40)])
    assert "Anna  långt långt" in capsys.readouterr().out
