"""Every case of the user's has its sentence, and no sentence waits in vain."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest

import qcode.formats
from qcode.formats import encoding
from qcode.formats.base import Loss
from qcode.formats.losses import Lost
from qcode.formats.md_report import EMPTY_PARAGRAPHS
from qcode.formats.sniff import Content
from qcode.formats.turns import dialects
from qcode.model.errors import UserError
from qcode.services.file_words import DIALECTS, ENCODINGS, FORMATS, FOUND, LOSSES, loss_words
from qcode.services.messages import ERRORS, FINDINGS, finding, sentence
from qcode.store.place import PlaceKind

PROGRAM = Path(__file__).resolve().parents[2] / "qcode"
RAISERS = {"UserError", "fail"}  # `fail` is the query parser's: it adds position and end
NAMERS = {*RAISERS, "Finding"}
PLACES = {f"place_{kind.value}" for kind in PlaceKind if kind is not PlaceKind.LOCAL}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield every module of the program that may name a case or a finding, with its own name."""
    for path in sorted(PROGRAM.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if any(f"{name}(" in text for name in NAMERS):
            yield str(path.relative_to(PROGRAM)), ast.parse(text)


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in a module that names a case of the user's or a finding, with who does."""
    for node in ast.walk(tree):
        named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if named and node.func.id in NAMERS and node.args:
            yield node.func.id, node


def codes_of(argument: ast.expr, tree: ast.AST) -> set[str]:
    """Return what a first argument can be; nothing for one that is handed on."""
    if isinstance(argument, ast.Constant):
        return {str(argument.value)}
    if isinstance(argument, ast.IfExp):
        return codes_of(argument.body, tree) | codes_of(argument.orelse, tree)
    if isinstance(argument, ast.JoinedStr) and "place_" in ast.unparse(argument):
        return PLACES
    if isinstance(argument, ast.Name):
        values = [value for target, value in assigned(tree) if target == argument.id]
        return {code for value in values for code in in_table(value, tree)}
    return set()


@lru_cache(maxsize=1)  # a module is asked for many names, and they are asked in turn
def assigned(tree: ast.AST) -> list[tuple[str, ast.expr]]:
    """Return the name and value of every plain assignment."""
    return [
        (node.targets[0].id, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    ]


def in_table(value: ast.expr, tree: ast.AST) -> set[str]:
    """Return the code that a value is, or all of the table that it is looked up in."""
    if isinstance(value, ast.Constant):
        return {str(value.value)}
    names = {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
    tables = [each for name, each in assigned(tree) if name in names and name.isupper()]
    found = [each.values for each in tables if isinstance(each, ast.Dict)]
    return {str(item.value) for row in found for item in row if isinstance(item, ast.Constant)}


@pytest.fixture(scope="module")
def named() -> list[tuple[str, str, str, set[str | None]]]:
    """By whom, where, which code, and the names of its parameters (None: `**more`)."""
    return [
        (who, f"{module}:{call.lineno}", code, {keyword.arg for keyword in call.keywords})
        for module, tree in modules()
        for who, call in calls(tree)
        for code in codes_of(call.args[0], tree)
    ]


@pytest.fixture
def raised(
    named: list[tuple[str, str, str, set[str | None]]],
) -> list[tuple[str, str, set[str | None]]]:
    """What is raised: where, which code and the names of its parameters."""
    return [(place, code, given) for who, place, code, given in named if who in RAISERS]


def placeholders(text: str) -> set[str]:
    class Names(dict[str, object]):
        def __missing__(self, key: str) -> str:
            self[key] = ""
            return ""

    names = Names()
    text.format_map(names)
    return set(names)


def test_every_error_has_its_sentence(raised: list[tuple[str, str, set[str | None]]]) -> None:
    assert len(raised) > 100
    assert [(place, code) for place, code, _ in raised if code not in ERRORS] == []


def test_an_error_brings_what_its_sentence_names(
    raised: list[tuple[str, str, set[str | None]]],
) -> None:
    missing = [
        (place, code, placeholders(ERRORS[code]) - given)
        for place, code, given in raised
        if code in ERRORS and not placeholders(ERRORS[code]) <= given
    ]
    assert missing == []


def test_no_sentence_is_unused(raised: list[tuple[str, str, set[str | None]]]) -> None:
    assert set(ERRORS) - {code for _, code, _ in raised} == set()


def test_a_sentence_ends_and_says_what_to_do() -> None:
    assert [text for text in ERRORS.values() if text[-1] not in ".?"] == []


def test_every_finding_has_its_words(
    named: list[tuple[str, str, str, set[str | None]]],
) -> None:
    found = {code for who, _place, code, _given in named if who == "Finding"}
    assert found - set(FINDINGS) == set()
    assert finding("length", "Anna").count("Anna") == 1


def test_every_loss_has_its_words_for_one_and_for_many() -> None:
    assert set(LOSSES) == {*Lost, EMPTY_PARAGRAPHS}
    assert loss_words(Loss(Lost.IMAGE, 1)) == "1 picture left out"
    assert loss_words(Loss(Lost.IMAGE, 2, "the square")) == "2 pictures left out (“the square”)"
    assert loss_words(Loss(Lost.READ_AS, 1, "docx")).endswith(": Word")


def test_every_reader_has_its_name_in_words() -> None:
    modules = (info.name for info in pkgutil.iter_modules(qcode.formats.__path__))
    loaded = (importlib.import_module(f"qcode.formats.{name}") for name in modules)
    names = {module.READER.name for module in loaded if hasattr(module, "READER")}
    assert names == set(FORMATS) - {"survey"}  # whose rows are not read as one document


def test_every_convention_and_offered_encoding_is_one_that_readers_know() -> None:
    assert tuple(DIALECTS) == dialects()
    assert set(ENCODINGS) <= set(encoding.ENCODINGS)


def test_what_cannot_be_read_is_named() -> None:
    read = {"docx", "odt", "rtf", "pdf", "html", "text"}
    explained_otherwise = {"doc", "locked"}
    assert set(FOUND) == {str(kind) for kind in Content} - read - explained_otherwise
    error = UserError("not_a_document", name="foto.txt", found="image")
    assert sentence(error).startswith("foto.txt is a picture")


def test_a_format_in_a_sentence_is_in_words() -> None:
    error = UserError("file_damaged", name="anna.docx", format="docx")
    assert "as Word" in sentence(error)


@pytest.mark.parametrize("since", ["2026-03-01T12:00:00.000Z", "?"])
def test_who_has_a_project_open_since_when_is_said_in_local_time(since: str) -> None:
    error = UserError("project_locked", user="Bo", host="laptop", since=since)
    shown = "?" if since == "?" else f"{datetime.fromisoformat(since).astimezone():%Y-%m-%d %H:%M}"
    assert f"on laptop since {shown}. " in sentence(error)
