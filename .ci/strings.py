"""Finds the sentences that QCode says and keeps `resources/locale/sv.po` in step with them.

`make strings` keeps the translations there are, adds an empty one for each new sentence, and drops
those that nothing says any more, printing them for whoever reworded one. The tests use the same
finder.
"""

from __future__ import annotations

import ast
import string
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "resources" / "locale" / "sv.po"
SPEAKERS = ("services", "cli", "ui")  # the layers that say anything to the user
LANGUAGE = "qcode/services/language.py"  # where they are translated
# Literals before the parameters, by function.
LITERALS = {"tr": 1, "trn": 2, "mark": 1}
# On a line that translates a variable: where its sentences are marked.
MARKED = "# marked"


@dataclass(slots=True)
class Sentence:
    """A sentence in English, its plural if it counts something, and the files that say it."""

    text: str
    plural: str = ""
    files: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """All sentences, and the calls that no translator could make sense of."""

    sentences: dict[str, Sentence] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def find(root: Path = ROOT) -> Found:
    """Return what the program says, in the order of its files."""
    found = Found()
    for layer in SPEAKERS:
        for path in sorted((root / "qcode" / layer).rglob("*.py")):
            file = path.relative_to(root).as_posix()
            if file != LANGUAGE:
                read_module(path.read_text(encoding="utf-8"), file, found)
    return found


def read_module(source: str, file: str, found: Found) -> None:
    """Add the sentences and faults of one module to `found`."""
    lines = source.splitlines()
    for name, call in calls(ast.parse(source)):
        place = f"{file}:{call.lineno}"
        texts = [literal(argument) for argument in call.args[: LITERALS[name]]]
        if len(texts) < LITERALS[name] or None in texts:
            if not explained(name, call, lines):
                found.faults.append(f"{place}: {name}() needs its sentence as a plain literal")
            continue
        one, many = str(texts[0]), str(texts[1]) if name == "trn" else ""
        found.faults.extend(f"{place}: {fault}" for fault in misfits(name, call, one, many))
        sentence = found.sentences.setdefault(one, Sentence(one, many))
        if sentence.plural != many:
            found.faults.append(f"{place}: {one!r} has another plural in {sentence.files[0]}")
        if file not in sentence.files:
            sentence.files.append(file)


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls of `tr`, `trn` and `mark`, a catalogue's own too, as they stand."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in LITERALS:
            found.append((node.lineno, node.col_offset, node.func.id, node))
        elif isinstance(node.func, ast.Attribute) and node.func.attr in ("tr", "trn"):
            found.append((node.lineno, node.col_offset, node.func.attr, node))
    for _line, _column, name, node in sorted(found, key=lambda call: call[:2]):
        yield name, node


def literal(node: ast.expr) -> str | None:
    """Return the value of a plain string, None for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def explained(name: str, call: ast.Call, lines: list[str]) -> bool:
    """Tell whether a call translates a sentence from a table of marked ones.

    Either it looks it up in a constant right there, as `tr(TITLES[kind])` does, or its line says
    where the sentence is marked.
    """
    if name != "tr" or not call.args:
        return False
    sentence = call.args[0]
    root = sentence
    while isinstance(root, ast.Attribute | ast.Subscript):
        root = root.value
    if isinstance(root, ast.Name) and root.id.isupper():
        return True
    says = any(MARKED in line for line in lines[call.lineno - 1 : call.end_lineno])
    return says and isinstance(sentence, ast.Name | ast.Attribute | ast.Subscript)


def fields(text: str) -> set[str]:
    """Return the names in braces."""
    return {
        name
        for _text, name, _spec, _conversion in string.Formatter().parse(text)
        if name is not None
    }


def misfits(name: str, call: ast.Call, one: str, many: str) -> Iterator[str]:
    """Yield how a call's parameters and its sentence disagree."""
    if name == "mark":
        return
    try:
        wanted = fields(one) | fields(many)
    except ValueError as error:
        yield f"{one!r} cannot be filled in: {error}"
        return
    given = {keyword.arg for keyword in call.keywords}
    if None in given:  # **params: known only when it runs
        return
    if name == "trn":
        given.add("n")
        wanted.add("n")
    if wanted != given:
        yield f"{one!r} has {sorted(wanted)} and is given {sorted(map(str, given))}"


def update(catalogue: polib.POFile, sentences: Mapping[str, Sentence]) -> polib.POFile:
    """Return a catalogue of exactly `sentences`, with the translations that still fit."""
    known = {(entry.msgid, entry.msgid_plural): entry for entry in catalogue if not entry.obsolete}
    fresh = polib.POFile(wrapwidth=99)
    fresh.metadata = dict(catalogue.metadata)
    for sentence in sentences.values():
        entry = known.get((sentence.text, sentence.plural))
        if entry is None:
            empty = {0: "", 1: ""} if sentence.plural else {}
            entry = polib.POEntry(
                msgid=sentence.text, msgid_plural=sentence.plural, msgstr_plural=empty
            )
        entry.occurrences = [(file, "") for file in sentence.files]
        fresh.append(entry)
    return fresh


def main() -> int:
    """Bring the catalogue up to date and say what changed."""
    found = find()
    for fault in found.faults:
        print(fault, file=sys.stderr)
    catalogue = polib.pofile(str(CATALOGUE))
    fresh = update(catalogue, found.sentences)
    fresh.save(str(CATALOGUE))
    kept = {entry.msgid for entry in fresh}
    for entry in catalogue:
        if entry.msgid not in kept:
            translation = entry.msgstr or "; ".join(entry.msgstr_plural.values())
            print(f"no longer said: {entry.msgid!r} ({translation!r})")
    missing = sum(not entry.translated() for entry in fresh)
    print(f"{len(fresh)} sentences in {CATALOGUE.relative_to(ROOT)}, {missing} to translate")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
