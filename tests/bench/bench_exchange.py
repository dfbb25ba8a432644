"""A project of another program with 1,000 documents and 50,000 codings, as REFI-QDA.

Reading is measured beside what `zipfile` and `lxml` need to unpack and parse the same bytes, and
writing, of turns and originals too, beside what they need to serialise and pack the same.
`QCODE_BENCH_DOCUMENTS=100` measures another size, with 50 codings a document.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from foreign_corpus import make
from lxml import etree
from measure import Figure, compare, python

from qcode.formats.exchange import ExchangeProject
from qcode.formats.refi.read_project import PROJECT_READER
from qcode.formats.refi.write_project import PROJECT_WRITER

_WRITING = """
from pathlib import Path
from qcode.formats.refi.read_project import PROJECT_READER
from qcode.formats.refi.write_project import PROJECT_WRITER
PROJECT_WRITER.write(PROJECT_READER.read(Path({path!r})), Path({out!r}), {{}})
"""
_PEAK = """
from pathlib import Path
from qcode.formats.refi.read_project import PROJECT_READER
PROJECT_READER.read(Path({path!r}))
"""


def run() -> dict[str, Figure]:
    """Return the figures of reading and of writing."""
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
        figures = {
            f"read {documents} documents, {len(project.segments)} codings": {
                **read,
                "peak_bytes": python(_PEAK.format(path=str(path))).peak_bytes,
                "sources counted rightly": sound,
                "losses": sum(loss.count for loss in project.losses),
            }
        }
        return {**figures, **_writing(project, path)}


def _writing(project: ExchangeProject, path: Path) -> dict[str, Figure]:
    """Return the figures of writing a project that was read from `path`."""
    out, other = path.with_name("ut.qdpx"), path.with_name("jämförelse.qdpx")
    PROJECT_WRITER.write(project, out, {})
    with zipfile.ZipFile(out) as package:
        members = {name: package.read(name) for name in package.namelist()}
    tree = etree.fromstring(members.pop("project.qde"))
    write = compare(
        lambda: PROJECT_WRITER.write(project, out, {}),
        lambda: serialise(tree, members, other),
        before=lambda: out.unlink(missing_ok=True),
        named="lxml and zipfile on the same bytes",
        at_most=3,
    )
    size = out.stat().st_size
    out.unlink()
    peak = python(_WRITING.format(path=str(path), out=str(out))).peak_bytes
    return {
        f"write {len(project.documents)} documents, {len(project.segments)} codings": {
            **write,
            "peak_bytes": peak,  # with the reading of the project
            "bytes": size,
        }
    }


def serialise(tree: etree._Element, members: Mapping[str, bytes], path: Path) -> None:
    """Serialise the XML and pack it with the other members: the least that any writer does."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("project.qde", etree.tostring(tree, encoding="utf-8"))
        for name, data in members.items():
            package.writestr(name, data)


def parse(path: Path) -> object:
    """Unpack every member and parse the XML: the least that any reader does."""
    root = None
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            data = package.read(name)
            if name.endswith(".qde"):
                root = etree.fromstring(data)
    return root
