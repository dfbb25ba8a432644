"""The large project of the stalls: 1,000 documents, one of them of 1 MB with all its codings."""

from __future__ import annotations

import os
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

from bench_project import filled, paragraphs
from foreign_corpus import make
from swedish_text import interviews

from qcode.model.changes import Op
from qcode.model.palette import PALETTE
from qcode.services.projects import Project
from qcode.services.searching import Searcher
from qcode.store import schema

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


def _moment(number: int) -> str:
    return f"2024-02-{1 + number // 800:02}T{8 + number // 60 % 12:02}:{number % 60:02}:00.000Z"
