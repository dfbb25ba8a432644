"""How right and how quick coded passages of a table are found: 5,000 rows, 200 interviews.

Four of five rows have the words as they are; of the others three quarters have another typography,
some a few letters wrong, and the rest words that nobody said.
"""

from __future__ import annotations

import csv
import random
import tempfile
from pathlib import Path

from bench_project import filled, paragraphs
from measure import Figure, once
from swedish_text import interviews

from qcode.model.text import Span
from qcode.services.coded_tables import (
    CodingsPlan,
    chosen,
    import_codings,
    plan_codings,
    read_table,
)
from qcode.services.projects import Project

ROWS, DOCUMENTS, SEED = 5_000, 200, 1
SECONDS = 10.0
KINDS = ("exact", "typography", "typos", "nowhere")
WEIGHTS = (80, 15, 4, 1)


def run() -> dict[str, Figure]:
    with tempfile.TemporaryDirectory(prefix="qcode-bench-") as name:
        folder = Path(name)
        texts = ["\n".join(paragraphs(text)) for text in interviews(DOCUMENTS)]
        with filled(folder / "large.qcode", texts) as project:
            return _figures(folder, project)


def _figures(folder: Path, project: Project) -> dict[str, Figure]:
    table = folder / "table.csv"
    wanted = _write(project, table)
    plans: list[CodingsPlan] = []

    def find() -> None:
        sheet = read_table(table).sheet()
        plans.append(plan_codings(project, sheet, chosen(sheet)))

    finding = once(find)
    taking = once(lambda: import_codings(project, plans[0], table.name))
    right = dict.fromkeys(KINDS, 0)
    for found, (kind, span) in zip(plans[0].found.rows, wanted, strict=True):
        # What could be in several places is right to be left, if the true one is among them.
        there = [each.span for each in found.places] if found.place is None else [found.place.span]
        right[kind] += not there if kind == "nowhere" else span in there
    total = {kind: sum(each == kind for each, _span in wanted) for kind in KINDS}
    shares = {kind: round(right[kind] / max(total[kind], 1), 4) for kind in KINDS}
    return {
        f"{ROWS} rows, {DOCUMENTS} documents": {
            "seconds": round(finding, 2),
            "goal": SECONDS,
            "taken in": round(taking, 2),
        },
        "at the right place, or told to be there and elsewhere": dict(shares),
    }


def _write(project: Project, table: Path) -> list[tuple[str, Span]]:
    """Write a table of passages; return what was done to each, and where it is."""
    dice = random.Random(SEED)
    rows, wanted = [("Document", "Quote", "Code")], []
    every = [(row.name, project.text(row.id).text) for row in project.documents()]
    for _ in range(ROWS):
        name, text = dice.choice(every)
        start = text.index(" ", dice.randrange(len(text) - 600)) + 1
        end = text.index(" ", start + dice.randint(40, 300))
        (kind,) = dice.choices(KINDS, WEIGHTS)
        rows.append((name, _changed(dice, kind, text[start:end]), f"Code {dice.randrange(60)}"))
        wanted.append((kind, Span(start, end)))
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return wanted


def _changed(dice: random.Random, kind: str, words: str) -> str:
    if kind == "typography":
        return " ".join(words.split()).replace(" - ", " \N{EN DASH} ").replace('"', "”").upper()
    letters = list(words)
    if kind == "typos":
        for _ in range(max(1, len(letters) // 40)):
            letters[dice.randrange(1, len(letters) - 1)] = dice.choice("abcdefg")
    if kind == "nowhere":
        dice.shuffle(letters)
    return "".join(letters)
