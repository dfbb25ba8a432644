"""Another program's project taken in as one operation: 1,000 documents and 50,000 codings.

Beside what SQLite and `zlib` need to store the same texts, originals and codings in bare tables,
without a journal. `QCODE_BENCH_DOCUMENTS=100` measures another size, with 50 codings a document.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import uuid
import zlib
from contextlib import closing
from pathlib import Path

from foreign_corpus import make
from measure import Figure, compare

from qcode.formats.exchange import ExchangeProject
from qcode.formats.refi.read_project import PROJECT_READER
from qcode.services import exchange_in, exchange_out
from qcode.services.projects import create_project


def run() -> dict[str, Figure]:
    """Return the figures of taking in, and of gathering all of it again."""
    documents = int(os.environ.get("QCODE_BENCH_DOCUMENTS", "1000"))
    with tempfile.TemporaryDirectory(prefix="qcode-bench-") as name:
        folder = Path(name)
        exchange = PROJECT_READER.read(make(folder / "stort.qdpx", documents, documents * 50))

        def take_in() -> None:
            path = folder / f"{uuid.uuid4()}.qcode"
            with create_project(path, coder="Kim") as project:
                exchange_in.take_in(project, exchange, name="stort.qdpx")
            path.unlink()

        named = "the same texts, originals and codings in bare tables"
        taken = compare(take_in, lambda: store(exchange, folder), named=named)
        with create_project(folder / "once.qcode", coder="Kim") as project:
            exchange_in.take_in(project, exchange, name="stort.qdpx")
            gathered = compare(
                lambda: exchange_out.gather(project), lambda: store(exchange, folder), named=named
            )
        of = f"{documents} documents, {len(exchange.segments)} codings"
        return {f"take in {of}": taken, f"gather {of}": gathered}


def store(exchange: ExchangeProject, folder: Path) -> None:
    """Store the least that any program must."""
    path = folder / f"{uuid.uuid4()}.db"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE content (hash TEXT PRIMARY KEY, data BLOB)")
        raw.execute("CREATE TABLE coding (guid TEXT UNIQUE, document, code, coder, start, last)")
        for one in exchange.documents:
            for data in (one.text.encode(), b"" if one.source is None else one.source.read()):
                digest = hashlib.sha256(data).hexdigest()
                row = (digest, zlib.compress(data, 1))
                raw.execute("INSERT OR IGNORE INTO content VALUES (?, ?)", row)
        raw.executemany(
            "INSERT INTO coding VALUES (?, ?, ?, ?, ?, ?)",
            [(s.guid, s.document, s.code, s.coder, s.start, s.end) for s in exchange.segments],
        )
    path.unlink()
