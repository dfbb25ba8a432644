"""The large projects of the stalls: one with much text, and one with much coded.

The first has 1,000 documents, one of them of 1 MB with all the codings; the second has 50,000
codings all over its 1,000 documents.
"""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bench_project import filled, paragraphs
from foreign_corpus import make
from pages_corpus import make_pages
from swedish_text import interviews

from qcode.model.changes import Op
from qcode.model.palette import PALETTE
from qcode.services.projects import Project
from qcode.services.searching import Searcher
from qcode.store import schema

CODED, EACH, READ, PAIR = 1_000, 48, 2_000, 5_000  # documents, and codings: see `_coded`
KINDS, CODERS = 300, ("Anna", "Bo", "Cilla", "Dan")
PASTED = 2_000  # rows of attributes
TEXTS, COPIES = 100, 10  # interviews written, and how often each comes
SEGMENTS, CODES, MEMOS, OPERATIONS, FILES = 10_000, 2_000, 1_000, 20_000, 1_000


def build(folder: Path) -> None:
    """Make the large project and the files, and index the project in a home of its own."""
    os.environ["QCODE_HOME"] = str(folder / "home")
    once = ["\n".join(paragraphs(text)) for text in interviews(TEXTS)]
    texts = [f"Omgång {copy}\n{text}" for copy in range(COPIES) for text in once]
    large = "\n".join(once[:20])
    with filled(folder / "large.qcode", [large, *texts[1:]]) as project:
        words = large.split()
        _add_codes(project, words)
        _add_segments(project, len(large))
        _add_memos(project, words)
        _add_operations(project.path)
        searcher = Searcher(project)
        searcher.update()
        searcher.close()
    files = folder / "files"
    files.mkdir()
    for number, text in enumerate(texts):
        path = files / f"Samtal {number:04}.txt"
        path.write_text(f"{number}\n{text}", encoding="utf-8")
    make(folder / "theirs.qdpx", TEXTS * COPIES, 50 * TEXTS * COPIES)
    make_pages(folder / "theirs.sqlite3", CODED, 50 * CODED)
    _coded(folder / "coded.qcode", once)


def _add_codes(project: Project, words: list[str]) -> None:
    groups = CODES // 40
    with project.operation(Op.ADD_CODE, code="") as unit:
        rows = (
            {
                "name": f"Grupp {n}" if n < groups else f"Kod {n} {words[n]}",
                "parent_id": None if n < groups else n % groups + 1,
                "color": PALETTE[n % len(PALETTE)],
                "position": n,
                "definition": " ".join(words[n : n + 20]),
            }
            for n in range(CODES)
        )
        unit.add_many(schema.code, rows)


def _add_segments(project: Project, length: int) -> None:
    step = length // (SEGMENTS + 1)
    number = project.documents()[0].id
    with project.operation(Op.AUTOCODE, codes=True, code="") as unit:
        coder = project.coder_id(unit)
        rows = (
            {
                "document_id": number,
                "code_id": at % CODES + 1,
                "coder_id": coder,
                "start": at * step,
                "end": min(at * step + 60 + at * 7 % 240, length),
            }
            for at in range(SEGMENTS)
        )
        unit.add_many(schema.segment, rows)


def _add_memos(project: Project, words: list[str]) -> None:
    with project.operation(Op.ADD_MEMO, codes=True) as unit:
        coder = project.coder_id(unit)
        rows = (
            {
                "title": f"Memo {n}",
                "text": " ".join(words[n * 9 : n * 9 + 120]),
                "kind": "note",
                "coder_id": coder,
                "created": f"2024-01-01T10:{n // 60:02}:{n % 60:02}.000Z",
                "changed": f"2024-01-01T10:{n // 60:02}:{n % 60:02}.000Z",
            }
            for n in range(MEMOS)
        )
        unit.add_many(schema.memo, rows)


def _add_operations(path: Path) -> None:
    """Add operations that changed nothing: only the journal knows them."""
    with closing(sqlite3.connect(path)) as bare:
        columns = '"id", "guid", "kind", "params", "coder", "time", "undo_top", "undo_below"'
        (last,) = bare.execute("SELECT max(id) FROM operation").fetchone()
        bare.executemany(
            f"INSERT INTO operation ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (n, str(uuid.uuid4()), "rename_code", params, "Anna", _moment(n), n, n - 1)
                for n in range(last + 1, last + 1 + OPERATIONS)
                for params in (f'{{"code":"Kod {n}","name":"Ett annat namn {n}"}}',)
            ),
        )
        bare.execute("UPDATE counter SET value = ? WHERE name = 'operation'", (last + OPERATIONS,))
        bare.commit()


def _coded(path: Path, once: list[str]) -> None:
    """Make the project with many codings: two codes have some 5,000 each."""
    texts = [once[0] * 2, *(f"{n}\n{once[n % TEXTS][:6_000]}" for n in range(1, CODED))]
    with filled(path, texts) as project:
        with project.operation(Op.ADD_CODE, code="") as unit:
            rows = (
                {"name": f"Kod {n}", "color": PALETTE[n % len(PALETTE)], "position": n}
                for n in range(KINDS)
            )
            unit.add_many(schema.code, rows)
        numbers = [row.id for row in project.documents()]
        places = list(_places(numbers, [len(text) for text in texts]))
        for first, who in enumerate(CODERS):
            project.coder = who
            with project.operation(Op.AUTOCODE, codes=True, code="") as unit:
                coder = project.coder_id(unit)
                share = places[first :: len(CODERS)]
                unit.add_many(schema.segment, ({**place, "coder_id": coder} for place in share))


def _places(numbers: list[int], lengths: list[int]) -> Iterator[dict[str, object]]:
    """Yield codings: 2,000 in the first document, 48 in each of the others."""
    at = 0
    for number, length in zip(numbers, lengths, strict=True):
        count = EACH if at else READ
        for place in range(count):
            start = place * (length - 300) // count
            code = 1 + at % 2 if at % 5 == 0 and at < 10 * PAIR else 3 + at % (KINDS - 2)
            yield {
                "document_id": number,
                "code_id": code,
                "start": start,
                "end": start + 40 + at * 7 % 200,
            }
            at += 1


def _moment(number: int) -> str:
    return f"2024-02-{1 + number // 800:02}T{8 + number // 60 % 12:02}:{number % 60:02}:00.000Z"
