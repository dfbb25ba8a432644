"""The house rules that a machine can check, each readable aloud."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

REPOSITORY = Path(__file__).resolve().parents[1]
LONGEST_FILE = 500
# A colour by itself or in a style sheet, not one that a sentence gives as an example.
COLOUR = re.compile(r"(?:^|:\s*)#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
GIVING = re.compile(r"\.(?:(?:next|previous)InFocusChain|focusProxy|topLevelWidget|buddy)\(")
# Written so that these patterns do not find themselves.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:tmp|work|root|farm|home/\w+)/[A-Za-z]")
REGISTRY = re.compile(
    r"py[p]i\.(?:org|io)|python[h]osted|npm[j]s\.|(?:deb|security|snapshot)\.[d]ebian"
)


def tracked_files() -> list[Path]:
    """Return the files under version control, or all sources where there is no git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True
        ).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        parts = ("qcode", "resources", "tests")
        return [path for part in parts for path in (REPOSITORY / part).rglob("*.*")]
    paths = [REPOSITORY / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file()]


def program_files() -> list[Path]:
    return sorted((REPOSITORY / "qcode").rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def string_literals(path: Path, sought: str) -> Iterator[tuple[int, str]]:
    """Yield the line and value of every string in a module that is not a docstring.

    Of a module that nowhere has what is sought, a pattern, none: to parse all takes seconds.
    """
    source = path.read_text(encoding="utf-8")
    if not re.search(sought, source):
        return
    tree = ast.parse(source)
    docstrings = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or node in docstrings:
            continue
        if isinstance(node.value, str):
            yield node.lineno, node.value


def run_python(code: str, *flags: str) -> str:
    """Run `code` in a Python of its own and return what it printed."""
    done = subprocess.run(
        [sys.executable, *flags, "-c", code],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_each_layer_sees_only_those_below_it() -> None:
    """In a process of its own: the linter silences every logger that exists by then."""
    run = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", run, "--no-cache"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_is_longer_than_a_room_should_be() -> None:
    lengths = {
        relative(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in tracked_files()
        if path.suffix == ".py"
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE} == {}


def test_the_program_starts_without_qt() -> None:
    blocked = "import sys; sys.modules['PySide6'] = sys.modules['shiboken6'] = None\n"
    modules = [
        ".".join(path.relative_to(REPOSITORY).with_suffix("").parts)
        for path in program_files()
        if "ui" not in path.relative_to(REPOSITORY).parts
    ]
    run_python(blocked + "\n".join(f"import {name}" for name in modules))


def test_the_command_line_helps_without_qt() -> None:
    helped = run_python(
        "import runpy, sys; sys.modules['PySide6'] = sys.modules['shiboken6'] = None\n"
        "sys.argv = ['qcode', '--help']; runpy.run_module('qcode', run_name='__main__')"
    )
    assert "import" in helped


def test_the_set_up_asks_for_libraries_before_any_package_is_installed() -> None:
    run_python("import qcode.services.desktop", "-S")


def test_resources_are_read_through_one_function() -> None:
    around = [
        f"{relative(path)}:{line}"
        for path in program_files()
        if relative(path) != "qcode/services/resources.py"
        for line, text in string_literals(path, "resources")
        if "_resources" in text or text.startswith("resources/")
    ]
    sideways = [
        relative(path)
        for path in program_files()
        if relative(path) != "qcode/services/resources.py"
        and re.search(r"\b__file__\b|importlib\.resources", path.read_text(encoding="utf-8"))
    ]
    assert around + sideways == []


def test_colours_are_chosen_in_the_theme_and_the_palette() -> None:
    homes = {
        "qcode/ui/theme.py",
        "qcode/model/palette.py",
        "qcode/formats/html_style.py",  # a report that goes out carries its own style sheet
    }
    elsewhere = [
        f"{relative(path)}:{line}"
        for path in program_files()
        if relative(path) not in homes
        for line, text in string_literals(path, "#[0-9a-fA-F]{3}")
        if COLOUR.search(text)
    ]
    assert elsewhere == []


def test_no_question_to_qt_gives_a_widget_to_whoever_was_asked() -> None:
    """PySide has what these return belong to the one asked, and end with it in Python's eyes."""
    found = [
        f"{relative(path)}:{number}"
        for path in program_files()
        if relative(path) != "qcode/ui/focus_chain.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if GIVING.search(line)
    ]
    assert found == []


def test_nothing_names_this_machine_or_a_registry() -> None:
    found = []
    for path in tracked_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            named = REGISTRY.search(line)
            if not relative(path).startswith("tests/"):
                named = named or MACHINE_PATH.search(line)
            if named:
                found.append(f"{relative(path)}:{number}: {named.group()}")
    assert found == []


def test_qt_does_not_lose_references(qtbot: QtBot) -> None:
    """PySide6 6.12.0 on Python 3.11 drops one of None at each void call, and then aborts."""
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(300):
        widget.update()
    assert abs(sys.getrefcount(None) - before) < 50
