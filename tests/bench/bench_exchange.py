"""A project of another program with 1,000 documents and 50,000 codings, as REFI-QDA.

Reading is measured beside what `zipfile` and `lxml` need to unpack and parse the same bytes.
`QCODE_BENCH_DOCUMENTS=100` measures another size, with 50 codings a document.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from pathlib import Path

from foreign_corpus import make
from lxml import etree
from measure import Figure, compare, python

from qcode.formats.refi.read_project import PROJECT_READER

_PEAK = """
from pathlib import Path
from qcode.formats.refi.read_project import PROJECT_READER
PROJECT_READER.read(Path({path!r}))
"""


def run() -> dict[str, Figure]:
    """Return the figures of reading."""
    documents = int(os.environ.get("QCODE_BENCH_DOCUMENTS", "1000"))
    with tempfile.TemporaryDirectory(prefix="qcode-bench-") as folder:
        path = make(Path(folder) / "stort.qdpx", documents, documents * 50)
        project = PROJECT_READER.read(path)
        sound = sum(score.score >= 0.99 for score in project.offsets)
        read = compare(
            lambda: PROJECT_READER.read(path),
            lambda: parse(path),
            named="zipfile and lxml on the same bytes",
            at_most=3,
        )
        return {
            f"read {documents} documents, {len(project.segments)} codings": {
                **read,
                "peak_bytes": python(_PEAK.format(path=str(path))).peak_bytes,
                "sources counted rightly": sound,
                "losses": sum(loss.count for loss in project.losses),
            }
        }


def parse(path: Path) -> object:
    """Unpack every member and parse the XML: the least that any reader does."""
    root = None
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            data = package.read(name)
            if name.endswith(".qde"):
                root = etree.fromstring(data)
    return root
